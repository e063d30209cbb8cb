#include "talfold.h"

bool
talfold_jumps(const struct talc_op *op)
{
	return op->code != TALC_COUNT && op->code != TALC_END;
}

bool
talfold_entered_first(const struct talc_prog *prog, size_t from, size_t to)
{
	const struct talc_op	*op;
	size_t			 i;

	for (i = 0; i < prog->nops; i++) {
		op = &prog->ops[i];
		if ((i < from || i >= to) && talfold_jumps(op) &&
		    op->to > from && op->to < to)
			return false;
	}
	return true;
}

/* Let each literal take those after it along. */
static void
literals(struct talc_prog *prog)
{
	struct talc_op	*op, *next;
	size_t		 i;

	for (i = prog->nops; i-- > 0; ) {
		op = &prog->ops[i];
		if (op->code != TALC_LIT)
			continue;
		op->to = (uint32_t)i + 1;
		/* The last op of all is the end. */
		next = op + 1;
		if (next->code == TALC_LIT && next->off == op->off + op->len) {
			op->len += next->len;
			op->to = next->to;
		}
	}
}

/* Whether a test is true just when the other is not. */
static bool
opposite(const struct talc_prog *prog, const struct talc_op *a,
    const struct talc_op *b)
{
	const struct tales_path	*p, *q;

	if (a->code != TALC_TEST || b->code != TALC_TEST ||
	    a->exists != b->exists || a->sense == b->sense)
		return false;
	p = &prog->paths[a->path];
	q = &prog->paths[b->path];
	return p->base == q->base && p->count == q->count &&
	    p->last == q->last && p->nsteps == q->nsteps &&
	    memcmp(p->steps, q->steps, p->nsteps * sizeof(p->steps[0])) == 0;
}

/* A test that fails and leads to its opposite goes on after that; what it
 * guards, and nothing else leads into, goes on where that would lead. */
static void
tests(struct talc_prog *prog)
{
	struct talc_op	*op, *second;
	size_t		 i, j, guarded;

	for (i = 0; i < prog->nops; i++) {
		op = &prog->ops[i];
		if (op->code != TALC_TEST)
			continue;
		guarded = op->to;
		second = &prog->ops[guarded];
		if (guarded <= i || !opposite(prog, op, second) ||
		    !talfold_entered_first(prog, i, guarded))
			continue;
		for (j = i + 1; j < guarded; j++)
			if (talfold_jumps(&prog->ops[j]) &&
			    prog->ops[j].to == guarded)
				prog->ops[j].to = second->to;
		op->to = (uint32_t)guarded + 1;
	}
}

void
talfold(struct talc_prog *prog)
{
	literals(prog);
	tests(prog);
}
