#include "cmd.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "opts.h"
#include "util.h"
#include "verify.h"

#define JOBS_MAX	64

const char	 cmd_verify_help[] =
"Example:\n"
"  tokensnap verify archive/2026-11-23T154300Z\n"
"\n"
"Usage: tokensnap verify [options] SNAPSHOT...\n"
"\n"
"Reads every file of each snapshot and holds it against the manifests.  Names\n"
"what is missing, changed or not listed.\n"
"\n"
"      --jobs N   threads (default: the processors)\n"
"  -q, --quiet    print faults only\n"
"  -h, --help     this text\n"
"\n"
"Exit: 0 all good, 1 could not verify, 2 usage, 4 damage found.\n";

struct verify_options {
	long long	 jobs;
	bool		 quiet;
};

static const struct opts_def	 defs[] = {
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
	{ "jobs", 'j', OPTS_NUMBER, offsetof(struct verify_options, jobs), 1,
	    JOBS_MAX },
	{ "quiet", 'q', OPTS_FLAG, offsetof(struct verify_options, quiet), 0,
	    0 },
};

static int
verify_one(const struct verify_options *o, const char *path)
{
	struct verify_report	 report;
	enum verify_result	 rc;
	int			 fd;

	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1) {
		util_warn("%s:", path);
		return CMD_FAILED;
	}
	rc = verify_snapshot(fd, path, (int)o->jobs, &report);
	close(fd);
	if (rc == VERIFY_DAMAGED)
		util_warn("%s: %lld fault%s", path, (long long)report.faults,
		    report.faults == 1 ? "" : "s");
	if (rc == VERIFY_GOOD && !o->quiet)
		printf("%s: good: %lld files, %lld bytes\nhead sha256:%s\n",
		    path, (long long)report.files, (long long)report.bytes,
		    report.seal);
	return (int)rc;
}

int
cmd_verify(int argc, char **argv)
{
	static const struct opts_table	 table = { "verify", defs,
					    sizeof(defs) / sizeof(defs[0]) };
	struct verify_options		 o = { 0, false };
	long				 cpus = sysconf(_SC_NPROCESSORS_ONLN);
	int				 i, n, rc, worst = CMD_DONE;

	o.jobs = cpus < 1 ? 1 : cpus > JOBS_MAX ? JOBS_MAX : cpus;
	rc = opts_read(&table, argc, argv, &o, &n);
	if (rc == 1) {
		fputs(cmd_verify_help, stdout);
		return CMD_DONE;
	}
	if (rc == -1)
		return CMD_USAGE;
	if (n == 0) {
		util_warn("verify: which snapshot? (see tokensnap help "
		    "verify)");
		return CMD_USAGE;
	}
	/* Damage is worse than what could not be looked at. */
	for (i = 1; i <= n; i++) {
		rc = verify_one(&o, argv[i]);
		if (rc > worst)
			worst = rc;
	}
	return worst;
}
