#include "pack.h"

#define STAMPS		4
#define NO_TEXT		UINT32_MAX	/* length of a text that is none */

/* The texts follow: name, description, unreadable times. */
struct packed {
	int64_t		 id;
	int64_t		 owner;
	int64_t		 at[STAMPS];	/* unreadable: length of the text */
	uint32_t	 name;		/* lengths */
	uint32_t	 description;
	uint8_t		 kind[STAMPS];
	uint8_t		 has_owner;
	uint8_t		 active;
	uint8_t		 scim;
	uint8_t		 state;
};

static uint32_t
length(struct slice s)
{
	return s.ptr == NULL ? NO_TEXT : (uint32_t)s.len;
}

static size_t
bytes(uint32_t len)
{
	return len == NO_TEXT ? 0 : len;
}

static char *
put(char *p, struct slice s)
{
	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	return p + s.len;
}

static const char *
take(const char *p, uint32_t len, struct slice *s)
{
	s->ptr = len == NO_TEXT ? NULL : p;
	s->len = bytes(len);
	return p + s->len;
}

int
pack_token(struct sorter *sorter, uint64_t place, const struct token *t)
{
	const struct stamp	*stamps[STAMPS] = { &t->created,
				    &t->expiration, &t->last_used,
				    &t->revoked };
	size_t			 len = t->name.len + t->description.len;
	struct packed		*k;
	char			*p;
	int			 i;

	for (i = 0; i < STAMPS; i++)
		len += stamps[i]->raw.len;
	if ((k = sorter_add(sorter, place, sizeof(*k) + len)) == NULL)
		return -1;
	k->id = t->id;
	k->owner = t->owner;
	k->has_owner = t->has_owner;
	k->name = length(t->name);
	k->description = length(t->description);
	k->active = t->active;
	k->scim = (uint8_t)t->scim;
	k->state = (uint8_t)t->state;
	p = put((char *)(k + 1), t->name);
	p = put(p, t->description);
	for (i = 0; i < STAMPS; i++) {
		k->kind[i] = (uint8_t)stamps[i]->kind;
		k->at[i] = stamps[i]->at;
		if (stamps[i]->kind == STAMP_UNREADABLE)
			k->at[i] = (int64_t)stamps[i]->raw.len;
		p = put(p, stamps[i]->raw);
	}
	return 0;
}

void
pack_read(const void *rec, struct token *t)
{
	const struct packed	*k = rec;
	struct stamp		*stamps[STAMPS] = { &t->created,
				    &t->expiration, &t->last_used,
				    &t->revoked };
	const char		*p = (const char *)(k + 1);
	int			 i;

	t->id = k->id;
	t->user = NULL;
	t->owner = k->owner;
	t->has_owner = k->has_owner;
	t->active = k->active;
	t->scim = (enum answer)k->scim;
	t->state = (enum token_state)k->state;
	p = take(p, k->name, &t->name);
	p = take(p, k->description, &t->description);
	for (i = 0; i < STAMPS; i++) {
		stamps[i]->kind = (enum stamp_kind)k->kind[i];
		stamps[i]->at = k->at[i];
		stamps[i]->raw = (struct slice){ NULL, 0 };
		if (stamps[i]->kind != STAMP_UNREADABLE)
			continue;
		stamps[i]->at = 0;
		p = take(p, (uint32_t)k->at[i], &stamps[i]->raw);
	}
}

int
pack_cmp(const void *a, const void *b)
{
	const struct packed	*x = a, *y = b;
	struct slice		 left = { (const char *)(x + 1),
				    bytes(x->name) };
	struct slice		 right = { (const char *)(y + 1),
				    bytes(y->name) };
	int			 cmp;

	if (x->has_owner != y->has_owner)
		return x->has_owner ? 1 : -1;
	if (x->owner != y->owner)
		return x->owner > y->owner ? 1 : -1;
	if ((cmp = slice_cmp(left, right)) != 0)
		return cmp;
	return (x->id > y->id) - (x->id < y->id);
}
