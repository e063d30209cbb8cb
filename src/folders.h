#ifndef FOLDERS_H
#define FOLDERS_H

/*
 * The folders of a snapshot being made, held open, so that a file is created
 * relative to its folder's descriptor.
 */

#include <stdbool.h>

#define FOLDERS_MAX	16

struct folder {
	char	*path;		/* relative; "" for the outermost */
	int	 fd;
};

struct folders {
	struct folder	 list[FOLDERS_MAX];	/* a parent before its own */
	int		 n;
};

/* Whether a path may be used in a snapshot: plain components of letters,
 * digits, '.', '_' and '-', none of which starts with '.' or '-'. */
bool	 folders_path_ok(const char *path);

/* Hold parent/name open as path.  -1 with errno set, nothing printed. */
int	 folders_open(struct folders *, int parent, const char *name,
	    const char *path);

/* Descriptor of the folder that path is in, and its last component; -1 with
 * errno set when it is none of these. */
int	 folders_find(const struct folders *, const char *path,
	    const char **last);

/* Remove and forget those that are empty.  0, or -1 with errno set. */
int	 folders_prune(struct folders *);

/* Close all. */
void	 folders_close(struct folders *);

#endif
