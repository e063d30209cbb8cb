#ifndef VERIFY_H
#define VERIFY_H

/*
 * A snapshot held against its own manifests: every byte, and nothing that is
 * not listed.  Shares no state with what wrote it.
 */

#include <stdbool.h>
#include <stdint.h>

#include "verdict.h"

struct verify_options {
	int	 jobs;		/* threads */
	bool	 modes;		/* files 0400, 0440, 0444; folders alike */
	bool	 progress;	/* a bar, if standard error is a terminal */
	bool	 member;	/* of an archive, so that it must be one */
};

/* What a snapshot says of itself, and what was looked at. */
struct verify_report {
	int64_t	 files;
	int64_t	 bytes;
	char	 seal[65];	/* SHA-256 of tagmanifest-sha256.txt; or "" */
	bool	 no_seal;	/* that file is known to be missing */
	char	 name[32];	/* External-Identifier, if it is a name */
	char	 series[80];	/* Bag-Group-Identifier */
	int64_t	 sequence;	/* from Bag-Count; 0: unknown */
	char	 previous[32];	/* as in previous.sha256; "": none */
	char	 previous_seal[65];
	bool	 signature;	/* signature.p7s is there; not looked at */
};

/*
 * Verify the snapshot folder dirfd.  What is wrong goes to the verdict, in
 * the order of the paths.  A folder without any part of a snapshot is none:
 * unchecked, or, where it must be one, damaged.
 */
enum verdict_result verify_snapshot(int dirfd, const struct verify_options *,
	    struct verdict *, struct verify_report *);

#endif
