/*
 * least LIST EXPORT OUT [all]: what no program can leave out that makes a
 * snapshot of an export, done plainly and nothing besides, with a thread for
 * each processor.  It copies the export, hashes it and checks its integrity
 * while it reads the values that a page shows, and makes each file of LIST
 * ("SIZE PATH", or "- PATH" for a folder) with as many bytes, all put together
 * from the same few that stay in the processor's cache, and hashes them.  With
 * all they are then synced, and read and hashed once more.  It sorts, decides
 * and renders nothing.
 */
#include <sys/stat.h>

#include <err.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <sqlite3.h>

#define PIECE	((size_t)256 * 1024)

struct file {
	char	*path;
	size_t	 size;
};

static struct file	*files;
static size_t		 nfiles;
static atomic_size_t	 next;
static char		*bytes;
static int		 out;

static void
read_list(const char *path)
{
	FILE	*f = fopen(path, "r");
	char	 size[32], name[4096];

	if (f == NULL)
		err(1, "%s", path);
	while (fscanf(f, "%31s %4095[^\n]", size, name) == 2) {
		if (strcmp(size, "-") == 0) {
			if (mkdirat(out, name, 0700) == -1)
				err(1, "%s", name);
			continue;
		}
		files = realloc(files, (nfiles + 1) * sizeof(*files));
		if (files == NULL)
			err(1, NULL);
		files[nfiles++] = (struct file){ strdup(name),
		    strtoul(size, NULL, 10) };
	}
	fclose(f);
}

static void
put(int fd, const char *p, size_t len)
{
	ssize_t	 n;

	for (; len > 0; p += n, len -= (size_t)n)
		if ((n = write(fd, p, len)) == -1)
			err(1, "write");
}

static void
copy(const char *from, const char *to)
{
	ssize_t	 n;
	int	 in = open(from, O_RDONLY);
	int	 fd = openat(out, to, O_WRONLY | O_CREAT, 0600);

	if (in == -1 || fd == -1)
		err(1, "%s", from);
	while ((n = read(in, bytes, PIECE)) > 0)
		put(fd, bytes, (size_t)n);
	close(in);
	close(fd);
}

static void
hash(int fd, EVP_MD_CTX *h, char *piece)
{
	unsigned char	 digest[EVP_MAX_MD_SIZE];
	ssize_t		 n;

	EVP_DigestInit_ex(h, EVP_sha256(), NULL);
	while ((n = read(fd, piece, PIECE)) > 0)
		EVP_DigestUpdate(h, piece, (size_t)n);
	EVP_DigestFinal_ex(h, digest, NULL);
	close(fd);
}

static void *
hash_export(void *arg)
{
	EVP_MD_CTX	*h = EVP_MD_CTX_new();

	hash(*(int *)arg, h, bytes);
	EVP_MD_CTX_free(h);
	return NULL;
}

/* Every value that is asked for. */
static void
query(sqlite3 *db, const char *sql)
{
	sqlite3_stmt	*stmt;
	int		 i, rc;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		errx(1, "%s", sqlite3_errmsg(db));
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		for (i = sqlite3_column_count(stmt) - 1; i >= 0; i--)
			(void)sqlite3_column_text(stmt, i);
	if (rc != SQLITE_DONE)
		errx(1, "%s", sqlite3_errmsg(db));
	sqlite3_finalize(stmt);
}

static void *
check(void *db)
{
	query(db, "PRAGMA integrity_check");
	return NULL;
}

static void *
make(void *arg)
{
	EVP_MD_CTX	*h = EVP_MD_CTX_new();
	unsigned char	 digest[EVP_MAX_MD_SIZE];
	char		*page = malloc(PIECE);
	size_t		 i, n, left;
	int		 fd;

	(void)arg;
	while ((i = atomic_fetch_add(&next, 1)) < nfiles) {
		fd = openat(out, files[i].path, O_WRONLY | O_CREAT | O_EXCL,
		    0400);
		if (fd == -1)
			err(1, "%s", files[i].path);
		EVP_DigestInit_ex(h, EVP_sha256(), NULL);
		for (left = files[i].size; left > 0; left -= n) {
			n = left < PIECE ? left : PIECE;
			memcpy(page, bytes, n);
			put(fd, page, n);
			EVP_DigestUpdate(h, page, n);
		}
		EVP_DigestFinal_ex(h, digest, NULL);
		close(fd);
	}
	EVP_MD_CTX_free(h);
	free(page);
	return NULL;
}

static void *
read_back(void *arg)
{
	EVP_MD_CTX	*h = EVP_MD_CTX_new();
	char		*piece = malloc(PIECE);
	size_t		 i;
	int		 fd;

	(void)arg;
	while ((i = atomic_fetch_add(&next, 1)) < nfiles) {
		if ((fd = openat(out, files[i].path, O_RDONLY)) == -1)
			err(1, "%s", files[i].path);
		hash(fd, h, piece);
	}
	EVP_MD_CTX_free(h);
	free(piece);
	return NULL;
}

/* A thread for each processor. */
static void
all(void *(*what)(void *))
{
	pthread_t	 threads[64];
	long		 i, n = sysconf(_SC_NPROCESSORS_ONLN);

	next = 0;
	for (i = 0; i < n && i < 64; i++)
		if (pthread_create(&threads[i], NULL, what, NULL) != 0)
			errx(1, "no thread");
	while (i-- > 0)
		pthread_join(threads[i], NULL);
}

int
main(int argc, char **argv)
{
	sqlite3		*db[2];
	pthread_t	 thread, hasher;
	char		*path;
	int		 fd;

	if (argc < 4 || mkdir(argv[3], 0700) == -1 ||
	    (out = open(argv[3], O_RDONLY | O_DIRECTORY)) == -1)
		errx(1, "least LIST EXPORT OUT [all]");
	read_list(argv[1]);
	if ((bytes = malloc(PIECE)) == NULL)
		err(1, NULL);
	memset(bytes, 'x', PIECE);
	copy(argv[2], "export.db");
	if (asprintf(&path, "%s/export.db", argv[3]) == -1 ||
	    sqlite3_open(path, &db[0]) != SQLITE_OK ||
	    sqlite3_open(path, &db[1]) != SQLITE_OK ||
	    (fd = open(path, O_RDONLY)) == -1 || unlink(path) == -1)
		errx(1, "export");
	if (pthread_create(&thread, NULL, check, db[0]) != 0 ||
	    pthread_create(&hasher, NULL, hash_export, &fd) != 0)
		errx(1, "no thread");
	query(db[1], "SELECT id, user_id, name, email, role, active, created "
	    "FROM service_users");
	query(db[1], "SELECT id, service_user, name, created, expiration, "
	    "last_used, active FROM tokens");
	pthread_join(thread, NULL);
	pthread_join(hasher, NULL);
	all(make);
	if (argc > 4 && syncfs(out) == -1)
		err(1, "%s", argv[3]);
	if (argc > 4)
		all(read_back);
	return 0;
}
