#ifndef FILE_H
#define FILE_H

/*
 * Files with every result checked.  Functions that take a name for messages
 * print the fault themselves and return -1.
 */

#include <sys/types.h>

#include <stdbool.h>

#include "buf.h"

/*
 * Open dirfd/path for reading if, and only if, it is a regular file: no link
 * at the end, never blocked by a FIFO.  Returns the descriptor, or -1 with
 * the reason printed for name.
 */
int	 file_open(int dirfd, const char *path, const char *name);

/*
 * Open dirfd/path for reading without leaving dirfd and without following a
 * link anywhere on the way (openat2(2); where the kernel has none, one
 * component after the other).  Never blocks.  What it is must be looked at
 * with fstat(2).  Returns the descriptor, or -1 with errno and nothing
 * printed; ELOOP: a link is in the way.
 */
int	 file_beneath(int dirfd, const char *path);

/*
 * Append all of the regular file dirfd/path to out.  Returns 0, or -1 with
 * the reason printed for name; one longer than max bytes is refused.
 */
int	 file_read(int dirfd, const char *path, const char *name, size_t max,
	    struct buf *out);

/* Write len bytes; EINTR and short writes are retried.  Returns 0, or -1 with
 * errno set and nothing printed. */
int	 file_write(int fd, const void *, size_t len);

/* The mode of a folder that holds files of this one: who may read them may
 * enter it. */
mode_t	 file_folder_mode(mode_t);

/* read(2) until len bytes are there or the file ends; EINTR is retried.
 * Returns the bytes read, or -1 with errno set and nothing printed. */
ssize_t	 file_fill(int fd, void *, size_t len);

struct file_list {
	char		**names;	/* sorted by strcmp; without . and .. */
	size_t		 n;
};

/* The entries of a directory.  Returns 0, or -1 with errno set and nothing
 * printed.  End it with file_list_free. */
int	 file_list(int dirfd, const char *path, struct file_list *);

/* Free the names. */
void	 file_list_free(struct file_list *);

/*
 * Remove dirfd/name and everything below it, without following links,
 * opening directories for writing on the way.  Returns 0, or -1 with the
 * reason printed; what is not there is no fault.
 */
int	 file_remove_tree(int dirfd, const char *name);

/* rename(2) that fails with EEXIST rather than replace; where the file system
 * has no such call, a plain rename after a look that nothing is there. */
int	 file_rename_new(int dirfd, const char *from, const char *to);

/*
 * Whether path lies in the folder dirfd or anywhere below it, whatever names
 * and links lead there.  Returns 1 or 0, or -1 with errno set and nothing
 * printed.
 */
int	 file_is_below(int dirfd, const char *path);

/* Where this program is installed or built: append "<dir>/<rel>" for the
 * first of ../rel and ../share/tokensnap/rel, seen from the directory of the
 * running binary, that exists.  Returns 0, or -1 when neither does. */
int	 file_shipped(const char *rel, struct buf *out);

#endif
