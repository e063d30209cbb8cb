#ifndef TALROW_H
#define TALROW_H

/*
 * Rows that are the same on whatever page they stand: each is made once, by
 * talrun_row, and put on all of them as it is.
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

#endif
