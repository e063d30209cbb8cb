/* fuzz_build: the whole program but its main. */

#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../oracle/oracle.h"
#include "cmd.h"
#include "file.h"
#include "theme.h"

#define AS_OF		"2026-11-23T15:43:00Z"

int	 __real_theme_open(const char *, const struct theme_want *, size_t,
	    struct theme **);
int	 __wrap_theme_open(const char *, const struct theme_want *, size_t,
	    struct theme **);
void	 __wrap_theme_free(struct theme *);

/* Themes are the same each time, and reading one takes longer than a build. */
static struct {
	char		*dir;
	struct theme	*theme;
} themes[4];

int
__wrap_theme_open(const char *dir, const struct theme_want *want, size_t n,
    struct theme **out)
{
	size_t	 i;

	for (i = 0; themes[i].dir != NULL; i++)
		if (strcmp(themes[i].dir, dir) == 0)
			break;
	FUZZ_HOLDS(i < 3);
	if (themes[i].dir == NULL) {
		themes[i].dir = strdup(dir);
		FUZZ_HOLDS(__real_theme_open(dir, want, n, &themes[i].theme) ==
		    0);
	}
	*out = themes[i].theme;
	return 0;
}

void
__wrap_theme_free(struct theme *t)
{
	(void)t;
}

static void
check_snapshot(void)
{
	struct oracle	 o = { 0, 0, NULL, NULL, NULL };

	FUZZ_HOLDS(fuzz_verify("archive", false) == CMD_DONE);
	oracle_walk(&o, "archive");
	if (o.faults > 0) {
		/* Once more, so that they are seen. */
		(void)fflush(stdout);
		(void)dup2(STDERR_FILENO, STDOUT_FILENO);
		oracle_walk(&o, "archive");
		(void)fflush(stdout);
	}
	FUZZ_HOLDS(o.faults == 0 && o.pages > 2);
}

/* Only the lock is there. */
static void
check_nothing(void)
{
	struct file_list	 list;

	FUZZ_HOLDS(file_list(AT_FDCWD, "archive", &list) == 0);
	FUZZ_HOLDS(list.n == 1);
	file_list_free(&list);
}

void
fuzz_build(const char *path, unsigned options)
{
	static const char *const	 theme[] = { "default", "default",
					    "contrast", "plain" };
	static const char *const	 size[] = { "2000", "1", "3", "50" };
	static const char *const	 views[] = { "default", "list",
					    "list", "all" };
	char	*argv[32], words[32][48];
	int	 n = 0, i, rc;

#define WORD(w)	(void)snprintf(words[n++], sizeof(words[0]), "%s", (w))
	WORD("build");
	WORD("-q");
	WORD("--no-sync");
	WORD("--jobs=1");
	WORD("--as-of=" AS_OF);
	WORD("--timezone=Europe/Berlin");
	WORD("--output=archive");
	WORD("--theme");
	WORD(theme[options & 3]);
	WORD("--page-size");
	WORD(size[options >> 2 & 3]);
	WORD("--views");
	WORD(views[options >> 4 & 3]);
	if ((options & 64) == 0)
		WORD("--lenient");
	if ((options & 128) != 0)
		WORD("--single-file");
	WORD(path);
#undef WORD
	for (i = 0; i < n; i++)
		argv[i] = words[i];
	argv[n] = NULL;
	rc = cmd_build(n, argv);
	FUZZ_HOLDS(rc == CMD_DONE || rc == CMD_FAILED);
	if (rc == CMD_DONE)
		check_snapshot();
	else
		check_nothing();
	FUZZ_HOLDS(file_remove_tree(AT_FDCWD, "archive") == 0);
}
