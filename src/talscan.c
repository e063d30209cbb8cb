#include "talscan.h"

#include <stdbool.h>
#include <stdlib.h>

#include "util.h"

struct reader {
	const char	*p;	/* the next byte */
	const char	*end;
	unsigned	 line;	/* of p */
	struct talscan	*out;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
step(struct reader *r, size_t n)
{
	for (; n > 0 && r->p < r->end; n--)
		if (*r->p++ == '\n')
			r->line++;
}

static void
step_blanks(struct reader *r)
{
	while (r->p < r->end && is_blank(*r->p))
		step(r, 1);
}

static bool
at(const struct reader *r, struct slice word)
{
	return (size_t)(r->end - r->p) >= word.len &&
	    memcmp(r->p, word.ptr, word.len) == 0;
}

static void
step_past(struct reader *r, struct slice word)
{
	while (r->p < r->end && !at(r, word))
		step(r, 1);
	step(r, word.len);
}

/* Is there only the doctype of HTML, without any subset? */
static bool
bare_doctype(struct reader *r)
{
	if (!at(r, SLICE("<!DOCTYPE")))
		return false;
	step(r, 9);
	if (r->p == r->end || !is_blank(*r->p))
		return false;
	step_blanks(r);
	if (!at(r, SLICE("html")))
		return false;
	step(r, 4);
	step_blanks(r);
	if (!at(r, SLICE(">")))
		return false;
	step(r, 1);
	return true;
}

static bool
add_room(size_t n)
{
	return (n & (n - 1)) == 0;	/* 0 or a power of two: full */
}

static void
read_attr(struct reader *r)
{
	struct talscan		*o = r->out;
	struct talscan_attr	*a;
	const char		*start = r->p;
	char			 quote;

	if (add_room(o->nattrs))
		o->attrs = xreallocarray(o->attrs,
		    o->nattrs > 0 ? o->nattrs * 2 : 1, sizeof(*o->attrs));
	a = &o->attrs[o->nattrs++];
	a->line = r->line;
	while (r->p < r->end && !is_blank(*r->p) && *r->p != '=' &&
	    *r->p != '/' && *r->p != '>')
		r->p++;
	a->name.ptr = start;
	a->name.len = (size_t)(r->p - start);
	step_blanks(r);
	if (!at(r, SLICE("=")))
		return;
	step(r, 1);
	step_blanks(r);
	if (r->p == r->end || (*r->p != '"' && *r->p != '\''))
		return;
	quote = *r->p;
	step(r, 1);
	while (r->p < r->end && *r->p != quote)
		step(r, 1);
	step(r, 1);
}

static void
read_tag(struct reader *r)
{
	struct talscan		*o = r->out;
	struct talscan_tag	*t;

	if (add_room(o->ntags))
		o->tags = xreallocarray(o->tags,
		    o->ntags > 0 ? o->ntags * 2 : 1, sizeof(*o->tags));
	t = &o->tags[o->ntags++];
	t->line = r->line;
	t->first = o->nattrs;
	step(r, 1);
	while (r->p < r->end && !is_blank(*r->p) && *r->p != '/' &&
	    *r->p != '>')
		r->p++;
	for (;;) {
		step_blanks(r);
		if (r->p == r->end || *r->p == '>')
			break;
		if (*r->p == '/' || *r->p == '=')
			step(r, 1);
		else
			read_attr(r);
	}
	step(r, 1);
	t->n = o->nattrs - t->first;
}

void
talscan(struct slice src, struct talscan *out)
{
	struct reader	 r = { src.ptr, src.ptr + src.len, 1, out };
	unsigned	 line;

	memset(out, 0, sizeof(*out));
	while (r.p < r.end) {
		if (*r.p != '<') {
			step(&r, 1);
		} else if (at(&r, SLICE("<!--"))) {
			step(&r, 4);
			step_past(&r, SLICE("-->"));
		} else if (at(&r, SLICE("<![CDATA["))) {
			step_past(&r, SLICE("]]>"));
		} else if (at(&r, SLICE("<?"))) {
			step_past(&r, SLICE("?>"));
		} else if (at(&r, SLICE("<!"))) {
			line = r.line;
			if (!bare_doctype(&r)) {
				out->doctype = line;
				return;
			}
		} else if (at(&r, SLICE("</"))) {
			step_past(&r, SLICE(">"));
		} else {
			read_tag(&r);
		}
	}
}

unsigned
talscan_line(const struct talscan *s, size_t i, const char *name)
{
	const struct talscan_attr	*a;
	size_t				 j;

	if (i >= s->ntags)
		return 1;
	for (j = 0; j < s->tags[i].n; j++) {
		a = &s->attrs[s->tags[i].first + j];
		if (slice_cmp(a->name, slice_of(name)) == 0)
			return a->line;
	}
	return s->tags[i].line;
}

void
talscan_free(struct talscan *s)
{
	free(s->tags);
	free(s->attrs);
	memset(s, 0, sizeof(*s));
}
