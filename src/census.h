#ifndef CENSUS_H
#define CENSUS_H

/*
 * What an auditor counts: the least and the largest of each key and time, the
 * gaps in the keys, their sum, the tokens of each role, the references that
 * lead nowhere.  Of fixed size, whatever the export holds.
 */

#include "model.h"
#include "pool.h"

#define CENSUS_ROLES	100	/* the rest is counted as one */
#define CENSUS_ORPHANS	50	/* references that are named */

/* The keys of a table, which come in ascending order. */
struct census_keys {
	int64_t		 n;
	int64_t		 least, most;		/* when n > 0 */
	uint64_t	 gaps;			/* where keys are left out */
	int64_t		 high;			/* the sum is high * 2^32 */
	uint64_t	 low;			/* + low */
};

/* The times of a column. */
struct census_times {
	int64_t		 n;			/* that are times */
	int64_t		 first, last;		/* when n > 0 */
	int64_t		 none;			/* NULL */
	int64_t		 unreadable;		/* when lenient */
};

struct census_role {
	struct slice	 name;			/* ptr NULL: none */
	int64_t		 users;
	struct totals	 totals;		/* of their tokens */
};

struct census_orphan {
	int64_t		 id;
	bool		 has_id;		/* false: NULL */
};

struct census {
	struct census_keys	 tokens, users;
	struct census_times	 created, expiration, last_used, revoked;
	struct census_times	 user_created;
	int64_t			 scim;		/* tokens for SCIM only */
	int64_t			 deactivated;	/* service users */
	struct census_role	 roles[CENSUS_ROLES];
	size_t			 nroles;
	struct census_role	 others;	/* of further roles */
	size_t			 role;		/* seen last */
	struct census_orphan	 orphans[CENSUS_ORPHANS];
	size_t			 norphans;
	int64_t			 references;	/* that lead nowhere, all */
	struct pool		 names;		/* of the roles */
};

/* Start with nothing; end it with census_free. */
void	 census_init(struct census *);
void	 census_free(struct census *);

/* The next row of each table, in the order of the ids. */
void	 census_token(struct census *, const struct token *);
void	 census_user(struct census *, const struct user *);

/* A service user with its totals, in any order. */
void	 census_role(struct census *, const struct user *);

/* What stands for a service user that is missing. */
void	 census_orphan(struct census *, const struct user *);

/* How many keys are left out between the least and the largest. */
uint64_t census_missing(const struct census_keys *);

/* Append the sum of the keys, in decimal. */
void	 census_sum(struct buf *, const struct census_keys *);

#endif
