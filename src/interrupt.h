#ifndef INTERRUPT_H
#define INTERRUPT_H

/*
 * SIGHUP, SIGINT and SIGTERM end a build at once and cleanly: a thread waits
 * for them, says so, removes the staging folder and exits with 128 and the
 * number of the signal.  One that is ignored (nohup) stays so.  What SIGKILL
 * leaves is swept by the next run.
 */

struct interrupt;

/*
 * Wait for a signal from now on, in a thread of its own; the signals are
 * blocked in the calling thread and in all that it starts from here on.
 * staging is a folder of archive_fd; both are used until it is too late.  Where
 * no thread can be had signals do what they did before.  Free it with
 * interrupt_free.
 */
struct interrupt *interrupt_new(int archive_fd, const char *staging);

/* From here on it is too late: signals are disregarded until the program ends,
 * because a snapshot is being published.  NULL is allowed. */
void	 interrupt_late(struct interrupt *);

/* It is too late, and nobody waits any more.  NULL is allowed. */
void	 interrupt_free(struct interrupt *);

#endif
