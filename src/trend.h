#ifndef TREND_H
#define TREND_H

/*
 * Charts of an archive over time, in the manner of chart.h: a figure with a
 * picture of columns, the oldest at the left, and a table of the same numbers.
 * Ids begin with "trend-".  Nothing is appended when there is nothing to draw.
 *
 * There are at most 48 columns: of more snapshots, the last of each month
 * (UTC), and of those the newest.
 */

#include "buf.h"
#include "ledger.h"

/* Tokens by state. */
void	 trend_states(struct buf *, const struct ledger *);

/* Findings by severity. */
void	 trend_findings(struct buf *, const struct ledger *);

#endif
