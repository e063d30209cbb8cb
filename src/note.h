#ifndef NOTE_H
#define NOTE_H

/*
 * Markdown (CommonMark) into safe markup through cmark: no raw HTML, no
 * picture, no address but http, https and mailto.  A link that leaves the
 * snapshot has rel="noopener noreferrer"; control characters are named, as
 * [U+0001], and not written.
 */

#include "buf.h"

/*
 * Append the text of the first level-1 heading to title and the rest as HTML
 * to body; name is for messages.  Returns 0, or -1 with the reason printed:
 * not UTF-8, no heading, or cmark failed.
 */
int	 note_render(struct slice markdown, const char *name,
	    struct buf *title, struct buf *body);

#endif
