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
 * The file system that the folder is on is to write beside whatever else there
 * is to do, in a thread of its own; where that cannot be, all is written at
 * the end.  Free it with durable_wait.  The calls may come from any thread,
 * and NULL stands for nothing to do.
 */
struct durable *durable_new(int dirfd);

/* So many bytes more were written: after every 64 MiB it begins. */
void	 durable_wrote(struct durable *, size_t len);

/* Begin now with what was written. */
void	 durable_begin(struct durable *);

/* Wait for it and free it.  Returns 0, or -1 with errno set when something
 * was lost. */
int	 durable_wait(struct durable *);

/*
 * fsync every file of the list, several at a time, then every folder, deepest
 * first.  subject is for messages.  Returns 0, or -1 with the reason printed.
 */
int	 durable_files(struct spool *, const struct folders *,
	    const char *subject);

#endif
