#ifndef PEM_H
#define PEM_H

/*
 * Keys, certificates and passphrases from files, through libcrypto.  What is
 * returned belongs to the caller, who frees it with libcrypto's functions.
 */

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "buf.h"

/* Where the passphrase of a key is; it is never an argument. */
struct pem_secret {
	const char	*file;		/* its first line; or NULL */
	int		 fd;		/* read up to a line feed; -1: none */
};

/*
 * All certificates of a PEM file, at least one, in its order.  Links are
 * followed: the system's own certificates are such.  Returns 0, or -1 with
 * the reason printed.
 */
int	 pem_certs(const char *path, STACK_OF(X509) **);

/*
 * The private key of a PEM file: no link, owned by this user or root, closed
 * to group and others, as is the file of the passphrase.  Never asks at a
 * terminal.  Returns 0, or -1 with the reason printed.
 */
int	 pem_key(const char *path, const struct pem_secret *, EVP_PKEY **);

/*
 * Append the subject of a certificate in the form of RFC 2253, UTF-8, with
 * control characters escaped.  Returns 0, or -1 when it cannot be read.
 */
int	 pem_subject(const X509 *, struct buf *);

/* SHA-256 of the certificate's DER form, in lower-case hexadecimal. */
void	 pem_sha256(const X509 *, char hex[65]);

#endif
