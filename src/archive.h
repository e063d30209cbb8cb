#ifndef ARCHIVE_H
#define ARCHIVE_H

/*
 * The index of an archive: index.html, archive.json, CHAIN.sha256 and assets/,
 * made from the snapshot folders alone, each replaced by one rename.
 */

#include <sys/types.h>

#include "ledger.h"
#include "theme.h"

/* A snapshot that is about to get its name. */
struct archive_coming {
	const char	*name;
	int		 fd;		/* of its folder */
};

/*
 * Look at every folder of the archive, and at the coming one unless NULL, and
 * judge all of them; what is odd or damaged is printed, a line each, and is no
 * fault.  l is empty but for its cadence and is to be freed.  Returns 0, or -1
 * with the reason printed.
 */
int	 archive_read(int archive_fd, const char *archive,
	    const struct archive_coming *, struct ledger *l);

/* What is to be written, all of it in memory. */
struct archive_index {
	const struct theme	*theme;
	struct buf		 page, json, chain;
};

/* Make it; it owns its texts, and is ended with archive_index_free, which
 * takes one that is all 0. */
void	 archive_index_make(struct archive_index *, const struct ledger *,
	    const struct theme *);
void	 archive_index_free(struct archive_index *);

/* Who may read the newest snapshot, by its index.html: 0400, 0440 or 0444; 0400
 * when there is none. */
mode_t	 archive_mode(int archive_fd, const struct ledger *);

/*
 * Write it, without a need for memory.  The caller holds the lock.  mode is
 * that of the files of a snapshot (0400 ...): who may read these may read the
 * index, and its owner may write it.  Returns 0, or -1 with the reason printed;
 * then some files may be the older ones.
 */
int	 archive_write(int archive_fd, const char *archive,
	    const struct archive_index *, mode_t mode, bool sync);

#endif
