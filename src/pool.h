#ifndef POOL_H
#define POOL_H

/*
 * Memory that is taken piece by piece and given back all at once.  Out of
 * memory exits.  Start one with POOL_INIT, end it with pool_free.
 */

#include <stddef.h>

struct pool_block {
	struct pool_block	*next;
	size_t			 used;	/* bytes */
	size_t			 size;	/* bytes */
	_Alignas(max_align_t) char data[];
};

struct pool {
	struct pool_block	*first;
	struct pool_block	*at;		/* in use; those after it are
						 * empty */
};

#define POOL_INIT	{ NULL, NULL }

/* size bytes, fit for any type; they live until the pool is empty again. */
void	*pool_room(struct pool *, size_t size);

/* The same, n times as many and zeroed. */
void	*pool_take(struct pool *, size_t n, size_t size);

/* A NUL-terminated copy of len bytes. */
char	*pool_text(struct pool *, const char *, size_t len);

/* Three strings as one. */
char	*pool_join(struct pool *, const char *, const char *, const char *);

/* Bytes that follow those added before: a pool of which nothing else is taken
 * is a text in blocks. */
void	 pool_add(struct pool *, const char *, size_t len);

/* Make the pool empty, keeping no more than this many blocks for what comes. */
void	 pool_reset(struct pool *, size_t keep);

/* Give everything back and make the pool empty. */
void	 pool_free(struct pool *);

#endif
