/*
 * measure COMMAND [ARGUMENT...]: run a command with its output thrown away and
 * print its seconds, user and kernel CPU seconds and peak memory in KiB.
 *
 * Why not from Python: the kernel takes the peak of a process before exec into
 * its ru_maxrss, and that is a copy of whoever forked it (with vfork and
 * posix_spawn the very same memory), so nothing measured by a Python looks
 * smaller than Python.  This program takes up less than a megabyte, which is
 * the least it can report.  Of a command that runs others it is the peak of
 * the largest; CPU is the sum.
 */
#include <sys/types.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void
run(char **command)
{
	int	 fd = open("/dev/null", O_WRONLY);

	if (fd == -1 || dup2(fd, STDOUT_FILENO) == -1)
		err(127, "/dev/null");
	execvp(command[0], command);
	err(127, "%s", command[0]);
}

int
main(int argc, char **argv)
{
	struct rusage	 usage;
	struct timespec	 start, end;
	pid_t		 pid;
	int		 status;

	if (argc < 2)
		errx(127, "usage: measure command [argument...]");
	clock_gettime(CLOCK_MONOTONIC, &start);
	if ((pid = fork()) == -1)
		err(127, "fork");
	if (pid == 0)
		run(argv + 1);
	if (wait4(pid, &status, 0, &usage) == -1)
		err(127, "wait4");
	clock_gettime(CLOCK_MONOTONIC, &end);
	printf("%.6f %.6f %.6f %ld\n",
	    (double)(end.tv_sec - start.tv_sec) +
	    (double)(end.tv_nsec - start.tv_nsec) / 1e9,
	    seconds(usage.ru_utime), seconds(usage.ru_stime),
	    usage.ru_maxrss);
	if (fflush(stdout) == EOF)
		err(127, "stdout");
	return WIFEXITED(status) ? WEXITSTATUS(status) :
	    128 + WTERMSIG(status);
}
