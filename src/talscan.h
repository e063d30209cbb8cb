#ifndef TALSCAN_H
#define TALSCAN_H

/*
 * Where the start tags and attributes of a template stand in its source.  The
 * parser only knows the line a tag ends on; people look for the attribute.
 * The result borrows from the source.
 */

#include "buf.h"

struct talscan_attr {
	struct slice	 name;	/* with its prefix */
	unsigned	 line;	/* from 1 */
};

struct talscan_tag {
	size_t		 first;	/* of its attributes */
	size_t		 n;
	unsigned	 line;	/* of the '<' */
};

struct talscan {
	struct talscan_tag	*tags;	/* in the order of the source */
	size_t			 ntags;
	struct talscan_attr	*attrs;
	size_t			 nattrs;
	unsigned		 doctype; /* line of one not bare; 0: none */
};

/* Scan src, well-formed or not; what follows a doctype that is not
 * <!DOCTYPE html> is left out.  End it with talscan_free. */
void	 talscan(struct slice src, struct talscan *);

/* The line of the attribute name ("tal:content") in the i-th start tag, or of
 * that tag, or 1. */
unsigned talscan_line(const struct talscan *, size_t i, const char *name);

/* Free the lists. */
void	 talscan_free(struct talscan *);

#endif
