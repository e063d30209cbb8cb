#include "harness.h"

#include "findings.h"
#include "rules.h"

#define AS_OF	1795448580		/* 2026-11-23T15:43:00Z */
#define DAY	86400

/* An export with all columns, a policy and exceptions, and the rules. */
struct world {
	struct sql_schema	 schema;
	struct policy		 policy;
	struct exceptions	 exceptions;
	struct findings		 findings;
};

static void
begin(struct world *w, const char *exceptions,
    const struct findings_previous *previous)
{
	int	 i;

	memset(w, 0, sizeof(*w));
	for (i = 0; i < SQL_COLUMNS; i++)
		w->schema.column[i] = true;
	assert_int_equal(policy_read(&w->policy, NULL, "", NULL), 0);
	if (exceptions != NULL)
		harness_write("exceptions.ini", exceptions);
	assert_int_equal(exceptions_read(&w->exceptions,
	    exceptions != NULL ? "exceptions.ini" : NULL, AS_OF,
	    findings_of_snapshot), 0);
	findings_init(&w->findings, &w->policy, &w->exceptions, &w->schema,
	    AS_OF, previous);
}

static void
end(struct world *w)
{
	findings_free(&w->findings);
	exceptions_free(&w->exceptions);
	policy_free(&w->policy);
}

static struct user
good_user(void)
{
	struct user	 u;

	memset(&u, 0, sizeof(u));
	u.id = 1;
	u.has_id = true;
	u.user_id = slice_of("loader@service");
	u.shown = u.name.text = slice_of("Loader of tables");
	u.owner = (struct value){ slice_of("Ada"), true };
	u.purpose = (struct value){ slice_of("Loads tables"), true };
	u.active = ANSWER_YES;
	u.created = (struct stamp){ .kind = STAMP_AT, .at = AS_OF - DAY };
	u.totals.tokens = u.totals.state[TOKEN_ACTIVE] = 1;
	return u;
}

static struct token
good_token(const struct user *u)
{
	struct token	 t;

	memset(&t, 0, sizeof(t));
	t.id = 7;
	t.user = u;
	t.owner = 1;
	t.has_owner = t.active = true;
	t.name = slice_of("Nightly load");
	t.created = (struct stamp){ .kind = STAMP_AT, .at = AS_OF - 20 * DAY };
	t.expiration = (struct stamp){ .kind = STAMP_AT,
	    .at = AS_OF + 60 * DAY };
	t.last_used = (struct stamp){ .kind = STAMP_AT, .at = AS_OF - 60 };
	t.revoked = (struct stamp){ .kind = STAMP_NONE };
	return t;
}

static void
finds(struct world *w, struct token t, uint32_t found, enum rule rule,
    const char *fact)
{
	struct buf	 b = BUF_INIT;

	t.state = rules_state(t.active, &t.expiration, AS_OF);
	findings_token(&w->findings, &t);
	assert_int_equal(t.found, found);
	if (fact != NULL) {
		findings_fact(&b, &w->findings, rule, t.user, &t);
		assert_string_equal(b.ptr, fact);
	}
	buf_free(&b);
}

#define BIT(r)	((uint32_t)1 << (r))

/* The last second that is allowed, and the one after it. */
static void
boundaries(void **state)
{
	struct user	 u = good_user();
	struct token	 t = good_token(&u);
	struct world	 w;

	(void)state;
	begin(&w, NULL, NULL);
	finds(&w, t, 0, RULES, NULL);
	t.created.at = AS_OF - 200 * DAY;
	t.last_used.at = AS_OF - 90 * DAY;
	finds(&w, t, 0, RULES, NULL);
	t.last_used.at--;
	finds(&w, t, BIT(RULE_UNUSED), RULE_UNUSED, "last used more than "
	    "90 days before the as-of time, 90 allowed");
	t = good_token(&u);
	u.lasting = true;
	t.expiration.at = AS_OF + 30 * DAY + 1;
	finds(&w, t, 0, RULES, NULL);
	t.expiration.at--;
	finds(&w, t, BIT(RULE_EXPIRING), RULE_EXPIRING, "expires 30 days "
	    "after the as-of time, within the notice of 30");
	u.lasting = false;
	t.expiration.at = AS_OF + 1;
	finds(&w, t, BIT(RULE_EXPIRING) | BIT(RULE_NO_SUCCESSOR),
	    RULE_EXPIRING, "expires less than a day after the as-of time, "
	    "within the notice of 30; urgent: within 7");
	/* Another one may outlast the notice. */
	u.unsure = true;
	finds(&w, t, BIT(RULE_EXPIRING), RULES, NULL);
	assert_int_equal(w.findings.rule[RULE_NO_SUCCESSOR].unknown, 1);
	/* One that has expired is no concern of these. */
	t.expiration.at = AS_OF;
	finds(&w, t, 0, RULES, NULL);
	t = good_token(&u);
	t.created.at = t.expiration.at - 366 * DAY + 1;
	finds(&w, t, 0, RULES, NULL);
	t.created.at--;
	finds(&w, t, BIT(RULE_LIFETIME), RULE_LIFETIME,
	    "valid for 366 days, 365 allowed");
	t = good_token(&u);
	t.last_used.at = AS_OF + 300;
	finds(&w, t, 0, RULES, NULL);
	t.last_used.at++;
	finds(&w, t, BIT(RULE_CLOCK), RULE_CLOCK, "last used 5 minutes after "
	    "the as-of time, 5 allowed");
	end(&w);
}

/* How many are found and muted, and the gravest that is not. */
static void
worst(void **state)
{
	struct user		 u = good_user();
	struct token		 t = good_token(&u);
	struct findings_counts	 n;
	struct world		 w;

	(void)state;
	begin(&w, "[a]\nrule = r03\nservice-user = loader@service\n"
	    "reason = x\napprover = y\nuntil = 2027-01-01\n", NULL);
	t.expiration.kind = STAMP_NONE;
	t.last_used.kind = STAMP_NONE;
	t.created.at = AS_OF - 31 * DAY;
	findings_token(&w.findings, &t);
	assert_int_equal(t.found, BIT(RULE_NEVER_EXPIRES) |
	    BIT(RULE_NEVER_USED));
	assert_int_equal(t.muted, BIT(RULE_NEVER_EXPIRES));
	assert_int_equal(t.worst, SEVERITY_LOW);
	u.purpose.text = slice_of("");
	findings_user(&w.findings, &u);
	assert_int_equal(u.found, BIT(RULE_NO_PURPOSE));
	assert_int_equal(u.muted, 0);
	findings_count(&w.findings, &n);
	assert_int_equal(n.found[SEVERITY_HIGH], 0);
	assert_int_equal(n.found[SEVERITY_LOW], 2);
	assert_int_equal(n.muted, 1);
	end(&w);
}

static const struct exception *
find(const struct world *w, enum rule r, const char *user, int64_t id,
    const char *name, bool *used)
{
	struct user	 u = good_user();
	struct token	 t = good_token(&u);

	u.user_id = slice_of(user);
	t.id = id;
	t.name = slice_of(name);
	return exceptions_find(&w->exceptions, r, &u, name != NULL ? &t : NULL,
	    used);
}

static void
matching(void **state)
{
	static const char	 file[] =
	    "[of the user]\nrule = R01\nservice-user = b\n"
	    "reason = x\napprover = y\nuntil = 2027-01-01\n"
	    "[by number]\nrule = R01\ntoken-id = 5\n"
	    "reason = x\napprover = y\nuntil = 2027-01-01\n"
	    "[by name]\nrule = R02\nservice-user = b\ntoken = n\n"
	    "reason = x\napprover = y\nuntil = 2026-11-23T15:43:01Z\n"
	    "[over]\nrule = R03\nservice-user = b\n"
	    "reason = x\napprover = y\nuntil = 2026-11-23T15:43:00Z\n"
	    "[of all]\nrule = R17\n"
	    "reason = x\napprover = y\nuntil = 2026-11-23\n";
	bool			 used[5] = { false };
	struct world		 w;
	size_t			 i, n = 0;

	(void)state;
	begin(&w, file, NULL);
	assert_string_equal(find(&w, RULE_UNUSED, "b", 9, "n", NULL)->title,
	    "of the user");
	assert_string_equal(find(&w, RULE_UNUSED, "a", 5, "n", NULL)->title,
	    "by number");
	/* Both fit: the first of the file, and both are used. */
	assert_string_equal(find(&w, RULE_UNUSED, "b", 5, "n", used)->title,
	    "of the user");
	for (i = 0; i < 5; i++)
		n += used[i];
	assert_int_equal(n, 2);
	assert_null(find(&w, RULE_UNUSED, "a", 6, "n", NULL));
	assert_null(find(&w, RULE_UNUSED, NULL, 6, "n", NULL));
	assert_non_null(find(&w, RULE_NEVER_USED, "b", 6, "n", NULL));
	assert_null(find(&w, RULE_NEVER_USED, "b", 6, "nn", NULL));
	assert_null(find(&w, RULE_NEVER_USED, "b", 6, NULL, NULL));
	assert_null(find(&w, RULE_NEVER_EXPIRES, "b", 6, "n", NULL));
	assert_string_equal(exceptions_find(&w.exceptions, RULE_REVIEW, NULL,
	    NULL, NULL)->title, "of all");
	end(&w);
}

/* R16 to R18: what the snapshot before tells. */
static void
before(void **state)
{
	struct findings_previous previous = { .name = "2026-08-01T000000Z",
				    .as_of = AS_OF - 90 * DAY };
	struct user		 u = good_user();
	struct token		 t = good_token(&u);
	const struct exception	*about;
	struct buf		 b = BUF_INIT;
	struct world		 w;
	enum rule		 r;
	size_t			 at = 0;

	(void)state;
	begin(&w, NULL, &previous);
	assert_int_equal(w.findings.rule[RULE_REVIEW].status,
	    FINDINGS_EVALUATED);
	assert_int_equal(w.findings.rule[RULE_REUSED].status,
	    FINDINGS_NO_PREVIOUS);
	assert_int_equal(w.findings.rule[RULE_FROZEN].status,
	    FINDINGS_NO_PREVIOUS);
	assert_false(findings_snapshot(&w.findings, &at, &r, &about));
	end(&w);

	previous.as_of--;
	previous.compared = previous.records_use = previous.used = true;
	previous.last_used = AS_OF - 60;
	begin(&w, NULL, &previous);
	findings_user(&w.findings, &u);
	assert_int_equal(u.found, 0);
	u.reused = true;
	findings_user(&w.findings, &u);
	assert_int_equal(u.found, BIT(RULE_REUSED));
	findings_fact(&b, &w.findings, RULE_REUSED, &u, NULL);
	assert_string_equal(b.ptr, "its internal ID was that of another "
	    "service user in the previous snapshot");
	t.reused = true;
	findings_token(&w.findings, &t);
	assert_int_equal(t.found, BIT(RULE_REUSED));
	at = 0;
	assert_true(findings_snapshot(&w.findings, &at, &r, &about));
	assert_int_equal(r, RULE_REVIEW);
	assert_true(findings_snapshot(&w.findings, &at, &r, &about));
	assert_int_equal(r, RULE_FROZEN);
	buf_reset(&b);
	findings_fact_snapshot(&b, &w.findings, r, about);
	assert_string_equal(b.ptr, "no use is newer than those of the "
	    "previous snapshot, 2026-08-01T000000Z, whose newest is "
	    "2026-11-23T15:42:00Z");
	assert_false(findings_snapshot(&w.findings, &at, &r, &about));
	/* One second later it is not frozen. */
	t.last_used.at++;
	findings_token(&w.findings, &t);
	at = 0;
	assert_true(findings_snapshot(&w.findings, &at, &r, &about));
	assert_int_equal(r, RULE_REVIEW);
	assert_false(findings_snapshot(&w.findings, &at, &r, &about));
	end(&w);
	buf_free(&b);
}

/* A use that lies ahead of the as-of time tells nothing of the others. */
static void
used_ahead(void **state)
{
	const struct findings_previous	 previous = {
		.name = "2026-11-01T000000Z", .as_of = AS_OF - 22 * DAY,
		.compared = true, .records_use = true, .used = true,
		.last_used = AS_OF - 23 * DAY
	};
	const struct exception		*about;
	struct user			 u = good_user();
	struct token			 t = good_token(&u);
	struct world			 w;
	enum rule			 r;
	size_t				 at = 0;

	(void)state;
	begin(&w, NULL, &previous);
	t.last_used.at = AS_OF + 301;
	findings_token(&w.findings, &t);
	assert_true(findings_snapshot(&w.findings, &at, &r, &about));
	assert_int_equal(r, RULE_FROZEN);
	t.last_used.at--;
	findings_token(&w.findings, &t);
	at = 0;
	assert_false(findings_snapshot(&w.findings, &at, &r, &about));
	end(&w);
}

/* Nothing was used by then: nothing stands still. */
static void
never_used_before(void **state)
{
	const struct findings_previous	 previous = {
		.name = "2026-11-01T000000Z", .as_of = AS_OF - 22 * DAY,
		.compared = true, .records_use = true
	};
	const struct exception		*about;
	struct world			 w;
	enum rule			 r;
	size_t				 at = 0;

	(void)state;
	begin(&w, NULL, &previous);
	assert_int_equal(w.findings.rule[RULE_FROZEN].status,
	    FINDINGS_EVALUATED);
	assert_false(findings_snapshot(&w.findings, &at, &r, &about));
	end(&w);
}

static void
poor_names(void **state)
{
	static const char *const poor[] = { "test", "TEST_12", "temp", "#3",
	    "", "my-token 4", " api.key " , "2026", "\xc2\xa0\t",
	    "12345678901234567890123456789012345678901",
	    "\xe2\x80\x8b", "\xe3\x85\xa4 \xef\xbb\xbf" };
	static const char *const good[] = { "test of the loader", "tempo",
	    "load", "t", "\xc3\xa4", "\xe2\x80\x8bload" };
	struct user		 u = good_user();
	struct token		 t = good_token(&u);
	struct world		 w;
	size_t			 i;

	(void)state;
	begin(&w, NULL, NULL);
	for (i = 0; i < sizeof(poor) / sizeof(poor[0]); i++) {
		t.name = slice_of(poor[i]);
		finds(&w, t, BIT(RULE_POOR_NAME), RULES, NULL);
	}
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		t.name = slice_of(good[i]);
		finds(&w, t, 0, RULES, NULL);
	}
	end(&w);
}

/* The words of a list are read as the names are; one of which nothing is left
 * fits no other name. */
static void
own_words(void **state)
{
	static const char *const poor[] = { "service1", "SERVICE", "test 9",
	    "my token", "My-Token_3", "job.x", "", "7", "#-" };
	static const char *const good[] = { "load", "my tokens", "x", "foo" };
	struct policy		 p;
	size_t			 i;

	(void)state;
	harness_write("policy.ini", "[thresholds]\npoor-names = service1, "
	    "test123, my-token, job_x, -, 42, #1\n");
	assert_int_equal(policy_read(&p, NULL, "", "policy.ini"), 0);
	assert_string_equal(p.shown[POLICY_NAMES].ptr,
	    "service1, test123, my-token, job_x, -, 42, #1");
	for (i = 0; i < sizeof(poor) / sizeof(poor[0]); i++)
		assert_true(policy_has(&p, POLICY_NAMES, slice_of(poor[i])));
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_false(policy_has(&p, POLICY_NAMES, slice_of(good[i])));
	policy_free(&p);
}

/* A role, whatever blanks are around it. */
static void
roles(void **state)
{
	static const char *const in[] = { "Admin", " admin", "OWNER\t ",
	    "\t superuser " };
	static const char *const out[] = { "", " ", "admins", "admin1",
	    "ad min", "-admin" };
	struct policy		 p;
	size_t			 i;

	(void)state;
	assert_int_equal(policy_read(&p, NULL, "", NULL), 0);
	for (i = 0; i < sizeof(in) / sizeof(in[0]); i++)
		assert_true(policy_has(&p, POLICY_ROLES, slice_of(in[i])));
	for (i = 0; i < sizeof(out) / sizeof(out[0]); i++)
		assert_false(policy_has(&p, POLICY_ROLES, slice_of(out[i])));
	policy_free(&p);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(boundaries),
		HARNESS_TEST(worst),
		HARNESS_TEST(matching),
		HARNESS_TEST(before),
		HARNESS_TEST(never_used_before),
		HARNESS_TEST(used_ahead),
		HARNESS_TEST(poor_names),
		HARNESS_TEST(own_words),
		HARNESS_TEST(roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
