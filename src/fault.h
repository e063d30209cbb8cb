#ifndef FAULT_H
#define FAULT_H

/*
 * Faults of a theme, each printed once with its place.  A macro that several
 * templates use is compiled several times; its faults are still one line.
 */

#include "buf.h"

struct faults {
	char	**lines;	/* what was printed */
	size_t	  n;
	size_t	  met;	/* all faults, repeated ones too */
};

#define FAULTS_INIT	{ NULL, 0, 0 }

/* Print "path:line: ..." (line 0: "path: ...") unless it was printed. */
void	 fault_at(struct faults *, const char *path, unsigned line,
	    const char *fmt, ...)
	    __attribute__((__format__(__printf__, 4, 5)));

/*
 * A new buffer with " (did you mean BEFOREnameAFTER?)" for the one of n names
 * that is nearest to word, or with nothing.  The caller ends it with buf_free.
 */
struct buf fault_hint(const char *word, const char *const *names, size_t n,
	    const char *before, const char *after);

/* Free the lines. */
void	 faults_free(struct faults *);

#endif
