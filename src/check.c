/*
 * export_look and export_check: what an export has, and whether every value in
 * it can be read.
 */

#include <stdlib.h>

#include "cell.h"
#include "esc.h"
#include "export.h"
#include "pack.h"
#include "rules.h"
#include "text.h"
#include "util.h"

#define SHOWN_FAULTS	10	/* how many are printed one by one */

struct check {
	const struct source		*source;
	const struct export_options	*options;
	struct export_facts		*facts;
	sqlite3				*db;
	struct trace			*trace;
	const struct export_sorters	*sorters;
	int64_t				 faults;
	struct buf			 scratch;
	struct buf			*said;	/* lines, each ends in NUL */
};

/* The table that a statement reads every value of, or NULL. */
static const char *
table_of(enum sql_id id)
{
	switch (id) {
	case SQL_CHECK_USERS:
		return "service_users";
	case SQL_CHECK_TOKENS:
		return "tokens";
	default:
		return NULL;
	}
}

/* SQLite's word on a failure, after so many rows. */
static void
failed(struct check *c, enum sql_id id, int64_t rows, const char *why)
{
	const char	*table = table_of(id);

	if (table == NULL)
		buf_addf(c->said, "%s: %s", c->source->path, why);
	else
		buf_addf(c->said, "%s: table %s, row %lld by id: %s",
		    c->source->path, table, (long long)rows + 1, why);
	buf_addc(c->said, '\0');
}

/* Print one value that cannot be read, or only count it. */
static void
fault(struct check *c, const char *table, int64_t key, const char *column,
    const char *why, struct slice value)
{
	struct buf	*b = &c->scratch;

	if (c->faults++ >= SHOWN_FAULTS)
		return;
	buf_reset(b);
	esc_quoted(b, value);
	buf_addf(c->said, "%s: table %s, id %lld, column %s: %s%s",
	    c->source->path, table, (long long)key, column, why, b->ptr);
	buf_addc(c->said, '\0');
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

/* A flag that may be missing. */
static void
check_option(struct check *c, sqlite3_stmt *stmt, int column,
    const char *table, const char *name)
{
	if (sqlite3_column_type(stmt, column) != SQLITE_NULL)
		check_flag(c, stmt, column, table, name);
}

/* Say which values of a service user are not of the type that they should
 * be. */
static void
check_user_types(struct check *c, sqlite3_stmt *stmt)
{
	static const struct {
		int		 column;
		const char	*name;
	} texts[] = { { 1, "user_id" }, { 2, "name" }, { 3, "email" },
	    { 4, "role" }, { 7, "created_by" }, { 8, "purpose" },
	    { 9, "owner" } };
	size_t	 i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		check_text(c, stmt, texts[i].column, "service_users",
		    texts[i].name);
	check_option(c, stmt, 5, "service_users", "active");
}

static int
check_user(struct check *c, sqlite3_stmt *stmt)
{
	const struct owner	*owner;
	struct user		 u;

	if (!cell_user(stmt, &c->facts->schema, &u))
		check_user_types(c, stmt);
	check_stamp(c, "service_users", u.id, "created", &u.created);
	c->facts->totals.users++;
	if (c->facts->census != NULL)
		census_user(c->facts->census, &u);
	/* All are found, unless the table is damaged: the integrity check says
	 * so. */
	owner = owners_find(&c->facts->owners, u.id);
	return pack_user(c->sorters->users, pack_place(owner), &u);
}

static int
note_place(struct check *c, sqlite3_stmt *stmt)
{
	owners_add(&c->facts->owners, sqlite3_column_int64(stmt, 0),
	    text_initial(cell_text(stmt, 1)));
	return 0;
}

/* Say which values of a token are not of the type that they should be. */
static void
check_token_types(struct check *c, sqlite3_stmt *stmt,
    const struct token *t)
{
	const bool	*has = c->facts->schema.column;

	if (t->name.ptr == NULL)
		fault(c, "tokens", t->id, "name", "missing", t->name);
	check_text(c, stmt, 2, "tokens", "name");
	if (has[SQL_T_DESCRIPTION])
		check_text(c, stmt, 9, "tokens", "description");
	check_flag(c, stmt, 6, "tokens", "active");
	if (has[SQL_T_SCIM])
		check_option(c, stmt, 8, "tokens", "scim");
	if (t->has_owner && sqlite3_column_type(stmt, 1) != SQLITE_INTEGER)
		fault(c, "tokens", t->id, "service_user", "not an integer",
		    cell_text(stmt, 1));
}

/* Check a token, count it, hand it to the sort. */
static int
check_token(struct check *c, sqlite3_stmt *stmt)
{
	struct owner	*owner = NULL;
	struct token	 t;
	bool		 plain = cell_token(stmt, &c->facts->schema, &t);

	owners_expect(&c->facts->owners, t.owner);
	if (!plain)
		check_token_types(c, stmt, &t);
	check_stamp(c, "tokens", t.id, "created", &t.created);
	check_stamp(c, "tokens", t.id, "expiration", &t.expiration);
	check_stamp(c, "tokens", t.id, "last_used", &t.last_used);
	check_stamp(c, "tokens", t.id, "revoked", &t.revoked);
	t.state = rules_state(t.active, &t.expiration, c->options->as_of);
	rules_count(&c->facts->totals, &t);
	tally_token(&c->facts->tally, &t);
	if (c->facts->census != NULL)
		census_token(c->facts->census, &t);
	if (t.has_owner)
		owner = owners_find(&c->facts->owners, t.owner);
	if (owner == NULL) {
		c->facts->totals.orphans++;
	} else {
		owners_count(owner, &t);
		owner->lasting |= rules_outlasts(&t, c->options->lasting);
		owner->unsure |= t.state == TOKEN_ACTIVE &&
		    t.expiration.kind == STAMP_UNREADABLE;
	}
	if (c->options->changes != NULL && changes_token(c->options->changes,
	    &c->facts->owners, &t) == -1)
		return -1;
	return pack_token(c->sorters->tokens, pack_place(owner), &t);
}

/* The next row; what is wrong with a text of a table is named with its row. */
static int
step(struct check *c, enum sql_id id, sqlite3_stmt *stmt)
{
	static const struct slice	 none = { NULL, 0 };
	int				 column, rc;

	if (table_of(id) == NULL)
		return cell_step(c->trace, id, stmt);
	rc = cell_step_whole(c->source, c->trace, id, stmt, &column);
	if (column != -1)
		fault(c, table_of(id), sqlite3_column_int64(stmt, 0),
		    sqlite3_column_name(stmt, column),
		    "not UTF-16: half of a surrogate pair", none);
	return rc;
}

/* What a row says does not matter, only that it can be read. */
static int
pass(struct check *c, sqlite3_stmt *stmt)
{
	(void)c;
	(void)stmt;
	return 0;
}

/* Run a statement to its end and hand each row to a function. */
static int
each(struct check *c, enum sql_id id, int (*row)(struct check *,
    sqlite3_stmt *))
{
	sqlite3_stmt	*stmt;
	char		*why;
	int64_t		 rows;
	int		 rc = SQLITE_DONE, result = 0;

	stmt = cell_prepare(c->source, c->db, id, &c->facts->schema);
	if (stmt == NULL)
		return -1;
	for (rows = 0; result == 0 &&
	    (rc = step(c, id, stmt)) == SQLITE_ROW; rows++)
		result = row(c, stmt);
	sqlite3_finalize(stmt);
	if (result == -1 || rc == SQLITE_DONE)
		return result;
	why = xstrdup(sqlite3_errmsg(c->db));
	/* An order tells no row.  To read them by id does, if it fails too.
	 * The trace is left to whoever reads them beside. */
	c->trace = NULL;
	if (table_of(id) != NULL || each(c, SQL_CHECK_USERS, pass) == 0)
		failed(c, id, rows, why);
	free(why);
	return -1;
}

/* How many faults were not said one by one. */
static void
count_rest(struct check *c)
{
	if (c->faults <= SHOWN_FAULTS)
		return;
	buf_addf(c->said, "%s: and %lld more", c->source->path,
	    (long long)(c->faults - SHOWN_FAULTS));
	buf_addc(c->said, '\0');
}

static int
note_twin(struct check *c, sqlite3_stmt *stmt)
{
	if (c->faults++ >= SHOWN_FAULTS)
		return 0;
	buf_reset(&c->scratch);
	esc_line(&c->scratch, cell_text(stmt, 0));
	buf_addf(c->said, "%s: table service_users: user_id \"%s\" stands "
	    "%lld times", c->source->path, c->scratch.ptr,
	    sqlite3_column_int64(stmt, 1));
	buf_addc(c->said, '\0');
	return 0;
}

/* Every statement of the check, in this order. */
static int
read_all(struct check *c)
{
	struct export_facts	*f = c->facts;
	struct changes		*changes = c->options->changes;

	if (each(c, SQL_PLACES, note_place) == -1)
		return -1;
	owners_sort(&f->owners);
	if (each(c, SQL_CHECK_USERS, check_user) == -1)
		return -1;
	if (changes != NULL)
		changes_lack(changes, compare_lacks(&f->schema),
		    compare_user_lacks(&f->schema));
	if (each(c, SQL_CHECK_TOKENS, check_token) == -1 || (changes != NULL &&
	    changes_tokens_done(changes, &f->owners) == -1))
		return -1;
	f->totals.idle_users = owners_close(&f->owners);
	count_rest(c);
	return c->faults == 0 ? 0 : -1;
}

int
export_check(const struct source *source, sqlite3 *db,
    const struct export_options *options, struct export_facts *facts,
    const struct export_sorters *sorters, struct buf *said)
{
	struct check	 c = { .source = source, .options = options,
			    .facts = facts, .db = db, .trace = facts->trace,
			    .sorters = sorters, .scratch = BUF_INIT,
			    .said = said };
	int		 rc;

	tally_init(&facts->tally, options->zone, options->as_of);
	rc = read_all(&c);
	buf_free(&c.scratch);
	return rc == 0 && sorter_done(sorters->users) == 0 ?
	    sorter_done(sorters->tokens) : -1;
}

int
export_twins(const struct source *source, sqlite3 *db,
    struct export_facts *facts, struct buf *said)
{
	struct check	 c = { .source = source, .facts = facts, .db = db,
			    .trace = facts->trace, .scratch = BUF_INIT,
			    .said = said };
	int		 rc = each(&c, SQL_TWINS, note_twin);

	count_rest(&c);
	buf_free(&c.scratch);
	if (rc == -1) {
		export_say(said);
		buf_reset(said);
	}
	return rc;
}

static int
count(const struct source *source, sqlite3 *db, enum sql_id id,
    const struct export_facts *facts, int64_t *n)
{
	sqlite3_stmt	*stmt;
	int		 rc;

	if ((stmt = cell_prepare(source, db, id, &facts->schema)) == NULL)
		return -1;
	rc = cell_step(facts->trace, id, stmt);
	*n = sqlite3_column_int64(stmt, 0);
	if (rc == SQLITE_ROW)
		rc = cell_step(facts->trace, id, stmt);
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE ? 0 : cell_failed(source, db);
}

int
export_count(const struct source *source, sqlite3 *db,
    struct export_facts *facts)
{
	source_confine(db, sql_allowed());
	if (count(source, db, SQL_COUNT_USERS, facts, &facts->count_users) ==
	    -1)
		return -1;
	return count(source, db, SQL_COUNT_TOKENS, facts,
	    &facts->count_tokens);
}

/* One of our counts, that of count(*), and what the export was told. */
static int
agree(const struct source *source, const char *table, int64_t counted,
    int64_t n, int64_t told)
{
	if (n != counted)
		util_warn("%s: table %s: count(*) is %lld, but %lld rows were "
		    "read", source->path, table, (long long)n,
		    (long long)counted);
	else if (told != -1 && told != counted)
		util_warn("%s: export_info says %s has %lld rows, but it has "
		    "%lld", source->path, table, (long long)told,
		    (long long)counted);
	else
		return 0;
	return -1;
}

int
export_reconcile(const struct source *source,
    const struct export_facts *facts)
{
	const struct totals	*t = &facts->totals;

	if (agree(source, "service_users", t->users, facts->count_users,
	    facts->told_users) == -1)
		return -1;
	return agree(source, "tokens", t->tokens, facts->count_tokens,
	    facts->told_tokens);
}

void
export_say(const struct buf *said)
{
	size_t	 at;

	for (at = 0; at < said->len; at += strlen(said->ptr + at) + 1)
		util_warn("%s", said->ptr + at);
}
