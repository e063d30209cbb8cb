#include "talc.h"

#include <stdlib.h>

#include "talfold.h"
#include "talgen.h"
#include "util.h"

static void element(struct talgen *, const struct tal_node *);

/* Faults from here on are those of statement s of n, or of its tag. */
static void
place(struct talgen *g, const struct tal_node *n, int s)
{
	g->t.path = n->file->path;
	g->t.line = n->line;
	if (s >= 0 && n->statement[s] != NULL)
		g->t.line = n->statement[s]->line;
}

static void
children(struct talgen *g, const struct tal_node *n)
{
	const struct tal_node	*c;

	for (c = n->child; c != NULL; c = c->next) {
		if (c->name != NULL)
			element(g, c);
		else
			talgen_escaped(g, c->text);
	}
}

static void
children_of(struct talgen *g, const void *n)
{
	children(g, n);
}

/* An attribute as it stands in the template; arg may be NULL. */
static void
plain_attr(struct talgen *g, const void *arg)
{
	const struct tal_attr	*a = arg;

	if (a == NULL)
		return;
	talgen_literal(g, SLICE(" "));
	talgen_literal(g, slice_of(a->name));
	talgen_literal(g, SLICE("=\""));
	talgen_escaped(g, slice_of(a->value));
	talgen_literal(g, SLICE("\""));
}

/* May it stand there as it is? */
static void
check_attr(struct talgen *g, const struct tal_attr *a)
{
	g->t.line = a->line;
	talsafe_plain(g, a->name, slice_of(a->value));
}

/* One statement of tal:attributes. */
struct set {
	struct set	*next;
	const char	*name;
	struct slice	 text;
};

static struct set *
read_sets(struct talgen *g, const struct tal_node *n)
{
	const struct tal_attr	*a = n->statement[TAL_ATTRIBUTES];
	struct set		*first = NULL, **last = &first, *s;
	struct slice		 rest, one, word;

	if (a == NULL)
		return NULL;
	place(g, n, TAL_ATTRIBUTES);
	rest = slice_of(a->value);
	while (rest.len > 0) {
		one = tales_statement(g->t.pool, &rest);
		if (one.len == 0)
			continue;
		word = tales_word(&one);
		s = pool_take(g->t.pool, 1, sizeof(*s));
		s->name = pool_text(g->t.pool, word.ptr, word.len);
		s->text = one;
		for (last = &first; *last != NULL; last = &(*last)->next)
			if (strcmp((*last)->name, s->name) == 0)
				TALGEN_FAULT(g, "attribute %s is set twice",
				    s->name);
		*last = s;
		talsafe_set(g, s->name);
	}
	return first;
}

static void
set_attr(struct talgen *g, const struct set *s, const struct tal_attr *given)
{
	struct talgen_value	 v = { 0 };

	v.expr = tales_read(&g->t, s->text);
	if (v.expr == NULL)
		return;
	v.place = TALGEN_ATTR;
	v.attr = s->name;
	if (talsafe_is_url(s->name)) {
		v.place = TALGEN_URL;
		talsafe_address(g, s->name, v.expr);
	}
	v.before = slice_of(pool_join(g->t.pool, " ", s->name, "=\""));
	v.after = SLICE("\"");
	v.otherwise = plain_attr;
	v.arg = given;
	talgen_value(g, &v);
}

static void
attributes(struct talgen *g, const struct tal_node *n)
{
	struct set	*sets = read_sets(g, n), *s;
	size_t		 i;

	for (i = 0; i < n->nattrs; i++) {
		check_attr(g, &n->attrs[i]);
		for (s = sets; s != NULL; s = s->next)
			if (strcmp(s->name, n->attrs[i].name) == 0)
				break;
		place(g, n, TAL_ATTRIBUTES);
		if (s == NULL) {
			plain_attr(g, &n->attrs[i]);
			continue;
		}
		set_attr(g, s, &n->attrs[i]);
		s->name = "";	/* done */
	}
	for (s = sets; s != NULL; s = s->next)
		if (s->name[0] != '\0')
			set_attr(g, s, NULL);
}

/* tal:content or tal:replace, the statement s of n. */
static void
show(struct talgen *g, const struct tal_node *n, enum tal_statement s,
    void (*otherwise)(struct talgen *, const void *))
{
	struct talgen_value	 v = { 0 };
	struct slice		 text, rest, word;

	place(g, n, (int)s);
	text = slice_of(n->statement[s]->value);
	rest = text;
	word = tales_word(&rest);
	v.place = g->plain ? TALGEN_PLAIN : TALGEN_TEXT;
	if (slice_cmp(word, SLICE("structure")) == 0) {
		v.place = TALGEN_STRUCTURE;
		text = rest;
		if (g->plain)
			TALGEN_FAULT(g, "only text can stand here, no "
			    "structure");
	} else if (slice_cmp(word, SLICE("text")) == 0 && rest.len > 0) {
		text = rest;
	}
	v.expr = tales_read(&g->t, text);
	v.otherwise = otherwise;
	v.arg = n;
	if (v.expr != NULL)
		talgen_value(g, &v);
}

static void
content(struct talgen *g, const struct tal_node *n)
{
	if (n->statement[TAL_CONTENT] == NULL)
		children(g, n);
	else
		show(g, n, TAL_CONTENT, children_of);
}

static bool
holds_something(const struct tal_node *n)
{
	const struct tal_node	*c;

	if (n->statement[TAL_CONTENT] != NULL)
		return true;
	for (c = n->child; c != NULL; c = c->next)
		if (c->name != NULL || tales_trim(c->text).len > 0)
			return true;
	return false;
}

static void
tags(struct talgen *g, const struct tal_node *n, const struct tales_expr *omit)
{
	bool		 is_void = talsafe_is_void(n->name);
	bool		 plain = g->plain;
	uint32_t	 chain = TALGEN_NONE;

	place(g, n, -1);
	talsafe_element(g, n->name);
	if (is_void && holds_something(n))
		TALGEN_FAULT(g, "<%s> holds nothing in HTML", n->name);
	if (plain)
		TALGEN_FAULT(g, "only text can stand here, no <%s>", n->name);
	place(g, n, TAL_OMIT_TAG);
	if (omit != NULL)
		chain = talgen_test(g, omit, false, TALGEN_NONE);
	talgen_literal(g, SLICE("<"));
	talgen_literal(g, slice_of(n->name));
	attributes(g, n);
	talgen_literal(g, is_void ? SLICE("/>") : SLICE(">"));
	if (omit != NULL)
		talgen_land(g, chain);
	if (is_void)
		return;
	g->plain = talsafe_is_plain(n->name);
	content(g, n);
	g->plain = plain;
	place(g, n, TAL_OMIT_TAG);
	if (omit != NULL)
		chain = talgen_test(g, omit, false, TALGEN_NONE);
	talgen_literal(g, SLICE("</"));
	talgen_literal(g, slice_of(n->name));
	talgen_literal(g, SLICE(">"));
	if (omit != NULL)
		talgen_land(g, chain);
}

static void
whole(struct talgen *g, const void *arg)
{
	const struct tal_node	*n = arg;
	const struct tal_attr	*a = n->statement[TAL_OMIT_TAG];
	const struct tales_expr	*omit = NULL;
	struct slice		 text;

	if (n->block) {
		content(g, n);
		return;
	}
	if (a == NULL) {
		tags(g, n, NULL);
		return;
	}
	place(g, n, TAL_OMIT_TAG);
	text = tales_trim(slice_of(a->value));
	if (text.len == 0) {
		content(g, n);
		return;
	}
	if ((omit = tales_read(&g->t, text)) != NULL)
		tags(g, n, omit);
}

static void
push(struct talgen *g, struct slice word, const struct tales_name *from)
{
	struct tales_name	*k = pool_take(g->t.pool, 1, sizeof(*k));

	*k = *from;
	k->name = pool_text(g->t.pool, word.ptr, word.len);
	if (strcmp(k->name, "repeat") == 0 || strcmp(k->name, "nothing") == 0 ||
	    strcmp(k->name, "default") == 0 ||
	    strpbrk(k->name, "/:|${}") != NULL)
		TALGEN_FAULT(g, "\"%s\" is no name for a value", k->name);
	k->up = g->t.names;
	g->t.names = k;
}

static void
define(struct talgen *g, const struct tal_node *n)
{
	struct tales_name	 k = { 0 };
	const struct tales_term	*x;
	struct slice		 rest, one, word;

	place(g, n, TAL_DEFINE);
	rest = slice_of(n->statement[TAL_DEFINE]->value);
	while (rest.len > 0) {
		one = tales_statement(g->t.pool, &rest);
		if (one.len == 0)
			continue;
		word = tales_word(&one);
		if (slice_cmp(word, SLICE("local")) == 0) {
			word = tales_word(&one);
		} else if (slice_cmp(word, SLICE("global")) == 0) {
			TALGEN_FAULT(g, "a name cannot be global: define it "
			    "on an element around its uses");
			continue;
		}
		if ((k.expr = tales_read(&g->t, one)) == NULL)
			continue;
		for (x = k.expr->terms; x != NULL; x = x->next)
			if (x->kind == TALES_DEFAULT)
				TALGEN_FAULT(g, "default has no meaning in "
				    "tal:define");
		push(g, word, &k);
	}
}

/* Start the loop; false, with the fault printed, when it is none. */
static bool
repeat(struct talgen *g, const struct tal_node *n, uint32_t *loop)
{
	struct tales_name	 k = { 0 };
	const struct tales_expr	*e;
	const struct tales_term	*x;
	struct slice		 one, word;

	place(g, n, TAL_REPEAT);
	one = slice_of(n->statement[TAL_REPEAT]->value);
	word = tales_word(&one);
	if ((e = tales_read(&g->t, one)) == NULL)
		return false;
	x = e->terms;
	if (x->next != NULL || x->kind != TALES_PATH ||
	    tales_type(&x->path) != FIELD_LIST) {
		TALGEN_FAULT(g, "%.*s is no list, and tal:repeat takes one",
		    (int)one.len, one.ptr);
		return false;
	}
	k.reg = ++g->depth;
	k.of = x->path.of;
	if (g->prog->nregs <= k.reg)
		g->prog->nregs = (size_t)k.reg + 1;
	push(g, word, &k);
	*loop = talgen_op(g, TALC_LOOP, &x->path);
	g->prog->ops[*loop].reg = k.reg;
	g->fence = g->prog->nops;
	return true;
}

static void
end_repeat(struct talgen *g, uint32_t loop)
{
	uint32_t	 next = talgen_op(g, TALC_NEXT, NULL);

	g->prog->ops[next].reg = g->depth--;
	g->prog->ops[next].to = loop + 1;
	talgen_land(g, talgen_jump(g, loop, TALGEN_NONE));
}

static void
element(struct talgen *g, const struct tal_node *n)
{
	const struct tales_name	*names = g->t.names;
	const struct tales_expr	*e;
	uint32_t		 absent = TALGEN_NONE, loop = TALGEN_NONE;

	if (n->statement[TAL_DEFINE] != NULL)
		define(g, n);
	place(g, n, TAL_CONDITION);
	if (n->statement[TAL_CONDITION] != NULL && (e = tales_read(&g->t,
	    slice_of(n->statement[TAL_CONDITION]->value))) != NULL)
		absent = talgen_test(g, e, true, TALGEN_NONE);
	/* Without its loop the names inside would all be unknown. */
	if (n->statement[TAL_REPEAT] == NULL || repeat(g, n, &loop)) {
		if (n->statement[TAL_REPLACE] != NULL)
			show(g, n, TAL_REPLACE, whole);
		else
			whole(g, n);
	}
	if (loop != TALGEN_NONE)
		end_repeat(g, loop);
	if (absent != TALGEN_NONE)
		talgen_land(g, absent);
	g->t.names = names;
}

int
talc_page(struct metal *set, const struct tal_file *file,
    const struct record_type *root, const struct talc_assets *assets,
    struct talc_prog *out)
{
	const struct tal_node	*tree;
	struct talgen		 g = { 0 };
	size_t			 before = set->faults->met;

	memset(out, 0, sizeof(*out));
	out->literals = (struct buf)BUF_INIT;
	out->nregs = 1;
	set->nodes = 0;
	tree = file != NULL ? metal_expand(set, file) : NULL;
	if (tree == NULL)
		return -1;
	g.prog = out;
	g.assets = assets;
	g.t.pool = set->pool;
	g.t.faults = set->faults;
	g.t.root = root;
	talgen_literal(&g, SLICE("<!DOCTYPE html>\n"));
	element(&g, tree);
	talgen_literal(&g, SLICE("\n"));
	talgen_op(&g, TALC_END, NULL);
	if (set->faults->met != before)
		return -1;
	talfold(out);
	/* They are copied by buf_wide. */
	(void)buf_room(&out->literals, BUF_WIDE);
	return 0;
}

/* A node and all that follow it. */
static void
pictured(struct talgen *g, const struct tal_node *n)
{
	size_t	 i;
	int	 s;

	for (; n != NULL; n = n->next) {
		if (n->name == NULL)
			continue;
		place(g, n, -1);
		for (s = 0; s < TAL_STATEMENTS && !n->block; s++)
			if (n->statement[s] != NULL)
				break;
		if (s < TAL_STATEMENTS)
			TALGEN_FAULT(g, "no TAL or METAL in a picture");
		talsafe_element(g, n->name);
		for (i = 0; i < n->nattrs; i++)
			check_attr(g, &n->attrs[i]);
		pictured(g, n->child);
	}
}

void
talc_picture(const struct tal_file *file, struct pool *pool,
    struct faults *faults)
{
	struct talc_assets	 none = { NULL, 0 };
	struct talgen		 g = { .assets = &none };

	g.t.pool = pool;
	g.t.faults = faults;
	pictured(&g, file->root);
}

void
talc_free(struct talc_prog *p)
{
	free(p->ops);
	free(p->paths);
	buf_free(&p->literals);
	memset(p, 0, sizeof(*p));
	p->literals = (struct buf)BUF_INIT;
}
