#include "derived.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "file.h"
#include "util.h"

static int
fault(const struct derived *d, const char *name)
{
	util_warn("%s/%s%s:", d->subject, d->within, name);
	return -1;
}

int
derived_put(const struct derived *d, const char *name, const struct buf *b)
{
	int	 fd, rc;

	/* What a run that died has left. */
	if (unlinkat(d->fd, DERIVED_NEW, 0) == -1 && errno != ENOENT)
		return fault(d, DERIVED_NEW);
	fd = openat(d->fd, DERIVED_NEW, O_WRONLY | O_CREAT | O_EXCL |
	    O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd == -1)
		return fault(d, name);
	rc = file_write(fd, b->ptr, b->len);
	if (rc == 0)
		rc = fchmod(fd, d->mode);
	if (rc == 0 && d->sync)
		rc = fsync(fd);
	if (rc == -1)
		(void)fault(d, name);
	if (close(fd) == -1 && rc == 0)
		rc = fault(d, name);
	if (rc == 0 && renameat(d->fd, DERIVED_NEW, d->fd, name) == -1)
		rc = fault(d, name);
	if (rc == -1)
		(void)unlinkat(d->fd, DERIVED_NEW, 0);
	return rc;
}

int
derived_folder(const struct derived *d, const char *name)
{
	mode_t	 mode = file_folder_mode(d->mode);
	int	 fd;

	if (mkdirat(d->fd, name, 0700) == -1 && errno != EEXIST)
		return fault(d, name);
	fd = openat(d->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	if (fd != -1 && fchmod(fd, mode) == 0)
		return fd;
	(void)fault(d, name);
	if (fd != -1)
		close(fd);
	return -1;
}

int
derived_sync(const struct derived *d)
{
	if (!d->sync || fsync(d->fd) == 0 || errno == EINVAL)
		return 0;
	return fault(d, "");
}
