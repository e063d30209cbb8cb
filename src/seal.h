#ifndef SEAL_H
#define SEAL_H

/*
 * The seal of a snapshot is the SHA-256 of its tagmanifest-sha256.txt, through
 * which it covers every byte.  Each snapshot records the seal of the one
 * before, so that the series is a chain.
 */

#include <stdint.h>

struct seal {
	int64_t	 sequence;		/* of the new snapshot, from 1 */
	char	 series[80];		/* Bag-Group-Identifier */
	char	 previous[32];		/* name of the one before; "": none */
	char	 previous_seal[65];
};

/*
 * What the snapshot called name continues in this archive.  Without an older
 * snapshot the series is empty: the caller names it.  Refuses, with one line,
 * to follow a newest snapshot whose tag files do not match its tag manifest,
 * one whose folder was renamed, or one that is not older than name.  What is
 * called like a snapshot and has nothing of one is named and passed over.
 * Returns 0 or -1.
 */
int	 seal_next(int archive_fd, const char *archive, const char *name,
	    struct seal *);

/* The seal of the snapshot folder dirfd into hex; subject is for messages.
 * Returns 0, or -1 with the reason printed. */
int	 seal_of(int dirfd, const char *subject, char hex[65]);

/* Hold the tag files of the snapshot folder dirfd, the payload manifests among
 * them, against its tag manifest.  Returns 0, or -1 with the reason printed. */
int	 seal_check(int dirfd, const char *subject);

/* The value of the first line "name: value" of a bag-info.txt, or NULL.  The
 * caller frees it. */
char	*seal_label(const char *text, const char *name);

/* Whether this is the name of a snapshot: 2026-11-23T154300Z. */
int	 seal_is_name(const char *);

#endif
