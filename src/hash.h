#ifndef HASH_H
#define HASH_H

/*
 * SHA-256 and SHA-512 (FIPS 180-4) through libcrypto.  A struct hash is used
 * by one thread at a time and can be started again any number of times.
 */

#include <stdint.h>

#include "buf.h"

enum hash_kind {
	HASH_SHA256,
	HASH_SHA512,
	HASH_KINDS
};

#define HASH_MAX	64	/* bytes of the longest digest */
#define HASH_HEX	(2 * HASH_MAX + 1)

struct hash;

/* "sha256", "sha512": the name in manifest file names. */
const char *hash_name(enum hash_kind);

/* 32 or 64: bytes of a digest. */
size_t	 hash_len(enum hash_kind);

/* Set *kind by its name.  Returns 0, or -1 when there is none. */
int	 hash_by_name(const char *name, enum hash_kind *kind);

/* Make libcrypto ready, or exit: once, before anything else of it. */
void	 hash_init(void);

/* A hash, ready for hash_update.  Exits when libcrypto lacks it. */
struct hash *hash_new(enum hash_kind);

/*
 * A hash by the name that RFC 8493 (2.4) gives it, lower case and without
 * punctuation: "md5", "sha512", "sha3256", "blake2b512".  NULL when libcrypto
 * does not offer it, or its digest is longer than HASH_MAX.
 */
struct hash *hash_named(const char *name);

/* Bytes of its digest. */
size_t	 hash_size(const struct hash *);

/* Forget what was hashed and start anew. */
void	 hash_restart(struct hash *);

/* Hash some more. */
void	 hash_update(struct hash *, const void *, size_t);

/* The digest of all since the start; digest holds hash_len() bytes.  Call
 * hash_restart before the next use. */
void	 hash_final(struct hash *, uint8_t *digest);

/* Free it; NULL is allowed. */
void	 hash_free(struct hash *);

/* Restart, hash one piece, finish. */
void	 hash_once(struct hash *, const void *, size_t, uint8_t *digest);

/* The same; the first 64 bits, which tell one text from the other in memory. */
uint64_t hash_short(struct hash *, const void *, size_t);

/* The same of a text as text_repair makes it: as a table would hold it. */
uint64_t hash_repaired(struct hash *, struct slice);

/* Lower-case hexadecimal of len bytes into hex (2 * len + 1 bytes). */
void	 hash_hex(const uint8_t *, size_t len, char *hex);

/* Read 2 * len hexadecimal digits, either case.  Returns 0, or -1. */
int	 hash_unhex(const char *hex, size_t len, uint8_t *);

/* Append bytes as base64 (RFC 4648, section 4). */
struct buf;
void	 hash_base64(struct buf *, const void *, size_t len);

#endif
