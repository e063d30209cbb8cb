#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "hash.h"
#include "settings.h"
#include "tal.h"
#include "util.h"

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

int
main(int argc, char **argv)
{
	int	 rc;

	hold_standard_files();
	/* What is large goes back to the system when it is freed: left to
	 * itself the GNU C library soon keeps all of it. */
#ifdef M_MMAP_THRESHOLD
	(void)mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
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
