#ifndef THREAD_H
#define THREAD_H

/* Threads, and the processors they run on. */

#include <pthread.h>

#define THREAD_MOST	64	/* for one run */

/* How many processors this process may use, THREAD_MOST at the most. */
int	 thread_processors(void);

/*
 * Start a thread as pthread_create does, and return what that returns; but
 * where the process may use several processors it begins on another one than
 * the caller's.  After that it may run on any of them.  The kernel of a virtual
 * machine may take a processor that is idle for one that its host has put
 * aside; then a new thread waits behind its maker for some milliseconds, which
 * is as long as a small build takes.
 */
int	 thread_start(pthread_t *, void *(*)(void *), void *);

#endif
