#ifndef BATCH_H
#define BATCH_H

/*
 * A piece of the snapshot on its way from the scan to a renderer: a page of a
 * list, some service users with all their tokens, or both.  A batch owns a copy
 * of everything in it and is used again and again.
 */

#include <stdbool.h>
#include <stddef.h>

#include "changes.h"
#include "judged.h"
#include "model.h"
#include "pool.h"

/* A page of one service user. */
struct batch_unit {
	struct user	*user;
	size_t		 first;		/* its first token in the batch */
	size_t		 n;
	int64_t		 part;		/* of its pages, from 1 */
	const struct changes_of *changes; /* to show on it, or NULL */
};

struct batch {
	struct batch		*next;		/* for whoever keeps a queue */
	int			 list;		/* enum listing_id; -1: users */
	int64_t			 number;	/* of the list page, from 1 */
	int64_t			 total;		/* rows on all its pages */
	struct slice		 group;		/* role or team, or NULL */
	struct slice		 stem;		/* of its pages, or NULL */
	size_t			 nrows;		/* on the list page: the first
						 * tokens, or those made */
	bool			 made;		/* they are in rows */
	struct pool		 rows;
	struct token		*tokens;
	size_t			 ntokens;
	size_t			 tokens_cap;
	struct batch_unit	*units;		/* of user pages and users */
	size_t			 nunits;
	size_t			 units_cap;
	struct change		*changes;	/* of a page of changes */
	size_t			 nchanges;
	size_t			 changes_cap;
	struct finding		*findings;	/* of a page of findings */
	size_t			 nfindings;
	size_t			 findings_cap;
	struct user		*user;		/* the last one copied */
	struct pool		 texts;
};

/* An empty batch.  Free it with batch_free. */
struct batch *batch_new(void);
void	 batch_free(struct batch *);

/* Empty it, keeping its memory. */
void	 batch_reset(struct batch *);

/* Copy the name of a role or a team, or none, and the stem of the pages. */
void	 batch_group(struct batch *, struct slice name, struct slice stem);

/* Copy a user, whose tokens follow. */
struct user *batch_user(struct batch *, const struct user *);

/* Copy a token of the user copied last.  It stays where it is until the next
 * one is copied. */
struct token *batch_token(struct batch *, const struct token *);

/* The row of a token as it stands on the list page. */
void	 batch_row(struct batch *, struct slice);

/* Begin a page of the user copied last. */
void	 batch_unit(struct batch *, int64_t part);

/* The token copied last stands on the page begun last. */
void	 batch_unit_token(struct batch *);

/* Copy what has changed, to be shown on the page begun last. */
void	 batch_changes_of(struct batch *, const struct changes_of *);

/* Copy a change of a page of changes, and a finding of a page of findings. */
void	 batch_change(struct batch *, const struct change *);
void	 batch_finding(struct batch *, const struct finding *);

#endif
