#ifndef AHEAD_H
#define AHEAD_H

/*
 * SQLite reads a page with one call to the system, and most pages of an export
 * follow the one before.
 */

#include <sqlite3.h>

/*
 * From here on the main database of a connection is read in larger pieces and
 * cannot be written (SQLITE_READONLY), since what was read is kept.  The file
 * may not change in any other way either.
 */
void	 ahead_read(sqlite3 *);

#endif
