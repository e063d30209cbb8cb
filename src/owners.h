#ifndef OWNERS_H
#define OWNERS_H

/*
 * Every service user by its id: where it stands in the list and how many
 * tokens of which kind it has.  40 bytes each; the only thing that grows with
 * the export.
 */

#include "model.h"

#define OWNERS_LETTERS	27	/* A to Z, then all others */

struct owner {
	int64_t		 id;
	uint32_t	 place;			/* in the list, from 0 */
	uint32_t	 state[TOKEN_STATES];	/* tokens */
	uint32_t	 not_used;
	uint32_t	 never_expires;
	char		 letter;	/* its name begins with it */
	bool		 lasting;	/* an active token ends late or never */
	bool		 unsure;	/* when one ends cannot be read */
};

struct owners {
	struct owner	*list;
	size_t		 n, cap;
	/* Where names begin with A to Z, and with all else; -1: none. */
	int64_t		 users[OWNERS_LETTERS];		/* among the users */
	int64_t		 tokens[OWNERS_LETTERS];	/* among the tokens */
};

/* Start with none. */
void	 owners_init(struct owners *);

/* The next service user in the order of the list; letter is 'A' to 'Z' or
 * '#'. */
void	 owners_add(struct owners *, int64_t id, char letter);

/* The number of a letter, 0 to 26, and back. */
int	 owners_letter(char letter);

/* All are there: order them by id. */
void	 owners_sort(struct owners *);

/* That one will be asked for: its memory, if it is far away, comes nearer while
 * something else is done. */
void	 owners_expect(const struct owners *, int64_t id);

/* The one with this id, or NULL. */
struct owner *owners_find(const struct owners *, int64_t id);

/* Count a token of its. */
void	 owners_count(struct owner *, const struct token *);

/* Its counts as totals. */
struct totals owners_totals(const struct owner *);

/* All tokens are counted: fill tokens[].  Returns how many service users have
 * none. */
int64_t	 owners_close(struct owners *);

/* Free the list. */
void	 owners_free(struct owners *);

#endif
