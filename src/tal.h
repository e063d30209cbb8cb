#ifndef TAL_H
#define TAL_H

/*
 * Templates as read: a small tree in which every node knows the file and line
 * it came from and has its TAL and METAL statements set apart.  The tree lives
 * in the pool it was read into and is not changed afterwards.
 */

#include <stdbool.h>

#include "fault.h"
#include "pool.h"

#define TAL_MAX		(1024 * 1024)	/* bytes of a template */

enum tal_statement {
	TAL_ATTRIBUTES,
	TAL_CONDITION,
	TAL_CONTENT,
	TAL_DEFINE,
	TAL_OMIT_TAG,
	TAL_REPEAT,
	TAL_REPLACE,
	METAL_DEFINE_MACRO,
	METAL_DEFINE_SLOT,
	METAL_FILL_SLOT,
	METAL_USE_MACRO,
	TAL_STATEMENTS
};

struct tal_attr {
	const char	*name;	/* with its prefix, if any */
	const char	*value;	/* entities resolved */
	unsigned	 line;
};

struct tal_file;

struct tal_node {
	struct tal_node		*next;
	struct tal_node		*child;	/* the first */
	const struct tal_file	*file;
	const char		*name;	/* of the element; NULL: a text */
	struct slice		 text;
	const struct tal_attr	*attrs;	/* those of the page itself */
	size_t			 nattrs;
	const struct tal_attr	*const *statement; /* all; NULL: not there */
	unsigned		 line;
	bool			 block;	/* tal:block: its tags are left out */
};

struct tal_macro {
	const char		*name;
	const struct tal_node	*node;
	struct tal_macro	*next;
};

struct tal_file {
	const char		*path;	/* for messages: themes/x/list.html */
	const char		*stem;	/* list */
	const struct tal_node	*root;	/* NULL: could not be read */
	struct tal_macro	*macros; /* in the order of the file */
};

/* Let libxml2 take its memory from util, so that a lack of it ends the run with
 * a word: once, before anything else of it. */
void	 tal_init(void);

/*
 * Read the template src into f, whose path and stem are set.  Returns 0, or
 * -1 with every fault printed; f->root stays NULL when it is no XML.
 */
int	 tal_read(struct tal_file *f, struct slice src, struct pool *,
	    struct faults *);

#endif
