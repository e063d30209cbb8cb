#include "radix.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "util.h"

/* Bring entries into the order of one byte of their keys; those that have the
 * same there stay in the order that they had. */
static void
by_byte(const struct radix_entry *from, struct radix_entry *to, size_t n,
    unsigned shift)
{
	size_t	 at[256] = { 0 }, i, next, count;

	for (i = 0; i < n; i++)
		at[from[i].key >> shift & 0xff]++;
	for (i = next = 0; i < 256; i++) {
		count = at[i];
		at[i] = next;
		next += count;
	}
	for (i = 0; i < n; i++)
		to[at[from[i].key >> shift & 0xff]++] = from[i];
}

/* The last byte first, and none that is the same in all keys. */
static void
by_key(struct radix_entry *entries, size_t n)
{
	struct radix_entry	*other;
	uint64_t		 differ = 0;
	size_t			 i;
	unsigned		 shift;
	bool			 moved = false;

	for (i = 1; i < n; i++)
		differ |= entries[i].key ^ entries[0].key;
	if (differ == 0)
		return;
	other = xreallocarray(NULL, n, sizeof(*other));
	for (shift = 0; shift < 64; shift += 8) {
		if ((differ >> shift & 0xff) == 0)
			continue;
		by_byte(moved ? other : entries, moved ? entries : other, n,
		    shift);
		moved = !moved;
	}
	if (moved)
		memcpy(entries, other, n * sizeof(*entries));
	free(other);
}

struct by {
	int	(*cmp)(const void *, const void *);
};

static int
item_cmp(const void *a, const void *b, void *arg)
{
	const struct radix_entry	*x = a, *y = b;
	const struct by			*by = arg;

	return by->cmp(x->item, y->item);
}

void
radix_sort(struct radix_entry *entries, size_t n,
    int (*cmp)(const void *, const void *))
{
	struct by	 by = { cmp };
	size_t		 i, same;

	if (n < 2)
		return;
	by_key(entries, n);
	for (i = 0; i < n; i += same) {
		same = 1;
		while (i + same < n && entries[i + same].key == entries[i].key)
			radix_expect(entries, n, i + same++);
		if (same > 1)
			qsort_r(entries + i, same, sizeof(*entries), item_cmp,
			    &by);
	}
}
