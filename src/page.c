#include "page.h"

#include <stdlib.h>

#include "findings.h"
#include "talrow.h"
#include "talrun.h"
#include "util.h"

#define AROUND		2	/* pages linked on each side of this one */
#define LINKS_MAX	(2 * AROUND + 5)
#define CHOICES		(LISTING_GROUPS - LISTING_FILTERS + 1)
#define LETTERS_FROM	50	/* rows that need a way to each letter */

const struct theme_want page_wants[PAGE_TEMPLATES] = {
	[PAGE_LIST] = { "list", &fields_list },
	[PAGE_USER] = { "user", &fields_user },
	[PAGE_USERS] = { "users", &fields_users },
	[PAGE_CHARTS] = { "charts", &fields_charts },
	[PAGE_GROUPS] = { "groups", &fields_groups },
	[PAGE_CHANGES] = { "changes", &fields_changes },
	[PAGE_FINDINGS] = { "findings", &fields_findings },
	[PAGE_FINDING] = { "finding", &fields_finding },
	[PAGE_NOTE] = { "note", &fields_note },
	[PAGE_COVER] = { "cover", &fields_cover },
	[PAGE_ARCHIVE] = { "archive", &fields_archive },
	[PAGE_PROVENANCE] = { "provenance", &fields_provenance },
};

struct page_maker {
	const struct theme		*theme;
	const struct view_snapshot	*snapshot;
	struct view_context		 context;
	struct talrun			*run;
	bool				 rows_alike;	/* of lists */
	uint32_t			 row_loop;	/* then: their op */
	struct talrow_pieces		 pieces;	/* list, user */
	struct buf			 out;
	struct buf			 list;	/* page of a list */
	struct view_link		 links[LINKS_MAX];
	struct view_letter		 letters[VIEW_LETTERS];
	struct view_choice		 choices[CHOICES];
	struct finding		*found;		/* of a user's page */
	size_t				 nfound, found_cap;
	struct buf			 facts;		/* their texts */
	int64_t				 page_size;
};

struct page_maker *
page_maker_new(const struct theme *theme, const struct view_snapshot *snapshot,
    const struct when_zone *zone, int64_t page_size)
{
	struct page_maker	*m = xcalloc(1, sizeof(*m));

	m->page_size = page_size;
	m->context.groups = snapshot->groups;
	m->context.lacks = snapshot->lacks;

	m->theme = theme;
	m->snapshot = snapshot;
	m->context.zone = when_zone_again(zone);
	m->context.hash = hash_new(HASH_SHA256);
	m->context.as_of = snapshot->as_of;
	m->run = talrun_new();
	m->rows_alike = talrow_find(theme_template(theme, PAGE_LIST),
	    &fields_token, &fields_totals, &m->row_loop);
	talrow_pieces(&m->pieces, theme_template(theme, PAGE_LIST),
	    theme_template(theme, PAGE_USER), &fields_token,
	    &fields_user_type, &fields_totals);
	m->out = m->list = m->facts = (struct buf)BUF_INIT;
	return m;
}

void
page_maker_free(struct page_maker *m)
{
	if (m == NULL)
		return;
	talrun_free(m->run);
	buf_free(&m->out);
	buf_free(&m->list);
	buf_free(&m->facts);
	free(m->found);
	free(m->context.zone);
	hash_free(m->context.hash);
	free(m);
}

int64_t
page_count(int64_t total, int64_t page_size)
{
	return total > 0 ? (total + page_size - 1) / page_size : 1;
}

/*
 * The pages to link: the first, the last, those around this one, and a gap
 * where some are left out.
 */
static size_t
make_links(struct view_link *links, int64_t number, int64_t count)
{
	size_t	 n = 0;
	int64_t	 i;

	if (count < 2)
		return 0;
	for (i = 1; i <= count; i++) {
		if (i > 1 && i < number - AROUND) {
			links[n++] = (struct view_link){ i, false, true };
			i = number - AROUND;
		} else if (i > number + AROUND && i < count) {
			links[n++] = (struct view_link){ i, false, true };
			i = count;
		}
		links[n++] = (struct view_link){ i, i == number, false };
	}
	return n;
}

/* What the templates need beside the view itself. */
static void
prepare(struct page_maker *m, const char *root, struct view *v)
{
	v->snapshot = m->snapshot;
	v->list.links = m->links;
	v->list.nlinks = make_links(m->links, v->list.number, v->list.count);
	v->list.orders = m->snapshot->orders && v->kind == VIEW_LIST &&
	    v->list.id < LISTING_FILTERS;
	m->context.root = root;
	m->context.stem = v->list.stem;
	m->context.note = v->note;
	m->context.own_page = v->kind == VIEW_USER;
}

static struct slice
render(struct page_maker *m, enum page_template which, const char *root,
    struct view *v)
{
	prepare(m, root, v);
	buf_reset(&m->out);
	talrun(m->run, theme_template(m->theme, which), v, &m->context,
	    &m->out);
	return (struct slice){ m->out.ptr, m->out.len };
}

/* Where names begin with each letter, on a list that is long enough. */
static void
make_letters(struct page_maker *m, struct view_list *l, const int64_t *rows)
{
	int	 i;

	if (l->total < LETTERS_FROM)
		return;
	for (i = 0; i < VIEW_LETTERS; i++) {
		m->letters[i].letter = i < VIEW_LETTERS - 1 ?
		    (char)('A' + i) : '#';
		m->letters[i].number = rows[i] == -1 ? 0 :
		    rows[i] / m->page_size + 1;
	}
	l->letters = m->letters;
	l->nletters = VIEW_LETTERS;
}

/* All tokens, and the lists that hold some of them. */
static void
make_choices(struct page_maker *m, struct view_list *l)
{
	const struct totals	*n = &m->snapshot->totals;
	struct view_choice	*c = m->choices;
	enum listing_id		 id;
	int			 i;

	for (i = 0; i < CHOICES; i++) {
		id = i == 0 ? LISTING_ALL :
		    (enum listing_id)(LISTING_FILTERS + i - 1);
		if (!fields_has_filter(m->snapshot, id))
			continue;
		*c++ = (struct view_choice){ id, listing_total(id, n),
		    l->id == id ||
		    (id == LISTING_ALL && l->id < LISTING_FILTERS) };
	}
	l->choices = m->choices;
	l->nchoices = (size_t)(c - m->choices);
}

struct slice
page_list(struct page_maker *m, const struct view_list *list)
{
	const struct talc_prog	*prog = theme_template(m->theme, PAGE_LIST);
	struct view		 v = { .kind = VIEW_LIST, .list = *list };

	if (v.list.stem.ptr == NULL)
		v.list.stem = slice_of(listing(list->id)->stem);
	if (list->id == LISTING_ALL)
		make_letters(m, &v.list, m->snapshot->letters);
	make_choices(m, &v.list);
	prepare(m, "", &v);
	buf_reset(&m->list);
	talrun_keep(m->run, prog, &v, &m->context, &m->list, &m->pieces);
	return (struct slice){ m->list.ptr, m->list.len };
}

ssize_t
page_cut(const struct page_maker *m)
{
	return talrun_cut(m->run);
}

bool
page_rows_alike(const struct page_maker *m)
{
	return m->rows_alike;
}

void
page_row(struct page_maker *m, const struct token *t, struct buf *out)
{
	m->context.root = "";
	m->context.own_page = false;
	talrun_row(m->run, theme_template(m->theme, PAGE_LIST), m->row_loop,
	    t, &m->context, out);
}

struct slice
page_users(struct page_maker *m, const struct view_list *list)
{
	struct view	 v = { .kind = VIEW_USERS, .list = *list };

	v.list.stem = slice_of(listing(LISTING_USERS)->stem);
	make_letters(m, &v.list, m->snapshot->user_letters);
	return render(m, PAGE_USERS, "", &v);
}

/* One finding of the page of a user, its fact an offset until all are in. */
static void
add_finding(struct page_maker *m, enum rule r, const struct user *u,
    const struct token *t)
{
	const struct findings	*f = m->snapshot->judged;
	struct finding	*v;
	size_t			 at = m->facts.len;

	if (m->nfound == m->found_cap) {
		m->found_cap = m->found_cap > 0 ? 2 * m->found_cap : 64;
		m->found = xreallocarray(m->found, m->found_cap,
		    sizeof(*m->found));
	}
	v = &m->found[m->nfound++];
	memset(v, 0, sizeof(*v));
	v->rule = &f->rule[r];
	v->user = u->shown;
	v->slug = u->slug;
	v->has_user = true;
	if (t != NULL) {
		v->has_token = true;
		v->token = t->id;
		v->name = t->name;
		v->part = t->part;
	}
	if (((t != NULL ? t->muted : u->muted) >> r & 1) != 0)
		v->exception = findings_muted(f, r, u, t);
	findings_fact(&m->facts, f, r, u, t);
	v->fact.ptr = (const char *)(uintptr_t)at;
	v->fact.len = m->facts.len - at;
}

static void
add_findings(struct page_maker *m, uint32_t mask, const struct user *u,
    const struct token *t)
{
	size_t	 before = m->nfound;
	int	 r;

	for (r = 0; mask >> r != 0 && r < RULES; r++)
		if ((mask >> r & 1) != 0)
			add_finding(m, (enum rule)r, u, t);
	if (t != NULL && m->nfound > before)
		m->found[before].first = true;
}

/* Those of the user itself on its first page, then those of the tokens. */
static void
make_findings(struct page_maker *m, struct view *v)
{
	size_t	 i;

	m->nfound = 0;
	buf_reset(&m->facts);
	if (v->list.number == 1)
		add_findings(m, v->user->found, v->user, NULL);
	for (i = 0; i < v->list.ntokens; i++)
		if (v->list.tokens[i].found != 0)
			add_findings(m, v->list.tokens[i].found, v->user,
			    &v->list.tokens[i]);
	for (i = 0; i < m->nfound; i++)
		m->found[i].fact.ptr = m->facts.ptr +
		    (uintptr_t)m->found[i].fact.ptr;
	v->findings = m->found;
	v->nfindings = m->nfound;
}

struct slice
page_user(struct page_maker *m, const struct user *user,
    const struct changes_of *changes, const struct view_list *list,
    ssize_t at)
{
	struct view		 v = { .kind = VIEW_USER, .list = *list };
	struct talrun_taken	 taken = { m->pieces.taken, (size_t)at };

	v.user = user;
	v.of_user = changes;
	v.list.stem = user->slug;
	if (m->snapshot->judged != NULL)
		make_findings(m, &v);
	if (at == -1 || taken.span.to == 0)
		return render(m, PAGE_USER, "../", &v);
	prepare(m, "../", &v);
	buf_reset(&m->out);
	talrun_reuse(m->run, theme_template(m->theme, PAGE_USER), &v,
	    &m->context, &m->out, &taken);
	return (struct slice){ m->out.ptr, m->out.len };
}

struct slice
page_changes(struct page_maker *m, const struct change *list, size_t n,
    const struct view_list *pages)
{
	const struct changes_facts	*facts;
	struct view			 v = { .kind = VIEW_CHANGES,
					    .list = *pages };
	size_t				 i = 0;

	while (i < n && list[i].transition != CHANGE_USED)
		i++;
	v.changes = list;
	v.nchanges = i;
	/* Without any there may be no list to go on in. */
	v.used = i < n ? list + i : NULL;
	v.nused = n - i;
	v.list.stem = SLICE(PAGE_CHANGES_STEM);
	if ((facts = m->snapshot->delta->facts) != NULL) {
		fields_change_events(facts, &v);
		fields_change_totals(m->snapshot, &v);
	}
	return render(m, PAGE_CHANGES, "", &v);
}

struct slice
page_charts(struct page_maker *m, const struct tally *tally)
{
	static void	(*const draw[])(struct buf *, const struct tally *) = {
		chart_states, chart_expirations, chart_last_use
	};
	struct view	 v = { .kind = VIEW_CHARTS };
	struct buf	 html[3];
	struct slice	 s;
	int		 i;

	for (i = 0; i < 3; i++) {
		html[i] = (struct buf)BUF_INIT;
		draw[i](&html[i], tally);
		v.charts[i] = (struct slice){ html[i].ptr, html[i].len };
	}
	s = render(m, PAGE_CHARTS, "", &v);
	for (i = 0; i < 3; i++)
		buf_free(&html[i]);
	return s;
}

struct slice
page_groups(struct page_maker *m, const struct view_group *roles,
    size_t nroles, const struct view_group *teams, size_t nteams)
{
	struct view	 v = { .kind = VIEW_GROUPS };

	v.roles = roles;
	v.nroles = nroles;
	v.teams = teams;
	v.nteams = nteams;
	return render(m, PAGE_GROUPS, "", &v);
}

static int
rule_cmp(const void *a, const void *b)
{
	const struct findings_rule	*x = a, *y = b;

	if (x->severity != y->severity)
		return x->severity > y->severity ? 1 : -1;
	return (x->rule > y->rule) - (x->rule < y->rule);
}

struct slice
page_findings(struct page_maker *m)
{
	const struct findings	*f = m->snapshot->judged;
	struct findings_rule	 rules[RULES];
	struct view_severity	 severities[SEVERITIES];
	struct view		 v = { .kind = VIEW_FINDINGS };
	int			 i;

	memcpy(rules, f->rule, sizeof(rules));
	qsort(rules, RULES, sizeof(rules[0]), rule_cmp);
	memset(severities, 0, sizeof(severities));
	for (i = 0; i < SEVERITIES; i++)
		severities[i].severity = (enum severity)i;
	for (i = 0; i < RULES; i++) {
		if (rules[i].severity == SEVERITIES)
			continue;
		severities[rules[i].severity].found += rules[i].found;
		severities[rules[i].severity].muted += rules[i].muted;
	}
	v.rules = rules;
	v.severities = severities;
	return render(m, PAGE_FINDINGS, "", &v);
}

void
page_finding_stem(struct buf *b, enum rule r)
{
	BUF_LIT(b, "finding-r");
	buf_adds(b, rule_id(r) + 1);
}

struct slice
page_finding(struct page_maker *m, const struct finding *findings,
    const struct view_list *list)
{
	struct view	 v = { .kind = VIEW_FINDINGS, .list = *list };

	v.rules = findings[0].rule;
	v.findings = findings;
	v.nfindings = list->nrows;
	return render(m, PAGE_FINDING, "", &v);
}

struct slice
page_note(struct page_maker *m, const struct view_note *note,
    struct slice title, struct slice body)
{
	struct view	 v = { .kind = note != NULL ? VIEW_NOTE : VIEW_ABOUT };

	v.note = note;
	v.title = title;
	v.body = body;
	return render(m, PAGE_NOTE, note != NULL ? "../" : "", &v);
}

struct slice
page_cover(struct page_maker *m)
{
	struct view	 v = { .kind = VIEW_COVER };

	return render(m, PAGE_COVER, "data/", &v);
}

struct slice
page_provenance(struct page_maker *m, const struct provenance *provenance)
{
	struct view	 v = { .kind = VIEW_PROVENANCE };

	v.provenance = provenance;
	return render(m, PAGE_PROVENANCE, "", &v);
}

void
page_list_path(struct buf *b, struct slice stem, int64_t number)
{
	BUF_LIT(b, "data/");
	fields_page(b, stem, number);
}

void
page_user_path(struct buf *b, const struct user *u, int64_t part)
{
	BUF_LIT(b, "data/users/");
	buf_slice(b, u->slug);
	if (part > 1) {
		buf_addc(b, '.');
		buf_num(b, part);
	}
	BUF_LIT(b, ".html");
}
