#include "harness.h"

#include "tally.h"

#define DAY	86400

static struct when_zone	*zone;

static int
zone_setup(void **state)
{
	(void)state;
	zone = calloc(1, sizeof(*zone));
	return zone == NULL ? -1 : 0;
}

static int
zone_teardown(void **state)
{
	(void)state;
	free(zone);
	return 0;
}

static int64_t
at(const char *text)
{
	int64_t	 t = -1;

	if (when_parse(slice_of(text), &t) != 0)
		fail_msg("cannot read %s", text);
	return t;
}

static struct tally
fresh(const char *name, const char *as_of)
{
	struct tally	 y;

	assert_int_equal(when_zone_open(zone, name), 0);
	tally_init(&y, zone, at(as_of));
	return y;
}

static struct token
token(enum token_state state, enum stamp_kind expires, int64_t expires_at,
    enum stamp_kind used, int64_t used_at)
{
	struct token	 t;

	memset(&t, 0, sizeof(t));
	t.state = state;
	t.expiration.kind = expires;
	t.expiration.at = expires_at;
	t.last_used.kind = used;
	t.last_used.at = used_at;
	return t;
}

/* Month i of y is called name and begins at that instant. */
static void
is_month(const struct tally *y, int i, const char *name, const char *starts)
{
	struct buf	 b = BUF_INIT;

	tally_month(&b, y, i);
	assert_string_equal(b.ptr, name);
	buf_reset(&b);
	when_rfc3339(&b, y->starts[i]);
	assert_string_equal(b.ptr, starts);
	buf_free(&b);
}

static void
months_utc(void **state)
{
	struct tally	 y = fresh("UTC", "2026-11-23T15:43:00Z");

	(void)state;
	is_month(&y, 0, "2025-11", "2025-11-01T00:00:00Z");
	is_month(&y, 1, "2025-12", "2025-12-01T00:00:00Z");
	is_month(&y, 2, "2026-01", "2026-01-01T00:00:00Z");
	is_month(&y, TALLY_NOW, "2026-11", "2026-11-01T00:00:00Z");
	is_month(&y, TALLY_MONTHS - 1, "2027-11", "2027-11-01T00:00:00Z");
	is_month(&y, TALLY_MONTHS, "2027-12", "2027-12-01T00:00:00Z");
}

/* In January and December, in leap years and not. */
static void
months_of_years(void **state)
{
	struct tally	 y = fresh("UTC", "2024-01-01T00:00:00Z");

	(void)state;
	is_month(&y, 0, "2023-01", "2023-01-01T00:00:00Z");
	is_month(&y, 2, "2023-03", "2023-03-01T00:00:00Z");
	is_month(&y, TALLY_NOW, "2024-01", "2024-01-01T00:00:00Z");
	is_month(&y, 14, "2024-03", "2024-03-01T00:00:00Z");
	assert_int_equal(y.starts[14] - y.starts[13], 29 * DAY);
	assert_int_equal(y.starts[2] - y.starts[1], 28 * DAY);
	is_month(&y, 24, "2025-01", "2025-01-01T00:00:00Z");
	y = fresh("UTC", "2026-12-31T23:59:59Z");
	is_month(&y, 0, "2025-12", "2025-12-01T00:00:00Z");
	is_month(&y, TALLY_NOW, "2026-12", "2026-12-01T00:00:00Z");
	is_month(&y, 13, "2027-01", "2027-01-01T00:00:00Z");
	is_month(&y, 24, "2027-12", "2027-12-01T00:00:00Z");
	is_month(&y, 25, "2028-01", "2028-01-01T00:00:00Z");
	y = fresh("UTC", "1900-02-28");
	assert_int_equal(y.starts[13] - y.starts[12], 28 * DAY);
	y = fresh("UTC", "2000-02-29");
	assert_int_equal(y.starts[13] - y.starts[12], 29 * DAY);
}

static void
months_of_berlin(void **state)
{
	struct tally	 y = fresh("Europe/Berlin", "2026-11-23T15:43:00Z");

	(void)state;
	is_month(&y, 0, "2025-11", "2025-10-31T23:00:00Z");
	is_month(&y, 4, "2026-03", "2026-02-28T23:00:00Z");
	is_month(&y, 5, "2026-04", "2026-03-31T22:00:00Z");
	is_month(&y, 11, "2026-10", "2026-09-30T22:00:00Z");
	is_month(&y, TALLY_NOW, "2026-11", "2026-10-31T23:00:00Z");
	/* The day of the change is the last of its month. */
	y = fresh("Europe/Berlin", "2024-03-31T21:59:59Z");
	is_month(&y, TALLY_NOW, "2024-03", "2024-02-29T23:00:00Z");
	is_month(&y, 13, "2024-04", "2024-03-31T22:00:00Z");
	y = fresh("Europe/Berlin", "2024-03-31T22:00:00Z");
	is_month(&y, TALLY_NOW, "2024-04", "2024-03-31T22:00:00Z");
	/* Another month, another year than in UTC. */
	y = fresh("Europe/Berlin", "2025-12-31T23:00:00Z");
	is_month(&y, TALLY_NOW, "2026-01", "2025-12-31T23:00:00Z");
	y = fresh("America/New_York", "2026-01-01T04:59:59Z");
	is_month(&y, TALLY_NOW, "2025-12", "2025-12-01T05:00:00Z");
}

/* Months whose first midnight is not there, or is there twice. */
static void
months_of_odd_zones(void **state)
{
	struct tally	 y;

	(void)state;
	y = fresh("America/Asuncion", "2017-10-10");
	is_month(&y, TALLY_NOW, "2017-10", "2017-10-01T04:00:00Z");
	y = fresh("America/Havana", "2015-11-10");
	is_month(&y, TALLY_NOW, "2015-11", "2015-11-01T04:00:00Z");
	y = fresh("Pacific/Kiritimati", "2026-07-31T10:00:00Z");
	is_month(&y, TALLY_NOW, "2026-08", "2026-07-31T10:00:00Z");
	y = fresh("Asia/Kathmandu", "2026-08-01");
	is_month(&y, TALLY_NOW, "2026-08", "2026-07-31T18:15:00Z");
}

/* At both ends of what can be read there is no fault, and order. */
static void
months_at_the_ends(void **state)
{
	static const char *const ends[] = { "0001-01-02", "0001-12-31",
	    "0002-01-02", "9998-12-31", "9999-12-30T23:59:59Z" };
	struct tally	 y;
	struct token	 t;
	size_t		 i;
	int		 m;

	(void)state;
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		y = fresh("Pacific/Kiritimati", ends[i]);
		for (m = 0; m < TALLY_MONTHS; m++)
			assert_true(y.starts[m] <= y.starts[m + 1]);
		t = token(TOKEN_ACTIVE, STAMP_AT, y.as_of, STAMP_AT, y.as_of);
		tally_token(&y, &t);
		assert_int_equal(y.expires[TALLY_MONTH + TALLY_NOW]
		    [TOKEN_ACTIVE], 1);
	}
}

/* A token that expires then is counted there. */
static void
is_span(struct tally y, enum stamp_kind kind, int64_t when, int span)
{
	struct token	 t = token(TOKEN_REVOKED, kind, when, STAMP_NONE, 0);
	int		 i, s;

	tally_token(&y, &t);
	for (i = 0; i < TALLY_SPANS; i++)
		for (s = 0; s < TOKEN_STATES; s++)
			assert_int_equal(y.expires[i][s],
			    i == span && s == TOKEN_REVOKED);
}

static void
spans(void **state)
{
	struct tally	 y = fresh("Europe/Berlin", "2026-11-23T15:43:00Z");
	int		 i;

	(void)state;
	for (i = 0; i <= TALLY_MONTHS; i++) {
		is_span(y, STAMP_AT, y.starts[i] - 1, TALLY_EARLIER + i);
		is_span(y, STAMP_AT, y.starts[i], TALLY_MONTH + i);
		is_span(y, STAMP_AT, y.starts[i] + 1, TALLY_MONTH + i);
	}
	is_span(y, STAMP_AT, y.as_of - 1, TALLY_MONTH + TALLY_NOW);
	is_span(y, STAMP_AT, y.as_of, TALLY_MONTH + TALLY_NOW);
	is_span(y, STAMP_AT, y.as_of + 1, TALLY_MONTH + TALLY_NOW);
	is_span(y, STAMP_AT, WHEN_MIN, TALLY_EARLIER);
	is_span(y, STAMP_AT, WHEN_MAX, TALLY_LATER);
	is_span(y, STAMP_NONE, y.as_of, TALLY_NEVER);
	is_span(y, STAMP_NOT_RECORDED, y.as_of, TALLY_NOT_RECORDED);
	is_span(y, STAMP_UNREADABLE, y.as_of, TALLY_UNREADABLE);
}

static void
is_age(enum stamp_kind kind, int64_t seconds, int age)
{
	struct tally	 y = fresh("UTC", "2026-11-23T15:43:00Z");
	struct token	 t = token(TOKEN_EXPIRED, STAMP_NONE, 0, kind,
			    y.as_of - seconds);
	int		 i, s;

	tally_token(&y, &t);
	for (i = 0; i < TALLY_AGES; i++)
		for (s = 0; s < TOKEN_STATES; s++)
			assert_int_equal(y.used[i][s],
			    i == age && s == TOKEN_EXPIRED);
}

static void
ages(void **state)
{
	(void)state;
	is_age(STAMP_AT, 0, TALLY_AGE_DAY);
	is_age(STAMP_AT, -1, TALLY_AGE_AFTER);
	is_age(STAMP_AT, -400 * DAY, TALLY_AGE_AFTER);
	is_age(STAMP_AT, DAY - 1, TALLY_AGE_DAY);
	is_age(STAMP_AT, DAY, TALLY_AGE_7);
	is_age(STAMP_AT, 8 * DAY - 1, TALLY_AGE_7);
	is_age(STAMP_AT, 8 * DAY, TALLY_AGE_30);
	is_age(STAMP_AT, 31 * DAY - 1, TALLY_AGE_30);
	is_age(STAMP_AT, 31 * DAY, TALLY_AGE_90);
	is_age(STAMP_AT, 91 * DAY - 1, TALLY_AGE_90);
	is_age(STAMP_AT, 91 * DAY, TALLY_AGE_365);
	is_age(STAMP_AT, 366 * DAY - 1, TALLY_AGE_365);
	is_age(STAMP_AT, 366 * DAY, TALLY_AGE_OVER);
	is_age(STAMP_AT, 2000LL * 366 * DAY, TALLY_AGE_OVER);
	is_age(STAMP_NONE, 0, TALLY_AGE_NOT_USED);
	is_age(STAMP_NOT_RECORDED, 0, TALLY_AGE_NOT_RECORDED);
	is_age(STAMP_UNREADABLE, 0, TALLY_AGE_UNREADABLE);
}

static void
states(void **state)
{
	struct tally	 y = fresh("UTC", "2026-11-23T15:43:00Z");
	struct token	 t;
	int		 i, s;

	(void)state;
	for (s = 0; s < TOKEN_STATES; s++)
		for (i = 0; i <= s; i++) {
			t = token((enum token_state)s, STAMP_NONE, 0,
			    STAMP_NONE, 0);
			tally_token(&y, &t);
		}
	for (s = 0; s < TOKEN_STATES; s++) {
		assert_int_equal(y.state[s], s + 1);
		assert_int_equal(y.expires[TALLY_NEVER][s], s + 1);
		assert_int_equal(y.used[TALLY_AGE_NOT_USED][s], s + 1);
	}
}

/* A token of a row of numbers that looks random and is not. */
static struct token
some(uint64_t *seed, int64_t as_of)
{
	int64_t	 v[4];
	int	 i;

	for (i = 0; i < 4; i++) {
		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		v[i] = (int64_t)(*seed >> 33);
	}
	return token((enum token_state)(v[0] % TOKEN_STATES),
	    v[1] % 5 > 3 ? (enum stamp_kind)(v[1] / 5 % 4) : STAMP_AT,
	    as_of + v[2] % (1000 * DAY) - 500 * DAY,
	    v[0] / 8 % 5 > 3 ? (enum stamp_kind)(v[0] / 40 % 4) : STAMP_AT,
	    as_of - v[3] % (800 * DAY) + DAY);
}

static void
parts_and_whole(void **state)
{
	struct tally	 empty = fresh("Europe/Berlin", "2026-11-23T15:43:00Z");
	struct tally	 whole = empty, sum = empty, parts[3];
	struct token	 t;
	uint64_t	 seed = 1;
	int64_t		 spans_of, ages_of, in_all = 0;
	int		 i, s, n = 100000;

	(void)state;
	parts[0] = parts[1] = parts[2] = empty;
	for (i = 0; i < n; i++) {
		t = some(&seed, empty.as_of);
		tally_token(&whole, &t);
		tally_token(&parts[i % 7 % 3], &t);
	}
	for (i = 0; i < 3; i++)
		tally_add(&sum, &parts[i]);
	assert_memory_equal(&sum, &whole, sizeof(sum));

	for (s = 0; s < TOKEN_STATES; s++) {
		spans_of = ages_of = 0;
		for (i = 0; i < TALLY_SPANS; i++) {
			assert_true(whole.expires[i][s] > 0);
			spans_of += whole.expires[i][s];
		}
		for (i = 0; i < TALLY_AGES; i++) {
			assert_true(whole.used[i][s] > 0);
			ages_of += whole.used[i][s];
		}
		assert_int_equal(spans_of, whole.state[s]);
		assert_int_equal(ages_of, whole.state[s]);
		in_all += whole.state[s];
	}
	assert_int_equal(in_all, n);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(months_utc),
		cmocka_unit_test(months_of_years),
		cmocka_unit_test(months_of_berlin),
		cmocka_unit_test(months_of_odd_zones),
		cmocka_unit_test(months_at_the_ends),
		cmocka_unit_test(spans),
		cmocka_unit_test(ages),
		cmocka_unit_test(states),
		cmocka_unit_test(parts_and_whole),
	};

	return cmocka_run_group_tests(tests, zone_setup, zone_teardown);
}
