/* Fields of tokens, service users and what belongs to them. */

#include "fields.h"
#include "getter.h"
#include "text.h"

/* --- times: the record is the token, the user or the snapshot itself --- */

static bool
put_exact(const struct stamp *s, struct view_context *c, struct buf *b)
{
	if (s->kind != STAMP_AT)
		return false;
	when_exact(b, c->zone, s->at);
	return true;
}

static bool
put_utc(const struct stamp *s, struct view_context *c, struct buf *b)
{
	if (s->kind != STAMP_AT)
		return false;
	when_utc(b, c->zone, s->at);
	return true;
}

static bool
put_relative(const struct stamp *s, enum rules_role role,
    struct view_context *c, struct buf *b)
{
	rules_relative(b, c->zone, role, s, c->as_of);
	return true;
}

/* The tooltip: exact, or when it was created for what was never used. */
static bool
put_title(const struct token *t, const struct stamp *s,
    struct view_context *c, struct buf *b)
{
	if (put_exact(s, c, b))
		return true;
	if (s != &t->last_used || s->kind != STAMP_NONE ||
	    t->created.kind != STAMP_AT)
		return false;
	BUF_LIT(b, "Created ");
	return put_exact(&t->created, c, b);
}

#define TIME(prefix, rec_type, member, role, title)			\
static bool								\
prefix##_exact(const void *rec, void *ctx, struct buf *b)		\
{									\
	return put_exact(&((const rec_type *)rec)->member, ctx, b);	\
}									\
static bool								\
prefix##_text(const void *rec, void *ctx, struct buf *b)		\
{									\
	return put_relative(&((const rec_type *)rec)->member, role,	\
	    ctx, b);							\
}									\
static bool								\
prefix##_utc(const void *rec, void *ctx, struct buf *b)			\
{									\
	return put_utc(&((const rec_type *)rec)->member, ctx, b);	\
}									\
static bool								\
prefix##_known(const void *rec)						\
{									\
	return ((const rec_type *)rec)->member.kind == STAMP_AT;	\
}									\
static bool								\
prefix##_raw(const void *rec, struct slice *out)			\
{									\
	return getter_text(((const rec_type *)rec)->member.raw, out);	\
}									\
static const struct field prefix##_fields[] = {				\
	F_WORD("exact", prefix##_exact, "date, time, zone and offset"),	\
	F_FLAG("known", prefix##_known, "whether it is an instant"),	\
	F_TEXT("raw", prefix##_raw, "an unreadable value as it stood"),	\
	F_WORD("text", prefix##_text, "relative to the as-of time"),	\
	F_WORD("title", title, "the tooltip"),				\
	F_WORD("utc", prefix##_utc, "RFC 3339 in UTC"),			\
};									\
static const struct record_type prefix##_type = {			\
	"time", "an instant, or why there is none",			\
	prefix##_fields, N(prefix##_fields), "text"			\
};

static bool
expiration_title(const void *rec, void *ctx, struct buf *b)
{
	const struct token	*t = rec;

	return put_title(t, &t->expiration, ctx, b);
}

static bool
last_used_title(const void *rec, void *ctx, struct buf *b)
{
	const struct token	*t = rec;

	return put_title(t, &t->last_used, ctx, b);
}

TIME(expiration, struct token, expiration, RULES_EXPIRATION, expiration_title)
TIME(last_used, struct token, last_used, RULES_LAST_USED, last_used_title)
TIME(created, struct token, created, RULES_CREATED, created_exact)
TIME(revoked, struct token, revoked, RULES_REVOKED, revoked_exact)
TIME(joined, struct user, created, RULES_CREATED, joined_exact)

/* --- totals --- */

/* Of a column that the export does not have nothing can be counted. */
static bool
put_recorded(const struct view_context *c, enum change_field field, int64_t n,
    struct buf *b)
{
	if ((c->lacks & PAST_BIT(field)) != 0)
		return getter_plain(b, "Not recorded");
	return getter_count(b, n);
}

static bool
totals_never(const void *rec, void *ctx, struct buf *b)
{
	return put_recorded(ctx, CHANGE_EXPIRATION,
	    ((const struct totals *)rec)->never_expires, b);
}

static bool
totals_not_used(const void *rec, void *ctx, struct buf *b)
{
	return put_recorded(ctx, CHANGE_LAST_USED,
	    ((const struct totals *)rec)->not_used, b);
}

COUNT(totals_active, struct totals, r->state[TOKEN_ACTIVE])
COUNT(totals_expired, struct totals, r->state[TOKEN_EXPIRED])
COUNT(totals_revoked, struct totals, r->state[TOKEN_REVOKED])
COUNT(totals_orphans, struct totals, r->orphans)
COUNT(totals_tokens, struct totals, r->tokens)
COUNT(totals_users, struct totals, r->users)
COUNT(totals_idle, struct totals, r->idle_users)
FLAG(totals_has_orphans, struct totals, r->orphans > 0)

static const struct field totals_fields[] = {
	F_WORD("active", totals_active, "active tokens"),
	F_WORD("expired", totals_expired, "expired tokens"),
	F_FLAG("has-orphans", totals_has_orphans, "whether any is an orphan"),
	F_WORD("never-expires", totals_never,
	    "tokens without an end, or Not recorded"),
	F_WORD("not-used", totals_not_used,
	    "tokens not used yet, or Not recorded"),
	F_WORD("orphans", totals_orphans, "tokens without a service user"),
	F_WORD("revoked", totals_revoked, "revoked tokens"),
	F_WORD("tokens", totals_tokens, "all tokens"),
	F_WORD("users", totals_users, "service users"),
	F_WORD("users-without-tokens", totals_idle,
	    "service users without a token"),
};
const struct record_type	 fields_totals = {
	"totals", "how many there are", totals_fields, N(totals_fields),
	"tokens"
};

/* --- a service user --- */

TEXT(value_text, struct value, r->text)
WORD(value_absent, struct value, r->recorded ? "None" : "Not recorded")

static const struct field value_fields[] = {
	F_WORD("absent", value_absent, "what to say when there is none"),
	F_TEXT("text", value_text, "the value, or nothing"),
};
static const struct record_type value_type = {
	"value", "an optional text of a service user", value_fields,
	N(value_fields), "text"
};

/* As a role: it has a list when this service user has a token. */
static bool
team_url(const void *rec, void *ctx, struct buf *b)
{
	const struct team	*t = rec;
	struct view_context	*c = ctx;

	if (!c->groups || !t->listed)
		return false;
	buf_adds(b, c->root);
	fields_team_stem(b, t->id);
	BUF_LIT(b, ".html");
	return true;
}

TEXT(team_name, struct team, getter_name(r->name))

static const struct field team_fields[] = {
	F_TEXT("name", team_name, "its name"),
	F_URL("url", team_url, "the list of its tokens, or nothing"),
};
static const struct record_type team_type = {
	"team", "a team", team_fields, N(team_fields), "name"
};

static bool
user_avatar(const void *rec, void *ctx, struct buf *b)
{
	const struct user	*u = rec;
	struct view_context	*c = ctx;

	if (u->avatar.ptr == NULL)
		return false;
	buf_adds(b, c->root);
	BUF_LIT(b, "assets/avatars/");
	buf_slice(b, u->avatar);
	return true;
}

static bool
user_url(const void *rec, void *ctx, struct buf *b)
{
	const struct user	*u = rec;
	struct view_context	*c = ctx;

	buf_adds(b, c->root);
	BUF_LIT(b, "users/");
	buf_slice(b, u->slug);
	BUF_LIT(b, ".html");
	return true;
}

void
fields_role_stem(struct buf *b, struct hash *h, struct slice role)
{
	BUF_LIT(b, "role-");
	rules_page(b, h, role);
}

void
fields_team_stem(struct buf *b, int64_t id)
{
	BUF_LIT(b, "team-");
	buf_num(b, id);
}

/* A role has a list when one of its service users has a token.  A link that
 * nobody could see is none. */
static bool
user_role_url(const void *rec, void *ctx, struct buf *b)
{
	const struct user	*u = rec;
	struct view_context	*c = ctx;

	if (!c->groups || text_is_blank(u->role.text) || u->totals.tokens == 0)
		return false;
	buf_adds(b, c->root);
	fields_role_stem(b, c->hash, u->role.text);
	BUF_LIT(b, ".html");
	return true;
}

static bool
put_letter(char letter, struct buf *b)
{
	if (letter == '\0')
		return false;
	BUF_LIT(b, "letter-");
	buf_addc(b, letter == '#' ? '0' : letter);
	return true;
}

static bool
user_letter(const void *rec, void *ctx, struct buf *b)
{
	(void)ctx;
	return put_letter(((const struct user *)rec)->letter, b);
}

static bool
token_letter(const void *rec, void *ctx, struct buf *b)
{
	(void)ctx;
	return put_letter(((const struct token *)rec)->letter, b);
}

static const char *
account(enum answer active)
{
	static const char *const words[] = {
		[ANSWER_NO] = "Deactivated",
		[ANSWER_YES] = "Active",
		[ANSWER_NOT_RECORDED] = "Not recorded",
	};

	return words[active];
}

static void
user_teams(const void *rec, struct record_list *l)
{
	const struct user	*u = rec;

	l->first = u->teams;
	l->n = u->nteams;
	l->size = sizeof(*u->teams);
}

WORD(user_account, struct user, account(r->active))
FLAG(user_deactivated, struct user, r->active == ANSWER_NO)
FLAG(user_mixed, struct user, text_is_mixed(r->shown))
FLAG(user_orphan, struct user, r->orphan)
FLAG(user_teams_recorded, struct user, r->teams_recorded)
TEXT(user_initials, struct user, r->initials)
TEXT(user_internal_id, struct user, r->user_id)
TEXT(user_name, struct user, r->shown)
TEXT(user_second, struct user, r->second)
RECORD(user_created, struct user, r)
RECORD(user_created_by, struct user, &r->created_by)
RECORD(user_display_name, struct user, &r->name)
RECORD(user_email, struct user, &r->email)
RECORD(user_owner, struct user, &r->owner)
RECORD(user_purpose, struct user, &r->purpose)
RECORD(user_role, struct user, &r->role)
RECORD(user_marked, struct user, r->found != 0 ? r : NULL)
RECORD(user_totals, struct user, &r->totals)

static const struct field user_fields[] = {
	F_WORD("account", user_account, "Active, Deactivated, Not recorded"),
	F_URL("avatar", user_avatar, "its picture, or nothing"),
	F_RECORD("created", user_created, &joined_type, "when it was made"),
	F_RECORD("created-by", user_created_by, &value_type, "by whom"),
	F_FLAG("deactivated", user_deactivated, "the account is off"),
	F_RECORD("display-name", user_display_name, &value_type,
	    "its name as exported"),
	F_RECORD("email", user_email, &value_type, "its address"),
	F_RECORD("findings", user_marked, &fields_user_mark,
	    "how many findings it has itself, or nothing"),
	F_TEXT("initials", user_initials, "one or two letters"),
	F_TEXT("internal-id", user_internal_id, "its ID in the product"),
	F_WORD("letter", user_letter,
	    "letter-A on the first user with that letter, or nothing"),
	F_FLAG("mixed", user_mixed, "its name mixes scripts in a word"),
	F_TEXT("name", user_name, "name, else email, else internal ID"),
	F_FLAG("orphan", user_orphan, "stands for a missing service user"),
	F_RECORD("owner", user_owner, &value_type, "who answers for it"),
	F_RECORD("purpose", user_purpose, &value_type, "what it is for"),
	F_RECORD("role", user_role, &value_type, "its role"),
	F_URL("role-url", user_role_url,
	    "the list of the tokens of its role, or nothing"),
	F_TEXT("second", user_second, "email or internal ID below the name"),
	F_LIST("teams", user_teams, &team_type, "its teams"),
	F_FLAG("teams-recorded", user_teams_recorded,
	    "the export has teams"),
	F_RECORD("totals", user_totals, &fields_totals, "of its tokens"),
	F_URL("url", user_url, "its page"),
};
const struct record_type	 fields_user_type = {
	"user", "a service user", user_fields, N(user_fields), "name"
};

/* --- a token --- */

static bool
token_anchor(const void *rec, void *ctx, struct buf *b)
{
	const struct token	*t = rec;

	(void)ctx;
	BUF_LIT(b, "token-");
	buf_num(b, t->id);
	return true;
}

static bool
token_id(const void *rec, void *ctx, struct buf *b)
{
	const struct token	*t = rec;

	(void)ctx;
	buf_num(b, t->id);
	return true;
}

/* Two words of every row: their lengths are not counted each time. */
static bool
token_state(const void *rec, void *ctx, struct buf *b)
{
	const struct token	*t = rec;

	(void)ctx;
	buf_slice(b, rules_state_word(t->state));
	return true;
}

static bool
token_status(const void *rec, void *ctx, struct buf *b)
{
	static const struct slice	 words[TOKEN_STATES] = {
		[TOKEN_ACTIVE] = { "Active", 6 },
		[TOKEN_REVOKED] = { "Revoked", 7 },
		[TOKEN_EXPIRED] = { "Expired", 7 },
	};
	const struct token		*t = rec;

	(void)ctx;
	buf_slice(b, words[t->state]);
	return true;
}

TEXT(token_description, struct token, r->description)
TEXT(token_name, struct token, getter_name(r->name))
FLAG(token_is_active, struct token, r->state == TOKEN_ACTIVE)
FLAG(token_is_expired, struct token, r->state == TOKEN_EXPIRED)
FLAG(token_is_revoked, struct token, r->state == TOKEN_REVOKED)
FLAG(token_mixed, struct token, text_is_mixed(r->name))
FLAG(token_orphan, struct token, r->user->orphan)
FLAG(token_scim, struct token, r->scim == ANSWER_YES)
RECORD(token_self, struct token, r)
RECORD(token_revoked, struct token, r->active &&
    r->revoked.kind != STAMP_AT ? NULL : r)
RECORD(token_marked, struct token, r->found != 0 ? r : NULL)
RECORD(token_user, struct token, r->user)

static const struct field token_fields[] = {
	F_WORD("anchor", token_anchor, "token- and its id"),
	F_RECORD("created", token_self, &created_type, "when it was made"),
	F_TEXT("description", token_description, "free text, or nothing"),
	F_RECORD("expiration", token_self, &expiration_type, "when it ends"),
	F_RECORD("findings", token_marked, &fields_token_mark,
	    "how many findings it has, or nothing"),
	F_WORD("id", token_id, "its number in the export"),
	F_FLAG("is-active", token_is_active, "Active"),
	F_FLAG("is-expired", token_is_expired, "Expired"),
	F_FLAG("is-revoked", token_is_revoked, "Revoked"),
	F_RECORD("last-used", token_self, &last_used_type, "its last use"),
	F_WORD("letter", token_letter,
	    "letter-A on the first row with that letter, or nothing"),
	F_FLAG("mixed", token_mixed, "its name mixes scripts in a word"),
	F_TEXT("name", token_name, "its name, or (no name)"),
	F_FLAG("orphan", token_orphan, "its service user is missing"),
	F_RECORD("revoked", token_revoked, &revoked_type,
	    "when it was revoked; nothing for one that was not"),
	F_FLAG("scim", token_scim, "may use SCIM endpoints only"),
	F_WORD("state", token_state, "active, revoked, expired: for class"),
	F_WORD("status", token_status, "Active, Revoked, Expired: to read"),
	F_RECORD("user", token_user, &fields_user_type, "its service user"),
};
const struct record_type	 fields_token = {
	"token", "a token", token_fields, N(token_fields), "name"
};
