#include "compare.h"

#include <stdio.h>

#include "rules.h"
#include "text.h"

/* What a comparison finds, on its way out. */
struct finder {
	const struct compare	*c;
	struct change		 change;
	struct buf		 joined;	/* names of teams */
	int			 rc;
};

static bool
same_stamp(const struct stamp *a, const struct stamp *b)
{
	if (a->kind == STAMP_AT && b->kind == STAMP_AT)
		return a->at == b->at;
	if (a->kind == STAMP_UNREADABLE && b->kind == STAMP_UNREADABLE)
		return text_same(a->raw, b->raw);
	/* None and not recorded: a NULL in a column that is always there. */
	return (a->kind == STAMP_AT) == (b->kind == STAMP_AT) &&
	    (a->kind == STAMP_UNREADABLE) == (b->kind == STAMP_UNREADABLE);
}

static struct change_value
no_value(void)
{
	struct change_value	 v = { CHANGE_NONE, { NULL, 0 }, 0 };

	return v;
}

static struct change_value
of_word(const char *word)
{
	struct change_value	 v = { CHANGE_WORD, slice_of(word), 0 };

	return v;
}

static struct change_value
of_text(struct slice s)
{
	struct change_value	 v = { CHANGE_TEXT, s, 0 };

	if (s.len == 0)
		v = no_value();
	return v;
}

/* none: what a table says when there is no time, or NULL. */
static struct change_value
of_stamp(const struct stamp *s, const char *none)
{
	struct change_value	 v = { CHANGE_TIME, { NULL, 0 }, s->at };

	if (s->kind == STAMP_UNREADABLE)
		v = of_text(s->raw);
	else if (s->kind != STAMP_AT)
		v = none != NULL ? of_word(none) : no_value();
	return v;
}

static struct change_value
of_answer(enum answer a)
{
	if (a == ANSWER_NOT_RECORDED)
		return no_value();
	return of_word(a == ANSWER_YES ? "1" : "0");
}

/* Tell one change of the token or service user at hand. */
static void
tell(struct finder *f, enum change_field field, enum change_transition t,
    struct change_value from, struct change_value to)
{
	f->change.field = field;
	f->change.transition = t;
	f->change.from = from;
	f->change.to = to;
	if (f->rc == 0)
		f->rc = f->c->told(f->c->arg, &f->change);
}

static bool
has(uint32_t lacks, enum change_field field)
{
	return (lacks & PAST_BIT(field)) == 0;
}

static struct finder
find_token(const struct compare *c, enum change_kind kind,
    const struct token *t)
{
	struct finder	 f;

	memset(&f, 0, sizeof(f));
	f.c = c;
	f.joined = (struct buf)BUF_INIT;
	f.change.kind = kind;
	f.change.subject = CHANGE_TOKEN;
	f.change.id = t->id;
	f.change.has_id = true;
	f.change.owner = t->owner;
	f.change.has_owner = t->has_owner;
	f.change.name = t->name;
	return f;
}

int
compare_token_alone(const struct compare *c, enum change_kind kind,
    enum change_transition transition, const struct token *t)
{
	struct finder		 f = find_token(c, kind, t);
	struct slice		 word = rules_state_word(t->state);
	struct change_value	 state = of_word(word.ptr);

	tell(&f, CHANGE_WHOLE, transition,
	    kind == CHANGE_REMOVED ? state : no_value(),
	    kind == CHANGE_REMOVED ? no_value() : state);
	return f.rc;
}

/* Revoked, restored, expired; a new expiration says the last one itself, and
 * where one of the two has no expirations nobody knows it. */
static void
find_state(struct finder *f, const struct token *was, const struct token *is,
    bool re_dated)
{
	enum change_transition	 t = CHANGE_NO_NAME;

	if (was->active != is->active)
		t = is->active ? CHANGE_WAS_RESTORED : CHANGE_WAS_REVOKED;
	else if (was->state == is->state || re_dated ||
	    !has(f->c->lacks, CHANGE_EXPIRATION))
		return;
	else if (is->state == TOKEN_EXPIRED)
		t = CHANGE_HAS_EXPIRED;
	tell(f, CHANGE_STATE, t, of_word(rules_state_word(was->state).ptr),
	    of_word(rules_state_word(is->state).ptr));
}

static void
find_use(struct finder *f, const struct stamp *was, const struct stamp *is)
{
	enum change_transition	 t = CHANGE_NO_NAME;

	if (same_stamp(was, is))
		return;
	if (was->kind != STAMP_UNREADABLE && is->kind == STAMP_AT)
		t = was->kind != STAMP_AT ? CHANGE_FIRST_USED :
		    is->at > was->at ? CHANGE_USED : CHANGE_NO_NAME;
	tell(f, CHANGE_LAST_USED, t, of_stamp(was, "not used yet"),
	    of_stamp(is, "not used yet"));
}

static void
put_owner(const struct token *t, char *out, size_t size,
    struct change_value *v)
{
	(void)snprintf(out, size, "%lld", (long long)t->owner);
	*v = t->has_owner ? of_word(out) : no_value();
}

static void
find_owner(struct finder *f, const struct token *was, const struct token *is)
{
	struct change_value	 from, to;
	char			 a[24], b[24];

	if (was->has_owner == is->has_owner &&
	    (!is->has_owner || was->owner == is->owner))
		return;
	put_owner(was, a, sizeof(a), &from);
	put_owner(is, b, sizeof(b), &to);
	tell(f, CHANGE_SERVICE_USER, CHANGE_MOVED, from, to);
}

bool
compare_is_other(const struct compare *c, const struct stamp *was,
    const struct stamp *is)
{
	return was->kind == STAMP_AT && is->kind == STAMP_AT &&
	    is->at > c->since && is->at != was->at;
}

int
compare_tokens(const struct compare *c, const struct token *was,
    const struct token *is)
{
	struct finder	 f = find_token(c, CHANGE_CHANGED, is);
	bool		 re_dated;

	re_dated = has(c->lacks, CHANGE_EXPIRATION) &&
	    !same_stamp(&was->expiration, &is->expiration);
	find_state(&f, was, is, re_dated);
	if (!text_same(was->name, is->name))
		tell(&f, CHANGE_NAME, CHANGE_RENAMED, of_text(was->name),
		    of_text(is->name));
	if (has(c->lacks, CHANGE_DESCRIPTION) &&
	    !text_same(was->description, is->description))
		tell(&f, CHANGE_DESCRIPTION, CHANGE_NO_NAME,
		    of_text(was->description), of_text(is->description));
	find_owner(&f, was, is);
	if (!same_stamp(&was->created, &is->created))
		tell(&f, CHANGE_CREATED, CHANGE_NO_NAME,
		    of_stamp(&was->created, NULL),
		    of_stamp(&is->created, NULL));
	if (re_dated)
		tell(&f, CHANGE_EXPIRATION, CHANGE_RE_DATED,
		    of_stamp(&was->expiration, "never"),
		    of_stamp(&is->expiration, "never"));
	if (has(c->lacks, CHANGE_LAST_USED))
		find_use(&f, &was->last_used, &is->last_used);
	if (has(c->lacks, CHANGE_REVOKED) && was->active == is->active &&
	    !same_stamp(&was->revoked, &is->revoked))
		tell(&f, CHANGE_REVOKED, CHANGE_NO_NAME,
		    of_stamp(&was->revoked, NULL),
		    of_stamp(&is->revoked, NULL));
	if (has(c->lacks, CHANGE_SCIM) && was->scim != is->scim)
		tell(&f, CHANGE_SCIM, CHANGE_NO_NAME, of_answer(was->scim),
		    of_answer(is->scim));
	return f.rc;
}

static struct finder
find_user(const struct compare *c, enum change_kind kind, const struct user *u)
{
	struct finder	 f;

	memset(&f, 0, sizeof(f));
	f.c = c;
	f.joined = (struct buf)BUF_INIT;
	f.change.kind = kind;
	f.change.subject = CHANGE_USER;
	f.change.id = f.change.owner = u->id;
	f.change.has_id = f.change.has_owner = true;
	f.change.name = f.change.user = u->shown;
	f.change.user_id = u->user_id;
	f.change.slug = u->slug;
	return f;
}

int
compare_user_alone(const struct compare *c, enum change_kind kind,
    enum change_transition transition, const struct user *u)
{
	struct finder	 f = find_user(c, kind, u);

	tell(&f, CHANGE_WHOLE, transition, no_value(), no_value());
	return f.rc;
}

static void
find_texts(struct finder *f, const struct user *was, const struct user *is)
{
	const struct {
		enum change_field	 field;
		enum change_transition	 transition;
		struct slice		 was, is;
	} texts[] = {
		{ CHANGE_NAME, CHANGE_RENAMED, was->name.text, is->name.text },
		{ CHANGE_USER_ID, CHANGE_NO_NAME, was->user_id, is->user_id },
		{ CHANGE_EMAIL, CHANGE_NO_NAME, was->email.text,
		    is->email.text },
		{ CHANGE_ROLE, CHANGE_NO_NAME, was->role.text,
		    is->role.text },
		{ CHANGE_CREATED_BY, CHANGE_NO_NAME, was->created_by.text,
		    is->created_by.text },
		{ CHANGE_PURPOSE, CHANGE_NO_NAME, was->purpose.text,
		    is->purpose.text },
		{ CHANGE_OWNER, CHANGE_NO_NAME, was->owner.text,
		    is->owner.text },
	};
	size_t	 i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (has(f->c->user_lacks, texts[i].field) &&
		    !text_same(texts[i].was, texts[i].is))
			tell(f, texts[i].field, texts[i].transition,
			    of_text(texts[i].was), of_text(texts[i].is));
}

/* Appended as tables.c writes them: "a; b". */
static struct slice
join(struct buf *b, const struct user *u)
{
	size_t	 i, at = b->len;

	for (i = 0; i < u->nteams; i++) {
		if (i > 0)
			BUF_LIT(b, "; ");
		buf_slice(b, u->teams[i].name);
	}
	return (struct slice){ (const char *)(uintptr_t)at, b->len - at };
}

static void
find_teams(struct finder *f, const struct user *was, const struct user *is)
{
	struct slice	 a = join(&f->joined, was), b = join(&f->joined, is);

	a.ptr = f->joined.ptr + (uintptr_t)a.ptr;
	b.ptr = f->joined.ptr + (uintptr_t)b.ptr;
	if (!text_same(a, b))
		tell(f, CHANGE_TEAMS, CHANGE_NO_NAME, of_text(a), of_text(b));
}

int
compare_users(const struct compare *c, const struct user *was,
    const struct user *is)
{
	struct finder	 f = find_user(c, CHANGE_CHANGED, is);

	find_texts(&f, was, is);
	if (has(c->user_lacks, CHANGE_ACTIVE) && was->active != is->active)
		tell(&f, CHANGE_ACTIVE, is->active == ANSWER_NO ?
		    CHANGE_DEACTIVATED : is->active == ANSWER_YES &&
		    was->active == ANSWER_NO ? CHANGE_REACTIVATED :
		    CHANGE_NO_NAME, of_answer(was->active),
		    of_answer(is->active));
	if (has(c->user_lacks, CHANGE_CREATED) &&
	    !same_stamp(&was->created, &is->created))
		tell(&f, CHANGE_CREATED, CHANGE_NO_NAME,
		    of_stamp(&was->created, NULL),
		    of_stamp(&is->created, NULL));
	if (has(c->user_lacks, CHANGE_TEAMS))
		find_teams(&f, was, is);
	buf_free(&f.joined);
	return f.rc;
}

uint32_t
compare_lacks(const struct sql_schema *schema)
{
	static const struct {
		enum sql_column		 column;
		enum change_field	 field;
	} optional[] = {
		{ SQL_T_DESCRIPTION, CHANGE_DESCRIPTION },
		{ SQL_T_EXPIRATION, CHANGE_EXPIRATION },
		{ SQL_T_LAST_USED, CHANGE_LAST_USED },
		{ SQL_T_REVOKED, CHANGE_REVOKED },
		{ SQL_T_SCIM, CHANGE_SCIM },
	};
	uint32_t	 lacks = 0;
	size_t		 i;

	for (i = 0; i < sizeof(optional) / sizeof(optional[0]); i++)
		if (!schema->column[optional[i].column])
			lacks |= PAST_BIT(optional[i].field);
	return lacks;
}

uint32_t
compare_user_lacks(const struct sql_schema *schema)
{
	static const struct {
		enum sql_column		 column;
		enum change_field	 field;
	} optional[] = {
		{ SQL_U_NAME, CHANGE_NAME },
		{ SQL_U_EMAIL, CHANGE_EMAIL },
		{ SQL_U_ROLE, CHANGE_ROLE },
		{ SQL_U_ACTIVE, CHANGE_ACTIVE },
		{ SQL_U_CREATED, CHANGE_CREATED },
		{ SQL_U_CREATED_BY, CHANGE_CREATED_BY },
		{ SQL_U_PURPOSE, CHANGE_PURPOSE },
		{ SQL_U_OWNER, CHANGE_OWNER },
	};
	uint32_t	 lacks = 0;
	size_t		 i;

	for (i = 0; i < sizeof(optional) / sizeof(optional[0]); i++)
		if (!schema->column[optional[i].column])
			lacks |= PAST_BIT(optional[i].field);
	if (!sql_runs(SQL_MEMBERS, schema))
		lacks |= PAST_BIT(CHANGE_TEAMS);
	return lacks;
}
