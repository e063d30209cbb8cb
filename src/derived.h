#ifndef DERIVED_H
#define DERIVED_H

/*
 * Files that can be made again at any time, replaced whole: written beside,
 * then renamed over the older one.  One writer at a time.
 */

#include <sys/types.h>

#include <stdbool.h>

#include "buf.h"

#define DERIVED_NEW	".index-new"	/* a file on its way */

struct derived {
	int		 fd;		/* of the folder; the caller's */
	const char	*subject;	/* the archive, for messages */
	const char	*within;	/* "", or "assets/": the folder in it */
	mode_t		 mode;		/* of the files */
	bool		 sync;		/* wait for the disk */
};

/* Put a file in its place.  Returns 0, or -1 with the reason printed and the
 * older one untouched. */
int	 derived_put(const struct derived *, const char *name,
	    const struct buf *);

/*
 * Open the folder called name in parent, made when it is missing, and give it
 * the mode that goes with that of the files.  Returns the descriptor, or -1
 * with the reason printed.
 */
int	 derived_folder(const struct derived *parent, const char *name);

/* Wait until the folder itself is on the disk.  0, or -1 with the reason
 * printed. */
int	 derived_sync(const struct derived *);

#endif
