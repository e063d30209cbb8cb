#ifndef QUERIES_H
#define QUERIES_H

/*
 * queries.sql: every statement that runs on an export, as a script for the
 * sqlite3 shell.  On the export itself it prints one line for each statement,
 * the SHA-256 of its rows and its name, so that an auditor can see for himself
 * that a snapshot holds what the export does.
 */

#include "sql.h"
#include "trace.h"

/* Append the script.  With a trace, comments tell what came when the snapshot
 * was made; NULL: nothing was hashed. */
void	 queries_file(struct buf *, const struct sql_schema *,
	    struct trace *);

/* Append the statement that prints the rows of another in canonical form,
 * without a semicolon. */
void	 queries_canonical(struct buf *, enum sql_id,
	    const struct sql_schema *);

#endif
