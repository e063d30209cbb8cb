/*
 * Each folder is opened from its parent's descriptor, without following
 * links, so that nothing outside can be reached whatever moves meanwhile.
 */

#include "walk.h"

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "util.h"

#define DEPTH_MAX	64
#define PATH_LONG	4095

struct walker {
	struct inventory	*inv;
	struct verdict		*verdict;
	struct buf		 path;		/* of the folder; "": the bag */
	bool			 modes;
	bool			 overflow;	/* there are too many */
	int64_t			 files;
	int			 depth;
};

static void	 look_into(struct walker *, int fd);

static void
note(struct walker *w, const char *path, int faults)
{
	struct inventory_item	*item = inventory_find(w->inv, path);

	if (item == NULL && (item = inventory_add(w->inv, path)) == NULL) {
		if (!w->overflow)
			verdict_unchecked(w->verdict, NULL, "holds more than "
			    "%zu files", INVENTORY_MOST);
		w->overflow = true;
		return;
	}
	item->faults |= (uint16_t)faults;
}

static void
enter(struct walker *w, int parent, const char *name)
{
	int	 fd;

	if (w->depth == DEPTH_MAX || w->path.len > PATH_LONG) {
		note(w, w->path.ptr, INVENTORY_DEEP);
		return;
	}
	/* A file that is listed, and its name is that of a folder. */
	if (inventory_find(w->inv, w->path.ptr) != NULL)
		note(w, w->path.ptr, INVENTORY_FOLDER);
	fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	if (fd == -1) {
		verdict_unchecked(w->verdict, w->path.ptr,
		    "cannot be listed: %s", strerror(errno));
		return;
	}
	w->depth++;
	look_into(w, fd);
	w->depth--;
}

/* Kind of an entry; DT_UNKNOWN when it is gone again. */
static unsigned char
kind_of(int fd, const struct dirent *entry)
{
	struct stat	 st;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	if (fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return DT_UNKNOWN;
	return (unsigned char)IFTODT(st.st_mode);
}

static void
meet(struct walker *w, int fd, const struct dirent *entry)
{
	size_t	 len = w->path.len;

	if (len > 0)
		buf_addc(&w->path, '/');
	buf_adds(&w->path, entry->d_name);
	switch (kind_of(fd, entry)) {
	case DT_DIR:
		enter(w, fd, entry->d_name);
		break;
	case DT_REG:
		w->files++;
		note(w, w->path.ptr, INVENTORY_ON_DISK);
		break;
	case DT_LNK:
		note(w, w->path.ptr, INVENTORY_ON_DISK | INVENTORY_LINK);
		break;
	case DT_UNKNOWN:
		break;
	default:
		note(w, w->path.ptr, INVENTORY_ON_DISK | INVENTORY_ODD);
	}
	w->path.len = len;
	w->path.ptr[len] = '\0';
}

/* The folder fd, which is closed. */
static void
look_into(struct walker *w, int fd)
{
	const char	*name = w->path.len > 0 ? w->path.ptr : ".";
	struct dirent	*entry;
	struct stat	 st;
	DIR		*dir;
	bool		 empty = true;

	if (fstat(fd, &st) == -1 || (dir = fdopendir(fd)) == NULL) {
		verdict_unchecked(w->verdict, name, "cannot be listed: %s",
		    strerror(errno));
		close(fd);
		return;
	}
	if (w->modes && inventory_mode(st.st_mode) != 0)
		note(w, name, inventory_mode(st.st_mode));
	for (errno = 0; (entry = readdir(dir)) != NULL; errno = 0) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		empty = false;
		meet(w, fd, entry);
	}
	name = w->path.len > 0 ? w->path.ptr : ".";
	if (errno != 0)
		verdict_unchecked(w->verdict, name, "cannot be listed: %s",
		    strerror(errno));
	else if (empty)
		note(w, name, INVENTORY_EMPTY);
	closedir(dir);
}

int64_t
walk(struct inventory *inv, int dirfd, bool modes, struct verdict *verdict)
{
	struct walker	 w = { .inv = inv, .verdict = verdict,
			    .path = BUF_INIT, .modes = modes };
	int64_t		 unchecked = verdict->unchecked;
	int		 fd;

	buf_grow(&w.path, PATH_LONG);
	fd = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		verdict_unchecked(verdict, NULL, "cannot be listed: %s",
		    strerror(errno));
	else
		look_into(&w, fd);
	inv->unlisted = verdict->unchecked > unchecked;
	inventory_sort(inv, NULL, NULL);
	buf_free(&w.path);
	return w.files;
}
