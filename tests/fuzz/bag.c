/*
 * The tag files of a bag, cut apart by 0x1e, with one payload file, in an
 * archive: verified, its seal taken, and followed by a new snapshot.  A
 * manifest that is empty is made right, so that what is behind it is reached.
 */

#include "fuzz.h"

#include <sys/stat.h>

#include <fcntl.h>
#include <unistd.h>

#include "cmd.h"
#include "file.h"
#include "hash.h"
#include "seal.h"

#define OLD	"2026-01-01T000000Z"
#define BAG	"archive/" OLD "/"
#define NPARTS	8

static const char *const names[NPARTS] = {
	BAG "bagit.txt", BAG "bag-info.txt", BAG "previous.sha256",
	BAG "manifest-sha256.txt", BAG "tagmanifest-sha256.txt",
	BAG "data/a.txt", BAG "manifest-sha512.txt",
	BAG "tagmanifest-sha512.txt"
};

static void
line(struct buf *b, const struct slice *part, const char *name)
{
	struct hash	*h = hash_new(HASH_SHA256);
	uint8_t		 digest[HASH_MAX];
	char		 hex[HASH_HEX];

	hash_once(h, part->ptr, part->len, digest);
	hash_free(h);
	hash_hex(digest, 32, hex);
	buf_addf(b, "%s  %s\n", hex, name + sizeof(BAG) - 1);
}

/* Both manifests of SHA-256, where they are empty. */
static void
complete(struct slice *parts, struct buf *payload, struct buf *tags)
{
	size_t	 i;

	if (parts[3].len == 0) {
		line(payload, &parts[5], names[5]);
		parts[3] = (struct slice){ payload->ptr, payload->len };
	}
	if (parts[4].len == 0) {
		for (i = 0; i < NPARTS; i++)
			if (i != 5 && i != 4 && i != 7 && parts[i].len > 0)
				line(tags, &parts[i], names[i]);
		parts[4] = (struct slice){ tags->ptr, tags->len };
	}
}

static void
follow(void)
{
	struct seal	 seal;
	char		 hex[65];
	int		 fd;

	fd = open(BAG, O_RDONLY | O_DIRECTORY);
	FUZZ_HOLDS(fd != -1);
	(void)seal_of(fd, "bag", hex);
	close(fd);
	fd = open("archive", O_RDONLY | O_DIRECTORY);
	FUZZ_HOLDS(fd != -1);
	(void)seal_next(fd, "archive", "2026-11-23T154300Z", &seal);
	close(fd);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	FUZZ_HOLDS(mkdir("archive", 0700) == 0 && mkdir(BAG, 0700) == 0 &&
	    mkdir(BAG "data", 0700) == 0);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct slice		 parts[NPARTS];
	struct buf		 payload = BUF_INIT, tags = BUF_INIT;
	size_t			 n, i;
	int			 rc;

	n = fuzz_parts(data, len, parts, NPARTS);
	for (i = n; i < NPARTS; i++)
		parts[i] = (struct slice){ "", 0 };
	complete(parts, &payload, &tags);
	for (i = 0; i < NPARTS; i++)
		if (parts[i].len > 0 || i == 5)
			fuzz_write(names[i], parts[i].ptr, parts[i].len);
		else
			(void)unlink(names[i]);
	rc = fuzz_verify("archive/" OLD, false);
	FUZZ_HOLDS(rc == CMD_DONE || rc == CMD_FAILED || rc == CMD_DAMAGED);
	(void)fuzz_verify("archive", true);
	follow();
	if (rc == CMD_DONE) {
		/* Whatever it says of itself, it is no longer that. */
		buf_reset(&payload);
		buf_slice(&payload, parts[5]);
		buf_addc(&payload, 'x');
		fuzz_write(names[5], payload.ptr, payload.len);
		FUZZ_HOLDS(fuzz_verify("archive/" OLD, false) == CMD_DAMAGED);
	}
	buf_free(&payload);
	buf_free(&tags);
	return 0;
}
