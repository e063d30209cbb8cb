/*
 * What is on disk and what the manifests list are joined into one list of
 * items, sorted by path.  Threads hash the items; faults are noted in them and
 * printed at the end, so that the order is always the same.
 */

#include "verify.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "manifest.h"
#include "seal.h"
#include "util.h"

#define SHOWN		100		/* faults printed one by one */
#define READ_SIZE	((size_t)256 * 1024)
#define AHEAD		16		/* files a thread opens at a time */
#define DEPTH_MAX	16
#define INFO_MAX	((size_t)1 << 20)

enum {
	FAULT_MISSING = 1,
	FAULT_EXTRA = 2,	/* in no manifest */
	FAULT_PARTLY = 4,	/* not in every manifest */
	FAULT_256 = 8,
	FAULT_512 = 16,
	FAULT_ODD = 32,		/* neither file nor folder */
	FAULT_EMPTY = 64,	/* a folder with nothing in it */
	FAULT_UNREADABLE = 128
};

struct item {
	const char	*path;
	const char	*hex[HASH_KINDS];	/* as listed; NULL: is not */
	int		 faults;
	bool		 on_disk;
};

struct verify {
	int			 dirfd;
	const char		*subject;
	struct verify_report	*report;
	struct manifest		 payload[HASH_KINDS];
	struct manifest		 tags[HASH_KINDS];
	bool			 has[HASH_KINDS];
	char			**paths;	/* found on disk; owned */
	int			*odd;		/* faults of each */
	size_t			 npaths, cap;
	struct item		*items;
	size_t			 nitems;
	atomic_size_t		 next;
	atomic_llong		 bytes;
	atomic_llong		 payload_bytes;
	atomic_llong		 payload_files;
};

static void
found(struct verify *v, char *path, int faults)
{
	if (v->npaths == v->cap) {
		v->cap = v->cap > 0 ? 2 * v->cap : 256;
		v->paths = xreallocarray(v->paths, v->cap, sizeof(*v->paths));
		v->odd = xreallocarray(v->odd, v->cap, sizeof(*v->odd));
	}
	v->odd[v->npaths] = faults;
	v->paths[v->npaths++] = path;
}

/* Everything below a folder; links are seen, never followed. */
static int
walk(struct verify *v, const char *folder, int depth)
{
	struct file_list	 list;
	struct stat		 st;
	char			*path;
	size_t			 i;
	int			 rc = 0;

	if (depth > DEPTH_MAX || file_list(v->dirfd, folder, &list) == -1) {
		util_warn("%s: %s: cannot be listed:", v->subject, folder);
		return -1;
	}
	if (list.n == 0)
		found(v, xstrdup(folder), FAULT_EMPTY);
	for (i = 0; i < list.n && rc == 0; i++) {
		path = strcmp(folder, ".") == 0 ? xstrdup(list.names[i]) :
		    xasprintf("%s/%s", folder, list.names[i]);
		if (fstatat(v->dirfd, path, &st, AT_SYMLINK_NOFOLLOW) == -1) {
			found(v, path, FAULT_UNREADABLE);
		} else if (S_ISDIR(st.st_mode)) {
			rc = walk(v, path, depth + 1);
			free(path);
		} else {
			found(v, path, S_ISREG(st.st_mode) ? 0 : FAULT_ODD);
		}
	}
	file_list_free(&list);
	return rc;
}

static int
item_cmp(const void *a, const void *b)
{
	return strcmp(((const struct item *)a)->path,
	    ((const struct item *)b)->path);
}

static void
add_manifest(struct verify *v, const struct manifest *m, int kind)
{
	struct item	*item;
	size_t		 i;

	for (i = 0; i < m->n; i++) {
		item = &v->items[v->nitems++];
		memset(item, 0, sizeof(*item));
		item->path = m->entries[i].path;
		item->hex[kind] = m->entries[i].hex;
	}
}

/* One item for each path, from all that speak of it. */
static void
join(struct verify *v)
{
	struct item	*item;
	size_t		 i, n = v->npaths;
	int		 k;

	for (k = 0; k < HASH_KINDS; k++)
		n += v->payload[k].n + v->tags[k].n;
	v->items = xcalloc(n, sizeof(*v->items));
	for (i = 0; i < v->npaths; i++) {
		item = &v->items[v->nitems++];
		item->path = v->paths[i];
		item->faults = v->odd[i];
		item->on_disk = true;
	}
	for (k = 0; k < HASH_KINDS; k++) {
		add_manifest(v, &v->payload[k], k);
		add_manifest(v, &v->tags[k], k);
	}
	qsort(v->items, v->nitems, sizeof(*v->items), item_cmp);
	for (i = n = 0; i < v->nitems; i++) {
		item = &v->items[i];
		if (n == 0 || item_cmp(&v->items[n - 1], item) != 0) {
			v->items[n++] = *item;
			continue;
		}
		for (k = 0; k < HASH_KINDS; k++)
			if (item->hex[k] != NULL)
				v->items[n - 1].hex[k] = item->hex[k];
		v->items[n - 1].faults |= item->faults;
		v->items[n - 1].on_disk |= item->on_disk;
	}
	v->nitems = n;
}

/* Tag files that no manifest can list: they come after it. */
static bool
unlisted(const char *path)
{
	return strcmp(path, "tagmanifest-sha256.txt") == 0 ||
	    strcmp(path, "tagmanifest-sha512.txt") == 0 ||
	    strcmp(path, "signature.p7s") == 0;
}

/* What can be said of an item without reading it. */
static void
judge(const struct verify *v, struct item *item)
{
	int	 k, listed = 0, wanted = 0;

	for (k = 0; k < HASH_KINDS; k++) {
		wanted += v->has[k];
		listed += item->hex[k] != NULL;
	}
	if (!item->on_disk)
		item->faults |= FAULT_MISSING;
	else if (item->faults == 0 && !unlisted(item->path) && listed == 0)
		item->faults |= FAULT_EXTRA;
	else if (item->faults == 0 && listed > 0 && listed < wanted)
		item->faults |= FAULT_PARTLY;
}

static void
hash_item(struct verify *v, struct item *item, int fd, struct hash **hash,
    char *data)
{
	static const int	 differs[HASH_KINDS] = { FAULT_256, FAULT_512 };
	uint8_t			 is[HASH_MAX], told[HASH_MAX];
	int64_t			 size = 0;
	ssize_t			 n;
	int			 k;

	for (k = 0; k < HASH_KINDS; k++)
		if (item->hex[k] != NULL)
			hash_restart(hash[k]);
	while ((n = file_fill(fd, data, READ_SIZE)) > 0) {
		size += n;
		for (k = 0; k < HASH_KINDS; k++)
			if (item->hex[k] != NULL)
				hash_update(hash[k], data, (size_t)n);
		if ((size_t)n < READ_SIZE)
			break;
	}
	close(fd);
	if (n == -1)
		item->faults |= FAULT_UNREADABLE;
	for (k = 0; k < HASH_KINDS && n != -1; k++) {
		if (item->hex[k] == NULL)
			continue;
		hash_final(hash[k], is);
		(void)hash_unhex(item->hex[k], hash_len((enum hash_kind)k),
		    told);
		if (memcmp(is, told, hash_len((enum hash_kind)k)) != 0)
			item->faults |= differs[k];
	}
	atomic_fetch_add(&v->bytes, size);
	if (strncmp(item->path, "data/", 5) == 0) {
		atomic_fetch_add(&v->payload_bytes, size);
		atomic_fetch_add(&v->payload_files, 1);
	}
}

/* Judge an item and open its file, so that the kernel begins to read it.
 * Returns the descriptor, or -1 when there is nothing to read. */
static int
open_item(struct verify *v, struct item *item)
{
	int	 fd;

	judge(v, item);
	if (!item->on_disk ||
	    (item->faults & (FAULT_ODD | FAULT_EMPTY | FAULT_UNREADABLE)) != 0)
		return -1;
	fd = openat(v->dirfd, item->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
	    O_CLOEXEC);
	if (fd == -1)
		item->faults |= FAULT_UNREADABLE;
	else
		(void)posix_fadvise(fd, 0, 0, POSIX_FADV_WILLNEED);
	return fd;
}

static void *
hash_main(void *arg)
{
	struct verify	*v = arg;
	struct hash	*hash[HASH_KINDS];
	char		*data = xmalloc(READ_SIZE);
	int		 fds[AHEAD];
	size_t		 i, n, at;
	int		 k;

	for (k = 0; k < HASH_KINDS; k++)
		hash[k] = hash_new((enum hash_kind)k);
	while ((at = atomic_fetch_add(&v->next, AHEAD)) < v->nitems) {
		n = v->nitems - at < AHEAD ? v->nitems - at : AHEAD;
		for (i = 0; i < n; i++)
			fds[i] = open_item(v, &v->items[at + i]);
		for (i = 0; i < n; i++)
			if (fds[i] != -1)
				hash_item(v, &v->items[at + i], fds[i], hash,
				    data);
	}
	for (k = 0; k < HASH_KINDS; k++)
		hash_free(hash[k]);
	free(data);
	return NULL;
}

static void
hash_all(struct verify *v, int jobs)
{
	pthread_t	*threads = xcalloc((size_t)jobs, sizeof(*threads));
	int		 i, n = 0;

	while (n < jobs - 1 &&
	    pthread_create(&threads[n], NULL, hash_main, v) == 0)
		n++;
	(void)hash_main(v);
	for (i = 0; i < n; i++)
		(void)pthread_join(threads[i], NULL);
	free(threads);
}

static void
say(struct verify *v, const char *path, const char *what)
{
	if (v->report->faults++ < SHOWN)
		util_warn("%s: %s: %s", v->subject, path, what);
}

static void
report_items(struct verify *v)
{
	static const struct {
		int		 fault;
		const char	*what;
	} words[] = {
		{ FAULT_MISSING, "is missing" },
		{ FAULT_EXTRA, "is in no manifest" },
		{ FAULT_PARTLY, "is not in every manifest" },
		{ FAULT_256, "content differs from the SHA-256 manifest" },
		{ FAULT_512, "content differs from the SHA-512 manifest" },
		{ FAULT_ODD, "is neither a file nor a folder" },
		{ FAULT_EMPTY, "is an empty folder" },
		{ FAULT_UNREADABLE, "cannot be read" },
	};
	size_t	 i, k;

	for (i = 0; i < v->nitems; i++)
		for (k = 0; k < sizeof(words) / sizeof(words[0]); k++)
			if ((v->items[i].faults & words[k].fault) != 0)
				say(v, v->items[i].path, words[k].what);
}

/* bagit.txt word for word; Payload-Oxum against what was read. */
static void
check_tag_texts(struct verify *v)
{
	struct buf	 text = BUF_INIT;
	char		*name, *told, oxum[64];

	name = xasprintf("%s: bagit.txt", v->subject);
	if (file_read(v->dirfd, "bagit.txt", name, INFO_MAX, &text) == -1)
		v->report->faults++;
	else if (strcmp(text.ptr, "BagIt-Version: 1.0\n"
	    "Tag-File-Character-Encoding: UTF-8\n") != 0)
		say(v, "bagit.txt", "is not that of a BagIt 1.0 bag");
	free(name);
	buf_reset(&text);
	name = xasprintf("%s: bag-info.txt", v->subject);
	if (file_read(v->dirfd, "bag-info.txt", name, INFO_MAX, &text) == -1) {
		v->report->faults++;
	} else if ((told = strstr(text.ptr, "\nPayload-Oxum: ")) == NULL) {
		say(v, "bag-info.txt", "has no Payload-Oxum");
	} else {
		(void)snprintf(oxum, sizeof(oxum), "%lld.%lld\n",
		    (long long)atomic_load(&v->payload_bytes),
		    (long long)atomic_load(&v->payload_files));
		if (strncmp(told + 15, oxum, strlen(oxum)) != 0)
			say(v, "bag-info.txt", "Payload-Oxum differs from "
			    "the size and number of the files");
	}
	free(name);
	buf_free(&text);
}

/* All manifests that are there; those of SHA-256 must be. */
static void
read_manifests(struct verify *v)
{
	struct manifest	*m;
	struct stat	 st;
	char		 file[64];
	int		 k, tags;

	for (k = 0; k < HASH_KINDS; k++)
		for (tags = 0; tags <= 1; tags++) {
			(void)snprintf(file, sizeof(file),
			    "%smanifest-%s.txt", tags ? "tag" : "",
			    hash_name((enum hash_kind)k));
			m = tags ? &v->tags[k] : &v->payload[k];
			if (fstatat(v->dirfd, file, &st,
			    AT_SYMLINK_NOFOLLOW) == -1) {
				if (k == HASH_SHA256 || v->has[k])
					say(v, file, "is missing");
				continue;
			}
			v->has[k] = true;
			if (manifest_read(m, v->dirfd, file,
			    (enum hash_kind)k, v->subject) == -1)
				v->report->faults++;
			v->report->faults += (int64_t)m->faults;
		}
}

static void
release(struct verify *v)
{
	size_t	 i;
	int	 k;

	for (k = 0; k < HASH_KINDS; k++) {
		manifest_free(&v->payload[k]);
		manifest_free(&v->tags[k]);
	}
	for (i = 0; i < v->npaths; i++)
		free(v->paths[i]);
	free(v->paths);
	free(v->odd);
	free(v->items);
}

enum verify_result
verify_snapshot(int dirfd, const char *subject, int jobs,
    struct verify_report *report)
{
	struct verify		 v = { .dirfd = dirfd, .subject = subject };
	struct stat		 st;
	enum verify_result	 rc = VERIFY_IMPOSSIBLE;
	int			 k;

	memset(report, 0, sizeof(*report));
	v.report = report;
	for (k = 0; k < HASH_KINDS; k++)
		v.payload[k].text = v.tags[k].text = (struct buf)BUF_INIT;
	if (fstatat(dirfd, "bagit.txt", &st, AT_SYMLINK_NOFOLLOW) == -1) {
		util_warn("%s: is not a snapshot: it has no bagit.txt",
		    subject);
		return rc;
	}
	if (walk(&v, ".", 0) == -1)
		goto out;
	read_manifests(&v);
	join(&v);
	hash_all(&v, jobs);
	report_items(&v);
	check_tag_texts(&v);
	if (fstatat(dirfd, "tagmanifest-sha256.txt", &st,
	    AT_SYMLINK_NOFOLLOW) == 0 &&
	    seal_of(dirfd, subject, report->seal) == -1)
		report->faults++;
	report->files = (int64_t)v.npaths;
	report->bytes = atomic_load(&v.bytes);
	if (report->faults > SHOWN)
		util_warn("%s: and %lld more", subject,
		    (long long)report->faults - SHOWN);
	rc = report->faults > 0 ? VERIFY_DAMAGED : VERIFY_GOOD;
out:
	release(&v);
	return rc;
}
