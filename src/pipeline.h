#ifndef PIPELINE_H
#define PIPELINE_H

/*
 * From the private copy of an export to pages in a stage: check and sort side
 * by side, then one ordered scan that feeds renderers.  What is written does
 * not depend on the number of threads.
 */

#include "delta.h"
#include "export.h"
#include "fields.h"
#include "render.h"
#include "findings.h"
#include "stage.h"
#include "tables.h"
#include "theme.h"

struct pipeline {
	struct source		*source;	/* copied, not hashed yet */
	const struct theme	*theme;
	struct stage		*stage;
	const struct when_zone	*zone;
	struct trace		*trace;		/* of the statements; or NULL */
	struct export_options	 options;
	int			 jobs;		/* threads, this one included */
	struct tables_file	*tokens;	/* fed by it; NULL: none */
	struct tables_file	*users;
	struct delta		*delta;		/* NULL: no snapshot before */
	struct findings		*findings;	/* evaluated by it; or NULL */
};

struct pipeline_scan;

/*
 * Look at the export, check every value and the file's integrity, and sort the
 * tokens.  Fills facts, to be ended with export_facts_free whatever the
 * result.  Returns what pipeline_render needs, or NULL with the reason printed.
 */
struct pipeline_scan *pipeline_read(const struct pipeline *,
	    struct export_facts *);

/*
 * Write every list page, user page and avatar, and count the rows on them.
 * Frees the scan in any case.  Returns 0, or -1 with the reason printed.
 */
int	 pipeline_render(const struct pipeline *, struct pipeline_scan *,
	    const struct view_snapshot *, struct render_counts *);

/* Close the connections.  NULL is allowed. */
void	 pipeline_scan_free(struct pipeline_scan *);

#endif
