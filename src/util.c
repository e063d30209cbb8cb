#include "util.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define WARN_MAX	4096	/* bytes of a message; longer ones are cut */
#define NAME_LONG	63	/* names beyond this are not compared */

void *
xmalloc(size_t size)
{
	void	*p = malloc(size > 0 ? size : 1);

	if (p == NULL)
		util_die("out of memory (%zu bytes)", size);
	return p;
}

void *
xcalloc(size_t n, size_t size)
{
	void	*p = calloc(n > 0 ? n : 1, size > 0 ? size : 1);

	if (p == NULL)
		util_die("out of memory (%zu times %zu bytes)", n, size);
	return p;
}

void *
xreallocarray(void *old, size_t n, size_t size)
{
	size_t	 bytes;
	void	*p;

	if (__builtin_mul_overflow(n, size, &bytes))
		util_die("out of memory (%zu times %zu bytes)", n, size);
	p = realloc(old, bytes > 0 ? bytes : 1);
	if (p == NULL)
		util_die("out of memory (%zu bytes)", bytes);
	return p;
}

char *
xstrdup(const char *s)
{
	size_t	 size = strlen(s) + 1;

	return memcpy(xmalloc(size), s, size);
}

char *
xasprintf(const char *fmt, ...)
{
	va_list	 ap;
	char	*s;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) == -1)
		util_die("out of memory");
	va_end(ap);
	return s;
}

static void __attribute__((__format__(__printf__, 1, 0)))
warn_line(const char *fmt, va_list ap)
{
	char	 line[WARN_MAX];
	int	 error = errno;
	size_t	 len, i;
	ssize_t	 n;

	len = (size_t)snprintf(line, sizeof(line), "tokensnap: ");
	n = vsnprintf(line + len, sizeof(line) - len, fmt, ap);
	if (n > 0)
		len += (size_t)n;
	if (len < sizeof(line) && fmt[0] != '\0' &&
	    fmt[strlen(fmt) - 1] == ':') {
		n = snprintf(line + len, sizeof(line) - len, " %s",
		    strerror(error));
		if (n > 0)
			len += (size_t)n;
	}
	if (len > sizeof(line) - 1)
		len = sizeof(line) - 1;
	for (i = 0; i < len; i++)
		if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
			line[i] = '?';
	line[len++] = '\n';
	/* Nothing can be done about a standard error that is gone. */
	do {
		n = write(STDERR_FILENO, line, len);
	} while (n == -1 && errno == EINTR);
	errno = error;
}

void
util_warn(const char *fmt, ...)
{
	va_list	 ap;

	va_start(ap, fmt);
	warn_line(fmt, ap);
	va_end(ap);
}

void
util_die(const char *fmt, ...)
{
	va_list	 ap;

	va_start(ap, fmt);
	warn_line(fmt, ap);
	va_end(ap);
	_exit(1);
}

int
util_number(const char *s, long long min, long long max, long long *out)
{
	char		*end;
	long long	 n;

	if (*s != '-' && (*s < '0' || *s > '9'))
		return -1;
	errno = 0;
	n = strtoll(s, &end, 10);
	if (errno != 0 || *end != '\0' || end == s || n < min || n > max)
		return -1;
	*out = n;
	return 0;
}

static size_t
least(size_t a, size_t b, size_t c)
{
	size_t	 m = a < b ? a : b;

	return m < c ? m : c;
}

/* Whether two letters are the same, in either case. */
static bool
same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Steps from a to b: insert, drop, change one, or swap two neighbours. */
static size_t
distance(const char *a, const char *b)
{
	size_t	 row[3][NAME_LONG + 1];
	size_t	*before = row[0], *last = row[1], *now = row[2], *t;
	size_t	 na = strlen(a), nb = strlen(b), i, j;

	if (na > NAME_LONG || nb > NAME_LONG)
		return NAME_LONG;
	for (j = 0; j <= nb; j++)
		last[j] = j;
	for (i = 1; i <= na; i++) {
		now[0] = i;
		for (j = 1; j <= nb; j++) {
			now[j] = least(last[j] + 1, now[j - 1] + 1,
			    last[j - 1] + !same(a[i - 1], b[j - 1]));
			if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) &&
			    same(a[i - 2], b[j - 1]) &&
			    before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		t = before;
		before = last;
		last = now;
		now = t;
	}
	return last[nb];
}

const char *
util_nearest(const char *word, const char *const *names, size_t n)
{
	const char	*best = NULL;
	size_t		 i, d, len = strlen(word);
	size_t		 limit = len < 4 ? 1 : len < 7 ? 3 : 4;

	for (i = 0; i < n; i++) {
		d = distance(word, names[i]);
		/* A name of which nothing is left was not meant. */
		if (d <= limit && d < len && d < strlen(names[i])) {
			best = names[i];
			limit = d > 0 ? d - 1 : 0;
			if (d == 0)
				break;
		}
	}
	if (best != NULL)
		return best;
	/* "expiry" for "expiration": the same beginning will do. */
	for (i = 0; i < n; i++)
		if (len >= 4 && strncasecmp(word, names[i], 4) == 0)
			return names[i];
	return NULL;
}
