#ifndef FINDRUN_H
#define FINDRUN_H

/*
 * The findings of one build, from its options to its exit code.
 */

#include "fields.h"
#include "findings.h"
#include "settings.h"

struct findrun {
	struct policy			 policy;
	struct exceptions		 exceptions;
	struct findings_previous	 previous;
	struct findings			 findings;
	struct findings_counts		 counts;
};

/* Read the policy and the exceptions.  0, or -1 with the reason printed.  End
 * it with findrun_free in both cases. */
int	 findrun_read(struct findrun *, const struct settings *);

/* The export is known, and what the snapshot before tells (NULL: nothing):
 * tells the view which rules are evaluated.  schema must outlive it. */
void	 findrun_begin(struct findrun *, struct view_snapshot *,
	    const struct sql_schema *, const struct past *);

/* All went by: count, and tell the view. */
void	 findrun_end(struct findrun *, struct view_snapshot *);

/* Print "findings: 2 critical, 14 high; 3 muted". */
void	 findrun_print(const struct findrun *);

/* Whether there are findings that --fail-on speaks of; says so. */
bool	 findrun_fails(const struct findrun *, enum severity fail_on,
	    const char *name);

void	 findrun_free(struct findrun *);

#endif
