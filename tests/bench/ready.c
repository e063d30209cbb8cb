/*
 * ready MIB: use that much memory and give it back.
 *
 * The host of a virtual machine may have taken what was free, and to have it
 * again can take ten times as long as to write to it.  Which command pays for
 * that would be chance.
 */
#include <sys/mman.h>

#include <err.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
	size_t	 i, bytes;
	char	*p;

	if (argc != 2)
		errx(127, "usage: ready MiB");
	bytes = (size_t)strtoul(argv[1], NULL, 10) << 20;
	p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE |
	    MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		err(127, "%zu bytes of memory", bytes);
	/* Large pieces: they are given out again before small ones. */
	(void)madvise(p, bytes, MADV_HUGEPAGE);
	for (i = 0; i < bytes; i += 4096)
		p[i] = 1;
	return 0;
}
