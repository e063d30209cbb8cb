#ifndef TALRUN_H
#define TALRUN_H

/*
 * Running a compiled template: bytes into a buffer, nothing looked up by name
 * and nothing allocated for a row.  A talrun belongs to one thread.
 */

#include <sys/types.h>

#include "talrow.h"

struct talrun;

/* What is taken from the page that talrun_keep has made last, whose rows from
 * at on are those of this page. */
struct talrun_taken {
	struct talrow_span	 span;
	size_t			 at;
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

/* As talrun, for a list with such pieces.  Where in out they are that are kept
 * is known until the next talrun_keep; until then out must stay as it is. */
void	 talrun_keep(struct talrun *, const struct talc_prog *,
	    const void *root, void *ctx, struct buf *out,
	    const struct talrow_pieces *);

/* As talrun; what can be is taken from that page. */
void	 talrun_reuse(struct talrun *, const struct talc_prog *,
	    const void *root, void *ctx, struct buf *out,
	    const struct talrun_taken *);

/* Append what the loop at that op of the program makes of one record, if
 * talrow_find has found it. */
void	 talrun_row(struct talrun *, const struct talc_prog *, uint32_t loop,
	    const void *rec, void *ctx, struct buf *out);

#endif
