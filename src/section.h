#ifndef SECTION_H
#define SECTION_H

/*
 * A page of facts as sections of one form: a heading, a text above, a table.
 * They are made from first to last; texts live in a pool unless it says
 * otherwise.
 */

#include <stdbool.h>

#include "buf.h"
#include "pool.h"

#define SECTION_CELLS	6
#define SECTIONS_MOST	24

struct section_cell {
	struct slice	 text;
	struct slice	 column;	/* the head of its column */
	const char	*url;		/* where it leads, or NULL */
	bool		 code;		/* a digest, a name of a file ... */
};

struct section_row {
	struct section_cell	 head;
	struct section_cell	 cells[SECTION_CELLS];
	size_t			 n;
};

struct section {
	const char		*id, *title;
	struct slice		 text;		/* above the table */
	struct section_cell	 heads[SECTION_CELLS + 1];
	size_t			 nheads;
	struct section_row	*rows;
	size_t			 nrows;
};

struct sections {
	struct pool	 pool;
	struct section	 list[SECTIONS_MOST];
	size_t		 n;
};

/* Start with none; end them with sections_free. */
void	 sections_init(struct sections *);
void	 sections_free(struct sections *);

/* Begin a section; heads are those of its columns and end in NULL.  The result
 * is for setting its text. */
struct section *sections_begin(struct sections *, const char *id,
	    const char *title, const char *const *heads);

/* Begin a row of the last section.  head is copied.  The result is borrowed
 * until the next row. */
struct section_row *sections_row(struct sections *, const char *head);

/* Add a cell to the last row: a text that outlives the sections, one that is
 * copied, a number that is not negative with separators, a time in UTC. */
void	 sections_text(struct sections *, struct slice);
void	 sections_add(struct sections *, const char *fmt, ...)
	    __attribute__((__format__(__printf__, 2, 3)));
void	 sections_code(struct sections *, const char *);
void	 sections_number(struct sections *, int64_t);
void	 sections_time(struct sections *, int64_t at);

/* A copy of a text in the pool. */
struct slice sections_keep(struct sections *, const struct buf *);

#endif
