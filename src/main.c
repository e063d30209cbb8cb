#include <sys/mman.h>

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "hash.h"
#include "settings.h"
#include "tal.h"
#include "util.h"

#define HUGE_PAGE	(2 << 20)
#define HEAP		(24 << 20)	/* bytes in huge pages */
#define LARGE		(1 << 20)	/* given back when they are freed */

static const struct {
	const char	*name;
	int		(*run)(int, char **);
	const char	*help;
	const char	*what;
} commands[] = {
	{ "build", cmd_build, settings_help,
	    "publish a snapshot of an export" },
	{ "diff", cmd_diff, cmd_diff_help,
	    "print what has changed between two snapshots" },
	{ "index", cmd_index, cmd_index_help,
	    "rebuild the index of an archive" },
	{ "findings", cmd_findings, cmd_findings_help,
	    "print the rules that tokens are held against" },
	{ "tables", cmd_tables, cmd_tables_help,
	    "print what the tables of a snapshot hold" },
	{ "themes", cmd_themes, cmd_themes_help,
	    "list the themes, or check one" },
	{ "verify", cmd_verify, cmd_verify_help,
	    "check that a snapshot is whole and unchanged" },
};

#define NCOMMANDS	(sizeof(commands) / sizeof(commands[0]))

static void
overview(void)
{
	size_t	 i;

	printf("Example:\n  tokensnap build -o archive export.db\n\n"
	    "Usage: tokensnap COMMAND ...\n\n");
	for (i = 0; i < NCOMMANDS; i++)
		printf("  %-8s %s\n", commands[i].name, commands[i].what);
	printf("  %-8s explain a command\n\n"
	    "tokensnap --version prints the version.\n", "help");
}

static int
find(const char *name)
{
	const char	*names[NCOMMANDS], *near;
	size_t		 i;

	for (i = 0; i < NCOMMANDS; i++) {
		names[i] = commands[i].name;
		if (strcmp(name, names[i]) == 0)
			return (int)i;
	}
	near = util_nearest(name, names, NCOMMANDS);
	if (near != NULL)
		util_warn("no command %s (did you mean %s?)", name, near);
	else
		util_warn("no command %s (see tokensnap help)", name);
	return -1;
}

static int
dispatch(int argc, char **argv)
{
	int	 i;

	if (argc < 2) {
		util_warn("which command? (see tokensnap help)");
		return CMD_USAGE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("tokensnap %s\n", TOKENSNAP_VERSION);
		return CMD_DONE;
	}
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
	    strcmp(argv[1], "-h") == 0) {
		if (argc == 2) {
			overview();
			return CMD_DONE;
		}
		if ((i = find(argv[2])) == -1)
			return CMD_USAGE;
		fputs(commands[i].help, stdout);
		return CMD_DONE;
	}
	if ((i = find(argv[1])) == -1)
		return CMD_USAGE;
	return commands[i].run(argc - 1, argv + 1);
}

/* A closed one would become the next file that is opened, and messages would
 * end in a page.  In its place stands what cannot be written either. */
static void
hold_standard_files(void)
{
	int	 fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
		    open("/dev/null", O_RDONLY) != fd)
			util_die("/dev/null:");
}

/*
 * Memory is taken from one heap whose pages are huge where the system offers
 * that: a run fills 20 MiB within a few hundredths of a second, and to be
 * handed them in pieces of 4 KiB can take as long again.  What is large goes
 * back to the system when it is freed.  All of this is advice; without it
 * everything works as well.  See mallopt(3) and madvise(2).
 */
static void
heap_init(void)
{
#ifdef __GLIBC__
	static void	*unused;	/* up to the first huge page */
	uintptr_t	 start = (uintptr_t)sbrk(0), end, first;

	(void)mallopt(M_ARENA_MAX, 1);
	(void)mallopt(M_TRIM_THRESHOLD, 2 * HEAP);
	(void)mallopt(M_TOP_PAD, HEAP);
	(void)mallopt(M_MMAP_THRESHOLD, HEAP);
	unused = malloc(HUGE_PAGE);
	(void)mallopt(M_TOP_PAD, 128 * 1024);	/* as it was */
	(void)mallopt(M_MMAP_THRESHOLD, LARGE);
	end = (uintptr_t)sbrk(0);
	/* The allocator has written behind what it gave: that page is small. */
	first = (((uintptr_t)unused + HUGE_PAGE + 64) | (HUGE_PAGE - 1)) + 1;
	if (end < start + HEAP || first < start || first > end) {
		/* Another allocator, or there is no such room. */
		free(unused);
		return;
	}
	(void)madvise((void *)first, end - first, MADV_HUGEPAGE);
	unused = realloc(unused, first - (uintptr_t)unused);
#endif
}

int
main(int argc, char **argv)
{
	int	 rc;

	hold_standard_files();
	heap_init();
	/* A write that cannot be done is an error to report, not a death. */
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	hash_init();
	tal_init();
	rc = dispatch(argc, argv);
	if (fflush(stdout) == EOF || ferror(stdout)) {
		util_warn("standard output:");
		if (rc == CMD_DONE)
			rc = CMD_FAILED;
	}
	return rc;
}
