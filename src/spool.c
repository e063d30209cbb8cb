#include "spool.h"

#include <pthread.h>
#include <stdlib.h>

#include <sqlite3.h>

#include "util.h"

struct spool {
	pthread_mutex_t	 mutex;
	sqlite3		*db;
	sqlite3_stmt	*insert;
};

static int
failed(struct spool *s)
{
	util_warn("list of files: %s", sqlite3_errmsg(s->db));
	return -1;
}

struct spool *
spool_new(void)
{
	struct spool	*s = xcalloc(1, sizeof(*s));

	(void)pthread_mutex_init(&s->mutex, NULL);
	/* An empty name is a database that is deleted as it is opened. */
	if (sqlite3_open_v2("", &s->db, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
	    sqlite3_exec(s->db, "PRAGMA cache_size = -400;"
	    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
	    "CREATE TABLE file(path TEXT, size INTEGER, sha256 BLOB, "
	    "sha512 BLOB); BEGIN", NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(s->db, "INSERT INTO file VALUES(?1,?2,?3,?4)",
	    -1, &s->insert, NULL) != SQLITE_OK) {
		(void)failed(s);
		spool_free(s);
		return NULL;
	}
	return s;
}

int
spool_add(struct spool *s, const struct spool_entry *e)
{
	int	 i, rc = -1;

	(void)pthread_mutex_lock(&s->mutex);
	if (sqlite3_bind_text(s->insert, 1, e->path, -1, SQLITE_STATIC) !=
	    SQLITE_OK || sqlite3_bind_int64(s->insert, 2, e->size) !=
	    SQLITE_OK)
		goto out;
	for (i = 0; i < HASH_KINDS; i++)
		if (sqlite3_bind_blob(s->insert, 3 + i, e->digest[i],
		    (int)hash_len((enum hash_kind)i), SQLITE_STATIC) !=
		    SQLITE_OK)
			goto out;
	if (sqlite3_step(s->insert) != SQLITE_DONE ||
	    sqlite3_reset(s->insert) != SQLITE_OK)
		goto out;
	rc = 0;
out:
	if (rc == -1)
		(void)failed(s);
	(void)pthread_mutex_unlock(&s->mutex);
	return rc;
}

int
spool_each(struct spool *s, spool_visit *visit, void *arg)
{
	struct spool_entry	 e;
	sqlite3_stmt		*stmt;
	int			 i, rc, result = 0;

	if (sqlite3_prepare_v2(s->db, "SELECT path, size, sha256, sha512 "
	    "FROM file ORDER BY path COLLATE BINARY", -1, &stmt, NULL) !=
	    SQLITE_OK)
		return failed(s);
	while (result == 0 && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		for (i = 0; i < HASH_KINDS; i++)
			e.digest[i] = sqlite3_column_blob(stmt, 2 + i);
		e.path = (const char *)sqlite3_column_text(stmt, 0);
		e.size = sqlite3_column_int64(stmt, 1);
		result = e.path != NULL ? visit(arg, &e) : failed(s);
	}
	if (result == 0 && rc != SQLITE_DONE)
		result = failed(s);
	sqlite3_finalize(stmt);
	return result;
}

void
spool_free(struct spool *s)
{
	if (s == NULL)
		return;
	sqlite3_finalize(s->insert);
	(void)sqlite3_close(s->db);
	(void)pthread_mutex_destroy(&s->mutex);
	free(s);
}
