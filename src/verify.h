#ifndef VERIFY_H
#define VERIFY_H

/*
 * A snapshot held against its own manifests: every byte, and nothing that is
 * not listed.  Shares no state with what wrote it.
 */

#include <stdint.h>

struct verify_report {
	int64_t	 files;		/* looked at */
	int64_t	 bytes;
	int64_t	 faults;
	char	 seal[65];	/* SHA-256 of tagmanifest-sha256.txt; or "" */
};

enum verify_result {
	VERIFY_GOOD = 0,
	VERIFY_IMPOSSIBLE = 1,	/* not a snapshot, or unreadable; printed */
	VERIFY_DAMAGED = 4	/* each fault printed */
};

/*
 * Verify the snapshot folder dirfd with up to jobs threads.  Faults are
 * printed as "subject: path: what", in the order of the paths.
 */
enum verify_result verify_snapshot(int dirfd, const char *subject, int jobs,
	    struct verify_report *);

#endif
