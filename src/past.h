#ifndef PAST_H
#define PAST_H

/*
 * What a snapshot said before: its tokens in the order of their ids and its
 * service users in the order of today's list, both sorted in fixed memory, and
 * a few facts.  It knows nothing of files.
 */

#include "change.h"
#include "owners.h"

/* A token as it was.  user: what its table tells of the service user, that is
 * user_id, name and email. */
struct past_token {
	struct token	 token;
	struct user	 user;
};

struct past {
	int64_t		 as_of;
	uint32_t	 lacks;		/* bits of enum change_field: tokens */
	uint32_t	 user_lacks;
	struct totals	 totals;
	bool		 ever_used;	/* one of the tokens was, by as_of */
	int64_t		 newest_use;	/* the latest last_used by then */
	struct sorter	*tokens;	/* by id */
	struct sorter	*users;		/* by place; those gone at the end */
	struct hash	*hash;
	struct past_holder *holders;	/* of internal IDs, by digest */
	size_t		 nholders, holders_cap;
};

/* Which service user had an internal ID. */
struct past_holder {
	uint64_t	 digest;	/* see hash_short */
	int64_t		 id;
};

#define PAST_BIT(field)	((uint32_t)1 << (field))

/* Nothing yet.  Temp files go to the folder dirfd; beside: sort in a thread of
 * its own.  Free it with past_free, which takes NULL. */
struct past *past_new(int dirfd, bool beside, int64_t as_of);
void	 past_free(struct past *);

/* Add a token, counted into the totals.  0, or -1 with the reason printed. */
int	 past_add_token(struct past *, const struct past_token *);

/* No more tokens.  0, or -1 with the reason printed. */
int	 past_tokens_done(struct past *);

/* They were all read: give back their memory. */
void	 past_tokens_drop(struct past *);

/*
 * Add a service user at its place in today's list, found by its id.  Its
 * teams are one text: a single team whose name is all of theirs.  0, or -1
 * with the reason printed.
 */
int	 past_add_user(struct past *, const struct owners *,
	    const struct user *);

/* No more service users.  0, or -1 with the reason printed. */
int	 past_users_done(struct past *);

/* The next of them; texts are valid until the next call.  1, 0 at the end, or
 * -1 with the reason printed. */
int	 past_next_token(struct past *, struct past_token *);
int	 past_next_user(struct past *, uint64_t *place, struct user *,
	    struct team *);

/*
 * Whether the internal ID of a service user was another's: that of a record
 * with another id, or of another name and another email.  was: what has its
 * id, or NULL.
 */
bool	 past_is_reused(const struct past *, const struct user *was,
	    const struct user *is);

#endif
