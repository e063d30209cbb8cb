/*
 * A sqlite3_value of a column may be used in the thread that has the
 * connection; it saves looking the column up for each question.
 */

#include "cell.h"

#include "util.h"
#include "when.h"

int
cell_failed(const struct source *source, sqlite3 *db)
{
	util_warn("%s: %s", source->path, sqlite3_errmsg(db));
	return -1;
}

sqlite3_stmt *
cell_prepare(const struct source *source, sqlite3 *db, enum sql_id id,
    const struct sql_schema *schema)
{
	struct buf	 text = BUF_INIT;
	sqlite3_stmt	*stmt = NULL;

	sql_text(&text, id, schema);
	if (sqlite3_prepare_v3(db, text.ptr, (int)text.len + 1,
	    SQLITE_PREPARE_NO_VTAB, &stmt, NULL) != SQLITE_OK) {
		(void)cell_failed(source, db);
		stmt = NULL;
	} else if (!sqlite3_stmt_readonly(stmt)) {
		util_warn("%s: a statement would write", source->path);
		sqlite3_finalize(stmt);
		stmt = NULL;
	}
	buf_free(&text);
	return stmt;
}

static void
note(struct trace *trace, enum sql_id id, sqlite3_stmt *stmt, int rc)
{
	if (trace == NULL)
		return;
	if (rc == SQLITE_ROW)
		trace_row(trace, id, stmt);
	else if (rc == SQLITE_DONE)
		trace_end(trace, id);
}

int
cell_step(struct trace *trace, enum sql_id id, sqlite3_stmt *stmt)
{
	int	 rc = sqlite3_step(stmt);

	note(trace, id, stmt, rc);
	return rc;
}

/* Whether a text in UTF-16 has half of a surrogate pair without the other. */
static bool
is_halved(sqlite3_stmt *stmt, int column)
{
	const unsigned char	*p = sqlite3_column_text16(stmt, column);
	int			 i, len = sqlite3_column_bytes16(stmt, column);
	uint16_t		 unit;
	bool			 high = false;

	for (i = 0; p != NULL && i + 1 < len; i += 2) {
		memcpy(&unit, p + i, sizeof(unit));
		if (high != ((unit & 0xfc00) == 0xdc00))
			return true;
		high = (unit & 0xfc00) == 0xd800;
	}
	return high;
}

int
cell_step_whole(const struct source *source, struct trace *trace,
    enum sql_id id, sqlite3_stmt *stmt, int *halved)
{
	int	 rc = sqlite3_step(stmt), i = -1;

	if (rc == SQLITE_ROW && source->encoding > 1)
		for (i = sqlite3_column_count(stmt) - 1; i >= 0; i--)
			if (sqlite3_column_type(stmt, i) == SQLITE_TEXT &&
			    is_halved(stmt, i))
				break;
	*halved = i;
	note(trace, id, stmt, rc);
	return rc;
}

int
cell_step_text(const struct source *source, struct trace *trace,
    enum sql_id id, sqlite3_stmt *stmt)
{
	int	 column, rc;

	rc = cell_step_whole(source, trace, id, stmt, &column);
	if (column == -1)
		return rc;
	util_warn("%s: statement %s, column %s: not UTF-16: half of a "
	    "surrogate pair", source->path, sql_name(id),
	    sqlite3_column_name(stmt, column));
	return SQLITE_MISMATCH;
}

static struct slice
text_as(sqlite3_value *v, int type)
{
	struct slice	 s = { NULL, 0 };
	const void	*p;

	switch (type) {
	case SQLITE_NULL:
		return s;
	case SQLITE_BLOB:
		p = sqlite3_value_blob(v);
		break;
	default:
		p = sqlite3_value_text(v);
		break;
	}
	/* An empty blob has no address, yet it is not NULL. */
	s.ptr = p != NULL ? p : "";
	s.len = (size_t)sqlite3_value_bytes(v);
	return s;
}

struct slice
cell_text(sqlite3_stmt *stmt, int column)
{
	sqlite3_value	*v = sqlite3_column_value(stmt, column);

	return text_as(v, sqlite3_value_type(v));
}

/* Digits alone, as a TEXT column makes them of Unix time. */
static bool
all_digits(struct slice s, int64_t *n)
{
	size_t	 i;

	if (s.len < 9 || s.len > 15)
		return false;
	*n = 0;
	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		*n = *n * 10 + (s.ptr[i] - '0');
	}
	return true;
}

/* Whether values of a type are text that can be shown. */
static bool
is_text(int type)
{
	return type != SQLITE_BLOB && type != SQLITE_FLOAT;
}

bool
cell_is_text(sqlite3_stmt *stmt, int column)
{
	return is_text(sqlite3_column_type(stmt, column));
}

static bool
is_flag(sqlite3_value *v, int type)
{
	sqlite3_int64	 n = sqlite3_value_int64(v);

	return type == SQLITE_INTEGER && (n == 0 || n == 1);
}

bool
cell_is_flag(sqlite3_stmt *stmt, int column)
{
	sqlite3_value	*v = sqlite3_column_value(stmt, column);

	return is_flag(v, sqlite3_value_type(v));
}

/* The same two of a value that is read; *plain becomes false where it is
 * not. */
static struct slice
read_text(sqlite3_stmt *stmt, int column, bool *plain)
{
	sqlite3_value	*v = sqlite3_column_value(stmt, column);
	int		 type = sqlite3_value_type(v);

	if (!is_text(type))
		*plain = false;
	return text_as(v, type);
}

/* A time: digits alone are Unix time, other text is read by when_parse. */
static void
read_stamp(sqlite3_stmt *stmt, int column, bool recorded, struct stamp *s)
{
	sqlite3_value	*v;
	struct slice	 text;
	int64_t		 n;
	int		 type, rc = -1;

	s->raw = (struct slice){ NULL, 0 };
	s->at = 0;
	s->kind = STAMP_NOT_RECORDED;
	if (!recorded)
		return;
	v = sqlite3_column_value(stmt, column);
	type = sqlite3_value_type(v);
	s->kind = STAMP_NONE;
	if (type == SQLITE_NULL)
		return;
	if (type == SQLITE_INTEGER) {
		rc = when_parse_unix(sqlite3_value_int64(v), &s->at);
	} else if (type == SQLITE_TEXT) {
		text = text_as(v, type);
		rc = all_digits(text, &n) ? when_parse_unix(n, &s->at) :
		    when_parse(text, &s->at);
	}
	s->kind = rc == 0 ? STAMP_AT : STAMP_UNREADABLE;
	if (rc == -1)
		s->raw = text_as(v, type);
}

static enum answer
read_answer(sqlite3_stmt *stmt, int column, bool recorded, bool *plain)
{
	sqlite3_value	*v;
	int		 type;

	if (!recorded)
		return ANSWER_NOT_RECORDED;
	v = sqlite3_column_value(stmt, column);
	type = sqlite3_value_type(v);
	if (type == SQLITE_NULL)
		return ANSWER_NOT_RECORDED;
	if (!is_flag(v, type))
		*plain = false;
	return sqlite3_value_int64(v) != 0 ? ANSWER_YES : ANSWER_NO;
}

static void
read_value(sqlite3_stmt *stmt, int column, bool recorded, struct value *v,
    bool *plain)
{
	v->recorded = recorded;
	v->text = read_text(stmt, column, plain);
}

bool
cell_user(sqlite3_stmt *stmt, const struct sql_schema *schema,
    struct user *u)
{
	const bool	*has = schema->column;
	bool		 plain = true;

	memset(u, 0, sizeof(*u));
	u->id = sqlite3_column_int64(stmt, 0);
	u->has_id = true;
	u->user_id = read_text(stmt, 1, &plain);
	read_value(stmt, 2, has[SQL_U_NAME], &u->name, &plain);
	read_value(stmt, 3, has[SQL_U_EMAIL], &u->email, &plain);
	read_value(stmt, 4, has[SQL_U_ROLE], &u->role, &plain);
	u->active = read_answer(stmt, 5, has[SQL_U_ACTIVE], &plain);
	read_stamp(stmt, 6, has[SQL_U_CREATED], &u->created);
	read_value(stmt, 7, has[SQL_U_CREATED_BY], &u->created_by, &plain);
	read_value(stmt, 8, has[SQL_U_PURPOSE], &u->purpose, &plain);
	read_value(stmt, 9, has[SQL_U_OWNER], &u->owner, &plain);
	u->teams_recorded = schema->table[SQL_TEAMS] &&
	    schema->table[SQL_TEAM_MEMBERS];
	return plain;
}

bool
cell_token(sqlite3_stmt *stmt, const struct sql_schema *schema,
    struct token *t)
{
	const bool	*has = schema->column;
	sqlite3_value	*owner = sqlite3_column_value(stmt, 1);
	int		 type = sqlite3_value_type(owner);
	enum answer	 active;
	bool		 plain = type == SQLITE_INTEGER || type == SQLITE_NULL;

	t->id = sqlite3_column_int64(stmt, 0);
	t->user = NULL;
	t->owner = sqlite3_value_int64(owner);
	t->has_owner = type != SQLITE_NULL;
	t->name = read_text(stmt, 2, &plain);
	read_stamp(stmt, 3, true, &t->created);
	if (t->created.kind == STAMP_NONE)
		t->created.kind = STAMP_NOT_RECORDED;
	read_stamp(stmt, 4, has[SQL_T_EXPIRATION], &t->expiration);
	read_stamp(stmt, 5, has[SQL_T_LAST_USED], &t->last_used);
	active = read_answer(stmt, 6, true, &plain);
	t->active = active == ANSWER_YES;
	read_stamp(stmt, 7, has[SQL_T_REVOKED], &t->revoked);
	t->scim = read_answer(stmt, 8, has[SQL_T_SCIM], &plain);
	t->description = (struct slice){ NULL, 0 };
	if (has[SQL_T_DESCRIPTION])
		t->description = read_text(stmt, 9, &plain);
	t->state = TOKEN_ACTIVE;
	return plain && t->name.ptr != NULL && active != ANSWER_NOT_RECORDED;
}
