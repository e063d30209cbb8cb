/*
 * The ordered scan merges service users and tokens, as the sorters bring them,
 * with the teams as SQLite does: all in the same order.  A token belongs
 * to the user at hand as long as it points at its id; tokens that point at none
 * come last, grouped by the reference that leads nowhere.
 */

#include "export.h"

#include <stdlib.h>

#include "cell.h"
#include "esc.h"
#include "pack.h"
#include "rules.h"
#include "text.h"
#include "util.h"

/* Orphans of one reference that take more than a page. */
struct large {
	int64_t		 id;
	bool		 has_id;
	struct totals	 totals;
};

struct export_scan {
	const struct source		*source;
	const struct export_options	*options;
	const struct export_facts	*facts;
	sqlite3				*db;
	sqlite3_stmt			*members;	/* NULL: none */
	sqlite3_stmt			*avatar;	/* NULL: none */
	const struct export_sorters	*sorters;
	struct hash			*hash;
	bool				 member_ready;	/* a row is at hand */
	bool				 token_ready;
	bool				 given;		/* it is used up */
	bool				 in_orphans;
	bool				 first_token;	/* of its user */
	bool				 seen[2][OWNERS_LETTERS]; /* letters */
	struct user			 user;
	struct token			 token;		/* at hand */
	struct buf			 text;		/* of the user */
	struct team			*teams;
	size_t				 teams_cap;
	struct large			*large;
	size_t				 nlarge;
	int64_t				 nusers;
	int64_t				 ntokens;
};

static sqlite3_stmt *
prepare(const struct export_scan *s, enum sql_id id)
{
	return cell_prepare(s->source, s->db, id, &s->facts->schema);
}

/* Step to the next row.  *ready tells whether there is one. */
static int
step(struct export_scan *s, enum sql_id id, sqlite3_stmt *stmt, bool *ready)
{
	int	 rc = cell_step_text(s->source, s->facts->trace, id, stmt);

	*ready = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		return 0;
	return rc == SQLITE_MISMATCH ? -1 : cell_failed(s->source, s->db);
}

/* Print which value of the membership at hand has not its type; -1. */
static int
bad_member(const struct export_scan *s, int column, const char *where)
{
	struct buf	 b = BUF_INIT;

	esc_quoted(&b, cell_text(s->members, column));
	util_warn("%s: table %s%s", s->source->path, where, b.ptr);
	buf_free(&b);
	return -1;
}

/* Move to the next membership.  Those of service users that are not there come
 * first, and are passed over. */
static int
next_member(struct export_scan *s)
{
	sqlite3_stmt	*m = s->members;

	do {
		if (step(s, SQL_MEMBERS, m, &s->member_ready) == -1)
			return -1;
		if (!s->member_ready)
			return 0;
		if (sqlite3_column_type(m, 0) != SQLITE_INTEGER)
			return bad_member(s, 0, "team_members, column "
			    "service_user: not an integer");
		if (sqlite3_column_type(m, 1) != SQLITE_INTEGER)
			return bad_member(s, 1, "team_members, column team: "
			    "not an integer");
		if (!cell_is_text(m, 2))
			return bad_member(s, 2, "teams, column name: "
			    "not text");
	} while (owners_find(&s->facts->owners,
	    sqlite3_column_int64(m, 0)) == NULL);
	return 0;
}

/* Move to the next token. */
static int
next_token(struct export_scan *s, uint64_t *place)
{
	const void	*rec;
	int		 rc = sorter_next(s->sorters->tokens, place, &rec);

	s->token_ready = rc == 1;
	if (rc == 1)
		pack_read(rec, &s->token);
	return rc == -1 ? -1 : 0;
}

/* Count the orphans of each reference that takes more than a page: their
 * totals stand on its first page.  Only when there are so many orphans. */
static int
count_orphans(struct export_scan *s)
{
	struct large	*l, now = { 0, false, { 0 } };
	uint64_t	 place;

	if (s->facts->totals.orphans <= s->options->page_size)
		return 0;
	for (;;) {
		if (next_token(s, &place) == -1)
			return -1;
		if (s->token_ready && place != PACK_ORPHANS)
			continue;
		if (s->token_ready && now.totals.tokens > 0 &&
		    now.has_id == s->token.has_owner &&
		    now.id == s->token.owner) {
			rules_count(&now.totals, &s->token);
			continue;
		}
		if (now.totals.tokens > s->options->page_size) {
			s->large = xreallocarray(s->large, s->nlarge + 1,
			    sizeof(*s->large));
			l = &s->large[s->nlarge++];
			*l = now;
		}
		if (!s->token_ready) {
			sorter_rewind(s->sorters->tokens);
			return 0;
		}
		memset(&now, 0, sizeof(now));
		now.id = s->token.owner;
		now.has_id = s->token.has_owner;
		rules_count(&now.totals, &s->token);
	}
}

struct export_scan *
export_scan_new(const struct source *source, sqlite3 *db,
    const struct export_options *options, const struct export_facts *facts,
    const struct export_sorters *sorters)
{
	struct export_scan	*s = xcalloc(1, sizeof(*s));
	const struct sql_schema	*schema = &facts->schema;
	uint64_t		 place;

	s->source = source;
	s->db = db;
	s->options = options;
	s->facts = facts;
	s->sorters = sorters;
	s->hash = hash_new(HASH_SHA256);
	s->text = (struct buf)BUF_INIT;
	if ((sql_runs(SQL_MEMBERS, schema) &&
	    (s->members = prepare(s, SQL_MEMBERS)) == NULL) ||
	    (sql_runs(SQL_AVATAR, schema) &&
	    (s->avatar = prepare(s, SQL_AVATAR)) == NULL) ||
	    (s->members != NULL && next_member(s) == -1) ||
	    count_orphans(s) == -1 || next_token(s, &place) == -1) {
		export_scan_free(s);
		return NULL;
	}
	return s;
}

/* The team of the membership at hand, its name appended to the user's text. */
static void
add_team(struct export_scan *s, struct team *t)
{
	struct slice	 name = cell_text(s->members, 2);

	t->id = sqlite3_column_int64(s->members, 1);
	/* An offset until all are there. */
	t->name.ptr = (const char *)(uintptr_t)s->text.len;
	if (name.ptr != NULL)
		buf_slice(&s->text, name);
	else
		buf_addf(&s->text, "team %lld (%s)", (long long)t->id,
		    sqlite3_column_type(s->members, 3) == SQLITE_NULL ?
		    "missing" : "no name");
	t->name.len = s->text.len - (size_t)(uintptr_t)t->name.ptr;
	buf_addc(&s->text, '\0');
}

/* The teams of the user at hand, each once. */
static int
read_teams(struct export_scan *s)
{
	struct user	*u = &s->user;
	size_t		 n = 0;

	while (s->member_ready &&
	    sqlite3_column_int64(s->members, 0) == u->id) {
		if (n == s->teams_cap) {
			s->teams_cap = n > 0 ? 2 * n : 8;
			s->teams = xreallocarray(s->teams, s->teams_cap,
			    sizeof(*s->teams));
		}
		if (n == 0 || s->teams[n - 1].id !=
		    sqlite3_column_int64(s->members, 1))
			add_team(s, &s->teams[n++]);
		if (next_member(s) == -1)
			return -1;
	}
	u->nteams = n;
	s->first_token = true;
	return 0;
}

/* What is made from the user's own values: shown name, second line, initials,
 * page name, and the totals when it has many tokens. */
static void
derive(struct export_scan *s)
{
	struct user			*u = &s->user;
	struct buf			*b = &s->text;
	size_t				 at;

	/* Room first, so that nothing below moves what is borrowed. */
	buf_grow(b, 256);
	u->shown = rules_shown(u, b);
	u->second = rules_second(u, u->shown);
	at = b->len;
	rules_initials(b, u->shown);
	u->initials = (struct slice){ b->ptr + at, b->len - at };
	at = b->len;
	rules_slug(b, s->hash, u);
	u->slug = (struct slice){ b->ptr + at, b->len - at };
}

/* The letter of the user at hand, when it is the first of its kind (0: user,
 * 1: token) with that. */
static char
first_letter(struct export_scan *s, int kind)
{
	const struct user	*u = &s->user;
	char			 letter = '#';
	bool			*seen;

	/* One that has no name at all is shown with its number. */
	if (!text_is_blank(u->name.text) || !text_is_blank(u->email.text) ||
	    !text_is_blank(u->user_id))
		letter = text_initial(u->shown);
	seen = &s->seen[kind][owners_letter(letter)];
	if (*seen || u->orphan)
		return '\0';
	*seen = true;
	return letter;
}

/* The next service user.  1, 0 behind the last, -1 printed. */
static int
read_user(struct export_scan *s)
{
	struct user	*u = &s->user;
	struct team	 none;
	struct owner	*owner;
	const void	*rec;
	uint64_t	 place;
	size_t		 i;
	int		 rc = sorter_next(s->sorters->users, &place, &rec);

	if (rc != 1)
		return rc;
	/* Its texts stay until the next one is asked for. */
	pack_user_read(rec, u, &none);
	buf_reset(&s->text);
	if (read_teams(s) == -1)
		return -1;
	/* derive() appends at most this much; see there. */
	buf_grow(&s->text, 256);
	for (i = 0; i < u->nteams; i++)
		s->teams[i].name.ptr = s->text.ptr +
		    (uintptr_t)s->teams[i].name.ptr;
	u->teams = s->teams;
	derive(s);
	if ((owner = owners_find(&s->facts->owners, u->id)) != NULL) {
		u->totals = owners_totals(owner);
		u->lasting = owner->lasting;
		u->unsure = owner->unsure;
	}
	for (i = 0; i < u->nteams; i++)
		s->teams[i].listed = u->totals.tokens > 0;
	u->letter = first_letter(s, 0);
	if (s->facts->census != NULL)
		census_role(s->facts->census, u);
	s->nusers++;
	return 1;
}

/* The user that stands for a reference that leads nowhere. */
static void
orphan(struct export_scan *s)
{
	struct user	*u = &s->user;
	size_t		 i;

	memset(u, 0, sizeof(*u));
	u->orphan = true;
	u->has_id = s->token.has_owner;
	u->id = s->token.owner;
	u->active = ANSWER_NOT_RECORDED;
	u->created.kind = STAMP_NOT_RECORDED;
	buf_reset(&s->text);
	derive(s);
	s->in_orphans = true;
	if (s->facts->census != NULL)
		census_orphan(s->facts->census, u);
	for (i = 0; i < s->nlarge; i++)
		if (s->large[i].has_id == u->has_id &&
		    s->large[i].id == u->id)
			u->totals = s->large[i].totals;
}

/* Whether the token at hand belongs to the user given last. */
static bool
belongs(const struct export_scan *s)
{
	const struct user	*u = &s->user;

	if (!s->token_ready || (s->nusers == 0 && !s->in_orphans))
		return false;
	return s->token.has_owner == u->has_id && s->token.owner == u->id;
}

/* All was read: the numbers must be those of the check. */
static enum export_event
finish(struct export_scan *s)
{
	const struct totals	*n = &s->facts->totals;

	if (s->member_ready) {
		util_warn("%s: table team_members does not follow the order "
		    "of the service users", s->source->path);
		return EXPORT_ERROR;
	}
	if (s->nusers == n->users && s->ntokens == n->tokens)
		return EXPORT_END;
	util_warn("%s: read %lld service users and %lld tokens, but counted "
	    "%lld and %lld", s->source->path, (long long)s->nusers,
	    (long long)s->ntokens, (long long)n->users,
	    (long long)n->tokens);
	return EXPORT_ERROR;
}

enum export_event
export_next(struct export_scan *s, const struct user **user,
    const struct token **token)
{
	uint64_t	 place;
	int		 rc;

	*user = &s->user;
	*token = &s->token;
	if (s->given && next_token(s, &place) == -1)
		return EXPORT_ERROR;
	s->given = belongs(s);
	if (s->given) {
		s->token.user = &s->user;
		s->token.letter = s->first_token ? first_letter(s, 1) : '\0';
		s->first_token = false;
		s->ntokens++;
		return EXPORT_TOKEN;
	}
	if ((rc = read_user(s)) != 0)
		return rc == 1 ? EXPORT_USER : EXPORT_ERROR;
	if (!s->token_ready)
		return finish(s);
	orphan(s);
	return EXPORT_USER;
}

int
export_avatar(struct export_scan *s, const void **data, size_t *len,
    bool *odd)
{
	int	 rc;

	*data = NULL;
	*len = 0;
	*odd = false;
	if (s->avatar == NULL || s->user.orphan)
		return 0;
	sqlite3_reset(s->avatar);
	if (sqlite3_bind_int64(s->avatar, 1, s->user.id) != SQLITE_OK)
		return cell_failed(s->source, s->db);
	rc = cell_step(s->facts->trace, SQL_AVATAR, s->avatar);
	if (rc != SQLITE_ROW)
		return cell_failed(s->source, s->db);
	if (s->facts->trace != NULL)
		trace_end(s->facts->trace, SQL_AVATAR);
	if (sqlite3_column_type(s->avatar, 0) == SQLITE_BLOB) {
		*data = sqlite3_column_blob(s->avatar, 0);
		*len = (size_t)sqlite3_column_bytes(s->avatar, 0);
	}
	*odd = *len == 0 && sqlite3_column_int(s->avatar, 1) != 0;
	return 0;
}

void
export_scan_free(struct export_scan *s)
{
	if (s == NULL)
		return;
	sqlite3_finalize(s->members);
	sqlite3_finalize(s->avatar);
	hash_free(s->hash);
	buf_free(&s->text);
	free(s->teams);
	free(s->large);
	free(s);
}
