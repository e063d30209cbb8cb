/*
 * export_look and export_check: what an export has, and whether every value in
 * it can be read.
 */

#include <stdlib.h>

#include "cell.h"
#include "esc.h"
#include "export.h"
#include "rules.h"
#include "util.h"

#define SHOWN_FAULTS	10	/* how many are printed one by one */

struct check {
	const struct source		*source;
	const struct export_options	*options;
	struct export_facts		*facts;
	sqlite3				*db;
	int64_t				 faults;
	struct buf			 scratch;
};

/* Print one value that cannot be read, or only count it. */
static void
fault(struct check *c, const char *table, int64_t key, const char *column,
    const char *why, struct slice value)
{
	struct buf	*b = &c->scratch;

	if (c->faults++ >= SHOWN_FAULTS)
		return;
	buf_reset(b);
	if (value.ptr != NULL) {
		if (value.len > 60)
			value.len = 60;
		BUF_LIT(b, ": \"");
		esc_line(b, value);
		BUF_LIT(b, "\"");
	}
	util_warn("%s: table %s, id %lld, column %s: %s%s", c->source->path,
	    table, (long long)key, column, why, b->ptr);
}

static void
check_stamp(struct check *c, const char *table, int64_t key,
    const char *column, const struct stamp *s)
{
	if (s->kind != STAMP_UNREADABLE)
		return;
	if (c->options->lenient)
		c->facts->unreadable++;
	else
		fault(c, table, key, column, "not a time", s->raw);
}

static void
check_text(struct check *c, sqlite3_stmt *stmt, int column,
    const char *table, const char *name)
{
	if (!cell_is_text(stmt, column))
		fault(c, table, sqlite3_column_int64(stmt, 0), name,
		    "not text", cell_text(stmt, column));
}

static void
check_flag(struct check *c, sqlite3_stmt *stmt, int column,
    const char *table, const char *name)
{
	if (!cell_is_flag(stmt, column))
		fault(c, table, sqlite3_column_int64(stmt, 0), name,
		    "neither 0 nor 1", cell_text(stmt, column));
}

static void
check_user(struct check *c, sqlite3_stmt *stmt)
{
	static const struct {
		int		 column;
		const char	*name;
	} texts[] = { { 1, "user_id" }, { 2, "name" }, { 3, "email" },
	    { 4, "role" }, { 7, "created_by" }, { 8, "purpose" },
	    { 9, "owner" } };
	struct user	 u;
	size_t		 i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		check_text(c, stmt, texts[i].column, "service_users",
		    texts[i].name);
	if (sqlite3_column_type(stmt, 5) != SQLITE_NULL)
		check_flag(c, stmt, 5, "service_users", "active");
	cell_user(stmt, &c->facts->schema, &u);
	check_stamp(c, "service_users", u.id, "created", &u.created);
	c->facts->totals.users++;
	c->facts->totals.idle_users++;
}

static int
large_cmp(const struct export_large *l, bool has_id, int64_t id)
{
	if (l->has_id != has_id)
		return l->has_id ? 1 : -1;
	return (l->id > id) - (l->id < id);
}

/* The count of this owner, if it is one with many tokens. */
static struct totals *
large_of(struct export_facts *f, bool has_id, int64_t id)
{
	size_t	 lo = 0, hi = f->nlarge, mid;
	int	 cmp;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		cmp = large_cmp(&f->large[mid], has_id, id);
		if (cmp == 0)
			return &f->large[mid].totals;
		if (cmp < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static void
check_token(struct check *c, sqlite3_stmt *stmt)
{
	struct totals	*n = &c->facts->totals, *large;
	struct token	 t;
	bool		 has_id;

	cell_token(stmt, &c->facts->schema, &t);
	if (sqlite3_column_type(stmt, 2) == SQLITE_NULL)
		fault(c, "tokens", t.id, "name", "missing",
		    (struct slice){ NULL, 0 });
	check_text(c, stmt, 2, "tokens", "name");
	check_text(c, stmt, 9, "tokens", "description");
	check_flag(c, stmt, 6, "tokens", "active");
	if (sqlite3_column_type(stmt, 8) != SQLITE_NULL)
		check_flag(c, stmt, 8, "tokens", "scim");
	has_id = sqlite3_column_type(stmt, 1) != SQLITE_NULL;
	if (has_id && sqlite3_column_type(stmt, 1) != SQLITE_INTEGER)
		fault(c, "tokens", t.id, "service_user", "not an integer",
		    cell_text(stmt, 1));
	check_stamp(c, "tokens", t.id, "created", &t.created);
	check_stamp(c, "tokens", t.id, "expiration", &t.expiration);
	check_stamp(c, "tokens", t.id, "last_used", &t.last_used);
	check_stamp(c, "tokens", t.id, "revoked", &t.revoked);
	t.state = rules_state(t.active, &t.expiration, c->options->as_of);
	rules_count(n, &t);
	if (c->facts->nlarge > 0) {
		large = large_of(c->facts, has_id,
		    sqlite3_column_int64(stmt, 1));
		if (large != NULL)
			rules_count(large, &t);
	}
}

/* Run a statement to its end and hand each row to a function. */
static int
each(struct check *c, enum sql_id id, void (*row)(struct check *,
    sqlite3_stmt *))
{
	sqlite3_stmt	*stmt;
	int		 rc;

	stmt = cell_prepare(c->source, c->db, id, &c->facts->schema);
	if (stmt == NULL)
		return -1;
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		row(c, stmt);
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE ? 0 : cell_failed(c->source, c->db);
}

static void
note_twin(struct check *c, sqlite3_stmt *stmt)
{
	if (c->faults++ >= SHOWN_FAULTS)
		return;
	buf_reset(&c->scratch);
	esc_line(&c->scratch, cell_text(stmt, 0));
	util_warn("%s: table service_users: user_id \"%s\" stands %lld times",
	    c->source->path, c->scratch.ptr, sqlite3_column_int64(stmt, 1));
}

/* One owner: it is not idle, and it may need pages and a count of its own. */
static void
note_owner(struct check *c, sqlite3_stmt *stmt)
{
	struct export_facts	*f = c->facts;
	struct export_large	*l;

	if (sqlite3_column_int(stmt, 2) != 0)
		f->totals.idle_users--;
	else
		f->totals.orphans += sqlite3_column_int64(stmt, 1);
	if (sqlite3_column_int64(stmt, 1) <= c->options->page_size)
		return;
	f->large = xreallocarray(f->large, f->nlarge + 1, sizeof(*f->large));
	l = &f->large[f->nlarge++];
	memset(l, 0, sizeof(*l));
	l->has_id = sqlite3_column_type(stmt, 0) != SQLITE_NULL;
	l->id = sqlite3_column_int64(stmt, 0);
}

/* Hold one of our counts against count(*) and what the export was told. */
static int
reconcile(struct check *c, enum sql_id id, int64_t counted, int64_t told)
{
	const char	*what = id == SQL_COUNT_USERS ? "service_users" :
			    "tokens";
	sqlite3_stmt	*stmt;
	int64_t		 n;
	int		 rc;

	stmt = cell_prepare(c->source, c->db, id, &c->facts->schema);
	if (stmt == NULL)
		return -1;
	rc = sqlite3_step(stmt);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	if (rc != SQLITE_ROW)
		return cell_failed(c->source, c->db);
	if (n != counted) {
		util_warn("%s: table %s: count(*) is %lld, but %lld rows were "
		    "read", c->source->path, what, (long long)n,
		    (long long)counted);
		return -1;
	}
	if (told != -1 && told != counted) {
		util_warn("%s: export_info says %s has %lld rows, but it has "
		    "%lld", c->source->path, what, (long long)told,
		    (long long)counted);
		return -1;
	}
	return 0;
}

int
export_check(const struct source *source, sqlite3 *db,
    const struct export_options *options, struct export_facts *facts)
{
	struct check	 c = { source, options, facts, db, 0, BUF_INIT };
	int		 rc = -1;

	if (each(&c, SQL_TWINS, note_twin) == -1 ||
	    each(&c, SQL_OWNERS, note_owner) == -1 ||
	    each(&c, SQL_CHECK_USERS, check_user) == -1 ||
	    each(&c, SQL_CHECK_TOKENS, check_token) == -1)
		goto out;
	if (c.faults > SHOWN_FAULTS)
		util_warn("%s: and %lld more", source->path,
		    (long long)(c.faults - SHOWN_FAULTS));
	if (c.faults > 0)
		goto out;
	if (reconcile(&c, SQL_COUNT_USERS, facts->totals.users,
	    facts->told_users) == -1 ||
	    reconcile(&c, SQL_COUNT_TOKENS, facts->totals.tokens,
	    facts->told_tokens) == -1)
		goto out;
	rc = 0;
out:
	buf_free(&c.scratch);
	return rc;
}
