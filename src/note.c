#include "note.h"

#include <stdbool.h>
#include <stdlib.h>
#include <strings.h>

#include <cmark.h>

#include "esc.h"
#include "text.h"
#include "util.h"

#define OPTIONS	(CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8)

/* A document in work. */
struct note {
	cmark_node			*doc;
	cmark_mem			*mem;
	const struct note_beside	*beside;
	size_t				 lost;	/* links that lead nowhere */
	struct buf			 first;	/* of them: its address */
};

static bool
leads_away(const char *url)
{
	static const char *const schemes[] = { "https://", "http://",
	    "mailto:" };
	size_t	 i;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

static int
hex_digit(char c)
{
	static const char	 digits[] = "0123456789ABCDEFabcdef";
	const char		*at = strchr(digits, c);
	int			 n = at != NULL ? (int)(at - digits) : -1;

	return c == '\0' ? -1 : n < 16 ? n : n - 6;
}

/* The file that a relative address names: without what follows '#', which
 * nothing has here, and with %20 and the like read (RFC 3986, 2.1). */
static void
file_of(const char *url, struct buf *file)
{
	int	 high, low;

	for (; *url != '\0' && *url != '#'; url++) {
		if (*url == '%' && (high = hex_digit(url[1])) != -1 &&
		    (low = hex_digit(url[2])) != -1) {
			buf_addc(file, (char)(high << 4 | low));
			url += 2;
		} else {
			buf_addc(file, *url);
		}
	}
}

/* The address that a link gets, or nothing. */
static void
lead(struct note *n, const char *url, struct buf *to)
{
	struct buf	 file = BUF_INIT;

	if (leads_away(url)) {
		buf_adds(to, url);
		return;
	}
	file_of(url, &file);
	if (file.len == 0 || n->beside->find(n->beside->arg,
	    (struct slice){ file.ptr, file.len }, to) == -1)
		if (n->lost++ == 0)
			buf_adds(&n->first, url);
	buf_free(&file);
}

/* Put the children of a node in its place. */
static void
unwrap(cmark_node *node)
{
	cmark_node	*child;

	while ((child = cmark_node_first_child(node)) != NULL)
		(void)cmark_node_insert_before(node, child);
	cmark_node_free(node);
}

/* A picture becomes a link to it. */
static void
link_image(cmark_node *node, const char *url, cmark_mem *mem)
{
	cmark_node	*link = cmark_node_new_with_mem(CMARK_NODE_LINK, mem);
	cmark_node	*child;

	(void)cmark_node_set_url(link, url);
	(void)cmark_node_insert_before(node, link);
	while ((child = cmark_node_first_child(node)) != NULL)
		(void)cmark_node_append_child(link, child);
	cmark_node_free(node);
}

static void
tame(struct note *n)
{
	cmark_iter		*iter = cmark_iter_new(n->doc);
	struct buf		 to = BUF_INIT;
	cmark_event_type	 event;
	cmark_node		*node;
	bool			 image;

	/* On the way out a node's children are done and it may be replaced. */
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		node = cmark_iter_get_node(iter);
		image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
		if (event != CMARK_EVENT_EXIT || (!image &&
		    cmark_node_get_type(node) != CMARK_NODE_LINK))
			continue;
		buf_reset(&to);
		lead(n, cmark_node_get_url(node), &to);
		if (to.len == 0)
			unwrap(node);
		else if (image)
			link_image(node, to.ptr, n->mem);
		else
			(void)cmark_node_set_url(node, to.ptr);
	}
	cmark_iter_free(iter);
	buf_free(&to);
}

/* Take the first level-1 heading out of the document and into title. */
static int
take_title(cmark_node *doc, struct buf *title)
{
	cmark_iter		*iter;
	cmark_event_type	 event;
	cmark_node		*node, *part;

	for (node = cmark_node_first_child(doc); node != NULL;
	    node = cmark_node_next(node))
		if (cmark_node_get_type(node) == CMARK_NODE_HEADING &&
		    cmark_node_get_heading_level(node) == 1)
			break;
	if (node == NULL)
		return -1;
	iter = cmark_iter_new(node);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		part = cmark_iter_get_node(iter);
		if (event != CMARK_EVENT_ENTER)
			continue;
		if (cmark_node_get_type(part) == CMARK_NODE_TEXT ||
		    cmark_node_get_type(part) == CMARK_NODE_CODE)
			buf_adds(title, cmark_node_get_literal(part));
		else if (cmark_node_get_type(part) == CMARK_NODE_SOFTBREAK)
			buf_addc(title, ' ');
	}
	cmark_iter_free(iter);
	cmark_node_free(node);
	return 0;
}

static void *
grow(void *p, size_t size)
{
	return xreallocarray(p, size, 1);
}

static cmark_node *
parse(struct slice md, cmark_mem *mem)
{
	cmark_parser	*parser = cmark_parser_new_with_mem(OPTIONS, mem);
	cmark_node	*doc;

	cmark_parser_feed(parser, md.ptr, md.len);
	doc = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return doc;
}

/* Whether a character may stand in a page: controls and what is no character
 * may not, and cmark makes them of "&#1;". */
static bool
may_stand(uint32_t cp)
{
	if (cp < 0x20)
		return cp == '\n' || cp == '\t';
	return !(cp >= 0x7f && cp < 0xa0) && (cp & 0xfffe) != 0xfffe &&
	    !(cp >= 0xfdd0 && cp <= 0xfdef);
}

/*
 * Append what cmark wrote: links that leave the snapshot say so, and what may
 * not stand in a page is named.  A quote or '<' of the text is escaped there,
 * so what looks like a tag is one.
 */
static void
put_html(struct buf *out, const char *html)
{
	static const char	 tag[] = "<a href=\"";
	size_t			 i, n, len = strlen(html);
	uint32_t		 cp;
	bool			 valid;

	for (i = 0; i < len; i += n) {
		n = text_decode(html + i, len - i, &cp, &valid);
		if (!valid) {
			/* Cmark's idea of "&#xfffe;" is a single byte. */
			text_encode(out, TEXT_BAD);
		} else if (!may_stand(cp)) {
			buf_addf(out, "[U+%04X]", cp);
		} else if (cp == '<' && strncmp(html + i, tag, sizeof(tag) -
		    1) == 0) {
			n = sizeof(tag) - 1;
			if (strcspn(html + i + n, "\"") > strcspn(html + i +
			    n, ":"))
				BUF_LIT(out, "<a rel=\"noopener noreferrer\" "
				    "href=\"");
			else
				BUF_LIT(out, "<a href=\"");
		} else {
			buf_add(out, html + i, n);
		}
	}
}

/* The words of a link that leads nowhere stay, and its author is told. */
static void
tell_lost(const struct note *n, const char *name)
{
	struct buf	 first = BUF_INIT;

	esc_quoted(&first, (struct slice){ n->first.ptr, n->first.len });
	if (n->lost == 1)
		util_warn("%s: a link leads neither to the web nor to a note "
		    "beside it and is left out%s", name, first.ptr);
	else if (n->lost > 1)
		util_warn("%s: %zu links lead neither to the web nor to a "
		    "note beside it and are left out, the first%s", name,
		    n->lost, first.ptr);
	buf_free(&first);
}

int
note_render(struct slice md, const char *name,
    const struct note_beside *beside, struct buf *title, struct buf *body)
{
	/* Its own allocator aborts when there is no memory. */
	cmark_mem	 mem = { xcalloc, grow, free };
	struct note	 n = { NULL, &mem, beside, 0, BUF_INIT };
	char		*html = NULL;
	int		 rc = -1;

	if (!text_valid(md)) {
		util_warn("%s: not UTF-8", name);
		return -1;
	}
	n.doc = parse(md, &mem);
	if (n.doc == NULL) {
		util_warn("%s: cannot be read as Markdown", name);
		goto out;
	}
	if (take_title(n.doc, title) == -1) {
		util_warn("%s: no heading of level 1 to take the title from",
		    name);
		goto out;
	}
	tame(&n);
	tell_lost(&n, name);
	if ((html = cmark_render_html(n.doc, OPTIONS)) == NULL) {
		util_warn("%s: cannot be rendered", name);
		goto out;
	}
	put_html(body, html);
	rc = 0;
out:
	free(html);
	if (n.doc != NULL)
		cmark_node_free(n.doc);
	buf_free(&n.first);
	return rc;
}
