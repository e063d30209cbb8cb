#ifndef TALRUN_H
#define TALRUN_H

/*
 * Running a compiled template: bytes into a buffer, nothing looked up by name
 * and nothing allocated for a row.  A talrun belongs to one thread.
 */

#include <sys/types.h>

#include "talrow.h"

struct talrun;

/* What a span of ops made of a row: bytes of the output. */
struct talrun_part {
	size_t	 at;
	size_t	 len;
};

/* New scratch for one thread; it grows to what the largest program needs. */
struct talrun *talrun_new(void);

/* Free it; NULL is fine. */
void	 talrun_free(struct talrun *);

/* Append the page of root, a record of the type the program was compiled for,
 * to out.  ctx goes to the getters. */
void	 talrun(struct talrun *, const struct talc_prog *, const void *root,
	    void *ctx, struct buf *out);

/* Where in the output of the last run the rows of the loop belong that had a
 * list of size 0; -1 when no such loop was reached. */
ssize_t	 talrun_cut(const struct talrun *);

/* As talrun; parts[i] is set for the row i of the span's loop.  There must be as
 * many as rows. */
void	 talrun_keep(struct talrun *, const struct talc_prog *,
	    const struct talrow_span *, const void *root, void *ctx,
	    struct buf *out, struct talrun_part *parts);

/* As talrun; what the span makes of the first n rows is there already: these
 * parts of text. */
void	 talrun_reuse(struct talrun *, const struct talc_prog *,
	    const struct talrow_span *, const void *root, void *ctx,
	    struct buf *out, const char *text,
	    const struct talrun_part *parts, size_t n);

/* Append what the loop at that op of the program makes of one record, if
 * talrow_find has found it. */
void	 talrun_row(struct talrun *, const struct talc_prog *, uint32_t loop,
	    const void *rec, void *ctx, struct buf *out);

#endif
