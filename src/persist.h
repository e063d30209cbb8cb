#ifndef PERSIST_H
#define PERSIST_H

/*
 * Findings of two snapshots against each other: which are new, which are
 * resolved, and how many persist.  A finding is the same when its rule is, and
 * what it is about.
 */

#include "changes.h"
#include "csv.h"

/* Columns that are read, and their names. */
#define PERSIST_COLUMNS	7
extern const char *const persist_names[PERSIST_COLUMNS];

/* A table of findings; its row of names has been read. */
struct persist_side {
	struct csv	*csv;
	const char	*subject;		/* for messages */
	int		 at[PERSIST_COLUMNS];	/* cell of each name */
};

/*
 * Read both and add what differs to the changes.  Temp files go to the folder
 * dirfd.  Returns 0, or -1 with the reason printed.
 */
int	 persist_compare(struct changes *, const struct persist_side *was,
	    const struct persist_side *is, int dirfd);

#endif
