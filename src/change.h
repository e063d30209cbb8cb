#ifndef CHANGE_H
#define CHANGE_H

/*
 * One difference between two snapshots, and such differences as records for
 * the sort.  Text is borrowed: from what was compared, or from the record that
 * it was read from.
 */

#include "model.h"
#include "sorter.h"

enum change_kind {
	CHANGE_REMOVED,
	CHANGE_ADDED,
	CHANGE_CHANGED,
	CHANGE_KINDS
};

enum change_subject {
	CHANGE_USER,
	CHANGE_TOKEN,
	CHANGE_FINDING,
	CHANGE_SUBJECTS
};

/* What differs, in the order in which it is told. */
enum change_field {
	CHANGE_WHOLE,		/* it was added or removed */
	CHANGE_STATE,		/* of a token */
	CHANGE_NAME,
	CHANGE_DESCRIPTION,
	CHANGE_SERVICE_USER,
	CHANGE_CREATED,
	CHANGE_EXPIRATION,
	CHANGE_LAST_USED,
	CHANGE_REVOKED,
	CHANGE_SCIM,
	CHANGE_USER_ID,		/* of a service user */
	CHANGE_EMAIL,
	CHANGE_ROLE,
	CHANGE_ACTIVE,
	CHANGE_CREATED_BY,
	CHANGE_PURPOSE,
	CHANGE_OWNER,
	CHANGE_TEAMS,
	CHANGE_FIELDS
};

/* What has happened, where that has a name. */
enum change_transition {
	CHANGE_NO_NAME,
	CHANGE_WAS_REVOKED,
	CHANGE_WAS_RESTORED,
	CHANGE_HAS_EXPIRED,
	CHANGE_FIRST_USED,
	CHANGE_USED,		/* again: the ordinary thing */
	CHANGE_RENAMED,
	CHANGE_RE_DATED,
	CHANGE_MOVED,		/* to another service user */
	CHANGE_ID_REUSED,	/* for something that was made later */
	CHANGE_DEACTIVATED,
	CHANGE_REACTIVATED,
	CHANGE_NEW,		/* a finding */
	CHANGE_RESOLVED,
	CHANGE_TRANSITIONS
};

enum change_value_kind {
	CHANGE_NONE,
	CHANGE_TEXT,		/* from outside */
	CHANGE_WORD,		/* of ours, or a number */
	CHANGE_TIME
};

struct change_value {
	enum change_value_kind	 kind;
	struct slice		 text;	/* of a text and a word */
	int64_t			 at;	/* of a time */
};

struct change {
	enum change_kind	 kind;
	enum change_subject	 subject;
	enum change_field	 field;
	enum change_transition	 transition;
	int64_t			 id;		/* of the token or the user */
	bool			 has_id;	/* false: of the snapshot */
	bool			 of_token;	/* a finding about a token */
	int64_t			 owner;		/* service user of a token */
	bool			 has_owner;
	struct slice		 name;		/* of the token or the user */
	struct slice		 rule;		/* of a finding; or NULL */
	struct slice		 user_id;	/* internal ID of the user */
	struct slice		 user;		/* its shown name */
	struct slice		 slug;		/* of its page; NULL: none */
	struct change_value	 from, to;
};

/* "added", "token", "last_used", "first used" (or NULL): as in the tables. */
const char *change_kind_word(enum change_kind);
const char *change_subject_word(enum change_subject);
const char *change_field_word(enum change_field);
const char *change_transition_word(enum change_transition);

/* What is in the column "field": that, or the rule of a finding.  "" for what
 * was added or removed. */
struct slice change_field_text(const struct change *);

/* Where its texts are, the name first. */
#define CHANGE_TEXTS	7
void	 change_texts(struct change *, struct slice *texts[CHANGE_TEXTS]);

/* Append its texts and remember where, until change_settle: the buf may move
 * as long as texts come in. */
void	 change_keep(struct buf *, struct change *);
void	 change_settle(const struct buf *, struct change *);

/* Append a value as it stands in the tables; none adds nothing. */
void	 change_put(struct buf *, const struct change_value *);

/* Add a change.  Returns 0, or -1 with the reason printed. */
int	 change_pack(struct sorter *, uint64_t major, const struct change *);

/* Read a record back; texts are borrowed from it. */
void	 change_read(const void *rec, struct change *);

/* By service user (none first), name byte by byte, id, then as it is told. */
int	 change_cmp(const void *, const void *);

#endif
