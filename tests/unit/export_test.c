/* source, confine, sql, cell, look, check, export: an export as a whole. */

#include "harness.h"

#include "export.h"
#include "pack.h"

#define TABLES								\
	"CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id, name," \
	" email); CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user," \
	" name, created, expiration, last_used, active, token_hash);"

static struct when_zone	 zone;
static const struct export_options	 options = {
	.as_of = 1795448580, .zone = &zone, .lenient = false, .page_size = 2
};

struct opened {
	struct source		 source;
	struct export_sorters	 sorters;
	sqlite3			*db, *check_db;
	struct export_facts	 facts;
};

/* So small that they write what they are given. */
static struct export_sorters
new_sorters(void)
{
	return (struct export_sorters){
	    sorter_new(AT_FDCWD, 64, false, pack_user_cmp),
	    sorter_new(AT_FDCWD, 64, false, pack_cmp) };
}

/* As a build does: copy, two connections, look, integrity, check. */
static int
open_export(struct opened *o, const char *sql, const struct export_options *op)
{
	struct buf	 said = BUF_INIT;
	bool		 twins;
	int		 rc;

	memset(o, 0, sizeof(*o));
	assert_int_equal(when_zone_open(&zone, "UTC"), 0);
	o->sorters = new_sorters();
	harness_db("e.db", sql);
	(void)unlink("copy");
	if (source_copy(&o->source, "e.db", AT_FDCWD, "copy", "copy",
	    false) == -1 ||
	    source_connect(&o->source, &o->db) == -1 ||
	    source_connect(&o->source, &o->check_db) == -1 ||
	    export_look(&o->source, o->db, NULL, &o->facts) == -1 ||
	    source_integrity(&o->source, o->check_db) == -1)
		return -1;
	rc = export_count(&o->source, o->check_db, &o->facts);
	if (rc == 0)
		rc = export_twins(&o->source, o->check_db, &o->facts, &said);
	twins = said.len > 0;
	if (rc == 0)
		rc = export_check(&o->source, o->check_db, op, &o->facts,
		    &o->sorters, &said);
	export_say(&said);
	buf_free(&said);
	return rc == 0 && !twins ? export_reconcile(&o->source, &o->facts) : -1;
}

static void
close_export(struct opened *o)
{
	export_facts_free(&o->facts);
	sorter_free(o->sorters.users);
	sorter_free(o->sorters.tokens);
	assert_int_equal(sqlite3_close(o->db), SQLITE_OK);
	assert_int_equal(sqlite3_close(o->check_db), SQLITE_OK);
	source_free(&o->source);
}

/* The whole scan as text: "U shown" and "T id state" lines. */
static void
scan(struct opened *o, struct buf *out)
{
	static const char	*states = "ARE";
	struct export_scan	*s;
	const struct user	*u;
	const struct token	*t;
	enum export_event	 event;

	s = export_scan_new(&o->source, o->db, &options, &o->facts,
	    &o->sorters);
	assert_non_null(s);
	while ((event = export_next(s, &u, &t)) != EXPORT_END) {
		assert_int_not_equal(event, EXPORT_ERROR);
		if (event == EXPORT_USER) {
			BUF_LIT(out, "\n");
			buf_slice(out, u->shown);
			BUF_LIT(out, ":");
		} else {
			assert_ptr_equal(t->user, u);
			buf_addf(out, " %lld%c", (long long)t->id,
			    states[t->state]);
		}
	}
	export_scan_free(s);
}

static void
is_scan(const char *sql, const char *wanted)
{
	struct opened	 o;
	struct buf	 b = BUF_INIT;

	assert_int_equal(open_export(&o, sql, &options), 0);
	scan(&o, &b);
	assert_string_equal(b.ptr, wanted);
	buf_free(&b);
	close_export(&o);
}

static void
scan_order(void **state)
{
	(void)state;
	is_scan(TABLES "INSERT INTO service_users VALUES(1,'z','beta',NULL),"
	    "(2,'y','Alpha',NULL),(3,'b','alpha',NULL),(4,'a','',' '),"
	    "(5,'e',NULL,'Aa@x');"
	    "INSERT INTO tokens VALUES(1,1,'b','2026-01-01',NULL,NULL,1,'x'),"
	    "(2,1,'a','2026-01-01',NULL,NULL,0,'x'),"
	    "(9,1,'a','2026-01-01','2026-11-23T15:43:00Z',NULL,1,'x'),"
	    "(4,3,'B','2026-01-01','2026-11-23T15:43:01Z',NULL,1,'x'),"
	    "(5,3,'a','2026-01-01',1795448579,NULL,1,'x'),"
	    "(6,77,'o','2026-01-01',NULL,NULL,1,'x'),"
	    "(7,NULL,'n','2026-01-01',NULL,NULL,1,'x'),"
	    "(8,66,'p','2026-01-01',NULL,NULL,1,'x');",
	    "\na:\nAa@x:\nalpha: 4A 5E\nAlpha:\nbeta: 2R 9E 1A"
	    "\nNo service user: 7A\nNo service user (id 66): 8A"
	    "\nNo service user (id 77): 6A");
}

static void
scan_nothing(void **state)
{
	(void)state;
	is_scan(TABLES, "");
	is_scan(TABLES "INSERT INTO tokens VALUES(1,5,'t','2026-01-01',NULL,"
	    "NULL,1,'x')", "\nNo service user (id 5): 1A");
	is_scan(TABLES "INSERT INTO service_users VALUES(1,'a',NULL,NULL)",
	    "\na:");
}

/* More orphans than a page holds are counted before their first page. */
static void
many_orphans(void **state)
{
	struct opened		 o;
	struct export_scan	*s;
	const struct user	*u;
	const struct token	*t;
	enum export_event	 event;
	int64_t			 told[3];
	int			 n = 0;

	(void)state;
	assert_int_equal(open_export(&o, TABLES
	    "INSERT INTO service_users VALUES(1,'a',NULL,NULL);"
	    "WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<9) "
	    "INSERT INTO tokens SELECT i, CASE WHEN i<4 THEN NULL WHEN i<9 "
	    "THEN 5 ELSE 6 END,'t','2026-01-01',NULL,NULL,i%2,0 FROM n",
	    &options), 0);
	s = export_scan_new(&o.source, o.db, &options, &o.facts, &o.sorters);
	assert_non_null(s);
	while ((event = export_next(s, &u, &t)) != EXPORT_END)
		if (event == EXPORT_USER && u->orphan)
			told[n++] = u->totals.tokens * 100 +
			    u->totals.state[TOKEN_REVOKED];
	assert_int_equal(n, 3);
	assert_int_equal(told[0], 301);
	assert_int_equal(told[1], 503);
	assert_int_equal(told[2], 0);
	export_scan_free(s);
	close_export(&o);
}

static void
totals_counted(void **state)
{
	struct opened	 o;

	(void)state;
	assert_int_equal(open_export(&o, TABLES
	    "INSERT INTO service_users VALUES(1,'a',NULL,NULL),"
	    "(2,'b',NULL,NULL);"
	    "INSERT INTO tokens VALUES(1,1,'a','2026-01-01',NULL,NULL,1,0),"
	    "(2,1,'b','2026-01-01','2026-01-02','2026-01-02',1,0),"
	    "(3,1,'c','2026-01-01','2026-01-02',NULL,0,0),"
	    "(4,9,'d','2026-01-01',NULL,NULL,1,0)", &options), 0);
	assert_int_equal(o.facts.totals.users, 2);
	assert_int_equal(o.facts.totals.idle_users, 1);
	assert_int_equal(o.facts.totals.tokens, 4);
	assert_int_equal(o.facts.totals.orphans, 1);
	assert_int_equal(o.facts.totals.not_used, 3);
	assert_int_equal(o.facts.totals.never_expires, 2);
	assert_int_equal(o.facts.totals.state[TOKEN_ACTIVE], 2);
	assert_int_equal(o.facts.totals.state[TOKEN_REVOKED], 1);
	assert_int_equal(o.facts.totals.state[TOKEN_EXPIRED], 1);
	assert_int_equal(owners_totals(owners_find(&o.facts.owners, 1)).tokens,
	    3);
	assert_null(owners_find(&o.facts.owners, 9));
	assert_true(o.facts.schema.column[SQL_T_EXPIRATION]);
	assert_false(o.facts.schema.column[SQL_T_SCIM]);
	assert_false(o.facts.schema.table[SQL_TEAMS]);
	close_export(&o);
}

static void
refuses(const char *sql, const char *wanted)
{
	struct opened	 o;
	int		 rc, old = harness_catch();

	rc = open_export(&o, sql, &options);
	harness_caught(old, wanted);
	assert_int_equal(rc, -1);
	close_export(&o);
}

static void
values_refused(void **state)
{
	(void)state;
	refuses(TABLES "INSERT INTO tokens VALUES(7,1,X'00','2026-01-01',NULL,"
	    "NULL,1,0)", "tokensnap: e.db: table tokens, id 7, column name: "
	    "not text: \"[U+0000]\"\n");
	refuses(TABLES "INSERT INTO tokens VALUES(7,1,'a',2026.5,NULL,NULL,2,"
	    "0)", "tokensnap: e.db: table tokens, id 7, column active: "
	    "neither 0 nor 1: \"2\"\ntokensnap: e.db: table tokens, id 7, "
	    "column created: not a time: \"2026.5\"\n");
	refuses(TABLES "INSERT INTO service_users VALUES(1,'a',1.5,NULL),"
	    "(2,'a',NULL,NULL)", "tokensnap: e.db: table service_users: "
	    "user_id \"a\" stands 2 times\ntokensnap: e.db: table "
	    "service_users, id 1, column name: not text: \"1.5\"\n");
	refuses(TABLES "CREATE TABLE export_info(key, value); INSERT INTO "
	    "export_info VALUES('token_count','many')",
	    "tokensnap: e.db: export_info: token_count is not a number\n");
	refuses("CREATE TABLE x(y)",
	    "tokensnap: e.db: no table service_users\n");
}

static void
lenient_lets_pass(void **state)
{
	struct export_options	 lenient = options;
	struct opened		 o;

	(void)state;
	lenient.lenient = true;
	assert_int_equal(open_export(&o, TABLES
	    "INSERT INTO tokens VALUES(7,1,'a','soon','never',0,1,0)",
	    &lenient), 0);
	assert_int_equal(o.facts.unreadable, 3);
	close_export(&o);
}

static int
denied(sqlite3 *db, const char *sql)
{
	sqlite3_stmt	*stmt = NULL;
	int		 rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt) & 0xff;
	sqlite3_finalize(stmt);
	return rc == SQLITE_AUTH || rc == SQLITE_READONLY ||
	    rc == SQLITE_ERROR;
}

static void
connection_is_confined(void **state)
{
	static const char *const bad[] = {
		"SELECT token_hash FROM tokens", "SELECT * FROM tokens",
		"SELECT sql FROM sqlite_schema", "PRAGMA table_list",
		"ATTACH 'x' AS y", "DELETE FROM tokens", "CREATE TABLE z(a)",
		"UPDATE tokens SET name = 'x'", "DROP TABLE tokens",
		"SELECT load_extension('x')", "SELECT randomblob(9)",
		"SELECT zeroblob(99999999)", "VACUUM INTO 'x'",
		"WITH n(i)AS(VALUES(1)UNION SELECT i FROM n)SELECT i FROM n",
		"SELECT name FROM (SELECT token_hash AS name FROM tokens)",
	};
	struct opened	 o;
	size_t		 i;

	(void)state;
	assert_int_equal(open_export(&o, TABLES, &options), 0);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (!denied(o.db, bad[i]))
			fail_msg("allowed: %s", bad[i]);
	assert_false(denied(o.db, "SELECT name FROM tokens"));
	assert_true(source_is_secret("token_hash"));
	assert_true(source_is_secret("API_Key"));
	assert_true(source_is_secret("passwordx"));
	assert_false(source_is_secret("name"));
	close_export(&o);
}

/* Any single byte changed: read or refused, never a crash, quickly. */
static void
flipped_bytes(void **state)
{
	struct buf	 good = BUF_INIT;
	struct opened	 o;
	struct buf	 said = BUF_INIT;
	unsigned	 seed = 7;
	int		 i, old;

	(void)state;
	harness_db("good.db", TABLES "INSERT INTO service_users VALUES"
	    "(1,'a','b','c'); INSERT INTO tokens VALUES(1,1,'a','2026-01-01',"
	    "NULL,NULL,1,0),(2,1,'b','2026-01-01',NULL,NULL,1,0)");
	assert_int_equal(file_read(AT_FDCWD, "good.db", "good", 1 << 20,
	    &good), 0);
	old = harness_catch();
	for (i = 0; i < 300; i++) {
		size_t	 at;
		char	 was;

		seed = seed * 1103515245 + 12345;
		at = (seed >> 8) % (i < 150 ? 200 : good.len);
		was = good.ptr[at];
		good.ptr[at] = (char)(was ^ (1 << (seed & 7)));
		memset(&o, 0, sizeof(o));
		(void)unlink("copy");
		(void)unlink("f.db");
		{
			int	 fd = open("f.db", O_WRONLY | O_CREAT, 0600);

			assert_int_equal(file_write(fd, good.ptr, good.len),
			    0);
			close(fd);
		}
		o.sorters = new_sorters();
		if (source_copy(&o.source, "f.db", AT_FDCWD, "copy", "copy",
		    false) == 0 && source_connect(&o.source, &o.db) == 0 &&
		    source_connect(&o.source, &o.check_db) == 0 &&
		    export_look(&o.source, o.db, NULL, &o.facts) == 0 &&
		    source_integrity(&o.source, o.check_db) == 0 &&
		    export_count(&o.source, o.check_db, &o.facts) == 0 &&
		    export_twins(&o.source, o.check_db, &o.facts, &said) == 0)
			(void)export_check(&o.source, o.check_db, &options,
			    &o.facts, &o.sorters, &said);
		close_export(&o);
		good.ptr[at] = was;
	}
	assert_int_equal(dup2(old, 2), 2);
	close(old);
	buf_free(&good);
	buf_free(&said);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(scan_order),
		HARNESS_TEST(scan_nothing),
		HARNESS_TEST(many_orphans),
		HARNESS_TEST(totals_counted),
		HARNESS_TEST(values_refused),
		HARNESS_TEST(lenient_lets_pass),
		HARNESS_TEST(connection_is_confined),
		HARNESS_TEST(flipped_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
