#include "seal.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "hash.h"
#include "util.h"

#define TAGMANIFEST	"tagmanifest-sha256.txt"
#define TAG_MAX		((size_t)1 << 20)	/* bytes of bag-info.txt */
#define MANIFEST_MAX	((size_t)1 << 20)	/* bytes of a tag manifest */

int
seal_is_name(const char *s)
{
	static const char	 pattern[] = "dddd-dd-ddTddddddZ";
	size_t			 i;

	for (i = 0; pattern[i] != '\0'; i++)
		if (pattern[i] == 'd' ? s[i] < '0' || s[i] > '9' :
		    s[i] != pattern[i])
			return 0;
	return s[i] == '\0';
}

int
seal_of(int dirfd, const char *subject, char hex[65])
{
	struct buf	 text = BUF_INIT;
	struct hash	*h = NULL;
	uint8_t		 digest[HASH_MAX];
	char		*name;
	int		 rc;

	name = xasprintf("%s/%s", subject, TAGMANIFEST);
	rc = file_read(dirfd, TAGMANIFEST, name, MANIFEST_MAX, &text);
	if (rc == 0) {
		h = hash_new(HASH_SHA256);
		hash_once(h, text.ptr, text.len, digest);
		hash_hex(digest, 32, hex);
	}
	hash_free(h);
	buf_free(&text);
	free(name);
	return rc;
}

/* Hold one line of a tag manifest against the file that it names. */
static int
check_line(int dirfd, const char *subject, char *line, struct hash *h)
{
	struct buf	 text = BUF_INIT;
	uint8_t		 told[HASH_MAX], is[HASH_MAX];
	char		*name;
	int		 fd, rc = -1;
	ssize_t		 n;
	size_t		 chunk = (size_t)1 << 16;

	if (strlen(line) < 67 || hash_unhex(line, 32, told) == -1 ||
	    line[64] != ' ' || line[65] != ' ' ||
	    strchr(line + 66, '/') != NULL) {
		util_warn("%s/%s: a line cannot be read", subject,
		    TAGMANIFEST);
		return -1;
	}
	name = xasprintf("%s/%s", subject, line + 66);
	if ((fd = file_open(dirfd, line + 66, name)) == -1)
		goto out;
	buf_grow(&text, chunk);
	hash_restart(h);
	while ((n = file_fill(fd, text.ptr, chunk)) > 0)
		hash_update(h, text.ptr, (size_t)n);
	hash_final(h, is);
	close(fd);
	if (n == -1)
		util_warn("%s:", name);
	else if (memcmp(told, is, 32) != 0)
		util_warn("%s: content differs from %s", name, TAGMANIFEST);
	else
		rc = 0;
out:
	buf_free(&text);
	free(name);
	return rc;
}

int
seal_check(int dirfd, const char *subject)
{
	struct buf	 text = BUF_INIT;
	struct hash	*h = hash_new(HASH_SHA256);
	char		*name, *line, *end;
	int		 rc;

	name = xasprintf("%s/%s", subject, TAGMANIFEST);
	rc = file_read(dirfd, TAGMANIFEST, name, MANIFEST_MAX, &text);
	for (line = text.ptr; rc == 0 && *line != '\0'; line = end + 1) {
		if ((end = strchr(line, '\n')) == NULL) {
			util_warn("%s: is cut short", name);
			rc = -1;
			break;
		}
		*end = '\0';
		rc = check_line(dirfd, subject, line, h);
	}
	hash_free(h);
	buf_free(&text);
	free(name);
	return rc;
}

char *
seal_label(const char *text, const char *name)
{
	size_t		 len = strlen(name);
	const char	*p;
	char		*copy;

	for (p = text; p != NULL; p = strchr(p, '\n')) {
		if (*p == '\n')
			p++;
		if (strncmp(p, name, len) == 0 && p[len] == ':' &&
		    p[len + 1] == ' ') {
			copy = xstrdup(p + len + 2);
			copy[strcspn(copy, "\n")] = '\0';
			return copy;
		}
	}
	return NULL;
}

/* Series and number of the snapshot before. */
static int
read_info(int dirfd, const char *subject, struct seal *seal)
{
	struct buf	 text = BUF_INIT;
	char		*name, *series = NULL, *count = NULL, *own = NULL;
	long long	 n;
	int		 rc = -1;

	name = xasprintf("%s/bag-info.txt", subject);
	if (file_read(dirfd, "bag-info.txt", name, TAG_MAX, &text) == -1)
		goto out;
	own = seal_label(text.ptr, "External-Identifier");
	if (own == NULL || strcmp(own, seal->previous) != 0) {
		util_warn("%s: is of snapshot %s: the folder was renamed",
		    name, own != NULL ? own : "(none)");
		goto out;
	}
	series = seal_label(text.ptr, "Bag-Group-Identifier");
	count = seal_label(text.ptr, "Bag-Count");
	if (count != NULL)
		count[strcspn(count, " ")] = '\0';
	if (series == NULL || series[0] == '\0' ||
	    strlen(series) >= sizeof(seal->series) || count == NULL ||
	    util_number(count, 1, INT64_MAX - 1, &n) == -1) {
		util_warn("%s: names no series or number to continue", name);
		goto out;
	}
	(void)snprintf(seal->series, sizeof(seal->series), "%s", series);
	seal->sequence = n + 1;
	rc = 0;
out:
	free(own);
	free(series);
	free(count);
	free(name);
	buf_free(&text);
	return rc;
}

static int
follow(int archive_fd, const char *archive, struct seal *seal)
{
	char	*subject = xasprintf("%s/%s", archive, seal->previous);
	int	 fd, rc = -1;

	fd = openat(archive_fd, seal->previous, O_RDONLY | O_DIRECTORY |
	    O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1) {
		util_warn("%s:", subject);
		goto out;
	}
	if (seal_check(fd, subject) == -1 ||
	    seal_of(fd, subject, seal->previous_seal) == -1 ||
	    read_info(fd, subject, seal) == -1)
		util_warn("%s: is damaged; nothing is added after it",
		    subject);
	else
		rc = 0;
	close(fd);
out:
	free(subject);
	return rc;
}

/* Whether there is anything of a snapshot under this name: a folder that has
 * at least one of the files that make one.  What is damaged must be found. */
static bool
is_one(int archive_fd, const char *archive, const char *name)
{
	static const char *const files[] = { TAGMANIFEST, "bag-info.txt",
	    "bagit.txt", "manifest-sha256.txt" };
	struct stat	 st;
	size_t		 i;
	int		 fd;
	bool		 one = false;

	fd = openat(archive_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	if (fd == -1) {
		/* Whatever cannot be looked into counts, and ends the run. */
		one = errno != ENOTDIR && errno != ELOOP;
	} else {
		for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
			if (fstatat(fd, files[i], &st, AT_SYMLINK_NOFOLLOW) ==
			    0 || errno != ENOENT)
				one = true;
		close(fd);
	}
	if (!one)
		util_warn("%s/%s: is no snapshot, passed over", archive, name);
	return one;
}

int
seal_next(int archive_fd, const char *archive, const char *name,
    struct seal *seal)
{
	struct file_list	 list;
	size_t			 i;

	memset(seal, 0, sizeof(*seal));
	seal->sequence = 1;
	if (file_list(archive_fd, ".", &list) == -1) {
		util_warn("%s:", archive);
		return -1;
	}
	/* Sorted, so the last one is the newest. */
	for (i = list.n; i > 0 && seal->previous[0] == '\0'; i--)
		if (seal_is_name(list.names[i - 1]) &&
		    is_one(archive_fd, archive, list.names[i - 1]))
			(void)snprintf(seal->previous, sizeof(seal->previous),
			    "%s", list.names[i - 1]);
	file_list_free(&list);
	if (seal->previous[0] == '\0')
		return 0;
	if (strcmp(name, seal->previous) <= 0) {
		util_warn("%s: %s is not after the newest snapshot, %s",
		    archive, name, seal->previous);
		return -1;
	}
	return follow(archive_fd, archive, seal);
}
