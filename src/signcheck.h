#ifndef SIGNCHECK_H
#define SIGNCHECK_H

/* The signature of a snapshot, looked at: whose it is, and over what. */

#include <stdint.h>

#include "pem.h"
#include "verdict.h"

#define SIGNCHECK_FILE	"signature.p7s"

struct trust;

enum signcheck_result {
	SIGNCHECK_NONE,		/* not signed, and does not say it is */
	SIGNCHECK_UNTRUSTED,	/* sound, but whom to trust was not said */
	SIGNCHECK_TRUSTED,
	SIGNCHECK_BAD		/* see the verdict */
};

struct signcheck {
	enum signcheck_result	 result;
	struct buf		 signer;	/* its subject, or "" */
	char			 sha256[65];	/* certificate, or "" */
};

/*
 * Whom to trust: the certificates of a PEM file.  Each may be a root, an
 * authority below one, or that of the signer itself.  Returns 0, or -1 with
 * the reason printed.  End it with signcheck_free.
 */
int	 signcheck_trust(const char *path, struct trust **);

/* To trust this one certificate, which is shared. */
struct trust *signcheck_trust_only(X509 *);

/* NULL is allowed. */
void	 signcheck_free(struct trust *);

/*
 * Hold signature.p7s of the snapshot folder dirfd against its
 * tagmanifest-sha256.txt and against what bag-info.txt says of the signer.
 * With trust (else NULL) the signature must be there and its certificate must
 * lead to one of those, valid at the instant at.  What is wrong goes to the
 * verdict.  *out needs no initial value; free its text with buf_free.
 */
void	 signcheck(int dirfd, const struct trust *, int64_t at,
	    struct verdict *, struct signcheck *out);

/* "none", "unchecked", "trusted", "bad". */
const char *signcheck_word(enum signcheck_result);

#endif
