/* Times as they stand in an export: text of several forms, and numbers. */

#include "when.h"

#include <stdbool.h>

/* Read exactly n digits.  Returns false when there are fewer. */
static bool
digits(struct slice *s, size_t n, int *out)
{
	size_t	 i;
	int	 v = 0;

	if (s->len < n)
		return false;
	for (i = 0; i < n; i++) {
		if (s->ptr[i] < '0' || s->ptr[i] > '9')
			return false;
		v = v * 10 + (s->ptr[i] - '0');
	}
	s->ptr += n;
	s->len -= n;
	*out = v;
	return true;
}

static bool
one_of(struct slice *s, const char *set, char *which)
{
	if (s->len == 0 || s->ptr[0] == '\0' || strchr(set, s->ptr[0]) == NULL)
		return false;
	*which = s->ptr[0];
	s->ptr++;
	s->len--;
	return true;
}

static bool
is_date(const struct when_civil *c)
{
	static const int	 length[] = { 31, 28, 31, 30, 31, 30, 31, 31,
				    30, 31, 30, 31 };
	bool			 leap;

	if (c->year < 1 || c->month < 1 || c->month > 12 || c->day < 1)
		return false;
	leap = c->year % 4 == 0 && (c->year % 100 != 0 || c->year % 400 == 0);
	return c->day <= length[c->month - 1] + (c->month == 2 && leap);
}

static bool
read_date(struct slice *s, struct when_civil *c)
{
	char	 sep;

	return digits(s, 4, &c->year) && one_of(s, "-", &sep) &&
	    digits(s, 2, &c->month) && one_of(s, "-", &sep) &&
	    digits(s, 2, &c->day) && is_date(c);
}

static bool
read_clock(struct slice *s, struct when_civil *c)
{
	char	 sep;

	if (!digits(s, 2, &c->hour) || !one_of(s, ":", &sep) ||
	    !digits(s, 2, &c->minute) || !one_of(s, ":", &sep) ||
	    !digits(s, 2, &c->second))
		return false;
	if (one_of(s, ".", &sep)) {
		if (s->len == 0 || s->ptr[0] < '0' || s->ptr[0] > '9')
			return false;
		while (s->len > 0 && s->ptr[0] >= '0' && s->ptr[0] <= '9') {
			s->ptr++;
			s->len--;
		}
	}
	return c->hour <= 23 && c->minute <= 59 && c->second <= 60;
}

/* "Z" or "+05:30" into seconds east of UTC. */
static bool
read_offset(struct slice *s, int *offset)
{
	char	 sign, sep;
	int	 hours, minutes;

	if (one_of(s, "Zz", &sign)) {
		*offset = 0;
		return true;
	}
	if (!one_of(s, "+-", &sign) || !digits(s, 2, &hours) ||
	    !one_of(s, ":", &sep) || !digits(s, 2, &minutes) ||
	    hours > 23 || minutes > 59)
		return false;
	*offset = (hours * 60 + minutes) * 60 * (sign == '-' ? -1 : 1);
	return true;
}

/* Two digits; *bad is no longer 0 when they are none. */
static inline int
two(const char *p, unsigned *bad)
{
	unsigned	 high = (unsigned)(p[0] - '0');
	unsigned	 low = (unsigned)(p[1] - '0');

	*bad |= (high > 9) | (low > 9);
	return (int)(high * 10 + low);
}

/* The form that nearly every export has: "2026-12-23T15:43:00Z". */
static int
parse_usual(const char *p, int64_t *at)
{
	struct when_civil	 c;
	unsigned		 bad = 0;

	c.year = two(p, &bad) * 100 + two(p + 2, &bad);
	c.month = two(p + 5, &bad);
	c.day = two(p + 8, &bad);
	c.hour = two(p + 11, &bad);
	c.minute = two(p + 14, &bad);
	c.second = two(p + 17, &bad);
	if (bad != 0 || p[4] != '-' || p[7] != '-' || p[13] != ':' ||
	    p[16] != ':' || (p[10] != 'T' && p[10] != 't' && p[10] != ' ') ||
	    !is_date(&c) || c.hour > 23 || c.minute > 59 || c.second > 60)
		return -1;
	*at = when_instant(&c);
	return *at < WHEN_MIN || *at > WHEN_MAX ? -1 : 0;
}

int
when_parse(struct slice s, int64_t *at)
{
	struct when_civil	 c = { 0, 0, 0, 0, 0, 0 };
	int			 offset = 0;
	char			 sep;

	if (s.len == 20 && s.ptr[19] == 'Z')
		return parse_usual(s.ptr, at);

	if (!read_date(&s, &c))
		return -1;
	if (s.len > 0) {
		if (!one_of(&s, "Tt ", &sep) || !read_clock(&s, &c))
			return -1;
		/* Only the form with a blank may leave the offset out. */
		if (s.len > 0 ? !read_offset(&s, &offset) : sep != ' ')
			return -1;
	}
	if (s.len > 0)
		return -1;
	*at = when_instant(&c) - offset;
	return *at < WHEN_MIN || *at > WHEN_MAX ? -1 : 0;
}

int
when_parse_name(const char *name, int64_t *at)
{
	char	 text[] = "2026-11-23T15:43:00Z";

	if (strlen(name) != strlen("2026-11-23T154300Z"))
		return -1;
	memcpy(text, name, 13);
	memcpy(text + 14, name + 13, 2);
	memcpy(text + 17, name + 15, 3);
	return when_parse(slice_of(text), at);
}

int
when_parse_unix(int64_t n, int64_t *at)
{
	if (n <= 0)
		return -1;
	/* No date has more seconds; so many milliseconds came in 1978. */
	*at = n <= WHEN_MAX ? n : n / 1000;
	return *at > WHEN_MAX ? -1 : 0;
}
