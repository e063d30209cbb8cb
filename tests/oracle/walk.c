/* Snapshots below a folder, and which of their pages are to be judged. */

#include "oracle.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <dirent.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
ends(const char *s, const char *with)
{
	size_t	 n = strlen(s), m = strlen(with);

	return n >= m && strcmp(s + n - m, with) == 0;
}

static void
hex_of(const void *data, size_t len, char *hex)
{
	unsigned char	 digest[EVP_MAX_MD_SIZE];
	unsigned	 n = 0, i;

	if (EVP_Digest(data, len, digest, &n, EVP_sha256(), NULL) != 1)
		abort();
	for (i = 0; i < n; i++)
		(void)sprintf(hex + 2 * i, "%02x", digest[i]);
}

/* Judge inside, of the folder root named where.  hex: its digest, or NULL. */
static void
judge(struct oracle *c, int root, const char *where, const char *inside,
    const char *hex)
{
	struct page	 page = { .inside = inside, .root = root,
			    .listed = c->listed };
	struct stat	 st;
	char		*path, *key, own[2 * EVP_MAX_MD_SIZE + 1];
	void		*map;
	int		 fd = openat(root, inside, O_RDONLY | O_NOFOLLOW);

	if (fd == -1)
		return;
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode) || st.st_size == 0) {
		close(fd);
		return;
	}
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED) {
		perror(inside);
		exit(2);
	}
	hex_of(map, (size_t)st.st_size, own);
	if (asprintf(&path, "%s/%s", where, inside) == -1 ||
	    asprintf(&key, "%s  %s", own, inside) == -1)
		abort();
	page.path = path;
	page.text = map;
	page.len = (size_t)st.st_size;
	page.note = strncmp(inside, "data/notes/", 11) == 0 ||
	    strcmp(inside, "data/about.html") == 0;
	if (hex == NULL || strcmp(own, hex) == 0) {
		c->pages++;
		if (hex == NULL || c->seen == NULL ||
		    xmlHashLookup(c->seen, BAD_CAST key) == NULL)
			page_judge(&page);
		c->faults += page.faults;
		if (hex != NULL && c->seen != NULL && page.faults == 0 &&
		    xmlHashAddEntry(c->seen, BAD_CAST key, BAD_CAST "") == 0)
			fprintf(c->keep, "%s\n", key);
	}
	(void)munmap(map, (size_t)st.st_size);
	free(path);
	free(key);
}

/* Judge the pages that a manifest of the snapshot lists; first, with where
 * NULL, remember all that it lists: a test may have removed some. */
static void
read_listed(struct oracle *c, int root, const char *where, const char *name)
{
	FILE	*f;
	char	*line = NULL;
	size_t	 cap = 0;
	ssize_t	 n;
	int	 fd = openat(root, name, O_RDONLY);

	if (fd == -1 || (f = fdopen(fd, "r")) == NULL)
		return;
	while ((n = getline(&line, &cap, f)) > 66) {
		line[n - 1] = line[64] = '\0';
		if (where == NULL)
			(void)xmlHashAddEntry(c->listed, BAD_CAST (line + 66),
			    BAD_CAST "");
		else if (ends(line + 66, ".html"))
			judge(c, root, where, line + 66, line);
	}
	free(line);
	(void)fclose(f);
}

static void
judge_bag(struct oracle *c, int root, const char *where)
{
	if ((c->listed = xmlHashCreate(256)) == NULL)
		abort();
	read_listed(c, root, NULL, "manifest-sha256.txt");
	read_listed(c, root, NULL, "tagmanifest-sha256.txt");
	read_listed(c, root, where, "manifest-sha256.txt");
	read_listed(c, root, where, "tagmanifest-sha256.txt");
	xmlHashFree(c->listed, NULL);
	c->listed = NULL;
}

static void
walk(struct oracle *c, int parent, const char *name, const char *where)
{
	struct dirent	*e;
	struct stat	 st;
	DIR		*dir;
	char		*below;
	int		 fd;

	fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
	if (fd == -1 || (dir = fdopendir(fd)) == NULL)
		return;
	if (faccessat(fd, "bagit.txt", F_OK, 0) == 0) {
		judge_bag(c, fd, where);
		closedir(dir);
		return;
	}
	if (faccessat(fd, ".tokensnap.lock", F_OK, 0) == 0)
		judge(c, fd, where, "index.html", NULL);
	while ((e = readdir(dir)) != NULL) {
		if (e->d_name[0] == '.' || fstatat(fd, e->d_name, &st,
		    AT_SYMLINK_NOFOLLOW) == -1 || !S_ISDIR(st.st_mode))
			continue;
		if (asprintf(&below, "%s/%s", where, e->d_name) == -1)
			abort();
		walk(c, fd, e->d_name, below);
		free(below);
	}
	closedir(dir);
}

void
oracle_walk(struct oracle *c, const char *folder)
{
	walk(c, AT_FDCWD, folder, folder);
}
