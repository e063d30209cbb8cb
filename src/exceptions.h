#ifndef EXCEPTIONS_H
#define EXCEPTIONS_H

/*
 * Findings that somebody has accepted for a time: which, why, who, until when.
 * An accepted finding stays visible, as muted.
 */

#include "model.h"
#include "policy.h"

struct exception {
	char		*title;		/* of its section */
	enum rule	 rule;		/* RULES: none given yet */
	char		*user;		/* internal ID, or NULL */
	char		*token;		/* its name, or NULL */
	int64_t		 token_id;
	bool		 has_token_id;
	char		*reason;
	char		*approver;
	char		*until_text;	/* as it stands in the file */
	int64_t		 until;		/* the first second it no longer is */
	bool		 ended;		/* at the as-of time */
	int		 line;
};

struct exceptions {
	struct exception *list;	/* by user (none first), token ID, line */
	size_t		 n, cap;
	char		*file;		/* its base name, or NULL: no file */
	char		 sha256[INIFILE_HEX];
};

/*
 * Read a file (NULL: none): one section for each exception with the keys
 * rule, service-user, token, token-id, reason, approver, until.  until is a
 * date, whose last second in UTC still counts, or a time as RFC 3339 writes
 * it.  subject_of tells for a rule whether it speaks of the snapshot as a
 * whole, when neither a service user nor a token may be named.  Returns 0, or
 * -1 with the reason printed: an unknown key, rule or value, or one that is
 * missing.  End it with exceptions_free in both cases.
 */
int	 exceptions_read(struct exceptions *, const char *file, int64_t as_of,
	    bool (*of_snapshot)(enum rule));
void	 exceptions_free(struct exceptions *);

/*
 * The exception for a rule, a service user (NULL: of the snapshot) and a token
 * (NULL: the service user itself) that comes first in the file and has not
 * ended, or NULL.  When used is not NULL, used[i] is set for every one of
 * list[i] that fits.  Safe in several threads with used NULL.
 */
const struct exception *exceptions_find(const struct exceptions *, enum rule,
	    const struct user *, const struct token *, bool *used);

/* Append its end so that the zone is told: "2027-03-31 UTC", or the instant as
 * RFC 3339 when a time was given. */
void	 exceptions_put_until(struct buf *, const struct exception *);

#endif
