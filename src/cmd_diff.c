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

#include "diffprint.h"
#include "opts.h"
#include "rules.h"
#include "util.h"

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
};

static const struct opts_def	 defs[] = {
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
	{ "json", 0, OPTS_FLAG, offsetof(struct diff, json), 0, 0 },
	{ "used", 0, OPTS_FLAG, offsetof(struct diff, used), 0, 0 },
};

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

/* Findings, when both have them. */
static int
give_findings(struct diff *d, int temp)
{
	struct persist_side	 was, is;
	int			 was_fd, is_fd, rc;

	if ((rc = previous_findings(&d->old, &was, &was_fd)) != 1)
		return rc;
	if ((rc = previous_findings(&d->new, &is, &is_fd)) == 1) {
		rc = persist_compare(d->changes, &was, &is, temp);
		previous_end(is_fd, is.csv);
	}
	previous_end(was_fd, was.csv);
	return rc;
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
	    changes_users_done(d->changes) == -1 ||
	    give_findings(d, temp) == -1)
		return -1;
	return changes_done(d->changes);
}

static int
run(struct diff *d, const char *old, const char *new)
{
	struct diffprint	 p = { &d->old, &d->new, NULL, NULL, d->used };
	int			 temp, rc = -1;

	if (open_one(&d->old, old) == -1 || open_one(&d->new, new) == -1 ||
	    (temp = open_temp()) == -1)
		return CMD_FAILED;
	if (compare(d, temp) == 0) {
		p.now = &d->is->totals;
		p.changes = d->changes;
		rc = d->json ? diffprint_json(&p) : diffprint_text(&p);
	}
	(void)close(temp);
	return rc == 0 ? CMD_DONE : CMD_FAILED;
}

int
cmd_diff(int argc, char **argv)
{
	static const struct opts_table	 table = { "diff", defs,
					    sizeof(defs) / sizeof(defs[0]), 0 };
	struct diff			 d;
	int				 n, rc;

	memset(&d, 0, sizeof(d));
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
	return rc;
}
