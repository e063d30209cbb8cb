#ifndef POOL_H
#define POOL_H

/*
 * Memory that is taken piece by piece and given back all at once.  Out of
 * memory exits.  Start one with POOL_INIT, end it with pool_free.
 */

#include <stddef.h>

struct pool {
	struct pool_block	*blocks;	/* newest first */
};

#define POOL_INIT	{ NULL }

/* size zeroed bytes, fit for any type; they live until pool_free. */
void	*pool_take(struct pool *, size_t n, size_t size);

/* A NUL-terminated copy of len bytes. */
char	*pool_text(struct pool *, const char *, size_t len);

/* Three strings as one. */
char	*pool_join(struct pool *, const char *, const char *, const char *);

/* Give everything back and make the pool empty. */
void	 pool_free(struct pool *);

#endif
