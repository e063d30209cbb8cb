#ifndef DELTA_H
#define DELTA_H

/*
 * What has changed since the snapshot before, in a build: opened before the
 * export is checked, written when all pages of the list are on their way.
 */

#include "previous.h"
#include "render.h"
#include "seal.h"
#include "tables.h"

struct delta {
	struct previous		 previous;
	struct past		*past;
	struct changes		*changes;	/* NULL: not comparable */
	struct view_delta	 view;
	struct tables_file	*table;		/* of the changes, or NULL */
	int			 dirfd;		/* of the new snapshot */
};

/*
 * Open the snapshot that seal names, in the archive folder, and read its
 * tokens.  Temp files go to the folder dirfd, where the new snapshot is made
 * and its findings are read from; beside: sort in a thread of its
 * own.  One without tables is no fault: what is written then says so.
 * Returns 0, or -1 with the reason printed.  End it with delta_close in both
 * cases.
 */
int	 delta_open(struct delta *, const struct seal *, int archive_fd,
	    const char *archive, int dirfd, bool beside);

/* The export is checked: read the service users of before.  0, or -1 with the
 * reason printed. */
int	 delta_users(struct delta *, const struct owners *);

/* All service users have gone by: write the pages and the rows of the table.
 * 0, or -1 with the reason printed. */
int	 delta_put(struct delta *, struct render *, int64_t page_size);

/* What is known, or NULL when there was nothing to compare. */
const struct changes_facts *delta_facts(const struct delta *);

void	 delta_close(struct delta *);

#endif
