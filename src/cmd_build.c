/*
 * The pipeline of DESIGN section 1, from top to bottom: options, theme, zone;
 * key; stage; export; pages; bag; signature; read back; publish.
 */

#include "cmd.h"

#include <stdio.h>
#include <stdlib.h>

#include "account.h"
#include "archive.h"
#include "bag.h"
#include "file.h"
#include "findrun.h"
#include "leaves.h"
#include "page.h"
#include "pipeline.h"
#include "seal.h"
#include "settings.h"
#include "sign.h"
#include "trace.h"
#include "util.h"
#include "verify.h"

#define COPY_NAME	".export.db"
#define ORDERS_MOST	50000	/* tokens that other orders are made for */
#define SINGLE_MOST	5000	/* tokens of a single file */

/* Everything that one run holds. */
struct build {
	struct settings		 settings;
	struct when_zone	 zone;
	struct theme		*theme;
	struct leaves		 leaves;
	struct signer		*signer;	/* NULL: not signed */
	struct buf		 name;		/* of the snapshot */
	struct stage_options	 staging;
	struct stage		*stage;
	struct stage_writer	*writer;
	struct source		 source;
	struct pipeline		 line;
	struct account		 account;	/* what was counted */
	struct findrun		 findings;
	struct export_facts	 facts;
	struct trace		*trace;		/* NULL: the bare list */
	struct seal		 seal;
	struct delta		 delta;
	struct view_snapshot	 view;
	struct archive_index	 index;
	char			 head[65];
};

/* The theme and the Markdown pages, before anything is made. */
static int
read_texts(struct build *b)
{
	struct buf	 path = BUF_INIT;
	int		 rc;

	rc = cmd_theme_folder(b->settings.theme, &path);
	if (rc == 0)
		rc = theme_open(path.ptr, page_wants, PAGE_TEMPLATES,
		    &b->theme);
	buf_free(&path);
	return rc == 0 ? leaves_read(&b->leaves, b->settings.notes) : -1;
}

static int
read_signer(struct build *b)
{
	const struct settings	*s = &b->settings;
	struct sign_files	 files = { s->sign_key, s->sign_cert,
				    s->sign_chain, { s->passphrase_file,
				    (int)s->passphrase_fd } };

	return s->sign_key == NULL ? 0 : sign_open(&files, s->now, &b->signer);
}

static int
prepare(struct build *b)
{
	const struct settings	*s = &b->settings;
	int			 rc = when_zone_open(&b->zone, s->timezone);

	if (rc == 1)
		util_warn("TZ is not the name of a time zone: UTC is used");
	if (rc == -1) {
		util_warn("%s: \"%s\" is not a time zone",
		    settings_where(s, "timezone"),
		    s->timezone != NULL ? s->timezone : "");
		return -1;
	}
	b->staging.mode = s->mode;
	b->staging.digest[HASH_SHA256] = true;
	b->staging.digest[s->digest] = true;
	b->staging.sync = !s->no_sync;
	b->staging.insecure = s->insecure;
	b->line.options.as_of = s->as_of;
	b->line.options.lenient = s->lenient;
	b->line.options.page_size = s->page_size;
	b->line.jobs = (int)s->jobs;
	if (s->views != SETTINGS_LIST)
		b->line.trace = b->trace = trace_new();
	when_name(&b->name, s->as_of);
	if (findrun_read(&b->findings, s) == -1)
		return -1;
	b->line.options.lasting = s->as_of +
	    b->findings.policy.number[POLICY_EXPIRING] * 86400;
	return read_texts(b) == 0 ? read_signer(b) : -1;
}

/* A series is named by what began it. */
static void
genesis(struct build *b)
{
	struct hash	*h = hash_new(HASH_SHA256);
	uint8_t		 digest[HASH_MAX];
	char		 hex[HASH_HEX];

	hash_update(h, b->source.sha256, 64);
	hash_update(h, b->name.ptr, b->name.len);
	hash_final(h, digest);
	hash_free(h);
	hash_hex(digest, 8, hex);
	(void)snprintf(b->seal.series, sizeof(b->seal.series),
	    "tokensnap-%.16s", hex);
}

/* The archive is handed to others, and the export holds what no page shows. */
static bool
lies_in_archive(const struct build *b)
{
	const char	*path = b->settings.export;

	/* One that cannot be found is named when it is opened. */
	if (file_is_below(stage_archive_fd(b->stage), path) != 1)
		return false;
	util_warn("%s: lies in the archive %s, which is read by others; keep "
	    "exports elsewhere", path, b->settings.archive);
	return true;
}

static int
open_source(struct build *b)
{
	char	*copy = xasprintf("%s/%s", stage_path(b->stage), COPY_NAME);
	int	 rc = source_temp_folder(stage_path(b->stage));

	if (rc == 0)
		rc = source_copy(&b->source, b->settings.export,
		    stage_fd(b->stage), COPY_NAME, copy, b->line.jobs > 1);
	free(copy);
	b->writer = stage_writer_new(b->stage);
	return rc == -1 ? -1 : seal_next(stage_archive_fd(b->stage),
	    b->settings.archive, b->name.ptr, &b->seal);
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
	enum settings_views	 views = b->settings.views;
	struct view_snapshot	*v = &b->view;

	v->name = b->name.ptr;
	v->as_of = b->line.options.as_of;
	v->version = TOKENSNAP_VERSION;
	v->sequence = b->seal.sequence;
	v->previous = b->seal.previous[0] != '\0' ? b->seal.previous : NULL;
	v->lenient = b->settings.lenient;
	v->export_name = b->source.name;
	v->export_sha256 = b->source.sha256;
	v->export_size = b->source.size;
	v->sha512 = b->staging.digest[HASH_SHA512];
	if (b->signer != NULL) {
		v->signer = slice_of(sign_facts(b->signer)->subject);
		v->signer_sha256 = sign_facts(b->signer)->sha256;
	}
	v->exported_at = said(&b->facts.exported_at);
	v->origin = said(&b->facts.origin);
	v->environment = said(&b->facts.environment);
	v->totals = b->facts.totals;
	v->lacks = compare_lacks(&b->facts.schema);
	v->notes = b->leaves.notes;
	v->nnotes = b->leaves.n;
	v->single = b->settings.single;
	v->filters = v->tables = v->provenance = v->findings =
	    views != SETTINGS_LIST;
	if (b->line.delta != NULL)
		v->delta = &b->delta.view;
	v->changes = v->delta != NULL;
	v->orders = v->totals.tokens > 0 && (views == SETTINGS_ALL ||
	    (views == SETTINGS_DEFAULT && v->totals.tokens <= ORDERS_MOST));
	v->groups = v->orders && (b->facts.schema.column[SQL_U_ROLE] ||
	    sql_runs(SQL_MEMBERS, &b->facts.schema));
	memcpy(v->letters, b->facts.owners.tokens, sizeof(v->letters));
	memcpy(v->user_letters, b->facts.owners.users,
	    sizeof(v->user_letters));
}

/* The tables that the scan feeds. */
static int
open_tables(struct build *b)
{
	const struct sql_schema	*schema = &b->facts.schema;

	if (!b->view.tables)
		return 0;
	if (stage_mkdir(b->stage, TABLES_FOLDER) == -1)
		return -1;
	b->line.tokens = tables_open(b->stage, &columns_tokens, &b->view,
	    schema);
	if (b->line.tokens != NULL)
		b->line.users = tables_open(b->stage, &columns_service_users,
		    &b->view, schema);
	if (b->line.users == NULL)
		return -1;
	if (b->delta.changes == NULL)
		return 0;
	b->delta.table = tables_open(b->stage, &columns_changes, &b->view,
	    schema);
	return b->delta.table != NULL ? 0 : -1;
}

/* All their rows are there, or the run has failed. */
static int
close_tables(struct build *b, bool failed)
{
	int	 rc;

	rc = tables_close(b->line.tokens, failed, &b->account.rows_tokens);
	if (tables_close(b->line.users, rc == -1, &b->account.rows_users) == -1)
		rc = -1;
	if (tables_close(b->delta.table, rc == -1, NULL) == -1)
		rc = -1;
	b->line.tokens = b->line.users = b->delta.table = NULL;
	return rc;
}

/* The snapshot before, when there is one and it matters. */
static int
open_delta(struct build *b)
{
	if (b->seal.previous[0] == '\0' || b->settings.views == SETTINGS_LIST)
		return 0;
	b->line.delta = &b->delta;
	if (delta_open(&b->delta, &b->seal, stage_archive_fd(b->stage),
	    b->settings.archive, stage_fd(b->stage), b->line.jobs > 1) == -1)
		return -1;
	b->line.options.changes = b->delta.changes;
	return 0;
}

/* The counts agree, and the provenance says so. */
static int
close_account(struct build *b)
{
	const struct changes_facts	*changes = delta_facts(&b->delta);
	const int64_t			*found = b->findings.counts.found;
	struct account			*a = &b->account;

	if (changes != NULL)
		a->changes = (struct provenance_changes){ true,
		    changes->tokens.added, changes->tokens.removed,
		    changes->tokens.changed, changes->then.tokens };
	if (b->view.findings)
		a->findings = (struct provenance_findings){ true,
		    found[SEVERITY_CRITICAL], found[SEVERITY_HIGH],
		    found[SEVERITY_MEDIUM], found[SEVERITY_LOW],
		    found[SEVERITY_INFO], b->findings.counts.muted };
	a->settings = &b->settings;
	a->source = &b->source;
	a->facts = &b->facts;
	a->snapshot = &b->view;
	a->zone = &b->zone;
	a->seal = &b->seal;
	a->theme = b->theme;
	return account_close(a, b->writer);
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
	if (open_delta(b) == -1 ||
	    (scan = pipeline_read(&b->line, &b->facts)) == NULL)
		return -1;
	if (b->seal.previous[0] == '\0')
		genesis(b);
	fill_view(b);
	if (delta_users(&b->delta, &b->facts.owners) == -1)
		goto out;
	if (b->view.findings) {
		findrun_begin(&b->findings, &b->view, &b->facts.schema,
		    b->delta.changes != NULL ? b->delta.past : NULL);
		b->line.findings = &b->findings.findings;
	}
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
	    stage_mkdir(b->stage, "data/assets/avatars") == -1) ||
	    open_tables(b) == -1)
		goto out;
	rc = pipeline_render(&b->line, scan, &b->view, &b->account.counts);
	scan = NULL;
	rc = close_tables(b, rc == -1);
	if (b->view.findings)
		findrun_end(&b->findings, &b->view);
	if (rc == 0)
		rc = close_account(b);
	if (rc == 0)
		rc = leaves_put(&b->leaves, &(struct leaves_of){ b->theme,
		    &b->view, &b->zone, &b->facts, &b->seal,
		    b->settings.page_size }, b->writer);
out:
	(void)close_tables(b, true);
	pipeline_scan_free(scan);
	return rc;
}

/* Folders get their final modes only when the snapshot is published. */
static int
read_back(struct build *b)
{
	struct verify_options	 options = { .jobs = b->line.jobs };
	struct verify_report	 report;
	struct verdict		 verdict;
	enum verdict_result	 rc;

	verdict_init(&verdict, stage_path(b->stage), false);
	rc = verify_snapshot(stage_fd(b->stage), &options, &verdict, &report);
	verdict_free(&verdict);
	if (rc == VERDICT_GOOD)
		return 0;
	util_warn("%s: what was written reads differently; nothing is "
	    "published", b->name.ptr);
	return -1;
}

/* The bag is closed, and all of it is read again. */
static int
seal_bag(struct build *b)
{
	struct bag_info		 info = { b->name.ptr, b->seal.series,
				    TOKENSNAP_VERSION, b->seal.sequence,
				    b->line.options.as_of, b->source.name,
				    b->source.sha256, b->signer != NULL ?
				    sign_facts(b->signer) : NULL };

	stage_flush(b->stage);
	if (stage_prune(b->stage) == -1 ||
	    bag_write(b->stage, b->writer, &b->staging, &info) == -1 ||
	    (b->signer != NULL && sign_put(b->signer, stage_fd(b->stage),
	    stage_path(b->stage), b->line.options.as_of, b->writer) == -1))
		return -1;
	if (b->staging.sync && read_back(b) == -1)
		return -1;
	return seal_of(stage_fd(b->stage), b->name.ptr, b->head);
}

/* The index is made while nothing is published yet: what takes memory then
 * fails early.  Without one the snapshot is worth no less. */
static void
make_index(struct build *b)
{
	struct archive_coming	 coming = { b->name.ptr, stage_fd(b->stage) };
	struct ledger		 l = { .cadence = b->settings.cadence };

	if (archive_read(stage_archive_fd(b->stage), b->settings.archive,
	    &coming, &l) == 0)
		archive_index_make(&b->index, &l, b->theme);
	ledger_free(&l);
}

static void
write_index(const struct build *b)
{
	const struct settings	*s = &b->settings;

	if (b->index.theme == NULL ||
	    archive_write(stage_archive_fd(b->stage), s->archive, &b->index,
	    s->mode, !s->no_sync) == -1)
		util_warn("%s: %s is published, but the index was not "
		    "rebuilt (see tokensnap help index)", s->archive,
		    b->name.ptr);
}

static int
finish(struct build *b)
{
	const struct totals	*n = &b->facts.totals;
	enum stage_result	 rc;

	stage_writer_free(b->writer);
	b->writer = NULL;
	make_index(b);
	rc = stage_publish(b->stage);
	if (rc == STAGE_OK)
		write_index(b);
	stage_abort(b->stage);
	b->stage = NULL;
	if (rc != STAGE_OK)
		return (int)rc;
	if (!b->settings.quiet)
		printf("%lld tokens (%lld active, %lld revoked, %lld expired) "
		    "of %lld service users\n", (long long)n->tokens,
		    (long long)n->state[TOKEN_ACTIVE],
		    (long long)n->state[TOKEN_REVOKED],
		    (long long)n->state[TOKEN_EXPIRED], (long long)n->users);
	if (!b->settings.quiet && b->view.findings)
		findrun_print(&b->findings);
	printf("%s/%s/index.html\n", b->settings.archive, b->name.ptr);
	printf("head sha256:%s seq %lld\n", b->head,
	    (long long)b->seal.sequence);
	/* Why is said at the end of the program, once for all commands. */
	if (fflush(stdout) == EOF || ferror(stdout))
		util_warn("%s/%s: is published, but this could not be "
		    "printed: head sha256:%s seq %lld", b->settings.archive,
		    b->name.ptr, b->head, (long long)b->seal.sequence);
	return findrun_fails(&b->findings, b->settings.fail_on, b->name.ptr) ?
	    CMD_FINDINGS : CMD_DONE;
}

static int
run(struct build *b)
{
	enum stage_result	 rc;

	rc = stage_open(&b->staging, b->settings.archive, b->name.ptr,
	    &b->stage);
	if (rc != STAGE_OK)
		return (int)rc;
	if (lies_in_archive(b))
		return CMD_USAGE;
	if (open_source(b) == -1 || write_pages(b) == -1 || seal_bag(b) == -1)
		return CMD_FAILED;
	return finish(b);
}

static void
release(struct build *b)
{
	stage_writer_free(b->writer);
	stage_abort(b->stage);
	findrun_free(&b->findings);
	export_facts_free(&b->facts);
	trace_free(b->trace);
	source_free(&b->source);
	delta_close(&b->delta);
	(void)source_temp_folder(NULL);
	theme_free(b->theme);
	leaves_free(&b->leaves);
	sign_free(b->signer);
	archive_index_free(&b->index);
	buf_free(&b->name);
	settings_free(&b->settings);
	free(b);
}

int
cmd_build(int argc, char **argv)
{
	struct build	*b = xcalloc(1, sizeof(*b));
	int		 rc;

	b->name = (struct buf)BUF_INIT;
	b->leaves.title = b->leaves.about = (struct buf)BUF_INIT;
	rc = settings_read(&b->settings, argc, argv);
	if (rc == 1) {
		fputs(settings_help, stdout);
		rc = CMD_DONE;
	} else {
		rc = rc == -1 || prepare(b) == -1 ? CMD_USAGE : run(b);
	}
	release(b);
	return rc;
}
