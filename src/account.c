#include "account.h"

#include "page.h"
#include "trace.h"
#include "util.h"

static const char *
keep(struct pool *pool, const struct buf *b)
{
	return pool_text(pool, b->ptr, b->len);
}

/* The tokens and service users of all roles; only of those with a name when
 * named. */
static struct census_role
sum_roles(const struct census *c, bool named)
{
	struct census_role	 sum = { .users = c->others.users };
	size_t			 i;

	sum.totals.tokens = c->others.totals.tokens;
	for (i = 0; i < c->nroles; i++) {
		if (named && c->roles[i].name.len == 0)
			continue;
		sum.users += c->roles[i].users;
		sum.totals.tokens += c->roles[i].totals.tokens;
	}
	return sum;
}

/* A list of its own that holds all of the tokens in another order. */
static void
enter_orders(const struct account *a, struct balance *b, struct pool *pool)
{
	struct buf	 how = BUF_INIT;
	int		 i;

	for (i = LISTING_ORDERS; i < LISTING_FILTERS; i++) {
		buf_reset(&how);
		buf_addf(&how, "rows on the pages %s",
		    listing((enum listing_id)i)->order);
		balance_enter(b, "Tokens", keep(pool, &how),
		    a->counts.rows[i]);
	}
	buf_free(&how);
}

static void
enter_tokens(const struct account *a, struct balance *b, struct pool *pool)
{
	static const char		 subject[] = "Tokens";
	const struct export_facts	*f = a->facts;
	const struct totals		*n = &f->totals;

	balance_enter(b, subject, "count(*), a query of its own",
	    f->count_tokens);
	balance_enter(b, subject, "rows read", n->tokens);
	if (f->told_tokens != -1)
		balance_enter(b, subject, "token_count of export_info",
		    f->told_tokens);
	balance_enter(b, subject, "active, revoked and expired together",
	    n->state[TOKEN_ACTIVE] + n->state[TOKEN_REVOKED] +
	    n->state[TOKEN_EXPIRED]);
	balance_enter(b, subject, "rows on the pages of the list",
	    a->counts.rows[LISTING_ALL]);
	balance_enter(b, subject, "rows on the pages of service users",
	    a->counts.user_rows);
	if (f->census != NULL)
		balance_enter(b, subject, "of all roles, and those without a "
		    "service user", sum_roles(f->census, false).totals.tokens
		    + n->orphans);
	if (a->snapshot->tables)
		balance_enter(b, subject, "rows of tokens.csv and tokens.json",
		    a->rows_tokens);
	if (a->snapshot->orders)
		enter_orders(a, b, pool);
}

static void
enter_users(const struct account *a, struct balance *b)
{
	static const char		 subject[] = "Service users";
	const struct export_facts	*f = a->facts;
	struct trace_facts		 facts;

	balance_enter(b, subject, "count(*), a query of its own",
	    f->count_users);
	balance_enter(b, subject, "rows read", f->totals.users);
	if (f->told_users != -1)
		balance_enter(b, subject, "service_user_count of export_info",
		    f->told_users);
	if (f->trace != NULL) {
		trace_facts(f->trace, SQL_PLACES, &facts);
		balance_enter(b, subject, "rows read in the order of the list",
		    facts.rows);
		balance_enter(b, subject, "of all roles",
		    sum_roles(f->census, false).users);
	}
	balance_enter(b, subject, "rows on the pages of users.html",
	    a->counts.rows[LISTING_USERS]);
	balance_enter(b, subject, "with a page of their own",
	    a->counts.user_pages);
	if (a->snapshot->tables)
		balance_enter(b, subject, "rows of service-users.csv and "
		    "service-users.json", a->rows_users);
}

static void
enter_some(const struct account *a, struct balance *b)
{
	const struct export_facts	*f = a->facts;
	enum listing_id			 id;
	int				 i;

	for (i = LISTING_FILTERS; i < LISTING_GROUPS; i++) {
		id = (enum listing_id)i;
		if (!fields_has_filter(a->snapshot, id))
			continue;
		balance_enter(b, listing(id)->heading, "counted as they were "
		    "read", listing_total(id, &f->totals));
		balance_enter(b, listing(id)->heading, "rows on the pages of "
		    "their list", a->counts.rows[id]);
	}
	if (a->snapshot->groups) {
		balance_enter(b, "Tokens of a role", "totals by role",
		    sum_roles(f->census, true).totals.tokens);
		balance_enter(b, "Tokens of a role", "rows on the pages of "
		    "the roles", a->counts.rows[LISTING_ROLE]);
	}
	if (f->census != NULL) {
		balance_enter(b, "Missing service users", "references that "
		    "lead nowhere", f->census->references);
		balance_enter(b, "Missing service users", "with a page of "
		    "their own", a->counts.orphan_pages);
	}
}

void
account_enter(const struct account *a, struct balance *b, struct pool *pool)
{
	enter_tokens(a, b, pool);
	enter_users(a, b);
	enter_some(a, b);
}

/* Every list that has pages. */
static size_t
make_lists(const struct account *a, struct pool *pool,
    struct provenance_list *out)
{
	const struct listing	*l;
	struct buf		 url = BUF_INIT;
	size_t			 n = 0;
	int			 i;

	for (i = 0; i < LISTINGS; i++) {
		if (a->counts.pages[i] == 0)
			continue;
		l = listing((enum listing_id)i);
		buf_reset(&url);
		fields_page(&url, slice_of(l->stem), 1);
		out[n++] = (struct provenance_list){
		    i == LISTING_ROLE ? "Tokens of each role" :
		    i == LISTING_TEAM ? "Tokens of each team" : l->heading,
		    l->order, i == LISTING_ROLE || i == LISTING_TEAM ?
		    "groups.html" : keep(pool, &url),
		    a->counts.pages[i], a->counts.rows[i] };
	}
	out[n++] = (struct provenance_list){ "Tokens of each service user",
	    "by token name", "users.html", a->counts.all_user_pages,
	    a->counts.user_rows };
	buf_free(&url);
	return n;
}

static int
put_page(const struct account *a, const struct provenance_of *of,
    struct stage_writer *w)
{
	struct page_maker	*m = page_maker_new(a->theme, a->snapshot,
				    a->zone, a->settings->page_size);
	struct provenance	 p;
	struct slice		 page;
	int			 rc;

	provenance_make(&p, of);
	page = page_provenance(m, &p);
	rc = stage_put(w, "data/provenance.html", page.ptr, page.len);
	provenance_free(&p);
	page_maker_free(m);
	return rc;
}

static int
put(const struct account *a, const struct balance *b, struct pool *pool,
    struct stage_writer *w)
{
	struct provenance_list		 lists[LISTINGS + 1];
	struct provenance_setting	 settings[SETTINGS_MOST];
	struct versions			 versions;
	struct provenance_of		 of = { .snapshot = a->snapshot,
					    .source = a->source,
					    .facts = a->facts, .balance = b,
					    .versions = &versions };
	struct buf			 json = BUF_INIT;
	int				 rc;

	if (versions_read(&versions) == -1)
		return -1;
	of.declared = a->settings->declared;
	of.lists = lists;
	of.nlists = make_lists(a, pool, lists);
	of.settings = settings;
	of.nsettings = settings_effective(a->settings, a->zone->name, pool,
	    settings);
	of.findings = a->findings;
	of.changes = a->changes;
	of.zone = a->zone->name;
	of.series = a->seal->series;
	of.previous_seal = a->seal->previous_seal;
	of.stale_days = a->settings->stale_days;
	if (provenance_is_stale(&of))
		util_warn("%s: was exported more than %lld days before the "
		    "time of the snapshot", a->source->path,
		    (long long)of.stale_days);
	if (provenance_is_early(&of))
		util_warn("%s: says that it was exported after the time of "
		    "the snapshot", a->source->path);
	if (provenance_is_undated(&of))
		util_warn("%s: export_info: exported_at is not a time: the "
		    "age of the export is not known", a->source->path);
	provenance_json(&json, &of);
	rc = stage_put(w, "data/provenance.json", json.ptr, json.len);
	buf_free(&json);
	return rc == 0 ? put_page(a, &of, w) : -1;
}

int
account_close(const struct account *a, struct stage_writer *w)
{
	struct balance	 balance = { .n = 0 };
	struct pool	 pool = POOL_INIT;
	int		 rc;

	account_enter(a, &balance, &pool);
	rc = balance_agree(&balance, a->source->path);
	if (rc == 0 && a->snapshot->provenance)
		rc = put(a, &balance, &pool, w);
	pool_free(&pool);
	return rc;
}
