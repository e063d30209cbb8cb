#include "settings.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "buf.h"
#include "thread.h"
#include "util.h"
#include "when.h"

#define PAGE_SIZE	2000
#define STALE_DAYS	7

const char	 settings_help[] =
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
"      --notes FOLDER       Markdown files (*.md, each with a heading of\n"
"                           level 1) to add as pages\n"
"      --policy FILE        thresholds and severities of the findings\n"
"      --profile NAME       thresholds to start from: default, cis, pci,\n"
"                           fedramp-moderate, fedramp-high\n"
"      --exceptions FILE    findings that were accepted for a time\n"
"      --fail-on SEVERITY   exit 3 when a finding is critical, high, medium,\n"
"                           low or info, or graver, and not muted\n"
"      --page-size N        rows on a page (default: 2000)\n"
"      --views WHICH        list: only the list, the users and the charts;\n"
"                           all: also every order, role and team (default:\n"
"                           those up to 50,000 tokens)\n"
"  -j, --jobs N             threads (default: the processors)\n"
"      --lenient            show unreadable times instead of stopping\n"
"      --digest KIND        sha512: a second pair of manifests\n"
"      --sign-key FILE      sign with this private key (PEM: P-256, or RSA of\n"
"                           at least 3072 bits; closed to others)\n"
"      --sign-cert FILE     its certificate (PEM)\n"
"      --sign-chain FILE    certificates that lead from it to the one that\n"
"                           auditors trust\n"
"      --passphrase-file F  the key's passphrase is the first line of F\n"
"      --passphrase-fd N    or comes from this descriptor\n"
"      --mode WHO           who may read the snapshot: owner, group, all\n"
"                           (default: owner)\n"
"      --cadence TIME       show in the index of the archive where more time\n"
"                           lies between snapshots: 90d, 13w, 3m\n"
"      --operator TEXT      who or which job makes it; stands in the\n"
"                           provenance as declared, like the next four\n"
"      --ticket TEXT        the ticket or change that asks for it\n"
"      --source TEXT        the system that the export comes from\n"
"      --environment TEXT   production, test ...\n"
"      --retention TEXT     how long it is to be kept\n"
"      --stale-after DAYS   an export that is older than the snapshot by more\n"
"                           gets a warning (default: 7)\n"
"      --insecure-archive   allow an archive that others may write\n"
"      --no-sync            neither wait for the disk nor read everything\n"
"                           back (for benchmarks)\n"
"      --config FILE        options in a file: under [build], one to a line,\n"
"                           page-size = 500, lenient = yes\n"
"  -q, --quiet              print the two lines only\n"
"  -h, --help               this text\n"
"\n"
"Options also come from the environment, --page-size from\n"
"TOKENSNAP_PAGE_SIZE and --lenient from TOKENSNAP_LENIENT=1, and from the\n"
"file; those of the command line win, then those of the environment.\n"
"\n"
"Exit: 0 published, 1 failed and nothing published unless the message says\n"
"so, 2 usage, theme, key, policy, notes or file of options, 3 published with\n"
"findings as --fail-on says, 5 that snapshot exists already, 6 the archive is\n"
"locked, 129, 130 and 143 stopped by SIGHUP, SIGINT and SIGTERM.\n";

#define AT(member)	offsetof(struct settings, member)

static const struct opts_def	 defs[] = {
	{ "as-of", 0, OPTS_TEXT, AT(as_of_text), 0, 0 },
	{ "cadence", 0, OPTS_TEXT, AT(cadence_text), 0, 0 },
	{ "config", 0, OPTS_TEXT, AT(config), 0, 0 },
	{ "digest", 0, OPTS_TEXT, AT(digest_text), 0, 0 },
	{ "environment", 0, OPTS_TEXT, AT(declared.environment), 0, 0 },
	{ "exceptions", 0, OPTS_TEXT, AT(exceptions), 0, 0 },
	{ "fail-on", 0, OPTS_TEXT, AT(fail_on_text), 0, 0 },
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
	{ "insecure-archive", 0, OPTS_FLAG, AT(insecure), 0, 0 },
	{ "jobs", 'j', OPTS_NUMBER, AT(jobs), 1, THREAD_MOST },
	{ "lenient", 0, OPTS_FLAG, AT(lenient), 0, 0 },
	{ "mode", 0, OPTS_TEXT, AT(mode_text), 0, 0 },
	{ "no-sync", 0, OPTS_FLAG, AT(no_sync), 0, 0 },
	{ "notes", 0, OPTS_TEXT, AT(notes), 0, 0 },
	{ "operator", 0, OPTS_TEXT, AT(declared.operator), 0, 0 },
	{ "output", 'o', OPTS_TEXT, AT(archive), 0, 0 },
	{ "page-size", 0, OPTS_NUMBER, AT(page_size), 1, 100000 },
	{ "passphrase-fd", 0, OPTS_NUMBER, AT(passphrase_fd), 0, 65535 },
	{ "passphrase-file", 0, OPTS_TEXT, AT(passphrase_file), 0, 0 },
	{ "policy", 0, OPTS_TEXT, AT(policy), 0, 0 },
	{ "profile", 0, OPTS_TEXT, AT(profile), 0, 0 },
	{ "quiet", 'q', OPTS_FLAG, AT(quiet), 0, 0 },
	{ "retention", 0, OPTS_TEXT, AT(declared.retention), 0, 0 },
	{ "sign-cert", 0, OPTS_TEXT, AT(sign_cert), 0, 0 },
	{ "sign-chain", 0, OPTS_TEXT, AT(sign_chain), 0, 0 },
	{ "sign-key", 0, OPTS_TEXT, AT(sign_key), 0, 0 },
	{ "single-file", 0, OPTS_FLAG, AT(single), 0, 0 },
	{ "source", 0, OPTS_TEXT, AT(declared.source), 0, 0 },
	{ "stale-after", 0, OPTS_NUMBER, AT(stale_days), 0, 36500 },
	{ "theme", 0, OPTS_TEXT, AT(theme), 0, 0 },
	{ "ticket", 0, OPTS_TEXT, AT(declared.ticket), 0, 0 },
	{ "timezone", 0, OPTS_TEXT, AT(timezone), 0, 0 },
	{ "views", 0, OPTS_TEXT, AT(views_text), 0, 0 },
};

static const struct opts_table	 table = { "build", defs,
    sizeof(defs) / sizeof(defs[0]), AT(origins) };

/* What decides nothing that is written, beside what begins with sign and
 * passphrase: how, and where to. */
static const char *const	 silent[] = { "cadence", "config", "fail-on",
    "help", "insecure-archive", "jobs", "json", "no-sync", "output", "quiet"
};

/* Defaults that are not the empty one, in words. */
static const struct {
	const char	*name, *standard;
} standards[] = {
	{ "as-of", "SOURCE_DATE_EPOCH, else the time of the run" },
	{ "digest", "sha256" },
	{ "mode", "owner" },
	{ "page-size", "2000" },
	{ "stale-after", "7" },
	{ "theme", "default" },
	{ "timezone", "the system's" },
	{ "views", "default" },
};

const char *
settings_where(const struct settings *s, const char *option)
{
	return opts_where(&table, s, option, s->config, s->texts);
}

static int
read_as_of(struct settings *s)
{
	const char	*epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t		*at = &s->as_of;
	struct timespec	 now;
	long long	 n;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	s->now = now.tv_sec;
	if (s->as_of_text != NULL) {
		if (when_parse(slice_of(s->as_of_text), at) == 0)
			return 0;
		util_warn("%s: \"%s\" is not a time like "
		    "2026-11-23T15:43:00Z", settings_where(s, "as-of"),
		    s->as_of_text);
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
	*at = s->now;
	return 0;
}

int
settings_mode(const char *where, const char *text, mode_t *mode)
{
	if (text == NULL || strcmp(text, "owner") == 0) {
		*mode = 0400;
	} else if (strcmp(text, "group") == 0) {
		*mode = 0440;
	} else if (strcmp(text, "all") == 0) {
		*mode = 0444;
	} else {
		util_warn("%s: \"%s\" is none of owner, group, all", where,
		    text);
		return -1;
	}
	return 0;
}

int
settings_cadence(const char *where, const char *text,
    struct ledger_cadence *cadence)
{
	if (text == NULL || ledger_cadence(text, cadence) == 0)
		return 0;
	util_warn("%s: \"%s\" is not a number from 1 to %d of days, weeks or "
	    "months like 90d, 13w or 3m", where, text, LEDGER_CADENCE_MAX);
	return -1;
}

static int
read_digest(struct settings *s)
{
	s->digest = HASH_SHA256;
	if (s->digest_text != NULL &&
	    hash_by_name(s->digest_text, &s->digest) == -1) {
		util_warn("%s: \"%s\" is none of sha256, sha512",
		    settings_where(s, "digest"), s->digest_text);
		return -1;
	}
	return 0;
}

static int
read_views(struct settings *s)
{
	const char	*views = s->views_text;

	if (views == NULL || strcmp(views, "default") == 0) {
		s->views = SETTINGS_DEFAULT;
	} else if (strcmp(views, "list") == 0) {
		s->views = SETTINGS_LIST;
	} else if (strcmp(views, "all") == 0) {
		s->views = SETTINGS_ALL;
	} else {
		util_warn("%s: \"%s\" is none of default, list, all",
		    settings_where(s, "views"), views);
		return -1;
	}
	return 0;
}

static int
read_signer(const struct settings *s)
{
	bool		 secret = s->passphrase_file != NULL ||
			    s->passphrase_fd != -1;
	const char	*lost = s->sign_cert != NULL ? "sign-cert" :
			    s->sign_chain != NULL ? "sign-chain" :
			    s->passphrase_file != NULL ? "passphrase-file" :
			    secret ? "passphrase-fd" : NULL;

	if (s->sign_key == NULL && lost != NULL)
		util_warn("%s is of no use without --sign-key",
		    settings_where(s, lost));
	else if (s->sign_key != NULL && s->sign_cert == NULL)
		util_warn("%s needs --sign-cert",
		    settings_where(s, "sign-key"));
	else if (s->passphrase_file != NULL && s->passphrase_fd != -1)
		util_warn("%s or --passphrase-fd, not both",
		    settings_where(s, "passphrase-file"));
	else
		return 0;
	return -1;
}

static int
read_fail_on(struct settings *s)
{
	s->fail_on = SEVERITIES;
	if (s->fail_on_text == NULL)
		return 0;
	s->fail_on = severity_by_word(s->fail_on_text);
	if (s->fail_on < SEVERITIES)
		return 0;
	util_warn("%s: \"%s\" is none of critical, high, medium, low, info",
	    settings_where(s, "fail-on"), s->fail_on_text);
	return -1;
}

/* What is about findings is of no use without them. */
static int
check_findings(const struct settings *s)
{
	const char	*lost = s->fail_on_text != NULL ? "fail-on" :
			    s->policy != NULL ? "policy" :
			    s->profile != NULL ? "profile" :
			    s->exceptions != NULL ? "exceptions" : NULL;

	if (s->views != SETTINGS_LIST || lost == NULL)
		return 0;
	util_warn("%s needs findings, which --views list leaves out",
	    settings_where(s, lost));
	return -1;
}

int
settings_read(struct settings *s, int argc, char **argv)
{
	int	 n, rc;

	memset(s, 0, sizeof(*s));
	s->texts = xcalloc(1, sizeof(*s->texts));
	s->archive = "archive";
	s->page_size = PAGE_SIZE;
	s->stale_days = STALE_DAYS;
	s->passphrase_fd = -1;
	s->jobs = thread_processors();
	if (opts_environment(&table, s) == -1)
		return -1;
	if ((rc = opts_read(&table, argc, argv, s, &n)) != 0)
		return rc;
	if (s->config != NULL &&
	    opts_file(&table, s->config, s, s->texts) == -1)
		return -1;
	if (n != 1) {
		util_warn("build: %s (see tokensnap help build)", n == 0 ?
		    "which export?" : "one export at a time");
		return -1;
	}
	s->export = argv[1];
	return read_as_of(s) == 0 &&
	    settings_mode(settings_where(s, "mode"), s->mode_text,
	    &s->mode) == 0 &&
	    settings_cadence(settings_where(s, "cadence"), s->cadence_text,
	    &s->cadence) == 0 &&
	    read_digest(s) == 0 && read_views(s) == 0 &&
	    read_signer(s) == 0 && read_fail_on(s) == 0 &&
	    check_findings(s) == 0 ? 0 : -1;
}

void
settings_free(struct settings *s)
{
	if (s->texts != NULL)
		pool_free(s->texts);
	free(s->texts);
	s->texts = NULL;
}

static bool
is_silent(const char *name)
{
	size_t	 i;

	for (i = 0; i < sizeof(silent) / sizeof(silent[0]); i++)
		if (strcmp(silent[i], name) == 0)
			return true;
	return strncmp(name, "sign", 4) == 0 ||
	    strncmp(name, "passphrase", 10) == 0;
}

static const char *
standard_of(const struct opts_def *d)
{
	size_t	 i;

	for (i = 0; i < sizeof(standards) / sizeof(standards[0]); i++)
		if (strcmp(standards[i].name, d->name) == 0)
			return standards[i].standard;
	return d->kind == OPTS_FLAG ? "no" : "none";
}

/* The value of an option as text; NULL when it was not given. */
static const char *
value_of(const struct settings *s, const struct opts_def *d,
    const char *zone, struct pool *pool)
{
	const char	*at = (const char *)s + d->offset;
	struct buf	 b = BUF_INIT;
	const char	*text;

	if (strcmp(d->name, "timezone") == 0)
		return zone;
	if (d->kind == OPTS_TEXT && strcmp(d->name, "as-of") != 0) {
		memcpy(&text, at, sizeof(text));
		return text;
	}
	if (d->kind == OPTS_FLAG)
		return *(const bool *)at ? "yes" : NULL;
	if (d->kind == OPTS_NUMBER)
		buf_num(&b, *(const long long *)(const void *)at);
	else
		when_rfc3339(&b, s->as_of);
	text = pool_text(pool, b.ptr, b.len);
	buf_free(&b);
	return text;
}

size_t
settings_effective(const struct settings *s, const char *zone,
    struct pool *pool, struct provenance_setting *out)
{
	const char	*value;
	size_t		 i, n = 0;

	for (i = 0; i < sizeof(defs) / sizeof(defs[0]); i++) {
		if (is_silent(defs[i].name))
			continue;
		if (n == SETTINGS_MOST)
			util_die("too many options");
		value = value_of(s, &defs[i], zone, pool);
		out[n].name = defs[i].name;
		out[n].standard = standard_of(&defs[i]);
		out[n].flag = defs[i].kind == OPTS_FLAG;
		out[n].given = value != NULL &&
		    strcmp(value, out[n].standard) != 0;
		out[n].value = value != NULL ? value : out[n].standard;
		n++;
	}
	return n;
}
