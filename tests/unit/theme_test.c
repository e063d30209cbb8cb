#include "theme_help.h"

static void
expect_all(size_t nwant, const char *want)
{
	struct theme	*t;
	char		 err[4096];

	t = open_theme("t", nwant, err);
	assert_string_equal(err, want);
	theme_free(t);
}

static void
folder_that_is_none(void **state)
{
	struct theme	*t;
	char		 err[4096];

	(void)state;
	t = open_theme("no/such", 1, err);
	assert_null(t);
	assert_string_equal(err,
	    "tokensnap: no/such: No such file or directory\n");
	put_file("f", "");
	t = open_theme("f", 1, err);
	assert_null(t);
	assert_string_equal(err, "tokensnap: f: Not a directory\n");
	put_list("<b tal:content=\"nam\"/>");
	t = open_theme("./t/", 1, err);
	assert_null(t);
	assert_string_equal(err, "tokensnap: ./t/list.html:2: no field nam "
	    "(did you mean name?)\n");
}

static void
template_missing_or_unknown(void **state)
{
	(void)state;
	put_list("");
	expect_all(2, "tokensnap: t: the template user.html is missing\n");
	put_file("t/usr.html", "<p/>");
	expect_all(2, "tokensnap: t/usr.html: no template of this name (did "
	    "you mean user.html?)\n"
	    "tokensnap: t: the template user.html is missing\n");
	put_file("t/user.html", "<p/>");
	expect_all(2, "tokensnap: t/usr.html: no template of this name (did "
	    "you mean user.html?)\n");
	put_file("t/usr.html", "<p xmlns:metal=\"http://xml.zope.org/"
	    "namespaces/metal\" metal:define-macro=\"m\"/>");
	put_file("t/layout.html", "<p/>");
	put_file("t/README.md", "x");
	put_file("t/.x.html", "x");
	expect_all(2, "");
}

static void
template_that_is_no_file(void **state)
{
	struct theme	*t;
	char		 err[4096];

	(void)state;
	assert_int_equal(mkfifo("t/list.html", 0600), 0);
	t = open_theme("t", 1, err);
	assert_null(t);
	assert_int_equal(strncmp(err, "tokensnap: t/list.html: ", 24), 0);
}

static void
assets_are_kept_and_sorted(void **state)
{
	const struct theme_asset	*a;
	struct theme			*t;
	char				 err[4096];
	size_t				 n;

	(void)state;
	put_list("<link href=\"assets/style.css\"/><img tal:attributes="
	    "\"src string:${link}assets/a.svg#${word}\"/>");
	put_file("t/assets/style.css", "a { background: url(a.svg#x) }");
	put_file("t/assets/a.svg", "<svg/>");
	t = open_theme("t", 1, err);
	assert_string_equal(err, "");
	a = theme_assets(t, &n);
	assert_int_equal(n, 2);
	assert_string_equal(a[0].name, "a.svg");
	assert_string_equal(a[0].data.ptr, "<svg/>");
	assert_string_equal(a[1].name, "style.css");
	theme_free(t);
	theme_free(NULL);
}

static void
assets_referred_to_must_be_there(void **state)
{
	(void)state;
	put_file("t/assets/style.css", "");
	fault("<link href=\"assets/styel.css\"/>",
	    "no file assets/styel.css (did you mean assets/style.css?)");
	fault("<link tal:attributes=\"href string:${link}assets/styel.css\"/>",
	    "no file assets/styel.css (did you mean assets/style.css?)");
	fault("<use href=\"assets/icons.svg#a\"/>",
	    "no file assets/icons.svg");
	fault("<img tal:attributes=\"src string:assets/${link}.css\"/>",
	    "the name of a file in assets must stand in the template");
}

static void
assets_with_bad_names(void **state)
{
	(void)state;
	put_list("");
	put_file("t/assets/A.css", "");
	expect_all(1, "tokensnap: t/assets/A.css: names in assets are of a-z "
	    "0-9 . _ - and start with a letter or a digit\n");
	assert_int_equal(unlink("t/assets/A.css"), 0);
	put_file("t/assets/.htaccess", "");
	expect_all(1, "tokensnap: t/assets/.htaccess: names in assets are of "
	    "a-z 0-9 . _ - and start with a letter or a digit\n");
}

static void
assets_that_are_links(void **state)
{
	struct theme	*t;
	char		 err[4096];

	(void)state;
	put_list("");
	assert_int_equal(symlink("/etc/passwd", "t/assets/a.css"), 0);
	t = open_theme("t", 1, err);
	assert_null(t);
	assert_int_equal(strncmp(err, "tokensnap: t/assets/a.css: ", 27), 0);
}

static void
css_loads_nothing_from_elsewhere(void **state)
{
	(void)state;
	put_list("");
	put_file("t/assets/font.woff2", "x");
	put_file("t/assets/s.css", "/* @import */\n@IMPORT 'x';\n"
	    "a { b: url(http://x/) }\nc { d: URL( \"fnot.woff2\" ) }\n"
	    "e::before { content: \"@import url(x)\" }\n"
	    "f { b: url(data:image/png;base64,x) }\n"
	    "g { b: url('font.woff2') url(#id) }\n"
	    "h { b: u\\72l(x) }\n@\\69mport 'x';\n"
	    "i { b: image-set('x' 1x) }\n");
	expect_all(1,
	    "tokensnap: t/assets/s.css:2: no @import: put the rules into the "
	    "file itself\n"
	    "tokensnap: t/assets/s.css:3: url(http://x/) is neither data: nor "
	    "a file in assets\n"
	    "tokensnap: t/assets/s.css:4: url(fnot.woff2) is neither data: nor "
	    "a file in assets (did you mean assets/font.woff2?)\n"
	    "tokensnap: t/assets/s.css:8: no escape in the name of a function\n"
	    "tokensnap: t/assets/s.css:9: no escape in the name of an @ rule\n"
	    "tokensnap: t/assets/s.css:10: no image-set(): write url()\n");
}

static void
css_is_utf8(void **state)
{
	(void)state;
	put_list("");
	put_file("t/assets/a.css", "\xff\xfe@i");
	put_file("t/assets/b.css", "\n@charset \"Shift_JIS\";");
	put_file("t/assets/c.css", "\xef\xbb\xbf" "e::before { content: "
	    "\"\xc3\xa9\" }");
	expect_all(1, "tokensnap: t/assets/a.css: is not UTF-8\n"
	    "tokensnap: t/assets/b.css:2: no @charset: a style sheet is "
	    "UTF-8\n");
}

static void
assets_run_nothing(void **state)
{
	(void)state;
	put_list("");
	put_file("t/assets/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "xmlns:tal=\"http://xml.zope.org/namespaces/tal\">\n"
	    "<g><script>x</script></g>\n<g onload=\"x\"/>\n"
	    "<image href=\"http://x/\"/>\n"
	    "<g tal:replace=\"nothing\"><set/></g>\n"
	    "<tal:block><a href=\"javascript:x\"/></tal:block>\n</svg>");
	put_file("t/assets/b.svg", "<!DOCTYPE svg [<!ENTITY x \"y\">]><svg/>");
	put_file("t/assets/run.html", "<script/>");
	expect_all(1, "tokensnap: t/assets/run.html: only style sheets, "
	    "pictures, fonts and .txt can be assets\n"
	    "tokensnap: t/assets/a.svg:2: no <script> in a page\n"
	    "tokensnap: t/assets/a.svg:3: no attribute onload in a page: it "
	    "would be a script\n"
	    "tokensnap: t/assets/a.svg:4: href of <image> must not lead to "
	    "http: (only a link may)\n"
	    "tokensnap: t/assets/a.svg:5: no TAL or METAL in a picture\n"
	    "tokensnap: t/assets/a.svg:5: no <set> in a page\n"
	    "tokensnap: t/assets/a.svg:6: no TAL or METAL in a picture\n"
	    "tokensnap: t/assets/a.svg:6: href must not lead to javascript: "
	    "(only http, https and mailto may)\n"
	    "tokensnap: t/assets/b.svg:1: only <!DOCTYPE html> is taken\n");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		TEST(folder_that_is_none),
		TEST(template_missing_or_unknown),
		TEST(template_that_is_no_file),
		TEST(assets_are_kept_and_sorted),
		TEST(assets_referred_to_must_be_there),
		TEST(assets_with_bad_names),
		TEST(assets_that_are_links),
		TEST(css_loads_nothing_from_elsewhere),
		TEST(css_is_utf8),
		TEST(assets_run_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
