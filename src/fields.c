/*
 * The getters are small and alike on purpose: a table row names a field, its
 * type and the one function that reads it.  Tables are sorted by name.
 */

#include "fields.h"

#define N(a)	(sizeof(a) / sizeof((a)[0]))

/* A number with separators: 1,234,567. */
static bool
put_count(struct buf *b, int64_t n)
{
	int64_t	 high = n / 1000, low = n % 1000;

	if (high > 0) {
		(void)put_count(b, high);
		buf_addc(b, ',');
		buf_addc(b, (char)('0' + low / 100));
		buf_addc(b, (char)('0' + low / 10 % 10));
		buf_addc(b, (char)('0' + low % 10));
	} else {
		buf_num(b, low);
	}
	return true;
}

static bool
put_plain(struct buf *b, const char *s)
{
	if (s == NULL)
		return false;
	buf_adds(b, s);
	return true;
}

static bool
get_text(struct slice s, struct slice *out)
{
	*out = s;
	return s.ptr != NULL && s.len > 0;
}

/* Records of one field each way of reading it; see the macros' names. */
#define COUNT(fn, rec_type, expr)					\
static bool								\
fn(const void *rec, void *ctx, struct buf *b)				\
{									\
	const rec_type	*r = rec;					\
									\
	(void)ctx;							\
	return put_count(b, (expr));					\
}

#define WORD(fn, rec_type, expr)					\
static bool								\
fn(const void *rec, void *ctx, struct buf *b)				\
{									\
	const rec_type	*r = rec;					\
									\
	(void)ctx;							\
	return put_plain(b, (expr));					\
}

#define TEXT(fn, rec_type, expr)					\
static bool								\
fn(const void *rec, struct slice *out)					\
{									\
	const rec_type	*r = rec;					\
									\
	return get_text((expr), out);					\
}

#define FLAG(fn, rec_type, expr)					\
static bool								\
fn(const void *rec)							\
{									\
	const rec_type	*r = rec;					\
									\
	return (expr);							\
}

#define RECORD(fn, rec_type, expr)					\
static const void *							\
fn(const void *rec)							\
{									\
	const rec_type	*r = rec;					\
									\
	return (expr);							\
}

#define F_TEXT(n, fn, d)	{ .name = (n), .type = FIELD_TEXT,	\
				    .doc = (d), .text = (fn) }
#define F_HTML(n, fn, d)	{ .name = (n), .type = FIELD_HTML,	\
				    .doc = (d), .text = (fn) }
#define F_WORD(n, fn, d)	{ .name = (n), .type = FIELD_WORD,	\
				    .doc = (d), .word = (fn) }
#define F_URL(n, fn, d)		{ .name = (n), .type = FIELD_URL,	\
				    .doc = (d), .word = (fn) }
#define F_FLAG(n, fn, d)	{ .name = (n), .type = FIELD_FLAG,	\
				    .doc = (d), .flag = (fn) }
#define F_RECORD(n, fn, t, d)	{ .name = (n), .type = FIELD_RECORD,	\
				    .of = (t), .doc = (d), .record = (fn) }
#define F_LIST(n, fn, t, d)	{ .name = (n), .type = FIELD_LIST,	\
				    .of = (t), .doc = (d), .list = (fn) }

/* --- times: the record is the token, the user or the snapshot itself --- */

static bool
put_exact(const struct stamp *s, struct view_context *c, struct buf *b)
{
	if (s->kind != STAMP_AT)
		return false;
	when_exact(b, &c->zone, s->at);
	return true;
}

static bool
put_utc(const struct stamp *s, struct buf *b)
{
	if (s->kind != STAMP_AT)
		return false;
	when_rfc3339(b, s->at);
	return true;
}

static bool
put_relative(const struct stamp *s, enum rules_role role,
    struct view_context *c, struct buf *b)
{
	rules_relative(b, &c->zone, role, s, c->as_of);
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
	(void)ctx;							\
	return put_utc(&((const rec_type *)rec)->member, b);		\
}									\
static bool								\
prefix##_raw(const void *rec, struct slice *out)			\
{									\
	return get_text(((const rec_type *)rec)->member.raw, out);	\
}									\
static const struct field prefix##_fields[] = {				\
	F_WORD("exact", prefix##_exact, "date, time, zone and offset"),	\
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

static bool
as_of_exact(const void *rec, void *ctx, struct buf *b)
{
	const struct view_snapshot	*s = rec;
	struct view_context		*c = ctx;

	when_exact(b, &c->zone, s->as_of);
	return true;
}

static bool
as_of_utc(const void *rec, void *ctx, struct buf *b)
{
	const struct view_snapshot	*s = rec;

	(void)ctx;
	when_rfc3339(b, s->as_of);
	return true;
}

static const struct field as_of_fields[] = {
	F_WORD("exact", as_of_exact, "date, time, zone and offset"),
	F_WORD("utc", as_of_utc, "RFC 3339 in UTC"),
};
static const struct record_type as_of_type = {
	"as-of", "the instant everything is relative to", as_of_fields,
	N(as_of_fields), "exact"
};

/* --- totals --- */

COUNT(totals_active, struct totals, r->state[TOKEN_ACTIVE])
COUNT(totals_expired, struct totals, r->state[TOKEN_EXPIRED])
COUNT(totals_revoked, struct totals, r->state[TOKEN_REVOKED])
COUNT(totals_never, struct totals, r->never_expires)
COUNT(totals_not_used, struct totals, r->not_used)
COUNT(totals_orphans, struct totals, r->orphans)
COUNT(totals_tokens, struct totals, r->tokens)
COUNT(totals_users, struct totals, r->users)
COUNT(totals_idle, struct totals, r->idle_users)
FLAG(totals_has_orphans, struct totals, r->orphans > 0)

static const struct field totals_fields[] = {
	F_WORD("active", totals_active, "active tokens"),
	F_WORD("expired", totals_expired, "expired tokens"),
	F_FLAG("has-orphans", totals_has_orphans, "whether any is an orphan"),
	F_WORD("never-expires", totals_never, "tokens without an end"),
	F_WORD("not-used", totals_not_used, "tokens not used yet"),
	F_WORD("orphans", totals_orphans, "tokens without a service user"),
	F_WORD("revoked", totals_revoked, "revoked tokens"),
	F_WORD("tokens", totals_tokens, "all tokens"),
	F_WORD("users", totals_users, "service users"),
	F_WORD("users-without-tokens", totals_idle,
	    "service users without a token"),
};
static const struct record_type totals_type = {
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

TEXT(team_name, struct team, r->name)

static const struct field team_fields[] = {
	F_TEXT("name", team_name, "its name"),
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
	F_TEXT("initials", user_initials, "one or two letters"),
	F_TEXT("internal-id", user_internal_id, "its ID in the product"),
	F_TEXT("name", user_name, "name, else email, else internal ID"),
	F_FLAG("orphan", user_orphan, "stands for a missing service user"),
	F_RECORD("owner", user_owner, &value_type, "who answers for it"),
	F_RECORD("purpose", user_purpose, &value_type, "what it is for"),
	F_RECORD("role", user_role, &value_type, "its role"),
	F_TEXT("second", user_second, "email or internal ID below the name"),
	F_LIST("teams", user_teams, &team_type, "its teams"),
	F_FLAG("teams-recorded", user_teams_recorded,
	    "the export has teams"),
	F_RECORD("totals", user_totals, &totals_type, "of its tokens"),
	F_URL("url", user_url, "its page"),
};
static const struct record_type user_type = {
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

static const char *
status(enum token_state state)
{
	static const char *const words[TOKEN_STATES] = {
		[TOKEN_ACTIVE] = "Active",
		[TOKEN_REVOKED] = "Revoked",
		[TOKEN_EXPIRED] = "Expired",
	};

	return words[state];
}

WORD(token_state, struct token, rules_state_word(r->state))
WORD(token_status, struct token, status(r->state))
TEXT(token_description, struct token, r->description)
TEXT(token_name, struct token, r->name)
FLAG(token_is_active, struct token, r->state == TOKEN_ACTIVE)
FLAG(token_is_expired, struct token, r->state == TOKEN_EXPIRED)
FLAG(token_is_revoked, struct token, r->state == TOKEN_REVOKED)
FLAG(token_orphan, struct token, r->user->orphan)
FLAG(token_scim, struct token, r->scim == ANSWER_YES)
RECORD(token_self, struct token, r)
RECORD(token_revoked, struct token, r->active &&
    r->revoked.kind != STAMP_AT ? NULL : r)
RECORD(token_user, struct token, r->user)

static const struct field token_fields[] = {
	F_WORD("anchor", token_anchor, "token- and its id"),
	F_RECORD("created", token_self, &created_type, "when it was made"),
	F_TEXT("description", token_description, "free text, or nothing"),
	F_RECORD("expiration", token_self, &expiration_type, "when it ends"),
	F_WORD("id", token_id, "its number in the export"),
	F_FLAG("is-active", token_is_active, "Active"),
	F_FLAG("is-expired", token_is_expired, "Expired"),
	F_FLAG("is-revoked", token_is_revoked, "Revoked"),
	F_RECORD("last-used", token_self, &last_used_type, "its last use"),
	F_TEXT("name", token_name, "its name"),
	F_FLAG("orphan", token_orphan, "its service user is missing"),
	F_RECORD("revoked", token_revoked, &revoked_type,
	    "when it was revoked; nothing for one that was not"),
	F_FLAG("scim", token_scim, "may use SCIM endpoints only"),
	F_WORD("state", token_state, "active, revoked, expired: for class"),
	F_WORD("status", token_status, "Active, Revoked, Expired: to read"),
	F_RECORD("user", token_user, &user_type, "its service user"),
};
static const struct record_type token_type = {
	"token", "a token", token_fields, N(token_fields), "name"
};

/* --- the list and its pages --- */

static bool
page_url(struct buf *b, struct slice stem, int64_t number)
{
	if (stem.len == 0) {
		if (number == 1) {
			BUF_LIT(b, "index.html");
			return true;
		}
		BUF_LIT(b, "tokens-");
		buf_num(b, number);
	} else {
		buf_slice(b, stem);
		if (number > 1) {
			buf_addc(b, '.');
			buf_num(b, number);
		}
	}
	BUF_LIT(b, ".html");
	return true;
}

static bool
list_previous(const void *rec, void *ctx, struct buf *b)
{
	const struct view_list	*l = rec;

	(void)ctx;
	return l->number > 1 && page_url(b, l->stem, l->number - 1);
}

static bool
list_next(const void *rec, void *ctx, struct buf *b)
{
	const struct view_list	*l = rec;

	(void)ctx;
	return l->number < l->count && page_url(b, l->stem, l->number + 1);
}

static void
list_tokens(const void *rec, struct record_list *out)
{
	const struct view_list	*l = rec;

	out->first = l->tokens;
	out->n = l->ntokens;
	out->size = sizeof(*l->tokens);
}

static void
list_pages(const void *rec, struct record_list *out)
{
	const struct view_list	*l = rec;

	out->first = l->links;
	out->n = l->nlinks;
	out->size = sizeof(*l->links);
}

static bool
link_url(const void *rec, void *ctx, struct buf *b)
{
	const struct view_link	*l = rec;
	struct view_context	*c = ctx;

	return page_url(b, c->stem, l->number);
}

COUNT(link_number, struct view_link, r->number)
FLAG(link_current, struct view_link, r->current)
FLAG(link_gap, struct view_link, r->gap)

static const struct field link_fields[] = {
	F_FLAG("current", link_current, "this page"),
	F_FLAG("gap", link_gap, "stands for pages left out"),
	F_WORD("number", link_number, "its number"),
	F_URL("url", link_url, "its address"),
};
static const struct record_type link_type = {
	"page-link", "one of the pages of a list", link_fields,
	N(link_fields), "number"
};

COUNT(list_count, struct view_list, r->count)
COUNT(list_first, struct view_list, r->first)
COUNT(list_last, struct view_list, r->first + (int64_t)r->ntokens - 1)
COUNT(list_number, struct view_list, r->number)
COUNT(list_total, struct view_list, r->total)
FLAG(list_empty, struct view_list, r->total == 0)

static const struct field list_fields[] = {
	F_WORD("count", list_count, "how many pages"),
	F_FLAG("empty", list_empty, "there is no token at all"),
	F_WORD("first", list_first, "place of the first row"),
	F_WORD("last", list_last, "place of the last row"),
	F_URL("next", list_next, "the page after, or nothing"),
	F_WORD("number", list_number, "of this page"),
	F_LIST("pages", list_pages, &link_type,
	    "some of the pages, when there are several"),
	F_URL("previous", list_previous, "the page before, or nothing"),
	F_LIST("tokens", list_tokens, &token_type, "the tokens of this page"),
	F_WORD("total", list_total, "how many rows on all pages"),
};
static const struct record_type list_type = {
	"list", "a page of tokens", list_fields, N(list_fields), "total"
};

/* --- the snapshot --- */

static bool
export_bytes(const void *rec, void *ctx, struct buf *b)
{
	const struct view_snapshot	*s = rec;

	(void)ctx;
	(void)put_count(b, s->export_size);
	buf_adds(b, s->export_size == 1 ? " byte" : " bytes");
	return true;
}

TEXT(export_environment, struct view_snapshot, r->environment)
TEXT(export_exported_at, struct view_snapshot, r->exported_at)
TEXT(export_name, struct view_snapshot, slice_of(r->export_name))
TEXT(export_source, struct view_snapshot, r->origin)
WORD(export_sha256, struct view_snapshot, r->export_sha256)

static const struct field export_fields[] = {
	F_TEXT("environment", export_environment, "as the export says"),
	F_TEXT("exported-at", export_exported_at, "as the export says"),
	F_TEXT("name", export_name, "file name"),
	F_WORD("sha256", export_sha256, "digest of its bytes"),
	F_WORD("size", export_bytes, "in bytes"),
	F_TEXT("source", export_source, "as the export says"),
};
static const struct record_type export_type = {
	"export", "the file that was read", export_fields, N(export_fields),
	"name"
};

static bool
snapshot_zone(const void *rec, void *ctx, struct buf *b)
{
	struct view_context	*c = ctx;

	(void)rec;
	buf_adds(b, c->zone.name);
	return true;
}

COUNT(snapshot_sequence, struct view_snapshot, r->sequence)
FLAG(snapshot_lenient, struct view_snapshot, r->lenient)
RECORD(snapshot_self, struct view_snapshot, r)
RECORD(snapshot_totals, struct view_snapshot, &r->totals)
WORD(snapshot_name, struct view_snapshot, r->name)
WORD(snapshot_previous, struct view_snapshot, r->previous)
WORD(snapshot_version, struct view_snapshot, r->version)

static const struct field snapshot_fields[] = {
	F_RECORD("as-of", snapshot_self, &as_of_type, "its instant"),
	F_RECORD("export", snapshot_self, &export_type, "what was read"),
	F_FLAG("lenient", snapshot_lenient, "unreadable times were let pass"),
	F_WORD("name", snapshot_name, "name of its folder"),
	F_WORD("previous", snapshot_previous, "the one before, or nothing"),
	F_WORD("sequence", snapshot_sequence, "its number in the series"),
	F_RECORD("totals", snapshot_totals, &totals_type, "of all tokens"),
	F_WORD("version", snapshot_version, "of tokensnap"),
	F_WORD("zone", snapshot_zone, "time zone of exact times"),
};
static const struct record_type snapshot_type = {
	"snapshot", "this snapshot", snapshot_fields, N(snapshot_fields),
	"name"
};

/* --- the roots --- */

static bool
page_root(const void *rec, void *ctx, struct buf *b)
{
	struct view_context	*c = ctx;

	(void)rec;
	buf_adds(b, c->root);
	return true;
}

FLAG(page_is_about, struct view, r->kind == VIEW_NOTE)
FLAG(page_is_list, struct view, r->kind == VIEW_LIST)
FLAG(page_is_user, struct view, r->kind == VIEW_USER)

static const struct field page_fields[] = {
	F_FLAG("is-about", page_is_about, "the about page"),
	F_FLAG("is-list", page_is_list, "a page of the list"),
	F_FLAG("is-user", page_is_user, "the page of a service user"),
	F_URL("root", page_root, "way to the folder of the list"),
};
static const struct record_type page_type = {
	"page", "the page itself", page_fields, N(page_fields), NULL
};

TEXT(note_body, struct view, r->body)
TEXT(note_title, struct view, r->title)

static const struct field note_fields[] = {
	F_HTML("body", note_body, "the text; only with structure"),
	F_TEXT("title", note_title, "its first heading"),
};
static const struct record_type note_type = {
	"note", "a page from Markdown", note_fields, N(note_fields), "title"
};

RECORD(view_list_of, struct view, &r->list)
RECORD(view_self, struct view, r)
RECORD(view_snapshot_of, struct view, r->snapshot)
RECORD(view_user_of, struct view, r->user)

#define ROOT_LIST	F_RECORD("list", view_list_of, &list_type,	\
			    "the tokens of this page")
#define ROOT_PAGE	F_RECORD("page", view_self, &page_type, "this page")
#define ROOT_SNAPSHOT	F_RECORD("snapshot", view_snapshot_of,		\
			    &snapshot_type, "the whole snapshot")

static const struct field root_list[] = {
	ROOT_LIST, ROOT_PAGE, ROOT_SNAPSHOT
};
static const struct field root_user[] = {
	ROOT_LIST, ROOT_PAGE, ROOT_SNAPSHOT,
	F_RECORD("user", view_user_of, &user_type, "whose page this is"),
};
static const struct field root_note[] = {
	F_RECORD("note", view_self, &note_type, "the text"),
	ROOT_PAGE, ROOT_SNAPSHOT
};
static const struct field root_cover[] = {
	ROOT_PAGE, ROOT_SNAPSHOT
};

const struct record_type	 fields_list = {
	"list.html", "a page of the list", root_list, N(root_list), NULL
};
const struct record_type	 fields_user = {
	"user.html", "the page of a service user", root_user, N(root_user),
	NULL
};
const struct record_type	 fields_note = {
	"note.html", "a page from Markdown", root_note, N(root_note), NULL
};
const struct record_type	 fields_cover = {
	"cover.html", "the cover of a snapshot", root_cover, N(root_cover),
	NULL
};
