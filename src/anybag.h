#ifndef ANYBAG_H
#define ANYBAG_H

/*
 * Any bag, whoever made it: BagIt 0.93 to 1.0, any digest that libcrypto has.
 * Complete and valid as RFC 8493, section 3 says, with what its drafts allowed
 * to older ones; what is allowed but unwise is a warning.
 */

#include "verify.h"

/* What there was to say of a bag. */
struct anybag_report {
	int	 version;	/* 97 is 0.97, 100 is 1.0 */
	int64_t	 files;
	int64_t	 bytes;
};

/* Verify the bag folder dirfd; modes of the options are not looked at. */
enum verdict_result anybag_verify(int dirfd, const struct verify_options *,
	    struct verdict *, struct anybag_report *);

#endif
