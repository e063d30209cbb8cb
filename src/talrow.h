#ifndef TALROW_H
#define TALROW_H

/*
 * Rows, and parts of rows, that are the same on whatever page they stand: each
 * is made once and put on all of them as it is.
 */

#include "talprog.h"

/*
 * Find the one loop of a program over records of a type, if all that it shows
 * follows from the record of the row: nothing else of the page, no number of
 * the row, and no record of the type late, whose values are not known yet when
 * rows are made.  Returns whether there is one; *loop is its op.
 */
bool	 talrow_find(const struct talc_prog *, const struct record_type *of,
	    const struct record_type *late, uint32_t *loop);

/* Ops of a program, in the body of the loop with that register. */
struct talrow_span {
	size_t		 from;
	size_t		 to;		/* the first that is not in it */
	unsigned	 reg;
};

/*
 * Find the longest piece that the one loop of each of two programs over records
 * of a type has in common: what it makes of a record is the same in both, see
 * above, and shows no address, as those depend on the page.  Returns whether
 * there is one; one[0] is in the first program, one[1] in the second.
 */
bool	 talrow_shared(const struct talc_prog *, const struct talc_prog *,
	    const struct record_type *of, const struct record_type *late,
	    struct talrow_span one[2]);

#endif
