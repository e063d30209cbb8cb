/*
 * A signature and what it is over: the tag manifest, bag-info.txt, certificates
 * that are trusted, and last the signature, cut apart by 0x1e.  The first byte
 * says whether the signature is PEM, or DER that is put into that form.
 */

#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "hash.h"
#include "signcheck.h"

#define NOW	1796083200	/* 2026-12-01 */

enum part {
	TAGS,
	INFO,
	TRUST,
	SIGNATURE,
	PARTS
};

static const char *const	 files[PARTS] = { "tagmanifest-sha256.txt",
    "bag-info.txt", "trust.pem", SIGNCHECK_FILE };

/* The SHA-256 of each signature of a seed and what it is over.  Nobody has the
 * keys any more: whatever else is taken for sound is a find. */
static const char *const	 sound[] = {
	"69652cc8939653ccea2a6d2d96c61c7b0e42bd7f8e5f9f23fd623db1ba6a1fc1",
	"7fd2776a6861712a1c95d1c1261fa990b28704e109278d33ca797281d47228ec",
};

static int
dirfd(void)
{
	static int	 fd = -1;

	if (fd == -1)
		fd = open(".", O_RDONLY | O_DIRECTORY);
	return fd;
}

static void
check_sound(const struct slice *signature, const struct slice *tags)
{
	struct hash	*h = hash_new(HASH_SHA256);
	uint8_t		 digest[HASH_MAX];
	char		 hex[HASH_HEX];
	size_t		 i;

	hash_update(h, signature->ptr, signature->len);
	hash_update(h, tags->ptr, tags->len);
	hash_final(h, digest);
	hash_free(h);
	hash_hex(digest, 32, hex);
	for (i = 0; i < sizeof(sound) / sizeof(sound[0]); i++)
		if (strcmp(sound[i], hex) == 0)
			return;
	fprintf(stderr, "%s\n", hex);
	fuzz_find(__FILE__, __LINE__, "nobody made this signature");
}

static enum signcheck_result
check(const struct trust *trust, const struct slice *parts)
{
	struct signcheck	 c;
	struct verdict		 v;

	verdict_init(&v, "s", false);
	signcheck(dirfd(), trust, NOW, &v, &c);
	FUZZ_HOLDS((c.result == SIGNCHECK_BAD) == (v.faults > 0));
	if (parts[SIGNATURE].len == 0)
		FUZZ_HOLDS(c.result == SIGNCHECK_NONE ||
		    c.result == SIGNCHECK_BAD);
	else if (c.result != SIGNCHECK_BAD)
		check_sound(&parts[SIGNATURE], &parts[TAGS]);
	verdict_free(&v);
	buf_free(&c.signer);
	return c.result;
}

/* Put DER into the form of PEM. */
static BIO *
armour(struct slice *s)
{
	BIO	*bio = BIO_new(BIO_s_mem());
	char	*p;

	FUZZ_HOLDS(bio != NULL && PEM_write_bio(bio, PEM_STRING_CMS, "",
	    (const unsigned char *)s->ptr, (long)s->len) > 0);
	s->len = (size_t)BIO_get_mem_data(bio, &p);
	s->ptr = p;
	return bio;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct slice		 parts[PARTS];
	struct trust		*trust = NULL;
	enum signcheck_result	 alone;
	BIO			*bio = NULL;
	size_t			 n, i;

	if (len == 0)
		return 0;
	n = fuzz_parts(data + 1, len - 1, parts, PARTS);
	for (i = n; i < PARTS; i++)
		parts[i] = (struct slice){ "", 0 };
	if ((data[0] & 1) != 0 && parts[SIGNATURE].len > 0)
		bio = armour(&parts[SIGNATURE]);
	for (i = 0; i < PARTS; i++)
		if (parts[i].len > 0)
			fuzz_write(files[i], parts[i].ptr, parts[i].len);
		else
			(void)unlink(files[i]);
	alone = check(NULL, parts);
	FUZZ_HOLDS(alone != SIGNCHECK_TRUSTED);
	if (parts[TRUST].len > 0 && signcheck_trust("trust.pem", &trust) ==
	    0)
		FUZZ_HOLDS(check(trust, parts) != SIGNCHECK_TRUSTED ||
		    alone == SIGNCHECK_UNTRUSTED);
	signcheck_free(trust);
	BIO_free(bio);
	ERR_clear_error();
	return 0;
}
