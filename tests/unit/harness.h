#ifndef HARNESS_H
#define HARNESS_H

/*
 * For the unit tests: a folder that goes away, what is printed on standard
 * error, and databases from SQL text.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "file.h"

static char	 harness_dir[64];

/* A number that looks like chance, another one for each i. */
static inline uint64_t
harness_scramble(uint64_t i)
{
	i = (i ^ (i >> 30)) * 0xbf58476d1ce4e5b9ULL;
	return i ^ (i >> 27);
}

static inline int
harness_setup(void **state)
{
	(void)state;
	strcpy(harness_dir, "/tmp/tokensnap-test-XXXXXX");
	if (mkdtemp(harness_dir) == NULL)
		return -1;
	return chdir(harness_dir);
}

static inline int
harness_teardown(void **state)
{
	(void)state;
	if (chdir("/") == -1)
		return -1;
	return file_remove_tree(AT_FDCWD, harness_dir);
}

/* From here on standard error goes into a file. */
static inline int
harness_catch(void)
{
	int	 old = dup(2), fd;

	fd = open("stderr.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_true(old != -1 && fd != -1);
	assert_int_equal(dup2(fd, 2), 2);
	close(fd);
	return old;
}

/* Standard error is what it was; what came must be this, exactly. */
static inline void
harness_caught(int old, const char *wanted)
{
	struct buf	 got = BUF_INIT;

	assert_int_equal(dup2(old, 2), 2);
	close(old);
	assert_int_equal(file_read(AT_FDCWD, "stderr.txt", "stderr", 1 << 20,
	    &got), 0);
	assert_string_equal(got.ptr, wanted);
	buf_free(&got);
}

static inline void
harness_write(const char *path, const char *text)
{
	int	 fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_int_not_equal(fd, -1);
	assert_int_equal(file_write(fd, text, strlen(text)), 0);
	close(fd);
}

static inline void
harness_db(const char *path, const char *sql)
{
	sqlite3	*db;
	char	*error = NULL;

	(void)unlink(path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	(void)sqlite3_exec(db, sql, NULL, NULL, &error);
	if (error != NULL)
		fail_msg("%s", error);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

#define HARNESS_TEST(f)	cmocka_unit_test_setup_teardown(f, harness_setup, \
			    harness_teardown)

#endif
