#ifndef PROBE_H
#define PROBE_H

/*
 * Files of a folder that nobody vouches for: read in silence, never through a
 * link, never blocked by a FIFO, never without an end.  What is wrong comes
 * back as words for a page, not as a message.
 */

#include <stdint.h>

#include "buf.h"
#include "hash.h"

struct probe {
	struct hash	*hash;		/* SHA-256 */
	struct buf	 chunk;
	int64_t		 budget;	/* bytes that may still be read */
	char		 why[128];	/* "is missing" */
};

/* Start one; end it with probe_free.  Set the budget before each folder. */
void	 probe_init(struct probe *);
void	 probe_free(struct probe *);

/*
 * Open a folder in dirfd.  Returns the descriptor, or -1 with why set.
 */
int	 probe_folder(struct probe *, int dirfd, const char *name);

/*
 * Read the regular file dirfd/name and hash it.  Its digest goes to hex; its
 * text, of at most max bytes, is appended to text when that is not NULL.
 * Returns 0, or -1 with why set.
 */
int	 probe_read(struct probe *, int dirfd, const char *name, size_t max,
	    struct buf *text, char hex[65]);

/*
 * The same for a manifest of any length, of which only the line of path is
 * kept: its digest goes to listed, "" when there is no such line.
 */
int	 probe_manifest(struct probe *, int dirfd, const char *name,
	    const char *path, char listed[65], char hex[65]);

#endif
