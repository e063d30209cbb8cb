#ifndef ARCHIVE_H
#define ARCHIVE_H

/*
 * The index of an archive: index.html, archive.json, CHAIN.sha256 and assets/,
 * made from the snapshot folders alone, each replaced by one rename.
 */

#include <sys/types.h>

#include "ledger.h"
#include "theme.h"

struct archive_options {
	const struct theme	*theme;
	mode_t			 mode;	/* of a snapshot's files: 0400 ... */
	bool			 sync;	/* wait for the disk */
};

/*
 * Look at every folder of the archive and judge all of them; what is odd or
 * damaged is printed, a line each, and is no fault.  l is empty but for its
 * cadence and is to be freed.  Returns 0, or -1 with the reason printed.
 */
int	 archive_read(int archive_fd, const char *archive, struct ledger *l);

/*
 * Write the index of what was read.  The caller holds the lock.  The files can
 * be read by whom the mode lets, and written by their owner.  Returns 0, or -1
 * with the reason printed; then some files may be the older ones.
 */
int	 archive_write(int archive_fd, const char *archive,
	    const struct ledger *l, const struct archive_options *);

#endif
