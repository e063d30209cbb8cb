#ifndef FIELDS_H
#define FIELDS_H

/*
 * What the templates of a theme may name, bound to the model: the typed tables
 * behind every path.
 */

#include "batch.h"
#include "changes.h"
#include "judged.h"
#include "ledger.h"
#include "listing.h"
#include "model.h"
#include "record.h"
#include "rules.h"
#include "when.h"

#define VIEW_LETTERS	27	/* A to Z, then '#' for all others */

/* A Markdown page. */
struct view_note {
	struct slice	 title;
	struct slice	 stem;		/* of its file below notes/ */
};

/* The tokens of one role or team. */
struct view_group {
	struct slice	 name;
	struct slice	 stem;
	int64_t		 total;
};

/* What has changed since the snapshot before, as pages of changes show it. */
struct view_delta {
	const char	*why;		/* not comparable; NULL: it is */
	const char	*previous;	/* name of the one before */
	int64_t		 as_of;		/* of that */
	const struct changes_facts *facts;	/* when comparable */
	uint32_t	 lacks;		/* as of a snapshot, of that */
};

#define VIEW_TOTALS	7

/* A number then and now, or how often something has happened. */
struct view_total {
	const char	*label;
	int64_t		 then, now;	/* -1: not recorded */
};

/* The export and the run, as every page shows them. */
struct view_snapshot {
	const char	*name;		/* 2026-11-23T154300Z */
	int64_t		 as_of;
	const char	*version;
	int64_t		 sequence;
	const char	*previous;	/* name of the one before; NULL: none */
	bool		 lenient;
	const char	*export_name;
	const char	*export_sha256;
	int64_t		 export_size;
	struct slice	 signer;	/* subject; ptr NULL: not signed */
	const char	*signer_sha256;	/* of the certificate; NULL likewise */
	bool		 sha512;	/* a second pair of manifests */
	struct slice	 exported_at;	/* ptr NULL: not said */
	struct slice	 origin;
	struct slice	 environment;
	struct totals	 totals;
	uint32_t	 lacks;		/* fields of tokens, see compare.h */
	bool		 orders;	/* lists in other orders are there */
	bool		 filters;	/* lists of some tokens are there */
	bool		 groups;	/* lists by role and team are there */
	bool		 single;	/* and all of it in one file */
	bool		 tables;	/* the same as CSV and JSON is there */
	bool		 findings;	/* these pages are there */
	bool		 changes;
	bool		 provenance;
	const struct view_delta *delta;	/* NULL: no page of changes */
	const struct findings *judged;	/* NULL: no findings */
	const struct findings_counts *counts; /* NULL: not known yet */
	const struct view_note *notes;
	size_t		 nnotes;
	/* Place of the first row of each letter, from 0; -1: none. */
	int64_t		 letters[VIEW_LETTERS];		/* of the tokens */
	int64_t		 user_letters[VIEW_LETTERS];	/* of the users */
};

struct view_link {
	int64_t		 number;
	bool		 current;
	bool		 gap;		/* stands for pages left out */
};

struct view_letter {
	char		 letter;
	int64_t		 number;	/* of the page; 0: no such name */
};

/* One of the lists, to be linked. */
struct view_choice {
	enum listing_id	 id;
	int64_t		 total;
	bool		 current;
};

/* Some of the tokens in their order, as one page of several. */
struct view_list {
	enum listing_id		 id;
	struct slice		 group;		/* name of the role or team */
	const struct batch_unit	*users;		/* of LISTING_USERS */
	size_t			 nusers;
	const struct token	*tokens;
	size_t			 ntokens;
	bool			 made;		/* rows: see talrun_cut */
	size_t			 nrows;		/* of another kind */
	int64_t			 first;		/* place of the first, from 1 */
	int64_t			 total;
	int64_t			 number;	/* of this page, from 1 */
	int64_t			 count;		/* of pages */
	struct slice		 stem;		/* "": the list's */
	const struct view_link	*links;		/* none when one page */
	size_t			 nlinks;
	const struct view_letter *letters;
	size_t			 nletters;
	const struct view_choice *choices;
	size_t			 nchoices;
	bool			 orders;	/* there are other orders */
	bool			 single;	/* it stands in a file alone */
};

/* How many findings there are of a severity. */
struct view_severity {
	enum severity		 severity;
	int64_t			 found, muted;
};

enum view_kind {
	VIEW_LIST,
	VIEW_USER,
	VIEW_USERS,
	VIEW_CHARTS,
	VIEW_GROUPS,
	VIEW_FINDINGS,
	VIEW_CHANGES,
	VIEW_PROVENANCE,
	VIEW_ABOUT,
	VIEW_NOTE,
	VIEW_COVER
};

struct provenance;

/* The root of all paths: one page. */
struct view {
	enum view_kind			 kind;
	const struct view_snapshot	*snapshot;
	struct view_list		 list;
	const struct user		*user;
	struct slice			 title;		/* of a note */
	struct slice			 body;		/* its HTML */
	const struct view_note		*note;		/* NULL: about */
	struct slice			 charts[3];	/* HTML */
	const struct view_group		*roles, *teams;
	size_t				 nroles, nteams;
	const struct changes_of		*of_user;	/* NULL: none */
	const struct change		*changes;	/* of this page */
	size_t				 nchanges;
	const struct change		*used;		/* tokens used since */
	size_t				 nused;
	struct view_total		 totals[VIEW_TOTALS];
	struct view_total		 events[CHANGE_TRANSITIONS];
	size_t				 nevents;
	const struct provenance		*provenance;
	const struct finding	*findings;
	size_t				 nfindings;
	const struct findings_rule	*rules;		/* by severity */
	const struct view_severity	*severities;
};

/* The root of the index of an archive. */
struct view_archive {
	const struct ledger	*ledger;
	const char		*version;
	struct slice		 states;	/* HTML of the trends; or "" */
	struct slice		 findings;
};

/* What the getters need besides the record; one for each thread. */
struct view_context {
	struct when_zone	*zone;
	struct hash		*hash;	/* SHA-256, for names of pages */
	int64_t			 as_of;
	const char		*root;	/* "", "../" or "data/" */
	struct slice		 stem;	/* of the list's pages; see view_list */
	const struct view_note	*note;	/* whose page this is, or NULL */
	uint32_t		 lacks;	/* of the snapshot */
	bool			 groups; /* roles and teams have lists */
	bool			 own_page; /* of the user whose rows they are */
};

/* Whether there are more lists of tokens than the usual one. */
bool	 fields_has_lists(const struct view_snapshot *);

/* Whether a list that is a filter is there: there are such lists, and the
 * export records what it asks for. */
bool	 fields_has_filter(const struct view_snapshot *, enum listing_id);

/* Append the name of a page of a list: "index.html", "tokens-2.html",
 * "by-status.html", "by-status.2.html". */
void	 fields_page(struct buf *, struct slice stem, int64_t number);

/* Fill what a page of changes tells first. */
void	 fields_change_events(const struct changes_facts *, struct view *);
void	 fields_change_totals(const struct view_snapshot *, struct view *);

/* Append the stem of the list of a role or a team. */
void	 fields_role_stem(struct buf *, struct hash *, struct slice role);
void	 fields_team_stem(struct buf *, int64_t id);

/* Append "90 days"; false when there is no cadence. */
bool	 fields_cadence(struct buf *, const struct ledger_cadence *);

/* Records that several tables lead to. */
extern const struct record_type fields_totals, fields_token, fields_user_type,
    fields_list_type, fields_changes_type, fields_user_changes,
    fields_change_total, fields_change_event,
    fields_provenance_type,
    fields_finding_type, fields_findings_type, fields_counts_type,
    fields_rule_type, fields_token_mark, fields_user_mark;

/* The findings of a page. */
void	 fields_findings_of(const void *view, struct record_list *);

/* The root record of each template. */
extern const struct record_type fields_list, fields_user, fields_users,
    fields_charts, fields_groups, fields_note, fields_cover, fields_changes,
    fields_findings, fields_finding, fields_archive, fields_provenance;

#endif
