/* hash_named, inventory, manifest, baginfo, verdict, progress, chain:
 * what verify stands on. */

#include "harness.h"

#include <errno.h>
#include <sys/stat.h>

#include "baginfo.h"
#include "chain.h"
#include "manifest.h"
#include "progress.h"
#include "sums.h"
#include "walk.h"

#define HEX	"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785af" \
		"ee48bb"
#define HEX2	"3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed5" \
		"9c009d"
#define FILE_NAME	"manifest-sha256.txt"

static void
hash_names(void **state)
{
	static const struct {
		const char	*name;
		size_t		 size;
	} known[] = { { "md5", 16 }, { "sha1", 20 }, { "sha224", 28 },
	    { "sha256", 32 }, { "sha384", 48 }, { "sha512", 64 },
	    { "sha512256", 32 }, { "sha3224", 28 }, { "sha3256", 32 },
	    { "sha3384", 48 }, { "sha3512", 64 }, { "blake2b512", 64 },
	    { "blake2s256", 32 }, { "sm3", 32 }, { "ripemd160", 20 } };
	static const char *const unknown[] = { "", "sha", "sha25", "sha2567",
	    "SHA256", "null", "crc32", "md" };
	struct hash	*h;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if ((h = hash_named(known[i].name)) == NULL)
			fail_msg("no %s", known[i].name);
		assert_int_equal(hash_size(h), known[i].size);
		hash_free(h);
	}
	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		if (hash_named(unknown[i]) != NULL)
			fail_msg("took \"%s\"", unknown[i]);
}

static void
inventory_joins(void **state)
{
	struct inventory	 inv;
	struct inventory_item	*item;
	char			 path[32];
	int			 i;

	(void)state;
	inventory_init(&inv);
	assert_int_equal(inventory_kind(&inv, "sha256", false), 0);
	assert_int_equal(inventory_kind(&inv, "md5", true), 1);
	assert_int_equal(inventory_kind(&inv, "sha256", true), 0);
	assert_int_equal(inventory_kind(&inv, "none", true), -1);
	for (i = 0; i < 5000; i++) {
		(void)snprintf(path, sizeof(path), "data/%d", i * 7 % 5000);
		assert_null(inventory_find(&inv, path));
		item = inventory_add(&inv, path);
		item->listed = 1;
		memset(inventory_digest(&inv, item, 0), i % 251, 32);
		if (i % 3 == 0) {
			item = inventory_add(&inv, path);
			item->listed = 2;
			memset(inventory_digest(&inv, item, 1), 255, 16);
		}
	}
	inventory_sort(&inv, NULL, NULL);
	assert_int_equal(inv.n, 5000);
	for (i = 0; i < 5000; i++) {
		(void)snprintf(path, sizeof(path), "data/%d", i * 7 % 5000);
		item = inventory_find(&inv, path);
		assert_non_null(item);
		assert_int_equal(item->listed, i % 3 == 0 ? 3 : 1);
		assert_int_equal(inventory_digest(&inv, item, 0)[31],
		    i % 251);
		if (i % 3 == 0)
			assert_int_equal(inventory_digest(&inv, item, 1)[15],
			    255);
	}
	assert_null(inventory_find(&inv, "data"));
	inventory_free(&inv);
}

/* Read a manifest and hold what is said against want. */
static size_t
manifest_says(const struct manifest *m, const char *text, const char *want)
{
	struct inventory	 inv;
	struct verdict		 v;
	struct manifest		 with = *m;
	size_t			 n;
	int			 old;

	harness_write(FILE_NAME, text);
	inventory_init(&inv);
	verdict_init(&v, "s", false);
	with.dirfd = AT_FDCWD;
	with.file = FILE_NAME;
	with.kind = inventory_kind(&inv, "sha256", false);
	old = harness_catch();
	manifest_read(&with, &inv, &v);
	harness_caught(old, want);
	n = inv.n;
	verdict_free(&v);
	inventory_free(&inv);
	return n;
}

#define SAYS	"tokensnap: s: " FILE_NAME ": "

static void
manifest_strict(void **state)
{
	struct manifest	 m = { .strict = true, .decode = true, .once = true };

	(void)state;
	assert_int_equal(manifest_says(&m, HEX "  data/a\n" HEX "  data/b\n",
	    ""), 2);
	assert_int_equal(manifest_says(&m, HEX "  data/b\n" HEX "  data/a\n"
	    HEX "  data/b\n" HEX " data/x\n" HEX "  /etc/x\n"
	    HEX "  data/../x\n" HEX "  ~x\n" HEX "  data//x\n" HEX "  x\n"
	    "zz\n\n#\n" HEX "  data/\n" HEX " *data/x\n" HEX "  data/x\r\n"
	    HEX "  data/a%25\n" HEX "  data/cut",
	    SAYS "line 2 is not in the order of the paths\n"
	    SAYS "line 4 has no two blanks after the digest\n"
	    SAYS "line 5 names an absolute path\n"
	    SAYS "line 6 names a path that leaves the bag\n"
	    SAYS "line 7 names a path in a home folder\n"
	    SAYS "line 8 names a path with an empty part\n"
	    SAYS "line 9 names a path that belongs into the other manifest\n"
	    SAYS "line 10 does not start with a digest of this kind\n"
	    SAYS "line 11 does not start with a digest of this kind\n"
	    SAYS "line 12 does not start with a digest of this kind\n"
	    SAYS "line 13 names a folder\n"
	    SAYS "line 14 has no two blanks after the digest\n"
	    SAYS "line 15 names a path that no snapshot has\n"
	    SAYS "line 16 names a path that no snapshot has\n"
	    SAYS "line 16 is not in the order of the paths\n"
	    SAYS "line 17 is cut short\n"
	    SAYS "names data/b twice\n"), 5);
	assert_int_equal(manifest_says(&m, "\xef\xbb\xbf" HEX "  data/a\n",
	    SAYS "line 1 does not start with a digest of this kind\n"), 0);
	assert_int_equal(manifest_says(&m, "CA978112ca1bbdcafac231b39a23dc4da7"
	    "86eff8147c4e72b9807785afee48bb  data/a\n",
	    SAYS "line 1 has a digest that is not in lower case\n"), 1);
	assert_int_equal(manifest_says(&m, HEX "  ./data/a\n" HEX
	    "  data/b\n", SAYS "line 1 names a path that begins with \"./\"\n"),
	    1);
}

static void
manifest_any(void **state)
{
	struct manifest	 m = { .encoding = NULL };

	(void)state;
	assert_int_equal(manifest_says(&m, "# made by hand\r\n" HEX
	    "\tdata/b\r" HEX " *data/a b\n" HEX "  ./data/c\n" HEX
	    "   data/%41%25\n" HEX "  data/b", "tokensnap: s: warning: "
	    FILE_NAME ": 1 paths begin with \"*\", as md5sum writes them\n"
	    "tokensnap: s: warning: " FILE_NAME ": 1 paths begin with \"./\""
	    "\ntokensnap: s: warning: " FILE_NAME ": 1 lines are empty or "
	    "comments\ntokensnap: s: warning: " FILE_NAME
	    ": names data/b twice\n"), 4);
	assert_int_equal(manifest_says(&m, HEX "  data/b\n" HEX2 "  data/b\n",
	    SAYS "names data/b twice, with different digests\n"), 1);
	m.once = true;
	assert_int_equal(manifest_says(&m, HEX "  data/b\n" HEX "  data/b\n",
	    SAYS "names data/b twice\n"), 1);
}

static void
manifest_paths(void **state)
{
	static const struct {
		const char	*from, *to;	/* NULL: refused */
		bool		 decode, dot;
	} paths[] = { { "data/a", "data/a", true, false },
	    { "./data/a", "data/a", false, true },
	    { "././a", "a", false, true },
	    { "a%0Ab%0dc%25d%41", "a\nb\rc%d%41", true, false },
	    { "a%0Ab%", "a%0Ab%", false, false },
	    { "%2525", "%25", true, false }, { "%", "%", true, false },
	    { "%2", "%2", true, false }, { " a ", " a ", true, false },
	    { "a..", "a..", true, false }, { "..a", "..a", true, false },
	    { "", NULL, true, false }, { "/a", NULL, true, false },
	    { "~a", NULL, true, false }, { "../a", NULL, true, false },
	    { "./../a", NULL, true, true }, { "a/..", NULL, true, false },
	    { "a/./b", NULL, true, false }, { "a//b", NULL, true, false },
	    { "a/", NULL, true, false }, { "./", NULL, true, true },
	    { "./~a", "~a", true, true }, { ".", NULL, true, false } };
	char	 path[64];
	size_t	 i;
	bool	 dot;

	(void)state;
	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		strcpy(path, paths[i].from);
		if ((manifest_path(path, paths[i].decode, &dot) == NULL) !=
		    (paths[i].to != NULL) || dot != paths[i].dot)
			fail_msg("\"%s\" was misread", paths[i].from);
		if (paths[i].to != NULL)
			assert_string_equal(path, paths[i].to);
	}
}

static void
info_says(bool strict, const char *text, struct baginfo *info,
    const char *want)
{
	struct baginfo_source	 source = { .dirfd = AT_FDCWD,
				    .file = "bag-info.txt", .strict = strict,
				    .once = strict };
	struct verdict		 v;
	int			 old;

	harness_write("bag-info.txt", text);
	verdict_init(&v, "s", false);
	old = harness_catch();
	baginfo_read(&source, info, &v);
	harness_caught(old, want);
	verdict_free(&v);
}

#define INFO	"tokensnap: s: bag-info.txt: "

static void
info_elements(void **state)
{
	struct baginfo	 i;

	(void)state;
	info_says(true, "External-Identifier: x\nPayload-Oxum: 12.3\n"
	    "Bag-Count: 1 of\n  ?\n", &i, "");
	assert_int_equal(i.bytes, 12);
	assert_int_equal(i.files, 3);
	assert_string_equal(i.count, "1 of ?");
	info_says(false, "external-identifier \t:\tx y \r\nFoo : a\r\rB:\n",
	    &i, "");
	assert_string_equal(i.identifier, "x y");
	assert_int_equal(i.bytes, -1);
	info_says(true, "A : b\nPayload-Oxum: 1.1\nPayload-Oxum: 1.2\nnone\n"
	    ": x\nExternal-Identifier: a\nExternal-Identifier: b\n", &i,
	    INFO "line 1 is not \"Label: value\"\n"
	    INFO "has more than one Payload-Oxum\n"
	    INFO "line 4 is not \"Label: value\"\n"
	    INFO "line 5 is not \"Label: value\"\n"
	    INFO "has more than one External-Identifier\n");
	info_says(true, "Payload-Oxum: 99999999999999999999.1\n", &i,
	    INFO "Payload-Oxum is not \"bytes.files\"\n");
	info_says(true, "Payload-Oxum: 1.-1\n", &i,
	    INFO "Payload-Oxum is not \"bytes.files\"\n");
	info_says(true, "Payload-Oxum: 12\n", &i,
	    INFO "Payload-Oxum is not \"bytes.files\"\n");
	assert_int_equal(i.bytes, -1);
}

static void
verdict_results(void **state)
{
	struct verdict	 v;
	struct buf	 b = BUF_INIT;
	struct json	 j = { &b, false };
	int		 old;

	(void)state;
	verdict_init(&v, "s", true);
	assert_int_equal(verdict_result(&v), VERDICT_GOOD);
	verdict_warn(&v, NULL, "odd %d", 1);
	assert_int_equal(verdict_result(&v), VERDICT_GOOD);
	verdict_unchecked(&v, "a", "cannot");
	assert_int_equal(verdict_result(&v), VERDICT_IMPOSSIBLE);
	verdict_fault(&v, "b\n", "is \"bad\"");
	assert_int_equal(verdict_result(&v), VERDICT_DAMAGED);
	json_object(&j);
	verdict_json(&v, verdict_result(&v), &j);
	json_object_end(&j);
	assert_string_equal(b.ptr, "{\"result\":\"damaged\",\"faults\":["
	    "{\"path\":\"a\",\"fault\":\"cannot\"},"
	    "{\"path\":\"b\\n\",\"fault\":\"is \\\"bad\\\"\"}],"
	    "\"warnings\":[{\"path\":null,\"warning\":\"odd 1\"}]}");
	buf_free(&b);
	verdict_free(&v);
	/* Nothing that a path holds drives a terminal. */
	verdict_init(&v, "s", false);
	old = harness_catch();
	verdict_fault(&v, "a\033[31m\xe2\x80\xae\xc2\x9b", "is missing");
	harness_caught(old, "tokensnap: s: a[U+001B][31m[U+202E][U+009B]: is "
	    "missing\n");
	verdict_free(&v);
}

static void
progress_lines(void **state)
{
	static const int64_t	 some[3] = { 5, 20, 1536 };
	static const int64_t	 none[3] = { 0, 0, 7 };
	static const int64_t	 all[3] = { 3, 3, INT64_MAX };
	struct buf		 b = BUF_INIT;

	(void)state;
	progress_line(&b, "x\033", some, 79);
	assert_string_equal(b.ptr, "x[U+001B] [#####...............] 25% 5 of "
	    "20 files, 1.5 KiB");
	buf_reset(&b);
	progress_line(&b, "name", none, 30);
	assert_string_equal(b.ptr, " [....................] 0% 0 o");
	buf_reset(&b);
	progress_line(&b, "x", all, 79);
	assert_string_equal(b.ptr, "x [####################] 100% 3 of 3 "
	    "files, 8388607.9 TiB");
	buf_free(&b);
}

static void
chain_heads(void **state)
{
	struct chain_head	 head;
	struct verify_report	 report = { .sequence = 12 };

	(void)state;
	assert_int_equal(chain_head(HEX, &head), 0);
	assert_int_equal(chain_head("sha256:" HEX, &head), 0);
	assert_true(chain_is_number(&head, &report));
	assert_int_equal(chain_head("head sha256:" HEX " seq 12", &head), 0);
	assert_string_equal(head.seal, HEX);
	assert_int_equal(head.sequence, 12);
	assert_true(chain_is_number(&head, &report));
	report.sequence = 13;
	assert_false(chain_is_number(&head, &report));
	report.sequence = 0;
	assert_true(chain_is_number(&head, &report));
	assert_int_equal(chain_head("", &head), -1);
	assert_int_equal(chain_head(HEX "a", &head), -1);
	assert_int_equal(chain_head("sha512:" HEX, &head), -1);
	assert_int_equal(chain_head(HEX "\n", &head), -1);
	assert_int_equal(chain_head(HEX " seq x", &head), -1);
	assert_int_equal(chain_head(HEX " seq 0", &head), -1);
}

static void
beneath(void **state)
{
	int	 dir, fd;

	(void)state;
	assert_int_equal(system("mkdir -p d/e; echo x >d/e/f; echo y >out; "
	    "ln -s ../out d/link; ln -s e d/side; mkfifo d/pipe"), 0);
	dir = open("d", O_RDONLY | O_DIRECTORY);
	assert_true((fd = file_beneath(dir, "e/f")) != -1);
	close(fd);
	assert_true((fd = file_beneath(dir, "pipe")) != -1);
	close(fd);
	assert_int_equal(file_beneath(dir, "link"), -1);
	assert_int_equal(errno, ELOOP);
	assert_int_equal(file_beneath(dir, "side/f"), -1);
	assert_int_equal(errno, ELOOP);
	assert_int_equal(file_beneath(dir, "../out"), -1);
	assert_int_equal(errno, EXDEV);
	assert_int_equal(file_beneath(dir, "/etc/passwd"), -1);
	assert_int_equal(file_beneath(dir, "none"), -1);
	assert_int_equal(errno, ENOENT);
	close(dir);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(hash_names),
		HARNESS_TEST(inventory_joins),
		HARNESS_TEST(manifest_strict),
		HARNESS_TEST(manifest_any),
		HARNESS_TEST(manifest_paths),
		HARNESS_TEST(info_elements),
		HARNESS_TEST(verdict_results),
		HARNESS_TEST(progress_lines),
		HARNESS_TEST(chain_heads),
		HARNESS_TEST(beneath),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
