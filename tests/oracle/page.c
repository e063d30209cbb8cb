/*
 * One page, read by libxml2 as events.  It must be well-formed XML and mean
 * the same to an HTML parser; it holds what allow.c lists and nothing else.
 */

#include "oracle.h"

#include <libxml/hash.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <openssl/evp.h>

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SHOWN		20	/* faults of a page that are printed */
#define DOCTYPE		"<!DOCTYPE html>\n<html lang=\""
#define POLICY_HEAD	"default-src 'none'; style-src "
#define POLICY_TAIL	"; base-uri 'none'; form-action 'none'"
#define POLICY		POLICY_HEAD "'self'; img-src 'self' data:" POLICY_TAIL

struct judge {
	struct page		*page;
	xmlParserCtxtPtr	 parser;
	xmlHashTablePtr		 ids;
	xmlHashTablePtr		 refs;
	size_t			 policies;
	size_t			 h1s, mains;
	bool			 loads;		/* something was loaded */
	bool			 in_style;
	char			 policy[256];	/* of a page in one file */
	xmlBufferPtr		 style;
};

static void __attribute__((__format__(__printf__, 2, 3)))
fault(struct judge *j, const char *fmt, ...)
{
	va_list	 ap;

	if (j->page->faults++ >= SHOWN)
		return;
	printf("%s:%d: ", j->page->path, j->parser != NULL ?
	    xmlSAX2GetLineNumber(j->parser) : 1);
	va_start(ap, fmt);
	(void)vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

static void
check_chars(struct judge *j, const xmlChar *s, size_t len)
{
	size_t	 i;
	int	 n, c;

	for (i = 0; i < len; i += (size_t)n) {
		if (s[i] >= 0x20 && s[i] < 0x7f) {
			n = 1;
			continue;
		}
		n = (int)(len - i > 4 ? 4 : len - i);
		c = xmlGetUTF8Char(s + i, &n);
		if (c < 0 || n < 1) {
			fault(j, "not UTF-8");
			return;
		}
		if (!allow_char((uint32_t)c, j->page->note))
			fault(j, "the character U+%04X", (unsigned)c);
	}
}

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/*
 * A relative address, seen from the page, within the snapshot: no ".." above
 * its top, no scheme, no host; it names a file that is there.
 */
static void
check_file(struct judge *j, const char *url)
{
	const char	*whole = url;
	char		 path[PATH_MAX];
	const char	*inside = j->page->inside, *slash;
	size_t		 len, n = strcspn(url, "#");

	if (strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789-._/#") != strlen(url) || url[0] == '/' ||
	    strstr(url, "//") != NULL || n == 0 || n > 1024) {
		fault(j, "the address %s", url);
		return;
	}
	slash = strrchr(inside, '/');
	len = slash != NULL ? (size_t)(slash - inside) : 0;
	memcpy(path, inside, len);
	for (; strncmp(url, "../", 3) == 0; url += 3, n -= 3) {
		if (len == 0) {
			fault(j, "the address %s leaves the snapshot", whole);
			return;
		}
		while (len > 0 && path[--len] != '/')
			continue;
	}
	if (len > 0)
		path[len++] = '/';
	memcpy(path + len, url, n);
	path[len + n] = '\0';
	if (path[len] == '.' || strstr(path, "/.") != NULL)
		fault(j, "the address %s", whole);
	else if ((j->page->listed == NULL ||
	    xmlHashLookup(j->page->listed, BAD_CAST path) == NULL) &&
	    faccessat(j->page->root, path, F_OK, 0) == -1)
		fault(j, "the address %s: there is no %s", whole, path);
}

static void
check_link(struct judge *j, const char *url)
{
	if (url[0] == '#')
		(void)xmlHashAddEntry(j->refs, BAD_CAST (url + 1),
		    BAD_CAST "");
	else if (!j->page->note || (strncasecmp(url, "https://", 8) != 0 &&
	    strncasecmp(url, "http://", 7) != 0 &&
	    strncasecmp(url, "mailto:", 7) != 0))
		check_file(j, url);
}

static void
check_picture(struct judge *j, const char *url)
{
	static const char *const kinds[] = { "png", "jpeg", "gif", "webp",
	    "svg+xml" };
	char		 head[64];
	size_t		 i;

	j->loads = true;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		(void)snprintf(head, sizeof(head), "data:image/%s;base64,",
		    kinds[i]);
		if (!starts(url, head))
			continue;
		url += strlen(head);
		if (strspn(url, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrs"
		    "tuvwxyz0123456789+/=") != strlen(url))
			fault(j, "a picture that is no base64");
		return;
	}
	check_file(j, url);
}

static void
check_style(struct judge *j, const char *url)
{
	size_t	 len = strlen(url);

	j->loads = true;
	if (len < 5 || strcmp(url + len - 4, ".css") != 0)
		fault(j, "the style sheet %s", url);
	check_file(j, url);
}

static void
check_idrefs(struct judge *j, char *refs)
{
	char	*word, *rest = NULL;

	for (word = strtok_r(refs, " ", &rest); word != NULL;
	    word = strtok_r(NULL, " ", &rest))
		(void)xmlHashAddEntry(j->refs, BAD_CAST word, BAD_CAST "");
}

static bool
is_time(const char *s)
{
	static const char	 form[] = "0000-00-00T00:00:00Z";
	size_t			 i;

	for (i = 0; form[i] != '\0'; i++)
		if (form[i] == '0' ? s[i] < '0' || s[i] > '9' :
		    s[i] != form[i])
			return false;
	return s[i] == '\0';
}

static void
check_id(struct judge *j, const char *value)
{
	if (value[0] == '\0' || strpbrk(value, " \t\n") != NULL)
		fault(j, "the id \"%s\"", value);
	else if (xmlHashAddEntry(j->ids, BAD_CAST value, BAD_CAST "") != 0)
		fault(j, "the id \"%s\" stands twice", value);
}

static void
check_value(struct judge *j, const char *element, const struct allowed *a,
    char *value)
{
	char	 word[128];
	bool	 good = true;

	switch (a->kind) {
	case VALUE_TEXT:
		break;
	case VALUE_WORDS:
		/* A note names the language of its code as it likes. */
		good = (j->page->note && strcmp(element, "code") == 0) ||
		    strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
		    "RSTUVWXYZ0123456789-_., /") == strlen(value);
		break;
	case VALUE_ID:
		check_id(j, value);
		break;
	case VALUE_IDREFS:
		check_idrefs(j, value);
		break;
	case VALUE_NUMBER:
		good = strspn(value, "0123456789.- ") == strlen(value);
		break;
	case VALUE_ONE_OF:
		(void)snprintf(word, sizeof(word), "|%s|", value);
		good = strchr(value, '|') == NULL &&
		    strstr(a->list, word) != NULL;
		break;
	case VALUE_LINK:
		check_link(j, value);
		break;
	case VALUE_PICTURE:
		check_picture(j, value);
		break;
	case VALUE_STYLE:
		check_style(j, value);
		break;
	case VALUE_TIME:
		good = is_time(value);
		break;
	}
	if (!good)
		fault(j, "%s of <%s> is \"%s\"", a->attr, element, value);
}

/* The value of an attribute in the list of libxml2, in new memory. */
static char *
value_of(const xmlChar **attr)
{
	size_t	 len = (size_t)(attr[4] - attr[3]);
	char	*s = malloc(len + 1);

	if (s == NULL)
		abort();
	memcpy(s, attr[3], len);
	s[len] = '\0';
	return s;
}

static char *
attr_named(int n, const xmlChar **attrs, const char *name)
{
	int	 i;

	for (i = 0; i < n; i++)
		if (strcmp((const char *)attrs[5 * i], name) == 0)
			return value_of(attrs + 5 * i);
	return NULL;
}

/* Links to the web are those of a note, and say so; a policy is one of two. */
static void
check_whole(struct judge *j, const char *name, int n, const xmlChar **attrs)
{
	char	*href = NULL, *rel = NULL, *content = NULL;

	if (strcmp(name, "a") == 0) {
		href = attr_named(n, attrs, "href");
		rel = attr_named(n, attrs, "rel");
		if (href != NULL && strchr(href, ':') != NULL &&
		    (rel == NULL || strcmp(rel, "noopener noreferrer") != 0))
			fault(j, "a link to %s without its rel", href);
	} else if (strcmp(name, "meta") == 0 &&
	    (rel = attr_named(n, attrs, "http-equiv")) != NULL) {
		content = attr_named(n, attrs, "content");
		j->policies++;
		if (j->loads)
			fault(j, "the policy stands after what it is for");
		if (content == NULL || strlen(content) >= sizeof(j->policy))
			fault(j, "the policy is another");
		else if (strcmp(content, POLICY) != 0)
			strcpy(j->policy, content);
	} else if (strcmp(name, "link") == 0) {
		rel = attr_named(n, attrs, "rel");
		if (rel == NULL)
			fault(j, "a <link> without rel");
	} else if (strcmp(name, "img") == 0) {
		rel = attr_named(n, attrs, "alt");
		if (rel == NULL)
			fault(j, "an <img> without alt");
	}
	free(href);
	free(rel);
	free(content);
}

static void
on_start(void *arg, const xmlChar *xname, const xmlChar *prefix,
    const xmlChar *uri, int nns, const xmlChar **ns, int n, int defaulted,
    const xmlChar **attrs)
{
	struct judge		*j = arg;
	const struct allowed	*a;
	const char		*name = (const char *)xname;
	char			*value;
	int			 i;

	(void)ns;
	(void)defaulted;
	if (prefix != NULL || uri != NULL || nns > 0)
		fault(j, "a namespace at <%s>", name);
	if (!allow_element(name))
		fault(j, "the element <%s>", name);
	j->h1s += strcmp(name, "h1") == 0;
	j->mains += strcmp(name, "main") == 0;
	if (strcmp(name, "style") == 0)
		j->in_style = j->loads = true;
	for (i = 0; i < n; i++) {
		a = allow_attr(name, (const char *)attrs[5 * i]);
		if (attrs[5 * i + 1] != NULL || a == NULL) {
			fault(j, "the attribute %s of <%s>",
			    (const char *)attrs[5 * i], name);
			continue;
		}
		value = value_of(attrs + 5 * i);
		check_chars(j, BAD_CAST value, strlen(value));
		check_value(j, name, a, value);
		free(value);
	}
	check_whole(j, name, n, attrs);
}

static void
on_end(void *arg, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct judge	*j = arg;

	(void)prefix;
	(void)uri;
	if (strcmp((const char *)name, "style") == 0)
		j->in_style = false;
}

static void
on_text(void *arg, const xmlChar *s, int len)
{
	struct judge	*j = arg;

	check_chars(j, s, (size_t)len);
	if (j->in_style)
		(void)xmlBufferAdd(j->style, s, len);
}

static void
on_comment(void *arg, const xmlChar *s)
{
	struct judge	*j = arg;

	/* What cmark leaves in place of a note's own markup. */
	if (!j->page->note ||
	    strcmp((const char *)s, " raw HTML omitted ") != 0)
		fault(j, "a comment: %.40s", (const char *)s);
}

static void
on_cdata(void *arg, const xmlChar *s, int len)
{
	(void)s;
	(void)len;
	fault(arg, "CDATA");
}

static void
on_pi(void *arg, const xmlChar *target, const xmlChar *s)
{
	(void)s;
	fault(arg, "a processing instruction: %s", (const char *)target);
}

static void
on_subset(void *arg, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	if (strcmp((const char *)name, "html") != 0 || external != NULL ||
	    system != NULL)
		fault(arg, "another DOCTYPE");
}

static void
on_reference(void *arg, const xmlChar *name)
{
	fault(arg, "the entity %s", (const char *)name);
}

static void
on_error(void *arg, xmlErrorPtr e)
{
	fault(arg, "%.*s", (int)strcspn(e->message, "\n"), e->message);
}

/* The policy of a page in one file allows just the style that it holds. */
static void
check_single(struct judge *j)
{
	unsigned char	 digest[EVP_MAX_MD_SIZE], base64[128];
	char		 wanted[256];
	unsigned	 len = 0;

	if (j->policy[0] == '\0') {
		if (xmlBufferLength(j->style) > 0)
			fault(j, "a style that the policy does not know");
		return;
	}
	if (EVP_Digest(xmlBufferContent(j->style),
	    (size_t)xmlBufferLength(j->style), digest, &len, EVP_sha256(),
	    NULL) != 1)
		abort();
	(void)EVP_EncodeBlock(base64, digest, (int)len);
	(void)snprintf(wanted, sizeof(wanted), POLICY_HEAD
	    "'sha256-%s'; img-src data:" POLICY_TAIL, (char *)base64);
	if (strcmp(wanted, j->policy) != 0)
		fault(j, "the policy is \"%s\"", j->policy);
}

static void
check_ref(void *payload, void *arg, const xmlChar *name)
{
	struct judge	*j = arg;

	(void)payload;
	if (xmlHashLookup(j->ids, name) == NULL)
		fault(j, "no id \"%s\", which is referred to",
		    (const char *)name);
}

/* "<p/>" has no end for an HTML parser, and "<br></br>" is two. */
static void
check_tags(struct judge *j)
{
	const char	*p = j->page->text, *end = p + j->page->len, *close;
	char		 name[32];
	size_t		 n;
	bool		 empty;

	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		n = strcspn(++p, " \t\n/>");
		if (n == 0 || n >= sizeof(name) || *p == '!')
			continue;
		memcpy(name, p, n);
		name[n] = '\0';
		/* Values hold no '>' that is not escaped, or they would be
		 * read differently here; then the page is refused. */
		if ((close = memchr(p, '>', (size_t)(end - p))) == NULL)
			break;
		empty = close[-1] == '/';
		if (empty ? !allow_is_void(name) && !allow_is_svg(name) :
		    allow_is_void(name))
			fault(j, "<%s%s> is another thing in HTML", name,
			    empty ? "/" : "");
		p = close;
	}
}

static void
parse(struct judge *j)
{
	xmlSAXHandler	*sax;

	j->parser = xmlCreateMemoryParserCtxt(j->page->text,
	    (int)j->page->len);
	if (j->parser == NULL) {
		fault(j, "empty");
		return;
	}
	sax = j->parser->sax;
	memset(sax, 0, sizeof(*sax));
	sax->initialized = XML_SAX2_MAGIC;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->characters = on_text;
	sax->ignorableWhitespace = on_text;
	sax->comment = on_comment;
	sax->cdataBlock = on_cdata;
	sax->processingInstruction = on_pi;
	sax->internalSubset = on_subset;
	sax->reference = on_reference;
	sax->serror = on_error;
	(void)xmlCtxtUseOptions(j->parser, XML_PARSE_NONET | XML_PARSE_HUGE);
	j->parser->userData = j;
	(void)xmlParseDocument(j->parser);
	if (j->parser->wellFormed == 0 && j->page->faults == 0)
		fault(j, "is not well-formed");
}

void
page_judge(struct page *page)
{
	struct judge	 j;

	memset(&j, 0, sizeof(j));
	j.page = page;
	j.ids = xmlHashCreate(256);
	j.refs = xmlHashCreate(64);
	j.style = xmlBufferCreate();
	if (j.ids == NULL || j.refs == NULL || j.style == NULL)
		abort();
	if (page->len > INT_MAX || page->len < sizeof(DOCTYPE) ||
	    memcmp(page->text, DOCTYPE, sizeof(DOCTYPE) - 1) != 0)
		fault(&j, "does not begin like a page");
	else if (memchr(page->text, '\r', page->len) != NULL)
		fault(&j, "a carriage return");
	parse(&j);
	if (page->faults == 0) {
		check_tags(&j);
		check_single(&j);
		xmlHashScan(j.refs, check_ref, &j);
		if (j.policies != 1)
			fault(&j, "%zu policies", j.policies);
		if ((j.h1s != 1 && !page->note) || j.mains != 1)
			fault(&j, "%zu <h1>, %zu <main>", j.h1s, j.mains);
	}
	xmlFreeParserCtxt(j.parser);
	xmlHashFree(j.ids, NULL);
	xmlHashFree(j.refs, NULL);
	xmlBufferFree(j.style);
}
