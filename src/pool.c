#include "pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util.h"

#define BLOCK	(64 * 1024)	/* bytes; larger pieces get their own */

struct pool_block {
	struct pool_block	*next;
	size_t			 used;	/* bytes */
	size_t			 size;	/* bytes */
	_Alignas(max_align_t) char data[];
};

/* Not cleared: most of it is written at once. */
static char *
take(struct pool *p, size_t n, size_t size)
{
	struct pool_block	*b = p->blocks;
	size_t			 bytes, step = _Alignof(max_align_t);
	char			*piece;

	if (__builtin_mul_overflow(n, size, &bytes) ||
	    bytes > SIZE_MAX - BLOCK)
		util_die("out of memory (%zu times %zu bytes)", n, size);
	bytes = (bytes + step - 1) / step * step;
	if (b == NULL || b->size - b->used < bytes) {
		b = xmalloc(sizeof(*b) + (bytes > BLOCK ? bytes : BLOCK));
		b->size = bytes > BLOCK ? bytes : BLOCK;
		b->used = 0;
		b->next = p->blocks;
		p->blocks = b;
	}
	piece = b->data + b->used;
	b->used += bytes;
	return piece;
}

void *
pool_take(struct pool *p, size_t n, size_t size)
{
	return memset(take(p, n, size), 0, n * size);
}

char *
pool_text(struct pool *p, const char *s, size_t len)
{
	char	*copy = take(p, len + 1, 1);

	if (len > 0)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *
pool_join(struct pool *p, const char *a, const char *b, const char *c)
{
	size_t	 alen = strlen(a), blen = strlen(b), clen = strlen(c);
	char	*text = take(p, alen + blen + clen + 1, 1);

	memcpy(text, a, alen);
	memcpy(text + alen, b, blen);
	memcpy(text + alen + blen, c, clen + 1);
	return text;
}

void
pool_free(struct pool *p)
{
	struct pool_block	*b, *next;

	for (b = p->blocks; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	p->blocks = NULL;
}
