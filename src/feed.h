#ifndef FEED_H
#define FEED_H

/*
 * The lists beside the usual one: some of the tokens, other orders, roles and
 * teams, and the service users.  Some are cut from the ordered scan as it goes
 * by; the others are sorted and written after it.
 */

#include "render.h"

struct feed;

/* Batches that may be filled at a time. */
#define FEED_OPEN	(LISTING_GROUPS - LISTING_FILTERS + 1)

/* Which lists there are, the snapshot tells.  Temp files go to the folder
 * dirfd.  Free it with feed_free. */
struct feed *feed_new(struct render *, const struct view_snapshot *,
	    int dirfd, int64_t page_size);

/* All tokens as one page, when the snapshot wants a single file; valid until
 * feed_free.  Call it after feed_end. */
const struct batch *feed_single(const struct feed *);

/*
 * The next service user of the scan, then its tokens.  Where there are more
 * lists than the usual one and a token has the same row on all, it is made
 * here, once: *row is set to that for the usual list, borrowed until the next
 * call, or to the NULL slice.  0, or -1 with the reason printed.
 */
int	 feed_user(struct feed *, const struct user *);
int	 feed_token(struct feed *, const struct token *, struct slice *row);

/* The scan is over: write what is left, the sorted lists and the page of the
 * roles and teams.  0, or -1 with the reason printed. */
int	 feed_end(struct feed *);

void	 feed_free(struct feed *);

#endif
