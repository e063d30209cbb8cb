#ifndef NOTE_H
#define NOTE_H

/*
 * Markdown (CommonMark) into safe markup through cmark: no raw HTML, no
 * picture, no address but http, https and mailto, and those that the caller
 * knows.  A link that leaves the snapshot has rel="noopener noreferrer", of one
 * that leads nowhere the words stay; control characters are named, as [U+0001],
 * and not written.
 */

#include "buf.h"

/* What links to files beside the Markdown lead to. */
struct note_beside {
	/* Append the address of what is made of a file, which need not end in
	 * a zero byte, or return -1: nothing is. */
	int		(*find)(const void *arg, struct slice file,
			    struct buf *url);
	const void	*arg;
};

/*
 * Append the text of the first level-1 heading to title and the rest as HTML
 * to body; name is for messages.  Returns 0, or -1 with the reason printed:
 * not UTF-8, no heading, or cmark failed.  How many links lead nowhere is
 * printed too, in one line.
 */
int	 note_render(struct slice markdown, const char *name,
	    const struct note_beside *, struct buf *title, struct buf *body);

#endif
