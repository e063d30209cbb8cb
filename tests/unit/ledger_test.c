#include "harness.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "archive_page.h"
#include "facts.h"
#include "ledger.h"
#include "trend.h"
#include "when.h"

static char	 digit_seal[65];

/* A seal of one digit only. */
static const char *
seal(int digit)
{
	memset(digit_seal, '0' + digit, 64);
	digit_seal[64] = '\0';
	return digit_seal;
}

/* A whole snapshot at midnight of date, number n; of n - 1 when that is
 * there. */
static struct ledger_entry *
add(struct ledger *l, const char *date, int64_t n)
{
	struct ledger_entry	*e, *p;
	char			 name[32];
	int64_t			 at;

	assert_int_equal(when_parse(slice_of(date), &at), 0);
	(void)snprintf(name, sizeof(name), "%sT000000Z", date);
	e = ledger_add(l, name, at);
	e->sequence = n;
	e->series = strdup("s");
	e->own_name = strdup(name);
	strcpy(e->seal, seal((int)n % 10));
	if (n > 1 && l->n > 1) {
		p = e - 1;
		strcpy(e->previous, p->name);
		strcpy(e->previous_seal, p->seal);
	}
	return e;
}

static void
damage(struct ledger_entry *e)
{
	e->damaged = true;
	e->sequence = 0;
	e->previous[0] = '\0';
	ledger_say(e, "bag-info.txt is missing");
}

/* Rows as letters, the newest first: s, g, m; then problems. */
static void
expect(struct ledger *l, const char *rows, const char *problems)
{
	struct buf	 got = BUF_INIT, said = BUF_INIT;
	size_t		 i, j;

	ledger_judge(l);
	for (i = 0; i < l->nrows; i++)
		buf_addc(&got, "sgm"[l->rows[i].kind]);
	for (i = 0; i < l->n; i++)
		for (j = 0; j < l->entries[i].nproblems; j++)
			buf_addf(&said, "%.10s: %s\n", l->entries[i].name,
			    l->entries[i].problems[j]);
	assert_string_equal(got.ptr, rows);
	assert_string_equal(said.ptr, problems);
	buf_free(&got);
	buf_free(&said);
}

static void
cadence(void **state)
{
	static const char *const	 bad[] = { "", "d", "90", "0d", "-1d",
					    "9h", "1 d", "1d ", "90days",
					    "10001d", "99999999999d", "+3m" };
	struct ledger_cadence		 c = { 0 };
	size_t				 i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(ledger_cadence(bad[i], &c), -1);
	assert_int_equal(c.n, 0);
	assert_int_equal(ledger_cadence("90d", &c), 0);
	assert_int_equal(c.n, 90);
	assert_int_equal(c.unit, 'd');
	assert_int_equal(ledger_cadence("10000m", &c), 0);
	assert_int_equal(c.unit, 'm');
}

static void
gaps_between(const char *a, const char *b, const char *every, int64_t days)
{
	struct ledger	 l = { 0 };

	assert_int_equal(ledger_cadence(every, &l.cadence), 0);
	add(&l, a, 1);
	add(&l, b, 2);
	ledger_judge(&l);
	assert_int_equal(l.ngaps, days > 0);
	assert_int_equal(l.nrows, days > 0 ? 3 : 2);
	if (days > 0) {
		assert_int_equal(l.rows[1].kind, LEDGER_GAP);
		assert_int_equal(l.rows[1].days, days);
		assert_string_equal(l.rows[1].before->name,
		    l.entries[0].name);
	}
	ledger_free(&l);
}

static void
gaps(void **state)
{
	struct ledger	 l = { .cadence = { 1, 'd' } };

	(void)state;
	gaps_between("2026-01-01", "2026-01-02", "1d", 0);
	gaps_between("2026-01-01", "2026-01-03", "1d", 2);
	gaps_between("2026-01-01", "2026-01-15", "2w", 0);
	gaps_between("2026-01-01", "2026-01-16", "2w", 15);
	gaps_between("2026-01-31", "2026-02-28", "1m", 0);
	gaps_between("2026-01-31", "2026-03-01", "1m", 29);
	gaps_between("2028-01-31", "2028-02-29", "1m", 0);
	gaps_between("2026-11-30", "2027-02-28", "3m", 0);
	gaps_between("2026-11-30", "2027-03-01", "3m", 91);
	gaps_between("2026-12-15", "2027-01-15", "1m", 0);
	gaps_between("2026-12-15", "2027-01-16", "1m", 32);
	gaps_between("1969-12-30", "1970-01-02", "3d", 0);
	gaps_between("1969-12-30", "1970-01-02", "2d", 3);
	/* Nearly two days, but the next date. */
	add(&l, "2026-01-01", 1);
	add(&l, "2026-01-02", 2)->as_of += 86399;
	expect(&l, "ss", "");
	ledger_free(&l);
}

/* What is damaged ends no gap. */
static void
gap_over_damage(void **state)
{
	struct ledger	 l = { .cadence = { 10, 'd' } };

	(void)state;
	add(&l, "2026-01-01", 1);
	damage(add(&l, "2026-01-09", 2));
	add(&l, "2026-01-17", 3);
	expect(&l, "sgss", "2026-01-09: bag-info.txt is missing\n");
	assert_int_equal(l.rows[1].days, 16);
	assert_int_equal(l.ndamaged, 1);
	assert_int_equal(l.nodd, 0);
	ledger_free(&l);
}

static void
missing(void **state)
{
	struct ledger		 l = { 0 };
	struct ledger_entry	*e;

	(void)state;
	e = add(&l, "2026-01-03", 3);
	strcpy(e->previous, "2026-01-02T000000Z");
	e = add(&l, "2026-01-07", 7);
	strcpy(e->previous, "2026-01-06T000000Z");
	expect(&l, "smsm",
	    "2026-01-03: follows 2026-01-02T000000Z, which is not in this "
	    "archive\n"
	    "2026-01-07: follows 2026-01-06T000000Z, which is not in this "
	    "archive\n");
	assert_int_equal(l.rows[1].first, 4);
	assert_int_equal(l.rows[1].last, 6);
	assert_int_equal(l.rows[3].first, 1);
	assert_int_equal(l.rows[3].last, 2);
	assert_int_equal(l.nmissing, 2);
	ledger_free(&l);
}

static void
broken(void **state)
{
	struct ledger		 l = { 0 };
	struct ledger_entry	*e;

	(void)state;
	add(&l, "2026-01-01", 1);
	e = add(&l, "2026-01-02", 2);
	strcpy(e->previous_seal, seal(9));
	e = add(&l, "2026-01-03", 3);
	strcpy(e->previous, "2025-12-31T000000Z");
	e = add(&l, "2026-01-04", 4);
	e->previous[0] = '\0';
	e = add(&l, "2026-01-05", 5);
	strcpy(e->previous, "2026-01-06T000000Z");
	free(e->own_name);
	e->own_name = strdup("2020-01-01T000000Z");
	expect(&l, "sssss",
	    "2026-01-02: broken chain: 2026-01-01T000000Z has not the seal "
	    "that was recorded here\n"
	    "2026-01-03: broken chain: follows 2025-12-31T000000Z, which is "
	    "not in this archive\n"
	    "2026-01-04: names no snapshot before it, though it is number 4\n"
	    "2026-01-05: the snapshot calls itself 2020-01-01T000000Z: its "
	    "folder was renamed\n"
	    "2026-01-05: wrong order: names 2026-01-06T000000Z as the one "
	    "before, which is not older\n");
	/* The chain says what the first one ought to have been. */
	assert_string_equal(l.entries[0].due_seal, seal(9));
	assert_string_equal(l.entries[4].due_seal, l.entries[4].seal);
	ledger_free(&l);
}

static void
forked(void **state)
{
	struct ledger		 l = { 0 };
	struct ledger_entry	*e;

	(void)state;
	add(&l, "2026-01-01", 1);
	add(&l, "2026-01-02", 2);
	e = add(&l, "2026-01-03", 2);
	strcpy(e->previous, "2026-01-01T000000Z");
	strcpy(e->previous_seal, seal(1));
	e = add(&l, "2026-01-04", 1);
	free(e->series);
	e->series = strdup("t");
	strcpy(e->previous, "2026-01-03T000000Z");
	strcpy(e->previous_seal, seal(2));
	e = add(&l, "2026-01-05", 1);
	e->previous[0] = '\0';
	expect(&l, "sssss",
	    "2026-01-03: a fork: number 2 is that of 2026-01-02T000000Z too\n"
	    "2026-01-03: a fork: 2026-01-02T000000Z, too, follows "
	    "2026-01-01T000000Z\n"
	    "2026-01-04: another series than that of 2026-01-03T000000Z\n"
	    "2026-01-04: names 2026-01-03T000000Z as the one before, though "
	    "it is number 1\n"
	    "2026-01-05: another series than that of 2026-01-04T000000Z\n"
	    "2026-01-05: wrong order: number 1 comes after number 2, "
	    "2026-01-03T000000Z\n");
	ledger_free(&l);
}

static void
read_json(struct facts *f, const char *text, const char *problem,
    int64_t tokens, int64_t high)
{
	struct ledger		 l = { 0 };
	struct ledger_entry	*e = add(&l, "2026-01-01", 1);

	facts_read(f, slice_of(text), e);
	assert_int_equal(e->nproblems, problem[0] != '\0');
	if (problem[0] != '\0')
		assert_string_equal(e->problems[0], problem);
	assert_int_equal(e->n[LEDGER_TOKENS], tokens);
	assert_int_equal(e->n[LEDGER_HIGH], high);
	ledger_free(&l);
}

static void
provenance(void **state)
{
	static const char	 none[] = "data/provenance.json is not a JSON "
				    "object";
	static const char	 odd[] = "data/provenance.json: totals.tokens "
				    "is not a number that could be";
	struct facts		*f = facts_new();
	struct buf		 deep = BUF_INIT;
	int			 i;

	(void)state;
	assert_non_null(f);
	read_json(f, "{\"totals\":{\"tokens\":7},\"findings\":{\"high\":2}}",
	    "", 7, 2);
	read_json(f, "{}", "", -1, -1);
	read_json(f, "{\"totals\":null,\"findings\":null}", "", -1, -1);
	read_json(f, "{\"totals\":{\"tokens\":null}}", "", -1, -1);
	read_json(f, "", none, -1, -1);
	read_json(f, "[1]", none, -1, -1);
	read_json(f, "7", none, -1, -1);
	read_json(f, "{\"totals\":", none, -1, -1);
	read_json(f, "{\"totals\":[]}",
	    "data/provenance.json: totals is not an object", -1, -1);
	read_json(f, "{\"totals\":{\"tokens\":\"7\"}}", odd, -1, -1);
	read_json(f, "{\"totals\":{\"tokens\":-1}}", odd, -1, -1);
	read_json(f, "{\"totals\":{\"tokens\":1.5}}", odd, -1, -1);
	read_json(f, "{\"totals\":{\"tokens\":true}}", odd, -1, -1);
	read_json(f, "{\"totals\":{\"tokens\":1000000000000001}}", odd, -1,
	    -1);
	read_json(f, "{\"totals\":{\"tokens\":99999999999999999999}}", odd,
	    -1, -1);
	BUF_LIT(&deep, "{\"totals\":");
	for (i = 0; i < 100000; i++)
		BUF_LIT(&deep, "[");
	read_json(f, deep.ptr, none, -1, -1);
	buf_free(&deep);
	facts_free(f);
	facts_free(NULL);
}

static int
count(xmlNode *n, const char *name)
{
	int	 found = 0;

	for (; n != NULL; n = n->next)
		found += (n->type == XML_ELEMENT_NODE &&
		    strcmp((const char *)n->name, name) == 0) +
		    count(n->children, name);
	return found;
}

/* A figure of so many columns, which is well-formed; or none at all. */
static void
expect_trend(void (*draw)(struct buf *, const struct ledger *),
    const struct ledger *l, int columns, int rects)
{
	struct buf	 b = BUF_INIT;
	xmlDoc		*doc;

	draw(&b, l);
	if (columns == 0) {
		assert_int_equal(b.len, 0);
		return;
	}
	doc = xmlReadMemory(b.ptr, (int)b.len, "trend", "UTF-8",
	    XML_PARSE_NONET);
	if (doc == NULL)
		fail_msg("not well-formed: %s", b.ptr);
	/* A row of the table for each, and its head. */
	assert_int_equal(count(doc->children, "tr"), columns + 1);
	/* A damaged snapshot has no column: the caption does not count it. */
	if (strstr(b.ptr, " records these numbers.</span>") == NULL)
		fail_msg("the caption: %s", b.ptr);
	assert_int_equal(count(doc->children, "rect"), rects);
	xmlFreeDoc(doc);
	buf_free(&b);
}

static void
set(struct ledger_entry *e, int64_t active, int64_t revoked)
{
	e->n[LEDGER_ACTIVE] = active;
	e->n[LEDGER_REVOKED] = revoked;
	e->n[LEDGER_EXPIRED] = 0;
}

static void
trends(void **state)
{
	struct ledger	 l = { 0 };
	char		 date[32];
	int		 i;

	(void)state;
	expect_trend(trend_states, &l, 0, 0);
	add(&l, "2020-01-01", 1);
	expect_trend(trend_states, &l, 0, 0);
	set(&l.entries[0], 0, 0);
	expect_trend(trend_states, &l, 1, 3);
	set(&l.entries[0], 1000000000000000, 1);
	expect_trend(trend_states, &l, 1, 3 + 2);
	expect_trend(trend_findings, &l, 0, 0);
	for (i = 0; i < 47; i++) {
		(void)snprintf(date, sizeof(date), "2021-%02d-%02d",
		    1 + i / 28, 1 + i % 28);
		set(add(&l, date, 2 + i), 5, 0);
	}
	expect_trend(trend_states, &l, 48, 3 + 2 + 47);
	/* One more, and there is one column a month: three. */
	set(add(&l, "2021-02-27", 49), 5, 5);
	expect_trend(trend_states, &l, 3, 3 + 2 + 1 + 2);
	ledger_free(&l);
}

static void
texts(void **state)
{
	struct ledger		 l = { 0 };
	struct ledger_entry	*e;
	struct buf		 b = BUF_INIT;

	(void)state;
	archive_chain(&l, &b);
	assert_string_equal(b.ptr, "");
	archive_json(&l, &b);
	assert_string_equal(b.ptr, "{\"schema_version\":1,\"cadence\":null\n"
	    ",\"snapshots\":[]\n,\"gaps\":[]\n,\"missing\":[]\n"
	    ",\"foreign\":[]}\n");
	buf_reset(&b);
	e = add(&l, "2026-01-01", 1);
	e->export_name = strdup("a\"\xff.db");
	e->n[LEDGER_TOKENS] = 0;
	ledger_other(&l, "x\n<b>", "a file");
	ledger_judge(&l);
	archive_json(&l, &b);
	assert_string_equal(b.ptr, "{\"schema_version\":1,\"cadence\":null\n"
	    ",\"snapshots\":[\n{\"name\":\"2026-01-01T000000Z\",\"as_of\":"
	    "\"2026-01-01T00:00:00Z\",\"state\":\"whole\",\"sequence\":1,"
	    "\"series\":\"s\",\"previous\":null,\"seal\":\"1111111111111111"
	    "111111111111111111111111111111111111111111111111\",\"signed\":"
	    "false,\"export\":{\"name\":\"a\\\"\xef\xbf\xbd.db\",\"sha256\":"
	    "null},\"totals\":{\"tokens\":0},\"findings\":null,\"changes\":"
	    "null,\"problems\":[]}]\n,\"gaps\":[]\n,\"missing\":[]\n"
	    ",\"foreign\":[\n{\"name\":\"x\\n<b>\",\"what\":\"a file\"}]}\n");
	buf_free(&b);
	ledger_free(&l);
}

int
main(void)
{
	static const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(cadence),
		cmocka_unit_test(gaps),
		cmocka_unit_test(gap_over_damage),
		cmocka_unit_test(missing),
		cmocka_unit_test(broken),
		cmocka_unit_test(forked),
		cmocka_unit_test(provenance),
		cmocka_unit_test(trends),
		cmocka_unit_test(texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
