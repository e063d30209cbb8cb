#ifndef REUSE_H
#define REUSE_H

/*
 * Names of tokens that were revoked in a snapshot before: whether a later token
 * of the same service user has one of them again (NIST SP 800-53 IA-4 d).  All
 * are sorted in fixed memory; those of one service user are held at a time, 32
 * bytes each.
 */

#include "model.h"

struct reuse;

/* Temp files go to the folder dirfd.  Free it with reuse_free, which takes
 * NULL. */
struct reuse *reuse_new(int dirfd);
void	 reuse_free(struct reuse *);

/* Add a revoked token of before, whose service user has this place in the list
 * of now.  0, or -1 with the reason printed. */
int	 reuse_add(struct reuse *, uint64_t place, const struct token *);

/* No more of them.  0, or -1 with the reason printed. */
int	 reuse_done(struct reuse *);

/* The next service user of now, or one that has no tokens of before; places
 * never fall.  0, or -1 with the reason printed. */
int	 reuse_user(struct reuse *, uint64_t place);

/* Whether a token of that service user is not revoked and has the name of
 * another that was, and that was created before it. */
bool	 reuse_is(const struct reuse *, const struct token *);

#endif
