#ifndef TRACE_H
#define TRACE_H

/*
 * What each statement gave: how often it ran, how many rows came, and the
 * SHA-256 of those rows in a form that the sqlite3 shell can make too.  A row
 * is quote() of each column, joined with '|', and ends in LF.  The rows are
 * hashed as they are read; nothing is read twice.
 */

#include <stdint.h>

#include <sqlite3.h>

#include "sql.h"

struct trace;

/* With no statement run.  Free it with trace_free. */
struct trace *trace_new(void);

/* NULL is allowed. */
void	 trace_free(struct trace *);

/*
 * Add the row at hand of a statement.  Text ends at its first NUL, as it does
 * for quote().  The values may be read again afterwards.
 */
void	 trace_row(struct trace *, enum sql_id, sqlite3_stmt *);

/* A statement came to its end. */
void	 trace_end(struct trace *, enum sql_id);

struct trace_facts {
	int64_t	 runs;		/* how often it came to its end */
	int64_t	 rows;		/* of all runs together */
	char	 sha256[65];	/* of those rows, in their order */
};

/* What a statement gave.  Of this statement no row may come any more. */
void	 trace_facts(struct trace *, enum sql_id, struct trace_facts *);

#endif
