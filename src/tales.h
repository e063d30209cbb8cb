#ifndef TALES_H
#define TALES_H

/*
 * Expressions, resolved against typed field tables as they are read: a wrong
 * path is a fault here, never at run time.  Results live in the pool.
 */

#include <stdbool.h>

#include "fault.h"
#include "pool.h"
#include "record.h"

#define TALES_STEPS	8	/* records a path may lead through */

/* What a path after repeat/NAME/ asks of a loop. */
enum tales_count {
	TALES_NO_COUNT,
	TALES_END,	/* flags: is this row the last, */
	TALES_EVEN,	/* one with an even index, */
	TALES_ODD,
	TALES_START,
	TALES_INDEX,	/* numbers: from 0, */
	TALES_LENGTH,
	TALES_NUMBER	/* from 1 */
};

struct tales_path {
	const char		*text;	/* as written, for messages */
	const struct field	*steps[TALES_STEPS]; /* records on the way */
	size_t			 nsteps;
	const struct field	*last;	/* NULL: the record itself */
	const struct record_type *of;	/* that record, or what is in a list */
	enum tales_count	 count;	/* then the steps are unused */
	unsigned		 base;	/* register: 0 root, then the loops */
};

enum tales_kind {
	TALES_PATH,
	TALES_STRING,
	TALES_NOTHING,
	TALES_DEFAULT,
	TALES_NOT,
	TALES_EXISTS
};

struct tales_expr;

/* A piece of a string: a literal, or an expression of paths. */
struct tales_part {
	struct slice		 literal;
	const struct tales_expr	*expr;	/* NULL: the literal */
	struct tales_part	*next;
};

/* One alternative. */
struct tales_term {
	enum tales_kind		 kind;
	struct tales_path	 path;
	const struct tales_part	*parts;	/* of a string */
	const struct tales_expr	*inner;	/* of not: and exists: */
	struct tales_term	*next;
};

struct tales_expr {
	struct tales_term	*terms;	/* at least one */
};

/* A name that tal:define or tal:repeat made. */
struct tales_name {
	const struct tales_name	*up;
	const char		*name;
	const struct tales_expr	*expr;	/* of a define; NULL: a loop */
	const struct record_type *of;	/* of a loop: its rows */
	unsigned		 reg;	/* of a loop */
};

/* Where an expression stands. */
struct tales {
	struct pool		*pool;
	struct faults		*faults;
	const char		*path;	/* of the file */
	unsigned		 line;
	const struct record_type *root;
	const struct tales_name	*names;	/* the innermost first */
};

/* Read text.  Returns NULL with the fault printed. */
const struct tales_expr *tales_read(const struct tales *, struct slice text);

/* s without the blanks around it. */
struct slice tales_trim(struct slice);

/* Cut the first word off *s, trimmed; empty when there is none. */
struct slice tales_word(struct slice *s);

/* Cut the first statement, up to a lone ';', off *s.  ";;" becomes ';'. */
struct slice tales_statement(struct pool *, struct slice *s);

/* Resolve the path s.  Returns -1 with the fault printed.  (talpath.c) */
int	 tales_resolve(const struct tales *, struct slice s,
	    struct tales_path *);

/* Whether two paths from the same record lead to the same. */
bool	 tales_alike(const struct tales_path *, const struct tales_path *);

/* The type of what a path leads to; a record counts as its shown field. */
enum field_type tales_type(const struct tales_path *);

/* Let a path to a record with a shown field lead to that field. */
void	 tales_show(struct tales_path *);

#endif
