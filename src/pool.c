#include "pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util.h"

/* Bytes; larger pieces get their own.  With its head and that of malloc a block
 * takes 64 KiB. */
#define BLOCK	((size_t)64 * 1024 - 64)

/* The block in use, with room for size bytes; those before it are done. */
static struct pool_block *
block(struct pool *p, size_t size)
{
	struct pool_block	*b = p->at, *fresh;
	size_t			 want = size > BLOCK ? size : BLOCK;

	while (b != NULL && b->size - b->used < size && b->next != NULL)
		b = b->next;
	if (b == NULL || b->size - b->used < size) {
		fresh = xmalloc(sizeof(*fresh) + want);
		fresh->next = NULL;
		fresh->used = 0;
		fresh->size = want;
		if (b == NULL)
			p->first = fresh;
		else
			b->next = fresh;
		b = fresh;
	}
	p->at = b;
	return b;
}

void *
pool_room(struct pool *p, size_t size)
{
	size_t			 step = _Alignof(max_align_t);
	struct pool_block	*b;
	void			*piece;

	if (size > SIZE_MAX - BLOCK)
		util_die("out of memory (%zu bytes)", size);
	size = (size + step - 1) / step * step;
	b = block(p, size);
	piece = b->data + b->used;
	b->used += size;
	return piece;
}

void *
pool_take(struct pool *p, size_t n, size_t size)
{
	size_t	 bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		util_die("out of memory (%zu times %zu bytes)", n, size);
	return memset(pool_room(p, bytes), 0, bytes);
}

char *
pool_text(struct pool *p, const char *s, size_t len)
{
	char	*copy = pool_room(p, len + 1);

	if (len > 0)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *
pool_join(struct pool *p, const char *a, const char *b, const char *c)
{
	size_t	 alen = strlen(a), blen = strlen(b), clen = strlen(c);
	char	*text = pool_room(p, alen + blen + clen + 1);

	memcpy(text, a, alen);
	memcpy(text + alen, b, blen);
	memcpy(text + alen + blen, c, clen + 1);
	return text;
}

void
pool_add(struct pool *p, const char *s, size_t len)
{
	struct pool_block	*b;
	size_t			 n;

	while (len > 0) {
		b = block(p, 1);
		n = b->size - b->used;
		n = n < len ? n : len;
		memcpy(b->data + b->used, s, n);
		b->used += n;
		s += n;
		len -= n;
	}
}

void
pool_reset(struct pool *p, size_t keep)
{
	struct pool_block	*b, **next = &p->first;

	for (; keep > 0 && *next != NULL; keep--) {
		(*next)->used = 0;
		next = &(*next)->next;
	}
	while ((b = *next) != NULL) {
		*next = b->next;
		free(b);
	}
	p->at = p->first;
}

void
pool_free(struct pool *p)
{
	pool_reset(p, 0);
}
