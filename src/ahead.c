/*
 * The methods of the open file are exchanged for a copy with other reads and
 * writes; what is kept of the file lies behind them.  See
 * sqlite.org/c3ref/io_methods.html and SQLITE_FCNTL_FILE_POINTER.
 */

#include "ahead.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util.h"

#define PIECE	(64 * 1024)

struct ahead {
	sqlite3_io_methods		 methods;	/* of the file, first */
	const sqlite3_io_methods	*real;
	sqlite3_int64			 start;	/* of the piece in the file */
	sqlite3_int64			 end;	/* after it */
	sqlite3_int64			 last;	/* where the last read began */
	char				 piece[PIECE];
};

static struct ahead *
ahead_of(sqlite3_file *f)
{
	return (struct ahead *)(uintptr_t)f->pMethods;
}

static int
refuse_write(sqlite3_file *f, const void *data, int n, sqlite3_int64 at)
{
	(void)f;
	(void)data;
	(void)n;
	(void)at;
	return SQLITE_READONLY;
}

static bool
holds(const struct ahead *a, sqlite3_int64 at, int n)
{
	return at >= a->start && at + n <= a->end;
}

/* Read the piece that begins there, as far as the file goes. */
static int
read_piece(sqlite3_file *f, struct ahead *a, sqlite3_int64 start)
{
	sqlite3_int64	 size;
	int		 rc, n;

	a->start = a->end = start > 0 ? start : 0;
	if ((rc = a->real->xFileSize(f, &size)) != SQLITE_OK)
		return rc;
	size -= a->start;
	n = size < PIECE ? (int)size : PIECE;
	if (n > 0 && (rc = a->real->xRead(f, a->piece, n, a->start)) ==
	    SQLITE_OK)
		a->end += n;
	return rc;
}

/*
 * A piece is worth it where one read is near the one before; a lookup reads
 * here and there.  The integrity check walks a table from its end.
 */
static int
read_ahead(sqlite3_file *f, void *out, int n, sqlite3_int64 at)
{
	struct ahead	*a = ahead_of(f);
	sqlite3_int64	 step = at - a->last;
	int		 rc;

	a->last = at;
	if (!holds(a, at, n) && n <= PIECE && step > -PIECE && step < PIECE &&
	    (rc = read_piece(f, a, step < 0 ? at + n - PIECE : at)) !=
	    SQLITE_OK)
		return rc;
	/* Far off, or beyond the end: there SQLite expects zeros and an
	 * error. */
	if (!holds(a, at, n))
		return a->real->xRead(f, out, n, at);
	memcpy(out, a->piece + (at - a->start), (size_t)n);
	return SQLITE_OK;
}

static int
close_ahead(sqlite3_file *f)
{
	struct ahead	*a = ahead_of(f);
	int		 rc = a->real->xClose(f);

	free(a);
	return rc;
}

void
ahead_read(sqlite3 *db)
{
	sqlite3_file	*f;
	struct ahead	*a;

	/* Every connection has a database of this name. */
	if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &f) !=
	    SQLITE_OK)
		util_die("SQLite does not say which file it opened");
	a = xmalloc(sizeof(*a));
	a->real = f->pMethods;
	a->methods = *a->real;
	a->methods.xRead = read_ahead;
	a->methods.xWrite = refuse_write;
	a->methods.xClose = close_ahead;
	a->start = a->end = a->last = 0;
	f->pMethods = &a->methods;
}
