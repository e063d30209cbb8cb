#ifndef UTIL_H
#define UTIL_H

/*
 * Memory that is there or the program ends, messages in one form, strict
 * numbers, and the nearest name for a mistyped one.  The only module that
 * may exit.
 */

#include <stdbool.h>
#include <stddef.h>

/* malloc(3) or exit 1 with a message.  The caller frees. */
void	*xmalloc(size_t);

/* calloc(3) or exit 1 with a message.  The caller frees. */
void	*xcalloc(size_t n, size_t size);

/* realloc(3) to n * size bytes, overflow checked, or exit 1. */
void	*xreallocarray(void *, size_t n, size_t size);

/* strdup(3) or exit 1 with a message.  The caller frees. */
char	*xstrdup(const char *);

/* "prefix" "suffix" joined into new memory, printf(3) style, or exit 1. */
char	*xasprintf(const char *fmt, ...)
	    __attribute__((__format__(__printf__, 1, 2)));

/*
 * Print one line "tokensnap: ..." to standard error in one write(2).  A format
 * that ends in ':' gets a blank and the text of errno.  Control characters
 * in the result are shown as '?', so that no value can drive a terminal.
 */
void	 util_warn(const char *fmt, ...)
	    __attribute__((__format__(__printf__, 1, 2)));

/* As util_warn, then exit(1). */
void	 util_die(const char *fmt, ...)
	    __attribute__((__format__(__printf__, 1, 2), __noreturn__));

/*
 * Read a decimal integer that fills the whole string, no blanks, no '+'.
 * Returns 0, or -1 when it is no number or outside [min, max].
 */
int	 util_number(const char *, long long min, long long max, long long *);

/*
 * Of n names the one that is nearest to word in edit distance (Damerau, one
 * step for a swap of neighbours, none for another case), if it is near enough
 * to have been meant; NULL otherwise.  The result is one of names.
 */
const char *util_nearest(const char *word, const char *const *names, size_t n);

#endif
