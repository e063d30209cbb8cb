#include "tales.h"

#include "util.h"

static const struct tales_expr *read_expr(const struct tales *, struct slice,
    bool);

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct slice
tales_trim(struct slice s)
{
	while (s.len > 0 && is_blank(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

struct slice
tales_word(struct slice *s)
{
	struct slice	 word;

	*s = tales_trim(*s);
	word = *s;
	for (word.len = 0; word.len < s->len; word.len++)
		if (is_blank(word.ptr[word.len]))
			break;
	s->ptr += word.len;
	s->len -= word.len;
	*s = tales_trim(*s);
	return word;
}

struct slice
tales_statement(struct pool *pool, struct slice *s)
{
	struct slice	 out;
	char		*copy = pool_take(pool, s->len + 1, 1);
	size_t		 i, n = 0;

	for (i = 0; i < s->len; i++) {
		if (s->ptr[i] == ';') {
			if (i + 1 == s->len || s->ptr[i + 1] != ';')
				break;
			i++;
		}
		copy[n++] = s->ptr[i];
	}
	if (i < s->len)
		i++;
	s->ptr += i;
	s->len -= i;
	out.ptr = copy;
	out.len = n;
	return tales_trim(out);
}

static bool
cut_prefix(struct slice *s, struct slice prefix)
{
	if (s->len < prefix.len || memcmp(s->ptr, prefix.ptr, prefix.len) != 0)
		return false;
	s->ptr += prefix.len;
	s->len -= prefix.len;
	return true;
}

static bool
is_word(struct slice s, const char *word)
{
	return slice_cmp(s, slice_of(word)) == 0;
}

static void
add_term(struct tales_expr *e, struct tales_term *t)
{
	struct tales_term	**last = &e->terms;

	while (*last != NULL)
		last = &(*last)->next;
	*last = t;
}

static void
fault(const struct tales *t, const char *before, struct slice what,
    const char *after)
{
	fault_at(t->faults, t->path, t->line, "%s%.*s%s", before,
	    (int)what.len, what.ptr, after);
}

static struct tales_term *
new_term(const struct tales *t, struct tales_expr *e, enum tales_kind kind)
{
	struct tales_term	*term = pool_take(t->pool, 1, sizeof(*term));

	term->kind = kind;
	add_term(e, term);
	return term;
}

static void
add_part(const struct tales *t, struct tales_part ***last, struct slice lit,
    const struct tales_expr *e)
{
	struct tales_part	*p = pool_take(t->pool, 1, sizeof(*p));

	p->literal = lit;
	p->expr = e;
	**last = p;
	*last = &p->next;
}

static int
read_parts(const struct tales *t, struct slice s, const struct tales_part **out)
{
	struct tales_part	*first = NULL, **last = &first;
	const struct tales_expr	*e;
	const char		*p;
	struct slice		 lit, in;

	while (s.len > 0) {
		p = memchr(s.ptr, '$', s.len);
		lit = s;
		lit.len = p != NULL ? (size_t)(p - s.ptr) : s.len;
		s.ptr += lit.len;
		s.len -= lit.len;
		if (s.len > 1 && s.ptr[1] == '$') {
			lit.len++;
			s.ptr += 2;
			s.len -= 2;
			add_part(t, &last, lit, NULL);
			continue;
		}
		if (lit.len > 0)
			add_part(t, &last, lit, NULL);
		if (s.len == 0)
			break;
		if (!cut_prefix(&s, SLICE("${"))) {
			fault(t, "a lone $: write ${path}, or $$ for the sign",
			    SLICE(""), "");
			return -1;
		}
		if ((p = memchr(s.ptr, '}', s.len)) == NULL) {
			fault(t, "no } after ${", s, "");
			return -1;
		}
		in.ptr = s.ptr;
		in.len = (size_t)(p - s.ptr);
		if ((e = read_expr(t, in, true)) == NULL)
			return -1;
		add_part(t, &last, SLICE(""), e);
		s.ptr += in.len + 1;
		s.len -= in.len + 1;
	}
	*out = first;
	return 0;
}

static int
read_inner(const struct tales *t, struct tales_expr *e, enum tales_kind kind,
    struct slice rest)
{
	struct tales_term	*term = new_term(t, e, kind);

	term->inner = read_expr(t, rest, false);
	return term->inner != NULL ? 0 : -1;
}

/* A name made by tal:define stands for all alternatives it was given. */
static void
add_defined(const struct tales *t, struct tales_expr *e,
    const struct tales_expr *from)
{
	const struct tales_term	*x;
	struct tales_term	*copy;

	for (x = from->terms; x != NULL; x = x->next) {
		copy = pool_take(t->pool, 1, sizeof(*copy));
		*copy = *x;
		copy->next = NULL;
		add_term(e, copy);
	}
}

static int
read_path_term(const struct tales *t, struct tales_expr *e, struct slice s,
    bool in_string)
{
	const struct tales_name	*n;

	if (s.len == 0) {
		fault(t, "an expression is missing", s, "");
		return -1;
	}
	if (is_word(s, "default") && in_string) {
		fault(t, "", s, " has no meaning inside of a string");
		return -1;
	}
	if (is_word(s, "nothing") || is_word(s, "default")) {
		new_term(t, e, is_word(s, "nothing") ? TALES_NOTHING :
		    TALES_DEFAULT);
		return 0;
	}
	if (memchr(s.ptr, ':', s.len) != NULL) {
		fault(t, "no such expression: ", s, " (there are paths, "
		    "string:, not:, exists: and structure)");
		return -1;
	}
	for (n = t->names; n != NULL; n = n->up)
		if (is_word(s, n->name))
			break;
	if (n != NULL && n->expr != NULL) {
		add_defined(t, e, n->expr);
		return 0;
	}
	return tales_resolve(t, s, &new_term(t, e, TALES_PATH)->path);
}

static const struct tales_expr *
read_expr(const struct tales *t, struct slice s, bool in_string)
{
	struct tales_expr	*e = pool_take(t->pool, 1, sizeof(*e));
	struct slice		 one;
	const char		*bar;

	for (;;) {
		while (s.len > 0 && is_blank(s.ptr[0])) {
			s.ptr++;
			s.len--;
		}
		if (!in_string && cut_prefix(&s, SLICE("string:")))
			return read_parts(t, s, &new_term(t, e,
			    TALES_STRING)->parts) == 0 ? e : NULL;
		if (!in_string && cut_prefix(&s, SLICE("not:")))
			return read_inner(t, e, TALES_NOT, s) == 0 ? e : NULL;
		if (!in_string && cut_prefix(&s, SLICE("exists:")))
			return read_inner(t, e, TALES_EXISTS, s) == 0 ? e :
			    NULL;
		bar = memchr(s.ptr, '|', s.len);
		one = s;
		one.len = bar != NULL ? (size_t)(bar - s.ptr) : s.len;
		if (read_path_term(t, e, tales_trim(one), in_string) == -1)
			return NULL;
		if (bar == NULL)
			return e;
		s.ptr += one.len + 1;
		s.len -= one.len + 1;
	}
}

const struct tales_expr *
tales_read(const struct tales *t, struct slice text)
{
	return read_expr(t, text, false);
}
