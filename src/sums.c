/*
 * A thread opens several files ahead, so that the kernel reads them while
 * others are hashed.  Items are never written by two threads.
 */

#include "sums.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "progress.h"
#include "thread.h"
#include "util.h"

#define READ_SIZE	((size_t)256 * 1024)
#define AHEAD		16		/* files a thread opens at a time */
#define TAG_MOST	((int64_t)4 << 30)	/* bytes of a tag file */
#define UNREAD		(INVENTORY_LINK | INVENTORY_ODD | INVENTORY_FOLDER | \
			INVENTORY_DEEP)

/* All threads of one run. */
struct run {
	struct sums		*sums;
	struct inventory	*inv;
	uint8_t			 payload, tags;	/* kinds there are of each */
	size_t			 ahead;
	atomic_size_t		 next;
	atomic_llong		 bytes, payload_bytes, payload_files, linked;
};

/* What one thread has. */
struct worker {
	struct run	*run;
	struct hash	*hash[INVENTORY_KINDS];
	char		*data;
};

static bool
is_payload(const char *path)
{
	return strncmp(path, "data/", 5) == 0;
}

bool
sums_unlisted(const char *path)
{
	return strcmp(path, "tagmanifest-sha256.txt") == 0 ||
	    strcmp(path, "tagmanifest-sha512.txt") == 0 ||
	    strcmp(path, "signature.p7s") == 0;
}

/* What can be said of an item without reading it. */
static void
judge(const struct run *r, struct inventory_item *item)
{
	bool	 payload = is_payload(item->path);
	uint8_t	 wanted = payload ? r->payload : r->tags;
	int	 faults = item->faults;

	if ((faults & INVENTORY_ON_DISK) == 0) {
		if (!r->inv->unlisted && item->listed != 0 &&
		    (faults & INVENTORY_FOLDER) == 0)
			item->faults |= INVENTORY_MISSING;
		return;
	}
	if (r->inv->unread)
		return;
	if (item->listed == 0) {
		if ((faults & UNREAD) == 0 && (payload ||
		    (r->sums->closed && !sums_unlisted(item->path))))
			item->faults |= INVENTORY_EXTRA;
	} else if (item->listed != wanted &&
	    (payload ? r->sums->every : r->sums->closed)) {
		item->faults |= INVENTORY_PARTLY;
	}
}

/* What is told by the file's own record.  -1: there is nothing to read. */
static int
look(struct run *r, struct inventory_item *item, int fd)
{
	struct stat	 st;
	bool		 payload = is_payload(item->path);
	int64_t		 most = payload ? r->sums->payload_most : TAG_MOST;

	if (fstat(fd, &st) == -1) {
		item->faults |= INVENTORY_DENIED;
		return -1;
	}
	if (!S_ISREG(st.st_mode)) {
		item->faults |= INVENTORY_ODD;
		return -1;
	}
	if (r->sums->modes)
		item->faults |= (uint16_t)inventory_mode(st.st_mode);
	if (st.st_nlink > 1)
		atomic_fetch_add(&r->linked, 1);
	if (payload) {
		atomic_fetch_add(&r->payload_files, 1);
		atomic_fetch_add(&r->payload_bytes, st.st_size);
	}
	if (most >= 0 && st.st_size > most) {
		item->faults |= INVENTORY_LARGE;
		return -1;
	}
	if (item->listed != 0)
		return 0;
	atomic_fetch_add(&r->bytes, st.st_size);
	return -1;
}

/* Judge an item and open its file, so that the kernel begins to read it.
 * Returns the descriptor, or -1 when there is nothing to read. */
static int
open_item(struct run *r, struct inventory_item *item)
{
	int	 fd;

	judge(r, item);
	/* Where a folder could not be listed its files may be there. */
	if (((item->faults & INVENTORY_ON_DISK) == 0 && (item->listed == 0 ||
	    !r->inv->unlisted)) || (item->faults & UNREAD) != 0)
		return -1;
	if ((fd = file_beneath(r->sums->dirfd, item->path)) == -1) {
		item->faults |= errno == ENOENT ? INVENTORY_MISSING :
		    errno == ELOOP || errno == ENOTDIR ? INVENTORY_LINK :
		    errno == ENXIO ? INVENTORY_ODD : errno == EIO ?
		    INVENTORY_EIO : INVENTORY_DENIED;
		return -1;
	}
	item->faults |= INVENTORY_ON_DISK;
	if (look(r, item, fd) == -1) {
		close(fd);
		return -1;
	}
	(void)posix_fadvise(fd, 0, 0, POSIX_FADV_WILLNEED);
	return fd;
}

static void
compare(struct worker *w, struct inventory_item *item)
{
	struct inventory	*inv = w->run->inv;
	uint8_t			 is[HASH_MAX];
	int			 k;

	for (k = 0; k < inv->nkinds; k++) {
		if ((item->listed & 1 << k) == 0)
			continue;
		hash_final(w->hash[k], is);
		if (memcmp(is, inventory_digest(inv, item, k),
		    inv->kinds[k].len) != 0)
			item->differs |= (uint8_t)(1 << k);
	}
}

static void
hash_item(struct worker *w, struct inventory_item *item, int fd)
{
	struct run	*r = w->run;
	ssize_t		 n;
	int		 k;

	for (k = 0; k < r->inv->nkinds; k++)
		if ((item->listed & 1 << k) != 0)
			hash_restart(w->hash[k]);
	while ((n = file_fill(fd, w->data, READ_SIZE)) > 0) {
		for (k = 0; k < r->inv->nkinds; k++)
			if ((item->listed & 1 << k) != 0)
				hash_update(w->hash[k], w->data, (size_t)n);
		atomic_fetch_add(&r->bytes, n);
		progress_bytes(r->sums->progress, n);
		if ((size_t)n < READ_SIZE)
			break;
	}
	if (n == -1)
		item->faults |= errno == EIO ? INVENTORY_EIO :
		    INVENTORY_DENIED;
	else
		compare(w, item);
	close(fd);
}

static void *
worker_main(void *arg)
{
	struct run	*r = arg;
	struct worker	 w = { .run = r, .data = xmalloc(READ_SIZE) };
	int		 fds[AHEAD];
	size_t		 i, n, at;
	int		 k;

	for (k = 0; k < r->inv->nkinds; k++)
		if ((w.hash[k] = hash_named(r->inv->kinds[k].name)) == NULL)
			util_die("libcrypto lost %s", r->inv->kinds[k].name);
	while ((at = atomic_fetch_add(&r->next, r->ahead)) < r->inv->n) {
		n = r->inv->n - at < r->ahead ? r->inv->n - at : r->ahead;
		for (i = 0; i < n; i++)
			fds[i] = open_item(r, &r->inv->items[at + i]);
		for (i = 0; i < n; i++)
			if (fds[i] != -1)
				hash_item(&w, &r->inv->items[at + i], fds[i]);
		progress_files(r->sums->progress, (int64_t)n);
	}
	for (k = 0; k < r->inv->nkinds; k++)
		hash_free(w.hash[k]);
	free(w.data);
	return NULL;
}

/* How many files each thread may hold open. */
static size_t
ahead(int jobs)
{
	struct rlimit	 limit;
	rlim_t		 each;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1 ||
	    limit.rlim_cur == RLIM_INFINITY)
		return AHEAD;
	each = limit.rlim_cur > 32 ? (limit.rlim_cur - 32) / (rlim_t)jobs : 0;
	return each < 1 ? 1 : each > AHEAD ? AHEAD : (size_t)each;
}

void
sums_run(struct sums *s, struct inventory *inv)
{
	struct run	 r = { .sums = s, .inv = inv };
	pthread_t	*threads = xcalloc((size_t)s->jobs, sizeof(*threads));
	size_t		 at;
	int		 i, k, n = 0;

	for (k = 0; k < inv->nkinds; k++) {
		r.payload |= (uint8_t)(inv->kinds[k].payload << k);
		r.tags |= (uint8_t)(inv->kinds[k].tags << k);
	}
	r.ahead = ahead(s->jobs);
	while (n < s->jobs - 1 &&
	    thread_start(&threads[n], worker_main, &r) == 0)
		n++;
	(void)worker_main(&r);
	for (i = 0; i < n; i++)
		(void)pthread_join(threads[i], NULL);
	free(threads);
	s->bytes = atomic_load(&r.bytes);
	s->payload_bytes = atomic_load(&r.payload_bytes);
	s->payload_files = atomic_load(&r.payload_files);
	s->linked = atomic_load(&r.linked);
	s->partial = inv->unlisted;
	for (at = 0; at < inv->n; at++)
		if (is_payload(inv->items[at].path) &&
		    (inv->items[at].faults & (INVENTORY_DENIED |
		    INVENTORY_EIO)) != 0)
			s->partial = true;
}

static const struct {
	int		 fault;
	const char	*what;
} words[] = {
	{ INVENTORY_MISSING, "is missing" },
	{ INVENTORY_LINK, "is a symbolic link" },
	{ INVENTORY_ODD, "is neither a file nor a folder" },
	{ INVENTORY_FOLDER, "is a folder, and listed as a file" },
	{ INVENTORY_DEEP, "is too deep to look into" },
	{ INVENTORY_EXTRA, "is in no manifest" },
	{ INVENTORY_LARGE, "is larger than all of it should be" },
	{ INVENTORY_WRITABLE, "can be written by others" },
	{ INVENTORY_SPECIAL, "has a setuid, setgid or sticky bit" },
	{ INVENTORY_EIO, "cannot be read: the disk fails" },
};

/* The manifests that an item is not in, though it is in another one. */
static void
tell_partly(const struct inventory *inv, const struct inventory_item *item,
    struct verdict *verdict)
{
	bool	 payload = is_payload(item->path);
	int	 k;

	for (k = 0; k < inv->nkinds; k++)
		if ((item->listed & 1 << k) == 0 &&
		    (payload ? inv->kinds[k].payload : inv->kinds[k].tags))
			verdict_fault(verdict, item->path,
			    "is not in %smanifest-%s.txt", payload ? "" :
			    "tag", inv->kinds[k].name);
}

/* The manifests that tell another content. */
static void
tell_differs(const struct inventory *inv, const struct inventory_item *item,
    struct verdict *verdict)
{
	int	 k;

	for (k = 0; k < inv->nkinds; k++)
		if ((item->differs & 1 << k) != 0)
			verdict_fault(verdict, item->path,
			    "content differs from %smanifest-%s.txt",
			    is_payload(item->path) ? "" : "tag",
			    inv->kinds[k].name);
}

void
sums_tell(const struct sums *s, const struct inventory *inv,
    struct verdict *verdict)
{
	const struct inventory_item	*item;
	size_t				 i, k;

	for (i = 0; i < inv->n; i++) {
		item = &inv->items[i];
		for (k = 0; k < sizeof(words) / sizeof(words[0]); k++)
			if ((item->faults & words[k].fault) != 0)
				verdict_fault(verdict, item->path, "%s",
				    words[k].what);
		if ((item->faults & INVENTORY_PARTLY) != 0)
			tell_partly(inv, item, verdict);
		if ((item->faults & INVENTORY_MODE) != 0)
			verdict_fault(verdict, item->path, "its mode is not %s",
			    (item->faults & INVENTORY_ON_DISK) != 0 ?
			    "0400, 0440 or 0444" : "0500, 0550 or 0555");
		if ((item->faults & INVENTORY_DENIED) != 0)
			verdict_unchecked(verdict, item->path,
			    "cannot be read");
		if ((item->faults & INVENTORY_EMPTY) != 0 && s->folders)
			verdict_fault(verdict, item->path,
			    "is an empty folder");
		tell_differs(inv, item, verdict);
	}
}
