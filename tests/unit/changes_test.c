/* change, past, compare, changes: what is told, how often, in which order. */

#include "harness.h"

#include "changes.h"
#include "pack.h"

/* What was told, a line each: "changed token name a>b renamed". */

static int
tell(void *arg, const struct change *c)
{
	struct buf	*b = arg;
	const char	*word = change_transition_word(c->transition);

	buf_addf(b, "%s %s %s ", change_kind_word(c->kind),
	    change_subject_word(c->subject), change_field_word(c->field));
	change_put(b, &c->from);
	BUF_LIT(b, ">");
	change_put(b, &c->to);
	buf_addf(b, " %s\n", word != NULL ? word : "-");
	return 0;
}

static struct stamp
at(int64_t t)
{
	struct stamp	 s = { STAMP_AT, t, { NULL, 0 } };

	return s;
}

static struct stamp
none(void)
{
	struct stamp	 s = { STAMP_NONE, 0, { NULL, 0 } };

	return s;
}

/* An active token of user 1, made at 1000, used at 2000, ending at 9000. */
static struct token
token(int64_t id, const char *name)
{
	struct token	 t;

	memset(&t, 0, sizeof(t));
	t.id = id;
	t.owner = 1;
	t.has_owner = true;
	t.name = slice_of(name);
	t.created = at(1000);
	t.expiration = at(9000);
	t.last_used = at(2000);
	t.revoked = none();
	t.active = true;
	return t;
}

static void
tells(const struct token *was, const struct token *is, uint32_t lacks,
    const char *want)
{
	struct buf	 b = BUF_INIT;
	struct compare	 c = { 5000, lacks, 0, tell, &b };

	assert_int_equal(compare_tokens(&c, was, is), 0);
	assert_string_equal(b.ptr, want);
	buf_free(&b);
}

static void
one_change_each(void **state)
{
	struct token	 was = token(1, "a"), is = was;

	(void)state;
	tells(&was, &is, 0, "");
	/* Revoking also says when: told once. */
	is.active = false;
	is.state = TOKEN_REVOKED;
	is.revoked = at(6000);
	tells(&was, &is, 0, "changed token state active>revoked revoked\n");
	tells(&is, &was, 0, "changed token state revoked>active restored\n");
	is = was;
	is.state = TOKEN_EXPIRED;
	tells(&was, &is, 0, "changed token state active>expired expired\n");
	tells(&is, &was, 0, "changed token state expired>active -\n");
	/* A new end that has passed: told once. */
	is.expiration = at(6000);
	tells(&was, &is, 0, "changed token expiration 1970-01-01T02:30:00Z>"
	    "1970-01-01T01:40:00Z re-dated\n");
	is = was;
	is.expiration = none();
	tells(&was, &is, 0, "changed token expiration 1970-01-01T02:30:00Z>"
	    "never re-dated\n");
	is = was;
	is.name = SLICE("b");
	tells(&was, &is, 0, "changed token name a>b renamed\n");
	is = was;
	is.owner = 2;
	tells(&was, &is, 0, "changed token service_user 1>2 moved\n");
	is.has_owner = false;
	tells(&was, &is, 0, "changed token service_user 1> moved\n");
	is = was;
	is.scim = ANSWER_YES;
	tells(&was, &is, 0, "changed token scim 0>1 -\n");
	is = was;
	is.description = SLICE("x");
	tells(&was, &is, 0, "changed token description >x -\n");
	is = was;
	is.created = at(1001);
	tells(&was, &is, 0, "changed token created 1970-01-01T00:16:40Z>"
	    "1970-01-01T00:16:41Z -\n");
	is = was;
	is.revoked = at(3000);
	tells(&was, &is, 0, "changed token revoked >1970-01-01T00:50:00Z -\n");
}

static void
two_changes_at_a_time(void **state)
{
	struct token	 was = token(1, "a"), is = was;

	(void)state;
	is.name = SLICE("b");
	is.active = false;
	is.state = TOKEN_REVOKED;
	is.last_used = at(2500);
	tells(&was, &is, 0, "changed token state active>revoked revoked\n"
	    "changed token name a>b renamed\n"
	    "changed token last_used 1970-01-01T00:33:20Z>"
	    "1970-01-01T00:41:40Z used\n");
}

static void
use(void **state)
{
	struct token	 was = token(1, "a"), is = was;

	(void)state;
	was.last_used = none();
	tells(&was, &is, 0, "changed token last_used not used yet>"
	    "1970-01-01T00:33:20Z first used\n");
	/* Backwards is nothing ordinary. */
	tells(&is, &was, 0, "changed token last_used 1970-01-01T00:33:20Z>"
	    "not used yet -\n");
	was = is;
	is.last_used = at(1999);
	tells(&was, &is, 0, "changed token last_used 1970-01-01T00:33:20Z>"
	    "1970-01-01T00:33:19Z -\n");
	is.last_used.kind = STAMP_UNREADABLE;
	is.last_used.raw = SLICE("soon");
	tells(&was, &is, 0, "changed token last_used 1970-01-01T00:33:20Z>"
	    "soon -\n");
	was = is;
	tells(&was, &is, 0, "");
}

static void
what_either_lacks(void **state)
{
	struct token	 was = token(1, "a"), is = was;

	(void)state;
	is.last_used.kind = is.expiration.kind = STAMP_NOT_RECORDED;
	is.revoked.kind = STAMP_NOT_RECORDED;
	is.scim = ANSWER_NOT_RECORDED;
	is.description = SLICE("x");
	tells(&was, &is, PAST_BIT(CHANGE_LAST_USED) |
	    PAST_BIT(CHANGE_EXPIRATION) | PAST_BIT(CHANGE_REVOKED) |
	    PAST_BIT(CHANGE_SCIM) | PAST_BIT(CHANGE_DESCRIPTION), "");
	/* A NULL in a column that is always there is no value, both ways. */
	was = is = token(1, "a");
	was.created = none();
	is.created.kind = STAMP_NOT_RECORDED;
	tells(&was, &is, 0, "");
}

static void
texts_as_tables_hold_them(void **state)
{
	struct token	 was = token(1, "a\xef\xbf\xbd" "b");
	struct token	 is = token(1, "a\xff" "b");

	(void)state;
	tells(&was, &is, 0, "");
	is.name = SLICE("a\xff" "c");
	tells(&was, &is, 0,
	    "changed token name a\xef\xbf\xbd" "b>a\xff" "c renamed\n");
	is = was;
	was.description = (struct slice){ NULL, 0 };
	is.description = SLICE("");
	tells(&was, &is, 0, "");
}

static void
another_with_its_id(void **state)
{
	struct compare	 c = { 5000, 0, 0, tell, NULL };
	struct stamp	 a = at(1000), b = at(5001), same = at(5000);
	struct stamp	 no = none();

	(void)state;
	assert_true(compare_is_other(&c, &a, &b));
	/* Made at or before the old as-of time: the same, corrected. */
	assert_false(compare_is_other(&c, &a, &same));
	assert_false(compare_is_other(&c, &b, &b));
	assert_false(compare_is_other(&c, &no, &b));
	assert_false(compare_is_other(&c, &a, &no));
}

static void
users(void **state)
{
	struct team	 team = { 1, SLICE("a; b"), true };
	struct team	 teams[2] = { { 1, SLICE("a"), true },
			    { 2, SLICE("b"), true } };
	struct buf	 b = BUF_INIT;
	struct compare	 c = { 5000, 0, 0, tell, &b };
	struct user	 was, is;

	(void)state;
	memset(&was, 0, sizeof(was));
	was.id = 1;
	was.user_id = SLICE("svc");
	was.active = ANSWER_YES;
	was.teams = &team;
	was.nteams = 1;
	is = was;
	is.teams = teams;
	is.nteams = 2;
	assert_int_equal(compare_users(&c, &was, &is), 0);
	assert_string_equal(b.ptr, "");
	is.nteams = 1;
	is.active = ANSWER_NO;
	is.role.text = SLICE("Admin");
	is.name.text = SLICE("Service");
	assert_int_equal(compare_users(&c, &was, &is), 0);
	assert_string_equal(b.ptr,
	    "changed service user name >Service renamed\n"
	    "changed service user role >Admin -\n"
	    "changed service user active 1>0 deactivated\n"
	    "changed service user teams a; b>a -\n");
	buf_reset(&b);
	c.user_lacks = PAST_BIT(CHANGE_NAME) | PAST_BIT(CHANGE_ROLE) |
	    PAST_BIT(CHANGE_TEAMS);
	assert_int_equal(compare_users(&c, &is, &was), 0);
	assert_string_equal(b.ptr,
	    "changed service user active 0>1 reactivated\n");
	buf_free(&b);
}

/* --- the whole way --- */

/* Tokens 1, 2, ... of before: of user 10 if odd, 20 if even, 30 is gone. */
static struct past *
past_of(int dirfd, int64_t n)
{
	struct past		*p = past_new(dirfd, false, 5000);
	struct past_token	 t;
	int64_t			 i;

	/* Not in the order of their ids. */
	for (i = n; i > 0; i--) {
		memset(&t, 0, sizeof(t));
		t.token = token(i, "old");
		t.token.owner = i % 50 == 0 ? 30 : i % 2 == 0 ? 20 : 10;
		t.user.user_id = slice_of(t.token.owner == 30 ? "gone" :
		    "there");
		assert_int_equal(past_add_token(p, &t), 0);
	}
	assert_int_equal(past_tokens_done(p), 0);
	return p;
}

static void
past_users(struct past *p, const struct owners *o)
{
	static const int64_t	 ids[] = { 30, 20, 10 };
	struct user		 u;
	size_t			 i;

	for (i = 0; i < 3; i++) {
		memset(&u, 0, sizeof(u));
		u.id = ids[i];
		u.user_id = slice_of(ids[i] == 30 ? "gone" : ids[i] == 20 ?
		    "twenty" : "ten");
		assert_int_equal(past_add_user(p, o, &u), 0);
	}
	assert_int_equal(past_users_done(p), 0);
}

/* Of the tokens of now every tenth is gone, every tenth but one renamed, every
 * tenth but two used; one is new. */
static void
give_tokens(struct changes *ch, const struct owners *o, int64_t n)
{
	struct token	 t;
	int64_t		 i;

	for (i = 1; i <= n + 1; i++) {
		t = token(i, i % 10 == 1 ? "new" : "old");
		t.owner = i % 2 == 0 ? 20 : 10;
		if (i % 50 == 0)
			t.owner = 30;
		if (i % 10 == 2)
			t.last_used = at(4000);
		if (i % 10 != 0)
			assert_int_equal(changes_token(ch, o, &t), 0);
	}
	assert_int_equal(changes_tokens_done(ch, o), 0);
}

static void
give_user(struct changes *ch, int64_t id, const char *name,
    struct changes_of *of)
{
	struct user	 u;

	memset(&u, 0, sizeof(u));
	u.id = id;
	u.has_id = true;
	u.user_id = u.shown = u.slug = slice_of(name);
	assert_int_equal(changes_user(ch, &u, of), 0);
}

#define MANY	100000

/* The service users of now, with what changed of them. */
static void
give_users(struct changes *ch)
{
	struct changes_of	 of;

	give_user(ch, 20, "twenty", &of);
	/* Gone: 10, 20, 30, 40, 60 ... */
	assert_int_equal(of.total, MANY / 10 - MANY / 50);
	assert_int_equal(of.used, MANY / 10);
	assert_int_equal(of.n, CHANGES_SHOWN);
	assert_int_equal(of.list[0].kind, CHANGE_REMOVED);
	assert_int_equal(of.list[0].id, 10);
	assert_string_equal(of.list[0].user.ptr, "twenty");
	assert_false(of.reused);
	give_user(ch, 10, "ten", &of);
	/* Renamed, and the one that is new. */
	assert_int_equal(of.total, MANY / 10 + 1);
	assert_int_equal(of.used, 0);
	/* A new record with the internal ID of one that is gone. */
	give_user(ch, 40, "gone", &of);
	assert_int_equal(of.total, 1);
	assert_int_equal(of.list[0].kind, CHANGE_ADDED);
	assert_true(of.reused);
	assert_int_equal(changes_users_done(ch), 0);
	assert_int_equal(changes_done(ch), 0);
}

/* All of them, use last; and the numbers. */
static void
read_all(struct changes *ch)
{
	const struct changes_facts	*f = changes_facts(ch);
	struct change			 c;
	bool				 used, was_used = false;
	int64_t				 rows = 0, uses = 0, gone = 0;

	while (changes_next(ch, &c, &used) == 1) {
		assert_true(used || !was_used);
		was_used = used;
		uses += used;
		rows += !used;
		gone += c.subject == CHANGE_USER &&
		    c.kind == CHANGE_REMOVED && c.id == 30;
	}
	assert_int_equal(f->rows, rows);
	assert_int_equal(f->used, uses);
	assert_int_equal(uses, MANY / 10);
	assert_int_equal(gone, 1);
	assert_int_equal(f->tokens.added, 1);
	assert_int_equal(f->tokens.removed, MANY / 10);
	assert_int_equal(f->tokens.changed, MANY / 10);
	assert_int_equal(f->users.added, 1);
	assert_int_equal(f->users.removed, 1);
	assert_int_equal(f->then.tokens, MANY);
	assert_int_equal(f->then.users, 3);
	assert_true(f->ever_used);
	assert_int_equal(f->newest_use, 2000);
	assert_int_equal(f->transitions[CHANGE_RENAMED], MANY / 10);
}

static void
in_order(void **state)
{
	struct owners	 o;
	struct past	*past;
	struct changes	*ch;
	int		 dirfd = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	owners_init(&o);
	/* The list of today: 20, 10, 40. */
	owners_add(&o, 20, '#');
	owners_add(&o, 10, '#');
	owners_add(&o, 40, '#');
	owners_sort(&o);
	past = past_of(dirfd, MANY);
	ch = changes_new(past, dirfd);
	changes_lack(ch, 0, 0);
	give_tokens(ch, &o, MANY);
	past_tokens_drop(past);
	past_users(past, &o);
	give_users(ch);
	read_all(ch);
	changes_rewind(ch);
	read_all(ch);
	changes_free(ch);
	past_free(past);
	owners_free(&o);
	close(dirfd);
}

/* Tokens that point at nothing: some references have tokens now, some had. */
static void
orphans(void **state)
{
	struct owners		 o;
	struct past_token	 t;
	struct changes_of	 of;
	struct past		*past;
	struct changes		*ch;
	struct user		 u;
	struct token		 is;
	struct change		 c;
	struct buf		 b = BUF_INIT;
	bool			 used;
	int64_t			 i;
	int			 dirfd = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	owners_init(&o);
	past = past_new(dirfd, false, 5000);
	for (i = 1; i <= 3; i++) {
		memset(&t, 0, sizeof(t));
		t.token = token(i, "t");
		t.token.owner = 70 + i;
		assert_int_equal(past_add_token(past, &t), 0);
	}
	assert_int_equal(past_tokens_done(past), 0);
	ch = changes_new(past, dirfd);
	is = token(2, "new name");
	is.owner = 72;
	assert_int_equal(changes_token(ch, &o, &is), 0);
	assert_int_equal(changes_tokens_done(ch, &o), 0);
	assert_int_equal(past_users_done(past), 0);
	memset(&u, 0, sizeof(u));
	u.orphan = u.has_id = true;
	u.id = 72;
	u.shown = SLICE("No service user (id 72)");
	u.slug = SLICE("orphan-72");
	assert_int_equal(changes_user(ch, &u, &of), 0);
	assert_int_equal(of.total, 1);
	assert_int_equal(of.list[0].id, 2);
	assert_int_equal(changes_users_done(ch), 0);
	assert_int_equal(changes_done(ch), 0);
	while (changes_next(ch, &c, &used) == 1) {
		buf_addf(&b, "%lld %.*s %s\n", (long long)c.id,
		    (int)c.user.len, c.user.ptr, c.slug.ptr != NULL ?
		    "has a page" : "has none");
	}
	assert_string_equal(b.ptr, "1 No service user (id 71) has none\n"
	    "2 No service user (id 72) has a page\n"
	    "3 No service user (id 73) has none\n");
	buf_free(&b);
	changes_free(ch);
	past_free(past);
	owners_free(&o);
	close(dirfd);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(one_change_each),
		cmocka_unit_test(two_changes_at_a_time),
		cmocka_unit_test(use),
		cmocka_unit_test(what_either_lacks),
		cmocka_unit_test(texts_as_tables_hold_them),
		cmocka_unit_test(another_with_its_id),
		cmocka_unit_test(users),
		cmocka_unit_test_setup_teardown(in_order, harness_setup,
		    harness_teardown),
		cmocka_unit_test_setup_teardown(orphans, harness_setup,
		    harness_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
