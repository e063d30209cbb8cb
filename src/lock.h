#ifndef LOCK_H
#define LOCK_H

/*
 * The archive folder and its lock.  The lock is one of the open file
 * description (F_OFD_SETLK): the kernel drops it when the run dies.
 */

#include <sys/types.h>

#include <stdbool.h>

/*
 * Open the archive folder, made when it is missing: its owner may write there,
 * and who may read files of this mode may enter it.  Refuses a link, a file,
 * (unless insecure) one that group or others may write, a snapshot, and one
 * whose index.html is not that of an archive.
 * Returns a descriptor, or -1 with the reason printed.
 */
int	 lock_archive(const char *archive, bool insecure, mode_t);

enum lock_result {
	LOCK_HELD,	/* ours now; *fd is to be closed */
	LOCK_BUSY,	/* another run has it; printed */
	LOCK_FAILED	/* printed */
};

/* Take the lock without waiting and write our process number into it. */
enum lock_result lock_take(int archive_fd, const char *archive, int *fd);

#endif
