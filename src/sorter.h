#ifndef SORTER_H
#define SORTER_H

/*
 * Records of any length sorted with a fixed amount of memory: what does not
 * fit is sorted in runs, the runs go to a temp file without a name, and are
 * merged when they are read.  The order must be total: no two records equal.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sorter;

/* Less than, equal to or greater than 0, for records of the same major. */
typedef int sorter_cmp(const void *, const void *);

/*
 * A sorter that holds about this many bytes and makes its temp file, when it
 * needs one, in the folder dirfd.  beside: full buffers are sorted and written
 * in a thread of its own while the next one is filled.  Free it with
 * sorter_free.
 */
struct sorter *sorter_new(int dirfd, size_t memory, bool beside,
	    sorter_cmp *);

/*
 * A sorter that brings records of another one, the leader, into an order of
 * its own without a copy of them in memory.  The leader is not beside.  Free
 * this one first.
 */
struct sorter *sorter_follow(struct sorter *leader, sorter_cmp *);

/*
 * Room for a record of len bytes, aligned for any type, to be filled before
 * the next call.  Records are ordered by major first, then by the comparison.
 * NULL with the reason printed when an earlier one could not be written.
 */
void	*sorter_add(struct sorter *, uint64_t major, size_t len);

/* Give the record that the leader was given last to one that follows it, once
 * it is filled; at most once. */
void	 sorter_also(struct sorter *, uint64_t major);

/* No more will come.  The last buffer is sorted beside too, until the first
 * record is asked for.  Returns 0, or -1 with the reason printed. */
int	 sorter_done(struct sorter *);

/*
 * The next record in order, borrowed until the next call.  Returns 1, 0 at the
 * end, or -1 with the reason printed.
 */
int	 sorter_next(struct sorter *, uint64_t *major, const void **);

/* Begin anew with the first record. */
void	 sorter_rewind(struct sorter *);

/* Free it and its temp file.  NULL is allowed. */
void	 sorter_free(struct sorter *);

#endif
