#include "pem.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "file.h"
#include "hash.h"
#include "util.h"

#define FILE_MAX	((size_t)256 * 1024)
#define PASSPHRASE_MAX	1024

struct passphrase {
	char	 text[PASSPHRASE_MAX + 1];
	int	 len;			/* -1: there is none */
	bool	 asked;			/* the key wants one */
};

/* Whether only its owner, who is this user or root, can read an open file. */
static int
check_private(int fd, const char *path)
{
	struct stat	 st;

	if (fstat(fd, &st) == -1) {
		util_warn("%s:", path);
		return -1;
	}
	if (st.st_uid != geteuid() && st.st_uid != 0) {
		util_warn("%s: belongs to another user (uid %lu)", path,
		    (unsigned long)st.st_uid);
		return -1;
	}
	if ((st.st_mode & 077) != 0) {
		util_warn("%s: others than its owner may use it (mode %04o); "
		    "chmod go= it", path, (unsigned)st.st_mode & 07777);
		return -1;
	}
	return 0;
}

/* All of an open file that ends before max bytes, or -1 with it printed. */
static ssize_t
read_all(int fd, const char *path, char *data, size_t max)
{
	ssize_t	 n = file_fill(fd, data, max);

	if (n == -1)
		util_warn("%s:", path);
	else if ((size_t)n == max)
		util_warn("%s: longer than %zu bytes", path, max - 1);
	else
		return n;
	return -1;
}

static int
open_cert(const char *path)
{
	struct stat	 st;
	int		 fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd == -1 || fstat(fd, &st) == -1) {
		util_warn("%s:", path);
	} else if (!S_ISREG(st.st_mode)) {
		util_warn("%s: is not a regular file", path);
	} else {
		return fd;
	}
	if (fd != -1)
		close(fd);
	return -1;
}

int
pem_certs(const char *path, STACK_OF(X509) **out)
{
	STACK_OF(X509)	*certs = sk_X509_new_null();
	X509		*cert;
	BIO		*bio = NULL;
	char		*data = xmalloc(FILE_MAX);
	ssize_t		 n;
	int		 fd, rc = -1;

	if (certs == NULL)
		util_die("out of memory");
	if ((fd = open_cert(path)) == -1 ||
	    (n = read_all(fd, path, data, FILE_MAX)) == -1)
		goto out;
	if ((bio = BIO_new_mem_buf(data, (int)n)) == NULL)
		util_die("out of memory");
	while ((cert = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL)
		if (sk_X509_push(certs, cert) <= 0)
			util_die("out of memory");
	/* The end of the file is the one way that this may have ended. */
	if (sk_X509_num(certs) == 0)
		util_warn("%s: holds no certificate in PEM form", path);
	else if (ERR_GET_REASON(ERR_peek_last_error()) !=
	    PEM_R_NO_START_LINE)
		util_warn("%s: certificate %d in it is damaged", path,
		    sk_X509_num(certs) + 1);
	else
		rc = 0;
	ERR_clear_error();
out:
	BIO_free(bio);
	if (fd != -1)
		close(fd);
	free(data);
	if (rc == 0)
		*out = certs;
	else
		sk_X509_pop_free(certs, X509_free);
	return rc;
}

/* One line, byte by byte, so that what follows stays for others. */
static int
read_line(int fd, const char *name, struct passphrase *p)
{
	char	 c;
	ssize_t	 n;

	p->len = 0;
	while ((n = file_fill(fd, &c, 1)) == 1 && c != '\n') {
		if (p->len == PASSPHRASE_MAX) {
			util_warn("%s: passphrase longer than %d bytes", name,
			    PASSPHRASE_MAX);
			return -1;
		}
		p->text[p->len++] = c;
	}
	if (n == -1) {
		util_warn("%s:", name);
		return -1;
	}
	if (p->len > 0 && p->text[p->len - 1] == '\r')
		p->len--;
	if (p->len == 0) {
		util_warn("%s: holds no passphrase", name);
		return -1;
	}
	return 0;
}

static int
read_passphrase(const struct pem_secret *s, struct passphrase *p)
{
	char	*name;
	int	 fd, rc;

	p->len = -1;
	p->asked = false;
	if (s->file != NULL) {
		if ((fd = file_open(AT_FDCWD, s->file, s->file)) == -1)
			return -1;
		rc = check_private(fd, s->file);
		if (rc == 0)
			rc = read_line(fd, s->file, p);
		close(fd);
		return rc;
	}
	if (s->fd == -1)
		return 0;
	name = xasprintf("passphrase descriptor %d", s->fd);
	rc = read_line(s->fd, name, p);
	free(name);
	return rc;
}

/* What libcrypto calls for a passphrase, instead of its own prompt. */
static int
give_passphrase(char *out, int size, int writing, void *arg)
{
	struct passphrase	*p = arg;

	(void)writing;
	p->asked = true;
	if (p->len == -1 || p->len > size)
		return -1;
	memcpy(out, p->text, (size_t)p->len);
	return p->len;
}

/* Say why there is no key in the file. */
static void
no_key(const char *path, const struct passphrase *p)
{
	if (!p->asked)
		util_warn("%s: holds no private key in PEM form", path);
	else if (p->len == -1)
		util_warn("%s: is encrypted; give --passphrase-file or "
		    "--passphrase-fd", path);
	else
		util_warn("%s: cannot be decrypted with this passphrase",
		    path);
}

int
pem_key(const char *path, const struct pem_secret *secret, EVP_PKEY **out)
{
	struct passphrase	 p;
	char			*data = xmalloc(FILE_MAX);
	BIO			*bio;
	ssize_t			 n;
	int			 fd, rc = -1;

	*out = NULL;
	if ((fd = file_open(AT_FDCWD, path, path)) == -1)
		goto out;
	if (check_private(fd, path) == -1 ||
	    (n = read_all(fd, path, data, FILE_MAX)) == -1 ||
	    read_passphrase(secret, &p) == -1)
		goto out;
	if ((bio = BIO_new_mem_buf(data, (int)n)) == NULL)
		util_die("out of memory");
	*out = PEM_read_bio_PrivateKey(bio, NULL, give_passphrase, &p);
	BIO_free(bio);
	ERR_clear_error();
	if (*out == NULL)
		no_key(path, &p);
	else
		rc = 0;
out:
	OPENSSL_cleanse(&p, sizeof(p));
	OPENSSL_cleanse(data, FILE_MAX);
	free(data);
	if (fd != -1)
		close(fd);
	return rc;
}

int
pem_subject(const X509 *cert, struct buf *out)
{
	BIO	*bio = BIO_new(BIO_s_mem());
	char	*text;
	long	 len;
	int	 rc;

	if (bio == NULL)
		util_die("out of memory");
	rc = X509_NAME_print_ex(bio, X509_get_subject_name(cert), 0,
	    XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB);
	len = BIO_get_mem_data(bio, &text);
	if (rc >= 0 && len > 0)
		buf_add(out, text, (size_t)len);
	else if (rc >= 0)
		buf_adds(out, "(no name)");
	BIO_free(bio);
	ERR_clear_error();
	return rc >= 0 ? 0 : -1;
}

void
pem_sha256(const X509 *cert, char hex[65])
{
	uint8_t		 digest[EVP_MAX_MD_SIZE];
	unsigned	 len;

	if (X509_digest(cert, EVP_sha256(), digest, &len) != 1 || len != 32)
		util_die("libcrypto: no SHA-256");
	hash_hex(digest, 32, hex);
}
