#include "thread.h"

#include <sched.h>
#include <stdbool.h>

/* The processors that the caller may use; false where there are more than such
 * a set has room for. */
static bool
allowed(cpu_set_t *set)
{
	return sched_getaffinity(0, sizeof(*set), set) == 0;
}

int
thread_processors(void)
{
	cpu_set_t	 mine;
	int		 n = allowed(&mine) ? CPU_COUNT(&mine) : THREAD_MOST;

	return n < THREAD_MOST ? n : THREAD_MOST;
}

/* Where the caller is not; false when that is nowhere or nobody knows. */
static bool
elsewhere(const cpu_set_t *mine, cpu_set_t *others)
{
	int	 here = sched_getcpu();

	if (here == -1)
		return false;
	*others = *mine;
	CPU_CLR((size_t)here, others);
	return CPU_COUNT(others) > 0;
}

int
thread_start(pthread_t *thread, void *(*function)(void *), void *arg)
{
	cpu_set_t	 mine, others;
	pthread_attr_t	 attr;
	int		 rc = -1;

	if (!allowed(&mine) || !elsewhere(&mine, &others) ||
	    pthread_attr_init(&attr) != 0)
		return pthread_create(thread, NULL, function, arg);
	if (pthread_attr_setaffinity_np(&attr, sizeof(others), &others) == 0)
		rc = pthread_create(thread, &attr, function, arg);
	(void)pthread_attr_destroy(&attr);
	if (rc != 0)
		return pthread_create(thread, NULL, function, arg);
	(void)pthread_setaffinity_np(*thread, sizeof(mine), &mine);
	return 0;
}
