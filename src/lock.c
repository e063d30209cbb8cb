#include "lock.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "util.h"

#define LOCK_NAME	".tokensnap.lock"

static bool
holds(int fd, const char *name)
{
	struct stat	 st;

	return fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* A folder that something else lives in would lose files to the index, and a
 * snapshot would no longer be what was sealed. */
static bool
is_taken(int fd, const char *archive)
{
	if (holds(fd, "bagit.txt"))
		util_warn("%s: is a snapshot or another bag, not an archive",
		    archive);
	else if (holds(fd, "index.html") && !holds(fd, LOCK_NAME) &&
	    !holds(fd, "CHAIN.sha256") && !holds(fd, "archive.json"))
		util_warn("%s: is no archive, and its index.html would be "
		    "replaced", archive);
	else
		return false;
	return true;
}

int
lock_archive(const char *archive, bool insecure, mode_t mode)
{
	struct stat	 st;
	char		*path = xstrdup(archive);
	size_t		 len = strlen(path);
	int		 fd = -1;
	bool		 made;

	/* A blank '/' at the end would follow a link. */
	while (len > 1 && path[len - 1] == '/')
		path[--len] = '\0';
	made = mkdir(path, 0700) == 0;
	if (!made && errno != EEXIST) {
		util_warn("%s: cannot make the archive folder:", archive);
		goto out;
	}
	fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1) {
		if (errno == ENOTDIR || errno == ELOOP)
			util_warn("%s: is not a folder", archive);
		else
			util_warn("%s:", archive);
		goto out;
	}
	if ((made && fchmod(fd, 0700 | file_folder_mode(mode)) == -1) ||
	    fstat(fd, &st) == -1) {
		util_warn("%s:", archive);
	} else if ((st.st_mode & 022) != 0 && !insecure) {
		util_warn("%s: others than its owner may write here (mode "
		    "%04o); chmod go-w it, or use --insecure-archive",
		    archive, (unsigned)(st.st_mode & 07777));
	} else if (!is_taken(fd, archive)) {
		goto out;
	}
	close(fd);
	fd = -1;
out:
	free(path);
	return fd;
}

static void
name_holder(const char *archive, int fd)
{
	char	 text[32];
	ssize_t	 n = pread(fd, text, sizeof(text) - 1, 0);

	text[n > 0 ? n : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
	if (text[0] != '\0' && strspn(text, "0123456789") == strlen(text))
		util_warn("%s: locked by process %s", archive, text);
	else
		util_warn("%s: locked by another process", archive);
}

enum lock_result
lock_take(int archive_fd, const char *archive, int *out)
{
	struct flock	 lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct stat	 st;
	char		 pid[32];
	int		 fd, n;

	fd = openat(archive_fd, LOCK_NAME, O_RDWR | O_CREAT | O_NOFOLLOW |
	    O_NONBLOCK | O_CLOEXEC, 0600);
	if (fd == -1) {
		util_warn("%s/%s:", archive, LOCK_NAME);
		return LOCK_FAILED;
	}
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode)) {
		util_warn("%s/%s: is not a regular file", archive, LOCK_NAME);
		goto fail;
	}
	if (fcntl(fd, F_OFD_SETLK, &lock) == -1) {
		if (errno != EAGAIN && errno != EACCES) {
			util_warn("%s/%s:", archive, LOCK_NAME);
			goto fail;
		}
		name_holder(archive, fd);
		close(fd);
		return LOCK_BUSY;
	}
	n = snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
	if (ftruncate(fd, 0) == -1 ||
	    file_write(fd, pid, (size_t)n) == -1) {
		util_warn("%s/%s:", archive, LOCK_NAME);
		goto fail;
	}
	*out = fd;
	return LOCK_HELD;
fail:
	close(fd);
	return LOCK_FAILED;
}
