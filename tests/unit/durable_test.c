#include "stage.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness.h"

#define NAME	"2026-11-23T154300Z"

/* More than the disk is told of at a time, whole and in pieces. */
static void
stage_syncs_beside(void **state)
{
	struct stage_options	 o = { .mode = 0400, .sync = true };
	size_t			 i, len = 16 << 20;
	struct stage_writer	*w;
	struct stage		*s;
	char			*p = calloc(1, len), path[32];
	int64_t			 bytes, files;

	(void)state;
	assert_non_null(p);
	assert_int_equal(stage_open(&o, "beside", NAME, &s), STAGE_OK);
	w = stage_writer_new(s);
	for (i = 0; i < 5; i++) {
		(void)snprintf(path, sizeof(path), "data/%zu", i);
		assert_int_equal(stage_put(w, path, p, len), 0);
	}
	assert_int_equal(stage_begin(w, "data/pieces"), 0);
	for (i = 0; i < 5; i++)
		assert_int_equal(stage_more(w, p, len), 0);
	assert_int_equal(stage_end(w), 0);
	stage_writer_free(w);
	stage_flush(s);
	stage_payload(s, &bytes, &files);
	assert_int_equal(bytes, 10 * (int64_t)len);
	assert_int_equal(files, 6);
	assert_int_equal(stage_publish(s), STAGE_OK);
	stage_abort(s);
	free(p);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(stage_syncs_beside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
