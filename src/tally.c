#include "tally.h"

#define DAY		86400
#define MONTH_MOST	(32 * DAY)	/* longer than any month, DST and all */

/* The date at an instant in the zone, as its midnight UTC. */
static int64_t
date_at(struct when_zone *z, int64_t at, struct buf *scratch)
{
	int64_t	 date = at;	/* of the days at the ends of time */

	buf_reset(scratch);
	when_exact(scratch, z, at);
	(void)when_parse((struct slice){ scratch->ptr, 10 }, &date);
	return date;
}

/* The midnight UTC of the first of a month, which is year * 12 + month - 1. */
static int64_t
first_of(int64_t month)
{
	struct when_civil	 c = { 0, 0, 1, 0, 0, 0 };

	c.year = (int)(month / 12);
	c.month = (int)(month % 12) + 1;
	return when_instant(&c);
}

/*
 * The first instant with a date in the month or after.  Searched for, because
 * clocks are also changed at midnight: the first of a month may begin at one
 * o'clock, or twice.
 */
static int64_t
start_of(struct when_zone *z, int64_t month, struct buf *scratch)
{
	int64_t	 first, low, high, mid;

	/* Of months that no export can have a time in. */
	if (month <= 12)
		return WHEN_MIN;
	if (month >= (int64_t)10000 * 12)
		return WHEN_MAX;
	first = first_of(month);
	low = first - 2 * DAY;
	high = first + 2 * DAY;
	while (high - low > 1) {
		mid = low + (high - low) / 2;
		if (date_at(z, mid, scratch) < first)
			low = mid;
		else
			high = mid;
	}
	return high;
}

void
tally_init(struct tally *y, struct when_zone *z, int64_t as_of)
{
	struct buf		 scratch = BUF_INIT;
	struct when_civil	 c;
	int			 i;

	memset(y, 0, sizeof(*y));
	y->as_of = as_of;
	when_civil(date_at(z, as_of, &scratch), &c);
	y->month = (int64_t)c.year * 12 + c.month - 1 - TALLY_NOW;
	for (i = 0; i <= TALLY_MONTHS; i++)
		y->starts[i] = start_of(z, y->month + i, &scratch);
	buf_free(&scratch);
}

static int
span_at(const struct tally *y, int64_t at)
{
	int	 i;

	if (at < y->starts[0])
		return TALLY_EARLIER;
	if (at >= y->starts[TALLY_MONTHS])
		return TALLY_LATER;
	/* At most two too few, in 25 months. */
	i = (int)((at - y->starts[0]) / MONTH_MOST);
	while (at >= y->starts[i + 1])
		i++;
	return TALLY_MONTH + i;
}

static int
span_of(const struct tally *y, const struct stamp *s)
{
	switch (s->kind) {
	case STAMP_AT:
		return span_at(y, s->at);
	case STAMP_NONE:
		return TALLY_NEVER;
	case STAMP_NOT_RECORDED:
		return TALLY_NOT_RECORDED;
	case STAMP_UNREADABLE:
		break;
	}
	return TALLY_UNREADABLE;
}

static enum tally_age
age_at(int64_t as_of, int64_t at)
{
	int64_t	 days;

	if (at > as_of)
		return TALLY_AGE_AFTER;
	days = (as_of - at) / DAY;
	if (days < 1)
		return TALLY_AGE_DAY;
	if (days <= 7)
		return TALLY_AGE_7;
	if (days <= 30)
		return TALLY_AGE_30;
	if (days <= 90)
		return TALLY_AGE_90;
	return days <= 365 ? TALLY_AGE_365 : TALLY_AGE_OVER;
}

static enum tally_age
age_of(int64_t as_of, const struct stamp *s)
{
	switch (s->kind) {
	case STAMP_AT:
		return age_at(as_of, s->at);
	case STAMP_NONE:
		return TALLY_AGE_NOT_USED;
	case STAMP_NOT_RECORDED:
		return TALLY_AGE_NOT_RECORDED;
	case STAMP_UNREADABLE:
		break;
	}
	return TALLY_AGE_UNREADABLE;
}

void
tally_token(struct tally *y, const struct token *t)
{
	y->state[t->state]++;
	y->expires[span_of(y, &t->expiration)][t->state]++;
	y->used[age_of(y->as_of, &t->last_used)][t->state]++;
}

void
tally_add(struct tally *into, const struct tally *from)
{
	int	 i, s;

	for (s = 0; s < TOKEN_STATES; s++) {
		into->state[s] += from->state[s];
		for (i = 0; i < TALLY_SPANS; i++)
			into->expires[i][s] += from->expires[i][s];
		for (i = 0; i < TALLY_AGES; i++)
			into->used[i][s] += from->used[i][s];
	}
}

void
tally_month(struct buf *b, const struct tally *y, int i)
{
	int64_t	 month = y->month + i;

	buf_addf(b, "%04d-%02d", (int)(month / 12), (int)(month % 12) + 1);
}
