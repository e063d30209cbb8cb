/*
 * Two phases.  While this thread reads every value and sorts the tokens, a
 * second one checks the file.  Then this thread scans and fills batches, and
 * renderers turn them into pages; when all batches are full, this thread
 * renders one itself, so that "jobs" threads are busy, not one more.
 *
 * A token goes into two batches: that of its list page and that of its user.
 * A user's pages are made from one batch when they fit on one page; a user
 * with more tokens, whose number the check has told, takes a batch for each
 * page.
 */

#include "pipeline.h"

#include <pthread.h>
#include <stdlib.h>

#include "batch.h"
#include "pack.h"
#include "page.h"
#include "rules.h"
#include "util.h"

#define USERS_MAX	512	/* service users in a batch */
#define SORT_MEMORY	((size_t)8 << 20)

struct pipeline_scan {
	sqlite3			*db;
	sqlite3			*check_db;
	struct sorter		*sorter;
	struct export_scan	*scan;
	const struct source	*source;
	const struct export_facts *facts;
	int			 whole;		/* result of the check */
};

struct render {
	const struct pipeline		*line;
	const struct view_snapshot	*snapshot;
	const struct export_facts	*facts;
	struct export_scan		*scan;
	pthread_mutex_t			 mutex;
	pthread_cond_t			 filled;	/* or all is over */
	struct batch			*idle;		/* to be filled */
	struct batch			*first, *last;	/* to be rendered */
	bool				 done;		/* no more will come */
	bool				 failed;
	struct hash			*hash;		/* of avatars */
};

/* What one thread renders with. */
struct worker {
	struct render		*render;
	struct page_maker	*maker;
	struct stage_writer	*writer;
	struct buf		 path;
};

static void *
check_main(void *arg)
{
	struct pipeline_scan	*p = arg;

	p->whole = source_integrity(p->source, p->check_db);
	return NULL;
}

/* The integrity of the file and every value in it, side by side. */
static int
check(struct pipeline_scan *p, const struct pipeline *line,
    struct export_facts *facts)
{
	struct buf	 said = BUF_INIT;
	pthread_t	 thread;
	bool		 beside;
	int		 rc = -1;

	beside = line->jobs > 1 &&
	    pthread_create(&thread, NULL, check_main, p) == 0;
	if (!beside)
		(void)check_main(p);
	if (beside || p->whole == 0)
		rc = export_check(p->source, p->db, &line->options, facts,
		    p->sorter, &said);
	if (beside)
		(void)pthread_join(thread, NULL);
	if (p->whole == 0)
		export_say(&said);
	buf_free(&said);
	return p->whole == 0 ? rc : -1;
}

struct pipeline_scan *
pipeline_read(const struct pipeline *line, struct export_facts *facts)
{
	struct pipeline_scan	*p = xcalloc(1, sizeof(*p));

	p->source = line->source;
	p->facts = facts;
	p->sorter = sorter_new(stage_fd(line->stage), SORT_MEMORY,
	    line->jobs > 1, pack_cmp);
	if (source_connect(line->source, &p->db) == 0 &&
	    source_connect(line->source, &p->check_db) == 0 &&
	    export_look(line->source, p->db, facts) == 0 &&
	    check(p, line, facts) == 0)
		p->scan = export_scan_new(line->source, p->db,
		    &line->options, facts, p->sorter);
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
	sorter_free(p->sorter);
	(void)sqlite3_close(p->db);
	(void)sqlite3_close(p->check_db);
	free(p);
}

static int
put(struct worker *w, struct slice page)
{
	return stage_put(w->writer, w->path.ptr, page.ptr, page.len);
}

static int
render_list(struct worker *w, const struct batch *b)
{
	const struct pipeline	*line = w->render->line;
	struct view_list	 list = { .tokens = b->tokens };

	list.ntokens = b->ntokens;
	list.total = w->render->facts->totals.tokens;
	list.number = b->number;
	list.count = page_count(list.total, line->options.page_size);
	list.first = (b->number - 1) * line->options.page_size +
	    (b->ntokens > 0);
	buf_reset(&w->path);
	page_list_path(&w->path, b->number);
	return put(w, page_list(w->maker, &list));
}

static int
render_unit(struct worker *w, const struct batch *b,
    const struct batch_unit *u)
{
	int64_t			 size = w->render->line->options.page_size;
	struct view_list	 list = { .tokens = b->tokens + u->first };

	list.ntokens = u->n;
	list.total = u->user->totals.tokens;
	list.number = u->part;
	list.count = page_count(list.total, size);
	list.first = (u->part - 1) * size + (u->n > 0);
	buf_reset(&w->path);
	page_user_path(&w->path, u->user, u->part);
	return put(w, page_user(w->maker, u->user, &list));
}

static int
render_batch(struct worker *w, const struct batch *b)
{
	size_t	 i;

	if (b->is_list)
		return render_list(w, b);
	for (i = 0; i < b->nunits; i++)
		if (render_unit(w, b, &b->units[i]) == -1)
			return -1;
	return 0;
}

static void
worker_init(struct worker *w, struct render *r)
{
	w->render = r;
	w->maker = page_maker_new(r->line->theme, r->snapshot, r->line->zone);
	w->writer = stage_writer_new(r->line->stage);
	w->path = (struct buf)BUF_INIT;
}

static void
worker_free(struct worker *w)
{
	page_maker_free(w->maker);
	stage_writer_free(w->writer);
	buf_free(&w->path);
}

/* Take the next full batch; the mutex is held. */
static struct batch *
next_full(struct render *r)
{
	struct batch	*b = r->first;

	if (b != NULL && (r->first = b->next) == NULL)
		r->last = NULL;
	return b;
}

/* Render a batch and give it back; the mutex is held before and after. */
static void
work(struct worker *w, struct batch *b)
{
	struct render	*r = w->render;
	bool		 skip = r->failed;
	int		 rc = 0;

	(void)pthread_mutex_unlock(&r->mutex);
	if (!skip)
		rc = render_batch(w, b);
	batch_reset(b);
	(void)pthread_mutex_lock(&r->mutex);
	if (rc == -1)
		r->failed = true;
	b->next = r->idle;
	r->idle = b;
}

static void *
render_main(void *arg)
{
	struct render	*r = arg;
	struct worker	 w;
	struct batch	*b;

	worker_init(&w, r);
	(void)pthread_mutex_lock(&r->mutex);
	for (;;) {
		if ((b = next_full(r)) != NULL)
			work(&w, b);
		else if (r->done)
			break;
		else
			(void)pthread_cond_wait(&r->filled, &r->mutex);
	}
	(void)pthread_mutex_unlock(&r->mutex);
	worker_free(&w);
	return NULL;
}

/* Hand over a full batch. */
static void
queue(struct render *r, struct batch *b)
{
	(void)pthread_mutex_lock(&r->mutex);
	b->next = NULL;
	if (r->last != NULL)
		r->last->next = b;
	else
		r->first = b;
	r->last = b;
	(void)pthread_cond_signal(&r->filled);
	(void)pthread_mutex_unlock(&r->mutex);
}

/* An empty batch; while there is none, render.  NULL when a page failed. */
static struct batch *
fresh(struct worker *w, bool is_list)
{
	struct render	*r = w->render;
	struct batch	*b, *full;

	(void)pthread_mutex_lock(&r->mutex);
	while ((b = r->idle) == NULL && !r->failed &&
	    (full = next_full(r)) != NULL)
		work(w, full);
	if (b != NULL)
		r->idle = b->next;
	if (r->failed)
		b = NULL;
	(void)pthread_mutex_unlock(&r->mutex);
	if (b != NULL)
		b->is_list = is_list;
	return b;
}

/* The state of the scan: what is being filled. */
struct fill {
	struct worker	*w;
	struct batch	*list;
	struct batch	*users;
	const struct user *user;	/* the last one given */
	bool		 large;		/* it takes several pages */
	int64_t		 nlists;	/* list pages begun */
	int64_t		 part;		/* page of a large user */
	struct buf	 avatar;	/* file name of its picture */
};

static int
next_list(struct fill *f)
{
	struct render	*r = f->w->render;

	if (f->list != NULL)
		queue(r, f->list);
	if ((f->list = fresh(f->w, true)) == NULL)
		return -1;
	f->list->number = ++f->nlists;
	return 0;
}

static int
next_users(struct fill *f)
{
	if (f->users != NULL)
		queue(f->w->render, f->users);
	f->users = fresh(f->w, false);
	return f->users != NULL ? 0 : -1;
}

/* Write the picture of a user, once for each distinct one, and remember its
 * file name. */
static int
put_avatar(struct fill *f, struct user *u)
{
	struct render	*r = f->w->render;
	struct buf	*path = &f->w->path;
	enum rules_image kind;
	const void	*data;
	uint8_t		 digest[HASH_MAX];
	char		 hex[HASH_HEX];
	size_t		 len;
	bool		 odd;

	u->avatar = (struct slice){ NULL, 0 };
	if (export_avatar(r->scan, &data, &len, &odd) == -1)
		return -1;
	kind = rules_image(data, len);
	if (kind == RULES_IMAGE_NONE)
		return 0;
	hash_once(r->hash, data, len, digest);
	hash_hex(digest, 16, hex);
	buf_reset(&f->avatar);
	buf_addf(&f->avatar, "%s.%s", hex, rules_image_ext(kind));
	u->avatar.ptr = f->avatar.ptr;
	u->avatar.len = f->avatar.len;
	buf_reset(path);
	buf_addf(path, "data/assets/avatars/%s", f->avatar.ptr);
	return stage_put_once(f->w->writer, path->ptr, data, len);
}

static int
on_user(struct fill *f, const struct user *given)
{
	const struct pipeline	*line = f->w->render->line;
	struct user		 u = *given;
	size_t			 room;

	if (put_avatar(f, &u) == -1)
		return -1;
	f->large = u.totals.tokens > line->options.page_size;
	f->part = 1;
	/* A user that fits on a page must fit into what is left. */
	room = f->users->cap - f->users->ntokens;
	if ((f->users->nunits >= USERS_MAX ||
	    room < (size_t)line->options.page_size ||
	    (f->large && f->users->nunits > 0)) && next_users(f) == -1)
		return -1;
	f->user = batch_user(f->users, &u);
	batch_unit(f->users, 1);
	/* The list copies it with its first token. */
	f->list->user = NULL;
	return 0;
}

/* The next page of a user with many tokens, in a batch of its own. */
static int
next_part(struct fill *f)
{
	struct batch	*old = f->users;

	/* The user's texts live in the old batch until they are copied. */
	if ((f->users = fresh(f->w, false)) == NULL) {
		f->users = old;
		return -1;
	}
	f->user = batch_user(f->users, f->user);
	batch_unit(f->users, ++f->part);
	queue(f->w->render, old);
	return 0;
}

static int
on_token(struct fill *f, const struct token *t)
{
	size_t	 size = (size_t)f->w->render->line->options.page_size;

	if (f->list->ntokens == size && next_list(f) == -1)
		return -1;
	if (f->large && f->users->units[0].n == size && next_part(f) == -1)
		return -1;
	if (f->list->user == NULL)
		(void)batch_user(f->list, f->user);
	(void)batch_token(f->list, t);
	(void)batch_token(f->users, t);
	if (f->user->orphan && !f->large)
		rules_count(&f->users->user->totals, t);
	return 0;
}

static int
scan(struct fill *f)
{
	struct render		*r = f->w->render;
	const struct user	*user;
	const struct token	*token;
	enum export_event	 event;

	if (next_list(f) == -1 || next_users(f) == -1)
		return -1;
	for (;;) {
		event = export_next(r->scan, &user, &token);
		if (event == EXPORT_ERROR)
			return -1;
		if (event == EXPORT_END)
			break;
		if ((event == EXPORT_USER ? on_user(f, user) :
		    on_token(f, token)) == -1)
			return -1;
	}
	queue(r, f->list);
	f->list = NULL;
	queue(r, f->users);
	f->users = NULL;
	return 0;
}

/* Scan in this thread, help to render, see that all is done. */
static int
run(struct render *r)
{
	struct worker	 w;
	struct fill	 f = { .w = &w, .avatar = BUF_INIT };
	struct batch	*b;
	int		 rc;

	worker_init(&w, r);
	rc = scan(&f);
	(void)pthread_mutex_lock(&r->mutex);
	r->done = true;
	if (rc == -1)
		r->failed = true;
	(void)pthread_cond_broadcast(&r->filled);
	while ((b = next_full(r)) != NULL)
		work(&w, b);
	(void)pthread_mutex_unlock(&r->mutex);
	batch_free(f.list);
	batch_free(f.users);
	buf_free(&f.avatar);
	worker_free(&w);
	return rc;
}

int
pipeline_render(const struct pipeline *line, struct pipeline_scan *p,
    const struct view_snapshot *snapshot)
{
	struct render	 r = { .line = line, .snapshot = snapshot };
	pthread_t	*threads = xcalloc((size_t)line->jobs,
			    sizeof(*threads));
	struct batch	*b;
	int		 n = 0, i, rc;

	r.facts = p->facts;
	r.scan = p->scan;
	r.hash = hash_new(HASH_SHA256);
	(void)pthread_mutex_init(&r.mutex, NULL);
	(void)pthread_cond_init(&r.filled, NULL);
	/* Two being filled, one in each thread, and some waiting. */
	for (i = 0; i < 2 * line->jobs + 2; i++) {
		b = batch_new((size_t)line->options.page_size * 3 / 2 + 1);
		b->next = r.idle;
		r.idle = b;
	}
	/* Fewer threads than asked for make it slower, not wrong. */
	while (n < line->jobs - 1 &&
	    pthread_create(&threads[n], NULL, render_main, &r) == 0)
		n++;
	rc = run(&r);
	for (i = 0; i < n; i++)
		(void)pthread_join(threads[i], NULL);
	if (r.failed)
		rc = -1;
	while ((b = r.idle) != NULL) {
		r.idle = b->next;
		batch_free(b);
	}
	(void)pthread_cond_destroy(&r.filled);
	(void)pthread_mutex_destroy(&r.mutex);
	hash_free(r.hash);
	free(threads);
	return rc;
}
