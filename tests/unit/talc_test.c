#include "theme_help.h"

static void
path_unknown_gets_a_suggestion(void **state)
{
	(void)state;
	fault("<b tal:content=\"box/expiry\"/>",
	    "no field box/expiry (did you mean box/expiration?)");
	fault("<b tal:content=\"nam\"/>", "no field nam (did you mean name?)");
	fault("<b tal:content=\"zzz\"/>", "no field zzz");
	fault("<b tal:repeat=\"token rows\" tal:content=\"tokne/id\"/>",
	    "no field tokne (did you mean token?)");
	fault("<b tal:repeat=\"r rows\" tal:content=\"r/nane\"/>",
	    "no field r/nane (did you mean r/name?)");
	fault("<b tal:define=\"b box\" tal:content=\"b/usr\"/>",
	    "no field b/usr (did you mean b/user?)");
	fault("<b tal:repeat=\"r rows\" tal:content=\"repeat/r/nubmer\"/>",
	    "no field repeat/r/nubmer (did you mean repeat/r/number?)");
	fault("<b tal:repeat=\"row rows\" tal:content=\"repeat/rwo/number\"/>",
	    "no field repeat/rwo (did you mean repeat/row?)");
	fault("<b tal:repeat=\"r rows\"/><i tal:content=\"r/id\"/>",
	    "no field r");
}

static void
path_with_nothing_behind(void **state)
{
	(void)state;
	fault("<b tal:content=\"name/x\"/>", "name has no fields");
	fault("<b tal:content=\"rows/name\"/>",
	    "rows is a list: name its fields in a tal:repeat");
	fault("<b tal:define=\"n name\" tal:content=\"n/x\"/>",
	    "n has no fields");
	fault("<b tal:define=\"n box | no-box\" tal:content=\"n/user\"/>",
	    "n is no single path, so it has no fields");
	fault("<b tal:content=\"/name\"/>", "\"/name\" is no path");
	fault("<b tal:content=\"box//user\"/>", "\"box//user\" is no path");
	fault("<b tal:content=\"a b\"/>", "\"a b\" is no path");
	fault("<b tal:content=\"repeat\"/>",
	    "repeat needs a loop and what to show of it");
}

static void
expression_faults(void **state)
{
	(void)state;
	fault("<b tal:content=\"\"/>", "an expression is missing");
	fault("<b tal:content=\"name |\"/>", "an expression is missing");
	fault("<b tal:content=\"string:a ${name\"/>", "no } after ${name");
	fault("<b tal:content=\"string:a ${}\"/>", "an expression is missing");
	fault("<b tal:content=\"string:a $name\"/>",
	    "a lone $: write ${path}, or $$ for the sign");
	fault("<b tal:content=\"string:a${default}\"/>",
	    "default has no meaning inside of a string");
	fault("<b tal:content=\"python:1\"/>",
	    "no such expression: python:1 (there are paths, string:, not:, "
	    "exists: and structure)");
	fault("<b tal:content=\"not:yes\"/>",
	    "not: and exists: are conditions and cannot be shown");
	fault("<b tal:condition=\"string:x\"/>", "a string is no condition");
	fault("<b tal:condition=\"default\"/>", "default is no condition");
	fault("<b tal:condition=\"exists:string:x\"/>",
	    "exists: takes paths only");
}

static void
field_at_a_place_it_cannot_stand(void **state)
{
	(void)state;
	fault("<b tal:content=\"yes\"/>", "yes is a flag and cannot be shown: "
	    "ask for it in tal:condition");
	fault("<b tal:content=\"rows\"/>", "rows is a list and cannot be "
	    "shown: go through it with tal:repeat");
	fault("<b tal:content=\"box\"/>", "box is a record and cannot be "
	    "shown: name one of its fields");
	fault("<b tal:content=\"html\"/>", "html is HTML: write structure "
	    "html");
	fault("<b tal:content=\"structure name\"/>",
	    "name is no HTML: write it without structure");
	fault("<b tal:content=\"structure word\"/>",
	    "word is no HTML: write it without structure");
	fault("<b tal:content=\"structure string:x\"/>",
	    "structure takes fields of HTML only, no string");
	fault("<b tal:attributes=\"title html\"/>",
	    "html is HTML and can only be the content of an element");
	fault("<title tal:content=\"structure html\"/>",
	    "only text can stand here, no structure");
	fault("<title><b/></title>", "only text can stand here, no <b>");
	fault("<br tal:content=\"word\"/>", "<br> holds nothing in HTML");
	fault("<img>x</img>", "<img> holds nothing in HTML");
}

static void
address_takes_addresses_only(void **state)
{
	(void)state;
	fault("<a tal:attributes=\"href name\"/>", "name is text from the "
	    "export and cannot stand in href: it could lead anywhere");
	fault("<a tal:attributes=\"HREF string:x#${name}\"/>", "name is text "
	    "from the export and cannot stand in HREF: it could lead anywhere");
	fault("<a tal:attributes=\"href word\"/>", "word is no address and "
	    "cannot stand in href (only after a #)");
	fault("<img tal:attributes=\"src string:a/${word}\"/>", "word is no "
	    "address and cannot stand in src (only after a #)");
	fault("<a href=\"javascript:alert(1)\"/>", "href must not lead to "
	    "javascript: (only http, https and mailto may)");
	fault("<a href=\" Java&#10;Script:alert(1)\"/>", "href must not lead "
	    "to JavaScript: (only http, https and mailto may)");
	fault("<img src=\"data:image/png,x\"/>", "src must not lead to data: "
	    "(only http, https and mailto may)");
	fault("<a tal:attributes=\"href string:java${link}script:x\"/>",
	    "href must not lead to javascript: (only http, https and mailto "
	    "may)");
	fault("<a tal:define=\"x string:vbscript:y\" "
	    "tal:attributes=\"href no-link | x\"/>", "href must not lead to "
	    "vbscript: (only http, https and mailto may)");
	fault("<img srcset=\"x 2x\"/>", "no attribute srcset in a page");
	fault("<img tal:attributes=\"srcset link\"/>",
	    "no attribute srcset in a page");
	expect("<a href=\"HTTPS://x/\"/><a href=\"mailto:x\"/><a "
	    "href=\"a/b:c\"/>"
	    "<a tal:attributes=\"href string:${link}#${word}\"/>",
	    "<a href=\"HTTPS://x/\"></a><a href=\"mailto:x\"></a>"
	    "<a href=\"a/b:c\"></a><a href=\"../x.html#word\"></a>");
}

static void
what_loads_from_elsewhere_is_refused(void **state)
{
	(void)state;
	fault("<link rel=\"stylesheet\" href=\"http://x/x.css\"/>",
	    "href of <link> must not lead to http: (only a link may)");
	fault("<img src=\"https://x/x.png\"/>",
	    "src of <img> must not lead to https: (only a link may)");
	fault("<video poster=\"http://x/p\"></video>",
	    "poster of <video> must not lead to http: (only a link may)");
	fault("<svg><image href=\"HTTP://x/p\"/></svg>",
	    "href of <image> must not lead to HTTP: (only a link may)");
	fault("<img tal:attributes=\"src string:http:${link}\"/>",
	    "src of <img> must not lead to http: (only a link may)");
	fault("<a ping=\"http://x/\"/>",
	    "ping of <a> must not lead to http: (only a link may)");
	fault("<img src=\"//x/y\"/>", "src must not begin with //");
	fault("<a href=\" \\&#10;/x\"/>", "href must not begin with //");
	fault("<a tal:attributes=\"href string:/${link}/x\"/>",
	    "href must not begin with //");
	fault("<rect cursor=\"url( 'http://x/c')\"/>",
	    "url(http://x/c) is neither data: nor a file in assets");
	fault("<g FILTER=\"u\\72l(x)\"/>",
	    "no escape in the name of a function");
	fault("<g mask=\"image-set('x' 1x)\"/>", "no image-set(): write url()");
	fault("<g tal:attributes=\"fill name\"/>", "fill cannot be set");
	fault("<a attributionsrc=\"x\"/>",
	    "no attribute attributionsrc in a page");
	expect("<AREA href=\"http://x/\"/><q cite=\"https://x/\"/>"
	    "<g fill=\"url(#a)\" mask=\"none\"/><img src=\"/x\"/>",
	    "<AREA href=\"http://x/\"/><q cite=\"https://x/\"></q>"
	    "<g fill=\"url(#a)\" mask=\"none\"></g><img src=\"/x\"/>");
}

static void
what_runs_is_refused(void **state)
{
	(void)state;
	fault("<script/>", "no <script> in a page");
	fault("<ScRiPt/>", "no <ScRiPt> in a page");
	fault("<iframe/>", "no <iframe> in a page");
	fault("<object/>", "no <object> in a page");
	fault("<embed/>", "no <embed> in a page");
	fault("<base/>", "no <base> in a page");
	fault("<style/>", "no <style> in a page: styles belong into a file of "
	    "assets");
	fault("<b onclick=\"x\"/>",
	    "no attribute onclick in a page: it would be a script");
	fault("<b tal:attributes=\"ONload word\"/>",
	    "no attribute ONload in a page: it would be a script");
	fault("<b style=\"x\"/>", "no attribute style in a page: styles belong "
	    "into a file of assets");
	fault("<b tal:attributes=\"style word\"/>", "no attribute style in a "
	    "page: styles belong into a file of assets");
	fault("<meta http-equiv=\"Refresh\"/>",
	    "http-equiv can only be Content-Security-Policy");
	fault("<meta charset=\"Shift_JIS\"/>", "charset can only be utf-8");
	fault("<meta tal:attributes=\"Charset word\"/>",
	    "Charset cannot be set");
	fault("<b tal:attributes=\"xmlns:x word\"/>",
	    "\"xmlns:x\" is no name for an attribute");
	fault("<b tal:attributes=\"&gt; word\"/>",
	    "\">\" is no name for an attribute");
}

static void
statement_faults(void **state)
{
	(void)state;
	fault("<b tal:attributes=\"class\"/>", "an expression is missing");
	fault("<b tal:attributes=\"class word; class name\"/>",
	    "attribute class is set twice");
	fault("<b tal:define=\"x\"/>", "an expression is missing");
	fault("<b tal:define=\"repeat word\"/>",
	    "\"repeat\" is no name for a value");
	fault("<b tal:define=\"x default\"/>",
	    "default has no meaning in tal:define");
	fault("<b tal:define=\"global x word\"/>", "a name cannot be global: "
	    "define it on an element around its uses");
	fault("<b tal:repeat=\"r name\"/>",
	    "name is no list, and tal:repeat takes one");
	fault("<b tal:repeat=\"r rows | empty\"/>",
	    "rows | empty is no list, and tal:repeat takes one");
	fault("<b tal:repeat=\"rows\"/>", "an expression is missing");
}

static void
every_fault_is_printed(void **state)
{
	(void)state;
	fault("<b tal:content=\"nam\"/>\n<b tal:content=\"wrd\"/>\n"
	    "<script/>", "no field nam (did you mean name?)\n"
	    "tokensnap: t/list.html:3: no field wrd (did you mean word?)\n"
	    "tokensnap: t/list.html:4: no <script> in a page");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		TEST(path_unknown_gets_a_suggestion),
		TEST(path_with_nothing_behind),
		TEST(expression_faults),
		TEST(field_at_a_place_it_cannot_stand),
		TEST(address_takes_addresses_only),
		TEST(what_loads_from_elsewhere_is_refused),
		TEST(what_runs_is_refused),
		TEST(statement_faults),
		TEST(every_fault_is_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
