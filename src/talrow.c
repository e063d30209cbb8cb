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

/* One of the two programs that are compared. */
struct side {
	const struct talc_prog	*prog;
	const struct talc_op	*loop;
};

static bool
has_path(const struct talc_op *op)
{
	return op->code == TALC_TEXT || op->code == TALC_WORD ||
	    op->code == TALC_TEST;
}

/* Whether paths lead from the rows of two loops to the same. */
static bool
paths_alike(const struct tales_path *p, unsigned reg,
    const struct tales_path *q, unsigned other)
{
	return p->base == reg && q->base == other && p->count == q->count &&
	    p->last == q->last && p->nsteps == q->nsteps &&
	    memcmp(p->steps, q->steps, p->nsteps * sizeof(p->steps[0])) == 0;
}

/* Whether two ops make the same of the same row, on whatever page. */
static bool
alike(const struct side *a, const struct talc_op *x, const struct side *b,
    const struct talc_op *y, const struct record_type *late)
{
	uint32_t		 at = (uint32_t)(x - a->prog->ops);
	uint32_t		 to = (uint32_t)(y - b->prog->ops);
	const struct tales_path	*p;

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
	return (p->last == NULL || p->last->type != FIELD_URL) &&
	    paths_alike(p, a->loop->reg, &b->prog->paths[y->path],
	    b->loop->reg);
}

/* Whether all that leads into these ops leads to the first, and all that leads
 * out of them to what follows. */
static bool
closed(const struct talc_prog *prog, size_t from, size_t to)
{
	const struct talc_op	*op = prog->ops + from;

	for (; op < prog->ops + to; op++)
		if (op->next < from || op->next > to || op->to < from ||
		    op->to > to)
			return false;
	return talfold_entered_first(prog, from, to);
}

/* Whether a row has loops of its own, in which a piece would come again. */
static bool
nests(const struct side *s)
{
	const struct talc_op	*op = s->loop + 1;

	for (; op < s->prog->ops + s->loop->to; op++)
		if (op->code == TALC_LOOP)
			return true;
	return false;
}

/* Keep the longest closed piece of the n ops that are alike from x and y on,
 * if it is longer than what was found before. */
static void
longest(const struct side *a, size_t x, const struct side *b, size_t y,
    size_t n, struct talrow_span one[2])
{
	for (; n > one[0].to - one[0].from; n--)
		if (closed(a->prog, x, x + n) && closed(b->prog, y, y + n)) {
			one[0].from = x;
			one[0].to = x + n;
			one[1].from = y;
			one[1].to = y + n;
		}
}

bool
talrow_shared(const struct talc_prog *p, const struct talc_prog *q,
    const struct record_type *of, const struct record_type *late,
    struct talrow_span one[2])
{
	struct side	 a = { p, loop_of(p, of) }, b = { q, loop_of(q, of) };
	const struct talc_op *x, *y, *xend, *yend;
	size_t		 n;

	memset(one, 0, 2 * sizeof(one[0]));
	if (a.loop == NULL || b.loop == NULL || nests(&a) || nests(&b))
		return false;
	one[0].reg = a.loop->reg;
	one[1].reg = b.loop->reg;
	/* The last op of a loop leads to the next row. */
	xend = p->ops + a.loop->to - 1;
	yend = q->ops + b.loop->to - 1;
	for (x = a.loop + 1; x < xend; x++)
		/* Literals alone are no gain. */
		for (y = b.loop + 1; y < yend && has_path(x); y++) {
			for (n = 0; x + n < xend && y + n < yend; n++)
				if (!alike(&a, x + n, &b, y + n, late))
					break;
			longest(&a, (size_t)(x - p->ops), &b,
			    (size_t)(y - q->ops), n, one);
		}
	return one[0].to > one[0].from;
}
