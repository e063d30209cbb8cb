#include "source_help.h"

#include <dirent.h>
#include <limits.h>
#include <unistd.h>

#include "sql.h"
#include "util.h"

/* Open files of this process below a folder: how many, and are all unlinked? */
static int
temp_files(const char *folder)
{
	char		 link[512], to[PATH_MAX + 1];
	DIR		*d = opendir("/proc/self/fd");
	struct dirent	*e;
	ssize_t		 n;
	int		 found = 0;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL) {
		(void)snprintf(link, sizeof(link), "/proc/self/fd/%s",
		    e->d_name);
		n = readlink(link, to, PATH_MAX);
		to[n > 0 ? n : 0] = '\0';
		if (strstr(to, "/etilqs_") == NULL)
			continue;
		assert_memory_equal(to, folder, strlen(folder));
		assert_non_null(strstr(to, " (deleted)"));
		found++;
	}
	closedir(d);
	return found;
}

#define MANY	SMALL "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL "	\
		"SELECT i + 1 FROM n LIMIT 30000) INSERT INTO tokens "	\
		"SELECT i, 1, hex(zeroblob(300)) || i, NULL FROM n"

/* What does not fit in memory goes to files in that folder. */
static void
sorts_in(sqlite3 *db, const char *folder)
{
	sqlite3_stmt	*stmt;

	assert_int_equal(sqlite3_prepare_v2(db, "SELECT name FROM tokens NOT "
	    "INDEXED ORDER BY name DESC", -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_in_range(temp_files(folder), 1, 9);
	sqlite3_finalize(stmt);
}

static void
temp_files_in_folder(void **state)
{
	struct source	 s;
	sqlite3		*db;
	char		*folder = xasprintf("%s/stage/", harness_dir);

	(void)state;
	harness_db(EXPORT, MANY);
	db = connect_copy(&s);
	source_confine(db, &allowed);
	sorts_in(db, folder);
	free(folder);
	disconnect(&s, db);
}

/* The longest path that is taken works for every file; a longer one is told. */
static void
temp_folder_deep(void **state)
{
	struct buf	 path = BUF_INIT, wanted = BUF_INIT;
	struct source	 s;
	sqlite3		*db;
	int		 fd, old;

	(void)state;
	harness_db(EXPORT, MANY);
	buf_addf(&path, "%s/%0200d", harness_dir, 0);
	assert_int_equal(mkdir(path.ptr, 0700), 0);
	buf_addf(&path, "/%0*d", (int)(480 - path.len - 1), 0);
	assert_int_equal(path.len, 480);
	assert_int_equal(mkdir(path.ptr, 0700), 0);
	fd = open(path.ptr, O_RDONLY | O_DIRECTORY);
	buf_addf(&wanted, "%s/.export.db", path.ptr);
	assert_int_equal(source_copy(&s, EXPORT, fd, ".export.db", wanted.ptr,
	    false), 0);
	assert_int_equal(source_temp_folder(path.ptr), 0);
	assert_int_equal(source_connect(&s, &db), 0);
	sorts_in(db, path.ptr);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_int_equal(source_unlink(&s, fd), 0);
	source_free(&s);
	close(fd);
	buf_addc(&path, '0');
	assert_int_equal(mkdir(path.ptr, 0700), 0);
	old = harness_catch();
	assert_int_equal(source_temp_folder(path.ptr), -1);
	buf_reset(&wanted);
	buf_addf(&wanted, "tokensnap: %s: its path has 481 bytes, and SQLite "
	    "takes no more than 480\n", path.ptr);
	harness_caught(old, wanted.ptr);
	buf_free(&wanted);
	buf_free(&path);
}

static void
temp_folder_not_usable(void **state)
{
	int	 old = harness_catch();

	(void)state;
	assert_int_equal(source_temp_folder("none"), -1);
	harness_caught(old, "tokensnap: none: No such file or directory\n");
	assert_null(sqlite3_temp_directory);
	assert_int_equal(chmod("stderr.txt", 0700), 0);
	old = harness_catch();
	assert_int_equal(source_temp_folder("stderr.txt"), -1);
	harness_caught(old, "tokensnap: stderr.txt: is not a directory\n");
	assert_int_equal(source_temp_folder("stage"), 0);
	assert_string_equal(sqlite3_temp_directory, "stage");
	assert_int_equal(source_temp_folder(NULL), 0);
	assert_null(sqlite3_temp_directory);
}

static void
connect_odd_paths(void **state)
{
	static const char *const names[] = { "a?mode=memory", "a#b", "%41",
	    "a b", "a%zz", "file:x", ":memory:", "\xc3\xa4" };
	struct source	 s;
	sqlite3		*db;
	size_t		 i;
	char		*path;
	int		 slashes;

	(void)state;
	harness_db(EXPORT, SMALL);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (slashes = 0; slashes <= 3; slashes++) {
			path = slashes == 0 ? xstrdup(names[i]) :
			    xasprintf("%.*s%s/%s", slashes - 1, "//",
			    harness_dir, names[i]);
			assert_int_equal(source_copy(&s, EXPORT, AT_FDCWD,
			    names[i], path, false), 0);
			assert_int_equal(source_connect(&s, &db), 0);
			gives(db, "SELECT count(*) FROM tokens", "3;");
			assert_int_equal(sqlite3_close(db), SQLITE_OK);
			assert_int_equal(source_unlink(&s, AT_FDCWD), 0);
			source_free(&s);
			free(path);
		}
}

static void
connect_without_copy(void **state)
{
	struct source	 s;
	sqlite3		*db;
	int		 old, rc;

	(void)state;
	harness_db(EXPORT, SMALL);
	assert_int_equal(copy_to_stage(&s, EXPORT), 0);
	assert_int_equal(unlink(COPY), 0);
	old = harness_catch();
	rc = source_connect(&s, &db);
	harness_caught(old,
	    "tokensnap: export.db: unable to open database file: No such "
	    "file or directory\n");
	assert_int_equal(rc, -1);
	assert_null(db);
	assert_int_equal(access(COPY, F_OK), -1);
	source_free(&s);
}

static void
connect_twice_reads_side_by_side(void **state)
{
	struct source	 s;
	sqlite3		*one, *two;
	sqlite3_stmt	*stmt;

	(void)state;
	harness_db(EXPORT, SMALL);
	one = connect_copy(&s);
	assert_int_equal(source_connect(&s, &two), 0);
	source_confine(one, &allowed);
	assert_int_equal(sqlite3_prepare_v2(one, "SELECT id FROM tokens", -1,
	    &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_int_equal(source_integrity(&s, two), 0);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	sqlite3_finalize(stmt);
	assert_int_equal(sqlite3_close(two), SQLITE_OK);
	disconnect(&s, one);
}

static void
settings_are_set(void **state)
{
	static const struct {
		int	 option, value;
	} configs[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 }, { SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0 },
	}, limits[] = {
		{ SQLITE_LIMIT_ATTACHED, 0 }, { SQLITE_LIMIT_COLUMN, 200 },
		{ SQLITE_LIMIT_LENGTH, 16 << 20 },
		{ SQLITE_LIMIT_WORKER_THREADS, 0 },
		{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50 },
	};
	struct source	 s;
	sqlite3		*db;
	size_t		 i;
	int		 value;

	(void)state;
	harness_db(EXPORT, SMALL);
	db = connect_copy(&s);
	for (i = 0; i < sizeof(configs) / sizeof(configs[0]); i++) {
		assert_int_equal(sqlite3_db_config(db, configs[i].option, -1,
		    &value), SQLITE_OK);
		assert_int_equal(value, configs[i].value);
	}
	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		assert_int_equal(sqlite3_limit(db, limits[i].option, -1),
		    limits[i].value);
	gives(db, "PRAGMA trusted_schema", "0;");
	gives(db, "PRAGMA cell_size_check", "1;");
	gives(db, "PRAGMA mmap_size", "0;");
	gives(db, "PRAGMA temp_store", "1;");
	gives(db, "PRAGMA query_only", "1;");
	disconnect(&s, db);
}

/* Before confine: what the settings alone do not let pass. */
static void
settings_refuse(void **state)
{
	static const char *const statements[] = {
		"DELETE FROM tokens", "CREATE TABLE t(x)", "SELECT * FROM v",
		"PRAGMA journal_mode = WAL", "PRAGMA user_version = 7",
		"ATTACH ':memory:' AS x", "VACUUM INTO 'stage/out.db'",
		"VACUUM", "SELECT load_extension('x')",
		"SELECT \"no such column\" FROM tokens",
		"CREATE TEMP TABLE t(x)", "REINDEX",
	};
	struct source	 s;
	struct buf	 before, after;
	sqlite3		*db;
	size_t		 i;

	(void)state;
	harness_db(EXPORT, SMALL);
	db = connect_copy(&s);
	before = bytes_of(COPY);
	for (i = 0; i < sizeof(statements) / sizeof(statements[0]); i++)
		if (run(db, statements[i]) == SQLITE_DONE &&
		    strncmp(statements[i], "PRAGMA", 6) != 0)
			fail_msg("ran %s", statements[i]);
	after = bytes_of(COPY);
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.ptr, after.ptr, before.len);
	buf_free(&before);
	buf_free(&after);
	disconnect(&s, db);
}

static void
confined_gives_what_is_listed(void **state)
{
	struct source	 s;
	sqlite3		*db;

	(void)state;
	harness_db(EXPORT, SMALL);
	db = connect_copy(&s);
	source_confine(db, &allowed);
	gives(db, "SELECT count(*) FROM tokens NOT INDEXED", "3;");
	gives(db, "SELECT Id, NAME FROM Tokens ORDER BY rowid",
	    "7,one;8,two;9,three;");
	gives(db, "WITH place(id, n) AS MATERIALIZED (SELECT u.id, "
	    "row_number() OVER (ORDER BY coalesce(nullif(trim(u.name), ''), "
	    "u.user_id) COLLATE NOCASE, u.id) FROM service_users AS u NOT "
	    "INDEXED) SELECT place.n, t.id FROM tokens AS t NOT INDEXED "
	    "LEFT JOIN place ON place.id = t.service_user "
	    "ORDER BY coalesce(place.n, 9), t.id", "1,8;2,7;-,9;");
	gives(db, "SELECT o.service_user, o.n FROM (SELECT service_user, "
	    "count(*) AS n FROM tokens GROUP BY service_user) AS o "
	    "ORDER BY 1", "1,1;2,1;45,1;");
	gives(db, "SELECT typeof(id), length(name), quote(name), hex(name), "
	    "lower(name), ifnull(NULL, 1), min(id), total(id) FROM tokens",
	    "integer,3,'one',6F6E65,one,1,7,24.0;");
	disconnect(&s, db);
}

static const char *const	 denied[] = {
	"SELECT token_hash FROM tokens",
	"SELECT TOKEN_HASH FROM Tokens",
	"SELECT * FROM tokens",
	"SELECT id FROM tokens WHERE token_hash > 'a'",
	"SELECT id FROM tokens ORDER BY token_hash",
	"SELECT id FROM tokens GROUP BY token_hash",
	"SELECT count(token_hash) FROM tokens",
	"SELECT (SELECT token_hash FROM tokens LIMIT 1)",
	"SELECT row_number() OVER (ORDER BY token_hash) FROM tokens",
	"SELECT sum(id) OVER (PARTITION BY token_hash) FROM tokens",
	"SELECT n FROM (SELECT token_hash AS n FROM tokens)",
	"WITH c AS MATERIALIZED (SELECT token_hash AS name FROM tokens) "
	    "SELECT name FROM c",
	"WITH service_users(name) AS (SELECT token_hash FROM tokens) "
	    "SELECT name FROM service_users",
	"SELECT id FROM tokens UNION SELECT token_hash FROM tokens",
	"SELECT value FROM secrets", "SELECT count(*) FROM secrets",
	"SELECT 1 FROM secrets", "SELECT rowid FROM secrets",
	"SELECT t.id FROM tokens t, secrets",
	"SELECT id FROM tokens NATURAL JOIN secrets",
	"SELECT id FROM v",
	"SELECT sql FROM sqlite_schema", "SELECT 1 FROM sqlite_master",
	"SELECT name FROM sqlite_temp_schema",
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
	    "n) SELECT i FROM n",
	"SELECT randomblob(9)", "SELECT zeroblob(9)", "SELECT random()",
	"SELECT printf('%d', id) FROM tokens", "SELECT sqlite_version()",
	"SELECT load_extension('x')", "SELECT group_concat(id) FROM "
	    "tokens", "SELECT id FROM tokens WHERE name LIKE 'o%'",
	"PRAGMA query_only = 0", "PRAGMA table_info(tokens)",
	"PRAGMA integrity_check", "PRAGMA writable_schema = 1",
	"SELECT name FROM pragma_table_info('tokens')",
	"SELECT value FROM json_each('[1]')", "SELECT * FROM dbstat",
	"ATTACH ':memory:' AS x", "DETACH main", "BEGIN", "COMMIT",
	"SAVEPOINT s", "VACUUM", "VACUUM INTO 'stage/out.db'", "REINDEX",
	"ANALYZE", "INSERT INTO tokens(id) VALUES(1)",
	"UPDATE tokens SET name = ''", "DELETE FROM tokens",
	"CREATE TABLE t(x)", "CREATE TEMP TABLE t(x)",
	"CREATE TEMP VIEW w AS SELECT 1", "DROP TABLE tokens",
	"CREATE VIRTUAL TABLE f USING fts5(x)",
	"ALTER TABLE tokens ADD COLUMN x", "DROP INDEX by_name",
	"EXPLAIN SELECT token_hash FROM tokens",
};

static void
confined_denies(void **state)
{
	struct source	 s;
	sqlite3		*db;
	size_t		 i;

	(void)state;
	harness_db(EXPORT, SMALL);
	db = connect_copy(&s);
	source_confine(db, &allowed);
	for (i = 0; i < sizeof(denied) / sizeof(denied[0]); i++)
		if (run(db, denied[i]) == SQLITE_DONE)
			fail_msg("ran %s", denied[i]);
	assert_int_equal(run(db, "SELECT token_hash FROM tokens"), SQLITE_AUTH);
	assert_string_equal(sqlite3_errmsg(db),
	    "access to tokens.token_hash is prohibited");
	disconnect(&s, db);
}

/* A statement that was prepared before is asked about again. */
static void
confined_afterwards(void **state)
{
	struct source	 s;
	sqlite3_stmt	*stmt;
	sqlite3		*db;

	(void)state;
	harness_db(EXPORT, SMALL);
	db = connect_copy(&s);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT token_hash FROM "
	    "tokens", -1, &stmt, NULL), SQLITE_OK);
	source_confine(db, &allowed);
	assert_int_equal(sqlite3_step(stmt), SQLITE_AUTH);
	sqlite3_finalize(stmt);
	disconnect(&s, db);
}

/* Every statement of the product is one that its own list lets pass. */
static void
confined_runs_the_product(void **state)
{
	struct sql_schema	 schema;
	struct source		 s;
	struct buf		 text = BUF_INIT;
	sqlite3			*db;
	int			 i;

	(void)state;
	harness_db(EXPORT,
	    "CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id, name,"
	    " email, role, active, created, created_by, purpose, owner, "
	    "avatar); CREATE TABLE tokens(id INTEGER PRIMARY KEY, "
	    "service_user, name, created, expiration, last_used, active, "
	    "revoked, scim, description, token_hash);"
	    "CREATE TABLE teams(id INTEGER PRIMARY KEY, name);"
	    "CREATE TABLE team_members(team, service_user);"
	    "CREATE TABLE export_info(key, value)");
	memset(&schema, 1, sizeof(schema));
	db = connect_copy(&s);
	source_confine(db, sql_allowed());
	for (i = 0; i < SQL_STATEMENTS; i++) {
		buf_reset(&text);
		sql_text(&text, (enum sql_id)i, &schema);
		if (run(db, text.ptr) != SQLITE_DONE)
			fail_msg("%s: %s", text.ptr, sqlite3_errmsg(db));
	}
	assert_int_equal(run(db, "SELECT token_hash FROM tokens"), SQLITE_AUTH);
	buf_free(&text);
	disconnect(&s, db);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		SOURCE_TEST(temp_files_in_folder),
		SOURCE_TEST(temp_folder_deep),
		SOURCE_TEST(temp_folder_not_usable),
		SOURCE_TEST(connect_odd_paths),
		SOURCE_TEST(connect_without_copy),
		SOURCE_TEST(connect_twice_reads_side_by_side),
		SOURCE_TEST(settings_are_set),
		SOURCE_TEST(settings_refuse),
		SOURCE_TEST(confined_gives_what_is_listed),
		SOURCE_TEST(confined_denies),
		SOURCE_TEST(confined_afterwards),
		SOURCE_TEST(confined_runs_the_product),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
