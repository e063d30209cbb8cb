#include "talfold.h"

bool
talfold_entered_first(const struct talc_prog *prog, size_t from, size_t to)
{
	const struct talc_op	*op;
	size_t			 i;

	for (i = 0; i < prog->nops; i++) {
		if (i >= from && i < to)
			continue;
		op = &prog->ops[i];
		if ((op->next > from && op->next < to) ||
		    (op->to > from && op->to < to))
			return false;
	}
	return true;
}

/* Where a jump to that op ends. */
static uint32_t
target(const struct talc_prog *prog, uint32_t at)
{
	while (prog->ops[at].code == TALC_JUMP)
		at = prog->ops[at].to;
	return at;
}

/* Jumps lead to no jump. */
static void
jumps(struct talc_prog *prog)
{
	struct talc_op	*op;
	uint32_t	 i;

	for (i = 0; i < prog->nops; i++) {
		op = &prog->ops[i];
		op->next = op->code == TALC_END ? i : i + 1;
		if (op->code == TALC_LIT || op->code == TALC_COUNT ||
		    op->code == TALC_END)
			op->to = op->next;
		op->to = target(prog, op->to);
		op->next = op->code == TALC_JUMP ? op->to :
		    target(prog, op->next);
	}
}

/* A literal and a value take the literals that follow along. */
static void
literals(struct talc_prog *prog)
{
	struct talc_op	*op, *next;
	size_t		 i;

	for (i = prog->nops; i-- > 0; ) {
		op = &prog->ops[i];
		next = &prog->ops[op->next];
		if (next->code != TALC_LIT || next->off != op->off + op->len)
			continue;
		switch ((enum talc_code)op->code) {
		case TALC_LIT:
			op->len += next->len;
			op->to = next->next;
			break;
		case TALC_COUNT:
			op->to = next->next;
			/* FALLTHROUGH */
		case TALC_TEXT:
		case TALC_WORD:
			op->after = next->len;
			break;
		default:
			continue;
		}
		op->next = next->next;
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
	return p->base == q->base && tales_alike(p, q);
}

/* A test that fails and leads to its opposite goes on after that; what it
 * guards, and nothing else leads into, goes on where that would lead. */
static void
tests(struct talc_prog *prog)
{
	struct talc_op	*op, *inner, *second;
	size_t		 i, guarded;

	for (i = 0; i < prog->nops; i++) {
		op = &prog->ops[i];
		guarded = op->to;
		second = &prog->ops[guarded];
		if (guarded <= i || !opposite(prog, op, second) ||
		    !talfold_entered_first(prog, i, guarded))
			continue;
		for (inner = op + 1; inner < second; inner++) {
			if (inner->next == guarded)
				inner->next = second->to;
			if (inner->to == guarded)
				inner->to = second->to;
		}
		op->to = second->next;
	}
}

void
talfold(struct talc_prog *prog)
{
	jumps(prog);
	literals(prog);
	tests(prog);
}
