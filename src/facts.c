#include "facts.h"

#include <limits.h>
#include <stdlib.h>

#include <sqlite3.h>

#include "util.h"

#define PROVENANCE	"data/provenance.json"
#define NUMBER_MOST	1000000000000000LL	/* sums stay far from 2^63 */

/* One row for each member: the type of its group, its own type, its value. */
static const char	 members_sql[] =
    "SELECT json_type(?1, '$.' || ?2), json_type(?1, '$.' || ?2 || '.' || ?3),"
    " json_extract(?1, '$.' || ?2 || '.' || ?3)";

struct facts {
	sqlite3		*db;
	sqlite3_stmt	*members;
	sqlite3_stmt	*valid;
};

struct facts *
facts_new(void)
{
	struct facts	*f = xcalloc(1, sizeof(*f));

	if (sqlite3_open_v2(":memory:", &f->db, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(f->db, members_sql, -1, &f->members, NULL) ==
	    SQLITE_OK &&
	    sqlite3_prepare_v2(f->db, "SELECT json_valid(?1) AND "
	    "json_type(?1) = 'object'", -1, &f->valid, NULL) == SQLITE_OK)
		return f;
	util_warn("cannot read JSON: %s", sqlite3_errmsg(f->db));
	facts_free(f);
	return NULL;
}

void
facts_free(struct facts *f)
{
	if (f == NULL)
		return;
	sqlite3_finalize(f->members);
	sqlite3_finalize(f->valid);
	sqlite3_close(f->db);
	free(f);
}

/* Text is bound as text, so that what is no JSON is an error, not a blob. */
static int
bind(sqlite3_stmt *s, int i, const char *p, size_t len)
{
	return len > INT_MAX ? -1 : sqlite3_bind_text(s, i, p, (int)len,
	    SQLITE_STATIC) == SQLITE_OK ? 0 : -1;
}

static bool
is_object(struct facts *f, struct slice text)
{
	bool	 yes;

	/* A NUL would end the text early for SQLite. */
	yes = text.len > 0 && memchr(text.ptr, '\0', text.len) == NULL &&
	    bind(f->valid, 1, text.ptr, text.len) == 0 &&
	    sqlite3_step(f->valid) == SQLITE_ROW &&
	    sqlite3_column_int(f->valid, 0) == 1;
	(void)sqlite3_reset(f->valid);
	(void)sqlite3_clear_bindings(f->valid);
	return yes;
}

/* Whether the column holds the word. */
static bool
is(sqlite3_stmt *s, int column, const char *word)
{
	const unsigned char	*t = sqlite3_column_text(s, column);

	return t != NULL && strcmp((const char *)t, word) == 0;
}

static void
take(sqlite3_stmt *s, const struct ledger_member *m, int64_t *n,
    struct ledger_entry *e)
{
	bool	 none = sqlite3_column_type(s, 0) == SQLITE_NULL ||
		    is(s, 0, "null");

	if (none)
		return;
	if (!is(s, 0, "object"))
		ledger_say(e, PROVENANCE ": %s is not an object", m->group);
	else if (sqlite3_column_type(s, 1) == SQLITE_NULL || is(s, 1, "null"))
		return;
	else if (!is(s, 1, "integer") ||
	    sqlite3_column_type(s, 2) != SQLITE_INTEGER ||
	    sqlite3_column_int64(s, 2) < 0 ||
	    sqlite3_column_int64(s, 2) > NUMBER_MOST)
		ledger_say(e, PROVENANCE ": %s.%s is not a number that could "
		    "be", m->group, m->name);
	else
		*n = sqlite3_column_int64(s, 2);
}

void
facts_read(struct facts *f, struct slice text, struct ledger_entry *e)
{
	const struct ledger_member	*m;
	sqlite3_stmt			*s = f->members;
	size_t				 said;
	int				 i;

	if (!is_object(f, text)) {
		ledger_say(e, PROVENANCE " is not a JSON object");
		return;
	}
	for (i = 0; i < LEDGER_NUMBERS; i++) {
		m = &ledger_members[i];
		said = e->nproblems;
		if (bind(s, 1, text.ptr, text.len) == 0 &&
		    bind(s, 2, m->group, strlen(m->group)) == 0 &&
		    bind(s, 3, m->name, strlen(m->name)) == 0 &&
		    sqlite3_step(s) == SQLITE_ROW)
			take(s, m, &e->n[i], e);
		else
			ledger_say(e, PROVENANCE ": cannot be read: %s",
			    sqlite3_errmsg(f->db));
		(void)sqlite3_reset(s);
		(void)sqlite3_clear_bindings(s);
		/* Once is enough. */
		if (e->nproblems > said)
			return;
	}
}
