/*
 * export_look: the tables and columns of an export, before any row is read.
 */

#include <stdlib.h>

#include "cell.h"
#include "export.h"
#include "util.h"

#define INFO_MAX	300	/* bytes of a value of export_info kept */

struct look {
	const struct source	*source;
	sqlite3			*db;
	struct export_facts	*facts;
};

static int
prepare(const struct look *l, const char *sql, sqlite3_stmt **stmt)
{
	if (sqlite3_prepare_v2(l->db, sql, -1, stmt, NULL) == SQLITE_OK)
		return 0;
	return cell_failed(l->source, l->db);
}

static enum sql_table
native(const char *name)
{
	int	 t;

	for (t = 0; t < SQL_TABLES; t++)
		if (sqlite3_stricmp(name, sql_table_name((enum sql_table)t))
		    == 0)
			break;
	return (enum sql_table)t;
}

/* Remember what is never read, for the provenance. */
static void
leave_out(struct look *l, const char *table, const char *column,
    const char *why)
{
	struct export_facts	*f = l->facts;
	struct export_left	*e;

	/* Its CREATE statements are read; they are schema.sql. */
	if (f->trace == NULL ||
	    sqlite3_strnicmp(table, "sqlite_schema", 14) == 0 ||
	    sqlite3_strnicmp(table, "sqlite_temp_schema", 19) == 0)
		return;
	if (f->nleft == EXPORT_LEFT) {
		f->more_left++;
		return;
	}
	e = &f->left[f->nleft++];
	e->table = pool_text(&f->left_names, table, strlen(table));
	e->column = column == NULL ? NULL :
	    pool_text(&f->left_names, column, strlen(column));
	e->why = why;
}

static int
left_cmp(const void *a, const void *b)
{
	const struct export_left	*x = a, *y = b;
	int				 cmp = strcmp(x->table, y->table);

	if (cmp != 0)
		return cmp;
	return strcmp(x->column != NULL ? x->column : "",
	    y->column != NULL ? y->column : "");
}

/* Why a table is not read that is none of the native ones. */
static const char *
not_native(const char *name, const char *type)
{
	if (strcmp(type, "view") == 0)
		return "a view";
	if (strcmp(type, "table") != 0)
		return "not a plain table";
	return sqlite3_strnicmp(name, "sqlite_", 7) == 0 ? "SQLite's own" :
	    "not a table of an export";
}

/* Which native tables there are, and that they are nothing but tables. */
static int
look_tables(struct look *l)
{
	struct sql_schema	*schema = &l->facts->schema;
	sqlite3_stmt		*stmt;
	const char		*name, *type;
	enum sql_table		 t;
	int			 rc, i;

	if (prepare(l, "PRAGMA main.table_list", &stmt) == -1)
		return -1;
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		name = (const char *)sqlite3_column_text(stmt, 1);
		type = (const char *)sqlite3_column_text(stmt, 2);
		if (name == NULL || type == NULL)
			continue;
		if ((t = native(name)) == SQL_TABLES) {
			leave_out(l, name, NULL, not_native(name, type));
			continue;
		}
		if (strcmp(type, "table") != 0) {
			util_warn("%s: %s is a %s, not a table",
			    l->source->path, name,
			    strcmp(type, "view") == 0 ? "view" :
			    "virtual table");
			sqlite3_finalize(stmt);
			return -1;
		}
		schema->table[t] = true;
	}
	sqlite3_finalize(stmt);
	if (rc != SQLITE_DONE)
		return cell_failed(l->source, l->db);
	for (i = 0; i < SQL_TABLES; i++)
		if (sql_table_needed((enum sql_table)i) && !schema->table[i]) {
			util_warn("%s: no table %s", l->source->path,
			    sql_table_name((enum sql_table)i));
			return -1;
		}
	return 0;
}

/* One row of table_xinfo: cid, name, type, notnull, default, pk, hidden. */
static int
look_column(struct look *l, enum sql_table t, sqlite3_stmt *stmt, bool *key)
{
	const char	*name = (const char *)sqlite3_column_text(stmt, 1);
	const char	*type = (const char *)sqlite3_column_text(stmt, 2);
	int		 c;

	if (name == NULL || type == NULL)
		return cell_failed(l->source, l->db);
	for (c = 0; c < SQL_COLUMNS; c++)
		if (sql_column_table((enum sql_column)c) == t &&
		    sqlite3_stricmp(name,
		    sql_column_name((enum sql_column)c)) == 0)
			break;
	if (c == SQL_COLUMNS) {
		leave_out(l, sql_table_name(t), name, source_is_secret(name) ?
		    "could hold a secret" : "not a column of an export");
		return 0;
	}
	if (sqlite3_column_int(stmt, 6) != 0) {
		util_warn("%s: column %s of table %s is computed, not stored",
		    l->source->path, name, sql_table_name(t));
		return -1;
	}
	l->facts->schema.column[c] = true;
	if ((c == SQL_U_ID || c == SQL_T_ID) &&
	    sqlite3_column_int(stmt, 5) == 1 &&
	    sqlite3_stricmp(type, "INTEGER") == 0)
		*key = true;
	return 0;
}

static int
look_columns(struct look *l, enum sql_table t)
{
	sqlite3_stmt	*stmt;
	char		*sql;
	bool		 key = false;
	int		 rc, c;

	sql = xasprintf("PRAGMA main.table_xinfo(%s)", sql_table_name(t));
	rc = prepare(l, sql, &stmt);
	free(sql);
	if (rc == -1)
		return -1;
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		if (look_column(l, t, stmt, &key) == -1) {
			sqlite3_finalize(stmt);
			return -1;
		}
	sqlite3_finalize(stmt);
	if (rc != SQLITE_DONE)
		return cell_failed(l->source, l->db);
	for (c = 0; c < SQL_COLUMNS; c++)
		if (sql_column_table((enum sql_column)c) == t &&
		    sql_column_needed((enum sql_column)c) &&
		    !l->facts->schema.column[c]) {
			util_warn("%s: table %s has no column %s",
			    l->source->path, sql_table_name(t),
			    sql_column_name((enum sql_column)c));
			return -1;
		}
	if (sql_table_needed(t) && !key) {
		util_warn("%s: table %s: column id is not its INTEGER PRIMARY "
		    "KEY", l->source->path, sql_table_name(t));
		return -1;
	}
	return 0;
}

/* The export's own CREATE statements, as evidence of what was there. */
static int
look_schema(struct look *l)
{
	struct buf	*b = &l->facts->schema_sql;
	sqlite3_stmt	*stmt;
	int		 rc;

	if (prepare(l, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL "
	    "ORDER BY type = 'index', name", &stmt) == -1)
		return -1;
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		buf_slice(b, cell_text(stmt, 0));
		BUF_LIT(b, ";\n");
	}
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE ? 0 : cell_failed(l->source, l->db);
}

static void
keep_info(struct buf *b, struct slice value)
{
	buf_reset(b);
	if (value.len > INFO_MAX)
		value.len = INFO_MAX;
	buf_slice(b, value);
}

/* A control total must be a number, or it controls nothing. */
static int
keep_total(struct look *l, const char *key, struct slice value, int64_t *n)
{
	char		 digits[20];
	long long	 v;

	if (value.len > 0 && value.len < sizeof(digits)) {
		memcpy(digits, value.ptr, value.len);
		digits[value.len] = '\0';
		if (strlen(digits) == value.len &&
		    util_number(digits, 0, INT64_MAX, &v) == 0) {
			*n = v;
			return 0;
		}
	}
	util_warn("%s: export_info: %s is not a number", l->source->path, key);
	return -1;
}

static int
look_info(struct look *l)
{
	struct export_facts	*f = l->facts;
	sqlite3_stmt		*stmt;
	struct slice		 key, value;
	int			 rc, bad = 0;

	if (!sql_runs(SQL_INFO, &f->schema))
		return 0;
	stmt = cell_prepare(l->source, l->db, SQL_INFO, &f->schema);
	if (stmt == NULL)
		return -1;
	while (bad == 0 && (rc = cell_step_text(l->source, f->trace, SQL_INFO,
	    stmt)) == SQLITE_ROW) {
		key = cell_text(stmt, 0);
		value = cell_text(stmt, 1);
		if (value.ptr == NULL)
			continue;
		if (slice_cmp(key, SLICE("exported_at")) == 0)
			keep_info(&f->exported_at, value);
		else if (slice_cmp(key, SLICE("source")) == 0)
			keep_info(&f->origin, value);
		else if (slice_cmp(key, SLICE("environment")) == 0)
			keep_info(&f->environment, value);
		else if (slice_cmp(key, SLICE("token_count")) == 0)
			bad = keep_total(l, "token_count", value,
			    &f->told_tokens);
		else if (slice_cmp(key, SLICE("service_user_count")) == 0)
			bad = keep_total(l, "service_user_count", value,
			    &f->told_users);
	}
	sqlite3_finalize(stmt);
	if (bad != 0 || rc == SQLITE_MISMATCH)
		return -1;
	return rc == SQLITE_DONE ? 0 : cell_failed(l->source, l->db);
}

int
export_look(const struct source *source, sqlite3 *db, struct trace *trace,
    struct export_facts *facts)
{
	struct look	 l = { source, db, facts };
	int		 t;

	memset(facts, 0, sizeof(*facts));
	facts->trace = trace;
	facts->left_names = (struct pool)POOL_INIT;
	if (trace != NULL) {
		facts->census = xcalloc(1, sizeof(*facts->census));
		census_init(facts->census);
	}
	facts->schema_sql = (struct buf)BUF_INIT;
	facts->exported_at = (struct buf)BUF_INIT;
	facts->origin = (struct buf)BUF_INIT;
	facts->environment = (struct buf)BUF_INIT;
	owners_init(&facts->owners);
	facts->told_tokens = facts->told_users = -1;
	if (look_tables(&l) == -1)
		return -1;
	for (t = 0; t < SQL_TABLES; t++)
		if (facts->schema.table[t] &&
		    look_columns(&l, (enum sql_table)t) == -1)
			return -1;
	if (facts->nleft > 0)
		qsort(facts->left, facts->nleft, sizeof(facts->left[0]),
		    left_cmp);
	if (look_schema(&l) == -1)
		return -1;
	source_confine(db, sql_allowed());
	return look_info(&l);
}

void
export_facts_free(struct export_facts *facts)
{
	buf_free(&facts->schema_sql);
	buf_free(&facts->exported_at);
	buf_free(&facts->origin);
	buf_free(&facts->environment);
	owners_free(&facts->owners);
	pool_free(&facts->left_names);
	if (facts->census != NULL)
		census_free(facts->census);
	free(facts->census);
}
