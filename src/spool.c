/*
 * Entries are sorted once, when they are visited for the first time.  Those
 * that are added later are few, the manifests themselves, and kept beside.
 */

#include "spool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"
#include "sorter.h"
#include "util.h"

#define MEMORY	((size_t)1 << 20)	/* bytes of entries at a time */

/* The path follows, after the digests that there are. */
struct packed {
	int64_t		 size;
	uint32_t	 path;		/* where it begins */
	uint8_t		 has[HASH_KINDS];
	char		 data[];
};

struct spool {
	pthread_mutex_t	  mutex;
	struct sorter	 *sorter;
	bool		  sorted;
	struct packed	**late;		/* in the pool */
	size_t		  nlate;
	struct pool	  pool;
};

static const char *
path_of(const struct packed *k)
{
	return k->data + k->path;
}

static int
path_cmp(const void *a, const void *b)
{
	return strcmp(path_of(a), path_of(b));
}

static int
late_cmp(const void *a, const void *b)
{
	return path_cmp(*(struct packed *const *)a,
	    *(struct packed *const *)b);
}

struct spool *
spool_new(int dirfd)
{
	struct spool	*s = xcalloc(1, sizeof(*s));

	(void)pthread_mutex_init(&s->mutex, NULL);
	s->sorter = sorter_new(dirfd, MEMORY, false, path_cmp);
	return s;
}

static struct packed *
room(struct spool *s, size_t len)
{
	struct packed	*k;

	if (!s->sorted)
		return sorter_add(s->sorter, 0, len);
	k = pool_take(&s->pool, 1, len);
	s->late = xreallocarray(s->late, s->nlate + 1, sizeof(*s->late));
	s->late[s->nlate++] = k;
	return k;
}

int
spool_add(struct spool *s, const struct spool_entry *e)
{
	struct packed	*k;
	size_t		 len = strlen(e->path) + 1, digests = 0;
	char		*p;
	int		 i;

	for (i = 0; i < HASH_KINDS; i++)
		if (e->digest[i] != NULL)
			digests += hash_len((enum hash_kind)i);
	(void)pthread_mutex_lock(&s->mutex);
	if ((k = room(s, sizeof(*k) + digests + len)) != NULL) {
		memset(k, 0, sizeof(*k));
		k->size = e->size;
		k->path = (uint32_t)digests;
		p = k->data;
		for (i = 0; i < HASH_KINDS; i++)
			if (e->digest[i] != NULL) {
				k->has[i] = 1;
				p = mempcpy(p, e->digest[i],
				    hash_len((enum hash_kind)i));
			}
		memcpy(p, e->path, len);
	}
	(void)pthread_mutex_unlock(&s->mutex);
	return k != NULL ? 0 : -1;
}

static int
visit_one(const struct packed *k, spool_visit *visit, void *arg)
{
	struct spool_entry	 e = { .path = path_of(k), .size = k->size };
	const char		*p = k->data;
	int			 i;

	for (i = 0; i < HASH_KINDS; i++)
		if (k->has[i] != 0) {
			e.digest[i] = (const uint8_t *)p;
			p += hash_len((enum hash_kind)i);
		}
	return visit(arg, &e);
}

int
spool_each(struct spool *s, spool_visit *visit, void *arg)
{
	const void	*rec = NULL;
	uint64_t	 major;
	size_t		 late = 0;
	int		 rc, result = 0;

	if (s->sorted)
		sorter_rewind(s->sorter);
	else if (sorter_done(s->sorter) == -1)
		return -1;
	s->sorted = true;
	if (s->nlate > 0)
		qsort(s->late, s->nlate, sizeof(*s->late), late_cmp);
	while (result == 0 &&
	    (rc = sorter_next(s->sorter, &major, &rec)) == 1) {
		while (result == 0 && late < s->nlate &&
		    path_cmp(s->late[late], rec) < 0)
			result = visit_one(s->late[late++], visit, arg);
		if (result == 0)
			result = visit_one(rec, visit, arg);
	}
	if (result == 0 && rc == -1)
		return -1;
	while (result == 0 && late < s->nlate)
		result = visit_one(s->late[late++], visit, arg);
	return result;
}

void
spool_free(struct spool *s)
{
	if (s == NULL)
		return;
	sorter_free(s->sorter);
	free(s->late);
	pool_free(&s->pool);
	(void)pthread_mutex_destroy(&s->mutex);
	free(s);
}
