#include "owners.h"

#include <stdlib.h>

#include "util.h"

void
owners_add(struct owners *o, int64_t id)
{
	struct owner	*owner;

	if (o->n == UINT32_MAX)
		util_die("more than 4,294,967,295 service users");
	if (o->n == o->cap) {
		o->cap = o->cap > 0 ? o->cap + o->cap / 2 : 256;
		o->list = xreallocarray(o->list, o->cap, sizeof(*o->list));
	}
	owner = &o->list[o->n];
	memset(owner, 0, sizeof(*owner));
	owner->id = id;
	owner->place = (uint32_t)o->n++;
}

static int
owner_cmp(const void *a, const void *b)
{
	int64_t	 x = ((const struct owner *)a)->id;
	int64_t	 y = ((const struct owner *)b)->id;

	return (x > y) - (x < y);
}

void
owners_sort(struct owners *o)
{
	if (o->n > 0)
		qsort(o->list, o->n, sizeof(*o->list), owner_cmp);
}

struct owner *
owners_find(const struct owners *o, int64_t id)
{
	size_t		 lo = 0, hi = o->n, mid;
	uint64_t	 guess;

	if (o->n == 0 || id < o->list[0].id)
		return NULL;
	/* Most exports number their service users one after the other. */
	guess = (uint64_t)id - (uint64_t)o->list[0].id;
	if (guess < o->n && o->list[guess].id == id)
		return &o->list[guess];
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (o->list[mid].id == id)
			return &o->list[mid];
		if (o->list[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

void
owners_count(struct owner *o, const struct token *t)
{
	o->state[t->state]++;
	o->not_used += t->last_used.kind == STAMP_NONE;
	o->never_expires += t->expiration.kind == STAMP_NONE;
}

struct totals
owners_totals(const struct owner *o)
{
	struct totals	 n = { .not_used = o->not_used,
			    .never_expires = o->never_expires };
	int		 i;

	for (i = 0; i < TOKEN_STATES; i++) {
		n.state[i] = o->state[i];
		n.tokens += o->state[i];
	}
	return n;
}

int64_t
owners_idle(const struct owners *o)
{
	int64_t	 idle = 0;
	size_t	 i;

	for (i = 0; i < o->n; i++)
		idle += owners_totals(&o->list[i]).tokens == 0;
	return idle;
}

void
owners_free(struct owners *o)
{
	free(o->list);
	memset(o, 0, sizeof(*o));
}
