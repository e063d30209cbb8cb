#ifndef OPTS_H
#define OPTS_H

/*
 * Command lines in the GNU manner: --name, --name=value, --name value, -n,
 * -nvalue, "--" ends the options.  An unknown name is answered with the
 * nearest one.
 */

#include <stdbool.h>
#include <stddef.h>

#include "pool.h"

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

enum opts_source {
	OPTS_STANDARD,		/* nothing set it */
	OPTS_FILE,
	OPTS_VARIABLE,
	OPTS_ARGUMENT
};

/* What has set an option. */
struct opts_origin {
	enum opts_source source;
	int		 line;		/* of the file */
};

struct opts_table {
	const char		*command;	/* "build", for messages */
	const struct opts_def	*defs;
	size_t			 n;
	/* Offset in the target of one struct opts_origin for each option; 0:
	 * it has none, and takes no file. */
	size_t			 origins;
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

/*
 * Set what a file says of the options that nothing has set yet, so after both:
 * in a section of the command's name, "page-size = 500"; a flag is yes or no.
 * Neither help nor config can stand there.  Texts are put into the pool.
 * Returns 0, or -1 with "path:line: reason" printed.
 */
int	 opts_file(const struct opts_table *, const char *path, void *target,
	    struct pool *);

/*
 * What an option is to be called in a message, in the pool: "build: --mode",
 * TOKENSNAP_MODE, or the path of the file and "3: mode" after a colon.
 */
const char *opts_where(const struct opts_table *, const void *target,
	    const char *name, const char *path, struct pool *);

#endif
