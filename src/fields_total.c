/* Fields of numbers that stand in both of two snapshots, then and now. */

#include "fields.h"
#include "getter.h"

static bool
line_delta(const void *rec, void *ctx, struct buf *b)
{
	const struct view_total	*l = rec;
	int64_t			 delta = l->now - l->then;

	(void)ctx;
	if (l->now == -1 || l->then == -1)
		return getter_plain(b, "Not known");
	if (delta > 0)
		buf_addc(b, '+');
	/* U+2212, the minus sign. */
	if (delta < 0)
		BUF_LIT(b, "\xe2\x88\x92");
	return getter_count(b, delta < 0 ? -delta : delta);
}

static bool
put_total(struct buf *b, int64_t n)
{
	return n == -1 ? getter_plain(b, "Not recorded") : getter_count(b, n);
}

static bool
line_now(const void *rec, void *ctx, struct buf *b)
{
	(void)ctx;
	return put_total(b, ((const struct view_total *)rec)->now);
}

static bool
line_then(const void *rec, void *ctx, struct buf *b)
{
	(void)ctx;
	return put_total(b, ((const struct view_total *)rec)->then);
}

WORD(line_label, struct view_total, r->label)

static const struct field line_fields[] = {
	F_WORD("delta", line_delta, "+3, 0, Not known ..."),
	F_WORD("label", line_label, "Tokens, Active, Service users ..."),
	F_WORD("now", line_now, "in this snapshot, or Not recorded"),
	F_WORD("then", line_then, "in the snapshot before, or Not recorded"),
};
const struct record_type	 fields_change_total = {
	"change-total", "a number then and now", line_fields, N(line_fields),
	"label"
};

static const struct field event_fields[] = {
	F_WORD("count", line_now, "how often"),
	F_WORD("label", line_label, "Revoked, Expired, Renamed ..."),
};
const struct record_type	 fields_change_event = {
	"change-event", "something that has happened", event_fields,
	N(event_fields), "label"
};

static int64_t
recorded(uint32_t lacks, enum change_field field, int64_t n)
{
	return (lacks & PAST_BIT(field)) != 0 ? -1 : n;
}

void
fields_change_totals(const struct view_snapshot *s, struct view *v)
{
	const struct totals	*then = &s->delta->facts->then;
	const struct totals	*now = &s->totals;
	uint32_t		 lacked = s->delta->lacks;
	const struct view_total	 totals[VIEW_TOTALS] = {
		{ "Service users", then->users, now->users },
		{ "Tokens", then->tokens, now->tokens },
		{ "Active", then->state[TOKEN_ACTIVE],
		    now->state[TOKEN_ACTIVE] },
		{ "Revoked", then->state[TOKEN_REVOKED],
		    now->state[TOKEN_REVOKED] },
		{ "Expired", then->state[TOKEN_EXPIRED],
		    now->state[TOKEN_EXPIRED] },
		{ "Never expire",
		    recorded(lacked, CHANGE_EXPIRATION, then->never_expires),
		    recorded(s->lacks, CHANGE_EXPIRATION,
		    now->never_expires) },
		{ "Not used yet",
		    recorded(lacked, CHANGE_LAST_USED, then->not_used),
		    recorded(s->lacks, CHANGE_LAST_USED, now->not_used) },
	};

	memcpy(v->totals, totals, sizeof(totals));
}
