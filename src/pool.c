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

void *
pool_take(struct pool *p, size_t n, size_t size)
{
	struct pool_block	*b = p->blocks;
	size_t			 bytes, step = _Alignof(max_align_t);
	char			*piece;

	if (__builtin_mul_overflow(n, size, &bytes) ||
	    bytes > SIZE_MAX - BLOCK)
		util_die("out of memory (%zu times %zu bytes)", n, size);
	bytes = (bytes + step - 1) / step * step;
	if (b == NULL || b->size - b->used < bytes) {
		b = xcalloc(1, sizeof(*b) + (bytes > BLOCK ? bytes : BLOCK));
		b->size = bytes > BLOCK ? bytes : BLOCK;
		b->next = p->blocks;
		p->blocks = b;
	}
	piece = b->data + b->used;
	b->used += bytes;
	return piece;
}

char *
pool_text(struct pool *p, const char *s, size_t len)
{
	char	*copy = pool_take(p, len + 1, 1);

	if (len > 0)
		memcpy(copy, s, len);
	return copy;
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
