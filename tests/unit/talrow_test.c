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

/* Rows that belong to one another: the first two, and the last. */
struct owned {
	const struct row	*owner;
	const char		*name;
	int			 id;
};

static bool
owned_name(const void *rec, struct slice *s)
{
	*s = slice_of(((const struct owned *)rec)->name);
	return true;
}

static bool
owned_id(const void *rec, void *ctx, struct buf *b)
{
	(void)ctx;
	buf_num(b, ((const struct owned *)rec)->id);
	return true;
}

static bool
owned_odd(const void *rec)
{
	return ((const struct owned *)rec)->id % 2 != 0;
}

static const void *
owned_owner(const void *rec)
{
	return ((const struct owned *)rec)->owner;
}

static const struct owned	 owned[] = {
	{ &rows_sample[0], "one", 1 }, { &rows_sample[0], "two", 2 },
	{ NULL, "none", 3 }, { NULL, "none", 4 }, { &rows_sample[2], "<", 5 }
};
#define OWNED	(sizeof(owned) / sizeof(owned[0]))

static void
get_owned(const void *rec, struct record_list *l)
{
	(void)rec;
	*l = (struct record_list){ owned, OWNED, sizeof(owned[0]) };
}

static const struct field	 owned_fields[] = {
	{ .name = "id", .type = FIELD_WORD, .word = owned_id },
	{ .name = "link", .type = FIELD_URL, .word = get_link },
	{ .name = "name", .type = FIELD_TEXT, .text = owned_name },
	{ .name = "odd", .type = FIELD_FLAG, .flag = owned_odd },
	{ .name = "owner", .type = FIELD_RECORD, .of = &type_row,
	    .record = owned_owner },
	{ .name = "rows", .type = FIELD_LIST, .of = &type_row,
	    .list = get_no_rows },
};
static const struct record_type	 type_owned = {
	"owned", "", owned_fields, 6, "name"
};
static const struct field	 page_fields[] = {
	{ .name = "rows", .type = FIELD_LIST, .of = &type_owned,
	    .list = get_owned },
	{ .name = "word", .type = FIELD_WORD, .word = get_word },
};
static const struct record_type	 type_page = {
	"page", "", page_fields, 2, NULL
};
static const struct theme_want	 pages[] = {
	{ "list", &type_page }, { "user", &type_page }
};

/* What a span makes of the first row. */
static void
first_is(const struct talc_prog *prog, const struct talrow_span *span,
    const char *wanted)
{
	struct talrow_pieces	 only = { .kept = *span };
	struct talrun_taken	 taken = { *span, 0 };
	struct talrun		*run = talrun_new();
	struct buf		 out = BUF_INIT, plain = BUF_INIT;
	struct buf		 marked = BUF_INIT;
	size_t			 i;

	assert_int_equal(span->to != 0, wanted != NULL);
	talrun(run, prog, &owned, NULL, &plain);
	talrun_keep(run, prog, &owned, NULL, &out, &only);
	assert_string_equal(out.ptr, plain.ptr);
	for (i = 0; i < out.len; i++)
		out.ptr[i] = '@';
	if (wanted != NULL) {
		talrun_reuse(run, prog, &owned, NULL, &marked, &taken);
		i = (size_t)(strchr(marked.ptr, '@') - marked.ptr);
		assert_memory_equal(plain.ptr + i, wanted, strlen(wanted));
		assert_int_equal(strspn(marked.ptr + i, "@"), strlen(wanted));
	}
	buf_free(&marked);
	buf_free(&plain);
	buf_free(&out);
	talrun_free(run);
}

/* All ways to make these pages come to the same. */
static void
pages_are_plain(const struct theme *t, const struct talrow_pieces *p)
{
	struct talrun_taken	 taken = { p->taken, 0 };
	struct talrun		*run = talrun_new();
	struct buf		 plain = BUF_INIT, list = BUF_INIT;
	struct buf		 other = BUF_INIT;

	talrun(run, theme_template(t, 0), &owned, NULL, &plain);
	talrun_keep(run, theme_template(t, 0), &owned, NULL, &list, p);
	assert_string_equal(list.ptr, plain.ptr);
	buf_reset(&plain);
	talrun(run, theme_template(t, 1), &owned, NULL, &plain);
	/* Then with rows that were not on that page. */
	for (; p->taken.to != 0 && taken.at <= OWNED; taken.at += OWNED) {
		buf_reset(&other);
		talrun_reuse(run, theme_template(t, 1), &owned, NULL, &other,
		    &taken);
		assert_string_equal(other.ptr, plain.ptr);
	}
	buf_free(&plain);
	buf_free(&list);
	buf_free(&other);
	talrun_free(run);
}

/* What is not made for each row, in its first one; NULL: nothing. */
static void
pieces_are(const char *list, const char *user, const char *same,
    const char *kept)
{
	struct talrow_pieces	 p;
	struct theme		*t;

	put_list(list);
	put_template("t/user.html", user);
	assert_int_equal(theme_open("t", pages, 2, &t), 0);
	talrow_pieces(&p, theme_template(t, 0), theme_template(t, 1),
	    &type_owned, &type_row, &type_box);
	first_is(theme_template(t, 0), &p.same, same);
	first_is(theme_template(t, 0), &p.kept, kept);
	first_is(theme_template(t, 1), &p.taken, kept);
	pages_are_plain(t, &p);
	theme_free(t);
}

#define ROW(rest)	"<p tal:repeat=\"r rows\" " rest "</p>"
#define OWNER		"<b tal:condition=\"r/owner\" tal:content=\"r/owner\"/>"

static void
pieces_of_rows(void **state)
{
	(void)state;
	pieces_are(ROW(">L<b tal:content=\"r\"/>"
	    "<i tal:condition=\"r/odd\">1</i>"),
	    "1<i tal:repeat=\"q rows\">U<b tal:content=\"q\"/>"
	    "<i tal:condition=\"q/odd\">2</i>!</i>", NULL, "one</b>");
	/* The longest, with all that a test guards. */
	pieces_are(ROW("tal:attributes=\"id r/id\">"
	    "<b tal:condition=\"r/odd\" tal:content=\"r/id\"/>"
	    "<i tal:condition=\"not:r/odd\"/><b tal:content=\"r\"/>."),
	    ROW("tal:attributes=\"title r/id\">"
	    "<b tal:condition=\"r/odd\" tal:content=\"r/id\"/>"
	    "<i tal:condition=\"not:r/odd\"/><b tal:content=\"r\"/>!"),
	    NULL, "<b>1</b><b>");
}

static void
pieces_of_owners(void **state)
{
	(void)state;
	pieces_are(ROW("tal:attributes=\"id r/id\">" OWNER "<i "
	    "tal:content=\"r/owner/id | nothing\"/><u tal:content=\"r\"/>"),
	    "none", "<b>a&lt;b&gt;</b><i>1</i><u>", NULL);
	/* Both, in both orders. */
	pieces_are(ROW(">" OWNER "<u/><i tal:condition=\"r/odd\">y</i>"
	    "<i tal:condition=\"not:r/odd\">n</i>."), ROW(">"
	    "<i tal:condition=\"r/odd\">y</i>"
	    "<i tal:condition=\"not:r/odd\">n</i>."),
	    "<b>a&lt;b&gt;</b><u></u>", "<i>y</i>.</p>");
	pieces_are(ROW("><i tal:condition=\"r/odd\">y</i>"
	    "<i tal:condition=\"not:r/odd\">n</i>.<u tal:condition=\"r/odd\">"
	    "1</u>" OWNER), ROW(">"
	    "<i tal:condition=\"r/odd\">y</i>"
	    "<i tal:condition=\"not:r/odd\">n</i>.<u tal:condition=\"r/odd\">"
	    "2</u>"), "<b>a&lt;b&gt;</b></p>", "<i>y</i>.");
}

static void
pieces_that_are_not(void **state)
{
	(void)state;
	pieces_are("none", ROW("tal:content=\"r\">"), NULL, NULL);
	pieces_are(ROW(">") ROW("tal:content=\"r\">"),
	    ROW("tal:content=\"r\">"), NULL, NULL);
	pieces_are(ROW("tal:content=\"r/id\">"), ROW("tal:content=\"r\">"),
	    NULL, NULL);
	/* Of the page, of the place of the row, an address. */
	pieces_are(ROW("tal:content=\"word\">"), ROW("tal:content=\"word\">"),
	    NULL, NULL);
	pieces_are(ROW("tal:content=\"repeat/r/number\">"),
	    ROW("tal:content=\"repeat/r/number\">"), NULL, NULL);
	pieces_are("<a tal:repeat=\"r rows\" tal:attributes=\"href r/link\"/>",
	    "<a tal:repeat=\"r rows\" tal:attributes=\"id r/id; href "
	    "r/link\"/>", NULL, NULL);
	/* Some rows do not come by, or more than once. */
	pieces_are(ROW("><i tal:condition=\"r/odd\">1" OWNER
	    "<b tal:content=\"r\"/></i>"), ROW("><i "
	    "tal:condition=\"r/odd\">2<b tal:content=\"r\"/></i>"), NULL, NULL);
	pieces_are(ROW("><i tal:repeat=\"t r/rows\" tal:content=\"r\"/>"),
	    ROW("><i tal:repeat=\"t r/rows\" tal:content=\"r\"/>"),
	    NULL, NULL);
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
		TEST(pieces_of_rows),
		TEST(pieces_of_owners),
		TEST(pieces_that_are_not),
		TEST(ops_take_others_along),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
