#include "file.h"

#include <sys/stat.h>
#include <sys/syscall.h>

#include <linux/openat2.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "util.h"

int
file_open(int dirfd, const char *path, const char *name)
{
	struct stat	 st;
	int		 fd;

	/* O_NONBLOCK: a FIFO without a writer must not hang the run. */
	fd = openat(dirfd, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
	    O_CLOEXEC);
	if (fd == -1) {
		if (errno == ELOOP)
			util_warn("%s: is a symbolic link", name);
		else
			util_warn("%s:", name);
		return -1;
	}
	if (fstat(fd, &st) == -1) {
		util_warn("%s:", name);
		close(fd);
		return -1;
	}
	if (!S_ISREG(st.st_mode)) {
		util_warn("%s: %s", name, S_ISDIR(st.st_mode) ?
		    "is a directory" : S_ISFIFO(st.st_mode) ?
		    "is a FIFO, not a file" : "is not a regular file");
		close(fd);
		return -1;
	}
	return fd;
}

/* file_beneath for kernels without openat2, or where it is not allowed. */
static int
by_components(int dirfd, const char *path)
{
	static const int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
			    O_CLOEXEC;
	char		 name[NAME_MAX + 1];
	const char	*slash;
	int		 at = dirfd, fd = -1, error;

	for (;;) {
		slash = strchrnul(path, '/');
		if ((size_t)(slash - path) > NAME_MAX) {
			errno = ENAMETOOLONG;
			break;
		}
		(void)snprintf(name, sizeof(name), "%.*s",
		    (int)(slash - path), path);
		if (strcmp(name, "..") == 0 || name[0] == '\0') {
			errno = EXDEV;
			break;
		}
		fd = openat(at, name, *slash == '\0' ? flags :
		    flags | O_DIRECTORY);
		if (fd == -1 && errno == ENOTDIR && *slash != '\0')
			errno = ELOOP;
		if (fd == -1 || *slash == '\0')
			break;
		if (at != dirfd)
			close(at);
		at = fd;
		fd = -1;
		path = slash + 1;
	}
	error = errno;
	if (at != dirfd)
		close(at);
	errno = error;
	return fd;
}

int
file_beneath(int dirfd, const char *path)
{
	struct open_how	 how = { .flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
			    O_CLOEXEC, .resolve = RESOLVE_BENEATH |
			    RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS };
	long		 fd;
	int		 tries = 0;

	do {
		fd = syscall(SYS_openat2, dirfd, path, &how, sizeof(how));
	} while (fd == -1 && (errno == EINTR ||
	    (errno == EAGAIN && ++tries < 16)));
	if (fd == -1 && (errno == ENOSYS || errno == EPERM))
		return by_components(dirfd, path);
	return (int)fd;
}

int
file_read(int dirfd, const char *path, const char *name, size_t max,
    struct buf *out)
{
	struct stat	 st;
	ssize_t		 n;
	size_t		 start = out->len;
	int		 fd, rc = -1;

	if ((fd = file_open(dirfd, path, name)) == -1)
		return -1;
	if (fstat(fd, &st) == -1) {
		util_warn("%s:", name);
		goto out;
	}
	if (st.st_size > 0 && (uintmax_t)st.st_size <= max)
		buf_grow(out, (size_t)st.st_size);
	do {
		buf_grow(out, 65536);
		n = file_fill(fd, out->ptr + out->len, 65536);
		if (n == -1) {
			util_warn("%s:", name);
			goto out;
		}
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
		if (out->len - start > max) {
			util_warn("%s: longer than %zu bytes", name, max);
			goto out;
		}
	} while (n == 65536);
	rc = 0;
out:
	close(fd);
	return rc;
}

mode_t
file_folder_mode(mode_t mode)
{
	return mode | (mode & 0444) >> 2;
}

int
file_write(int fd, const void *data, size_t len)
{
	const char	*p = data;
	ssize_t		 n;

	while (len > 0) {
		n = write(fd, p, len);
		if (n == -1) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		if (n == 0) {
			errno = EIO;
			return -1;
		}
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

ssize_t
file_fill(int fd, void *data, size_t len)
{
	char	*p = data;
	size_t	 got = 0;
	ssize_t	 n;

	while (got < len) {
		n = read(fd, p + got, len - got);
		if (n == -1) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		if (n == 0)
			break;
		got += (size_t)n;
	}
	return (ssize_t)got;
}

static int
name_cmp(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
file_list(int dirfd, const char *path, struct file_list *list)
{
	struct dirent	*entry;
	DIR		*dir = NULL;
	size_t		 cap = 0;
	int		 fd, error, rc = -1;

	list->names = NULL;
	list->n = 0;
	fd = openat(dirfd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	if (fd == -1)
		return -1;
	if ((dir = fdopendir(fd)) == NULL) {
		close(fd);
		return -1;
	}
	for (errno = 0; (entry = readdir(dir)) != NULL; errno = 0) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		if (list->n == cap) {
			cap = cap > 0 ? 2 * cap : 64;
			list->names = xreallocarray(list->names, cap,
			    sizeof(*list->names));
		}
		list->names[list->n++] = xstrdup(entry->d_name);
	}
	if (errno != 0)
		goto out;
	if (list->n > 0)
		qsort(list->names, list->n, sizeof(*list->names), name_cmp);
	rc = 0;
out:
	error = errno;
	closedir(dir);
	if (rc == -1)
		file_list_free(list);
	errno = error;
	return rc;
}

void
file_list_free(struct file_list *list)
{
	size_t	 i;

	for (i = 0; i < list->n; i++)
		free(list->names[i]);
	free(list->names);
	list->names = NULL;
	list->n = 0;
}

int
file_remove_tree(int dirfd, const char *name)
{
	struct file_list	 list;
	size_t			 i;
	int			 fd, rc = 0;

	if (unlinkat(dirfd, name, 0) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM && errno != EACCES) {
		util_warn("%s: cannot remove:", name);
		return -1;
	}
	fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	if (fd == -1) {
		util_warn("%s: cannot remove:", name);
		return -1;
	}
	/* Finished folders are read-only; a failure shows at the unlink. */
	(void)fchmod(fd, 0700);
	if (file_list(fd, ".", &list) == -1) {
		util_warn("%s: cannot list:", name);
		close(fd);
		return -1;
	}
	for (i = 0; i < list.n; i++)
		if (file_remove_tree(fd, list.names[i]) == -1)
			rc = -1;
	file_list_free(&list);
	close(fd);
	if (rc == 0 && unlinkat(dirfd, name, AT_REMOVEDIR) == -1) {
		util_warn("%s: cannot remove:", name);
		rc = -1;
	}
	return rc;
}

int
file_rename_new(int dirfd, const char *from, const char *to)
{
	struct stat	 st;

	if (renameat2(dirfd, from, dirfd, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
		return -1;
	/*
	 * A plain rename would take the place of an empty folder, so look
	 * first; a snapshot is never empty, so none can be replaced even if
	 * it appears after the look.
	 */
	if (fstatat(dirfd, to, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	if (errno != ENOENT)
		return -1;
	return renameat(dirfd, from, dirfd, to);
}

int
file_is_below(int dirfd, const char *path)
{
	struct stat	 top, st;
	const char	*slash = strrchr(path, '/');
	char		*folder;
	dev_t		 dev = 0;
	ino_t		 ino = 0;
	int		 fd, up, rc = -1;

	folder = slash == NULL ? xstrdup(".") :
	    xasprintf("%.*s/", (int)(slash - path), path);
	fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	if (fd == -1 || fstat(dirfd, &top) == -1)
		goto out;
	/* The root is its own parent. */
	while (fstat(fd, &st) == 0) {
		if (st.st_dev == top.st_dev && st.st_ino == top.st_ino)
			rc = 1;
		else if (st.st_dev == dev && st.st_ino == ino)
			rc = 0;
		if (rc != -1)
			break;
		dev = st.st_dev;
		ino = st.st_ino;
		up = openat(fd, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (up == -1)
			break;
		close(fd);
		fd = up;
	}
out:
	if (fd != -1)
		close(fd);
	return rc;
}

int
file_shipped(const char *rel, struct buf *out)
{
	static const char *const places[] = { "..", "../share/tokensnap" };
	char		 exe[PATH_MAX], *slash;
	ssize_t		 n;
	size_t		 i, start = out->len;

	n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	if (n <= 0)
		return -1;
	exe[n] = '\0';
	if ((slash = strrchr(exe, '/')) == NULL)
		return -1;
	*slash = '\0';
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		buf_addf(out, "%s/%s/%s", exe, places[i], rel);
		if (access(out->ptr + start, F_OK) == 0)
			return 0;
		out->len = start;
		out->ptr[start] = '\0';
	}
	return -1;
}
