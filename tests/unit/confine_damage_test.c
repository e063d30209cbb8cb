#include "source_help.h"

#define FLIPS		400
#define FLIPS_SECONDS	120

/* The integrity check prints just this after "tokensnap: export.db: ". */
static void
integrity(const char *why)
{
	struct source	 s;
	sqlite3		*db = connect_copy(&s);
	char		*line = why == NULL ? xstrdup("") :
			    xasprintf("tokensnap: export.db: %s\n", why);
	int		 old = harness_catch();
	int		 rc = source_integrity(&s, db);

	harness_caught(old, line);
	assert_int_equal(rc, why == NULL ? 0 : -1);
	free(line);
	disconnect(&s, db);
}

static void
integrity_good(void **state)
{
	struct buf	 before;

	(void)state;
	harness_db(EXPORT, SMALL);
	before = listing();
	integrity(NULL);
	same_listing(&before);
	harness_db(EXPORT, "PRAGMA journal_mode = WAL;" SMALL);
	before = listing();
	integrity(NULL);
	same_listing(&before);
	harness_db(EXPORT, "PRAGMA encoding = 'UTF-16be';" SMALL);
	integrity(NULL);
}

/* What quick_check, or a connection that may only read, does not see. */
static void
integrity_what_lies(void **state)
{
	struct buf	 b;
	sqlite3		*db;
	char		*at;

	(void)state;
	/* In the index a text is followed by the id, here 9. */
	harness_db(EXPORT, SMALL);
	b = bytes_of(EXPORT);
	at = memmem(b.ptr, b.len, "three\t", 6);
	assert_non_null(at);
	memcpy(at, "thief", 5);
	put_bytes(EXPORT, b.ptr, b.len);
	buf_free(&b);
	assert_int_equal(sqlite3_open(EXPORT, &db), SQLITE_OK);
	gives(db, "PRAGMA quick_check", "ok;");
	gives(db, "SELECT name FROM tokens ORDER BY name", "one;thief;two;");
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	integrity("damaged: row 3 missing from index by_name");
	harness_db(EXPORT, "PRAGMA ignore_check_constraints = 1;"
	    "CREATE TABLE c(n CHECK(n > 0)); INSERT INTO c VALUES(-1)");
	integrity("damaged: CHECK constraint failed in c");
	harness_db(EXPORT, "CREATE TABLE c(n); INSERT INTO c VALUES(NULL);"
	    "PRAGMA writable_schema = 1;"
	    "UPDATE sqlite_schema SET sql = 'CREATE TABLE c(n NOT NULL)'");
	integrity("damaged: NULL value in c.n");
	harness_db(EXPORT, "CREATE TABLE c(n TEXT); INSERT INTO c VALUES('x');"
	    "PRAGMA writable_schema = 1;"
	    "UPDATE sqlite_schema SET sql = 'CREATE TABLE c(n INT) STRICT'");
	integrity("damaged: non-INT value in c.n");
}

static void
integrity_of_schema(void **state)
{
	struct source	 s;
	sqlite3		*db;
	int		 old, rc;

	(void)state;
	harness_db(EXPORT, SMALL "PRAGMA writable_schema = 1;"
	    "UPDATE sqlite_schema SET sql = 'CREATE NONSENSE' "
	    "WHERE name = 'tokens'");
	assert_int_equal(copy_to_stage(&s, EXPORT), 0);
	old = harness_catch();
	rc = source_connect(&s, &db);
	harness_caught(old, "tokensnap: export.db: damaged: malformed database "
	    "schema (tokens) - near \"NONSENSE\": syntax error\n");
	assert_int_equal(rc, -1);
	assert_null(db);
	remove_copy(&s);
}

/* Everything that is done to an export; whether it came to its end. */
static bool
all_of_it(void)
{
	struct source	 s;
	sqlite3		*db = NULL;
	bool		 good = false;

	if (copy_to_stage(&s, EXPORT) == 0 && source_connect(&s, &db) == 0 &&
	    source_integrity(&s, db) == 0) {
		source_confine(db, &allowed);
		(void)run(db, "SELECT id, service_user, name FROM tokens "
		    "NOT INDEXED ORDER BY name COLLATE BINARY, id");
		(void)run(db, "SELECT id, user_id, name, avatar FROM "
		    "service_users NOT INDEXED ORDER BY id");
		good = true;
	}
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	source_free(&s);
	(void)unlink(COPY);
	return good;
}

/* Bytes at the offset, then all is done: one line says that it is damaged. */
static void
damage(off_t at, const void *data, size_t len)
{
	static const char	 start[] = "tokensnap: export.db: damaged: ";
	struct buf		 err;
	bool			 good;
	int			 fd, old;

	/* Free pages are not counted by 3.40 when it meets a view first. */
	harness_db(EXPORT, "PRAGMA page_size = 1024;" SMALL "DROP VIEW v");
	fd = open(EXPORT, O_WRONLY);
	assert_int_not_equal(fd, -1);
	assert_int_equal(pwrite(fd, data, len, at), (ssize_t)len);
	close(fd);
	old = harness_catch();
	good = all_of_it();
	dup2(old, 2);
	close(old);
	err = bytes_of("stderr.txt");
	assert_false(good);
	assert_int_equal(strcspn(err.ptr, "\n"), err.len - 1);
	assert_null(strchr(err.ptr, '*'));
	err.ptr[sizeof(start) - 1] = '\0';
	assert_string_equal(err.ptr, start);
	buf_free(&err);
}

/* SQLite's words for these differ from version to version. */
static void
integrity_of_pages(void **state)
{
	static const char	 zeros[1024];

	(void)state;
	damage(3 * 1024, zeros, sizeof(zeros));		/* a page of rows */
	damage(3 * 1024, "\5", 1);			/* its kind */
	damage(3 * 1024 + 3, "\xff\xff", 2);		/* how many cells */
	damage(3 * 1024 + 8, "\0\0", 2);		/* where the first is */
	damage(36, "\0\0\0\1", 4);			/* free pages */
	damage(36, "\xff\xff\xff\xff", 4);
	damage(32, "\0\0\0\3", 4);			/* the first of them */
	damage(44, "\0\0\0\x09", 4);			/* kind of schema */
	damage(56, "\0\0\0\x07", 4);			/* encoding */
	damage(100, "\xff", 1);				/* the schema itself */
	damage(19, "\3", 1);				/* a later format */
	damage(20, "\xff", 1);				/* bytes kept free */
	damage(21, "\0\0\0", 3);			/* payload fractions */
}

/* A value beyond any use is seen, not fatal, unless it is asked for. */
static void
value_too_large(void **state)
{
	struct source	 s;
	sqlite3		*db;

	(void)state;
	harness_db(EXPORT, SMALL "UPDATE service_users SET avatar = "
	    "zeroblob(20000000) WHERE id = 2");
	db = connect_copy(&s);
	assert_int_equal(source_integrity(&s, db), 0);
	source_confine(db, &allowed);
	gives(db, "SELECT id, length(avatar) FROM service_users "
	    "WHERE avatar IS NOT NULL", "2,20000000;");
	gives(db, "SELECT CASE WHEN length(avatar) <= 65536 THEN avatar END "
	    "FROM service_users WHERE id = 2", "-;");
	assert_int_equal(run(db, "SELECT avatar FROM service_users"),
	    SQLITE_TOOBIG);
	disconnect(&s, db);
}

static void
deadline_ends_statements(void **state)
{
	struct source	 s;
	sqlite3		*db;
	int		 old, rc;

	(void)state;
	harness_db(EXPORT, SMALL "CREATE TABLE slow(n CHECK("
	    "length(hex(zeroblob(n))) > 0));"
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
	    "LIMIT 5000) INSERT INTO slow SELECT i FROM n");
	db = connect_copy(&s);
	assert_int_equal(source_integrity(&s, db), 0);
	s.deadline = source_clock() - 1;
	old = harness_catch();
	rc = source_integrity(&s, db);
	harness_caught(old, "tokensnap: export.db: takes too long to check\n");
	assert_int_equal(rc, -1);
	assert_int_equal(run(db, "SELECT a.n FROM slow a, slow b"),
	    SQLITE_INTERRUPT);
	disconnect(&s, db);
}

/* A byte differs: it is refused with one line, or taken without a word. */
static void
random_bytes_differ(void **state)
{
	struct buf	 good, err = BUF_INIT;
	uint64_t	 seed = 20261123;
	size_t		 at;
	int		 i, old, taken = 0;
	char		 was;
	bool		 all;

	(void)state;
	alarm(FLIPS_SECONDS);
	harness_db(EXPORT, "PRAGMA page_size = 512;" SMALL
	    "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n "
	    "LIMIT 60) INSERT INTO tokens SELECT i, 1, 'token ' || i, 'x' "
	    "FROM n; UPDATE service_users SET avatar = zeroblob(2000) "
	    "WHERE id = 3; DELETE FROM tokens WHERE id > 60");
	good = bytes_of(EXPORT);
	for (i = 0; i < FLIPS; i++) {
		seed = seed * 6364136223846793005U + 1442695040888963407U;
		/* Half of them where it hurts most. */
		at = (seed >> 33) % (i % 2 == 0 ? good.len : 1024);
		was = good.ptr[at];
		good.ptr[at] ^= (char)(1U << (seed >> 29 & 7));
		put_bytes(EXPORT, good.ptr, good.len);
		good.ptr[at] = was;
		old = harness_catch();
		all = all_of_it();
		dup2(old, 2);
		close(old);
		err = bytes_of("stderr.txt");
		if (all ? err.len != 0 : strncmp(err.ptr,
		    "tokensnap: export.db: ", 22) != 0 ||
		    strcspn(err.ptr, "\n") != err.len - 1)
			fail_msg("byte %zu: %s", at, err.ptr);
		buf_free(&err);
		taken += all;
	}
	buf_free(&good);
	alarm(0);
	/* Free space and text may differ, much else may not. */
	assert_in_range(taken, FLIPS / 20, FLIPS - FLIPS / 20);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		SOURCE_TEST(integrity_good),
		SOURCE_TEST(integrity_what_lies),
		SOURCE_TEST(integrity_of_schema),
		SOURCE_TEST(integrity_of_pages),
		SOURCE_TEST(value_too_large),
		SOURCE_TEST(deadline_ends_statements),
		SOURCE_TEST(random_bytes_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
