#ifndef ACCOUNT_H
#define ACCOUNT_H

/*
 * The end of a run: what was counted on the way is held against each other,
 * and the pages of provenance say so.
 */

#include "provenance.h"
#include "render.h"
#include "seal.h"
#include "settings.h"
#include "stage.h"
#include "theme.h"

/* All that the run knows. */
struct account {
	const struct settings		*settings;
	const struct source		*source;
	const struct export_facts	*facts;
	const struct view_snapshot	*snapshot;
	const struct when_zone		*zone;
	const struct seal		*seal;
	const struct theme		*theme;
	struct render_counts		 counts;
	int64_t				 rows_tokens;	/* in the tables */
	int64_t				 rows_users;
	struct provenance_findings	 findings;
	struct provenance_changes	 changes;
};

/* Enter every count; subjects and ways are literals or live in the pool. */
void	 account_enter(const struct account *, struct balance *,
	    struct pool *);

/*
 * Hold the counts against each other, and write provenance.html and
 * provenance.json when the snapshot has them.  Returns 0, or -1 with the
 * reason printed.
 */
int	 account_close(const struct account *, struct stage_writer *);

#endif
