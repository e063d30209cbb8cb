#ifndef LEDGER_H
#define LEDGER_H

/*
 * What an archive holds, snapshot by snapshot, and what is odd about their
 * succession.  Knows no file: archive.c fills it, ledger_judge looks at all of
 * it together, the index is made of it.  The ledger owns its texts.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LEDGER_UNKNOWN	(-1)	/* a number that the snapshot does not record */

/* Numbers of a snapshot, as its data/provenance.json names them. */
enum ledger_number {
	LEDGER_TOKENS,
	LEDGER_ACTIVE,
	LEDGER_REVOKED,
	LEDGER_EXPIRED,
	LEDGER_NOT_USED,
	LEDGER_NEVER_EXPIRES,
	LEDGER_ORPHANS,
	LEDGER_USERS,
	LEDGER_IDLE_USERS,
	LEDGER_CRITICAL,
	LEDGER_HIGH,
	LEDGER_MEDIUM,
	LEDGER_LOW,
	LEDGER_INFO,
	LEDGER_MUTED,
	LEDGER_ADDED,
	LEDGER_REMOVED,
	LEDGER_CHANGED,
	LEDGER_NUMBERS
};

struct ledger_member {
	const char	*group;		/* "totals", "findings", "changes" */
	const char	*name;		/* "tokens" */
};
/* Members of one group stand together. */
extern const struct ledger_member ledger_members[LEDGER_NUMBERS];

/* A folder with the name of a snapshot. */
struct ledger_entry {
	char		*name;		/* 2026-11-23T154300Z */
	int64_t		 as_of;		/* the same as an instant */
	bool		 damaged;	/* then only what follows problems is
					 * to be relied on */
	char		**problems;	/* sentences without a full stop */
	size_t		 nproblems;
	bool		 is_signed;	/* a signature is there */
	char		 seal[65];	/* of the tag manifest; "": none */
	/* Of a damaged one nothing of this is set, and numbers are unknown. */
	int64_t		 sequence;
	char		*series;
	char		*own_name;	/* what the snapshot calls itself */
	char		*export_name;	/* NULL: not recorded */
	char		 export_sha256[65];	/* "": not recorded */
	char		 previous[32];	/* name of the one before; "": none */
	char		 previous_seal[65];
	int64_t		 n[LEDGER_NUMBERS];
	/* By ledger_judge: the seal that this one ought to have, which is what
	 * the one after it recorded, else its own. */
	const char	*due_seal;
};

/* Anything else that lies in the archive. */
struct ledger_other {
	char		*name;		/* any bytes */
	const char	*what;		/* "a folder with another name" */
};

enum ledger_kind {
	LEDGER_SNAPSHOT,
	LEDGER_GAP,		/* longer than the cadence, before the entry */
	LEDGER_MISSING		/* numbers between, before the entry */
};

/* A line of the index. */
struct ledger_row {
	enum ledger_kind		 kind;
	const struct ledger_entry	*entry;
	const struct ledger_entry	*before;	/* the older */
	int64_t				 days;		/* of a gap */
	/* Of the missing; and whether damaged ones stand between. */
	int64_t				 first, last;
	bool				 damaged;
};

#define LEDGER_CADENCE_MAX	10000

/* The longest time that may lie between snapshots. */
struct ledger_cadence {
	int		 n;		/* 1 to the above; 0: none was said */
	char		 unit;		/* d, w, m */
};

struct ledger {
	struct ledger_cadence	 cadence;
	struct ledger_entry	*entries;	/* the oldest first */
	size_t			 n;
	struct ledger_other	*others;	/* by name */
	size_t			 nothers;
	/* By ledger_judge. */
	struct ledger_row	*rows;		/* the newest first */
	size_t			 nrows;
	size_t			 ndamaged, ngaps, nmissing, nodd;
};

/* Read "90d", "13w" or "3m".  Returns 0, or -1 when it is none of these. */
int	 ledger_cadence(const char *, struct ledger_cadence *);

/* A new entry, borrowed until the next call; names must come sorted. */
struct ledger_entry *ledger_add(struct ledger *, const char *name,
	    int64_t as_of);

/* Something else; what is a literal. */
void	 ledger_other(struct ledger *, const char *name, const char *what);

/* Say something about an entry, printf(3) style. */
void	 ledger_say(struct ledger_entry *, const char *fmt, ...)
	    __attribute__((__format__(__printf__, 2, 3)));

/*
 * When all entries are there: hold each against the others, make the rows and
 * the counts.  A chain is broken, forked, out of order, or lacks numbers; gaps
 * are counted between whole snapshots only, in dates of UTC, so that a job
 * that begins some seconds later makes none.
 */
void	 ledger_judge(struct ledger *);

/* Free what the ledger holds. */
void	 ledger_free(struct ledger *);

#endif
