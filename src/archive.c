/*
 * What is believed of a snapshot here: its tag manifest, every file that the
 * tag manifest lists, and data/provenance.json by the manifest.  The pages are
 * not looked at: that is what verify is for.
 */

#include "archive.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive_page.h"
#include "derived.h"
#include "facts.h"
#include "file.h"
#include "probe.h"
#include "seal.h"
#include "util.h"
#include "when.h"

#define TAGMANIFEST	"tagmanifest-sha256.txt"
#define TAG_MAX		((size_t)1 << 20)	/* bytes of a tag file */
#define FACTS_MAX	((size_t)64 << 20)	/* of provenance.json */
#define TAGS_MOST	64			/* lines of a tag manifest */
#define VALUE_MOST	255			/* bytes of a label's value */
#define BUDGET		((int64_t)1 << 30)	/* bytes of one folder */

/* What all entries are read with. */
struct reader {
	struct probe	 probe;
	struct facts	*facts;
};

/* One snapshot while it is read. */
struct reading {
	struct reader		*r;
	struct ledger_entry	*e;
	int			 fd;
	struct buf		 info, previous;	/* texts */
	bool			 has_manifest;
	char			 facts[65];	/* as the manifest lists it */
};

static int
damaged(struct reading *g, const char *file, const char *why)
{
	ledger_say(g->e, "%s %s", file, why);
	g->e->damaged = true;
	return -1;
}

/* One line of the tag manifest, and the file that it names. */
static int
read_tag(struct reading *g, const char *line, size_t len)
{
	struct probe	*p = &g->r->probe;
	struct buf	*text = NULL;
	char		 name[128], hex[65];
	int		 rc;

	if (len < 67 || len - 66 >= sizeof(name) ||
	    memcmp(line + 64, "  ", 2) != 0 ||
	    memchr(line + 66, '/', len - 66) != NULL || line[66] == '.')
		return damaged(g, TAGMANIFEST, "has a line that cannot be "
		    "read");
	memcpy(name, line + 66, len - 66);
	name[len - 66] = '\0';
	if (strcmp(name, "bag-info.txt") == 0)
		text = &g->info;
	else if (strcmp(name, "previous.sha256") == 0)
		text = &g->previous;
	if (text != NULL && text->len > 0)
		return damaged(g, name, "is listed twice");
	if (strcmp(name, "manifest-sha256.txt") == 0) {
		g->has_manifest = true;
		rc = probe_manifest(p, g->fd, name, "data/provenance.json",
		    g->facts, hex);
	} else {
		rc = probe_read(p, g->fd, name, TAG_MAX, text, hex);
	}
	if (rc == -1)
		return damaged(g, name, p->why);
	if (memcmp(hex, line, 64) != 0)
		return damaged(g, name, "is not what " TAGMANIFEST " lists");
	return 0;
}

static int
read_tags(struct reading *g)
{
	struct probe	*p = &g->r->probe;
	struct buf	 text = BUF_INIT;
	const char	*line, *end;
	int		 n = 0, rc = -1;

	if (probe_read(p, g->fd, TAGMANIFEST, TAG_MAX, &text, g->e->seal) ==
	    -1) {
		(void)damaged(g, TAGMANIFEST, p->why);
		goto out;
	}
	for (line = text.ptr; line < text.ptr + text.len; line = end + 1) {
		end = memchr(line, '\n', text.len -
		    (size_t)(line - text.ptr));
		if (end == NULL || ++n > TAGS_MOST) {
			(void)damaged(g, TAGMANIFEST, end == NULL ?
			    "is cut short" : "lists too many files");
			goto out;
		}
		if (read_tag(g, line, (size_t)(end - line)) == -1)
			goto out;
	}
	if (g->info.len == 0 || !g->has_manifest)
		(void)damaged(g, TAGMANIFEST, g->info.len == 0 ?
		    "does not list bag-info.txt" :
		    "does not list manifest-sha256.txt");
	else
		rc = 0;
out:
	buf_free(&text);
	return rc;
}

/* The value of a label, no longer than any that we write.  The caller frees
 * it. */
static char *
value(struct reading *g, const char *label)
{
	char	*text = seal_label(g->info.ptr, label);

	if (text != NULL && (text[0] == '\0' || strlen(text) > VALUE_MOST)) {
		free(text);
		text = NULL;
	}
	return text;
}

static bool
is_digest(const char *s)
{
	return strspn(s, "0123456789abcdef") == 64;
}

static int
read_info(struct reading *g)
{
	struct ledger_entry	*e = g->e;
	char			*count = value(g, "Bag-Count");
	char			*sha256 = value(g, "Tokensnap-Export-SHA256");
	long long		 n = 0;

	e->series = value(g, "Bag-Group-Identifier");
	e->own_name = value(g, "External-Identifier");
	e->export_name = value(g, "Tokensnap-Export-Name");
	if (sha256 != NULL && is_digest(sha256) && sha256[64] == '\0')
		memcpy(e->export_sha256, sha256, 65);
	if (count != NULL)
		count[strcspn(count, " ")] = '\0';
	if (count == NULL || util_number(count, 1, INT64_MAX - 1, &n) == -1)
		n = 0;
	e->sequence = n;
	free(count);
	free(sha256);
	if (e->series == NULL || e->own_name == NULL || n == 0)
		return damaged(g, "bag-info.txt",
		    "names no series, number or snapshot");
	return 0;
}

/* "<seal>  ../<name>/tagmanifest-sha256.txt" */
static int
read_previous(struct reading *g)
{
	static const char	 rest[] = "/" TAGMANIFEST "\n";
	const char		*t = g->previous.ptr;
	struct ledger_entry	*e = g->e;
	char			 name[19];

	if (g->previous.len == 0)
		return 0;
	if (g->previous.len != 64 + 5 + 18 + sizeof(rest) - 1 ||
	    !is_digest(t) || memcmp(t + 64, "  ../", 5) != 0 ||
	    memcmp(t + 87, rest, sizeof(rest) - 1) != 0)
		return damaged(g, "previous.sha256", "cannot be read");
	memcpy(name, t + 69, 18);
	name[18] = '\0';
	if (!seal_is_name(name))
		return damaged(g, "previous.sha256", "names no snapshot");
	memcpy(e->previous_seal, t, 64);
	memcpy(e->previous, name, sizeof(name));
	return 0;
}

static int
read_facts(struct reading *g)
{
	static const char	 path[] = "data/provenance.json";
	struct probe		*p = &g->r->probe;
	struct buf		 text = BUF_INIT;
	char			 hex[65];
	int			 fd, rc = -1;

	if (g->facts[0] == '\0')
		return 0;
	if ((fd = probe_folder(p, g->fd, "data")) == -1)
		return damaged(g, "data", p->why);
	if (probe_read(p, fd, "provenance.json", FACTS_MAX, &text, hex) == -1)
		(void)damaged(g, path, p->why);
	else if (strcmp(hex, g->facts) != 0)
		(void)damaged(g, path, "is not what manifest-sha256.txt "
		    "lists");
	else {
		facts_read(g->r->facts, (struct slice){ text.ptr, text.len },
		    g->e);
		rc = 0;
	}
	close(fd);
	buf_free(&text);
	return rc;
}

/* Of what is damaged nothing is shown that could be wrong. */
static void
forget(struct ledger_entry *e)
{
	int	 i;

	free(e->series);
	free(e->own_name);
	free(e->export_name);
	e->series = e->own_name = e->export_name = NULL;
	e->export_sha256[0] = e->previous[0] = e->previous_seal[0] = '\0';
	e->sequence = 0;
	for (i = 0; i < LEDGER_NUMBERS; i++)
		e->n[i] = LEDGER_UNKNOWN;
}

static void
read_snapshot(struct reader *r, int dirfd, const char *folder,
    struct ledger_entry *e)
{
	struct reading	 g = { .r = r, .e = e, .info = BUF_INIT,
			    .previous = BUF_INIT };
	struct stat	 st;

	r->probe.budget = BUDGET;
	if ((g.fd = probe_folder(&r->probe, dirfd, folder)) == -1) {
		(void)damaged(&g, "the folder", r->probe.why);
		return;
	}
	e->is_signed = fstatat(g.fd, "signature.p7s", &st,
	    AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) && st.st_size > 0;
	if (read_tags(&g) == -1 || read_info(&g) == -1 ||
	    read_previous(&g) == -1 || read_facts(&g) == -1)
		forget(e);
	close(g.fd);
	buf_free(&g.info);
	buf_free(&g.previous);
}

/* The instant that a name stands for.  Returns 0, or -1 when there is none. */
static int
instant(const char *n, int64_t *at)
{
	char	 text[32];

	(void)snprintf(text, sizeof(text), "%.13s:%.2s:%.2sZ", n, n + 13,
	    n + 15);
	return when_parse(slice_of(text), at);
}

/* What is ours and no snapshot. */
static bool
is_ours(const char *name)
{
	static const char *const names[] = {
		".latest-new", ".tokensnap.lock", "CHAIN.sha256",
		"archive.json", "assets", "index.html", "latest", "receipts",
		DERIVED_NEW
	};
	size_t	 i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return strncmp(name, ".staging-", 9) == 0;
}

/* What something is that is no snapshot; NULL: it could be one. */
static const char *
what_is(int archive_fd, const char *name, int64_t *at)
{
	struct stat	 st;

	/* A snapshot that cannot be looked at is one that cannot be read. */
	if (fstatat(archive_fd, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return seal_is_name(name) && instant(name, at) == 0 ? NULL :
		    "cannot be looked at";
	if (S_ISLNK(st.st_mode))
		return "a symbolic link";
	if (S_ISREG(st.st_mode))
		return "a file";
	if (S_ISFIFO(st.st_mode))
		return "a FIFO";
	if (!S_ISDIR(st.st_mode))
		return "neither a file nor a folder";
	if (!seal_is_name(name))
		return "a folder that is not named by a time";
	return instant(name, at) == 0 ? NULL :
	    "a folder named by a time that there is not";
}

static void
tell(const char *archive, const struct ledger *l)
{
	const struct ledger_entry	*e;
	size_t				 i, j;

	for (i = 0; i < l->n; i++) {
		e = &l->entries[i];
		for (j = 0; j < e->nproblems; j++)
			util_warn("%s/%s: %s%s", archive, e->name,
			    e->damaged ? "damaged: " : "", e->problems[j]);
	}
}

/* One name in the archive. */
static void
read_name(struct reader *r, int archive_fd, const char *name, struct ledger *l)
{
	const char	*what;
	int64_t		 at = 0;

	if (is_ours(name))
		return;
	if ((what = what_is(archive_fd, name, &at)) != NULL)
		ledger_other(l, name, what);
	else
		read_snapshot(r, archive_fd, name, ledger_add(l, name, at));
}

int
archive_read(int archive_fd, const char *archive,
    const struct archive_coming *coming, struct ledger *l)
{
	struct reader		 r = { .facts = facts_new() };
	struct file_list	 list;
	int64_t			 at = 0;
	size_t			 i;

	if (r.facts == NULL)
		return -1;
	if (file_list(archive_fd, ".", &list) == -1) {
		util_warn("%s:", archive);
		facts_free(r.facts);
		return -1;
	}
	probe_init(&r.probe);
	for (i = 0; i < list.n; i++)
		read_name(&r, archive_fd, list.names[i], l);
	/* It is the newest: an older one would not have been begun. */
	if (coming != NULL && instant(coming->name, &at) == 0)
		read_snapshot(&r, coming->fd, ".",
		    ledger_add(l, coming->name, at));
	file_list_free(&list);
	probe_free(&r.probe);
	facts_free(r.facts);
	ledger_judge(l);
	tell(archive, l);
	return 0;
}

void
archive_index_make(struct archive_index *x, const struct ledger *l,
    const struct theme *theme)
{
	x->theme = theme;
	x->page = x->json = x->chain = (struct buf)BUF_INIT;
	archive_page(l, theme, &x->page);
	archive_json(l, &x->json);
	archive_chain(l, &x->chain);
}

void
archive_index_free(struct archive_index *x)
{
	if (x->theme == NULL)
		return;
	buf_free(&x->page);
	buf_free(&x->json);
	buf_free(&x->chain);
	x->theme = NULL;
}

mode_t
archive_mode(int archive_fd, const struct ledger *l)
{
	struct stat	 st;
	char		 page[64];
	size_t		 i;

	/* A damaged one can be without its page. */
	for (i = l->n; i-- > 0; ) {
		(void)snprintf(page, sizeof(page), "%s/index.html",
		    l->entries[i].name);
		if (fstatat(archive_fd, page, &st, AT_SYMLINK_NOFOLLOW) == -1 ||
		    !S_ISREG(st.st_mode))
			continue;
		/* Others are never let in without the group. */
		return (st.st_mode & 0040) == 0 ? 0400 :
		    0400 | (st.st_mode & 0044);
	}
	return 0400;
}

static int
put_assets(const struct derived *d, const struct theme *theme)
{
	struct derived			 in = *d;
	const struct theme_asset	*assets;
	size_t				 i, n;
	int				 rc = 0;

	if ((in.fd = derived_folder(d, "assets")) == -1)
		return -1;
	in.within = "assets/";
	assets = theme_assets(theme, &n);
	for (i = 0; i < n && rc == 0; i++)
		rc = derived_put(&in, assets[i].name, &assets[i].data);
	if (rc == 0)
		rc = derived_sync(&in);
	close(in.fd);
	return rc;
}

int
archive_write(int archive_fd, const char *archive,
    const struct archive_index *x, mode_t mode, bool sync)
{
	struct derived	 d = { archive_fd, archive, "", mode | 0200, sync };

	/* The page last: it leads to the others. */
	if (put_assets(&d, x->theme) == -1 ||
	    derived_put(&d, "CHAIN.sha256", &x->chain) == -1 ||
	    derived_put(&d, "archive.json", &x->json) == -1 ||
	    derived_put(&d, "index.html", &x->page) == -1)
		return -1;
	return derived_sync(&d);
}
