#include "when.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "util.h"

#define DAY		86400
#define LOCALTIME	"/etc/localtime"
#define UTC_TAIL	" UTC (UTC+00:00)"

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

/* Two digits of a number below 100. */
static inline char *
put_two(char *p, unsigned n)
{
	p[0] = (char)('0' + n / 10);
	p[1] = (char)('0' + n % 10);
	return p + 2;
}

static char *
put_date(char *p, const struct when_civil *c)
{
	p = put_two(p, (unsigned)c->year / 100);
	p = put_two(p, (unsigned)c->year % 100);
	*p++ = '-';
	p = put_two(p, (unsigned)c->month);
	*p++ = '-';
	return put_two(p, (unsigned)c->day);
}

/* The time of day, from its seconds. */
static inline char *
put_clock(char *p, unsigned seconds, bool colons)
{
	p = put_two(p, seconds / 3600);
	if (colons)
		*p++ = ':';
	p = put_two(p, seconds / 60 % 60);
	if (colons)
		*p++ = ':';
	return put_two(p, seconds % 60);
}

static void
put_utc(struct buf *b, int64_t at, bool colons)
{
	struct when_civil	 c;
	char			 text[32], *p;

	when_civil(at, &c);
	p = put_date(text, &c);
	*p++ = 'T';
	p = put_clock(p, (unsigned)(c.hour * 3600 + c.minute * 60 + c.second),
	    colons);
	*p++ = 'Z';
	buf_add(b, text, (size_t)(p - text));
}

void
when_rfc3339(struct buf *b, int64_t at)
{
	put_utc(b, at, true);
}

void
when_name(struct buf *b, int64_t at)
{
	put_utc(b, at, false);
}

/* The zone at an instant, from libc, whose zone database this is. */
static void
ask_zone(struct when_slot *s, int64_t at)
{
	struct tm	 tm;
	time_t		 t = (time_t)at;
	char		*p = s->tail;
	int		 minutes;

	memset(&tm, 0, sizeof(tm));
	(void)localtime_r(&t, &tm);
	s->offset = (int32_t)tm.tm_gmtoff;
	/* "+03" says nothing that the offset does not say. */
	if (tm.tm_zone != NULL && tm.tm_zone[0] >= 'A') {
		*p++ = ' ';
		p = stpncpy(p, tm.tm_zone, 11);
	}
	p = stpcpy(p, " (UTC");
	*p++ = s->offset < 0 ? '-' : '+';
	minutes = (s->offset < 0 ? -s->offset : s->offset) / 60;
	p = put_two(p, (unsigned)minutes / 60);
	*p++ = ':';
	p = put_two(p, (unsigned)minutes % 60);
	*p++ = ')';
	s->tail_len = (uint8_t)(p - s->tail);
}

/*
 * A day that begins and ends with the same offset and name has them all the
 * way: no zone has ever changed and changed back within one.  On other days
 * the zone is asked each time.
 */
static void
fill_slot(struct when_slot *s, int64_t day)
{
	struct when_slot	 end;
	struct when_civil	 c;
	int64_t			 start = WHEN_MIN + (day - 1) * DAY;

	when_civil(start, &c);
	(void)put_date(s->date, &c);
	s->year = (int16_t)c.year;
	s->month = (int8_t)c.month;
	s->mday = (int8_t)c.day;
	s->day = day;
	if (start == WHEN_MIN || start + DAY > WHEN_MAX) {
		/* In the zone it could be a year that has no four digits. */
		s->offset = 0;
		s->tail_len = (uint8_t)(stpcpy(s->tail, UTC_TAIL) - s->tail);
		s->changes = false;
		return;
	}
	ask_zone(s, start);
	ask_zone(&end, start + DAY - 1);
	s->changes = s->offset != end.offset || s->tail_len != end.tail_len ||
	    memcmp(s->tail, end.tail, s->tail_len) != 0;
}

/* The slot of the UTC day of an instant. */
static inline struct when_slot *
slot_of(struct when_zone *z, int64_t at)
{
	int64_t			 day = (at - WHEN_MIN) / DAY + 1;
	struct when_slot	*s = &z->slots[day % WHEN_SLOTS];

	if (s->day != day)
		fill_slot(s, day);
	return s;
}

/* The same, with the zone as it is at that instant. */
static inline const struct when_slot *
zone_at(struct when_zone *z, int64_t at)
{
	struct when_slot	*s = slot_of(z, at);

	if (s->changes)
		ask_zone(s, at);
	return s;
}

/* Seconds into a UTC day. */
static inline unsigned
second_of(int64_t at)
{
	return (unsigned)((at - WHEN_MIN) % DAY);
}

void
when_utc(struct buf *b, struct when_zone *z, int64_t at)
{
	const struct when_slot	*s = slot_of(z, at);
	char			*p;

	p = buf_room(b, 20);
	memcpy(p, s->date, sizeof(s->date));
	p[10] = 'T';
	p = put_clock(p + 11, second_of(at), true);
	p[0] = 'Z';
	p[1] = '\0';
	b->len += 20;
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

/* The name of the system's zone into name; "UTC" when it cannot be told.
 * Returns 0, or 1 when TZ says something else. */
static int
zone_of_system(char *name, size_t size)
{
	const char	*tz = getenv("TZ"), *at;
	bool		 said = tz != NULL && tz[0] != '\0' &&
			    strcmp(tz, "UTC0") != 0;
	char		 link[512];
	ssize_t		 n;

	if (tz != NULL && tz[0] == ':')
		tz++;
	/* tzset(3) allows the file itself: that is the system's zone. */
	if (tz == NULL || strcmp(tz, LOCALTIME) == 0) {
		said = false;
		n = readlink(LOCALTIME, link, sizeof(link) - 1);
		link[n > 0 ? n : 0] = '\0';
		tz = link;
	}
	if ((at = strstr(tz, "zoneinfo/")) != NULL)
		tz = at + strlen("zoneinfo/");
	if (zone_known(tz))
		said = false;
	else
		tz = "UTC";
	(void)snprintf(name, size, "%.63s", tz);
	return said;
}

int
when_zone_open(struct when_zone *z, const char *name)
{
	char	 tz[72];
	int	 rc = 0;

	memset(z, 0, sizeof(*z));
	if (name == NULL)
		rc = zone_of_system(z->name, sizeof(z->name));
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
	return rc;
}

struct when_zone *
when_zone_again(const struct when_zone *z)
{
	struct when_zone	*copy = xcalloc(1, sizeof(*copy));

	memcpy(copy->name, z->name, sizeof(copy->name));
	return copy;
}

void
when_exact(struct buf *b, struct when_zone *z, int64_t at)
{
	const struct when_slot	*s = zone_at(z, at);
	char			*p = buf_room(b, 19 + sizeof(s->tail));
	size_t			 len = 19 + s->tail_len;

	/* The day in the zone may take the place of this one. */
	memcpy(p + 19, s->tail, sizeof(s->tail));
	at += s->offset;
	s = slot_of(z, at);
	memcpy(p, s->date, sizeof(s->date));
	p[10] = ' ';
	(void)put_clock(p + 11, second_of(at), true);
	p[len] = '\0';
	b->len += len;
}

/* Months since year 0 and seconds into the month, in the zone. */
static void
month_of(struct when_zone *z, int64_t at, int64_t *month, int64_t *into)
{
	const struct when_slot	*s;

	at += zone_at(z, at)->offset;
	s = slot_of(z, at);
	*month = (int64_t)s->year * 12 + s->month;
	*into = s->mday * (int64_t)DAY + second_of(at);
}

/* Whole calendar months from a to b, a <= b, in the zone. */
static int64_t
months_between(struct when_zone *z, int64_t a, int64_t b)
{
	int64_t	 from, to, into_from, into_to;

	month_of(z, a, &from, &into_from);
	month_of(z, b, &to, &into_to);
	return to - from - (into_to < into_from);
}

static void
put_unit(struct buf *b, int64_t n, struct slice unit)
{
	buf_num(b, n);
	buf_slice(b, unit);
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
		put_unit(b, seconds / 60, SLICE(" minute"));
	} else if (seconds < DAY) {
		put_unit(b, seconds / 3600, SLICE(" hour"));
	} else if (seconds < 60 * DAY) {
		put_unit(b, seconds / DAY, SLICE(" day"));
	} else {
		months = months_between(z, a, e);
		if (months < 12)
			put_unit(b, months, SLICE(" month"));
		else
			put_unit(b, months / 12, SLICE(" year"));
	}
}
