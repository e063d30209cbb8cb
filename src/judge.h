#ifndef JUDGE_H
#define JUDGE_H

/*
 * What each rule decides about a token or a service user, and why.  All have
 * the same form: the verdict, and the fact appended to the buf when there is
 * one and the verdict is yes.
 */

#include "judged.h"

#define JUDGE_TOKEN(name)						\
enum ruling judge_##name(const struct findings *, const struct token *,\
	    struct buf *)
#define JUDGE_USER(name)						\
enum ruling judge_##name(const struct findings *, const struct user *,	\
	    struct buf *)

JUDGE_TOKEN(unused);
JUDGE_TOKEN(never_used);
JUDGE_TOKEN(never_expires);
JUDGE_TOKEN(expiring);
JUDGE_TOKEN(no_successor);
JUDGE_TOKEN(lifetime);
JUDGE_TOKEN(rotation);
JUDGE_TOKEN(owner_gone);
JUDGE_TOKEN(privileged);
JUDGE_TOKEN(contradiction);
JUDGE_TOKEN(used_after_end);
JUDGE_TOKEN(clock);
JUDGE_TOKEN(leftover);
JUDGE_TOKEN(token_reused);
JUDGE_TOKEN(token_name);
JUDGE_TOKEN(token_unreadable);
JUDGE_TOKEN(token_text);
JUDGE_TOKEN(token_mixed);
JUDGE_TOKEN(orphan);
JUDGE_USER(user_clock);
JUDGE_USER(many_active);
JUDGE_USER(no_owner);
JUDGE_USER(dormant);
JUDGE_USER(user_reused);
JUDGE_USER(user_name);
JUDGE_USER(no_purpose);
JUDGE_USER(user_unreadable);
JUDGE_USER(user_text);
JUDGE_USER(avatar);
JUDGE_USER(user_mixed);

/* Append "90 days", "1 day", "less than a day"; more than a limit that it
 * rounds down to says so. */
void	 judge_days(struct buf *, int64_t seconds, long long limit);

/* Append a number between two texts. */
void	 judge_number(struct buf *, const char *before, int64_t n,
	    const char *after);

#endif
