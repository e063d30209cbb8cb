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

/* Ops of a program that every row of a loop comes by. */
struct talrow_span {
	size_t		 from;
	size_t		 to;		/* the first that is not in it; 0:
					 * there is no such span */
	unsigned	 reg;		/* of the loop */
};

/* What need not be made for each row of a list. */
struct talrow_pieces {
	/* Follows from the record alone that a field of the row leads to: it
	 * is the same while that is. */
	struct talrow_span	 same;
	const struct field	*through;
	/* Stands in another program, too; shows no address, which depends on
	 * the page, and is like rows of talrow_find otherwise. */
	struct talrow_span	 kept;
	struct talrow_span	 taken;		/* there */
};

/* Of each kind the longest in the one loop of the list over records of a type;
 * of the first through fields that lead to owners. */
void	 talrow_pieces(struct talrow_pieces *, const struct talc_prog *list,
	    const struct talc_prog *other, const struct record_type *of,
	    const struct record_type *owner, const struct record_type *late);

#endif
