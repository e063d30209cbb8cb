/* fuzz_build and its parts: the whole program but its main. */

#include "fuzz.h"

#include <fcntl.h>
#include <sqlite3.h>
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

void
fuzz_judge(void)
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

int
fuzz_run(const char *path, unsigned options, const char *const *more)
{
	static const char *const	 theme[] = { "default", "default",
					    "contrast", "plain" };
	static const char *const	 size[] = { "2000", "1", "3", "50" };
	static const char *const	 views[] = { "default", "list",
					    "list", "all" };
	char	*argv[32], words[32][48];
	int	 n = 0, i;

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
	for (; more != NULL && *more != NULL; more++)
		WORD(*more);
	WORD(path);
#undef WORD
	for (i = 0; i < n; i++)
		argv[i] = words[i];
	argv[n] = NULL;
	return cmd_build(n, argv);
}

void
fuzz_build(const char *path, unsigned options, const char *const *more)
{
	int	 rc = fuzz_run(path, options, more);

	FUZZ_HOLDS(rc == CMD_DONE || rc == CMD_FAILED);
	if (rc == CMD_DONE)
		fuzz_judge();
	else
		check_nothing();
	FUZZ_HOLDS(file_remove_tree(AT_FDCWD, "archive") == 0);
}

void
fuzz_export(void)
{
	static const char	 sql[] =
	    "CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT "
	    "UNIQUE, name TEXT, email TEXT, role TEXT, active INTEGER, "
	    "created TEXT, purpose TEXT, owner TEXT);"
	    "CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user, name, "
	    "created, expiration, last_used, active INTEGER, revoked);"
	    "INSERT INTO service_users VALUES"
	    "(1, 'a@service', 'Loader', NULL, 'Admin', 0, '2025-01-01', NULL,"
	    " NULL), (2, 'b@service', 'Idle', 'b@x', 'Viewer', 1,"
	    " '2025-01-01', 'p', 'o');"
	    "INSERT INTO tokens VALUES"
	    "(1, 1, 'test', '2025-01-01', NULL, '2026-01-01', 1, NULL),"
	    "(2, 1, 'Nightly load', '2026-10-01', '2026-11-25', NULL, 1,"
	    " NULL), (3, 1, 'old', '2026-01-01', '2026-02-01', '2026-03-01',"
	    " 0, '2026-01-15'), (4, 9, 'orphan', '2026-01-01', NULL, NULL, 1,"
	    " NULL), (5, 1, 'third', '2026-11-01', '2029-11-01', NULL, 1,"
	    " '2026-11-02')";
	unsigned char		*image;
	sqlite3			*db;
	sqlite3_int64		 size = 0;

	FUZZ_HOLDS(sqlite3_open(":memory:", &db) == SQLITE_OK);
	FUZZ_HOLDS(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
	image = sqlite3_serialize(db, "main", &size, 0);
	FUZZ_HOLDS(image != NULL);
	fuzz_write("export.db", image, (size_t)size);
	sqlite3_free(image);
	(void)sqlite3_close(db);
}
