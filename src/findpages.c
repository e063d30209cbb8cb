/*
 * A record of the sort holds a finding with the texts that its row shows: the
 * fact is made when it is found, while the token is at hand.  Major is the
 * rule, with the muted after the others.
 */

#include "findpages.h"

#include <stdlib.h>

#include "sorter.h"
#include "tables.h"
#include "util.h"

#define MEMORY		((size_t)2 << 20)
#define TEXTS		5

struct packed {
	uint64_t	 place;		/* a total order */
	int64_t		 ref;
	int64_t		 token;
	int64_t		 exception;	/* which; -1: none */
	uint32_t	 part;
	uint32_t	 len[TEXTS];	/* UINT32_MAX: NULL */
	uint8_t		 has_user;
	uint8_t		 has_ref;
	uint8_t		 has_token;
};

struct findpages {
	struct render			*render;
	struct stage			*stage;
	struct findings			*findings;
	const struct view_snapshot	*snapshot;
	struct sorter			*sorter;
	struct tables_file		*table;
	int64_t				 page_size;
	uint64_t			 place;
	struct buf			 fact;
	struct buf			 stem;
	struct batch			*page;		/* at hand, or NULL */
};

static int
cmp(const void *a, const void *b)
{
	const struct packed	*x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

struct findpages *
findpages_new(struct render *render, struct stage *stage,
    struct findings *findings, const struct view_snapshot *snapshot,
    int64_t page_size)
{
	struct findpages	*p = xcalloc(1, sizeof(*p));

	p->render = render;
	p->stage = stage;
	p->findings = findings;
	p->snapshot = snapshot;
	p->page_size = page_size;
	p->fact = p->stem = (struct buf)BUF_INIT;
	p->sorter = sorter_new(stage_fd(stage), MEMORY, false, cmp);
	return p;
}

static void
texts_of(struct finding *f, struct slice *texts[TEXTS])
{
	texts[0] = &f->user;
	texts[1] = &f->slug;
	texts[2] = &f->user_id;
	texts[3] = &f->name;
	texts[4] = &f->fact;
}

/* Put a finding into the sort; its fact is in p->fact. */
static int
add(struct findpages *p, struct finding *f, enum rule r)
{
	struct slice	*texts[TEXTS];
	struct packed	*k;
	size_t		 len = 0;
	char		*at;
	int		 i;

	f->fact = (struct slice){ p->fact.ptr, p->fact.len };
	texts_of(f, texts);
	for (i = 0; i < TEXTS; i++)
		len += texts[i]->len;
	k = sorter_add(p->sorter, (uint64_t)r * 2 + (f->exception != NULL),
	    sizeof(*k) + len);
	if (k == NULL)
		return -1;
	k->place = p->place++;
	k->ref = f->ref;
	k->token = f->token;
	k->exception = f->exception != NULL ? f->exception -
	    p->findings->exceptions->list : -1;
	k->part = f->part;
	k->has_user = f->has_user;
	k->has_ref = f->has_ref;
	k->has_token = f->has_token;
	at = (char *)(k + 1);
	for (i = 0; i < TEXTS; i++) {
		k->len[i] = texts[i]->ptr != NULL ? (uint32_t)texts[i]->len :
		    UINT32_MAX;
		if (texts[i]->len > 0)
			memcpy(at, texts[i]->ptr, texts[i]->len);
		at += texts[i]->len;
	}
	return 0;
}

/* Read a record back; the texts are borrowed from it. */
static void
read_back(const struct findpages *p, uint64_t major, const void *rec,
    struct finding *f)
{
	const struct packed	*k = rec;
	const char		*at = (const char *)(k + 1);
	struct slice		*texts[TEXTS];
	int			 i;

	memset(f, 0, sizeof(*f));
	f->rule = &p->findings->rule[major / 2];
	if (k->exception != -1)
		f->exception = &p->findings->exceptions->list[k->exception];
	f->ref = k->ref;
	f->token = k->token;
	f->part = k->part;
	f->has_user = k->has_user;
	f->has_ref = k->has_ref;
	f->has_token = k->has_token;
	texts_of(f, texts);
	for (i = 0; i < TEXTS; i++) {
		if (k->len[i] == UINT32_MAX)
			continue;
		*texts[i] = (struct slice){ at, k->len[i] };
		at += k->len[i];
	}
}

/* Each finding of a service user, or of a token of it. */
static int
add_all(struct findpages *p, const struct user *u, const struct token *t)
{
	uint32_t	 found = t != NULL ? t->found : u->found;
	uint32_t	 muted = t != NULL ? t->muted : u->muted;
	struct finding	 f = { .has_user = true };
	int		 r;

	f.ref = u->id;
	f.has_ref = !u->orphan || u->has_id;
	f.user = u->shown;
	f.slug = u->slug;
	f.user_id = u->user_id;
	f.part = 1;
	if (t != NULL) {
		f.has_token = true;
		f.token = t->id;
		f.name = t->name;
		f.part = t->part;
	}
	for (r = 0; r < RULES; r++) {
		if ((found >> r & 1) == 0)
			continue;
		f.exception = (muted >> r & 1) == 0 ? NULL :
		    findings_muted(p->findings, (enum rule)r, u, t);
		buf_reset(&p->fact);
		findings_fact(&p->fact, p->findings, (enum rule)r, u, t);
		if (add(p, &f, (enum rule)r) == -1)
			return -1;
	}
	return 0;
}

int
findpages_user(struct findpages *p, const struct user *u)
{
	return u->found == 0 ? 0 : add_all(p, u, NULL);
}

int
findpages_token(struct findpages *p, const struct user *u,
    const struct token *t)
{
	return t->found == 0 ? 0 : add_all(p, u, t);
}

/* Those of the snapshot as a whole, when all others are known. */
static int
add_whole(struct findpages *p)
{
	const struct exception	*about;
	struct finding		 f;
	enum rule		 r;
	size_t			 at = 0;

	while (findings_snapshot(p->findings, &at, &r, &about)) {
		memset(&f, 0, sizeof(f));
		if (about == NULL)
			f.exception = findings_muted(p->findings, r, NULL,
			    NULL);
		buf_reset(&p->fact);
		findings_fact_snapshot(&p->fact, p->findings, r, about);
		if (add(p, &f, r) == -1)
			return -1;
	}
	return 0;
}

/* Hand over the page at hand, if any, and begin another. */
static int
turn(struct findpages *p, enum rule r, int64_t number, int64_t total)
{
	static const struct slice	 none = { NULL, 0 };

	if (p->page != NULL)
		render_queue(p->render, p->page);
	if ((p->page = render_fresh(p->render, RENDER_FINDINGS)) == NULL)
		return -1;
	p->page->number = number;
	p->page->total = total;
	buf_reset(&p->stem);
	page_finding_stem(&p->stem, r);
	batch_group(p->page, none, (struct slice){ p->stem.ptr, p->stem.len });
	return 0;
}

/* The findings of one rule, which come next in the sort. */
static int
put_rule(struct findpages *p, const struct findings_rule *rule)
{
	int64_t			 total = rule->found + rule->muted, i;
	struct finding		 f;
	const void		*rec;
	uint64_t		 major;

	for (i = 0; i < total; i++) {
		if (sorter_next(p->sorter, &major, &rec) != 1)
			return -1;
		read_back(p, major, rec, &f);
		if (tables_row(p->table, &f) == -1)
			return -1;
		if (i % p->page_size == 0 && turn(p, rule->rule,
		    i / p->page_size + 1, total) == -1)
			return -1;
		batch_finding(p->page, &f);
	}
	return 0;
}

int
findpages_end(struct findpages *p)
{
	int	 i, rc = 0;

	if (add_whole(p) == -1 || sorter_done(p->sorter) == -1)
		return -1;
	p->table = tables_open(p->stage, &columns_findings, p->snapshot,
	    p->findings->schema);
	if (p->table == NULL)
		return -1;
	for (i = 0; i < RULES && rc == 0; i++)
		rc = put_rule(p, &p->findings->rule[i]);
	rc = tables_close(p->table, rc == -1, NULL);
	p->table = NULL;
	if (rc == 0 && p->page != NULL) {
		render_queue(p->render, p->page);
		p->page = NULL;
	}
	if (rc == 0)
		rc = render_put(p->render, "data/findings.html",
		    page_findings(render_maker(p->render)));
	return rc;
}

void
findpages_free(struct findpages *p)
{
	if (p == NULL)
		return;
	(void)tables_close(p->table, true, NULL);
	sorter_free(p->sorter);
	batch_free(p->page);
	buf_free(&p->fact);
	buf_free(&p->stem);
	free(p);
}
