#include "talgen.h"

#include "util.h"

uint32_t
talgen_op(struct talgen *g, enum talc_code code, const struct tales_path *path)
{
	struct talc_prog	*p = g->prog;
	struct talc_op		*op;

	if (p->nops == g->ops_cap) {
		g->ops_cap = g->ops_cap > 0 ? g->ops_cap * 2 : 64;
		p->ops = xreallocarray(p->ops, g->ops_cap, sizeof(*p->ops));
	}
	op = &p->ops[p->nops];
	memset(op, 0, sizeof(*op));
	op->code = (uint8_t)code;
	op->to = TALGEN_NONE;
	op->off = (uint32_t)p->literals.len;
	if (path != NULL) {
		if (p->npaths == g->paths_cap) {
			g->paths_cap = g->paths_cap > 0 ? g->paths_cap * 2 : 64;
			p->paths = xreallocarray(p->paths, g->paths_cap,
			    sizeof(*p->paths));
		}
		op->path = (uint32_t)p->npaths;
		p->paths[p->npaths] = *path;
		p->paths[p->npaths++].text = NULL;
	}
	return (uint32_t)p->nops++;
}

void
talgen_literal(struct talgen *g, struct slice s)
{
	struct talc_prog	*p = g->prog;
	size_t			 at = p->nops - 1;

	if (s.len == 0)
		return;
	/* Never into what a jump leads past or to. */
	if (p->nops == 0 || p->ops[at].code != TALC_LIT ||
	    g->fence == p->nops)
		at = talgen_op(g, TALC_LIT, NULL);
	buf_slice(&p->literals, s);
	p->ops[at].len += (uint32_t)s.len;
}

void
talgen_escaped(struct talgen *g, struct slice s)
{
	size_t	 i, start = 0;

	for (i = 0; i < s.len; i++) {
		if (strchr("&<>\"", s.ptr[i]) == NULL)
			continue;
		talgen_literal(g, (struct slice){ s.ptr + start, i - start });
		start = i + 1;
		if (s.ptr[i] == '&')
			talgen_literal(g, SLICE("&amp;"));
		else if (s.ptr[i] == '<')
			talgen_literal(g, SLICE("&lt;"));
		else if (s.ptr[i] == '>')
			talgen_literal(g, SLICE("&gt;"));
		else
			talgen_literal(g, SLICE("&quot;"));
	}
	talgen_literal(g, (struct slice){ s.ptr + start, i - start });
}

uint32_t
talgen_jump(struct talgen *g, uint32_t op, uint32_t chain)
{
	g->prog->ops[op].to = chain;
	return op;
}

void
talgen_land(struct talgen *g, uint32_t chain)
{
	uint32_t	 next;

	for (; chain != TALGEN_NONE; chain = next) {
		next = g->prog->ops[chain].to;
		g->prog->ops[chain].to = (uint32_t)g->prog->nops;
	}
	g->fence = g->prog->nops;
}

static uint32_t
test_path(struct talgen *g, const struct tales_path *path, bool exists,
    bool sense, uint32_t chain)
{
	struct tales_path	 p = *path;
	uint32_t		 op;

	tales_show(&p);
	op = talgen_op(g, TALC_TEST, &p);
	g->prog->ops[op].exists = exists;
	g->prog->ops[op].sense = sense;
	return talgen_jump(g, op, chain);
}

/* exists: is true when any of its alternatives is there. */
static uint32_t
test_exists(struct talgen *g, const struct tales_expr *e, bool sense,
    uint32_t chain)
{
	const struct tales_term	*x;
	uint32_t		 found = TALGEN_NONE;

	for (x = e->terms; x != NULL; x = x->next) {
		if (x->kind == TALES_NOTHING)
			continue;
		if (x->kind != TALES_PATH) {
			TALGEN_FAULT(g, "exists: takes paths only");
			return chain;
		}
		if (!sense)
			chain = test_path(g, &x->path, true, false, chain);
		else
			found = test_path(g, &x->path, true, false, found);
	}
	if (!sense)
		return chain;
	/* None was there. */
	chain = talgen_jump(g, talgen_op(g, TALC_JUMP, NULL), chain);
	talgen_land(g, found);
	return chain;
}

static uint32_t
test_term(struct talgen *g, const struct tales_term *x, bool sense,
    uint32_t chain)
{
	switch (x->kind) {
	case TALES_PATH:
		return test_path(g, &x->path, false, sense, chain);
	case TALES_NOT:
		return talgen_test(g, x->inner, !sense, chain);
	case TALES_EXISTS:
		return test_exists(g, x->inner, sense, chain);
	case TALES_NOTHING:
		if (!sense)
			return chain;
		return talgen_jump(g, talgen_op(g, TALC_JUMP, NULL), chain);
	case TALES_STRING:
		TALGEN_FAULT(g, "a string is no condition");
		return chain;
	case TALES_DEFAULT:
		TALGEN_FAULT(g, "default is no condition");
		return chain;
	}
	return chain;
}

uint32_t
talgen_test(struct talgen *g, const struct tales_expr *e, bool sense,
    uint32_t chain)
{
	const struct tales_term	*x;
	uint32_t		 done = TALGEN_NONE, absent;

	for (x = e->terms; x != NULL; x = x->next) {
		if (x->next == NULL || x->kind != TALES_PATH) {
			chain = test_term(g, x, sense, chain);
			break;
		}
		absent = test_path(g, &x->path, true, true, TALGEN_NONE);
		chain = test_term(g, x, sense, chain);
		done = talgen_jump(g, talgen_op(g, TALC_JUMP, NULL), done);
		talgen_land(g, absent);
	}
	talgen_land(g, done);
	return chain;
}

static enum talc_escape
escape_for(enum talgen_place place)
{
	switch (place) {
	case TALGEN_TEXT:
		return TALC_ELEMENT;
	case TALGEN_STRUCTURE:
		return TALC_RAW;
	case TALGEN_PLAIN:
	case TALGEN_ATTR:
	case TALGEN_URL:
		break;
	}
	return TALC_ATTRIBUTE;
}

/* Show a path after the literal before; nothing at all when it is nothing. */
static uint32_t
show_path(struct talgen *g, const struct talgen_value *v,
    const struct tales_path *path, struct slice before, bool fragment)
{
	struct tales_path	 p = *path;
	struct talc_op		*op;
	enum field_type		 type = tales_type(path);
	enum talc_code		 code = TALC_WORD;
	uint32_t		 at;

	tales_show(&p);
	if (!talsafe_field(g, &p, v, fragment))
		return TALGEN_NONE;
	if (p.count != TALES_NO_COUNT)
		code = TALC_COUNT;
	else if (type == FIELD_TEXT || type == FIELD_HTML)
		code = TALC_TEXT;
	at = talgen_op(g, code, &p);
	op = &g->prog->ops[at];
	op->escape = (uint8_t)escape_for(v->place);
	op->len = (uint32_t)before.len;
	buf_slice(&g->prog->literals, before);
	return talgen_jump(g, at, TALGEN_NONE);
}

/* The alternatives inside of ${}; all of them may be nothing. */
static void
show_inner(struct talgen *g, const struct talgen_value *v,
    const struct tales_expr *e, bool fragment)
{
	const struct tales_term	*x;
	uint32_t		 end = TALGEN_NONE, absent;

	for (x = e->terms; x != NULL; x = x->next) {
		if (x->kind == TALES_NOTHING)
			break;
		if (x->kind != TALES_PATH) {
			TALGEN_FAULT(g, "inside of a string only paths can "
			    "stand");
			break;
		}
		absent = show_path(g, v, &x->path, SLICE(""), fragment);
		if (x->next != NULL)
			end = talgen_jump(g, talgen_op(g, TALC_JUMP, NULL),
			    end);
		talgen_land(g, absent);
	}
	talgen_land(g, end);
}

static void
show_string(struct talgen *g, const struct talgen_value *v,
    const struct tales_part *p)
{
	bool	 fragment = false;

	talgen_literal(g, v->before);
	for (; p != NULL; p = p->next) {
		if (p->expr != NULL) {
			show_inner(g, v, p->expr, fragment);
			continue;
		}
		talgen_escaped(g, p->literal);
		if (memchr(p->literal.ptr, '#', p->literal.len) != NULL)
			fragment = true;
	}
	talgen_literal(g, v->after);
}

void
talgen_value(struct talgen *g, const struct talgen_value *v)
{
	const struct tales_term	*x;
	uint32_t		 end = TALGEN_NONE, absent = TALGEN_NONE;

	for (x = v->expr->terms; x != NULL; x = x->next) {
		absent = TALGEN_NONE;
		switch (x->kind) {
		case TALES_PATH:
			absent = show_path(g, v, &x->path, v->before, false);
			talgen_literal(g, v->after);
			break;
		case TALES_STRING:
			if (v->place == TALGEN_STRUCTURE)
				TALGEN_FAULT(g, "structure takes fields of "
				    "HTML only, no string");
			show_string(g, v, x->parts);
			break;
		case TALES_DEFAULT:
			v->otherwise(g, v->arg);
			break;
		case TALES_NOTHING:
			break;
		case TALES_NOT:
		case TALES_EXISTS:
			TALGEN_FAULT(g, "not: and exists: are conditions and "
			    "cannot be shown");
			break;
		}
		if (x->kind != TALES_PATH)
			break;
		if (x->next != NULL)
			end = talgen_jump(g, talgen_op(g, TALC_JUMP, NULL),
			    end);
		talgen_land(g, absent);
	}
	talgen_land(g, end);
}
