/* Rows that are made once, and how few ops they take. */

#include "theme_help.h"

/* What is made of the third row alone, or NULL when rows are not alike. */
static void
row_is(const char *body, const char *wanted)
{
	const struct talc_prog	*prog;
	struct talrun		*run = talrun_new();
	struct buf		 out = BUF_INIT;
	struct theme		*t;
	uint32_t		 loop;
	char			 err[4096];

	put_list(body);
	t = open_theme("t", 1, err);
	assert_non_null(t);
	prog = theme_template(t, 0);
	assert_int_equal(talrow_find(prog, &type_row, &type_box, &loop),
	    wanted != NULL);
	if (wanted != NULL) {
		talrun_row(run, prog, loop, rows_sample + 2, NULL, &out);
		assert_string_equal(out.ptr, wanted);
	}
	buf_free(&out);
	talrun_free(run);
	theme_free(t);
}

static void
rows_that_are_alike(void **state)
{
	(void)state;
	row_is("<li>1</li><li tal:repeat=\"r rows\" tal:attributes=\"id "
	    "string:r${r/id}\"><b tal:condition=\"r/good\" "
	    "tal:content=\"r\">x</b><i tal:condition=\"not:r/good\">y</i>!"
	    "</li>2", "<li id=\"r3\"><b>&quot;c&quot; &amp; d</b>!</li>");
	row_is("<tal:block tal:define=\"n word\" tal:repeat=\"r rows\">"
	    "<b tal:content=\"r\">x</b>\n</tal:block>",
	    "<b>&quot;c&quot; &amp; d</b>\n");
	row_is("<p tal:condition=\"yes\"><b tal:repeat=\"r rows\"/></p>",
	    "<b></b>");
}

static void
rows_that_are_not(void **state)
{
	(void)state;
	row_is("<p>none</p>", NULL);
	row_is("<i tal:repeat=\"r rows\" tal:content=\"word\">x</i>", NULL);
	row_is("<i tal:repeat=\"r rows\" tal:attributes=\"title word\"/>",
	    NULL);
	row_is("<i tal:repeat=\"r rows\"><b tal:condition=\"yes\"/></i>",
	    NULL);
	row_is("<i tal:repeat=\"r rows\" "
	    "tal:content=\"repeat/r/number\">x</i>", NULL);
	row_is("<i tal:repeat=\"r rows\"><b "
	    "tal:condition=\"repeat/r/odd\"/></i>", NULL);
	row_is("<i tal:repeat=\"r rows\"/><i tal:repeat=\"r rows\"/>",
	    NULL);
	row_is("<i tal:repeat=\"q rows\"><b tal:repeat=\"r q/below\"/></i>",
	    NULL);
}

/* Both ways to make a page with a piece come to the same as the plain one. */
static void
piece_is(const struct theme *t, const struct talrow_span one[2],
    const char *wanted)
{
	struct talrun_taken	 taken = { one[1], 0 };
	struct talrun		*run = talrun_new();
	struct buf		 list = BUF_INIT, kept = BUF_INIT;
	struct buf		 user = BUF_INIT, reused = BUF_INIT;
	size_t			 i;

	talrun(run, theme_template(t, 0), &root_sample, NULL, &list);
	talrun_keep(run, theme_template(t, 0), &root_sample, NULL, &kept,
	    &one[0]);
	assert_string_equal(kept.ptr, list.ptr);
	talrun(run, theme_template(t, 1), &root_sample, NULL, &user);
	talrun_reuse(run, theme_template(t, 1), &root_sample, NULL, &reused,
	    &taken);
	assert_string_equal(reused.ptr, user.ptr);
	/* Rows that were not on that page are made. */
	taken.at = 3;
	buf_reset(&reused);
	talrun_reuse(run, theme_template(t, 1), &root_sample, NULL, &reused,
	    &taken);
	assert_string_equal(reused.ptr, user.ptr);
	/* The others are what stands there now. */
	for (i = 0; i < kept.len; i++)
		kept.ptr[i] = '@';
	taken.at = 0;
	buf_reset(&reused);
	talrun_reuse(run, theme_template(t, 1), &root_sample, NULL, &reused,
	    &taken);
	assert_memory_equal(strstr(user.ptr, wanted) - user.ptr + reused.ptr,
	    "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@", strlen(wanted));
	assert_int_equal(strspn(strchr(reused.ptr, '@'), "@"), strlen(wanted));
	buf_free(&list);
	buf_free(&kept);
	buf_free(&user);
	buf_free(&reused);
	talrun_free(run);
}

/* What two templates make alike of the first row; NULL: nothing. */
static void
shared_is(const char *list, const char *user, const char *wanted)
{
	struct talrow_span	 one[2];
	struct theme		*t;
	char			 err[4096];

	put_list(list);
	put_template("t/user.html", user);
	t = open_theme("t", 2, err);
	assert_non_null(t);
	assert_int_equal(talrow_shared(theme_template(t, 0),
	    theme_template(t, 1), &type_row, &type_box, one), wanted != NULL);
	if (wanted != NULL)
		piece_is(t, one, wanted);
	theme_free(t);
}

static void
pieces_of_rows_alike(void **state)
{
	(void)state;
	shared_is("<p tal:repeat=\"r rows\">L<b tal:content=\"r\"/>"
	    "<i tal:condition=\"r/good\">1</i></p>",
	    "1<i tal:repeat=\"q rows\">U<b tal:content=\"q\"/>"
	    "<i tal:condition=\"q/good\">2</i>!</i>", "a&lt;b&gt;</b>");
	/* The longest, with all that a test guards. */
	shared_is("<p tal:repeat=\"r rows\" tal:attributes=\"id r/id\">"
	    "<b tal:condition=\"r/good\" tal:content=\"r/id\"/>"
	    "<i tal:condition=\"not:r/good\"/><b tal:content=\"r\"/>.</p>",
	    "<tal:block tal:condition=\"yes\"><p tal:repeat=\"r rows\" "
	    "tal:attributes=\"title r/id\">"
	    "<b tal:condition=\"r/good\" tal:content=\"r/id\"/>"
	    "<i tal:condition=\"not:r/good\"/><b tal:content=\"r\"/>!</p>"
	    "</tal:block>", "<b>1</b><b>");
}

static void
pieces_that_are_not(void **state)
{
	static const char	 rows[] = "<p tal:repeat=\"r rows\" "
				    "tal:content=\"r\"/>";

	(void)state;
	shared_is("<p>none</p>", rows, NULL);
	shared_is("<p tal:repeat=\"r rows\"/><b tal:repeat=\"r rows\"/>",
	    rows, NULL);
	shared_is("<p tal:repeat=\"r rows\"><b tal:repeat=\"s r/tags\" "
	    "tal:content=\"r/id\"/></p>", "<p tal:repeat=\"r rows\">"
	    "<b tal:repeat=\"s r/tags\" tal:content=\"r/id\"/></p>", NULL);
	shared_is("<b tal:repeat=\"r rows\" tal:content=\"r/id\"/>", rows,
	    NULL);
	/* Of the page, of the place of the row, and an address. */
	shared_is("<b tal:repeat=\"r rows\" tal:content=\"word\"/>",
	    "<p tal:repeat=\"r rows\" tal:content=\"word\"/>", NULL);
	shared_is("<b tal:repeat=\"r rows\" "
	    "tal:content=\"repeat/r/number\"/>", "<p tal:repeat=\"r rows\" "
	    "tal:content=\"repeat/r/number\"/>", NULL);
	shared_is("<a tal:repeat=\"r rows\" tal:attributes=\"href r/link\"/>",
	    "<a tal:repeat=\"r rows\" tal:attributes=\"id r/id; href "
	    "r/link\"/>", NULL);
}

/* As many ops as a row needs: see talfold. */
static void
ops_are(const char *row, size_t n)
{
	const struct talc_prog	*prog;
	struct buf		 body = BUF_INIT;
	struct theme		*t;
	uint32_t		 loop, at, end;
	size_t			 count = 0;
	char			 err[4096];

	buf_addf(&body, "<tal:block tal:repeat=\"r rows\">%s</tal:block>",
	    row);
	put_list(body.ptr);
	t = open_theme("t", 1, err);
	assert_non_null(t);
	prog = theme_template(t, 0);
	assert_true(talrow_find(prog, &type_row, &type_box, &loop));
	end = prog->ops[loop].to - 1;
	for (at = loop + 1; at != end; at = prog->ops[at].next)
		count++;
	assert_int_equal(count, n);
	theme_free(t);
	buf_free(&body);
}

static void
ops_take_others_along(void **state)
{
	(void)state;
	ops_are("<b tal:content=\"r\"/><i/><b tal:content=\"r\"/>", 3);
	ops_are("<b tal:attributes=\"id r/id\" tal:content=\"r\"/>", 3);
	ops_are("<b tal:content=\"string:${r/id} a\"/>!<i>?</i>", 2);
	ops_are("<b tal:content=\"r/name | r/id | nothing\"/>.", 2);
	/* The test, what it guards, what follows: no second test. */
	ops_are("<b tal:condition=\"r/good\">y</b>"
	    "<i tal:condition=\"not:r/good\">n</i>.", 3);
	ops_are("<b tal:condition=\"r/good\">y</b>"
	    "<i tal:condition=\"r/good\">n</i>.", 4);
	expect("<li tal:repeat=\"r rows\"><b tal:condition=\"r/good\">y</b>"
	    "<i tal:condition=\"not:r/good\">n</i>"
	    "<b tal:condition=\"r/good\">z</b>.</li>",
	    "<li><b>y</b><b>z</b>.</li><li><i>n</i>.</li>"
	    "<li><b>y</b><b>z</b>.</li>");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		TEST(rows_that_are_alike),
		TEST(rows_that_are_not),
		TEST(pieces_of_rows_alike),
		TEST(pieces_that_are_not),
		TEST(ops_take_others_along),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
