#include "hash.h"

#include <stdlib.h>

#include <openssl/evp.h>

#include "util.h"

static const struct {
	const char	*name;
	const char	*evp;
	size_t		 len;
} kinds[HASH_KINDS] = {
	[HASH_SHA256] = { "sha256", "SHA256", 32 },
	[HASH_SHA512] = { "sha512", "SHA512", 64 },
};

struct hash {
	EVP_MD		*md;
	EVP_MD_CTX	*ctx;
};

const char *
hash_name(enum hash_kind kind)
{
	return kinds[kind].name;
}

size_t
hash_len(enum hash_kind kind)
{
	return kinds[kind].len;
}

int
hash_by_name(const char *name, enum hash_kind *kind)
{
	int	 i;

	for (i = 0; i < HASH_KINDS; i++)
		if (strcmp(name, kinds[i].name) == 0) {
			*kind = (enum hash_kind)i;
			return 0;
		}
	return -1;
}

struct hash *
hash_new(enum hash_kind kind)
{
	struct hash	*h = xmalloc(sizeof(*h));

	h->md = EVP_MD_fetch(NULL, kinds[kind].evp, NULL);
	h->ctx = EVP_MD_CTX_new();
	if (h->md == NULL || h->ctx == NULL ||
	    EVP_DigestInit_ex2(h->ctx, h->md, NULL) != 1)
		util_die("libcrypto offers no %s", kinds[kind].evp);
	return h;
}

void
hash_restart(struct hash *h)
{
	if (EVP_DigestInit_ex2(h->ctx, NULL, NULL) != 1)
		util_die("libcrypto cannot start a digest");
}

void
hash_update(struct hash *h, const void *p, size_t len)
{
	if (EVP_DigestUpdate(h->ctx, p, len) != 1)
		util_die("libcrypto cannot go on with a digest");
}

void
hash_final(struct hash *h, uint8_t *digest)
{
	if (EVP_DigestFinal_ex(h->ctx, digest, NULL) != 1)
		util_die("libcrypto cannot end a digest");
}

void
hash_free(struct hash *h)
{
	if (h == NULL)
		return;
	EVP_MD_CTX_free(h->ctx);
	EVP_MD_free(h->md);
	free(h);
}

void
hash_once(struct hash *h, const void *p, size_t len, uint8_t *digest)
{
	hash_restart(h);
	hash_update(h, p, len);
	hash_final(h, digest);
}

void
hash_hex(const uint8_t *digest, size_t len, char *hex)
{
	static const char	 digits[] = "0123456789abcdef";
	size_t			 i;

	for (i = 0; i < len; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[2 * len] = '\0';
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

int
hash_unhex(const char *hex, size_t len, uint8_t *digest)
{
	size_t	 i;
	int	 hi, lo;

	for (i = 0; i < len; i++) {
		hi = digit(hex[2 * i]);
		lo = hi >= 0 ? digit(hex[2 * i + 1]) : -1;
		if (lo < 0)
			return -1;
		digest[i] = (uint8_t)(hi << 4 | lo);
	}
	return 0;
}

void
hash_base64(struct buf *b, const void *p, size_t len)
{
	static const char	 digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t		*d = p;
	char			 four[4];
	uint32_t		 v;
	size_t			 i, n;

	for (i = 0; i < len; i += 3) {
		n = len - i < 3 ? len - i : 3;
		v = (uint32_t)d[i] << 16;
		v |= n > 1 ? (uint32_t)d[i + 1] << 8 : 0;
		v |= n > 2 ? d[i + 2] : 0;
		four[0] = digits[v >> 18];
		four[1] = digits[v >> 12 & 63];
		four[2] = n > 1 ? digits[v >> 6 & 63] : '=';
		four[3] = n > 2 ? digits[v & 63] : '=';
		buf_add(b, four, 4);
	}
}
