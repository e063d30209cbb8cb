#include "signshape.h"

#include <string.h>

/* What algorithm is meant; NID_undef when it has parameters of another kind
 * than these. */
static int
nid_of(const X509_ALGOR *a, int parameters)
{
	const ASN1_OBJECT	*what;
	int			 kind;

	X509_ALGOR_get0(&what, &kind, NULL, a);
	return kind == parameters ? OBJ_obj2nid(what) : NID_undef;
}

/* SHA-2, with RSA (which does not say the digest again) or a curve. */
static bool
algorithms_fit(const X509_ALGOR *digest, const X509_ALGOR *kind)
{
	int	 of, nid;

	nid = nid_of(digest, V_ASN1_UNDEF);
	if (nid != NID_sha256 && nid != NID_sha384 && nid != NID_sha512)
		return false;
	return nid_of(kind, V_ASN1_NULL) == NID_rsaEncryption ||
	    (OBJ_find_sigid_algs(nid_of(kind, V_ASN1_UNDEF), &of, NULL) == 1 &&
	    of == nid);
}

/* The way down a DER structure: enter the first element, or skip it. */
static bool
step(const unsigned char **p, const unsigned char **end, bool enter)
{
	long	 len;
	int	 tag, class;

	if (*p >= *end || (ASN1_get_object(p, &len, &tag, &class,
	    *end - *p) & 0x80) != 0)
		return false;
	if (enter)
		*end = *p + len;
	else
		*p += len;
	return true;
}

static bool
go(const unsigned char **p, const unsigned char **end, const char *way)
{
	for (; *way != '\0'; way++)
		if (!step(p, end, *way == '('))
			return false;
	return true;
}

/* Whether these are the next bytes, and leave them behind. */
static bool
eat(const unsigned char **p, const unsigned char *end, const void *wanted,
    int len)
{
	if (end - *p < len || memcmp(*p, wanted, (size_t)len) != 0)
		return false;
	*p += len;
	return true;
}

/* What libcrypto neither checks nor hands out: the two version numbers, the
 * set of digests, which is that of the signer, and that nothing follows the
 * signature. */
static bool
encoding_fits(const CMS_ContentInfo *cms, const X509_ALGOR *digest)
{
	static const unsigned char	 one[] = { V_ASN1_INTEGER, 1, 1 };
	unsigned char			 set[64] = { 0x31 }, *der = NULL;
	unsigned char			*to = set + 2;
	const unsigned char		*p, *end;
	int				 n = i2d_X509_ALGOR(digest, NULL);
	int				 len = i2d_CMS_ContentInfo(cms, &der);
	bool				 fit;

	p = der;
	end = der + (len > 0 ? len : 0);
	fit = n > 0 && n < (int)sizeof(set) - 2;
	if (fit)
		set[1] = (unsigned char)i2d_X509_ALGOR(digest, &to);
	/* ContentInfo: type, content: SignedData: version, digests, content,
	 * certificates, signers: SignerInfo: version and five more. */
	fit = fit && go(&p, &end, "(.((") && eat(&p, end, one, 3) &&
	    eat(&p, end, set, n + 2) && go(&p, &end, "..((") &&
	    eat(&p, end, one, 3) && go(&p, &end, ".....") && p == end;
	OPENSSL_free(der);
	return fit;
}

/* Names are compared without regard to case, but told apart byte by byte. */
static bool
issuer_fits(CMS_SignerInfo *si, const X509 *signer)
{
	unsigned char	*a = NULL, *b = NULL;
	X509_NAME	*name = NULL;
	int		 na, nb;
	bool		 same;

	if (CMS_SignerInfo_get0_signer_id(si, NULL, &name, NULL) != 1 ||
	    name == NULL)
		return false;
	na = i2d_X509_NAME(name, &a);
	nb = i2d_X509_NAME(X509_get_issuer_name(signer), &b);
	same = na > 0 && na == nb && memcmp(a, b, (size_t)na) == 0;
	OPENSSL_free(a);
	OPENSSL_free(b);
	return same;
}

bool
signshape_fits(CMS_ContentInfo *cms, CMS_SignerInfo *si,
    const X509 *signer)
{
	X509_ALGOR	*digest, *kind;

	CMS_SignerInfo_get0_algs(si, NULL, NULL, &digest, &kind);
	return OBJ_obj2nid(CMS_get0_eContentType(cms)) == NID_pkcs7_data &&
	    CMS_signed_get_attr_by_NID(si, NID_id_smime_aa_signingCertificateV2,
	    -1) >= 0 && algorithms_fit(digest, kind) &&
	    encoding_fits(cms, digest) && issuer_fits(si, signer);
}
