#ifndef FINDINGS_H
#define FINDINGS_H

/*
 * Rules held against every service user and token as they go by.  What is
 * found is a fact against a threshold, as it was that day; nothing here says
 * that something is in order.
 */

#include "judged.h"

/*
 * Begin: which rules this export and this policy allow to be evaluated.  What
 * is pointed at must outlive it; previous may be NULL.  End it with
 * findings_free.
 */
void	 findings_init(struct findings *, const struct policy *,
	    const struct exceptions *, const struct sql_schema *,
	    int64_t as_of, const struct findings_previous *);
void	 findings_free(struct findings *);

/*
 * Hold the rules against a service user or a token of it: sets found, muted
 * and worst, and counts.  From one thread.  The totals of a service user that
 * is no orphan must be there.
 */
void	 findings_user(struct findings *, struct user *);
void	 findings_token(struct findings *, struct token *);

/*
 * All rows went by: the next finding about the snapshot itself, counted, or
 * false.  *at starts at 0.  The exception is the one that it is about, or
 * NULL.
 */
bool	 findings_snapshot(struct findings *, size_t *at, enum rule *,
	    const struct exception **about);

/* Append the fact: "last used 120 days before the as-of time, 90 allowed".  A
 * finding is about a token, else a user, else an exception, else the
 * snapshot.  Safe in several threads. */
void	 findings_fact(struct buf *, const struct findings *, enum rule,
	    const struct user *, const struct token *);
void	 findings_fact_snapshot(struct buf *, const struct findings *,
	    enum rule, const struct exception *about);

/* The exception that mutes a finding, or NULL. */
const struct exception *findings_muted(const struct findings *, enum rule,
	    const struct user *, const struct token *);

/* How many there are by now. */
void	 findings_count(const struct findings *, struct findings_counts *);

/* Whether a rule speaks of the snapshot as a whole. */
bool	 findings_of_snapshot(enum rule);

#endif
