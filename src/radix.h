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

/*
 * Entries in order have items here and there in memory.  The first 128 bytes of
 * that of the i-th, if there is one, come nearer while something else is done.
 */
static inline void
radix_expect(const struct radix_entry *entries, size_t n, size_t i)
{
	if (i >= n)
		return;
	__builtin_prefetch(entries[i].item);
	__builtin_prefetch((const char *)entries[i].item + 64);
}

#endif
