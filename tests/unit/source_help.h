#ifndef SOURCE_HELP_H
#define SOURCE_HELP_H

/*
 * For the tests of source and confine: each runs in a new folder in which
 * export.db stands beside a folder "stage" for the copy.
 */

#include "harness.h"

#include <sys/stat.h>

#include <errno.h>
#include <unistd.h>

#include "hash.h"
#include "source.h"
#include "util.h"

#define EXPORT	"export.db"
#define COPY	"stage/copy.db"
#define SMALL								\
	"CREATE TABLE service_users(id INTEGER PRIMARY KEY, "		\
	"user_id TEXT UNIQUE, name TEXT, avatar BLOB);"			\
	"CREATE TABLE tokens(id INTEGER PRIMARY KEY, "			\
	"service_user INTEGER, name TEXT, token_hash TEXT);"		\
	"CREATE TABLE secrets(value TEXT);"				\
	"CREATE INDEX by_name ON tokens(name);"				\
	"CREATE VIEW v AS SELECT id FROM tokens;"			\
	"INSERT INTO service_users VALUES(1, 'svc-b', 'b', NULL), "	\
	"(2, 'svc-a', 'a', x'89'), (3, 'svc-c', NULL, NULL);"		\
	"INSERT INTO tokens VALUES(7, 1, 'one', 'canary'), "		\
	"(8, 2, 'two', 'canary'), (9, 45, 'three', 'canary');"		\
	"INSERT INTO secrets VALUES('canary');"

static inline int
source_setup(void **state)
{
	if (harness_setup(state) == -1 || mkdir("stage", 0777) == -1 ||
	    chmod("stage", 0777) == -1 || chmod(".", 0777) == -1)
		return -1;
	return source_temp_folder("stage");
}

static inline int
source_teardown(void **state)
{
	if (source_temp_folder(NULL) == -1)
		return -1;
	return harness_teardown(state);
}

/* source_copy of path to stage/copy.db. */
static inline int
copy_to_stage(struct source *s, const char *path)
{
	int	 fd = open("stage", O_RDONLY | O_DIRECTORY), rc;

	assert_int_not_equal(fd, -1);
	rc = source_copy(s, path, fd, "copy.db", COPY, true);
	close(fd);
	return rc;
}

static inline void
remove_copy(struct source *s)
{
	int	 fd = open("stage", O_RDONLY | O_DIRECTORY);

	assert_int_equal(source_unlink(s, fd), 0);
	close(fd);
	source_free(s);
}

/* Root may read everything; be someone else until as_before. */
static inline void
as_nobody(void)
{
	(void)unlink("stderr.txt");
	if (geteuid() == 0)
		assert_int_equal(seteuid(65534), 0);
}

static inline void
as_before(void)
{
	assert_int_equal(seteuid(getuid()), 0);
}

/* The bytes of a file; the caller frees it. */
static inline struct buf
bytes_of(const char *path)
{
	struct buf	 b = BUF_INIT;

	assert_int_equal(file_read(AT_FDCWD, path, path, 1 << 30, &b), 0);
	return b;
}

static inline void
put_bytes(const char *path, const void *data, size_t len)
{
	int	 fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_int_not_equal(fd, -1);
	assert_int_equal(file_write(fd, data, len), 0);
	close(fd);
}

/* What stands beside the export: names, sizes, times of every change. */
static inline struct buf
listing(void)
{
	struct file_list	 l;
	struct buf		 b = BUF_INIT;
	struct stat		 st;
	size_t			 i;

	assert_int_equal(file_list(AT_FDCWD, ".", &l), 0);
	for (i = 0; i < l.n; i++) {
		if (strcmp(l.names[i], "stage") == 0 ||
		    strcmp(l.names[i], "stderr.txt") == 0)
			continue;
		assert_int_equal(lstat(l.names[i], &st), 0);
		buf_addf(&b, "%s %o %lld %lld.%09ld %lld.%09ld\n", l.names[i],
		    st.st_mode, (long long)st.st_size,
		    (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
		    (long long)st.st_ctim.tv_sec, st.st_ctim.tv_nsec);
	}
	file_list_free(&l);
	return b;
}

static inline void
same_listing(struct buf *before)
{
	struct buf	 after = listing();

	assert_string_equal(before->ptr, after.ptr);
	buf_free(before);
	buf_free(&after);
}

/* Copying path prints just this after "tokensnap: ", and changes nothing. */
static inline void
refuses(const char *path, const char *why)
{
	struct source	 s;
	struct buf	 before = listing();
	char		*line = xasprintf("tokensnap: %s\n", why);
	int		 old = harness_catch(), rc = copy_to_stage(&s, path);

	harness_caught(old, line);
	assert_int_equal(rc, -1);
	source_free(&s);
	free(line);
	same_listing(&before);
	(void)unlink(COPY);
}

/* Copying export.db works, says nothing, and changes nothing. */
static inline void
takes(struct source *s)
{
	struct buf	 before = listing();
	int		 old = harness_catch(), rc = copy_to_stage(s, EXPORT);

	harness_caught(old, "");
	assert_int_equal(rc, 0);
	same_listing(&before);
}

static inline void
takes_and_forgets(void)
{
	struct source	 s;

	takes(&s);
	remove_copy(&s);
}

/* Change the bytes of export.db from at on. */
static inline void
patch(off_t at, const char *data, size_t len)
{
	int	 fd = open(EXPORT, O_WRONLY);

	assert_int_not_equal(fd, -1);
	assert_int_equal(pwrite(fd, data, len, at), (ssize_t)len);
	close(fd);
}

static const struct source_column	 columns[] = {
	{ "service_users", "id" }, { "service_users", "user_id" },
	{ "service_users", "name" }, { "service_users", "avatar" },
	{ "tokens", "id" }, { "tokens", "service_user" }, { "tokens", "name" },
};
static const struct source_allowed	 allowed = {
	columns, sizeof(columns) / sizeof(columns[0])
};

/* Copy export.db and connect to the copy, without a word. */
static inline sqlite3 *
connect_copy(struct source *s)
{
	sqlite3	*db = NULL;
	int	 old = harness_catch();
	int	 rc = copy_to_stage(s, EXPORT);

	if (rc == 0)
		rc = source_connect(s, &db);
	harness_caught(old, "");
	assert_int_equal(rc, 0);
	return db;
}

static inline void
disconnect(struct source *s, sqlite3 *db)
{
	struct file_list	 l;

	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_int_equal(file_list(AT_FDCWD, "stage", &l), 0);
	assert_int_equal(l.n, 1);	/* nothing beside the copy */
	file_list_free(&l);
	remove_copy(s);
}

/* Prepare and run it all; the first code that is not SQLITE_ROW. */
static inline int
run(sqlite3 *db, const char *sql)
{
	sqlite3_stmt	*stmt;
	int		 rc, i, n;

	rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
	if (rc != SQLITE_OK)
		return rc;
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		for (i = 0, n = sqlite3_column_count(stmt); i < n; i++)
			(void)sqlite3_column_blob(stmt, i);
	sqlite3_finalize(stmt);
	return rc;
}

/* The rows of it as "a,b;c,d;". */
static inline void
gives(sqlite3 *db, const char *sql, const char *wanted)
{
	struct buf	 got = BUF_INIT;
	sqlite3_stmt	*stmt;
	const char	*text;
	int		 rc, i, n;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		for (i = 0, n = sqlite3_column_count(stmt); i < n; i++) {
			text = (const char *)sqlite3_column_text(stmt, i);
			buf_adds(&got, text != NULL ? text : "-");
			buf_addc(&got, i + 1 < n ? ',' : ';');
		}
	assert_int_equal(rc, SQLITE_DONE);
	sqlite3_finalize(stmt);
	assert_string_equal(got.ptr, wanted);
	buf_free(&got);
}

#define SOURCE_TEST(f)	cmocka_unit_test_setup_teardown(f, source_setup, \
			    source_teardown)

#endif
