#ifndef MANIFEST_H
#define MANIFEST_H

/* A manifest of a bag, read strictly: RFC 8493, 2.1.3 and 2.2.1. */

#include <stdbool.h>

#include "buf.h"
#include "hash.h"

struct manifest_entry {
	const char	*path;		/* NUL-terminated */
	const char	*hex;		/* the digest, not terminated */
};

struct manifest {
	struct buf		 text;		/* what the entries point at */
	struct manifest_entry	*entries;	/* sorted by path */
	size_t			 n;
	size_t			 faults;	/* lines that cannot be used */
};

/*
 * Read dirfd/file.  Lines that cannot be used (no digest of this kind, a path
 * that is absolute, starts with '~', leaves the bag or stands twice, payload
 * among tags or the reverse) are printed under subject, counted and left out.
 * Returns 0, or -1 with the reason printed.  End it with manifest_free in both
 * cases.
 */
int	 manifest_read(struct manifest *, int dirfd, const char *file,
	    enum hash_kind, const char *subject);

void	 manifest_free(struct manifest *);

#endif
