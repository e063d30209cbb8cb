/* listing, pack rows, and what text says of names. */

#include "harness.h"

#include "listing.h"
#include "pack.h"
#include "text.h"

static struct token
token_with(const char *name, enum stamp_kind kind, int64_t at)
{
	struct token	 t = { .name = slice_of(name) };

	t.expiration.kind = t.last_used.kind = kind;
	t.expiration.at = t.last_used.at = at;
	return t;
}

static void
each_column_both_ways(void **state)
{
	const struct listing	*l;
	int			 column, down;

	(void)state;
	for (column = 0; column < LISTING_COLUMNS; column++)
		for (down = 0; down <= 1; down++) {
			l = listing(listing_by((enum listing_column)column,
			    down));
			assert_int_equal(l->column, column);
			assert_int_equal(l->descending, down);
			assert_true(l->heading[0] != '\0');
		}
}

static void
keys_sort(void **state)
{
	struct token	 early = token_with("a", STAMP_AT, -50);
	struct token	 late = token_with("b", STAMP_AT, 50);
	struct token	 never = token_with("", STAMP_NONE, 0);
	struct token	 odd = token_with("\xff", STAMP_UNREADABLE, 0);

	(void)state;
	assert_true(listing_key(LISTING_EXPIRATION_UP, &early, 9) <
	    listing_key(LISTING_EXPIRATION_UP, &late, 1));
	assert_true(listing_key(LISTING_EXPIRATION_UP, &late, 1) <
	    listing_key(LISTING_EXPIRATION_UP, &never, 1));
	assert_true(listing_key(LISTING_LAST_USED_UP, &late, 1) <
	    listing_key(LISTING_LAST_USED_UP, &odd, 1));
	assert_true(listing_key(LISTING_LAST_USED_DOWN, &late, 1) <
	    listing_key(LISTING_LAST_USED_DOWN, &early, 1));
	assert_true(listing_key(LISTING_LAST_USED_DOWN, &early, 1) <
	    listing_key(LISTING_LAST_USED_DOWN, &never, 1));
	assert_true(listing_key(LISTING_TOKEN_UP, &never, 1) <
	    listing_key(LISTING_TOKEN_UP, &early, 1));
	assert_true(listing_key(LISTING_TOKEN_UP, &late, 1) <
	    listing_key(LISTING_TOKEN_UP, &odd, 1));
	assert_true(listing_key(LISTING_USER_DOWN, &late, 2) <
	    listing_key(LISTING_USER_DOWN, &late, 1));
}

static void
filters_hold(void **state)
{
	struct token	 t = token_with("a", STAMP_NONE, 0);
	struct totals	 n = { .tokens = 9, .state = { 1, 2, 3 },
			    .not_used = 4, .never_expires = 5, .users = 6 };

	(void)state;
	t.state = TOKEN_REVOKED;
	assert_false(listing_holds(LISTING_ACTIVE, &t));
	assert_true(listing_holds(LISTING_REVOKED, &t));
	assert_false(listing_holds(LISTING_EXPIRED, &t));
	assert_true(listing_holds(LISTING_NOT_USED, &t));
	assert_true(listing_holds(LISTING_NEVER, &t));
	t = token_with("a", STAMP_AT, 1);
	assert_false(listing_holds(LISTING_NOT_USED, &t));
	assert_false(listing_holds(LISTING_NEVER, &t));
	assert_int_equal(listing_total(LISTING_ALL, &n), 9);
	assert_int_equal(listing_total(LISTING_REVOKED, &n), 2);
	assert_int_equal(listing_total(LISTING_NEVER, &n), 5);
	assert_int_equal(listing_total(LISTING_USERS, &n), 6);
}

static void
rows_come_back(void **state)
{
	struct sorter	*s = sorter_new(AT_FDCWD, 1000, false, pack_row_stem);
	struct pack_row	 row, got;
	const void	*rec;
	uint64_t	 major;

	(void)state;
	memset(&row, 0, sizeof(row));
	row.token = token_with("night", STAMP_UNREADABLE, 0);
	row.token.expiration.raw = SLICE("soon");
	row.user.shown = SLICE("svc");
	row.user.slug = SLICE("svc-1");
	row.user.initials = SLICE("SV");
	row.user.orphan = true;
	row.place = 2;
	row.stem = SLICE("team-2");
	row.group = SLICE("Data");
	assert_int_equal(pack_row(s, 0, &row), 0);
	row.place = 1;
	row.stem = SLICE("team-1");
	assert_int_equal(pack_row(s, 0, &row), 0);
	assert_int_equal(sorter_done(s), 0);
	assert_int_equal(sorter_next(s, &major, &rec), 1);
	pack_row_read(rec, &got);
	assert_int_equal(got.place, 1);
	assert_int_equal(sorter_next(s, &major, &rec), 1);
	pack_row_read(rec, &got);
	assert_int_equal(slice_cmp(got.stem, SLICE("team-2")), 0);
	assert_int_equal(slice_cmp(got.group, SLICE("Data")), 0);
	assert_int_equal(slice_cmp(got.token.name, SLICE("night")), 0);
	assert_int_equal(slice_cmp(got.token.expiration.raw, SLICE("soon")),
	    0);
	assert_int_equal(slice_cmp(got.user.shown, SLICE("svc")), 0);
	assert_null(got.user.second.ptr);
	assert_int_equal(slice_cmp(got.user.slug, SLICE("svc-1")), 0);
	assert_true(got.user.orphan);
	assert_ptr_equal(got.token.user, &got.user);
	sorter_free(s);
}

static void
names_that_deceive(void **state)
{
	(void)state;
	assert_false(text_is_mixed(SLICE("payroll")));
	assert_true(text_is_mixed(SLICE("p\xd0\xb0yroll")));
	assert_true(text_is_mixed(SLICE("\xce\x91lpha")));
	assert_false(text_is_mixed(SLICE("\xd0\xb0\xd0\xb1 latin")));
	assert_false(text_is_mixed(SLICE("caf\xc3\xa9")));
	assert_false(text_is_mixed(SLICE("\xe6\x97\xa5\xe6\x9c\xac" "x")));
	assert_false(text_is_mixed(SLICE("a \xff\xfe b")));
	assert_int_equal(text_initial(SLICE(" \xc2\xa0zeta")), 'Z');
	assert_int_equal(text_initial(SLICE("\xc3\x84pfel")), '#');
	assert_int_equal(text_initial(SLICE("7up")), '#');
	assert_int_equal(text_initial(SLICE("")), '#');
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(each_column_both_ways),
		HARNESS_TEST(keys_sort),
		HARNESS_TEST(filters_hold),
		HARNESS_TEST(rows_come_back),
		HARNESS_TEST(names_that_deceive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
