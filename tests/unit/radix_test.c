/* radix: the order of qsort(3), whichever bytes of the keys differ. */

#include "harness.h"

#include "radix.h"
#include "util.h"

/* Items are numbers of their own; the larger one comes first. */
static int
number_down(const void *a, const void *b)
{
	const uint64_t	*x = a, *y = b;

	return (x[0] < y[0]) - (x[0] > y[0]);
}

static int
entry_cmp(const void *a, const void *b)
{
	const struct radix_entry	*x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return number_down(x->item, y->item);
}

/* Keys that differ in the bits of mask alone. */
static void
sorts(size_t n, uint64_t mask)
{
	struct radix_entry	*is, *wanted;
	uint64_t		*items;
	size_t			 i;

	is = xcalloc(n + 1, sizeof(*is));
	wanted = xcalloc(n + 1, sizeof(*wanted));
	items = xcalloc(n + 1, sizeof(*items));
	for (i = 0; i < n; i++) {
		items[i] = harness_scramble(i + n);
		is[i].key = (harness_scramble(i) & mask) |
		    (0x5a5a5a5a5a5a5a5aULL & ~mask);
		is[i].item = &items[i];
	}
	memcpy(wanted, is, n * sizeof(*is));
	qsort(wanted, n, sizeof(*wanted), entry_cmp);
	radix_sort(is, n, number_down);
	assert_memory_equal(is, wanted, (n + 1) * sizeof(*is));
	free(items);
	free(wanted);
	free(is);
}

static void
every_byte(void **state)
{
	unsigned	 shift;

	(void)state;
	for (shift = 0; shift < 64; shift += 8) {
		sorts(1000, 0xffULL << shift);
		sorts(1000, 3ULL << shift);
	}
	sorts(5000, UINT64_MAX);
	sorts(5000, 0xff000000000000ffULL);
	sorts(5000, 0x1fff);
}

static void
few_and_the_same(void **state)
{
	size_t	 n;

	(void)state;
	for (n = 0; n < 5; n++) {
		sorts(n, UINT64_MAX);
		sorts(n, 1);
	}
	sorts(3000, 0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(every_byte),
		cmocka_unit_test(few_and_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
