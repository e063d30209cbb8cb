#include "note.h"

#include <stdbool.h>
#include <stdlib.h>
#include <strings.h>

#include <cmark.h>

#include "text.h"
#include "util.h"

#define OPTIONS	(CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8)

/* Whether an address may stay a link. */
static bool
allowed(const char *url)
{
	static const char *const schemes[] = { "https://", "http://",
	    "mailto:" };
	size_t	 i;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
			return true;
	/* Else a file beside this page, or a part of it. */
	return url[0] != '\0' && strcspn(url, ":/\\?%") == strlen(url);
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

/* A picture becomes a link to it, or just its description. */
static void
tame_image(cmark_node *node, cmark_mem *mem)
{
	const char	*url = cmark_node_get_url(node);
	cmark_node	*link, *child;

	if (allowed(url)) {
		link = cmark_node_new_with_mem(CMARK_NODE_LINK, mem);
		(void)cmark_node_set_url(link, url);
		(void)cmark_node_insert_before(node, link);
		while ((child = cmark_node_first_child(node)) != NULL)
			(void)cmark_node_append_child(link, child);
		cmark_node_free(node);
	} else {
		unwrap(node);
	}
}

static void
tame(cmark_node *doc, cmark_mem *mem)
{
	cmark_iter		*iter = cmark_iter_new(doc);
	cmark_event_type	 event;
	cmark_node		*node;

	/* On the way out a node's children are done and it may be replaced. */
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		if (event != CMARK_EVENT_EXIT)
			continue;
		node = cmark_iter_get_node(iter);
		if (cmark_node_get_type(node) == CMARK_NODE_IMAGE)
			tame_image(node, mem);
		else if (cmark_node_get_type(node) == CMARK_NODE_LINK &&
		    !allowed(cmark_node_get_url(node)))
			unwrap(node);
	}
	cmark_iter_free(iter);
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

int
note_render(struct slice md, const char *name, struct buf *title,
    struct buf *body)
{
	/* Its own allocator aborts when there is no memory. */
	cmark_mem	 mem = { xcalloc, grow, free };
	cmark_node	*doc = NULL;
	char		*html = NULL;
	int		 rc = -1;

	if (!text_valid(md)) {
		util_warn("%s: not UTF-8", name);
		return -1;
	}
	doc = parse(md, &mem);
	if (doc == NULL) {
		util_warn("%s: cannot be read as Markdown", name);
		goto out;
	}
	if (take_title(doc, title) == -1) {
		util_warn("%s: no heading of level 1 to take the title from",
		    name);
		goto out;
	}
	tame(doc, &mem);
	if ((html = cmark_render_html(doc, OPTIONS)) == NULL) {
		util_warn("%s: cannot be rendered", name);
		goto out;
	}
	put_html(body, html);
	rc = 0;
out:
	free(html);
	if (doc != NULL)
		cmark_node_free(doc);
	return rc;
}
