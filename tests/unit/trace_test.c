/* trace: rows in canonical form are what SQLite's quote() makes of them. */

#include "harness.h"

#include "hash.h"
#include "trace.h"
#include "util.h"

static sqlite3	*db;

static int
setup(void **state)
{
	(void)state;
	return sqlite3_open(":memory:", &db) == SQLITE_OK ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	return sqlite3_close(db) == SQLITE_OK ? 0 : -1;
}

/* The SHA-256 of what SQLite says is the canonical form of a statement of one
 * column or two. */
static void
by_sqlite(const char *sql, int columns, char hex[65])
{
	char		*text = xasprintf("WITH r(a%s) AS (%s) SELECT quote(a)"
			    "%s FROM r", columns > 1 ? ", b" : "", sql,
			    columns > 1 ? " || '|' || quote(b)" : "");
	struct hash	*h = hash_new(HASH_SHA256);
	sqlite3_stmt	*stmt;
	uint8_t		 digest[HASH_MAX];

	if (sqlite3_prepare_v2(db, text, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", text, sqlite3_errmsg(db));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		hash_update(h, sqlite3_column_text(stmt, 0),
		    (size_t)sqlite3_column_bytes(stmt, 0));
		hash_update(h, "\n", 1);
	}
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	hash_final(h, digest);
	hash_hex(digest, 32, hex);
	hash_free(h);
	free(text);
}

/* The same statement through a trace. */
static struct trace_facts
traced(const char *sql)
{
	struct trace		*t = trace_new();
	struct trace_facts	 facts, again;
	sqlite3_stmt		*stmt;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	while (sqlite3_step(stmt) == SQLITE_ROW)
		trace_row(t, SQL_INFO, stmt);
	trace_end(t, SQL_INFO);
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	trace_facts(t, SQL_INFO, &facts);
	trace_facts(t, SQL_INFO, &again);
	assert_string_equal(facts.sha256, again.sha256);
	trace_facts(t, SQL_TWINS, &again);
	assert_int_equal(again.rows, 0);
	assert_int_equal(again.runs, 0);
	trace_free(t);
	return facts;
}

static void
same(const char *sql, int columns, int64_t rows)
{
	struct trace_facts	 facts = traced(sql);
	char			 hex[65];

	by_sqlite(sql, columns, hex);
	assert_string_equal(facts.sha256, hex);
	assert_int_equal(facts.rows, rows);
	assert_int_equal(facts.runs, 1);
}

static void
each_kind(void **state)
{
	(void)state;
	same("VALUES(NULL), (0), (-1), (9223372036854775807), "
	    "(-9223372036854775807 - 1)", 1, 5);
	same("VALUES(''), ('a'), (''''), ('it''s'), ('''a'''''), ('|'), "
	    "(char(10)), (char(9, 13, 127)), ('\xc3\xa9\xe2\x80\xae')", 1, 9);
	same("VALUES(CAST(x'ff80fe27' AS TEXT)), (CAST(x'c3' AS TEXT)), "
	    "(CAST(x'eda080' AS TEXT))", 1, 3);
	same("VALUES(CAST(x'610062' AS TEXT)), (CAST(x'0027' AS TEXT)), "
	    "(CAST(x'2700' AS TEXT))", 1, 3);
	same("VALUES(x''), (x'00'), (x'0aff27'), (zeroblob(3))", 1, 4);
	same("VALUES(0.0), (-0.0), (1.5), (0.1), (1e300), (5e-324), "
	    "(123456789012345678.0), (9e999), (-9e999), (2.0 / 3), "
	    "(0.1 + 0.2)", 1, 11);
	same("VALUES(1, 'x'), (NULL, 2.5), ('', x'41')", 2, 3);
}

static void
nothing(void **state)
{
	struct trace_facts	 facts = traced("SELECT 1 WHERE 0");

	(void)state;
	assert_int_equal(facts.rows, 0);
	assert_string_equal(facts.sha256, "e3b0c44298fc1c149afbf4c8996fb92427"
	    "ae41e4649b934ca495991b7852b855");
}

/* Values longer than what is hashed at a time, apostrophes on its edges. */
static void
long_values(void **state)
{
	char	*sql;
	int	 n;

	(void)state;
	for (n = 32764; n < 32772; n++) {
		sql = xasprintf("WITH v(s) AS (SELECT substr(replace(hex("
		    "zeroblob(20000)), '00', 'ab'), 1, %d)) VALUES((SELECT s "
		    "FROM v)), ((SELECT s || '''' || s || '''''' || s FROM v))"
		    ", ((SELECT '''' || s FROM v)), ((SELECT CAST(s AS BLOB) "
		    "FROM v)), ((SELECT CAST(s || s || s AS BLOB) FROM v))",
		    n);
		same(sql, 1, 5);
		free(sql);
	}
	same("SELECT replace(hex(zeroblob(50000)), '0', '''')", 1, 1);
}

static void
many_rows(void **state)
{
	(void)state;
	same("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
	    "WHERE i < 20000) SELECT i, 'token ''' || i FROM n", 2, 20000);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup_teardown(each_kind, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(long_values, setup, teardown),
		cmocka_unit_test_setup_teardown(many_rows, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
