#ifndef JUDGED_H
#define JUDGED_H

/*
 * What is known while the rules are held against an export, as plain data:
 * the rules as they are used that day, and what was found so far.
 */

#include "exceptions.h"
#include "model.h"
#include "policy.h"
#include "sql.h"

enum ruling {
	RULING_NO,
	RULING_YES,
	RULING_UNKNOWN		/* a value that it needs is missing */
};

/* What the snapshot before tells, for R16 to R18. */
struct findings_previous {
	const char	*name;		/* NULL: there is none */
	int64_t		 as_of;
	bool		 compared;	/* its tables were read */
	bool		 records_use;	/* they have last_used */
	bool		 used;		/* any token was used by then */
	int64_t		 last_used;	/* the newest by then */
};

enum findings_status {
	FINDINGS_EVALUATED,
	FINDINGS_OFF,
	FINDINGS_PARTLY,	/* a column that would tell more is missing */
	FINDINGS_NO_COLUMN,	/* not evaluable */
	FINDINGS_NO_PREVIOUS	/* not evaluable */
};

/* A rule as it was used. */
struct findings_rule {
	enum rule		 rule;
	const char		*title;
	const char		*controls;
	enum severity		 severity;
	enum findings_status	 status;
	struct buf		 threshold;	/* "90 days", or "" */
	struct buf		 origin;	/* of the threshold */
	struct buf		 missing;	/* what it would need */
	/* Filled while the rows go by. */
	int64_t			 found;		/* without the muted */
	int64_t			 muted;
	int64_t			 unknown;	/* could not be judged */
};

struct findings {
	const struct policy		*policy;
	const struct exceptions		*exceptions;
	const struct sql_schema		*schema;
	struct findings_previous	 previous;
	int64_t				 as_of;
	struct findings_rule		 rule[RULES];
	uint32_t			 of_severity[SEVERITIES]; /* masks */
	enum rule			 token_rules[RULES];
	enum rule			 user_rules[RULES];
	size_t				 ntoken_rules, nuser_rules;
	bool				*used;		/* exceptions */
	bool				 any_used;
	int64_t				 newest_used;	/* not ahead */
};

/* A finding, wherever it stands. */
struct finding {
	const struct findings_rule *rule;
	const struct exception	*exception;	/* mutes it, or NULL */
	bool			 has_user;
	bool			 has_ref;	/* the user has a number */
	bool			 has_token;
	bool			 first;		/* of its token on the page */
	uint32_t		 part;		/* which page of the user */
	int64_t			 ref;		/* the user's number */
	int64_t			 token;		/* its number */
	struct slice		 user;		/* as shown */
	struct slice		 slug;
	struct slice		 user_id;
	struct slice		 name;		/* of the token */
	struct slice		 fact;
};

/* How many, by severity. */
struct findings_counts {
	int64_t	 found[SEVERITIES];	/* without the muted */
	int64_t	 muted;
};

#endif
