#ifndef THEME_H
#define THEME_H

/*
 * A theme: a folder of templates, compiled, and the files of its assets.
 * All of it belongs to the struct theme.
 */

#include "talc.h"

struct theme_want {
	const char			*name;	/* "list", without .html */
	const struct record_type	*root;
};

struct theme_asset {
	const char	*name;	/* "style.css" */
	struct buf	 data;
};

struct theme;

/*
 * Read, check and compile the wanted templates of the folder dir and all its
 * assets.  Returns 0, or -1 with every fault printed as dir/file.html:line:
 * reason.  Nothing of the XML parser is needed afterwards.
 */
int	 theme_open(const char *dir, const struct theme_want *want,
	    size_t nwant, struct theme **out);

/* The program of the i-th wanted template. */
const struct talc_prog *theme_template(const struct theme *, size_t i);

/* The n files of assets, sorted by name. */
const struct theme_asset *theme_assets(const struct theme *, size_t *n);

/* Free all of it; NULL is fine. */
void	 theme_free(struct theme *);

#endif
