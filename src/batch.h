#ifndef BATCH_H
#define BATCH_H

/*
 * A piece of the list on its way from the scan to a renderer: one page of the
 * list, or some service users with all their tokens.  A batch owns a copy of
 * everything in it and is used again and again.
 */

#include <stdbool.h>
#include <stddef.h>

#include "model.h"

struct batch_chunk;

/* A page of one service user. */
struct batch_unit {
	struct user	*user;
	size_t		 first;		/* its first token in the batch */
	size_t		 n;
	int64_t		 part;		/* of its pages, from 1 */
};

struct batch {
	struct batch		*next;		/* for whoever keeps a queue */
	bool			 is_list;
	int64_t			 number;	/* of the list page, from 1 */
	struct token		*tokens;
	size_t			 ntokens;
	size_t			 cap;
	struct batch_unit	*units;		/* when not is_list */
	size_t			 nunits;
	size_t			 units_cap;
	struct user		*user;		/* the last one copied */
	struct batch_chunk	*chunks;	/* memory of all the texts */
	struct batch_chunk	*at;		/* the chunk in use */
};

/* A batch for up to cap tokens.  Free it with batch_free. */
struct batch *batch_new(size_t cap);
void	 batch_free(struct batch *);

/* Empty it, keeping its memory. */
void	 batch_reset(struct batch *);

/* Copy a user, whose tokens follow. */
struct user *batch_user(struct batch *, const struct user *);

/* Copy a token of the user copied last; there must be room. */
struct token *batch_token(struct batch *, const struct token *);

/* Begin a page of the user copied last, which holds what follows. */
void	 batch_unit(struct batch *, int64_t part);

#endif
