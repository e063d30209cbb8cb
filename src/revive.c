/*
 * The tables are those that tables.c writes (docs/tables.md): a quoted cell is
 * text from outside, a bare one is ours.  A bare "not recorded" stands for a
 * column that the export did not have, an empty bare cell for NULL.
 */

#include "revive.h"

#include "util.h"
#include "when.h"

enum cell_token {
	T_ID, T_SERVICE_USER, T_USER_ID, T_USER_NAME, T_USER_EMAIL, T_NAME,
	T_DESCRIPTION, T_STATE, T_ACTIVE, T_CREATED, T_EXPIRATION,
	T_LAST_USED, T_REVOKED, T_SCIM
};

const char *const	 revive_token_names[REVIVE_TOKEN] = {
	"id", "service_user", "user_id", "user_name", "user_email", "name",
	"description", "state", "active", "created", "expiration",
	"last_used", "revoked", "scim"
};

enum cell_user {
	U_ID, U_USER_ID, U_NAME, U_EMAIL, U_ROLE, U_ACTIVE, U_CREATED,
	U_CREATED_BY, U_PURPOSE, U_OWNER, U_TEAMS
};

const char *const	 revive_user_names[REVIVE_USER] = {
	"id", "user_id", "name", "email", "role", "active", "created",
	"created_by", "purpose", "owner", "teams"
};

static bool
is(struct slice s, const char *word)
{
	return s.len == strlen(word) && memcmp(s.ptr, word, s.len) == 0;
}

static void
odd(struct revive *r, int column, const char *why)
{
	if (r->why != NULL)
		return;
	r->why = why;
	r->column = column;
}

/* A bare "not recorded": the export lacked the column of this field.  Of what
 * is no field of this table, CHANGE_WHOLE, another table says so. */
static bool
lacking(struct revive *r, int column, enum change_field field)
{
	if (csv_quoted(r->csv, r->at[column]) ||
	    !is(r->cells[r->at[column]], "not recorded"))
		return false;
	if (field != CHANGE_WHOLE)
		*r->lacks |= PAST_BIT(field);
	return true;
}

static void
take_number(struct revive *r, int column, bool *there, int64_t *n)
{
	struct slice	 s = r->cells[r->at[column]];
	long long	 value = 0;

	*there = s.len > 0;
	if (*there && (strlen(s.ptr) != s.len ||
	    util_number(s.ptr, INT64_MIN, INT64_MAX, &value) == -1))
		odd(r, column, "not a number");
	*n = value;
}

static void
take_text(struct revive *r, int column, enum change_field field,
    struct slice *out)
{
	*out = r->cells[r->at[column]];
	if (csv_quoted(r->csv, r->at[column]))
		return;
	if (!lacking(r, column, field) && out->len > 0)
		odd(r, column, "a text that is not quoted");
	*out = (struct slice){ NULL, 0 };
}

static void
take_answer(struct revive *r, int column, enum change_field field,
    enum answer *out)
{
	struct slice	 s = r->cells[r->at[column]];

	*out = ANSWER_NOT_RECORDED;
	if (is(s, "1"))
		*out = ANSWER_YES;
	else if (is(s, "0"))
		*out = ANSWER_NO;
	else if (!lacking(r, column, field) && s.len > 0)
		odd(r, column, "neither 1 nor 0");
}

static void
take_stamp(struct revive *r, int column, enum change_field field,
    struct stamp *out)
{
	static const char	 mark[] = "unreadable: ";
	struct slice		 s = r->cells[r->at[column]];

	memset(out, 0, sizeof(*out));
	out->kind = STAMP_NONE;
	if (csv_quoted(r->csv, r->at[column])) {
		if (s.len < sizeof(mark) - 1 ||
		    memcmp(s.ptr, mark, sizeof(mark) - 1) != 0)
			odd(r, column, "a text in place of a time");
		else
			out->raw = (struct slice){ s.ptr + sizeof(mark) - 1,
			    s.len - (sizeof(mark) - 1) };
		out->kind = STAMP_UNREADABLE;
	} else if (lacking(r, column, field)) {
		out->kind = STAMP_NOT_RECORDED;
	} else if (s.len > 0 && !is(s, "never") && !is(s, "not used yet")) {
		out->kind = STAMP_AT;
		if (when_parse(s, &out->at) == -1)
			odd(r, column, "not a time");
	}
}

static void
take_state(struct revive *r, enum token_state *out)
{
	struct slice	 s = r->cells[r->at[T_STATE]];

	*out = TOKEN_ACTIVE;
	if (is(s, "revoked"))
		*out = TOKEN_REVOKED;
	else if (is(s, "expired"))
		*out = TOKEN_EXPIRED;
	else if (!is(s, "active"))
		odd(r, T_STATE, "not a state");
}

void
revive_token(struct revive *r, struct past_token *p)
{
	struct token	*t = &p->token;
	struct user	*u = &p->user;
	enum answer	 active;
	bool		 there;

	memset(p, 0, sizeof(*p));
	take_number(r, T_ID, &there, &t->id);
	if (!there)
		odd(r, T_ID, "missing");
	take_number(r, T_SERVICE_USER, &t->has_owner, &t->owner);
	take_text(r, T_NAME, CHANGE_NAME, &t->name);
	take_text(r, T_DESCRIPTION, CHANGE_DESCRIPTION, &t->description);
	take_state(r, &t->state);
	take_answer(r, T_ACTIVE, CHANGE_ACTIVE, &active);
	t->active = active == ANSWER_YES;
	take_stamp(r, T_CREATED, CHANGE_CREATED, &t->created);
	take_stamp(r, T_EXPIRATION, CHANGE_EXPIRATION, &t->expiration);
	take_stamp(r, T_LAST_USED, CHANGE_LAST_USED, &t->last_used);
	take_stamp(r, T_REVOKED, CHANGE_REVOKED, &t->revoked);
	take_answer(r, T_SCIM, CHANGE_SCIM, &t->scim);
	take_text(r, T_USER_ID, CHANGE_WHOLE, &u->user_id);
	take_text(r, T_USER_NAME, CHANGE_WHOLE, &u->name.text);
	take_text(r, T_USER_EMAIL, CHANGE_WHOLE, &u->email.text);
}

void
revive_user(struct revive *r, struct user *u, struct team *team)
{
	bool	 there;

	memset(u, 0, sizeof(*u));
	memset(team, 0, sizeof(*team));
	u->has_id = true;
	take_number(r, U_ID, &there, &u->id);
	if (!there)
		odd(r, U_ID, "missing");
	take_text(r, U_USER_ID, CHANGE_USER_ID, &u->user_id);
	take_text(r, U_NAME, CHANGE_NAME, &u->name.text);
	take_text(r, U_EMAIL, CHANGE_EMAIL, &u->email.text);
	take_text(r, U_ROLE, CHANGE_ROLE, &u->role.text);
	take_answer(r, U_ACTIVE, CHANGE_ACTIVE, &u->active);
	take_stamp(r, U_CREATED, CHANGE_CREATED, &u->created);
	take_text(r, U_CREATED_BY, CHANGE_CREATED_BY, &u->created_by.text);
	take_text(r, U_PURPOSE, CHANGE_PURPOSE, &u->purpose.text);
	take_text(r, U_OWNER, CHANGE_OWNER, &u->owner.text);
	take_text(r, U_TEAMS, CHANGE_TEAMS, &team->name);
	u->teams = team;
	u->nteams = team->name.len > 0;
}
