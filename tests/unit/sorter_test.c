/* sorter, pack and owners: order, runs in a file, every byte kept. */

#include "harness.h"

#include "owners.h"
#include "pack.h"

static int
number_cmp(const void *a, const void *b)
{
	uint64_t	 x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Records of i % 60 + 8 bytes, all of them made from their number. */
static void
add_all(struct sorter *s, uint64_t n)
{
	uint64_t	 i, key;
	char		*p;

	for (i = 0; i < n; i++) {
		key = harness_scramble(i);
		p = sorter_add(s, key % 7, 8 + i % 60);
		assert_non_null(p);
		memcpy(p, &key, 8);
		memset(p + 8, (int)(key & 255), i % 60);
	}
	assert_int_equal(sorter_done(s), 0);
}

static void
is_sorted(struct sorter *s, uint64_t n)
{
	const void	*rec;
	const char	*p;
	uint64_t	 major, key, last_major = 0, last = 0, i;

	for (i = 0; i < n; i++) {
		assert_int_equal(sorter_next(s, &major, &rec), 1);
		p = rec;
		memcpy(&key, p, 8);
		assert_true(key % 7 == major);
		assert_true(i == 0 || major > last_major ||
		    (major == last_major && key > last));
		last_major = major;
		last = key;
	}
	assert_int_equal(sorter_next(s, &major, &rec), 0);
	assert_int_equal(sorter_next(s, &major, &rec), 0);
}

static void
sorts(void **state)
{
	static const struct {
		uint64_t	 n;
		size_t		 memory;
		bool		 beside;
	} cases[] = { { 0, 1000, false }, { 1, 1000, false },
	    { 1000, 1 << 20, false }, { 1000, 1000, false },
	    { 5000, 1, false }, { 20000, 100000, true }, { 3000, 500, true } };
	struct sorter	*s;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		s = sorter_new(AT_FDCWD, cases[i].memory, cases[i].beside,
		    number_cmp);
		add_all(s, cases[i].n);
		is_sorted(s, cases[i].n);
		sorter_rewind(s);
		is_sorted(s, cases[i].n);
		sorter_free(s);
	}
}

static int
number_down(const void *a, const void *b)
{
	return number_cmp(b, a);
}

/* What is given to one that follows: every third record, by key % 5, down. */
static void
is_third_down(struct sorter *s, uint64_t n)
{
	const void	*rec;
	uint64_t	 major, key, last_major = 0, last = 0, i;

	for (i = 0; i < n; i += 3) {
		assert_int_equal(sorter_next(s, &major, &rec), 1);
		memcpy(&key, rec, 8);
		assert_true(key % 5 == major);
		assert_true(i == 0 || major > last_major ||
		    (major == last_major && key < last));
		last_major = major;
		last = key;
	}
	assert_int_equal(sorter_next(s, &major, &rec), 0);
}

/* Three orders of the same records, in memory and in runs; the last of them is
 * given none. */
static void
follows(void **state)
{
	static const size_t	 memories[] = { 1 << 20, 1000, 1 };
	struct sorter		*s[3];
	const void		*rec;
	uint64_t		 major, key, i;
	size_t			 m;
	char			*p;

	(void)state;
	for (m = 0; m < 3; m++) {
		s[0] = sorter_new(AT_FDCWD, memories[m], false, number_cmp);
		s[1] = sorter_follow(s[0], number_down);
		s[2] = sorter_follow(s[0], number_cmp);
		for (i = 0; i < 1000; i++) {
			key = harness_scramble(i);
			p = sorter_add(s[0], key % 7, 8 + i % 60);
			assert_non_null(p);
			memcpy(p, &key, 8);
			if (i % 3 == 0)
				sorter_also(s[1], key % 5);
		}
		for (i = 0; i < 3; i++)
			assert_int_equal(sorter_done(s[i]), 0);
		is_sorted(s[0], 1000);
		is_third_down(s[1], 1000);
		sorter_rewind(s[1]);
		is_third_down(s[1], 1000);
		assert_int_equal(sorter_next(s[2], &major, &rec), 0);
		for (i = 3; i-- > 0; )
			sorter_free(s[i]);
	}
}

/* One record is larger than all the memory that was asked for. */
static void
large_records(void **state)
{
	struct sorter	*s = sorter_new(AT_FDCWD, 1000, true, number_cmp);
	const void	*rec;
	uint64_t	 major, i, key;
	char		*p;

	(void)state;
	for (i = 0; i < 6; i++) {
		key = 9 - i;
		p = sorter_add(s, 1, i % 2 == 0 ? 300000 : 8);
		assert_non_null(p);
		memcpy(p, &key, 8);
		if (i % 2 == 0)
			memset(p + 8, 'x', 300000 - 8);
	}
	assert_int_equal(sorter_done(s), 0);
	for (i = 4; i <= 9; i++) {
		assert_int_equal(sorter_next(s, &major, &rec), 1);
		assert_int_equal(*(const uint64_t *)rec, i);
		if (i % 2 == 1)
			assert_int_equal(((const char *)rec)[299999], 'x');
	}
	sorter_free(s);
}

static void
folder_is_gone(void **state)
{
	struct sorter	*s = sorter_new(-1, 1, false, number_cmp);
	int		 old = harness_catch();

	(void)state;
	assert_non_null(sorter_add(s, 1, 8));
	assert_null(sorter_add(s, 1, 8));
	harness_caught(old, "tokensnap: temp file of the sort: Bad file "
	    "descriptor\n");
	sorter_free(s);
}

static void
tokens_come_back(void **state)
{
	struct sorter	*s = sorter_new(AT_FDCWD, 1000, false, pack_cmp);
	struct token	 t = { .id = -3, .owner = 9, .has_owner = true,
			    .name = SLICE("na\0me"), .active = true,
			    .scim = ANSWER_YES, .state = TOKEN_EXPIRED };
	struct token	 got;
	const void	*rec;
	uint64_t	 place;

	(void)state;
	t.created = (struct stamp){ STAMP_AT, -5, { NULL, 0 } };
	t.expiration = (struct stamp){ STAMP_UNREADABLE, 0, SLICE("soon") };
	t.last_used.kind = STAMP_NONE;
	t.revoked = (struct stamp){ STAMP_UNREADABLE, 0, SLICE("") };
	assert_int_equal(pack_token(s, 4, &t), 0);
	assert_int_equal(sorter_done(s), 0);
	assert_int_equal(sorter_next(s, &place, &rec), 1);
	pack_read(rec, &got);
	assert_int_equal(place, 4);
	assert_int_equal(got.id, -3);
	assert_int_equal(got.owner, 9);
	assert_int_equal(slice_cmp(got.name, t.name), 0);
	assert_null(got.description.ptr);
	assert_int_equal(got.created.at, -5);
	assert_int_equal(slice_cmp(got.expiration.raw, SLICE("soon")), 0);
	assert_int_equal(got.last_used.kind, STAMP_NONE);
	assert_int_equal(got.revoked.kind, STAMP_UNREADABLE);
	assert_non_null(got.revoked.raw.ptr);
	assert_true(got.active);
	assert_int_equal(got.scim, ANSWER_YES);
	assert_int_equal(got.state, TOKEN_EXPIRED);
	sorter_free(s);
}

static void
owners_found(void **state)
{
	static const int64_t	 ids[] = { 40, INT64_MIN, 7, INT64_MAX, 8, 9 };
	struct owners		 o;
	struct token		 t = { .state = TOKEN_REVOKED };
	size_t			 i;

	(void)state;
	owners_init(&o);
	assert_null(owners_find(&o, 1));
	for (i = 0; i < 6; i++)
		owners_add(&o, ids[i], "#BBMMZ"[i]);
	owners_sort(&o);
	for (i = 0; i < 6; i++)
		assert_int_equal(owners_find(&o, ids[i])->place, i);
	assert_null(owners_find(&o, 10));
	assert_null(owners_find(&o, INT64_MIN + 1));
	owners_count(owners_find(&o, 8), &t);
	owners_count(owners_find(&o, INT64_MAX), &t);
	owners_count(owners_find(&o, INT64_MAX), &t);
	assert_int_equal(owners_close(&o), 4);
	/* M: the users at 3 (two tokens) and 4 (one); no other has any. */
	assert_int_equal(o.users[owners_letter('M')], 3);
	assert_int_equal(o.tokens[owners_letter('M')], 0);
	assert_int_equal(o.users[owners_letter('B')], 1);
	assert_int_equal(o.tokens[owners_letter('B')], -1);
	assert_int_equal(o.users[owners_letter('Z')], 5);
	assert_int_equal(o.tokens[owners_letter('Z')], -1);
	assert_int_equal(o.users[owners_letter('#')], 0);
	assert_int_equal(o.users[owners_letter('C')], -1);
	assert_int_equal(owners_totals(owners_find(&o, 8)).
	    state[TOKEN_REVOKED], 1);
	owners_free(&o);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(sorts),
		HARNESS_TEST(follows),
		HARNESS_TEST(large_records),
		HARNESS_TEST(folder_is_gone),
		HARNESS_TEST(tokens_come_back),
		HARNESS_TEST(owners_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
