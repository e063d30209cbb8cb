#ifndef SIGNSHAPE_H
#define SIGNSHAPE_H

/*
 * The form of a signature: just what sign.c writes (CAdES, RFC 5126; CMS, RFC
 * 5652), where libcrypto lets other bytes pass that mean the same.
 */

#include <stdbool.h>

#include <openssl/cms.h>

/*
 * Whether a signature of one signer, whose certificate this is, has that form:
 * data that is elsewhere, the certificate named, SHA-2 with RSA or a curve,
 * this digest and no other in the list of digests, the version numbers, the
 * issuer byte by byte, and nothing behind the signature.
 */
bool	 signshape_fits(CMS_ContentInfo *, CMS_SignerInfo *,
	    const X509 *signer);

#endif
