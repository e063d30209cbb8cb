#include "esc.h"

#include "text.h"

/*
 * How each ASCII byte leaves: 0 as it is; otherwise it ends a run that is
 * copied whole.  Bytes from 0x80 on are looked at as characters.
 */
enum {
	PLAIN,
	MARKUP,		/* & < > " */
	ODD		/* control, DEL, or not ASCII */
};

static const unsigned char ascii_class[128] = {
	[0x00] = ODD, [0x01] = ODD, [0x02] = ODD, [0x03] = ODD, [0x04] = ODD,
	[0x05] = ODD, [0x06] = ODD, [0x07] = ODD, [0x08] = ODD, [0x09] = ODD,
	[0x0a] = ODD, [0x0b] = ODD, [0x0c] = ODD, [0x0d] = ODD, [0x0e] = ODD,
	[0x0f] = ODD, [0x10] = ODD, [0x11] = ODD, [0x12] = ODD, [0x13] = ODD,
	[0x14] = ODD, [0x15] = ODD, [0x16] = ODD, [0x17] = ODD, [0x18] = ODD,
	[0x19] = ODD, [0x1a] = ODD, [0x1b] = ODD, [0x1c] = ODD, [0x1d] = ODD,
	[0x1e] = ODD, [0x1f] = ODD, [0x7f] = ODD,
	['&'] = MARKUP, ['<'] = MARKUP, ['>'] = MARKUP, ['"'] = MARKUP
};

static int
class_of(char c)
{
	unsigned char	 u = (unsigned char)c;

	return u < 0x80 ? ascii_class[u] : ODD;
}

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

static void
escape(struct buf *b, struct slice s, bool element, bool markup)
{
	size_t	 i, from = 0;

	for (i = 0; i < s.len; ) {
		switch (class_of(s.ptr[i])) {
		case MARKUP:
			if (!markup) {
				i++;
				break;
			}
			buf_add(b, s.ptr + from, i - from);
			add_markup(b, s.ptr[i]);
			from = ++i;
			break;
		case ODD:
			buf_add(b, s.ptr + from, i - from);
			i += add_odd(b, s.ptr + i, s.len - i, element);
			from = i;
			break;
		default:
			i++;
			break;
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
