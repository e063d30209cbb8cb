#ifndef LINES_H
#define LINES_H

/*
 * The lines of a file, one at a time, in a fixed amount of memory, whatever
 * the file holds.  On the way other encodings become UTF-8 (iconv(3)).
 */

#include <stdbool.h>
#include <stddef.h>

#define LINES_MAX	65536	/* bytes of a line; longer ones are told */

enum lines_result {
	LINES_END,
	LINES_LINE,
	LINES_LONG,	/* longer than LINES_MAX: skipped, text is empty */
	LINES_ERROR,	/* errno; EILSEQ: not in that encoding */
};

struct lines;

/*
 * Read fd, which stays the caller's, from where it is.  encoding NULL: bytes
 * as they are.  any_end: CR and CR LF end a line too.  NULL when the encoding
 * is not known.  End it with lines_free.
 */
struct lines *lines_new(int fd, const char *encoding, bool any_end);

/*
 * The next line, NUL-terminated, without its end; it may hold NUL bytes and
 * is good until the next call.
 */
enum lines_result lines_next(struct lines *, char **text, size_t *len);

/* Number of the line read last, from 1. */
size_t	 lines_number(const struct lines *);

/* Whether the line read last had no end: the file was cut short. */
bool	 lines_cut(const struct lines *);

void	 lines_free(struct lines *);

#endif
