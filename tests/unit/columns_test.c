/* columns.c and schema.c. */

#include "harness.h"

#include "columns.h"
#include "schema.h"

static void
names_are_good(void **state)
{
	const struct columns	*t;
	const struct column	*c;
	size_t			 i, k, m;

	(void)state;
	for (i = 0; (t = columns_all[i]) != NULL; i++) {
		assert_ptr_equal(columns_find(t->name), t);
		assert_true(t->n > 0 && t->doc[0] != '\0');
		for (k = 0; k < t->n; k++) {
			c = &t->list[k];
			/* Neither CSV nor JSON escapes them. */
			assert_int_equal(strspn(c->name,
			    "abcdefghijklmnopqrstuvwxyz_"), strlen(c->name));
			assert_true(strlen(c->name) <= COLUMN_NAME_MAX);
			assert_non_null(c->get);
			assert_true(c->doc[0] != '\0' && c->html[0] != '\0');
			assert_null(strpbrk(c->doc, "|\n"));
			assert_null(strpbrk(c->html, "|\n"));
			/* A word for NULL is for what may be NULL. */
			assert_true(c->absent == NULL || c->nullable);
			assert_true(c->words == NULL ||
			    c->kind == COLUMN_WORD);
			/* What an export must have cannot be missing. */
			assert_true(c->needs == COLUMN_ALWAYS ||
			    c->needs == SQL_M_TEAM || !sql_column_needed(
			    (enum sql_column)c->needs));
			for (m = 0; m < k; m++)
				assert_string_not_equal(c->name,
				    t->list[m].name);
		}
	}
	assert_null(columns_find("token"));
	assert_null(columns_find(""));
}

static const struct column *
column(const struct columns *t, const char *name)
{
	size_t	 i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->list[i].name, name) == 0)
			return &t->list[i];
	fail_msg("no column %s", name);
	return NULL;
}

static void
recorded_is_what_the_export_has(void **state)
{
	struct sql_schema	 s;

	(void)state;
	memset(&s, 0, sizeof(s));
	assert_true(columns_recorded(column(&columns_tokens, "id"), &s));
	assert_false(columns_recorded(column(&columns_tokens, "scim"), &s));
	s.column[SQL_T_SCIM] = true;
	assert_true(columns_recorded(column(&columns_tokens, "scim"), &s));
	assert_false(columns_recorded(column(&columns_tokens, "user_name"),
	    &s));
	s.column[SQL_U_NAME] = true;
	assert_true(columns_recorded(column(&columns_tokens, "user_name"),
	    &s));
	/* Teams need both tables. */
	s.table[SQL_TEAM_MEMBERS] = s.column[SQL_M_TEAM] = true;
	assert_false(columns_recorded(column(&columns_service_users, "teams"),
	    &s));
	s.table[SQL_TEAMS] = true;
	assert_true(columns_recorded(column(&columns_service_users, "teams"),
	    &s));
}

static struct column_value
value(const struct columns *t, const char *name, const void *rec)
{
	struct column_value	 v = { .none = false };

	column(t, name)->get(rec, &v);
	return v;
}

static void
tokens_are_read(void **state)
{
	const struct columns	*t = &columns_tokens;
	struct user		 u = { .user_id = SLICE("svc_a") };
	struct token		 k = { .id = 7, .user = &u, .owner = 3,
				    .name = SLICE("n"),
				    .state = TOKEN_EXPIRED,
				    .scim = ANSWER_NOT_RECORDED };
	struct column_value	 v;

	(void)state;
	assert_int_equal(value(t, "id", &k).number, 7);
	assert_true(value(t, "service_user", &k).none);
	k.has_owner = true;
	v = value(t, "service_user", &k);
	assert_false(v.none);
	assert_int_equal(v.number, 3);
	assert_int_equal(slice_cmp(value(t, "user_id", &k).text,
	    SLICE("svc_a")), 0);
	assert_null(value(t, "user_name", &k).text.ptr);
	assert_null(value(t, "description", &k).text.ptr);
	assert_int_equal(slice_cmp(value(t, "state", &k).text,
	    SLICE("expired")), 0);
	assert_ptr_equal(value(t, "last_used", &k).stamp, &k.last_used);
	assert_ptr_equal(value(t, "created", &k).stamp, &k.created);
	assert_ptr_equal(value(t, "revoked", &k).stamp, &k.revoked);
	assert_ptr_equal(value(t, "expiration", &k).stamp, &k.expiration);
	assert_true(value(t, "scim", &k).none);
	k.scim = ANSWER_YES;
	assert_int_equal(value(t, "scim", &k).number, 1);
	k.scim = ANSWER_NO;
	v = value(t, "scim", &k);
	assert_false(v.none);
	assert_int_equal(v.number, 0);
}

static void
users_are_read(void **state)
{
	const struct columns	*t = &columns_service_users;
	const struct team	 teams[] = { { 1, SLICE("a"), true },
				    { 2, SLICE("b"), true } };
	struct user		 u = { .id = 3, .slug = SLICE("svc-a"),
				    .active = ANSWER_NO, .teams = teams,
				    .nteams = 2 };
	struct column_value	 v;
	const struct slice	*s;

	(void)state;
	u.totals.tokens = 9;
	u.totals.state[TOKEN_ACTIVE] = 4;
	u.totals.state[TOKEN_REVOKED] = 3;
	u.totals.state[TOKEN_EXPIRED] = 2;
	assert_int_equal(value(t, "tokens", &u).number, 9);
	assert_int_equal(value(t, "active_tokens", &u).number, 4);
	assert_int_equal(value(t, "revoked_tokens", &u).number, 3);
	assert_int_equal(value(t, "expired_tokens", &u).number, 2);
	assert_int_equal(value(t, "active", &u).number, 0);
	assert_false(value(t, "active", &u).none);
	assert_int_equal(slice_cmp(value(t, "page", &u).text,
	    SLICE("svc-a")), 0);
	v = value(t, "teams", &u);
	assert_int_equal(v.ntexts, 2);
	s = (const void *)((const char *)v.texts + v.texts_size + v.texts_at);
	assert_int_equal(slice_cmp(*s, SLICE("b")), 0);
}

/* A small table, to see every kind in full. */
static void
schema_of_every_kind(void **state)
{
	static const char *const	 words[] = { "x", "y", NULL };
	static const struct column	 list[] = {
		{ "n", COLUMN_NUMBER, true, COLUMN_ALWAYS, NULL, NULL, NULL,
		    "N", "" },
		{ "w", COLUMN_WORD, true, COLUMN_ALWAYS, NULL, words, NULL,
		    "W \"q\"", "" },
		{ "p", COLUMN_PAGE, false, SQL_T_SCIM, NULL, NULL, NULL, "P",
		    "" },
		{ "l", COLUMN_TEXTS, false, COLUMN_ALWAYS, NULL, NULL, NULL,
		    "L", "" },
	};
	static const struct columns	 t = { "t", "T.", "any", list, 4 };
	struct buf			 b = BUF_INIT;

	(void)state;
	schema_print(&b, &t);
	assert_non_null(strstr(b.ptr, "\"n\": {\"type\": [\"integer\", "
	    "\"null\"], \"description\": \"N\"},\n"));
	assert_non_null(strstr(b.ptr, "\"w\": {\"type\": [\"string\", "
	    "\"null\"], \"enum\": [\"x\", \"y\", null], \"description\": "
	    "\"W \\\"q\\\"\"},\n"));
	assert_non_null(strstr(b.ptr, "\"required\": [\"n\", \"w\", "
	    "\"l\"]"));
	assert_non_null(strstr(b.ptr, "\"items\": {\"enum\": [\"p\"]}"));
	assert_non_null(strstr(b.ptr, "\"items\": {\"type\": \"string\"}, "
	    "\"description\": \"L\"}\n"));
	assert_null(strstr(b.ptr, "\"unreadable\""));
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(names_are_good),
		cmocka_unit_test(recorded_is_what_the_export_has),
		cmocka_unit_test(tokens_are_read),
		cmocka_unit_test(users_are_read),
		cmocka_unit_test(schema_of_every_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
