#include "theme_help.h"

static void
content_shows_and_escapes(void **state)
{
	(void)state;
	expect("<p tal:content=\"name\">x</p>",
	    "<p>&lt;b&gt;&quot;x&quot;&amp;'</p>");
	expect("<p tal:content=\"text name\">x</p>",
	    "<p>&lt;b&gt;&quot;x&quot;&amp;'</p>");
	expect("<p tal:content=\"word\">x</p>", "<p>word</p>");
	expect("<p "
	    "tal:content=\"shown\"/>", "<p>&lt;b&gt;&quot;x&quot;&amp;'</p>");
	expect("<p tal:content=\"structure html\">x</p>",
	    "<p><p>hi</p></p>");
	expect("<p tal:content=\"no-text\">x</p>", "<p></p>");
	expect("<p tal:content=\"no-box/user\">x</p>", "<p></p>");
	expect("<p tal:content=\"nothing\">x</p>", "<p></p>");
	expect("<p tal:content=\"default\">x<b/></p>", "<p>x<b></b></p>");
}

static void
replace_takes_the_place(void **state)
{
	(void)state;
	expect("[<p tal:replace=\"word\">x</p>]", "[word]");
	expect("[<p tal:replace=\"no-word\">x</p>]", "[]");
	expect("[<p tal:replace=\"nothing\">x</p>]", "[]");
	expect("[<p class=\"a\" tal:replace=\"no-word | default\">x</p>]",
	    "[<p class=\"a\">x</p>]");
}

static void
alternatives_take_the_first_there(void **state)
{
	(void)state;
	expect("<p tal:content=\"no-text | word\">x</p>", "<p>word</p>");
	expect("<p tal:content=\"no-text | no-word | nothing\">x</p>",
	    "<p></p>");
	expect("<p tal:content=\"no-text | default\">x</p>", "<p>x</p>");
	expect("<p tal:content=\"word | default\">x</p>", "<p>word</p>");
	expect("<p tal:content=\"no-box/user | string:a | b\">x</p>",
	    "<p>a | b</p>");
	expect("<p tal:content=\"no-box/expiration | box/expiration\"/>",
	    "<p>word</p>");
}

static void
string_joins_what_is_there(void **state)
{
	(void)state;
	expect("<p tal:content=\"string:a ${word} &lt;$$ ${no-text}.\">x</p>",
	    "<p>a word &lt;$ .</p>");
	expect("<p tal:content=\"string:${no-word | name}!\">x</p>",
	    "<p>&lt;b&gt;&quot;x&quot;&amp;'!</p>");
	expect("<p tal:content=\"string:\">x</p>", "<p></p>");
	expect("<p tal:content=\"string:$$${word}$$\"/>", "<p>$word$</p>");
}

static void
attributes_set_keep_and_leave_out(void **state)
{
	(void)state;
	expect("<p tal:attributes=\"title name\"/>",
	    "<p title=\"&lt;b&gt;&quot;x&quot;&amp;'\"></p>");
	expect("<p id=\"i\" class=\"c\" tal:attributes=\"title word; id "
	    "word\"/>",
	    "<p id=\"word\" class=\"c\" title=\"word\"></p>");
	expect("<p class=\"c\" tal:attributes=\"class no-word\"/>", "<p></p>");
	expect("<p class=\"c\" tal:attributes=\"class no-word|default\"/>",
	    "<p class=\"c\"></p>");
	expect("<p tal:attributes=\"class no-word|default\"/>", "<p></p>");
	expect("<p tal:attributes=\"class nothing; id no-text | word\"/>",
	    "<p id=\"word\"></p>");
	expect("<p tal:attributes=\"class string:a;;b ${no-word}c;\"/>",
	    "<p class=\"a;b c\"></p>");
	expect("<a href=\"x\" tal:attributes=\"href link\">y</a>",
	    "<a href=\"../x.html\">y</a>");
	expect("<a tal:attributes=\"href "
	    "string:${link}?a=1&amp;b#r-${word}\"/>",
	    "<a href=\"../x.html?a=1&amp;b#r-word\"></a>");
	expect("<a href=\"x\" tal:attributes=\"href no-link\">y</a>",
	    "<a>y</a>");
}

static void
condition_knows_the_types(void **state)
{
	(void)state;
	expect("<i tal:condition=\"yes\">1</i><i "
	    "tal:condition=\"not:yes\">2</i>"
	    "<i tal:condition=\"word\">3</i><i tal:condition=\"no-word\">4</i>"
	    "<i tal:condition=\"name\">5</i><i tal:condition=\"not:no-text\">6"
	    "</i><i tal:condition=\"rows\">7</i><i tal:condition=\"empty\">8"
	    "</i><i tal:condition=\"box\">9</i><i tal:condition=\"no-box\">10"
	    "</i>",
	    "<i>1</i><i>3</i><i>5</i><i>6</i><i>7</i><i>9</i>");
	expect("<i tal:condition=\"exists:no-text\">1</i>"
	    "<i tal:condition=\"exists:no-text | word\">2</i>"
	    "<i tal:condition=\"not:exists:no-link\">3</i>"
	    "<i tal:condition=\"not: exists: no-link | link\">4</i>"
	    "<i tal:condition=\"no-text | yes\">5</i>"
	    "<i tal:condition=\"no-text | not:yes\">6</i>"
	    "<i tal:condition=\"not:no-text | no-word\">7</i>"
	    "<i tal:condition=\"nothing\">8</i>"
	    "<i tal:condition=\"not:nothing\">9</i>",
	    "<i>2</i><i>3</i><i>5</i><i>7</i><i>9</i>");
}

static void
repeat_goes_through_rows(void **state)
{
	(void)state;
	expect("<li tal:repeat=\"r rows\" tal:content=\"r/name | r/id\">x</li>",
	    "<li>a&lt;b&gt;</li><li>2</li><li>&quot;c&quot; &amp; d</li>");
	expect("[<li tal:repeat=\"r empty\">x</li>]", "[]");
	expect("<li tal:repeat=\"r rows\" tal:replace=\"r\">x</li>",
	    "a&lt;b&gt;&quot;c&quot; &amp; d");
	expect("<tal:block repeat=\"r rows\"><b tal:condition=\"r/good\" "
	    "tal:content=\"string:${repeat/r/index}${repeat/r/number}"
	    "${repeat/r/length}\"/><i tal:condition=\"repeat/r/odd\"/>"
	    "<u tal:condition=\"repeat/r/even\"/>"
	    "<s tal:condition=\"repeat/r/start\"/>"
	    "<q tal:condition=\"not:repeat/r/end\"/></tal:block>",
	    "<b>013</b><u></u><s></s><q></q><i></i><q></q><b>233</b><u></u>");
}

static void
repeat_nests(void **state)
{
	(void)state;
	expect("<p tal:repeat=\"r rows\"><i tal:repeat=\"s r/below\" "
	    "tal:content=\"string:${r/id}.${s/id}:${repeat/r/number}"
	    "${repeat/s/number}\"/></p>",
	    "<p><i>1.7:11</i><i>1.8:12</i></p><p></p><p><i>3.7:31</i></p>");
	expect("<p tal:repeat=\"r rows\"><i tal:repeat=\"r r/below\" "
	    "tal:content=\"r/id\"/><b tal:content=\"r/id\"/></p>",
	    "<p><i>7</i><i>8</i><b>1</b></p><p><b>2</b></p>"
	    "<p><i>7</i><b>3</b></p>");
}

static void
define_is_a_name_for_an_expression(void **state)
{
	(void)state;
	expect("<p tal:define=\"b box; e b/expiration\" tal:content=\"e\"/>",
	    "<p>word</p>");
	expect("<p tal:define=\"x no-text | string:a;;b\" "
	    "tal:content=\"no-word | x\"/>", "<p>a;b</p>");
	expect("<p tal:define=\"w name\"><b tal:define=\"w word\" "
	    "tal:content=\"w\"/><i tal:content=\"w\"/></p>",
	    "<p><b>word</b><i>&lt;b&gt;&quot;x&quot;&amp;'</i></p>");
	expect("<p tal:repeat=\"r rows\"><b tal:define=\"n r/id; l r/below\" "
	    "tal:condition=\"l\" tal:content=\"n\"/></p>",
	    "<p><b>1</b></p><p></p><p><b>3</b></p>");
	expect("<p tal:define=\"n not:yes\"><b tal:condition=\"not:n\"/></p>",
	    "<p><b></b></p>");
}

static void
omit_tag_leaves_the_content(void **state)
{
	(void)state;
	expect("<b tal:omit-tag=\"\">x</b><b tal:omit-tag=\"yes\">y</b>"
	    "<b tal:omit-tag=\"not:yes\" title=\"t\">z</b>"
	    "<a tal:omit-tag=\"not:no-link\" tal:attributes=\"href no-link\" "
	    "tal:content=\"word\"/>",
	    "xy<b title=\"t\">z</b>word");
}

static void
output_is_html_and_xml(void **state)
{
	(void)state;
	expect("<br/><td/><img alt=\"a&lt;&quot;'\"/><!-- c --><!--! d -->"
	    "<![CDATA[<&>]]>&#228; <tal:block>e</tal:block>"
	    "<svg xmlns=\"http://www.w3.org/2000/svg\"><use "
	    "href=\"#i\"/></svg>",
	    "<br/><td></td><img alt=\"a&lt;&quot;'\"/>&lt;&amp;&gt;\303\244 e"
	    "<svg><use href=\"#i\"></use></svg>");
}

static void
title_takes_no_chips(void **state)
{
	static const struct root	 bad = { "a\342\200\256b", "", NULL, 0,
					    true };
	struct talrun			*run = talrun_new();
	struct buf			 out = BUF_INIT;
	struct theme			*t;
	char				 err[4096];

	(void)state;
	put_list("<title><tal:block content=\"name\"/></title>"
	    "<p tal:content=\"name\"/>");
	t = open_theme("t", 1, err);
	assert_string_equal(err, "");
	talrun(run, theme_template(t, 0), &bad, NULL, &out);
	assert_string_equal(out.ptr, "<!DOCTYPE html>\n<div>\n<title>a[U+202E]b"
	    "</title><p>a<span class=\"chip\">[U+202E]</span>b</p></div>\n");
	buf_free(&out);
	talrun_free(run);
	theme_free(t);
}

static void
loop_of_many_rows(void **state)
{
	static struct row	 rows[10000];
	struct root		 root = { "", "", rows, 10000, true };
	struct talrun		*run = talrun_new();
	struct buf		 out = BUF_INIT, want = BUF_INIT;
	struct theme		*t;
	char			 err[4096];
	int			 i;

	(void)state;
	BUF_LIT(&want, "<!DOCTYPE html>\n<div>\n");
	for (i = 0; i < 10000; i++) {
		rows[i].name = "<n>";
		rows[i].id = i;
		buf_addf(&want, "<i id=\"r%d\">&lt;n&gt;ctx</i>", i);
	}
	BUF_LIT(&want, "</div>\n");
	put_list("<i tal:repeat=\"r rows\" tal:attributes=\"id "
	    "string:r${r/id}\" tal:content=\"string:${r/name}${word}\"/>");
	t = open_theme("t", 1, err);
	assert_string_equal(err, "");
	talrun(run, theme_template(t, 0), &root, (void *)(uintptr_t)"ctx",
	    &out);
	assert_string_equal(out.ptr, want.ptr);
	buf_reset(&out);
	talrun(run, theme_template(t, 0), &root, (void *)(uintptr_t)"ctx",
	    &out);
	assert_string_equal(out.ptr, want.ptr);
	buf_free(&out);
	buf_free(&want);
	talrun_free(run);
	theme_free(t);
}

/* Where the rows belong that were made elsewhere. */
static void
cut_is(const char *body, const char *before)
{
	static const struct root	 root = { .nrows = 3 };
	struct talrun			*run = talrun_new();
	struct buf			 out = BUF_INIT;
	struct theme			*t;
	char				 err[4096];

	put_list(body);
	t = open_theme("t", 1, err);
	assert_non_null(t);
	talrun(run, theme_template(t, 0), &root, NULL, &out);
	assert_null(strstr(out.ptr, "<li"));
	if (before == NULL)
		assert_int_equal(talrun_cut(run), -1);
	else
		assert_ptr_equal(out.ptr + talrun_cut(run),
		    strstr(out.ptr, before) + strlen(before));
	buf_free(&out);
	talrun_free(run);
	theme_free(t);
}

static void
rows_made_elsewhere(void **state)
{
	(void)state;
	cut_is("<ul class=\"x\"><li tal:repeat=\"r rows\"/></ul>",
	    "<ul class=\"x\">");
	cut_is("<b tal:condition=\"rows\">y</b><li tal:repeat=\"r rows\"/>",
	    "<b>y</b>");
	cut_is("<ul tal:condition=\"yes\"><li tal:repeat=\"r rows\"/></ul>",
	    NULL);
	cut_is("<li tal:repeat=\"r empty\"/>", NULL);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		TEST(content_shows_and_escapes),
		TEST(replace_takes_the_place),
		TEST(alternatives_take_the_first_there),
		TEST(string_joins_what_is_there),
		TEST(attributes_set_keep_and_leave_out),
		TEST(condition_knows_the_types),
		TEST(repeat_goes_through_rows),
		TEST(repeat_nests),
		TEST(define_is_a_name_for_an_expression),
		TEST(omit_tag_leaves_the_content),
		TEST(output_is_html_and_xml),
		TEST(title_takes_no_chips),
		TEST(loop_of_many_rows),
		TEST(rows_made_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
