/* census, balance, versions, section: what the provenance is made of. */

#include "harness.h"

#include "balance.h"
#include "census.h"
#include "section.h"
#include "versions.h"

static void
keys(struct census *c, const int64_t *ids, size_t n)
{
	struct token	 t = { .created.kind = STAMP_NONE };
	size_t		 i;

	census_init(c);
	for (i = 0; i < n; i++) {
		t.id = ids[i];
		census_token(c, &t);
	}
}

static void
check_keys(const int64_t *ids, size_t n, uint64_t gaps, uint64_t missing,
    const char *sum)
{
	struct census	*c = malloc(sizeof(*c));
	struct buf	 b = BUF_INIT;

	assert_non_null(c);
	keys(c, ids, n);
	assert_int_equal(c->tokens.n, n);
	assert_true(c->tokens.gaps == gaps);
	assert_true(census_missing(&c->tokens) == missing);
	census_sum(&b, &c->tokens);
	assert_string_equal(b.ptr, sum);
	if (n > 0) {
		assert_true(c->tokens.least == ids[0]);
		assert_true(c->tokens.most == ids[n - 1]);
	}
	buf_free(&b);
	census_free(c);
	free(c);
}

#define CHECK(gaps, missing, sum, ...)					\
	check_keys((const int64_t[]){ __VA_ARGS__ },			\
	    sizeof((const int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t),	\
	    gaps, missing, sum)

static void
gaps_and_sums(void **state)
{
	(void)state;
	check_keys(NULL, 0, 0, 0, "0");
	CHECK(0, 0, "7", 7);
	CHECK(0, 0, "6", 1, 2, 3);
	CHECK(1, 1, "4", 1, 3);
	CHECK(2, 10, "15", 0, 3, 12);
	CHECK(0, 0, "-3", -2, -1, 0);
	CHECK(1, 3, "-4", -4, 0);
	CHECK(0, 0, "8589934591", 4294967295, 4294967296);
	CHECK(1, UINT64_MAX - 1, "-1", INT64_MIN, INT64_MAX);
	CHECK(0, 0, "18446744073709551613", INT64_MAX - 1, INT64_MAX);
	CHECK(0, 0, "-18446744073709551615", INT64_MIN, INT64_MIN + 1);
}

static struct stamp
at(int64_t n)
{
	return (struct stamp){ .kind = STAMP_AT, .at = n };
}

static void
times_of_each_kind(void **state)
{
	struct census	*c = malloc(sizeof(*c));
	struct token	 t = { .id = 1 };

	(void)state;
	assert_non_null(c);
	census_init(c);
	t.created = at(50);
	t.expiration.kind = STAMP_NONE;
	t.last_used.kind = STAMP_UNREADABLE;
	t.revoked.kind = STAMP_NOT_RECORDED;
	t.scim = ANSWER_YES;
	census_token(c, &t);
	t.created = at(-5);
	t.expiration = at(70);
	t.scim = ANSWER_NO;
	census_token(c, &t);
	assert_int_equal(c->created.n, 2);
	assert_int_equal(c->created.first, -5);
	assert_int_equal(c->created.last, 50);
	assert_int_equal(c->expiration.n, 1);
	assert_int_equal(c->expiration.none, 1);
	assert_int_equal(c->expiration.first, 70);
	assert_int_equal(c->last_used.unreadable, 2);
	assert_int_equal(c->revoked.none, 2);
	assert_int_equal(c->scim, 1);
	census_free(c);
	free(c);
}

/* Roles stand in the order they come in; from the hundredth on they share a
 * line, and so nothing grows. */
static void
roles(void **state)
{
	struct census	*c = malloc(sizeof(*c));
	struct user	 u = { .active = ANSWER_NO };
	char		 name[16];
	int		 i;

	(void)state;
	assert_non_null(c);
	census_init(c);
	for (i = 0; i < 300; i++) {
		(void)snprintf(name, sizeof(name), "role %d", i % 150);
		u.role.text = slice_of(i % 150 == 7 ? NULL : i % 150 == 8 ?
		    "" : name);
		u.totals.tokens = i;
		u.totals.state[TOKEN_EXPIRED] = 1;
		u.id = i;
		census_role(c, &u);
		census_user(c, &u);
		u.has_id = i % 2 == 0;
		census_orphan(c, &u);
	}
	assert_int_equal(c->nroles, CENSUS_ROLES);
	assert_int_equal(c->roles[0].users, 2);
	assert_int_equal(c->roles[0].totals.tokens, 0 + 150);
	assert_int_equal(c->roles[1].totals.state[TOKEN_EXPIRED], 2);
	assert_null(c->roles[7].name.ptr);
	assert_non_null(c->roles[8].name.ptr);
	assert_string_equal(c->roles[99].name.ptr, "role 99");
	assert_int_equal(c->others.users, 100);
	assert_int_equal(c->users.n, 300);
	assert_int_equal(c->deactivated, 300);
	assert_int_equal(c->norphans, CENSUS_ORPHANS);
	assert_int_equal(c->references, 300);
	assert_false(c->orphans[1].has_id);
	census_free(c);
	free(c);
}

static void
balance_agrees(void **state)
{
	struct balance	 b = { .n = 0 };
	int		 old;

	(void)state;
	assert_int_equal(balance_agree(&b, "e.db"), 0);
	balance_enter(&b, "Tokens", "count(*)", 3);
	balance_enter(&b, "Tokens", "rows read", 3);
	balance_enter(&b, "Service users", "count(*)", 2);
	assert_int_equal(balance_agree(&b, "e.db"), 0);
	balance_enter(&b, "Service users", "rows on pages", 2);
	assert_int_equal(balance_agree(&b, "e.db"), 0);
	balance_enter(&b, "Service users", "rows of the CSV", 1);
	old = harness_catch();
	assert_int_equal(balance_agree(&b, "e.db"), -1);
	harness_caught(old, "tokensnap: e.db: Service users: count(*): 2, but "
	    "rows of the CSV: 1\n");
	balance_enter(&b, "Tokens", "in the tables", -9);
	balance_enter(&b, "Tokens", "on the pages", 4);
	old = harness_catch();
	assert_int_equal(balance_agree(&b, "e.db"), -1);
	harness_caught(old, "tokensnap: e.db: Service users: count(*): 2, but "
	    "rows of the CSV: 1\ntokensnap: e.db: Tokens: in the tables: -9, "
	    "but on the pages: 4\n");
}

static void
versions_of_this(void **state)
{
	struct versions	 v, again;
	int		 i;

	(void)state;
	assert_int_equal(versions_read(&v), 0);
	assert_int_equal(versions_read(&again), 0);
	assert_string_equal(v.program, again.program);
	assert_int_equal(strspn(v.program, "0123456789abcdef"), 64);
	assert_non_null(strchr(v.compiler, ' '));
	for (i = 0; i < VERSIONS_LIBRARIES; i++) {
		assert_non_null(strpbrk(v.libraries[i].loaded, "123456789"));
		assert_non_null(strpbrk(v.libraries[i].compiled,
		    "123456789"));
	}
	assert_string_equal(v.libraries[3].loaded, sqlite3_libversion());
}

static void
section_tables(void **state)
{
	static const char *const heads[] = { "A", "B", "C", NULL };
	struct sections		 s;
	struct section		*x;

	(void)state;
	sections_init(&s);
	x = sections_begin(&s, "x", "X", heads);
	assert_int_equal(x->nheads, 3);
	assert_int_equal(x->nrows, 0);
	sections_row(&s, "first")->head.code = true;
	sections_number(&s, 1234567);
	sections_time(&s, 0);
	sections_row(&s, "second");
	sections_add(&s, "%d%%", 7);
	sections_code(&s, "cafe");
	assert_int_equal(x->nrows, 2);
	assert_true(x->rows[0].head.code);
	assert_string_equal(x->rows[0].cells[0].text.ptr, "1,234,567");
	assert_string_equal(x->rows[0].cells[1].text.ptr,
	    "1970-01-01T00:00:00Z");
	assert_string_equal(x->rows[0].cells[1].column.ptr, "C");
	assert_string_equal(x->rows[1].cells[0].text.ptr, "7%");
	assert_string_equal(x->rows[1].cells[0].column.ptr, "B");
	assert_true(x->rows[1].cells[1].code);
	assert_false(x->rows[1].cells[0].code);
	sections_free(&s);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(gaps_and_sums),
		cmocka_unit_test(times_of_each_kind),
		cmocka_unit_test(roles),
		cmocka_unit_test_setup_teardown(balance_agrees, harness_setup,
		    harness_teardown),
		cmocka_unit_test(versions_of_this),
		cmocka_unit_test(section_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
