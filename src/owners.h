#ifndef OWNERS_H
#define OWNERS_H

/*
 * Every service user by its id: where it stands in the list and how many
 * tokens of which kind it has.  32 bytes each; the only thing that grows with
 * the export.
 */

#include "model.h"

struct owner {
	int64_t		 id;
	uint32_t	 place;			/* in the list, from 0 */
	uint32_t	 state[TOKEN_STATES];	/* tokens */
	uint32_t	 not_used;
	uint32_t	 never_expires;
};

struct owners {
	struct owner	*list;
	size_t		 n, cap;
};

/* The next service user in the order of the list. */
void	 owners_add(struct owners *, int64_t id);

/* All are there: order them by id. */
void	 owners_sort(struct owners *);

/* The one with this id, or NULL. */
struct owner *owners_find(const struct owners *, int64_t id);

/* Count a token of its. */
void	 owners_count(struct owner *, const struct token *);

/* Its counts as totals. */
struct totals owners_totals(const struct owner *);

/* Service users without a token. */
int64_t	 owners_idle(const struct owners *);

/* Free the list. */
void	 owners_free(struct owners *);

#endif
