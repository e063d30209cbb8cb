#include "batch.h"

#include <stdlib.h>
#include <string.h>

#include "util.h"

#define KEPT	8		/* blocks of texts in an empty batch */
#define ROWS_KEPT	32	/* blocks of rows in one */

struct batch *
batch_new(void)
{
	struct batch	*b = xcalloc(1, sizeof(*b));

	b->rows = b->texts = (struct pool)POOL_INIT;
	return b;
}

void
batch_free(struct batch *b)
{
	if (b == NULL)
		return;
	pool_free(&b->texts);
	pool_free(&b->rows);
	free(b->tokens);
	free(b->units);
	free(b->changes);
	free(b->findings);
	free(b);
}

void
batch_reset(struct batch *b)
{
	/* A page of users takes more than others: give back what is rare. */
	pool_reset(&b->texts, KEPT);
	pool_reset(&b->rows, ROWS_KEPT);
	b->ntokens = b->nrows = 0;
	b->made = false;
	b->nunits = 0;
	b->nchanges = b->nfindings = 0;
	b->user = NULL;
	b->group = b->stem = (struct slice){ NULL, 0 };
}

static void
copy(struct batch *b, struct slice *s)
{
	char	*p;

	if (s->ptr == NULL)
		return;
	p = pool_room(&b->texts, s->len + 1);
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
	struct user	*u = pool_room(&b->texts, sizeof(*u));
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
		teams = pool_room(&b->texts, u->nteams * sizeof(*teams));
		for (i = 0; i < u->nteams; i++) {
			teams[i] = from->teams[i];
			copy(b, &teams[i].name);
		}
		u->teams = teams;
	}
	b->user = u;
	return u;
}

/* Room for one more after n. */
static void *
grow(void *list, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return list;
	*cap = *cap > 0 ? 2 * *cap : 64;
	return xreallocarray(list, *cap, size);
}

struct token *
batch_token(struct batch *b, const struct token *from)
{
	struct token	*t;

	b->tokens = grow(b->tokens, b->ntokens, &b->tokens_cap,
	    sizeof(*b->tokens));
	t = &b->tokens[b->ntokens++];
	*t = *from;
	t->user = b->user;
	copy(b, &t->name);
	copy(b, &t->description);
	copy_stamp(b, &t->created);
	copy_stamp(b, &t->expiration);
	copy_stamp(b, &t->last_used);
	copy_stamp(b, &t->revoked);
	return t;
}

void
batch_row(struct batch *b, struct slice row)
{
	pool_add(&b->rows, row.ptr, row.len);
	b->made = true;
	b->nrows++;
}

void
batch_unit(struct batch *b, int64_t part)
{
	struct batch_unit	*u;

	b->units = grow(b->units, b->nunits, &b->units_cap,
	    sizeof(*b->units));
	u = &b->units[b->nunits++];
	u->user = b->user;
	u->first = b->ntokens;
	u->n = 0;
	u->part = part;
	u->changes = NULL;
}

void
batch_unit_token(struct batch *b)
{
	b->units[b->nunits - 1].n++;
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
	struct changes_of	*of = pool_room(&b->texts, sizeof(*of));
	size_t			 i;

	*of = *from;
	of->list = pool_room(&b->texts, from->n * sizeof(*of->list));
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

	b->changes = grow(b->changes, b->nchanges, &b->changes_cap,
	    sizeof(*b->changes));
	c = &b->changes[b->nchanges++];
	*c = *from;
	copy_change(b, c);
}

void
batch_finding(struct batch *b, const struct finding *from)
{
	struct finding	*f;

	b->findings = grow(b->findings, b->nfindings, &b->findings_cap,
	    sizeof(*b->findings));
	f = &b->findings[b->nfindings++];
	*f = *from;
	copy(b, &f->user);
	copy(b, &f->slug);
	copy(b, &f->user_id);
	copy(b, &f->name);
	copy(b, &f->fact);
}
