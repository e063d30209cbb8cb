#include "ledger.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util.h"
#include "when.h"

#define DAY	86400

const struct ledger_member	 ledger_members[LEDGER_NUMBERS] = {
	[LEDGER_TOKENS] = { "totals", "tokens" },
	[LEDGER_ACTIVE] = { "totals", "active" },
	[LEDGER_REVOKED] = { "totals", "revoked" },
	[LEDGER_EXPIRED] = { "totals", "expired" },
	[LEDGER_NOT_USED] = { "totals", "not_used" },
	[LEDGER_NEVER_EXPIRES] = { "totals", "never_expires" },
	[LEDGER_ORPHANS] = { "totals", "orphans" },
	[LEDGER_USERS] = { "totals", "service_users" },
	[LEDGER_IDLE_USERS] = { "totals", "idle_service_users" },
	[LEDGER_CRITICAL] = { "findings", "critical" },
	[LEDGER_HIGH] = { "findings", "high" },
	[LEDGER_MEDIUM] = { "findings", "medium" },
	[LEDGER_LOW] = { "findings", "low" },
	[LEDGER_INFO] = { "findings", "info" },
	[LEDGER_MUTED] = { "findings", "muted" },
	[LEDGER_ADDED] = { "changes", "added" },
	[LEDGER_REMOVED] = { "changes", "removed" },
	[LEDGER_CHANGED] = { "changes", "changed" },
};

int
ledger_cadence(const char *text, struct ledger_cadence *c)
{
	size_t		 len = strlen(text);
	char		 digits[8];
	long long	 n;

	if (len < 2 || len > sizeof(digits) ||
	    strchr("dwm", text[len - 1]) == NULL)
		return -1;
	memcpy(digits, text, len - 1);
	digits[len - 1] = '\0';
	if (util_number(digits, 1, LEDGER_CADENCE_MAX, &n) == -1)
		return -1;
	c->n = (int)n;
	c->unit = text[len - 1];
	return 0;
}

struct ledger_entry *
ledger_add(struct ledger *l, const char *name, int64_t as_of)
{
	struct ledger_entry	*e;
	int			 i;

	l->entries = xreallocarray(l->entries, l->n + 1, sizeof(*l->entries));
	e = &l->entries[l->n++];
	memset(e, 0, sizeof(*e));
	e->name = xstrdup(name);
	e->as_of = as_of;
	for (i = 0; i < LEDGER_NUMBERS; i++)
		e->n[i] = LEDGER_UNKNOWN;
	return e;
}

void
ledger_other(struct ledger *l, const char *name, const char *what)
{
	l->others = xreallocarray(l->others, l->nothers + 1,
	    sizeof(*l->others));
	l->others[l->nothers].name = xstrdup(name);
	l->others[l->nothers++].what = what;
}

void
ledger_say(struct ledger_entry *e, const char *fmt, ...)
{
	va_list	 ap;
	char	*text;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) == -1)
		util_die("out of memory");
	va_end(ap);
	e->problems = xreallocarray(e->problems, e->nproblems + 1,
	    sizeof(*e->problems));
	e->problems[e->nproblems++] = text;
}

static int
by_name(const void *key, const void *entry)
{
	return strcmp(key, ((const struct ledger_entry *)entry)->name);
}

static struct ledger_entry *
find(const struct ledger *l, const char *name)
{
	if (l->n == 0)
		return NULL;
	return bsearch(name, l->entries, l->n, sizeof(*l->entries), by_name);
}

/* The whole one before e that is of its series, or of any. */
static const struct ledger_entry *
before(const struct ledger *l, const struct ledger_entry *e, bool series)
{
	const struct ledger_entry	*p;

	for (p = e; p-- > l->entries;)
		if (!p->damaged && (!series ||
		    strcmp(p->series, e->series) == 0))
			return p;
	return NULL;
}

static struct ledger_row *
add_row(struct ledger *l, enum ledger_kind kind, const struct ledger_entry *e)
{
	struct ledger_row	*r;

	l->rows = xreallocarray(l->rows, l->nrows + 1, sizeof(*l->rows));
	r = &l->rows[l->nrows++];
	memset(r, 0, sizeof(*r));
	r->kind = kind;
	r->entry = e;
	return r;
}

/* The date of an instant, in days since 1970. */
static int64_t
day_of(int64_t at)
{
	return (at >= 0 ? at : at - DAY + 1) / DAY;
}

/* The last date that is within the cadence after day. */
static int64_t
add_units(int64_t day, const struct ledger_cadence *c)
{
	struct when_civil	 t, next;
	int64_t			 first, length;
	int			 month;

	if (c->unit != 'm')
		return day + (int64_t)c->n * (c->unit == 'w' ? 7 : 1);
	when_civil(day * DAY, &t);
	month = t.month - 1 + c->n;
	next = (struct when_civil){ .year = t.year + (month + 1) / 12,
	    .month = (month + 1) % 12 + 1, .day = 1 };
	t = (struct when_civil){ .year = t.year + month / 12,
	    .month = month % 12 + 1, .day = t.day };
	/* A month that has no such day ends before it. */
	length = (int64_t)t.day;
	t.day = 1;
	first = day_of(when_instant(&t));
	if (length > day_of(when_instant(&next)) - first)
		length = day_of(when_instant(&next)) - first;
	return first + length - 1;
}

static void
judge_gap(struct ledger *l, const struct ledger_entry *e)
{
	const struct ledger_entry	*p;
	struct ledger_row		*r;
	int64_t				 from, to;

	if (l->cadence.n == 0 || e->damaged ||
	    (p = before(l, e, false)) == NULL)
		return;
	from = day_of(p->as_of);
	to = day_of(e->as_of);
	if (to <= add_units(from, &l->cadence))
		return;
	r = add_row(l, LEDGER_GAP, e);
	r->before = p;
	r->days = to - from;
	l->ngaps++;
}

/* Numbers that no snapshot has, unless those that are damaged have them. */
static bool
judge_missing(struct ledger *l, const struct ledger_entry *e)
{
	const struct ledger_entry	*p, *d;
	struct ledger_row		*r;
	int64_t				 first, ndamaged = 0;

	if (e->damaged)
		return false;
	p = before(l, e, true);
	first = p != NULL ? p->sequence + 1 : 1;
	for (d = e; d-- > (p != NULL ? p + 1 : l->entries);)
		ndamaged += d->damaged;
	if (e->sequence - first <= ndamaged)
		return false;
	r = add_row(l, LEDGER_MISSING, e);
	r->first = first;
	r->last = e->sequence - 1;
	r->damaged = ndamaged > 0;
	l->nmissing++;
	return true;
}

/* Its number against that of the one before. */
static void
judge_order(const struct ledger *l, struct ledger_entry *e)
{
	const struct ledger_entry	*any = before(l, e, false);
	const struct ledger_entry	*p = before(l, e, true);

	if (strcmp(e->own_name, e->name) != 0)
		ledger_say(e, "the snapshot calls itself %s: its folder was "
		    "renamed", e->own_name);
	if (any != NULL && strcmp(any->series, e->series) != 0)
		ledger_say(e, "another series than that of %s", any->name);
	if (p == NULL)
		return;
	if (e->sequence == p->sequence)
		ledger_say(e, "a fork: number %lld is that of %s too",
		    (long long)e->sequence, p->name);
	else if (e->sequence < p->sequence)
		ledger_say(e, "wrong order: number %lld comes after number "
		    "%lld, %s", (long long)e->sequence,
		    (long long)p->sequence, p->name);
}

/* What it recorded of the one before. */
static void
judge_link(const struct ledger *l, struct ledger_entry *e, bool missing)
{
	const struct ledger_entry	*p, *q;

	if (e->previous[0] == '\0') {
		if (e->sequence > 1)
			ledger_say(e, "names no snapshot before it, though "
			    "it is number %lld", (long long)e->sequence);
		return;
	}
	if (e->sequence == 1)
		ledger_say(e, "names %s as the one before, though it is "
		    "number 1", e->previous);
	if (strcmp(e->previous, e->name) >= 0) {
		ledger_say(e, "wrong order: names %s as the one before, which "
		    "is not older", e->previous);
		return;
	}
	if ((p = find(l, e->previous)) == NULL) {
		ledger_say(e, missing ? "follows %s, which is not in this "
		    "archive" : "broken chain: follows %s, which is not in "
		    "this archive", e->previous);
		return;
	}
	if (strcmp(p->seal, e->previous_seal) != 0)
		ledger_say(e, "broken chain: %s has not the seal that was "
		    "recorded here", p->name);
	for (q = e; q-- > p;)
		if (strcmp(q->previous, e->previous) == 0) {
			ledger_say(e, "a fork: %s, too, follows %s", q->name,
			    e->previous);
			break;
		}
}

/* The seal that a snapshot ought to have, from those that follow it. */
static void
find_seals(struct ledger *l)
{
	struct ledger_entry	*p;
	size_t			 i;

	for (i = 0; i < l->n; i++)
		l->entries[i].due_seal = l->entries[i].seal;
	/* Backwards: of several, the oldest was there first. */
	for (i = l->n; i-- > 0;)
		if (l->entries[i].previous[0] != '\0' &&
		    (p = find(l, l->entries[i].previous)) != NULL &&
		    p < &l->entries[i])
			p->due_seal = l->entries[i].previous_seal;
}

void
ledger_judge(struct ledger *l)
{
	struct ledger_entry	*e;
	size_t			 i;
	bool			 missing;

	find_seals(l);
	for (i = l->n; i-- > 0;) {
		e = &l->entries[i];
		(void)add_row(l, LEDGER_SNAPSHOT, e);
		judge_gap(l, e);
		missing = judge_missing(l, e);
		if (!e->damaged) {
			judge_order(l, e);
			judge_link(l, e, missing);
		}
		l->ndamaged += e->damaged;
		l->nodd += !e->damaged && e->nproblems > 0;
	}
}

void
ledger_free(struct ledger *l)
{
	struct ledger_entry	*e;
	size_t			 i, j;

	for (i = 0; i < l->n; i++) {
		e = &l->entries[i];
		for (j = 0; j < e->nproblems; j++)
			free(e->problems[j]);
		free(e->problems);
		free(e->name);
		free(e->series);
		free(e->own_name);
		free(e->export_name);
	}
	for (i = 0; i < l->nothers; i++)
		free(l->others[i].name);
	free(l->entries);
	free(l->others);
	free(l->rows);
	memset(l, 0, sizeof(*l));
}
