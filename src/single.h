#ifndef SINGLE_H
#define SINGLE_H

/*
 * A list page made into one file that can be mailed: the style sheet and the
 * pictures are in it, links to other files are plain text that keeps its class,
 * navigation is left out.  What a page is made of is known, so it is changed as
 * text.
 */

#include "buf.h"

/*
 * Append a data: address of the file that a page names ("assets/avatars/x.png")
 * to out.  Returns 0, or -1 with the reason printed.
 */
typedef int single_file(void *arg, struct slice name, struct buf *out);

/*
 * Append the page with its style sheet to out.  The Content-Security-Policy
 * allows just that sheet, by its SHA-256 (CSP 3, section 8.4).  Returns 0, or
 * -1 with the reason printed: a sheet that refers to other files, or holds
 * '<' or '&', cannot stand in a page.
 */
int	 single_page(struct buf *out, struct slice page, struct slice css,
	    single_file *, void *arg);

#endif
