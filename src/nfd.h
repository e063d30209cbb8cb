#ifndef NFD_H
#define NFD_H

/* Unicode normalisation form D (UAX 15), to tell names that look the same. */

#include <stdbool.h>

#include "buf.h"

struct nfd {
	uint32_t	*cps;		/* room for one text; free(3) it */
	size_t		 n, cap;
};

/* Append the text in form D.  What is not UTF-8 becomes U+FFFD. */
void	 nfd_text(struct nfd *, struct slice, struct buf *out);

#endif
