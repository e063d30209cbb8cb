#ifndef FETCH_H
#define FETCH_H

/* fetch.txt, what was left out of a bag and where it is: RFC 8493, 2.2.3.
 * Nothing is fetched. */

#include "inventory.h"
#include "verdict.h"

/*
 * Read dirfd/fetch.txt, if it is there, and hold it against the inventory,
 * which has seen the disk.  Paths in it are read as in manifests.
 */
void	 fetch_check(int dirfd, bool decode, const char *encoding,
	    struct inventory *, struct verdict *);

#endif
