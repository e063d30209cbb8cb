#include "probe.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "util.h"

#define CHUNK		((size_t)1 << 16)
#define LINE_MOST	((size_t)4096)	/* bytes of a manifest line we want */

void
probe_init(struct probe *p)
{
	p->hash = hash_new(HASH_SHA256);
	p->chunk = (struct buf)BUF_INIT;
	buf_grow(&p->chunk, CHUNK);
	p->budget = 0;
	p->why[0] = '\0';
}

void
probe_free(struct probe *p)
{
	hash_free(p->hash);
	buf_free(&p->chunk);
}

static int
say(struct probe *p, const char *why)
{
	(void)snprintf(p->why, sizeof(p->why), "%s", why);
	return -1;
}

static int
say_errno(struct probe *p)
{
	switch (errno) {
	case ENOENT:
		return say(p, "is missing");
	case ELOOP:
		return say(p, "is a symbolic link");
	default:
		(void)snprintf(p->why, sizeof(p->why), "cannot be read: %s",
		    strerror(errno));
		return -1;
	}
}

int
probe_folder(struct probe *p, int dirfd, const char *name)
{
	int	 fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY |
		    O_NOFOLLOW | O_CLOEXEC);

	if (fd == -1 && errno == ENOTDIR)
		return say(p, "is not a folder");
	return fd == -1 ? say_errno(p) : fd;
}

static int
open_file(struct probe *p, int dirfd, const char *name)
{
	struct stat	 st;
	int		 fd;

	fd = openat(dirfd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
	    O_CLOEXEC);
	if (fd == -1)
		return say_errno(p);
	if (fstat(fd, &st) == -1)
		(void)say_errno(p);
	else if (!S_ISREG(st.st_mode))
		(void)say(p, "is not a regular file");
	else
		return fd;
	close(fd);
	return -1;
}

/* The next piece into the chunk and the hash: its length, 0 at the end, or
 * -1. */
static ssize_t
next(struct probe *p, int fd)
{
	ssize_t	 n = file_fill(fd, p->chunk.ptr, CHUNK);

	if (n == -1)
		return say_errno(p);
	if ((p->budget -= n) < 0)
		return say(p, "is too large to be looked at");
	hash_update(p->hash, p->chunk.ptr, (size_t)n);
	return n;
}

static void
finish(struct probe *p, char hex[65])
{
	uint8_t	 digest[HASH_MAX];

	hash_final(p->hash, digest);
	hash_hex(digest, 32, hex);
}

int
probe_read(struct probe *p, int dirfd, const char *name, size_t max,
    struct buf *text, char hex[65])
{
	ssize_t	 n;
	size_t	 len = 0;
	int	 fd;

	if ((fd = open_file(p, dirfd, name)) == -1)
		return -1;
	hash_restart(p->hash);
	while ((n = next(p, fd)) > 0) {
		len += (size_t)n;
		if (text == NULL)
			continue;
		if (len > max) {
			(void)snprintf(p->why, sizeof(p->why),
			    "is larger than %zu bytes", max);
			n = -1;
			break;
		}
		buf_add(text, p->chunk.ptr, (size_t)n);
	}
	close(fd);
	if (n == -1)
		return -1;
	finish(p, hex);
	return 0;
}

/* Whether a line "digest  path" is the one; then its digest is kept. */
static void
look(const struct buf *line, const char *path, char listed[65])
{
	uint8_t	 digest[HASH_MAX];

	if (line->len != 66 + strlen(path) ||
	    memcmp(line->ptr + 64, "  ", 2) != 0 ||
	    memcmp(line->ptr + 66, path, line->len - 66) != 0 ||
	    hash_unhex(line->ptr, 32, digest) == -1)
		return;
	hash_hex(digest, 32, listed);
}

int
probe_manifest(struct probe *p, int dirfd, const char *name,
    const char *path, char listed[65], char hex[65])
{
	struct buf	 line = BUF_INIT;
	const char	*at, *end, *stop;
	ssize_t		 n;
	int		 fd;

	listed[0] = '\0';
	if ((fd = open_file(p, dirfd, name)) == -1)
		return -1;
	hash_restart(p->hash);
	while ((n = next(p, fd)) > 0) {
		stop = p->chunk.ptr + n;
		for (at = p->chunk.ptr; at < stop; at = end + 1) {
			end = memchr(at, '\n', (size_t)(stop - at));
			if (line.len < LINE_MOST)
				buf_add(&line, at, (size_t)((end != NULL ?
				    end : stop) - at));
			if (end == NULL)
				break;
			look(&line, path, listed);
			buf_reset(&line);
		}
	}
	close(fd);
	buf_free(&line);
	if (n == -1)
		return -1;
	finish(p, hex);
	return 0;
}
