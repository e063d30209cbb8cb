#include "reuse.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"

static struct token
token(int64_t id, const char *name, int64_t created)
{
	struct token	 t;

	memset(&t, 0, sizeof(t));
	t.id = id;
	t.name = slice_of(name);
	t.state = TOKEN_ACTIVE;
	t.created.kind = created > 0 ? STAMP_AT : STAMP_NONE;
	t.created.at = created;
	return t;
}

static void
add(struct reuse *r, uint64_t place, int64_t id, const char *name,
    int64_t created)
{
	struct token	 t = token(id, name, created);

	assert_int_equal(reuse_add(r, place, &t), 0);
}

static bool
is(const struct reuse *r, int64_t id, const char *name, int64_t created)
{
	struct token	 t = token(id, name, created);

	return reuse_is(r, &t);
}

/* Of the second and the fourth service user, given in any order. */
static void
later_tokens(void **state)
{
	struct reuse	*r;
	struct token	 t;
	int		 dirfd = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	r = reuse_new(dirfd);
	add(r, 3, 5, "load", 100);
	add(r, 1, 4, "load", 100);
	add(r, 1, 9, "dump", 0);
	assert_int_equal(reuse_done(r), 0);
	assert_int_equal(reuse_user(r, 0), 0);
	assert_false(is(r, 20, "load", 200));
	assert_int_equal(reuse_user(r, 1), 0);
	assert_true(is(r, 20, "load", 200));
	assert_false(is(r, 20, "Load", 200));
	/* Itself, restored; one that is older. */
	assert_false(is(r, 4, "load", 100));
	assert_false(is(r, 20, "load", 99));
	/* Its id again, but created later. */
	assert_true(is(r, 4, "load", 101));
	/* Where a time is not known the ids tell. */
	assert_true(is(r, 10, "dump", 50));
	assert_false(is(r, 8, "dump", 50));
	t = token(20, "load", 200);
	t.state = TOKEN_EXPIRED;
	assert_true(reuse_is(r, &t));
	t.state = TOKEN_REVOKED;
	assert_false(reuse_is(r, &t));
	/* That of a service user that is left out is skipped. */
	assert_int_equal(reuse_user(r, 4), 0);
	assert_false(is(r, 20, "load", 200));
	reuse_free(r);
	reuse_free(NULL);
	close(dirfd);
}

/* A table has U+FFFD for what is not UTF-8 in the export. */
static void
not_utf8(void **state)
{
	struct reuse	*r;
	int		 dirfd = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	r = reuse_new(dirfd);
	add(r, 0, 5, "caf\xef\xbf\xbd", 100);
	assert_int_equal(reuse_done(r), 0);
	assert_int_equal(reuse_user(r, 0), 0);
	assert_true(is(r, 6, "caf\xe9", 101));
	assert_false(is(r, 6, "cafe", 101));
	reuse_free(r);
	close(dirfd);
}

/* More than fits into memory at a time. */
static void
many(void **state)
{
	struct reuse	*r;
	char		 name[16];
	int64_t		 i;
	int		 dirfd = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	r = reuse_new(dirfd);
	for (i = 0; i < 60000; i++) {
		(void)snprintf(name, sizeof(name), "t%d", (int)(i / 3));
		add(r, (uint64_t)(i % 3), i, name, 0);
	}
	assert_int_equal(reuse_done(r), 0);
	for (i = 0; i < 3; i++) {
		assert_int_equal(reuse_user(r, (uint64_t)i), 0);
		assert_true(is(r, 60000, "t0", 0));
		assert_true(is(r, 60000, "t19999", 0));
		assert_false(is(r, 60000, "t20000", 0));
		assert_false(is(r, 3 * 7000 + i, "t7000", 0));
		assert_true(is(r, 3 * 7000 + i + 1, "t7000", 0));
	}
	reuse_free(r);
	close(dirfd);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(later_tokens),
		cmocka_unit_test(not_utf8),
		cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
