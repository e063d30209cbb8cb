/*
 * The tables of a snapshot, cut apart by 0x1e: findings, service users, tokens
 * of an old one, then of a new one, in bags that are sound.  They are compared
 * as "tokensnap diff" does; if the first byte says so, a snapshot is built
 * after the old one.
 */

#include "fuzz.h"

#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd.h"
#include "file.h"
#include "hash.h"
#include "text.h"

#define OLD	"2026-10-23T154300Z"
#define NEW	"2026-11-22T154300Z"
#define TABLES	3

static const char *const	 tables[TABLES] = { "findings",
    "service-users", "tokens" };

static const char		 page[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
    "<meta charset=\"utf-8\"/>\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\""
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'\"/>\n<title>Old</title>\n"
    "</head>\n<body><main id=\"main\"><h1>Old</h1></main></body></html>\n";

static struct buf		 said = BUF_INIT;

/* A line of a manifest. */
static void
put_line(struct buf *manifest, const char *path, struct slice text)
{
	struct hash	*h = hash_new(HASH_SHA256);
	uint8_t		 digest[HASH_MAX];
	char		 hex[HASH_HEX];

	hash_once(h, text.ptr, text.len, digest);
	hash_free(h);
	hash_hex(digest, 32, hex);
	buf_addf(manifest, "%s  %s\n", hex, path);
}

static void
put_file(const char *bag, const char *path, struct slice text,
    struct buf *manifest)
{
	char	 full[128];

	(void)snprintf(full, sizeof(full), "%s/%s", bag, path);
	fuzz_write(full, text.ptr, text.len);
	put_line(manifest, path, text);
}

static struct slice
slice(const struct buf *b)
{
	return (struct slice){ b->ptr, b->len };
}

static void
make_folder(const char *bag, const char *name)
{
	char	 path[128];

	(void)snprintf(path, sizeof(path), "%s%s", bag, name);
	FUZZ_HOLDS(mkdir(path, 0700) == 0);
}

/* A snapshot with these tables; an empty one is not there. */
static void
make_bag(const char *bag, const char *name, const char *as_of,
    const struct slice *parts)
{
	struct buf	 payload = BUF_INIT, tags = BUF_INIT, b = BUF_INIT;
	char		 path[64];
	size_t		 bytes = sizeof(page) - 1;
	int		 i, files = 1;

	make_folder(bag, "");
	make_folder(bag, "/data");
	/* An empty folder is no part of a bag. */
	if (parts[0].len + parts[1].len + parts[2].len > 0)
		make_folder(bag, "/data/tables");
	put_file(bag, "data/index.html", slice_of(page), &payload);
	for (i = 0; i < TABLES; i++) {
		if (parts[i].len == 0)
			continue;
		(void)snprintf(path, sizeof(path), "data/tables/%s.csv",
		    tables[i]);
		put_file(bag, path, parts[i], &payload);
		bytes += parts[i].len;
		files++;
	}
	buf_addf(&b, "Bag-Count: 1 of ?\nBag-Group-Identifier: series\n"
	    "External-Identifier: %s\nPayload-Oxum: %zu.%d\n"
	    "Tokensnap-As-Of: %s\nTokensnap-Signature: none\n", name, bytes,
	    files, as_of);
	put_file(bag, "bag-info.txt", slice(&b), &tags);
	put_file(bag, "bagit.txt", slice_of("BagIt-Version: 1.0\n"
	    "Tag-File-Character-Encoding: UTF-8\n"), &tags);
	put_file(bag, "index.html", slice_of(page), &tags);
	put_file(bag, "manifest-sha256.txt", slice(&payload), &tags);
	put_file(bag, "tagmanifest-sha256.txt", slice(&tags), &b);
	buf_free(&payload);
	buf_free(&tags);
	buf_free(&b);
}

/* What was printed is text that a terminal shows as it is. */
static void
check_output(void)
{
	struct buf	 b = BUF_INIT;
	size_t		 i;

	FUZZ_HOLDS(fflush(stdout) == 0);
	FUZZ_HOLDS(file_read(AT_FDCWD, "out", "out", (size_t)64 << 20, &b) ==
	    0);
	FUZZ_HOLDS(text_valid(slice(&b)));
	for (i = 0; i < b.len; i++)
		FUZZ_HOLDS(((unsigned char)b.ptr[i] >= 0x20 &&
		    b.ptr[i] != 0x7f) || b.ptr[i] == '\n');
	FUZZ_HOLDS(ftruncate(STDOUT_FILENO, 0) == 0);
	rewind(stdout);
	buf_free(&b);
}

static int
diff(const char *old, const char *new, bool json)
{
	char	 words[][40] = { "diff", "", "--used", "", "" };
	char	*argv[] = { words[0], words[1], words[2], words[3], words[4],
		    NULL };
	int	 rc;

	(void)snprintf(words[1], sizeof(words[1]), "%s",
	    json ? "--json" : "--used");
	(void)snprintf(words[3], sizeof(words[3]), "%s", old);
	(void)snprintf(words[4], sizeof(words[4]), "%s", new);
	buf_reset(&said);
	fuzz_listen(&said);
	rc = cmd_diff(5, argv);
	fuzz_listen(NULL);
	FUZZ_HOLDS(rc == CMD_DONE || rc == CMD_FAILED);
	FUZZ_HOLDS((rc == CMD_FAILED) == (said.len > 0));
	check_output();
	return rc;
}

/* The old one stays as it is; the new one is good or not there. */
static void
build(unsigned options)
{
	int	 rc;

	rc = fuzz_run("export.db", options, NULL);
	FUZZ_HOLDS(rc == CMD_DONE || rc == CMD_FAILED);
	if (rc == CMD_DONE)
		fuzz_judge();
	FUZZ_HOLDS((access("archive/" FUZZ_NAME, F_OK) == 0) ==
	    (rc == CMD_DONE));
	FUZZ_HOLDS(fuzz_verify("archive/" OLD, false) == CMD_DONE);
	check_output();
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	fuzz_export();
	FUZZ_HOLDS(freopen("out", "w", stdout) != NULL);
	FUZZ_HOLDS(setenv("TMPDIR", ".", 1) == 0);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct slice	 parts[2 * TABLES];
	size_t		 n, i;

	if (len == 0)
		return 0;
	n = fuzz_parts(data + 1, len - 1, parts, 2 * TABLES);
	for (i = n; i < 2 * TABLES; i++)
		parts[i] = n > TABLES ? (struct slice){ "", 0 } :
		    i < TABLES ? (struct slice){ "", 0 } : parts[i - TABLES];
	FUZZ_HOLDS(mkdir("archive", 0700) == 0);
	make_bag("archive/" OLD, OLD, "2026-10-23T15:43:00Z", parts);
	make_bag(NEW, NEW, "2026-11-22T15:43:00Z", parts + TABLES);
	if (diff("archive/" OLD, NEW, false) == CMD_DONE)
		FUZZ_HOLDS(diff("archive/" OLD, NEW, true) == CMD_DONE);
	/* A build takes longer. */
	if ((data[0] & 128) != 0)
		build(data[0] & 0x4f);
	FUZZ_HOLDS(file_remove_tree(AT_FDCWD, NEW) == 0);
	FUZZ_HOLDS(file_remove_tree(AT_FDCWD, "archive") == 0);
	return 0;
}
