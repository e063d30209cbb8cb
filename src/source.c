/*
 * The header of a SQLite file, as far as it is used here (all big-endian):
 * bytes 0-15 the magic, 16-17 the page size (1 means 65536), 18 and 19 the
 * write and read version (2: WAL), 24-27 the change counter, 28-31 the number
 * of pages, 36-39 of free ones, 40-43 the schema cookie, 56-59 the encoding,
 * 60-63 user_version, 68-71 application_id, 92-95 the change counter for which
 * the number of pages is valid, 96-99 the version of SQLite that wrote it.  See
 * "Database File Format", 1.3.
 */

#include "source.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "file.h"
#include "hash.h"
#include "thread.h"
#include "util.h"

#define COPY_SIZE	((size_t)256 * 1024)
#define HEADER		512	/* of the smallest database: one page */
#define SECONDS_LEAST	600	/* all statements may take this long ... */
#define BYTES_A_SECOND	500000	/* ... and a second more for so many bytes */

static const char	 magic[] = "SQLite format 3";
static const char	 hot[] = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";

int64_t
source_clock(void)
{
	struct timespec	 now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static uint32_t
be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

/*
 * The first 8 bytes of a file beside the export.  Returns its size, 0 when it
 * is empty or not there, or -1 with the reason printed: what cannot be looked
 * at may hold a transaction too.
 */
static int64_t
read_beside(const char *name, char *start)
{
	struct stat	 st;
	int64_t		 size = -1;
	int		 fd;

	memset(start, 0, 8);
	/* A name that is too long for a file cannot be there either. */
	if (lstat(name, &st) == -1 &&
	    (errno == ENOENT || errno == ENAMETOOLONG))
		return 0;
	if ((fd = file_open(AT_FDCWD, name, name)) == -1)
		return -1;
	if (fstat(fd, &st) == -1 || file_fill(fd, start, 8) == -1)
		util_warn("%s:", name);
	else
		size = st.st_size;
	close(fd);
	return size;
}

/* A transaction may be in a file beside: what was read would be half of it. */
static int
check_beside(const char *path)
{
	char	*wal = xasprintf("%s-wal", path);
	char	*journal = xasprintf("%s-journal", path);
	char	 start[8];
	int64_t	 size;
	int	 rc = -1;

	if ((size = read_beside(wal, start)) == -1)
		goto out;
	if (size > 0) {
		util_warn("%s: %s holds rows that are not in it yet; run "
		    "PRAGMA wal_checkpoint(TRUNCATE) or VACUUM INTO a new "
		    "file first", path, wal);
		goto out;
	}
	if (read_beside(journal, start) == -1)
		goto out;
	if (memcmp(start, hot, sizeof(start)) == 0) {
		util_warn("%s: %s belongs to a transaction that is not "
		    "complete; open it with sqlite3 to roll that back", path,
		    journal);
		goto out;
	}
	rc = 0;
out:
	free(wal);
	free(journal);
	return rc;
}

static int
check_header(struct source *s, const unsigned char *h, size_t len)
{
	int64_t	 told;

	if (s->size == 0) {
		util_warn("%s: is empty", s->path);
		return -1;
	}
	if (len < HEADER || memcmp(h, magic, sizeof(magic)) != 0) {
		util_warn("%s: is not a SQLite database", s->path);
		return -1;
	}
	s->page_size = h[16] << 8 | h[17];
	if (s->page_size == 1)
		s->page_size = 65536;
	if (s->page_size < 512 || (s->page_size & (s->page_size - 1)) != 0) {
		util_warn("%s: has an impossible page size", s->path);
		return -1;
	}
	s->wal = h[18] == 2 || h[19] == 2;
	s->pages = be32(h + 28);
	s->free_pages = be32(h + 36);
	s->schema_version = be32(h + 40);
	s->encoding = be32(h + 56);
	s->written_by = be32(h + 96);
	s->user_version = (int32_t)be32(h + 60);
	s->application_id = (int32_t)be32(h + 68);
	/* Only then is the number of pages to be trusted. */
	if (be32(h + 24) != be32(h + 92) || s->pages == 0)
		s->pages = s->size / s->page_size;
	told = s->pages * s->page_size;
	if (told > s->size) {
		util_warn("%s: is cut short: %lld of %lld bytes", s->path,
		    (long long)s->size, (long long)told);
		return -1;
	}
	if (told < s->size) {
		util_warn("%s: %lld bytes follow its last page", s->path,
		    (long long)(s->size - told));
		return -1;
	}
	return 0;
}

/* Hashes the copy while it is written. */
struct source_follower {
	pthread_t	 thread;
	pthread_mutex_t	 mutex;
	pthread_cond_t	 wrote;
	int64_t		 written;	/* bytes of the copy */
	bool		 over;		/* there will be no more */
	int		 rc;		/* of hash() */
	int		 error;		/* and its errno */
};

/* How many bytes of the copy may be read: more than so many, or all. */
static int64_t
written(struct source *s, int64_t done)
{
	struct source_follower	*f = s->follower;
	int64_t			 n;

	if (f == NULL)
		return INT64_MAX;
	(void)pthread_mutex_lock(&f->mutex);
	while (f->written <= done && !f->over)
		(void)pthread_cond_wait(&f->wrote, &f->mutex);
	n = f->over ? INT64_MAX : f->written;
	(void)pthread_mutex_unlock(&f->mutex);
	return n;
}

/* So many more bytes are there; none at all: that was the last. */
static void
tell(struct source *s, ssize_t n)
{
	struct source_follower	*f = s->follower;

	if (f == NULL)
		return;
	(void)pthread_mutex_lock(&f->mutex);
	f->written += n;
	f->over = n == 0;
	(void)pthread_cond_signal(&f->wrote);
	(void)pthread_mutex_unlock(&f->mutex);
}

/* Hash the copy as the original was.  -1 with errno set. */
static int
hash(struct source *s)
{
	struct hash	*h = hash_new(HASH_SHA256);
	unsigned char	*data = xmalloc(COPY_SIZE);
	uint8_t		 digest[HASH_MAX];
	int64_t		 done = 0, most;
	ssize_t		 n;
	int		 rc = -1, error;

	do {
		most = written(s, done) - done;
		n = file_fill(s->fd, data, most < (int64_t)COPY_SIZE ?
		    (size_t)most : COPY_SIZE);
		if (done == 0 && n > 0)
			memcpy(data + 18, s->versions, 2);
		if (n > 0)
			hash_update(h, data, (size_t)n);
		done += n;
	} while (n > 0);
	error = n == 0 ? EIO : errno;
	if (n == 0 && done == s->size) {
		hash_final(h, digest);
		hash_hex(digest, 32, s->sha256);
		rc = 0;
	}
	hash_free(h);
	free(data);
	errno = error;
	return rc;
}

static void *
follow(void *arg)
{
	struct source	*s = arg;

	s->follower->rc = hash(s);
	s->follower->error = errno;
	return NULL;
}

static void
free_follower(struct source *s)
{
	(void)pthread_cond_destroy(&s->follower->wrote);
	(void)pthread_mutex_destroy(&s->follower->mutex);
	free(s->follower);
	s->follower = NULL;
}

/* Without a thread it is hashed later. */
static void
start_follower(struct source *s)
{
	struct source_follower	*f = xcalloc(1, sizeof(*f));

	(void)pthread_mutex_init(&f->mutex, NULL);
	(void)pthread_cond_init(&f->wrote, NULL);
	s->follower = f;
	if (thread_start(&f->thread, follow, s) != 0)
		free_follower(s);
}

/* What hash() said, with its errno. */
static int
end_follower(struct source *s)
{
	int	 rc, error;

	tell(s, 0);
	(void)pthread_join(s->follower->thread, NULL);
	rc = s->follower->rc;
	error = s->follower->error;
	free_follower(s);
	errno = error;
	return rc;
}

/* The first piece tells whether it is worth it. */
static int
copy(struct source *s, int from, int to, bool beside)
{
	unsigned char	*data = xmalloc(COPY_SIZE);
	int64_t		 done = 0;
	ssize_t		 n;
	int		 rc = -1;

	while ((n = file_fill(from, data, COPY_SIZE)) > 0) {
		if (done == 0) {
			if (check_header(s, data, (size_t)n) == -1)
				goto out;
			memcpy(s->versions, data + 18, 2);
			/* The copy has no -wal and must not look for one. */
			data[18] = data[18] == 2 ? 1 : data[18];
			data[19] = data[19] == 2 ? 1 : data[19];
			if (beside && s->size > (int64_t)COPY_SIZE)
				start_follower(s);
		}
		if (file_write(to, data, (size_t)n) == -1) {
			util_warn("%s: cannot write:", s->copy);
			goto out;
		}
		tell(s, n);
		done += n;
	}
	if (n == -1) {
		util_warn("%s:", s->path);
		goto out;
	}
	if (done == 0) {
		(void)check_header(s, data, 0);
		goto out;
	}
	if (done != s->size) {
		util_warn("%s: changed while it was read", s->path);
		goto out;
	}
	tell(s, 0);
	rc = 0;
out:
	free(data);
	return rc;
}

int
source_hash(struct source *s)
{
	int	 rc = s->follower != NULL ? end_follower(s) : hash(s);

	if (rc == -1)
		util_warn("%s: cannot read:", s->copy);
	/* Only connections keep the copy, which has no name. */
	close(s->fd);
	s->fd = -1;
	return rc;
}

static bool
same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	    a->st_size == b->st_size &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
	    a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
	    a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

int
source_copy(struct source *s, const char *path, int dirfd,
    const char *copy_name, const char *copy_path, bool beside)
{
	struct stat	 before, after;
	const char	*slash = strrchr(path, '/');
	int		 from = -1, to = -1, rc = -1;

	memset(s, 0, sizeof(*s));
	s->fd = -1;
	s->path = xstrdup(path);
	s->name = xstrdup(slash != NULL ? slash + 1 : path);
	s->copy = xstrdup(copy_path);
	if ((from = file_open(AT_FDCWD, path, path)) == -1)
		goto out;
	/*
	 * Between the two looks at the file lie all others: a transaction that
	 * writes to it has a journal at the first look beside, or changes the
	 * file after the first look at it.
	 */
	if (fstat(from, &before) == -1) {
		util_warn("%s:", path);
		goto out;
	}
	if (check_beside(path) == -1)
		goto out;
	s->size = before.st_size;
	s->mtime = before.st_mtim.tv_sec;
	s->deadline = source_clock() + SECONDS_LEAST +
	    s->size / BYTES_A_SECOND;
	to = openat(dirfd, copy_name, O_WRONLY | O_CREAT | O_EXCL |
	    O_NOFOLLOW | O_CLOEXEC, 0600);
	if (to == -1) {
		util_warn("%s:", copy_path);
		goto out;
	}
	if ((s->fd = openat(dirfd, copy_name, O_RDONLY | O_NOFOLLOW |
	    O_CLOEXEC)) == -1) {
		util_warn("%s:", copy_path);
		goto out;
	}
	if (copy(s, from, to, beside) == -1 || check_beside(path) == -1)
		goto out;
	if (fstat(from, &after) == -1 || !same(&before, &after)) {
		util_warn("%s: changed while it was read", path);
		goto out;
	}
	rc = 0;
out:
	if (to != -1 && close(to) == -1 && rc == 0) {
		util_warn("%s:", copy_path);
		rc = -1;
	}
	if (from != -1)
		close(from);
	return rc;
}

bool
source_is_secret(const char *column)
{
	static const char *const parts[] = { "key", "token", "hash", "secret",
	    "salt", "password" };
	size_t	 i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcasestr(column, parts[i]) != NULL)
			return true;
	return false;
}

int
source_unlink(const struct source *s, int dirfd)
{
	const char	*slash = strrchr(s->copy, '/');

	if (unlinkat(dirfd, slash != NULL ? slash + 1 : s->copy, 0) == 0)
		return 0;
	util_warn("%s: cannot remove:", s->copy);
	return -1;
}

void
source_free(struct source *s)
{
	if (s->follower != NULL)
		(void)end_follower(s);
	/* One that was never begun is all zeros. */
	if (s->path != NULL && s->fd != -1)
		close(s->fd);
	free(s->path);
	free(s->name);
	free(s->copy);
	memset(s, 0, sizeof(*s));
}
