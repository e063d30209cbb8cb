#ifndef CELL_H
#define CELL_H

/*
 * One row of a statement, read with its types looked at first.  Used by the
 * check and by the ordered scan, so that both see the same.
 */

#include <stdbool.h>

#include "model.h"
#include "source.h"
#include "sql.h"
#include "trace.h"

/* The statement prepared for this export, or NULL with the reason printed. */
sqlite3_stmt *cell_prepare(const struct source *, sqlite3 *, enum sql_id,
	    const struct sql_schema *);

/* sqlite3_step; a row, and the end, are noted in the trace unless it is
 * NULL. */
int	 cell_step(struct trace *, enum sql_id, sqlite3_stmt *);

/*
 * The same; the texts of an export in UTF-16 are looked at before SQLite makes
 * UTF-8 of them: of half a surrogate pair and what follows it makes another
 * character without a word.  *halved is a column with such a text, or -1.
 */
int	 cell_step_whole(const struct source *, struct trace *, enum sql_id,
	    sqlite3_stmt *, int *halved);

/* cell_step for rows of which nobody tells the faults one by one: after a
 * text with half a pair it is SQLITE_MISMATCH, and that is printed. */
int	 cell_step_text(const struct source *, struct trace *, enum sql_id,
	    sqlite3_stmt *);

/* Print what SQLite says of the last failure.  Returns -1. */
int	 cell_failed(const struct source *, sqlite3 *);

/* Bytes of a text (or of a number as text, or of a blob); NULL for NULL.
 * Borrowed until the next step. */
struct slice cell_text(sqlite3_stmt *, int column);

/*
 * A row of SQL_CHECK_USERS: everything that is not derived.  A time that is
 * NULL is STAMP_NONE, digits alone are Unix time, other text is read by
 * when_parse, all else is STAMP_UNREADABLE with the value as text in raw.
 * Returns whether each value but the time is of the type that it should be.
 */
bool	 cell_user(sqlite3_stmt *, const struct sql_schema *, struct user *);

/*
 * A row of SQL_CHECK_TOKENS in the same way, without user and state; each has a
 * name.
 */
bool	 cell_token(sqlite3_stmt *, const struct sql_schema *, struct token *);

/* Whether a value is text that can be shown: NULL, TEXT or INTEGER. */
bool	 cell_is_text(sqlite3_stmt *, int column);

/* Whether a value is the INTEGER 0 or 1. */
bool	 cell_is_flag(sqlite3_stmt *, int column);

#endif
