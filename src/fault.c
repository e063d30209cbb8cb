#include "fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "util.h"

void
fault_at(struct faults *f, const char *path, unsigned line, const char *fmt,
    ...)
{
	va_list	 ap;
	char	*text, *whole;
	size_t	 i;

	f->met++;
	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) == -1)
		util_die("out of memory");
	va_end(ap);
	if (line > 0)
		whole = xasprintf("%s:%u: %s", path, line, text);
	else
		whole = xasprintf("%s: %s", path, text);
	free(text);
	for (i = 0; i < f->n; i++)
		if (strcmp(f->lines[i], whole) == 0) {
			free(whole);
			return;
		}
	util_warn("%s", whole);
	f->lines = xreallocarray(f->lines, f->n + 1, sizeof(*f->lines));
	f->lines[f->n++] = whole;
}

struct buf
fault_hint(const char *word, const char *const *names, size_t n,
    const char *before, const char *after)
{
	struct buf	 b = BUF_INIT;
	const char	*near = util_nearest(word, names, n);

	if (near != NULL)
		buf_addf(&b, " (did you mean %s%s%s?)", before, near, after);
	return b;
}

void
faults_free(struct faults *f)
{
	size_t	 i;

	for (i = 0; i < f->n; i++)
		free(f->lines[i]);
	free(f->lines);
	f->lines = NULL;
	f->n = f->met = 0;
}
