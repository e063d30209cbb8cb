/*
 * Connections to the private copy.  They are opened for writing although
 * nothing is written (query_only): a read-only connection of SQLite 3.40 skips
 * CHECK constraints in integrity_check.  The copy is ours alone, so no lock is
 * needed (nolock), and several connections can read it side by side.
 */

#include "source.h"

#include <sys/stat.h>

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "ahead.h"
#include "util.h"

/* Instructions between two looks at the clock.  One can take some 30 ms: a
 * function may make VALUE_MAX bytes. */
#define PROGRESS_STEPS	10000
#define VALUE_MAX	(16 << 20)	/* bytes of one value or row */
#define FOLDER_MAX	480		/* bytes of its path, without a name */

/* SQLite has room for 512 bytes of a whole path, and says of a longer one only
 * that it cannot open the file. */
static int
check_length(const char *dir)
{
	char	*path = realpath(dir, NULL);
	size_t	 len;

	if (path == NULL) {
		util_warn("%s:", dir);
		return -1;
	}
	len = strlen(path);
	free(path);
	if (len <= FOLDER_MAX)
		return 0;
	util_warn("%s: its path has %zu bytes, and SQLite takes no more than "
	    "%d", dir, len, FOLDER_MAX);
	return -1;
}

int
source_temp_folder(const char *dir)
{
	struct stat	 st;

	sqlite3_free(sqlite3_temp_directory);
	sqlite3_temp_directory = NULL;
	if (dir == NULL)
		return 0;
	/* SQLite would go to the system's folder without a word. */
	if (stat(dir, &st) == -1 || access(dir, W_OK | X_OK) == -1) {
		util_warn("%s:", dir);
		return -1;
	}
	if (!S_ISDIR(st.st_mode)) {
		util_warn("%s: is not a directory", dir);
		return -1;
	}
	if (check_length(dir) == -1)
		return -1;
	if (sqlite3_initialize() != SQLITE_OK ||
	    (sqlite3_temp_directory = sqlite3_mprintf("%s", dir)) == NULL) {
		util_warn("SQLite cannot start");
		return -1;
	}
	return 0;
}

/* Ends a statement that takes far too long: a CHECK made to hang us. */
static int
over_budget(void *arg)
{
	const struct source	*s = arg;

	return source_clock() > s->deadline;
}

static int
set_config(sqlite3 *db)
{
	static const struct {
		int	 option, value;
	} configs[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0 },
	};
	size_t	 i;

	for (i = 0; i < sizeof(configs) / sizeof(configs[0]); i++)
		if (sqlite3_db_config(db, configs[i].option, configs[i].value,
		    NULL) != SQLITE_OK)
			return -1;
	return 0;
}

static void
set_limits(sqlite3 *db)
{
	static const struct {
		int	 id, value;
	} limits[] = {
		{ SQLITE_LIMIT_LENGTH, VALUE_MAX },
		{ SQLITE_LIMIT_SQL_LENGTH, 1000000 },
		{ SQLITE_LIMIT_COLUMN, 200 },
		{ SQLITE_LIMIT_EXPR_DEPTH, 40 },
		{ SQLITE_LIMIT_COMPOUND_SELECT, 3 },
		{ SQLITE_LIMIT_VDBE_OP, 100000 },
		{ SQLITE_LIMIT_FUNCTION_ARG, 40 },
		{ SQLITE_LIMIT_ATTACHED, 0 },
		{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50 },
		{ SQLITE_LIMIT_VARIABLE_NUMBER, 10 },
		{ SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
		{ SQLITE_LIMIT_WORKER_THREADS, 0 },
	};
	size_t	 i;

	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		(void)sqlite3_limit(db, limits[i].id, limits[i].value);
}

/*
 * The path as a URI, with what has a meaning there escaped.  An absolute one
 * comes after an empty authority, or "//tmp" would name the host tmp; a
 * relative one after "./", or ":memory:" would be no file.
 */
static void
put_uri(struct buf *b, const char *path)
{
	buf_adds(b, *path == '/' ? "file://" : "file:./");
	for (; *path != '\0'; path++)
		if (strchr("%?#", *path) != NULL)
			buf_addf(b, "%%%02X", (unsigned char)*path);
		else
			buf_addc(b, *path);
	BUF_LIT(b, "?mode=rw&nolock=1");
}

/* Print what the integrity check found, in one line. */
static void
print_damage(const struct source *s, const char *text)
{
	static const char	 head[] = "*** in database main ***\n";

	if (strncmp(text, head, sizeof(head) - 1) == 0)
		text += sizeof(head) - 1;
	util_warn("%s: damaged: %.*s", s->path, (int)strcspn(text, "\n"),
	    text);
}

/* Print why the last call failed; db is NULL when there was no memory. */
static void
print_fault(const struct source *s, sqlite3 *db)
{
	switch (sqlite3_errcode(db) & 0xff) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_ERROR:	/* the schema names what is not there */
		print_damage(s, sqlite3_errmsg(db));
		break;
	case SQLITE_INTERRUPT:
		util_warn("%s: takes too long to check", s->path);
		break;
	default:
		if ((errno = sqlite3_system_errno(db)) != 0)
			util_warn("%s: %s:", s->path, sqlite3_errmsg(db));
		else
			util_warn("%s: %s", s->path, sqlite3_errmsg(db));
	}
}

int
source_connect(const struct source *s, sqlite3 **out)
{
	struct buf	 uri = BUF_INIT;
	sqlite3		*db = NULL;
	int		 rc;

	*out = NULL;
	put_uri(&uri, s->copy);
	rc = sqlite3_open_v2(uri.ptr, &db, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
	buf_free(&uri);
	if (rc != SQLITE_OK || set_config(db) == -1)
		goto fail;
	ahead_read(db);
	(void)sqlite3_extended_result_codes(db, 1);
	set_limits(db);
	sqlite3_progress_handler(db, PROGRESS_STEPS, over_budget,
	    (void *)(uintptr_t)s);
	if (sqlite3_exec(db, "PRAGMA trusted_schema = 0;"
	    "PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0;"
	    "PRAGMA temp_store = 1; PRAGMA cache_size = -1000;"
	    "PRAGMA query_only = 1", NULL, NULL, NULL) != SQLITE_OK)
		goto fail;
	*out = db;
	return 0;
fail:
	print_fault(s, db);
	(void)sqlite3_close(db);
	return -1;
}

int
source_integrity(const struct source *s, sqlite3 *db)
{
	sqlite3_stmt	*stmt = NULL;
	const char	*text = NULL;
	int		 rc, result = -1;

	rc = sqlite3_prepare_v2(db, "PRAGMA main.integrity_check(1)", -1,
	    &stmt, NULL);
	if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		text = (const char *)sqlite3_column_text(stmt, 0);
	if (text != NULL && strcmp(text, "ok") != 0)
		print_damage(s, text);
	else if (text != NULL && (rc = sqlite3_step(stmt)) == SQLITE_DONE)
		result = 0;
	else
		print_fault(s, db);
	sqlite3_finalize(stmt);
	return result;
}

static bool
may_read(const struct source_allowed *allowed, const char *table,
    const char *column)
{
	size_t	 i;

	for (i = 0; i < allowed->n; i++)
		if (sqlite3_stricmp(table, allowed->columns[i].table) == 0 &&
		    (column[0] == '\0' ||
		    sqlite3_stricmp(column, allowed->columns[i].column) == 0))
			return true;
	return false;
}

static bool
may_call(const char *function)
{
	static const char *const names[] = { "char", "coalesce", "count",
	    "hex", "ifnull", "length", "lower", "max", "min", "nullif",
	    "quote", "row_number", "sum", "total", "trim", "typeof" };
	size_t	 i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (sqlite3_stricmp(function, names[i]) == 0)
			return true;
	return false;
}

/* Asked once for each thing that a statement does, when it is prepared.  A
 * column of a WITH table or a subquery is asked for where it is read. */
static int
authorize(void *arg, int action, const char *first, const char *second,
    const char *database, const char *trigger)
{
	const struct source_allowed	*allowed = arg;
	bool				 may = false;

	/* Names the WITH table or subquery that reads; there are no views. */
	(void)trigger;
	(void)database;
	if (action == SQLITE_SELECT)
		may = true;
	else if (action == SQLITE_READ && first != NULL && second != NULL)
		may = may_read(allowed, first, second);
	else if (action == SQLITE_FUNCTION && second != NULL)
		may = may_call(second);
	return may ? SQLITE_OK : SQLITE_DENY;
}

void
source_confine(sqlite3 *db, const struct source_allowed *allowed)
{
	(void)sqlite3_set_authorizer(db, authorize,
	    (void *)(uintptr_t)allowed);
}
