/* The table of what has changed; see columns.c. */

#include "columns.h"

static const char *const	 kind_words[] = {
	"added", "removed", "changed", NULL
};

static const char *const	 subject_words[] = {
	"token", "service user", "finding", NULL
};

/* A text of ours; "" and NULL are none. */
static void
put_word(struct column_value *v, struct slice s)
{
	v->none = s.len == 0;
	v->text = s;
}

static void
put_value(struct column_value *v, const struct change_value *value,
    const struct buf *b)
{
	v->none = value->kind == CHANGE_NONE;
	v->text = (struct slice){ b->ptr, b->len };
}

#define GET(fn, set)							\
static void								\
fn(const void *rec, struct column_value *v)				\
{									\
	const struct columns_change	*r = rec;			\
	const struct change		*c = r->change;			\
									\
	set;								\
}

GET(get_change, v->text = slice_of(change_kind_word(c->kind)))
GET(get_subject, v->text = slice_of(change_subject_word(c->subject)))
GET(get_id, v->none = !c->has_id; v->number = c->id)
GET(get_user_id, v->text = c->user_id)
GET(get_name, v->text = c->name)
GET(get_field, put_word(v, change_field_text(c)))
GET(get_from, put_value(v, &c->from, &r->from))
GET(get_to, put_value(v, &c->to, &r->to))
GET(get_transition,
    put_word(v, slice_of(change_transition_word(c->transition))))

static const struct column	 list[] = {
	{ "change", COLUMN_WORD, false, COLUMN_ALWAYS, NULL, kind_words,
	    get_change, "it is there, it is gone, or it differs",
	    "*Change*" },
	{ "subject", COLUMN_WORD, false, COLUMN_ALWAYS, NULL, subject_words,
	    get_subject, "what it is about", "*Token or service user*" },
	{ "id", COLUMN_NUMBER, true, COLUMN_ALWAYS, NULL, NULL, get_id,
	    "its number in the export: `tokens.id`, `service_users.id`; of a "
	    "finding that of its token, else of its service user",
	    "*Token or service user*" },
	{ "user_id", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL,
	    get_user_id, "internal ID of the service user",
	    "*Internal ID* of the user page" },
	{ "name", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL, get_name,
	    "name of the token; of a service user name, else email, else "
	    "internal ID", "*Token or service user*" },
	{ "field", COLUMN_WORD, true, COLUMN_ALWAYS, NULL, NULL, get_field,
	    "which column differs: `state`, `expiration`, ...; of a finding "
	    "its rule; NULL: it was added or removed", "*Value*" },
	{ "from", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL, get_from,
	    "the value before, as in the tables; of a token that is gone its "
	    "state", "*Before*" },
	{ "to", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL, get_to,
	    "the value now; of a token that is new its state", "*Now*" },
	{ "transition", COLUMN_WORD, true, COLUMN_ALWAYS, NULL, NULL,
	    get_transition, "what has happened, where that has a name: "
	    "`revoked`, `restored`, `expired`, `first used`, `used`, "
	    "`renamed`, `re-dated`, `moved`, `id reused`, `deactivated`, "
	    "`reactivated`; of a finding `new`, `resolved`", "*Change*" },
};

const struct columns	 columns_changes = {
	"changes", "One row for each change since the snapshot before; there "
	"is no such table when there is none to compare with.",
	"that of *Changes*: those of the list in its order, then of what is "
	"gone, then of findings; tokens that were used come last.", list,
	sizeof(list) / sizeof(list[0])
};

void
columns_change_row(struct columns_change *row, const struct change *c)
{
	row->change = c;
	buf_reset(&row->from);
	buf_reset(&row->to);
	change_put(&row->from, &c->from);
	change_put(&row->to, &c->to);
}
