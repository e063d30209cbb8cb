/*
 * A theme on disk:
 *
 *	NAME.html	one for each template wanted, and any number that only
 *			hold macros for them; at most 1 MiB each
 *	assets/		files that a page may refer to, copied as they are;
 *			names of a-z 0-9 . _ - that start with a letter or a
 *			digit; at most 1 MiB each
 *
 * Other files are not looked at.
 */

#include "theme.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "themecss.h"
#include "util.h"

#define ASSET_MAX	(1024 * 1024)	/* bytes of a file in assets */
#define HTML		".html"

struct theme {
	struct talc_prog	*progs;
	size_t			 nprogs;
	struct theme_asset	*assets;	/* name is owned */
	size_t			 nassets;
};

/* What is only there while a theme is opened. */
struct opening {
	const char		*dir;		/* as given */
	const char		*slash;		/* "/", or "" after dir's own */
	const struct theme_want	*want;
	size_t			 nwant;
	struct theme		*theme;
	struct tal_file		*files;
	size_t			 nfiles;
	const char		**names;	/* of the assets */
	struct pool		 pool;
	struct faults		 faults;
	int			 fd;		/* of dir */
};

static const char *
path_of(struct opening *o, const char *sub, const char *name)
{
	char		*s = xasprintf("%s%s%s%s", o->dir, o->slash, sub, name);
	const char	*kept = pool_text(&o->pool, s, strlen(s));

	free(s);
	return kept;
}

static bool
good_asset_name(const char *name)
{
	return strchr("._-", name[0]) == NULL &&
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") ==
	    strlen(name);
}

static bool
ends_with(const char *name, const char *tail)
{
	size_t	 len = strlen(name), n = strlen(tail);

	return len > n && strcmp(name + len - n, tail) == 0;
}

/* Kinds of files that show or style something, and run nothing. */
static bool
good_asset_kind(const char *name)
{
	static const char *const tails[] = {
		".css", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp",
		".avif", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".txt"
	};
	size_t	 i;

	for (i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		if (ends_with(name, tails[i]))
			return true;
	return false;
}

static void
read_asset(struct opening *o, int fd, const char *name)
{
	struct theme		*t = o->theme;
	struct theme_asset	*a = &t->assets[t->nassets];
	const char		*path = path_of(o, "assets/", name);

	if (!good_asset_name(name)) {
		fault_at(&o->faults, path, 0, "names in assets are of a-z 0-9 "
		    ". _ - and start with a letter or a digit");
		return;
	}
	if (!good_asset_kind(name)) {
		fault_at(&o->faults, path, 0, "only style sheets, pictures, "
		    "fonts and .txt can be assets");
		return;
	}
	a->data = (struct buf)BUF_INIT;
	if (file_read(fd, name, path, ASSET_MAX, &a->data) == -1)
		o->faults.met++;
	/* Kept even so: what refers to it is not at fault. */
	a->name = xstrdup(name);
	o->names[t->nassets++] = a->name;
}

/* A picture runs and loads nothing, even if it is opened by itself. */
static void
check_svg(struct opening *o, const struct theme_asset *a)
{
	struct tal_file	 f = { .stem = a->name };

	f.path = path_of(o, "assets/", a->name);
	if (tal_read(&f, (struct slice){ a->data.ptr, a->data.len }, &o->pool,
	    &o->faults) == 0)
		talc_picture(&f, &o->pool, &o->faults);
}

static void
read_assets(struct opening *o)
{
	struct file_list	 list = { NULL, 0 };
	struct theme_asset	*a;
	size_t			 i;
	int			 fd;

	fd = openat(o->fd, "assets", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1 && errno == ENOENT)
		return;
	if (fd == -1 || file_list(fd, ".", &list) == -1) {
		util_warn("%s:", path_of(o, "", "assets"));
		o->faults.met++;
		goto out;
	}
	o->theme->assets = xcalloc(list.n, sizeof(*o->theme->assets));
	o->names = pool_take(&o->pool, list.n, sizeof(*o->names));
	for (i = 0; i < list.n; i++)
		read_asset(o, fd, list.names[i]);
	for (i = 0; i < o->theme->nassets; i++) {
		a = &o->theme->assets[i];
		if (ends_with(a->name, ".css"))
			themecss_check((struct slice){ a->data.ptr,
			    a->data.len }, path_of(o, "assets/", a->name),
			    o->names, o->theme->nassets, &o->faults);
		else if (ends_with(a->name, ".svg"))
			check_svg(o, a);
	}
out:
	file_list_free(&list);
	if (fd != -1)
		close(fd);
}

/* "list" for "list.html", or NULL. */
static const char *
stem_of(struct opening *o, const char *name)
{
	if (name[0] == '.' || !ends_with(name, HTML))
		return NULL;
	return pool_text(&o->pool, name, strlen(name) - strlen(HTML));
}

static void
read_template(struct opening *o, const char *name, const char *stem)
{
	struct tal_file	*f = &o->files[o->nfiles++];
	struct buf	 src = BUF_INIT;

	f->stem = stem;
	f->path = path_of(o, "", name);
	if (file_read(o->fd, name, f->path, TAL_MAX, &src) == -1)
		o->faults.met++;
	else
		tal_read(f, (struct slice){ src.ptr, src.len }, &o->pool,
		    &o->faults);
	buf_free(&src);
}

static int
read_templates(struct opening *o)
{
	struct file_list	 list = { NULL, 0 };
	const char		*stem;
	size_t			 i;

	if (file_list(o->fd, ".", &list) == -1) {
		util_warn("%s:", o->dir);
		return -1;
	}
	o->files = pool_take(&o->pool, list.n, sizeof(*o->files));
	for (i = 0; i < list.n; i++)
		if ((stem = stem_of(o, list.names[i])) != NULL)
			read_template(o, list.names[i], stem);
	file_list_free(&list);
	return 0;
}

static struct tal_file *
find_file(struct opening *o, const char *stem)
{
	size_t	 i;

	for (i = 0; i < o->nfiles; i++)
		if (strcmp(o->files[i].stem, stem) == 0)
			return &o->files[i];
	return NULL;
}

/* A file that is neither wanted nor there for its macros is a mistake. */
static void
check_unknown(struct opening *o)
{
	const struct tal_file	*f;
	const char		**names;
	struct buf		 hint;
	size_t			 i, j;

	names = pool_take(&o->pool, o->nwant + 1, sizeof(*names));
	for (j = 0; j < o->nwant; j++)
		names[j] = o->want[j].name;
	names[j] = "layout";
	for (i = 0; i < o->nfiles; i++) {
		f = &o->files[i];
		for (j = 0; j <= o->nwant; j++)
			if (strcmp(names[j], f->stem) == 0)
				break;
		/* One that could not be read has had its line. */
		if (j <= o->nwant || f->macros != NULL || f->root == NULL)
			continue;
		hint = fault_hint(f->stem, names, o->nwant + 1, "", HTML);
		fault_at(&o->faults, f->path, 0, "no template of this name%s",
		    hint.ptr);
		buf_free(&hint);
	}
}

static void
compile(struct opening *o)
{
	struct talc_assets	 assets = { o->names, o->theme->nassets };
	struct pool		 page = POOL_INIT;
	struct metal		 set = { o->files, o->nfiles, &page,
				    &o->faults, 0 };
	const struct tal_file	*f;
	size_t			 i;

	o->theme->progs = xcalloc(o->nwant, sizeof(*o->theme->progs));
	for (i = 0; i < o->nwant; i++) {
		f = find_file(o, o->want[i].name);
		talc_page(&set, f, o->want[i].root, &assets,
		    &o->theme->progs[o->theme->nprogs++]);
		pool_free(&page);
	}
}

static void
check_missing(struct opening *o)
{
	size_t	 i;

	for (i = 0; i < o->nwant; i++)
		if (find_file(o, o->want[i].name) == NULL)
			fault_at(&o->faults, o->dir, 0,
			    "the template %s" HTML " is missing",
			    o->want[i].name);
}

int
theme_open(const char *dir, const struct theme_want *want, size_t nwant,
    struct theme **out)
{
	struct opening	 o = { .dir = dir, .slash = "/", .want = want,
			    .nwant = nwant, .pool = POOL_INIT,
			    .faults = FAULTS_INIT, .fd = -1 };
	size_t		 len = strlen(dir);
	int		 rc = -1;

	*out = NULL;
	if (len > 0 && dir[len - 1] == '/')
		o.slash = "";
	o.theme = xcalloc(1, sizeof(*o.theme));
	o.fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (o.fd == -1) {
		util_warn("%s:", dir);
		goto out;
	}
	read_assets(&o);
	if (read_templates(&o) == -1)
		goto out;
	check_unknown(&o);
	check_missing(&o);
	compile(&o);
	if (o.faults.met > 0)
		goto out;
	*out = o.theme;
	o.theme = NULL;
	rc = 0;
out:
	if (o.fd != -1)
		close(o.fd);
	theme_free(o.theme);
	faults_free(&o.faults);
	pool_free(&o.pool);
	return rc;
}

const struct talc_prog *
theme_template(const struct theme *t, size_t i)
{
	return &t->progs[i];
}

const struct theme_asset *
theme_assets(const struct theme *t, size_t *n)
{
	*n = t->nassets;
	return t->assets;
}

void
theme_free(struct theme *t)
{
	size_t	 i;

	if (t == NULL)
		return;
	for (i = 0; i < t->nprogs; i++)
		talc_free(&t->progs[i]);
	free(t->progs);
	for (i = 0; i < t->nassets; i++) {
		buf_free(&t->assets[i].data);
		free((void *)(uintptr_t)t->assets[i].name);
	}
	free(t->assets);
	free(t);
}
