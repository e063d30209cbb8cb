/*
 * Loaded before the C library (LD_PRELOAD): counts the calls of a program and
 * lets one of them fail.
 *
 *	FAULT_CALL=name		which call; "all": any of the table
 *	FAULT_AT=n		the n-th of them, from 1
 *	FAULT_HOW=errno		by this number; or
 *		kill		the program is killed (SIGKILL) just before it
 *		killed-after	and just after it
 *		short		a read or a write does half of its work
 *		zero		a write does nothing, and says so
 *		flip		a write puts down one bit otherwise, and says
 *				nothing
 *		done		the work is done, and yet ENOENT is said, as a
 *				network file system may that was asked twice
 *	FAULT_EVER=1		all later ones fail too
 *	FAULT_COUNT=file	append "name count" for each call at the end
 *	FAULT_LOG=file		append what changes the disk, in order, one line
 *				each: C path (made), W path (written), S path
 *				(fsync), Y (syncfs), F path and R path
 *				(renamed from and to), U path (removed)
 *
 * A program is counted whole, all threads together.
 */

#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CALLS(X)							\
	X(access) X(close) X(fchmod) X(fcntl) X(fdatasync) X(fdopendir)	\
	X(fstat) X(fstatat) X(fsync) X(ftruncate) X(getrandom) X(lstat)	\
	X(memory) X(mkdir) X(mkdirat) X(open) X(openat) X(openat2)	\
	X(pread) X(pthread_create) X(pwrite) X(read) X(readdir)		\
	X(readlink)							\
	X(renameat) X(renameat2) X(stat) X(symlinkat) X(syncfs)		\
	X(unlink) X(unlinkat) X(write)

enum call {
#define X(name) CALL_##name,
	CALLS(X)
#undef X
	CALL_N
};

static const char *const	 names[CALL_N] = {
#define X(name) #name,
	CALLS(X)
#undef X
};

enum how {
	HOW_NOTHING,
	HOW_ERRNO,
	HOW_KILL,
	HOW_KILLED_AFTER,
	HOW_SHORT,
	HOW_ZERO,
	HOW_FLIP,
	HOW_DONE
};

static const struct {
	const char	*name;
	enum how	 how;
} hows[] = {
	{ "kill", HOW_KILL }, { "killed-after", HOW_KILLED_AFTER },
	{ "short", HOW_SHORT }, { "zero", HOW_ZERO }, { "flip", HOW_FLIP },
	{ "done", HOW_DONE }
};

static atomic_long	 counts[CALL_N], total;
static int		 wanted = -2;	/* -1: any; -2: none */
static long		 at;
static enum how		 how;
static int		 error;
static bool		 ever;
static atomic_bool	 ready;
static int		 log_fd = -1;

__attribute__((__constructor__)) static void
start(void)
{
	const char	*call = getenv("FAULT_CALL");
	const char	*n = getenv("FAULT_AT");
	const char	*what = getenv("FAULT_HOW");
	int		 i;

	for (i = 0; call != NULL && i < CALL_N; i++)
		if (strcmp(call, names[i]) == 0)
			wanted = i;
	if (call != NULL && strcmp(call, "all") == 0)
		wanted = -1;
	at = n != NULL ? atol(n) : 0;
	ever = getenv("FAULT_EVER") != NULL;
	if (what != NULL) {
		how = HOW_ERRNO;
		error = atoi(what);
		for (i = 0; i < (int)(sizeof(hows) / sizeof(hows[0])); i++)
			if (strcmp(what, hows[i].name) == 0)
				how = hows[i].how;
	}
	if (getenv("FAULT_LOG") != NULL)
		log_fd = open(getenv("FAULT_LOG"), O_WRONLY | O_CREAT |
		    O_APPEND | O_CLOEXEC, 0600);
	atomic_store(&ready, true);
}

/* The path of a descriptor, or of a name below it. */
static void
path_of(int fd, const char *name, char *out, size_t size)
{
	char	 link[64];
	ssize_t	 n = 0;

	out[0] = '\0';
	if (name == NULL || name[0] != '/') {
		(void)snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
		if (fd == AT_FDCWD)
			strcpy(link, "/proc/self/cwd");
		n = readlinkat(AT_FDCWD, link, out, size - 1);
		out[n > 0 ? n : 0] = '\0';
	}
	if (name != NULL)
		(void)snprintf(out + (n > 0 ? n : 0), size - (size_t)
		    (n > 0 ? n : 0), "%s%s", n > 0 ? "/" : "", name);
}

/* Log a change: of a name in a folder, or of what a descriptor is open on. */
static void
note(char op, int fd, const char *name)
{
	char	 line[4200];
	int	 saved = errno;
	size_t	 len;

	if (log_fd == -1 || !atomic_load(&ready))
		return;
	line[0] = op;
	line[1] = ' ';
	path_of(fd, name, line + 2, sizeof(line) - 3);
	len = strlen(line);
	line[len++] = '\n';
	(void)syscall(SYS_write, log_fd, line, len);
	errno = saved;
}

__attribute__((__destructor__)) static void
finish(void)
{
	const char	*path = getenv("FAULT_COUNT");
	char		 line[80];
	int		 fd, i, len;

	atomic_store(&ready, false);
	if (path == NULL ||
	    (fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600)) == -1)
		return;
	for (i = 0; i < CALL_N; i++) {
		len = snprintf(line, sizeof(line), "%s %ld\n", names[i],
		    atomic_load(&counts[i]));
		if (write(fd, line, (size_t)len) != len)
			_exit(99);
	}
	close(fd);
}

/*
 * The program has ended: what follows are the counts of a coverage build,
 * which calls this (tests/coverage.sh).
 */
void
fault_over(void)
{
	atomic_store(&ready, false);
}

/* What is to happen to this call. */
static enum how
fate(enum call call)
{
	long	 mine, n;

	if (!atomic_load(&ready))
		return HOW_NOTHING;
	mine = atomic_fetch_add(&counts[call], 1) + 1;
	n = atomic_fetch_add(&total, 1) + 1;
	if (wanted == -1)
		mine = n;
	else if (wanted != (int)call)
		return HOW_NOTHING;
	if (mine != at && !(ever && mine > at))
		return HOW_NOTHING;
	if (how == HOW_KILL)
		(void)kill(getpid(), SIGKILL);
	errno = error;
	return how;
}

#define REAL(name)							\
	__typeof__(name) *real;						\
	*(void **)&real = dlsym(RTLD_NEXT, #name)

/* A call whose failure is the value bad. */
#define DO(result, call, bad, expr)					\
	enum how	 what = fate(CALL_##call);			\
	result		 value;						\
									\
	if (what == HOW_ERRNO)						\
		return bad;						\
	value = (expr);							\
	if (what == HOW_KILLED_AFTER)					\
		(void)kill(getpid(), SIGKILL);				\
	if (what == HOW_DONE) {						\
		errno = ENOENT;						\
		return bad;						\
	}								\
	return value

#define HALF(n)		(what == HOW_SHORT && (n) > 1 ? (n) / 2 : (n))

int
access(const char *path, int mode)
{
	REAL(access);
	DO(int, access, -1, real(path, mode));
}

int
close(int fd)
{
	/* Linux frees the descriptor even when it says no. */
	enum how	 what = fate(CALL_close);
	int		 saved = errno, value;
	REAL(close);

	value = real(fd);
	if (what == HOW_KILLED_AFTER)
		(void)kill(getpid(), SIGKILL);
	if (what != HOW_ERRNO)
		return value;
	errno = saved;
	return -1;
}

int
fchmod(int fd, mode_t mode)
{
	REAL(fchmod);
	DO(int, fchmod, -1, real(fd, mode));
}

static int
do_fcntl(int fd, int op, void *arg)
{
	REAL(fcntl64);
	DO(int, fcntl, -1, real(fd, op, arg));
}

int
fcntl(int fd, int op, ...)
{
	va_list	 ap;
	void	*arg;

	va_start(ap, op);
	arg = va_arg(ap, void *);
	va_end(ap);
	return do_fcntl(fd, op, arg);
}

int
fcntl64(int fd, int op, ...)
{
	va_list	 ap;
	void	*arg;

	va_start(ap, op);
	arg = va_arg(ap, void *);
	va_end(ap);
	return do_fcntl(fd, op, arg);
}

int
fdatasync(int fd)
{
	REAL(fdatasync);
	DO(int, fdatasync, -1, real(fd));
}

DIR *
fdopendir(int fd)
{
	REAL(fdopendir);
	DO(DIR *, fdopendir, NULL, real(fd));
}

int
fstat(int fd, struct stat *st)
{
	REAL(fstat);
	DO(int, fstat, -1, real(fd, st));
}

int
fstat64(int fd, struct stat64 *st)
{
	REAL(fstat64);
	DO(int, fstat, -1, real(fd, st));
}

int
fstatat(int dir, const char *path, struct stat *st, int flags)
{
	REAL(fstatat);
	DO(int, fstatat, -1, real(dir, path, st, flags));
}

int
fsync(int fd)
{
	REAL(fsync);

	note('S', fd, NULL);
	DO(int, fsync, -1, real(fd));
}

int
ftruncate(int fd, off_t len)
{
	REAL(ftruncate);

	note('W', fd, NULL);
	DO(int, ftruncate, -1, real(fd, len));
}

int
ftruncate64(int fd, off64_t len)
{
	REAL(ftruncate64);

	note('W', fd, NULL);
	DO(int, ftruncate, -1, real(fd, len));
}

ssize_t
getrandom(void *p, size_t len, unsigned flags)
{
	ssize_t	(*real)(void *, size_t, unsigned);

	*(void **)&real = dlsym(RTLD_NEXT, "getrandom");
	DO(ssize_t, getrandom, -1, real(p, len, flags));
}

int
lstat(const char *path, struct stat *st)
{
	REAL(lstat);
	DO(int, lstat, -1, real(path, st));
}

int
lstat64(const char *path, struct stat64 *st)
{
	REAL(lstat64);
	DO(int, lstat, -1, real(path, st));
}

int
mkdir(const char *path, mode_t mode)
{
	REAL(mkdir);
	DO(int, mkdir, -1, real(path, mode));
}

int
mkdirat(int dir, const char *path, mode_t mode)
{
	REAL(mkdirat);

	note('C', dir, path);
	DO(int, mkdirat, -1, real(dir, path, mode));
}

#define OPEN(fn, call, dir, params, args)					\
int									\
fn params								\
{									\
	va_list	 ap;							\
	mode_t	 mode;							\
	REAL(fn);							\
									\
	va_start(ap, flags);						\
	mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(ap, mode_t) : 0;	\
	va_end(ap);							\
	if (flags & O_CREAT)						\
		note('C', dir, path);					\
	DO(int, call, -1, real args);					\
}

OPEN(open, open, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, open, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, openat, dir, (int dir, const char *path, int flags, ...),
    (dir, path, flags, mode))
OPEN(openat64, openat, dir, (int dir, const char *path, int flags, ...),
    (dir, path, flags, mode))

ssize_t
pread(int fd, void *p, size_t n, off_t from)
{
	REAL(pread);
	DO(ssize_t, pread, -1, real(fd, p, HALF(n), from));
}

ssize_t
pread64(int fd, void *p, size_t n, off64_t from)
{
	REAL(pread64);
	DO(ssize_t, pread, -1, real(fd, p, HALF(n), from));
}

int
pthread_create(pthread_t *t, const pthread_attr_t *a, void *(*fn)(void *),
    void *arg)
{
	REAL(pthread_create);
	DO(int, pthread_create, EAGAIN, real(t, a, fn, arg));
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t to)
{
	REAL(pwrite);

	note('W', fd, NULL);
	DO(ssize_t, pwrite, -1, real(fd, p, HALF(n), to));
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off64_t to)
{
	REAL(pwrite64);

	note('W', fd, NULL);
	DO(ssize_t, pwrite, -1, real(fd, p, HALF(n), to));
}

ssize_t
read(int fd, void *p, size_t n)
{
	REAL(read);
	DO(ssize_t, read, -1, real(fd, p, HALF(n)));
}

struct dirent *
readdir(DIR *d)
{
	REAL(readdir);
	DO(struct dirent *, readdir, NULL, real(d));
}

ssize_t
readlink(const char *path, char *p, size_t n)
{
	REAL(readlink);
	DO(ssize_t, readlink, -1, real(path, p, n));
}

int
renameat(int a, const char *from, int b, const char *to)
{
	REAL(renameat);

	note('F', a, from);
	note('R', b, to);
	DO(int, renameat, -1, real(a, from, b, to));
}

int
renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
	REAL(renameat2);

	note('F', a, from);
	note('R', b, to);
	DO(int, renameat2, -1, real(a, from, b, to, flags));
}

int
stat(const char *path, struct stat *st)
{
	REAL(stat);
	DO(int, stat, -1, real(path, st));
}

int
stat64(const char *path, struct stat64 *st)
{
	REAL(stat64);
	DO(int, stat, -1, real(path, st));
}

int
symlinkat(const char *to, int dir, const char *path)
{
	REAL(symlinkat);

	note('C', dir, path);
	DO(int, symlinkat, -1, real(to, dir, path));
}

int
syncfs(int fd)
{
	REAL(syncfs);

	note('Y', fd, NULL);
	DO(int, syncfs, -1, real(fd));
}

/* openat2 has no function of its own in the C library. */
long
syscall(long number, ...)
{
	va_list	 ap;
	long	 a[6];
	int	 i;
	REAL(syscall);

	va_start(ap, number);
	for (i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (number != SYS_openat2)
		return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
	DO(long, openat2, -1, real(number, a[0], a[1], a[2], a[3]));
}

int
unlink(const char *path)
{
	REAL(unlink);
	DO(int, unlink, -1, real(path));
}

int
unlinkat(int dir, const char *path, int flags)
{
	REAL(unlinkat);

	note('U', dir, path);
	DO(int, unlinkat, -1, real(dir, path, flags));
}

/* As if the disk had put down another bit in the middle. */
static ssize_t
write_flipped(ssize_t (*real)(int, const void *, size_t), int fd,
    const void *p, size_t n)
{
	char	*copy = n > 0 ? malloc(n) : NULL;
	ssize_t	 done;

	if (copy == NULL)
		return real(fd, p, n);
	memcpy(copy, p, n);
	copy[n / 2] ^= 1;
	done = real(fd, copy, n);
	free(copy);
	return done;
}

static ssize_t
do_write(ssize_t (*real)(int, const void *, size_t), int fd, const void *p,
    size_t n)
{
	DO(ssize_t, write, -1, what == HOW_ZERO ? 0 : what == HOW_FLIP ?
	    write_flipped(real, fd, p, n) : real(fd, p, HALF(n)));
}

ssize_t
write(int fd, const void *p, size_t n)
{
	REAL(write);

	/* What goes wrong must be said somewhere. */
	if (fd == STDERR_FILENO)
		return real(fd, p, n);
	note('W', fd, NULL);
	return do_write(real, fd, p, n);
}

/* Memory: dlsym needs some itself, so the C library's own names. */
extern void	*__libc_malloc(size_t);
extern void	*__libc_calloc(size_t, size_t);
extern void	*__libc_realloc(void *, size_t);

void *
malloc(size_t n)
{
	DO(void *, memory, NULL, __libc_malloc(n));
}

void *
calloc(size_t n, size_t size)
{
	DO(void *, memory, NULL, __libc_calloc(n, size));
}

void *
realloc(void *p, size_t n)
{
	DO(void *, memory, NULL, __libc_realloc(p, n));
}
