#ifndef COMPARE_H
#define COMPARE_H

/*
 * A token or a service user as it was against the one that has its id now:
 * each difference is told once, as what has happened rather than column by
 * column.  Knows nothing of where changes go.
 */

#include "past.h"
#include "sql.h"

/* Takes a change whose kind, subject, id, field, transition and values are
 * set.  Returns 0 to go on, or -1. */
typedef int compare_told(void *arg, const struct change *);

/* What comparing needs. */
struct compare {
	int64_t		 since;		/* the as-of time of the old one */
	uint32_t	 lacks;		/* fields that either lacks: tokens */
	uint32_t	 user_lacks;
	compare_told	*told;
	void		*arg;
};

/*
 * Texts are the same when they are after what is not UTF-8 in them was
 * replaced: tables hold them so.  No text and an empty one are the same.
 *
 * Revoking or restoring changes the state and with it when it was revoked; a
 * new expiration may change the state.  Each is told as one change.
 */
int	 compare_tokens(const struct compare *, const struct token *was,
	    const struct token *is);
int	 compare_users(const struct compare *, const struct user *was,
	    const struct user *is);

/* Whether what was made at "is" cannot be what was there before: its id is
 * used again, one thing is gone and another is there. */
bool	 compare_is_other(const struct compare *, const struct stamp *was,
	    const struct stamp *is);

/* One of them only: added, or removed. */
int	 compare_token_alone(const struct compare *, enum change_kind,
	    enum change_transition, const struct token *);
int	 compare_user_alone(const struct compare *, enum change_kind,
	    enum change_transition, const struct user *);

/* Bits of the fields that an export does not have: of tokens, of users. */
uint32_t compare_lacks(const struct sql_schema *);
uint32_t compare_user_lacks(const struct sql_schema *);

#endif
