/*
 * signature.p7s holds one SignerInfo with the signed attributes content type,
 * message digest (SHA-256), signing time and signing certificate v2; the
 * signer's certificate and those of the chain; no content, no unsigned
 * attribute.  The signing time is told, not measured: without one libcrypto
 * would put the clock of the machine in.
 */

#include "sign.h"

#include <stdlib.h>
#include <time.h>

#include <openssl/pem.h>	/* cms.h declares its PEM only after it */
#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "file.h"
#include "signcheck.h"
#include "util.h"
#include "when.h"

#define RSA_BITS	3072
#define FLAGS		(CMS_DETACHED | CMS_BINARY | CMS_CADES | \
			    CMS_NOSMIMECAP | CMS_PARTIAL)
#define FIT		"use P-256 or RSA of at least 3072 bits"
#define TAGS		"tagmanifest-sha256.txt"
#define TAGS_MAX	((size_t)1 << 20)

struct signer {
	EVP_PKEY	*key;
	X509		*cert;
	STACK_OF(X509)	*chain;
	struct buf	 subject;
	struct sign_facts facts;
	int64_t		 now;		/* when it was opened */
};

static const char *
reason(void)
{
	const char	*s = ERR_reason_error_string(ERR_peek_last_error());

	return s != NULL ? s : "unknown reason";
}

static int
check_curve(const char *path, const EVP_PKEY *key)
{
	static const char *const fit[] = { "prime256v1", "secp384r1",
	    "secp521r1" };
	char	 name[64] = "";
	size_t	 i;

	(void)EVP_PKEY_get_utf8_string_param(key,
	    OSSL_PKEY_PARAM_GROUP_NAME, name, sizeof(name), NULL);
	for (i = 0; i < sizeof(fit) / sizeof(fit[0]); i++)
		if (strcmp(name, fit[i]) == 0)
			return 0;
	util_warn("%s: key on the curve %s; " FIT, path,
	    name[0] != '\0' ? name : "of no name");
	return -1;
}

/* Whether others will be able to check what this key signs, and nobody able
 * to forge it. */
static int
check_key(const char *path, const EVP_PKEY *key)
{
	const char	*kind = EVP_PKEY_get0_type_name(key);
	int		 id = EVP_PKEY_get_id(key);

	switch (id) {
	case EVP_PKEY_RSA:
		if (EVP_PKEY_get_bits(key) >= RSA_BITS)
			return 0;
		util_warn("%s: RSA key of %d bits is too weak; " FIT, path,
		    EVP_PKEY_get_bits(key));
		return -1;
	case EVP_PKEY_EC:
		return check_curve(path, key);
	case EVP_PKEY_ED25519:
	case EVP_PKEY_ED448:
		util_warn("%s: %s key: OpenSSL before 3.2 can neither make "
		    "nor check such a signature (this is %s); " FIT, path,
		    id == EVP_PKEY_ED448 ? "Ed448" : "Ed25519",
		    OpenSSL_version(OPENSSL_VERSION_STRING));
		return -1;
	}
	util_warn("%s: key of the kind %s; " FIT, path,
	    kind != NULL ? kind : "unknown");
	return -1;
}

/* A date of a certificate, in words. */
static void
add_date(struct buf *b, const ASN1_TIME *t)
{
	struct tm	 tm;

	if (ASN1_TIME_to_tm(t, &tm) == 1)
		when_rfc3339(b, (int64_t)timegm(&tm));
	else
		buf_adds(b, "a time that cannot be read");
}

static int
check_cert(const struct sign_files *f, const struct signer *s, int64_t now)
{
	struct buf	 date = BUF_INIT;
	time_t		 at = (time_t)now;
	int		 rc = -1;

	if (X509_check_private_key(s->cert, s->key) != 1) {
		util_warn("%s: is not the certificate of %s", f->cert, f->key);
	} else if (X509_cmp_time(X509_get0_notBefore(s->cert), &at) != -1) {
		add_date(&date, X509_get0_notBefore(s->cert));
		util_warn("%s: is not valid before %s", f->cert, date.ptr);
	} else if (X509_cmp_time(X509_get0_notAfter(s->cert), &at) != 1) {
		add_date(&date, X509_get0_notAfter(s->cert));
		util_warn("%s: expired at %s", f->cert, date.ptr);
	} else if ((X509_get_key_usage(s->cert) &
	    (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) {
		util_warn("%s: is not for signatures: keyUsage allows neither "
		    "digitalSignature nor nonRepudiation", f->cert);
	} else {
		rc = 0;
	}
	ERR_clear_error();
	buf_free(&date);
	return rc;
}

/* The chain must be of use to whoever trusts only where it leads. */
static int
check_chain(const struct sign_files *f, const struct signer *s, int64_t now)
{
	X509_STORE	*store = X509_STORE_new();
	X509_STORE_CTX	*ctx = X509_STORE_CTX_new();
	int		 i, rc = -1;

	if (store == NULL || ctx == NULL)
		util_die("out of memory");
	for (i = 0; i < sk_X509_num(s->chain); i++)
		(void)X509_STORE_add_cert(store, sk_X509_value(s->chain, i));
	(void)X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
	if (X509_STORE_CTX_init(ctx, store, s->cert, NULL) != 1)
		util_die("libcrypto: %s", reason());
	X509_STORE_CTX_set_time(ctx, 0, (time_t)now);
	if (X509_verify_cert(ctx) == 1)
		rc = 0;
	else
		util_warn("%s: does not lead on from the certificate: %s",
		    f->chain != NULL ? f->chain : f->cert,
		    X509_verify_cert_error_string(
		    X509_STORE_CTX_get_error(ctx)));
	ERR_clear_error();
	X509_STORE_CTX_free(ctx);
	X509_STORE_free(store);
	return rc;
}

static void
fill_facts(struct signer *s)
{
	int	 i, n = sk_X509_num(s->chain);

	s->facts.subject = s->subject.ptr;
	pem_sha256(s->cert, s->facts.sha256);
	s->facts.chain = xcalloc((size_t)n + 1, sizeof(*s->facts.chain));
	for (i = 0; i < n; i++)
		pem_sha256(sk_X509_value(s->chain, i), s->facts.chain[i]);
	s->facts.nchain = (size_t)n;
}

/* Move certificates to the chain, each once and without the signer's. */
static void
add_chain(struct signer *s, STACK_OF(X509) *certs)
{
	X509	*cert;
	int	 i;

	while ((cert = sk_X509_shift(certs)) != NULL) {
		for (i = 0; i < sk_X509_num(s->chain); i++)
			if (X509_cmp(cert, sk_X509_value(s->chain, i)) == 0)
				break;
		if (i < sk_X509_num(s->chain) || X509_cmp(cert, s->cert) == 0)
			X509_free(cert);
		else if (sk_X509_push(s->chain, cert) <= 0)
			util_die("out of memory");
	}
	sk_X509_free(certs);
}

static int
load(const struct sign_files *f, int64_t now, struct signer *s)
{
	STACK_OF(X509)	*certs;

	if (pem_key(f->key, &f->secret, &s->key) == -1 ||
	    check_key(f->key, s->key) == -1 ||
	    pem_certs(f->cert, &certs) == -1)
		return -1;
	s->cert = sk_X509_shift(certs);
	if ((s->chain = sk_X509_new_null()) == NULL)
		util_die("out of memory");
	add_chain(s, certs);
	if (pem_subject(s->cert, &s->subject) == -1) {
		util_warn("%s: its subject cannot be read", f->cert);
		return -1;
	}
	if (f->chain != NULL) {
		if (pem_certs(f->chain, &certs) == -1)
			return -1;
		add_chain(s, certs);
	}
	if (check_cert(f, s, now) == -1 ||
	    (sk_X509_num(s->chain) > 0 && check_chain(f, s, now) == -1))
		return -1;
	fill_facts(s);
	return 0;
}

int
sign_open(const struct sign_files *f, int64_t now, struct signer **out)
{
	struct signer	*s = xcalloc(1, sizeof(*s));

	s->subject = (struct buf)BUF_INIT;
	s->now = now;
	if (load(f, now, s) == 0) {
		*out = s;
		return 0;
	}
	sign_free(s);
	*out = NULL;
	return -1;
}

const struct sign_facts *
sign_facts(const struct signer *s)
{
	return &s->facts;
}

/* The signature of a text, in memory, or NULL. */
static CMS_ContentInfo *
make(const struct signer *s, const struct buf *text, int64_t at)
{
	CMS_ContentInfo	*cms;
	CMS_SignerInfo	*si;
	ASN1_TIME	*t = ASN1_TIME_set(NULL, (time_t)at);
	BIO		*bio = BIO_new_mem_buf(text->ptr, (int)text->len);
	int		 done = 0;

	cms = CMS_sign(NULL, NULL, s->chain, NULL, FLAGS);
	if (cms != NULL && t != NULL && bio != NULL) {
		si = CMS_add1_signer(cms, s->cert, s->key, EVP_sha256(),
		    FLAGS);
		done = si != NULL && CMS_signed_add1_attr_by_NID(si,
		    NID_pkcs9_signingTime, ASN1_STRING_type(t), t, -1) == 1 &&
		    CMS_final(cms, bio, NULL, FLAGS) == 1;
	}
	BIO_free(bio);
	ASN1_TIME_free(t);
	if (done)
		return cms;
	CMS_ContentInfo_free(cms);
	return NULL;
}

static int
put(CMS_ContentInfo *cms, struct stage_writer *w)
{
	BIO	*bio = BIO_new(BIO_s_mem());
	char	*text;
	long	 len;
	int	 rc = -1;

	if (bio == NULL || PEM_write_bio_CMS(bio, cms) != 1) {
		util_warn(SIGNCHECK_FILE ": cannot be made: %s",
		    reason());
	} else {
		len = BIO_get_mem_data(bio, &text);
		rc = stage_put(w, SIGNCHECK_FILE, text, (size_t)len);
	}
	BIO_free(bio);
	return rc;
}

/* What was written, read as anybody would read it. */
static int
check_own(const struct signer *s, int dirfd, const char *subject)
{
	struct trust		*own = signcheck_trust_only(s->cert);
	struct signcheck	 report;
	struct verdict		 verdict;

	verdict_init(&verdict, subject, false);
	signcheck(dirfd, own, s->now, &verdict, &report);
	verdict_free(&verdict);
	signcheck_free(own);
	buf_free(&report.signer);
	if (report.result == SIGNCHECK_TRUSTED)
		return 0;
	util_warn("%s: its own signature does not hold; nothing is published",
	    subject);
	return -1;
}

int
sign_put(const struct signer *s, int dirfd, const char *subject, int64_t at,
    struct stage_writer *w)
{
	CMS_ContentInfo	*cms;
	struct buf	 text = BUF_INIT;
	char		*name = xasprintf("%s/" TAGS, subject);
	int		 rc;

	rc = file_read(dirfd, TAGS, name, TAGS_MAX, &text);
	free(name);
	if (rc == 0) {
		if ((cms = make(s, &text, at)) == NULL) {
			util_warn(SIGNCHECK_FILE ": cannot be made: %s",
			    reason());
			rc = -1;
		} else {
			rc = put(cms, w);
		}
		CMS_ContentInfo_free(cms);
		ERR_clear_error();
	}
	buf_free(&text);
	return rc == 0 ? check_own(s, dirfd, subject) : -1;
}

void
sign_free(struct signer *s)
{
	if (s == NULL)
		return;
	EVP_PKEY_free(s->key);
	X509_free(s->cert);
	sk_X509_pop_free(s->chain, X509_free);
	buf_free(&s->subject);
	free(s->facts.chain);
	free(s);
}
