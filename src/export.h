#ifndef EXPORT_H
#define EXPORT_H

/*
 * The rows of an export: which tables and columns there are, every value
 * checked once, then service users and tokens in the order of the list.  Text
 * in what export_next gives is borrowed until the call after.
 */

#include <stdbool.h>
#include <stdint.h>

#include "census.h"
#include "changes.h"
#include "model.h"
#include "owners.h"
#include "sorter.h"
#include "source.h"
#include "sql.h"
#include "tally.h"

struct export_options {
	int64_t	 as_of;
	struct when_zone *zone;		/* whose months the tally counts */
	bool	 lenient;	/* unreadable times are shown, not fatal */
	int64_t	 page_size;	/* orphans with more tokens are counted */
	struct changes *changes;	/* fed with the tokens; NULL: none */
	int64_t	 lasting;	/* what ends later outlasts the notice */
};

/* What was read, each at its place in the list: see pack.h. */
struct export_sorters {
	struct sorter	*users;
	struct sorter	*tokens;
};

/* A table or a column that is never read. */
struct export_left {
	const char	*table;
	const char	*column;	/* NULL: all of the table */
	const char	*why;
};

#define EXPORT_LEFT	200	/* that are named */

/* What the export says about itself, and what was counted. */
struct export_facts {
	struct sql_schema	 schema;
	struct buf		 schema_sql;	/* its CREATE statements */
	struct buf		 exported_at;	/* from export_info; "": none */
	struct buf		 origin;	/* source */
	struct buf		 environment;
	int64_t			 told_tokens;	/* control totals; -1: none */
	int64_t			 told_users;
	struct totals		 totals;
	int64_t			 unreadable;	/* times, when lenient */
	struct owners		 owners;
	struct tally		 tally;		/* for the charts */
	struct trace		*trace;		/* of the statements; or NULL */
	/* For the provenance; with a trace only. */
	struct census		*census;
	struct export_left	 left[EXPORT_LEFT];	/* sorted */
	size_t			 nleft;
	int64_t			 more_left;	/* that are not named */
	struct pool		 left_names;
	int64_t			 count_tokens;	/* count(*) by itself */
	int64_t			 count_users;
};

/*
 * Look at the tables: needed ones and their columns must be there, as plain
 * tables with an INTEGER PRIMARY KEY id; read the schema's text and
 * export_info; then confine the connection (source_confine).  From here on
 * every statement is noted in the trace, which the caller frees; NULL: none.
 * Returns 0, or -1 with the reason printed.  End facts with export_facts_free
 * in both cases.
 */
int	 export_look(const struct source *, sqlite3 *, struct trace *,
	    struct export_facts *);

/*
 * Read every value once, in the order of the ids; count the states; put every
 * service user and token into the sorters and finish those.  The connection
 * must be confined.
 * Returns 0 or -1.  What is wrong (the first ten values that cannot be read,
 * then how many more) is appended to said, not printed: of a damaged file the
 * integrity check, which may run beside, says it better.
 */
int	 export_check(const struct source *, sqlite3 *,
	    const struct export_options *, struct export_facts *,
	    const struct export_sorters *, struct buf *said);

/*
 * Count the rows by count(*), on a connection that is then confined, beside
 * export_check where it has one of its own.  Returns 0, or -1 with the reason
 * printed.
 */
int	 export_count(const struct source *, sqlite3 *, struct export_facts *);

/*
 * Internal IDs that stand more than once, on the same connection after that.
 * Which they are (the first ten, then how many more) is appended to said.
 * Returns 0, or -1 when SQLite failed, with the reason printed.
 */
int	 export_twins(const struct source *, sqlite3 *, struct export_facts *,
	    struct buf *said);

/* Hold the rows that were read against count(*) and the control totals of the
 * export.  Returns 0, or -1 with the reason printed. */
int	 export_reconcile(const struct source *, const struct export_facts *);

/* Print what one of these said. */
void	 export_say(const struct buf *said);

void	 export_facts_free(struct export_facts *);

struct export_scan;

enum export_event {
	EXPORT_USER,	/* a service user (or what stands for a missing one) */
	EXPORT_TOKEN,	/* a token of the last user given */
	EXPORT_END,
	EXPORT_ERROR	/* reason printed */
};

/*
 * Start the ordered scan over the sorters that export_check has filled; teams
 * and pictures are read on a confined connection.  All must outlive it.
 * Returns NULL with the reason printed.  Free it with export_scan_free.
 */
struct export_scan *export_scan_new(const struct source *, sqlite3 *,
	    const struct export_options *, const struct export_facts *,
	    const struct export_sorters *);

/*
 * The next thing in the list.  A user comes before its tokens and also when it
 * has none; *user and *token are valid until the call after next for a user
 * and the next call for a token.
 */
enum export_event export_next(struct export_scan *, const struct user **,
	    const struct token **);

/*
 * The avatar of the service user given last: sets *data and *len (0: none) and
 * *odd when there is one but it is larger than 64 KiB.  Borrowed until the next
 * call.  Returns 0, or -1 with the reason printed.
 */
int	 export_avatar(struct export_scan *, const void **data, size_t *len,
	    bool *odd);

void	 export_scan_free(struct export_scan *);

#endif
