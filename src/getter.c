#include "getter.h"

#include "text.h"

static void
groups(struct buf *b, uint64_t n)
{
	unsigned	 low = (unsigned)(n % 1000);

	if (n < 1000) {
		buf_num(b, low);
		return;
	}
	groups(b, n / 1000);
	buf_addc(b, ',');
	buf_addc(b, (char)('0' + low / 100));
	buf_addc(b, (char)('0' + low / 10 % 10));
	buf_addc(b, (char)('0' + low % 10));
}

bool
getter_count(struct buf *b, int64_t n)
{
	/* The least of all numbers has no opposite among the signed ones. */
	if (n < 0)
		buf_addc(b, '-');
	groups(b, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
	return true;
}

struct slice
getter_name(struct slice s)
{
	uint32_t	 cp;
	size_t		 i;
	bool		 valid;

	if (!text_is_blank(s))
		return s;
	/* A blank that is shown as a chip can be seen. */
	for (i = 0; i < s.len; ) {
		i += text_decode(s.ptr + i, s.len - i, &cp, &valid);
		if (text_is_chip(cp))
			return s;
	}
	return SLICE("(no name)");
}

bool
getter_plain(struct buf *b, const char *s)
{
	if (s == NULL)
		return false;
	buf_adds(b, s);
	return true;
}

bool
getter_text(struct slice s, struct slice *out)
{
	*out = s;
	return s.ptr != NULL && s.len > 0;
}
