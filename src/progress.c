#include "progress.h"

#include <sys/ioctl.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "esc.h"
#include "file.h"
#include "util.h"

#define FIRST	400000000L	/* nanoseconds before it shows */
#define EACH	100000000L
#define BAR	20		/* columns */

struct progress {
	const char	*subject;
	int64_t		 files;
	atomic_llong	 done, bytes;
	pthread_t	 thread;
	pthread_mutex_t	 mutex;
	pthread_cond_t	 wake;
	bool		 over;		/* under the mutex */
};

static void
size_text(struct buf *b, int64_t bytes)
{
	static const char *const units[] = { "bytes", "KiB", "MiB", "GiB",
				    "TiB" };
	int64_t			 tenths = bytes * 10;
	size_t			 i = 0;

	if (bytes > INT64_MAX / 10) {
		tenths = bytes / 1024 * 10;
		i = 1;
	}
	for (; tenths >= 10240 && i < 4; i++)
		tenths /= 1024;
	if (i == 0)
		buf_addf(b, "%lld bytes", (long long)bytes);
	else
		buf_addf(b, "%lld.%d %s", (long long)(tenths / 10),
		    (int)(tenths % 10), units[i]);
}

/* counts: files done, files in all, bytes. */
void
progress_line(struct buf *b, const char *subject, const int64_t counts[3],
    int columns)
{
	struct buf	 rest = BUF_INIT, name = BUF_INIT;
	int64_t		 all = counts[1] > 0 ? counts[1] : 1;
	int		 filled = (int)(counts[0] * BAR / all), i;
	size_t		 room;

	BUF_LIT(&rest, " [");
	for (i = 0; i < BAR; i++)
		buf_addc(&rest, i < filled ? '#' : '.');
	buf_addf(&rest, "] %d%% %lld of %lld files, ",
	    (int)(counts[0] * 100 / all), (long long)counts[0],
	    (long long)counts[1]);
	size_text(&rest, counts[2]);
	esc_line(&name, slice_of(subject));
	room = (size_t)columns > rest.len ? (size_t)columns - rest.len : 0;
	/* Bytes are at least columns; a name that is too long is left out. */
	if (name.len <= room)
		buf_add(b, name.ptr, name.len);
	buf_add(b, rest.ptr, rest.len < (size_t)columns ? rest.len :
	    (size_t)columns);
	buf_free(&rest);
	buf_free(&name);
}

static void
draw(struct progress *p)
{
	struct buf	 b = BUF_INIT;
	struct winsize	 w = { .ws_col = 0 };
	int64_t		 counts[3] = { atomic_load(&p->done), p->files,
			    atomic_load(&p->bytes) };

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &w) == -1 || w.ws_col == 0)
		w.ws_col = 80;
	BUF_LIT(&b, "\r\033[K");
	progress_line(&b, p->subject, counts, w.ws_col - 1);
	(void)file_write(STDERR_FILENO, b.ptr, b.len);
	buf_free(&b);
}

static void
later(struct timespec *t, long ns)
{
	(void)clock_gettime(CLOCK_REALTIME, t);
	t->tv_nsec += ns;
	t->tv_sec += t->tv_nsec / 1000000000L;
	t->tv_nsec %= 1000000000L;
}

static void *
draw_main(void *arg)
{
	struct progress	*p = arg;
	struct timespec	 until;
	bool		 shown = false;

	(void)pthread_mutex_lock(&p->mutex);
	later(&until, FIRST);
	while (!p->over) {
		if (pthread_cond_timedwait(&p->wake, &p->mutex, &until) == 0)
			continue;
		draw(p);
		shown = true;
		later(&until, EACH);
	}
	(void)pthread_mutex_unlock(&p->mutex);
	if (shown)
		(void)file_write(STDERR_FILENO, "\r\033[K", 4);
	return NULL;
}

struct progress *
progress_begin(const char *subject, int64_t files)
{
	const char	*term = getenv("TERM");
	struct progress	*p;

	if (isatty(STDERR_FILENO) != 1 || term == NULL ||
	    strcmp(term, "dumb") == 0)
		return NULL;
	p = xcalloc(1, sizeof(*p));
	p->subject = subject;
	p->files = files;
	(void)pthread_mutex_init(&p->mutex, NULL);
	(void)pthread_cond_init(&p->wake, NULL);
	if (pthread_create(&p->thread, NULL, draw_main, p) != 0) {
		free(p);
		return NULL;
	}
	return p;
}

void
progress_files(struct progress *p, int64_t n)
{
	if (p != NULL)
		atomic_fetch_add(&p->done, n);
}

void
progress_bytes(struct progress *p, int64_t n)
{
	if (p != NULL)
		atomic_fetch_add(&p->bytes, n);
}

void
progress_end(struct progress *p)
{
	if (p == NULL)
		return;
	(void)pthread_mutex_lock(&p->mutex);
	p->over = true;
	(void)pthread_cond_signal(&p->wake);
	(void)pthread_mutex_unlock(&p->mutex);
	(void)pthread_join(p->thread, NULL);
	(void)pthread_mutex_destroy(&p->mutex);
	(void)pthread_cond_destroy(&p->wake);
	free(p);
}
