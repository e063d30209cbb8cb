#ifndef LISTING_H
#define LISTING_H

/*
 * The lists of tokens in a snapshot: all of them in several orders, and some
 * of them in the usual order.  One const table tells what each is called, how
 * it is sorted and what it holds.
 */

#include "model.h"

/* What the rows can be sorted by; the user is the usual one. */
enum listing_column {
	LISTING_USER,
	LISTING_TOKEN,
	LISTING_EXPIRATION,
	LISTING_LAST_USED,
	LISTING_STATUS,
	LISTING_COLUMNS
};

enum listing_id {
	LISTING_ALL,
	/* The other orders: each column, ascending and descending. */
	LISTING_ORDERS,
	LISTING_USER_DOWN = LISTING_ORDERS,
	LISTING_TOKEN_UP,
	LISTING_TOKEN_DOWN,
	LISTING_EXPIRATION_UP,
	LISTING_EXPIRATION_DOWN,
	LISTING_LAST_USED_UP,
	LISTING_LAST_USED_DOWN,
	LISTING_STATUS_UP,
	LISTING_STATUS_DOWN,
	/* Some of the tokens. */
	LISTING_FILTERS,
	LISTING_ACTIVE = LISTING_FILTERS,
	LISTING_REVOKED,
	LISTING_EXPIRED,
	LISTING_NOT_USED,
	LISTING_NEVER,
	/* One list for each role and each team. */
	LISTING_GROUPS,
	LISTING_ROLE = LISTING_GROUPS,
	LISTING_TEAM,
	LISTING_USERS,		/* service users, not tokens */
	LISTINGS
};

struct listing {
	const char		*stem;		/* of its pages' names */
	const char		*heading;
	const char		*label;		/* short, for navigation */
	const char		*order;		/* in words */
	enum listing_column	 column;
	bool			 descending;
};

const struct listing *listing(enum listing_id);

/* The list sorted by a column. */
enum listing_id listing_by(enum listing_column, bool descending);

/* Whether a list that is a filter holds a token. */
bool	 listing_holds(enum listing_id, const struct token *);

/* How many rows a list has that is all tokens, a filter or the users. */
int64_t	 listing_total(enum listing_id, const struct totals *);

/*
 * A number that sorts tokens as an order wants it, ascending: times by second
 * with those that have none after them, states, the first bytes of a name.
 * place is where the token stands in the usual order.
 */
uint64_t listing_key(enum listing_id, const struct token *, uint64_t place);

#endif
