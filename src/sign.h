#ifndef SIGN_H
#define SIGN_H

/*
 * The signature of a snapshot: CMS, CAdES-BES, detached, PEM, by one signer,
 * over tagmanifest-sha256.txt and so over every byte (RFC 5652, RFC 5126).
 */

#include <stdint.h>

#include "pem.h"
#include "stage.h"

struct signer;

/* The files of a signer, as the command line names them. */
struct sign_files {
	const char		*key;
	const char		*cert;	/* the signer's first; may hold more */
	const char		*chain;	/* further certificates, or NULL */
	struct pem_secret	 secret;
};

/* What a snapshot says of its signer; texts belong to the signer. */
struct sign_facts {
	const char	*subject;	/* RFC 2253, UTF-8; may hold anything */
	char		 sha256[65];	/* of the certificate */
	char		(*chain)[65];	/* of those that are shipped with it */
	size_t		 nchain;
};

/*
 * Load a key and its certificates and refuse, with one line, what could not
 * be trusted or checked later: a weak key, one of another kind than RSA or a
 * NIST curve, one that others can read, a certificate that is of another key,
 * not valid now, not for signatures, or not led on from by the chain.
 * Returns 0 with a signer to be ended by sign_free, or -1.
 */
int	 sign_open(const struct sign_files *, int64_t now, struct signer **);

const struct sign_facts *sign_facts(const struct signer *);

/*
 * Sign the tagmanifest-sha256.txt of the staged folder dirfd, write
 * signature.p7s, read both back and check them.  The signing time that is
 * signed along is at: the same input gives the same bytes with RSA.  Returns
 * 0, or -1 with the reason printed.
 */
int	 sign_put(const struct signer *, int dirfd, const char *subject,
	    int64_t at, struct stage_writer *);

/* NULL is allowed. */
void	 sign_free(struct signer *);

#endif
