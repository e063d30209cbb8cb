#ifndef PERSIST_H
#define PERSIST_H

/*
 * Findings of two snapshots against each other: which are new, which are
 * resolved, and how many persist.  A finding is the same when its rule is, and
 * what it is about.  Those of a rule that one of the two did not look at are
 * not compared: nobody knows whether they are new, or resolved.
 */

#include "changes.h"
#include "csv.h"

/* Columns that are read, and their names. */
#define PERSIST_COLUMNS	7
extern const char *const persist_names[PERSIST_COLUMNS];

/* A table of findings; its row of names has been read. */
struct persist_side {
	struct csv	*csv;
	const char	*subject;		/* for messages */
	int		 at[PERSIST_COLUMNS];	/* cell of each name */
	bool		 told;			/* it says its rules */
	uint32_t	 rules;			/* bits: looked at */
};

/*
 * Take the rules that a snapshot looked at from the first line of its
 * findings.json.  Without them, those rules count that found something.
 */
void	 persist_rules(struct persist_side *, const char *line);

/*
 * Read both and add what differs to the changes.  Temp files go to the folder
 * dirfd.  Returns 0, or -1 with the reason printed.
 */
int	 persist_compare(struct changes *, struct persist_side *was,
	    struct persist_side *is, int dirfd);

/* The id of a rule that was not compared, by its bit, or NULL beyond the last;
 * the last stands for all that this version does not know. */
const char *persist_rule(int bit);

/* Append those of a set of bits: before, then a list with commas.  False, and
 * nothing is appended, when there are none. */
bool	 persist_put_rules(struct buf *, uint32_t lacks, const char *before);

#endif
