#ifndef METAL_H
#define METAL_H

/*
 * Macros and slots: from the files of a theme to the whole tree of one page.
 * Nodes keep the file and line they were written in.
 */

#include "tal.h"

struct metal {
	const struct tal_file	*files;
	size_t			 nfiles;
	struct pool		*pool;	/* the tree is taken from it */
	struct faults		*faults;
	size_t			 nodes;	/* of this page so far; start at 0 */
};

/* The root of file with every macro in its place, or NULL with the faults
 * printed. */
const struct tal_node *metal_expand(struct metal *,
	    const struct tal_file *file);

#endif
