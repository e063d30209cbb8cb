#include "verdict.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "esc.h"
#include "util.h"

void
verdict_init(struct verdict *v, const char *subject, bool json)
{
	memset(v, 0, sizeof(*v));
	v->subject = subject;
	v->json = json;
	v->fault_list = v->warning_list = (struct buf)BUF_INIT;
}

/* One member of a JSON array: {"path": ..., "fault": ...}. */
static void
keep(struct buf *list, const char *key, const char *path, const char *what)
{
	struct json	 j = { list, list->len > 0 };

	json_object(&j);
	json_key(&j, "path");
	json_string(&j, path);
	json_key(&j, key);
	json_string(&j, what);
	json_object_end(&j);
}

static void
show(const struct verdict *v, const char *kind, const char *path,
    const char *what)
{
	struct buf	 b = BUF_INIT;

	if (path != NULL) {
		esc_line(&b, slice_of(path));
		BUF_LIT(&b, ": ");
	}
	esc_line(&b, slice_of(what));
	util_warn("%s: %s%s", v->subject, kind, b.ptr);
	buf_free(&b);
}

static void __attribute__((__format__(__printf__, 4, 0)))
say(struct verdict *v, bool fault, const char *path, const char *fmt,
    va_list ap)
{
	char	*what;

	if (vasprintf(&what, fmt, ap) == -1)
		util_die("out of memory");
	if (fault)
		v->faults++;
	else
		v->warnings++;
	if (v->json)
		keep(fault ? &v->fault_list : &v->warning_list,
		    fault ? "fault" : "warning", path, what);
	else
		show(v, fault ? "" : "warning: ", path, what);
	free(what);
}

void
verdict_fault(struct verdict *v, const char *path, const char *fmt, ...)
{
	va_list	 ap;

	va_start(ap, fmt);
	say(v, true, path, fmt, ap);
	va_end(ap);
}

void
verdict_unchecked(struct verdict *v, const char *path, const char *fmt, ...)
{
	va_list	 ap;

	v->unchecked++;
	va_start(ap, fmt);
	say(v, true, path, fmt, ap);
	va_end(ap);
}

void
verdict_warn(struct verdict *v, const char *path, const char *fmt, ...)
{
	va_list	 ap;

	va_start(ap, fmt);
	say(v, false, path, fmt, ap);
	va_end(ap);
}

enum verdict_result
verdict_result(const struct verdict *v)
{
	if (v->faults == 0)
		return VERDICT_GOOD;
	return v->faults == v->unchecked ? VERDICT_IMPOSSIBLE :
	    VERDICT_DAMAGED;
}

const char *
verdict_word(enum verdict_result r)
{
	return r == VERDICT_GOOD ? "good" : r == VERDICT_IMPOSSIBLE ?
	    "unchecked" : "damaged";
}

static void
list(struct json *j, const char *key, const struct buf *members)
{
	json_key(j, key);
	json_array(j);
	buf_add(j->out, members->ptr, members->len);
	json_array_end(j);
}

void
verdict_json(const struct verdict *v, enum verdict_result r, struct json *j)
{
	json_key(j, "result");
	json_string(j, verdict_word(r));
	list(j, "faults", &v->fault_list);
	list(j, "warnings", &v->warning_list);
}

void
verdict_free(struct verdict *v)
{
	buf_free(&v->fault_list);
	buf_free(&v->warning_list);
}
