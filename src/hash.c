#include "hash.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "text.h"
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

static void *
take(size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return n > 0 ? xmalloc(n) : NULL;
}

static void *
take_again(void *old, size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	if (n > 0)
		return xreallocarray(old, 1, n);
	free(old);
	return NULL;
}

static void
give_back(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	free(p);
}

void
hash_init(void)
{
	/* Without memory it would call a good signature a bad one. */
	if (CRYPTO_set_mem_functions(take, take_again, give_back) != 1)
		util_die("libcrypto cannot be made ready");
	/* Without memory for its locks libcrypto 3.0 says so here, and
	 * crashes at the first digest.  At the end it would take memory to
	 * clean up, and a snapshot be called lost that is published. */
	if (OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL) != 1 ||
	    OSSL_LIB_CTX_get0_global_default() == NULL)
		util_die("libcrypto cannot be made ready: out of memory");
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

/* The search for a digest by its plain name. */
struct search {
	const char	*name;
	EVP_MD		*md;		/* found; owned */
	bool		 match;
};

static void
compare(const char *name, void *arg)
{
	struct search	*s = arg;
	const char	*p = s->name;
	char		 c;

	for (; *name != '\0'; name++) {
		c = *name >= 'A' && *name <= 'Z' ? (char)(*name | 0x20) :
		    *name;
		if ((c < 'a' || c > 'z') && (c < '0' || c > '9'))
			continue;
		if (c != *p++)
			return;
	}
	s->match = s->match || *p == '\0';
}

static void
look_at(EVP_MD *md, void *arg)
{
	struct search	*s = arg;

	s->match = false;
	if (s->md == NULL && EVP_MD_names_do_all(md, compare, s) == 1 &&
	    s->match && EVP_MD_up_ref(md) == 1)
		s->md = md;
}

struct hash *
hash_named(const char *name)
{
	struct search	 s = { name, NULL, false };
	struct hash	*h;
	enum hash_kind	 kind;
	int		 size;

	if (hash_by_name(name, &kind) == 0)
		return hash_new(kind);
	EVP_MD_do_all_provided(NULL, look_at, &s);
	if (s.md == NULL)
		return NULL;
	size = EVP_MD_get_size(s.md);
	if (size < 1 || size > HASH_MAX) {
		EVP_MD_free(s.md);
		return NULL;
	}
	h = xmalloc(sizeof(*h));
	h->md = s.md;
	h->ctx = EVP_MD_CTX_new();
	if (h->ctx == NULL || EVP_DigestInit_ex2(h->ctx, h->md, NULL) != 1)
		util_die("libcrypto cannot start %s", name);
	return h;
}

size_t
hash_size(const struct hash *h)
{
	return (size_t)EVP_MD_get_size(h->md);
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

uint64_t
hash_short(struct hash *h, const void *p, size_t len)
{
	uint8_t		 digest[HASH_MAX];
	uint64_t	 n;

	hash_once(h, p, len, digest);
	memcpy(&n, digest, sizeof(n));
	return n;
}

uint64_t
hash_repaired(struct hash *h, struct slice s)
{
	struct buf	 b = BUF_INIT;
	uint64_t	 n;

	if (text_valid(s))
		return hash_short(h, s.ptr, s.len);
	text_repair(&b, s);
	n = hash_short(h, b.ptr, b.len);
	buf_free(&b);
	return n;
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
