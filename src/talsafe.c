#include "talgen.h"

#include <strings.h>

#include "themecss.h"
#include "util.h"

#define ASSETS	"assets/"

/* What would run, load or rewrite addresses, or whose text is not markup. */
static const char *const elements[] = {
	"animate", "applet", "base", "embed", "frame", "frameset", "iframe",
	"noembed", "noframes", "object", "plaintext", "script", "set", "style",
	"xmp"
};

static const char *const urls[] = {
	"action", "background", "cite", "codebase", "data", "formaction",
	"href", "longdesc", "manifest", "ping", "poster", "src", "xlink:href"
};

static const char *const refused[] = {
	"attributionsrc", "imagesrcset", "srcdoc", "srcset", "style"
};

/* What CSS can say too, and so url(). */
static const char *const painted[] = {
	"clip-path", "cursor", "fill", "filter", "marker", "marker-end",
	"marker-mid", "marker-start", "mask", "stroke"
};

/* What an address in these leads to is loaded when somebody follows it. */
static const char *const links[] = { "a", "area" };

static const char *const schemes[] = { "http", "https", "mailto" };

static const char *const voids[] = {
	"area", "base", "br", "col", "embed", "hr", "img", "input", "link",
	"meta", "param", "source", "track", "wbr"
};

static const char *const plain[] = { "option", "textarea", "title" };

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

/* HTML takes names in any case; most differ in the first letter. */
static bool
is_one_of(const char *name, const char *const *names, size_t n)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		if (((name[0] ^ names[i][0]) & ~0x20) == 0 &&
		    strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

bool
talsafe_is_url(const char *attr)
{
	return is_one_of(attr, urls, COUNT(urls));
}

bool
talsafe_is_void(const char *element)
{
	return is_one_of(element, voids, COUNT(voids));
}

bool
talsafe_is_plain(const char *element)
{
	return is_one_of(element, plain, COUNT(plain));
}

void
talsafe_element(struct talgen *g, const char *name)
{
	g->element = name;
	if (strcasecmp(name, "style") == 0)
		TALGEN_FAULT(g, "no <%s> in a page: styles belong into a file "
		    "of assets", name);
	else if (is_one_of(name, elements, COUNT(elements)))
		TALGEN_FAULT(g, "no <%s> in a page", name);
}

static void
check_name(struct talgen *g, const char *name)
{
	if (strncasecmp(name, "on", 2) == 0)
		TALGEN_FAULT(g, "no attribute %s in a page: it would be a "
		    "script", name);
	else if (strcasecmp(name, "style") == 0)
		TALGEN_FAULT(g, "no attribute %s in a page: styles belong "
		    "into a file of assets", name);
	else if (is_one_of(name, refused, COUNT(refused)))
		TALGEN_FAULT(g, "no attribute %s in a page", name);
}

void
talsafe_set(struct talgen *g, const char *name)
{
	size_t	 len = strlen(name);

	if (strcasecmp(name, "http-equiv") == 0 ||
	    strcasecmp(name, "charset") == 0 ||
	    is_one_of(name, painted, COUNT(painted))) {
		TALGEN_FAULT(g, "%s cannot be set", name);
	} else if (len == 0 || strspn(name, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:.") != len ||
	    strchr("-.:0123456789", name[0]) != NULL ||
	    strncasecmp(name, "xmlns", 5) == 0 ||
	    (strchr(name, ':') != NULL && strncmp(name, "xml:", 4) != 0 &&
	    strncmp(name, "xlink:", 6) != 0)) {
		TALGEN_FAULT(g, "\"%s\" is no name for an attribute", name);
	}
	check_name(g, name);
}

/* The scheme of an address as a browser reads it, blanks and control
 * characters left out; empty when it has none. */
static void
scheme_of(struct slice url, struct buf *out)
{
	size_t	 i;

	for (i = 0; i < url.len; i++) {
		if (url.ptr[i] == ':')
			return;
		if (url.ptr[i] == '/' || url.ptr[i] == '?' ||
		    url.ptr[i] == '#')
			break;
		if ((unsigned char)url.ptr[i] > 0x20)
			buf_addc(out, url.ptr[i]);
	}
	buf_reset(out);
}

static bool
has_scheme(struct slice url)
{
	const char	*colon = memchr(url.ptr, ':', url.len);
	size_t		 i;

	for (i = 0; colon != NULL && url.ptr + i < colon; i++)
		if (url.ptr[i] == '/' || url.ptr[i] == '?' ||
		    url.ptr[i] == '#')
			return false;
	return colon != NULL;
}

/* Whether it begins with "//host", however a browser lets that be written. */
static bool
has_host(struct slice url)
{
	size_t	 i, n = 0;

	for (i = 0; i < url.len && n < 2; i++) {
		if (url.ptr[i] == '/' || url.ptr[i] == '\\')
			n++;
		else if ((unsigned char)url.ptr[i] > 0x20)
			return false;
	}
	return n == 2;
}

/* Whether nothing is loaded from an address before somebody asks for it. */
static bool
is_link(const struct talgen *g, const char *attr)
{
	return strcasecmp(attr, "cite") == 0 ||
	    (is_one_of(g->element, links, COUNT(links)) &&
	    (strcasecmp(attr, "href") == 0 ||
	    strcasecmp(attr, "xlink:href") == 0));
}

static void
check_asset(struct talgen *g, struct slice url)
{
	struct buf	 hint;
	const char	*name;
	size_t		 i, len = sizeof(ASSETS) - 1;

	if (url.len < len || memcmp(url.ptr, ASSETS, len) != 0)
		return;
	for (i = len; i < url.len; i++)
		if (url.ptr[i] == '#' || url.ptr[i] == '?')
			break;
	name = pool_text(g->t.pool, url.ptr + len, i - len);
	for (i = 0; i < g->assets->n; i++)
		if (strcmp(g->assets->names[i], name) == 0)
			return;
	hint = fault_hint(name, g->assets->names, g->assets->n, ASSETS, "");
	TALGEN_FAULT(g, "no file assets/%s%s", name, hint.ptr);
	buf_free(&hint);
}

static void
check_url(struct talgen *g, const char *attr, struct slice url)
{
	struct buf	 b = BUF_INIT;

	if (url.len == 0)
		return;
	scheme_of(url, &b);
	if (has_scheme(url) && !is_one_of(b.ptr, schemes, COUNT(schemes)))
		TALGEN_FAULT(g, "%s must not lead to %s: (only http, https and "
		    "mailto may)", attr, b.ptr);
	else if (has_scheme(url) && !is_link(g, attr))
		TALGEN_FAULT(g, "%s of <%s> must not lead to %s: (only a link "
		    "may)", attr, g->element, b.ptr);
	else if (has_host(url))
		TALGEN_FAULT(g, "%s must not begin with //", attr);
	buf_free(&b);
	check_asset(g, url);
}

void
talsafe_plain(struct talgen *g, const char *attr, struct slice value)
{
	check_name(g, attr);
	if (talsafe_is_url(attr))
		check_url(g, attr, value);
	else if (is_one_of(attr, painted, COUNT(painted)))
		(void)themecss_value(value, g->t.path, g->t.line, g->t.faults);
	else if (strcasecmp(attr, "http-equiv") == 0 &&
	    strcasecmp(value.ptr, "Content-Security-Policy") != 0)
		TALGEN_FAULT(g, "http-equiv can only be "
		    "Content-Security-Policy");
	else if (strcasecmp(attr, "charset") == 0 &&
	    strcasecmp(value.ptr, "utf-8") != 0)
		TALGEN_FAULT(g, "charset can only be utf-8");
}

/* The literals of an address one after the other; the fields between them are
 * relative and may be empty, so a scheme could only come from here. */
static void
check_string(struct talgen *g, const char *attr, const struct tales_part *p)
{
	struct buf	 b = BUF_INIT;
	bool		 open = false;	/* a field within a file's name */

	for (; p != NULL; p = p->next) {
		if (p->expr == NULL)
			buf_slice(&b, p->literal);
		else if (b.len >= sizeof(ASSETS) - 1 &&
		    strpbrk(b.ptr, "#?") == NULL)
			open = true;
	}
	if (open && strncmp(b.ptr, ASSETS, sizeof(ASSETS) - 1) == 0)
		TALGEN_FAULT(g, "the name of a file in assets must stand in "
		    "the template");
	else
		check_url(g, attr, (struct slice){ b.ptr, b.len });
	buf_free(&b);
}

void
talsafe_address(struct talgen *g, const char *attr, const struct tales_expr *e)
{
	const struct tales_term	*x;

	for (x = e->terms; x != NULL; x = x->next)
		if (x->kind == TALES_STRING)
			check_string(g, attr, x->parts);
}

static bool
field_in_url(struct talgen *g, const struct tales_path *p,
    const struct talgen_value *v, bool fragment)
{
	switch (tales_type(p)) {
	case FIELD_URL:
		return true;
	case FIELD_WORD:
		if (fragment)
			return true;
		TALGEN_FAULT(g, "%s is no address and cannot stand in %s "
		    "(only after a #)", p->text, v->attr);
		return false;
	default:
		TALGEN_FAULT(g, "%s is text from the export and cannot stand "
		    "in %s: it could lead anywhere", p->text, v->attr);
		return false;
	}
}

bool
talsafe_field(struct talgen *g, const struct tales_path *p,
    const struct talgen_value *v, bool fragment)
{
	enum field_type	 type = tales_type(p);

	if (type == FIELD_FLAG) {
		TALGEN_FAULT(g, "%s is a flag and cannot be shown: ask for it "
		    "in tal:condition", p->text);
	} else if (type == FIELD_LIST) {
		TALGEN_FAULT(g, "%s is a list and cannot be shown: go through "
		    "it with tal:repeat", p->text);
	} else if (type == FIELD_RECORD) {
		TALGEN_FAULT(g, "%s is a record and cannot be shown: name one "
		    "of its fields", p->text);
	} else if (v->place == TALGEN_STRUCTURE) {
		if (type == FIELD_HTML)
			return true;
		TALGEN_FAULT(g, "%s is no HTML: write it without structure",
		    p->text);
	} else if (type == FIELD_HTML) {
		if (v->place == TALGEN_TEXT)
			TALGEN_FAULT(g, "%s is HTML: write structure %s",
			    p->text, p->text);
		else
			TALGEN_FAULT(g, "%s is HTML and can only be the "
			    "content of an element", p->text);
	} else if (v->place == TALGEN_URL) {
		return field_in_url(g, p, v, fragment);
	} else {
		return true;
	}
	return false;
}
