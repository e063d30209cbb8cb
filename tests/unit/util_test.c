#include "harness.h"

#include <errno.h>

#include "util.h"

static void
number_good(void **state)
{
	long long	 n;

	(void)state;
	assert_int_equal(util_number("0", 0, 10, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(util_number("-5", -5, 10, &n), 0);
	assert_int_equal(n, -5);
	assert_int_equal(util_number("9223372036854775807", 0, INT64_MAX, &n),
	    0);
	assert_true(n == INT64_MAX);
}

static void
number_bad(void **state)
{
	static const char *const bad[] = { "", " 1", "1 ", "+1", "1x", "x",
	    "0x10", "11", "-1", "99999999999999999999", "1.0", "-", "--1" };
	long long	 n;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (util_number(bad[i], 0, 10, &n) == 0)
			fail_msg("took \"%s\"", bad[i]);
}

static void
nearest(void **state)
{
	static const char *const names[] = { "as-of", "expiration", "jobs",
	    "timezone" };

	(void)state;
	assert_string_equal(util_nearest("timezome", names, 4), "timezone");
	assert_string_equal(util_nearest("tiemzone", names, 4), "timezone");
	assert_string_equal(util_nearest("expiry", names, 4), "expiration");
	assert_string_equal(util_nearest("asof", names, 4), "as-of");
	assert_string_equal(util_nearest("job", names, 4), "jobs");
	assert_string_equal(util_nearest("JOBS", names, 4), "jobs");
	assert_string_equal(util_nearest("TIEMZONE", names, 4), "timezone");
	assert_string_equal(util_nearest("EXPIRY", names, 4), "expiration");
	assert_null(util_nearest("", names, 4));
	assert_null(util_nearest("x", names, 4));
	assert_null(util_nearest("entirely-different", names, 4));
	assert_null(util_nearest("timezone", names, 0));
}

static void
warn_one_line(void **state)
{
	int	 old = harness_catch();

	(void)state;
	util_warn("%s: plain", "a.db");
	errno = ENOENT;
	util_warn("%s:", "b.db");
	util_warn("\033[31mred\nnext\t\177");
	harness_caught(old, "tokensnap: a.db: plain\n"
	    "tokensnap: b.db: No such file or directory\n"
	    "tokensnap: ?[31mred?next??\n");
}

static void
warn_long_is_cut(void **state)
{
	char	*text = xmalloc(10000);
	int	 old = harness_catch();

	(void)state;
	memset(text, 'x', 9999);
	text[9999] = '\0';
	util_warn("%s", text);
	memset(text, 0, 10000);
	memset(text + 11, 'x', 4095 - 11);
	memcpy(text, "tokensnap: ", 11);
	text[4095] = '\n';
	harness_caught(old, text);
	free(text);
}

static void
memory(void **state)
{
	char	*s;

	(void)state;
	s = xasprintf("%s-%d", "a", 7);
	assert_string_equal(s, "a-7");
	free(s);
	s = xcalloc(0, 8);
	assert_non_null(s);
	s = xreallocarray(s, 4, 2);
	free(s);
	s = xstrdup("");
	assert_string_equal(s, "");
	free(s);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(number_good),
		cmocka_unit_test(number_bad),
		cmocka_unit_test(nearest),
		HARNESS_TEST(warn_one_line),
		HARNESS_TEST(warn_long_is_cut),
		cmocka_unit_test(memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
