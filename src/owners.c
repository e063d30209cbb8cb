#include "owners.h"

#include <stdlib.h>

#include "util.h"

void
owners_init(struct owners *o)
{
	int	 i;

	memset(o, 0, sizeof(*o));
	for (i = 0; i < OWNERS_LETTERS; i++)
		o->users[i] = o->tokens[i] = -1;
}

int
owners_letter(char letter)
{
	return letter >= 'A' && letter <= 'Z' ? letter - 'A' :
	    OWNERS_LETTERS - 1;
}

void
owners_add(struct owners *o, int64_t id, char letter)
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
	owner->letter = letter;
	owner->place = (uint32_t)o->n++;
	if (o->users[owners_letter(letter)] == -1)
		o->users[owners_letter(letter)] = owner->place;
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

/* Where it is if they are numbered one after the other, as in most exports; or
 * past the end. */
static inline uint64_t
guess(const struct owners *o, int64_t id)
{
	return (uint64_t)id - (uint64_t)o->list[0].id;
}

void
owners_expect(const struct owners *o, int64_t id)
{
	if (o->n > 0 && guess(o, id) < o->n)
		__builtin_prefetch(&o->list[guess(o, id)], 1);
}

struct owner *
owners_find(const struct owners *o, int64_t id)
{
	size_t		 lo = 0, hi = o->n, mid;
	uint64_t	 first;

	if (o->n == 0 || id < o->list[0].id)
		return NULL;
	first = guess(o, id);
	if (first < o->n && o->list[first].id == id)
		return &o->list[first];
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
owners_close(struct owners *o)
{
	int64_t	 place[OWNERS_LETTERS], idle = 0, n;
	size_t	 i;
	int	 k;

	/* The first with that letter that has a token ... */
	for (k = 0; k < OWNERS_LETTERS; k++)
		place[k] = INT64_MAX;
	for (i = 0; i < o->n; i++) {
		k = owners_letter(o->list[i].letter);
		if (owners_totals(&o->list[i]).tokens == 0)
			idle++;
		else if (o->list[i].place < place[k])
			place[k] = o->list[i].place;
	}
	/* ... comes after all tokens of those before it. */
	for (k = 0; k < OWNERS_LETTERS; k++)
		o->tokens[k] = place[k] == INT64_MAX ? -1 : 0;
	for (i = 0; i < o->n; i++) {
		n = owners_totals(&o->list[i]).tokens;
		for (k = 0; k < OWNERS_LETTERS; k++)
			if (o->tokens[k] != -1 && o->list[i].place < place[k])
				o->tokens[k] += n;
	}
	return idle;
}

void
owners_free(struct owners *o)
{
	free(o->list);
	memset(o, 0, sizeof(*o));
}
