/*
 * archive.json is one object: schema_version 1, cadence ("90 days" or null),
 * snapshots (the newest first, one a line), gaps, missing, foreign.  A number
 * that a snapshot does not record is left out; a group without any is null.
 */

#include "archive_page.h"

#include "fields.h"
#include "json.h"
#include "page.h"
#include "talrun.h"
#include "trend.h"

void
archive_page(const struct ledger *l, const struct theme *theme,
    struct buf *out)
{
	struct view_archive	 v = { .ledger = l,
				    .version = TOKENSNAP_VERSION };
	struct view_context	 none = { .root = "" };
	struct talrun		*run = talrun_new();
	struct buf		 states = BUF_INIT, findings = BUF_INIT;

	trend_states(&states, l);
	trend_findings(&findings, l);
	v.states = (struct slice){ states.ptr, states.len };
	v.findings = (struct slice){ findings.ptr, findings.len };
	talrun(run, theme_template(theme, PAGE_ARCHIVE), &v, &none, out);
	talrun_free(run);
	buf_free(&states);
	buf_free(&findings);
}

static void
put_string(struct json *j, const char *key, const char *s)
{
	json_key(j, key);
	json_string(j, s == NULL || s[0] == '\0' ? NULL : s);
}

/* The members of one group, from the i-th on; how many there are. */
static int
put_group(struct json *j, const struct ledger_entry *e, int i)
{
	const char	*group = ledger_members[i].group;
	int		 n, known = 0;

	for (n = 0; i + n < LEDGER_NUMBERS &&
	    strcmp(ledger_members[i + n].group, group) == 0; n++)
		known += e->n[i + n] >= 0;
	json_key(j, group);
	if (known == 0) {
		json_null(j);
		return n;
	}
	json_object(j);
	for (known = i; known < i + n; known++) {
		if (e->n[known] < 0)
			continue;
		json_key(j, ledger_members[known].name);
		json_number(j, e->n[known]);
	}
	json_object_end(j);
	return n;
}

static void
put_previous(struct json *j, const struct ledger_entry *e)
{
	json_key(j, "previous");
	if (e->previous[0] == '\0') {
		json_null(j);
		return;
	}
	json_object(j);
	put_string(j, "name", e->previous);
	put_string(j, "seal", e->previous_seal);
	json_object_end(j);
}

static void
put_entry(struct json *j, const struct ledger_entry *e)
{
	struct buf	 as_of = BUF_INIT;
	size_t		 k;
	int		 i;

	when_rfc3339(&as_of, e->as_of);
	json_object(j);
	put_string(j, "name", e->name);
	put_string(j, "as_of", as_of.ptr);
	put_string(j, "state", e->damaged ? "damaged" : "whole");
	json_key(j, "sequence");
	if (e->sequence > 0)
		json_number(j, e->sequence);
	else
		json_null(j);
	put_string(j, "series", e->series);
	put_previous(j, e);
	put_string(j, "seal", e->seal);
	json_key(j, "signed");
	json_bool(j, e->is_signed);
	json_key(j, "export");
	json_object(j);
	put_string(j, "name", e->export_name);
	put_string(j, "sha256", e->export_sha256);
	json_object_end(j);
	for (i = 0; i < LEDGER_NUMBERS;)
		i += put_group(j, e, i);
	json_key(j, "problems");
	json_array(j);
	for (k = 0; k < e->nproblems; k++)
		json_string(j, e->problems[k]);
	json_array_end(j);
	json_object_end(j);
	buf_free(&as_of);
}

static void
put_row(struct json *j, const struct ledger_row *r)
{
	if (r->kind == LEDGER_SNAPSHOT) {
		put_entry(j, r->entry);
		return;
	}
	json_object(j);
	if (r->kind == LEDGER_GAP) {
		put_string(j, "after", r->before->name);
		put_string(j, "before", r->entry->name);
		json_key(j, "days");
		json_number(j, r->days);
	} else {
		json_key(j, "first");
		json_number(j, r->first);
		json_key(j, "last");
		json_number(j, r->last);
		put_string(j, "series", r->entry->series);
		put_string(j, "before", r->entry->name);
	}
	json_object_end(j);
}

static void
put_rows(struct json *j, const struct ledger *l, enum ledger_kind kind,
    const char *key)
{
	size_t	 i;

	json_line(j);
	json_key(j, key);
	json_array(j);
	for (i = 0; i < l->nrows; i++)
		if (l->rows[i].kind == kind) {
			json_line(j);
			put_row(j, &l->rows[i]);
		}
	json_array_end(j);
}

void
archive_json(const struct ledger *l, struct buf *out)
{
	struct json	 j = { .out = out };
	struct buf	 cadence = BUF_INIT;
	size_t		 i;

	(void)fields_cadence(&cadence, &l->cadence);
	json_object(&j);
	json_key(&j, "schema_version");
	json_number(&j, 1);
	put_string(&j, "cadence", cadence.ptr);
	put_rows(&j, l, LEDGER_SNAPSHOT, "snapshots");
	put_rows(&j, l, LEDGER_GAP, "gaps");
	put_rows(&j, l, LEDGER_MISSING, "missing");
	json_line(&j);
	json_key(&j, "foreign");
	json_array(&j);
	for (i = 0; i < l->nothers; i++) {
		json_line(&j);
		json_object(&j);
		put_string(&j, "name", l->others[i].name);
		put_string(&j, "what", l->others[i].what);
		json_object_end(&j);
	}
	json_array_end(&j);
	json_object_end(&j);
	json_line(&j);
	buf_free(&cadence);
}

void
archive_chain(const struct ledger *l, struct buf *out)
{
	size_t	 i;

	for (i = 0; i < l->n; i++)
		if (l->entries[i].due_seal[0] != '\0')
			buf_addf(out, "%s  %s/tagmanifest-sha256.txt\n",
			    l->entries[i].due_seal, l->entries[i].name);
}
