/*
 * oracle FOLDER...: every page of every snapshot at or below the folders, and
 * of every archive's own pages, held against the lists.  A page of a snapshot
 * is judged when its manifest has it as it is: what a test has damaged since
 * is the test's affair.  Prints faults, then how many pages there were; exit 1
 * when there were faults.
 *
 *	ORACLE_SEEN=FILE	digests of pages that were good are kept there,
 *				and such a page of that name is not read again
 */

#include "oracle.h"

#include <libxml/parser.h>
#include <stdlib.h>

static void
read_seen(struct oracle *c, const char *name)
{
	FILE	*f = fopen(name, "r");
	char	*line = NULL;
	size_t	 cap = 0;
	ssize_t	 n;

	if ((c->seen = xmlHashCreate(4096)) == NULL)
		abort();
	while (f != NULL && (n = getline(&line, &cap, f)) > 0) {
		line[n - 1] = '\0';
		(void)xmlHashAddEntry(c->seen, BAD_CAST line, BAD_CAST "");
	}
	free(line);
	if (f != NULL)
		(void)fclose(f);
	if ((c->keep = fopen(name, "a")) == NULL) {
		perror(name);
		exit(2);
	}
}

int
main(int argc, char **argv)
{
	struct oracle	 c = { 0, 0, NULL, NULL, NULL };
	const char	*seen = getenv("ORACLE_SEEN");
	int		 i;

	if (argc < 2) {
		fputs("usage: oracle FOLDER...\n", stderr);
		return 2;
	}
	if (seen != NULL)
		read_seen(&c, seen);
	for (i = 1; i < argc; i++)
		oracle_walk(&c, argv[i]);
	xmlHashFree(c.seen, NULL);
	xmlCleanupParser();
	if (c.keep != NULL && fclose(c.keep) != 0) {
		perror(seen);
		return 2;
	}
	printf("%zu pages, %zu faults\n", c.pages, c.faults);
	return fflush(stdout) != 0 || c.faults > 0;
}
