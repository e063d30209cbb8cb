#include "chain.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "hash.h"
#include "manifest.h"
#include "seal.h"
#include "util.h"

#define CHAIN_FILE	"CHAIN.sha256"
#define NAME_LEN	18	/* of a snapshot */

void
chain_add(struct chain *c, const char *folder,
    const struct verify_report *report)
{
	struct chain_link	*l;

	c->links = xreallocarray(c->links, c->n + 1, sizeof(*c->links));
	l = &c->links[c->n++];
	memset(l, 0, sizeof(*l));
	(void)snprintf(l->folder, sizeof(l->folder), "%s", folder);
	l->report = *report;
}

static struct chain_link *
find(const struct chain *c, const char *folder)
{
	size_t	 low = 0, high = c->n, mid;
	int	 order;

	while (low < high) {
		mid = low + (high - low) / 2;
		order = strcmp(folder, c->links[mid].folder);
		if (order == 0)
			return &c->links[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

/* The oldest link of a series. */
static const struct chain_link *
oldest(const struct chain *c, const char *series)
{
	size_t	 i;

	for (i = 0; i < c->n; i++)
		if (strcmp(c->links[i].report.series, series) == 0)
			return &c->links[i];
	return NULL;
}

static void
check_beginning(const struct chain *c, const struct chain_link *l,
    struct verdict *v)
{
	const struct verify_report	*r = &l->report;

	if (oldest(c, r->series) != l)
		verdict_fault(v, l->folder, "is a second beginning of series "
		    "%s", r->series);
	else if (l != c->links)
		verdict_warn(v, l->folder, "begins a new series, %s",
		    r->series);
}

/* What it leads to is not in the archive. */
static void
check_gap(const struct chain *c, const struct chain_link *l,
    struct verdict *v)
{
	const struct verify_report	*r = &l->report;

	if (oldest(c, r->series) != l)
		verdict_fault(v, l->folder, "leads to %s, which is missing",
		    r->previous);
	else if (c->complete)
		verdict_fault(v, l->folder, "is number %lld: those before it "
		    "are missing", (long long)r->sequence);
	else
		verdict_warn(v, l->folder, "is number %lld: those before it "
		    "are not here", (long long)r->sequence);
}

static void
check_link(const struct chain *c, struct chain_link *l, struct verdict *v)
{
	const struct verify_report	*r = &l->report, *p;
	struct chain_link		*before = find(c, r->previous);

	if (before == NULL) {
		check_gap(c, l, v);
		return;
	}
	p = &before->report;
	if (before->followers++ > 0)
		verdict_fault(v, l->folder, "leads to %s, as another one does:"
		    " a fork", r->previous);
	/* What could not be read of that one is told there. */
	if (p->seal[0] != '\0' && strcmp(p->seal, r->previous_seal) != 0)
		verdict_fault(v, l->folder, "leads to %s with another seal "
		    "than it has", r->previous);
	if (p->name[0] == '\0')
		return;
	if (strcmp(p->series, r->series) != 0)
		verdict_fault(v, l->folder, "leads to %s, which is of another "
		    "series", r->previous);
	else if (p->sequence + 1 != r->sequence)
		verdict_fault(v, l->folder, "is number %lld and leads to %s, "
		    "which is number %lld", (long long)r->sequence,
		    r->previous, (long long)p->sequence);
}

static void
check_head(const struct chain *c, struct verdict *v)
{
	size_t	 i;
	bool	 unknown = false;

	for (i = 0; i < c->n; i++) {
		if (strcmp(c->links[i].report.seal, c->head->seal) == 0)
			break;
		unknown = unknown || (c->links[i].report.seal[0] == '\0' &&
		    !c->links[i].report.no_seal);
	}
	if (i == c->n && unknown)
		verdict_unchecked(v, NULL, "a snapshot whose seal is not known "
		    "may have the expected head");
	else if (i == c->n)
		verdict_fault(v, NULL, "no snapshot has the expected head, "
		    "sha256:%s", c->head->seal);
	else if (!chain_is_number(c->head, &c->links[i].report))
		verdict_fault(v, c->links[i].folder, "has the expected head, "
		    "but is number %lld",
		    (long long)c->links[i].report.sequence);
	else if (i + 1 < c->n)
		verdict_warn(v, NULL, "%zu snapshots are newer than the "
		    "expected head, %s", c->n - 1 - i, c->links[i].folder);
}

void
chain_check(struct chain *c, struct verdict *v)
{
	struct chain_link	*l;
	size_t			 i;

	for (i = 0; i < c->n; i++) {
		l = &c->links[i];
		/* Without it nothing is known of this one; that is told. */
		if (l->report.name[0] == '\0')
			continue;
		if (strcmp(l->report.name, l->folder) != 0)
			verdict_fault(v, l->folder, "was renamed: it is "
			    "snapshot %s", l->report.name);
		if (l->report.sequence == 1)
			check_beginning(c, l, v);
		else if (l->report.previous[0] != '\0')
			check_link(c, l, v);
	}
	if (c->head != NULL)
		check_head(c, v);
}

/* What CHAIN.sha256 ought to be.  The seal of a snapshot is the one that the
 * oldest of those that follow it recorded; of the last one it is its own. */
static void
put_seals(struct chain *c, struct buf *out)
{
	const struct verify_report	*r;
	struct chain_link		*before;
	size_t				 i;

	for (i = 0; i < c->n; i++)
		c->links[i].due = c->links[i].report.seal;
	for (i = c->n; i-- > 0;) {
		r = &c->links[i].report;
		if (r->previous[0] != '\0' &&
		    (before = find(c, r->previous)) != NULL)
			before->due = r->previous_seal;
	}
	for (i = 0; i < c->n; i++)
		if (c->links[i].due[0] != '\0')
			buf_addf(out, "%s  %s/tagmanifest-sha256.txt\n",
			    c->links[i].due, c->links[i].folder);
}

/* CHAIN.sha256 is derived: when it differs it is stale, not false. */
static void
check_derived(struct chain *c, int dirfd, struct verdict *v)
{
	struct buf	 want = BUF_INIT, is = BUF_INIT;
	ssize_t		 n;
	int		 fd;

	if ((fd = manifest_open(dirfd, CHAIN_FILE, v)) == -1) {
		verdict_warn(v, CHAIN_FILE, "cannot be read");
		return;
	}
	put_seals(c, &want);
	n = file_fill(fd, buf_room(&is, want.len + 1), want.len + 1);
	close(fd);
	if (n < 0 || (size_t)n != want.len ||
	    memcmp(is.ptr, want.ptr, want.len) != 0)
		verdict_warn(v, CHAIN_FILE, "derived file is stale: it does "
		    "not list the seals of these snapshots");
	buf_free(&want);
	buf_free(&is);
}

static void
check_latest(const struct chain *c, int dirfd, struct verdict *v)
{
	char	 to[64];
	ssize_t	 n = readlinkat(dirfd, "latest", to, sizeof(to) - 1);

	to[n > 0 ? n : 0] = '\0';
	if (c->n > 0 && strcmp(to, c->links[c->n - 1].folder) != 0)
		verdict_warn(v, "latest", "does not lead to the newest "
		    "snapshot, %s", c->links[c->n - 1].folder);
}

/* A receipt is of a snapshot, whose name its own begins with. */
static void
check_receipts(const struct chain *c, int dirfd, struct verdict *v)
{
	struct file_list	 list;
	char			 name[NAME_LEN + 1], *path;
	size_t			 i;

	if (file_list(dirfd, "receipts", &list) == -1) {
		verdict_warn(v, "receipts", "cannot be listed: %s",
		    strerror(errno));
		return;
	}
	for (i = 0; i < list.n; i++) {
		(void)snprintf(name, sizeof(name), "%s", list.names[i]);
		path = xasprintf("receipts/%s", list.names[i]);
		if (!seal_is_name(name))
			verdict_warn(v, path, "is not called after a "
			    "snapshot");
		else if (find(c, name) == NULL)
			verdict_warn(v, path, "is of a snapshot that is not "
			    "here");
		free(path);
	}
	file_list_free(&list);
}

void
chain_folder(struct chain *c, int dirfd, struct verdict *v)
{
	static const char *const ours[] = { ".tokensnap.lock", "archive.json",
				    "assets", "index.html" };
	struct file_list	 list;
	const char		*name;
	size_t			 i, k;

	if (file_list(dirfd, ".", &list) == -1) {
		verdict_unchecked(v, NULL, "cannot be listed: %s",
		    strerror(errno));
		return;
	}
	for (i = 0; i < list.n; i++) {
		name = list.names[i];
		for (k = 0; k < sizeof(ours) / sizeof(ours[0]); k++)
			if (strcmp(name, ours[k]) == 0)
				break;
		if (k < sizeof(ours) / sizeof(ours[0]) || seal_is_name(name))
			continue;
		if (strcmp(name, CHAIN_FILE) == 0)
			check_derived(c, dirfd, v);
		else if (strcmp(name, "latest") == 0)
			check_latest(c, dirfd, v);
		else if (strcmp(name, "receipts") == 0)
			check_receipts(c, dirfd, v);
		else if (strncmp(name, ".staging-", 9) == 0)
			verdict_warn(v, name, "is being made, or was left by "
			    "a run that died");
		else
			verdict_warn(v, name, "does not belong to an archive");
	}
	file_list_free(&list);
}

int
chain_head(const char *text, struct chain_head *head)
{
	uint8_t	 digest[HASH_MAX];
	size_t	 n;

	head->sequence = 0;
	if (strncmp(text, "head ", 5) == 0)
		text += 5;
	if (strncmp(text, "sha256:", 7) == 0)
		text += 7;
	n = strspn(text, "0123456789abcdefABCDEF");
	if (n != 64 || hash_unhex(text, 32, digest) == -1 ||
	    (text[n] != '\0' && (strncmp(text + n, " seq ", 5) != 0 ||
	    util_number(text + n + 5, 1, INT64_MAX, &head->sequence) == -1)))
		return -1;
	hash_hex(digest, 32, head->seal);
	return 0;
}

bool
chain_is_number(const struct chain_head *head, const struct verify_report *r)
{
	return head->sequence == 0 || r->sequence == 0 ||
	    head->sequence == r->sequence;
}

void
chain_free(struct chain *c)
{
	free(c->links);
	c->links = NULL;
	c->n = 0;
}
