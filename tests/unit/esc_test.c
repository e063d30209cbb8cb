#include "harness.h"

#include "esc.h"
#include "text.h"

static void
is(void (*escape)(struct buf *, struct slice), struct slice in,
    const char *wanted)
{
	struct buf	 b = BUF_INIT;

	escape(&b, in);
	assert_string_equal(b.ptr, wanted);
	buf_free(&b);
}

static void
text_markup(void **state)
{
	(void)state;
	is(esc_text, SLICE(""), "");
	is(esc_text, SLICE("plain"), "plain");
	is(esc_text, SLICE("<script>alert(1)</script>"),
	    "&lt;script&gt;alert(1)&lt;/script&gt;");
	is(esc_text, SLICE("&#x3c; ]]> <!--"),
	    "&amp;#x3c; ]]&gt; &lt;!--");
	is(esc_attr, SLICE("\"><img src=x onerror=alert(1)>"),
	    "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;");
	is(esc_line, SLICE("a <b> & \"c\""), "a <b> & \"c\"");
}

/* Every byte that is not plain at every place of a text of every length up to
 * three times the bytes looked at side by side. */
static void
every_place(void **state)
{
	static const struct {
		char		 c;
		const char	*wanted;
	} odd[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" },
	    { '"', "&quot;" }, { '\n', "[U+000A]" }, { '\x1f', "[U+001F]" },
	    { '\x7f', "[U+007F]" }, { '\x80', "\xef\xbf\xbd" },
	    { '\xff', "\xef\xbf\xbd" }, { '\0', "[U+0000]" }, { ' ', " " },
	    { '~', "~" }, { '!', "!" }, { '=', "=" } };
	char	 in[49], wanted[80];
	size_t	 i, at, len;

	(void)state;
	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		for (len = 1; len < sizeof(in); len++)
			for (at = 0; at < len; at++) {
				memset(in, 'x', len);
				in[at] = odd[i].c;
				memset(wanted, 'x', at);
				memset(stpcpy(wanted + at, odd[i].wanted), 'x',
				    len - at - 1);
				wanted[len - 1 + strlen(odd[i].wanted)] = '\0';
				is(esc_attr, (struct slice){ in, len }, wanted);
			}
}

static void
chips(void **state)
{
	(void)state;
	is(esc_text, SLICE("a\nb"), "a<span class=\"chip\">[U+000A]</span>b");
	is(esc_attr, SLICE("a\nb\tc"), "a[U+000A]b[U+0009]c");
	is(esc_line, SLICE("x\r\ny"), "x[U+000D][U+000A]y");
	is(esc_attr, SLICE("\xe2\x80\xae""evil"), "[U+202E]evil");
	is(esc_attr, SLICE("a\0b"), "a[U+0000]b");
	is(esc_attr, SLICE("\x7f\xc2\x85"), "[U+007F][U+0085]");
	is(esc_attr, SLICE("\xe2\x81\xa6\xe2\x81\xa9"), "[U+2066][U+2069]");
	is(esc_attr, SLICE("\xe2\x80\x8b\xef\xbb\xbf\xc2\xad"),
	    "[U+200B][U+FEFF][U+00AD]");
	is(esc_attr, SLICE("\xf3\xa0\x81\x81"), "[U+E0041]");
	is(esc_attr, SLICE("\xd8\x80\xdb\x9d\xe0\xa2\x90\xe0\xa3\xa2"),
	    "[U+0600][U+06DD][U+0890][U+08E2]");
	is(esc_attr, SLICE("\xf0\x91\x82\xbd\xf0\x93\x90\xb0"),
	    "[U+110BD][U+13430]");
	is(esc_attr, SLICE("\xef\xbf\xbe"), "[U+FFFE]");
}

static void
scripts_stay(void **state)
{
	static const char	 text[] = "Zaż データ При 😀";

	(void)state;
	is(esc_text, (struct slice){ text, sizeof(text) - 1 }, text);
}

static void
not_utf8(void **state)
{
	(void)state;
	is(esc_attr, SLICE("ab\xc3(cd"), "ab\xef\xbf\xbd(cd");
	/* Overlong, a surrogate, beyond the end, cut, alone. */
	is(esc_attr, SLICE("\xc0\xaf"), "\xef\xbf\xbd\xef\xbf\xbd");
	is(esc_attr, SLICE("\xed\xa0\x80"),
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	is(esc_attr, SLICE("\xf4\x90\x80\x80"),
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	is(esc_attr, SLICE("\xe2\x82"), "\xef\xbf\xbd");
	is(esc_attr, SLICE("\x80""a"), "\xef\xbf\xbd""a");
}

static void
valid(void **state)
{
	char	 text[24];
	size_t	 at, len;

	(void)state;
	/* A byte that is none, at each place of texts of each length. */
	memset(text, 'a', sizeof(text));
	for (len = 0; len <= sizeof(text); len++) {
		assert_true(text_valid((struct slice){ text, len }));
		for (at = 0; at < len; at++) {
			text[at] = '\x80';
			assert_false(text_valid((struct slice){ text, len }));
			text[at] = 'a';
		}
	}
	assert_true(text_valid(SLICE("aaaaaaaaaa\xc3\xa9zzzzzzzzzz")));
	assert_false(text_valid(SLICE("aaaaaaaaaa\xc3zzzzzzzzzz")));
	assert_true(text_valid(SLICE("")));
	assert_true(text_valid(SLICE("a\0b")));
	assert_true(text_valid(SLICE("\xf4\x8f\xbf\xbf")));
	assert_false(text_valid(SLICE("\xf4\x90\x80\x80")));
	assert_false(text_valid(SLICE("a\xff")));
	assert_false(text_valid(SLICE("\xe0\x80\x80")));
}

/* Each byte at each place of texts of each length up to 24. */
static void
tame(void **state)
{
	char		 text[24];
	struct slice	 s = { text, 0 };
	size_t		 at;
	int		 byte;

	(void)state;
	memset(text, 'x', sizeof(text));
	assert_true(text_is_tame((struct slice){ NULL, 0 }));
	for (s.len = 1; s.len <= sizeof(text); s.len++)
		for (at = 0; at < s.len; at++) {
			for (byte = 0; byte < 256; byte++) {
				text[at] = (char)byte;
				assert_int_equal(text_is_tame(s),
				    byte >= ' ' && byte < 0x7f &&
				    byte != '"' && byte != '\\');
			}
			text[at] = at % 2 == 0 ? '~' : ' ';
		}
}

static void
blank(void **state)
{
	(void)state;
	assert_true(text_is_blank((struct slice){ NULL, 0 }));
	assert_true(text_is_blank(SLICE(" \t\n\xc2\xa0\xe3\x80\x80")));
	assert_false(text_is_blank(SLICE(" x ")));
	assert_false(text_is_blank(SLICE("\xe2\x80\x8b")));
	assert_false(text_is_blank(SLICE("\0")));
}

static void
encode_there_and_back(void **state)
{
	static const uint32_t	 cps[] = { 0, 0x7f, 0x80, 0x7ff, 0x800,
				    0xfffd, 0x10000, 0x10ffff };
	struct buf		 b = BUF_INIT;
	uint32_t		 cp;
	bool			 ok;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(cps) / sizeof(cps[0]); i++) {
		buf_reset(&b);
		text_encode(&b, cps[i]);
		assert_int_equal(text_decode(b.ptr, b.len, &cp, &ok), b.len);
		assert_true(ok);
		assert_int_equal(cp, cps[i]);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(text_markup),
		cmocka_unit_test(every_place),
		cmocka_unit_test(chips),
		cmocka_unit_test(scripts_stay),
		cmocka_unit_test(not_utf8),
		cmocka_unit_test(valid),
		cmocka_unit_test(tame),
		cmocka_unit_test(blank),
		cmocka_unit_test(encode_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
