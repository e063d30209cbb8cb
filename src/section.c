#include "section.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "getter.h"
#include "util.h"
#include "when.h"

void
sections_init(struct sections *s)
{
	memset(s, 0, sizeof(*s));
	s->pool = (struct pool)POOL_INIT;
}

void
sections_free(struct sections *s)
{
	size_t	 i;

	for (i = 0; i < s->n; i++)
		free(s->list[i].rows);
	pool_free(&s->pool);
}

struct slice
sections_keep(struct sections *s, const struct buf *b)
{
	struct slice	 kept = { pool_text(&s->pool, b->ptr, b->len),
			    b->len };

	return kept;
}

struct section *
sections_begin(struct sections *s, const char *id, const char *title,
    const char *const *heads)
{
	struct section	*section;

	/* How many there are is known when the program is written. */
	if (s->n == SECTIONS_MOST)
		util_die("too many sections");
	section = &s->list[s->n++];
	section->id = id;
	section->title = title;
	for (; *heads != NULL; heads++)
		section->heads[section->nheads++].text = slice_of(*heads);
	return section;
}

struct section_row *
sections_row(struct sections *s, const char *head)
{
	struct section		*last = &s->list[s->n - 1];
	struct section_row	*row;

	last->rows = xreallocarray(last->rows, last->nrows + 1,
	    sizeof(*last->rows));
	row = &last->rows[last->nrows++];
	memset(row, 0, sizeof(*row));
	row->head.text = slice_of(pool_text(&s->pool, head, strlen(head)));
	return row;
}

/* The next cell of the last row. */
static struct section_cell *
next(struct sections *s)
{
	struct section		*last = &s->list[s->n - 1];
	struct section_row	*row = &last->rows[last->nrows - 1];

	row->cells[row->n].column = last->heads[row->n + 1].text;
	return &row->cells[row->n++];
}

void
sections_text(struct sections *s, struct slice text)
{
	next(s)->text = text;
}

void
sections_add(struct sections *s, const char *fmt, ...)
{
	char	 text[1000];
	va_list	 ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	next(s)->text = slice_of(pool_text(&s->pool, text, strlen(text)));
}

void
sections_code(struct sections *s, const char *text)
{
	struct section_cell	*cell = next(s);

	cell->code = true;
	cell->text = slice_of(pool_text(&s->pool, text, strlen(text)));
}

void
sections_number(struct sections *s, int64_t n)
{
	struct buf	 b = BUF_INIT;

	(void)getter_count(&b, n);
	next(s)->text = sections_keep(s, &b);
	buf_free(&b);
}

void
sections_time(struct sections *s, int64_t at)
{
	struct buf	 b = BUF_INIT;

	when_rfc3339(&b, at);
	next(s)->text = sections_keep(s, &b);
	buf_free(&b);
}
