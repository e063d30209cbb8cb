#include "talrow.h"

#include "talfold.h"

static bool
passes(const struct tales_path *p, const struct record_type *type)
{
	size_t	 i;

	for (i = 0; i < p->nsteps; i++)
		if (p->steps[i]->of == type)
			return true;
	return false;
}

/* Whether an op in the body of a loop looks at its row alone.  Loops within
 * have higher registers. */
static bool
stays(const struct talc_prog *prog, const struct talc_op *op, unsigned reg,
    const struct record_type *late)
{
	const struct tales_path	*p;

	switch ((enum talc_code)op->code) {
	case TALC_LIT:
	case TALC_JUMP:
	case TALC_NEXT:
	case TALC_END:
		return true;
	case TALC_TEXT:
	case TALC_WORD:
	case TALC_COUNT:
	case TALC_TEST:
	case TALC_LOOP:
		break;
	}
	p = &prog->paths[op->path];
	if (p->base < reg || (p->base == reg && p->count != TALES_NO_COUNT))
		return false;
	return !passes(p, late) && p->of != late;
}

/* The one loop over records of a type that does not come again and again in
 * another; NULL when there is none or there are more. */
static const struct talc_op *
loop_of(const struct talc_prog *prog, const struct record_type *of)
{
	const struct talc_op	*op = prog->ops, *loop = NULL;
	const struct talc_op	*end = op + prog->nops;

	for (; op < end; op++) {
		if (op->code != TALC_LOOP || prog->paths[op->path].of != of)
			continue;
		if (loop != NULL || op->reg != 1)
			return NULL;
		loop = op;
	}
	return loop;
}

bool
talrow_find(const struct talc_prog *prog, const struct record_type *of,
    const struct record_type *late, uint32_t *found)
{
	const struct talc_op	*loop = loop_of(prog, of), *op;

	if (loop == NULL)
		return false;
	for (op = loop + 1; op < prog->ops + loop->to; op++)
		if (!stays(prog, op, loop->reg, late))
			return false;
	*found = (uint32_t)(loop - prog->ops);
	return true;
}

/* A program and its loop. */
struct side {
	const struct talc_prog	*prog;
	const struct talc_op	*loop;		/* NULL: nothing to be found */
	const struct talc_op	*end;		/* the op that ends it */
};

/* A row with loops of its own has no pieces: in those they would come again. */
static struct side
side_of(const struct talc_prog *prog, const struct record_type *of)
{
	struct side		 s = { prog, loop_of(prog, of), NULL };
	const struct talc_op	*op;

	if (s.loop == NULL)
		return s;
	s.end = prog->ops + s.loop->to - 1;
	for (op = s.loop + 1; op < s.end; op++)
		if (op->code == TALC_LOOP)
			s.loop = NULL;
	return s;
}

static bool
leads(const struct talc_op *op, size_t from, size_t to)
{
	return op->next >= from && op->next <= to && op->to >= from &&
	    op->to <= to;
}

/* Whether the n ops from an op on are left at their end alone, entered at their
 * start alone, and not passed by. */
static bool
whole(const struct side *s, const struct talc_op *first, size_t n)
{
	size_t			 from = (size_t)(first - s->prog->ops);
	const struct talc_op	*op;

	for (op = s->loop + 1; op < first; op++)
		if (!leads(op, 0, from))
			return false;
	for (; op < first + n; op++)
		if (!leads(op, from, from + n))
			return false;
	return talfold_entered_first(s->prog, from, from + n);
}

static void
set(struct talrow_span *span, const struct side *s,
    const struct talc_op *first, size_t n)
{
	span->from = (size_t)(first - s->prog->ops);
	span->to = span->from + n;
	span->reg = s->loop->reg;
}

static size_t
length(const struct talrow_span *s)
{
	return s->to - s->from;
}

static bool
has_path(const struct talc_op *op)
{
	return op->code == TALC_TEXT || op->code == TALC_WORD ||
	    op->code == TALC_TEST;
}

/* The field through which an op shows a record of that type; or NULL. */
static const struct field *
through(const struct side *s, const struct talc_op *op,
    const struct record_type *type)
{
	const struct tales_path	*p = &s->prog->paths[op->path];

	return has_path(op) && p->base == s->loop->reg && p->nsteps > 0 &&
	    p->steps[0]->of == type ? p->steps[0] : NULL;
}

static void
find_same(struct talrow_pieces *out, const struct side *s,
    const struct record_type *owner)
{
	const struct talc_op	*x;
	const struct field	*field;
	size_t			 n;

	for (x = s->loop + 1; x < s->end; x++) {
		if ((field = through(s, x, owner)) == NULL)
			continue;
		for (n = 1; x + n < s->end; n++)
			if (x[n].code != TALC_LIT && x[n].code != TALC_JUMP &&
			    through(s, x + n, owner) != field)
				break;
		for (; n > length(&out->same); n--)
			if (whole(s, x, n)) {
				set(&out->same, s, x, n);
				out->through = field;
			}
	}
}

/* Whether two ops make the same of the same row, on whatever page. */
static bool
alike(const struct side *a, const struct talc_op *x, const struct side *b,
    const struct talc_op *y, const struct record_type *late)
{
	uint32_t		 at = (uint32_t)(x - a->prog->ops);
	uint32_t		 to = (uint32_t)(y - b->prog->ops);
	const struct tales_path	*p, *q;

	if (x->code != y->code || x->len != y->len ||
	    x->after != y->after || x->escape != y->escape ||
	    x->sense != y->sense || x->exists != y->exists ||
	    x->to - at != y->to - to || x->next - at != y->next - to ||
	    memcmp(a->prog->literals.ptr + x->off,
	    b->prog->literals.ptr + y->off, x->len + x->after) != 0 ||
	    !stays(a->prog, x, a->loop->reg, late))
		return false;
	if (!has_path(x))
		return true;
	p = &a->prog->paths[x->path];
	q = &b->prog->paths[y->path];
	return (p->last == NULL || p->last->type != FIELD_URL) &&
	    p->base == a->loop->reg && q->base == b->loop->reg &&
	    tales_alike(p, q);
}

static void
find_kept(struct talrow_pieces *out, const struct side *a,
    const struct side *b, const struct record_type *late)
{
	const struct talc_op	*x, *y;
	size_t			 n;

	for (x = a->loop + 1; x < a->end; x++) {
		/* Literals alone are no gain. */
		if (!has_path(x))
			continue;
		for (y = b->loop + 1; y < b->end; y++) {
			for (n = 0; x + n < a->end && y + n < b->end; n++)
				if (!alike(a, x + n, b, y + n, late))
					break;
			for (; n > length(&out->kept); n--)
				if (whole(a, x, n) && whole(b, y, n)) {
					set(&out->kept, a, x, n);
					set(&out->taken, b, y, n);
				}
		}
	}
}

void
talrow_pieces(struct talrow_pieces *out, const struct talc_prog *list,
    const struct talc_prog *other, const struct record_type *of,
    const struct record_type *owner, const struct record_type *late)
{
	struct side	 a = side_of(list, of), b = side_of(other, of);

	memset(out, 0, sizeof(*out));
	if (a.loop == NULL)
		return;
	find_same(out, &a, owner);
	if (b.loop != NULL)
		find_kept(out, &a, &b, late);
	/* One op is in one of them. */
	if (out->same.from < out->kept.to && out->kept.from < out->same.to)
		memset(&out->same, 0, sizeof(out->same));
}
