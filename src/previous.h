#ifndef PREVIOUS_H
#define PREVIOUS_H

/*
 * A published snapshot read back from its own tables, never from the pages:
 * each file is held against the manifest before a row of it is believed, and
 * the manifest against the tag manifest.
 */

#include "csv.h"
#include "past.h"
#include "persist.h"

enum previous_table {
	PREVIOUS_TOKENS,
	PREVIOUS_USERS,
	PREVIOUS_FINDINGS,
	PREVIOUS_RULES,		/* what the head of the findings says */
	PREVIOUS_TABLES
};

struct previous {
	int		 dirfd;
	char		*subject;	/* for messages */
	char		 name[65];	/* of the snapshot, as its bag says */
	int64_t		 as_of;
	char		 export_sha256[65];
	bool		 there[PREVIOUS_TABLES];
	uint8_t		 digest[PREVIOUS_TABLES][32];
	uint32_t	 lacks, user_lacks;	/* see past.h; of rows read */
};

enum previous_result {
	PREVIOUS_READY = 0,
	PREVIOUS_WITHOUT = 1,	/* it has no tables that can be compared */
	PREVIOUS_DAMAGED = -1	/* reason printed */
};

/*
 * Open the snapshot folder path, below the folder dirfd.  *why is set when
 * there is nothing to compare with, to what comes after "not comparable: ".
 * End it with previous_close whatever the result.
 */
enum previous_result previous_open(struct previous *, int dirfd,
	    const char *path, const char *subject, const char **why);
void	 previous_close(struct previous *);

/* Add all its tokens to the past, and finish them.  0, or -1 with the reason
 * printed. */
int	 previous_tokens(struct previous *, struct past *);

/* Called with each service user; texts are borrowed.  Its teams stand in one
 * text, as past_add_user wants it.  0 to go on, or -1. */
typedef int previous_user(void *arg, const struct user *);

/* Add all its service users to the past, at their places in today's list, and
 * finish them.  0, or -1 with the reason printed. */
int	 previous_past_users(struct previous *, struct past *,
	    const struct owners *);

/* Visit all its service users in the order of its list.  0, or -1 with the
 * reason printed by this or by the visitor. */
int	 previous_users(struct previous *, previous_user *, void *arg);

/*
 * Begin a table, which must be there; it is verified.  Its columns are put
 * where names (n of them) has theirs: at[i] is the cell of names[i], or -1.
 * Returns the file to be ended with previous_end, and the reader in *csv; -1
 * with the reason printed.
 */
int	 previous_begin(struct previous *, enum previous_table,
	    const char *const *names, int n, int *at, struct csv **csv);
void	 previous_end(int fd, struct csv *);

/* Read a row of names and find in it each of n: at[i] is its cell, or -1.
 * Returns how many cells there are, or -1 with the reason printed for file. */
int	 previous_names(struct csv *, const char *file,
	    const char *const *names, int n, int *at);

/* Which rules a snapshot looked at, by findings.json, which is open at its
 * start.  0, or -1 with the reason printed for file. */
int	 previous_rules(int fd, const char *file, struct persist_side *);

/*
 * Begin the table of findings for a comparison.  Returns 1 with *fd and the
 * side set, to be ended with previous_end; 0 when there is no such table, or
 * one of another version; -1 with the reason printed.
 */
int	 previous_findings(struct previous *, struct persist_side *, int *fd);

#endif
