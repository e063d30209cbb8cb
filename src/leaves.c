#include "leaves.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "howto.h"
#include "note.h"
#include "queries.h"
#include "util.h"

#define NOTE_MAX	((size_t)1 << 20)	/* bytes of a Markdown file */
#define MD		".md"

/* What the about page links to is beside it. */
static int
beside_about(const void *arg, struct slice file, struct buf *url)
{
	(void)arg;
	if (slice_cmp(file, SLICE("queries.sql")) != 0 &&
	    slice_cmp(file, SLICE("schema.sql")) != 0)
		return -1;
	buf_slice(url, file);
	return 0;
}

static int
read_about(struct leaves *l)
{
	static const struct note_beside beside = { beside_about, NULL };
	struct buf	 path = BUF_INIT, text = BUF_INIT;
	int		 rc = -1;

	if (file_shipped("input/about.md", &path) == -1)
		util_warn("about.md: not found beside the program");
	else if (file_read(AT_FDCWD, path.ptr, "about.md", NOTE_MAX, &text) ==
	    0)
		rc = note_render((struct slice){ text.ptr, text.len },
		    "about.md", &beside, &l->title, &l->about);
	buf_free(&path);
	buf_free(&text);
	return rc;
}

/* A text that outlives its buf. */
static struct slice
own(const struct buf *b)
{
	struct slice	 s = { xstrdup(b->ptr), b->len };

	return s;
}

/* A folder of notes. */
struct folder {
	const char	*name;
	int		 fd;
	struct file_list list;
};

static bool
is_markdown(const char *name)
{
	size_t	 len = strlen(name);

	return name[0] != '.' && len > strlen(MD) &&
	    strcmp(name + len - strlen(MD), MD) == 0;
}

/* The name of the page that is made of a file. */
static void
page_of(const char *file, struct buf *stem)
{
	struct hash	*hash = hash_new(HASH_SHA256);

	rules_page(stem, hash, (struct slice){ file, strlen(file) -
	    strlen(MD) });
	hash_free(hash);
}

/* A link to another file of the folder leads to its page. */
static int
beside_note(const void *arg, struct slice file, struct buf *url)
{
	const struct file_list	*list = arg;
	size_t			 i;

	for (i = 0; i < list->n; i++)
		if (slice_cmp(file, slice_of(list->names[i])) == 0 &&
		    is_markdown(list->names[i])) {
			page_of(list->names[i], url);
			BUF_LIT(url, ".html");
			return 0;
		}
	return -1;
}

static int
read_note(struct leaves *l, const struct folder *f, const char *file)
{
	struct note_beside	 beside = { beside_note, &f->list };
	struct buf		 text = BUF_INIT, title = BUF_INIT;
	struct buf		 stem = BUF_INIT, *body = &l->bodies[l->n];
	char			*name = xasprintf("%s/%s", f->name, file);
	int			 rc = -1;

	*body = (struct buf)BUF_INIT;
	if (file_read(f->fd, file, name, NOTE_MAX, &text) == 0 &&
	    note_render((struct slice){ text.ptr, text.len }, name, &beside,
	    &title, body) == 0) {
		page_of(file, &stem);
		l->notes[l->n].title = own(&title);
		l->notes[l->n].stem = own(&stem);
		rc = 0;
	}
	l->n++;
	free(name);
	buf_free(&text);
	buf_free(&title);
	buf_free(&stem);
	return rc;
}

static int
read_notes(struct leaves *l, const char *name)
{
	struct folder	 f = { name, -1, { NULL, 0 } };
	size_t		 i;
	int		 rc = -1;

	f.fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f.fd == -1 || file_list(f.fd, ".", &f.list) == -1) {
		util_warn("%s:", name);
		goto out;
	}
	l->notes = xcalloc(f.list.n + 1, sizeof(*l->notes));
	l->bodies = xcalloc(f.list.n + 1, sizeof(*l->bodies));
	for (i = 0; i < f.list.n; i++)
		if (is_markdown(f.list.names[i]) &&
		    read_note(l, &f, f.list.names[i]) == -1)
			goto out;
	if (l->n == 0) {
		util_warn("%s: holds no file *" MD, name);
		goto out;
	}
	rc = 0;
out:
	file_list_free(&f.list);
	if (f.fd != -1)
		close(f.fd);
	return rc;
}

int
leaves_read(struct leaves *l, const char *folder)
{
	memset(l, 0, sizeof(*l));
	l->title = l->about = (struct buf)BUF_INIT;
	if (read_about(l) == -1)
		return -1;
	return folder == NULL ? 0 : read_notes(l, folder);
}

static int
put(struct stage_writer *w, const char *path, struct slice s)
{
	return stage_put(w, path, s.ptr, s.len);
}

static struct slice
all_of(const struct buf *b)
{
	struct slice	 s = { b->ptr, b->len };

	return s;
}

static int
put_assets(const struct theme *theme, struct stage_writer *w)
{
	const struct theme_asset	*assets;
	char				*path;
	size_t				 i, n;
	int				 rc = 0;

	assets = theme_assets(theme, &n);
	for (i = 0; i < n && rc == 0; i++) {
		path = xasprintf("data/assets/%s", assets[i].name);
		rc = put(w, path, all_of(&assets[i].data));
		free(path);
	}
	return rc;
}

static int
put_pages(const struct leaves *l, const struct leaves_of *of,
    struct page_maker *m, struct stage_writer *w)
{
	struct buf	 path = BUF_INIT;
	size_t		 i;
	int		 rc;

	rc = put(w, "index.html", page_cover(m));
	if (rc == 0)
		rc = put(w, "data/about.html", page_note(m, NULL,
		    all_of(&l->title), all_of(&l->about)));
	if (rc == 0)
		rc = put(w, "data/charts.html",
		    page_charts(m, &of->facts->tally));
	for (i = 0; i < l->n && rc == 0; i++) {
		buf_reset(&path);
		buf_addf(&path, "data/notes/%s.html", l->notes[i].stem.ptr);
		rc = put(w, path.ptr, page_note(m, &l->notes[i],
		    l->notes[i].title, all_of(&l->bodies[i])));
	}
	buf_free(&path);
	return rc;
}

static int
put_texts(const struct leaves_of *of, struct stage_writer *w)
{
	struct buf	 text = BUF_INIT;
	int		 rc;

	queries_file(&text, &of->facts->schema, of->facts->trace);
	rc = put(w, "data/queries.sql", all_of(&text));
	if (rc == 0)
		rc = put(w, "data/schema.sql",
		    all_of(&of->facts->schema_sql));
	if (rc == 0) {
		buf_reset(&text);
		howto_text(&text, of->snapshot);
		rc = put(w, "VERIFY.txt", all_of(&text));
	}
	if (rc == 0 && of->seal->previous[0] != '\0') {
		buf_reset(&text);
		buf_addf(&text, "%s  ../%s/tagmanifest-sha256.txt\n",
		    of->seal->previous_seal, of->seal->previous);
		rc = put(w, "previous.sha256", all_of(&text));
	}
	buf_free(&text);
	return rc;
}

int
leaves_put(const struct leaves *l, const struct leaves_of *of,
    struct stage_writer *w)
{
	struct page_maker	*m = page_maker_new(of->theme, of->snapshot,
				    of->zone, of->page_size);
	int			 rc;

	rc = put_pages(l, of, m, w);
	page_maker_free(m);
	if (rc == 0)
		rc = put_assets(of->theme, w);
	return rc == 0 ? put_texts(of, w) : -1;
}

void
leaves_free(struct leaves *l)
{
	size_t	 i;

	for (i = 0; i < l->n; i++) {
		free((void *)(uintptr_t)l->notes[i].title.ptr);
		free((void *)(uintptr_t)l->notes[i].stem.ptr);
		buf_free(&l->bodies[i]);
	}
	free(l->notes);
	free(l->bodies);
	buf_free(&l->title);
	buf_free(&l->about);
}
