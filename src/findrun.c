#include "findrun.h"

#include <stdio.h>

#include "util.h"

int
findrun_read(struct findrun *f, const struct settings *s)
{
	if (policy_read(&f->policy, s->profile, settings_where(s, "profile"),
	    s->policy) == -1)
		return -1;
	return exceptions_read(&f->exceptions, s->exceptions, s->as_of,
	    findings_of_snapshot);
}

void
findrun_begin(struct findrun *f, struct view_snapshot *view,
    const struct sql_schema *schema, const struct past *past)
{
	struct findings_previous	*p = &f->previous;

	if (view->previous != NULL &&
	    when_parse_name(view->previous, &p->as_of) == 0)
		p->name = view->previous;
	if (past != NULL) {
		p->compared = true;
		p->records_use = (past->lacks & PAST_BIT(CHANGE_LAST_USED)) ==
		    0;
		p->used = past->ever_used;
		p->last_used = past->newest_use;
	}
	findings_init(&f->findings, &f->policy, &f->exceptions, schema,
	    view->as_of, p);
	view->judged = &f->findings;
}

void
findrun_end(struct findrun *f, struct view_snapshot *view)
{
	findings_count(&f->findings, &f->counts);
	view->counts = &f->counts;
}

void
findrun_print(const struct findrun *f)
{
	const struct findings_counts	*n = &f->counts;
	const char			*before = "findings: ";
	int				 i;

	for (i = 0; i < SEVERITIES; i++) {
		if (n->found[i] == 0)
			continue;
		printf("%s%lld %s", before, (long long)n->found[i],
		    severity_word((enum severity)i));
		before = ", ";
	}
	if (before[0] == 'f')
		printf("findings: none");
	if (n->muted > 0)
		printf("; %lld muted", (long long)n->muted);
	printf("\n");
}

bool
findrun_fails(const struct findrun *f, enum severity fail_on,
    const char *name)
{
	int64_t	 n = 0;
	int	 i;

	for (i = 0; i <= (int)fail_on && i < SEVERITIES; i++)
		n += f->counts.found[i];
	if (fail_on == SEVERITIES || n == 0)
		return false;
	util_warn("%s: %lld %s %s or graver (--fail-on)", name, (long long)n,
	    n == 1 ? "finding is" : "findings are", severity_word(fail_on));
	return true;
}

void
findrun_free(struct findrun *f)
{
	findings_free(&f->findings);
	exceptions_free(&f->exceptions);
	policy_free(&f->policy);
}
