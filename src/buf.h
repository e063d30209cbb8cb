#ifndef BUF_H
#define BUF_H

/*
 * Text that is owned (struct buf) and text that is borrowed (struct slice).
 * A buf is never NULL, always NUL-terminated and grows by doubling; running
 * out of memory exits.  Start one with BUF_INIT, end it with buf_free.
 */

#include <stdint.h>
#include <stddef.h>
#include <string.h>

struct slice {
	const char	*ptr;	/* not NUL-terminated; NULL: no value at all */
	size_t		 len;
};

struct buf {
	char		*ptr;	/* NUL-terminated; never NULL */
	size_t		 len;	/* bytes in use, without the NUL */
	size_t		 cap;	/* bytes allocated; 0: ptr is the empty text */
};

extern char buf_empty[1];	/* what an empty buf points at; stays "" */

#define BUF_INIT	{ buf_empty, 0, 0 }
#define SLICE(lit)	((struct slice){ (lit), sizeof(lit) - 1 })
#define BUF_LIT(b, lit)	buf_add((b), (lit), sizeof(lit) - 1)

#define BUF_WIDE	32	/* bytes that are copied at once */

/* Make room for at least len more bytes and a NUL.  Exits when over 1 TiB. */
void	 buf_grow(struct buf *, size_t len);

/* Append formatted text, printf(3) style. */
void	 buf_addf(struct buf *, const char *fmt, ...)
	    __attribute__((__format__(__printf__, 2, 3)));

/* Append a number in decimal. */
void	 buf_num(struct buf *, int64_t);

/* Free what the buf holds and make it empty. */
void	 buf_free(struct buf *);

/* A borrowed slice of a NUL-terminated string; NULL gives the NULL slice. */
struct slice slice_of(const char *);

/* memcmp(3) order, the shorter first; 0 when equal. */
int	 slice_cmp(struct slice, struct slice);

/* Where len more bytes and a NUL can be written; b->len is the caller's to
 * move. */
static inline char *
buf_room(struct buf *b, size_t len)
{
	if (b->cap - b->len <= len)
		buf_grow(b, len);
	return b->ptr + b->len;
}

/* Append len bytes. */
static inline void
buf_add(struct buf *b, const char *p, size_t len)
{
	if (len == 0)
		return;
	memcpy(buf_room(b, len), p, len);
	b->len += len;
	b->ptr[b->len] = '\0';
}

/* Append len bytes; BUF_WIDE behind them may be read, and are read. */
static inline void
buf_wide(struct buf *b, const char *p, size_t len)
{
	char	*to = buf_room(b, len + BUF_WIDE);
	size_t	 i = 0;

	do {
		memcpy(to + i, p + i, BUF_WIDE);
		i += BUF_WIDE;
	} while (i < len);
	to[len] = '\0';
	b->len += len;
}

/* Append one byte. */
static inline void
buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

/* Append a NUL-terminated string. */
static inline void
buf_adds(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

/* Append a slice; the NULL slice adds nothing. */
static inline void
buf_slice(struct buf *b, struct slice s)
{
	buf_add(b, s.ptr, s.len);
}

/* Forget the text but keep the memory. */
static inline void
buf_reset(struct buf *b)
{
	b->len = 0;
	if (b->cap > 0)
		b->ptr[0] = '\0';
}

#endif
