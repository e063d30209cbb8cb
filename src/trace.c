/*
 * The canonical form is that of SQLite's quote(), written here and not asked
 * for: a million rows go through it.  NULL is NULL, an INTEGER its digits, a
 * BLOB X'0AFF' in capitals, TEXT stands in apostrophes, each one in it doubled,
 * and ends before its first NUL.  Only for a REAL SQLite is asked, since how
 * it rounds is its own affair.
 */

#include "trace.h"

#include <stdlib.h>

#include "hash.h"
#include "util.h"

#define FLUSH	((size_t)32 << 10)	/* bytes hashed at a time */

struct track {
	int64_t		 runs, rows;
	struct hash	*hash;		/* NULL: no row yet */
	struct buf	 text;		/* not hashed yet */
	bool		 closed;	/* digest is there */
	char		 digest[65];
};

struct trace {
	struct track	 of[SQL_STATEMENTS];
};

struct trace *
trace_new(void)
{
	struct trace	*t = xcalloc(1, sizeof(*t));
	int		 i;

	for (i = 0; i < SQL_STATEMENTS; i++)
		t->of[i].text = (struct buf)BUF_INIT;
	return t;
}

void
trace_free(struct trace *t)
{
	int	 i;

	for (i = 0; t != NULL && i < SQL_STATEMENTS; i++) {
		hash_free(t->of[i].hash);
		buf_free(&t->of[i].text);
	}
	free(t);
}

static void
flush(struct track *k)
{
	if (k->hash == NULL)
		k->hash = hash_new(HASH_SHA256);
	hash_update(k->hash, k->text.ptr, k->text.len);
	buf_reset(&k->text);
}

/* Long values go in pieces: memory stays what it is. */
static void
put_blob(struct track *k, const unsigned char *p, size_t len)
{
	static const char	 hex[] = "0123456789ABCDEF";
	char			*o;
	size_t			 i, n;

	BUF_LIT(&k->text, "X'");
	for (; len > 0; p += n, len -= n) {
		n = len < FLUSH ? len : FLUSH;
		o = buf_room(&k->text, 2 * n);
		for (i = 0; i < n; i++) {
			*o++ = hex[p[i] >> 4];
			*o++ = hex[p[i] & 15];
		}
		*o = '\0';
		k->text.len += 2 * n;
		if (k->text.len >= FLUSH)
			flush(k);
	}
	buf_addc(&k->text, '\'');
}

static void
put_text(struct track *k, const char *p, size_t len)
{
	const char	*end;
	size_t		 n;

	if ((end = memchr(p, '\0', len)) != NULL)
		len = (size_t)(end - p);
	buf_addc(&k->text, '\'');
	while (len > 0) {
		end = memchr(p, '\'', len);
		n = end != NULL ? (size_t)(end - p) + 1 : len;
		if (n > FLUSH)
			n = FLUSH;
		buf_add(&k->text, p, n);
		if (p[n - 1] == '\'')
			buf_addc(&k->text, '\'');
		if (k->text.len >= FLUSH)
			flush(k);
		p += n;
		len -= n;
	}
	buf_addc(&k->text, '\'');
}

/* As this SQLite writes it. */
static void
put_real(struct track *k, sqlite3 *db, const sqlite3_value *v)
{
	sqlite3_stmt	*stmt = NULL;
	const char	*text = NULL;

	if (sqlite3_prepare_v2(db, "SELECT quote(?1)", -1, &stmt, NULL) ==
	    SQLITE_OK && sqlite3_bind_value(stmt, 1, v) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		text = (const char *)sqlite3_column_text(stmt, 0);
	if (text == NULL)
		util_die("SQLite cannot quote a number: %s",
		    sqlite3_errmsg(db));
	buf_adds(&k->text, text);
	sqlite3_finalize(stmt);
}

static void
put_value(struct track *k, sqlite3_stmt *stmt, int column)
{
	sqlite3_value	*v = sqlite3_column_value(stmt, column);
	const void	*p;

	switch (sqlite3_value_type(v)) {
	case SQLITE_NULL:
		BUF_LIT(&k->text, "NULL");
		break;
	case SQLITE_INTEGER:
		buf_num(&k->text, sqlite3_value_int64(v));
		break;
	case SQLITE_FLOAT:
		put_real(k, sqlite3_db_handle(stmt), v);
		break;
	case SQLITE_BLOB:
		p = sqlite3_value_blob(v);
		put_blob(k, p, (size_t)sqlite3_value_bytes(v));
		break;
	default:
		if ((p = sqlite3_value_text(v)) == NULL)
			util_die("out of memory");
		put_text(k, p, (size_t)sqlite3_value_bytes(v));
	}
}

void
trace_row(struct trace *t, enum sql_id id, sqlite3_stmt *stmt)
{
	struct track	*k = &t->of[id];
	int		 i, n = sqlite3_column_count(stmt);

	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_addc(&k->text, '|');
		put_value(k, stmt, i);
	}
	buf_addc(&k->text, '\n');
	k->rows++;
	if (k->text.len >= FLUSH)
		flush(k);
}

void
trace_end(struct trace *t, enum sql_id id)
{
	t->of[id].runs++;
}

void
trace_facts(struct trace *t, enum sql_id id, struct trace_facts *out)
{
	struct track	*k = &t->of[id];
	uint8_t		 digest[HASH_MAX];

	if (!k->closed) {
		flush(k);
		hash_final(k->hash, digest);
		hash_hex(digest, hash_len(HASH_SHA256), k->digest);
		k->closed = true;
	}
	out->runs = k->runs;
	out->rows = k->rows;
	memcpy(out->sha256, k->digest, sizeof(out->sha256));
}
