#ifndef WALK_H
#define WALK_H

/* What is on disk below a folder, held against an inventory. */

#include "inventory.h"
#include "verdict.h"

/*
 * Mark every item that is there, add what no manifest lists, and sort.  Links
 * are seen and never followed.  With modes, folders must be 0500, 0550 or
 * 0555.  Faults are noted in the items.  Returns how many files there are;
 * what cannot be listed is told.
 */
int64_t	 walk(struct inventory *, int dirfd, bool modes, struct verdict *);

#endif
