/* buf, hash, file, pool, getter, opts: the small modules of the base. */

#include "harness.h"

#include <sys/stat.h>

#include <errno.h>

#include "getter.h"
#include "hash.h"
#include "opts.h"
#include "pool.h"

static void
buf_grows(void **state)
{
	struct buf	 b = BUF_INIT;
	int		 i;

	(void)state;
	assert_string_equal(b.ptr, "");
	for (i = 0; i < 1000; i++)
		buf_addc(&b, 'x');
	assert_int_equal(b.len, 1000);
	assert_int_equal(b.ptr[1000], '\0');
	buf_reset(&b);
	assert_string_equal(b.ptr, "");
	buf_addf(&b, "%d-%s", 7, "a");
	buf_num(&b, INT64_MIN);
	buf_num(&b, 0);
	assert_string_equal(b.ptr, "7-a-92233720368547758080");
	buf_free(&b);
	assert_string_equal(b.ptr, "");
	assert_int_equal(slice_cmp(SLICE("a"), SLICE("ab")), -1);
	assert_int_equal(slice_cmp(SLICE("ab"), SLICE("ab")), 0);
	assert_true(slice_cmp(SLICE("b"), SLICE("ab")) > 0);
	assert_null(slice_of(NULL).ptr);
}

static void
copies_wide(void **state)
{
	char		 from[200 + BUF_WIDE];
	struct buf	 b;
	size_t		 len;

	(void)state;
	for (len = 0; len < sizeof(from); len++)
		from[len] = (char)('!' + len % 90);
	for (len = 0; len <= 200; len++) {
		b = (struct buf)BUF_INIT;
		buf_addc(&b, 'x');
		buf_wide(&b, from, len);
		assert_int_equal(b.len, len + 1);
		assert_int_equal(b.ptr[0], 'x');
		assert_memory_equal(b.ptr + 1, from, len);
		assert_int_equal(b.ptr[len + 1], '\0');
		buf_free(&b);
	}
}

/* Those with a digit more than the one before, and their neighbours. */
static void
numbers(void **state)
{
	struct buf	 b = BUF_INIT;
	int64_t		 power, n;
	char		 want[32];
	int		 sign;

	(void)state;
	for (power = 1;; power *= 10) {
		for (n = power - 1; n <= power + 1; n++)
			for (sign = -1; sign <= 1; sign += 2) {
				buf_reset(&b);
				buf_num(&b, sign * n);
				(void)snprintf(want, sizeof(want), "%lld",
				    (long long)(sign * n));
				assert_string_equal(b.ptr, want);
				assert_int_equal(b.len, strlen(want));
			}
		if (power > INT64_MAX / 10)
			break;
	}
	buf_reset(&b);
	buf_num(&b, INT64_MAX);
	assert_string_equal(b.ptr, "9223372036854775807");
	buf_free(&b);
}

static void
counts(void **state)
{
	struct buf	 b = BUF_INIT;

	(void)state;
	(void)getter_count(&b, 0);
	buf_addc(&b, ' ');
	(void)getter_count(&b, 999);
	buf_addc(&b, ' ');
	(void)getter_count(&b, 1000);
	buf_addc(&b, ' ');
	(void)getter_count(&b, 1002003);
	assert_string_equal(b.ptr, "0 999 1,000 1,002,003");
	buf_reset(&b);
	(void)getter_count(&b, -1);
	buf_addc(&b, ' ');
	(void)getter_count(&b, -1002003);
	buf_addc(&b, ' ');
	(void)getter_count(&b, INT64_MIN);
	assert_string_equal(b.ptr, "-1 -1,002,003 "
	    "-9,223,372,036,854,775,808");
	buf_free(&b);
}

static void
names_are_seen(void **state)
{
	static const char *const blank[] = { "", "  ", "\xc2\xa0",
	    " \xe3\x80\x80" };
	static const char *const seen[] = { "a", " a ", "\t",
	    "\xe2\x80\x8b", "." };
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(blank) / sizeof(blank[0]); i++)
		assert_string_equal(getter_name(slice_of(blank[i])).ptr,
		    "(no name)");
	for (i = 0; i < sizeof(seen) / sizeof(seen[0]); i++)
		assert_string_equal(getter_name(slice_of(seen[i])).ptr,
		    seen[i]);
	assert_string_equal(getter_name(slice_of(NULL)).ptr, "(no name)");
}

/* FIPS 180-4 examples. */
static void
hashes(void **state)
{
	struct hash	*h = hash_new(HASH_SHA256);
	uint8_t		 digest[HASH_MAX], back[HASH_MAX];
	char		 hex[HASH_HEX];
	enum hash_kind	 kind;

	(void)state;
	hash_once(h, "abc", 3, digest);
	hash_hex(digest, 32, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396"
	    "177a9cb410ff61f20015ad");
	hash_restart(h);
	hash_update(h, "a", 1);
	hash_update(h, "bc", 2);
	hash_final(h, back);
	assert_memory_equal(digest, back, 32);
	assert_int_equal(hash_unhex(hex, 32, back), 0);
	assert_memory_equal(digest, back, 32);
	hash_free(h);
	hash_free(NULL);
	h = hash_new(HASH_SHA512);
	hash_once(h, "", 0, digest);
	hash_hex(digest, 4, hex);
	assert_string_equal(hex, "cf83e135");
	hash_free(h);
	assert_int_equal(hash_unhex("0g", 1, back), -1);
	assert_int_equal(hash_unhex("", 1, back), -1);
	assert_int_equal(hash_by_name("sha512", &kind), 0);
	assert_int_equal(hash_len(kind), 64);
	assert_int_equal(hash_by_name("md5", &kind), -1);
}

static void
file_read_refuses(void **state)
{
	struct buf	 b = BUF_INIT;
	int		 old;

	(void)state;
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(symlink("big", "link"), 0);
	harness_write("big", "0123456789");
	old = harness_catch();
	assert_int_equal(file_read(AT_FDCWD, "none", "none", 9, &b), -1);
	assert_int_equal(file_read(AT_FDCWD, "folder", "folder", 9, &b), -1);
	assert_int_equal(file_read(AT_FDCWD, "fifo", "fifo", 9, &b), -1);
	assert_int_equal(file_read(AT_FDCWD, "link", "link", 9, &b), -1);
	assert_int_equal(file_read(AT_FDCWD, "big", "big", 9, &b), -1);
	harness_caught(old, "tokensnap: none: No such file or directory\n"
	    "tokensnap: folder: is a directory\n"
	    "tokensnap: fifo: is a FIFO, not a file\n"
	    "tokensnap: link: is a symbolic link\n"
	    "tokensnap: big: longer than 9 bytes\n");
	buf_reset(&b);
	assert_int_equal(file_read(AT_FDCWD, "big", "big", 10, &b), 0);
	assert_string_equal(b.ptr, "0123456789");
	buf_free(&b);
}

static void
file_rename_keeps(void **state)
{
	(void)state;
	assert_int_equal(mkdir("a", 0700), 0);
	assert_int_equal(mkdir("empty", 0700), 0);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_int_equal(file_rename_new(AT_FDCWD, "a", "empty"), -1);
	assert_int_equal(errno, EEXIST);
	assert_int_equal(file_rename_new(AT_FDCWD, "a", "dangling"), -1);
	assert_int_equal(errno, EEXIST);
	assert_int_equal(file_rename_new(AT_FDCWD, "a", "b"), 0);
	assert_int_equal(access("b", F_OK), 0);
}

static void
file_below(void **state)
{
	int	 fd;

	(void)state;
	assert_int_equal(mkdir("a", 0700), 0);
	assert_int_equal(mkdir("a/b", 0700), 0);
	assert_int_equal(mkdir("ab", 0700), 0);
	assert_int_equal(symlink("a/b", "link"), 0);
	fd = open("a", O_RDONLY | O_DIRECTORY);
	assert_int_equal(file_is_below(fd, "a/f"), 1);
	assert_int_equal(file_is_below(fd, "a/b/f"), 1);
	assert_int_equal(file_is_below(fd, "./ab/../a//b/f"), 1);
	assert_int_equal(file_is_below(fd, "link/f"), 1);
	assert_int_equal(file_is_below(fd, "f"), 0);
	assert_int_equal(file_is_below(fd, "ab/f"), 0);
	assert_int_equal(file_is_below(fd, "a"), 0);
	assert_int_equal(file_is_below(fd, "/f"), 0);
	assert_int_equal(file_is_below(fd, "none/f"), -1);
	assert_int_equal(errno, ENOENT);
	close(fd);
}

static void
file_removes_trees(void **state)
{
	(void)state;
	assert_int_equal(mkdir("t", 0700), 0);
	assert_int_equal(mkdir("t/u", 0700), 0);
	harness_write("t/u/f", "x");
	harness_write("outside", "x");
	assert_int_equal(symlink("../outside", "t/link"), 0);
	assert_int_equal(chmod("t/u", 0500), 0);
	assert_int_equal(chmod("t", 0500), 0);
	assert_int_equal(file_remove_tree(AT_FDCWD, "t"), 0);
	assert_int_equal(access("t", F_OK), -1);
	assert_int_equal(access("outside", F_OK), 0);
	assert_int_equal(file_remove_tree(AT_FDCWD, "none"), 0);
}

/* argv is not const, and yet nobody writes into it. */
#define W(s)	((char *)(uintptr_t)(s))

struct target {
	bool		 flag;
	const char	*text;
	long long	 n;
};

static const struct opts_def	 defs[] = {
	{ "flag", 'f', OPTS_FLAG, offsetof(struct target, flag), 0, 0 },
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
	{ "number", 'n', OPTS_NUMBER, offsetof(struct target, n), 1, 9 },
	{ "text", 't', OPTS_TEXT, offsetof(struct target, text), 0, 0 },
};
static const struct opts_table	 table = { "cmd", defs, 4, 0 };

static void
opts_good(void **state)
{
	char		*argv[] = { W("cmd"), W("one"), W("-f"),
			    W("--text=a=b"), W("-n5"), W("two"), W("--"),
			    W("-x"), NULL };
	struct target	 t = { false, NULL, 0 };
	int		 n;

	(void)state;
	assert_int_equal(opts_read(&table, 8, argv, &t, &n), 0);
	assert_int_equal(n, 3);
	assert_string_equal(argv[3], "-x");
	assert_true(t.flag);
	assert_string_equal(t.text, "a=b");
	assert_int_equal(t.n, 5);
}

static void
opts_one(const char *word, const char *next, const char *wanted)
{
	char		*argv[] = { W("cmd"), W(word), W(next), NULL };
	struct target	 t = { false, NULL, 0 };
	int		 n, old = harness_catch();

	assert_int_equal(opts_read(&table, next != NULL ? 3 : 2, argv, &t,
	    &n), -1);
	harness_caught(old, wanted);
}

static void
opts_bad(void **state)
{
	(void)state;
	opts_one("--flg", NULL, "tokensnap: cmd: no option --flg (did you "
	    "mean --flag?)\n");
	opts_one("-x", NULL, "tokensnap: cmd: no option -x (see tokensnap "
	    "help cmd)\n");
	opts_one("--flag=1", NULL, "tokensnap: cmd: --flag takes no value\n");
	opts_one("--number", NULL, "tokensnap: cmd: --number needs a value\n");
	opts_one("--number", "10", "tokensnap: cmd: --number: \"10\" is not a "
	    "number from 1 to 9\n");
	opts_one("-t", "", "tokensnap: cmd: --text: empty value\n");
}

static void
pools(void **state)
{
	struct pool	 p = POOL_INIT;
	char		*a, *b;

	(void)state;
	a = pool_take(&p, 1, 1000000);
	assert_int_equal(a[999999], 0);
	b = pool_text(&p, "abcdef", 3);
	assert_string_equal(b, "abc");
	assert_string_equal(pool_join(&p, "tal", ":", "content"),
	    "tal:content");
	assert_string_equal(pool_join(&p, "", "", ""), "");
	pool_free(&p);
}

/* Memory that was in use before is given out zeroed, and texts end. */
static void
pools_again(void **state)
{
	struct pool	 p = POOL_INIT;
	char		*a;
	size_t		 i;

	(void)state;
	memset(pool_take(&p, 1, 60000), 'x', 60000);
	pool_free(&p);
	assert_string_equal(pool_text(&p, "abc", 3), "abc");
	assert_string_equal(pool_join(&p, "a", "b", "c"), "abc");
	a = pool_take(&p, 100, 300);
	for (i = 0; i < 30000; i++)
		assert_int_equal(a[i], 0);
	pool_free(&p);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(buf_grows),
		cmocka_unit_test(copies_wide),
		cmocka_unit_test(numbers),
		cmocka_unit_test(counts),
		cmocka_unit_test(names_are_seen),
		cmocka_unit_test(hashes),
		HARNESS_TEST(file_read_refuses),
		HARNESS_TEST(file_rename_keeps),
		HARNESS_TEST(file_below),
		HARNESS_TEST(file_removes_trees),
		cmocka_unit_test(opts_good),
		HARNESS_TEST(opts_bad),
		cmocka_unit_test(pools),
		cmocka_unit_test(pools_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
