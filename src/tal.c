#include "tal.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include "talscan.h"
#include "util.h"

#define NS_TAL		"http://xml.zope.org/namespaces/tal"
#define NS_METAL	"http://xml.zope.org/namespaces/metal"
#define REASON_MAX	512	/* bytes of a parser's message */

static const char *const statements[TAL_STATEMENTS] = {
	"tal:attributes", "tal:condition", "tal:content", "tal:define",
	"tal:omit-tag", "tal:repeat", "tal:replace", "metal:define-macro",
	"metal:define-slot", "metal:fill-slot", "metal:use-macro"
};

/* Of the many nodes that have none. */
static const struct tal_attr *const no_statement[TAL_STATEMENTS];

/* The first fault the parser found. */
struct first {
	char		 reason[REASON_MAX];
	char		 prefix[64];	/* one that is not declared, or "" */
	unsigned	 line;
	bool		 set;
};

struct reading {
	struct tal_file		*file;
	struct pool		*pool;
	struct faults		*faults;
	struct talscan		 scan;
	size_t			 tag;	/* start tags met so far */
};

#if LIBXML_VERSION >= 21200
static void
keep_first(void *arg, const xmlError *e)
#else
static void
keep_first(void *arg, xmlError *e)
#endif
{
	struct first	*f = arg;
	size_t		 len;

	if (f->set)
		return;
	f->set = true;
	f->line = e->line > 0 ? (unsigned)e->line : 1;
	snprintf(f->reason, sizeof(f->reason), "%s",
	    e->message != NULL ? e->message : "not well-formed");
	len = strlen(f->reason);
	while (len > 0 && (f->reason[len - 1] == '\n' ||
	    f->reason[len - 1] == ' '))
		f->reason[--len] = '\0';
	if (e->domain == XML_FROM_NAMESPACE &&
	    e->code == XML_NS_ERR_UNDEFINED_NAMESPACE && e->str1 != NULL)
		snprintf(f->prefix, sizeof(f->prefix), "%s:", e->str1);
}

/* The parser reports a tag by its end; find the attribute that is meant. */
static void
fault_parser(struct reading *r, const struct first *f)
{
	const struct talscan_attr	*a;
	unsigned			 line = f->line;
	size_t				 i, len = strlen(f->prefix);

	if (len == 0) {
		fault_at(r->faults, r->file->path, line, "%s", f->reason);
		return;
	}
	for (i = 0; i < r->scan.nattrs; i++) {
		a = &r->scan.attrs[i];
		if (a->line > f->line)
			break;
		if (a->name.len > len &&
		    memcmp(a->name.ptr, f->prefix, len) == 0) {
			line = a->line;
			break;
		}
	}
	fault_at(r->faults, r->file->path, line,
	    "the prefix %s is not declared (xmlns:%.*s=\"...\")", f->prefix,
	    (int)len - 1, f->prefix);
}

static const char *
keep(struct reading *r, const void *s)
{
	const char	*text = s != NULL ? s : "";

	return pool_text(r->pool, text, strlen(text));
}

static bool
in_space(const xmlNs *ns, const char *href)
{
	return ns != NULL && ns->href != NULL &&
	    strcmp((const char *)ns->href, href) == 0;
}

/* "tal:content" for an attribute in a namespace of ours, else NULL. */
static const char *
statement_word(struct reading *r, const xmlAttr *a)
{
	const xmlNs	*ns = a->ns != NULL ? a->ns : a->parent->ns;
	const char	*name = (const char *)a->name;

	if (in_space(ns, NS_TAL))
		return pool_join(r->pool, "tal", ":", name);
	if (in_space(ns, NS_METAL))
		return pool_join(r->pool, "metal", ":", name);
	return NULL;
}

static void
add_statement(struct reading *r, const struct tal_attr *a,
    const struct tal_attr **given)
{
	struct buf	 hint;
	size_t		 i;

	for (i = 0; i < TAL_STATEMENTS; i++)
		if (strcmp(statements[i], a->name) == 0) {
			given[i] = a;
			return;
		}
	hint = fault_hint(a->name, statements, TAL_STATEMENTS, "", "");
	fault_at(r->faults, r->file->path, a->line, "no statement %s%s",
	    a->name, hint.ptr);
	buf_free(&hint);
}

static bool
known_prefix(const char *prefix)
{
	return strcmp(prefix, "xml") == 0 || strcmp(prefix, "xlink") == 0;
}

static void
read_attr(struct reading *r, const xmlAttr *x, struct tal_node *n,
    struct tal_attr *slot, const struct tal_attr **given)
{
	struct tal_attr	*a = slot + n->nattrs;
	const char	*prefix = NULL, *name, *word;
	xmlChar		*value;

	if (x->ns != NULL && x->ns->prefix != NULL)
		prefix = (const char *)x->ns->prefix;
	name = prefix == NULL ? keep(r, x->name) :
	    pool_join(r->pool, prefix, ":", (const char *)x->name);
	word = statement_word(r, x);
	if (word != NULL)
		a = pool_take(r->pool, 1, sizeof(*a));
	a->line = talscan_line(&r->scan, r->tag, name);
	a->name = word != NULL ? word : name;
	value = xmlNodeListGetString(x->doc, x->children, 1);
	a->value = keep(r, value);
	xmlFree(value);
	if (word != NULL)
		add_statement(r, a, given);
	else if (prefix != NULL && !known_prefix(prefix))
		fault_at(r->faults, r->file->path, a->line,
		    "the prefix of %s stands for no namespace known here",
		    a->name);
	else
		n->nattrs++;
}

static void
refuse_pair(struct reading *r, const struct tal_node *n, enum tal_statement a,
    enum tal_statement b)
{
	if (n->statement[a] != NULL && n->statement[b] != NULL)
		fault_at(r->faults, r->file->path, n->statement[b]->line,
		    "%s and %s cannot stand on one element", statements[a],
		    statements[b]);
}

static void
check_statements(struct reading *r, const struct tal_node *n)
{
	size_t	 i;

	refuse_pair(r, n, TAL_CONTENT, TAL_REPLACE);
	refuse_pair(r, n, METAL_DEFINE_MACRO, METAL_DEFINE_SLOT);
	refuse_pair(r, n, METAL_USE_MACRO, METAL_DEFINE_SLOT);
	for (i = TAL_ATTRIBUTES; i <= TAL_REPLACE; i++)
		if (n->statement[METAL_USE_MACRO] != NULL &&
		    n->statement[i] != NULL)
			fault_at(r->faults, r->file->path,
			    n->statement[i]->line, "%s has no effect with "
			    "metal:use-macro: put it on a tal:block around it",
			    statements[i]);
	if (n->block && n->statement[TAL_ATTRIBUTES] != NULL)
		fault_at(r->faults, r->file->path,
		    n->statement[TAL_ATTRIBUTES]->line,
		    "tal:attributes on a %s, which has no tag", n->name);
	if (n->block && n->nattrs > 0)
		fault_at(r->faults, r->file->path, n->attrs[0].line,
		    "%s on a %s, which has no tag", n->attrs[0].name, n->name);
}

static void
add_macro(struct reading *r, const struct tal_node *n)
{
	const struct tal_attr	*a = n->statement[METAL_DEFINE_MACRO];
	struct tal_macro	*m, **last = &r->file->macros;

	if (a == NULL)
		return;
	if (a->value[0] == '\0' || strpbrk(a->value, "/ \t\n") != NULL)
		fault_at(r->faults, r->file->path, a->line,
		    "\"%s\" is no name for a macro", a->value);
	for (; *last != NULL; last = &(*last)->next)
		if (strcmp((*last)->name, a->value) == 0)
			fault_at(r->faults, r->file->path, a->line,
			    "a second macro %s", a->value);
	m = pool_take(r->pool, 1, sizeof(*m));
	m->name = a->value;
	m->node = n;
	*last = m;
}

static void
read_element(struct reading *r, const xmlNode *e, struct tal_node *n)
{
	const struct tal_attr	*given[TAL_STATEMENTS] = { NULL };
	struct tal_attr		*attrs;
	const xmlAttr		*x;
	size_t			 count = 0;

	n->block = in_space(e->ns, NS_TAL) || in_space(e->ns, NS_METAL);
	n->line = talscan_line(&r->scan, r->tag, "");
	n->name = keep(r, e->name);
	if (n->block)
		n->name = in_space(e->ns, NS_TAL) ? "tal:block" : "metal:block";
	else if (e->ns != NULL && e->ns->prefix != NULL)
		fault_at(r->faults, r->file->path, n->line,
		    "%s:%s: write elements without a prefix",
		    (const char *)e->ns->prefix, n->name);
	for (x = e->properties; x != NULL; x = x->next)
		count++;
	attrs = pool_take(r->pool, count, sizeof(*attrs));
	n->attrs = attrs;
	for (x = e->properties; x != NULL; x = x->next)
		read_attr(r, x, n, attrs, given);
	if (n->nattrs < count)
		n->statement = memcpy(pool_take(r->pool, 1, sizeof(given)),
		    given, sizeof(given));
	r->tag++;
	check_statements(r, n);
	add_macro(r, n);
}

static struct tal_node *
read_node(struct reading *r, const xmlNode *x)
{
	struct tal_node	*n = pool_take(r->pool, 1, sizeof(*n)), **last;
	const xmlNode	*c;

	n->file = r->file;
	n->statement = no_statement;
	if (x->type == XML_TEXT_NODE || x->type == XML_CDATA_SECTION_NODE) {
		n->text = slice_of(keep(r, x->content));
		return n;
	}
	if (x->type == XML_COMMENT_NODE)
		return NULL;
	if (x->type != XML_ELEMENT_NODE) {
		fault_at(r->faults, r->file->path, (unsigned)xmlGetLineNo(x),
		    "only elements, text and comments are taken");
		return NULL;
	}
	read_element(r, x, n);
	last = &n->child;
	for (c = x->children; c != NULL; c = c->next) {
		*last = read_node(r, c);
		if (*last != NULL)
			last = &(*last)->next;
	}
	return n;
}

static void *
take_again(void *old, size_t size)
{
	return xreallocarray(old, 1, size);
}

void
tal_init(void)
{
	/* Its parser goes on without a buffer that it could not get. */
	if (xmlMemSetup(free, xmalloc, take_again, xstrdup) != 0)
		util_die("libxml2 cannot be made ready");
}

static xmlDoc *
parse(struct reading *r, struct slice src)
{
	struct first	 first;
	xmlDoc		*doc;

	memset(&first, 0, sizeof(first));
	xmlSetStructuredErrorFunc(&first, keep_first);
	doc = xmlReadMemory(src.ptr, (int)src.len, r->file->path, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES |
	    XML_PARSE_COMPACT);
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (first.set) {
		fault_parser(r, &first);
	} else if (doc == NULL || xmlDocGetRootElement(doc) == NULL) {
		fault_at(r->faults, r->file->path, 1, "not well-formed");
	} else if (doc->intSubset != NULL && (doc->intSubset->children !=
	    NULL || doc->intSubset->SystemID != NULL)) {
		fault_at(r->faults, r->file->path, 1,
		    "only <!DOCTYPE html> is taken");
	} else {
		return doc;
	}
	xmlFreeDoc(doc);
	return NULL;
}

int
tal_read(struct tal_file *f, struct slice src, struct pool *pool,
    struct faults *faults)
{
	struct reading	 r = { f, pool, faults, { 0 }, 0 };
	xmlDoc		*doc = NULL;
	size_t		 before = faults->met;

	f->root = NULL;
	f->macros = NULL;
	if (src.len == 0 || src.len > TAL_MAX ||
	    memchr(src.ptr, '\0', src.len) != NULL) {
		fault_at(faults, f->path, 0, "%s", src.len == 0 ?
		    "empty" : src.len > TAL_MAX ? "longer than 1 MiB" :
		    "a NUL byte, so no text");
		return -1;
	}
	talscan(src, &r.scan);
	if (r.scan.doctype > 0)
		fault_at(faults, f->path, r.scan.doctype,
		    "only <!DOCTYPE html> is taken");
	else
		doc = parse(&r, src);
	if (doc != NULL)
		f->root = read_node(&r, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
	talscan_free(&r.scan);
	return faults->met == before ? 0 : -1;
}
