#ifndef FINDPAGES_H
#define FINDPAGES_H

/*
 * The pages and the table of findings: each is sorted by its rule while the
 * scan goes by, and written after it, page by page.
 */

#include "findings.h"
#include "render.h"

struct findpages;

/* What is pointed at must outlive it.  Temp files go to the stage's folder.
 * Free it with findpages_free. */
struct findpages *findpages_new(struct render *, struct stage *,
	    struct findings *, const struct view_snapshot *,
	    int64_t page_size);

/* The next service user of the scan, then its tokens: those of their findings
 * that findings.h has set.  0, or -1 with the reason printed. */
int	 findpages_user(struct findpages *, const struct user *);
int	 findpages_token(struct findpages *, const struct user *,
	    const struct token *);

/* The scan is over: write data/findings.html, the pages of each rule, and
 * the table.  0, or -1 with the reason printed. */
int	 findpages_end(struct findpages *);

void	 findpages_free(struct findpages *);

#endif
