#ifndef PROGRESS_H
#define PROGRESS_H

/*
 * A bar on standard error while files are read: on a terminal only, not on a
 * dumb one, and only when it takes longer than a moment.  All functions take
 * NULL, which shows nothing; counting may be done by any thread.
 */

#include <stdint.h>

struct progress;

/* Show progress over files; NULL when there is nobody to see it. */
struct progress *progress_begin(const char *subject, int64_t files);

/* Some more is done. */
void	 progress_files(struct progress *, int64_t n);
void	 progress_bytes(struct progress *, int64_t n);

/* Wipe the line and free it.  Nothing else may be printed before. */
void	 progress_end(struct progress *);

/* Append the line for so much done: "name [####....] 45% 12 of 26 files, 1.2
 * GiB", in at most columns columns. */
struct buf;
void	 progress_line(struct buf *, const char *subject, const int64_t
	    counts[3], int columns);

#endif
