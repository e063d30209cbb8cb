/*
 * provenance.json: one object, its members and those of all objects in it in
 * the order of their names.  A line break comes before each of the outer
 * members and of the objects in lists.  docs/schema/provenance.json has the
 * form; schema_version grows when a reader would have to change.
 */

#include "provenance.h"

#include "json.h"
#include "trace.h"

static void
text(struct json *j, const char *key, const char *s)
{
	json_key(j, key);
	if (s == NULL)
		json_null(j);
	else
		json_string(j, s);
}

static void
slice(struct json *j, const char *key, struct slice s)
{
	json_key(j, key);
	json_text(j, s);
}

static void
number(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_number(j, n);
}

static void
recorded(struct json *j, const char *key, bool known, int64_t n)
{
	if (key != NULL)
		json_key(j, key);
	if (known)
		json_number(j, n);
	else
		json_null(j);
}

static void
flag(struct json *j, const char *key, bool is)
{
	json_key(j, key);
	json_bool(j, is);
}

static void
instant(struct json *j, const char *key, bool known, int64_t at)
{
	struct buf	 b = BUF_INIT;

	if (known)
		when_rfc3339(&b, at);
	text(j, key, known ? b.ptr : NULL);
	buf_free(&b);
}

/* An object of an array, on a line of its own. */
static void
item(struct json *j)
{
	if (j->more)
		buf_addc(j->out, ',');
	j->more = false;
	json_line(j);
	json_object(j);
}

/* An outer member. */
static void
member(struct json *j, const char *key)
{
	if (j->more)
		buf_addc(j->out, ',');
	j->more = false;
	json_line(j);
	json_key(j, key);
}

static void
put_changes(struct json *j, const struct provenance_of *of)
{
	const struct provenance_changes	*c = &of->changes;

	member(j, "changes");
	if (!c->known) {
		json_null(j);
		return;
	}
	json_object(j);
	number(j, "added", c->added);
	number(j, "before", c->before);
	number(j, "changed", c->changed);
	number(j, "removed", c->removed);
	json_object_end(j);
}

static void
put_findings(struct json *j, const struct provenance_of *of)
{
	const struct provenance_findings	*f = &of->findings;

	member(j, "findings");
	if (!f->known) {
		json_null(j);
		return;
	}
	json_object(j);
	number(j, "critical", f->critical);
	number(j, "high", f->high);
	number(j, "info", f->info);
	number(j, "low", f->low);
	number(j, "medium", f->medium);
	number(j, "muted", f->muted);
	json_object_end(j);
}

static void
put_counts(struct json *j, const struct provenance_of *of)
{
	const struct balance_entry	*e;
	size_t				 i;

	member(j, "counts");
	json_array(j);
	for (i = 0; i < of->balance->n; i++) {
		e = &of->balance->entries[i];
		item(j);
		text(j, "how", e->how);
		number(j, "number", e->n);
		text(j, "what", e->subject);
		json_object_end(j);
	}
	json_array_end(j);
}

static void
put_declared(struct json *j, const struct provenance_of *of)
{
	const struct provenance_declared	*d = &of->declared;

	member(j, "declared");
	json_object(j);
	text(j, "environment", d->environment);
	text(j, "operator", d->operator);
	text(j, "retention", d->retention);
	text(j, "source", d->source);
	text(j, "ticket", d->ticket);
	flag(j, "verified", false);
	json_object_end(j);
}

static void
put_excluded(struct json *j, const struct provenance_of *of)
{
	const struct export_facts	*f = of->facts;
	size_t				 i;

	member(j, "excluded");
	json_array(j);
	for (i = 0; i < f->nleft; i++) {
		item(j);
		text(j, "column", f->left[i].column);
		text(j, "table", f->left[i].table);
		text(j, "why", f->left[i].why);
		json_object_end(j);
	}
	json_array_end(j);
	member(j, "excluded_more");
	json_number(j, f->more_left);
}

static void
put_export(struct json *j, const struct provenance_of *of)
{
	const struct source	*s = of->source;
	int64_t			 at = 0;
	bool			 known = provenance_exported(of, &at);

	member(j, "export");
	json_object(j);
	number(j, "application_id", s->application_id);
	text(j, "encoding", provenance_encoding(s));
	slice(j, "environment", of->snapshot->environment);
	slice(j, "exported_at", of->snapshot->exported_at);
	instant(j, "exported_at_utc", known, at);
	number(j, "free_pages", s->free_pages);
	text(j, "integrity_check", "ok");
	text(j, "journal_mode", s->wal ? "wal" : "rollback");
	instant(j, "modified", true, s->mtime);
	text(j, "name", s->name);
	number(j, "page_size", s->page_size);
	number(j, "pages", s->pages);
	number(j, "schema_version", s->schema_version);
	text(j, "sha256", s->sha256);
	number(j, "size", s->size);
	slice(j, "source", of->snapshot->origin);
	flag(j, "stale", provenance_is_stale(of));
	number(j, "stale_after_days", of->stale_days);
	flag(j, "unchanged_while_read", true);
	number(j, "user_version", s->user_version);
	number(j, "written_by_sqlite", s->written_by);
	json_object_end(j);
}

static void
put_key(struct json *j, const char *key, const struct census_keys *k)
{
	struct buf	 b = BUF_INIT;

	json_key(j, key);
	json_object(j);
	number(j, "gaps", (int64_t)k->gaps);
	recorded(j, "largest", k->n > 0, k->most);
	recorded(j, "least", k->n > 0, k->least);
	buf_addf(&b, "%llu", (unsigned long long)census_missing(k));
	text(j, "missing", b.ptr);
	number(j, "rows", k->n);
	buf_reset(&b);
	census_sum(&b, k);
	text(j, "sum", b.ptr);
	json_object_end(j);
	buf_free(&b);
}

static void
put_lists(struct json *j, const struct provenance_of *of)
{
	const struct provenance_list	*l;
	size_t				 i;

	member(j, "lists");
	json_array(j);
	for (i = 0; i < of->nlists; i++) {
		l = &of->lists[i];
		item(j);
		text(j, "file", l->url);
		text(j, "heading", l->heading);
		text(j, "order", l->order);
		number(j, "pages", l->pages);
		number(j, "rows", l->rows);
		json_object_end(j);
	}
	json_array_end(j);
}

static void
put_orphans(struct json *j, const struct provenance_of *of)
{
	const struct census	*c = of->facts->census;
	size_t			 i;

	member(j, "orphans");
	json_object(j);
	json_key(j, "named");
	json_array(j);
	for (i = 0; i < c->norphans; i++)
		recorded(j, NULL, c->orphans[i].has_id, c->orphans[i].id);
	json_array_end(j);
	number(j, "references", c->references);
	number(j, "tokens", of->snapshot->totals.orphans);
	json_object_end(j);
}

static void
put_program(struct json *j, const struct provenance_of *of)
{
	const struct versions	*v = of->versions;
	size_t			 i;

	member(j, "program");
	json_object(j);
	text(j, "compiler", v->compiler);
	json_key(j, "libraries");
	json_array(j);
	for (i = 0; i < VERSIONS_LIBRARIES; i++) {
		json_object(j);
		text(j, "compiled", v->libraries[i].compiled);
		text(j, "loaded", v->libraries[i].loaded);
		text(j, "name", v->libraries[i].name);
		json_object_end(j);
	}
	json_array_end(j);
	text(j, "sha256", v->program);
	text(j, "version", of->snapshot->version);
	json_object_end(j);
}

static void
put_role(struct json *j, const struct census_role *r, bool others)
{
	item(j);
	number(j, "active", r->totals.state[TOKEN_ACTIVE]);
	number(j, "expired", r->totals.state[TOKEN_EXPIRED]);
	flag(j, "others", others);
	number(j, "revoked", r->totals.state[TOKEN_REVOKED]);
	slice(j, "role", r->name);
	number(j, "service_users", r->users);
	number(j, "tokens", r->totals.tokens);
	json_object_end(j);
}

static void
put_roles(struct json *j, const struct provenance_of *of)
{
	const struct census	*c = of->facts->census;
	size_t			 i;

	member(j, "roles");
	if (!of->facts->schema.column[SQL_U_ROLE]) {
		json_null(j);
		return;
	}
	json_array(j);
	for (i = 0; i < c->nroles; i++)
		put_role(j, &c->roles[i], false);
	if (c->others.users > 0)
		put_role(j, &c->others, true);
	json_array_end(j);
}

static void
put_settings(struct json *j, const struct provenance_of *of)
{
	struct buf	 b = BUF_INIT;
	size_t		 i;

	member(j, "settings");
	json_array(j);
	for (i = 0; i < of->nsettings; i++) {
		item(j);
		text(j, "default", of->settings[i].standard);
		text(j, "name", of->settings[i].name);
		text(j, "value", of->settings[i].value);
		json_object_end(j);
	}
	json_array_end(j);
	provenance_command(&b, of);
	member(j, "settings_command");
	json_string(j, b.ptr);
	buf_free(&b);
}

static void
put_snapshot(struct json *j, const struct provenance_of *of)
{
	const struct view_snapshot	*v = of->snapshot;

	member(j, "snapshot");
	json_object(j);
	instant(j, "as_of", true, v->as_of);
	text(j, "name", v->name);
	text(j, "previous", v->previous);
	text(j, "previous_seal", v->previous ? of->previous_seal : NULL);
	number(j, "sequence", v->sequence);
	text(j, "series", of->series);
	slice(j, "signer", v->signer);
	text(j, "signer_sha256", v->signer_sha256);
	text(j, "zone", of->zone);
	json_object_end(j);
}

static void
put_statements(struct json *j, const struct provenance_of *of)
{
	const struct sql_schema	*schema = &of->facts->schema;
	struct trace_facts	 facts;
	struct buf		 b = BUF_INIT;
	enum sql_id		 id;
	int			 i;

	member(j, "statements");
	json_array(j);
	for (i = 0; i < SQL_STATEMENTS; i++) {
		id = (enum sql_id)i;
		if (!sql_runs(id, schema))
			continue;
		trace_facts(of->facts->trace, id, &facts);
		buf_reset(&b);
		sql_text(&b, id, schema);
		item(j);
		text(j, "name", sql_name(id));
		text(j, "purpose", sql_purpose(id));
		number(j, "rows", facts.rows);
		number(j, "runs", facts.runs);
		text(j, "sha256", facts.sha256);
		text(j, "sql", b.ptr);
		json_object_end(j);
	}
	json_array_end(j);
	buf_free(&b);
}

static void
put_time(struct json *j, const char *key, bool recorded,
    const struct census_times *t)
{
	json_key(j, key);
	if (!recorded) {
		json_null(j);
		return;
	}
	json_object(j);
	instant(j, "earliest", t->n > 0, t->first);
	instant(j, "latest", t->n > 0, t->last);
	number(j, "none", t->none);
	number(j, "times", t->n);
	number(j, "unreadable", t->unreadable);
	json_object_end(j);
}

static void
put_times(struct json *j, const struct provenance_of *of)
{
	const struct census	*c = of->facts->census;
	const bool		*has = of->facts->schema.column;

	member(j, "times");
	json_object(j);
	put_time(j, "service_users.created", has[SQL_U_CREATED],
	    &c->user_created);
	put_time(j, "tokens.created", true, &c->created);
	put_time(j, "tokens.expiration", has[SQL_T_EXPIRATION],
	    &c->expiration);
	put_time(j, "tokens.last_used", has[SQL_T_LAST_USED], &c->last_used);
	put_time(j, "tokens.revoked", has[SQL_T_REVOKED], &c->revoked);
	json_object_end(j);
}

static void
put_keys(struct json *j, const struct provenance_of *of)
{
	member(j, "keys");
	json_object(j);
	put_key(j, "service_users.id", &of->facts->census->users);
	put_key(j, "tokens.id", &of->facts->census->tokens);
	json_object_end(j);
}

static void
put_totals(struct json *j, const struct provenance_of *of)
{
	const struct totals	*n = &of->snapshot->totals;
	const struct census	*c = of->facts->census;
	const bool		*has = of->facts->schema.column;

	member(j, "totals");
	json_object(j);
	number(j, "active", n->state[TOKEN_ACTIVE]);
	recorded(j, "deactivated_service_users", has[SQL_U_ACTIVE],
	    c->deactivated);
	number(j, "expired", n->state[TOKEN_EXPIRED]);
	number(j, "idle_service_users", n->idle_users);
	recorded(j, "never_expires", has[SQL_T_EXPIRATION], n->never_expires);
	recorded(j, "not_used", has[SQL_T_LAST_USED], n->not_used);
	number(j, "orphans", n->orphans);
	number(j, "revoked", n->state[TOKEN_REVOKED]);
	recorded(j, "scim", has[SQL_T_SCIM], c->scim);
	number(j, "service_users", n->users);
	number(j, "tokens", n->tokens);
	number(j, "unreadable_times", of->facts->unreadable);
	json_object_end(j);
}

void
provenance_json(struct buf *b, const struct provenance_of *of)
{
	struct json	 j = { b, false };

	json_object(&j);
	put_changes(&j, of);
	put_counts(&j, of);
	put_declared(&j, of);
	put_excluded(&j, of);
	put_export(&j, of);
	put_findings(&j, of);
	put_keys(&j, of);
	put_lists(&j, of);
	put_orphans(&j, of);
	put_program(&j, of);
	put_roles(&j, of);
	member(&j, "schema_version");
	json_number(&j, 1);
	put_settings(&j, of);
	put_snapshot(&j, of);
	put_statements(&j, of);
	put_times(&j, of);
	put_totals(&j, of);
	json_line(&j);
	json_object_end(&j);
	json_line(&j);
}
