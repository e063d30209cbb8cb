/*
 * The linker hands calls of write, _exit and theme_open to the functions here
 * (--wrap): messages are kept or dropped, an exit is a find, and a theme is
 * read once.
 */

#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd.h"
#include "file.h"

ssize_t	 __real_write(int, const void *, size_t);
ssize_t	 __wrap_write(int, const void *, size_t);
void	 __wrap__exit(int) __attribute__((__noreturn__));

static char	 folder[64];
static pid_t	 owner;
static struct buf *said;	/* NULL: nobody listens */

ssize_t
__wrap_write(int fd, const void *p, size_t len)
{
	if (fd != STDERR_FILENO)
		return __real_write(fd, p, len);
	if (said != NULL)
		buf_add(said, p, len);
	return (ssize_t)len;
}

void
fuzz_listen(struct buf *b)
{
	said = b;
}

/* Only a lack of memory ends the program like that, and there is enough. */
void
__wrap__exit(int code)
{
	fprintf(stderr, "exit %d\n", code);
	abort();
}

void
fuzz_find(const char *file, int line, const char *claim)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, claim);
	abort();
}

static void
end(void)
{
	if (getpid() == owner && chdir("/") == 0)
		(void)file_remove_tree(AT_FDCWD, folder);
}

void
fuzz_begin(void)
{
	owner = getpid();
	(void)snprintf(folder, sizeof(folder), "%s/tokensnap-fuzz-XXXXXX",
	    access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	FUZZ_HOLDS(mkdtemp(folder) != NULL && chdir(folder) == 0);
	FUZZ_HOLDS(freopen("/dev/null", "w", stdout) != NULL);
	(void)atexit(end);
}

/* For targets that need no more than this. */
__attribute__((__weak__)) int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

void
fuzz_write(const char *path, const void *p, size_t len)
{
	int	 fd;

	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	FUZZ_HOLDS(fd != -1);
	FUZZ_HOLDS(file_write(fd, p, len) == 0);
	FUZZ_HOLDS(close(fd) == 0);
}

size_t
fuzz_parts(const uint8_t *data, size_t len, struct slice *parts, size_t max)
{
	const char	*p = (const char *)data, *end = p + len, *cut;
	size_t		 n = 0;

	while (n < max) {
		cut = len == 0 ? NULL : memchr(p, 0x1e, (size_t)(end - p));
		if (cut == NULL || n + 1 == max)
			cut = end;
		parts[n].ptr = p;
		parts[n++].len = (size_t)(cut - p);
		if (cut == end)
			break;
		p = cut + 1;
	}
	return n;
}

int
fuzz_verify(const char *path, bool json)
{
	char	 words[][32] = { "verify", "-q", "--jobs=1", "--no-modes", "",
		    "--json" };
	char	*argv[] = { words[0], words[1], words[2], words[3], words[4],
		    words[5], NULL };

	(void)snprintf(words[4], sizeof(words[4]), "%s", path);
	return cmd_verify(json ? 6 : 5, argv);
}
