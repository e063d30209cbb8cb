#ifndef CHAIN_H
#define CHAIN_H

/*
 * The snapshots of an archive held against each other: each leads to the one
 * before by name, seal and number.  A chain shows what was changed, put in
 * or taken out of its middle; that its end is missing shows only to who
 * knows the last seal.
 */

#include <stdbool.h>
#include <stdint.h>

#include "verdict.h"
#include "verify.h"

struct chain_link {
	char			 folder[32];	/* its name in the archive */
	struct verify_report	 report;
	int			 followers;	/* how many lead to it */
	const char		*due;		/* the seal it should have */
};

/* The last line of build, kept elsewhere. */
struct chain_head {
	char		 seal[65];
	long long	 sequence;	/* 0: not given */
};

struct chain {
	struct chain_link	*links;		/* oldest first */
	size_t			 n;
	const struct chain_head	*head;		/* expected, or NULL */
	bool			 complete;	/* must begin with number 1 */
};

/* The next snapshot, in the order of the names. */
void	 chain_add(struct chain *, const char *folder,
	    const struct verify_report *);

/* Order, links, forks, gaps, and the expected head. */
void	 chain_check(struct chain *, struct verdict *);

/*
 * What else is in the archive folder dirfd.  Derived files that do not agree
 * with the snapshots, and what does not belong there, are warnings.
 */
void	 chain_folder(struct chain *, int dirfd, struct verdict *);

/* Read "sha256:hex", "hex", or the whole last line of build.  Returns 0 and
 * the head, its seal in lower case, or -1. */
int	 chain_head(const char *text, struct chain_head *);

/* Whether a snapshot has the number of a head, as far as both are known. */
bool	 chain_is_number(const struct chain_head *,
	    const struct verify_report *);

void	 chain_free(struct chain *);

#endif
