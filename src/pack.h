#ifndef PACK_H
#define PACK_H

/*
 * A token, a service user or a row as a record for the sort: plain bytes
 * without pointers, and the order of the list among those of the same place.
 */

#include "model.h"
#include "owners.h"
#include "sorter.h"

/* The place of tokens whose service user is missing: after all others. */
#define PACK_ORPHANS	UINT64_MAX

/* The place of a service user, which may be missing: NULL. */
uint64_t pack_place(const struct owner *);

/* Add a token and the reference it has to its service user.  Returns 0, or
 * -1 with the reason printed. */
int	 pack_token(struct sorter *, uint64_t place, const struct token *);

/* Read a record back; texts are borrowed from it.  user is NULL. */
void	 pack_read(const void *rec, struct token *);

/* By reference (none first), name byte by byte, id: a total order. */
int	 pack_cmp(const void *, const void *);

/* Add a service user at its place; of its teams the name of the first is kept.
 * Returns 0, or -1 with the reason printed. */
int	 pack_user(struct sorter *, uint64_t place, const struct user *);

/* Read it back, texts borrowed and nothing derived; a team goes into *team. */
void	 pack_user_read(const void *rec, struct user *, struct team *team);

/* Service users of the same place, by id. */
int	 pack_user_cmp(const void *, const void *);

/* A row of a list: a token with what a list shows of its service user. */
struct pack_row {
	uint64_t	 place;		/* in the usual order */
	struct slice	 stem;		/* of the pages of its group, or NULL */
	struct slice	 group;
	struct slice	 html;		/* the row as it stands, or NULL */
	struct token	 token;
	struct user	 user;
};

/* Add a row; the token's user is what it is read from.  Of one that is made
 * already nothing else is kept than what the order needs.  Returns 0, or -1
 * with the reason printed. */
int	 pack_row(struct sorter *, uint64_t major, const struct pack_row *);

/* Read a row back; texts are borrowed, the token's user is the row's.  Of one
 * that was made already only the texts are set. */
void	 pack_row_read(const void *rec, struct pack_row *);

/* Rows by place; by token name, up or down, then place; by stem, then
 * place. */
int	 pack_row_cmp(const void *, const void *);
int	 pack_row_name(const void *, const void *);
int	 pack_row_name_down(const void *, const void *);
int	 pack_row_stem(const void *, const void *);

#endif
