#ifndef TALLY_H
#define TALLY_H

/*
 * Counts for the charts, plain numbers that own nothing.  Fed with one call
 * for each token, in any order.  Threads count apart, each into a copy of one
 * fresh tally, and the copies are added up.
 */

#include "model.h"
#include "when.h"

#define TALLY_MONTHS	25	/* the as-of month, 12 before it, 12 after */
#define TALLY_NOW	12	/* which of them is the as-of month */

/* When tokens expire, whether that has passed or not. */
enum tally_span {
	TALLY_EARLIER,		/* before the first month */
	TALLY_MONTH,		/* the first month, then TALLY_MONTHS - 1 */
	TALLY_LATER = TALLY_MONTH + TALLY_MONTHS,
	TALLY_NEVER,
	TALLY_NOT_RECORDED,
	TALLY_UNREADABLE,
	TALLY_SPANS
};

/* How long ago tokens were last used, in whole days, rounded down. */
enum tally_age {
	TALLY_AGE_DAY,		/* less than 1 */
	TALLY_AGE_7,		/* 1 to 7 */
	TALLY_AGE_30,		/* 8 to 30 */
	TALLY_AGE_90,		/* 31 to 90 */
	TALLY_AGE_365,		/* 91 to 365 */
	TALLY_AGE_OVER,		/* more than 365 */
	TALLY_AGE_NOT_USED,
	TALLY_AGE_AFTER,	/* after the as-of time: no age at all */
	TALLY_AGE_NOT_RECORDED,
	TALLY_AGE_UNREADABLE,
	TALLY_AGES
};

struct tally {
	int64_t	 as_of;
	int64_t	 month;		/* the first: year * 12 + month - 1 */
	int64_t	 starts[TALLY_MONTHS + 1];	/* of months, and of "later" */
	int64_t	 state[TOKEN_STATES];
	int64_t	 expires[TALLY_SPANS][TOKEN_STATES];
	int64_t	 used[TALLY_AGES][TOKEN_STATES];
};

/*
 * Start at zero.  Months are those of the zone; a month begins with the first
 * instant whose date there is in it.  as_of is in the range that when_parse
 * gives.
 */
void	 tally_init(struct tally *, struct when_zone *, int64_t as_of);

/* Count one token by its state, expiration and last use.  O(1). */
void	 tally_token(struct tally *, const struct token *);

/* Add the counts of from, which is of the same as-of time and zone. */
void	 tally_add(struct tally *into, const struct tally *from);

/* Append the name of month i, 0 to TALLY_MONTHS - 1: "2026-11". */
void	 tally_month(struct buf *, const struct tally *, int i);

#endif
