/* Rules about the life of a token; those about texts and service users are in
 * judge_text.c. */

#include "judge.h"

#define DAY	86400

static long long
limit(const struct findings *f, enum policy_threshold t)
{
	return f->policy->number[t];
}

static int64_t
age_limit(const struct findings *f, enum policy_threshold t)
{
	return f->as_of - limit(f, t) * DAY;
}

static bool
is_at(const struct stamp *s)
{
	return s->kind == STAMP_AT;
}

static bool
is_active(const struct token *t)
{
	return t->state == TOKEN_ACTIVE;
}

static bool
has(const struct findings *f, enum sql_column c)
{
	return f->schema->column[c];
}

void
judge_days(struct buf *b, int64_t seconds, long long most)
{
	int64_t	 days = seconds / DAY;

	if (days == 0) {
		BUF_LIT(b, "less than a day");
		return;
	}
	if (days == most && seconds % DAY != 0)
		BUF_LIT(b, "more than ");
	buf_num(b, days);
	buf_adds(b, days == 1 ? " day" : " days");
}

void
judge_number(struct buf *b, const char *before, int64_t n, const char *after)
{
	buf_adds(b, before);
	buf_num(b, n);
	buf_adds(b, after);
}

/* "last used 120 days before the as-of time, 90 allowed" */
static enum ruling
too_old(const struct findings *f, const struct stamp *s,
    enum policy_threshold t, const char *what, struct buf *b)
{
	if (s->at >= age_limit(f, t))
		return RULING_NO;
	if (b != NULL) {
		buf_adds(b, what);
		judge_days(b, f->as_of - s->at, limit(f, t));
		judge_number(b, " before the as-of time, ", limit(f, t),
		    " allowed");
	}
	return RULING_YES;
}

enum ruling
judge_unused(const struct findings *f, const struct token *t, struct buf *b)
{
	if (!is_active(t) || t->last_used.kind == STAMP_NONE)
		return RULING_NO;
	if (!is_at(&t->last_used))
		return RULING_UNKNOWN;
	return too_old(f, &t->last_used, POLICY_UNUSED, "last used ", b);
}

enum ruling
judge_never_used(const struct findings *f, const struct token *t,
    struct buf *b)
{
	if (!is_active(t) || t->last_used.kind != STAMP_NONE)
		return RULING_NO;
	if (is_at(&t->created))
		return too_old(f, &t->created, POLICY_NEVER_USED,
		    "not used yet, created ", b);
	if (b != NULL)
		BUF_LIT(b, "not used yet, and when it was created is not "
		    "known");
	return RULING_YES;
}

enum ruling
judge_never_expires(const struct findings *f, const struct token *t,
    struct buf *b)
{
	(void)f;
	if (!is_active(t))
		return RULING_NO;
	if (t->expiration.kind == STAMP_UNREADABLE)
		return RULING_UNKNOWN;
	if (t->expiration.kind != STAMP_NONE)
		return RULING_NO;
	if (b != NULL)
		BUF_LIT(b, "active, and never expires");
	return RULING_YES;
}

enum ruling
judge_expiring(const struct findings *f, const struct token *t, struct buf *b)
{
	int64_t	 left = t->expiration.at - f->as_of;

	if (!is_active(t) || t->expiration.kind == STAMP_NONE)
		return RULING_NO;
	if (!is_at(&t->expiration))
		return RULING_UNKNOWN;
	if (left > limit(f, POLICY_EXPIRING) * DAY)
		return RULING_NO;
	if (b != NULL) {
		BUF_LIT(b, "expires ");
		judge_days(b, left, -1);
		judge_number(b, " after the as-of time, within the notice of ",
		    limit(f, POLICY_EXPIRING), "");
		if (left <= limit(f, POLICY_URGENT) * DAY)
			judge_number(b, "; urgent: within ",
			    limit(f, POLICY_URGENT), "");
	}
	return RULING_YES;
}

enum ruling
judge_no_successor(const struct findings *f, const struct token *t,
    struct buf *b)
{
	enum ruling	 v = judge_expiring(f, t, NULL);

	/* What an orphan's service user has cannot be told. */
	if (v != RULING_YES || t->user->orphan)
		return v == RULING_YES ? RULING_UNKNOWN : v;
	if (t->user->lasting)
		return RULING_NO;
	/* When this one ends is known: it is another that may outlast it. */
	if (t->user->unsure)
		return RULING_UNKNOWN;
	if (b != NULL) {
		BUF_LIT(b, "expires ");
		judge_days(b, t->expiration.at - f->as_of, -1);
		judge_number(b, " after the as-of time, and no other active "
		    "token of the service user outlasts the ",
		    limit(f, POLICY_EXPIRING), " days");
	}
	return RULING_YES;
}

enum ruling
judge_lifetime(const struct findings *f, const struct token *t, struct buf *b)
{
	int64_t	 days;

	if (!is_active(t) || t->expiration.kind == STAMP_NONE)
		return RULING_NO;
	if (!is_at(&t->expiration) || !is_at(&t->created))
		return RULING_UNKNOWN;
	days = (t->expiration.at - t->created.at) / DAY;
	if (days <= limit(f, POLICY_LIFETIME))
		return RULING_NO;
	if (b != NULL) {
		judge_number(b, "valid for ", days, " days, ");
		judge_number(b, "", limit(f, POLICY_LIFETIME), " allowed");
	}
	return RULING_YES;
}

enum ruling
judge_rotation(const struct findings *f, const struct token *t, struct buf *b)
{
	if (!is_active(t))
		return RULING_NO;
	if (!is_at(&t->created))
		return RULING_UNKNOWN;
	return too_old(f, &t->created, POLICY_ROTATION, "created ", b);
}

enum ruling
judge_owner_gone(const struct findings *f, const struct token *t,
    struct buf *b)
{
	(void)f;
	if (!is_active(t))
		return RULING_NO;
	if (t->user->orphan) {
		if (b != NULL)
			BUF_LIT(b, "active, but its service user is not in "
			    "the export");
		return RULING_YES;
	}
	if (t->user->active == ANSWER_NOT_RECORDED)
		return RULING_UNKNOWN;
	if (t->user->active == ANSWER_YES)
		return RULING_NO;
	if (b != NULL)
		BUF_LIT(b, "active, but its service user is deactivated");
	return RULING_YES;
}

enum ruling
judge_privileged(const struct findings *f, const struct token *t,
    struct buf *b)
{
	enum ruling	 unused, never = RULING_NO;

	if (!is_active(t) || !policy_has(f->policy, POLICY_ROLES,
	    t->user->role.text))
		return RULING_NO;
	unused = has(f, SQL_T_LAST_USED) ? judge_unused(f, t, NULL) :
	    RULING_NO;
	if (has(f, SQL_T_EXPIRATION))
		never = judge_never_expires(f, t, NULL);
	if (unused != RULING_YES && never != RULING_YES)
		return unused == RULING_UNKNOWN || never == RULING_UNKNOWN ?
		    RULING_UNKNOWN : RULING_NO;
	if (b != NULL) {
		BUF_LIT(b, "its service user has the role ");
		buf_slice(b, t->user->role.text);
		BUF_LIT(b, ", and it is ");
		if (never == RULING_YES)
			(void)judge_never_expires(f, t, b);
		if (unused == RULING_YES) {
			if (never == RULING_YES)
				BUF_LIT(b, ", ");
			(void)judge_unused(f, t, b);
		}
	}
	return RULING_YES;
}

static bool
before(const struct stamp *a, const struct stamp *b)
{
	return is_at(a) && is_at(b) && a->at < b->at;
}

enum ruling
judge_contradiction(const struct findings *f, const struct token *t,
    struct buf *b)
{
	static const char *const facts[] = {
		"active, but a time of revocation is recorded",
		"expires before it was created",
		"revoked before it was created",
		"last used before it was created"
	};
	bool			 is[4];
	size_t			 i, n = 0;

	(void)f;
	is[0] = t->active && is_at(&t->revoked);
	is[1] = before(&t->expiration, &t->created);
	is[2] = before(&t->revoked, &t->created);
	is[3] = before(&t->last_used, &t->created);
	for (i = 0; i < 4; i++) {
		if (!is[i])
			continue;
		if (b != NULL && n > 0)
			BUF_LIT(b, "; ");
		if (b != NULL)
			buf_adds(b, facts[i]);
		n++;
	}
	return n > 0 ? RULING_YES : RULING_NO;
}

enum ruling
judge_used_after_end(const struct findings *f, const struct token *t,
    struct buf *b)
{
	bool	 expired = before(&t->expiration, &t->last_used);
	bool	 revoked = before(&t->revoked, &t->last_used);

	(void)f;
	if (!expired && !revoked) {
		if (t->last_used.kind == STAMP_NONE)
			return RULING_NO;
		return !is_at(&t->last_used) || (t->state == TOKEN_REVOKED &&
		    t->revoked.kind == STAMP_NONE) ||
		    t->revoked.kind == STAMP_UNREADABLE ||
		    t->expiration.kind == STAMP_UNREADABLE ?
		    RULING_UNKNOWN : RULING_NO;
	}
	if (b != NULL && revoked) {
		BUF_LIT(b, "last used after it was revoked");
	} else if (b != NULL) {
		BUF_LIT(b, "last used after it had expired");
	}
	return RULING_YES;
}

/* "created 7 minutes after the as-of time, 5 allowed" */
static size_t
late(const struct findings *f, const struct stamp *s, const char *what,
    size_t n, struct buf *b)
{
	int64_t	 minutes = (s->at - f->as_of) / 60;

	if (!is_at(s) || s->at - f->as_of <= limit(f, POLICY_CLOCK) * 60)
		return n;
	if (b != NULL)
		buf_addf(b, "%s%s %lld %s after the as-of time, %lld allowed",
		    n > 0 ? "; " : "", what, (long long)minutes,
		    minutes == 1 ? "minute" : "minutes",
		    limit(f, POLICY_CLOCK));
	return n + 1;
}

enum ruling
judge_clock(const struct findings *f, const struct token *t, struct buf *b)
{
	size_t	 n = late(f, &t->created, "created", 0, b);

	n = late(f, &t->last_used, "last used", n, b);
	n = late(f, &t->revoked, "revoked", n, b);
	return n > 0 ? RULING_YES : RULING_NO;
}

enum ruling
judge_user_clock(const struct findings *f, const struct user *u,
    struct buf *b)
{
	return late(f, &u->created, "created", 0, b) > 0 ? RULING_YES :
	    RULING_NO;
}

enum ruling
judge_leftover(const struct findings *f, const struct token *t, struct buf *b)
{
	if (t->state != TOKEN_REVOKED)
		return RULING_NO;
	if (!is_at(&t->revoked))
		return RULING_UNKNOWN;
	return too_old(f, &t->revoked, POLICY_LEFTOVER,
	    "still there, revoked ", b);
}

enum ruling
judge_orphan(const struct findings *f, const struct token *t, struct buf *b)
{
	(void)f;
	if (!t->user->orphan)
		return RULING_NO;
	if (b != NULL && t->has_owner)
		judge_number(b, "refers to service user ", t->owner,
		    ", which is not in the export");
	else if (b != NULL)
		BUF_LIT(b, "refers to no service user");
	return RULING_YES;
}
