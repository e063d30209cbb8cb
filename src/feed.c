#include "feed.h"

#include <stdlib.h>

#include "pack.h"
#include "util.h"

#define ORDERS		(LISTING_FILTERS - LISTING_ORDERS)
#define FILTERS		(LISTING_GROUPS - LISTING_FILTERS)
#define ORDER_MEMORY	((size_t)4 << 20)	/* of all orders */
#define GROUP_MEMORY	((size_t)1 << 20)

/* One list whose pages are filled one after the other. */
struct pages {
	enum listing_id	 id;
	int64_t		 total;
	struct slice	 group;
	struct slice	 stem;
	struct batch	*batch;		/* NULL before the first row */
	int64_t		 number;	/* pages begun */
	int64_t		 user;		/* the last one copied */
};

struct feed {
	struct render			*render;
	const struct view_snapshot	*snapshot;
	int64_t				 page_size;
	struct pages			 filters[FILTERS];
	struct pages			 users;
	struct sorter			*orders[ORDERS]; /* all follow [0] */
	struct sorter			*by_group;		/* or NULL */
	bool				 makes;	/* rows, once */
	struct buf			 html;	/* row of the token */
	struct buf			 first;	/* with its letter */
	struct pack_row			 row;
	int64_t				 nusers;	/* given so far */
	struct hash			*hash;
	struct buf			 role;	/* stem of the user's, if any */
	struct buf			 team;	/* stem of one of its teams */
	struct view_group		*groups;	/* texts in names */
	size_t				 ngroups, nroles, groups_cap;
	struct buf			 names;
	struct batch			*single;		/* or NULL */
	int64_t				 single_user;	/* the last one in it */
};

static sorter_cmp *
cmp_of(enum listing_id id)
{
	const struct listing	*l = listing(id);

	if (l->column != LISTING_TOKEN)
		return pack_row_cmp;
	return l->descending ? pack_row_name_down : pack_row_name;
}

struct feed *
feed_new(struct render *render, const struct view_snapshot *snapshot,
    int dirfd, int64_t page_size)
{
	struct feed	*f = xcalloc(1, sizeof(*f));
	enum listing_id	 id;
	int		 i;

	f->render = render;
	f->snapshot = snapshot;
	f->page_size = page_size;
	f->hash = hash_new(HASH_SHA256);
	f->role = f->team = f->names = (struct buf)BUF_INIT;
	f->first = f->html = (struct buf)BUF_INIT;
	/* For one list alone those who render it do so side by side. */
	f->makes = fields_has_lists(snapshot) &&
	    page_rows_alike(render_maker(render));
	for (i = 0; i < FILTERS; i++) {
		id = (enum listing_id)(LISTING_FILTERS + i);
		f->filters[i].id = id;
		f->filters[i].total = listing_total(id, &snapshot->totals);
	}
	f->users.id = LISTING_USERS;
	f->users.total = snapshot->totals.users;
	if (snapshot->orders)
		f->orders[0] = sorter_new(dirfd, ORDER_MEMORY, false,
		    cmp_of(LISTING_ORDERS));
	for (i = 1; i < ORDERS && snapshot->orders; i++)
		f->orders[i] = sorter_follow(f->orders[0],
		    cmp_of((enum listing_id)(LISTING_ORDERS + i)));
	if (snapshot->groups)
		f->by_group = sorter_new(dirfd, GROUP_MEMORY, false,
		    pack_row_stem);
	if (snapshot->single)
		f->single = batch_new();
	return f;
}

const struct batch *
feed_single(const struct feed *f)
{
	return f->single;
}

/* Hand over the page at hand and begin the next. */
static int
turn(struct feed *f, struct pages *p)
{
	if (p->batch != NULL)
		render_queue(f->render, p->batch);
	if ((p->batch = render_fresh(f->render, (int)p->id)) == NULL)
		return -1;
	p->batch->number = ++p->number;
	p->batch->total = p->total;
	if (p->stem.ptr != NULL)
		batch_group(p->batch, p->group, p->stem);
	return 0;
}

/* The last page; a list without a row has one too. */
static int
close_pages(struct feed *f, struct pages *p)
{
	if (p->batch == NULL && turn(f, p) == -1)
		return -1;
	render_queue(f->render, p->batch);
	p->batch = NULL;
	return 0;
}

/* Add the row of a token, or the token; users are counted, so that each is
 * copied once a page. */
static int
add(struct feed *f, struct pages *p, const struct pack_row *row, int64_t user)
{
	const struct token	*t = &row->token;

	if (p->batch == NULL || (int64_t)p->batch->nrows == f->page_size) {
		if (turn(f, p) == -1)
			return -1;
		p->user = 0;
	}
	if (row->html.ptr != NULL) {
		batch_row(p->batch, row->html);
		return 0;
	}
	if (p->user != user)
		(void)batch_user(p->batch, t->user);
	p->user = user;
	(void)batch_token(p->batch, t);
	p->batch->nrows++;
	return 0;
}

int
feed_user(struct feed *f, const struct user *u)
{
	f->nusers++;
	f->row.user = *u;
	buf_reset(&f->role);
	if (f->by_group != NULL && u->role.text.len > 0)
		fields_role_stem(&f->role, f->hash, u->role.text);
	if (u->orphan)
		return 0;
	if ((f->users.batch == NULL ||
	    (int64_t)f->users.batch->nunits == f->page_size) &&
	    turn(f, &f->users) == -1)
		return -1;
	(void)batch_user(f->users.batch, u);
	batch_unit(f->users.batch, 1);
	return 0;
}

static int
add_group(struct feed *f, const struct buf *stem, struct slice name)
{
	f->row.stem = (struct slice){ stem->ptr, stem->len };
	f->row.group = name;
	return pack_row(f->by_group, 0, &f->row);
}

/* Once for its role, once for each team. */
static int
add_groups(struct feed *f)
{
	const struct user	*u = &f->row.user;
	size_t			 i;

	if (f->role.len > 0 && add_group(f, &f->role, u->role.text) == -1)
		return -1;
	for (i = 0; i < u->nteams; i++) {
		buf_reset(&f->team);
		fields_team_stem(&f->team, u->teams[i].id);
		if (add_group(f, &f->team, u->teams[i].name) == -1)
			return -1;
	}
	f->row.stem = f->row.group = (struct slice){ NULL, 0 };
	return 0;
}

/* A row for all orders. */
static int
add_orders(struct feed *f, const struct token *t)
{
	uint64_t	 key;
	int		 i;

	for (i = 0; i < ORDERS; i++) {
		key = listing_key((enum listing_id)(LISTING_ORDERS + i), t,
		    f->row.place);
		if (i > 0)
			sorter_also(f->orders[i], key);
		else if (pack_row(f->orders[0], key, &f->row) == -1)
			return -1;
	}
	return 0;
}

static struct slice
make_row(struct feed *f, const struct token *t, struct buf *html)
{
	buf_reset(html);
	page_row(render_maker(f->render), t, html);
	return (struct slice){ html->ptr, html->len };
}

int
feed_token(struct feed *f, const struct token *t, struct slice *row)
{
	int	 i;

	*row = (struct slice){ NULL, 0 };
	if (!fields_has_lists(f->snapshot) && f->single == NULL)
		return 0;
	f->row.place++;
	f->row.token = *t;
	/* Letters are for the usual list alone. */
	f->row.token.letter = '\0';
	if (f->makes)
		f->row.html = make_row(f, &f->row.token, &f->html);
	*row = f->row.html;
	if (f->makes && t->letter != '\0')
		*row = make_row(f, t, &f->first);
	for (i = 0; i < FILTERS && f->snapshot->filters; i++)
		if (listing_holds(f->filters[i].id, t) &&
		    add(f, &f->filters[i], &f->row, f->nusers) == -1)
			return -1;
	if (f->single != NULL) {
		if (f->single_user != f->nusers)
			(void)batch_user(f->single, t->user);
		f->single_user = f->nusers;
		(void)batch_token(f->single, &f->row.token);
	}
	if (f->orders[0] != NULL && add_orders(f, t) == -1)
		return -1;
	return f->by_group != NULL ? add_groups(f) : 0;
}

static int
write_order(struct feed *f, int i)
{
	struct pages	 p = { .id = (enum listing_id)(LISTING_ORDERS + i),
			    .total = f->snapshot->totals.tokens };
	struct pack_row	 row;
	const void	*rec;
	uint64_t	 major;
	int64_t		 n = 0;
	int		 rc;

	if (sorter_done(f->orders[i]) == -1)
		return -1;
	while ((rc = sorter_next(f->orders[i], &major, &rec)) == 1) {
		pack_row_read(rec, &row);
		if (add(f, &p, &row, ++n) == -1)
			return -1;
	}
	return rc == -1 ? -1 : close_pages(f, &p);
}

static void
free_orders(struct feed *f)
{
	int	 i;

	for (i = ORDERS - 1; i >= 0; i--) {
		sorter_free(f->orders[i]);
		f->orders[i] = NULL;
	}
}

static struct slice
keep(struct feed *f, struct slice s)
{
	/* An offset until all are in. */
	struct slice	 kept = { (const char *)(uintptr_t)f->names.len,
			    s.len };

	buf_slice(&f->names, s);
	buf_addc(&f->names, '\0');
	return kept;
}

/* Every group and how many tokens it has, in the order of the stems. */
static int
count_groups(struct feed *f)
{
	struct view_group	*g = NULL;
	struct pack_row		 row;
	const void		*rec;
	uint64_t		 major;
	size_t			 i;
	int			 rc;

	while ((rc = sorter_next(f->by_group, &major, &rec)) == 1) {
		pack_row_read(rec, &row);
		if (g == NULL || g->stem.len != row.stem.len ||
		    memcmp(f->names.ptr + (uintptr_t)g->stem.ptr,
		    row.stem.ptr, row.stem.len) != 0) {
			if (f->ngroups == f->groups_cap) {
				f->groups_cap += 16 + f->groups_cap / 2;
				f->groups = xreallocarray(f->groups,
				    f->groups_cap, sizeof(*f->groups));
			}
			g = &f->groups[f->ngroups++];
			g->stem = keep(f, row.stem);
			g->name = keep(f, row.group);
			g->total = 0;
			f->nroles += row.stem.ptr[0] == 'r';
		}
		g->total++;
	}
	for (i = 0; i < f->ngroups; i++) {
		f->groups[i].stem.ptr = f->names.ptr +
		    (uintptr_t)f->groups[i].stem.ptr;
		f->groups[i].name.ptr = f->names.ptr +
		    (uintptr_t)f->groups[i].name.ptr;
	}
	sorter_rewind(f->by_group);
	return rc;
}

static int
group_cmp(const void *a, const void *b)
{
	const struct view_group	*x = a, *y = b;
	int			 cmp = slice_cmp(x->name, y->name);

	return cmp != 0 ? cmp : slice_cmp(x->stem, y->stem);
}

static int
write_groups(struct feed *f)
{
	struct pages		 p = { .id = LISTING_ROLE };
	struct view_group	*teams;
	struct pack_row		 row;
	const void		*rec;
	uint64_t		 major;
	size_t			 i;
	int64_t			 n = 0, left;

	if (sorter_done(f->by_group) == -1 || count_groups(f) == -1)
		return -1;
	for (i = 0; i < f->ngroups; i++) {
		memset(&p, 0, sizeof(p));
		p.id = i < f->nroles ? LISTING_ROLE : LISTING_TEAM;
		p.total = f->groups[i].total;
		p.group = f->groups[i].name;
		p.stem = f->groups[i].stem;
		for (left = p.total; left > 0; left--) {
			if (sorter_next(f->by_group, &major, &rec) != 1)
				return -1;
			pack_row_read(rec, &row);
			if (add(f, &p, &row, ++n) == -1)
				return -1;
		}
		if (close_pages(f, &p) == -1)
			return -1;
	}
	/* Roles stand before teams: "role-" before "team-". */
	teams = f->ngroups > 0 ? f->groups + f->nroles : NULL;
	if (f->nroles > 0)
		qsort(f->groups, f->nroles, sizeof(*f->groups), group_cmp);
	if (f->ngroups > f->nroles)
		qsort(teams, f->ngroups - f->nroles, sizeof(*teams),
		    group_cmp);
	return render_put(f->render, "data/groups.html",
	    page_groups(render_maker(f->render), f->groups, f->nroles,
	    teams, f->ngroups - f->nroles));
}

int
feed_end(struct feed *f)
{
	int	 i;

	if (close_pages(f, &f->users) == -1)
		return -1;
	for (i = 0; i < FILTERS && f->snapshot->filters; i++)
		if (fields_has_filter(f->snapshot, f->filters[i].id) &&
		    close_pages(f, &f->filters[i]) == -1)
			return -1;
	for (i = 0; i < ORDERS && f->orders[i] != NULL; i++)
		if (write_order(f, i) == -1)
			return -1;
	free_orders(f);
	return f->by_group != NULL ? write_groups(f) : 0;
}

void
feed_free(struct feed *f)
{
	int	 i;

	if (f == NULL)
		return;
	for (i = 0; i < FILTERS; i++)
		batch_free(f->filters[i].batch);
	batch_free(f->users.batch);
	batch_free(f->single);
	free_orders(f);
	sorter_free(f->by_group);
	free(f->groups);
	hash_free(f->hash);
	buf_free(&f->first);
	buf_free(&f->html);
	buf_free(&f->role);
	buf_free(&f->team);
	buf_free(&f->names);
	free(f);
}
