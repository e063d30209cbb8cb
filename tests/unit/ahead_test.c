/* ahead: what is read through it is what is in the file. */

#include "harness.h"

#include "ahead.h"

#define FAR	(64 * 1024)	/* two reads this far apart are not near */

static char	 bytes[5 * FAR + 777];

/* A connection whose main database is the file of these bytes. */
static sqlite3 *
open_bytes(size_t len, sqlite3_file **f)
{
	sqlite3	*db;
	size_t	 i;
	int	 fd = open("f", O_WRONLY | O_CREAT | O_TRUNC, 0600);

	for (i = 0; i < len; i++)
		bytes[i] = (char)(i * 2654435761u >> 13);
	assert_int_equal(file_write(fd, bytes, len), 0);
	close(fd);
	assert_int_equal(sqlite3_open("f", &db), SQLITE_OK);
	ahead_read(db);
	assert_int_equal(sqlite3_file_control(db, "main",
	    SQLITE_FCNTL_FILE_POINTER, f), SQLITE_OK);
	return db;
}

/* One read: the bytes of the file, and zeros beyond its end. */
static void
is_read(sqlite3_file *f, size_t len, size_t at, size_t n)
{
	static char	 got[2 * FAR];
	size_t		 have = at >= len ? 0 : len - at < n ? len - at : n;

	memset(got, 'x', sizeof(got));
	assert_int_equal(f->pMethods->xRead(f, got, (int)n, (long long)at),
	    have == n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ);
	assert_memory_equal(got, bytes + at, have);
	while (have < n)
		assert_int_equal(got[have++], 0);
	assert_int_equal(got[n], 'x');
}

static void
forth_and_back(void **state)
{
	static const size_t	 pages[] = { 512, 4096, 65536 };
	const size_t		 len = sizeof(bytes);
	sqlite3_file		*f;
	sqlite3			*db = open_bytes(len, &f);
	size_t			 i, at;

	(void)state;
	for (i = 0; i < 3; i++) {
		for (at = 0; at < len + pages[i]; at += pages[i])
			is_read(f, len, at, pages[i]);
		while (at > 0)
			is_read(f, len, at -= pages[i], pages[i]);
	}
	is_read(f, len, 100, FAR + 1);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
here_and_there(void **state)
{
	const size_t	 lens[] = { 1, 100, 5000, FAR, FAR + 1,
			    sizeof(bytes) };
	sqlite3_file	*f;
	sqlite3		*db;
	uint32_t	 seed = 1;
	size_t		 i, at, n;
	int		 k;

	(void)state;
	for (i = 0; i < 6; i++) {
		db = open_bytes(lens[i], &f);
		for (at = 0, k = 0; k < 9000; k++) {
			seed = seed * 1103515245 + 12345;
			n = 1 + (seed >> 8) % 9000;
			/* Mostly a step from where it was, either way. */
			at = k % 7 == 0 ? seed >> 4 :
			    at + lens[i] + 9000 - (seed >> 4) % 18000;
			at %= lens[i] + 10;
			is_read(f, lens[i], at, n);
		}
		assert_int_equal(sqlite3_close(db), SQLITE_OK);
	}
}

static void
nothing_written(void **state)
{
	sqlite3		*db;
	struct buf	 before = BUF_INIT, after = BUF_INIT;

	(void)state;
	harness_db("e.db", "CREATE TABLE t(a); INSERT INTO t VALUES(1)");
	assert_int_equal(file_read(AT_FDCWD, "e.db", "e.db", 1 << 20,
	    &before), 0);
	assert_int_equal(sqlite3_open("e.db", &db), SQLITE_OK);
	ahead_read(db);
	assert_int_equal(sqlite3_exec(db, "INSERT INTO t VALUES(2)", NULL,
	    NULL, NULL), SQLITE_READONLY);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_int_equal(file_read(AT_FDCWD, "e.db", "e.db", 1 << 20, &after),
	    0);
	assert_int_equal(after.len, before.len);
	assert_memory_equal(after.ptr, before.ptr, before.len);
	buf_free(&before);
	buf_free(&after);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup_teardown(forth_and_back, harness_setup,
		    harness_teardown),
		cmocka_unit_test_setup_teardown(here_and_there, harness_setup,
		    harness_teardown),
		cmocka_unit_test_setup_teardown(nothing_written, harness_setup,
		    harness_teardown),
	};

	return cmocka_run_group_tests_name("ahead", tests, NULL, NULL);
}
