#include "talrow.h"

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

bool
talrow_find(const struct talc_prog *prog, const struct record_type *of,
    const struct record_type *late, uint32_t *found)
{
	const struct talc_op	*op = prog->ops, *loop = NULL;
	const struct talc_op	*end = op + prog->nops;

	for (; op < end; op++) {
		if (op->code != TALC_LOOP || prog->paths[op->path].of != of)
			continue;
		/* In another loop it would come again and again. */
		if (loop != NULL || op->reg != 1)
			return false;
		loop = op;
	}
	if (loop == NULL)
		return false;
	for (op = loop + 1; op < prog->ops + loop->to; op++)
		if (!stays(prog, op, loop->reg, late))
			return false;
	*found = (uint32_t)(loop - prog->ops);
	return true;
}
