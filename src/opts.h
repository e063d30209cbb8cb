#ifndef OPTS_H
#define OPTS_H

/*
 * Command lines in the GNU manner: --name, --name=value, --name value, -n,
 * -nvalue, "--" ends the options.  An unknown name is answered with the
 * nearest one.
 */

#include <stdbool.h>
#include <stddef.h>

enum opts_kind {
	OPTS_FLAG,		/* sets a bool */
	OPTS_TEXT,		/* sets a const char * */
	OPTS_NUMBER,		/* sets a long long within min and max */
	OPTS_HELP		/* stops reading; opts_read returns 1 */
};

struct opts_def {
	const char	*name;		/* without the dashes */
	char		 letter;	/* 0: none */
	enum opts_kind	 kind;
	size_t		 offset;	/* of the member in the target */
	long long	 min, max;	/* of OPTS_NUMBER */
};

struct opts_table {
	const char		*command;	/* "build", for messages */
	const struct opts_def	*defs;
	size_t			 n;
};

/*
 * Read argv[1] and on into target; what is no option is moved to the front of
 * argv + 1, *nrest tells how many.  Returns 0, 1 when help was asked for, or
 * -1 with the fault printed.
 */
int	 opts_read(const struct opts_table *, int argc, char **argv,
	    void *target, int *nrest);

/*
 * Set what the environment says, before opts_read: --page-size is
 * TOKENSNAP_PAGE_SIZE; a flag is 1 or 0; an empty value says nothing.  Returns
 * 0, or -1 with the fault printed: a TOKENSNAP_ variable of another name is
 * one.
 */
int	 opts_environment(const struct opts_table *, void *target);

#endif
