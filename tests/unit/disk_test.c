/* folders, lock, spool, stage, bag, seal, verify: a snapshot made
 * and looked at. */

#include "harness.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include <pthread.h>
#include <signal.h>

#include "bag.h"
#include "folders.h"
#include "lock.h"
#include "seal.h"
#include "verify.h"

#define NAME	"2026-11-23T154300Z"

static const struct stage_options	 plain = { .mode = 0400 };
static const struct bag_info		 info = { NAME, "series", "0", 1,
					    1795448580, "e\n.db", "0123",
					    NULL };

static struct stage *
stage_new(const struct stage_options *o, const char *archive,
    const char *name)
{
	struct stage	*s;

	assert_int_equal(stage_open(o, archive, name, &s), STAGE_OK);
	return s;
}

/* A bag of two pages, published as archive/name; its seal into hex. */
static void
make_bag(const struct stage_options *o, const char *name, char hex[65])
{
	struct stage		*s = stage_new(o, "archive", name);
	struct stage_writer	*w = stage_writer_new(s);
	struct bag_info		 i = info;

	i.name = name;
	assert_int_equal(stage_mkdir(s, "data/users"), 0);
	assert_int_equal(stage_put(w, "data/users/a.html", "A\n", 2), 0);
	assert_int_equal(stage_put(w, "data/index.html", "page\n", 5), 0);
	assert_int_equal(stage_put(w, "index.html", "cover\n", 6), 0);
	assert_int_equal(bag_write(s, w, o, &i), 0);
	assert_int_equal(seal_of(stage_fd(s), name, hex), 0);
	stage_writer_free(w);
	assert_int_equal(stage_publish(s), STAGE_OK);
	stage_abort(s);
}

static void
folders_paths(void **state)
{
	static const char *const bad[] = { "", "/", "/a", "a/", "a//b", ".",
	    "..", "../a", "a/../b", ".hidden", "a/.b", "-x", "a b", "a\nb",
	    "a%41", "a\\b", "é" };
	size_t	 i;

	(void)state;
	assert_true(folders_path_ok("data/users/a-b.2.html"));
	assert_true(folders_path_ok("VERIFY.txt"));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (folders_path_ok(bad[i]))
			fail_msg("took \"%s\"", bad[i]);
}

static void
bag_bytes(void **state)
{
	struct buf	 b = BUF_INIT;
	char		 hex[65];

	(void)state;
	make_bag(&plain, NAME, hex);
	assert_int_equal(file_read(AT_FDCWD, "archive/" NAME "/bag-info.txt",
	    "x", 9999, &b), 0);
	assert_string_equal(b.ptr, "Bag-Software-Agent: tokensnap 0\n"
	    "Bagging-Date: 2026-11-23\n"
	    "External-Identifier: " NAME "\n"
	    "External-Description: Service users and their tokens, as of the "
	    "time below.\nPayload-Oxum: 7.2\nBag-Group-Identifier: series\n"
	    "Bag-Count: 1 of ?\nTokensnap-As-Of: 2026-11-23T15:43:00Z\n"
	    "Tokensnap-Export-Name: e[U+000A].db\n"
	    "Tokensnap-Export-SHA256: 0123\nTokensnap-Signature: none\n");
	assert_int_equal(system("cd archive/" NAME " && for m in manifest "
	    "tagmanifest; do sha256sum --strict --quiet -c $m-sha256.txt || "
	    "exit 1; done"), 0);
	assert_int_equal(system("cd archive/" NAME " && [ \"$(cut -d' ' -f3 "
	    "tagmanifest-sha256.txt | xargs)\" = 'bag-info.txt bagit.txt "
	    "index.html manifest-sha256.txt' ]"), 0);
	buf_free(&b);
}

static void
stage_puts(void **state)
{
	struct stage		*s = stage_new(&plain, "archive", "x");
	struct stage_writer	*w = stage_writer_new(s);
	int			 old;

	(void)state;
	assert_int_equal(stage_put(w, "data/a", "x", 1), 0);
	assert_int_equal(stage_put_once(w, "data/b", "x", 1), 0);
	assert_int_equal(stage_put_once(w, "data/b", "x", 1), 0);
	old = harness_catch();
	assert_int_equal(stage_put(w, "data/a", "y", 1), -1);
	assert_int_equal(stage_put(w, "data/none/a", "y", 1), -1);
	assert_int_equal(stage_put(w, "../a", "y", 1), -1);
	assert_int_equal(stage_mkdir(s, "a/../b"), -1);
	(void)dup2(old, 2);
	close(old);
	stage_writer_free(w);
	stage_abort(s);
	assert_int_equal(system("[ \"$(ls -A archive)\" = .tokensnap.lock ]"),
	    0);
}

static void *
put_many(void *arg)
{
	struct stage_writer	*w = stage_writer_new(arg);
	char			 path[64];
	int			 i;

	for (i = 0; i < 500; i++) {
		(void)snprintf(path, sizeof(path), "data/%d-%lu.html", i,
		    (unsigned long)pthread_self() % 100000007);
		if (stage_put(w, path, path, strlen(path)) == -1)
			break;
	}
	stage_writer_free(w);
	return NULL;
}

static int	 nvisited;

static int
in_order(void *arg, const struct spool_entry *e)
{
	char	*last = arg;

	nvisited++;
	if (strcmp(last, e->path) >= 0 || e->digest[HASH_SHA256] == NULL ||
	    e->digest[HASH_SHA512] != NULL)
		return 7;
	(void)snprintf(last, 64, "%s", e->path);
	return 0;
}

static void
stage_threads(void **state)
{
	static const char *const late[] = { "z.txt", "a.txt",
			    "data/250-x.html" };
	struct stage	*s = stage_new(&plain, "archive", "x");
	struct stage_writer *w;
	pthread_t	 t[4];
	char		 last[64] = "";
	int64_t		 bytes, files;
	int		 i;

	(void)state;
	for (i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&t[i], NULL, put_many, s), 0);
	for (i = 0; i < 4; i++)
		assert_int_equal(pthread_join(t[i], NULL), 0);
	stage_payload(s, &bytes, &files);
	assert_int_equal(files, 2000);
	assert_int_equal(stage_each(s, in_order, last), 0);
	/* What comes after the first walk has its place in the next. */
	w = stage_writer_new(s);
	for (i = 0; i < 3; i++)
		assert_int_equal(stage_put(w, late[i], "x", 1), 0);
	stage_writer_free(w);
	last[0] = '\0';
	assert_int_equal(stage_each(s, in_order, last), 0);
	assert_int_equal(nvisited, 2000 + 2003);
	stage_abort(s);
}

static void
stage_modes_and_sync(void **state)
{
	struct stage_options	 o = { .mode = 0444, .sync = true };
	struct stat		 st;
	char			 hex[65];

	(void)state;
	(void)umask(077);
	make_bag(&o, NAME, hex);
	assert_int_equal(stat("archive", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
	assert_int_equal(stat("archive/latest/data/users", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0555);
	assert_int_equal(stat("archive/latest/index.html", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0444);
}

static void
is_taken(const char *make, const char *still)
{
	struct stage	*s;
	int		 old;

	assert_int_equal(system("rm -rf archive; mkdir -m 700 archive"), 0);
	assert_int_equal(system(make), 0);
	old = harness_catch();
	assert_int_equal(stage_open(&plain, "archive", NAME, &s),
	    STAGE_EXISTS);
	harness_caught(old, "tokensnap: archive/" NAME ": exists already\n");
	assert_null(s);
	assert_int_equal(system(still), 0);
}

static void
stage_name_taken(void **state)
{
	(void)state;
	is_taken("echo x >archive/" NAME, "[ -f archive/" NAME " ]");
	is_taken("mkdir archive/" NAME, "rmdir archive/" NAME);
	is_taken("ln -s none archive/" NAME, "[ -L archive/" NAME " ]");
}

static void
stage_sweeps(void **state)
{
	int	 old;

	(void)state;
	assert_int_equal(system("mkdir -m 700 archive out && "
	    "mkdir -p archive/.staging-a/data && chmod 500 "
	    "archive/.staging-a/data && ln -s ../out archive/.staging-b"), 0);
	old = harness_catch();
	stage_abort(stage_new(&plain, "archive", NAME));
	harness_caught(old,
	    "tokensnap: archive/.staging-a: left by a run that died, removed\n"
	    "tokensnap: archive/.staging-b: not a folder of ours, left "
	    "alone\n");
	assert_int_equal(system("[ -d out ] && [ -L archive/.staging-b ]"), 0);
}

static void
archive_refused(void **state)
{
	struct stage_options	 o = plain;
	struct stage		*s;
	int			 old;

	(void)state;
	assert_int_equal(system("mkdir -m 770 open && echo >file && "
	    "mkdir -m 700 own && ln -s own link"), 0);
	old = harness_catch();
	assert_int_equal(stage_open(&plain, "open", "x", &s), STAGE_FAILED);
	assert_int_equal(stage_open(&plain, "file", "x", &s), STAGE_FAILED);
	assert_int_equal(stage_open(&plain, "link/", "x", &s), STAGE_FAILED);
	assert_int_equal(stage_open(&plain, "no/a", "x", &s), STAGE_FAILED);
	harness_caught(old, "tokensnap: open: others than its owner may write "
	    "here (mode 0770); chmod go-w it, or use --insecure-archive\n"
	    "tokensnap: file: is not a folder\n"
	    "tokensnap: link/: is not a folder\n"
	    "tokensnap: no/a: cannot make the archive folder: No such file or "
	    "directory\n");
	o.insecure = true;
	stage_abort(stage_new(&o, "open", "x"));
}

/* A child holds the lock until it is killed. */
static void
lock_is_exclusive(void **state)
{
	int	 fds[2], fd, old, archive;
	pid_t	 pid;
	char	 c, wanted[64];

	(void)state;
	assert_int_equal(mkdir("archive", 0700), 0);
	assert_int_equal(pipe(fds), 0);
	archive = lock_archive("archive", false, 0400);
	if ((pid = fork()) == 0) {
		(void)lock_take(archive, "archive", &fd);
		(void)!write(fds[1], "x", 1);
		(void)pause();
		_exit(0);
	}
	assert_int_equal(read(fds[0], &c, 1), 1);
	old = harness_catch();
	assert_int_equal(lock_take(archive, "archive", &fd), LOCK_BUSY);
	(void)snprintf(wanted, sizeof(wanted),
	    "tokensnap: archive: locked by process %d\n", (int)pid);
	harness_caught(old, wanted);
	assert_int_equal(kill(pid, 9), 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_int_equal(lock_take(archive, "archive", &fd), LOCK_HELD);
	close(fd);
	close(archive);
	close(fds[0]);
	close(fds[1]);
}

static void
seal_chain(void **state)
{
	struct seal	 next;
	char		 hex[65];
	int		 fd, old;

	(void)state;
	make_bag(&plain, NAME, hex);
	fd = open("archive", O_RDONLY | O_DIRECTORY);
	assert_int_equal(seal_next(fd, "archive", "2026-11-24T000000Z", &next),
	    0);
	assert_int_equal(next.sequence, 2);
	assert_string_equal(next.series, "series");
	assert_string_equal(next.previous, NAME);
	assert_string_equal(next.previous_seal, hex);
	old = harness_catch();
	assert_int_equal(seal_next(fd, "archive", NAME, &next), -1);
	harness_caught(old, "tokensnap: archive: " NAME " is not after the "
	    "newest snapshot, " NAME "\n");
	assert_int_equal(system("chmod u+w archive/" NAME " archive/" NAME
	    "/bag-info.txt; echo >>archive/" NAME "/bag-info.txt"), 0);
	old = harness_catch();
	assert_int_equal(seal_next(fd, "archive", "2026-11-24T000000Z", &next),
	    -1);
	harness_caught(old, "tokensnap: archive/" NAME "/bag-info.txt: content"
	    " differs from tagmanifest-sha256.txt\ntokensnap: archive/" NAME
	    ": is damaged; nothing is added after it\n");
	close(fd);
	assert_false(seal_is_name("2026-11-23T154300"));
	assert_false(seal_is_name("2026-11-23T154300Zx"));
	assert_false(seal_is_name("latest"));
}

static void
seal_first(void **state)
{
	struct seal	 next;
	int		 fd;

	(void)state;
	assert_int_equal(mkdir("empty", 0700), 0);
	fd = open("empty", O_RDONLY | O_DIRECTORY);
	assert_int_equal(seal_next(fd, "empty", NAME, &next), 0);
	assert_int_equal(next.sequence, 1);
	assert_string_equal(next.series, "");
	assert_string_equal(next.previous, "");
	close(fd);
}

/* What a snapshot says of itself is not enough to go on from. */
static void
seal_refuses(void **state)
{
	static const struct {
		const char	*command;	/* in the snapshot */
		const char	*said;
	} cases[] = {
		{ "cp tagmanifest-sha256.txt ../tags; echo x "
		    ">>tagmanifest-sha256.txt",
		    "tagmanifest-sha256.txt: a line cannot be read" },
		{ "(cat ../tags; printf x) >tagmanifest-sha256.txt",
		    "tagmanifest-sha256.txt: is cut short" },
		{ "sed -i /Bag-Count/d bag-info.txt; (grep -v bag-info "
		    "../tags; sha256sum bag-info.txt) >tagmanifest-sha256.txt",
		    "bag-info.txt: names no series or number to continue" },
		{ "sed -i /External-Id/d bag-info.txt; (grep -v bag-info "
		    "../tags; sha256sum bag-info.txt) >tagmanifest-sha256.txt",
		    "bag-info.txt: is of snapshot (none): the folder was "
		    "renamed" },
	};
	struct seal	 next;
	char		 hex[65], text[256];
	size_t		 i;
	int		 fd, old;

	(void)state;
	make_bag(&plain, NAME, hex);
	assert_int_equal(system("chmod -R u+w archive/" NAME), 0);
	fd = open("archive", O_RDONLY | O_DIRECTORY);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		(void)snprintf(text, sizeof(text), "cd archive/" NAME " && %s",
		    cases[i].command);
		assert_int_equal(system(text), 0);
		old = harness_catch();
		assert_int_equal(seal_next(fd, "archive",
		    "2026-11-24T000000Z", &next), -1);
		(void)snprintf(text, sizeof(text), "tokensnap: archive/" NAME
		    "/%s\ntokensnap: archive/" NAME ": is damaged; nothing is "
		    "added after it\n", cases[i].said);
		harness_caught(old, text);
	}
	close(fd);
}

/* What is called like a snapshot and is none neither stops the series nor
 * begins a new one; what is left of one that was taken apart stops it. */
static void
seal_passes_over(void **state)
{
	struct seal	 next;
	char		 hex[65];
	int		 fd, old;

	(void)state;
	make_bag(&plain, NAME, hex);
	assert_int_equal(system("cd archive && echo >2026-12-01T000000Z && "
	    "mkdir -p 2026-12-02T000000Z/data && "
	    "ln -s " NAME " 2026-12-03T000000Z"), 0);
	fd = open("archive", O_RDONLY | O_DIRECTORY);
	old = harness_catch();
	assert_int_equal(seal_next(fd, "archive", "2026-11-24T000000Z",
	    &next), 0);
	harness_caught(old, "tokensnap: archive/2026-12-03T000000Z: is no "
	    "snapshot, passed over\n"
	    "tokensnap: archive/2026-12-02T000000Z: is no snapshot, passed "
	    "over\ntokensnap: archive/2026-12-01T000000Z: is no snapshot, "
	    "passed over\n");
	assert_string_equal(next.previous, NAME);
	assert_string_equal(next.previous_seal, hex);
	assert_int_equal(system("rm archive/2026-12-03T000000Z && echo "
	    ">archive/2026-12-02T000000Z/bag-info.txt"), 0);
	old = harness_catch();
	assert_int_equal(seal_next(fd, "archive", "2026-12-04T000000Z",
	    &next), -1);
	harness_caught(old, "tokensnap: archive/2026-12-02T000000Z/"
	    "tagmanifest-sha256.txt: No such file or directory\n"
	    "tokensnap: archive/2026-12-02T000000Z: is damaged; nothing is "
	    "added after it\n");
	close(fd);
}

static void
verify_same_with_threads(void **state)
{
	struct verify_options	 o = { .jobs = 3, .modes = true };
	struct verify_report	 r;
	struct verdict		 v;
	char			 hex[65];
	int			 fd, old, jobs;

	(void)state;
	make_bag(&plain, NAME, hex);
	fd = open("archive/" NAME, O_RDONLY | O_DIRECTORY);
	verdict_init(&v, "s", false);
	assert_int_equal(verify_snapshot(fd, &o, &v, &r), VERDICT_GOOD);
	assert_string_equal(r.seal, hex);
	assert_string_equal(r.name, NAME);
	assert_string_equal(r.series, "series");
	assert_int_equal(r.sequence, 1);
	assert_int_equal(r.files, 7);
	assert_int_equal(v.faults, 0);
	verdict_free(&v);
	assert_int_equal(system("cd archive/" NAME " && chmod -R u+w . && "
	    "echo >>data/index.html && rm data/users/a.html && mkdir z"), 0);
	o.modes = false;
	for (jobs = 1; jobs <= 4; jobs += 3) {
		o.jobs = jobs;
		verdict_init(&v, "s", false);
		old = harness_catch();
		assert_int_equal(verify_snapshot(fd, &o, &v, &r),
		    VERDICT_DAMAGED);
		harness_caught(old, "tokensnap: s: data/index.html: content "
		    "differs from manifest-sha256.txt\n"
		    "tokensnap: s: data/users: is an empty folder\n"
		    "tokensnap: s: data/users/a.html: is missing\n"
		    "tokensnap: s: z: is an empty folder\n"
		    "tokensnap: s: bag-info.txt: Payload-Oxum is 7.2, but "
		    "there are 6 bytes in 1 files\n");
		assert_int_equal(v.faults, 5);
		verdict_free(&v);
	}
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(folders_paths),
		HARNESS_TEST(bag_bytes),
		HARNESS_TEST(stage_puts),
		HARNESS_TEST(stage_threads),
		HARNESS_TEST(stage_modes_and_sync),
		HARNESS_TEST(stage_name_taken),
		HARNESS_TEST(stage_sweeps),
		HARNESS_TEST(archive_refused),
		HARNESS_TEST(lock_is_exclusive),
		HARNESS_TEST(seal_chain),
		HARNESS_TEST(seal_first),
		HARNESS_TEST(seal_refuses),
		HARNESS_TEST(seal_passes_over),
		HARNESS_TEST(verify_same_with_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
