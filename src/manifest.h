#ifndef MANIFEST_H
#define MANIFEST_H

/* A manifest of a bag, read line by line into an inventory: RFC 8493, 2.1.3
 * and 2.2.1. */

#include "inventory.h"
#include "verdict.h"

struct manifest {
	int		 dirfd;
	const char	*file;		/* "manifest-md5.txt" */
	int		 kind;		/* of the inventory */
	bool		 tags;		/* a tag manifest */
	bool		 strict;	/* as tokensnap writes it: sorted, lower
					 * case, two blanks, plain names, LF */
	bool		 decode;	/* %0A, %0D and %25: since BagIt 1.0 */
	bool		 once;		/* a path twice is wrong: since 1.0 */
	const char	*encoding;	/* NULL: UTF-8 */
};

/*
 * Read it into the inventory and sort that.  What is wrong with the file and
 * its lines becomes a fault of the verdict; such lines are left out.
 */
void	 manifest_read(const struct manifest *, struct inventory *,
	    struct verdict *);

/*
 * Make a path of a line usable in place: a leading "./" goes (*dot is set),
 * and with decode the three escapes are undone.  Returns NULL, or why the
 * path is refused: it is absolute, starts with '~', leaves the bag, or names
 * a folder.
 */
const char *manifest_path(char *path, bool decode, bool *dot);

/* Open a tag file of a bag that must be a file.  -1 when it is not there
 * or no file, which a look at the folder finds; other reasons are told. */
int	 manifest_open(int dirfd, const char *file, struct verdict *);

#endif
