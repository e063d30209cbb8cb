#ifndef RADIX_H
#define RADIX_H

/*
 * Sorting in memory by a number first: byte by byte, which takes the same time
 * for each item however many there are, then by a comparison where numbers are
 * the same.
 */

#include <stddef.h>
#include <stdint.h>

struct radix_entry {
	uint64_t	 key;
	void		*item;
};

/*
 * Sort n entries by their keys, and those of the same key by what cmp says of
 * their items; it never says that two are equal.  Takes as much memory again
 * meanwhile.
 */
void	 radix_sort(struct radix_entry *, size_t n,
	    int (*cmp)(const void *, const void *));

#endif
