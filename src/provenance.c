/*
 * The page of provenance as sections of one form: a heading, a text, a table.
 * Here stand the sections about the export; provenance_made.c has those about
 * the program and the snapshot, provenance_rules.c what is always the same.
 */

#include "provenance.h"

#include <stdio.h>
#include <stdlib.h>

#include "getter.h"
#include "text.h"
#include "trace.h"
#include "util.h"

/* --- the times of the export --- */

bool
provenance_exported(const struct provenance_of *of, int64_t *at)
{
	struct slice	 said = of->snapshot->exported_at;

	return said.ptr != NULL && when_parse(said, at) == 0;
}

bool
provenance_is_stale(const struct provenance_of *of)
{
	int64_t	 at;

	return provenance_exported(of, &at) &&
	    of->snapshot->as_of - at > of->stale_days * 86400;
}

bool
provenance_is_early(const struct provenance_of *of)
{
	int64_t	 at;

	return provenance_exported(of, &at) && at > of->snapshot->as_of;
}

bool
provenance_is_undated(const struct provenance_of *of)
{
	int64_t	 at;

	return of->snapshot->exported_at.ptr != NULL &&
	    !provenance_exported(of, &at);
}

const char *
provenance_encoding(const struct source *s)
{
	return s->encoding == 3 ? "UTF-16be" : s->encoding == 2 ? "UTF-16le" :
	    "UTF-8";
}

/* Takes the text, and frees it. */
static void
warn(struct provenance *p, char *text)
{
	p->warnings[p->nwarnings++].text = slice_of(pool_text(&p->tables.pool,
	    text, strlen(text)));
	free(text);
}

static void
make_warnings(struct provenance *p, const struct provenance_of *of)
{
	if (provenance_is_stale(of))
		warn(p, xasprintf("The export was made more than %lld days "
		    "before the time of this snapshot.",
		    (long long)of->stale_days));
	if (provenance_is_early(of))
		warn(p, xstrdup("The export says that it was made after the "
		    "time of this snapshot."));
	if (provenance_is_undated(of))
		warn(p, xstrdup("The export says when it was made, but not as "
		    "a time: its age is not known."));
	if (of->snapshot->lenient && of->facts->unreadable > 0)
		warn(p, xasprintf("%lld times could not be read and are shown "
		    "as they stand in the export.",
		    (long long)of->facts->unreadable));
}

/* --- the export --- */

static void
said(struct sections *p, const char *label, struct slice text,
    const char *none)
{
	sections_row(p, label);
	sections_text(p, text.ptr != NULL ? text : slice_of(none));
}

/* A time between two instants, in whole units, rounded down. */
static void
put_age(struct sections *p, int64_t seconds)
{
	static const struct {
		int64_t		 seconds;
		const char	*unit;
	} units[] = { { 86400, "day" }, { 3600, "hour" }, { 60, "minute" } };
	size_t		 i = 0;
	long long	 n;

	while (i < N(units) - 1 && seconds < units[i].seconds)
		i++;
	n = seconds / units[i].seconds;
	sections_add(p, "%lld %s%s", n, units[i].unit, n == 1 ? "" : "s");
}

static void
make_export(struct sections *p, const struct provenance_of *of)
{
	static const char *const	 heads[] = { "Fact", "Value", NULL };
	const struct view_snapshot	*v = of->snapshot;
	struct section			*s;
	int64_t				 at;

	s = sections_begin(p, "export", "The export", heads);
	s->text = slice_of("The file was copied once, byte for byte; only the "
	    "copy was hashed and opened. Its size, its time of change and its "
	    "place on the disk were the same before and after; otherwise "
	    "there would be no snapshot.");
	said(p, "Name of the file", slice_of(of->source->name), "");
	sections_row(p, "SHA-256");
	sections_code(p, of->source->sha256);
	sections_row(p, "Size in bytes");
	sections_number(p, of->source->size);
	sections_row(p, "Last changed");
	sections_time(p, of->source->mtime);
	said(p, "Source, as the export says", v->origin, "not said");
	said(p, "Environment, as the export says", v->environment, "not said");
	said(p, "Exported at, as the export says", v->exported_at,
	    "not said");
	if (provenance_exported(of, &at)) {
		sections_row(p, "Exported at, in UTC");
		sections_time(p, at);
		sections_row(p, at > v->as_of ?
		    "Time from the snapshot to the export" :
		    "Time from the export to the snapshot");
		put_age(p, at > v->as_of ? at - v->as_of : v->as_of - at);
	}
	sections_row(p, "As of");
	sections_time(p, v->as_of);
	sections_row(p, "Generated");
	sections_add(p, "as of the same time; the clock of the run is left "
	    "out, so that the same export gives the same bytes");
	sections_row(p, "An export counts as old after");
	sections_add(p, "%lld day%s", (long long)of->stale_days,
	    of->stale_days == 1 ? "" : "s");
}

static void
make_database(struct sections *p, const struct provenance_of *of)
{
	static const char *const	 heads[] = { "Fact", "Value", NULL };
	const struct source		*s = of->source;
	int64_t				 v = s->written_by;

	sections_begin(p, "database", "The export as a database", heads)->
	    text = slice_of("Read from the file's header; the check covers "
	    "every page, index and constraint.");
	sections_row(p, "PRAGMA integrity_check");
	sections_add(p, "ok");
	sections_row(p, "Pages");
	sections_number(p, s->pages);
	sections_row(p, "Free pages");
	sections_number(p, s->free_pages);
	sections_row(p, "Bytes of a page");
	sections_number(p, s->page_size);
	sections_row(p, "schema_version");
	sections_add(p, "%lld", (long long)s->schema_version);
	sections_row(p, "user_version");
	sections_add(p, "%lld", (long long)s->user_version);
	sections_row(p, "application_id");
	sections_add(p, "%lld", (long long)s->application_id);
	sections_row(p, "Journal mode");
	sections_add(p, s->wal ? "WAL, with nothing left in it" :
	    "rollback journal, with nothing left in it");
	sections_row(p, "Encoding");
	sections_add(p, "%s", provenance_encoding(s));
	sections_row(p, "Last written by SQLite");
	sections_add(p, "%lld.%lld.%lld", (long long)(v / 1000000),
	    (long long)(v / 1000 % 1000), (long long)(v % 1000));
}

/* --- completeness --- */

static void
make_counts(struct sections *p, const struct provenance_of *of)
{
	static const char *const	 heads[] = { "What was counted",
					    "How", "Number", NULL };
	const struct balance_entry	*e;
	size_t				 i;

	sections_begin(p, "counts", "Counts that agree", heads)->text =
	    slice_of("The same number, counted in several ways. A difference "
	    "anywhere here would have stopped the run.");
	for (i = 0; i < of->balance->n; i++) {
		e = &of->balance->entries[i];
		sections_row(p, e->subject);
		sections_text(p, slice_of(e->how));
		sections_number(p, e->n);
	}
}

static void
make_lists(struct sections *p, const struct provenance_of *of)
{
	static const char *const	 heads[] = { "List", "Order",
					    "Pages", "Rows", NULL };
	const struct provenance_list	*l;
	size_t				 i;

	sections_begin(p, "lists", "Rows on pages", heads)->text =
	    slice_of("Counted where each page was made.");
	for (i = 0; i < of->nlists; i++) {
		l = &of->lists[i];
		sections_row(p, l->heading)->head.url = l->url;
		sections_text(p, slice_of(l->order));
		sections_number(p, l->pages);
		sections_number(p, l->rows);
	}
}

static void
make_totals(struct sections *p, const struct provenance_of *of)
{
	static const char *const	 heads[] = { "Total", "Number", NULL };
	const struct totals		*n = &of->snapshot->totals;
	const struct census		*c = of->facts->census;
	const bool			*has = of->facts->schema.column;
	const struct {
		const char	*label;
		int64_t		 n;	/* -1: not recorded */
	} rows[] = {
		{ "Tokens", n->tokens },
		{ "Active", n->state[TOKEN_ACTIVE] },
		{ "Revoked", n->state[TOKEN_REVOKED] },
		{ "Expired, though not revoked", n->state[TOKEN_EXPIRED] },
		{ "Never expire", has[SQL_T_EXPIRATION] ? n->never_expires :
		    -1 },
		{ "Not used yet", has[SQL_T_LAST_USED] ? n->not_used : -1 },
		{ "For SCIM only", has[SQL_T_SCIM] ? c->scim : -1 },
		{ "Without a service user", n->orphans },
		{ "Rows left out", 0 },
		{ "Times that could not be read", of->facts->unreadable },
		{ "Service users", n->users },
		{ "Service users without a token", n->idle_users },
		{ "Deactivated service users", has[SQL_U_ACTIVE] ?
		    c->deactivated : -1 },
	};
	size_t				 i;

	sections_begin(p, "totals", "Control totals", heads)->text =
	    slice_of(n->tokens > 0 ? "To be held against what the source "
	    "system says." : "The export has no token: its table tokens has "
	    "zero rows.");
	for (i = 0; i < N(rows); i++) {
		sections_row(p, rows[i].label);
		if (rows[i].n == -1)
			sections_add(p, "not recorded");
		else
			sections_number(p, rows[i].n);
	}
}

static void
make_roles(struct sections *p, const struct provenance_of *of)
{
	static const char *const	 heads[] = { "Role", "Service users",
					    "Tokens", "Active", "Revoked",
					    "Expired", NULL };
	const struct census		*c = of->facts->census;
	const struct census_role	*r;
	struct section_row		*row;
	size_t				 i;
	int				 k;

	sections_begin(p, "roles", "Totals by role", heads)->text =
	    slice_of(!of->facts->schema.column[SQL_U_ROLE] ?
	    "The export does not record roles." :
	    "In the order of the list. What a role may do, the export does "
	    "not say.");
	if (!of->facts->schema.column[SQL_U_ROLE])
		return;
	for (i = 0; i < c->nroles + (c->others.users > 0); i++) {
		r = i < c->nroles ? &c->roles[i] : &c->others;
		row = sections_row(p, i == c->nroles ? "All further roles" :
		    r->name.ptr == NULL ? "None" : "Blank");
		if (!text_is_blank(r->name))
			row->head.text = r->name;
		sections_number(p, r->users);
		sections_number(p, r->totals.tokens);
		for (k = 0; k < TOKEN_STATES; k++)
			sections_number(p, r->totals.state[k]);
	}
}

static void
put_keys(struct sections *p, const char *label, const struct census_keys *k)
{
	struct buf	 b = BUF_INIT;

	sections_row(p, label);
	sections_number(p, k->n);
	if (k->n == 0) {
		sections_add(p, "zero rows");
		sections_add(p, "zero rows");
	} else {
		sections_add(p, "%lld", (long long)k->least);
		sections_add(p, "%lld", (long long)k->most);
	}
	sections_number(p, (int64_t)k->gaps);
	sections_add(p, "%llu", (unsigned long long)census_missing(k));
	census_sum(&b, k);
	sections_text(p, sections_keep(p, &b));
	buf_free(&b);
}

static void
put_times(struct sections *p, const char *label, bool recorded,
    const struct census_times *t)
{
	int	 i;

	sections_row(p, label);
	for (i = 0; i < 5 && !recorded; i++)
		sections_add(p, "not recorded");
	if (!recorded)
		return;
	sections_number(p, t->n);
	if (t->n == 0) {
		sections_add(p, "none");
		sections_add(p, "none");
	} else {
		sections_time(p, t->first);
		sections_time(p, t->last);
	}
	sections_number(p, t->none);
	sections_number(p, t->unreadable);
}

static void
make_ranges(struct sections *p, const struct provenance_of *of)
{
	static const char *const	 keys[] = { "Key", "Rows", "Least",
					    "Largest", "Gaps",
					    "Keys in the gaps", "Sum", NULL };
	static const char *const	 times[] = { "Column", "Times",
					    "Earliest", "Latest", "None",
					    "Not readable", NULL };
	const struct census		*c = of->facts->census;
	const bool			*has = of->facts->schema.column;

	sections_begin(p, "keys", "Keys", keys)->text = slice_of("A gap "
	    "is where keys are missing between two rows: rows that were "
	    "deleted, or never were.");
	put_keys(p, "tokens.id", &c->tokens);
	put_keys(p, "service_users.id", &c->users);
	sections_begin(p, "times", "Times", times)->text = slice_of(
	    "In UTC.");
	put_times(p, "tokens.created", true, &c->created);
	put_times(p, "tokens.expiration", has[SQL_T_EXPIRATION],
	    &c->expiration);
	put_times(p, "tokens.last_used", has[SQL_T_LAST_USED], &c->last_used);
	put_times(p, "tokens.revoked", has[SQL_T_REVOKED], &c->revoked);
	put_times(p, "service_users.created", has[SQL_U_CREATED],
	    &c->user_created);
}

static void
make_orphans(struct sections *p, const struct provenance_of *of)
{
	static const char *const	 heads[] = { "Service user", "Page",
					    NULL };
	const struct census		*c = of->facts->census;
	struct section			*s;
	struct section_row		*row;
	struct user			 u = { .orphan = true };
	struct buf			 b = BUF_INIT;
	char				 id[24];
	size_t				 i;

	s = sections_begin(p, "orphans", "Tokens without a service user",
	    heads);
	s->text = slice_of(c->references == 0 ?
	    "None: every token points at a service user of the export." :
	    "They are in all lists and counts, and stand last in the list. "
	    "These service users are pointed at, but are not in the export:");
	for (i = 0; i < c->norphans; i++) {
		u.has_id = c->orphans[i].has_id;
		u.id = c->orphans[i].id;
		buf_reset(&b);
		BUF_LIT(&b, "users/");
		rules_slug(&b, NULL, &u);
		BUF_LIT(&b, ".html");
		(void)snprintf(id, sizeof(id), "%lld", (long long)u.id);
		row = sections_row(p, u.has_id ? id : "NULL");
		sections_text(p, sections_keep(p, &b));
		row->cells[0].url = row->cells[0].text.ptr;
	}
	if (c->references > (int64_t)c->norphans) {
		sections_row(p, "Others");
		sections_add(p, "%lld more", (long long)(c->references -
		    (int64_t)c->norphans));
	}
	buf_free(&b);
}

static void
make_left(struct sections *p, const struct provenance_of *of)
{
	static const char *const	 heads[] = { "Table", "Column",
					    "Why it was not read", NULL };
	const struct export_facts	*f = of->facts;
	const struct export_left	*e;
	size_t				 i;

	sections_begin(p, "excluded", "What was not read", heads)->text =
	    slice_of(f->nleft == 0 ? "Nothing: every table and column of the "
	    "export was read." : "No statement names these, and one that did "
	    "would be denied. A column whose name has key, token, hash, "
	    "secret, salt or password in it could hold a secret.");
	for (i = 0; i < f->nleft; i++) {
		e = &f->left[i];
		sections_row(p, e->table);
		sections_text(p, slice_of(e->column != NULL ? e->column :
		    "all"));
		sections_text(p, slice_of(e->why));
	}
	if (f->more_left > 0) {
		sections_row(p, "Others");
		sections_add(p, "%lld more", (long long)f->more_left);
		sections_add(p, "as those above");
	}
}

static void
make_statements(struct provenance *p, const struct provenance_of *of)
{
	const struct sql_schema		*schema = &of->facts->schema;
	struct provenance_statement	*s;
	struct trace_facts		 facts;
	struct buf			 b = BUF_INIT;
	enum sql_id			 id;
	int				 i;

	for (i = 0; i < SQL_STATEMENTS; i++) {
		id = (enum sql_id)i;
		if (!sql_runs(id, schema))
			continue;
		s = &p->statements[p->nstatements++];
		trace_facts(of->facts->trace, id, &facts);
		s->name = sql_name(id);
		s->purpose = sql_purpose(id);
		s->rows = facts.rows;
		s->runs = facts.runs;
		memcpy(s->sha256, facts.sha256, sizeof(s->sha256));
		buf_reset(&b);
		sql_text(&b, id, schema);
		s->sql = sections_keep(&p->tables, &b);
	}
	buf_free(&b);
}

void
provenance_make(struct provenance *p, const struct provenance_of *of)
{
	struct sections	*s = &p->tables;

	memset(p, 0, sizeof(*p));
	sections_init(s);
	make_warnings(p, of);
	make_export(s, of);
	make_counts(s, of);
	make_totals(s, of);
	make_lists(s, of);
	make_roles(s, of);
	make_ranges(s, of);
	make_orphans(s, of);
	make_left(s, of);
	make_database(s, of);
	make_statements(p, of);
	provenance_rules(s, of);
	provenance_custody(s, of);
}

void
provenance_free(struct provenance *p)
{
	sections_free(&p->tables);
}
