#ifndef REVIVE_H
#define REVIVE_H

/* Rows of the tables of a snapshot, read back into tokens and service users. */

#include "csv.h"
#include "past.h"

#define REVIVE_CELLS	64	/* at most, in a row */
#define REVIVE_TOKEN	14	/* columns that are read */
#define REVIVE_USER	11

/* Their names. */
extern const char *const revive_token_names[REVIVE_TOKEN];
extern const char *const revive_user_names[REVIVE_USER];

/* The row at hand, and what is wrong with it. */
struct revive {
	struct csv		*csv;
	struct slice		 cells[REVIVE_CELLS];
	int			 at[REVIVE_TOKEN];	/* cell of a column */
	const char *const	*names;
	uint32_t		*lacks;		/* see past.h; bits are added */
	const char		*why;		/* NULL: all could be read */
	int			 column;	/* where not */
};

/* Read the row; texts are borrowed.  Sets why, which must be NULL before. */
void	 revive_token(struct revive *, struct past_token *);

/* The same for a service user, with a team that is one text of all. */
void	 revive_user(struct revive *, struct user *, struct team *);

#endif
