#ifndef VERDICT_H
#define VERDICT_H

/*
 * What is wrong with one snapshot, bag or archive: one line each on standard
 * error, or the members of two JSON arrays.  Paths and texts from a bag are
 * shown with chips for what is not visible, so that none drives a terminal.
 */

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"
#include "json.h"

/* The exit codes of the program. */
enum verdict_result {
	VERDICT_GOOD = 0,
	VERDICT_IMPOSSIBLE = 1,	/* something could not be looked at */
	VERDICT_DAMAGED = 4
};

struct verdict {
	const char	*subject;	/* how lines begin */
	bool		 json;		/* keep them, print nothing */
	int64_t		 faults;
	int64_t		 unchecked;	/* of them: could not be looked at */
	int64_t		 warnings;
	struct buf	 fault_list;	/* JSON, without the brackets */
	struct buf	 warning_list;
};

/* Start anew for subject, which is borrowed.  End it with verdict_free. */
void	 verdict_init(struct verdict *, const char *subject, bool json);

/* path is wrong; NULL: the whole.  printf(3) style, no full stop. */
void	 verdict_fault(struct verdict *, const char *path, const char *fmt,
	    ...) __attribute__((__format__(__printf__, 3, 4)));

/* path could not be looked at, which proves nothing. */
void	 verdict_unchecked(struct verdict *, const char *path,
	    const char *fmt, ...)
	    __attribute__((__format__(__printf__, 3, 4)));

/* path is odd, but not wrong. */
void	 verdict_warn(struct verdict *, const char *path, const char *fmt,
	    ...) __attribute__((__format__(__printf__, 3, 4)));

/* The sum of it. */
enum verdict_result verdict_result(const struct verdict *);

/* "good", "unchecked", "damaged". */
const char *verdict_word(enum verdict_result);

/* The members "result", "faults" and "warnings". */
void	 verdict_json(const struct verdict *, enum verdict_result,
	    struct json *);

void	 verdict_free(struct verdict *);

#endif
