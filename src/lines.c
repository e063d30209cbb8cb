/*
 * Text waits in "text", between at and end.  With an encoding, raw bytes wait
 * in "raw" and are converted into it; a sequence that is cut at the end of a
 * read stays in raw for the next one.
 */

#include "lines.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "util.h"

#define TEXT_SIZE	((size_t)2 * LINES_MAX)
#define RAW_SIZE	((size_t)16384)

struct lines {
	int	 fd;
	bool	 any_end;
	bool	 ended;		/* the file */
	bool	 cut;
	bool	 after_cr;	/* an LF that comes now ends nothing */
	iconv_t	 cd;		/* (iconv_t)-1: none */
	size_t	 number;
	char	*text;
	size_t	 at, end;
	char	 raw[RAW_SIZE];
	size_t	 nraw;
};

/* Whether this may be handed to iconv_open: a plain name, no suffixes. */
static bool
is_plain(const char *s)
{
	return *s != '\0' && strlen(s) <= 40 && s[strspn(s,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-_.:()")] == '\0';
}

struct lines *
lines_new(int fd, const char *encoding, bool any_end)
{
	struct lines	*l;
	iconv_t		 cd = (iconv_t)-1;

	if (encoding != NULL && (!is_plain(encoding) ||
	    (cd = iconv_open("UTF-8", encoding)) == (iconv_t)-1))
		return NULL;
	l = xcalloc(1, sizeof(*l));
	l->fd = fd;
	l->cd = cd;
	l->any_end = any_end;
	l->text = xmalloc(TEXT_SIZE + 1);
	return l;
}

/* Convert what waits in raw.  0, or -1 with errno. */
static int
convert(struct lines *l)
{
	char	*in = l->raw, *out = l->text + l->end;
	size_t	 nin = l->nraw, nout = TEXT_SIZE - l->end, done;

	done = iconv(l->cd, &in, &nin, &out, &nout);
	l->end = (size_t)(out - l->text);
	l->nraw = nin;
	memmove(l->raw, in, nin);
	if (done != (size_t)-1 || errno == E2BIG ||
	    (errno == EINVAL && !l->ended))
		return 0;
	errno = EILSEQ;
	return -1;
}

/* Some more text behind what waits.  0, or -1 with errno. */
static int
more(struct lines *l)
{
	ssize_t	 n;

	if (l->at > 0) {
		memmove(l->text, l->text + l->at, l->end - l->at);
		l->end -= l->at;
		l->at = 0;
	}
	if (l->cd == (iconv_t)-1) {
		n = file_fill(l->fd, l->text + l->end, TEXT_SIZE - l->end);
		if (n == -1)
			return -1;
		l->end += (size_t)n;
		l->ended = l->end < TEXT_SIZE;
		return 0;
	}
	if (!l->ended) {
		n = file_fill(l->fd, l->raw + l->nraw, RAW_SIZE - l->nraw);
		if (n == -1)
			return -1;
		l->nraw += (size_t)n;
		l->ended = l->nraw < RAW_SIZE;
	}
	return l->nraw > 0 ? convert(l) : 0;
}

/* Where the line that begins at "at" ends; NULL: not in sight. */
static char *
find_end(struct lines *l)
{
	char	*from = l->text + l->at, *lf, *cr;
	size_t	 len = l->end - l->at;

	lf = memchr(from, '\n', len);
	if (!l->any_end)
		return lf;
	cr = memchr(from, '\r', lf != NULL ? (size_t)(lf - from) : len);
	return cr != NULL ? cr : lf;
}

/* Bring text until a line ends in it, the file ends, or it is too long. */
static int
fill(struct lines *l, char **end)
{
	while ((*end = find_end(l)) == NULL && l->end - l->at <= LINES_MAX &&
	    (!l->ended || l->nraw > 0))
		if (more(l) == -1)
			return -1;
	return 0;
}

/* Drop an LF that belongs to a CR before it. */
static int
drop_lf(struct lines *l)
{
	if (!l->after_cr)
		return 0;
	while (l->at == l->end && (!l->ended || l->nraw > 0))
		if (more(l) == -1)
			return -1;
	if (l->at < l->end && l->text[l->at] == '\n')
		l->at++;
	l->after_cr = false;
	return 0;
}

enum lines_result
lines_next(struct lines *l, char **text, size_t *len)
{
	static char	 none[1];
	char		*end;
	bool		 is_long = false;

	if (drop_lf(l) == -1)
		return LINES_ERROR;
	for (;;) {
		if (fill(l, &end) == -1)
			return LINES_ERROR;
		if (end != NULL || l->end - l->at <= LINES_MAX)
			break;
		is_long = true;
		l->at = l->end;
	}
	if (end == NULL && l->at == l->end && !is_long)
		return LINES_END;
	l->number++;
	l->cut = end == NULL;
	*text = l->text + l->at;
	*len = end != NULL ? (size_t)(end - *text) : l->end - l->at;
	l->after_cr = end != NULL && *end == '\r';
	l->at += *len + (end != NULL);
	(*text)[*len] = '\0';
	if (is_long || *len > LINES_MAX) {
		*text = none;
		*len = 0;
		return LINES_LONG;
	}
	return LINES_LINE;
}

size_t
lines_number(const struct lines *l)
{
	return l->number;
}

bool
lines_cut(const struct lines *l)
{
	return l->cut;
}

void
lines_free(struct lines *l)
{
	if (l == NULL)
		return;
	if (l->cd != (iconv_t)-1)
		(void)iconv_close(l->cd);
	free(l->text);
	free(l);
}
