/*
 * Hangul follows from arithmetic (Unicode Standard, 3.12); everything else
 * from tables.
 */

#include "nfd.h"

#include "nfd_table.h"
#include "text.h"
#include "util.h"

#define HANGUL		0xac00u		/* the first syllable */
#define HANGUL_END	0xd7a4u
#define LEAD		0x1100u
#define VOWEL		0x1161u
#define TAIL		0x11a7u

static size_t
pair_of(uint32_t cp)
{
	size_t	 low = 0, high = nfd_npairs, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (nfd_pairs[mid].whole == cp)
			return mid;
		if (cp < nfd_pairs[mid].whole)
			high = mid;
		else
			low = mid + 1;
	}
	return nfd_npairs;
}

/* The combining class: 0 for what is no mark. */
static uint32_t
order_of(uint32_t cp)
{
	size_t	 low = 0, high = nfd_nmarks, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (cp < nfd_marks[mid].first)
			high = mid;
		else if (cp > nfd_marks[mid].last)
			low = mid + 1;
		else
			return nfd_marks[mid].order;
	}
	return 0;
}

static void
put(struct nfd *n, uint32_t cp)
{
	if (n->n == n->cap) {
		n->cap = n->cap > 0 ? 2 * n->cap : 64;
		n->cps = xreallocarray(n->cps, n->cap, sizeof(*n->cps));
	}
	n->cps[n->n++] = cp;
}

static void
decompose(struct nfd *n, uint32_t cp)
{
	size_t	 i;

	if (cp >= HANGUL && cp < HANGUL_END) {
		cp -= HANGUL;
		put(n, LEAD + cp / 588);
		put(n, VOWEL + cp % 588 / 28);
		if (cp % 28 > 0)
			put(n, TAIL + cp % 28);
	} else if (cp >= 0xc0 && (i = pair_of(cp)) < nfd_npairs) {
		/* At most three deep: a pair's second part is whole. */
		decompose(n, nfd_pairs[i].first);
		if (nfd_pairs[i].second != 0)
			put(n, nfd_pairs[i].second);
	} else {
		put(n, cp);
	}
}

/* Marks on one letter in the order of their classes. */
static void
reorder(struct nfd *n)
{
	uint32_t	 cp, order;
	size_t		 i, k;

	for (i = 1; i < n->n; i++) {
		cp = n->cps[i];
		if (cp < 0x300 || (order = order_of(cp)) == 0)
			continue;
		for (k = i; k > 0 && order_of(n->cps[k - 1]) > order; k--)
			n->cps[k] = n->cps[k - 1];
		n->cps[k] = cp;
	}
}

void
nfd_text(struct nfd *n, struct slice s, struct buf *out)
{
	uint32_t	 cp;
	size_t		 at, i;
	bool		 valid;

	n->n = 0;
	for (at = 0; at < s.len; ) {
		if ((unsigned char)s.ptr[at] < 0x80) {
			put(n, (unsigned char)s.ptr[at++]);
			continue;
		}
		at += text_decode(s.ptr + at, s.len - at, &cp, &valid);
		decompose(n, cp);
	}
	reorder(n);
	for (i = 0; i < n->n; i++)
		text_encode(out, n->cps[i]);
}
