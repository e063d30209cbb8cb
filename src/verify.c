/*
 * A snapshot is a BagIt 1.0 bag in the one form that build writes, so that
 * much more can be asked of it than of any bag: manifests sorted and in lower
 * case, bagit.txt byte by byte, each tag file listed, modes, and a name that
 * is its time.  signature.p7s may be there and is not looked at here.
 */

#include "verify.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "baginfo.h"
#include "file.h"
#include "manifest.h"
#include "progress.h"
#include "seal.h"
#include "sums.h"
#include "util.h"
#include "walk.h"
#include "when.h"

#define LEAST_LARGE	((int64_t)1 << 30)	/* bytes of a page, anyway */
#define BAGIT		"BagIt-Version: 1.0\n" \
			"Tag-File-Character-Encoding: UTF-8\n"
#define NOT_ONE		"is not a snapshot: it has no bagit.txt"
#define LINK_TAIL	"/tagmanifest-sha256.txt\n"

struct verify {
	int				 dirfd;
	const struct verify_options	*options;
	struct verdict			*verdict;
	struct verify_report		*report;
	struct inventory		 inv;
	struct baginfo			 info;
};

/* Whether there is a file of this name; where that cannot be seen it is told,
 * and taken to be there. */
static bool
is_there(struct verify *v, const char *path)
{
	struct stat	 st;

	if (fstatat(v->dirfd, path, &st, AT_SYMLINK_NOFOLLOW) == 0)
		return true;
	if (errno == ENOENT)
		return false;
	v->inv.unread = true;
	verdict_unchecked(v->verdict, path, "cannot be looked at: %s",
	    strerror(errno));
	return true;
}

static bool
looks_like_one(struct verify *v)
{
	return is_there(v, "bagit.txt") ||
	    is_there(v, "manifest-sha256.txt") ||
	    is_there(v, "tagmanifest-sha256.txt");
}

/* A part of every snapshot; one that is listed is told with the others.  Where
 * a manifest could not be looked at, its digest may not be one of them. */
static void
must_be(struct verify *v, const char *file, bool there)
{
	if (!there && !v->inv.unread &&
	    inventory_find(&v->inv, file) == NULL)
		verdict_fault(v->verdict, file, "is missing");
}

/* Both manifests of a digest, if one of them is there; those of SHA-256 must
 * be.  First the kinds: they say how much room the digests take. */
static void
read_manifests(struct verify *v)
{
	struct manifest	 m = { .dirfd = v->dirfd, .strict = true,
			    .decode = true, .once = true };
	char		 names[HASH_KINDS][2][64];
	int		 k, tags, kinds[HASH_KINDS];
	bool		 there[HASH_KINDS][2];

	for (k = 0; k < HASH_KINDS; k++) {
		for (tags = 0; tags <= 1; tags++)
			(void)snprintf(names[k][tags], sizeof(names[k][tags]),
			    "%smanifest-%s.txt", tags ? "tag" : "",
			    hash_name((enum hash_kind)k));
		kinds[k] = -1;
		for (tags = 0; tags <= 1; tags++) {
			there[k][tags] = is_there(v, names[k][tags]);
			if (there[k][tags])
				kinds[k] = inventory_kind(&v->inv,
				    hash_name((enum hash_kind)k), tags != 0);
		}
	}
	for (tags = 0; tags <= 1; tags++)
		for (k = 0; k < HASH_KINDS; k++) {
			if (kinds[k] == -1 && k != HASH_SHA256)
				continue;
			m.file = names[k][tags];
			m.kind = kinds[k];
			m.tags = tags != 0;
			if (there[k][tags])
				manifest_read(&m, &v->inv, v->verdict);
			must_be(v, m.file, there[k][tags]);
		}
	must_be(v, "bagit.txt", is_there(v, "bagit.txt"));
	must_be(v, "bag-info.txt", is_there(v, "bag-info.txt"));
}

static void
cannot_read(const struct verify *v, const char *file)
{
	verdict_unchecked(v->verdict, file, "cannot be read: %s",
	    strerror(errno));
}

static void
check_bagit(struct verify *v)
{
	char	 data[sizeof(BAGIT) + 1];
	ssize_t	 n;
	int	 fd;

	if ((fd = manifest_open(v->dirfd, "bagit.txt", v->verdict)) == -1)
		return;
	n = file_fill(fd, data, sizeof(data));
	if (n == -1)
		cannot_read(v, "bagit.txt");
	else if (n != sizeof(BAGIT) - 1 || memcmp(data, BAGIT, (size_t)n) != 0)
		verdict_fault(v->verdict, "bagit.txt",
		    "is not that of a BagIt 1.0 bag");
	close(fd);
}

/* Name, series and number: there, and in agreement with each other. */
static void
check_identity(struct verify *v)
{
	struct verify_report	*r = v->report;
	struct buf		 name = BUF_INIT;
	const char		*file = "bag-info.txt";
	char			*of = strstr(v->info.count, " of ?");
	long long		 n = 0;
	int64_t			 at;

	if (v->info.bytes == -1)
		verdict_fault(v->verdict, file, "has no Payload-Oxum");
	if (of != NULL && of[5] == '\0')
		*of = '\0';
	if (of == NULL || util_number(v->info.count, 1, INT64_MAX, &n) == -1 ||
	    v->info.group[0] == '\0')
		verdict_fault(v->verdict, file,
		    "names no series or no number in it");
	r->sequence = n;
	(void)snprintf(r->series, sizeof(r->series), "%s", v->info.group);
	if (seal_is_name(v->info.identifier))
		(void)snprintf(r->name, sizeof(r->name), "%.31s",
		    v->info.identifier);
	if (when_parse(slice_of(v->info.as_of), &at) == 0)
		when_name(&name, at);
	if (r->name[0] == '\0' || strcmp(name.ptr, r->name) != 0)
		verdict_fault(v->verdict, file, "External-Identifier is not "
		    "the time of Tokensnap-As-Of");
	buf_free(&name);
}

/* "<seal>  ../<name>/tagmanifest-sha256.txt" and nothing else. */
static void
check_previous(struct verify *v)
{
	struct verify_report	*r = v->report;
	const char		*file = "previous.sha256";
	uint8_t			 digest[HASH_MAX];
	char			 line[128];
	ssize_t			 n = -1;
	int			 fd;

	if (!is_there(v, file)) {
		if (r->sequence > 1)
			verdict_fault(v->verdict, file, "is missing, but this "
			    "is number %lld of its series",
			    (long long)r->sequence);
		return;
	}
	if ((fd = manifest_open(v->dirfd, file, v->verdict)) == -1)
		return;
	n = file_fill(fd, line, sizeof(line) - 1);
	if (n == -1)
		cannot_read(v, file);
	close(fd);
	if (n == -1)
		return;
	line[n > 0 ? n : 0] = '\0';
	if (n != 64 + 5 + 18 + sizeof(LINK_TAIL) - 1 ||
	    hash_unhex(line, 32, digest) == -1 ||
	    strncmp(line + 64, "  ../", 5) != 0 ||
	    strcmp(line + 87, LINK_TAIL) != 0) {
		verdict_fault(v->verdict, file, "is not a link to a snapshot");
		return;
	}
	line[87] = '\0';
	if (!seal_is_name(line + 69) || strcmp(line + 69, r->name) >= 0 ||
	    r->sequence == 1) {
		verdict_fault(v->verdict, file, "does not lead to an older "
		    "snapshot");
		return;
	}
	(void)snprintf(r->previous, sizeof(r->previous), "%.18s", line + 69);
	(void)snprintf(r->previous_seal, sizeof(r->previous_seal), "%.64s",
	    line);
}

/* Read and compare everything that is there. */
static void
check_files(struct verify *v)
{
	struct sums	 s = { .dirfd = v->dirfd, .jobs = v->options->jobs,
			    .every = true, .closed = true, .folders = true,
			    .modes = v->options->modes };

	v->report->files = walk(&v->inv, v->dirfd, v->options->modes,
	    v->verdict);
	s.payload_most = v->info.bytes == -1 ? -1 :
	    v->info.bytes > LEAST_LARGE ? v->info.bytes : LEAST_LARGE;
	if (v->options->progress)
		s.progress = progress_begin(v->verdict->subject,
		    (int64_t)v->inv.n);
	sums_run(&s, &v->inv);
	progress_end(s.progress);
	sums_tell(&s, &v->inv, v->verdict);
	if (!s.partial)
		baginfo_oxum(&v->info, "bag-info.txt", s.payload_bytes,
		    s.payload_files, v->verdict);
	v->report->bytes = s.bytes;
	if (s.linked > 0)
		verdict_warn(v->verdict, NULL, "%lld files have another name "
		    "(a hard link) through which they can be changed",
		    (long long)s.linked);
}

enum verdict_result
verify_snapshot(int dirfd, const struct verify_options *options,
    struct verdict *verdict, struct verify_report *report)
{
	struct verify		 v = { .dirfd = dirfd, .options = options,
				    .verdict = verdict, .report = report };
	struct baginfo_source	 source = { .dirfd = dirfd,
				    .file = "bag-info.txt", .strict = true,
				    .once = true };
	int64_t			 unchecked;
	bool			 known;

	memset(report, 0, sizeof(*report));
	inventory_init(&v.inv);
	if (!looks_like_one(&v)) {
		report->no_seal = true;
		if (options->member)
			verdict_fault(verdict, NULL, NOT_ONE);
		else
			verdict_unchecked(verdict, NULL, NOT_ONE);
		return verdict_result(verdict);
	}
	unchecked = verdict->unchecked;
	baginfo_read(&source, &v.info, verdict);
	known = v.info.found && verdict->unchecked == unchecked;
	read_manifests(&v);
	check_files(&v);
	check_bagit(&v);
	if (known) {
		check_identity(&v);
		check_previous(&v);
	}
	report->signature = is_there(&v, "signature.p7s");
	report->no_seal = !is_there(&v, "tagmanifest-sha256.txt");
	if (!report->no_seal &&
	    seal_of(dirfd, verdict->subject, report->seal) == -1)
		verdict_unchecked(verdict, "tagmanifest-sha256.txt",
		    "cannot be read");
	inventory_free(&v.inv);
	return verdict_result(verdict);
}
