/*
 * Nothing covers signature.p7s itself, so it has to be exactly what sign.c
 * writes: the same bytes when encoded anew, one signer, no content, no
 * unsigned attribute, no list of revoked certificates, and no certificate but
 * those that bag-info.txt, which is signed, names by digest:
 *
 *	Tokensnap-Signer-SHA256: <the signer's certificate>
 *	Tokensnap-Signer-Chain-SHA256: <those shipped with it, if any>
 *
 * An unsigned snapshot says Tokensnap-Signature: none.
 */

#include "signcheck.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>

#include <openssl/pem.h>	/* cms.h declares its PEM only after it */
#include <openssl/cms.h>
#include <openssl/err.h>

#include "esc.h"
#include "file.h"
#include "signshape.h"
#include "util.h"

#define TAGS		"tagmanifest-sha256.txt"
#define TEXT_MAX	((size_t)1 << 20)
#define LABEL_SIGNER	"Tokensnap-Signer-SHA256"
#define LABEL_CHAIN	"Tokensnap-Signer-Chain-SHA256"
#define AUTH_LEVEL	2	/* 112 bits: no SHA-1, no RSA below 2048 */

struct trust {
	X509_STORE	*store;
};

/* One look at one signature. */
struct look {
	int		 dirfd;
	struct verdict	*verdict;
	struct signcheck *out;
	struct buf	 info;		/* bag-info.txt */
	struct buf	 text;		/* signature.p7s */
	CMS_ContentInfo	*cms;
	STACK_OF(X509)	*certs;		/* in it; shared */
	CMS_SignerInfo	*si;		/* borrowed */
	X509		*signer;	/* borrowed */
};

static struct trust *
trust_new(void)
{
	struct trust	*t = xcalloc(1, sizeof(*t));

	if ((t->store = X509_STORE_new()) == NULL)
		util_die("out of memory");
	(void)X509_STORE_set_flags(t->store, X509_V_FLAG_PARTIAL_CHAIN);
	(void)X509_STORE_set_purpose(t->store, X509_PURPOSE_ANY);
	return t;
}

struct trust *
signcheck_trust_only(X509 *cert)
{
	struct trust	*t = trust_new();

	if (X509_STORE_add_cert(t->store, cert) != 1)
		util_die("out of memory");
	return t;
}

int
signcheck_trust(const char *path, struct trust **out)
{
	STACK_OF(X509)	*certs;
	int		 i;

	*out = NULL;
	if (pem_certs(path, &certs) == -1)
		return -1;
	*out = trust_new();
	for (i = 0; i < sk_X509_num(certs); i++)
		if (X509_STORE_add_cert((*out)->store,
		    sk_X509_value(certs, i)) != 1)
			util_die("out of memory");
	sk_X509_pop_free(certs, X509_free);
	return 0;
}

void
signcheck_free(struct trust *t)
{
	if (t == NULL)
		return;
	X509_STORE_free(t->store);
	free(t);
}

/* One fault more. */
static void
bad(struct look *l, const char *what)
{
	verdict_fault(l->verdict, SIGNCHECK_FILE, "%s", what);
}

/* Read a file of the snapshot; false when it cannot be read, which is told,
 * or is not there or no file, which is for others to judge. */
static bool
take(struct look *l, const char *file, struct buf *out)
{
	struct stat	 st;
	char		*name;
	int		 rc;

	if (fstatat(l->dirfd, file, &st, AT_SYMLINK_NOFOLLOW) == -1) {
		if (errno != ENOENT)
			verdict_unchecked(l->verdict, file,
			    "cannot be looked at: %s", strerror(errno));
		return false;
	}
	if (!S_ISREG(st.st_mode))
		return false;
	if (st.st_size > (off_t)TEXT_MAX) {
		verdict_fault(l->verdict, file, "is too large");
		return false;
	}
	name = xasprintf("%s: %s", l->verdict->subject, file);
	rc = file_read(l->dirfd, file, name, TEXT_MAX, out);
	free(name);
	if (rc == -1)
		verdict_unchecked(l->verdict, file, "cannot be read");
	return rc == 0;
}

/* The value of a label of bag-info.txt; the NULL slice when it has none. */
static struct slice
value(const struct look *l, const char *name)
{
	size_t		 len = strlen(name);
	const char	*p, *end;

	for (p = l->info.ptr; *p != '\0'; p = end + (*end == '\n')) {
		end = p + strcspn(p, "\n");
		if (strncmp(p, name, len) == 0 && p[len] == ':' &&
		    p[len + 1] == ' ')
			return (struct slice){ p + len + 2,
			    (size_t)(end - p) - len - 2 };
	}
	return (struct slice){ NULL, 0 };
}

/* Whether a digest is one of those in a value, which blanks part. */
static bool
holds(struct slice list, const char *hex)
{
	size_t	 i;

	for (i = 0; i + 64 <= list.len; i += 65)
		if (memcmp(list.ptr + i, hex, 64) == 0)
			return true;
	return false;
}

/* Read what has a signature's form into the look. */
static bool
parse(struct look *l)
{
	BIO	*in = BIO_new_mem_buf(l->text.ptr, (int)l->text.len);
	BIO	*again = BIO_new(BIO_s_mem());
	char	*p;
	bool	 same = false;

	if (in == NULL || again == NULL)
		util_die("out of memory");
	l->cms = PEM_read_bio_CMS(in, NULL, NULL, NULL);
	if (l->cms != NULL && PEM_write_bio_CMS(again, l->cms) == 1)
		same = BIO_get_mem_data(again, &p) == (long)l->text.len &&
		    memcmp(p, l->text.ptr, l->text.len) == 0;
	BIO_free(in);
	BIO_free(again);
	if (l->cms == NULL)
		bad(l, "is not a CMS signature in PEM form");
	else if (!same)
		bad(l, "is damaged: its bytes are not as they are written");
	return same;
}

/* That it is one signature by one signer and nothing else. */
static bool
check_form(struct look *l)
{
	STACK_OF(CMS_SignerInfo)	*infos = NULL;
	STACK_OF(X509_CRL)		*crls;
	int64_t				 faults = l->verdict->faults;
	bool				 is_signed;

	is_signed = OBJ_obj2nid(CMS_get0_type(l->cms)) == NID_pkcs7_signed;
	if (is_signed)
		infos = CMS_get0_SignerInfos(l->cms);
	if (!is_signed || sk_CMS_SignerInfo_num(infos) != 1) {
		verdict_fault(l->verdict, SIGNCHECK_FILE,
		    "has %d signers, not one",
		    is_signed ? sk_CMS_SignerInfo_num(infos) : 0);
		return false;
	}
	l->si = sk_CMS_SignerInfo_value(infos, 0);
	l->certs = CMS_get1_certs(l->cms);
	(void)CMS_set1_signers_certs(l->cms, NULL, 0);
	CMS_SignerInfo_get0_algs(l->si, NULL, &l->signer, NULL, NULL);
	crls = CMS_get1_crls(l->cms);
	if (CMS_is_detached(l->cms) != 1)
		bad(l, "carries a content of its own");
	else if (l->signer == NULL)
		bad(l, "lacks the certificate of its signer");
	else if (crls != NULL || CMS_unsigned_get_attr_count(l->si) > 0)
		bad(l, "carries more than a signature");
	else if (!signshape_fits(l->cms, l->si, l->signer))
		bad(l, "is not of the form that tokensnap makes (CAdES, "
		    "SHA-256)");
	sk_X509_CRL_pop_free(crls, X509_CRL_free);
	return l->verdict->faults == faults;
}

/* The certificates against what bag-info.txt says of them. */
static void
check_certs(struct look *l)
{
	struct slice	 named = value(l, LABEL_SIGNER);
	struct slice	 chain = value(l, LABEL_CHAIN);
	char		 hex[65];
	int		 i, n, others = 0;

	if (l->info.len == 0)
		return;
	if (named.ptr == NULL) {
		bad(l, "is there, but bag-info.txt names no signer");
		return;
	}
	if (named.len != 64 || !holds(named, l->out->sha256)) {
		verdict_fault(l->verdict, SIGNCHECK_FILE, "is by %s, not by "
		    "whom bag-info.txt names", l->out->signer.ptr);
		return;
	}
	n = sk_X509_num(l->certs);
	for (i = 0; i < n; i++) {
		pem_sha256(sk_X509_value(l->certs, i), hex);
		others += holds(chain, hex);
	}
	if (others != n - 1 || chain.len !=
	    (others > 0 ? 65 * (size_t)others - 1 : 0))
		bad(l, "carries other certificates than bag-info.txt names");
}

/* The signature itself, whoever made it. */
static void
check_signature(struct look *l)
{
	struct trust	*own;
	struct buf	 tags = BUF_INIT;
	int64_t		 unchecked = l->verdict->unchecked;
	BIO		*bio;

	if (!take(l, TAGS, &tags)) {
		if (l->verdict->unchecked == unchecked)
			bad(l, "is over " TAGS ", which is missing");
		buf_free(&tags);
		return;
	}
	own = signcheck_trust_only(l->signer);
	(void)X509_STORE_set_flags(own->store, X509_V_FLAG_PARTIAL_CHAIN |
	    X509_V_FLAG_NO_CHECK_TIME);
	/* OpenSSL makes a copy of a memory BIO and loses it when the digest is
	 * not known; through a filter it sees none. */
	bio = BIO_push(BIO_new(BIO_f_null()), BIO_new_mem_buf(tags.ptr,
	    (int)tags.len));
	if (bio == NULL || BIO_next(bio) == NULL)
		util_die("out of memory");
	ERR_clear_error();
	if (CMS_verify(l->cms, NULL, own->store, bio, NULL, CMS_DETACHED |
	    CMS_BINARY | CMS_CADES) != 1)
		bad(l, ERR_GET_REASON(ERR_peek_last_error()) ==
		    CMS_R_CONTENT_VERIFY_ERROR ?
		    "is over another " TAGS " than this one" :
		    "does not hold for the certificate in it");
	BIO_free_all(bio);
	signcheck_free(own);
	buf_free(&tags);
}

/* Whether the signer's certificate leads to one that is trusted. */
static void
check_trust(struct look *l, const struct trust *trust, int64_t at)
{
	X509_STORE_CTX		*ctx = X509_STORE_CTX_new();
	X509_VERIFY_PARAM	*param;
	int			 error;

	if (ctx == NULL || X509_STORE_CTX_init(ctx, trust->store, l->signer,
	    l->certs) != 1)
		util_die("out of memory");
	param = X509_STORE_CTX_get0_param(ctx);
	X509_VERIFY_PARAM_set_time(param, (time_t)at);
	X509_VERIFY_PARAM_set_auth_level(param, AUTH_LEVEL);
	if (X509_verify_cert(ctx) != 1) {
		error = X509_STORE_CTX_get_error(ctx);
		verdict_fault(l->verdict, SIGNCHECK_FILE, "is by %s, who is "
		    "not trusted: %s%s", l->out->signer.ptr,
		    X509_verify_cert_error_string(error),
		    error == X509_V_ERR_CERT_HAS_EXPIRED ? " (--at TIME "
		    "checks as of the time of a receipt)" : "");
	}
	X509_STORE_CTX_free(ctx);
}

static void
look(struct look *l, const struct trust *trust, int64_t at)
{
	struct buf	 name = BUF_INIT;

	if (!parse(l) || !check_form(l))
		return;
	pem_sha256(l->signer, l->out->sha256);
	if (pem_subject(l->signer, &name) == -1)
		buf_adds(&name, "(a name that cannot be read)");
	esc_line(&l->out->signer, (struct slice){ name.ptr, name.len });
	buf_free(&name);
	check_certs(l);
	check_signature(l);
	if (trust != NULL)
		check_trust(l, trust, at);
}

/* What the absence of a signature means. */
static void
no_signature(struct look *l, const struct trust *trust)
{
	struct stat	 st;

	if (fstatat(l->dirfd, SIGNCHECK_FILE, &st, AT_SYMLINK_NOFOLLOW) == 0)
		bad(l, "is not a file that can be read");
	else if (value(l, LABEL_SIGNER).ptr != NULL)
		bad(l, "is missing, but bag-info.txt names a signer");
	else if (trust != NULL)
		bad(l, "is missing: the snapshot is not signed");
}

void
signcheck(int dirfd, const struct trust *trust, int64_t at,
    struct verdict *verdict, struct signcheck *out)
{
	struct look	 l = { .dirfd = dirfd, .verdict = verdict, .out = out,
			    .info = BUF_INIT, .text = BUF_INIT };
	int64_t		 faults = verdict->faults, unchecked;

	memset(out, 0, sizeof(*out));
	out->signer = (struct buf)BUF_INIT;
	(void)take(&l, "bag-info.txt", &l.info);
	unchecked = verdict->unchecked;
	if (take(&l, SIGNCHECK_FILE, &l.text)) {
		look(&l, trust, at);
		out->result = trust != NULL ? SIGNCHECK_TRUSTED :
		    SIGNCHECK_UNTRUSTED;
	} else if (verdict->unchecked == unchecked) {
		no_signature(&l, trust);
	}
	if (verdict->faults > faults)
		out->result = SIGNCHECK_BAD;
	ERR_clear_error();
	sk_X509_pop_free(l.certs, X509_free);
	CMS_ContentInfo_free(l.cms);
	buf_free(&l.text);
	buf_free(&l.info);
}

const char *
signcheck_word(enum signcheck_result r)
{
	static const char *const words[] = { "none", "unchecked", "trusted",
	    "bad" };

	return words[r];
}
