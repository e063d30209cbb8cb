#ifndef HOWTO_H
#define HOWTO_H

/*
 * VERIFY.txt: how to check a snapshot without this program.  A line that
 * begins with four blanks, '$' and a blank is a command for sh; the lines
 * below it, with four blanks, are all that it prints if nothing is wrong.
 */

#include "fields.h"

/* Append VERIFY.txt of a snapshot. */
void	 howto_text(struct buf *, const struct view_snapshot *);

#endif
