#include "harness.h"

#include "when.h"

static struct when_zone	*berlin;

static int
zone_setup(void **state)
{
	(void)state;
	berlin = calloc(1, sizeof(*berlin));
	return when_zone_open(berlin, "Europe/Berlin");
}

static int
zone_teardown(void **state)
{
	(void)state;
	free(berlin);
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

static void
parse_formats(void **state)
{
	int64_t	 t = 1795448580;	/* 2026-11-23T15:43:00Z */

	(void)state;
	assert_int_equal(at("2026-11-23T15:43:00Z"), t);
	assert_int_equal(at("2026-11-23t15:43:00z"), t);
	assert_int_equal(at("2026-11-23 15:43:00"), t);
	assert_int_equal(at("2026-11-23 15:43:00Z"), t);
	assert_int_equal(at("2026-11-23 15:43:00.999"), t);
	assert_int_equal(at("2026-11-23T15:43:00.123456Z"), t);
	assert_int_equal(at("2026-11-23T21:13:00+05:30"), t);
	assert_int_equal(at("2026-11-23T07:43:00-08:00"), t);
	assert_int_equal(at("2026-11-23T15:42:60Z"), t);
	assert_int_equal(at("2026-11-23"), t - (15 * 60 + 43) * 60);
	assert_int_equal(at("1970-01-01T00:00:00Z"), 0);
	assert_int_equal(at("2024-02-29"), at("2024-02-28") + 86400);
	assert_int_equal(at("9999-12-31T23:59:59Z"), WHEN_MAX);
	assert_int_equal(at("9999-12-31"), WHEN_MAX - 86399);
	assert_int_equal(at("0001-01-01"), WHEN_MIN);
}

static void
parse_refused(void **state)
{
	static const char *const bad[] = { "", " ", "yesterday", "2026",
	    "2026-11", "2026-11-2", "2026-11-23T", "2026-11-23 ",
	    "2026-11-23T15:43", "2026-11-23T15:43:00", "2026-11-23T15:43:00X",
	    "2026-11-23T15:43:00Zx", "2026-11-23T15:43:00+0530",
	    "2026-11-23T15:43:00+24:00", "2026-11-23T15:43:00+05:60",
	    "2026-11-23T24:00:00Z", "2026-11-23T15:60:00Z",
	    "2026-11-23T15:43:61Z", "2026-11-23T15:43:00.Z", "2026-02-30",
	    "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01",
	    "2026-01-00", "0000-01-01", "10000-01-01", "-2026-01-01",
	    "2026/11/23", "23.11.2026", "2026-11-23T15:43:00 Z",
	    "\xef\xbc\x92-11-23", "9999-12-31T23:59:60Z",
	    "9999-12-31T23:00:00-01:00", "0001-01-01T00:00:00+00:01" };
	int64_t	 t;
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (when_parse(slice_of(bad[i]), &t) == 0)
			fail_msg("took %s", bad[i]);
	/* A NUL inside is no end. */
	assert_int_equal(when_parse((struct slice){ "2026-11-23\0x", 12 }, &t),
	    -1);
}

static void
parse_unix(void **state)
{
	int64_t	 t;

	(void)state;
	assert_int_equal(when_parse_unix(1795448580, &t), 0);
	assert_int_equal(t, 1795448580);
	assert_int_equal(when_parse_unix(1795448580999, &t), 0);
	assert_int_equal(t, 1795448580);
	/* "Never" in seconds, and the first millisecond after it. */
	assert_int_equal(when_parse_unix(WHEN_MAX, &t), 0);
	assert_int_equal(t, WHEN_MAX);
	assert_int_equal(when_parse_unix(WHEN_MAX + 1, &t), 0);
	assert_int_equal(t, WHEN_MAX / 1000);
	assert_int_equal(when_parse_unix(WHEN_MAX * 1000 + 999, &t), 0);
	assert_int_equal(t, WHEN_MAX);
	assert_int_equal(when_parse_unix((WHEN_MAX + 1) * 1000, &t), -1);
	assert_int_equal(when_parse_unix(0, &t), -1);
	assert_int_equal(when_parse_unix(-1, &t), -1);
	assert_int_equal(when_parse_unix(INT64_MIN, &t), -1);
	assert_int_equal(when_parse_unix(INT64_MAX, &t), -1);
}

static void
civil_there_and_back(void **state)
{
	static const int64_t	 ts[] = { WHEN_MIN, -1, 0, 951782399,
				    951782400, 1795448580, WHEN_MAX };
	struct when_civil	 c;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(ts) / sizeof(ts[0]); i++) {
		when_civil(ts[i], &c);
		assert_int_equal(when_instant(&c), ts[i]);
	}
	when_civil(WHEN_MAX, &c);
	assert_int_equal(c.year, 9999);
	when_civil(WHEN_MIN, &c);
	assert_int_equal(c.year * 10000 + c.month * 100 + c.day, 10101);
}

static void
is_exact(const char *text, const char *wanted)
{
	struct buf	 b = BUF_INIT;

	when_exact(&b, berlin, at(text));
	assert_string_equal(b.ptr, wanted);
	buf_free(&b);
}

/* The first and the last day are shown in UTC: elsewhere they could be a year
 * that has no four digits. */
static void
exact_at_the_ends(void **state)
{
	(void)state;
	is_exact("9999-12-31T23:59:59Z", "9999-12-31 23:59:59 UTC (UTC+00:00)");
	is_exact("9999-12-30T23:30:00Z", "9999-12-31 00:30:00 CET (UTC+01:00)");
	is_exact("0001-01-01", "0001-01-01 00:00:00 UTC (UTC+00:00)");
	is_exact("0001-01-02", "0001-01-02 00:53:28 LMT (UTC+00:53)");
}

static void
exact_summer_time(void **state)
{
	(void)state;
	is_exact("2026-12-23T15:43:00Z", "2026-12-23 16:43:00 CET (UTC+01:00)");
	is_exact("2026-03-29T00:59:59Z", "2026-03-29 01:59:59 CET (UTC+01:00)");
	is_exact("2026-03-29T01:00:00Z",
	    "2026-03-29 03:00:00 CEST (UTC+02:00)");
	is_exact("2026-10-25T00:59:59Z",
	    "2026-10-25 02:59:59 CEST (UTC+02:00)");
	is_exact("2026-10-25T01:00:00Z", "2026-10-25 02:00:00 CET (UTC+01:00)");
	/* The same day again, and the one before, which ends in it. */
	is_exact("2026-10-25T00:00:00Z",
	    "2026-10-25 02:00:00 CEST (UTC+02:00)");
	is_exact("2026-10-24T23:30:00Z",
	    "2026-10-25 01:30:00 CEST (UTC+02:00)");
	/* Before 1973, past the cache. */
	is_exact("1893-03-31T23:06:31Z", "1893-03-31 23:59:59 LMT (UTC+00:53)");
	is_exact("1893-03-31T23:06:32Z", "1893-04-01 00:06:32 CET (UTC+01:00)");
}

static void
exact_other_zones(void **state)
{
	struct when_zone	 z;
	struct buf		 b = BUF_INIT;

	(void)state;
	assert_int_equal(when_zone_open(&z, "Asia/Kolkata"), 0);
	when_exact(&b, &z, 1795448580);
	assert_string_equal(b.ptr, "2026-11-23 21:13:00 IST (UTC+05:30)");
	buf_reset(&b);
	assert_int_equal(when_zone_open(&z, "America/Sao_Paulo"), 0);
	when_exact(&b, &z, 1795448580);
	assert_string_equal(b.ptr, "2026-11-23 12:43:00 (UTC-03:00)");
	buf_reset(&b);
	assert_int_equal(when_zone_open(&z, "UTC"), 0);
	when_exact(&b, &z, 1795448580);
	assert_string_equal(b.ptr, "2026-11-23 15:43:00 UTC (UTC+00:00)");
	buf_free(&b);
	assert_int_equal(when_zone_open(&z, "Europe/Berlin"), 0);
}

static void
zone_refused(void **state)
{
	static const char *const bad[] = { "", "Europe/Berlyn", "/etc/passwd",
	    "../../etc/passwd", ":UTC", "CET-1CEST", "Europe", "zone.tab",
	    "Europe/Berlin " };
	struct when_zone	 z;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (when_zone_open(&z, bad[i]) == 0)
			fail_msg("took %s", bad[i]);
}

static void
is_between(const char *from, const char *to, const char *wanted)
{
	struct buf	 b = BUF_INIT;

	when_between(&b, berlin, at(from), at(to));
	assert_string_equal(b.ptr, wanted);
	buf_reset(&b);
	when_between(&b, berlin, at(to), at(from));
	assert_string_equal(b.ptr, wanted);
	buf_free(&b);
}

static void
between_boundaries(void **state)
{
	static const char	 t[] = "2026-11-23T15:43:00Z";

	(void)state;
	is_between(t, t, "less than a minute");
	is_between(t, "2026-11-23T15:43:59Z", "less than a minute");
	is_between(t, "2026-11-23T15:44:00Z", "1 minute");
	is_between(t, "2026-11-23T15:44:59Z", "1 minute");
	is_between(t, "2026-11-23T15:45:00Z", "2 minutes");
	is_between(t, "2026-11-23T16:42:59Z", "59 minutes");
	is_between(t, "2026-11-23T16:43:00Z", "1 hour");
	is_between(t, "2026-11-24T15:42:59Z", "23 hours");
	is_between(t, "2026-11-24T15:43:00Z", "1 day");
	is_between(t, "2026-12-23T15:43:00Z", "30 days");
	is_between(t, "2027-01-22T15:42:59Z", "59 days");
	is_between(t, "2027-01-22T15:43:00Z", "1 month");
	is_between(t, "2027-01-23T15:43:00Z", "2 months");
	is_between(t, "2027-11-23T15:42:59Z", "11 months");
	is_between(t, "2027-11-23T15:43:00Z", "1 year");
	is_between(t, "2028-11-23T15:42:59Z", "1 year");
	is_between(t, "2028-11-23T15:43:00Z", "2 years");
	/* The same local time, an hour apart in UTC. */
	is_between("2026-08-23T14:43:00Z", t, "3 months");
	is_between("2026-08-23T14:43:01Z", t, "2 months");
}

static void
names(void **state)
{
	struct buf	 b = BUF_INIT;

	(void)state;
	when_name(&b, 1795448580);
	buf_addc(&b, ' ');
	when_rfc3339(&b, 1795448580);
	assert_string_equal(b.ptr, "2026-11-23T154300Z 2026-11-23T15:43:00Z");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(parse_formats),
		cmocka_unit_test(parse_refused),
		cmocka_unit_test(parse_unix),
		cmocka_unit_test(civil_there_and_back),
		cmocka_unit_test(exact_at_the_ends),
		cmocka_unit_test(exact_summer_time),
		cmocka_unit_test(exact_other_zones),
		cmocka_unit_test(zone_refused),
		cmocka_unit_test(between_boundaries),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, zone_setup, zone_teardown);
}
