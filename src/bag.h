#ifndef BAG_H
#define BAG_H

/*
 * BagIt 1.0 (RFC 8493): the tag files that make a staged folder a bag.
 */

#include "sign.h"
#include "stage.h"

struct bag_info {
	const char	*name;		/* of the snapshot */
	const char	*series;
	const char	*version;	/* of tokensnap */
	int64_t		 sequence;
	int64_t		 as_of;
	const char	*export_name;	/* may hold anything */
	const char	*export_sha256;
	const struct sign_facts *signer;	/* NULL: not signed */
};

/*
 * Write bagit.txt, bag-info.txt, a payload manifest and last a tag manifest
 * for each digest of the options.  Every other file must be there already.
 * signature.p7s comes after it and is in no manifest.  Returns 0, or -1 with
 * the reason printed.
 */
int	 bag_write(struct stage *, struct stage_writer *,
	    const struct stage_options *, const struct bag_info *);

#endif
