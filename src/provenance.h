#ifndef PROVENANCE_H
#define PROVENANCE_H

/*
 * Where a snapshot comes from: what was read, how, by which program, and the
 * counts that agree.  From the same facts come the sections of a page and
 * provenance.json.
 */

#include "balance.h"
#include "export.h"
#include "fields.h"
#include "section.h"
#include "versions.h"

/* An option of the build that decides what is written. */
struct provenance_setting {
	const char	*name;		/* without dashes */
	const char	*value;		/* in effect */
	const char	*standard;	/* when it is not given */
	bool		 given;		/* the value is not the standard */
	bool		 flag;		/* it takes no value */
};

/* What the operator says; NULL: nothing.  Nobody has checked it. */
struct provenance_declared {
	const char	*operator, *ticket, *environment, *source, *retention;
};

/* The pages of a list. */
struct provenance_list {
	const char	*heading, *order;
	const char	*url;		/* of its first page */
	int64_t		 pages, rows;
};

/* How many findings there are; known is false without findings. */
struct provenance_findings {
	bool	 known;
	int64_t	 critical, high, medium, low, info, muted;
};

/* What changed of the tokens; known is false when nothing was compared. */
struct provenance_changes {
	bool	 known;
	int64_t	 added, removed, changed;
	int64_t	 before;	/* how many there were */
};

/* All that is known; it must outlive what is made from it. */
struct provenance_of {
	const struct view_snapshot		*snapshot;
	const struct source			*source;
	const struct export_facts		*facts;
	const struct balance			*balance;
	const struct versions			*versions;
	struct provenance_declared		 declared;
	const struct provenance_list		*lists;
	size_t					 nlists;
	const struct provenance_setting		*settings;
	size_t					 nsettings;
	struct provenance_findings		 findings;
	struct provenance_changes		 changes;
	const char				*zone;
	const char				*series, *previous_seal;
	int64_t					 stale_days; /* an export is */
};

struct provenance_statement {
	const char	*name, *purpose;
	struct slice	 sql;
	int64_t		 rows, runs;
	char		 sha256[65];
};

/* The page; texts live in its tables or in what it was made from. */
struct provenance {
	struct sections			 tables;
	struct section_cell		 warnings[4];
	size_t				 nwarnings;
	struct provenance_statement	 statements[SQL_STATEMENTS];
	size_t				 nstatements;
};

/* Make the page.  End it with provenance_free. */
void	 provenance_make(struct provenance *, const struct provenance_of *);
void	 provenance_free(struct provenance *);

/* Append provenance.json: members sorted by name, one object a line. */
void	 provenance_json(struct buf *, const struct provenance_of *);

/* The time at which the export was made, when it says so and that is a time.
 * Returns whether it is known. */
bool	 provenance_exported(const struct provenance_of *, int64_t *at);

/* Whether the export was older than it may be, or newer than the snapshot, or
 * says that it was made at what is no time. */
bool	 provenance_is_stale(const struct provenance_of *);
bool	 provenance_is_early(const struct provenance_of *);
bool	 provenance_is_undated(const struct provenance_of *);

/* Append a command that makes the same snapshot of the same export. */
void	 provenance_command(struct buf *, const struct provenance_of *);

/* UTF-8, UTF-16le or UTF-16be. */
const char *provenance_encoding(const struct source *);

/* The sections that are the same for every export: rules, limits, controls. */
void	 provenance_rules(struct sections *, const struct provenance_of *);

/* The sections of the program and of the snapshot itself. */
void	 provenance_custody(struct sections *, const struct provenance_of *);

#endif
