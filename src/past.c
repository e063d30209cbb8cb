#include "past.h"

#include <stdlib.h>

#include "hash.h"
#include "pack.h"
#include "rules.h"
#include "text.h"
#include "util.h"

#define TOKEN_MEMORY	((size_t)4 << 20)
#define USER_MEMORY	((size_t)1 << 20)

/* Ids are signed; the sort is not. */
static uint64_t
key(int64_t id)
{
	return (uint64_t)id ^ (uint64_t)1 << 63;
}

struct past *
past_new(int dirfd, bool beside, int64_t as_of)
{
	struct past	*p = xcalloc(1, sizeof(*p));

	p->as_of = as_of;
	p->tokens = sorter_new(dirfd, TOKEN_MEMORY, beside, pack_row_cmp);
	p->users = sorter_new(dirfd, USER_MEMORY, false, pack_user_cmp);
	p->hash = hash_new(HASH_SHA256);
	return p;
}

void
past_free(struct past *p)
{
	if (p == NULL)
		return;
	sorter_free(p->tokens);
	sorter_free(p->users);
	hash_free(p->hash);
	free(p->holders);
	free(p);
}

int
past_add_token(struct past *p, const struct past_token *from)
{
	const struct token	*t = &from->token;
	struct pack_row		 row;

	memset(&row, 0, sizeof(row));
	row.token = *t;
	row.stem = from->user.user_id;
	row.group = from->user.name.text;
	row.user.shown = from->user.email.text;
	rules_count(&p->totals, t);
	if (t->last_used.kind == STAMP_AT && t->last_used.at <= p->as_of &&
	    (!p->ever_used || t->last_used.at > p->newest_use)) {
		p->ever_used = true;
		p->newest_use = t->last_used.at;
	}
	/* An id stands once, so the order is total. */
	return pack_row(p->tokens, key(t->id), &row);
}

int
past_tokens_done(struct past *p)
{
	return sorter_done(p->tokens);
}

void
past_tokens_drop(struct past *p)
{
	sorter_free(p->tokens);
	p->tokens = NULL;
}

int
past_next_token(struct past *p, struct past_token *out)
{
	struct pack_row	 row;
	const void	*rec;
	uint64_t	 major;
	int		 rc = sorter_next(p->tokens, &major, &rec);

	if (rc != 1)
		return rc;
	pack_row_read(rec, &row);
	memset(out, 0, sizeof(*out));
	out->token = row.token;
	out->token.user = NULL;
	out->user.id = row.token.owner;
	out->user.has_id = row.token.has_owner;
	out->user.user_id = row.stem;
	out->user.name.text = row.group;
	out->user.email.text = row.user.shown;
	return 1;
}

static void
add_holder(struct past *p, const struct user *u)
{
	if (u->user_id.len == 0)
		return;
	if (p->nholders == p->holders_cap) {
		p->holders_cap += 64 + p->holders_cap / 2;
		p->holders = xreallocarray(p->holders, p->holders_cap,
		    sizeof(*p->holders));
	}
	p->holders[p->nholders].digest = hash_repaired(p->hash, u->user_id);
	p->holders[p->nholders++].id = u->id;
}

int
past_add_user(struct past *p, const struct owners *owners,
    const struct user *u)
{
	const struct owner	*owner = owners_find(owners, u->id);

	if (pack_user(p->users, pack_place(owner), u) == -1)
		return -1;
	p->totals.users++;
	add_holder(p, u);
	return 0;
}

static int
holder_cmp(const void *a, const void *b)
{
	uint64_t	 x = ((const struct past_holder *)a)->digest;
	uint64_t	 y = ((const struct past_holder *)b)->digest;

	return (x > y) - (x < y);
}

/* The same digest stands twice only where bytes were not UTF-8. */
static int
holder_id_cmp(const void *a, const void *b)
{
	int64_t	 x = ((const struct past_holder *)a)->id;
	int64_t	 y = ((const struct past_holder *)b)->id;
	int	 cmp = holder_cmp(a, b);

	return cmp != 0 ? cmp : (x > y) - (x < y);
}

int
past_users_done(struct past *p)
{
	if (p->nholders > 0)
		qsort(p->holders, p->nholders, sizeof(*p->holders),
		    holder_id_cmp);
	return sorter_done(p->users);
}

int
past_next_user(struct past *p, uint64_t *place, struct user *u,
    struct team *team)
{
	const void	*rec;
	int		 rc = sorter_next(p->users, place, &rec);

	if (rc == 1)
		pack_user_read(rec, u, team);
	return rc;
}

/* Whether another service user had an internal ID, and this one had not. */
static bool
was_anothers(const struct past *p, const struct user *is)
{
	struct past_holder	 want;
	size_t			 size = sizeof(want);

	if (is->user_id.len == 0 || p->nholders == 0)
		return false;
	want.digest = hash_repaired(p->hash, is->user_id);
	want.id = is->id;
	return bsearch(&want, p->holders, p->nholders, size, holder_cmp) !=
	    NULL && bsearch(&want, p->holders, p->nholders, size,
	    holder_id_cmp) == NULL;
}

/* Whether both are there and are not the same: an export may lack a column. */
static bool
differ(struct slice a, struct slice b)
{
	return a.len > 0 && b.len > 0 && !text_same(a, b);
}

bool
past_is_reused(const struct past *p, const struct user *was,
    const struct user *is)
{
	if (was_anothers(p, is))
		return true;
	return was != NULL && text_same(was->user_id, is->user_id) &&
	    differ(was->name.text, is->name.text) &&
	    differ(was->email.text, is->email.text);
}
