#include "tales.h"

#include <stdlib.h>

#include "util.h"

/* In the order of enum tales_count. */
static const char *const counts[] = {
	"end", "even", "odd", "start", "index", "length", "number"
};

#define NCOUNTS	(sizeof(counts) / sizeof(counts[0]))

struct walk {
	const struct tales	*t;
	struct slice		 whole;	/* the path */
	struct slice		 rest;	/* not yet walked */
	struct slice		 name;	/* the step at hand */
};

static bool
is_word(struct slice s, const char *word)
{
	return slice_cmp(s, slice_of(word)) == 0;
}

/* Cut the next name off; false when the path is at its end. */
static bool
next_name(struct walk *w)
{
	const char	*slash;

	if (w->rest.len == 0)
		return false;
	slash = memchr(w->rest.ptr, '/', w->rest.len);
	w->name = w->rest;
	if (slash != NULL)
		w->name.len = (size_t)(slash - w->rest.ptr);
	w->rest.ptr += w->name.len;
	w->rest.len -= w->name.len;
	if (w->rest.len > 0) {
		w->rest.ptr++;
		w->rest.len--;
	}
	return true;
}

static bool
well_formed(struct slice s)
{
	size_t	 i;
	char	 c;

	if (s.len == 0 || s.ptr[0] == '/' || s.ptr[s.len - 1] == '/')
		return false;
	for (i = 0; i < s.len; i++) {
		c = s.ptr[i];
		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') && c != '-' && c != '_' &&
		    c != '.' && (c != '/' || s.ptr[i - 1] == '/'))
			return false;
	}
	return true;
}

/* "no field token/expiry (did you mean token/expiration?)" */
static int
fault_unknown(struct walk *w, const char *const *names, size_t n)
{
	const struct tales	*t = w->t;
	const char		*before, *word, *path;
	struct buf		 hint;
	size_t			 len = (size_t)(w->name.ptr - w->whole.ptr);

	before = pool_text(t->pool, w->whole.ptr, len);
	path = pool_text(t->pool, w->whole.ptr, len + w->name.len);
	word = path + len;
	hint = fault_hint(word, names, n, before, "");
	fault_at(t->faults, t->path, t->line, "no field %s%s", path, hint.ptr);
	buf_free(&hint);
	return -1;
}

static int
fault_field(struct walk *w, const struct record_type *of)
{
	const char	**names = xcalloc(of->nfields, sizeof(*names));
	size_t		 i;

	for (i = 0; i < of->nfields; i++)
		names[i] = of->fields[i].name;
	fault_unknown(w, names, of->nfields);
	free(names);
	return -1;
}

/* The first name of a path may be a field of the root or a name made here;
 * after repeat/ only loops count. */
static int
fault_name(struct walk *w, bool loops)
{
	const struct record_type *root = w->t->root;
	const struct tales_name	*k;
	const char		**names;
	size_t			 i, n = 1;

	for (k = w->t->names; k != NULL; k = k->up)
		n++;
	names = xcalloc(n + root->nfields, sizeof(*names));
	n = 0;
	for (k = w->t->names; k != NULL; k = k->up)
		if (!loops || k->expr == NULL)
			names[n++] = k->name;
	for (i = 0; !loops && i < root->nfields; i++)
		names[n++] = root->fields[i].name;
	if (!loops)
		names[n++] = "repeat";
	fault_unknown(w, names, n);
	free(names);
	return -1;
}

static const struct field *
find_field(const struct record_type *of, struct slice name)
{
	size_t	 low = 0, high = of->nfields, mid;
	int	 order;

	while (low < high) {
		mid = low + (high - low) / 2;
		order = slice_cmp(name, slice_of(of->fields[mid].name));
		if (order == 0)
			return &of->fields[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

static int
fault_end(struct walk *w, const char *reason)
{
	const struct tales	*t = w->t;
	size_t			 len;

	len = (size_t)(w->name.ptr + w->name.len - w->whole.ptr);
	fault_at(t->faults, t->path, t->line, "%s %s",
	    pool_text(t->pool, w->whole.ptr, len), reason);
	return -1;
}

/* Walk the rest of the path from a record of p->of. */
static int
walk_fields(struct walk *w, struct tales_path *p)
{
	const struct field	*f;

	while (next_name(w)) {
		f = find_field(p->of, w->name);
		if (f == NULL)
			return fault_field(w, p->of);
		if (f->type == FIELD_RECORD) {
			if (p->nsteps == TALES_STEPS)
				return fault_end(w, "is too deep a path");
			p->steps[p->nsteps++] = f;
			p->of = f->of;
			continue;
		}
		p->last = f;
		p->of = f->type == FIELD_LIST ? f->of : NULL;
		if (w->rest.len > 0)
			return fault_end(w, f->type == FIELD_LIST ?
			    "is a list: name its fields in a tal:repeat" :
			    "has no fields");
		return 0;
	}
	return 0;
}

static int
walk_repeat(struct walk *w, struct tales_path *p)
{
	const struct tales_name	*k;
	size_t			 i;

	if (!next_name(w))
		return fault_end(w, "needs a loop and what to show of it");
	for (k = w->t->names; k != NULL; k = k->up)
		if (k->expr == NULL && is_word(w->name, k->name))
			break;
	if (k == NULL)
		return fault_name(w, true);
	p->base = k->reg;
	if (!next_name(w))
		return fault_end(w, "needs what to show of the loop");
	for (i = 0; i < NCOUNTS; i++)
		if (is_word(w->name, counts[i]))
			p->count = (enum tales_count)(i + 1);
	if (p->count == TALES_NO_COUNT)
		return fault_unknown(w, counts, NCOUNTS);
	return w->rest.len > 0 ? fault_end(w, "has no fields") : 0;
}

static int
walk_defined(struct walk *w, const struct tales_name *k, struct tales_path *p)
{
	const struct tales_term	*one = k->expr->terms;

	if (one->next != NULL || one->kind != TALES_PATH)
		return fault_end(w, "is no single path, so it has no fields");
	if (one->path.last != NULL || one->path.count != TALES_NO_COUNT)
		return fault_end(w, "has no fields");
	*p = one->path;
	p->text = pool_text(w->t->pool, w->whole.ptr, w->whole.len);
	return walk_fields(w, p);
}

int
tales_resolve(const struct tales *t, struct slice s, struct tales_path *p)
{
	struct walk		 w = { t, s, s, s };
	const struct tales_name	*k;

	memset(p, 0, sizeof(*p));
	p->text = pool_text(t->pool, s.ptr, s.len);
	if (!well_formed(s)) {
		fault_at(t->faults, t->path, t->line, "\"%s\" is no path",
		    p->text);
		return -1;
	}
	next_name(&w);
	if (is_word(w.name, "repeat"))
		return walk_repeat(&w, p);
	for (k = t->names; k != NULL; k = k->up)
		if (is_word(w.name, k->name))
			break;
	if (k != NULL && k->expr != NULL)
		return walk_defined(&w, k, p);
	if (k != NULL) {
		p->base = k->reg;
		p->of = k->of;
		return walk_fields(&w, p);
	}
	if (find_field(t->root, w.name) == NULL)
		return fault_name(&w, false);
	w.rest = s;
	p->of = t->root;
	return walk_fields(&w, p);
}

bool
tales_alike(const struct tales_path *p, const struct tales_path *q)
{
	return p->count == q->count && p->last == q->last &&
	    p->nsteps == q->nsteps && memcmp(p->steps, q->steps,
	    p->nsteps * sizeof(p->steps[0])) == 0;
}

enum field_type
tales_type(const struct tales_path *path)
{
	struct tales_path	 p = *path;

	if (p.count != TALES_NO_COUNT)
		return p.count < TALES_INDEX ? FIELD_FLAG : FIELD_WORD;
	tales_show(&p);
	return p.last != NULL ? p.last->type : FIELD_RECORD;
}

void
tales_show(struct tales_path *p)
{
	const struct field	*f;

	while (p->last == NULL && p->count == TALES_NO_COUNT &&
	    p->of->shown != NULL) {
		f = find_field(p->of, slice_of(p->of->shown));
		if (f == NULL)
			return;
		if (f->type != FIELD_RECORD) {
			p->last = f;
			p->of = f->of;
		} else if (p->nsteps < TALES_STEPS) {
			p->steps[p->nsteps++] = f;
			p->of = f->of;
		} else {
			return;
		}
	}
}
