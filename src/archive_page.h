#ifndef ARCHIVE_PAGE_H
#define ARCHIVE_PAGE_H

/*
 * The files of an archive's index as text.  They follow from the ledger, the
 * theme and the version of the program, and from nothing else.
 */

#include "buf.h"
#include "ledger.h"
#include "theme.h"

/* Append index.html. */
void	 archive_page(const struct ledger *, const struct theme *,
	    struct buf *);

/* Append archive.json: everything that the page says. */
void	 archive_json(const struct ledger *, struct buf *);

/* Append CHAIN.sha256: for every snapshot, the oldest first, the seal that it
 * ought to have, in the format of sha256sum. */
void	 archive_chain(const struct ledger *, struct buf *);

#endif
