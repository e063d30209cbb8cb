#ifndef TABLES_H
#define TABLES_H

/*
 * A table of columns.h as data/tables/NAME.csv and NAME.json, written row by
 * row as the rows come by.  The files are as columns.h and docs/tables.md say.
 */

#include "columns.h"
#include "fields.h"
#include "stage.h"

#define TABLES_FOLDER	"data/tables"

/* A table that is being written, by one thread. */
struct tables_file;

/*
 * Begin both files; TABLES_FOLDER must be there.  schema says which columns
 * the export has.  Returns NULL with the reason printed.  End it with
 * tables_close.
 */
struct tables_file *tables_open(struct stage *, const struct columns *,
	    const struct view_snapshot *, const struct sql_schema *);

/* Add a row from a record of the table.  0, or -1 with the reason printed. */
int	 tables_row(struct tables_file *, const void *rec);

/*
 * End both files and free; NULL is allowed.  When failed, the files are left
 * as they are, for a stage that is aborted.  Sets *rows, unless it is NULL, to
 * the number of rows that were written.  Returns 0, or -1 when failed or with
 * the reason printed.
 */
int	 tables_close(struct tables_file *, bool failed, int64_t *rows);

#endif
