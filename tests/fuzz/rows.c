/*
 * Rows of any values in a sound database, through the whole program: deeper
 * than an image gets, most of which are refused as damaged.  The first byte
 * chooses the tables, the second the options; then come rows.
 */

#include "fuzz.h"

#include <sqlite3.h>
#include <stdio.h>

#include "when.h"

#define ROWS_MAX	60
#define AS_OF		1795448580	/* 2026-11-23T15:43:00Z */

struct input {
	const uint8_t	*p, *end;
};

static const char *const schemas[] = {
	"CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT "
	"UNIQUE, name TEXT, email TEXT, role TEXT, active INTEGER, created "
	"TEXT, created_by TEXT, purpose TEXT, owner TEXT, avatar BLOB);"
	"CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, "
	"name TEXT, created TEXT, expiration TEXT, last_used TEXT, active "
	"INTEGER, revoked TEXT, scim INTEGER, description TEXT);"
	"CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);"
	"CREATE TABLE team_members(team, service_user);"
	"CREATE TABLE export_info(key, value)",
	/* No affinity: every value stays what it is. */
	"CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id "
	"UNIQUE, name, email, role, active, created, created_by, purpose, "
	"owner, avatar); CREATE TABLE tokens(id INTEGER PRIMARY KEY, "
	"service_user, name, created, expiration, last_used, active, revoked, "
	"scim, description); CREATE TABLE teams(id INTEGER PRIMARY KEY, name);"
	"CREATE TABLE team_members(team, service_user);"
	"CREATE TABLE export_info(key, value)",
	"CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id UNIQUE);"
	"CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user, name, "
	"created, active)",
};

static const struct {
	const char	*table;
	int		 columns[3];	/* in each of the schemas */
} tables[] = {
	{ "tokens", { 10, 10, 5 } },
	{ "service_users", { 11, 11, 2 } },
	{ "tokens", { 10, 10, 5 } },
	{ "teams", { 2, 2, 0 } },
	{ "team_members", { 2, 2, 0 } },
	{ "export_info", { 2, 2, 0 } },
	{ "service_users", { 11, 11, 2 } },
	{ "tokens", { 10, 10, 5 } },
};

static unsigned
byte(struct input *in)
{
	return in->p < in->end ? *in->p++ : 0;
}

static struct slice
bytes(struct input *in, size_t len)
{
	struct slice	 s = { (const char *)in->p, len };

	if ((size_t)(in->end - in->p) < len)
		s.len = (size_t)(in->end - in->p);
	in->p += s.len;
	return s;
}

static sqlite3_int64
number(struct input *in, unsigned n)
{
	sqlite3_int64	 v = 0;

	while (n-- > 0)
		v = (sqlite3_int64)((uint64_t)v << 8 | byte(in));
	return v;
}

/* An instant some minutes, or some weeks, from the as-of time. */
static sqlite3_int64
instant(struct input *in)
{
	sqlite3_int64	 n = (int16_t)number(in, 2);

	return AS_OF + n * ((n & 1) != 0 ? 60 : 7 * 86400);
}

static void
bind(struct input *in, sqlite3_stmt *stmt, int i)
{
	unsigned	 kind = byte(in);
	struct buf	 text = BUF_INIT;
	struct slice	 s;

	switch (kind % 10) {
	case 0:
		(void)sqlite3_bind_null(stmt, i);
		break;
	case 1:
		(void)sqlite3_bind_int(stmt, i, (int)(byte(in) % 8));
		break;
	case 2:
		(void)sqlite3_bind_int64(stmt, i, number(in, 8));
		break;
	case 3:
		(void)sqlite3_bind_double(stmt, i, (double)number(in, 2) / 7);
		break;
	case 4:
		s = bytes(in, byte(in));
		(void)sqlite3_bind_blob(stmt, i, s.ptr, (int)s.len,
		    SQLITE_TRANSIENT);
		break;
	case 5:
		(void)sqlite3_bind_int64(stmt, i, instant(in));
		break;
	case 6:
	case 7:
		when_rfc3339(&text, instant(in));
		(void)sqlite3_bind_text(stmt, i, text.ptr, (int)text.len,
		    SQLITE_TRANSIENT);
		buf_free(&text);
		break;
	case 8:
		(void)sqlite3_bind_int(stmt, i, (int)(byte(in) % 2));
		break;
	default:
		s = bytes(in, byte(in) % 40);
		(void)sqlite3_bind_text(stmt, i, s.ptr, (int)s.len,
		    SQLITE_TRANSIENT);
		break;
	}
}

static void
insert(struct input *in, sqlite3 *db, unsigned schema)
{
	unsigned	 t = byte(in) % 8;
	int		 n = tables[t].columns[schema], i;
	sqlite3_stmt	*stmt;
	char		 sql[128];

	if (n == 0)
		return;
	(void)snprintf(sql, sizeof(sql), "INSERT OR IGNORE INTO %s VALUES"
	    "(?1%.*s)", tables[t].table, 2 * (n - 1), ",?,?,?,?,?,?,?,?,?,?");
	FUZZ_HOLDS(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK);
	for (i = 1; i <= n; i++)
		bind(in, stmt, i);
	(void)sqlite3_step(stmt);
	(void)sqlite3_finalize(stmt);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct input	 in = { data, data + len };
	unsigned	 schema = byte(&in) % 3, options = byte(&in);
	sqlite3_int64	 size = 0;
	unsigned char	*image;
	sqlite3		*db;
	int		 rows;

	FUZZ_HOLDS(sqlite3_open(":memory:", &db) == SQLITE_OK);
	FUZZ_HOLDS(sqlite3_exec(db, schemas[schema], NULL, NULL, NULL) ==
	    SQLITE_OK);
	for (rows = 0; rows < ROWS_MAX && in.p < in.end; rows++)
		insert(&in, db, schema);
	image = sqlite3_serialize(db, "main", &size, 0);
	FUZZ_HOLDS(image != NULL);
	fuzz_write("export.db", image, (size_t)size);
	sqlite3_free(image);
	(void)sqlite3_close(db);
	fuzz_build("export.db", options, NULL);
	return 0;
}
