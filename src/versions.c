#include "versions.h"

#include <cmark.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/xmlversion.h>
#include <openssl/crypto.h>
#include <openssl/opensslv.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "hash.h"
#include "util.h"

#define PIECE	((size_t)256 << 10)

#ifdef __clang__
#define COMPILER	"clang " __clang_version__
#elif defined(__GNUC__)
#define COMPILER	"gcc " __VERSION__
#else
#define COMPILER	"unknown"
#endif

/* The file that this process runs, whatever its name is by now. */
static int
hash_program(char hex[65])
{
	struct hash	*h = hash_new(HASH_SHA256);
	char		*piece = xmalloc(PIECE);
	uint8_t		 digest[HASH_MAX];
	ssize_t		 n = -1;
	int		 fd;

	fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	if (fd != -1) {
		while ((n = file_fill(fd, piece, PIECE)) > 0)
			hash_update(h, piece, (size_t)n);
		close(fd);
	}
	if (n == 0) {
		hash_final(h, digest);
		hash_hex(digest, hash_len(HASH_SHA256), hex);
	} else {
		util_warn("/proc/self/exe:");
	}
	hash_free(h);
	free(piece);
	return n == 0 ? 0 : -1;
}

/* libxml2 says 20914 for 2.9.14, and may say more after it. */
static void
put_xml(char *out, size_t size, const char *version)
{
	long	 n = strtol(version, NULL, 10);

	(void)snprintf(out, size, "%ld.%ld.%ld", n / 10000, n / 100 % 100,
	    n % 100);
}

static void
put(char *out, size_t size, const char *version)
{
	(void)snprintf(out, size, "%s", version);
}

int
versions_read(struct versions *v)
{
	struct versions_library	*l = v->libraries;
	size_t			 size = sizeof(l->loaded);

	v->compiler = COMPILER;
	l->name = "cmark";
	put(l->compiled, size, CMARK_VERSION_STRING);
	put(l->loaded, size, cmark_version_string());
	(++l)->name = "libcrypto";
	put(l->compiled, size, OPENSSL_VERSION_TEXT);
	put(l->loaded, size, OpenSSL_version(OPENSSL_VERSION));
	(++l)->name = "libxml2";
	put(l->compiled, size, LIBXML_DOTTED_VERSION);
	put_xml(l->loaded, size, xmlParserVersion);
	(++l)->name = "SQLite";
	put(l->compiled, size, SQLITE_VERSION);
	put(l->loaded, size, sqlite3_libversion());
	return hash_program(v->program);
}
