/*
 * Two phases.  While this thread reads every value and sorts the tokens, a
 * second one checks the file.  Then this thread scans and fills batches, and
 * renderers turn them into pages.
 *
 * The page of a user is made from the batch of the list page on which its first
 * token stands, its home, with copies of those tokens that stand on the next.
 * Users without tokens have batches of their own; a user with more tokens than
 * fit on a page takes one for each of its pages.  Where there are other lists
 * all users have batches of their own, as those of lists hold rows then (feed).
 * Each token goes to the other lists and to the tables, too.
 */

#include "pipeline.h"

#include <pthread.h>
#include <stdlib.h>

#include "feed.h"
#include "file.h"
#include "findpages.h"
#include "pack.h"
#include "rules.h"
#include "single.h"
#include "thread.h"
#include "util.h"

#define USERS_MAX	512	/* service users in a batch of their own */
#define USERS_OPEN	3	/* fill's list, home and users */
#define TOKEN_MEMORY	((size_t)8 << 20)
#define USER_MEMORY	((size_t)1 << 20)

struct pipeline_scan {
	sqlite3			*db;
	sqlite3			*check_db;
	struct export_sorters	 sorters;
	struct export_scan	*scan;
	struct source		*source;
	struct export_facts	*facts;
	struct buf		 twins;		/* said of internal IDs */
	int			 whole;		/* 0: the file is */
};

static void *
check_main(void *arg)
{
	struct pipeline_scan	*p = arg;

	p->whole = source_integrity(p->source, p->check_db) == 0 &&
	    export_count(p->source, p->check_db, p->facts) == 0 &&
	    export_twins(p->source, p->check_db, p->facts, &p->twins) == 0 ?
	    source_hash(p->source) : -1;
	(void)sqlite3_close(p->check_db);
	p->check_db = NULL;
	return NULL;
}

/* The file as a whole and every value in it, side by side. */
static int
check(struct pipeline_scan *p, const struct pipeline *line)
{
	struct buf	 said = BUF_INIT;
	pthread_t	 thread;
	bool		 beside;
	int		 rc = -1;

	beside = line->jobs > 1 &&
	    thread_start(&thread, check_main, p) == 0;
	if (!beside)
		(void)check_main(p);
	if (beside || p->whole == 0)
		rc = export_check(p->source, p->db, &line->options, p->facts,
		    &p->sorters, &said);
	if (beside)
		(void)pthread_join(thread, NULL);
	if (p->whole == 0) {
		export_say(&p->twins);
		export_say(&said);
	}
	buf_free(&said);
	return p->whole == 0 && p->twins.len == 0 && rc == 0 ?
	    export_reconcile(p->source, p->facts) : -1;
}

struct pipeline_scan *
pipeline_read(const struct pipeline *line, struct export_facts *facts)
{
	struct pipeline_scan	*p = xcalloc(1, sizeof(*p));

	p->source = line->source;
	p->facts = facts;
	p->twins = (struct buf)BUF_INIT;
	p->sorters.tokens = sorter_new(stage_fd(line->stage), TOKEN_MEMORY,
	    line->jobs > 1, pack_cmp);
	p->sorters.users = sorter_new(stage_fd(line->stage), USER_MEMORY,
	    false, pack_user_cmp);
	/* Without a name it is gone whatever becomes of this run. */
	if (source_connect(line->source, &p->db) == 0 &&
	    source_connect(line->source, &p->check_db) == 0 &&
	    source_unlink(line->source, stage_fd(line->stage)) == 0 &&
	    export_look(line->source, p->db, line->trace, facts) == 0 &&
	    check(p, line) == 0)
		p->scan = export_scan_new(line->source, p->db,
		    &line->options, facts, &p->sorters);
	if (p->scan != NULL)
		return p;
	pipeline_scan_free(p);
	return NULL;
}

void
pipeline_scan_free(struct pipeline_scan *p)
{
	if (p == NULL)
		return;
	export_scan_free(p->scan);
	sorter_free(p->sorters.tokens);
	sorter_free(p->sorters.users);
	(void)sqlite3_close(p->db);
	(void)sqlite3_close(p->check_db);
	buf_free(&p->twins);
	free(p);
}

/* The state of the scan: what is being filled. */
struct fill {
	const struct pipeline	*line;
	struct pipeline_scan	*from;		/* NULL at its end */
	struct render		*render;
	struct feed		*feed;
	struct findings		*findings;	/* or NULL */
	struct findpages	*findpages;
	struct batch		*list;		/* the page at hand */
	struct batch		*users;		/* of users alone */
	bool			 apart;		/* all of them are there */
	struct batch		*home;		/* of the user at hand */
	const struct user	*user;		/* it */
	bool			 large;		/* it takes several pages */
	int64_t			 nlists;	/* list pages begun */
	int64_t			 part;		/* page of a large user */
	int64_t			 total;		/* tokens */
	struct hash		*hash;		/* of avatars */
	struct buf		 avatar;	/* file name of its picture */
	struct buf		 path;
};

static int
next_list(struct fill *f)
{
	/* The user at hand may have more tokens. */
	if (f->list != NULL && f->list != f->home)
		render_queue(f->render, f->list);
	if ((f->list = render_fresh(f->render, LISTING_ALL)) == NULL)
		return -1;
	f->list->number = ++f->nlists;
	f->list->total = f->total;
	return 0;
}

static int
next_users(struct fill *f)
{
	if (f->users != NULL)
		render_queue(f->render, f->users);
	f->users = render_fresh(f->render, RENDER_USER_PAGES);
	return f->users != NULL ? 0 : -1;
}

/* There are no more tokens of the user at hand. */
static void
leave_home(struct fill *f)
{
	if (f->home != NULL && f->home != f->list && f->home != f->users)
		render_queue(f->render, f->home);
	f->home = NULL;
}

/* Find the home of a user. */
static int
enter_home(struct fill *f, const struct user *u)
{
	size_t	 size = (size_t)f->line->options.page_size;

	leave_home(f);
	f->large = u->totals.tokens > (int64_t)size;
	f->part = 1;
	if (!f->apart && !f->large && (u->orphan || u->totals.tokens > 0)) {
		if (f->list->nrows == size && next_list(f) == -1)
			return -1;
		f->home = f->list;
		return 0;
	}
	if ((f->users->nunits == USERS_MAX || f->users->ntokens >= size ||
	    (f->large && f->users->nunits > 0)) && next_users(f) == -1)
		return -1;
	f->home = f->users;
	/* The list copies it with its first token. */
	f->list->user = NULL;
	return 0;
}

/* Write the picture of a user, once for each distinct one, and remember its
 * file name. */
static int
put_avatar(struct fill *f, struct user *u)
{
	enum rules_image kind;
	const void	*data;
	uint8_t		 digest[HASH_MAX];
	char		 hex[HASH_HEX];
	size_t		 len;
	bool		 odd;

	u->avatar = (struct slice){ NULL, 0 };
	if (export_avatar(f->from->scan, &data, &len, &odd) == -1)
		return -1;
	kind = rules_image(data, len);
	u->odd_avatar = odd || (kind == RULES_IMAGE_NONE && len > 0);
	if (kind == RULES_IMAGE_NONE)
		return 0;
	hash_once(f->hash, data, len, digest);
	hash_hex(digest, 16, hex);
	buf_reset(&f->avatar);
	buf_addf(&f->avatar, "%s.%s", hex, rules_image_ext(kind));
	u->avatar.ptr = f->avatar.ptr;
	u->avatar.len = f->avatar.len;
	buf_reset(&f->path);
	buf_addf(&f->path, "data/assets/avatars/%s", f->avatar.ptr);
	return stage_put_once(render_writer(f->render), f->path.ptr, data,
	    len);
}

static int
look_at_user(struct fill *f, struct user *u)
{
	if (f->findings == NULL)
		return 0;
	findings_user(f->findings, u);
	return findpages_user(f->findpages, u);
}

static int
look_at_token(struct fill *f, struct token *t)
{
	if (f->findings == NULL)
		return 0;
	findings_token(f->findings, t);
	return findpages_token(f->findpages, f->user, t);
}

static int
on_user(struct fill *f, const struct user *given)
{
	struct changes	*changes = f->line->options.changes;
	struct user	 u = *given;
	struct changes_of of;

	if ((changes != NULL && changes_user(changes, &u, &of) == -1) ||
	    put_avatar(f, &u) == -1)
		return -1;
	u.reused = changes != NULL && of.reused;
	if (look_at_user(f, &u) == -1 ||
	    feed_user(f->feed, &u) == -1 ||
	    (f->line->users != NULL && !u.orphan &&
	    tables_row(f->line->users, &u) == -1) ||
	    enter_home(f, &u) == -1)
		return -1;
	f->user = batch_user(f->home, &u);
	batch_unit(f->home, 1);
	if (changes != NULL)
		batch_changes_of(f->home, &of);
	return 0;
}

/* The next page of a user with many tokens, in a batch of its own. */
static int
next_part(struct fill *f)
{
	struct batch	*old = f->users;

	/* The user's texts live in the old batch until they are copied. */
	if ((f->users = render_fresh(f->render, RENDER_USER_PAGES)) == NULL) {
		f->users = old;
		return -1;
	}
	f->home = f->users;
	f->user = batch_user(f->users, f->user);
	batch_unit(f->users, ++f->part);
	render_queue(f->render, old);
	return 0;
}

/* A token for the list page, unless it is there for that of its user. */
static void
list_token(struct fill *f, const struct token *t)
{
	if (f->home != f->list) {
		if (f->list->user == NULL)
			(void)batch_user(f->list, f->user);
		(void)batch_token(f->list, t);
	}
	f->list->nrows++;
}

static int
on_token(struct fill *f, const struct token *given)
{
	size_t		 size = (size_t)f->line->options.page_size;
	struct token	 t = *given, *copy;
	struct slice	 row;

	if (f->line->tokens != NULL && tables_row(f->line->tokens, &t) == -1)
		return -1;
	if (f->list->nrows == size && next_list(f) == -1)
		return -1;
	if (f->large && f->users->units[0].n == size && next_part(f) == -1)
		return -1;
	t.part = (uint32_t)f->part;
	t.reused = f->line->options.changes != NULL &&
	    changes_is_reused(f->line->options.changes, &t);
	if (look_at_token(f, &t) == -1)
		return -1;
	copy = batch_token(f->home, &t);
	batch_unit_token(f->home);
	if (f->user->orphan && !f->large)
		rules_count(&f->home->user->totals, &t);
	if (feed_token(f->feed, copy, &row) == -1)
		return -1;
	if (row.ptr != NULL)
		batch_row(f->list, row);
	else
		list_token(f, copy);
	return 0;
}

static const char *
media_type(const char *name)
{
	const char	*dot = strrchr(name, '.');

	if (dot == NULL)
		return "png";
	if (strcmp(dot, ".jpg") == 0)
		return "jpeg";
	return strcmp(dot, ".svg") == 0 ? "svg+xml" : dot + 1;
}

/* A file of the theme, or an avatar that was written, as a data: address. */
static int
picture(void *arg, struct slice name, struct buf *out)
{
	const struct pipeline		*line = arg;
	const struct theme_asset	*assets;
	struct buf			 path = BUF_INIT, data = BUF_INIT;
	size_t				 i, n;
	int				 rc = -1;

	BUF_LIT(&path, "data/");
	buf_slice(&path, name);
	assets = theme_assets(line->theme, &n);
	for (i = 0; i < n && rc == -1; i++)
		if (strncmp(path.ptr, "data/assets/", 12) == 0 &&
		    strcmp(path.ptr + 12, assets[i].name) == 0) {
			buf_add(&data, assets[i].data.ptr,
			    assets[i].data.len);
			rc = 0;
		}
	if (rc == -1)
		rc = file_read(stage_fd(line->stage), path.ptr, path.ptr,
		    RULES_IMAGE_MAX, &data);
	if (rc == 0) {
		buf_addf(out, "data:image/%s;base64,", media_type(path.ptr));
		hash_base64(out, data.ptr, data.len);
	}
	buf_free(&path);
	buf_free(&data);
	return rc;
}

/* The whole list as one file for mailing. */
static int
put_single(struct fill *f)
{
	const struct batch		*b = feed_single(f->feed);
	struct view_list		 list = { .id = LISTING_ALL };
	const struct theme_asset	*assets;
	struct buf			 out = BUF_INIT;
	struct slice			 css = { "", 0 }, page;
	size_t				 i, n;
	int				 rc;

	if (b == NULL)
		return 0;
	assets = theme_assets(f->line->theme, &n);
	for (i = 0; i < n; i++)
		if (strcmp(assets[i].name, "style.css") == 0)
			css = (struct slice){ assets[i].data.ptr,
			    assets[i].data.len };
	list.tokens = b->tokens;
	list.ntokens = b->ntokens;
	list.total = f->total;
	list.number = list.count = 1;
	list.first = f->total > 0;
	list.single = true;
	page = page_list(render_maker(f->render), &list);
	rc = single_page(&out, page, css, picture,
	    (void *)(uintptr_t)f->line);
	if (rc == 0)
		rc = render_put(f->render, "data/single.html",
		    (struct slice){ out.ptr, out.len });
	buf_free(&out);
	return rc;
}

static int
scan(struct fill *f)
{
	const struct user	*user;
	const struct token	*token;
	enum export_event	 event;

	if (next_list(f) == -1 || next_users(f) == -1)
		return -1;
	for (;;) {
		event = export_next(f->from->scan, &user, &token);
		if (event == EXPORT_ERROR)
			return -1;
		if (event == EXPORT_END)
			break;
		if ((event == EXPORT_USER ? on_user(f, user) :
		    on_token(f, token)) == -1)
			return -1;
	}
	leave_home(f);
	render_queue(f->render, f->list);
	f->list = NULL;
	render_queue(f->render, f->users);
	f->users = NULL;
	/* To give back the files beside those who render takes no time. */
	pipeline_scan_free(f->from);
	f->from = NULL;
	if (feed_end(f->feed) == -1 || put_single(f) == -1)
		return -1;
	if (f->findings != NULL && findpages_end(f->findpages) == -1)
		return -1;
	return f->line->delta == NULL ? 0 : delta_put(f->line->delta,
	    f->render, f->line->options.page_size);
}

int
pipeline_render(const struct pipeline *line, struct pipeline_scan *p,
    const struct view_snapshot *snapshot, struct render_counts *counts)
{
	bool			 apart = fields_has_lists(snapshot);
	struct render_options	 options = { line->theme, line->stage,
				    line->zone, snapshot,
				    line->options.page_size, line->jobs,
				    (snapshot->filters ? FEED_OPEN : 1) + apart,
				    USERS_OPEN - apart };
	struct fill		 f = { .line = line, .from = p,
				    .total = snapshot->totals.tokens,
				    .apart = apart,
				    .avatar = BUF_INIT, .path = BUF_INIT };
	int			 rc;

	f.hash = hash_new(HASH_SHA256);
	f.render = render_new(&options);
	f.feed = feed_new(f.render, snapshot, stage_fd(line->stage),
	    line->options.page_size);
	f.findings = line->findings;
	if (f.findings != NULL)
		f.findpages = findpages_new(f.render, line->stage,
		    f.findings, snapshot, line->options.page_size);
	rc = scan(&f);
	pipeline_scan_free(f.from);
	rc = render_end(f.render, rc == -1, counts);
	feed_free(f.feed);
	findpages_free(f.findpages);
	if (f.home != f.list && f.home != f.users)
		batch_free(f.home);
	batch_free(f.list);
	batch_free(f.users);
	hash_free(f.hash);
	buf_free(&f.avatar);
	buf_free(&f.path);
	return rc;
}
