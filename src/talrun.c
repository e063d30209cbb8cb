#include "talrun.h"

#include <stdlib.h>

#include "esc.h"
#include "util.h"

/* A row of a loop, or the root. */
struct row {
	const char	*rec;
	size_t		 i;	/* from 0 */
	size_t		 n;
	size_t		 size;	/* bytes from one row to the next */
};

/* What a span made of a row: bytes of the output. */
struct part {
	size_t		 at;
	size_t		 len;
};

struct talrun {
	struct row	*rows;
	size_t		 nrows;
	ssize_t		 cut;	/* see talrun_cut */
	const struct buf *kept;	/* output of the last talrun_keep */
	struct part	*parts;	/* of it, by row */
	size_t		 nparts, parts_cap;
};

/* What does not change during one run. */
struct run {
	struct row		*rows;
	ssize_t			*cut;
	const struct talc_prog	*prog;
	void			*ctx;
	struct buf		*out;
};

struct talrun *
talrun_new(void)
{
	return xcalloc(1, sizeof(struct talrun));
}

void
talrun_free(struct talrun *t)
{
	if (t == NULL)
		return;
	free(t->rows);
	free(t->parts);
	free(t);
}

/* The record that holds the last field of a path, or NULL. */
static inline const void *
reach(const struct run *r, const struct tales_path *p)
{
	const void	*rec = r->rows[p->base].rec;
	size_t		 i;

	for (i = 0; i < p->nsteps && rec != NULL; i++)
		rec = p->steps[i]->record(rec);
	return rec;
}

static inline void
cut(struct buf *b, size_t len)
{
	if (b->len == len)
		return;
	b->len = len;
	b->ptr[len] = '\0';
}

static bool
loop_flag(const struct row *row, enum tales_count count)
{
	switch (count) {
	case TALES_START:
		return row->i == 0;
	case TALES_END:
		return row->i + 1 == row->n;
	case TALES_EVEN:
		return row->i % 2 == 0;
	case TALES_ODD:
		return row->i % 2 == 1;
	default:
		return true;
	}
}

static size_t
loop_number(const struct row *row, enum tales_count count)
{
	switch (count) {
	case TALES_NUMBER:
		return row->i + 1;
	case TALES_LENGTH:
		return row->n;
	default:
		return row->i;
	}
}

/* The truth of a path; with exists, whether it leads to anything. */
static bool
test(const struct run *r, const struct tales_path *p, bool exists)
{
	struct record_list	 list = { NULL, 0, 0 };
	struct slice		 s = { NULL, 0 };
	const void		*rec;
	size_t			 len = r->out->len;
	bool			 is, any;

	if (p->count != TALES_NO_COUNT)
		return exists || loop_flag(&r->rows[p->base], p->count);
	if ((rec = reach(r, p)) == NULL)
		return false;
	if (p->last == NULL)
		return true;
	switch (p->last->type) {
	case FIELD_FLAG:
		return exists || p->last->flag(rec);
	case FIELD_TEXT:
	case FIELD_HTML:
		return p->last->text(rec, &s) && (exists || s.len > 0);
	case FIELD_LIST:
		p->last->list(rec, &list);
		return exists || list.n > 0;
	case FIELD_WORD:
	case FIELD_URL:
		is = p->last->word(rec, r->ctx, r->out);
		any = r->out->len > len;
		cut(r->out, len);
		return is && (exists || any);
	case FIELD_RECORD:
		break;
	}
	return false;
}

static inline void
literal(const struct run *r, const struct talc_op *op)
{
	buf_wide(r->out, r->prog->literals.ptr + op->off, op->len);
}

/* The literal behind what an op shows. */
static inline void
after(const struct run *r, const struct talc_op *op)
{
	buf_wide(r->out, r->prog->literals.ptr + op->off + op->len, op->after);
}

static bool
show_text(const struct run *r, const struct talc_op *op)
{
	const struct tales_path	*p = &r->prog->paths[op->path];
	const void		*rec = reach(r, p);
	struct slice		 s = { NULL, 0 };

	if (rec == NULL || !p->last->text(rec, &s))
		return false;
	literal(r, op);
	if (op->escape == TALC_ELEMENT)
		esc_text(r->out, s);
	else if (op->escape == TALC_ATTRIBUTE)
		esc_attr(r->out, s);
	else
		buf_slice(r->out, s);
	after(r, op);
	return true;
}

static bool
show_word(const struct run *r, const struct talc_op *op)
{
	const struct tales_path	*p = &r->prog->paths[op->path];
	const void		*rec = reach(r, p);
	size_t			 len = r->out->len;

	if (rec == NULL)
		return false;
	literal(r, op);
	if (!p->last->word(rec, r->ctx, r->out)) {
		cut(r->out, len);
		return false;
	}
	after(r, op);
	return true;
}

static void
show_count(const struct run *r, const struct talc_op *op)
{
	const struct tales_path	*p = &r->prog->paths[op->path];

	literal(r, op);
	buf_num(r->out, (int64_t)loop_number(&r->rows[p->base], p->count));
	after(r, op);
}

/* Start a loop; false when there is no row to make. */
static bool
start(const struct run *r, const struct talc_op *op)
{
	const struct tales_path	*p = &r->prog->paths[op->path];
	struct record_list	 list = { NULL, 0, 0 };
	struct row		*row = &r->rows[op->reg];
	const void		*rec = reach(r, p);

	if (rec != NULL)
		p->last->list(rec, &list);
	if (list.size == 0) {
		if (list.n > 0)
			*r->cut = (ssize_t)r->out->len;
		return false;
	}
	row->rec = list.first;
	row->i = 0;
	row->n = list.n;
	row->size = list.size;
	return list.n > 0;
}

static bool
next(const struct run *r, const struct talc_op *op)
{
	struct row	*row = &r->rows[op->reg];

	if (++row->i >= row->n)
		return false;
	row->rec += row->size;
	return true;
}

/* From one op to another; false when the program has ended before. */
static bool
run(const struct run *r, size_t from, size_t end)
{
	const struct talc_op	*ops = r->prog->ops, *op = ops + from;
	bool			 on;

	for (; op != ops + end; op = ops + (on ? op->next : op->to)) {
		on = true;
		switch ((enum talc_code)op->code) {
		case TALC_LIT:
			literal(r, op);
			break;
		case TALC_TEXT:
			on = show_text(r, op);
			break;
		case TALC_WORD:
			on = show_word(r, op);
			break;
		case TALC_COUNT:
			show_count(r, op);
			break;
		case TALC_TEST:
			on = test(r, &r->prog->paths[op->path],
			    op->exists) == op->sense;
			break;
		case TALC_JUMP:
			break;
		case TALC_LOOP:
			on = start(r, op);
			break;
		case TALC_NEXT:
			on = !next(r, op);
			break;
		case TALC_END:
			return false;
		}
	}
	return true;
}

/* Make everything ready; no loop has a row. */
static struct run
ready(struct talrun *t, const struct talc_prog *prog, void *ctx,
    struct buf *out)
{
	if (t->nrows < prog->nregs) {
		t->rows = xreallocarray(t->rows, prog->nregs,
		    sizeof(*t->rows));
		t->nrows = prog->nregs;
	}
	memset(t->rows, 0, t->nrows * sizeof(*t->rows));
	t->cut = -1;
	return (struct run){ t->rows, &t->cut, prog, ctx, out };
}

void
talrun(struct talrun *t, const struct talc_prog *prog, const void *root,
    void *ctx, struct buf *out)
{
	struct run	 r = ready(t, prog, ctx, out);

	r.rows[0].rec = root;
	(void)run(&r, 0, prog->nops);
}

/* What a span makes of the row at hand. */
static struct part
make(const struct run *r, const struct talrow_span *span)
{
	struct part	 part = { r->out->len, 0 };

	(void)run(r, span->from, span->to);
	part.len = r->out->len - part.at;
	return part;
}

/* Append a part of a buf, which may be the same. */
static void
append(struct buf *out, const struct buf *from, struct part part)
{
	char	*p = buf_room(out, part.len);

	memcpy(p, from->ptr + part.at, part.len);
	p[part.len] = '\0';
	out->len += part.len;
}

/* The piece that is kept, of the next row. */
static void
keep(struct talrun *t, const struct run *r, const struct talrow_span *span)
{
	size_t	 n = t->rows[span->reg].n;

	if (t->parts_cap < n) {
		t->parts_cap = n;
		t->parts = xreallocarray(t->parts, n, sizeof(*t->parts));
	}
	t->parts[t->nparts++] = make(r, span);
}

/* The spans in the order in which a row comes by; how many there are. */
static size_t
spans(const struct talrow_pieces *p, const struct talrow_span *in[2])
{
	bool	 same = p->same.to != 0, kept = p->kept.to != 0;
	bool	 first = same && (!kept || p->same.from < p->kept.from);

	in[0] = first ? &p->same : &p->kept;
	in[1] = first ? &p->kept : &p->same;
	return (size_t)same + kept;
}

void
talrun_keep(struct talrun *t, const struct talc_prog *prog, const void *root,
    void *ctx, struct buf *out, const struct talrow_pieces *p)
{
	const struct talrow_span	*span[2];
	struct run			 r = ready(t, prog, ctx, out);
	const void			*rec, *last = NULL;
	struct part			 same = { 0, 0 };
	size_t				 at = 0, i = 0, n = spans(p, span);

	r.rows[0].rec = root;
	t->kept = out;
	t->nparts = 0;
	while (run(&r, at, n > 0 ? span[i]->from : prog->nops)) {
		at = span[i]->to;
		if (span[i] == &p->kept) {
			keep(t, &r, span[i]);
		} else {
			rec = p->through->record(r.rows[span[i]->reg].rec);
			if (rec != last || rec == NULL)
				same = make(&r, span[i]);
			else
				append(out, out, same);
			last = rec;
		}
		i = i + 1 < n ? i + 1 : 0;
	}
}

void
talrun_reuse(struct talrun *t, const struct talc_prog *prog, const void *root,
    void *ctx, struct buf *out, const struct talrun_taken *taken)
{
	const struct talrow_span	*span = &taken->span;
	struct run			 r = ready(t, prog, ctx, out);
	size_t				 at = 0, i;

	r.rows[0].rec = root;
	while (run(&r, at, span->from)) {
		at = span->to;
		i = taken->at + t->rows[span->reg].i;
		if (i < t->nparts)
			append(out, t->kept, t->parts[i]);
		else
			(void)run(&r, span->from, span->to);
	}
}

ssize_t
talrun_cut(const struct talrun *t)
{
	return t->cut;
}

void
talrun_row(struct talrun *t, const struct talc_prog *prog, uint32_t loop,
    const void *rec, void *ctx, struct buf *out)
{
	const struct talc_op	*op = &prog->ops[loop];
	struct run		 r = ready(t, prog, ctx, out);

	r.rows[op->reg].rec = rec;
	/* The last op of a loop leads to the next row. */
	(void)run(&r, loop + 1, op->to - 1);
}
