#include "columns.h"

#include "rules.h"

#define N(a)	(sizeof(a) / sizeof((a)[0]))

/* The getter fn of a record of rec_type: what it does to v, from r. */
#define GET(fn, rec_type, set)						\
static void								\
fn(const void *rec, struct column_value *v)				\
{									\
	const rec_type	*r = rec;					\
									\
	set;								\
}

static const char *const	 state_words[] = {
	"active", "revoked", "expired", NULL
};

/* --- tokens --- */

static void
put_answer(struct column_value *v, enum answer a)
{
	v->none = a == ANSWER_NOT_RECORDED;
	v->number = a == ANSWER_YES;
}

GET(token_id, struct token, v->number = r->id)
GET(token_owner, struct token, v->none = !r->has_owner; v->number = r->owner)
GET(token_user_id, struct token, v->text = r->user->user_id)
GET(token_user_name, struct token, v->text = r->user->name.text)
GET(token_user_email, struct token, v->text = r->user->email.text)
GET(token_name, struct token, v->text = r->name)
GET(token_description, struct token, v->text = r->description)
GET(token_state, struct token, v->text = rules_state_word(r->state))
GET(token_active, struct token, v->number = r->active)
GET(token_created, struct token, v->stamp = &r->created)
GET(token_expiration, struct token, v->stamp = &r->expiration)
GET(token_last_used, struct token, v->stamp = &r->last_used)
GET(token_revoked, struct token, v->stamp = &r->revoked)
GET(token_scim, struct token, put_answer(v, r->scim))

static const struct column	 token_columns[] = {
	{ "id", COLUMN_NUMBER, false, COLUMN_ALWAYS, NULL, NULL, token_id,
	    "the token's number in the export, `tokens.id`",
	    "`id=\"token-…\"` of its row" },
	{ "service_user", COLUMN_NUMBER, true, COLUMN_ALWAYS, NULL, NULL,
	    token_owner, "the number it points at, `tokens.service_user`: "
	    "`id` in service-users, or of none",
	    "the link to the user page; *(id …)* of an orphan" },
	{ "user_id", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL,
	    token_user_id, "internal ID of its service user",
	    "*Internal ID* of the user page" },
	{ "user_name", COLUMN_TEXT, true, SQL_U_NAME, NULL, NULL,
	    token_user_name, "name of its service user, as exported",
	    "*Name* of the user page" },
	{ "user_email", COLUMN_TEXT, true, SQL_U_EMAIL, NULL, NULL,
	    token_user_email, "email of its service user",
	    "*Email* of the user page" },
	{ "name", COLUMN_TEXT, false, COLUMN_ALWAYS, NULL, NULL, token_name,
	    "the name an administrator gave it", "first line of *Token*" },
	{ "description", COLUMN_TEXT, true, SQL_T_DESCRIPTION, NULL, NULL,
	    token_description, "free text",
	    "below the name, on the user page" },
	{ "state", COLUMN_WORD, false, COLUMN_ALWAYS, NULL, state_words,
	    token_state, "revoked when it was switched off, else expired "
	    "when its end is at or before the as-of time, else active",
	    "*Status*" },
	{ "active", COLUMN_FLAG, false, COLUMN_ALWAYS, NULL, NULL,
	    token_active, "0 when an administrator revoked it",
	    "*Status*: Revoked, or not" },
	{ "created", COLUMN_TIME, true, COLUMN_ALWAYS, NULL, NULL,
	    token_created, "when it was made",
	    "*Exact times*: Created" },
	{ "expiration", COLUMN_TIME, true, SQL_T_EXPIRATION, "never", NULL,
	    token_expiration, "when it ends; NULL: it does not",
	    "second line of *Token*; *Exact times*: Expiration" },
	{ "last_used", COLUMN_TIME, true, SQL_T_LAST_USED, "not used yet",
	    NULL, token_last_used,
	    "when it last authenticated a request; NULL: it never has",
	    "*Last used*; *Exact times*: Last used" },
	{ "revoked", COLUMN_TIME, true, SQL_T_REVOKED, NULL, NULL,
	    token_revoked, "when it was revoked; NULL: it was not, or "
	    "nobody noted when", "*Exact times*: Revoked" },
	{ "scim", COLUMN_FLAG, true, SQL_T_SCIM, NULL, NULL, token_scim,
	    "1 when it may be used for SCIM only", "the mark *SCIM*" },
};

const struct columns	 columns_tokens = {
	"tokens", "One row for each token, orphans included.",
	"that of the list: service users by name, tokens by name, orphans "
	"last.", token_columns, N(token_columns)
};

/* --- service users --- */

static void
user_teams(const void *rec, struct column_value *v)
{
	const struct user	*u = rec;

	v->texts = u->teams;
	v->ntexts = u->nteams;
	v->texts_size = sizeof(*u->teams);
	v->texts_at = offsetof(struct team, name);
}

GET(user_id, struct user, v->number = r->id)
GET(user_page, struct user, v->text = r->slug)
GET(user_user_id, struct user, v->text = r->user_id)
GET(user_name, struct user, v->text = r->name.text)
GET(user_email, struct user, v->text = r->email.text)
GET(user_role, struct user, v->text = r->role.text)
GET(user_active, struct user, put_answer(v, r->active))
GET(user_created, struct user, v->stamp = &r->created)
GET(user_created_by, struct user, v->text = r->created_by.text)
GET(user_purpose, struct user, v->text = r->purpose.text)
GET(user_owner, struct user, v->text = r->owner.text)
GET(user_tokens, struct user, v->number = r->totals.tokens)
GET(user_live, struct user, v->number = r->totals.state[TOKEN_ACTIVE])
GET(user_revoked, struct user, v->number = r->totals.state[TOKEN_REVOKED])
GET(user_expired, struct user, v->number = r->totals.state[TOKEN_EXPIRED])

static const struct column	 user_columns[] = {
	{ "id", COLUMN_NUMBER, false, COLUMN_ALWAYS, NULL, NULL, user_id,
	    "its number in the export, `service_users.id`",
	    "nowhere; `page` is the link" },
	{ "user_id", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL,
	    user_user_id, "its internal ID", "*Internal ID* of its page" },
	{ "name", COLUMN_TEXT, true, SQL_U_NAME, NULL, NULL, user_name,
	    "its name, as exported", "*Name* of its page" },
	{ "email", COLUMN_TEXT, true, SQL_U_EMAIL, NULL, NULL, user_email,
	    "its address", "*Email* of its page" },
	{ "role", COLUMN_TEXT, true, SQL_U_ROLE, NULL, NULL, user_role,
	    "its role", "*Role* in *Service users* and of its page" },
	{ "active", COLUMN_FLAG, true, SQL_U_ACTIVE, NULL, NULL,
	    user_active, "0 when the account is deactivated",
	    "*Account* in *Service users* and of its page" },
	{ "created", COLUMN_TIME, true, SQL_U_CREATED, NULL, NULL,
	    user_created, "when it was made", "*Created* of its page" },
	{ "created_by", COLUMN_TEXT, true, SQL_U_CREATED_BY, NULL, NULL,
	    user_created_by, "by whom", "*Created by* of its page" },
	{ "purpose", COLUMN_TEXT, true, SQL_U_PURPOSE, NULL, NULL,
	    user_purpose, "what it is for", "*Purpose* of its page" },
	{ "owner", COLUMN_TEXT, true, SQL_U_OWNER, NULL, NULL, user_owner,
	    "who answers for it", "*Owner* of its page" },
	{ "teams", COLUMN_TEXTS, false, SQL_M_TEAM, NULL, NULL, user_teams,
	    "names of its teams, by name", "*Teams* of its page" },
	{ "tokens", COLUMN_NUMBER, false, COLUMN_ALWAYS, NULL, NULL,
	    user_tokens, "how many tokens it has",
	    "*Tokens* in *Service users* and of its page" },
	{ "active_tokens", COLUMN_NUMBER, false, COLUMN_ALWAYS, NULL, NULL,
	    user_live, "how many of these are active", "*Active* there" },
	{ "revoked_tokens", COLUMN_NUMBER, false, COLUMN_ALWAYS, NULL, NULL,
	    user_revoked, "how many are revoked", "*Revoked* there" },
	{ "expired_tokens", COLUMN_NUMBER, false, COLUMN_ALWAYS, NULL, NULL,
	    user_expired, "how many are expired", "*Expired* there" },
	{ "page", COLUMN_PAGE, false, COLUMN_ALWAYS, NULL, NULL, user_page,
	    "its page, below the folder `data`",
	    "the link of its name" },
};

const struct columns	 columns_service_users = {
	"service-users", "One row for each service user, also those without "
	"a token.", "that of *Service users*: by name.", user_columns,
	N(user_columns)
};

/* --- all of them --- */

const struct columns *const	 columns_all[] = {
	&columns_tokens, &columns_service_users, &columns_findings,
	&columns_changes, NULL
};

const struct columns *
columns_find(const char *name)
{
	size_t	 i;

	for (i = 0; columns_all[i] != NULL; i++)
		if (strcmp(columns_all[i]->name, name) == 0)
			break;
	return columns_all[i];
}

bool
columns_recorded(const struct column *c, const struct sql_schema *schema)
{
	if (c->needs == COLUMN_ALWAYS)
		return true;
	if (c->needs == SQL_M_TEAM)
		return sql_runs(SQL_MEMBERS, schema);
	return schema->column[c->needs];
}

static void
put_kind(struct buf *b, const struct column *c)
{
	static const char *const kinds[] = {
		[COLUMN_NUMBER] = "number", [COLUMN_FLAG] = "1 or 0",
		[COLUMN_WORD] = "word", [COLUMN_TEXT] = "text",
		[COLUMN_TEXTS] = "texts", [COLUMN_TIME] = "time",
		[COLUMN_PAGE] = "page"
	};
	size_t	 i;

	if (c->words == NULL) {
		buf_adds(b, kinds[c->kind]);
		return;
	}
	for (i = 0; c->words[i] != NULL; i++)
		buf_addf(b, "%s`%s`", i > 0 ? ", " : "", c->words[i]);
}

/* What a cell of CSV says for NULL. */
static void
put_absent(struct buf *b, const struct column *c)
{
	if (c->absent != NULL)
		buf_addf(b, "`%s`", c->absent);
	else if (c->nullable)
		BUF_LIT(b, "empty");
}

static void
put_column(struct buf *b, const struct column *c)
{
	enum sql_column	 needs = (enum sql_column)c->needs;

	buf_addf(b, "| `%s` | ", c->name);
	put_kind(b, c);
	BUF_LIT(b, " | ");
	put_absent(b, c);
	BUF_LIT(b, " | ");
	if (c->needs != COLUMN_ALWAYS)
		buf_addf(b, "`%s.%s`", sql_table_name(sql_column_table(needs)),
		    sql_column_name(needs));
	buf_addf(b, " | %s | %s |\n", c->doc, c->html);
}

void
columns_markdown(struct buf *b)
{
	const struct columns	*t;
	size_t			 i, k;

	for (i = 0; columns_all[i] != NULL; i++) {
		t = columns_all[i];
		buf_addf(b, "### %s\n\n%s Order of the rows: %s\n\n"
		    "| column | kind | NULL in CSV | needs | what it is | "
		    "in the pages |\n|---|---|---|---|---|---|\n", t->name,
		    t->doc, t->order);
		for (k = 0; k < t->n; k++)
			put_column(b, &t->list[k]);
		BUF_LIT(b, "\n");
	}
}
