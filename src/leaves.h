#ifndef LEAVES_H
#define LEAVES_H

/*
 * The pages and files that are not made from rows: cover, about, notes,
 * charts, the statements, VERIFY.txt, the files of the theme.
 */

#include "export.h"
#include "fields.h"
#include "page.h"
#include "seal.h"
#include "stage.h"
#include "theme.h"

/* The Markdown pages, rendered. */
struct leaves {
	struct view_note	*notes;		/* texts are owned */
	struct buf		*bodies;	/* of the notes */
	size_t			 n;
	struct buf		 title, about;	/* the about page */
};

/*
 * Read about.md, which comes with the program, and every *.md of a folder
 * (NULL: none), in strcmp order of their names.  Returns 0, or -1 with the
 * reason printed: a file that cannot be read or has no title, a folder
 * without one.  End it with leaves_free in both cases.
 */
int	 leaves_read(struct leaves *, const char *folder);

/* What leaves_put needs beside the pages. */
struct leaves_of {
	const struct theme		*theme;
	const struct view_snapshot	*snapshot;
	const struct when_zone		*zone;
	const struct export_facts	*facts;
	const struct seal		*seal;
	int64_t				 page_size;
};

/* Write them all.  Returns 0, or -1 with the reason printed. */
int	 leaves_put(const struct leaves *, const struct leaves_of *,
	    struct stage_writer *);

void	 leaves_free(struct leaves *);

#endif
