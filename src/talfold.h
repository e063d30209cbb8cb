#ifndef TALFOLD_H
#define TALFOLD_H

/*
 * The last step of compiling a template: which op comes after which, with as
 * few of them as can be for the same output.
 */

#include "talprog.h"

/* Call it once, when all ops are there. */
void	 talfold(struct talc_prog *);

/* Whether all that leads into the ops from one to another, without it, from
 * elsewhere leads to the first of them. */
bool	 talfold_entered_first(const struct talc_prog *, size_t from,
	    size_t to);

#endif
