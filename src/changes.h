#ifndef CHANGES_H
#define CHANGES_H

/*
 * All changes since a snapshot before, in the order of today's list, in fixed
 * memory.  Fed in this order: tokens by their ids while the export is checked;
 * then the service users of before (past_add_user); then those of now in the
 * order of the list.  Then all changes can be read, first those that matter,
 * then the tokens that were used, which is the ordinary thing.
 */

#include "compare.h"

#define CHANGES_SHOWN	50	/* of one service user at a time */

struct changes_count {
	int64_t	 added;
	int64_t	 removed;
	int64_t	 changed;	/* each counted once */
};

/* What is known when all is compared. */
struct changes_facts {
	struct changes_count	 tokens;	/* use alone is no change */
	struct changes_count	 users;
	struct changes_count	 findings;	/* changed: they persist */
	bool			 findings_compared;
	bool			 rules_told;	/* by both snapshots */
	uint32_t		 rules_lack;	/* see persist_rule */
	int64_t			 used;		/* tokens used since */
	int64_t			 rows;		/* changes, use left out */
	int64_t			 transitions[CHANGE_TRANSITIONS];
	struct totals		 then;		/* of the snapshot before */
	bool			 ever_used;	/* one of its tokens was */
	int64_t			 newest_use;	/* when */
	uint32_t		 lacks;		/* fields not compared */
	uint32_t		 user_lacks;
};

/* Changes of one service user, to be shown with it. */
struct changes_of {
	struct change	*list;		/* at most CHANGES_SHOWN */
	size_t		 n;
	int64_t		 total;		/* with those that list leaves out */
	int64_t		 used;		/* tokens used since, not in total */
	bool		 reused;	/* its internal ID was another's */
};

struct changes;

/* Compare with the past, whose tokens are done and which must outlive it.
 * Temp files go to the folder dirfd.  Free it with changes_free. */
struct changes *changes_new(struct past *, int dirfd);

/* NULL is allowed. */
void	 changes_free(struct changes *);

/* What the export of now lacks: bits as of compare_lacks and
 * compare_user_lacks.  Before the first token. */
void	 changes_lack(struct changes *, uint32_t tokens, uint32_t users);

/* The next token of now, by id; owners knows the places.  Its user may be
 * NULL.  Returns 0, or -1 with the reason printed. */
int	 changes_token(struct changes *, const struct owners *,
	    const struct token *);

/* No more tokens.  0, or -1 with the reason printed. */
int	 changes_tokens_done(struct changes *, const struct owners *);

/*
 * The next service user of now, or what stands for a reference that leads
 * nowhere, in the order of the list, with the changes of it and its tokens;
 * texts are valid until the next call.  0, or -1 with the reason printed.
 */
int	 changes_user(struct changes *, const struct user *,
	    struct changes_of *);

/* No more service users: those that are gone come last.  0, or -1 with the
 * reason printed. */
int	 changes_users_done(struct changes *);

/* Add a finding that is new or resolved.  Between changes_users_done and
 * changes_done.  0, or -1 with the reason printed. */
int	 changes_finding(struct changes *, const struct change *);

/* Findings were compared, and so many are in both; not those of some rules,
 * and whether both snapshots told which they looked at. */
void	 changes_findings_done(struct changes *, int64_t persist,
	    uint32_t rules_lack, bool rules_told);

/* Whether a token of the service user given last has the name of another that
 * was revoked in the snapshot before, see reuse.h. */
bool	 changes_is_reused(const struct changes *, const struct token *);

/* All is there.  0, or -1 with the reason printed. */
int	 changes_done(struct changes *);

/* The next change; texts are valid until the next call.  *used: it is nothing
 * but a token that was used.  1, 0 at the end, -1 with the reason printed. */
int	 changes_next(struct changes *, struct change *, bool *used);

/* Read them again from the first. */
void	 changes_rewind(struct changes *);

/* What is known; complete after changes_done. */
const struct changes_facts *changes_facts(const struct changes *);

#endif
