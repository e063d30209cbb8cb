#ifndef CHART_H
#define CHART_H

/*
 * Charts as markup for a page: a figure with an SVG picture and a table of the
 * same numbers, well-formed XML and valid HTML.  They hold words and numbers
 * of ours only, so nothing is escaped, and no colour: bars are solid, half
 * and hollow, and have the classes active, revoked and expired.
 *
 * Each appends one figure, or one with a sentence in place of the picture when
 * there is nothing to draw.  Ids begin with "chart-"; a page may have each
 * chart once.  Counts are 0 or more and add up to less than 2^63.
 */

#include "buf.h"
#include "tally.h"

/* Tokens by state. */
void	 chart_states(struct buf *, const struct tally *);

/* Expirations by month, and those before, after and never. */
void	 chart_expirations(struct buf *, const struct tally *);

/* How long ago tokens were last used. */
void	 chart_last_use(struct buf *, const struct tally *);

#endif
