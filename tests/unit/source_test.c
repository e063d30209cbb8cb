#include "source_help.h"

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <signal.h>

#include "util.h"

static void
kind_other_than_file(void **state)
{
	struct sockaddr_un	 a = { .sun_family = AF_UNIX };
	int			 fd = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	refuses("none.db", "none.db: No such file or directory");
	assert_int_equal(mkdir("folder", 0755), 0);
	refuses("folder", "folder: is a directory");
	refuses("folder/", "folder/: is a directory");
	assert_int_equal(mkfifo("fifo", 0644), 0);
	refuses("fifo", "fifo: is a FIFO, not a file");
	harness_db(EXPORT, SMALL);
	assert_int_equal(symlink(EXPORT, "link"), 0);
	refuses("link", "link: is a symbolic link");
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	refuses("dangling", "dangling: is a symbolic link");
	refuses("/dev/zero", "/dev/zero: is not a regular file");
	strcpy(a.sun_path, "socket");
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	refuses("socket", "socket: No such device or address");
	close(fd);
	refuses("export.db/", "export.db/: Not a directory");
}

static void
kind_unreadable(void **state)
{
	(void)state;
	harness_db(EXPORT, SMALL);
	assert_int_equal(chmod(EXPORT, 0), 0);
	as_nobody();
	refuses(EXPORT, "export.db: Permission denied");
	as_before();
}

static void
header_is_none(void **state)
{
	struct buf	 b;

	(void)state;
	put_bytes(EXPORT, "", 0);
	refuses(EXPORT, "export.db: is empty");
	put_bytes(EXPORT, "S", 1);
	refuses(EXPORT, "export.db: is not a SQLite database");
	harness_db(EXPORT, SMALL);
	b = bytes_of(EXPORT);
	put_bytes(EXPORT, b.ptr, 100);
	refuses(EXPORT, "export.db: is not a SQLite database");
	put_bytes(EXPORT, b.ptr, 511);
	refuses(EXPORT, "export.db: is not a SQLite database");
	put_bytes(EXPORT, b.ptr, b.len);
	patch(15, "x", 1);
	refuses(EXPORT, "export.db: is not a SQLite database");
	put_bytes(EXPORT, b.ptr + 1, b.len - 1);
	refuses(EXPORT, "export.db: is not a SQLite database");
	buf_free(&b);
}

static void
header_page_size(void **state)
{
	static const char	 bad[][3] = { "\0\0", "\1\0", "\2\1", "\0\2",
	    "\xff\xff", "\x0f\xff", "\0\x80" };
	struct source		 s;
	size_t			 i;

	(void)state;
	harness_db(EXPORT, SMALL);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		patch(16, bad[i], 2);
		refuses(EXPORT, "export.db: has an impossible page size");
	}
	harness_db(EXPORT, "PRAGMA page_size = 65536;" SMALL);
	takes(&s);
	assert_int_equal(s.page_size, 65536);
	assert_int_equal(s.size, s.pages * 65536);
	remove_copy(&s);
	harness_db(EXPORT, "PRAGMA page_size = 512;" SMALL);
	takes(&s);
	assert_int_equal(s.page_size, 512);
	remove_copy(&s);
}

static void
size_contradicts_header(void **state)
{
	struct buf	 b;

	(void)state;
	harness_db(EXPORT, "PRAGMA page_size = 1024;" SMALL);
	b = bytes_of(EXPORT);
	assert_int_equal(b.len, 6 * 1024);
	put_bytes(EXPORT, b.ptr, 6143);
	refuses(EXPORT, "export.db: is cut short: 6143 of 6144 bytes");
	put_bytes(EXPORT, b.ptr, 5120);
	refuses(EXPORT, "export.db: is cut short: 5120 of 6144 bytes");
	put_bytes(EXPORT, b.ptr, 512);
	refuses(EXPORT, "export.db: is cut short: 512 of 6144 bytes");
	buf_add(&b, "\n", 1);
	put_bytes(EXPORT, b.ptr, 6145);
	refuses(EXPORT, "export.db: 1 bytes follow its last page");
	buf_grow(&b, 1023);
	buf_add(&b, b.ptr, 1023);
	put_bytes(EXPORT, b.ptr, 7168);
	refuses(EXPORT, "export.db: 1024 bytes follow its last page");
	patch(28, "\0\0\0\5", 4);
	refuses(EXPORT, "export.db: 2048 bytes follow its last page");
	patch(28, "\xff\xff\xff\xff", 4);
	refuses(EXPORT, "export.db: is cut short: 7168 of 4398046510080 bytes");
	buf_free(&b);
}

/* Written by a SQLite before 3.7: the number of pages is not kept. */
static void
size_not_told(void **state)
{
	struct source	 s;
	struct buf	 b;

	(void)state;
	harness_db(EXPORT, "PRAGMA page_size = 1024;" SMALL);
	patch(28, "\0\0\0\1", 4);
	patch(92, "\0\0\0\0", 4);
	takes(&s);
	assert_int_equal(s.pages, 6);
	remove_copy(&s);
	b = bytes_of(EXPORT);
	put_bytes(EXPORT, b.ptr, 6000);
	refuses(EXPORT, "export.db: 880 bytes follow its last page");
	buf_free(&b);
}

/* A copy that somebody cut short is not what was read. */
static void
copy_is_cut(void **state)
{
	struct source	 s;
	int		 old;

	(void)state;
	harness_db(EXPORT, SMALL);
	takes(&s);
	assert_int_equal(truncate(COPY, 512), 0);
	old = harness_catch();
	assert_int_equal(source_hash(&s), -1);
	harness_caught(old, "tokensnap: " COPY ": cannot read: Input/output "
	    "error\n");
	remove_copy(&s);
}

/* In the same thread, after the copy. */
static void
copy_is_hashed_later(void **state)
{
	struct source	 s, later;
	int		 fd;

	(void)state;
	harness_db(EXPORT, "PRAGMA journal_mode = WAL;" SMALL
	    "INSERT INTO secrets VALUES(zeroblob(3000000))");
	takes(&s);
	assert_true(s.wal);
	assert_non_null(s.follower);
	fd = open("stage", O_RDONLY | O_DIRECTORY);
	assert_int_equal(source_copy(&later, EXPORT, fd, "later.db",
	    "stage/later.db", false), 0);
	close(fd);
	assert_null(later.follower);
	assert_int_equal(source_hash(&s), 0);
	assert_int_equal(source_hash(&later), 0);
	assert_string_equal(s.sha256, later.sha256);
	source_free(&later);
	remove_copy(&s);
}

static void
copy_tells_facts(void **state)
{
	struct source	 s;
	struct buf	 from, to;
	struct stat	 st, st_copy;
	uint8_t		 digest[HASH_MAX];
	struct hash	*h = hash_new(HASH_SHA256);
	char		 hex[HASH_HEX];

	(void)state;
	harness_db(EXPORT, "PRAGMA application_id = -2; "
	    "PRAGMA user_version = 2147483647;" SMALL
	    "INSERT INTO secrets VALUES(zeroblob(3000000))");
	takes(&s);
	from = bytes_of(EXPORT);
	to = bytes_of(COPY);
	hash_once(h, from.ptr, from.len, digest);
	hash_free(h);
	hash_hex(digest, 32, hex);
	assert_int_equal(source_hash(&s), 0);
	assert_string_equal(s.sha256, hex);
	assert_int_equal(to.len, from.len);
	assert_memory_equal(to.ptr, from.ptr, from.len);
	assert_int_equal(stat(EXPORT, &st), 0);
	assert_int_equal(stat(COPY, &st_copy), 0);
	assert_int_equal(st_copy.st_mode, S_IFREG | 0600);
	assert_int_equal(s.mtime, st.st_mtim.tv_sec);
	assert_int_equal(s.size, from.len);
	assert_int_equal(s.size, s.pages * s.page_size);
	assert_int_equal(s.application_id, -2);
	assert_int_equal(s.user_version, 2147483647);
	assert_string_equal(s.path, EXPORT);
	assert_string_equal(s.name, EXPORT);
	assert_false(s.wal);
	assert_in_range(s.deadline - source_clock(), 590, 620);
	buf_free(&from);
	buf_free(&to);
	remove_copy(&s);
	assert_int_equal(access(COPY, F_OK), -1);
}

static void
copy_place_taken(void **state)
{
	(void)state;
	harness_db(EXPORT, SMALL);
	put_bytes(COPY, "mine", 4);
	refuses(EXPORT, "stage/copy.db: File exists");
	assert_int_equal(symlink("../export.db", COPY), 0);
	refuses(EXPORT, "stage/copy.db: File exists");
}

static void
does_not_fit(const char *sql, rlim_t most)
{
	struct rlimit	 before, small;

	harness_db(EXPORT, sql);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = most;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	refuses(EXPORT, "stage/copy.db: cannot write: File too large");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
}

static void
copy_does_not_fit(void **state)
{
	(void)state;
	does_not_fit(SMALL, 4096);
}

/* Who hashes it meanwhile ends too. */
static void
rest_of_copy_does_not_fit(void **state)
{
	(void)state;
	does_not_fit(SMALL "INSERT INTO secrets VALUES(zeroblob(3000000))",
	    1000000);
}

static void
copy_gone_before_unlink(void **state)
{
	struct source	 s;
	int		 old;

	(void)state;
	harness_db(EXPORT, SMALL);
	takes(&s);
	assert_int_equal(unlink(COPY), 0);
	old = harness_catch();
	assert_int_equal(source_unlink(&s, AT_FDCWD), -1);
	harness_caught(old, "tokensnap: stage/copy.db: cannot remove: "
	    "No such file or directory\n");
	source_free(&s);
}

static void
secret_names(void **state)
{
	static const char *const yes[] = { "key", "api_key", "KEY", "token",
	    "token_hash", "TokenValue", "hashed", "client_secret", "salt",
	    "password", "PasswordHint", "monkey" };
	static const char *const no[] = { "", "id", "name", "created", "ke",
	    "toke n", "last_used", "pass", "role" };
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!source_is_secret(yes[i]))
			fail_msg("let %s pass", yes[i]);
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (source_is_secret(no[i]))
			fail_msg("took %s for a secret", no[i]);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		SOURCE_TEST(kind_other_than_file),
		SOURCE_TEST(kind_unreadable),
		SOURCE_TEST(header_is_none),
		SOURCE_TEST(header_page_size),
		SOURCE_TEST(size_contradicts_header),
		SOURCE_TEST(size_not_told),
		SOURCE_TEST(copy_is_cut),
		SOURCE_TEST(copy_is_hashed_later),
		SOURCE_TEST(copy_tells_facts),
		SOURCE_TEST(copy_place_taken),
		SOURCE_TEST(copy_does_not_fit),
		SOURCE_TEST(rest_of_copy_does_not_fit),
		SOURCE_TEST(copy_gone_before_unlink),
		SOURCE_TEST(secret_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
