#ifndef BAGIT_H
#define BAGIT_H

/* bagit.txt, the declaration of a bag: RFC 8493, 2.1.1, and its drafts. */

#include <stdbool.h>

#include "verdict.h"

#define BAGIT_1_0	100	/* the version as a number; 0.97 is 97 */

struct bagit {
	int	 version;
	bool	 readable;	/* the tag files are in an encoding we know */
	char	 encoding[41];	/* "UTF-8" */
};

/*
 * Read dirfd/bagit.txt.  What is wrong with it becomes a fault, a version or
 * an encoding that is not known becomes unchecked; where nothing can be read,
 * it counts as BagIt 1.0 in UTF-8.
 */
void	 bagit_read(int dirfd, struct bagit *, struct verdict *);

/* The encoding for lines_new: NULL for UTF-8. */
const char *bagit_encoding(const struct bagit *);

#endif
