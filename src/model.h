#ifndef MODEL_H
#define MODEL_H

/*
 * What an export says, as plain data.  Text is borrowed: from SQLite until the
 * next row, or from a batch until it is used up.
 */

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"

enum stamp_kind {
	STAMP_NONE,		/* NULL: never, not yet */
	STAMP_AT,		/* a time */
	STAMP_NOT_RECORDED,	/* the export has no such column */
	STAMP_UNREADABLE	/* a value that is no time; only when lenient */
};

struct stamp {
	enum stamp_kind	 kind;
	int64_t		 at;	/* seconds since 1970, when STAMP_AT */
	struct slice	 raw;	/* as it stood, when STAMP_UNREADABLE */
};

/* An optional text: a value, none, or not recorded at all. */
struct value {
	struct slice	 text;		/* ptr NULL: none */
	bool		 recorded;	/* the export has the column */
};

enum answer {
	ANSWER_NO,
	ANSWER_YES,
	ANSWER_NOT_RECORDED
};

enum token_state {
	TOKEN_ACTIVE,
	TOKEN_REVOKED,
	TOKEN_EXPIRED,
	TOKEN_STATES
};

/* How many tokens, of which kind. */
struct totals {
	int64_t	 tokens;
	int64_t	 state[TOKEN_STATES];
	int64_t	 not_used;
	int64_t	 never_expires;
	int64_t	 orphans;	/* tokens without a service user */
	int64_t	 users;
	int64_t	 idle_users;	/* service users without a token */
};

struct team {
	int64_t		 id;
	struct slice	 name;
	bool		 listed;	/* that service user has a token */
};

struct user {
	int64_t		 id;		/* what tokens.service_user points at */
	bool		 orphan;	/* stands for a user that is missing */
	bool		 has_id;	/* false: it points at NULL */
	struct slice	 user_id;	/* internal ID; ptr NULL: none */
	struct value	 name;
	struct value	 email;
	struct value	 role;
	struct value	 created_by;
	struct value	 purpose;
	struct value	 owner;
	enum answer	 active;
	struct stamp	 created;
	bool		 teams_recorded;
	const struct team *teams;
	size_t		 nteams;
	/* Made from the above. */
	struct slice	 shown;		/* name, else email, else internal ID */
	struct slice	 second;	/* second line; ptr NULL: none */
	struct slice	 initials;
	struct slice	 slug;		/* of its page */
	struct slice	 avatar;	/* file name, or ptr NULL */
	char		 letter;	/* it is the first of this letter */
	struct totals	 totals;
	/* For the findings, which are masks of 1 << enum rule. */
	bool		 lasting;	/* a token of it outlasts the notice */
	bool		 unsure;	/* an active one: until when? */
	bool		 odd_avatar;	/* its picture could not be shown */
	bool		 reused;	/* its internal ID was of another */
	uint8_t		 worst;		/* severity of those not muted */
	uint32_t	 found;
	uint32_t	 muted;
};

struct token {
	int64_t			 id;
	const struct user	*user;
	int64_t			 owner;		/* service_user */
	bool			 has_owner;	/* false: it is NULL */
	struct slice		 name;
	struct slice		 description;	/* ptr NULL: none */
	struct stamp		 created;
	struct stamp		 expiration;
	struct stamp		 last_used;
	struct stamp		 revoked;
	bool			 active;
	enum answer		 scim;
	enum token_state	 state;
	char			 letter;	/* the first of this letter */
	uint8_t			 worst;		/* as of a user */
	uint32_t		 found;
	uint32_t		 muted;
	uint32_t		 part;		/* which page of its user */
	bool			 reused;	/* its name was revoked */
};

#endif
