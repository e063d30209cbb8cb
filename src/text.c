#include "text.h"

struct range {
	uint32_t	 first, last;
};

/*
 * What is never shown as it is; sorted.  Unicode 15: general categories Cc, Cf,
 * Zl, Zp, the fillers and blanks that look like nothing, variation selectors,
 * tags, and the non-characters.
 */
static const struct range chips[] = {
	{ 0x0000, 0x001f },	/* C0 */
	{ 0x007f, 0x009f },	/* DEL, C1 */
	{ 0x00ad, 0x00ad },	/* soft hyphen */
	{ 0x034f, 0x034f },	/* combining grapheme joiner */
	{ 0x0600, 0x0605 },	/* Arabic number signs */
	{ 0x061c, 0x061c },	/* Arabic letter mark */
	{ 0x06dd, 0x06dd },	/* Arabic end of ayah */
	{ 0x070f, 0x070f },	/* Syriac abbreviation mark */
	{ 0x0890, 0x0891 },	/* Arabic currency marks */
	{ 0x08e2, 0x08e2 },	/* Arabic disputed end of ayah */
	{ 0x115f, 0x1160 },	/* Hangul fillers */
	{ 0x17b4, 0x17b5 },	/* Khmer inherent vowels */
	{ 0x180b, 0x180f },	/* Mongolian selectors */
	{ 0x200b, 0x200f },	/* zero width, marks */
	{ 0x2028, 0x202e },	/* separators, embeddings, overrides */
	{ 0x2060, 0x206f },	/* word joiner, isolates, deprecated */
	{ 0x2800, 0x2800 },	/* blank Braille */
	{ 0x3164, 0x3164 },	/* Hangul filler */
	{ 0xfdd0, 0xfdef },	/* non-characters */
	{ 0xfe00, 0xfe0f },	/* variation selectors */
	{ 0xfeff, 0xfeff },	/* byte order mark */
	{ 0xffa0, 0xffa0 },	/* half-width filler */
	{ 0xfff0, 0xfffb },	/* unassigned, interlinear */
	{ 0xfffe, 0xffff },
	{ 0x110bd, 0x110bd },	/* Kaithi number sign */
	{ 0x110cd, 0x110cd },	/* and the one above */
	{ 0x13430, 0x1343f },	/* hieroglyph joiners */
	{ 0x1bca0, 0x1bca3 },	/* shorthand controls */
	{ 0x1d173, 0x1d17a },	/* musical controls */
	{ 0xe0000, 0xe0fff },	/* tags, more selectors */
};

size_t
text_decode(const char *p, size_t len, uint32_t *cp, bool *valid)
{
	const unsigned char	*s = (const unsigned char *)p;
	unsigned char		 lo = 0x80, hi = 0xbf;
	uint32_t		 c = s[0];
	size_t			 need, i;

	*valid = true;
	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	*valid = false;
	*cp = TEXT_BAD;
	if (c < 0xc2 || c > 0xf4)
		return 1;
	need = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
	/* The second byte alone tells overlong, surrogate and too large. */
	if (c == 0xe0)
		lo = 0xa0;
	else if (c == 0xed)
		hi = 0x9f;
	else if (c == 0xf0)
		lo = 0x90;
	else if (c == 0xf4)
		hi = 0x8f;
	c &= 0x3fU >> need;
	for (i = 1; i <= need; i++) {
		if (i >= len || s[i] < lo || s[i] > hi)
			return i;
		c = c << 6 | (s[i] & 0x3fU);
		lo = 0x80;
		hi = 0xbf;
	}
	*valid = true;
	*cp = c;
	return need + 1;
}

void
text_encode(struct buf *b, uint32_t cp)
{
	char	 s[4];
	size_t	 n = 0;

	if (cp < 0x80) {
		s[n++] = (char)cp;
	} else if (cp < 0x800) {
		s[n++] = (char)(0xc0 | cp >> 6);
		s[n++] = (char)(0x80 | (cp & 0x3f));
	} else if (cp < 0x10000) {
		s[n++] = (char)(0xe0 | cp >> 12);
		s[n++] = (char)(0x80 | (cp >> 6 & 0x3f));
		s[n++] = (char)(0x80 | (cp & 0x3f));
	} else {
		s[n++] = (char)(0xf0 | cp >> 18);
		s[n++] = (char)(0x80 | (cp >> 12 & 0x3f));
		s[n++] = (char)(0x80 | (cp >> 6 & 0x3f));
		s[n++] = (char)(0x80 | (cp & 0x3f));
	}
	buf_add(b, s, n);
}

#define EACH(byte)	((uint64_t)(byte) * 0x0101010101010101ULL)

bool
text_valid(struct slice s)
{
	uint64_t	 eight;
	uint32_t	 cp;
	size_t		 i;
	bool		 valid = true;

	/* Most are nothing but ASCII. */
	for (i = 0; i + 8 <= s.len; i += 8) {
		memcpy(&eight, s.ptr + i, 8);
		if ((eight & EACH(0x80)) != 0)
			break;
	}
	while (i < s.len && valid)
		i += text_decode(s.ptr + i, s.len - i, &cp, &valid);
	return valid;
}

/*
 * Whose highest bits tell whether one of eight bytes is not tame: below 0x20,
 * above 0x7e, a quote or a backslash.  A byte may only be taken for one of
 * these when another, to its right, is one.
 */
static inline uint64_t
wild_bytes(uint64_t eight)
{
	return (eight - EACH(0x20)) | eight | (eight + EACH(1)) |
	    ((eight ^ EACH('"')) - EACH(1)) |
	    ((eight ^ EACH('\\')) - EACH(1));
}

void
text_repair(struct buf *b, struct slice s)
{
	uint32_t	 cp;
	size_t		 at = 0;
	bool		 valid;

	while (at < s.len) {
		at += text_decode(s.ptr + at, s.len - at, &cp, &valid);
		text_encode(b, valid ? cp : TEXT_BAD);
	}
}

bool
text_same(struct slice a, struct slice b)
{
	struct buf	 x = BUF_INIT, y = BUF_INIT;
	bool		 same;

	if (a.len == b.len &&
	    (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0))
		return true;
	if (text_valid(a) && text_valid(b))
		return false;
	text_repair(&x, a);
	text_repair(&y, b);
	same = x.len == y.len && memcmp(x.ptr, y.ptr, x.len) == 0;
	buf_free(&x);
	buf_free(&y);
	return same;
}

bool
text_is_tame(struct slice s)
{
	uint64_t	 eight, wild = 0;
	size_t		 i;

	for (i = 0; i + 8 <= s.len; i += 8) {
		memcpy(&eight, s.ptr + i, 8);
		wild |= wild_bytes(eight);
	}
	if (i < s.len) {
		eight = EACH(' ');
		memcpy(&eight, s.ptr + i, s.len - i);
		wild |= wild_bytes(eight);
	}
	return (wild & EACH(0x80)) == 0;
}

bool
text_is_chip(uint32_t cp)
{
	size_t	 lo = 0, hi = sizeof(chips) / sizeof(chips[0]), mid;

	/* The last two code points of every plane are no characters. */
	if ((cp & 0xfffe) == 0xfffe)
		return true;
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (cp > chips[mid].last)
			lo = mid + 1;
		else if (cp < chips[mid].first)
			hi = mid;
		else
			return true;
	}
	return false;
}

static bool
is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 ||
	    cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) ||
	    cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
	    cp == 0x3000;
}

/* Whether all of it is white space, or a chip where these count too. */
static bool
is_empty(struct slice s, bool unseen)
{
	uint32_t	 cp;
	size_t		 i;
	bool		 valid;

	for (i = 0; i < s.len; ) {
		i += text_decode(s.ptr + i, s.len - i, &cp, &valid);
		if (!is_space(cp) && !(unseen && text_is_chip(cp)))
			return false;
	}
	return true;
}

bool
text_is_blank(struct slice s)
{
	return is_empty(s, false);
}

bool
text_is_unseen(struct slice s)
{
	return is_empty(s, true);
}

bool
text_is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') ||
		    (cp >= 'a' && cp <= 'z');
	/* Latin-1 signs, general punctuation and the like start no name. */
	return cp != TEXT_BAD && !is_space(cp) && !text_is_chip(cp) &&
	    !(cp >= 0xa0 && cp <= 0xbf) && !(cp >= 0x2000 && cp <= 0x206f) &&
	    !(cp >= 0x3000 && cp <= 0x3004) && !(cp >= 0x300 && cp <= 0x36f);
}

uint32_t
text_upper(uint32_t cp)
{
	if ((cp >= 'a' && cp <= 'z') || (cp >= 0x3b1 && cp <= 0x3c9 &&
	    cp != 0x3c2) || (cp >= 0x430 && cp <= 0x44f) ||
	    (cp >= 0xe0 && cp <= 0xfe && cp != 0xf7))
		return cp - 0x20;
	if (cp == 0x3c2)
		return 0x3a3;
	if (cp >= 0x450 && cp <= 0x45f)
		return cp - 0x50;
	return cp;
}

/* Scripts whose letters are mistaken for each other, as bits. */
static unsigned
script_of(uint32_t cp)
{
	if (cp < 0x80)
		return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
	if ((cp >= 0xc0 && cp <= 0x24f && cp != 0xd7 && cp != 0xf7) ||
	    (cp >= 0x1e00 && cp <= 0x1eff))
		return 1;
	if ((cp >= 0x370 && cp <= 0x3ff) || (cp >= 0x1f00 && cp <= 0x1fff))
		return 2;
	return cp >= 0x400 && cp <= 0x52f ? 4 : 0;
}

/* Whether every byte is below 0x80. */
static bool
is_ascii(struct slice s)
{
	uint64_t	 eight, bits = 0;
	size_t		 i;

	for (i = 0; i + 8 <= s.len; i += 8) {
		memcpy(&eight, s.ptr + i, 8);
		bits |= eight;
	}
	for (; i < s.len; i++)
		bits |= (uint8_t)s.ptr[i];
	return (bits & 0x8080808080808080ULL) == 0;
}

bool
text_is_mixed(struct slice s)
{
	uint32_t	 cp;
	size_t		 i;
	unsigned	 seen = 0, script;
	bool		 valid;

	if (is_ascii(s))
		return false;
	for (i = 0; i < s.len; ) {
		i += text_decode(s.ptr + i, s.len - i, &cp, &valid);
		script = script_of(cp);
		/* A word ends where no letter stands; marks go on. */
		if (script == 0 && (cp < 0x300 || cp > 0x36f))
			seen = 0;
		seen |= script;
		if ((seen & (seen - 1)) != 0)
			return true;
	}
	return false;
}

char
text_initial(struct slice s)
{
	uint32_t	 cp;
	size_t		 i;
	bool		 valid;

	for (i = 0; i < s.len; ) {
		i += text_decode(s.ptr + i, s.len - i, &cp, &valid);
		if (is_space(cp))
			continue;
		if (cp >= 'a' && cp <= 'z')
			cp -= 'a' - 'A';
		return cp >= 'A' && cp <= 'Z' ? (char)cp : '#';
	}
	return '#';
}
