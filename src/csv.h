#ifndef CSV_H
#define CSV_H

/*
 * Comma-separated tables as in RFC 4180: UTF-8, CRLF, every text quoted.  A
 * text that a spreadsheet could take for a formula gets a leading apostrophe
 * (OWASP, CSV injection), and so does one that begins with an apostrophe.  As a
 * spreadsheet may begin a cell at ';', TAB, CR or LF too, the same holds for
 * what follows one of these.  What was written can be read back without loss.
 */

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"

/*
 * Append a text from outside.  Guarded when its first character, or the first
 * after blanks, is one of = + - @ TAB CR LF NUL, one of the full-width forms
 * of the first four, or an apostrophe; and again behind each ';', TAB, CR and
 * LF, where quotes count as blanks.  What is not UTF-8 becomes U+FFFD.
 */
void	 csv_text(struct buf *, struct slice);

/* The same for a text that text_is_tame. */
void	 csv_tame(struct buf *, struct slice);

/* Append the end of a row. */
void	 csv_end(struct buf *);

/* A table that is read. */
struct csv;

/* Read from a descriptor, which stays the caller's.  Free it with csv_free. */
struct csv *csv_open(int fd);

/*
 * The next row: up to max cells, unquoted and unguarded, borrowed until the
 * next call.  Returns how many cells it has, 0 at the end, or -1 when it is
 * malformed, has more than max cells, or cannot be read; *why then says so in
 * words.
 */
int	 csv_next(struct csv *, struct slice *cells, int max,
	    const char **why);

/* Whether a cell of that row was quoted, that is text from outside; of the
 * first 64 cells. */
bool	 csv_quoted(const struct csv *, int cell);

/* Number of the row given last, from 1. */
long long csv_row(const struct csv *);

/* NULL is allowed. */
void	 csv_free(struct csv *);

#endif
