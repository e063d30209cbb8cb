#include "findings.h"

#include <stdlib.h>

#include "judge.h"
#include "ruletable.h"
#include "util.h"
#include "when.h"

#define DAY	86400
#define BIT(r)	((uint32_t)1 << (r))

bool
findings_of_snapshot(enum rule r)
{
	return ruletable(r)->snapshot;
}

/* "90 days", "Admin, Owner", "30 days; urgent: 7 days" */
static void
put_threshold(struct buf *b, const struct policy *p, enum policy_threshold t)
{
	const char	*unit = policy_unit(t);

	if (t == POLICY_NONE)
		return;
	if (b->len > 0)
		BUF_LIT(b, "; ");
	if (t == POLICY_URGENT)
		BUF_LIT(b, "urgent: ");
	if (t >= POLICY_NUMBERS) {
		buf_slice(b, (struct slice){ p->shown[t].ptr,
		    p->shown[t].len });
		return;
	}
	buf_num(b, p->number[t]);
	buf_addc(b, ' ');
	buf_add(b, unit, strlen(unit) - (p->number[t] == 1));
}

/* Where the thresholds and the severity come from. */
static void
put_origin(struct buf *b, const struct policy *p, enum rule r)
{
	const struct ruletable	*rule = ruletable(r);
	bool			 own = false, usual = false;
	int			 i;

	for (i = 0; i < 2; i++) {
		if (rule->threshold[i] == POLICY_NONE)
			continue;
		own |= p->own[rule->threshold[i]];
		usual |= !p->own[rule->threshold[i]];
	}
	if (usual)
		buf_addf(b, "profile %s", policy_profile_name(p->profile));
	if (own)
		buf_addf(b, "%sfile %s", usual ? ", " : "", p->file);
	if (p->severity_own[r])
		buf_addf(b, "%sseverity from file %s", b->len > 0 ? "; " : "",
		    p->file);
}

static void
put_column(struct buf *b, enum sql_column c)
{
	buf_addf(b, "%scolumn %s.%s", b->len > 0 ? ", " : "",
	    sql_table_name(sql_column_table(c)), sql_column_name(c));
}

/* Teams are recorded by two tables. */
static bool
has(const struct sql_schema *schema, enum sql_column c)
{
	return schema->column[c] &&
	    (c != SQL_M_TEAM || schema->table[SQL_TEAMS]);
}

/* How many columns of a list the export lacks, appended; whole: unless it has
 * one of them. */
static size_t
lacks(struct buf *b, const struct sql_schema *schema,
    const enum sql_column *columns, size_t n, bool whole)
{
	size_t	 i, missing = 0;

	for (i = 0; i < n && columns[i] != SQL_U_ID; i++)
		missing += !has(schema, columns[i]);
	if (whole && missing < i)
		return 0;
	for (i = 0; i < n && columns[i] != SQL_U_ID; i++)
		if (!has(schema, columns[i]))
			put_column(b, columns[i]);
	return missing;
}

static bool
lacks_previous(const struct findings *f, enum rule r)
{
	const struct findings_previous	*p = &f->previous;

	if (!ruletable(r)->needs_previous)
		return false;
	if (p->name == NULL)
		return true;
	if (r == RULE_FROZEN)
		return !p->records_use;
	return r == RULE_REUSED && !p->compared;
}

static enum findings_status
status_of(const struct findings *f, enum rule r, struct buf *missing)
{
	const struct ruletable	*t = ruletable(r);

	if (f->rule[r].severity == SEVERITIES)
		return FINDINGS_OFF;
	if (lacks(missing, f->schema, t->needs, 2, false) > 0 ||
	    lacks(missing, f->schema, t->one_of, 3, true) > 0)
		return FINDINGS_NO_COLUMN;
	if (lacks_previous(f, r)) {
		buf_adds(missing, f->previous.name == NULL ?
		    "there is no previous snapshot" :
		    "the previous snapshot does not tell");
		return FINDINGS_NO_PREVIOUS;
	}
	return lacks(missing, f->schema, t->wants, 3, false) > 0 ?
	    FINDINGS_PARTLY : FINDINGS_EVALUATED;
}

/* What becomes of a rule with this export and this policy. */
static void
prepare(struct findings *f, enum rule r)
{
	const struct ruletable	*t = ruletable(r);
	struct findings_rule	*rule = &f->rule[r];
	int			 i;

	rule->rule = r;
	rule->title = t->title;
	rule->controls = f->policy->controls[r] != NULL ?
	    f->policy->controls[r] : t->controls;
	rule->severity = policy_severity(f->policy, r, t->severity);
	rule->threshold = rule->origin = rule->missing = (struct buf)BUF_INIT;
	for (i = 0; i < 2; i++)
		put_threshold(&rule->threshold, f->policy, t->threshold[i]);
	put_origin(&rule->origin, f->policy, r);
	rule->status = status_of(f, r, &rule->missing);
	if (rule->status == FINDINGS_EVALUATED ||
	    rule->status == FINDINGS_PARTLY) {
		f->of_severity[rule->severity] |= BIT(r);
		if (t->token != NULL)
			f->token_rules[f->ntoken_rules++] = r;
		if (t->user != NULL)
			f->user_rules[f->nuser_rules++] = r;
	}
	if (rule->status == FINDINGS_NO_COLUMN ||
	    rule->status == FINDINGS_PARTLY)
		BUF_LIT(&rule->missing, " not recorded");
}

void
findings_init(struct findings *f, const struct policy *policy,
    const struct exceptions *exceptions, const struct sql_schema *schema,
    int64_t as_of, const struct findings_previous *previous)
{
	int	 i;

	memset(f, 0, sizeof(*f));
	f->policy = policy;
	f->exceptions = exceptions;
	f->schema = schema;
	f->as_of = as_of;
	if (previous != NULL)
		f->previous = *previous;
	f->used = xcalloc(exceptions->n + 1, sizeof(*f->used));
	for (i = 0; i < RULES; i++)
		prepare(f, (enum rule)i);
}

void
findings_free(struct findings *f)
{
	int	 i;

	for (i = 0; i < RULES; i++) {
		buf_free(&f->rule[i].threshold);
		buf_free(&f->rule[i].origin);
		buf_free(&f->rule[i].missing);
	}
	free(f->used);
	memset(f, 0, sizeof(*f));
}

const struct exception *
findings_muted(const struct findings *f, enum rule r, const struct user *u,
    const struct token *t)
{
	return exceptions_find(f->exceptions, r, u, t, NULL);
}

/* Count a verdict.  Returns whether it is a finding that is muted. */
static bool
count(struct findings *f, enum rule r, enum ruling v, const struct user *u,
    const struct token *t)
{
	struct findings_rule	*rule = &f->rule[r];

	if (v == RULING_UNKNOWN)
		rule->unknown++;
	if (v != RULING_YES)
		return false;
	if (exceptions_find(f->exceptions, r, u, t, f->used) == NULL) {
		rule->found++;
		return false;
	}
	rule->muted++;
	return true;
}

/* The severity of the gravest that is not muted. */
static uint8_t
worst(const struct findings *f, uint32_t open)
{
	uint8_t	 s;

	for (s = 0; s < SEVERITIES; s++)
		if ((open & f->of_severity[s]) != 0)
			break;
	return s;
}

void
findings_user(struct findings *f, struct user *u)
{
	enum ruling	 v;
	enum rule	 r;
	size_t		 i;

	u->found = u->muted = 0;
	u->worst = SEVERITIES;
	if (u->orphan)
		return;
	for (i = 0; i < f->nuser_rules; i++) {
		r = f->user_rules[i];
		if ((v = ruletable(r)->user(f, u, NULL)) == RULING_NO)
			continue;
		if (v == RULING_YES)
			u->found |= BIT(r);
		if (count(f, r, v, u, NULL))
			u->muted |= BIT(r);
	}
	u->worst = worst(f, u->found & ~u->muted);
}

/* For R18.  A use that lies ahead would be the newest in every snapshot. */
static void
note_use(struct findings *f, const struct stamp *s)
{
	if (s->kind != STAMP_AT || s->at - f->as_of >
	    f->policy->number[POLICY_CLOCK] * 60 ||
	    (f->any_used && s->at <= f->newest_used))
		return;
	f->any_used = true;
	f->newest_used = s->at;
}

void
findings_token(struct findings *f, struct token *t)
{
	enum ruling	 v;
	enum rule	 r;
	size_t		 i;

	t->found = t->muted = 0;
	for (i = 0; i < f->ntoken_rules; i++) {
		r = f->token_rules[i];
		if ((v = ruletable(r)->token(f, t, NULL)) == RULING_NO)
			continue;
		if (v == RULING_YES)
			t->found |= BIT(r);
		if (count(f, r, v, t->user, t))
			t->muted |= BIT(r);
	}
	t->worst = worst(f, t->found & ~t->muted);
	note_use(f, &t->last_used);
}

/* R17 and R18: of the snapshot as a whole. */
static bool
of_snapshot(const struct findings *f, enum rule r)
{
	const struct findings_previous	*p = &f->previous;
	int64_t				 gap = f->as_of - p->as_of;

	if (f->rule[r].status != FINDINGS_EVALUATED)
		return false;
	if (r == RULE_REVIEW)
		return gap > f->policy->number[POLICY_REVIEW] * DAY;
	return p->used && (!f->any_used || f->newest_used <= p->last_used);
}

bool
findings_snapshot(struct findings *f, size_t *at, enum rule *rule,
    const struct exception **about)
{
	static const enum rule	 whole[] = { RULE_REVIEW, RULE_FROZEN };
	const size_t		 nwhole = sizeof(whole) / sizeof(whole[0]);
	const struct exceptions	*e = f->exceptions;
	size_t			 i;

	*about = NULL;
	for (; *at < nwhole; (*at)++) {
		*rule = whole[*at];
		if (!of_snapshot(f, *rule))
			continue;
		(*at)++;
		(void)count(f, *rule, RULING_YES, NULL, NULL);
		return true;
	}
	for (; *at - nwhole < e->n; (*at)++) {
		i = *at - nwhole;
		if (!e->list[i].ended && f->used[i])
			continue;
		*rule = e->list[i].ended ? RULE_EXCEPTION_ENDED :
		    RULE_EXCEPTION_UNUSED;
		if (f->rule[*rule].status != FINDINGS_EVALUATED)
			continue;
		(*at)++;
		*about = &e->list[i];
		f->rule[*rule].found++;
		return true;
	}
	return false;
}

void
findings_fact(struct buf *b, const struct findings *f, enum rule r,
    const struct user *u, const struct token *t)
{
	if (t != NULL)
		(void)ruletable(r)->token(f, t, b);
	else
		(void)ruletable(r)->user(f, u, b);
}

void
findings_fact_snapshot(struct buf *b, const struct findings *f, enum rule r,
    const struct exception *x)
{
	if (r == RULE_REVIEW) {
		buf_addf(b, "the previous snapshot, %s, is ",
		    f->previous.name);
		judge_days(b, f->as_of - f->previous.as_of,
		    f->policy->number[POLICY_REVIEW]);
		buf_addf(b, " older, %lld allowed",
		    f->policy->number[POLICY_REVIEW]);
	} else if (r == RULE_FROZEN) {
		buf_addf(b, "no use is newer than those of the previous "
		    "snapshot, %s, whose newest is ", f->previous.name);
		when_rfc3339(b, f->previous.last_used);
	} else if (x != NULL) {
		buf_addf(b, "exception \"%s\" for %s %s ", x->title,
		    rule_id(x->rule), r == RULE_EXCEPTION_ENDED ?
		    "ended after" : "fits no finding; until");
		exceptions_put_until(b, x);
		buf_addf(b, " (reason: %s; approver: %s)", x->reason,
		    x->approver);
	}
}

void
findings_count(const struct findings *f, struct findings_counts *n)
{
	int	 i;

	memset(n, 0, sizeof(*n));
	for (i = 0; i < RULES; i++) {
		if (f->rule[i].severity == SEVERITIES)
			continue;
		n->found[f->rule[i].severity] += f->rule[i].found;
		n->muted += f->rule[i].muted;
	}
}
