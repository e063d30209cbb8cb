#include "cmd.h"

#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "archive.h"
#include "lock.h"
#include "opts.h"
#include "page.h"
#include "settings.h"
#include "util.h"

const char	 cmd_index_help[] =
"Examples:\n"
"  tokensnap index archive\n"
"  tokensnap index --cadence 90d --theme plain archive\n"
"\n"
"Usage: tokensnap index [options] ARCHIVE\n"
"\n"
"Makes index.html, archive.json, CHAIN.sha256 and assets/ of an archive anew\n"
"from its snapshots, as every build does.  Names what is damaged or odd.\n"
"\n"
"      --cadence TIME       show where more time lies between snapshots:\n"
"                           90d, 13w, 3m\n"
"      --insecure-archive   allow an archive that others may write\n"
"      --mode WHO           who may read the index: owner, group, all\n"
"                           (default: as the newest snapshot)\n"
"      --theme THEME        name of a bundled theme, or a folder\n"
"  -q, --quiet              print the page to open only\n"
"  -h, --help               this text\n"
"\n"
"Exit: 0 made, whatever it shows; 1 failed; 2 usage or theme; 6 the archive\n"
"is locked.\n";

struct index_options {
	const char	*cadence, *mode_text, *theme;
	bool		 insecure, quiet;
	mode_t		 mode;
};

#define AT(member)	offsetof(struct index_options, member)

static const struct opts_def	 defs[] = {
	{ "cadence", 0, OPTS_TEXT, AT(cadence), 0, 0 },
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
	{ "insecure-archive", 0, OPTS_FLAG, AT(insecure), 0, 0 },
	{ "mode", 0, OPTS_TEXT, AT(mode_text), 0, 0 },
	{ "quiet", 'q', OPTS_FLAG, AT(quiet), 0, 0 },
	{ "theme", 0, OPTS_TEXT, AT(theme), 0, 0 },
};

static struct theme *
open_theme(const char *name)
{
	struct buf	 path = BUF_INIT;
	struct theme	*theme = NULL;

	if (cmd_theme_folder(name, &path) == 0)
		(void)theme_open(path.ptr, page_wants, PAGE_TEMPLATES, &theme);
	buf_free(&path);
	return theme;
}

static void
report(const struct ledger *l)
{
	printf("%zu snapshots: %zu damaged, %zu odd; %zu gaps, %zu times "
	    "numbers are missing, %zu foreign names\n", l->n, l->ndamaged,
	    l->nodd, l->ngaps, l->nmissing, l->nothers);
}

/* The archive is there: it is not made here. */
static int
open_archive(const char *archive, bool insecure)
{
	struct stat	 st;

	if (stat(archive, &st) == -1) {
		util_warn("%s:", archive);
		return -1;
	}
	return lock_archive(archive, insecure, 0);
}

static int
make_index(const char *archive, const struct index_options *o,
    struct ledger *l, const struct theme *theme)
{
	struct archive_index	 x = { 0 };
	enum lock_result	 lock;
	int			 fd, lock_fd = -1, rc = CMD_FAILED;

	if ((fd = open_archive(archive, o->insecure)) == -1)
		return CMD_FAILED;
	lock = lock_take(fd, archive, &lock_fd);
	if (lock == LOCK_BUSY)
		rc = CMD_LOCKED;
	else if (lock == LOCK_HELD && archive_read(fd, archive, NULL, l) ==
	    0) {
		archive_index_make(&x, l, theme);
		if (archive_write(fd, archive, &x, o->mode_text != NULL ?
		    o->mode : archive_mode(fd, l), true) == 0)
			rc = CMD_DONE;
	}
	archive_index_free(&x);
	if (lock_fd != -1)
		close(lock_fd);
	close(fd);
	if (rc != CMD_DONE)
		return rc;
	if (!o->quiet)
		report(l);
	printf("%s/index.html\n", archive);
	return CMD_DONE;
}

int
cmd_index(int argc, char **argv)
{
	static const struct opts_table	 table = { "index", defs,
					    sizeof(defs) / sizeof(defs[0]), 0 };
	struct index_options		 o = { 0 };
	struct ledger			 l = { 0 };
	struct theme			*theme;
	int				 n, rc;

	if ((rc = opts_read(&table, argc, argv, &o, &n)) == 1) {
		fputs(cmd_index_help, stdout);
		return CMD_DONE;
	}
	if (rc == -1 ||
	    settings_mode("index: --mode", o.mode_text, &o.mode) == -1 ||
	    settings_cadence("index: --cadence", o.cadence, &l.cadence) == -1)
		return CMD_USAGE;
	if (n != 1) {
		util_warn("index: %s (see tokensnap help index)", n == 0 ?
		    "which archive?" : "one archive at a time");
		return CMD_USAGE;
	}
	if ((theme = open_theme(o.theme)) == NULL)
		return CMD_USAGE;
	rc = make_index(argv[1], &o, &l, theme);
	ledger_free(&l);
	theme_free(theme);
	return rc;
}
