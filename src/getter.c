#include "getter.h"

bool
getter_count(struct buf *b, int64_t n)
{
	int64_t	 high = n / 1000, low = n % 1000;

	if (high > 0) {
		(void)getter_count(b, high);
		buf_addc(b, ',');
		buf_addc(b, (char)('0' + low / 100));
		buf_addc(b, (char)('0' + low / 10 % 10));
		buf_addc(b, (char)('0' + low % 10));
	} else {
		buf_num(b, low);
	}
	return true;
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
