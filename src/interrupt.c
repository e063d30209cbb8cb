#include "interrupt.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "util.h"

#define TRIES	1000

struct interrupt {
	int		 archive_fd;
	const char	*staging;
	sigset_t	 signals;
	pthread_t	 thread;
	int		 one;		/* of the signals */
	pthread_mutex_t	 mutex;		/* of what follows */
	bool		 late;
	bool		 over;
};

static const struct {
	int		 number;
	const char	*name;
} known[] = {
	{ SIGHUP, "SIGHUP" },
	{ SIGINT, "SIGINT" },
	{ SIGTERM, "SIGTERM" }
};

#define KNOWN	(sizeof(known) / sizeof(known[0]))

/* The others may write on meanwhile; what they then miss is no news. */
static void
clean_up(const struct interrupt *in)
{
	int	 fd, tries = 0;

	fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (fd != -1)
		(void)dup2(fd, STDERR_FILENO);
	while (file_remove_tree(in->archive_fd, in->staging) == -1 &&
	    ++tries < TRIES)
		(void)usleep(1000);
}

static void
stopped(const struct interrupt *in, int number)
{
	size_t	 i;

	for (i = 0; i < KNOWN; i++)
		if (known[i].number == number)
			util_warn("stopped by %s, nothing is published",
			    known[i].name);
	clean_up(in);
	_exit(128 + number);
}

static void *
wait_main(void *arg)
{
	struct interrupt	*in = arg;
	int			 number;
	bool			 over = false;

	while (!over) {
		if (sigwait(&in->signals, &number) != 0)
			continue;
		(void)pthread_mutex_lock(&in->mutex);
		if (!in->late)
			stopped(in, number);
		over = in->over;
		(void)pthread_mutex_unlock(&in->mutex);
	}
	return NULL;
}

struct interrupt *
interrupt_new(int archive_fd, const char *staging)
{
	struct interrupt	*in = xcalloc(1, sizeof(*in));
	struct sigaction	 is;
	sigset_t		 before;
	size_t			 i;

	in->archive_fd = archive_fd;
	in->staging = staging;
	(void)sigemptyset(&in->signals);
	for (i = 0; i < KNOWN; i++)
		if (sigaction(known[i].number, NULL, &is) == 0 &&
		    is.sa_handler != SIG_IGN) {
			in->one = known[i].number;
			(void)sigaddset(&in->signals, in->one);
		}
	(void)pthread_mutex_init(&in->mutex, NULL);
	(void)pthread_sigmask(SIG_BLOCK, &in->signals, &before);
	if (in->one != 0 &&
	    pthread_create(&in->thread, NULL, wait_main, in) == 0)
		return in;
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	(void)pthread_mutex_destroy(&in->mutex);
	free(in);
	return NULL;
}

void
interrupt_late(struct interrupt *in)
{
	if (in == NULL)
		return;
	(void)pthread_mutex_lock(&in->mutex);
	in->late = true;
	(void)pthread_mutex_unlock(&in->mutex);
}

void
interrupt_free(struct interrupt *in)
{
	if (in == NULL)
		return;
	(void)pthread_mutex_lock(&in->mutex);
	in->late = in->over = true;
	(void)pthread_mutex_unlock(&in->mutex);
	/* Wake it.  To cancel a thread takes memory in the GNU C library. */
	(void)pthread_kill(in->thread, in->one);
	(void)pthread_join(in->thread, NULL);
	(void)pthread_mutex_destroy(&in->mutex);
	free(in);
}
