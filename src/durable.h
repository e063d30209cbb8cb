#ifndef DURABLE_H
#define DURABLE_H

/*
 * From the memory of the kernel to the disk.  Errors are final: nothing is
 * tried again, because a second fsync may hide what the first one lost
 * (fsync(2), "Errors").
 */

#include "folders.h"
#include "spool.h"

struct durable;

/*
 * Let the file system that the folder is on begin to write, in a thread of its
 * own beside what else there is to do.  NULL when that cannot be: then all is
 * written at the end.
 */
struct durable *durable_begin(int dirfd);

/* Wait for it and free it.  Returns 0, or -1 with errno set when something
 * was lost.  NULL is allowed. */
int	 durable_wait(struct durable *);

/*
 * fsync every file of the list, several at a time, then every folder, deepest
 * first.  subject is for messages.  Returns 0, or -1 with the reason printed.
 */
int	 durable_files(struct spool *, const struct folders *,
	    const char *subject);

#endif
