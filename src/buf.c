#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "util.h"

#define BUF_LIMIT	((size_t)1 << 40)

char	 buf_empty[1] = "";

void
buf_grow(struct buf *b, size_t len)
{
	size_t	 cap = b->cap > 0 ? b->cap : 64;

	if (len >= BUF_LIMIT || b->len + len >= BUF_LIMIT)
		util_die("a text grew beyond 1 TiB");
	while (cap - b->len <= len)
		cap *= 2;
	if (cap == b->cap)
		return;
	b->ptr = xreallocarray(b->cap > 0 ? b->ptr : NULL, cap, 1);
	b->cap = cap;
	b->ptr[b->len] = '\0';
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list	 ap;
	int	 n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		util_die("a text could not be formatted");
	buf_grow(b, (size_t)n);
	va_start(ap, fmt);
	(void)vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void
buf_num(struct buf *b, int64_t n)
{
	uint64_t	 u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	uint64_t	 power = 10;
	size_t		 len;
	char		*p;

	if (n < 0)
		buf_addc(b, '-');
	/* INT64_MIN has 19 digits. */
	for (len = 1; u >= power && len < 19; len++)
		power *= 10;
	p = buf_room(b, len) + len;
	b->len += len;
	*p = '\0';
	do {
		*--p = (char)('0' + u % 10);
		u /= 10;
	} while (u > 0);
}

void
buf_free(struct buf *b)
{
	if (b->cap > 0)
		free(b->ptr);
	b->ptr = buf_empty;
	b->len = b->cap = 0;
}

struct slice
slice_of(const char *s)
{
	struct slice	 r = { s, s != NULL ? strlen(s) : 0 };

	return r;
}

int
slice_cmp(struct slice a, struct slice b)
{
	size_t	 n = a.len < b.len ? a.len : b.len;
	int	 c = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;

	return c != 0 ? c : (a.len > b.len) - (a.len < b.len);
}
