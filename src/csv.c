/*
 * A table is rows of the same number of cells, separated by commas, each row
 * ended by CRLF.  A cell is either bare, then it has no quote, comma, CR or
 * LF, or it is quoted, then a quote in it stands twice.  Texts are always
 * quoted; words, numbers and times of ours are bare.
 */

#include "csv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "text.h"
#include "util.h"

#define READ_SIZE	((size_t)64 * 1024)

static bool
is_risky(uint32_t cp)
{
	switch (cp) {
	case '=': case '+': case '-': case '@': case '\'':
	case '\t': case '\r': case '\n': case '\0':
	case 0xff1d: case 0xff0b: case 0xff0d: case 0xff20:
		return true;
	default:
		return false;
	}
}

/* Where a cell may begin for a spreadsheet that is told so, or is set to a
 * country where ';' stands between cells.  Our quotes are none for it then, as
 * a row begins with a number. */
static bool
may_divide(char c)
{
	return c == ';' || c == '\t' || c == '\r' || c == '\n';
}

/* Whether a spreadsheet could take it for something else than text.  Within a
 * text quotes may come first, and the next place where a cell may begin is
 * looked at by itself. */
static bool
needs_guard(struct slice s, bool within)
{
	uint32_t	 cp;
	size_t		 at = 0;
	bool		 valid;

	/* Most begin with a letter. */
	if (s.len > 0 && (unsigned char)((s.ptr[0] | 0x20) - 'a') < 26)
		return false;
	while (at < s.len) {
		at += text_decode(s.ptr + at, s.len - at, &cp, &valid);
		if (within && cp == '"')
			continue;
		if (within && cp < 0x80 && may_divide((char)cp))
			return false;
		if (is_risky(cp))
			return true;
		if (cp != ' ' && cp != 0xa0 && cp != 0x3000 &&
		    !(cp >= 0x2000 && cp <= 0x200b) && cp != 0xfeff)
			return false;
	}
	return false;
}

static void
put_wild(struct buf *b, struct slice s)
{
	uint32_t	 cp;
	size_t		 at = 0, from = 0, len;
	bool		 valid;

	buf_addc(b, '"');
	if (needs_guard(s, false))
		buf_addc(b, '\'');
	while (at < s.len) {
		if (may_divide(s.ptr[at])) {
			at++;
			if (needs_guard((struct slice){ s.ptr + at,
			    s.len - at }, true)) {
				buf_add(b, s.ptr + from, at - from);
				buf_addc(b, '\'');
				from = at;
			}
			continue;
		}
		if ((unsigned char)s.ptr[at] < 0x80) {
			if (s.ptr[at++] != '"')
				continue;
			/* The quote stays with what is to come: twice. */
			buf_add(b, s.ptr + from, at - from);
			from = at - 1;
			continue;
		}
		len = text_decode(s.ptr + at, s.len - at, &cp, &valid);
		if (!valid) {
			buf_add(b, s.ptr + from, at - from);
			text_encode(b, TEXT_BAD);
			from = at + len;
		}
		at += len;
	}
	buf_add(b, s.ptr + from, s.len - from);
	buf_addc(b, '"');
}

/* There is nothing in it to look at but what it begins with and ';'. */
void
csv_tame(struct buf *b, struct slice s)
{
	char	*p, *start;

	if (s.len > 0 && memchr(s.ptr, ';', s.len) != NULL) {
		put_wild(b, s);
		return;
	}
	p = start = buf_room(b, s.len + 3);
	*p++ = '"';
	if (needs_guard(s, false))
		*p++ = '\'';
	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	p += s.len;
	*p++ = '"';
	*p = '\0';
	b->len += (size_t)(p - start);
}

void
csv_text(struct buf *b, struct slice s)
{
	if (s.ptr != NULL && text_is_tame(s))
		csv_tame(b, s);
	else
		put_wild(b, s);
}

void
csv_end(struct buf *b)
{
	BUF_LIT(b, "\r\n");
}

struct csv {
	int		 fd;
	struct buf	 in;		/* what was read */
	size_t		 at;		/* of the next byte in it */
	struct buf	 row;		/* cells, each ended by NUL */
	long long	 number;
	uint64_t	 quoted;	/* bits of cells */
	bool		 over;		/* the file has ended */
};

struct csv *
csv_open(int fd)
{
	struct csv	*c = xcalloc(1, sizeof(*c));

	c->fd = fd;
	c->in = c->row = (struct buf)BUF_INIT;
	return c;
}

/* The next byte without taking it, or -1 at the end, -2 on a fault. */
static int
peek(struct csv *c)
{
	ssize_t	 n;

	if (c->at < c->in.len)
		return (unsigned char)c->in.ptr[c->at];
	if (c->over)
		return -1;
	buf_reset(&c->in);
	c->at = 0;
	n = file_fill(c->fd, buf_room(&c->in, READ_SIZE), READ_SIZE);
	if (n < 0)
		return -2;
	c->over = (size_t)n < READ_SIZE;
	c->in.len = (size_t)n;
	return n > 0 ? (unsigned char)c->in.ptr[0] : -1;
}

/* A quoted cell, whose first quote is taken.  NULL, or what is wrong. */
static const char *
quoted(struct csv *c)
{
	const char	*p, *from;
	int		 ch;

	while ((ch = peek(c)) >= 0) {
		/* All up to the next quote at once. */
		from = c->in.ptr + c->at;
		p = memchr(from, '"', c->in.len - c->at);
		if (p == NULL)
			p = c->in.ptr + c->in.len;
		buf_add(&c->row, from, (size_t)(p - from));
		c->at += (size_t)(p - from);
		if (c->at == c->in.len)
			continue;
		c->at++;
		if (peek(c) != '"')
			return NULL;
		buf_addc(&c->row, '"');
		c->at++;
	}
	return ch == -2 ? strerror(errno) : "it ends in a quoted cell";
}

/* A bare cell.  NULL, or what is wrong. */
static const char *
bare(struct csv *c)
{
	int	 ch;

	while ((ch = peek(c)) >= 0 && ch != ',' && ch != '\r' && ch != '\n') {
		if (ch == '"')
			return "a quote in a bare cell";
		buf_addc(&c->row, (char)ch);
		c->at++;
	}
	return ch == -2 ? strerror(errno) : NULL;
}

/* Take the guards of the cell that begins at start away. */
static void
unguard(struct csv *c, size_t start)
{
	char	*p = c->row.ptr + start, *end = c->row.ptr + c->row.len;
	char	*to = p;

	p += p < end && *p == '\'';
	while (p < end) {
		*to++ = *p++;
		p += may_divide(p[-1]) && p < end && *p == '\'';
	}
	c->row.len = (size_t)(to - c->row.ptr);
}

/* One cell of the row; sets *last when the row ends behind it. */
static const char *
cell(struct csv *c, struct slice *out, bool *last)
{
	size_t		 start = c->row.len;
	const char	*why;
	bool		 text = peek(c) == '"';
	int		 ch;

	c->at += text;
	if ((why = text ? quoted(c) : bare(c)) != NULL)
		return why;
	if (text)
		unguard(c, start);
	/* An offset until the row is complete. */
	out->ptr = (const char *)(uintptr_t)start;
	out->len = c->row.len - start;
	buf_addc(&c->row, '\0');
	ch = peek(c);
	*last = ch != ',';
	if (ch == -2)
		return strerror(errno);
	if (ch == ',') {
		c->at++;
		return NULL;
	}
	if (ch == '\r') {
		c->at++;
		ch = peek(c);
	}
	if (ch != '\n')
		return ch == -1 ? "it ends within a row" :
		    "neither a comma nor the end of the row after a cell";
	c->at++;
	return NULL;
}

int
csv_next(struct csv *c, struct slice *cells, int max, const char **why)
{
	bool	 last = false;
	int	 i, n = 0;

	buf_reset(&c->row);
	c->quoted = 0;
	if (peek(c) == -1)
		return 0;
	c->number++;
	while (!last) {
		if (n == max) {
			*why = "a row has too many cells";
			return -1;
		}
		if (n < 64 && peek(c) == '"')
			c->quoted |= (uint64_t)1 << n;
		if ((*why = cell(c, &cells[n++], &last)) != NULL)
			return -1;
	}
	for (i = 0; i < n; i++)
		cells[i].ptr = c->row.ptr + (uintptr_t)cells[i].ptr;
	return n;
}

bool
csv_quoted(const struct csv *c, int cell)
{
	return cell < 64 && (c->quoted >> cell & 1) != 0;
}

long long
csv_row(const struct csv *c)
{
	return c->number;
}

void
csv_free(struct csv *c)
{
	if (c == NULL)
		return;
	buf_free(&c->in);
	buf_free(&c->row);
	free(c);
}
