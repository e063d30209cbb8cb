#ifndef TALC_H
#define TALC_H

/*
 * From the expanded tree of a page to a flat program: literals merged, paths
 * resolved, the escape chosen by the place.
 */

#include "metal.h"
#include "talprog.h"

/*
 * Compile the page file (NULL: none, that was said) for a root record.  The
 * set's nodes are counted from 0 again; of what is taken from its pool the
 * program keeps nothing.  Returns 0, or -1 with every fault printed.
 */
int	 talc_page(struct metal *set, const struct tal_file *file,
	    const struct record_type *root, const struct talc_assets *,
	    struct talc_prog *out);

/*
 * Hold a picture (SVG), which is published as it is, against the rules for what
 * may stand in a page.  Every fault is printed.
 */
void	 talc_picture(const struct tal_file *file, struct pool *,
	    struct faults *);

/* Free what the program holds. */
void	 talc_free(struct talc_prog *);

#endif
