#include "render.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "thread.h"
#include "util.h"

/* What one thread renders with. */
struct worker {
	struct render		*render;
	struct page_maker	*maker;
	struct stage_writer	*writer;
	struct buf		 path;
	struct render_counts	 counts;
	const struct batch	*batch;		/* at hand */
	atomic_size_t		 taken;		/* pages of users in it */
	int			 helpers;	/* others who take some too */
	struct worker		*next;		/* another with a batch */
};

struct render {
	struct render_options	 options;
	struct worker		 own;		/* of the calling thread */
	pthread_t		*threads;
	int			 nthreads;
	pthread_mutex_t		 mutex;
	pthread_cond_t		 filled;	/* or all is over */
	pthread_cond_t		 helped;	/* nobody helps somebody */
	struct worker		*busy;		/* those with a batch */
	struct batch		*idle[2];	/* to be filled; [has_users] */
	struct batch		*first, *last;	/* to be rendered */
	int			 nfull;		/* of these */
	bool			 done;		/* no more will come */
	bool			 failed;
	struct render_counts	 counts;
};

static int
put(struct worker *w, struct slice page)
{
	return stage_put(w->writer, w->path.ptr, page.ptr, page.len);
}

/* A page and the rows that belong into it. */
static int
put_around(struct worker *w, struct slice page, const struct batch *b)
{
	const struct pool_block	*rows;
	ssize_t			 cut = page_cut(w->maker);

	if (cut == -1)
		return put(w, page);
	if (stage_begin(w->writer, w->path.ptr) == -1 ||
	    stage_more(w->writer, page.ptr, (size_t)cut) == -1)
		return -1;
	for (rows = b->rows.first; rows != NULL; rows = rows->next)
		if (stage_more(w->writer, rows->data, rows->used) == -1)
			return -1;
	if (stage_more(w->writer, page.ptr + cut, page.len - (size_t)cut) ==
	    -1)
		return -1;
	return stage_end(w->writer);
}

/* Which page of its list a batch is. */
static void
place(const struct worker *w, const struct batch *b, struct view_list *list)
{
	int64_t	 size = w->render->options.page_size;

	list->stem = b->stem;
	list->total = b->total;
	list->number = b->number;
	list->count = page_count(list->total, size);
	list->first = (b->number - 1) * size + (list->total > 0);
}

static int
render_list(struct worker *w, const struct batch *b)
{
	struct view_list	 list = { .id = (enum listing_id)b->list };
	struct slice		 page;

	place(w, b, &list);
	list.tokens = b->tokens;
	list.ntokens = b->nrows;
	list.made = b->made;
	list.group = b->group;
	if (list.id == LISTING_USERS) {
		list.users = b->units;
		list.nusers = b->nunits;
		page = page_users(w->maker, &list);
	} else {
		page = page_list(w->maker, &list);
	}
	buf_reset(&w->path);
	page_list_path(&w->path, b->stem.ptr != NULL ? b->stem :
	    slice_of(listing(list.id)->stem), b->number);
	return list.made ? put_around(w, page, b) : put(w, page);
}

/* own: the list page of this batch is the one that this thread made last. */
static int
render_unit(struct worker *w, const struct batch *b,
    const struct batch_unit *u, bool own)
{
	int64_t			 size = w->render->options.page_size;
	struct view_list	 list = { .ntokens = u->n };
	ssize_t			 at = -1;

	if (u->n > 0)
		list.tokens = b->tokens + u->first;
	list.total = u->user->totals.tokens;
	list.number = u->part;
	list.count = page_count(list.total, size);
	list.first = (u->part - 1) * size + (u->n > 0);
	buf_reset(&w->path);
	page_user_path(&w->path, u->user, u->part);
	if (own && b->list == LISTING_ALL)
		at = (ssize_t)u->first;
	return put(w, page_user(w->maker, u->user, u->changes, &list, at));
}

static int
render_changes(struct worker *w, const struct batch *b)
{
	struct view_list	 list = { .id = LISTING_ALL };

	place(w, b, &list);
	buf_reset(&w->path);
	page_list_path(&w->path, SLICE(PAGE_CHANGES_STEM), b->number);
	return put(w, page_changes(w->maker, b->changes, b->nchanges, &list));
}

static int
render_findings(struct worker *w, const struct batch *b)
{
	struct view_list	 list = { .nrows = b->nfindings };

	place(w, b, &list);
	buf_reset(&w->path);
	page_list_path(&w->path, b->stem, b->number);
	return put(w, page_finding(w->maker, b->findings, &list));
}

/* How many pages of service users there are in a batch. */
static size_t
user_pages(const struct batch *b)
{
	/* There they are the rows. */
	return b->list == LISTING_USERS ? 0 : b->nunits;
}

/* Those that nobody has taken. */
static int
render_units(struct worker *w, struct worker *owner)
{
	const struct batch	*b = owner->batch;
	size_t			 i;

	while ((i = atomic_fetch_add(&owner->taken, 1)) < user_pages(b))
		if (render_unit(w, b, &b->units[i], w == owner) == -1)
			return -1;
	return 0;
}

static int
render_batch(struct worker *w)
{
	const struct batch	*b = w->batch;

	if (b->list == RENDER_CHANGES)
		return render_changes(w, b);
	if (b->list == RENDER_FINDINGS)
		return render_findings(w, b);
	if (b->list != RENDER_USER_PAGES && render_list(w, b) == -1)
		return -1;
	return render_units(w, w);
}

static void
worker_init(struct worker *w, struct render *r)
{
	w->render = r;
	w->maker = page_maker_new(r->options.theme, r->options.snapshot,
	    r->options.zone, r->options.page_size);
	w->writer = stage_writer_new(r->options.stage);
	w->path = (struct buf)BUF_INIT;
	memset(&w->counts, 0, sizeof(w->counts));
	w->helpers = 0;
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

	if (b == NULL)
		return NULL;
	if ((r->first = b->next) == NULL)
		r->last = NULL;
	r->nfull--;
	return b;
}

/* A batch is on pages. */
static void
count(struct render_counts *n, const struct batch *b)
{
	size_t	 i;

	/* Below 0 are pages of users, of changes and of findings. */
	if (b->list >= 0) {
		n->pages[b->list]++;
		n->rows[b->list] += (int64_t)(b->list == LISTING_USERS ?
		    b->nunits : b->nrows);
	}
	for (i = 0; i < user_pages(b); i++) {
		n->user_rows += (int64_t)b->units[i].n;
		n->all_user_pages++;
		if (b->units[i].part == 1 && b->units[i].user->orphan)
			n->orphan_pages++;
		else if (b->units[i].part == 1)
			n->user_pages++;
	}
}

static void
add_counts(struct render_counts *to, const struct render_counts *n)
{
	int	 i;

	for (i = 0; i < LISTINGS; i++) {
		to->rows[i] += n->rows[i];
		to->pages[i] += n->pages[i];
	}
	to->user_rows += n->user_rows;
	to->all_user_pages += n->all_user_pages;
	to->user_pages += n->user_pages;
	to->orphan_pages += n->orphan_pages;
}

/* Whether a batch is for pages of users, with which it takes other memory. */
static bool
has_users(const struct render *r, int list)
{
	return list == RENDER_USER_PAGES ||
	    (list == LISTING_ALL && !fields_has_lists(r->options.snapshot));
}

/* An empty batch is the next to be filled, while its memory is warm. */
static void
give_back(struct render *r, struct batch *b)
{
	bool	 kind = has_users(r, b->list);

	b->next = r->idle[kind];
	r->idle[kind] = b;
}

/* A batch is at hand; the mutex is held. */
static void
begin(struct worker *w, const struct batch *b)
{
	struct render	*r = w->render;

	w->batch = b;
	atomic_store(&w->taken, 0);
	w->next = r->busy;
	r->busy = w;
}

/* No page of it is left, or one failed; the mutex is held. */
static void
end(struct worker *w)
{
	struct worker	**p = &w->render->busy;

	while (*p != w)
		p = &(*p)->next;
	*p = w->next;
	while (w->helpers > 0)
		(void)pthread_cond_wait(&w->render->helped,
		    &w->render->mutex);
}

/* Render a batch and give it back; the mutex is held before and after. */
static void
work(struct worker *w, struct batch *b)
{
	struct render	*r = w->render;
	int		 rc;

	if (!r->failed) {
		begin(w, b);
		(void)pthread_mutex_unlock(&r->mutex);
		rc = render_batch(w);
		(void)pthread_mutex_lock(&r->mutex);
		end(w);
		if (rc == -1)
			r->failed = true;
		else
			count(&w->counts, b);
	}
	(void)pthread_mutex_unlock(&r->mutex);
	batch_reset(b);
	(void)pthread_mutex_lock(&r->mutex);
	give_back(r, b);
}

/* Take pages of users in somebody else's batch; false when there are none.  The
 * mutex is held before and after. */
static bool
help(struct worker *w)
{
	struct render	*r = w->render;
	struct worker	*owner = r->busy;
	int		 rc;

	while (owner != NULL &&
	    atomic_load(&owner->taken) >= user_pages(owner->batch))
		owner = owner->next;
	/* What one thread could not write another cannot. */
	if (owner == NULL || r->failed)
		return false;
	owner->helpers++;
	(void)pthread_mutex_unlock(&r->mutex);
	rc = render_units(w, owner);
	(void)pthread_mutex_lock(&r->mutex);
	if (rc == -1)
		r->failed = true;
	if (--owner->helpers == 0)
		(void)pthread_cond_broadcast(&r->helped);
	return true;
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
		if ((b = next_full(r)) != NULL) {
			work(&w, b);
		} else if (!help(&w)) {
			if (r->done)
				break;
			(void)pthread_cond_wait(&r->filled, &r->mutex);
		}
	}
	add_counts(&r->counts, &w.counts);
	(void)pthread_mutex_unlock(&r->mutex);
	worker_free(&w);
	return NULL;
}

void
render_queue(struct render *r, struct batch *b)
{
	(void)pthread_mutex_lock(&r->mutex);
	b->next = NULL;
	if (r->last != NULL)
		r->last->next = b;
	else
		r->first = b;
	r->last = b;
	r->nfull++;
	(void)pthread_cond_signal(&r->filled);
	(void)pthread_mutex_unlock(&r->mutex);
}

struct batch *
render_fresh(struct render *r, int list)
{
	struct batch	**idle = &r->idle[has_users(r, list)], *b, *full;

	(void)pthread_mutex_lock(&r->mutex);
	/* Help out where many wait: to fill still more takes more memory. */
	while (((b = *idle) == NULL || r->nfull > r->options.jobs) &&
	    !r->failed && (full = next_full(r)) != NULL)
		work(&r->own, full);
	if (b != NULL)
		*idle = b->next;
	if (r->failed) {
		batch_free(b);
		b = NULL;
	}
	(void)pthread_mutex_unlock(&r->mutex);
	if (b != NULL)
		b->list = list;
	return b;
}

static void
add_batches(struct render *r, int n, int list)
{
	struct batch	*b;

	for (; n > 0; n--) {
		b = batch_new();
		b->list = list;
		give_back(r, b);
	}
}

struct render *
render_new(const struct render_options *options)
{
	struct render	*r = xcalloc(1, sizeof(*r));

	r->options = *options;
	(void)pthread_mutex_init(&r->mutex, NULL);
	(void)pthread_cond_init(&r->filled, NULL);
	(void)pthread_cond_init(&r->helped, NULL);
	worker_init(&r->own, r);
	/* Those being filled, one in each thread, and some waiting. */
	add_batches(r, 2 * options->jobs + options->lists, LISTING_USERS);
	add_batches(r, 2 * options->jobs + options->users, RENDER_USER_PAGES);
	r->threads = xcalloc((size_t)options->jobs, sizeof(*r->threads));
	/* Fewer threads than asked for make it slower, not wrong. */
	while (r->nthreads < options->jobs - 1 &&
	    thread_start(&r->threads[r->nthreads], render_main, r) == 0)
		r->nthreads++;
	return r;
}

struct page_maker *
render_maker(struct render *r)
{
	return r->own.maker;
}

struct stage_writer *
render_writer(struct render *r)
{
	return r->own.writer;
}

int
render_put(struct render *r, const char *path, struct slice page)
{
	return stage_put(r->own.writer, path, page.ptr, page.len);
}

int
render_end(struct render *r, bool failed, struct render_counts *counts)
{
	struct batch	*b;
	int		 i, rc;

	(void)pthread_mutex_lock(&r->mutex);
	r->done = true;
	r->failed |= failed;
	(void)pthread_cond_broadcast(&r->filled);
	while ((b = next_full(r)) != NULL)
		work(&r->own, b);
	while (help(&r->own))
		;
	(void)pthread_mutex_unlock(&r->mutex);
	for (i = 0; i < r->nthreads; i++)
		(void)pthread_join(r->threads[i], NULL);
	rc = r->failed ? -1 : 0;
	add_counts(&r->counts, &r->own.counts);
	if (counts != NULL)
		*counts = r->counts;
	for (i = 0; i < 2; i++)
		while ((b = r->idle[i]) != NULL) {
			r->idle[i] = b->next;
			batch_free(b);
		}
	worker_free(&r->own);
	(void)pthread_cond_destroy(&r->filled);
	(void)pthread_cond_destroy(&r->helped);
	(void)pthread_mutex_destroy(&r->mutex);
	free(r->threads);
	free(r);
	return rc;
}
