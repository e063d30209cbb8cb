#ifndef VERSIONS_H
#define VERSIONS_H

/*
 * What made the pages: the program's own file, the compiler, the libraries as
 * they were compiled against and as they are loaded.
 */

#include <stddef.h>

struct versions_library {
	const char	*name;
	char		 compiled[64];	/* version of its headers */
	char		 loaded[64];
};

#define VERSIONS_LIBRARIES	4

struct versions {
	char			 program[65];	/* SHA-256 of the binary */
	const char		*compiler;	/* name and version */
	struct versions_library	 libraries[VERSIONS_LIBRARIES];
};

/* Find them out.  Returns 0, or -1 with the reason printed when the program
 * cannot read itself. */
int	 versions_read(struct versions *);

#endif
