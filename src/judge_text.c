/* Rules about names and other texts, and about service users. */

#include "judge.h"

#include "text.h"

enum ruling
judge_many_active(const struct findings *f, const struct user *u,
    struct buf *b)
{
	int64_t	 n = u->totals.state[TOKEN_ACTIVE];

	if (n <= f->policy->number[POLICY_ACTIVE_TOKENS])
		return RULING_NO;
	if (b != NULL) {
		judge_number(b, "", n, " active tokens, ");
		judge_number(b, "", f->policy->number[POLICY_ACTIVE_TOKENS],
		    " allowed");
	}
	return RULING_YES;
}

/*
 * A named owner answers for it.  Where the export has no such column, a team
 * and an address stand for one.
 */
enum ruling
judge_no_owner(const struct findings *f, const struct user *u, struct buf *b)
{
	bool	 no_team, no_email;

	if (!text_is_blank(u->owner.text))
		return RULING_NO;
	if (u->owner.recorded) {
		if (b != NULL)
			BUF_LIT(b, "no owner is named");
		return RULING_YES;
	}
	(void)f;
	no_team = u->teams_recorded && u->nteams == 0;
	no_email = u->email.recorded && text_is_blank(u->email.text);
	if (b != NULL && no_team)
		BUF_LIT(b, "no team");
	if (b != NULL && no_email)
		buf_adds(b, no_team ? ", no email" : "no email");
	return no_team || no_email ? RULING_YES : RULING_NO;
}

enum ruling
judge_dormant(const struct findings *f, const struct user *u, struct buf *b)
{
	(void)f;
	if (u->totals.state[TOKEN_ACTIVE] > 0)
		return RULING_NO;
	if (b != NULL && u->totals.tokens == 0)
		BUF_LIT(b, "no token at all");
	else if (b != NULL && u->totals.tokens == 1)
		BUF_LIT(b, "its only token is not active");
	else if (b != NULL)
		judge_number(b, "none of its ", u->totals.tokens,
		    " tokens is active");
	return RULING_YES;
}

enum ruling
judge_user_reused(const struct findings *f, const struct user *u,
    struct buf *b)
{
	(void)f;
	if (!u->reused)
		return RULING_NO;
	if (b != NULL)
		BUF_LIT(b, "its internal ID was that of another service "
		    "user in the previous snapshot");
	return RULING_YES;
}

enum ruling
judge_token_reused(const struct findings *f, const struct token *t,
    struct buf *b)
{
	(void)f;
	if (!t->reused)
		return RULING_NO;
	if (b != NULL)
		BUF_LIT(b, "its name was that of a revoked token of the same "
		    "service user in the previous snapshot");
	return RULING_YES;
}

enum ruling
judge_no_purpose(const struct findings *f, const struct user *u,
    struct buf *b)
{
	(void)f;
	if (!text_is_blank(u->purpose.text))
		return RULING_NO;
	if (b != NULL)
		BUF_LIT(b, "no purpose is documented");
	return RULING_YES;
}

/* Whether a name is blank or invisible, a number or one of the poor names of
 * the policy. */
static bool
says_nothing(const struct findings *f, struct slice name)
{
	return text_is_unseen(name) ||
	    policy_has(f->policy, POLICY_NAMES, name);
}

enum ruling
judge_token_name(const struct findings *f, const struct token *t,
    struct buf *b)
{
	if (!says_nothing(f, t->name))
		return RULING_NO;
	if (b != NULL)
		BUF_LIT(b, "the name does not say what the token is for");
	return RULING_YES;
}

enum ruling
judge_user_name(const struct findings *f, const struct user *u,
    struct buf *b)
{
	struct slice	 name = u->shown;
	const char	*at = memchr(name.ptr, '@', name.len);

	if (at != NULL)
		name.len = (size_t)(at - name.ptr);
	if (!says_nothing(f, name))
		return RULING_NO;
	if (b != NULL)
		BUF_LIT(b, "the name does not say what the service user is "
		    "for");
	return RULING_YES;
}

/* Append "what: a, b" for those that are. */
static enum ruling
list(struct buf *b, const char *what, const char *const *names,
    const bool *is, size_t n)
{
	size_t	 i, found = 0;

	for (i = 0; i < n; i++) {
		if (!is[i])
			continue;
		if (b != NULL) {
			buf_adds(b, found > 0 ? ", " : what);
			buf_adds(b, names[i]);
		}
		found++;
	}
	return found > 0 ? RULING_YES : RULING_NO;
}

enum ruling
judge_token_unreadable(const struct findings *f, const struct token *t,
    struct buf *b)
{
	static const char *const names[] = { "created", "expiration",
	    "last_used", "revoked" };
	bool			 is[4];

	(void)f;
	is[0] = t->created.kind == STAMP_UNREADABLE;
	is[1] = t->expiration.kind == STAMP_UNREADABLE;
	is[2] = t->last_used.kind == STAMP_UNREADABLE;
	is[3] = t->revoked.kind == STAMP_UNREADABLE;
	return list(b, "not a time: ", names, is, 4);
}

enum ruling
judge_user_unreadable(const struct findings *f, const struct user *u,
    struct buf *b)
{
	static const char *const name = "created";
	bool			 is = u->created.kind == STAMP_UNREADABLE;

	(void)f;
	return list(b, "not a time: ", &name, &is, 1);
}

enum ruling
judge_token_text(const struct findings *f, const struct token *t,
    struct buf *b)
{
	static const char *const names[] = { "name", "description" };
	bool			 is[2];

	(void)f;
	is[0] = !text_valid(t->name);
	is[1] = t->description.ptr != NULL && !text_valid(t->description);
	return list(b, "not UTF-8: ", names, is, 2);
}

enum ruling
judge_user_text(const struct findings *f, const struct user *u,
    struct buf *b)
{
	static const char *const names[] = { "user_id", "name", "email",
	    "role", "created_by", "purpose", "owner", "teams" };
	const struct slice	 texts[] = { u->user_id, u->name.text,
				    u->email.text, u->role.text,
				    u->created_by.text, u->purpose.text,
				    u->owner.text };
	bool			 is[8];
	size_t			 i;

	(void)f;
	for (i = 0; i < 7; i++)
		is[i] = texts[i].ptr != NULL && !text_valid(texts[i]);
	is[7] = false;
	for (i = 0; i < u->nteams; i++)
		is[7] |= !text_valid(u->teams[i].name);
	return list(b, "not UTF-8: ", names, is, 8);
}

enum ruling
judge_avatar(const struct findings *f, const struct user *u, struct buf *b)
{
	(void)f;
	if (!u->odd_avatar)
		return RULING_NO;
	if (b != NULL)
		BUF_LIT(b, "the picture is larger than 64 KiB, or is none of "
		    "PNG, JPEG, GIF and WebP");
	return RULING_YES;
}

static enum ruling
mixed(struct slice name, struct buf *b)
{
	if (!text_is_mixed(name))
		return RULING_NO;
	if (b != NULL)
		BUF_LIT(b, "a word of its name has Latin letters beside "
		    "Cyrillic or Greek ones, which look alike");
	return RULING_YES;
}

enum ruling
judge_token_mixed(const struct findings *f, const struct token *t,
    struct buf *b)
{
	(void)f;
	return mixed(t->name, b);
}

enum ruling
judge_user_mixed(const struct findings *f, const struct user *u,
    struct buf *b)
{
	(void)f;
	return mixed(u->shown, b);
}
