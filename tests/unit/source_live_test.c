#include "source_help.h"

#include <sys/syscall.h>

#include <time.h>

#define MAGIC	"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"

static void	(*meanwhile)(void);	/* runs once, during the next copy */

/* In place of the C library's: the first long read lets meanwhile happen. */
ssize_t
read(int fd, void *data, size_t len)
{
	ssize_t	 n = syscall(SYS_read, fd, data, len);
	void	(*happen)(void) = meanwhile;

	if (happen != NULL && len > 8) {
		meanwhile = NULL;
		happen();
	}
	return n;
}

/* Only bytes 18 and 19 differ, and the hash is that of the export. */
static void
wal_header_without_rows(void **state)
{
	struct source	 s;
	struct buf	 from, to;
	uint8_t		 digest[HASH_MAX];
	struct hash	*h = hash_new(HASH_SHA256);
	char		 hex[HASH_HEX];

	(void)state;
	harness_db(EXPORT, "PRAGMA journal_mode = WAL;" SMALL);
	assert_int_equal(access("export.db-wal", F_OK), -1);
	takes(&s);
	assert_true(s.wal);
	from = bytes_of(EXPORT);
	to = bytes_of(COPY);
	assert_memory_equal(from.ptr + 18, "\2\2", 2);
	assert_memory_equal(to.ptr + 18, "\1\1", 2);
	to.ptr[18] = to.ptr[19] = 2;
	assert_memory_equal(to.ptr, from.ptr, from.len);
	hash_once(h, from.ptr, from.len, digest);
	hash_free(h);
	hash_hex(digest, 32, hex);
	assert_int_equal(source_hash(&s), 0);
	assert_string_equal(s.sha256, hex);
	buf_free(&from);
	buf_free(&to);
	remove_copy(&s);
	put_bytes("export.db-wal", "", 0);
	takes(&s);
	remove_copy(&s);
}

static void
wal_with_rows(void **state)
{
	static const char	 why[] = "export.db: export.db-wal holds rows "
	    "that are not in it yet; run PRAGMA wal_checkpoint(TRUNCATE) or "
	    "VACUUM INTO a new file first";
	sqlite3			*db;

	(void)state;
	harness_db(EXPORT, "PRAGMA journal_mode = WAL;" SMALL);
	assert_int_equal(sqlite3_open(EXPORT, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM tokens", NULL, NULL,
	    NULL), SQLITE_OK);
	refuses(EXPORT, why);
	assert_int_equal(sqlite3_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)",
	    NULL, NULL, NULL), SQLITE_OK);
	takes_and_forgets();
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	put_bytes("export.db-wal", "x", 1);
	refuses(EXPORT, why);
}

/* What stands beside and cannot be looked at may hold rows. */
static void
beside_is_odd(void **state)
{
	(void)state;
	harness_db(EXPORT, SMALL);
	assert_int_equal(symlink("nowhere", "export.db-wal"), 0);
	refuses(EXPORT, "export.db-wal: is a symbolic link");
	assert_int_equal(unlink("export.db-wal"), 0);
	assert_int_equal(mkdir("export.db-journal", 0755), 0);
	refuses(EXPORT, "export.db-journal: is a directory");
	assert_int_equal(rmdir("export.db-journal"), 0);
	put_bytes("export.db-journal", MAGIC, 8);
	assert_int_equal(chmod("export.db-journal", 0), 0);
	as_nobody();
	refuses(EXPORT, "export.db-journal: Permission denied");
	as_before();
}

/* Nothing can stand beside a file with the longest of names. */
static void
beside_has_no_room(void **state)
{
	struct source	 s;
	char		 name[256];

	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	harness_db(EXPORT, SMALL);
	assert_int_equal(rename(EXPORT, name), 0);
	assert_int_equal(copy_to_stage(&s, name), 0);
	assert_string_equal(s.name, name);
	remove_copy(&s);
}

static void
journal_hot_or_cold(void **state)
{
	static const char	 why[] = "export.db: export.db-journal belongs "
	    "to a transaction that is not complete; open it with sqlite3 to "
	    "roll that back";
	static const char	 zeros[512];
	sqlite3			*db;

	(void)state;
	harness_db(EXPORT, "PRAGMA journal_mode = PERSIST;" SMALL);
	assert_int_equal(access("export.db-journal", F_OK), 0);
	takes_and_forgets();
	put_bytes("export.db-journal", zeros, sizeof(zeros));
	takes_and_forgets();
	put_bytes("export.db-journal", MAGIC, 7);
	takes_and_forgets();
	put_bytes("export.db-journal", "", 0);
	takes_and_forgets();
	put_bytes("export.db-journal", MAGIC "more", 12);
	refuses(EXPORT, why);
	harness_db(EXPORT, SMALL);
	assert_int_equal(sqlite3_open(EXPORT, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA cache_size = 1; BEGIN; "
	    "UPDATE tokens SET name = hex(zeroblob(20000))", NULL, NULL, NULL),
	    SQLITE_OK);
	refuses(EXPORT, why);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	takes_and_forgets();
}

static void
append(void)
{
	struct stat	 st;

	assert_int_equal(stat(EXPORT, &st), 0);
	patch(st.st_size, "x", 1);
}

static void
overwrite(void)
{
	patch(2500000, "x", 1);
}

/* A writer that puts the old time back cannot put back that of the change. */
static void
overwrite_and_hide(void)
{
	struct timespec	 t[2];
	struct stat	 st;

	assert_int_equal(stat(EXPORT, &st), 0);
	patch(100, "x", 1);
	t[0] = st.st_atim;
	t[1] = st.st_mtim;
	assert_int_equal(utimensat(AT_FDCWD, EXPORT, t, 0), 0);
}

static void
cut(void)
{
	assert_int_equal(truncate(EXPORT, 2000000), 0);
}

static void
empty_it(void)
{
	assert_int_equal(truncate(EXPORT, 0), 0);
}

static void
replace(void)
{
	harness_db("new.db", SMALL);
	assert_int_equal(rename("new.db", EXPORT), 0);
}

static void
commit(void)
{
	sqlite3	*db;

	assert_int_equal(sqlite3_open(EXPORT, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM tokens", NULL, NULL,
	    NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
start_journal(void)
{
	put_bytes("export.db-journal", MAGIC, 8);
}

static void
start_wal(void)
{
	put_bytes("export.db-wal", "x", 1);
}

static void
changes_while_read(void **state)
{
	static const struct {
		void		(*change)(void);
		const char	*why;
	} cases[] = {
		{ append, "changed while it was read" },
		{ overwrite, "changed while it was read" },
		{ overwrite_and_hide, "changed while it was read" },
		{ cut, "changed while it was read" },
		{ empty_it, "changed while it was read" },
		{ replace, "changed while it was read" },
		{ commit, "changed while it was read" },
		{ start_journal, "export.db-journal belongs to a transaction "
		    "that is not complete; open it with sqlite3 to roll that "
		    "back" },
		{ start_wal, "export.db-wal holds rows that are not in it yet; "
		    "run PRAGMA wal_checkpoint(TRUNCATE) or VACUUM INTO a new "
		    "file first" },
	};
	static const struct timespec tick = { .tv_nsec = 20000000 };
	struct source	 s;
	char		*line;
	size_t		 i;
	int		 old, rc;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		harness_db(EXPORT, SMALL
		    "INSERT INTO secrets VALUES(zeroblob(3000000))");
		/* Some file systems count time in ticks. */
		(void)nanosleep(&tick, NULL);
		line = xasprintf("tokensnap: export.db: %s\n", cases[i].why);
		old = harness_catch();
		meanwhile = cases[i].change;
		rc = copy_to_stage(&s, EXPORT);
		harness_caught(old, line);
		assert_null(meanwhile);
		assert_int_equal(rc, -1);
		source_free(&s);
		free(line);
		assert_int_equal(unlink(COPY), 0);
		(void)unlink("export.db-journal");
		(void)unlink("export.db-wal");
	}
}

static void
folder_read_only(void **state)
{
	struct source	 s;
	int		 rc;

	(void)state;
	assert_int_equal(mkdir("ro", 0755), 0);
	harness_db("ro/export.db", "PRAGMA journal_mode = WAL;" SMALL);
	assert_int_equal(chmod("ro/export.db", 0444), 0);
	assert_int_equal(chmod("ro", 0555), 0);
	as_nobody();
	rc = copy_to_stage(&s, "ro/export.db");
	as_before();
	assert_int_equal(rc, 0);
	assert_string_equal(s.path, "ro/export.db");
	assert_string_equal(s.name, EXPORT);
	remove_copy(&s);
	assert_int_equal(chmod("ro", 0755), 0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		SOURCE_TEST(wal_header_without_rows),
		SOURCE_TEST(wal_with_rows),
		SOURCE_TEST(beside_is_odd),
		SOURCE_TEST(beside_has_no_room),
		SOURCE_TEST(journal_hot_or_cold),
		SOURCE_TEST(changes_while_read),
		SOURCE_TEST(folder_read_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
