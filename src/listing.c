#include "listing.h"

#define BY_USER	"by service user and token name"

static const struct listing	 table[LISTINGS] = {
	[LISTING_ALL] = { "", "Tokens", "All", BY_USER, LISTING_USER, false },
	[LISTING_USER_DOWN] = { "by-user-down", "Tokens", "",
	    "by service user, last to first", LISTING_USER, true },
	[LISTING_TOKEN_UP] = { "by-token", "Tokens", "", "by token name",
	    LISTING_TOKEN, false },
	[LISTING_TOKEN_DOWN] = { "by-token-down", "Tokens", "",
	    "by token name, last to first", LISTING_TOKEN, true },
	[LISTING_EXPIRATION_UP] = { "by-expiration", "Tokens", "",
	    "by expiration, earliest first", LISTING_EXPIRATION, false },
	[LISTING_EXPIRATION_DOWN] = { "by-expiration-down", "Tokens", "",
	    "by expiration, latest first", LISTING_EXPIRATION, true },
	[LISTING_LAST_USED_UP] = { "by-last-used", "Tokens", "",
	    "by last use, longest ago first", LISTING_LAST_USED, false },
	[LISTING_LAST_USED_DOWN] = { "by-last-used-down", "Tokens", "",
	    "by last use, most recent first", LISTING_LAST_USED, true },
	[LISTING_STATUS_UP] = { "by-status", "Tokens", "",
	    "by status: active, revoked, expired", LISTING_STATUS, false },
	[LISTING_STATUS_DOWN] = { "by-status-down", "Tokens", "",
	    "by status: expired, revoked, active", LISTING_STATUS, true },
	[LISTING_ACTIVE] = { "active", "Active tokens", "Active", BY_USER,
	    LISTING_USER, false },
	[LISTING_REVOKED] = { "revoked", "Revoked tokens", "Revoked", BY_USER,
	    LISTING_USER, false },
	[LISTING_EXPIRED] = { "expired", "Expired tokens", "Expired", BY_USER,
	    LISTING_USER, false },
	[LISTING_NOT_USED] = { "not-used", "Tokens not used yet",
	    "Not used yet", BY_USER, LISTING_USER, false },
	[LISTING_NEVER] = { "never-expires", "Tokens that never expire",
	    "Never expire", BY_USER, LISTING_USER, false },
	[LISTING_ROLE] = { "role", "Tokens of the role", "", BY_USER,
	    LISTING_USER, false },
	[LISTING_TEAM] = { "team", "Tokens of the team", "", BY_USER,
	    LISTING_USER, false },
	[LISTING_USERS] = { "users", "Service users", "", "by name",
	    LISTING_USER, false },
};

const struct listing *
listing(enum listing_id id)
{
	return &table[id];
}

enum listing_id
listing_by(enum listing_column column, bool descending)
{
	if (column == LISTING_USER && !descending)
		return LISTING_ALL;
	return (enum listing_id)(LISTING_ORDERS - 1 + 2 * (int)column +
	    descending);
}

bool
listing_holds(enum listing_id id, const struct token *t)
{
	switch (id) {
	case LISTING_ACTIVE:
		return t->state == TOKEN_ACTIVE;
	case LISTING_REVOKED:
		return t->state == TOKEN_REVOKED;
	case LISTING_EXPIRED:
		return t->state == TOKEN_EXPIRED;
	case LISTING_NOT_USED:
		return t->last_used.kind == STAMP_NONE;
	case LISTING_NEVER:
		return t->expiration.kind == STAMP_NONE;
	default:
		return true;
	}
}

int64_t
listing_total(enum listing_id id, const struct totals *n)
{
	switch (id) {
	case LISTING_ACTIVE:
		return n->state[TOKEN_ACTIVE];
	case LISTING_REVOKED:
		return n->state[TOKEN_REVOKED];
	case LISTING_EXPIRED:
		return n->state[TOKEN_EXPIRED];
	case LISTING_NOT_USED:
		return n->not_used;
	case LISTING_NEVER:
		return n->never_expires;
	case LISTING_USERS:
		return n->users;
	default:
		return n->tokens;
	}
}

/* Those without a time come after all that have one, both ways. */
static uint64_t
stamp_key(const struct stamp *s, bool descending)
{
	uint64_t	 key = (uint64_t)s->at ^ (uint64_t)1 << 63;

	if (s->kind != STAMP_AT)
		return UINT64_MAX - 3 + (uint64_t)s->kind;
	return descending ? ~key : key;
}

static uint64_t
name_key(struct slice name)
{
	uint64_t	 key = 0;
	size_t		 i;

	for (i = 0; i < 8; i++)
		key = key << 8 | (i < name.len ? (uint8_t)name.ptr[i] : 0);
	return key;
}

uint64_t
listing_key(enum listing_id id, const struct token *t, uint64_t place)
{
	bool		 down = table[id].descending;
	uint64_t	 key = place;

	switch (table[id].column) {
	case LISTING_EXPIRATION:
		return stamp_key(&t->expiration, down);
	case LISTING_LAST_USED:
		return stamp_key(&t->last_used, down);
	case LISTING_TOKEN:
		key = name_key(t->name);
		break;
	case LISTING_STATUS:
		key = (uint64_t)t->state;
		break;
	case LISTING_USER:
	case LISTING_COLUMNS:
		break;
	}
	return down ? ~key : key;
}
