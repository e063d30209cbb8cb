/*
 * A record in a buffer and in the temp file: major (8 bytes), length (8), the
 * bytes, zeros up to a multiple of 8.  Runs follow each other in the file.
 * The last buffer is merged from memory; when it is the only one, nothing is
 * ever written.
 *
 * One that follows has entries for the records in the buffer of its leader, and
 * runs and a temp file of its own.  When that buffer is full all of them write
 * their runs.
 */

#include "sorter.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "pool.h"
#include "radix.h"
#include "thread.h"
#include "util.h"

#define WRITE_SIZE	((size_t)256 * 1024)
#define READ_MOST	((size_t)16 * 1024)	/* bytes of a run at a time */
#define READ_LEAST	((size_t)8 * 1024)
#define AHEAD		8	/* records in memory are expected so early */

struct head {
	uint64_t	 major;
	uint64_t	 len;
};

struct fill {
	struct pool	 records;	/* none in one that follows */
	size_t		 used;		/* bytes of them, for the run */
	struct radix_entry *entries;	/* each item is behind its head */
	size_t		 n, entries_cap;
};

/* A sorted stretch of the temp file, or the buffer in memory. */
struct run {
	off_t		 start, end;	/* in the file */
	off_t		 at;		/* what to read next */
	char		*data;		/* NULL: it is in memory */
	size_t		 used, len, cap;
	size_t		 index;		/* of the entry, in memory */
	uint64_t	 major;		/* of the record at hand */
	const void	*rec;
};

struct sorter {
	int		 dirfd;
	int		 fd;		/* temp file, or -1 */
	off_t		 size;		/* of it */
	bool		 beside;
	bool		 busy;		/* the thread runs */
	bool		 failed;	/* it could not write; printed */
	pthread_t	 thread;
	sorter_cmp	*cmp;
	size_t		 memory;	/* bytes of one buffer */
	struct fill	 fills[2];
	int		 current;	/* the buffer that is filled */
	struct run	*runs;
	size_t		 nruns, runs_cap;
	struct run	**heap;		/* the smallest first */
	size_t		 nheap;
	bool		 begun;		/* the heap is at what was given last */
	struct sorter	*leader;	/* or NULL */
	struct sorter	*next;		/* the first or another that follows */
};

struct sorter *
sorter_new(int dirfd, size_t memory, bool beside, sorter_cmp *cmp)
{
	struct sorter	*s = xcalloc(1, sizeof(*s));

	s->dirfd = dirfd;
	s->fd = -1;
	s->beside = beside;
	s->memory = beside ? memory / 2 : memory;
	s->cmp = cmp;
	return s;
}

struct sorter *
sorter_follow(struct sorter *leader, sorter_cmp *cmp)
{
	struct sorter	*s = sorter_new(leader->dirfd, leader->memory, false,
			    cmp);

	s->leader = leader;
	s->next = leader->next;
	leader->next = s;
	return s;
}

static struct head *
head_of(const struct radix_entry *e)
{
	return (struct head *)e->item - 1;
}

/* Bytes of a record with its head. */
static size_t
span(const struct head *h)
{
	return sizeof(*h) + ((size_t)h->len + 7) / 8 * 8;
}

static int
fault(void)
{
	util_warn("temp file of the sort:");
	return -1;
}

/* A file that has no name from the start, or loses it at once. */
static int
open_temp(struct sorter *s)
{
	char	 name[40];

	s->fd = openat(s->dirfd, ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
	if (s->fd != -1)
		return 0;
	/* Another thread may do the same at this moment. */
	(void)snprintf(name, sizeof(name), ".sort-%p.tmp", (void *)s);
	s->fd = openat(s->dirfd, name, O_RDWR | O_CREAT | O_EXCL |
	    O_NOFOLLOW | O_CLOEXEC, 0600);
	if (s->fd == -1 || unlinkat(s->dirfd, name, 0) == -1)
		return fault();
	return 0;
}

/* Sort a full buffer and append it to the temp file as a run. */
static int
spill(struct sorter *s, struct fill *f)
{
	char		*out = xmalloc(WRITE_SIZE);
	struct head	*h;
	size_t		 i, n = 0, len;
	int		 rc = 0;

	radix_sort(f->entries, f->n, s->cmp);
	for (i = 0; i < f->n && rc == 0; i++) {
		radix_expect(f->entries, f->n, i + AHEAD);
		h = head_of(&f->entries[i]);
		/* Each of those that share it has its own. */
		h->major = f->entries[i].key;
		len = span(h);
		if (n + len > WRITE_SIZE) {
			rc = file_write(s->fd, out, n);
			n = 0;
		}
		if (len > WRITE_SIZE && rc == 0) {
			rc = file_write(s->fd, h, len);
		} else if (rc == 0) {
			memcpy(out + n, h, len);
			n += len;
		}
	}
	if (rc == 0)
		rc = file_write(s->fd, out, n);
	if (rc == -1)
		(void)fault();
	free(out);
	f->n = f->used = 0;
	pool_reset(&f->records, SIZE_MAX);
	return rc;
}

static void *
spill_main(void *arg)
{
	struct sorter	*s = arg;

	/* The other one is being filled. */
	if (spill(s, &s->fills[!s->current]) == -1)
		s->failed = true;
	return NULL;
}

static void
await(struct sorter *s)
{
	if (s->busy)
		(void)pthread_join(s->thread, NULL);
	s->busy = false;
}

/* The current buffer is full: make it a run and begin another. */
static int
next_fill(struct sorter *s)
{
	struct fill	*f = &s->fills[s->current];
	struct run	*r;

	await(s);
	if (s->failed || (s->fd == -1 && open_temp(s) == -1))
		return -1;
	/* First those whose records are in it, as far as there are any. */
	if (s->next != NULL && next_fill(s->next) == -1)
		return -1;
	if (s->nruns == s->runs_cap) {
		s->runs_cap = s->runs_cap > 0 ? 2 * s->runs_cap : 16;
		s->runs = xreallocarray(s->runs, s->runs_cap,
		    sizeof(*s->runs));
	}
	r = &s->runs[s->nruns++];
	memset(r, 0, sizeof(*r));
	r->start = s->size;
	s->size += (off_t)f->used;
	r->end = s->size;
	if (!s->beside)
		return spill(s, f);
	s->current = !s->current;
	s->busy = thread_start(&s->thread, spill_main, s) == 0;
	if (s->busy)
		return 0;
	/* Without a thread it takes longer, no more. */
	return spill(s, f);
}

static void
enter(struct fill *f, uint64_t major, struct head *h)
{
	if (f->n == f->entries_cap) {
		f->entries_cap = f->entries_cap > 0 ? 2 * f->entries_cap : 64;
		f->entries = xreallocarray(f->entries, f->entries_cap,
		    sizeof(*f->entries));
	}
	f->entries[f->n++] = (struct radix_entry){ major, h + 1 };
	f->used += span(h);
}

void *
sorter_add(struct sorter *s, uint64_t major, size_t len)
{
	struct fill	*f = &s->fills[s->current];
	struct head	*h, head = { major, len };
	size_t		 want = span(&head);

	if (f->n > 0 && f->used + want > s->memory) {
		if (next_fill(s) == -1)
			return NULL;
		f = &s->fills[s->current];
	}
	h = pool_room(&f->records, want);
	*h = head;
	memset((char *)h + want - 8, 0, 8 * (len > 0));
	enter(f, major, h);
	return h + 1;
}

void
sorter_also(struct sorter *s, uint64_t major)
{
	const struct fill	*f = &s->leader->fills[0];

	enter(&s->fills[0], major, head_of(&f->entries[f->n - 1]));
}

/* Move to the next record of a run.  1, 0 at its end, -1 printed. */
static int
advance(struct sorter *s, struct run *r)
{
	struct fill	*f = &s->fills[s->current];
	struct head	*h;
	size_t		 left = r->len - r->used, want = sizeof(*h);
	ssize_t		 n;

	if (r->data == NULL) {
		if (r->index == f->n)
			return 0;
		radix_expect(f->entries, f->n, r->index + AHEAD);
		r->major = f->entries[r->index].key;
		r->rec = f->entries[r->index++].item;
		return 1;
	}
	for (;;) {
		h = (struct head *)(void *)(r->data + r->used);
		if (left >= sizeof(*h))
			want = span(h);
		if (left >= want) {
			r->major = h->major;
			r->rec = h + 1;
			r->used += want;
			return 1;
		}
		if (left == 0 && r->at == r->end)
			return 0;
		memmove(r->data, r->data + r->used, left);
		if (r->cap < want) {
			r->cap = want;
			r->data = xreallocarray(r->data, r->cap, 1);
		}
		n = (ssize_t)(r->cap - left);
		if (n > r->end - r->at)
			n = (ssize_t)(r->end - r->at);
		n = pread(s->fd, r->data + left, (size_t)n, r->at);
		if (n <= 0) {
			errno = n == 0 ? EIO : errno;
			return fault();
		}
		r->at += n;
		r->used = 0;
		r->len = left += (size_t)n;
	}
}

static bool
before(const struct sorter *s, const struct run *a, const struct run *b)
{
	if (a->major != b->major)
		return a->major < b->major;
	return s->cmp(a->rec, b->rec) < 0;
}

/* Let the run at a place of the heap sink to where it belongs. */
static void
sink(struct sorter *s, size_t at)
{
	struct run	*r = s->heap[at];
	size_t		 child;

	while ((child = 2 * at + 1) < s->nheap) {
		if (child + 1 < s->nheap &&
		    before(s, s->heap[child + 1], s->heap[child]))
			child++;
		if (before(s, r, s->heap[child]))
			break;
		s->heap[at] = s->heap[child];
		at = child;
	}
	s->heap[at] = r;
}

/* The first record of each run. */
static int
begin(struct sorter *s)
{
	struct run	*r;
	size_t		 i;
	int		 rc;

	await(s);
	s->begun = true;
	s->nheap = 0;
	for (i = 0; i < s->nruns; i++) {
		r = &s->runs[i];
		r->at = r->start;
		r->used = r->len = r->index = 0;
		if ((rc = advance(s, r)) == -1)
			return -1;
		if (rc == 1)
			s->heap[s->nheap++] = r;
	}
	for (i = s->nheap / 2; i-- > 0; )
		sink(s, i);
	return 0;
}

static void *
sort_main(void *arg)
{
	struct sorter	*s = arg;
	struct fill	*f = &s->fills[s->current];

	radix_sort(f->entries, f->n, s->cmp);
	return NULL;
}

int
sorter_done(struct sorter *s)
{
	struct fill	*other = &s->fills[!s->current];
	size_t		 i, size;

	await(s);
	if (s->failed)
		return -1;
	s->busy = s->beside &&
	    thread_start(&s->thread, sort_main, s) == 0;
	if (!s->busy)
		(void)sort_main(s);
	pool_free(&other->records);
	free(other->entries);
	memset(other, 0, sizeof(*other));
	s->runs = xreallocarray(s->runs, s->nruns + 1, sizeof(*s->runs));
	s->runs_cap = s->nruns + 1;
	size = s->nruns > 0 ? s->memory / s->nruns : 0;
	size = size > READ_MOST ? READ_MOST : size < READ_LEAST ? READ_LEAST :
	    size / 8 * 8;
	for (i = 0; i < s->nruns; i++) {
		s->runs[i].data = xmalloc(size);
		s->runs[i].cap = size;
	}
	memset(&s->runs[s->nruns++], 0, sizeof(*s->runs));
	s->heap = xcalloc(s->nruns, sizeof(*s->heap));
	return 0;
}

void
sorter_rewind(struct sorter *s)
{
	s->begun = false;
}

int
sorter_next(struct sorter *s, uint64_t *major, const void **rec)
{
	int	 rc;

	if (!s->begun) {
		if (begin(s) == -1)
			return -1;
	} else if (s->nheap > 0) {
		if ((rc = advance(s, s->heap[0])) == -1)
			return -1;
		if (rc == 0)
			s->heap[0] = s->heap[--s->nheap];
		if (s->nheap > 0)
			sink(s, 0);
	}
	if (s->nheap == 0)
		return 0;
	*major = s->heap[0]->major;
	*rec = s->heap[0]->rec;
	return 1;
}

void
sorter_free(struct sorter *s)
{
	size_t	 i;

	if (s == NULL)
		return;
	await(s);
	for (i = 0; i < 2; i++) {
		pool_free(&s->fills[i].records);
		free(s->fills[i].entries);
	}
	for (i = 0; i < s->nruns; i++)
		free(s->runs[i].data);
	free(s->runs);
	free(s->heap);
	if (s->fd != -1)
		close(s->fd);
	free(s);
}
