#ifndef DIFFPRINT_H
#define DIFFPRINT_H

/* What has changed between two snapshots, printed on standard output. */

#include "changes.h"
#include "previous.h"

struct diffprint {
	const struct previous	*old, *new;
	const struct totals	*now;		/* of the new one */
	struct changes		*changes;	/* done */
	bool			 used;		/* also what was only used */
};

/* For people: numbers, then a line for each change; no text of an export can
 * drive a terminal.  0, or -1 with the reason printed. */
int	 diffprint_text(const struct diffprint *);

/* For programs: one object, a line for each row of the table of changes. */
int	 diffprint_json(const struct diffprint *);

#endif
