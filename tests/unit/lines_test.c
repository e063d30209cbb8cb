/* lines, nfd: what manifests are read with. */

#include "harness.h"

#include <errno.h>

#include "lines.h"
#include "nfd.h"
#include "nfd_table.h"

/* The lines of a text, joined with '|'; "LONG" and "CUT" where they are. */
static void
lines_are(const char *data, size_t len, const char *encoding, bool any_end,
    const char *want)
{
	struct buf		 b = BUF_INIT;
	struct lines		*l;
	enum lines_result	 rc;
	char			*text;
	size_t			 n;
	int			 fd = open("lines", O_RDWR | O_CREAT | O_TRUNC,
				    0600);

	assert_int_equal(file_write(fd, data, len), 0);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_non_null(l = lines_new(fd, encoding, any_end));
	while ((rc = lines_next(l, &text, &n)) != LINES_END) {
		if (rc == LINES_ERROR) {
			buf_adds(&b, errno == EILSEQ ? "EILSEQ" : "ERROR");
			break;
		}
		if (rc == LINES_LONG)
			BUF_LIT(&b, "LONG");
		buf_add(&b, text, n);
		if (lines_cut(l))
			BUF_LIT(&b, "CUT");
		buf_addc(&b, '|');
	}
	assert_string_equal(b.ptr, want);
	lines_free(l);
	buf_free(&b);
	close(fd);
}

#define LINES(data, encoding, any, want) \
	lines_are(data, sizeof(data) - 1, encoding, any, want)

static void
lines_ends(void **state)
{
	(void)state;
	LINES("", NULL, true, "");
	LINES("a\nb\n", NULL, false, "a|b|");
	LINES("a\r\nb\rc\n\r\nd", NULL, true, "a|b|c||dCUT|");
	LINES("a\r\nb", NULL, false, "a\r|bCUT|");
	LINES("\n\n", NULL, false, "||");
	LINES("a\r", NULL, true, "a|");
}

static void
lines_long(void **state)
{
	struct buf	 b = BUF_INIT, want = BUF_INIT;
	int		 i;

	(void)state;
	for (i = 0; i < 1000000; i++)
		buf_addc(&b, 'x');
	BUF_LIT(&b, "\nshort\n");
	lines_are(b.ptr, b.len, NULL, true, "LONG|short|");
	lines_are(b.ptr, 1000000, NULL, true, "LONGCUT|");
	for (i = 0; i < LINES_MAX; i++)
		buf_addc(&want, 'x');
	buf_addc(&want, '|');
	b.ptr[LINES_MAX] = '\n';
	lines_are(b.ptr, LINES_MAX + 1, NULL, false, want.ptr);
	/* CR at the end of what was read, LF at the start of the next. */
	buf_reset(&b);
	for (i = 0; i < 2 * LINES_MAX / 16; i++)
		BUF_LIT(&b, "0123456789abcde\n");
	b.ptr[b.len - 1] = '\r';
	BUF_LIT(&b, "\nend\n");
	buf_reset(&want);
	for (i = 0; i < 2 * LINES_MAX / 16; i++)
		BUF_LIT(&want, "0123456789abcde|");
	BUF_LIT(&want, "end|");
	lines_are(b.ptr, b.len, NULL, true, want.ptr);
	buf_free(&b);
	buf_free(&want);
}

static void
lines_encodings(void **state)
{
	(void)state;
	LINES("f\xfcr\n\xe9\n", "ISO-8859-1", true, "f\xc3\xbcr|\xc3\xa9|");
	LINES("\xff\xfe" "a\0\n\0\xfc\0\n\0", "UTF-16", true,
	    "a|\xc3\xbc|");
	LINES("\0a\0\n", "UTF-16BE", true, "a|");
	LINES("\0a\0", "UTF-16BE", true, "EILSEQ");
	LINES("a\xff\n", "UTF-8", true, "EILSEQ");
	assert_null(lines_new(0, "none-such", true));
	assert_null(lines_new(0, "ASCII//TRANSLIT", true));
	assert_null(lines_new(0, "", true));
}

static void
nfd_forms(void **state)
{
	static const char *const same[][2] = {
	    { "caf\xc3\xa9", "cafe\xcc\x81" },		/* e acute */
	    { "\xe1\xba\xad", "a\xcc\xa3\xcc\x82" },	/* two deep */
	    { "a\xcc\x82\xcc\xa3", "a\xcc\xa3\xcc\x82" },	/* order */
	    { "\xed\x95\x9c", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab" },
	    { "\xea\xb0\x80", "\xe1\x84\x80\xe1\x85\xa1" },
	    { "\xe2\x84\xab", "A\xcc\x8a" },		/* Angstrom */
	    { "\xe2\x84\xa6", "\xce\xa9" },		/* Ohm */
	    { "plain/ascii", "plain/ascii" }, { "", "" },
	    { "\xff", "\xef\xbf\xbd" },
	    { "\xe6\xbc\xa2", "\xe6\xbc\xa2" } };
	struct nfd	 n = { NULL, 0, 0 };
	struct buf	 b = BUF_INIT;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		buf_reset(&b);
		nfd_text(&n, slice_of(same[i][0]), &b);
		assert_string_equal(b.ptr, same[i][1]);
		buf_reset(&b);
		nfd_text(&n, slice_of(same[i][1]), &b);
		assert_string_equal(b.ptr, same[i][1]);
	}
	for (i = 1; i < nfd_npairs; i++)
		assert_true(nfd_pairs[i - 1].whole < nfd_pairs[i].whole);
	for (i = 1; i < nfd_nmarks; i++)
		assert_true(nfd_marks[i - 1].last < nfd_marks[i].first);
	free(n.cps);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(lines_ends),
		HARNESS_TEST(lines_long),
		HARNESS_TEST(lines_encodings),
		HARNESS_TEST(nfd_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
