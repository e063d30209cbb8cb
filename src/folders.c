#include "folders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util.h"

bool
folders_path_ok(const char *path)
{
	static const char	 letters[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	size_t			 n;

	for (;;) {
		n = strspn(path, letters);
		if (n == 0 || n > 255 || path[0] == '.' || path[0] == '-')
			return false;
		if (path[n] == '\0')
			return true;
		if (path[n] != '/')
			return false;
		path += n + 1;
	}
}

int
folders_open(struct folders *f, int parent, const char *name,
    const char *path)
{
	int	 fd;

	if (f->n == FOLDERS_MAX) {
		errno = EMFILE;
		return -1;
	}
	fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	if (fd == -1)
		return -1;
	f->list[f->n].path = xstrdup(path);
	f->list[f->n++].fd = fd;
	return 0;
}

int
folders_find(const struct folders *f, const char *path, const char **last)
{
	const char	*slash = strrchr(path, '/');
	size_t		 len = slash != NULL ? (size_t)(slash - path) : 0;
	int		 i;

	*last = slash != NULL ? slash + 1 : path;
	for (i = 0; i < f->n; i++)
		if (strlen(f->list[i].path) == len &&
		    memcmp(f->list[i].path, path, len) == 0)
			return f->list[i].fd;
	errno = ENOENT;
	return -1;
}

int
folders_prune(struct folders *f)
{
	const char	*last;
	int		 i, parent;

	/* Backwards, so that a folder of empty folders goes too. */
	for (i = f->n - 1; i > 0; i--) {
		parent = folders_find(f, f->list[i].path, &last);
		if (unlinkat(parent, last, AT_REMOVEDIR) == -1) {
			if (errno == ENOTEMPTY || errno == EEXIST)
				continue;
			return -1;
		}
		close(f->list[i].fd);
		free(f->list[i].path);
		f->n--;
		memmove(&f->list[i], &f->list[i + 1],
		    (size_t)(f->n - i) * sizeof(f->list[0]));
	}
	return 0;
}

void
folders_close(struct folders *f)
{
	int	 i;

	for (i = f->n - 1; i >= 0; i--) {
		close(f->list[i].fd);
		free(f->list[i].path);
	}
	f->n = 0;
}
