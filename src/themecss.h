#ifndef THEMECSS_H
#define THEMECSS_H

/*
 * What a style sheet of a theme may load: itself, data: and its neighbours.
 */

#include "fault.h"

/*
 * Check the style sheet css, known as path in messages: no @import, and url()
 * only of data: or one of the n names beside it.  Returns 0, or -1 with every
 * fault printed.
 */
int	 themecss_check(struct slice css, const char *path,
	    const char *const *names, size_t n, struct faults *);

#endif
