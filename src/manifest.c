/*
 * A line is a digest in hexadecimal, blanks, a path.  md5sum(1) in binary mode
 * writes '*' instead of the second blank; bags made with it are common, and so
 * are paths that begin with "./": both are accepted with a warning unless
 * the manifest is one of ours.
 */

#include "manifest.h"

#include <sys/stat.h>

#include <errno.h>
#include <strings.h>
#include <unistd.h>

#include "file.h"
#include "folders.h"
#include "lines.h"
#include "util.h"

#define TOLD_MOST	100	/* unusable lines that are told one by one */
#define PATH_LONG	4095

/* One manifest while it is read. */
struct reading {
	const struct manifest	*m;
	struct inventory	*inv;
	struct verdict		*verdict;
	struct buf		 last;		/* path of the line before */
	size_t			 bad, stars, dots, skipped;
};

/* Undo %0A, %0D and %25.  Any other '%' stays. */
static void
decode_path(char *path)
{
	char	*to = path;

	for (; *path != '\0'; path++) {
		if (strncmp(path, "%25", 3) == 0)
			*to++ = '%';
		else if (strncasecmp(path, "%0A", 3) == 0)
			*to++ = '\n';
		else if (strncasecmp(path, "%0D", 3) == 0)
			*to++ = '\r';
		else {
			*to++ = *path;
			continue;
		}
		path += 2;
	}
	*to = '\0';
}

const char *
manifest_path(char *path, bool decode, bool *dot)
{
	const char	*p;
	size_t		 n;

	*dot = false;
	if (path[0] == '/')
		return "names an absolute path";
	if (path[0] == '~')
		return "names a path in a home folder";
	while (path[0] == '.' && path[1] == '/') {
		*dot = true;
		memmove(path, path + 2, strlen(path + 2) + 1);
	}
	if (decode)
		decode_path(path);
	if (strlen(path) > PATH_LONG)
		return "names a path that is too long";
	for (p = path; ; p += n + 1) {
		n = strcspn(p, "/");
		if (n == 2 && p[0] == '.' && p[1] == '.')
			return "names a path that leaves the bag";
		if (n == 0 && p[n] == '\0')
			return p == path ? "names no path" : "names a folder";
		if (n == 0 || (n == 1 && p[0] == '.'))
			return "names a path with an empty part";
		if (p[n] == '\0')
			return NULL;
	}
}

/* Blanks between digest and path; NULL when there are none. */
static char *
skip_blanks(struct reading *r, char *p)
{
	char	*path = p;

	if (r->m->strict)
		return p[0] == ' ' && p[1] == ' ' ? p + 2 : NULL;
	while (*path == ' ' || *path == '\t')
		path++;
	if (path == p)
		return NULL;
	if (*path == '*') {
		r->stars++;
		path++;
	}
	return path;
}

static void
refuse(struct reading *r, size_t number, const char *why)
{
	if (r->bad++ < TOLD_MOST)
		verdict_fault(r->verdict, r->m->file, "line %zu %s", number,
		    why);
}

/* A line that can be used, but is not as tokensnap writes it. */
static void
check_strict(struct reading *r, const struct lines *l, const char *line,
    const char *path)
{
	size_t	 digits = 2 * r->inv->kinds[r->m->kind].len;

	if (strspn(line, "0123456789abcdef") != digits)
		refuse(r, lines_number(l), "has a digest that is not in lower "
		    "case");
	if (!folders_path_ok(path))
		refuse(r, lines_number(l), "names a path that no snapshot "
		    "has");
	if (strcmp(r->last.ptr, path) > 0)
		refuse(r, lines_number(l), "is not in the order of the paths");
	if (lines_cut(l))
		refuse(r, lines_number(l), "is cut short");
	buf_reset(&r->last);
	buf_adds(&r->last, path);
}

/* Read a line; NULL, or why it cannot be used. */
static const char *
parse(struct reading *r, char *line, size_t len, uint8_t *digest, char **out)
{
	const struct manifest	*m = r->m;
	size_t			 size = r->inv->kinds[m->kind].len;
	const char		*why;
	char			*path;
	bool			 dot;

	if (strlen(line) != len)
		return "holds a NUL byte";
	if (len <= 2 * size || hash_unhex(line, size, digest) == -1)
		return "does not start with a digest of this kind";
	if ((path = skip_blanks(r, line + 2 * size)) == NULL)
		return m->strict ? "has no two blanks after the digest" :
		    "has no blank after the digest";
	if ((why = manifest_path(path, m->decode, &dot)) != NULL)
		return why;
	if (dot && m->strict)
		return "names a path that begins with \"./\"";
	r->dots += dot;
	if ((strncmp(path, "data/", 5) == 0) == m->tags)
		return "names a path that belongs into the other manifest";
	if (m->tags && strncmp(path, "tagmanifest-", 12) == 0)
		return "names a tag manifest";
	*out = path;
	return NULL;
}

static void
told_twice(void *arg, const char *path, int kind, bool same)
{
	struct reading	*r = arg;

	(void)kind;
	if (!same)
		verdict_fault(r->verdict, r->m->file,
		    "names %s twice, with different digests", path);
	else if (r->m->once)
		verdict_fault(r->verdict, r->m->file, "names %s twice", path);
	else
		verdict_warn(r->verdict, r->m->file, "names %s twice", path);
}

/* Remember it.  -1: there are too many. */
static int
take(struct reading *r, const char *path, const uint8_t *digest)
{
	struct inventory	*inv = r->inv;
	struct inventory_item	*item = inventory_find(inv, path);
	int			 k = r->m->kind;
	size_t			 len = inv->kinds[k].len;

	if (item != NULL && (item->listed & 1 << k) != 0) {
		told_twice(r, path, k, memcmp(inventory_digest(inv, item, k),
		    digest, len) == 0);
		return 0;
	}
	if (item == NULL && (item = inventory_add(inv, path)) == NULL) {
		verdict_unchecked(r->verdict, r->m->file,
		    "lists more than %zu files", INVENTORY_MOST);
		return -1;
	}
	item->listed |= (uint8_t)(1 << k);
	memcpy(inventory_digest(inv, item, k), digest, len);
	return 0;
}

/* What is odd in a manifest, once for each kind of oddity. */
static void
say_odd(struct reading *r)
{
	const char	*file = r->m->file;

	if (r->bad > TOLD_MOST)
		verdict_fault(r->verdict, file, "%zu more lines cannot be "
		    "used", r->bad - TOLD_MOST);
	if (r->stars > 0)
		verdict_warn(r->verdict, file, "%zu paths begin with \"*\", "
		    "as md5sum writes them", r->stars);
	if (r->dots > 0)
		verdict_warn(r->verdict, file, "%zu paths begin with \"./\"",
		    r->dots);
	if (r->skipped > 0)
		verdict_warn(r->verdict, file, "%zu lines are empty or "
		    "comments", r->skipped);
}

static void
read_lines(struct reading *r, struct lines *l)
{
	enum lines_result	 rc;
	uint8_t			 digest[HASH_MAX];
	const char		*why;
	char			*line, *path;
	size_t			 len;

	while ((rc = lines_next(l, &line, &len)) != LINES_END) {
		if (rc == LINES_ERROR) {
			if (errno == EILSEQ)
				verdict_fault(r->verdict, r->m->file, "is not "
				    "%s", r->m->encoding);
			else
				verdict_unchecked(r->verdict, r->m->file,
				    "cannot be read: %s", strerror(errno));
			return;
		}
		if (rc == LINES_LONG) {
			refuse(r, lines_number(l), "is too long");
			continue;
		}
		if (!r->m->strict && (len == 0 || line[0] == '#')) {
			r->skipped++;
			continue;
		}
		why = parse(r, line, len, digest, &path);
		if (why != NULL) {
			refuse(r, lines_number(l), why);
			continue;
		}
		if (r->m->strict)
			check_strict(r, l, line, path);
		if (take(r, path, digest) == -1)
			return;
	}
}

int
manifest_open(int dirfd, const char *file, struct verdict *verdict)
{
	struct stat	 st;
	int		 fd = file_beneath(dirfd, file);

	if (fd != -1 && fstat(fd, &st) == 0) {
		if (S_ISREG(st.st_mode))
			return fd;
		close(fd);
		return -1;
	}
	if (fd != -1 || (errno != ENOENT && errno != ELOOP && errno != ENXIO))
		verdict_unchecked(verdict, file, "cannot be read: %s",
		    strerror(errno));
	if (fd != -1)
		close(fd);
	return -1;
}

void
manifest_read(const struct manifest *m, struct inventory *inv,
    struct verdict *verdict)
{
	struct reading	 r = { .m = m, .inv = inv, .verdict = verdict,
			    .last = BUF_INIT };
	int64_t		 unchecked = verdict->unchecked;
	struct lines	*l;
	int		 fd;

	fd = manifest_open(m->dirfd, m->file, verdict);
	inv->unread = inv->unread || verdict->unchecked > unchecked;
	if (fd == -1)
		return;
	l = lines_new(fd, m->encoding, !m->strict);
	if (l != NULL) {
		read_lines(&r, l);
		say_odd(&r);
		inv->unread = inv->unread || verdict->unchecked > unchecked;
		inventory_sort(inv, told_twice, &r);
	}
	lines_free(l);
	buf_free(&r.last);
	close(fd);
}
