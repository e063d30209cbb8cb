#ifndef THEMECSS_H
#define THEMECSS_H

/*
 * What a style sheet of a theme may load: itself, data: and its neighbours.
 */

#include "fault.h"

/*
 * Check the style sheet css, known as path in messages: UTF-8, no @import, and
 * url() only of data: or one of the n names beside it.  Returns 0, or -1 with
 * every fault printed.
 */
int	 themecss_check(struct slice css, const char *path,
	    const char *const *names, size_t n, struct faults *);

/*
 * The same for the value of an attribute in a line of a template, which may
 * only name what stands in the page itself or data:.
 */
int	 themecss_value(struct slice value, const char *path, unsigned line,
	    struct faults *);

#endif
