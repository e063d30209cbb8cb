#ifndef RULETABLE_H
#define RULETABLE_H

/*
 * The rules: one const table with what each is called, how grave it is, what
 * it needs, and the functions that decide and say why.
 */

#include "judged.h"

struct ruletable {
	const char		*title;
	const char		*what;		/* the condition, in a line */
	const char		*controls;
	enum severity		 severity;
	enum policy_threshold	 threshold[2];
	/* Without one of the first, or all of the next, it is not evaluable;
	 * without one of the last it finds less.  SQL_U_ID stands for
	 * none. */
	enum sql_column		 needs[2];
	enum sql_column		 one_of[3];
	enum sql_column		 wants[3];
	bool			 needs_previous;
	bool			 snapshot;	/* speaks of the whole */
	/* NULL where it says nothing about these. */
	enum ruling		(*token)(const struct findings *,
				    const struct token *, struct buf *);
	enum ruling		(*user)(const struct findings *,
				    const struct user *, struct buf *);
};

/* The functions append the fact to the buf when it is not NULL and the verdict
 * is yes. */
const struct ruletable *ruletable(enum rule);

#endif
