/* A line is a URL, the length in bytes or '-', and a path below data/. */

#include "fetch.h"

#include <errno.h>
#include <unistd.h>

#include "lines.h"
#include "manifest.h"
#include "util.h"

#define FILE_NAME	"fetch.txt"
#define TOLD_MOST	100

struct fetch {
	struct inventory	*inv;
	struct verdict		*verdict;
	bool			 decode;
	size_t			 bad, files, absent;
};

/* Why a line cannot be used, or NULL. */
static const char *
take(struct fetch *f, char *line, size_t len)
{
	const struct inventory_item	*item;
	const char			*why;
	char				*size, *path;
	bool				 dot;

	if (strlen(line) != len)
		return "holds a NUL byte";
	size = line + strcspn(line, " \t");
	if (size == line || *size == '\0')
		return "is not \"URL length path\"";
	size += strspn(size, " \t");
	path = size + strcspn(size, " \t");
	if (*path == '\0' || (strncmp(size, "- ", 2) != 0 &&
	    strncmp(size, "-\t", 2) != 0 &&
	    strspn(size, "0123456789") != (size_t)(path - size)))
		return "is not \"URL length path\"";
	path += strspn(path, " \t");
	if ((why = manifest_path(path, f->decode, &dot)) != NULL)
		return why;
	if (strncmp(path, "data/", 5) != 0)
		return "names a path outside the payload";
	f->files++;
	item = inventory_find(f->inv, path);
	if (item == NULL || item->listed == 0)
		return "names a path that is in no manifest";
	if ((item->faults & INVENTORY_ON_DISK) == 0)
		f->absent++;
	return NULL;
}

void
fetch_check(int dirfd, bool decode, const char *encoding,
    struct inventory *inv, struct verdict *verdict)
{
	struct fetch		 f = { .inv = inv, .verdict = verdict,
				    .decode = decode };
	enum lines_result	 rc;
	struct lines		*l;
	const char		*why;
	char			*line;
	size_t			 len;
	int			 fd;

	if ((fd = manifest_open(dirfd, FILE_NAME, verdict)) == -1)
		return;
	l = lines_new(fd, encoding, true);
	while (l != NULL && ((rc = lines_next(l, &line, &len)) == LINES_LINE ||
	    rc == LINES_LONG)) {
		if (rc == LINES_LINE && len == 0)
			continue;
		why = rc == LINES_LONG ? "is too long" : take(&f, line, len);
		if (why != NULL && f.bad++ < TOLD_MOST)
			verdict_fault(verdict, FILE_NAME, "line %zu %s",
			    lines_number(l), why);
	}
	if (l != NULL && rc == LINES_ERROR && errno == EILSEQ)
		verdict_fault(verdict, FILE_NAME, "is not %s", encoding);
	else if (l != NULL && rc == LINES_ERROR)
		verdict_unchecked(verdict, FILE_NAME, "cannot be read: %s",
		    strerror(errno));
	if (f.bad > TOLD_MOST)
		verdict_fault(verdict, FILE_NAME, "%zu more lines cannot be "
		    "used", f.bad - TOLD_MOST);
	if (f.absent > 0)
		verdict_warn(verdict, FILE_NAME, "%zu of %zu files were not "
		    "fetched", f.absent, f.files);
	lines_free(l);
	close(fd);
}
