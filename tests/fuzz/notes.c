/* Markdown into markup, held against the oracle in a page around it. */

#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "../oracle/oracle.h"
#include "esc.h"
#include "note.h"

#define HEAD								\
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"			\
	"<meta charset=\"utf-8\"/>\n"					\
	"<meta http-equiv=\"Content-Security-Policy\" content=\""	\
	"default-src 'none'; style-src 'self'; img-src 'self' data:; "	\
	"base-uri 'none'; form-action 'none'\"/>\n<title>"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct buf	 title = BUF_INIT, body = BUF_INIT, all = BUF_INIT;
	struct slice	 text = { (const char *)data, len };
	struct page	 page = { .path = "note", .root = AT_FDCWD,
			    .inside = "data/notes/x.html", .note = true };

	if (note_render(text, "x.md", &title, &body) == 0) {
		BUF_LIT(&all, HEAD);
		esc_text(&all, (struct slice){ title.ptr, title.len });
		BUF_LIT(&all, "</title>\n</head>\n<body><main id=\"main\">\n");
		buf_add(&all, body.ptr, body.len);
		BUF_LIT(&all, "</main></body></html>\n");
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
	buf_free(&title);
	buf_free(&body);
	buf_free(&all);
	return 0;
}
