#include "metal.h"

#include <stdlib.h>

#include "util.h"

#define NODES_MAX	200000	/* of one page; more is a macro gone wild */

struct use;

struct fill {
	const char		*name;
	const struct tal_node	*node;
	bool			 used;
	struct fill		*next;
};

struct slot {
	const char		*name;
	struct slot		*next;
};

/* One use of a macro: what its slots are filled with, and who used it.  The
 * content of a fill belongs to the place it is written in, the user. */
struct use {
	struct use		*user;	/* NULL: the page itself */
	const struct tal_node	*macro;
	struct fill		*fills;
	struct slot		*slots;	/* seen in the macro */
};

static struct tal_node *expand(struct metal *, const struct tal_node *,
    struct use *);

static void
fault(struct metal *m, const struct tal_node *n, enum tal_statement s,
    const char *reason, const char *hint)
{
	fault_at(m->faults, n->file->path, n->statement[s]->line, "%s%s",
	    reason, hint);
}

static struct tal_node *
copy(struct metal *m, const struct tal_node *n, struct use *u)
{
	struct tal_node		*new, **last;
	const struct tal_node	*c;

	if (++m->nodes > NODES_MAX) {
		if (m->nodes == NODES_MAX + 1)
			fault_at(m->faults, n->file->path, n->line,
			    "more than %d nodes in one page", NODES_MAX);
		return NULL;
	}
	new = pool_take(m->pool, 1, sizeof(*new));
	*new = *n;
	new->next = NULL;
	new->child = NULL;
	last = &new->child;
	for (c = n->child; c != NULL; c = c->next) {
		*last = expand(m, c, u);
		if (*last != NULL)
			last = &(*last)->next;
	}
	return new;
}

/* The fills that stand in a use-macro element; the rest of it is a sample. */
static void
collect(struct metal *m, const struct tal_node *n, struct use *u)
{
	const struct tal_node	*c;
	const struct tal_attr	*a;
	struct fill		*f, **last;
	struct buf		 b = BUF_INIT;

	for (c = n->child; c != NULL; c = c->next) {
		a = c->statement[METAL_FILL_SLOT];
		if (a == NULL) {
			if (c->statement[METAL_USE_MACRO] == NULL)
				collect(m, c, u);
			continue;
		}
		for (last = &u->fills; *last != NULL; last = &(*last)->next)
			if (strcmp((*last)->name, a->value) == 0) {
				buf_reset(&b);
				buf_addf(&b, "slot %s is filled twice",
				    a->value);
				fault(m, c, METAL_FILL_SLOT, b.ptr, "");
			}
		f = pool_take(m->pool, 1, sizeof(*f));
		f->name = a->value;
		f->node = c;
		*last = f;
	}
	buf_free(&b);
}

static void
see_slot(struct metal *m, struct use *u, const char *name)
{
	struct slot	*s;

	for (s = u->slots; s != NULL; s = s->next)
		if (strcmp(s->name, name) == 0)
			return;
	s = pool_take(m->pool, 1, sizeof(*s));
	s->name = name;
	s->next = u->slots;
	u->slots = s;
}

static void
check_fills(struct metal *m, const struct use *u, const char *macro)
{
	const struct fill	*f;
	const struct slot	*s;
	const char		**names;
	struct buf		 b = BUF_INIT, hint;
	size_t			 n = 0;

	for (s = u->slots; s != NULL; s = s->next)
		n++;
	names = xcalloc(n, sizeof(*names));
	n = 0;
	for (s = u->slots; s != NULL; s = s->next)
		names[n++] = s->name;
	for (f = u->fills; f != NULL; f = f->next) {
		if (f->used)
			continue;
		hint = fault_hint(f->name, names, n, "", "");
		buf_reset(&b);
		buf_addf(&b, "no slot %s in macro %s", f->name, macro);
		fault(m, f->node, METAL_FILL_SLOT, b.ptr, hint.ptr);
		buf_free(&hint);
	}
	free(names);
	buf_free(&b);
}

static const struct tal_file *
find_file(const struct metal *m, const char *stem, size_t len)
{
	size_t	 i;

	for (i = 0; i < m->nfiles; i++)
		if (strlen(m->files[i].stem) == len &&
		    memcmp(m->files[i].stem, stem, len) == 0)
			return &m->files[i];
	return NULL;
}

static void
fault_file(struct metal *m, const struct tal_node *n, const char *stem)
{
	const char	**names = xcalloc(m->nfiles, sizeof(*names));
	struct buf	 b = BUF_INIT, hint;
	size_t		 i;

	for (i = 0; i < m->nfiles; i++)
		names[i] = m->files[i].stem;
	hint = fault_hint(stem, names, m->nfiles, "", ".html");
	buf_addf(&b, "no file %s.html", stem);
	fault(m, n, METAL_USE_MACRO, b.ptr, hint.ptr);
	buf_free(&hint);
	buf_free(&b);
	free(names);
}

static void
fault_macro(struct metal *m, const struct tal_node *n,
    const struct tal_file *file, const char *before)
{
	const struct tal_macro	*k;
	const char		**names, *word;
	struct buf		 b = BUF_INIT, hint;
	size_t			 count = 0;

	word = n->statement[METAL_USE_MACRO]->value + strlen(before);
	for (k = file->macros; k != NULL; k = k->next)
		count++;
	names = xcalloc(count, sizeof(*names));
	count = 0;
	for (k = file->macros; k != NULL; k = k->next)
		names[count++] = k->name;
	hint = fault_hint(word, names, count, before, "");
	buf_addf(&b, "no macro %s%s", before, word);
	fault(m, n, METAL_USE_MACRO, b.ptr, hint.ptr);
	buf_free(&hint);
	buf_free(&b);
	free(names);
}

/* The macro that a use-macro names, or NULL with the fault printed. */
static const struct tal_node *
find_macro(struct metal *m, const struct tal_node *n)
{
	const char		*name = n->statement[METAL_USE_MACRO]->value;
	const char		*slash = strchr(name, '/');
	const struct tal_file	*file = n->file;
	const struct tal_macro	*k;
	char			*stem;

	stem = pool_text(m->pool, name,
	    slash != NULL ? (size_t)(slash - name) : 0);
	if (slash != NULL) {
		file = find_file(m, stem, strlen(stem));
		name = slash + 1;
	}
	if (file == NULL) {
		fault_file(m, n, stem);
		return NULL;
	}
	for (k = file->macros; k != NULL; k = k->next)
		if (strcmp(k->name, name) == 0)
			return k->node;
	/* A file that could not be read has had its line already. */
	if (file->root == NULL) {
		m->faults->met++;
		return NULL;
	}
	if (slash != NULL)
		stem = pool_text(m->pool, n->statement[METAL_USE_MACRO]->value,
		    strlen(stem) + 1);
	fault_macro(m, n, file, stem);
	return NULL;
}

static struct tal_node *
use_macro(struct metal *m, const struct tal_node *n, struct use *user)
{
	const char		*name = n->statement[METAL_USE_MACRO]->value;
	struct use		*u, *up;
	struct tal_node		*tree;
	struct buf		 b = BUF_INIT;
	size_t			 before = m->faults->met;

	u = pool_take(m->pool, 1, sizeof(*u));
	u->user = user;
	u->macro = find_macro(m, n);
	if (u->macro == NULL)
		return NULL;
	for (up = user; up != NULL; up = up->user)
		if (up->macro == u->macro) {
			buf_addf(&b, "macro %s uses itself", name);
			fault(m, n, METAL_USE_MACRO, b.ptr, "");
			buf_free(&b);
			return NULL;
		}
	collect(m, n, u);
	tree = expand(m, u->macro, u);
	if (m->faults->met == before)
		check_fills(m, u, name);
	return tree;
}

static struct tal_node *
expand_plain(struct metal *m, const struct tal_node *n, struct use *u)
{
	const struct tal_attr	*a = n->statement[METAL_DEFINE_SLOT];
	struct fill		*f;

	if (n->statement[METAL_USE_MACRO] != NULL)
		return use_macro(m, n, u);
	if (a == NULL || u == NULL)
		return copy(m, n, u);
	see_slot(m, u, a->value);
	for (f = u->fills; f != NULL; f = f->next)
		if (strcmp(f->name, a->value) == 0) {
			f->used = true;
			return expand_plain(m, f->node, u->user);
		}
	return copy(m, n, u);
}

static struct tal_node *
expand(struct metal *m, const struct tal_node *n, struct use *u)
{
	if (n->statement[METAL_FILL_SLOT] != NULL &&
	    (u == NULL || u->macro != n))
		fault(m, n, METAL_FILL_SLOT,
		    "metal:fill-slot outside of a metal:use-macro", "");
	return expand_plain(m, n, u);
}

const struct tal_node *
metal_expand(struct metal *m, const struct tal_file *file)
{
	struct tal_node	*tree;
	size_t		 before = m->faults->met;

	if (file->root == NULL)
		return NULL;
	tree = expand(m, file->root, NULL);
	return m->faults->met == before ? tree : NULL;
}
