/* thread: where threads begin and where they may run. */

#include "harness.h"

#include <sched.h>

#include "thread.h"

struct seen {
	int		 began;		/* on this processor */
	cpu_set_t	 may;		/* run on these, once told to look */
	pthread_mutex_t	 told;
};

static void *
look(void *arg)
{
	struct seen	*s = arg;

	s->began = sched_getcpu();
	pthread_mutex_lock(&s->told);
	assert_int_equal(sched_getaffinity(0, sizeof(s->may), &s->may), 0);
	return s;
}

/* Start one and wait until it has ended. */
static void
run(struct seen *s)
{
	pthread_t	 thread;
	void		*result;

	pthread_mutex_init(&s->told, NULL);
	pthread_mutex_lock(&s->told);
	assert_int_equal(thread_start(&thread, look, s), 0);
	pthread_mutex_unlock(&s->told);
	assert_int_equal(pthread_join(thread, &result), 0);
	assert_ptr_equal(result, s);
	pthread_mutex_destroy(&s->told);
}

static void
may_run_anywhere(void **state)
{
	struct seen	 s;
	cpu_set_t	 mine, after;

	(void)state;
	assert_int_equal(sched_getaffinity(0, sizeof(mine), &mine), 0);
	run(&s);
	assert_true(CPU_EQUAL(&s.may, &mine));
	assert_int_equal(sched_getaffinity(0, sizeof(after), &after), 0);
	assert_true(CPU_EQUAL(&after, &mine));
}

/* Kept to one processor, as by taskset(1). */
static void
stays_where_it_may(void **state)
{
	struct seen	 s;
	cpu_set_t	 mine, one;
	int		 here = sched_getcpu(), most;

	(void)state;
	assert_int_equal(sched_getaffinity(0, sizeof(mine), &mine), 0);
	most = CPU_COUNT(&mine);
	assert_int_equal(thread_processors(), most < THREAD_MOST ? most :
	    THREAD_MOST);
	CPU_ZERO(&one);
	CPU_SET((size_t)here, &one);
	assert_int_equal(sched_setaffinity(0, sizeof(one), &one), 0);
	assert_int_equal(thread_processors(), 1);
	run(&s);
	assert_int_equal(s.began, here);
	assert_true(CPU_EQUAL(&s.may, &one));
	assert_int_equal(sched_setaffinity(0, sizeof(mine), &mine), 0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(may_run_anywhere),
		cmocka_unit_test(stays_where_it_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
