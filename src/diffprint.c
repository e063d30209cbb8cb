#include "diffprint.h"

#include <stdio.h>

#include "columns.h"
#include "esc.h"
#include "json.h"
#include "rules.h"

#define FULL	((size_t)64 * 1024)	/* bytes until they are printed */

/* --- as text --- */

static void
flush(struct buf *b, size_t least)
{
	/* main looks at the result of all writing. */
	if (b->len < least)
		return;
	(void)fwrite(b->ptr, 1, b->len, stdout);
	buf_reset(b);
}

static void
put_numbers(struct buf *b, const char *what, int64_t then, int64_t now)
{
	buf_addf(b, "%-14s %10lld %10lld %+10lld\n", what, (long long)then,
	    (long long)now, (long long)(now - then));
}

static void
put_count(struct buf *b, const char *what, const struct changes_count *n)
{
	buf_addf(b, "%s: %lld added, %lld removed, %lld changed\n", what,
	    (long long)n->added, (long long)n->removed,
	    (long long)n->changed);
}

static void
put_lacks(struct buf *b, const char *what, uint32_t lacks)
{
	const char	*before = "";
	int		 i;

	if (lacks == 0)
		return;
	buf_addf(b, "not compared of %s, because one has not recorded it: ",
	    what);
	for (i = 0; i < CHANGE_FIELDS; i++) {
		if ((lacks & PAST_BIT(i)) == 0)
			continue;
		buf_addf(b, "%s%s", before,
		    change_field_word((enum change_field)i));
		before = ", ";
	}
	buf_addc(b, '\n');
}

static void
put_rules(struct buf *b, const struct changes_facts *f)
{
	if (persist_put_rules(b, f->rules_lack, "not compared of findings, "
	    "because one has not looked at them: "))
		buf_addc(b, '\n');
	if (f->findings_compared && !f->rules_told)
		BUF_LIT(b, "rules: one does not say which it looked at; those "
		    "count that found something\n");
}

static void
put_head(const struct diffprint *d, struct buf *b)
{
	const struct changes_facts	*f = changes_facts(d->changes);
	const struct totals		*then = &f->then;
	const struct totals		*now = d->now;
	int				 i;

	buf_addf(b, "old: ");
	esc_line(b, slice_of(d->old->name));
	BUF_LIT(b, ", as of ");
	when_rfc3339(b, d->old->as_of);
	BUF_LIT(b, "\nnew: ");
	esc_line(b, slice_of(d->new->name));
	BUF_LIT(b, ", as of ");
	when_rfc3339(b, d->new->as_of);
	buf_addf(b, "\n\n%-14s %10s %10s %10s\n", "", "old", "new", "delta");
	put_numbers(b, "service users", then->users, now->users);
	put_numbers(b, "tokens", then->tokens, now->tokens);
	for (i = 0; i < TOKEN_STATES; i++)
		put_numbers(b, rules_state_word((enum token_state)i).ptr,
		    then->state[i], now->state[i]);
	BUF_LIT(b, "\n");
	put_count(b, "tokens", &f->tokens);
	put_count(b, "service users", &f->users);
	buf_addf(b, "tokens used since, after an earlier use: %lld\n",
	    (long long)f->used);
	if (f->findings_compared)
		buf_addf(b, "findings: %lld new, %lld resolved, %lld "
		    "persist\n", (long long)f->findings.added,
		    (long long)f->findings.removed,
		    (long long)f->findings.changed);
	else
		BUF_LIT(b, "findings: not compared\n");
	put_lacks(b, "tokens", f->lacks);
	put_lacks(b, "service users", f->user_lacks);
	put_rules(b, f);
}

/* A text from outside in quotes; our words bare. */
static void
put_value(struct buf *b, const struct change_value *v)
{
	struct buf	 text = BUF_INIT;

	change_put(&text, v);
	if (v->kind == CHANGE_NONE) {
		BUF_LIT(b, "none");
	} else if (v->kind == CHANGE_TEXT) {
		buf_addc(b, '"');
		esc_line(b, (struct slice){ text.ptr, text.len });
		buf_addc(b, '"');
	} else {
		buf_slice(b, (struct slice){ text.ptr, text.len });
	}
	buf_free(&text);
}

/* One line: what, which, whose, what has happened. */
static void
put_line(struct buf *b, const struct change *c)
{
	const char	*word = change_transition_word(c->transition);

	buf_addf(b, "%c %s", "-+~"[c->kind],
	    change_subject_word(c->subject));
	if (c->rule.ptr != NULL) {
		buf_addc(b, ' ');
		esc_line(b, c->rule);
	}
	if (c->has_id) {
		buf_addf(b, " %lld \"", (long long)c->id);
		esc_line(b, c->name);
		buf_addc(b, '"');
	}
	if (c->subject == CHANGE_FINDING) {
		buf_addf(b, ": %s: ", word);
		put_value(b, c->kind == CHANGE_REMOVED ? &c->from : &c->to);
		buf_addc(b, '\n');
		return;
	}
	if (c->subject == CHANGE_TOKEN) {
		BUF_LIT(b, " of \"");
		esc_line(b, c->user);
		buf_addc(b, '"');
	}
	if (word != NULL)
		buf_addf(b, ": %s", word);
	if (c->field != CHANGE_WHOLE) {
		buf_addf(b, ": %s ", change_field_word(c->field));
		put_value(b, &c->from);
		BUF_LIT(b, " -> ");
		put_value(b, &c->to);
	} else if (c->subject == CHANGE_TOKEN) {
		BUF_LIT(b, ": ");
		put_value(b, c->kind == CHANGE_REMOVED ? &c->from : &c->to);
	}
	buf_addc(b, '\n');
}

int
diffprint_text(const struct diffprint *d)
{
	struct buf	 out = BUF_INIT;
	struct change	 c;
	bool		 used, first = true;
	int		 rc;

	put_head(d, &out);
	while ((rc = changes_next(d->changes, &c, &used)) == 1) {
		if (used && !d->used)
			continue;
		if (first)
			buf_addc(&out, '\n');
		first = false;
		put_line(&out, &c);
		flush(&out, FULL);
	}
	flush(&out, 0);
	buf_free(&out);
	return rc;
}

/* --- as JSON --- */

static void
json_snapshot(struct json *j, const char *key, const struct previous *p,
    const struct totals *n)
{
	struct buf	 at = BUF_INIT;

	when_rfc3339(&at, p->as_of);
	json_key(j, key);
	json_object(j);
	json_key(j, "snapshot");
	json_string(j, p->name);
	json_key(j, "as_of");
	json_string(j, at.ptr);
	json_key(j, "export_sha256");
	json_string(j, p->export_sha256);
	json_key(j, "service_users");
	json_number(j, n->users);
	json_key(j, "tokens");
	json_number(j, n->tokens);
	json_key(j, "active");
	json_number(j, n->state[TOKEN_ACTIVE]);
	json_key(j, "revoked");
	json_number(j, n->state[TOKEN_REVOKED]);
	json_key(j, "expired");
	json_number(j, n->state[TOKEN_EXPIRED]);
	json_object_end(j);
	buf_free(&at);
}

static void
json_count(struct json *j, const char *key, const struct changes_count *n)
{
	json_key(j, key);
	json_object(j);
	json_key(j, "added");
	json_number(j, n->added);
	json_key(j, "removed");
	json_number(j, n->removed);
	json_key(j, "changed");
	json_number(j, n->changed);
	json_object_end(j);
}

static void
json_lacks(struct json *j, const char *key, uint32_t lacks)
{
	int	 i;

	json_key(j, key);
	json_array(j);
	for (i = 0; i < CHANGE_FIELDS; i++)
		if ((lacks & PAST_BIT(i)) != 0)
			json_string(j,
			    change_field_word((enum change_field)i));
	json_array_end(j);
}

static void
json_rules(struct json *j, const struct changes_facts *f)
{
	int	 i;

	json_key(j, "rules");
	json_array(j);
	for (i = 0; persist_rule(i) != NULL; i++)
		if ((f->rules_lack & PAST_BIT(i)) != 0)
			json_string(j, persist_rule(i));
	json_array_end(j);
	json_key(j, "rules_told");
	json_bool(j, f->rules_told);
}

static void
json_head(const struct diffprint *d, struct json *j)
{
	const struct changes_facts	*f = changes_facts(d->changes);

	json_object(j);
	json_key(j, "schema_version");
	json_number(j, 1);
	json_snapshot(j, "old", d->old, &f->then);
	json_snapshot(j, "new", d->new, d->now);
	json_count(j, "tokens", &f->tokens);
	json_count(j, "service_users", &f->users);
	json_key(j, "tokens_used");
	json_number(j, f->used);
	json_key(j, "findings");
	if (f->findings_compared) {
		json_object(j);
		json_key(j, "new");
		json_number(j, f->findings.added);
		json_key(j, "resolved");
		json_number(j, f->findings.removed);
		json_key(j, "persist");
		json_number(j, f->findings.changed);
		json_object_end(j);
	} else {
		json_null(j);
	}
	json_key(j, "not_compared");
	json_object(j);
	json_lacks(j, "tokens", f->lacks);
	json_lacks(j, "service_users", f->user_lacks);
	json_rules(j, f);
	json_object_end(j);
	json_key(j, "rows");
	json_array(j);
}

/* The members of a row of changes.json. */
static void
json_row(struct json *j, const struct columns_change *row)
{
	const struct columns	*t = &columns_changes;
	struct column_value	 v;
	size_t			 i;

	json_object(j);
	for (i = 0; i < t->n; i++) {
		json_key(j, t->list[i].name);
		v.none = false;
		t->list[i].get(row, &v);
		if (v.none)
			json_null(j);
		else if (t->list[i].kind == COLUMN_NUMBER)
			json_number(j, v.number);
		else
			json_text(j, v.text);
	}
	json_object_end(j);
}

int
diffprint_json(const struct diffprint *d)
{
	struct columns_change	 row = { NULL, BUF_INIT, BUF_INIT };
	struct buf		 out = BUF_INIT;
	struct json		 j = { &out, false };
	struct change		 c;
	bool			 used;
	int			 rc;

	json_head(d, &j);
	while ((rc = changes_next(d->changes, &c, &used)) == 1) {
		columns_change_row(&row, &c);
		if (j.more)
			buf_addc(&out, ',');
		j.more = false;
		json_line(&j);
		json_row(&j, &row);
		flush(&out, FULL);
	}
	json_line(&j);
	json_array_end(&j);
	json_object_end(&j);
	json_line(&j);
	flush(&out, 0);
	buf_free(&out);
	buf_free(&row.from);
	buf_free(&row.to);
	return rc;
}
