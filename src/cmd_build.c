/*
 * The pipeline of DESIGN section 1, from top to bottom: options, theme, zone;
 * stage; export; pages; bag; read back; publish.
 */

#include "cmd.h"

#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "bag.h"
#include "file.h"
#include "leaves.h"
#include "opts.h"
#include "page.h"
#include "pipeline.h"
#include "seal.h"
#include "util.h"
#include "verify.h"

#define COPY_NAME	".export.db"
#define ORDERS_MOST	50000	/* tokens that other orders are made for */
#define SINGLE_MOST	5000	/* tokens of a single file */
#define PAGE_SIZE	2000
#define JOBS_MAX	64

const char	 cmd_build_help[] =
"Examples:\n"
"  tokensnap build export.db\n"
"  tokensnap build -o /srv/archive --timezone Europe/Berlin export.db\n"
"  tokensnap build -o archive --as-of 2026-11-23T15:43:00Z export.db\n"
"\n"
"Usage: tokensnap build [options] EXPORT\n"
"\n"
"Reads the SQLite file EXPORT and publishes one snapshot of it.  Prints the\n"
"page to open and, last, the head line to keep.\n"
"\n"
"  -o, --output ARCHIVE     folder of all snapshots (default: archive)\n"
"      --as-of TIME         instant that everything is relative to, RFC 3339\n"
"                           (default: SOURCE_DATE_EPOCH, else now)\n"
"      --timezone ZONE      zone of exact times, like Europe/Berlin\n"
"                           (default: the system's)\n"
"      --single-file        also write data/single.html, the list in one\n"
"                           file for mailing (at most 5,000 tokens)\n"
"      --theme THEME        name of a bundled theme, or a folder\n"
"      --notes FOLDER       Markdown files (*.md) to add as pages\n"
"      --page-size N        rows on a page (default: 2000)\n"
"      --views WHICH        list: only the list and the user pages; all:\n"
"                           also every order, role and team (default: those\n"
"                           up to 50,000 tokens)\n"
"      --jobs N             threads (default: the processors)\n"
"      --lenient            show unreadable times instead of stopping\n"
"      --digest KIND        sha512: a second pair of manifests\n"
"      --mode WHO           who may read the snapshot: owner, group, all\n"
"                           (default: owner)\n"
"      --insecure-archive   allow an archive that others may write\n"
"      --no-sync            neither wait for the disk nor read everything\n"
"                           back (for benchmarks)\n"
"  -q, --quiet              print the two lines only\n"
"  -h, --help               this text\n"
"\n"
"Exit: 0 published, 1 failed and nothing published, 2 usage or theme,\n"
"5 that snapshot exists already, 6 the archive is locked.\n";

struct build_options {
	const char	*archive;
	const char	*as_of;
	const char	*timezone;
	const char	*theme;
	const char	*digest;
	const char	*mode;
	const char	*notes;
	const char	*views;
	long long	 jobs;
	long long	 page_size;
	bool		 lenient;
	bool		 insecure;
	bool		 no_sync;
	bool		 quiet;
	bool		 single;
};

#define AT(member)	offsetof(struct build_options, member)

static const struct opts_def	 defs[] = {
	{ "as-of", 0, OPTS_TEXT, AT(as_of), 0, 0 },
	{ "digest", 0, OPTS_TEXT, AT(digest), 0, 0 },
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
	{ "insecure-archive", 0, OPTS_FLAG, AT(insecure), 0, 0 },
	{ "jobs", 'j', OPTS_NUMBER, AT(jobs), 1, JOBS_MAX },
	{ "lenient", 0, OPTS_FLAG, AT(lenient), 0, 0 },
	{ "mode", 0, OPTS_TEXT, AT(mode), 0, 0 },
	{ "no-sync", 0, OPTS_FLAG, AT(no_sync), 0, 0 },
	{ "notes", 0, OPTS_TEXT, AT(notes), 0, 0 },
	{ "output", 'o', OPTS_TEXT, AT(archive), 0, 0 },
	{ "page-size", 0, OPTS_NUMBER, AT(page_size), 1, 100000 },
	{ "quiet", 'q', OPTS_FLAG, AT(quiet), 0, 0 },
	{ "single-file", 0, OPTS_FLAG, AT(single), 0, 0 },
	{ "theme", 0, OPTS_TEXT, AT(theme), 0, 0 },
	{ "timezone", 0, OPTS_TEXT, AT(timezone), 0, 0 },
	{ "views", 0, OPTS_TEXT, AT(views), 0, 0 },
};

enum views {
	VIEWS_DEFAULT,
	VIEWS_LIST,
	VIEWS_ALL
};

/* Everything that one run holds. */
struct build {
	struct build_options	 options;
	const char		*export;
	struct when_zone	 zone;
	struct theme		*theme;
	struct leaves		 leaves;
	enum views		 views;
	struct buf		 name;		/* of the snapshot */
	struct stage_options	 staging;
	struct stage		*stage;
	struct stage_writer	*writer;
	struct source		 source;
	struct pipeline		 line;
	struct export_facts	 facts;
	struct seal		 seal;
	struct view_snapshot	 view;
	char			 head[65];
};

static int
read_as_of(struct build *b)
{
	const char	*epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t		*at = &b->line.options.as_of;
	struct timespec	 now;
	long long	 n;

	if (b->options.as_of != NULL) {
		if (when_parse(slice_of(b->options.as_of), at) == 0)
			return 0;
		util_warn("build: --as-of: \"%s\" is not a time like "
		    "2026-11-23T15:43:00Z", b->options.as_of);
		return -1;
	}
	if (epoch != NULL) {
		if (util_number(epoch, 1, WHEN_MAX - 86400, &n) == 0) {
			*at = n;
			return 0;
		}
		util_warn("build: SOURCE_DATE_EPOCH: \"%s\" is not a number "
		    "of seconds", epoch);
		return -1;
	}
	(void)clock_gettime(CLOCK_REALTIME, &now);
	*at = now.tv_sec;
	return 0;
}

static int
read_mode(struct build *b)
{
	const char	*mode = b->options.mode;

	if (mode == NULL || strcmp(mode, "owner") == 0) {
		b->staging.mode = 0400;
	} else if (strcmp(mode, "group") == 0) {
		b->staging.mode = 0440;
	} else if (strcmp(mode, "all") == 0) {
		b->staging.mode = 0444;
	} else {
		util_warn("build: --mode: \"%s\" is none of owner, group, all",
		    mode);
		return -1;
	}
	return 0;
}

static int
read_digest(struct build *b)
{
	enum hash_kind	 kind = HASH_SHA256;

	if (b->options.digest != NULL &&
	    hash_by_name(b->options.digest, &kind) == -1) {
		util_warn("build: --digest: \"%s\" is none of sha256, sha512",
		    b->options.digest);
		return -1;
	}
	b->staging.digest[HASH_SHA256] = true;
	b->staging.digest[kind] = true;
	return 0;
}

/* The theme and the Markdown pages, before anything is made. */
static int
read_texts(struct build *b)
{
	struct buf	 path = BUF_INIT;
	int		 rc;

	rc = cmd_theme_folder(b->options.theme, &path);
	if (rc == 0)
		rc = theme_open(path.ptr, page_wants, PAGE_TEMPLATES,
		    &b->theme);
	buf_free(&path);
	return rc == 0 ? leaves_read(&b->leaves, b->options.notes) : -1;
}

static int
read_views(struct build *b)
{
	const char	*views = b->options.views;

	if (views == NULL || strcmp(views, "default") == 0) {
		b->views = VIEWS_DEFAULT;
	} else if (strcmp(views, "list") == 0) {
		b->views = VIEWS_LIST;
	} else if (strcmp(views, "all") == 0) {
		b->views = VIEWS_ALL;
	} else {
		util_warn("build: --views: \"%s\" is none of default, list, "
		    "all", views);
		return -1;
	}
	return 0;
}

static int
read_command(struct build *b)
{
	struct build_options	*o = &b->options;

	if (read_as_of(b) == -1 || read_mode(b) == -1 ||
	    read_digest(b) == -1 || read_views(b) == -1)
		return -1;
	if (when_zone_open(&b->zone, o->timezone) == -1) {
		util_warn("build: --timezone: \"%s\" is not a time zone",
		    o->timezone != NULL ? o->timezone : "");
		return -1;
	}
	b->staging.sync = !o->no_sync;
	b->staging.insecure = o->insecure;
	b->line.options.lenient = o->lenient;
	b->line.options.page_size = o->page_size;
	b->line.jobs = (int)o->jobs;
	when_name(&b->name, b->line.options.as_of);
	return read_texts(b);
}

/* The first series is named by what began it. */
static void
genesis(const struct build *b, char *out, size_t size)
{
	struct hash	*h = hash_new(HASH_SHA256);
	uint8_t		 digest[HASH_MAX];
	char		 hex[HASH_HEX];

	hash_update(h, b->source.sha256, 64);
	hash_update(h, b->name.ptr, b->name.len);
	hash_final(h, digest);
	hash_free(h);
	hash_hex(digest, 8, hex);
	(void)snprintf(out, size, "tokensnap-%.16s", hex);
}

static int
open_source(struct build *b)
{
	char	*copy = xasprintf("%s/%s", stage_path(b->stage), COPY_NAME);
	char	 series[80];
	int	 rc;

	rc = source_copy(&b->source, b->export, stage_fd(b->stage), COPY_NAME,
	    copy);
	free(copy);
	if (rc == -1 || source_temp_folder(stage_path(b->stage)) == -1 ||
	    stage_list(b->stage) == -1)
		return -1;
	b->writer = stage_writer_new(b->stage);
	genesis(b, series, sizeof(series));
	return seal_next(stage_archive_fd(b->stage), b->options.archive,
	    b->name.ptr, series, &b->seal);
}

static struct slice
said(const struct buf *b)
{
	struct slice	 s = { b->len > 0 ? b->ptr : NULL, b->len };

	return s;
}

static void
fill_view(struct build *b)
{
	struct view_snapshot	*v = &b->view;

	v->name = b->name.ptr;
	v->as_of = b->line.options.as_of;
	v->version = TOKENSNAP_VERSION;
	v->sequence = b->seal.sequence;
	v->previous = b->seal.previous[0] != '\0' ? b->seal.previous : NULL;
	v->lenient = b->options.lenient;
	v->export_name = b->source.name;
	v->export_sha256 = b->source.sha256;
	v->export_size = b->source.size;
	v->exported_at = said(&b->facts.exported_at);
	v->origin = said(&b->facts.origin);
	v->environment = said(&b->facts.environment);
	v->totals = b->facts.totals;
	v->notes = b->leaves.notes;
	v->nnotes = b->leaves.n;
	v->single = b->options.single;
	v->filters = b->views != VIEWS_LIST;
	v->orders = v->totals.tokens > 0 && (b->views == VIEWS_ALL ||
	    (b->views == VIEWS_DEFAULT && v->totals.tokens <= ORDERS_MOST));
	v->groups = v->orders && (b->facts.schema.column[SQL_U_ROLE] ||
	    sql_runs(SQL_MEMBERS, &b->facts.schema));
	memcpy(v->letters, b->facts.owners.tokens, sizeof(v->letters));
	memcpy(v->user_letters, b->facts.owners.users,
	    sizeof(v->user_letters));
}

static int
write_pages(struct build *b)
{
	struct pipeline_scan	*scan;
	int			 rc = -1;

	b->line.source = &b->source;
	b->line.theme = b->theme;
	b->line.stage = b->stage;
	b->line.zone = &b->zone;
	b->line.options.zone = &b->zone;
	if ((scan = pipeline_read(&b->line, &b->facts)) == NULL)
		return -1;
	fill_view(b);
	if (b->view.single && b->view.totals.tokens > SINGLE_MOST) {
		util_warn("%s: %lld tokens do not fit a single file, which "
		    "holds at most %d", b->source.path,
		    (long long)b->view.totals.tokens, SINGLE_MOST);
		goto out;
	}
	if (stage_mkdir(b->stage, "data/users") == -1 ||
	    stage_mkdir(b->stage, "data/assets") == -1 ||
	    (b->leaves.n > 0 && stage_mkdir(b->stage, "data/notes") == -1) ||
	    (b->facts.schema.column[SQL_U_AVATAR] &&
	    stage_mkdir(b->stage, "data/assets/avatars") == -1))
		goto out;
	rc = pipeline_render(&b->line, scan, &b->view);
	if (rc == 0)
		rc = leaves_put(&b->leaves, &(struct leaves_of){ b->theme,
		    &b->view, &b->zone, &b->facts, &b->seal,
		    b->options.page_size }, b->writer);
out:
	pipeline_scan_free(scan);
	return rc;
}

/* The copy goes, the bag is closed, and all of it is read again. */
static int
seal_bag(struct build *b)
{
	struct bag_info		 info = { b->name.ptr, b->seal.series,
				    TOKENSNAP_VERSION, b->seal.sequence,
				    b->line.options.as_of, b->source.name,
				    b->source.sha256 };
	struct verify_report	 report;

	if (source_unlink(&b->source, stage_fd(b->stage)) == -1)
		return -1;
	stage_flush(b->stage);
	if (stage_prune(b->stage) == -1 ||
	    bag_write(b->stage, b->writer, &b->staging, &info) == -1)
		return -1;
	if (b->staging.sync && verify_snapshot(stage_fd(b->stage),
	    stage_path(b->stage), b->line.jobs, &report) != VERIFY_GOOD) {
		util_warn("%s: what was written reads differently; nothing is "
		    "published", b->name.ptr);
		return -1;
	}
	return seal_of(stage_fd(b->stage), b->name.ptr, b->head);
}

static int
finish(struct build *b)
{
	const struct totals	*n = &b->facts.totals;
	enum stage_result	 rc;

	stage_writer_free(b->writer);
	b->writer = NULL;
	rc = stage_publish(b->stage);
	b->stage = NULL;
	if (rc != STAGE_OK)
		return (int)rc;
	if (!b->options.quiet)
		printf("%lld tokens (%lld active, %lld revoked, %lld expired) "
		    "of %lld service users\n", (long long)n->tokens,
		    (long long)n->state[TOKEN_ACTIVE],
		    (long long)n->state[TOKEN_REVOKED],
		    (long long)n->state[TOKEN_EXPIRED], (long long)n->users);
	printf("%s/%s/index.html\n", b->options.archive, b->name.ptr);
	printf("head sha256:%s seq %lld\n", b->head,
	    (long long)b->seal.sequence);
	return CMD_DONE;
}

static int
run(struct build *b)
{
	enum stage_result	 rc;

	rc = stage_open(&b->staging, b->options.archive, b->name.ptr,
	    &b->stage);
	if (rc != STAGE_OK)
		return (int)rc;
	if (open_source(b) == -1 || write_pages(b) == -1 || seal_bag(b) == -1)
		return CMD_FAILED;
	return finish(b);
}

static void
release(struct build *b)
{
	stage_writer_free(b->writer);
	stage_abort(b->stage);
	export_facts_free(&b->facts);
	source_free(&b->source);
	(void)source_temp_folder(NULL);
	theme_free(b->theme);
	leaves_free(&b->leaves);
	buf_free(&b->name);
	free(b);
}

int
cmd_build(int argc, char **argv)
{
	static const struct opts_table	 table = { "build", defs,
					    sizeof(defs) / sizeof(defs[0]) };
	struct build			*b = xcalloc(1, sizeof(*b));
	long				 cpus = sysconf(_SC_NPROCESSORS_ONLN);
	int				 n, rc;

	b->name = (struct buf)BUF_INIT;
	b->leaves.title = b->leaves.about = (struct buf)BUF_INIT;
	b->options.archive = "archive";
	b->options.page_size = PAGE_SIZE;
	b->options.jobs = cpus < 1 ? 1 : cpus > JOBS_MAX ? JOBS_MAX : cpus;
	rc = opts_read(&table, argc, argv, &b->options, &n);
	if (rc == 1) {
		fputs(cmd_build_help, stdout);
		rc = CMD_DONE;
	} else if (rc == -1) {
		rc = CMD_USAGE;
	} else if (n != 1) {
		util_warn("build: %s (see tokensnap help build)", n == 0 ?
		    "which export?" : "one export at a time");
		rc = CMD_USAGE;
	} else {
		b->export = argv[1];
		rc = read_command(b) == -1 ? CMD_USAGE : run(b);
	}
	release(b);
	return rc;
}
