#include "theme_help.h"

#define NS	"xmlns:tal=\"http://xml.zope.org/namespaces/tal\" " \
		"xmlns:metal=\"http://xml.zope.org/namespaces/metal\""

/* list.html as it stands has these faults. */
static void
whole(const char *text, const char *want)
{
	put_file("t/list.html", text);
	expect_faults(want);
}

static void
xml_malformed_has_its_line(void **state)
{
	(void)state;
	whole("<p>\n<b>\n</p>\n",
	    "t/list.html:3: Opening and ending tag mismatch: b line 2 and p");
	whole("<p>\n&nbsp;</p>", "t/list.html:2: Entity 'nbsp' not defined");
	whole("<p>\n<b a=1/></p>",
	    "t/list.html:2: AttValue: \" or ' expected");
	whole("<p/>\n<p/>",
	    "t/list.html:2: Extra content at the end of the document");
	whole("", "t/list.html: empty");
}

static void
xml_not_utf8_is_refused(void **state)
{
	struct theme	*t;
	char		 err[4096];

	(void)state;
	put_file("t/list.html", "<p>\n\377</p>");
	t = open_theme("t", 1, err);
	assert_null(t);
	assert_int_equal(strncmp(err, "tokensnap: t/list.html:2: ", 26), 0);
}

static void
doctype_only_bare(void **state)
{
	(void)state;
	whole("<!DOCTYPE html [<!ENTITY a \"b\">]>\n<p>&a;</p>",
	    "t/list.html:1: only <!DOCTYPE html> is taken");
	whole("<!-- <p> -->\n<!DOCTYPE html SYSTEM \"/etc/passwd\">\n<p/>",
	    "t/list.html:2: only <!DOCTYPE html> is taken");
	whole("<!DOCTYPE html PUBLIC \"a\" \"b\"><p/>",
	    "t/list.html:1: only <!DOCTYPE html> is taken");
	put_file("t/list.html", "<?xml version=\"1.0\"?>\n<!DOCTYPE html >\n"
	    "<p/>");
	expect_theme("<!DOCTYPE html>\n<p></p>\n");
}

static void
template_over_1_mib_is_refused(void **state)
{
	struct theme	*t;
	char		 err[4096], *big = malloc(TAL_MAX + 2);

	(void)state;
	assert_non_null(big);
	memset(big, ' ', TAL_MAX + 1);
	big[TAL_MAX + 1] = '\0';
	memcpy(big, "<p/>", 4);
	put_file("t/list.html", big);
	free(big);
	t = open_theme("t", 1, err);
	assert_null(t);
	assert_int_equal(strncmp(err, "tokensnap: t/list.html: ", 24), 0);
}

static void
prefix_must_be_declared(void **state)
{
	(void)state;
	whole("<p>\n<b\n  class=\"a\"\n  tal:content=\"name\"\n  "
	    "id=\"b\"/></p>",
	    "t/list.html:4: the prefix tal: is not declared "
	    "(xmlns:tal=\"...\")");
	whole("<p xmlns:tal=\"http://example.org/\">\n<b "
	    "tal:content=\"a\"/></p>",
	    "t/list.html:2: the prefix of tal:content stands for no namespace "
	    "known here");
}

static void
statement_unknown_gets_a_suggestion(void **state)
{
	(void)state;
	whole("<p " NS ">\n<b\n\n tal:contents=\"name\"\n/></p>",
	    "t/list.html:4: no statement tal:contents (did you mean "
	    "tal:content?)");
	fault("<b metal:fill-slots=\"x\"/>", "no statement metal:fill-slots "
	    "(did you mean metal:fill-slot?)");
	fault("<tal:block conditon=\"yes\"/>", "no statement tal:conditon "
	    "(did you mean tal:condition?)");
}

static void
statements_that_do_not_go_together(void **state)
{
	(void)state;
	fault("<b tal:content=\"word\" tal:replace=\"word\"/>",
	    "tal:content and tal:replace cannot stand on one element");
	fault("<b metal:use-macro=\"m\" tal:condition=\"yes\"/>",
	    "tal:condition has no effect with metal:use-macro: put it on a "
	    "tal:block around it\n"
	    "tokensnap: t/list.html:2: no macro m");
	fault("<tal:block attributes=\"class word\"/>",
	    "tal:attributes on a tal:block, which has no tag");
	fault("<tal:block xml:lang=\"en\"/>",
	    "xml:lang on a tal:block, which has no tag");
}

static void
line_is_that_of_the_attribute(void **state)
{
	(void)state;
	whole("<!DOCTYPE html>\n<!-- <b\n> --><p " NS ">\n<![CDATA[<b\n>]]>"
	    "<b title=\"a\n>b\"\n class='x'\n tal:content=\"nam\"\n id=\"c\">"
	    "</b></p>",
	    "t/list.html:8: no field nam (did you mean name?)");
}

static void
line_beyond_65535(void **state)
{
	struct buf	 b = BUF_INIT;
	int		 i;

	(void)state;
	BUF_LIT(&b, "<p " NS ">");
	for (i = 1; i < 70000; i++)
		BUF_LIT(&b, "\n");
	BUF_LIT(&b, "<b tal:content=\"nam\"/></p>");
	whole(b.ptr, "t/list.html:70000: no field nam (did you mean name?)");
	buf_free(&b);
}

static void
macro_of_another_file_with_slots(void **state)
{
	(void)state;
	put_file("t/layout.html", "<p " NS " metal:define-macro=\"page\">"
	    "[<b metal:define-slot=\"a\">A</b>][<i metal:define-slot=\"b\" "
	    "tal:content=\"word\">B</i>]</p>");
	put_file("t/list.html", "<p " NS " metal:use-macro=\"layout/page\">"
	    "sample<u metal:fill-slot=\"a\" tal:content=\"name\"/></p>");
	expect_theme("<!DOCTYPE html>\n<p>[<u>&lt;b&gt;&quot;x&quot;&amp;'</u>"
	    "][<i>word</i>]</p>\n");
}

static void
macro_of_the_same_file(void **state)
{
	(void)state;
	expect("<b metal:define-macro=\"m\">(<tal:block "
	    "metal:define-slot=\"s\">x</tal:block>)</b><i metal:use-macro="
	    "\"m\"><metal:block fill-slot=\"s\">y</metal:block></i>"
	    "<i metal:use-macro=\"m\"/>", "<b>(x)</b><b>(y)</b><b>(x)</b>");
}

static void
macro_within_a_fill_and_twice(void **state)
{
	(void)state;
	put_file("t/box.html", "<tal:block " NS ">"
	    "<b metal:define-macro=\"box\">"
	    "<tal:block metal:define-slot=\"in\"/></b></tal:block>");
	expect("<p metal:use-macro=\"box/box\"><i metal:fill-slot=\"in\">1<p "
	    "metal:use-macro=\"box/box\"><u metal:fill-slot=\"in\">2</u></p>"
	    "</i></p>", "<b><i>1<b><u>2</u></b></i></b>");
}

static void
layouts_in_layers(void **state)
{
	(void)state;
	put_file("t/layout.html", "<html " NS " metal:define-macro=\"page\">"
	    "<h1 metal:define-slot=\"title\">T</h1><p metal:define-slot="
	    "\"main\">M</p></html>");
	put_file("t/two.html", "<html " NS " metal:define-macro=\"page\" "
	    "metal:use-macro=\"layout/page\"><h2 metal:fill-slot=\"title\" "
	    "metal:define-slot=\"title\">T2</h2><div metal:fill-slot=\"main\">"
	    "<a/><q metal:define-slot=\"main\">M2</q></div></html>");
	put_file("t/list.html", "<html " NS " metal:use-macro=\"two/page\">"
	    "<s metal:fill-slot=\"main\">mine</s></html>");
	expect_theme("<!DOCTYPE html>\n<html><h2>T2</h2><div><a></a><s>mine"
	    "</s></div></html>\n");
	put_file("t/list.html", "<html " NS " metal:use-macro=\"two/page\">"
	    "<s metal:fill-slot=\"title\">mine</s></html>");
	expect_theme("<!DOCTYPE html>\n<html><s>mine</s><div><a></a><q>M2"
	    "</q></div></html>\n");
}

static void
macro_that_uses_itself(void **state)
{
	(void)state;
	fault("<b metal:define-macro=\"m\"><i metal:use-macro=\"m\"/></b>",
	    "macro m uses itself");
	put_file("t/a.html", "<b " NS " metal:define-macro=\"m\">\n"
	    "<i metal:use-macro=\"b/m\"/></b>");
	put_file("t/b.html", "<b " NS " metal:define-macro=\"m\">\n\n"
	    "<i metal:use-macro=\"a/m\"/></b>");
	put_list("<p metal:use-macro=\"a/m\"/>");
	expect_faults("t/b.html:3: macro a/m uses itself");
}

static void
macro_or_slot_unknown(void **state)
{
	(void)state;
	put_file("t/layout.html", "<p " NS " metal:define-macro=\"page\">"
	    "<b metal:define-slot=\"main\"/></p>");
	fault("<b metal:use-macro=\"layout/pgae\"/>",
	    "no macro layout/pgae (did you mean layout/page?)");
	fault("<b metal:use-macro=\"layuot/page\"/>",
	    "no file layuot.html (did you mean layout.html?)");
	fault("<b metal:use-macro=\"page\"/>", "no macro page");
	fault("<b metal:use-macro=\"layout/page\"><i metal:fill-slot=\"mian\"/>"
	    "</b>", "no slot mian in macro layout/page (did you mean main?)");
	fault("<b metal:use-macro=\"layout/page\"><i metal:fill-slot=\"main\"/>"
	    "<u metal:fill-slot=\"main\"/></b>",
	    "slot main is filled twice");
	fault("<b metal:fill-slot=\"main\"/>",
	    "metal:fill-slot outside of a metal:use-macro");
	fault("<b metal:define-macro=\"x\"/><i metal:define-macro=\"x\"/>",
	    "a second macro x");
	fault("<b metal:define-macro=\"x/y\"/>",
	    "\"x/y\" is no name for a macro");
}

static void
macro_that_multiplies_is_stopped(void **state)
{
	struct buf	 b = BUF_INIT;
	struct theme	*t;
	char		 err[4096];
	int		 i;

	(void)state;
	BUF_LIT(&b, "<b metal:define-macro=\"m0\">x</b>");
	for (i = 1; i < 30; i++)
		buf_addf(&b, "<b metal:define-macro=\"m%d\"><i "
		    "metal:use-macro=\"m%d\"/><i metal:use-macro=\"m%d\"/></b>",
		    i, i - 1, i - 1);
	put_list(b.ptr);
	buf_free(&b);
	t = open_theme("t", 1, err);
	assert_null(t);
	assert_string_equal(err, "tokensnap: t/list.html:2: more than 200000 "
	    "nodes in one page\n");
}

static void
fault_in_a_macro_is_said_once(void **state)
{
	struct theme	*t;
	char		 err[4096];

	(void)state;
	put_file("t/layout.html", "<p " NS " metal:define-macro=\"page\">\n"
	    "<b tal:content=\"nam\"/></p>");
	put_list("<b metal:use-macro=\"layout/page\"/>");
	put_file("t/user.html", HEAD "<b metal:use-macro=\"layout/page\"/>"
	    "</div>");
	t = open_theme("t", 2, err);
	assert_null(t);
	assert_string_equal(err, "tokensnap: t/layout.html:2: no field nam "
	    "(did you mean name?)\n");
	put_file("t/layout.html", "<p>\n</b>");
	t = open_theme("t", 2, err);
	assert_null(t);
	assert_string_equal(err, "tokensnap: t/layout.html:2: Opening and "
	    "ending tag mismatch: p line 1 and b\n");
}

static void
other_nodes_and_prefixes_are_refused(void **state)
{
	(void)state;
	fault("<?php x ?>", "only elements, text and comments are taken");
	fault("<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>",
	    "s:svg: write elements without a prefix");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		TEST(xml_malformed_has_its_line),
		TEST(xml_not_utf8_is_refused),
		TEST(doctype_only_bare),
		TEST(template_over_1_mib_is_refused),
		TEST(prefix_must_be_declared),
		TEST(statement_unknown_gets_a_suggestion),
		TEST(statements_that_do_not_go_together),
		TEST(line_is_that_of_the_attribute),
		TEST(line_beyond_65535),
		TEST(macro_of_another_file_with_slots),
		TEST(macro_of_the_same_file),
		TEST(macro_within_a_fill_and_twice),
		TEST(layouts_in_layers),
		TEST(macro_that_uses_itself),
		TEST(macro_or_slot_unknown),
		TEST(macro_that_multiplies_is_stopped),
		TEST(fault_in_a_macro_is_said_once),
		TEST(other_nodes_and_prefixes_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
