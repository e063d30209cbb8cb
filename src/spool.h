#ifndef SPOOL_H
#define SPOOL_H

/*
 * The list of files of a snapshot, kept by a sorter so that memory does not
 * grow with their number.  Safe in several threads.
 */

#include <stdint.h>

#include "hash.h"

struct spool;

struct spool_entry {
	const char	*path;
	int64_t		 size;
	const uint8_t	*digest[HASH_KINDS];	/* NULL: not computed */
};
typedef int spool_visit(void *arg, const struct spool_entry *);

/* An empty list, whose temp file, if it needs one, goes to the folder dirfd.
 * Free it with spool_free. */
struct spool *spool_new(int dirfd);

/* Add a file.  Returns 0, or -1 with the reason printed. */
int	 spool_add(struct spool *, const struct spool_entry *);

/*
 * Visit all in strcmp order of the path.  The visitor returns 0 to go on;
 * anything else ends the walk and is returned.  -1 with the reason printed
 * when the list fails.  The visitor may not add.  To be called when most are
 * in: what is added after the first walk stays in memory.
 */
int	 spool_each(struct spool *, spool_visit *, void *arg);

/* Free it and its temp file.  NULL is allowed. */
void	 spool_free(struct spool *);

#endif
