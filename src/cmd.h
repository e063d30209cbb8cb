#ifndef CMD_H
#define CMD_H

/* The commands; each takes its own argv and returns the exit code. */

enum cmd_exit {
	CMD_DONE = 0,
	CMD_FAILED = 1,		/* nothing published */
	CMD_USAGE = 2,		/* command line, theme or configuration */
	CMD_FINDINGS = 3,	/* published, with findings as --fail-on says */
	CMD_DAMAGED = 4,	/* verify found damage */
	CMD_EXISTS = 5,		/* that snapshot is there already */
	CMD_LOCKED = 6		/* another run holds the archive */
};

int	 cmd_build(int argc, char **argv);
int	 cmd_diff(int argc, char **argv);
int	 cmd_index(int argc, char **argv);
int	 cmd_findings(int argc, char **argv);
int	 cmd_verify(int argc, char **argv);
int	 cmd_tables(int argc, char **argv);
int	 cmd_themes(int argc, char **argv);

/*
 * Append the folder of a theme: a name without '/' is one of the bundled
 * themes, NULL the default one.  Returns 0, or -1 with the reason printed.
 */
struct buf;
int	 cmd_theme_folder(const char *theme, struct buf *);

/* What "help COMMAND" prints; that of build is settings_help. */
extern const char cmd_findings_help[];
extern const char cmd_verify_help[], cmd_themes_help[],
	    cmd_tables_help[], cmd_diff_help[], cmd_index_help[];

#endif
