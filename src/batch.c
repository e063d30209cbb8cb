#include "batch.h"

#include <stdlib.h>
#include <string.h>

#include "util.h"

#define CHUNK	((size_t)64 * 1024)
#define KEPT	8		/* chunks of an empty batch */

struct batch_chunk {
	struct batch_chunk	*next;
	size_t			 used;
	size_t			 size;
	_Alignas(max_align_t) char data[];
};

struct batch *
batch_new(size_t cap)
{
	struct batch	*b = xcalloc(1, sizeof(*b));

	b->cap = cap;
	b->rows = (struct buf)BUF_INIT;
	b->tokens = xcalloc(cap, sizeof(*b->tokens));
	return b;
}

void
batch_free(struct batch *b)
{
	struct batch_chunk	*c;

	if (b == NULL)
		return;
	while ((c = b->chunks) != NULL) {
		b->chunks = c->next;
		free(c);
	}
	buf_free(&b->rows);
	free(b->tokens);
	free(b->units);
	free(b->changes);
	free(b);
}

void
batch_reset(struct batch *b)
{
	struct batch_chunk	*c, **next = &b->chunks;
	int			 n;

	/* A page of users takes more than others: give back what is rare. */
	for (n = 0; n < KEPT && *next != NULL; n++) {
		(*next)->used = 0;
		next = &(*next)->next;
	}
	while ((c = *next) != NULL) {
		*next = c->next;
		free(c);
	}
	b->at = b->chunks;
	b->ntokens = 0;
	b->made = false;
	buf_reset(&b->rows);
	b->nunits = 0;
	b->nchanges = 0;
	b->user = NULL;
	b->group = b->stem = (struct slice){ NULL, 0 };
}

/* Memory that lives as long as what is in the batch. */
static void *
take(struct batch *b, size_t size)
{
	struct batch_chunk	*c = b->at, *fresh;
	size_t			 want;
	void			*p;

	size = (size + 15) & ~(size_t)15;
	while (c != NULL && c->size - c->used < size && c->next != NULL)
		c = c->next;
	if (c == NULL || c->size - c->used < size) {
		want = size > CHUNK ? size : CHUNK;
		fresh = xmalloc(sizeof(*fresh) + want);
		fresh->next = NULL;
		fresh->used = 0;
		fresh->size = want;
		if (c == NULL)
			b->chunks = fresh;
		else
			c->next = fresh;
		c = fresh;
	}
	b->at = c;
	p = c->data + c->used;
	c->used += size;
	return p;
}

static void
copy(struct batch *b, struct slice *s)
{
	char	*p;

	if (s->ptr == NULL)
		return;
	p = take(b, s->len + 1);
	memcpy(p, s->ptr, s->len);
	p[s->len] = '\0';
	s->ptr = p;
}

static void
copy_stamp(struct batch *b, struct stamp *s)
{
	if (s->kind == STAMP_UNREADABLE)
		copy(b, &s->raw);
	else
		s->raw.ptr = NULL;
}

void
batch_group(struct batch *b, struct slice name, struct slice stem)
{
	copy(b, &name);
	copy(b, &stem);
	b->group = name;
	b->stem = stem;
}

struct user *
batch_user(struct batch *b, const struct user *from)
{
	struct user	*u = take(b, sizeof(*u));
	struct team	*teams;
	size_t		 i;

	*u = *from;
	copy(b, &u->user_id);
	copy(b, &u->name.text);
	copy(b, &u->email.text);
	copy(b, &u->role.text);
	copy(b, &u->created_by.text);
	copy(b, &u->purpose.text);
	copy(b, &u->owner.text);
	copy_stamp(b, &u->created);
	copy(b, &u->shown);
	copy(b, &u->second);
	copy(b, &u->initials);
	copy(b, &u->slug);
	copy(b, &u->avatar);
	u->teams = NULL;
	if (u->nteams > 0) {
		teams = take(b, u->nteams * sizeof(*teams));
		for (i = 0; i < u->nteams; i++) {
			teams[i] = from->teams[i];
			copy(b, &teams[i].name);
		}
		u->teams = teams;
	}
	b->user = u;
	return u;
}

struct token *
batch_token(struct batch *b, const struct token *from)
{
	struct token	*t = &b->tokens[b->ntokens++];

	*t = *from;
	t->user = b->user;
	copy(b, &t->name);
	copy(b, &t->description);
	copy_stamp(b, &t->created);
	copy_stamp(b, &t->expiration);
	copy_stamp(b, &t->last_used);
	copy_stamp(b, &t->revoked);
	if (b->nunits > 0)
		b->units[b->nunits - 1].n++;
	return t;
}

void
batch_row(struct batch *b, struct slice row)
{
	buf_slice(&b->rows, row);
	b->made = true;
	b->ntokens++;
}

void
batch_unit(struct batch *b, int64_t part)
{
	struct batch_unit	*u;

	if (b->nunits == b->units_cap) {
		b->units_cap = b->units_cap > 0 ? 2 * b->units_cap : 64;
		b->units = xreallocarray(b->units, b->units_cap,
		    sizeof(*b->units));
	}
	u = &b->units[b->nunits++];
	u->user = b->user;
	u->first = b->ntokens;
	u->n = 0;
	u->part = part;
	u->changes = NULL;
}

static void
copy_change(struct batch *b, struct change *c)
{
	struct slice	*texts[CHANGE_TEXTS];
	int		 i;

	change_texts(c, texts);
	for (i = 0; i < CHANGE_TEXTS; i++)
		copy(b, texts[i]);
}

void
batch_changes_of(struct batch *b, const struct changes_of *from)
{
	struct changes_of	*of = take(b, sizeof(*of));
	size_t			 i;

	*of = *from;
	of->list = take(b, from->n * sizeof(*of->list));
	for (i = 0; i < from->n; i++) {
		of->list[i] = from->list[i];
		copy_change(b, &of->list[i]);
	}
	b->units[b->nunits - 1].changes = of;
}

void
batch_change(struct batch *b, const struct change *from)
{
	struct change	*c;

	if (b->nchanges == b->changes_cap) {
		b->changes_cap = b->changes_cap > 0 ? 2 * b->changes_cap : 64;
		b->changes = xreallocarray(b->changes, b->changes_cap,
		    sizeof(*b->changes));
	}
	c = &b->changes[b->nchanges++];
	*c = *from;
	copy_change(b, c);
}
