#ifndef TALFOLD_H
#define TALFOLD_H

/*
 * Fewer ops for the same output: literals that follow one another are appended
 * at once, and of two tests of which one is the other's opposite only the first
 * is made.
 */

#include "talprog.h"

/* Once, when a program is complete. */
void	 talfold(struct talc_prog *);

/* Whether an op leads on to another one than the next, now or at times. */
bool	 talfold_jumps(const struct talc_op *);

/* Whether whatever leads into the ops from one to another, without it, leads to
 * the first of them. */
bool	 talfold_entered_first(const struct talc_prog *, size_t from,
	    size_t to);

#endif
