#include "esc.h"

#include "text.h"

#define QUOTED_MOST	60	/* bytes of a value in a message */

/*
 * How each byte leaves: 0 as it is; otherwise it ends a run that is copied
 * whole.  Bytes from 0x80 on are looked at as characters.
 */
enum {
	PLAIN,
	MARKUP,		/* & < > " */
	ODD		/* control, DEL, or not ASCII */
};

#define ODD4		ODD, ODD, ODD, ODD
#define ODD16		ODD4, ODD4, ODD4, ODD4
#define ODD64		ODD16, ODD16, ODD16, ODD16

static const unsigned char class_of[256] = {
	ODD16, ODD16,
	['&'] = MARKUP, ['<'] = MARKUP, ['>'] = MARKUP, ['"'] = MARKUP,
	[0x7f] = ODD, ODD64, ODD64
};

static void
add_markup(struct buf *b, char c)
{
	switch (c) {
	case '&':
		BUF_LIT(b, "&amp;");
		break;
	case '<':
		BUF_LIT(b, "&lt;");
		break;
	case '>':
		BUF_LIT(b, "&gt;");
		break;
	default:
		BUF_LIT(b, "&quot;");
		break;
	}
}

/* One character that is not plain ASCII.  Returns the bytes it took. */
static size_t
add_odd(struct buf *b, const char *p, size_t len, bool element)
{
	uint32_t	 cp;
	size_t		 n;
	bool		 valid;

	n = text_decode(p, len, &cp, &valid);
	if (!valid)
		text_encode(b, TEXT_BAD);
	else if (!text_is_chip(cp))
		buf_add(b, p, n);
	else if (element)
		buf_addf(b, "<span class=\"chip\">[U+%04X]</span>", cp);
	else
		buf_addf(b, "[U+%04X]", cp);
	return n;
}

/* Bytes compared side by side; gcc and clang make of it what the processor
 * has. */
#define BLOCK		16
typedef unsigned char	block __attribute__((__vector_size__(BLOCK)));

/* How many bytes from p on are plain. */
static size_t
plain(const char *p, size_t len)
{
	const block	 none = { 0 }, space = none + ' ', tilde = none + '~',
			 amp = none + '&', quote = none + '"',
			 less = none + '<', greater = none + '>';
	block		 v;
	uint64_t	 hits[2];
	size_t		 i;

	for (i = 0; len - i >= BLOCK; i += BLOCK) {
		memcpy(&v, p + i, BLOCK);
		v = (block)((v < space) | (v > tilde) | (v == amp) |
		    (v == quote) | (v == less) | (v == greater));
		memcpy(hits, &v, BLOCK);
		if ((hits[0] | hits[1]) != 0)
			break;
	}
	while (i < len && class_of[(unsigned char)p[i]] == PLAIN)
		i++;
	return i;
}

static void
escape(struct buf *b, struct slice s, bool element, bool markup)
{
	size_t	 i = 0, from = 0;

	for (;;) {
		i += plain(s.ptr + i, s.len - i);
		if (i == s.len)
			break;
		if (class_of[(unsigned char)s.ptr[i]] == ODD) {
			buf_add(b, s.ptr + from, i - from);
			i += add_odd(b, s.ptr + i, s.len - i, element);
			from = i;
		} else if (markup) {
			buf_add(b, s.ptr + from, i - from);
			add_markup(b, s.ptr[i]);
			from = ++i;
		} else {
			i++;
		}
	}
	buf_add(b, s.ptr + from, i - from);
}

void
esc_text(struct buf *b, struct slice s)
{
	escape(b, s, true, true);
}

void
esc_attr(struct buf *b, struct slice s)
{
	escape(b, s, false, true);
}

void
esc_line(struct buf *b, struct slice s)
{
	escape(b, s, false, false);
}

void
esc_quoted(struct buf *b, struct slice s)
{
	if (s.ptr == NULL)
		return;
	if (s.len > QUOTED_MOST)
		s.len = QUOTED_MOST;
	BUF_LIT(b, ": \"");
	esc_line(b, s);
	BUF_LIT(b, "\"");
}
