#ifndef WHEN_H
#define WHEN_H

/*
 * Instants as seconds since 1970-01-01T00:00:00Z without leap seconds, read
 * and written.  "Now" is always an argument.
 */

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"

#define WHEN_MIN	(-62135596800LL)	/* 0001-01-01T00:00:00Z */
#define WHEN_MAX	253402300799LL		/* 9999-12-31T23:59:59Z */

struct when_civil {
	int	year;		/* 1 to 9999 */
	int	month;		/* 1 to 12 */
	int	day;		/* 1 to 31 */
	int	hour;
	int	minute;
	int	second;
};

#define WHEN_SLOTS	4096	/* days: more than eleven years */

/* What is the same for all instants of a UTC day. */
struct when_slot {
	int64_t		day;		/* since WHEN_MIN, from 1; 0: none */
	int32_t		offset;		/* seconds east of UTC */
	int16_t		year;		/* of this day */
	int8_t		month;
	int8_t		mday;
	char		date[10];	/* "2026-12-23" */
	bool		changes;	/* the offset or the name, within it */
	uint8_t		tail_len;
	char		tail[31];	/* " CET (UTC+01:00)" */
};

/* A time zone with a cache of its days; one for each thread. */
struct when_zone {
	char			name[64];	/* "Europe/Berlin" */
	struct when_slot	slots[WHEN_SLOTS];
};

/*
 * Choose the zone of this process and of z: a name of the IANA database,
 * "UTC", or NULL for the system's (TZ, else /etc/localtime, else UTC).
 * Returns 0, 1 when TZ names no zone and UTC takes its place, or -1 when there
 * is no such zone (nothing printed).  Call it
 * before threads start; each thread then takes its own with when_zone_again.
 */
int	 when_zone_open(struct when_zone *z, const char *name);

/* The same zone for another thread, its cache empty.  Free it with free. */
struct when_zone *when_zone_again(const struct when_zone *);

/* Days and seconds to calendar and back, proleptic Gregorian, UTC. */
void	 when_civil(int64_t at, struct when_civil *);
int64_t	 when_instant(const struct when_civil *);

/*
 * Read RFC 3339 with any offset and fraction, "YYYY-MM-DD HH:MM:SS" with or
 * without fraction or offset (UTC when without), or "YYYY-MM-DD" (midnight
 * UTC).  A fraction is cut; second 60 counts as the next minute.  Returns 0,
 * or -1 when it is none of these or not a real date.
 */
int	 when_parse(struct slice, int64_t *at);

/* Read what when_name writes.  Returns 0, or -1 when it is not that. */
int	 when_parse_name(const char *, int64_t *at);

/*
 * Read Unix seconds, or milliseconds from 253,402,300,800 on, as seconds of the
 * year 10000 would be.  Zero and less are refused: they stand for "not set" far
 * more often than for 1970.  Returns 0 or -1.
 */
int	 when_parse_unix(int64_t n, int64_t *at);

/* Append "2026-12-23T15:43:00Z". */
void	 when_rfc3339(struct buf *, int64_t at);

/* The same, quicker, with the days that a zone remembers. */
void	 when_utc(struct buf *, struct when_zone *, int64_t at);

/* Append "2026-12-23 16:43:00 CET (UTC+01:00)". */
void	 when_exact(struct buf *, struct when_zone *, int64_t at);

/* Append "2026-11-23T154300Z", the name of a snapshot. */
void	 when_name(struct buf *, int64_t at);

/*
 * Append the time between two instants, in either order, in whole units
 * rounded down: "less than a minute", minutes below 60, hours below 24, days
 * below 60, calendar months of the zone below 12, then years: "30 days".
 */
void	 when_between(struct buf *, struct when_zone *, int64_t a, int64_t b);

#endif
