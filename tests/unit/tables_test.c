/* csv.c and json.c. */

#include "harness.h"

#include "csv.h"
#include "json.h"

static void
csv_is(struct slice in, const char *want)
{
	struct buf	 b = BUF_INIT;

	csv_text(&b, in);
	assert_string_equal(b.ptr, want);
	buf_free(&b);
}

static void
csv_quotes(void **state)
{
	(void)state;
	csv_is(SLICE(""), "\"\"");
	csv_is(SLICE("a,b"), "\"a,b\"");
	csv_is(SLICE("say \"hi\""), "\"say \"\"hi\"\"\"");
	csv_is(SLICE("\""), "\"\"\"\"");
	csv_is(SLICE("a\xff" "b"), "\"a\xef\xbf\xbd" "b\"");
	csv_is(SLICE("\xff\"\xff"),
	    "\"\xef\xbf\xbd\"\"\xef\xbf\xbd\"");
}

static void
csv_guards(void **state)
{
	static const char *const risky[] = { "=1+1", "+1", "-1", "@A1",
	    "\tx", "\rx", "\nx", " =1", "\xc2\xa0=1", "\xef\xbc\x9d" "1",
	    "\xef\xbc\x8b" "1", "\xef\xbc\x8d" "1", "\xef\xbc\xa0" "A",
	    "'=1", "'" };
	struct buf	 want = BUF_INIT;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(risky) / sizeof(risky[0]); i++) {
		buf_reset(&want);
		buf_addf(&want, "\"'%s\"", risky[i]);
		csv_is(slice_of(risky[i]), want.ptr);
	}
	buf_free(&want);
	csv_is(SLICE("x;=1+1;y"), "\"x;'=1+1;y\"");
	csv_is(SLICE("x; \"=1"), "\"x;' \"\"=1\"");
	csv_is(SLICE("x\n-1\t@a"), "\"x\n'-1\t'@a\"");
	csv_is(SLICE(";\t\r\n =;;"), "\";\t\r\n' =;;\"");
	csv_is(SLICE("x\r\ny;'z;"), "\"x\r\ny;''z;\"");
	csv_is(SLICE("a=1"), "\"a=1\"");
	csv_is(SLICE("1-2"), "\"1-2\"");
}

/* Write a file and give its descriptor. */
static int
file_of(struct slice text)
{
	int	 fd = open("t.csv", O_RDWR | O_CREAT | O_TRUNC, 0600);

	assert_int_not_equal(fd, -1);
	assert_int_equal(file_write(fd, text.ptr, text.len), 0);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static void
csv_there_and_back(void **state)
{
	const struct slice texts[] = { SLICE(""), SLICE("plain"),
	    SLICE("=1"), SLICE("'=1"), SLICE("''"), SLICE("a\r\nb\"c,d"),
	    SLICE("nul\0in"), SLICE(";'x;=1\n'\r\n-"), SLICE("a;b;'';;'") };
	enum { N = 9 };
	struct slice	 cells[N + 2];
	struct buf	 b = BUF_INIT;
	const char	*why;
	struct csv	*c;
	int		 fd, i, row;

	(void)state;
	/* Enough rows for cells to stand across reads. */
	for (row = 0; row < 5000; row++) {
		buf_num(&b, row);
		for (i = 0; i < N; i++) {
			buf_addc(&b, ',');
			csv_text(&b, texts[i]);
		}
		csv_end(&b);
	}
	fd = file_of((struct slice){ b.ptr, b.len });
	c = csv_open(fd);
	for (row = 0; row < 5000; row++) {
		assert_int_equal(csv_next(c, cells, N + 2, &why), N + 1);
		assert_int_equal(csv_row(c), row + 1);
		assert_int_equal(atoi(cells[0].ptr), row);
		for (i = 0; i < N; i++)
			assert_int_equal(slice_cmp(cells[i + 1], texts[i]),
			    0);
	}
	assert_int_equal(csv_next(c, cells, N + 2, &why), 0);
	csv_free(c);
	close(fd);
	buf_free(&b);
}

static void
csv_refuses(void **state)
{
	static const struct {
		const char	*text, *why;
	} bad[] = {
		{ "a,\"b", "it ends in a quoted cell" },
		{ "a\"b,c\r\n", "a quote in a bare cell" },
		{ "a,b", "it ends within a row" },
		{ "\"a\"b\r\n", "neither a comma nor the end of the row after "
		    "a cell" },
		{ "a,b,c,d\r\n", "a row has too many cells" },
	};
	struct slice	 cells[3];
	const char	*why;
	struct csv	*c;
	size_t		 i;
	int		 fd;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		fd = file_of(slice_of(bad[i].text));
		c = csv_open(fd);
		assert_int_equal(csv_next(c, cells, 3, &why), -1);
		assert_string_equal(why, bad[i].why);
		csv_free(c);
		close(fd);
	}
}

/* Texts with nothing to escape go a way of their own; it is the same one. */
static void
tame_is_no_other(void **state)
{
	static const char *const texts[] = { "a", "=1", " -1", "'x", " x",
	    "~ [x]", "Nightly load 17, all of it" };
	struct buf	 b = BUF_INIT, c = BUF_INIT;
	struct json	 j = { &b, true }, k = { &c, true };
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		csv_text(&b, slice_of(texts[i]));
		csv_tame(&c, slice_of(texts[i]));
		json_text(&j, slice_of(texts[i]));
		json_tame(&k, slice_of(texts[i]));
		assert_string_equal(b.ptr, c.ptr);
	}
	buf_reset(&c);
	csv_tame(&c, (struct slice){ NULL, 0 });
	assert_string_equal(c.ptr, "\"\"");
	buf_free(&b);
	buf_free(&c);
}

static void
json_values(void **state)
{
	struct buf	 b = BUF_INIT;
	struct json	 j = { &b, false };

	(void)state;
	json_object(&j);
	json_key(&j, "a");
	json_array(&j);
	json_number(&j, -7);
	json_bool(&j, true);
	json_null(&j);
	json_text(&j, (struct slice){ NULL, 0 });
	json_array_end(&j);
	json_key(&j, "b");
	json_text(&j, SLICE("q\" \\ \n \1 \x7f \0 \xc3\xa9 \xff."));
	json_key(&j, "c");
	json_object(&j);
	json_object_end(&j);
	json_object_end(&j);
	assert_string_equal(b.ptr, "{\"a\":[-7,true,null,null],\"b\":"
	    "\"q\\\" \\\\ \\n \\u0001 \\u007f \\u0000 \xc3\xa9 "
	    "\xef\xbf\xbd.\",\"c\":{}}");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(csv_quotes),
		cmocka_unit_test(csv_guards),
		cmocka_unit_test(csv_there_and_back),
		cmocka_unit_test(csv_refuses),
		cmocka_unit_test(tame_is_no_other),
		cmocka_unit_test(json_values),
	};

	return cmocka_run_group_tests(tests, harness_setup,
	    harness_teardown);
}
