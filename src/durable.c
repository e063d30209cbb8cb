/*
 * An fsync mostly waits, even when there is nothing left to write: each one
 * may flush the cache of the disk.  So several threads wait at a time, whatever
 * the number of processors.
 */

#include "durable.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "thread.h"
#include "util.h"

#define PORTION		4096	/* files that are synced together */
#define THREADS		8
#define EVERY		((int64_t)64 << 20)

struct durable {
	int		 fd;		/* sees what is lost while it is open */
	pthread_mutex_t	 mutex;		/* of all that follows */
	pthread_cond_t	 told;
	pthread_t	 thread;
	bool		 started;
	bool		 wanted;	/* there is more to write */
	bool		 over;
	int		 error;
	int64_t		 waiting;	/* bytes since it was told */
};

struct durable *
durable_new(int dirfd)
{
	struct durable	*d = xcalloc(1, sizeof(*d));

	(void)pthread_mutex_init(&d->mutex, NULL);
	(void)pthread_cond_init(&d->told, NULL);
	d->fd = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return d;
}

static void *
sync_main(void *arg)
{
	struct durable	*d = arg;
	int		 error;

	(void)pthread_mutex_lock(&d->mutex);
	while (d->error == 0 && (d->wanted || !d->over)) {
		if (!d->wanted) {
			(void)pthread_cond_wait(&d->told, &d->mutex);
			continue;
		}
		d->wanted = false;
		(void)pthread_mutex_unlock(&d->mutex);
		error = syncfs(d->fd) == -1 ? errno : 0;
		(void)pthread_mutex_lock(&d->mutex);
		d->error = error;
	}
	(void)pthread_mutex_unlock(&d->mutex);
	return NULL;
}

/* Without a thread all is written at the end; the mutex is held. */
static void
begin(struct durable *d)
{
	d->waiting = 0;
	d->wanted = true;
	if (d->started)
		(void)pthread_cond_signal(&d->told);
	else if (d->fd != -1)
		d->started = thread_start(&d->thread, sync_main, d) == 0;
}

void
durable_begin(struct durable *d)
{
	if (d == NULL)
		return;
	(void)pthread_mutex_lock(&d->mutex);
	begin(d);
	(void)pthread_mutex_unlock(&d->mutex);
}

void
durable_wrote(struct durable *d, size_t len)
{
	if (d == NULL)
		return;
	(void)pthread_mutex_lock(&d->mutex);
	d->waiting += (int64_t)len;
	if (d->waiting >= EVERY)
		begin(d);
	(void)pthread_mutex_unlock(&d->mutex);
}

int
durable_wait(struct durable *d)
{
	int	 error;

	if (d == NULL)
		return 0;
	(void)pthread_mutex_lock(&d->mutex);
	d->over = true;
	(void)pthread_cond_signal(&d->told);
	(void)pthread_mutex_unlock(&d->mutex);
	if (d->started)
		(void)pthread_join(d->thread, NULL);
	error = d->error;
	if (d->fd != -1)
		close(d->fd);
	(void)pthread_cond_destroy(&d->told);
	(void)pthread_mutex_destroy(&d->mutex);
	free(d);
	errno = error;
	return error == 0 ? 0 : -1;
}

/* Some of the files, by their paths one after the other. */
struct portion {
	const struct folders	*folders;
	const char		*subject;
	struct buf		 paths;
	size_t			 at[PORTION];	/* where each begins */
	size_t			 n;
	atomic_size_t		 next;
	atomic_bool		 failed;
};

static void
sync_file(struct portion *p, const char *path)
{
	const char	*last;
	int		 fd, dir;

	dir = folders_find(p->folders, path, &last);
	fd = openat(dir, last, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1 || fsync(fd) == -1) {
		util_warn("%s/%s:", p->subject, path);
		atomic_store(&p->failed, true);
	}
	if (fd != -1)
		close(fd);
}

static void *
portion_main(void *arg)
{
	struct portion	*p = arg;
	size_t		 i;

	while ((i = atomic_fetch_add(&p->next, 1)) < p->n &&
	    !atomic_load(&p->failed))
		sync_file(p, p->paths.ptr + p->at[i]);
	return NULL;
}

static int
sync_portion(struct portion *p)
{
	pthread_t	 threads[THREADS - 1];
	int		 n = 0;

	atomic_store(&p->next, 0);
	while (n < THREADS - 1 && (size_t)n + 1 < p->n &&
	    thread_start(&threads[n], portion_main, p) == 0)
		n++;
	(void)portion_main(p);
	while (n > 0)
		(void)pthread_join(threads[--n], NULL);
	p->n = 0;
	buf_reset(&p->paths);
	return atomic_load(&p->failed) ? -1 : 0;
}

static int
collect(void *arg, const struct spool_entry *e)
{
	struct portion	*p = arg;

	p->at[p->n++] = p->paths.len;
	buf_add(&p->paths, e->path, strlen(e->path) + 1);
	return p->n == PORTION ? sync_portion(p) : 0;
}

/* Some file systems cannot sync a folder (EINVAL). */
static int
sync_folders(const struct folders *f, const char *subject)
{
	int	 i;

	for (i = f->n - 1; i >= 0; i--)
		if (fsync(f->list[i].fd) == -1 && errno != EINVAL) {
			util_warn("%s/%s:", subject, f->list[i].path);
			return -1;
		}
	return 0;
}

int
durable_files(struct spool *spool, const struct folders *folders,
    const char *subject)
{
	struct portion	*p = xcalloc(1, sizeof(*p));
	int		 rc;

	p->folders = folders;
	p->subject = subject;
	p->paths = (struct buf)BUF_INIT;
	rc = spool_each(spool, collect, p);
	if (rc == 0)
		rc = sync_portion(p);
	buf_free(&p->paths);
	free(p);
	return rc == 0 ? sync_folders(folders, subject) : -1;
}
