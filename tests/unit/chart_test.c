#include "harness.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "chart.h"

static struct when_zone	*utc;

static int
zone_setup(void **state)
{
	(void)state;
	utc = calloc(1, sizeof(*utc));
	return utc == NULL ? -1 : when_zone_open(utc, "UTC");
}

static int
zone_teardown(void **state)
{
	(void)state;
	free(utc);
	xmlCleanupParser();
	return 0;
}

static struct tally
fresh(void)
{
	struct tally	 y;

	tally_init(&y, utc, 1795448580);	/* 2026-11-23T15:43:00Z */
	return y;
}

/* A page part as a tree; it must be well-formed. */
static xmlDoc *
tree(void (*draw)(struct buf *, const struct tally *), const struct tally *y)
{
	struct buf	 b = BUF_INIT;
	xmlDoc		*doc;

	draw(&b, y);
	doc = xmlReadMemory(b.ptr, (int)b.len, "chart", "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOBLANKS);
	if (doc == NULL)
		fail_msg("not well-formed: %s", b.ptr);
	assert_null(strstr(b.ptr, "style="));
	assert_null(strchr(b.ptr, '#'));
	assert_null(strstr(b.ptr, "url("));
	buf_free(&b);
	return doc;
}

/* What an XPath gives, as text into a buf. */
static void
ask(xmlDoc *doc, const char *path, struct buf *b)
{
	xmlXPathContext	*x = xmlXPathNewContext(doc);
	xmlXPathObject	*o = xmlXPathEvalExpression(BAD_CAST path, x);
	xmlChar		*text;

	if (o == NULL)
		fail_msg("%s", path);
	text = xmlXPathCastToString(o);
	buf_reset(b);
	buf_adds(b, (const char *)text);
	xmlFree(text);
	xmlXPathFreeObject(o);
	xmlXPathFreeContext(x);
}

static void
is(xmlDoc *doc, const char *path, const char *wanted)
{
	struct buf	 b = BUF_INIT;

	ask(doc, path, &b);
	if (strcmp(b.ptr, wanted) != 0)
		fail_msg("%s: %s, not %s", path, b.ptr, wanted);
	buf_free(&b);
}

/* A number with separators. */
static int64_t
number(const char *s)
{
	int64_t	 n = 0;

	for (; *s != '\0'; s++) {
		if (*s == ',')
			continue;
		assert_true(*s >= '0' && *s <= '9');
		n = n * 10 + (*s - '0');
	}
	return n;
}

static int64_t
count(xmlDoc *doc, const char *path)
{
	struct buf	 b = BUF_INIT;
	int64_t		 n;

	ask(doc, path, &b);
	n = number(b.ptr);
	buf_free(&b);
	return n;
}

/* An attribute in tenths: "12.5" is 125. */
static int
tenths(xmlNode *node, const char *name)
{
	xmlChar	*text = xmlGetProp(node, BAD_CAST name);
	char	*end;
	long	 n;

	assert_non_null(text);
	n = strtol((char *)text, &end, 10) * 10;
	if (*end == '.') {
		assert_true(end[1] >= '0' && end[1] <= '9' && end[2] == '\0');
		n += end[1] - '0';
	} else {
		assert_int_equal(*end, '\0');
	}
	xmlFree(text);
	return (int)n;
}

static bool
is_called(const xmlNode *node, const char *name)
{
	return strcmp((const char *)node->name, name) == 0;
}

/* Nothing leaves the picture: 70 tenths are room for any digit. */
static void
fits(xmlDoc *doc)
{
	xmlNode	*node = xmlDocGetRootElement(doc)->children;
	xmlChar	*box, *text;
	int	 height, x, y;

	while (!is_called(node, "svg"))
		node = node->next;
	box = xmlGetProp(node, BAD_CAST "viewBox");
	assert_int_equal(strncmp((char *)box, "0 0 320 ", 8), 0);
	height = (int)strtol((char *)box + 8, NULL, 10) * 10;
	xmlFree(box);
	for (node = node->children; node != NULL; node = node->next) {
		if (is_called(node, "rect")) {
			assert_true(tenths(node, "width") >= 10);
			x = tenths(node, "x") + tenths(node, "width");
			y = tenths(node, "y") + tenths(node, "height");
		} else if (is_called(node, "text")) {
			text = xmlNodeGetContent(node);
			x = tenths(node, "x") + 70 * xmlStrlen(text);
			y = tenths(node, "y");
			xmlFree(text);
		} else {
			continue;
		}
		assert_in_range(x, 0, 3200);
		assert_in_range(y, 0, height);
	}
}

/* The table has each row once, and its sums are sums. */
static void
adds_up(xmlDoc *doc, int64_t tokens)
{
	char	 path[128];
	int64_t	 rows = count(doc, "count(//tbody/tr)"), n, sum;
	int64_t	 columns = count(doc, "count(//tfoot/tr/td)");
	int	 i, k;

	for (k = 1; k <= columns; k++) {
		for (sum = 0, i = 1; i <= rows; i++) {
			(void)snprintf(path, sizeof(path),
			    "string(//tbody/tr[%d]/td[%d])", i, k);
			sum += count(doc, path);
		}
		(void)snprintf(path, sizeof(path), "string(//tfoot/tr/td[%d])",
		    k);
		n = count(doc, path);
		assert_int_equal(n, sum);
	}
	assert_int_equal(n, tokens);
	for (i = 1; columns == 4 && i <= rows; i++) {
		for (sum = 0, k = 1; k < 4; k++) {
			(void)snprintf(path, sizeof(path),
			    "string(//tbody/tr[%d]/td[%d])", i, k);
			sum += count(doc, path);
		}
		(void)snprintf(path, sizeof(path),
		    "string(//tbody/tr[%d]/td[4])", i);
		assert_int_equal(count(doc, path), sum);
	}
}

static void
states_exactly(void **state)
{
	struct tally	 y = fresh();
	struct buf	 b = BUF_INIT;

	(void)state;
	y.state[TOKEN_ACTIVE] = 1234;
	y.state[TOKEN_REVOKED] = 1;
	chart_states(&b, &y);
	assert_string_equal(b.ptr,
	    "<figure class=\"chart\" id=\"chart-states\">\n"
	    "<figcaption><b>Tokens by state</b></figcaption>\n"
	    "<svg viewBox=\"0 0 320 52\" role=\"img\" aria-labelledby=\""
	    "chart-states-title chart-states-desc\" font-size=\"12\" "
	    "fill=\"currentColor\">\n"
	    "<title id=\"chart-states-title\">Tokens by state</title>"
	    "<desc id=\"chart-states-desc\">Bars for 1,235 tokens: 1,234 "
	    "active, 1 revoked, 0 expired. The table below has every number."
	    "</desc>\n"
	    "<text x=\"0\" y=\"11.3\">Active</text>"
	    "<rect class=\"active\" fill-opacity=\"1\" x=\"104\" y=\"1\" "
	    "width=\"174\" height=\"12\" stroke=\"currentColor\"/>\n"
	    "<text x=\"283\" y=\"11.3\">1,234</text>\n"
	    "<text x=\"0\" y=\"30.3\">Revoked</text>"
	    "<rect class=\"revoked\" fill-opacity=\"0.5\" x=\"104\" y=\"20\" "
	    "width=\"1\" height=\"12\" stroke=\"currentColor\"/>\n"
	    "<text x=\"110\" y=\"30.3\">1</text>\n"
	    "<text x=\"0\" y=\"49.3\">Expired</text>\n"
	    "<text x=\"109\" y=\"49.3\" class=\"zero\">0</text>\n"
	    "</svg>\n"
	    "<details><summary>Tokens by state as a table</summary>\n"
	    "<table class=\"chart-data\"><caption>Tokens by state</caption>\n"
	    "<thead><tr><th scope=\"col\">State</th>"
	    "<th scope=\"col\">Tokens</th></tr></thead>\n"
	    "<tbody><tr><th scope=\"row\">Active</th><td>1,234</td></tr>\n"
	    "<tr><th scope=\"row\">Revoked</th><td>1</td></tr>\n"
	    "<tr><th scope=\"row\">Expired</th><td>0</td></tr>\n"
	    "</tbody>\n"
	    "<tfoot><tr><th scope=\"row\">Total</th><td>1,235</td></tr>\n"
	    "</tfoot></table></details>\n"
	    "</figure>\n");
	buf_free(&b);
}

static void
expirations(void **state)
{
	struct tally	 y = fresh();
	xmlDoc		*doc;

	(void)state;
	y.expires[TALLY_EARLIER][TOKEN_EXPIRED] = 7;
	y.expires[TALLY_MONTH + TALLY_NOW][TOKEN_ACTIVE] = 40;
	y.expires[TALLY_MONTH + TALLY_NOW][TOKEN_REVOKED] = 30;
	y.expires[TALLY_MONTH + TALLY_NOW][TOKEN_EXPIRED] = 30;
	y.expires[TALLY_NEVER][TOKEN_ACTIVE] = 2;
	doc = tree(chart_expirations, &y);
	fits(doc);
	adds_up(doc, 109);
	is(doc, "count(//tbody/tr)", "28");
	is(doc, "string(//tbody/tr[1]/th)", "Before 2025-11");
	is(doc, "string(//tbody/tr[2]/th)", "2025-11");
	is(doc, "string(//tbody/tr[4]/th)", "2026-01");
	is(doc, "string(//tbody/tr[14]/th)", "2026-11 (this snapshot)");
	is(doc, "string(//tbody/tr[26]/th)", "2027-11");
	is(doc, "string(//tbody/tr[27]/th)", "After 2027-11");
	is(doc, "string(//tbody/tr[28]/th)", "Never");
	is(doc, "string(//text[@class='now'])", "2026-11");
	/* The legend, then the parts of a bar, in their order. */
	is(doc, "count(//rect)", "8");
	is(doc, "string(//rect[4]/@class)", "expired");
	is(doc, "string(//rect[5]/@class)", "active");
	is(doc, "string(//rect[6]/@class)", "revoked");
	is(doc, "string(//rect[7]/@class)", "expired");
	is(doc, "round(10 * (//rect[6]/@x - //rect[5]/@x - //rect[5]/@width))",
	    "0");
	is(doc, "round(10 * (//rect[7]/@x - //rect[6]/@x - //rect[6]/@width))",
	    "0");
	is(doc, "count(//rect[@y = //rect[5]/@y])", "3");
	xmlFreeDoc(doc);
}

/* What should not be has a row only when there is some. */
static void
odd_rows(void **state)
{
	struct tally	 y = fresh();
	xmlDoc		*doc;

	(void)state;
	y.expires[TALLY_NEVER][TOKEN_ACTIVE] = 1;
	y.expires[TALLY_UNREADABLE][TOKEN_REVOKED] = 1;
	y.used[TALLY_AGE_UNREADABLE][TOKEN_ACTIVE] = 2;
	doc = tree(chart_expirations, &y);
	is(doc, "string(//tbody/tr[29]/th)", "Unreadable");
	is(doc, "count(//tbody/tr)", "29");
	xmlFreeDoc(doc);
	y.expires[TALLY_NOT_RECORDED][TOKEN_ACTIVE] = 3;
	doc = tree(chart_expirations, &y);
	is(doc, "string(//tbody/tr[29]/th)", "Not recorded");
	is(doc, "count(//tbody/tr)", "30");
	fits(doc);
	adds_up(doc, 5);
	xmlFreeDoc(doc);
	doc = tree(chart_last_use, &y);
	is(doc, "string(//tbody/tr[7]/th)", "Not used yet");
	is(doc, "string(//tbody/tr[8]/th)", "Unreadable");
	is(doc, "count(//tbody/tr)", "8");
	adds_up(doc, 2);
	xmlFreeDoc(doc);
	y.used[TALLY_AGE_AFTER][TOKEN_ACTIVE] = 3;
	doc = tree(chart_last_use, &y);
	is(doc, "string(//tbody/tr[1]/td[4])", "0");
	is(doc, "string(//tbody/tr[8]/th)", "After snapshot");
	is(doc, "string(//tbody/tr[8]/td[4])", "3");
	is(doc, "contains(//figcaption, 'After snapshot')", "true");
	fits(doc);
	adds_up(doc, 5);
	xmlFreeDoc(doc);
}

static void
last_use(void **state)
{
	static const char *const labels[] = { "Less than a day",
	    "1 to 7 days", "8 to 30 days", "31 to 90 days", "91 to 365 days",
	    "Over 365 days", "Not used yet" };
	struct tally	 y = fresh();
	struct buf	 path = BUF_INIT;
	xmlDoc		*doc;
	int		 i;

	(void)state;
	for (i = 0; i <= TALLY_AGE_NOT_USED; i++)
		y.used[i][i % TOKEN_STATES] = i + 1;
	doc = tree(chart_last_use, &y);
	fits(doc);
	adds_up(doc, 28);
	for (i = 0; i <= TALLY_AGE_NOT_USED; i++) {
		buf_reset(&path);
		buf_addf(&path, "string(//tbody/tr[%d]/th)", i + 1);
		is(doc, path.ptr, labels[i]);
		buf_reset(&path);
		buf_addf(&path, "string(//tbody/tr[%d]/td[4])", i + 1);
		assert_int_equal(count(doc, path.ptr), i + 1);
	}
	buf_free(&path);
	xmlFreeDoc(doc);
}

/* A sentence, and no picture. */
static void
says(void (*draw)(struct buf *, const struct tally *), const struct tally *y,
    const char *sentence)
{
	xmlDoc	*doc = tree(draw, y);

	is(doc, "string(/figure/p)", sentence);
	is(doc, "count(//svg | //table | //details)", "0");
	is(doc, "count(/figure/figcaption)", "1");
	xmlFreeDoc(doc);
}

static void
nothing(void **state)
{
	struct tally	 y = fresh();

	(void)state;
	says(chart_states, &y, "There are no tokens in this export.");
	says(chart_expirations, &y, "There are no tokens in this export.");
	says(chart_last_use, &y, "There are no tokens in this export.");
	y.expires[TALLY_NOT_RECORDED][TOKEN_ACTIVE] = 5;
	y.used[TALLY_AGE_NOT_RECORDED][TOKEN_REVOKED] = 5;
	says(chart_expirations, &y,
	    "This export does not record when tokens expire.");
	says(chart_last_use, &y,
	    "This export does not record when tokens were last used.");
}

static void
one_token(void **state)
{
	struct tally	 y = fresh();
	xmlDoc		*doc;

	(void)state;
	y.state[TOKEN_EXPIRED] = 1;
	doc = tree(chart_states, &y);
	is(doc, "string(//desc)", "Bars for 1 token: 0 active, 0 revoked, "
	    "1 expired. The table below has every number.");
	fits(doc);
	xmlFreeDoc(doc);
}

/* Numbers beyond any export, alone, together and beside small ones. */
static void
huge(void **state)
{
	static const int64_t	 sizes[] = { 999999999999999, 1000000000000000,
				    1000000000000001, INT64_MAX / 100 };
	struct tally		 y;
	xmlDoc			*doc;
	size_t			 i;
	int			 s;

	(void)state;
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		y = fresh();
		for (s = 0; s < TALLY_SPANS; s++)
			y.expires[s][TOKEN_ACTIVE] = sizes[i];
		y.expires[TALLY_NEVER][TOKEN_REVOKED] = 1;
		y.expires[TALLY_NEVER][TOKEN_EXPIRED] = 1;
		doc = tree(chart_expirations, &y);
		fits(doc);
		adds_up(doc, sizes[i] * TALLY_SPANS + 2);
		xmlFreeDoc(doc);
	}
	y = fresh();
	y.state[TOKEN_ACTIVE] = INT64_MAX - 2;
	y.state[TOKEN_REVOKED] = 1;
	doc = tree(chart_states, &y);
	fits(doc);
	is(doc, "string(//tbody/tr[1]/td)", "9,223,372,036,854,775,805");
	is(doc, "string(//rect[2]/@width)", "1");
	xmlFreeDoc(doc);
}

/* The longest bar takes the room and its number ends near the edge. */
static void
widths(void **state)
{
	struct tally	 y = fresh();
	xmlDoc		*doc;
	int64_t		 n;

	(void)state;
	for (n = 1; n < 100000000; n *= 10) {
		y.state[TOKEN_ACTIVE] = n;
		y.state[TOKEN_REVOKED] = n / 2;
		y.state[TOKEN_EXPIRED] = n / 1000;
		doc = tree(chart_states, &y);
		fits(doc);
		is(doc, "round(//text[2]/@x + 7 * string-length(//text[2]))",
		    "318");
		if (n >= 10)
			is(doc, "round(//rect[1]/@width div //rect[2]/@width)",
			    "2");
		xmlFreeDoc(doc);
	}
}

/* All three may stand on one page. */
static void
one_page(void **state)
{
	struct tally	 y = fresh();
	struct buf	 b = BUF_INIT;
	xmlDoc		*doc;

	(void)state;
	y.state[TOKEN_ACTIVE] = y.expires[TALLY_MONTH][TOKEN_ACTIVE] =
	    y.used[TALLY_AGE_30][TOKEN_ACTIVE] = 3;
	BUF_LIT(&b, "<div>");
	chart_states(&b, &y);
	chart_expirations(&b, &y);
	chart_last_use(&b, &y);
	BUF_LIT(&b, "</div>");
	doc = xmlReadMemory(b.ptr, (int)b.len, "charts", "UTF-8", 0);
	assert_non_null(doc);
	is(doc, "count(//figure[@class='chart'])", "3");
	is(doc, "count(//@id)", "9");
	is(doc, "count(//*[@id = following::*/@id])", "0");
	is(doc, "count(//svg[@aria-labelledby = concat(title/@id, ' ', "
	    "desc/@id)])", "3");
	is(doc, "count(//th[not(@scope)])", "0");
	is(doc, "count(//@width[. < 1] | //@style | //@xmlns)", "0");
	xmlFreeDoc(doc);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(states_exactly),
		cmocka_unit_test(expirations),
		cmocka_unit_test(odd_rows),
		cmocka_unit_test(last_use),
		cmocka_unit_test(nothing),
		cmocka_unit_test(one_token),
		cmocka_unit_test(huge),
		cmocka_unit_test(widths),
		cmocka_unit_test(one_page),
	};

	return cmocka_run_group_tests(tests, zone_setup, zone_teardown);
}
