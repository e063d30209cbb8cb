#ifndef FIELDS_H
#define FIELDS_H

/*
 * What the templates of a theme may name, bound to the model: the typed tables
 * behind every path.
 */

#include "model.h"
#include "record.h"
#include "rules.h"
#include "when.h"

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
	struct slice	 exported_at;	/* ptr NULL: not said */
	struct slice	 origin;
	struct slice	 environment;
	struct totals	 totals;
};

struct view_link {
	int64_t		 number;
	bool		 current;
	bool		 gap;		/* stands for pages left out */
};

/* Some of the tokens in their order, as one page of several. */
struct view_list {
	const struct token	*tokens;
	size_t			 ntokens;
	int64_t			 first;		/* place of the first, from 1 */
	int64_t			 total;
	int64_t			 number;	/* of this page, from 1 */
	int64_t			 count;		/* of pages */
	struct slice		 stem;		/* "": the list's */
	const struct view_link	*links;		/* none when one page */
	size_t			 nlinks;
};

enum view_kind {
	VIEW_LIST,
	VIEW_USER,
	VIEW_NOTE,
	VIEW_COVER
};

/* The root of all paths: one page. */
struct view {
	enum view_kind			 kind;
	const struct view_snapshot	*snapshot;
	struct view_list		 list;
	const struct user		*user;
	struct slice			 title;		/* of a note */
	struct slice			 body;		/* its HTML */
};

/* What the getters need besides the record; one for each thread. */
struct view_context {
	struct when_zone	 zone;
	int64_t			 as_of;
	const char		*root;	/* "", "../" or "data/" */
	struct slice		 stem;	/* of the list's pages; see view_list */
};

/* Records that several tables lead to. */
extern const struct record_type fields_totals, fields_token, fields_user_type;

/* The root record of each template. */
extern const struct record_type fields_list, fields_user, fields_note,
    fields_cover;

#endif
