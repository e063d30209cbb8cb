#ifndef RENDER_H
#define RENDER_H

/*
 * Threads that turn batches into pages and write them.  One thread fills
 * batches and hands them over; when none is empty, it renders one itself, so
 * that "jobs" threads are busy, not one more.
 */

#include "batch.h"
#include "fields.h"
#include "page.h"
#include "stage.h"
#include "theme.h"

/* batch.list of a batch of user pages alone.  One of LISTING_ALL may have some
 * as well, of users whose first row is on its page; it holds no made rows then.
 */
#define RENDER_USER_PAGES	(-1)

/* batch.list of a batch of changes, and of the findings of a rule. */
#define RENDER_CHANGES		(-2)
#define RENDER_FINDINGS		(-3)

struct render_options {
	const struct theme		*theme;
	struct stage			*stage;
	const struct when_zone		*zone;
	const struct view_snapshot	*snapshot;
	int64_t				 page_size;
	int				 jobs;	/* threads, with the caller's */
	/* Batches filled at a time: of lists, and with pages of users. */
	int				 lists;
	int				 users;
};

struct render;

/* What was written, counted where a page is made. */
struct render_counts {
	int64_t	 rows[LISTINGS];	/* on the pages of each list */
	int64_t	 pages[LISTINGS];
	int64_t	 user_rows;		/* tokens on pages of service users */
	int64_t	 all_user_pages;
	int64_t	 user_pages;		/* their first pages */
	int64_t	 orphan_pages;		/* and those for missing ones */
};

/* Start the threads.  What options point at must outlive it.  End it with
 * render_end. */
struct render *render_new(const struct render_options *);

/* An empty batch for pages of a list, or one of the above; while there is
 * none, render.  NULL when a page failed, which was printed. */
struct batch *render_fresh(struct render *, int list);

/* Hand over a batch. */
void	 render_queue(struct render *, struct batch *);

/* What the calling thread renders and writes with. */
struct page_maker *render_maker(struct render *);
struct stage_writer *render_writer(struct render *);

/* Write a page of the calling thread. Returns 0, or -1 with the reason
 * printed. */
int	 render_put(struct render *, const char *path, struct slice page);

/*
 * No more will come: render the rest, or nothing more when failed, and end
 * the threads.  Sets *counts unless it is NULL.  Returns 0, or -1 when failed
 * or any page did.  Frees it.
 */
int	 render_end(struct render *, bool failed, struct render_counts *counts);

#endif
