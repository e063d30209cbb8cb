#ifndef COLUMNS_H
#define COLUMNS_H

/*
 * The columns of the tables in data/tables/: what stands in CSV and JSON, in
 * the JSON Schemas and in docs/tables.md follows from these rows and from
 * nothing else.
 *
 * A table is a name and columns.  A further one needs a record type, getters,
 * and an entry in columns_all.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "change.h"
#include "model.h"
#include "sql.h"

enum column_kind {
	COLUMN_NUMBER,		/* an integer */
	COLUMN_FLAG,		/* 1 or 0 */
	COLUMN_WORD,		/* a word of ours: nothing to escape */
	COLUMN_PAGE,		/* the stem of a user page: "users/x.html" */
	COLUMN_TEXT,		/* text from outside */
	COLUMN_TEXTS,		/* several of them, in an order of their own */
	COLUMN_TIME
};

/* A value, borrowed from the record.  What is set follows from the kind. */
struct column_value {
	bool			 none;		/* NULL; false unless set */
	int64_t			 number;	/* also of a flag */
	struct slice		 text;		/* also of a word and a page;
						 * ptr NULL: none */
	const struct stamp	*stamp;
	const void		*texts;		/* records with a slice each */
	size_t			 ntexts;
	size_t			 texts_size;	/* of a record */
	size_t			 texts_at;	/* offset of the slice */
};

typedef void column_get(const void *rec, struct column_value *);

/* What "needs" says of a column that is always there. */
#define COLUMN_ALWAYS	(-1)

#define COLUMN_NAME_MAX	24

struct column {
	const char		*name;		/* a-z and '_', not longer */
	enum column_kind	 kind;
	bool			 nullable;	/* it may be NULL */
	int			 needs;		/* the enum sql_column that an
						 * export may lack */
	const char		*absent;	/* CSV's word for NULL; NULL:
						 * an empty cell */
	const char *const	*words;		/* all there are, ended by
						 * NULL; NULL: any */
	column_get		*get;
	const char		*doc;		/* one line */
	const char		*html;		/* where the pages show it */
};

struct columns {
	const char		*name;		/* of the files */
	const char		*doc;		/* one line: what a row is */
	const char		*order;		/* of the rows */
	const struct column	*list;
	size_t			 n;
};

/* A row of the changes: the values as they stand in the tables. */
struct columns_change {
	const struct change	*change;
	struct buf		 from, to;	/* kept between rows */
};

/* Records: struct token, with its user; struct user; struct finding; struct
 * columns_change. */
extern const struct columns columns_tokens, columns_service_users,
    columns_findings, columns_changes;

/* Fill the row of a change, which is borrowed. */
void	 columns_change_row(struct columns_change *, const struct change *);

/* Every table, ended by NULL, and one by its name, or NULL. */
extern const struct columns *const columns_all[];
const struct columns *columns_find(const char *name);

/* Whether the export has what a column needs. */
bool	 columns_recorded(const struct column *, const struct sql_schema *);

/* Append, as Markdown, what each table holds: a section each. */
void	 columns_markdown(struct buf *);

#endif
