#ifndef SIGN_HELP_H
#define SIGN_HELP_H

/* Keys and certificates for the tests of signatures, and snapshots that are
 * signed with them. */

#include "harness.h"

#include <sys/stat.h>

#include <openssl/pem.h>
#include <openssl/cms.h>
#include <openssl/x509v3.h>

#include "bag.h"
#include "seal.h"
#include "sign.h"
#include "signcheck.h"

#define NOW	1795448580LL		/* 2026-11-23T15:43:00Z */
#define DAY	86400LL
#define NAME	"2026-11-23T154300Z"
#define TAGS	"archive/" NAME "/tagmanifest-sha256.txt"
#define SIGNED	"archive/" NAME "/signature.p7s"

/* A certificate to be made; issuer NULL: its own. */
struct help_cert {
	const char	*name;
	const char	*usage;		/* keyUsage, or NULL */
	int64_t		 from, to;	/* relative to NOW */
	EVP_PKEY	*key;
	X509		*issuer;
	EVP_PKEY	*issuer_key;
	bool		 ca;
};

static inline EVP_PKEY *
help_key(void)
{
	EVP_PKEY	*key = EVP_EC_gen("P-256");

	assert_non_null(key);
	return key;
}

static inline void
help_extend(X509 *c, int nid, const char *value)
{
	X509_EXTENSION	*e = X509V3_EXT_conf_nid(NULL, NULL, nid, value);

	assert_non_null(e);
	assert_int_equal(X509_add_ext(c, e, -1), 1);
	X509_EXTENSION_free(e);
}

static inline X509 *
help_cert(const struct help_cert *h)
{
	X509		*c = X509_new();
	X509_NAME	*name = X509_get_subject_name(c);
	static long	 serial;
	EVP_PKEY	*by = h->issuer_key != NULL ? h->issuer_key : h->key;
	int		 id = EVP_PKEY_get_id(by);

	assert_int_equal(X509_set_version(c, X509_VERSION_3), 1);
	assert_int_equal(ASN1_INTEGER_set(X509_get_serialNumber(c), ++serial),
	    1);
	assert_int_equal(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
	    (const unsigned char *)h->name, -1, -1, 0), 1);
	assert_int_equal(X509_set_issuer_name(c, h->issuer != NULL ?
	    X509_get_subject_name(h->issuer) : name), 1);
	assert_non_null(ASN1_TIME_set(X509_getm_notBefore(c), NOW + h->from));
	assert_non_null(ASN1_TIME_set(X509_getm_notAfter(c), NOW + h->to));
	assert_int_equal(X509_set_pubkey(c, h->key), 1);
	if (h->ca)
		help_extend(c, NID_basic_constraints, "critical,CA:TRUE");
	if (h->usage != NULL)
		help_extend(c, NID_key_usage, h->usage);
	assert_true(X509_sign(c, by, id == EVP_PKEY_ED25519 ? NULL :
	    EVP_sha256()) > 0);
	return c;
}

/* Of a year around NOW, self-signed. */
static inline X509 *
help_plain(const char *name, EVP_PKEY *key)
{
	return help_cert(&(struct help_cert){ name, NULL, -DAY, 365 * DAY,
	    key, NULL, NULL, true });
}

static inline void
help_write_key(const char *path, EVP_PKEY *key, const char *passphrase)
{
	BIO	*bio = BIO_new_file(path, "w");

	assert_non_null(bio);
	assert_int_equal(PEM_write_bio_PKCS8PrivateKey(bio, key,
	    passphrase != NULL ? EVP_aes_256_cbc() : NULL, passphrase,
	    passphrase != NULL ? (int)strlen(passphrase) : 0, NULL, NULL), 1);
	BIO_free(bio);
	assert_int_equal(chmod(path, 0600), 0);
}

/* Append a certificate to a file. */
static inline void
help_write_cert(const char *path, X509 *cert)
{
	BIO	*bio = BIO_new_file(path, "a");

	assert_non_null(bio);
	assert_int_equal(PEM_write_bio_X509(bio, cert), 1);
	BIO_free(bio);
}

/* key.pem and cert.pem, self-signed; the certificate is the caller's. */
static inline X509 *
help_pair(EVP_PKEY *key, const char *name)
{
	X509	*c = help_plain(name, key);

	(void)unlink("cert.pem");
	help_write_key("key.pem", key, NULL);
	help_write_cert("cert.pem", c);
	return c;
}

static inline struct signer *
help_open(const char *chain)
{
	struct sign_files	 f = { "key.pem", "cert.pem", chain,
				    { NULL, -1 } };
	struct signer		*s;

	assert_int_equal(sign_open(&f, NOW, &s), 0);
	return s;
}

/* A bag of one page, published as archive/NAME, by a signer or NULL. */
static inline void
help_bag(const struct signer *signer, const char *name)
{
	static const struct stage_options o = { .mode = 0600 };
	struct bag_info		 info = { name, "series", "0", 1, NOW, "e.db",
				    "0123", signer != NULL ?
				    sign_facts(signer) : NULL };
	struct stage		*s;
	struct stage_writer	*w;

	assert_int_equal(stage_open(&o, "archive", name, &s), STAGE_OK);
	w = stage_writer_new(s);
	assert_int_equal(stage_put(w, "data/index.html", "page\n", 5), 0);
	assert_int_equal(bag_write(s, w, &o, &info), 0);
	if (signer != NULL)
		assert_int_equal(sign_put(signer, stage_fd(s), name, NOW, w),
		    0);
	stage_writer_free(w);
	assert_int_equal(stage_publish(s), STAGE_OK);
	stage_abort(s);
	assert_int_equal(system("chmod -R u+w archive"), 0);
}

/* Look at archive/NAME as of NOW + later; the result, with stderr as said. */
static inline enum signcheck_result
help_check(const struct trust *trust, int64_t later, const char *err)
{
	struct signcheck	 c;
	struct verdict		 v;
	int			 old, fd = open("archive/" NAME, O_RDONLY);

	assert_int_not_equal(fd, -1);
	old = harness_catch();
	verdict_init(&v, "s", false);
	signcheck(fd, trust, NOW + later, &v, &c);
	harness_caught(old, err);
	assert_true((v.faults > 0) == (c.result == SIGNCHECK_BAD));
	verdict_free(&v);
	buf_free(&c.signer);
	close(fd);
	return c.result;
}

#endif
