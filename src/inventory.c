/*
 * Manifests are mostly sorted, so a path is first looked for where the last
 * one was found.  Digests stand in one table, those of one path side by side
 * in its slot.
 */

#include "inventory.h"

#include <stdlib.h>

#include "util.h"

#define TEXT_SIZE	((size_t)256 * 1024)
#define NO_SLOT		UINT32_MAX

struct inventory_text {
	struct inventory_text	*next;
	size_t			 used, size;
	char			 data[];
};

void
inventory_init(struct inventory *inv)
{
	memset(inv, 0, sizeof(*inv));
}

int
inventory_kind(struct inventory *inv, const char *name, bool tags)
{
	struct inventory_kind	*kind;
	struct hash		*h;
	int			 k;

	for (k = 0; k < inv->nkinds; k++)
		if (strcmp(inv->kinds[k].name, name) == 0)
			break;
	kind = &inv->kinds[k];
	if (k == inv->nkinds) {
		if (k == INVENTORY_KINDS)
			return -2;
		if (strlen(name) >= sizeof(kind->name) ||
		    (h = hash_named(name)) == NULL)
			return -1;
		strcpy(kind->name, name);
		kind->len = hash_size(h);
		hash_free(h);
		kind->at = inv->stride;
		inv->stride += kind->len;
		inv->nkinds++;
	}
	if (tags)
		kind->tags = true;
	else
		kind->payload = true;
	return k;
}

static struct inventory_item *
at(struct inventory *inv, size_t i, const char *path)
{
	if (i >= inv->nsorted || strcmp(inv->items[i].path, path) != 0)
		return NULL;
	inv->near = i;
	return &inv->items[i];
}

struct inventory_item *
inventory_find(struct inventory *inv, const char *path)
{
	struct inventory_item	*item;
	size_t			 low = 0, high = inv->nsorted, mid;
	int			 order;

	if ((item = at(inv, inv->near + 1, path)) != NULL)
		return item;
	while (low < high) {
		mid = low + (high - low) / 2;
		order = strcmp(path, inv->items[mid].path);
		if (order == 0)
			return at(inv, mid, path);
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

static const char *
keep(struct inventory *inv, const char *path)
{
	struct inventory_text	*t = inv->text;
	size_t			 size = strlen(path) + 1;
	char			*copy;

	if (t == NULL || t->size - t->used < size) {
		t = xmalloc(sizeof(*t) + (size > TEXT_SIZE ? size :
		    TEXT_SIZE));
		t->size = size > TEXT_SIZE ? size : TEXT_SIZE;
		t->used = 0;
		t->next = inv->text;
		inv->text = t;
	}
	copy = memcpy(t->data + t->used, path, size);
	t->used += size;
	return copy;
}

struct inventory_item *
inventory_add(struct inventory *inv, const char *path)
{
	struct inventory_item	*item;

	if (inv->n == INVENTORY_MOST)
		return NULL;
	if (inv->n == inv->cap) {
		inv->cap = inv->cap > 0 ? inv->cap + inv->cap / 2 : 256;
		inv->items = xreallocarray(inv->items, inv->cap,
		    sizeof(*inv->items));
	}
	item = &inv->items[inv->n++];
	memset(item, 0, sizeof(*item));
	item->path = keep(inv, path);
	item->slot = NO_SLOT;
	return item;
}

uint8_t *
inventory_digest(struct inventory *inv, struct inventory_item *item, int kind)
{
	if (item->slot == NO_SLOT) {
		if (inv->slots == inv->slot_cap) {
			inv->slot_cap = inv->slot_cap > 0 ?
			    inv->slot_cap + inv->slot_cap / 2 : 256;
			inv->digests = xreallocarray(inv->digests,
			    inv->slot_cap, inv->stride);
		}
		item->slot = (uint32_t)inv->slots++;
	}
	return inv->digests + item->slot * inv->stride +
	    inv->kinds[kind].at;
}

/* By path, then in the order they came in. */
static int
item_cmp(const void *a, const void *b)
{
	const struct inventory_item	*x = a, *y = b;
	int				 order = strcmp(x->path, y->path);

	if (order != 0)
		return order;
	return x->slot < y->slot ? -1 : x->slot > y->slot;
}

/* What is known of the same path a second time. */
static void
join(struct inventory *inv, struct inventory_item *to,
    struct inventory_item *from, inventory_twice *twice, void *arg)
{
	uint8_t	*a, *b;
	int	 k;

	for (k = 0; k < inv->nkinds; k++) {
		if ((from->listed & 1 << k) == 0)
			continue;
		a = inventory_digest(inv, to, k);
		b = inventory_digest(inv, from, k);
		if ((to->listed & 1 << k) != 0 && twice != NULL)
			twice(arg, to->path, k,
			    memcmp(a, b, inv->kinds[k].len) == 0);
		if ((to->listed & 1 << k) == 0)
			memcpy(a, b, inv->kinds[k].len);
	}
	to->listed |= from->listed;
	to->faults |= from->faults;
}

void
inventory_sort(struct inventory *inv, inventory_twice *twice, void *arg)
{
	size_t	 i, n = inv->n > 0;
	bool	 sorted = true;

	for (i = inv->nsorted > 0 ? inv->nsorted : 1; i < inv->n && sorted;
	    i++)
		sorted = strcmp(inv->items[i - 1].path,
		    inv->items[i].path) < 0;
	inv->near = 0;
	if (sorted) {
		inv->nsorted = inv->n;
		return;
	}
	qsort(inv->items, inv->n, sizeof(*inv->items), item_cmp);
	for (i = 1; i < inv->n; i++)
		if (strcmp(inv->items[n - 1].path, inv->items[i].path) == 0)
			join(inv, &inv->items[n - 1], &inv->items[i], twice,
			    arg);
		else
			inv->items[n++] = inv->items[i];
	inv->n = inv->nsorted = n;
}

void
inventory_free(struct inventory *inv)
{
	struct inventory_text	*t, *next;

	for (t = inv->text; t != NULL; t = next) {
		next = t->next;
		free(t);
	}
	free(inv->items);
	free(inv->digests);
	memset(inv, 0, sizeof(*inv));
}

int
inventory_mode(mode_t mode)
{
	/* Whoever may read a folder may also enter it. */
	mode_t	 enter = S_ISDIR(mode) ? 0100 : 0;
	int	 faults = 0;

	if ((mode & 0022) != 0)
		faults |= INVENTORY_WRITABLE;
	if ((mode & 07000) != 0)
		faults |= INVENTORY_SPECIAL;
	mode &= 0777;
	if (faults == 0 && mode != (0400 | enter) &&
	    mode != (0440 | enter | enter >> 3) &&
	    mode != (0444 | enter | enter >> 3 | enter >> 6))
		faults |= INVENTORY_MODE;
	return faults;
}
