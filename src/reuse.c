/*
 * A name is told by the first 64 bits of its SHA-256.  Were there a million
 * revoked and a million other tokens of one service user, a wrong match would
 * turn up once in about eighteen million snapshots.
 */

#include "reuse.h"

#include <stdlib.h>

#include "hash.h"
#include "sorter.h"
#include "util.h"

#define MEMORY	((size_t)1 << 20)

struct name {
	uint64_t	 digest;
	int64_t		 id;		/* of the token */
	int64_t		 created;
	bool		 dated;		/* created is known */
};

struct reuse {
	struct sorter	*all;		/* by place, by digest */
	struct hash	*hash;
	struct name	*names;		/* of the service user at hand */
	size_t		 n, cap;
	struct name	 next;		/* the one that comes next */
	uint64_t	 next_place;
	bool		 next_there;
};

static int
name_cmp(const void *a, const void *b)
{
	const struct name	*x = a, *y = b;

	if (x->digest != y->digest)
		return x->digest < y->digest ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

struct reuse *
reuse_new(int dirfd)
{
	struct reuse	*r = xcalloc(1, sizeof(*r));

	r->all = sorter_new(dirfd, MEMORY, false, name_cmp);
	r->hash = hash_new(HASH_SHA256);
	return r;
}

void
reuse_free(struct reuse *r)
{
	if (r == NULL)
		return;
	sorter_free(r->all);
	hash_free(r->hash);
	free(r->names);
	free(r);
}

int
reuse_add(struct reuse *r, uint64_t place, const struct token *t)
{
	struct name	*k = sorter_add(r->all, place, sizeof(*k));

	if (k == NULL)
		return -1;
	memset(k, 0, sizeof(*k));
	k->digest = hash_repaired(r->hash, t->name);
	k->id = t->id;
	k->created = t->created.at;
	k->dated = t->created.kind == STAMP_AT;
	return 0;
}

static int
next(struct reuse *r)
{
	const void	*rec;
	int		 rc = sorter_next(r->all, &r->next_place, &rec);

	r->next_there = rc == 1;
	if (rc == 1)
		r->next = *(const struct name *)rec;
	return rc == -1 ? -1 : 0;
}

int
reuse_done(struct reuse *r)
{
	return sorter_done(r->all) == 0 ? next(r) : -1;
}

int
reuse_user(struct reuse *r, uint64_t place)
{
	r->n = 0;
	while (r->next_there && r->next_place <= place) {
		if (r->n == r->cap) {
			r->cap += 16 + r->cap / 2;
			r->names = xreallocarray(r->names, r->cap,
			    sizeof(*r->names));
		}
		if (r->next_place == place)
			r->names[r->n++] = r->next;
		if (next(r) == -1)
			return -1;
	}
	return 0;
}

static bool
is_later(const struct token *t, const struct name *k)
{
	if (k->dated && t->created.kind == STAMP_AT &&
	    t->created.at != k->created)
		return t->created.at > k->created;
	return t->id > k->id;
}

bool
reuse_is(const struct reuse *r, const struct token *t)
{
	uint64_t	 digest;
	size_t		 low = 0, high = r->n, middle;

	if (r->n == 0 || t->state == TOKEN_REVOKED)
		return false;
	digest = hash_repaired(r->hash, t->name);
	while (low < high) {
		middle = low + (high - low) / 2;
		if (r->names[middle].digest < digest)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < r->n && r->names[low].digest == digest; low++)
		if (is_later(t, &r->names[low]))
			return true;
	return false;
}
