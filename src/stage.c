/*
 * A file is written in three system calls: openat with its final mode, write,
 * close.  Nothing is published before publish() renames the whole folder; a
 * run that dies leaves a .staging- folder that the next run sweeps.
 */

#include "stage.h"

#include <sys/random.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "durable.h"
#include "file.h"
#include "folders.h"
#include "interrupt.h"
#include "lock.h"
#include "util.h"

#define STAGING		".staging-"
#define LATEST		"latest"
#define LATEST_NEW	".latest-new"

struct stage {
	struct stage_options	 options;
	char			*archive;	/* as given, for messages */
	char			*name;		/* final name */
	char			*staging;	/* name of the staging folder */
	char			*path;		/* of it, with the archive's */
	int			 archive_fd;
	int			 lock_fd;
	struct folders		 folders;
	struct spool		*spool;
	struct durable		*durable;	/* the disk is at work */
	struct interrupt	*interrupt;
	pthread_mutex_t		 mutex;		/* of the two counts */
	int64_t			 bytes;
	int64_t			 files;
};

struct stage_writer {
	struct stage	*stage;
	struct hash	*hash[HASH_KINDS];	/* NULL: not asked for */
	char		*path;			/* of the file begun */
	int		 fd;
	int64_t		 size;
};

static int
fault(const struct stage *s, const char *path)
{
	util_warn("%s/%s:", s->path, path);
	return -1;
}

int
stage_mkdir(struct stage *s, const char *path)
{
	const char	*last;
	int		 parent;

	if (!folders_path_ok(path)) {
		util_warn("%s: not a path for a snapshot", path);
		return -1;
	}
	parent = folders_find(&s->folders, path, &last);
	if (parent == -1 || mkdirat(parent, last, 0700) == -1 ||
	    folders_open(&s->folders, parent, last, path) == -1)
		return fault(s, path);
	return 0;
}

/* Remove what runs that died have left; ours is the lock, so they are dead. */
static void
sweep(struct stage *s)
{
	struct file_list	 list;
	struct stat		 st;
	size_t			 i;

	if (file_list(s->archive_fd, ".", &list) == -1) {
		util_warn("%s:", s->archive);
		return;
	}
	for (i = 0; i < list.n; i++) {
		if (strncmp(list.names[i], STAGING, strlen(STAGING)) != 0)
			continue;
		if (fstatat(s->archive_fd, list.names[i], &st,
		    AT_SYMLINK_NOFOLLOW) == -1 || !S_ISDIR(st.st_mode) ||
		    st.st_uid != geteuid())
			util_warn("%s/%s: not a folder of ours, left alone",
			    s->archive, list.names[i]);
		else if (file_remove_tree(s->archive_fd, list.names[i]) == 0)
			util_warn("%s/%s: left by a run that died, removed",
			    s->archive, list.names[i]);
	}
	file_list_free(&list);
}

static int
make_staging(struct stage *s)
{
	uint8_t	 random[8];
	char	 hex[17];

	if (getrandom(random, sizeof(random), 0) != sizeof(random)) {
		util_warn("no random numbers:");
		return -1;
	}
	hash_hex(random, sizeof(random), hex);
	s->staging = xasprintf("%s%s-%s", STAGING, s->name, hex);
	s->path = xasprintf("%s/%s", s->archive, s->staging);
	s->interrupt = interrupt_new(s->archive_fd, s->staging);
	if (mkdirat(s->archive_fd, s->staging, 0700) == -1) {
		util_warn("%s:", s->path);
		interrupt_free(s->interrupt);
		s->interrupt = NULL;
		free(s->staging);
		s->staging = NULL;
		return -1;
	}
	if (folders_open(&s->folders, s->archive_fd, s->staging, "") == -1)
		return fault(s, "");
	return stage_mkdir(s, "data");
}

/* The archive, its lock, and that the name is free. */
static enum stage_result
claim(struct stage *s)
{
	enum lock_result lock;
	struct stat	 st;

	s->archive_fd = lock_archive(s->archive, s->options.insecure,
	    s->options.mode);
	if (s->archive_fd == -1)
		return STAGE_FAILED;
	lock = lock_take(s->archive_fd, s->archive, &s->lock_fd);
	if (lock != LOCK_HELD)
		return lock == LOCK_BUSY ? STAGE_LOCKED : STAGE_FAILED;
	if (fstatat(s->archive_fd, s->name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		util_warn("%s/%s: exists already", s->archive, s->name);
		return STAGE_EXISTS;
	}
	if (errno != ENOENT) {
		util_warn("%s/%s:", s->archive, s->name);
		return STAGE_FAILED;
	}
	return STAGE_OK;
}

enum stage_result
stage_open(const struct stage_options *options, const char *archive,
    const char *name, struct stage **out)
{
	struct stage		*s = xcalloc(1, sizeof(*s));
	enum stage_result	 rc;

	s->options = *options;
	s->options.digest[HASH_SHA256] = true;
	s->archive = xstrdup(archive);
	s->name = xstrdup(name);
	s->archive_fd = s->lock_fd = -1;
	(void)pthread_mutex_init(&s->mutex, NULL);
	(void)umask(0);
	if ((rc = claim(s)) != STAGE_OK)
		goto fail;
	sweep(s);
	if (make_staging(s) == 0) {
		s->spool = spool_new(stage_fd(s));
		if (s->options.sync)
			s->durable = durable_new(stage_fd(s));
		*out = s;
		return STAGE_OK;
	}
	rc = STAGE_FAILED;
fail:
	stage_abort(s);
	*out = NULL;
	return rc;
}

int
stage_archive_fd(const struct stage *s)
{
	return s->archive_fd;
}

int
stage_fd(const struct stage *s)
{
	return s->folders.list[0].fd;
}

const char *
stage_path(const struct stage *s)
{
	return s->path;
}

struct stage_writer *
stage_writer_new(struct stage *s)
{
	struct stage_writer	*w = xcalloc(1, sizeof(*w));
	int			 i;

	w->stage = s;
	w->fd = -1;
	for (i = 0; i < HASH_KINDS; i++)
		if (s->options.digest[i])
			w->hash[i] = hash_new((enum hash_kind)i);
	return w;
}

void
stage_writer_free(struct stage_writer *w)
{
	int	 i;

	if (w == NULL)
		return;
	for (i = 0; i < HASH_KINDS; i++)
		hash_free(w->hash[i]);
	if (w->fd != -1)
		close(w->fd);
	free(w->path);
	free(w);
}

/* Create a file.  -1 with errno set and nothing printed. */
static int
create(const struct stage *s, const char *path)
{
	const char	*last;
	int		 dir;

	if (!folders_path_ok(path)) {
		errno = EINVAL;
		return -1;
	}
	if ((dir = folders_find(&s->folders, path, &last)) == -1)
		return -1;
	return openat(dir, last, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, s->options.mode);
}

/* Finish the hashes and remember the file. */
static int
record(struct stage_writer *w, const char *path, int64_t size)
{
	struct stage		*s = w->stage;
	struct spool_entry	 e = { .path = path, .size = size };
	uint8_t			 digest[HASH_KINDS][HASH_MAX];
	int			 i;

	for (i = 0; i < HASH_KINDS; i++)
		if (w->hash[i] != NULL) {
			e.digest[i] = digest[i];
			hash_final(w->hash[i], digest[i]);
		}
	if (strncmp(path, "data/", 5) == 0) {
		(void)pthread_mutex_lock(&s->mutex);
		s->bytes += size;
		s->files++;
		(void)pthread_mutex_unlock(&s->mutex);
	}
	return spool_add(s->spool, &e);
}

/* Hash some more; nothing at all begins anew. */
static void
hash_more(struct stage_writer *w, const void *p, size_t len)
{
	int	 i;

	for (i = 0; i < HASH_KINDS; i++)
		if (w->hash[i] != NULL && p == NULL)
			hash_restart(w->hash[i]);
		else if (w->hash[i] != NULL)
			hash_update(w->hash[i], p, len);
}

static int
put_into(struct stage_writer *w, int fd, const char *path, const void *p,
    size_t len)
{
	int	 rc;

	if (fd == -1)
		return fault(w->stage, path);
	if ((rc = file_write(fd, p, len)) == -1)
		(void)fault(w->stage, path);
	if (close(fd) == -1 && rc == 0)
		rc = fault(w->stage, path);
	if (rc == -1)
		return -1;
	durable_wrote(w->stage->durable, len);
	hash_more(w, NULL, 0);
	hash_more(w, p, len);
	return record(w, path, (int64_t)len);
}

int
stage_put(struct stage_writer *w, const char *path, const void *p, size_t len)
{
	return put_into(w, create(w->stage, path), path, p, len);
}

int
stage_put_once(struct stage_writer *w, const char *path, const void *p,
    size_t len)
{
	int	 fd = create(w->stage, path);

	if (fd == -1 && errno == EEXIST)
		return 0;
	return put_into(w, fd, path, p, len);
}

int
stage_begin(struct stage_writer *w, const char *path)
{
	if ((w->fd = create(w->stage, path)) == -1)
		return fault(w->stage, path);
	w->path = xstrdup(path);
	w->size = 0;
	hash_more(w, NULL, 0);
	return 0;
}

int
stage_more(struct stage_writer *w, const void *p, size_t len)
{
	if (file_write(w->fd, p, len) == -1)
		return fault(w->stage, w->path);
	durable_wrote(w->stage->durable, len);
	hash_more(w, p, len);
	w->size += (int64_t)len;
	return 0;
}

int
stage_end(struct stage_writer *w)
{
	int	 rc = close(w->fd);

	w->fd = -1;
	rc = rc == -1 ? fault(w->stage, w->path) : record(w, w->path, w->size);
	free(w->path);
	w->path = NULL;
	return rc;
}

int
stage_each(struct stage *s, spool_visit *visit, void *arg)
{
	return spool_each(s->spool, visit, arg);
}

int
stage_prune(struct stage *s)
{
	return folders_prune(&s->folders) == 0 ? 0 : fault(s, "");
}

void
stage_payload(struct stage *s, int64_t *bytes, int64_t *files)
{
	*bytes = s->bytes;
	*files = s->files;
}

void
stage_flush(struct stage *s)
{
	durable_begin(s->durable);
}

static int
settle(struct stage *s)
{
	mode_t	 mode = file_folder_mode(s->options.mode);
	int	 i, rc;

	for (i = s->folders.n - 1; i >= 0; i--)
		if (fchmod(s->folders.list[i].fd, mode) == -1)
			return fault(s, s->folders.list[i].path);
	if (!s->options.sync)
		return 0;
	rc = durable_wait(s->durable);
	s->durable = NULL;
	if (rc == -1 || syncfs(s->archive_fd) == -1)
		return fault(s, "");
	return durable_files(s->spool, &s->folders, s->path);
}

/* Point "latest" at the snapshot, by a rename, so that it is never gone. */
static int
point_latest(struct stage *s)
{
	if ((unlinkat(s->archive_fd, LATEST_NEW, 0) == -1 &&
	    errno != ENOENT) ||
	    symlinkat(s->name, s->archive_fd, LATEST_NEW) == -1)
		return -1;
	return renameat(s->archive_fd, LATEST_NEW, s->archive_fd, LATEST);
}

/* Whether our folder stands under the final name although rename said no: a
 * network file system may answer a repeated request like that. */
static bool
is_published(const struct stage *s)
{
	struct stat	 ours, there;

	return fstat(s->folders.list[0].fd, &ours) == 0 &&
	    fstatat(s->archive_fd, s->name, &there, AT_SYMLINK_NOFOLLOW) ==
	    0 && ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

enum stage_result
stage_publish(struct stage *s)
{
	int	 error;

	if (settle(s) == -1)
		return STAGE_FAILED;
	interrupt_late(s->interrupt);
	if (file_rename_new(s->archive_fd, s->staging, s->name) == -1) {
		error = errno;
		if (!is_published(s)) {
			errno = error;
			util_warn("%s/%s: cannot publish:", s->archive,
			    s->name);
			return error == EEXIST || error == ENOTEMPTY ?
			    STAGE_EXISTS : STAGE_FAILED;
		}
	}
	/* From here on it is there; nothing may take it away. */
	free(s->staging);
	s->staging = NULL;
	if (point_latest(s) == -1)
		util_warn("%s/%s:", s->archive, LATEST);
	if (s->options.sync && fsync(s->archive_fd) == -1 &&
	    errno != EINVAL) {
		util_warn("%s/%s: published, but its durability is unknown:",
		    s->archive, s->name);
		return STAGE_FAILED;
	}
	return STAGE_OK;
}

void
stage_abort(struct stage *s)
{
	if (s == NULL)
		return;
	interrupt_free(s->interrupt);
	(void)durable_wait(s->durable);
	spool_free(s->spool);
	folders_close(&s->folders);
	if (s->staging != NULL)
		(void)file_remove_tree(s->archive_fd, s->staging);
	if (s->lock_fd != -1)
		close(s->lock_fd);
	if (s->archive_fd != -1)
		close(s->archive_fd);
	(void)pthread_mutex_destroy(&s->mutex);
	free(s->archive);
	free(s->name);
	free(s->staging);
	free(s->path);
	free(s);
}
