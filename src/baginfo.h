#ifndef BAGINFO_H
#define BAGINFO_H

/* bag-info.txt, what a bag says of itself: RFC 8493, 2.2.2. */

#include <stdbool.h>
#include <stdint.h>

#include "verdict.h"

struct baginfo_source {
	int		 dirfd;
	const char	*file;		/* "bag-info.txt" */
	const char	*encoding;	/* NULL: UTF-8 */
	bool		 strict;	/* labels once, "Label: value" only */
	bool		 once;		/* one Payload-Oxum: since BagIt 1.0 */
};

struct baginfo {
	bool	 found;			/* the file is there */
	int64_t	 bytes, files;		/* Payload-Oxum; -1: none */
	char	 identifier[80];	/* External-Identifier; "": none */
	char	 group[80];		/* Bag-Group-Identifier */
	char	 count[80];		/* Bag-Count, "4 of ?" */
	char	 as_of[80];		/* Tokensnap-As-Of */
};

/* Read it.  What is wrong with it becomes a fault of the verdict. */
void	 baginfo_read(const struct baginfo_source *, struct baginfo *,
	    struct verdict *);

/* Hold Payload-Oxum against what is there. */
void	 baginfo_oxum(const struct baginfo *, const char *file,
	    int64_t bytes, int64_t files, struct verdict *);

#endif
