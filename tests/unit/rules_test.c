#include "harness.h"

#include "rules.h"

static struct user
user(const char *name, const char *email, const char *id)
{
	struct user	 u;

	memset(&u, 0, sizeof(u));
	u.has_id = true;
	u.id = 45;
	u.name.text = slice_of(name);
	u.email.text = slice_of(email);
	u.user_id = slice_of(id);
	return u;
}

static void
is_named(struct user u, const char *shown, const char *second)
{
	struct buf	 b = BUF_INIT;
	struct slice	 s = rules_shown(&u, &b), t;

	assert_int_equal(slice_cmp(s, slice_of(shown)), 0);
	t = rules_second(&u, s);
	if (second == NULL)
		assert_null(t.ptr);
	else
		assert_int_equal(slice_cmp(t, slice_of(second)), 0);
	buf_free(&b);
}

static void
names(void **state)
{
	struct user	 u;

	(void)state;
	is_named(user("svc-a", "a@x.ai", "a@service"), "svc-a", "a@x.ai");
	is_named(user("svc-a", NULL, "a@service"), "svc-a", "a@service");
	is_named(user(NULL, "a@x.ai", "a@service"), "a@x.ai", "a@service");
	is_named(user(NULL, NULL, "a@service"), "a@service", NULL);
	is_named(user("", "  ", "a@service"), "a@service", NULL);
	is_named(user("\xc2\xa0", "a@x.ai", "b"), "a@x.ai", "b");
	is_named(user("same", "same", "same"), "same", NULL);
	is_named(user("same", "same", "id"), "same", "id");
	is_named(user(NULL, NULL, NULL), "id 45", NULL);
	u = user(NULL, NULL, NULL);
	u.orphan = true;
	is_named(u, "No service user (id 45)", NULL);
	u.has_id = false;
	is_named(u, "No service user", NULL);
}

static void
initials(void **state)
{
	static const struct {
		const char	*name, *wanted;
	} cases[] = {
		{ "Pipeline Automation", "PA" }, { "svc-airflow", "AI" },
		{ "svc_data_loader", "DL" }, { "svc-airflow@qualytics.ai",
		    "AI" }, { "airflow", "AI" }, { "a", "A" }, { "svc", "SV" },
		{ "svc-", "SV" }, { "", "?" }, { "--", "?" }, { "x.y.z", "XY" },
		{ "(test) run", "TR" }, { "データ 倉庫", "デ倉" },
		{ "жук", "ЖУ" }, { "élan vital", "ÉV" },
		{ "\xe2\x80\xae""abc", "AB" }, { "7 dwarfs", "7D" },
		{ "@home", "HO" }, { "ops@x.ai", "OP" },
	};
	struct buf	 b = BUF_INIT;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_reset(&b);
		rules_initials(&b, slice_of(cases[i].name));
		assert_string_equal(b.ptr, cases[i].wanted);
	}
	buf_free(&b);
}

static void
is_slug(const char *id, const char *wanted)
{
	struct buf	 b = BUF_INIT;
	struct hash	*h = hash_new(HASH_SHA256);
	struct user	 u = user(NULL, NULL, id);

	rules_slug(&b, h, &u);
	assert_string_equal(b.ptr, wanted);
	buf_free(&b);
	hash_free(h);
}

static void
slugs(void **state)
{
	(void)state;
	is_slug("svc-airflow", "svc-airflow");
	is_slug("7", "7");
	is_slug("pipeline_automation@service",
	    "pipeline-automation-service_f40752e1d739");
	is_slug("Twin@service", "twin-service_044463d3e171");
	is_slug("twin@service", "twin-service_c8d20d8bf317");
	is_slug("../../etc/passwd", "etc-passwd_3754d6cb3a38");
	is_slug("con", "con_1143da2bc54c");
	is_slug("COM1", "com1_6eac394becc8");
	is_slug("orphan-5", "orphan-5_e2414a828c78");
	is_slug("id-45", "id-45_0f7f3525a525");
	is_slug("-x", "x_a420962426d7");
	is_slug(NULL, "id-45");
	is_slug("", "id-45");
}

static void
slug_bounds(void **state)
{
	char		 id[301];
	struct buf	 b = BUF_INIT;
	struct hash	*h = hash_new(HASH_SHA256);
	struct user	 u;

	(void)state;
	memset(id, 'a', 300);
	id[64] = '\0';
	is_slug(id, id);
	id[64] = 'a';
	id[300] = '\0';
	u = user(NULL, NULL, id);
	rules_slug(&b, h, &u);
	assert_int_equal(b.len, 64);
	buf_reset(&b);
	u = user(NULL, NULL, "😀");
	rules_slug(&b, h, &u);
	assert_int_equal(strncmp(b.ptr, "user_", 5), 0);
	assert_int_equal(b.len, 17);
	buf_reset(&b);
	u.orphan = true;
	rules_slug(&b, h, &u);
	assert_string_equal(b.ptr, "orphan-45");
	buf_reset(&b);
	u.has_id = false;
	rules_slug(&b, h, &u);
	assert_string_equal(b.ptr, "orphan-none");
	buf_free(&b);
	hash_free(h);
}

static void
states(void **state)
{
	struct stamp	 s = { STAMP_AT, 100, { NULL, 0 } };
	struct stamp	 never = { STAMP_NONE, 0, { NULL, 0 } };
	struct stamp	 odd = { STAMP_UNREADABLE, 0, SLICE("x") };

	(void)state;
	assert_int_equal(rules_state(true, &s, 99), TOKEN_ACTIVE);
	assert_int_equal(rules_state(true, &s, 100), TOKEN_EXPIRED);
	assert_int_equal(rules_state(true, &s, 101), TOKEN_EXPIRED);
	assert_int_equal(rules_state(false, &s, 99), TOKEN_REVOKED);
	assert_int_equal(rules_state(false, &s, 101), TOKEN_REVOKED);
	assert_int_equal(rules_state(true, &never, 101), TOKEN_ACTIVE);
	assert_int_equal(rules_state(true, &odd, 101), TOKEN_ACTIVE);
}

static void
is_relative(enum rules_role role, enum stamp_kind kind, int64_t at,
    const char *wanted)
{
	struct when_zone	*z = calloc(1, sizeof(*z));
	struct stamp		 s = { kind, at, { NULL, 0 } };
	struct buf		 b = BUF_INIT;

	assert_int_equal(when_zone_open(z, "UTC"), 0);
	rules_relative(&b, z, role, &s, 1795448580);
	assert_string_equal(b.ptr, wanted);
	buf_free(&b);
	free(z);
}

static void
relative(void **state)
{
	int64_t	 t = 1795448580, day = 86400;

	(void)state;
	is_relative(RULES_EXPIRATION, STAMP_AT, t + 30 * day,
	    "Expires in 30 days");
	is_relative(RULES_EXPIRATION, STAMP_AT, t,
	    "Expired less than a minute ago");
	is_relative(RULES_EXPIRATION, STAMP_AT, t - 92 * day,
	    "Expired 3 months ago");
	is_relative(RULES_EXPIRATION, STAMP_NONE, 0, "Never");
	is_relative(RULES_LAST_USED, STAMP_AT, t - day, "Last used 1 day ago");
	is_relative(RULES_LAST_USED, STAMP_AT, t + 120,
	    "Last used 2 minutes after this snapshot");
	is_relative(RULES_LAST_USED, STAMP_NONE, 0, "Not used yet");
	is_relative(RULES_CREATED, STAMP_AT, t - 2 * day, "2 days ago");
	is_relative(RULES_REVOKED, STAMP_NONE, 0, "Not recorded");
	is_relative(RULES_LAST_USED, STAMP_NOT_RECORDED, 0, "Not recorded");
	is_relative(RULES_EXPIRATION, STAMP_UNREADABLE, 0, "Unreadable");
}

static void
images(void **state)
{
	static const char	 png[20] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
	static const char	 gif[20] = "GIF89a";
	static const char	 jpg[20] = "\xff\xd8\xff";
	static const char	 webp[20] = "RIFF\0\0\0\0WEBPVP8 ";

	(void)state;
	assert_int_equal(rules_image(png, 20), RULES_IMAGE_PNG);
	assert_int_equal(rules_image(gif, 20), RULES_IMAGE_GIF);
	assert_int_equal(rules_image(jpg, 20), RULES_IMAGE_JPEG);
	assert_int_equal(rules_image(webp, 20), RULES_IMAGE_WEBP);
	assert_int_equal(rules_image(png, 8), RULES_IMAGE_NONE);
	assert_int_equal(rules_image(png, RULES_IMAGE_MAX + 1),
	    RULES_IMAGE_NONE);
	assert_int_equal(rules_image(NULL, 0), RULES_IMAGE_NONE);
	assert_int_equal(rules_image("<svg xmlns='http:...'>", 20),
	    RULES_IMAGE_NONE);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(initials),
		cmocka_unit_test(slugs),
		cmocka_unit_test(slug_bounds),
		cmocka_unit_test(states),
		cmocka_unit_test(relative),
		cmocka_unit_test(images),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
