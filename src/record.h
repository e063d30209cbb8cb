#ifndef RECORD_H
#define RECORD_H

/*
 * What a template may name: record types with typed fields.  A table is const,
 * sorted by name, and the only way from a template to data.
 */

#include <stdbool.h>

#include "buf.h"

enum field_type {
	FIELD_TEXT,	/* text from outside; escaped for its place */
	FIELD_WORD,	/* text we make: digits, dates; needs no escape */
	FIELD_URL,	/* a relative address we make; needs no escape */
	FIELD_HTML,	/* markup we made; only through structure */
	FIELD_FLAG,	/* yes or no; for conditions */
	FIELD_RECORD,	/* another record, or nothing */
	FIELD_LIST	/* records in a row; for repeat */
};

struct record_type;

struct record_list {
	const void	*first;	/* NULL when n is 0 */
	size_t		 n;
	size_t		 size;	/* bytes from one to the next; 0: a loop makes
				 * nothing of them, see talrun_cut */
};

struct field {
	const char		*name;	/* as written in a path */
	enum field_type		 type;
	const struct record_type *of;	/* RECORD and LIST: of what */
	const char		*doc;	/* one line for docs/themes.md */
	/*
	 * Exactly one is set, by type.  rec is the record, ctx what the
	 * renderer was given.  text and word return false for "nothing"; word
	 * appends to the buf only when it returns true.
	 */
	bool	(*text)(const void *rec, struct slice *);	/* TEXT, HTML */
	bool	(*word)(const void *rec, void *ctx, struct buf *);
						/* WORD, URL */
	bool	(*flag)(const void *rec);			/* FLAG */
	const void *(*record)(const void *rec);			/* RECORD */
	void	(*list)(const void *rec, struct record_list *);	/* LIST */
};

struct record_type {
	const char		*name;		/* "token" */
	const char		*doc;
	const struct field	*fields;	/* sorted by strcmp of name */
	size_t			 nfields;
	/* The field shown when the record itself is asked for, or NULL. */
	const char		*shown;
};

#endif
