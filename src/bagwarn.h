#ifndef BAGWARN_H
#define BAGWARN_H

/*
 * What is allowed in a bag and still asks for trouble, as the linter of the
 * Library of Congress warns of it.
 */

#include "inventory.h"
#include "verdict.h"

/* Paths: names that one system takes for the same, files that systems leave
 * behind, bags in the payload.  The inventory has seen the disk. */
void	 bagwarn_paths(const struct inventory *, struct verdict *);

/* Digests: weak ones, unusual ones, no tag manifest. */
void	 bagwarn_digests(const struct inventory *, struct verdict *);

#endif
