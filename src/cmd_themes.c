#include "cmd.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "file.h"
#include "opts.h"
#include "page.h"
#include "util.h"

const char	 cmd_themes_help[] =
"Examples:\n"
"  tokensnap themes\n"
"  tokensnap themes check mytheme\n"
"\n"
"Usage: tokensnap themes [check FOLDER...]\n"
"\n"
"Lists the bundled themes, or checks the templates and assets of a theme\n"
"without an export.\n"
"\n"
"  -h, --help   this text\n"
"\n"
"Exit: 0 good, 1 failed, 2 usage or a fault in a theme.\n";

static const struct opts_def	 defs[] = {
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
};

int
cmd_theme_folder(const char *theme, struct buf *path)
{
	struct buf	 rel = BUF_INIT;
	int		 rc = 0;

	if (theme == NULL)
		theme = "default";
	if (strchr(theme, '/') != NULL) {
		buf_adds(path, theme);
		return 0;
	}
	buf_addf(&rel, "themes/%s", theme);
	if (theme[0] == '.' || file_shipped(rel.ptr, path) == -1) {
		util_warn("no theme %s (tokensnap themes lists them; a folder "
		    "is given with a /, like ./%s)", theme, theme);
		rc = -1;
	}
	buf_free(&rel);
	return rc;
}

static int
list(void)
{
	struct buf		 path = BUF_INIT;
	struct file_list	 names;
	size_t			 i;
	int			 rc = CMD_FAILED;

	if (file_shipped("themes", &path) == -1) {
		util_warn("no themes beside the program");
	} else if (file_list(AT_FDCWD, path.ptr, &names) == -1) {
		util_warn("%s:", path.ptr);
	} else {
		for (i = 0; i < names.n; i++)
			puts(names.names[i]);
		file_list_free(&names);
		rc = CMD_DONE;
	}
	buf_free(&path);
	return rc;
}

static int
check(const char *dir)
{
	struct theme	*theme;

	if (theme_open(dir, page_wants, PAGE_TEMPLATES, &theme) == -1)
		return CMD_USAGE;
	theme_free(theme);
	printf("%s: good\n", dir);
	return CMD_DONE;
}

int
cmd_themes(int argc, char **argv)
{
	static const struct opts_table	 table = { "themes", defs,
					    sizeof(defs) / sizeof(defs[0]) };
	int				 i, n, rc;

	rc = opts_read(&table, argc, argv, NULL, &n);
	if (rc == 1) {
		fputs(cmd_themes_help, stdout);
		return CMD_DONE;
	}
	if (rc == -1)
		return CMD_USAGE;
	if (n == 0)
		return list();
	if (n < 2 || strcmp(argv[1], "check") != 0) {
		util_warn("themes: check which folder? (see tokensnap help "
		    "themes)");
		return CMD_USAGE;
	}
	for (i = 2; i <= n; i++)
		if ((rc = check(argv[i])) != CMD_DONE)
			return rc;
	return CMD_DONE;
}
