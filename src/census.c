#include "census.h"

#include "util.h"

/* Of compilers, not of C11; a sum of many keys needs more than 64 bits. */
__extension__ typedef __int128 wide;

void
census_init(struct census *c)
{
	memset(c, 0, sizeof(*c));
	c->names = (struct pool)POOL_INIT;
}

void
census_free(struct census *c)
{
	pool_free(&c->names);
}

static void
count_key(struct census_keys *k, int64_t id)
{
	if (k->n++ == 0)
		k->least = id;
	else
		k->gaps += (uint64_t)id - (uint64_t)k->most != 1;
	k->most = id;
	/* Each half of a key by itself: neither sum can overflow. */
	k->low += (uint64_t)id & 0xffffffff;
	k->high += (id - (int64_t)((uint64_t)id & 0xffffffff)) /
	    ((int64_t)1 << 32);
}

static void
count_time(struct census_times *t, const struct stamp *s)
{
	if (s->kind == STAMP_AT) {
		if (t->n == 0 || s->at < t->first)
			t->first = s->at;
		if (t->n == 0 || s->at > t->last)
			t->last = s->at;
		t->n++;
	} else if (s->kind == STAMP_UNREADABLE) {
		t->unreadable++;
	} else {
		t->none++;
	}
}

void
census_token(struct census *c, const struct token *t)
{
	count_key(&c->tokens, t->id);
	count_time(&c->created, &t->created);
	count_time(&c->expiration, &t->expiration);
	count_time(&c->last_used, &t->last_used);
	count_time(&c->revoked, &t->revoked);
	c->scim += t->scim == ANSWER_YES;
}

void
census_user(struct census *c, const struct user *u)
{
	count_key(&c->users, u->id);
	count_time(&c->user_created, &u->created);
	c->deactivated += u->active == ANSWER_NO;
}

static bool
is_role(const struct census_role *r, struct slice name)
{
	return (r->name.ptr == NULL) == (name.ptr == NULL) &&
	    slice_cmp(r->name, name) == 0;
}

/* Where a role is counted; most often it is that of the user before. */
static struct census_role *
find_role(struct census *c, struct slice name)
{
	struct census_role	*r;
	size_t			 i;

	if (c->nroles > 0 && is_role(&c->roles[c->role], name))
		return &c->roles[c->role];
	for (i = 0; i < c->nroles; i++)
		if (is_role(&c->roles[i], name)) {
			c->role = i;
			return &c->roles[i];
		}
	if (c->nroles == CENSUS_ROLES)
		return &c->others;
	r = &c->roles[c->role = c->nroles++];
	r->name.len = name.len;
	if (name.ptr != NULL)
		r->name.ptr = pool_text(&c->names, name.ptr, name.len);
	return r;
}

static void
add_totals(struct totals *to, const struct totals *n)
{
	int	 i;

	to->tokens += n->tokens;
	for (i = 0; i < TOKEN_STATES; i++)
		to->state[i] += n->state[i];
	to->not_used += n->not_used;
	to->never_expires += n->never_expires;
}

void
census_role(struct census *c, const struct user *u)
{
	struct census_role	*r = find_role(c, u->role.text);

	r->users++;
	add_totals(&r->totals, &u->totals);
}

void
census_orphan(struct census *c, const struct user *u)
{
	c->references++;
	if (c->norphans == CENSUS_ORPHANS)
		return;
	c->orphans[c->norphans].id = u->id;
	c->orphans[c->norphans++].has_id = u->has_id;
}

uint64_t
census_missing(const struct census_keys *k)
{
	if (k->n == 0)
		return 0;
	return (uint64_t)k->most - (uint64_t)k->least -
	    ((uint64_t)k->n - 1);
}

void
census_sum(struct buf *b, const struct census_keys *k)
{
	wide	 sum = (wide)k->high * ((int64_t)1 << 32) + (wide)k->low;
	char	 digits[48];
	size_t	 at = sizeof(digits);
	bool	 negative = sum < 0;

	do {
		/* The rest of a negative number is negative in C. */
		digits[--at] = (char)('0' + (int)(negative ? -(sum % 10) :
		    sum % 10));
		sum /= 10;
	} while (sum != 0);
	if (negative)
		digits[--at] = '-';
	buf_add(b, digits + at, sizeof(digits) - at);
}
