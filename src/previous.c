#include "previous.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "hash.h"
#include "lines.h"
#include "revive.h"
#include "seal.h"
#include "util.h"
#include "when.h"

#define MANIFEST	"manifest-sha256.txt"
#define INFO_MAX	((size_t)1 << 20)

static const char *const	 paths[PREVIOUS_TABLES] = {
	[PREVIOUS_TOKENS] = "data/tables/tokens.csv",
	[PREVIOUS_USERS] = "data/tables/service-users.csv",
	[PREVIOUS_FINDINGS] = "data/tables/findings.csv",
	[PREVIOUS_RULES] = "data/tables/findings.json",
};

/* --- what the bag says --- */

/* What the manifest, which was verified, says of the tables. */
static int
read_manifest(struct previous *p)
{
	char			*name = xasprintf("%s/" MANIFEST, p->subject);
	struct lines		*lines;
	enum lines_result	 rc = LINES_ERROR;
	char			*line;
	size_t			 len;
	int			 t, fd;

	if ((fd = file_open(p->dirfd, MANIFEST, name)) == -1)
		goto out;
	lines = lines_new(fd, NULL, false);
	while ((rc = lines_next(lines, &line, &len)) == LINES_LINE)
		for (t = 0; t < PREVIOUS_TABLES; t++)
			if (len > 66 && strcmp(line + 66, paths[t]) == 0 &&
			    hash_unhex(line, 32, p->digest[t]) == 0)
				p->there[t] = true;
	if (rc != LINES_END)
		util_warn("%s: a line cannot be read", name);
	lines_free(lines);
	(void)close(fd);
out:
	free(name);
	return rc == LINES_END ? 0 : -1;
}

/* A label of bag-info.txt into out; "" when it is missing or too long. */
static void
put_label(const char *text, const char *label, char *out, size_t size)
{
	char	*s = seal_label(text, label);

	out[0] = '\0';
	if (s != NULL && strlen(s) < size)
		(void)snprintf(out, size, "%s", s);
	free(s);
}

static int
read_info(struct previous *p)
{
	struct buf	 text = BUF_INIT;
	char		*name = xasprintf("%s/bag-info.txt", p->subject);
	char		 as_of[32];
	int		 rc;

	rc = file_read(p->dirfd, "bag-info.txt", name, INFO_MAX, &text);
	if (rc == 0) {
		put_label(text.ptr, "External-Identifier", p->name,
		    sizeof(p->name));
		put_label(text.ptr, "Tokensnap-Export-SHA256",
		    p->export_sha256, sizeof(p->export_sha256));
		put_label(text.ptr, "Tokensnap-As-Of", as_of, sizeof(as_of));
		if (when_parse(slice_of(as_of), &p->as_of) == -1) {
			util_warn("%s: says no as-of time", name);
			rc = -1;
		}
	}
	buf_free(&text);
	free(name);
	return rc;
}

/* --- tables --- */

/* All of the file against the manifest, then back to its start. */
static int
check_digest(struct previous *p, enum previous_table t, int fd,
    const char *name)
{
	struct hash	*h = hash_new(HASH_SHA256);
	size_t		 size = (size_t)1 << 16;
	char		*data = xmalloc(size);
	uint8_t		 digest[HASH_MAX];
	ssize_t		 n;
	int		 rc = -1;

	while ((n = file_fill(fd, data, size)) > 0)
		hash_update(h, data, (size_t)n);
	hash_final(h, digest);
	if (n == -1 || lseek(fd, 0, SEEK_SET) == -1)
		util_warn("%s:", name);
	else if (memcmp(digest, p->digest[t], 32) != 0)
		util_warn("%s: content differs from " MANIFEST, name);
	else
		rc = 0;
	hash_free(h);
	free(data);
	return rc;
}

int
previous_names(struct csv *csv, const char *file, const char *const *names,
    int n, int *at)
{
	struct slice	 cells[REVIVE_CELLS];
	const char	*why = "it is empty";
	int		 i, k, have = csv_next(csv, cells, REVIVE_CELLS, &why);

	for (i = 0; i < n; i++) {
		at[i] = -1;
		for (k = 0; k < have; k++)
			if (cells[k].len == strlen(names[i]) &&
			    memcmp(cells[k].ptr, names[i], cells[k].len) == 0)
				at[i] = k;
	}
	if (have > 0)
		return have;
	util_warn("%s: row 1: %s", file, why);
	return -1;
}

int
previous_begin(struct previous *p, enum previous_table t,
    const char *const *names, int n, int *at, struct csv **csv)
{
	char	*name = xasprintf("%s/%s", p->subject, paths[t]);
	int	 fd;

	*csv = NULL;
	fd = file_open(p->dirfd, paths[t], name);
	if (fd != -1 && check_digest(p, t, fd, name) == 0) {
		*csv = csv_open(fd);
		if (previous_names(*csv, name, names, n, at) != -1)
			goto out;
	}
	if (fd != -1)
		previous_end(fd, *csv);
	fd = -1;
out:
	free(name);
	return fd;
}

void
previous_end(int fd, struct csv *csv)
{
	csv_free(csv);
	(void)close(fd);
}

/* Whether a table has all these columns. */
static enum previous_result
has_columns(struct previous *p, enum previous_table t,
    const char *const *names, int n)
{
	struct csv	*csv;
	int		 at[REVIVE_TOKEN], i, fd;

	if (!p->there[t])
		return PREVIOUS_WITHOUT;
	if ((fd = previous_begin(p, t, names, n, at, &csv)) == -1)
		return PREVIOUS_DAMAGED;
	previous_end(fd, csv);
	for (i = 0; i < n; i++)
		if (at[i] == -1)
			return PREVIOUS_WITHOUT;
	return PREVIOUS_READY;
}

enum previous_result
previous_open(struct previous *p, int dirfd, const char *path,
    const char *subject, const char **why)
{
	enum previous_result	 rc;

	memset(p, 0, sizeof(*p));
	p->subject = xstrdup(subject);
	p->dirfd = openat(dirfd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (p->dirfd == -1) {
		util_warn("%s:", subject);
		return PREVIOUS_DAMAGED;
	}
	if (seal_check(p->dirfd, subject) == -1 || read_info(p) == -1 ||
	    read_manifest(p) == -1)
		return PREVIOUS_DAMAGED;
	if (!p->there[PREVIOUS_TOKENS] || !p->there[PREVIOUS_USERS]) {
		*why = "it has no tables";
		return PREVIOUS_WITHOUT;
	}
	*why = "its tables are of another version";
	rc = has_columns(p, PREVIOUS_TOKENS, revive_token_names,
	    REVIVE_TOKEN);
	if (rc == PREVIOUS_READY)
		rc = has_columns(p, PREVIOUS_USERS, revive_user_names,
		    REVIVE_USER);
	return rc;
}

void
previous_close(struct previous *p)
{
	if (p->dirfd > 0)
		(void)close(p->dirfd);
	free(p->subject);
	memset(p, 0, sizeof(*p));
}

/* Where a row cannot be read. */
static int
fault(const struct previous *p, enum previous_table t, const struct revive *r,
    const char *why)
{
	if (r->why != NULL)
		util_warn("%s/%s: row %lld, column %s: %s", p->subject,
		    paths[t], csv_row(r->csv), r->names[r->column], r->why);
	else
		util_warn("%s/%s: row %lld: %s", p->subject, paths[t],
		    csv_row(r->csv), why);
	return -1;
}

/* The next row.  1, 0 at the end, -1 printed. */
static int
next_row(const struct previous *p, enum previous_table t, struct revive *r,
    int ncolumns)
{
	const char	*why = NULL;
	int		 i, n = csv_next(r->csv, r->cells, REVIVE_CELLS, &why);

	r->why = NULL;
	if (n == -1)
		return fault(p, t, r, why);
	for (i = 0; n > 0 && i < ncolumns; i++)
		if (r->at[i] >= n)
			return fault(p, t, r, "too few cells");
	return n > 0;
}

int
previous_tokens(struct previous *p, struct past *past)
{
	struct past_token	 token;
	struct revive		 r = { .names = revive_token_names,
				    .lacks = &p->lacks };
	int			 fd, rc;

	fd = previous_begin(p, PREVIOUS_TOKENS, revive_token_names,
	    REVIVE_TOKEN, r.at, &r.csv);
	if (fd == -1)
		return -1;
	while ((rc = next_row(p, PREVIOUS_TOKENS, &r, REVIVE_TOKEN)) == 1) {
		revive_token(&r, &token);
		rc = r.why != NULL ? fault(p, PREVIOUS_TOKENS, &r, NULL) :
		    past_add_token(past, &token);
		if (rc == -1)
			break;
	}
	previous_end(fd, r.csv);
	past->lacks = p->lacks;
	return rc == 0 ? past_tokens_done(past) : -1;
}

int
previous_users(struct previous *p, previous_user *visit, void *arg)
{
	struct user	 user;
	struct team	 team;
	struct revive	 r = { .names = revive_user_names,
			    .lacks = &p->user_lacks };
	int		 fd, rc;

	fd = previous_begin(p, PREVIOUS_USERS, revive_user_names,
	    REVIVE_USER, r.at, &r.csv);
	if (fd == -1)
		return -1;
	while ((rc = next_row(p, PREVIOUS_USERS, &r, REVIVE_USER)) == 1) {
		revive_user(&r, &user, &team);
		rc = r.why != NULL ? fault(p, PREVIOUS_USERS, &r, NULL) :
		    visit(arg, &user);
		if (rc == -1)
			break;
	}
	previous_end(fd, r.csv);
	return rc;
}

struct places {
	struct past		*past;
	const struct owners	*owners;
};

static int
add_user(void *arg, const struct user *u)
{
	struct places	*to = arg;

	return past_add_user(to->past, to->owners, u);
}

int
previous_past_users(struct previous *p, struct past *past,
    const struct owners *owners)
{
	struct places	 to = { past, owners };

	if (previous_users(p, add_user, &to) == -1)
		return -1;
	past->user_lacks = p->user_lacks;
	return past_users_done(past);
}

int
previous_rules(int fd, const char *file, struct persist_side *side)
{
	struct lines		*lines = lines_new(fd, NULL, false);
	enum lines_result	 rc;
	char			*line;
	size_t			 len;

	rc = lines_next(lines, &line, &len);
	if (rc == LINES_ERROR)
		util_warn("%s:", file);
	persist_rules(side, rc == LINES_LINE ? line : "");
	lines_free(lines);
	return rc == LINES_ERROR ? -1 : 0;
}

/* The same of a published snapshot, which may have none. */
static int
read_rules(struct previous *p, struct persist_side *side)
{
	char	*name;
	int	 fd, rc = -1;

	persist_rules(side, "");
	if (!p->there[PREVIOUS_RULES])
		return 0;
	name = xasprintf("%s/%s", p->subject, paths[PREVIOUS_RULES]);
	if ((fd = file_open(p->dirfd, paths[PREVIOUS_RULES], name)) != -1) {
		if (check_digest(p, PREVIOUS_RULES, fd, name) == 0)
			rc = previous_rules(fd, name, side);
		(void)close(fd);
	}
	free(name);
	return rc;
}

int
previous_findings(struct previous *p, struct persist_side *side, int *fd)
{
	int	 i;

	if (!p->there[PREVIOUS_FINDINGS])
		return 0;
	if (read_rules(p, side) == -1)
		return -1;
	side->subject = p->subject;
	*fd = previous_begin(p, PREVIOUS_FINDINGS, persist_names,
	    PERSIST_COLUMNS, side->at, &side->csv);
	if (*fd == -1)
		return -1;
	for (i = 0; i < PERSIST_COLUMNS && side->at[i] != -1; i++)
		;
	if (i == PERSIST_COLUMNS)
		return 1;
	previous_end(*fd, side->csv);
	return 0;
}
