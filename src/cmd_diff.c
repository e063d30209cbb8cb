/*
 * The same comparison as that of a build, fed from the tables of two snapshots:
 * the tokens of the new one in the order of their ids, its service users in the
 * order of its list.
 */

#include "cmd.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "changes.h"
#include "columns.h"
#include "esc.h"
#include "json.h"
#include "opts.h"
#include "previous.h"
#include "rules.h"
#include "util.h"

#define FULL	((size_t)64 * 1024)	/* bytes until they are printed */

const char	 cmd_diff_help[] =
"Examples:\n"
"  tokensnap diff archive/2026-10-23T154300Z archive/2026-11-23T154300Z\n"
"  tokensnap diff --json archive/2026-10-23T154300Z archive/latest\n"
"\n"
"Usage: tokensnap diff [options] OLD NEW\n"
"\n"
"Prints what has changed between two snapshots, from their tables, which are\n"
"held against the manifests first.  Tokens and service users are matched by\n"
"their numbers in the export.\n"
"\n"
"      --json   as JSON\n"
"      --used   also list tokens that were used in between, which is the\n"
"               ordinary thing; JSON always has them\n"
"  -h, --help   this text\n"
"\n"
"Exit: 0 compared, whether anything differs or not; 1 not comparable, damaged\n"
"or not readable; 2 usage.\n";

struct diff {
	bool		 json;
	bool		 used;
	struct previous	 old, new;
	struct past	*was, *is;
	struct changes	*changes;
	struct owners	 owners;
	struct buf	 out;
};

static const struct opts_def	 defs[] = {
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
	{ "json", 0, OPTS_FLAG, offsetof(struct diff, json), 0, 0 },
	{ "used", 0, OPTS_FLAG, offsetof(struct diff, used), 0, 0 },
};

/* --- reading --- */

static int
open_one(struct previous *p, const char *path)
{
	const char		*why = NULL;
	enum previous_result	 rc;

	rc = previous_open(p, AT_FDCWD, path, path, &why);
	if (rc == PREVIOUS_WITHOUT)
		util_warn("%s: not comparable: %s", path, why);
	return rc == PREVIOUS_READY ? 0 : -1;
}

/* Where the temp files of the sorts go. */
static int
open_temp(void)
{
	const char	*path = getenv("TMPDIR");
	int		 fd;

	if (path == NULL || path[0] == '\0')
		path = "/tmp";
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		util_warn("%s:", path);
	return fd;
}

static int
note_place(void *arg, const struct user *u)
{
	struct diff	*d = arg;

	owners_add(&d->owners, u->id, '#');
	return 0;
}

static int
give_user(void *arg, const struct user *from)
{
	struct diff		*d = arg;
	struct changes_of	 of;
	struct user		 u = *from;
	struct buf		 b = BUF_INIT;
	int			 rc;

	u.shown = rules_shown(&u, &b);
	rc = changes_user(d->changes, &u, &of);
	buf_free(&b);
	return rc;
}

static int
give_tokens(struct diff *d)
{
	struct past_token	 t;
	int			 rc;

	while ((rc = past_next_token(d->is, &t)) == 1)
		if (changes_token(d->changes, &d->owners, &t.token) == -1)
			return -1;
	if (rc == -1)
		return -1;
	past_tokens_drop(d->is);
	return changes_tokens_done(d->changes, &d->owners);
}

static int
compare(struct diff *d, int temp)
{
	d->was = past_new(temp, false, d->old.as_of);
	d->is = past_new(temp, false, d->new.as_of);
	if (previous_tokens(&d->old, d->was) == -1 ||
	    previous_tokens(&d->new, d->is) == -1 ||
	    previous_users(&d->new, note_place, d) == -1)
		return -1;
	d->is->totals.users = (int64_t)d->owners.n;
	owners_sort(&d->owners);
	d->changes = changes_new(d->was, temp);
	changes_lack(d->changes, d->new.lacks, d->new.user_lacks);
	if (give_tokens(d) == -1 ||
	    previous_past_users(&d->old, d->was, &d->owners) == -1 ||
	    previous_users(&d->new, give_user, d) == -1 ||
	    changes_users_done(d->changes) == -1)
		return -1;
	return changes_done(d->changes);
}

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
put_head(struct diff *d)
{
	const struct changes_facts	*f = changes_facts(d->changes);
	const struct totals		*then = &f->then;
	const struct totals		*now = &d->is->totals;
	struct buf			*b = &d->out;
	int				 i;

	buf_addf(b, "old: ");
	esc_line(b, slice_of(d->old.name));
	BUF_LIT(b, ", as of ");
	when_rfc3339(b, d->old.as_of);
	BUF_LIT(b, "\nnew: ");
	esc_line(b, slice_of(d->new.name));
	BUF_LIT(b, ", as of ");
	when_rfc3339(b, d->new.as_of);
	buf_addf(b, "\n\n%-14s %10s %10s %10s\n", "", "old", "new", "delta");
	put_numbers(b, "service users", then->users, now->users);
	put_numbers(b, "tokens", then->tokens, now->tokens);
	for (i = 0; i < TOKEN_STATES; i++)
		put_numbers(b, rules_state_word((enum token_state)i),
		    then->state[i], now->state[i]);
	BUF_LIT(b, "\n");
	put_count(b, "tokens", &f->tokens);
	put_count(b, "service users", &f->users);
	buf_addf(b, "tokens used since, after an earlier use: %lld\n",
	    (long long)f->used);
	put_lacks(b, "tokens", f->lacks);
	put_lacks(b, "service users", f->user_lacks);
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

	buf_addf(b, "%c %s %lld \"", "-+~"[c->kind],
	    change_subject_word(c->subject), (long long)c->id);
	esc_line(b, c->name);
	buf_addc(b, '"');
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

static int
print_text(struct diff *d)
{
	struct change	 c;
	bool		 used, first = true;
	int		 rc;

	put_head(d);
	while ((rc = changes_next(d->changes, &c, &used)) == 1) {
		if (used && !d->used)
			continue;
		if (first)
			buf_addc(&d->out, '\n');
		first = false;
		put_line(&d->out, &c);
		flush(&d->out, FULL);
	}
	flush(&d->out, 0);
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
json_head(struct diff *d, struct json *j)
{
	const struct changes_facts	*f = changes_facts(d->changes);

	json_object(j);
	json_key(j, "schema_version");
	json_number(j, 1);
	json_snapshot(j, "old", &d->old, &f->then);
	json_snapshot(j, "new", &d->new, &d->is->totals);
	json_count(j, "tokens", &f->tokens);
	json_count(j, "service_users", &f->users);
	json_key(j, "tokens_used");
	json_number(j, f->used);
	json_key(j, "not_compared");
	json_object(j);
	json_lacks(j, "tokens", f->lacks);
	json_lacks(j, "service_users", f->user_lacks);
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

static int
print_json(struct diff *d)
{
	struct columns_change	 row = { NULL, BUF_INIT, BUF_INIT };
	struct json		 j = { &d->out, false };
	struct change		 c;
	bool			 used;
	int			 rc;

	json_head(d, &j);
	while ((rc = changes_next(d->changes, &c, &used)) == 1) {
		columns_change_row(&row, &c);
		if (j.more)
			buf_addc(&d->out, ',');
		j.more = false;
		json_line(&j);
		json_row(&j, &row);
		flush(&d->out, FULL);
	}
	json_line(&j);
	json_array_end(&j);
	json_object_end(&j);
	json_line(&j);
	flush(&d->out, 0);
	buf_free(&row.from);
	buf_free(&row.to);
	return rc;
}

static int
run(struct diff *d, const char *old, const char *new)
{
	int	 temp, rc = -1;

	if (open_one(&d->old, old) == -1 || open_one(&d->new, new) == -1 ||
	    (temp = open_temp()) == -1)
		return CMD_FAILED;
	if (compare(d, temp) == 0)
		rc = d->json ? print_json(d) : print_text(d);
	(void)close(temp);
	return rc == 0 ? CMD_DONE : CMD_FAILED;
}

int
cmd_diff(int argc, char **argv)
{
	static const struct opts_table	 table = { "diff", defs,
					    sizeof(defs) / sizeof(defs[0]) };
	struct diff			 d;
	int				 n, rc;

	memset(&d, 0, sizeof(d));
	d.out = (struct buf)BUF_INIT;
	owners_init(&d.owners);
	rc = opts_read(&table, argc, argv, &d, &n);
	if (rc == 1) {
		fputs(cmd_diff_help, stdout);
		return CMD_DONE;
	}
	if (rc == -1)
		return CMD_USAGE;
	if (n != 2) {
		util_warn("diff: which two snapshots? (see tokensnap help "
		    "diff)");
		return CMD_USAGE;
	}
	rc = run(&d, argv[1], argv[2]);
	changes_free(d.changes);
	past_free(d.was);
	past_free(d.is);
	owners_free(&d.owners);
	previous_close(&d.old);
	previous_close(&d.new);
	buf_free(&d.out);
	return rc;
}
