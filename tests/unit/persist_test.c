/* persist and past_is_reused: findings and internal IDs of two snapshots. */

#include "harness.h"

#include "persist.h"

#define HEAD	"rule,severity,subject,token,service_user,user_id,name,fact\r\n"

#define EVERY	(((uint32_t)1 << 28) - 1)	/* rules */
#define UNTOLD	0				/* it does not say which */

static void
begin(struct persist_side *side, const char *file, const char *rows,
    uint32_t rules)
{
	static const int	 at[PERSIST_COLUMNS] = { 0, 2, 3, 4, 5, 6, 7 };
	struct slice		 cells[16];
	const char		*why;
	int			 fd = open(file, O_RDWR | O_CREAT | O_TRUNC,
				    0600);

	assert_int_equal(write(fd, HEAD, strlen(HEAD)), strlen(HEAD));
	assert_int_equal(write(fd, rows, strlen(rows)), strlen(rows));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	side->csv = csv_open(fd);
	side->subject = file;
	side->told = true;
	side->rules = rules;
	memcpy(side->at, at, sizeof(at));
	assert_int_equal(csv_next(side->csv, cells, 16, &why), 8);
}

/* Compare, and what is told a line each. */
static int
compare_with(uint32_t was_rules, const char *was_rows, uint32_t is_rules,
    const char *is_rows, const char *want, int64_t persist)
{
	struct persist_side	 was, is;
	struct past		*past;
	struct changes		*ch;
	struct owners		 o;
	struct change		 c;
	struct buf		 b = BUF_INIT;
	bool			 used;
	int			 bit, rc, dirfd = open(".", O_RDONLY |
				    O_DIRECTORY);

	owners_init(&o);
	past = past_new(dirfd, false, 5000);
	assert_int_equal(past_tokens_done(past), 0);
	ch = changes_new(past, dirfd);
	assert_int_equal(changes_tokens_done(ch, &o), 0);
	assert_int_equal(past_users_done(past), 0);
	assert_int_equal(changes_users_done(ch), 0);
	begin(&was, "was.csv", was_rows, was_rules);
	begin(&is, "is.csv", is_rows, is_rules);
	was.told = was_rules != UNTOLD;
	rc = persist_compare(ch, &was, &is, dirfd);
	assert_int_equal(changes_done(ch), 0);
	while (rc == 0 && changes_next(ch, &c, &used) == 1) {
		assert_int_equal(c.subject, CHANGE_FINDING);
		buf_addf(&b, "%s ", change_transition_word(c.transition));
		buf_slice(&b, c.rule);
		buf_addf(&b, " %lld ", c.has_id ? (long long)c.id : -1);
		buf_slice(&b, c.name);
		BUF_LIT(&b, ": ");
		change_put(&b, &c.from);
		BUF_LIT(&b, ">");
		change_put(&b, &c.to);
		BUF_LIT(&b, " ");
		buf_slice(&b, c.slug);
		BUF_LIT(&b, "\n");
	}
	for (bit = 0; rc == 0 && persist_rule(bit) != NULL; bit++)
		if ((changes_facts(ch)->rules_lack >> bit & 1) != 0)
			buf_addf(&b, "not %s\n", persist_rule(bit));
	if (rc == 0) {
		assert_string_equal(b.ptr, want);
		assert_true(changes_facts(ch)->findings_compared);
		assert_int_equal(changes_facts(ch)->findings.changed,
		    persist);
	}
	buf_free(&b);
	csv_free(was.csv);
	csv_free(is.csv);
	changes_free(ch);
	past_free(past);
	owners_free(&o);
	close(dirfd);
	return rc;
}

static int
compare(const char *was_rows, const char *is_rows, const char *want,
    int64_t persist)
{
	return compare_with(EVERY, was_rows, EVERY, is_rows, want, persist);
}

#define T51	"R01,high,token,51,4,\"svc\",\"one\",\"never expires\"\r\n"
#define T52	"R01,high,token,52,4,\"svc\",\"two\",\"never expires\"\r\n"
#define LATER	"R02,low,token,51,4,\"svc\",\"one\",\"91 days\"\r\n"
#define LATEST	"R02,low,token,51,4,\"svc\",\"one\",\"121 days\"\r\n"
#define USER	"R06,low,service user,,4,\"svc\",\"Service\",\"idle\"\r\n"
#define WHOLE	"R17,info,snapshot,,,,,\"1 time is unreadable\"\r\n"

static void
new_resolved_persisting(void **state)
{
	(void)state;
	compare("", "", "", 0);
	compare(T51 T52 USER, USER T52 T51, "", 3);
	/* Another fact, the same finding. */
	compare(LATER, LATEST, "", 1);
	compare(T51, T52, "resolved R01 51 one: never expires> \n"
	    "new R01 52 two: >never expires svc\n", 0);
	compare("", USER WHOLE, "new R06 4 Service: >idle svc\n"
	    "new R17 -1 : >1 time is unreadable \n", 0);
	compare(USER WHOLE T51, T51,
	    "resolved R06 4 Service: idle> \n"
	    "resolved R17 -1 : 1 time is unreadable> \n", 1);
	/* Two that are alike are two. */
	compare(WHOLE WHOLE, WHOLE,
	    "resolved R17 -1 : 1 time is unreadable> \n", 1);
	compare(WHOLE, WHOLE WHOLE,
	    "new R17 -1 : >1 time is unreadable \n", 1);
}

#define ABOUT(title, rest)						\
	"R28,low,snapshot,,,,,\"exception \"\"" title "\"\" for R01 "	\
	rest "\"\r\n"

/* Each exception is one of its own, whatever else is said of it. */
static void
exceptions(void **state)
{
	(void)state;
	compare(ABOUT("A", "x") ABOUT("B", "x"), ABOUT("B", "y"),
	    "resolved R28 -1 : exception \"A\" for R01 x> \n", 1);
	compare(ABOUT("B", "x"), ABOUT("C", "x"),
	    "resolved R28 -1 : exception \"B\" for R01 x> \n"
	    "new R28 -1 : >exception \"C\" for R01 x \n", 0);
	compare(ABOUT("B", "x"), ABOUT("B", "y"), "", 1);
}

/* Of a rule that one of the two did not look at, nothing is told. */
static void
not_looked_at(void **state)
{
	static const uint32_t	 one = 1, two = 2;

	(void)state;
	compare_with(EVERY, T51 LATER, EVERY & ~one, LATER,
	    "not R01\n", 1);
	compare_with(EVERY & ~two, T51, EVERY, T51 LATER, "not R02\n", 1);
	compare_with(EVERY & ~one, "", EVERY & ~two, T51 USER,
	    "new R06 4 Service: >idle svc\nnot R01\nnot R02\n", 0);
	/* Of another version. */
	compare(T51 "R77,low,token,51,4,\"svc\",\"one\",\"x\"\r\n", T51,
	    "not others\n", 1);
}

#define NOT_R02	"not R02\n"
#define NOT_REST	"not R03\nnot R04\nnot R05\nnot R07\nnot R08\n" \
		"not R09\n" \
		"not R10\nnot R11\nnot R12\nnot R13\nnot R14\nnot R15\n" \
		"not R16\nnot R17\nnot R18\nnot R19\nnot R20\nnot R21\n" \
		"not R22\nnot R23\nnot R24\nnot R25\nnot R26\nnot R27\n" \
		"not R28\n"

/* One that does not say which rules it looked at: those that found something
 * are known. */
static void
not_told(void **state)
{
	struct persist_side	 side;

	(void)state;
	compare_with(UNTOLD, T51 USER, 1 | 2 | 1 << 5, T52 LATER,
	    "resolved R01 51 one: never expires> \n"
	    "new R01 52 two: >never expires svc\n"
	    "resolved R06 4 Service: idle> \n" NOT_R02 NOT_REST, 0);
	persist_rules(&side, "{\"x\":1,\"evaluated\":[\"R01\",\"R03\"],"
	    "\"rows\":[");
	assert_true(side.told);
	assert_int_equal(side.rules, 1 | 4);
	persist_rules(&side, "{\"evaluated\":[],\"rows\":[");
	assert_true(side.told);
	assert_int_equal(side.rules, 0);
	persist_rules(&side, "{\"evaluated\":[\"R0");
	assert_int_equal(side.rules, 0);
	persist_rules(&side, "{\"rows\":[");
	assert_false(side.told);
}

static void
malformed(void **state)
{
	int	 old = harness_catch();

	(void)state;
	assert_int_equal(compare("", "R01,high\r\n", "", 0), -1);
	harness_caught(old, "tokensnap: is.csv: row 2: too few cells\n");
}

static void
reused(void **state)
{
	struct user	 was, is;
	struct owners	 o;
	struct past	*past;
	int		 dirfd = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	owners_init(&o);
	past = past_new(dirfd, false, 5000);
	memset(&was, 0, sizeof(was));
	was.id = 7;
	was.user_id = SLICE("svc");
	was.name.text = SLICE("Old");
	was.email.text = SLICE("old@x");
	assert_int_equal(past_add_user(past, &o, &was), 0);
	assert_int_equal(past_users_done(past), 0);
	is = was;
	assert_false(past_is_reused(past, &was, &is));
	/* Of the same person, who is called something else. */
	is.name.text = SLICE("New");
	assert_false(past_is_reused(past, &was, &is));
	/* The export has no emails any more. */
	is.email.text = (struct slice){ NULL, 0 };
	assert_false(past_is_reused(past, &was, &is));
	is.email.text = SLICE("new@x");
	assert_true(past_is_reused(past, &was, &is));
	/* The tables have U+FFFD for what is not UTF-8 in the export. */
	was.name.text = SLICE("\xef\xbf\xbd");
	was.email.text = SLICE("\xef\xbf\xbd@x");
	is.name.text = SLICE("\xe9");
	is.email.text = SLICE("\xe9@x");
	assert_false(past_is_reused(past, &was, &is));
	is = was;
	is.id = 8;
	assert_true(past_is_reused(past, NULL, &is));
	is.user_id = SLICE("other");
	assert_false(past_is_reused(past, NULL, &is));
	past_free(past);
	close(dirfd);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup_teardown(new_resolved_persisting,
		    harness_setup, harness_teardown),
		cmocka_unit_test_setup_teardown(exceptions, harness_setup,
		    harness_teardown),
		cmocka_unit_test_setup_teardown(not_looked_at, harness_setup,
		    harness_teardown),
		cmocka_unit_test_setup_teardown(not_told, harness_setup,
		    harness_teardown),
		cmocka_unit_test_setup_teardown(malformed, harness_setup,
		    harness_teardown),
		cmocka_unit_test_setup_teardown(reused, harness_setup,
		    harness_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
