#include "when.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define DAY		86400
#define MILLI_FROM	100000000000LL	/* Unix seconds end here */

/*
 * Days since 1970-01-01 of a date in the proleptic Gregorian calendar, by
 * counting in eras of 400 years that begin in March.
 */
static int64_t
days_of(int year, int month, int day)
{
	int64_t	 y = month <= 2 ? year - 1 : year;
	int64_t	 era = (y >= 0 ? y : y - 399) / 400;
	int64_t	 yoe = y - era * 400;
	int64_t	 doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void
when_civil(int64_t at, struct when_civil *c)
{
	int64_t	 days = at / DAY, rest = at % DAY, era, doe, yoe, doy, mp;

	if (rest < 0) {
		rest += DAY;
		days--;
	}
	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	doe = days - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	c->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c->year = (int)(yoe + era * 400 + (c->month <= 2));
	c->hour = (int)(rest / 3600);
	c->minute = (int)(rest / 60 % 60);
	c->second = (int)(rest % 60);
}

int64_t
when_instant(const struct when_civil *c)
{
	return days_of(c->year, c->month, c->day) * DAY + c->hour * 3600 +
	    c->minute * 60 + c->second;
}

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
read_date(struct slice *s, struct when_civil *c)
{
	static const int	 length[] = { 31, 28, 31, 30, 31, 30, 31, 31,
				    30, 31, 30, 31 };
	char			 sep;
	bool			 leap;

	if (!digits(s, 4, &c->year) || !one_of(s, "-", &sep) ||
	    !digits(s, 2, &c->month) || !one_of(s, "-", &sep) ||
	    !digits(s, 2, &c->day))
		return false;
	if (c->year < 1 || c->month < 1 || c->month > 12 || c->day < 1)
		return false;
	leap = c->year % 4 == 0 && (c->year % 100 != 0 || c->year % 400 == 0);
	return c->day <= length[c->month - 1] + (c->month == 2 && leap);
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

int
when_parse(struct slice s, int64_t *at)
{
	struct when_civil	 c = { 0, 0, 0, 0, 0, 0 };
	int			 offset = 0;
	char			 sep;

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
	/* A day of room, so that every zone can show it. */
	return *at < WHEN_MIN + DAY || *at > WHEN_MAX - DAY ? -1 : 0;
}

int
when_parse_unix(int64_t n, int64_t *at)
{
	if (n <= 0)
		return -1;
	*at = n < MILLI_FROM ? n : n / 1000;
	return *at > WHEN_MAX - DAY ? -1 : 0;
}

/* Append n in width digits. */
static char *
put_digits(char *p, int n, int width)
{
	int	 i;

	for (i = width - 1; i >= 0; i--) {
		p[i] = (char)('0' + n % 10);
		n /= 10;
	}
	return p + width;
}

static char *
put_date(char *p, const struct when_civil *c)
{
	p = put_digits(p, c->year, 4);
	*p++ = '-';
	p = put_digits(p, c->month, 2);
	*p++ = '-';
	return put_digits(p, c->day, 2);
}

static char *
put_clock(char *p, const struct when_civil *c, const char *sep)
{
	p = put_digits(p, c->hour, 2);
	if (*sep != '\0')
		*p++ = *sep;
	p = put_digits(p, c->minute, 2);
	if (*sep != '\0')
		*p++ = *sep;
	return put_digits(p, c->second, 2);
}

static void
put_utc(struct buf *b, int64_t at, const char *sep)
{
	struct when_civil	 c;
	char			 text[32], *p;

	when_civil(at, &c);
	p = put_date(text, &c);
	*p++ = 'T';
	p = put_clock(p, &c, sep);
	*p++ = 'Z';
	buf_add(b, text, (size_t)(p - text));
}

void
when_rfc3339(struct buf *b, int64_t at)
{
	put_utc(b, at, ":");
}

void
when_name(struct buf *b, int64_t at)
{
	put_utc(b, at, "");
}

/* Ask libc, whose zone database this is. */
static void
ask_zone(struct when_slot *s, int64_t at)
{
	struct tm	 tm;
	time_t		 t = (time_t)at;
	size_t		 len;

	s->offset = 0;
	s->abbr[0] = '\0';
	if (localtime_r(&t, &tm) == NULL)
		return;
	s->offset = (int32_t)tm.tm_gmtoff;
	/* "+03" says nothing that the offset does not say. */
	if (tm.tm_zone == NULL || tm.tm_zone[0] < 'A')
		return;
	len = strnlen(tm.tm_zone, sizeof(s->abbr) - 1);
	memcpy(s->abbr, tm.tm_zone, len);
	s->abbr[len] = '\0';
}

/*
 * A day that begins and ends with the same offset and name has them all the
 * way: no zone has ever changed and changed back within one.  Other days are
 * asked for anew each time.
 */
static const struct when_slot *
zone_slot(struct when_zone *z, int64_t at)
{
	int64_t			 day = (at - WHEN_MIN) / DAY;
	struct when_slot	*s = &z->slots[day % WHEN_SLOTS];
	struct when_slot	 end;

	if (s->day == day)
		return s;
	ask_zone(s, WHEN_MIN + day * DAY);
	ask_zone(&end, WHEN_MIN + (day + 1) * DAY - 1);
	s->day = day;
	if (s->offset != end.offset || strcmp(s->abbr, end.abbr) != 0) {
		s->day = INT64_MIN;
		ask_zone(s, at);
	}
	return s;
}

/* Whether the database has a zone of this name. */
static bool
zone_known(const char *name)
{
	static const char	 letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789_+-/";
	const char		*dir = getenv("TZDIR");
	char			 path[512];
	FILE			*f;
	int			 n;
	bool			 found;

	if (strcmp(name, "UTC") == 0)
		return true;
	if (name[0] == '\0' || name[0] == '/' || strlen(name) > 63 ||
	    strspn(name, letters) != strlen(name))
		return false;
	if (dir == NULL || dir[0] == '\0')
		dir = "/usr/share/zoneinfo";
	n = snprintf(path, sizeof(path), "%s/%s", dir, name);
	if (n < 0 || (size_t)n >= sizeof(path))
		return false;
	if ((f = fopen(path, "rb")) == NULL)
		return false;
	found = fread(path, 1, 4, f) == 4 && memcmp(path, "TZif", 4) == 0;
	fclose(f);
	return found;
}

/* The name of the system's zone into name; "UTC" when it cannot be told. */
static void
zone_of_system(char *name, size_t size)
{
	const char	*tz = getenv("TZ"), *at;
	char		 link[512];
	ssize_t		 n;

	if (tz != NULL && tz[0] == ':')
		tz++;
	if (tz == NULL) {
		n = readlink("/etc/localtime", link, sizeof(link) - 1);
		link[n > 0 ? n : 0] = '\0';
		if ((at = strstr(link, "zoneinfo/")) != NULL)
			tz = at + strlen("zoneinfo/");
	}
	if (tz == NULL || !zone_known(tz))
		tz = "UTC";
	(void)snprintf(name, size, "%s", tz);
}

int
when_zone_open(struct when_zone *z, const char *name)
{
	char	 tz[72];
	size_t	 i;

	memset(z, 0, sizeof(*z));
	if (name == NULL)
		zone_of_system(z->name, sizeof(z->name));
	else if (zone_known(name))
		(void)snprintf(z->name, sizeof(z->name), "%s", name);
	else
		return -1;
	if (strcmp(z->name, "UTC") == 0)
		(void)snprintf(tz, sizeof(tz), "UTC0");
	else
		(void)snprintf(tz, sizeof(tz), ":%s", z->name);
	if (setenv("TZ", tz, 1) == -1)
		return -1;
	tzset();
	for (i = 0; i < WHEN_SLOTS; i++)
		z->slots[i].day = INT64_MIN;
	return 0;
}

void
when_exact(struct buf *b, struct when_zone *z, int64_t at)
{
	const struct when_slot	*s = zone_slot(z, at);
	struct when_civil	 c;
	char			 text[64], *p;
	int			 offset = s->offset / 60;

	when_civil(at + s->offset, &c);
	p = put_date(text, &c);
	*p++ = ' ';
	p = put_clock(p, &c, ":");
	if (s->abbr[0] != '\0') {
		*p++ = ' ';
		p = stpcpy(p, s->abbr);
	}
	p = stpcpy(p, " (UTC");
	*p++ = offset < 0 ? '-' : '+';
	if (offset < 0)
		offset = -offset;
	p = put_digits(p, offset / 60, 2);
	*p++ = ':';
	p = put_digits(p, offset % 60, 2);
	*p++ = ')';
	buf_add(b, text, (size_t)(p - text));
}

/* Whole calendar months from a to b, a <= b, in the zone. */
static int64_t
months_between(struct when_zone *z, int64_t a, int64_t b)
{
	struct when_civil	 from, to;
	int64_t			 months, in_from, in_to;

	when_civil(a + zone_slot(z, a)->offset, &from);
	when_civil(b + zone_slot(z, b)->offset, &to);
	months = ((int64_t)to.year - from.year) * 12 + to.month - from.month;
	in_from = from.day * (int64_t)DAY + from.hour * 3600 +
	    from.minute * 60 + from.second;
	in_to = to.day * (int64_t)DAY + to.hour * 3600 + to.minute * 60 +
	    to.second;
	return in_to < in_from ? months - 1 : months;
}

static void
put_unit(struct buf *b, int64_t n, const char *unit)
{
	buf_num(b, n);
	buf_addc(b, ' ');
	buf_adds(b, unit);
	if (n != 1)
		buf_addc(b, 's');
}

void
when_between(struct buf *b, struct when_zone *z, int64_t from, int64_t to)
{
	int64_t	 a = from < to ? from : to, e = from < to ? to : from;
	int64_t	 seconds = e - a, months;

	if (seconds < 60) {
		BUF_LIT(b, "less than a minute");
	} else if (seconds < 3600) {
		put_unit(b, seconds / 60, "minute");
	} else if (seconds < DAY) {
		put_unit(b, seconds / 3600, "hour");
	} else if (seconds < 60 * DAY) {
		put_unit(b, seconds / DAY, "day");
	} else {
		months = months_between(z, a, e);
		if (months < 12)
			put_unit(b, months, "month");
		else
			put_unit(b, months / 12, "year");
	}
}
