#ifndef RADIX_H
#define RADIX_H

/*
 * Sorting in memory by a number first: byte by byte, which takes the same time
 * for each item however many there are, then by a comparison where numbers are
 * the same.
 */

#include <stddef.h>
#include <stdint.h>

#define RADIX_AHEAD	8	/* items are asked for so early */

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
 * one that will soon be looked at come nearer while something else is done.
 */
static inline void
radix_expect(const struct radix_entry *e)
{
	__builtin_prefetch(e->item);
	__builtin_prefetch((const char *)e->item + 64);
}

#endif
