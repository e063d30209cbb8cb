#include "cmd.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "anybag.h"
#include "bagit.h"
#include "chain.h"
#include "file.h"
#include "opts.h"
#include "seal.h"
#include "signcheck.h"
#include "thread.h"
#include "util.h"
#include "verify.h"
#include "when.h"

const char	 cmd_verify_help[] =
"Examples:\n"
"  tokensnap verify archive/2026-11-23T154300Z\n"
"  tokensnap verify --expect-head sha256:... archive\n"
"\n"
"Usage: tokensnap verify [options] SNAPSHOT|ARCHIVE...\n"
"       tokensnap verify --bag [options] BAG...\n"
"\n"
"Reads every file of each snapshot and holds it against the manifests; of an\n"
"archive also that each snapshot leads to the one before.  Names what is\n"
"missing, changed or should not be there.\n"
"\n"
"      --expect-head H  the head that build printed must be there\n"
"      --bag            any BagIt bag, 0.93 to 1.0, in any digest\n"
"      --complete       an archive must begin with number 1\n"
"      --trust FILE     each must be signed by whom these certificates (PEM)\n"
"                       vouch for: a root, an authority or the signer's own\n"
"      --at TIME        certificates must be valid at TIME, like that of a\n"
"                       receipt (RFC 3339; default: now)\n"
"      --no-modes       do not look at the modes of files (for copies)\n"
"      --json           results on standard output, one object a line\n"
"  -j, --jobs N         threads (default: the processors)\n"
"  -q, --quiet          print faults only\n"
"  -h, --help           this text\n"
"\n"
"Without --trust a signature is held against the files, and its signer is\n"
"named but not believed.\n"
"\n"
"Exit: 0 all good, 1 could not be checked, 2 usage, 4 damage found.\n";

struct verify_command {
	long long	 jobs;
	const char	*head;		/* as given */
	struct chain_head expected;	/* the same, read */
	const char	*trust_file;	/* NULL: nobody */
	const char	*at_text;
	struct trust	*trust;
	int64_t		 at;
	bool		 bag, complete, no_modes, json, quiet;
};

#define AT(m)	offsetof(struct verify_command, m)
static const struct opts_def	 defs[] = {
	{ "at", 0, OPTS_TEXT, AT(at_text), 0, 0 },
	{ "bag", 0, OPTS_FLAG, AT(bag), 0, 0 },
	{ "complete", 0, OPTS_FLAG, AT(complete), 0, 0 },
	{ "expect-head", 0, OPTS_TEXT, AT(head), 0, 0 },
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
	{ "jobs", 'j', OPTS_NUMBER, AT(jobs), 1, THREAD_MOST },
	{ "json", 0, OPTS_FLAG, AT(json), 0, 0 },
	{ "no-modes", 0, OPTS_FLAG, AT(no_modes), 0, 0 },
	{ "quiet", 'q', OPTS_FLAG, AT(quiet), 0, 0 },
	{ "trust", 0, OPTS_TEXT, AT(trust_file), 0, 0 },
};
#undef AT

/* The object of one snapshot or archive; more is its other members. */
static void
print_json(const char *kind, const struct verdict *v, const struct buf *more)
{
	struct buf	 b = BUF_INIT;
	struct json	 j = { &b, false };

	json_object(&j);
	json_key(&j, "path");
	json_string(&j, v->subject);
	json_key(&j, "kind");
	json_string(&j, kind);
	verdict_json(v, verdict_result(v), &j);
	buf_add(&b, more->ptr, more->len);
	json_object_end(&j);
	json_line(&j);
	(void)fwrite(b.ptr, 1, b.len, stdout);
	buf_free(&b);
}

static void
member(struct json *j, const char *key, const char *value)
{
	json_key(j, key);
	if (value[0] != '\0')
		json_string(j, value);
	else
		json_null(j);
}

static void
count(struct json *j, const char *key, int64_t value)
{
	json_key(j, key);
	json_number(j, value);
}

/* One line that says how it ended; the faults are printed already. */
static void
print_faults(const struct verdict *v)
{
	if (verdict_result(v) == VERDICT_DAMAGED)
		util_warn("%s: %lld fault%s", v->subject,
		    (long long)v->faults, v->faults == 1 ? "" : "s");
}

/* What the signature says, in a line. */
static void
print_signer(const char *subject, const struct signcheck *c)
{
	if (c->result == SIGNCHECK_NONE)
		printf("%s: not signed\n", subject);
	else
		printf("%s: signed by %s, %s\n", subject, c->signer.ptr,
		    c->result == SIGNCHECK_TRUSTED ? "trusted" :
		    "not checked: no --trust");
}

static void
print_snapshot(const struct verify_command *o, const struct verdict *v,
    const struct verify_report *r, const struct signcheck *c)
{
	struct buf	 b = BUF_INIT;
	struct json	 j = { &b, true };

	if (o->json) {
		member(&j, "name", r->name);
		member(&j, "series", r->series);
		count(&j, "sequence", r->sequence);
		member(&j, "previous", r->previous);
		member(&j, "seal", r->seal);
		count(&j, "files", r->files);
		count(&j, "bytes", r->bytes);
		member(&j, "signature", signcheck_word(c->result));
		member(&j, "signer", c->signer.ptr);
		member(&j, "signer_sha256", c->sha256);
		print_json("snapshot", v, &b);
	} else if (v->faults > 0) {
		print_faults(v);
	} else if (!o->quiet) {
		printf("%s: good: %lld files, %lld bytes\n", v->subject,
		    (long long)r->files, (long long)r->bytes);
		print_signer(v->subject, c);
	}
	buf_free(&b);
}

/* Verify the snapshot fd and its signature. */
static void
look_at(const struct verify_command *o, int fd, bool member,
    struct verdict *v, struct verify_report *r, struct signcheck *c)
{
	struct verify_options	 options = { .jobs = (int)o->jobs,
				    .modes = !o->no_modes, .member = member,
				    .progress = !o->quiet && !o->json };

	(void)verify_snapshot(fd, &options, v, r);
	if (r->files > 0)
		signcheck(fd, o->trust, o->at, v, c);
}

/* A single snapshot may have any name, but not that of another one. */
static int
one_snapshot(const struct verify_command *o, int fd, const char *path)
{
	struct verify_report	 r;
	struct signcheck	 c = { .signer = BUF_INIT };
	struct verdict		 v;
	char			 real[PATH_MAX], *name = NULL;
	enum verdict_result	 rc;

	verdict_init(&v, path, o->json);
	look_at(o, fd, false, &v, &r, &c);
	if (realpath(path, real) != NULL && (name = strrchr(real, '/')) !=
	    NULL && seal_is_name(name + 1) && r.name[0] != '\0' &&
	    strcmp(name + 1, r.name) != 0)
		verdict_fault(&v, NULL, "was renamed: it is snapshot %s",
		    r.name);
	if (o->head != NULL && r.seal[0] == '\0')
		verdict_unchecked(&v, NULL, "its head is not known");
	else if (o->head != NULL && strcmp(r.seal, o->expected.seal) != 0)
		verdict_fault(&v, NULL, "its head is not sha256:%s",
		    o->expected.seal);
	else if (o->head != NULL && !chain_is_number(&o->expected, &r))
		verdict_fault(&v, NULL, "is number %lld, not %lld",
		    (long long)r.sequence, o->expected.sequence);
	print_snapshot(o, &v, &r, &c);
	buf_free(&c.signer);
	rc = verdict_result(&v);
	if (rc == VERDICT_GOOD && !o->quiet && !o->json)
		printf("head sha256:%s seq %lld\n", r.seal,
		    (long long)r.sequence);
	verdict_free(&v);
	return (int)rc;
}

static int
one_bag(const struct verify_command *o, int fd, const char *path)
{
	struct verify_options	 options = { .jobs = (int)o->jobs,
				    .progress = !o->quiet && !o->json };
	struct anybag_report	 r;
	struct verdict		 v;
	struct buf		 b = BUF_INIT;
	struct json		 j = { &b, true };
	enum verdict_result	 rc;
	char			 version[16];

	verdict_init(&v, path, o->json);
	rc = anybag_verify(fd, &options, &v, &r);
	(void)snprintf(version, sizeof(version), r.version >= BAGIT_1_0 ?
	    "%d.%d" : "%d.%02d", r.version / 100, r.version % 100);
	if (o->json) {
		member(&j, "version", version);
		count(&j, "files", r.files);
		count(&j, "bytes", r.bytes);
		print_json("bag", &v, &b);
	} else if (v.faults > 0) {
		print_faults(&v);
	} else if (!o->quiet) {
		printf("%s: good: %lld files, %lld bytes, BagIt %s\n", path,
		    (long long)r.files, (long long)r.bytes, version);
	}
	buf_free(&b);
	verdict_free(&v);
	return (int)rc;
}

/* Whether a folder holds snapshots; their names into list. */
static bool
is_archive(int fd, struct file_list *list)
{
	size_t	 i;

	if (faccessat(fd, "bagit.txt", F_OK, AT_SYMLINK_NOFOLLOW) == 0 ||
	    file_list(fd, ".", list) == -1)
		return false;
	for (i = 0; i < list->n; i++)
		if (seal_is_name(list->names[i]) ||
		    strcmp(list->names[i], ".tokensnap.lock") == 0)
			return true;
	file_list_free(list);
	return false;
}

/* A snapshot of an archive, which joins the chain. */
static enum verdict_result
next_snapshot(const struct verify_command *o, int archive, const char *path,
    struct chain *c)
{
	const char		*folder = strrchr(path, '/') + 1;
	struct verify_report	 r;
	struct signcheck	 s = { .signer = BUF_INIT };
	struct verdict		 v;
	enum verdict_result	 rc;
	int			 fd;

	memset(&r, 0, sizeof(r));
	verdict_init(&v, path, o->json);
	fd = openat(archive, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	if (fd != -1)
		look_at(o, fd, true, &v, &r, &s);
	else if (errno == ENOTDIR || errno == ELOOP)
		verdict_fault(&v, NULL, "is not a folder");
	else
		verdict_unchecked(&v, NULL, "%s", strerror(errno));
	if (fd != -1)
		close(fd);
	print_snapshot(o, &v, &r, &s);
	buf_free(&s.signer);
	chain_add(c, folder, &r);
	rc = verdict_result(&v);
	verdict_free(&v);
	return rc;
}

static void
print_archive(const struct verify_command *o, const struct verdict *v,
    const struct chain *c, enum verdict_result worst)
{
	const struct verify_report	*head = c->n > 0 ?
					    &c->links[c->n - 1].report : NULL;
	struct buf			 b = BUF_INIT;
	struct json			 j = { &b, true };

	if (o->json) {
		count(&j, "snapshots", (int64_t)c->n);
		member(&j, "seal", head != NULL ? head->seal : "");
		count(&j, "sequence", head != NULL ? head->sequence : 0);
		print_json("archive", v, &b);
	} else if (v->faults > 0) {
		print_faults(v);
	} else if (worst == VERDICT_GOOD && head != NULL && !o->quiet) {
		printf("%s: good: %zu snapshot%s\nhead sha256:%s seq %lld\n",
		    v->subject, c->n, c->n == 1 ? "" : "s", head->seal,
		    (long long)head->sequence);
	}
	buf_free(&b);
}

static int
whole_archive(const struct verify_command *o, int fd, const char *archive,
    const struct file_list *list)
{
	struct chain		 c = { .complete = o->complete,
				    .head = o->head != NULL ? &o->expected :
				    NULL };
	struct verdict		 v;
	enum verdict_result	 rc, worst = VERDICT_GOOD;
	char			*path;
	size_t			 i;

	for (i = 0; i < list->n; i++) {
		if (!seal_is_name(list->names[i]))
			continue;
		path = xasprintf("%s/%s", archive, list->names[i]);
		rc = next_snapshot(o, fd, path, &c);
		worst = rc > worst ? rc : worst;
		free(path);
	}
	verdict_init(&v, archive, o->json);
	chain_check(&c, &v);
	chain_folder(&c, fd, &v);
	if (c.n == 0)
		verdict_unchecked(&v, NULL, "holds no snapshot");
	print_archive(o, &v, &c, worst);
	rc = verdict_result(&v);
	verdict_free(&v);
	chain_free(&c);
	return (int)(rc > worst ? rc : worst);
}

static int
verify_one(const struct verify_command *o, char *path)
{
	struct file_list	 list;
	struct verdict		 v;
	struct buf		 none = BUF_INIT;
	size_t			 len = strlen(path);
	int			 fd, rc;

	while (len > 1 && path[len - 1] == '/')
		path[--len] = '\0';
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1) {
		verdict_init(&v, path, o->json);
		verdict_unchecked(&v, NULL, "%s", strerror(errno));
		if (o->json)
			print_json("unknown", &v, &none);
		verdict_free(&v);
		return CMD_FAILED;
	}
	if (o->bag) {
		rc = one_bag(o, fd, path);
	} else if (is_archive(fd, &list)) {
		rc = whole_archive(o, fd, path, &list);
		file_list_free(&list);
	} else {
		rc = one_snapshot(o, fd, path);
	}
	close(fd);
	return rc;
}

/* What the options and the arguments mean together. */
static int
check_usage(struct verify_command *o, int n)
{
	if (n == 0) {
		util_warn("verify: which snapshot? (see tokensnap help "
		    "verify)");
		return -1;
	}
	if (o->bag && (o->head != NULL || o->complete ||
	    o->trust_file != NULL)) {
		util_warn("verify: --bag goes with none of --expect-head, "
		    "--complete and --trust");
		return -1;
	}
	if (o->head == NULL)
		return 0;
	if (n > 1) {
		util_warn("verify: --expect-head is for one snapshot or "
		    "archive");
		return -1;
	}
	if (chain_head(o->head, &o->expected) == -1) {
		util_warn("verify: --expect-head: \"%s\" is not "
		    "sha256: and 64 hexadecimal digits", o->head);
		return -1;
	}
	return 0;
}

/* Whom to trust, and when. */
static int
read_trust(struct verify_command *o)
{
	o->at = (int64_t)time(NULL);
	if (o->at_text != NULL && o->trust_file == NULL) {
		util_warn("verify: --at is of no use without --trust");
		return -1;
	}
	if (o->at_text != NULL &&
	    when_parse(slice_of(o->at_text), &o->at) == -1) {
		util_warn("verify: --at: \"%s\" is not a time like "
		    "2026-11-23T15:43:00Z", o->at_text);
		return -1;
	}
	return o->trust_file == NULL ? 0 :
	    signcheck_trust(o->trust_file, &o->trust);
}

int
cmd_verify(int argc, char **argv)
{
	static const struct opts_table	 table = { "verify", defs,
					    sizeof(defs) / sizeof(defs[0]), 0 };
	struct verify_command		 o;
	int				 i, n, rc, worst = CMD_DONE;

	memset(&o, 0, sizeof(o));
	o.jobs = thread_processors();
	rc = opts_read(&table, argc, argv, &o, &n);
	if (rc == 1) {
		fputs(cmd_verify_help, stdout);
		return CMD_DONE;
	}
	if (rc == -1 || check_usage(&o, n) == -1 || read_trust(&o) == -1)
		return CMD_USAGE;
	/* Damage is worse than what could not be looked at. */
	for (i = 1; i <= n; i++) {
		rc = verify_one(&o, argv[i]);
		if (rc > worst)
			worst = rc;
	}
	signcheck_free(o.trust);
	return worst;
}
