#ifndef SUMS_H
#define SUMS_H

/*
 * Every file of an inventory is read and hashed by several threads; what is
 * wrong is noted in the items and told afterwards, in the order of the paths.
 */

#include "inventory.h"
#include "verdict.h"

struct progress;

struct sums {
	int		 dirfd;
	int		 jobs;
	bool		 every;		/* payload must be in every manifest */
	bool		 closed;	/* tag files must be listed too */
	bool		 folders;	/* none may be empty */
	bool		 modes;		/* 0400, 0440 or 0444 */
	int64_t		 payload_most;	/* bytes it should have; -1: unknown */
	struct progress	*progress;	/* or NULL */
	/* What was found. */
	int64_t		 bytes;
	int64_t		 payload_bytes;
	int64_t		 payload_files;
	bool		 partial;	/* some payload could not be read */
	int64_t		 linked;	/* files that have other names too */
};

/* Whether a tag file of a snapshot comes after the manifests, so that none can
 * list it: tag manifests, and the signature over them. */
bool	 sums_unlisted(const char *path);

/* Hash all that is on disk. */
void	 sums_run(struct sums *, struct inventory *);

/* Tell what is wrong with each item. */
void	 sums_tell(const struct sums *, const struct inventory *,
	    struct verdict *);

#endif
