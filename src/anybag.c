#include "anybag.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "baginfo.h"
#include "bagit.h"
#include "bagwarn.h"
#include "fetch.h"
#include "file.h"
#include "manifest.h"
#include "progress.h"
#include "sums.h"
#include "util.h"
#include "walk.h"

#define LEAST_LARGE	((int64_t)1 << 30)	/* bytes of a file, anyway */
#define PACKAGE_INFO	95	/* until then it was package-info.txt */

struct anybag {
	int			 dirfd;
	struct verdict		*verdict;
	struct bagit		 bagit;
	struct baginfo		 info;
	const char		*info_file;
	struct inventory	 inv;
	struct file_list	 top;
};

/* The digest that a manifest's file name ends with, into name, lower case.
 * Returns 0 for a payload manifest, 1 for a tag manifest, -1 for neither. */
static int
manifest_name(const char *file, char name[32])
{
	const char	*p = file;
	size_t		 i, n = strlen(file);
	int		 tags = strncmp(file, "tag", 3) == 0;

	p += tags ? 3 : 0;
	if (strncmp(p, "manifest-", 9) != 0 || n < 4 ||
	    strcmp(file + n - 4, ".txt") != 0)
		return -1;
	p += 9;
	if (p > file + n - 4 || (n = (size_t)(file + n - 4 - p)) == 0 ||
	    n > 31)
		return -1;
	for (i = 0; i < n; i++)
		name[i] = p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] | 0x20) :
		    p[i];
	name[n] = '\0';
	return tags;
}

/* Which digests there are; before any manifest is read. */
static void
find_kinds(struct anybag *b)
{
	char	 name[32];
	size_t	 i;
	int	 tags, k;
	bool	 payload = false;

	for (i = 0; i < b->top.n; i++) {
		if ((tags = manifest_name(b->top.names[i], name)) == -1)
			continue;
		payload = payload || tags == 0;
		k = inventory_kind(&b->inv, name, tags == 1);
		if (k == -1)
			verdict_unchecked(b->verdict, b->top.names[i],
			    "libcrypto has no digest %s", name);
		else if (k == -2)
			verdict_unchecked(b->verdict, b->top.names[i],
			    "is one of more than %d digests", INVENTORY_KINDS);
	}
	if (!payload)
		verdict_fault(b->verdict, NULL, "has no payload manifest");
}

static int
kind_of(const struct inventory *inv, const char *name)
{
	int	 k;

	for (k = 0; k < inv->nkinds; k++)
		if (strcmp(inv->kinds[k].name, name) == 0)
			return k;
	return -1;
}

static void
read_manifests(struct anybag *b)
{
	bool		 modern = b->bagit.version >= BAGIT_1_0;
	struct manifest	 m = { .dirfd = b->dirfd, .decode = modern,
			    .once = modern,
			    .encoding = bagit_encoding(&b->bagit) };
	char		 name[32];
	size_t		 i;
	int		 tags;

	for (i = 0; i < b->top.n; i++) {
		if ((tags = manifest_name(b->top.names[i], name)) == -1 ||
		    (m.kind = kind_of(&b->inv, name)) == -1)
			continue;
		m.file = b->top.names[i];
		m.tags = tags == 1;
		manifest_read(&m, &b->inv, b->verdict);
	}
}

/* Each tag manifest must list each payload manifest: since 1.0. */
static void
check_tag_manifests(struct anybag *b)
{
	const struct inventory_item	*item;
	char				 name[32];
	uint8_t				 wanted = 0;
	size_t				 i;
	int				 k;

	if (b->inv.unread)
		return;
	for (k = 0; k < b->inv.nkinds; k++)
		wanted |= (uint8_t)(b->inv.kinds[k].tags << k);
	for (i = 0; i < b->top.n; i++) {
		if (manifest_name(b->top.names[i], name) != 0)
			continue;
		item = inventory_find(&b->inv, b->top.names[i]);
		if (item != NULL && (item->listed & wanted) != wanted &&
		    b->bagit.version >= BAGIT_1_0)
			verdict_fault(b->verdict, item->path,
			    "is not in every tag manifest");
	}
}

static void
read_info(struct anybag *b)
{
	struct baginfo_source	 source = { .dirfd = b->dirfd,
				    .encoding = bagit_encoding(&b->bagit),
				    .once = b->bagit.version >= BAGIT_1_0 };
	int64_t			 unchecked = b->verdict->unchecked;

	b->info_file = b->bagit.version <= PACKAGE_INFO ? "package-info.txt" :
	    "bag-info.txt";
	source.file = b->info_file;
	baginfo_read(&source, &b->info, b->verdict);
	if (b->info.bytes == -1 && b->verdict->unchecked == unchecked)
		verdict_warn(b->verdict, b->info_file, "%s Payload-Oxum: "
		    "nothing tells how much there should be",
		    b->info.found ? "has no" : "is not there, so there is no");
}

/* Before 1.0 a payload file may be in one manifest and not in another. */
static void
warn_partly(const struct anybag *b)
{
	const struct inventory_item	*item;
	uint8_t				 wanted = 0;
	size_t				 i, n = 0;
	int				 k;

	for (k = 0; k < b->inv.nkinds; k++)
		wanted |= (uint8_t)(b->inv.kinds[k].payload << k);
	for (i = 0; i < b->inv.n; i++) {
		item = &b->inv.items[i];
		n += strncmp(item->path, "data/", 5) == 0 &&
		    item->listed != 0 && (item->listed & wanted) != wanted;
	}
	if (n > 0 && b->bagit.version < BAGIT_1_0)
		verdict_warn(b->verdict, NULL, "%zu files are not in every "
		    "payload manifest", n);
}

static void
check_files(struct anybag *b, const struct verify_options *options,
    struct anybag_report *report)
{
	struct sums	 s = { .dirfd = b->dirfd, .jobs = options->jobs,
			    .every = b->bagit.version >= BAGIT_1_0 };
	struct stat	 st;

	report->files = walk(&b->inv, b->dirfd, false, b->verdict);
	if (fstatat(b->dirfd, "data", &st, AT_SYMLINK_NOFOLLOW) == -1) {
		if (errno == ENOENT)
			verdict_fault(b->verdict, "data", "is missing");
		else
			verdict_unchecked(b->verdict, "data",
			    "cannot be looked at: %s", strerror(errno));
	} else if (S_ISREG(st.st_mode)) {
		verdict_fault(b->verdict, "data", "is not a folder");
	}
	s.payload_most = b->info.bytes == -1 ? -1 :
	    b->info.bytes > LEAST_LARGE ? b->info.bytes : LEAST_LARGE;
	if (options->progress)
		s.progress = progress_begin(b->verdict->subject,
		    (int64_t)b->inv.n);
	sums_run(&s, &b->inv);
	progress_end(s.progress);
	sums_tell(&s, &b->inv, b->verdict);
	if (!s.partial)
		baginfo_oxum(&b->info, b->info_file, s.payload_bytes,
		    s.payload_files, b->verdict);
	report->bytes = s.bytes;
}

static bool
looks_like_one(const struct anybag *b)
{
	char	 name[32];
	size_t	 i;

	for (i = 0; i < b->top.n; i++)
		if (strcmp(b->top.names[i], "bagit.txt") == 0 ||
		    manifest_name(b->top.names[i], name) != -1)
			return true;
	return false;
}

enum verdict_result
anybag_verify(int dirfd, const struct verify_options *options,
    struct verdict *verdict, struct anybag_report *report)
{
	struct anybag	 b = { .dirfd = dirfd, .verdict = verdict };

	memset(report, 0, sizeof(*report));
	if (file_list(dirfd, ".", &b.top) == -1) {
		verdict_unchecked(verdict, NULL, "cannot be listed: %s",
		    strerror(errno));
		return VERDICT_IMPOSSIBLE;
	}
	if (!looks_like_one(&b)) {
		verdict_unchecked(verdict, NULL, "is not a bag: it has no "
		    "bagit.txt");
		file_list_free(&b.top);
		return VERDICT_IMPOSSIBLE;
	}
	inventory_init(&b.inv);
	bagit_read(dirfd, &b.bagit, verdict);
	report->version = b.bagit.version;
	if (faccessat(dirfd, "bagit.txt", F_OK, AT_SYMLINK_NOFOLLOW) == -1)
		verdict_fault(verdict, "bagit.txt", "is missing");
	if (b.bagit.readable) {
		find_kinds(&b);
		read_info(&b);
		read_manifests(&b);
		check_files(&b, options, report);
		fetch_check(dirfd, b.bagit.version >= BAGIT_1_0,
		    bagit_encoding(&b.bagit), &b.inv, verdict);
		check_tag_manifests(&b);
		warn_partly(&b);
		bagwarn_digests(&b.inv, verdict);
		bagwarn_paths(&b.inv, verdict);
	}
	inventory_free(&b.inv);
	file_list_free(&b.top);
	return verdict_result(verdict);
}
