#ifndef PACK_H
#define PACK_H

/*
 * A token as a record for the sort: plain bytes without pointers, and the
 * order of the list among tokens of the same place.
 */

#include "model.h"
#include "sorter.h"

/* The place of tokens whose service user is missing: after all others. */
#define PACK_ORPHANS	UINT64_MAX

/* Add a token and the reference it has to its service user.  Returns 0, or
 * -1 with the reason printed. */
int	 pack_token(struct sorter *, uint64_t place, const struct token *);

/* Read a record back; texts are borrowed from it.  user is NULL. */
void	 pack_read(const void *rec, struct token *);

/* By reference (none first), name byte by byte, id: a total order. */
int	 pack_cmp(const void *, const void *);

#endif
