/* Markdown into markup, held against the oracle in a page around it. */

#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "../oracle/oracle.h"
#include "esc.h"
#include "note.h"

#define INSIDE	"data/notes/x.html"

#define HEAD								\
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"			\
	"<meta charset=\"utf-8\"/>\n"					\
	"<meta http-equiv=\"Content-Security-Policy\" content=\""	\
	"default-src 'none'; style-src 'self'; img-src 'self' data:; "	\
	"base-uri 'none'; form-action 'none'\"/>\n<title>"

/* It knows itself. */
static int
find(const void *arg, struct slice file, struct buf *url)
{
	(void)arg;
	if (slice_cmp(file, SLICE("x.md")) != 0)
		return -1;
	BUF_LIT(url, "x.html");
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct buf	 title = BUF_INIT, body = BUF_INIT, all = BUF_INIT;
	struct slice	 text = { (const char *)data, len };
	struct note_beside beside = { find, NULL };
	struct page	 page = { .path = "note", .root = AT_FDCWD,
			    .listed = xmlHashCreate(8), .inside = INSIDE,
			    .note = true };

	if (note_render(text, "x.md", &beside, &title, &body) == 0) {
		BUF_LIT(&all, HEAD);
		esc_text(&all, (struct slice){ title.ptr, title.len });
		BUF_LIT(&all, "</title>\n</head>\n<body><main id=\"main\">\n");
		buf_add(&all, body.ptr, body.len);
		BUF_LIT(&all, "</main></body></html>\n");
		(void)xmlHashAddEntry(page.listed, BAD_CAST INSIDE,
		    BAD_CAST "");
		page.text = all.ptr;
		page.len = all.len;
		page_judge(&page);
		if (page.faults > 0) {
			(void)fflush(stdout);
			(void)dup2(STDERR_FILENO, STDOUT_FILENO);
			page_judge(&page);
			(void)fflush(stdout);
		}
		FUZZ_HOLDS(page.faults == 0);
	}
	xmlHashFree(page.listed, NULL);
	buf_free(&title);
	buf_free(&body);
	buf_free(&all);
	return 0;
}
