#include "manifest.h"

#include <stdlib.h>

#include "file.h"
#include "util.h"

#define MANIFEST_MAX	((size_t)4 << 30)	/* bytes */

/* Whether a path stays inside the bag. */
static bool
inside(const char *path)
{
	const char	*p;
	size_t		 n;

	if (path[0] == '/' || path[0] == '~' || path[0] == '\0')
		return false;
	for (p = path; ; p += n + 1) {
		n = strcspn(p, "/");
		if (n == 0 || (n == 1 && p[0] == '.') ||
		    (n == 2 && p[0] == '.' && p[1] == '.'))
			return false;
		if (p[n] == '\0')
			return true;
	}
}

static const char *
line_fault(const char *line, size_t len, size_t digits, bool tags)
{
	uint8_t	 digest[HASH_MAX];

	if (strlen(line) != len)
		return "holds a NUL byte";
	if (len < digits + 3 || hash_unhex(line, digits / 2, digest) == -1)
		return "does not start with a digest of this kind";
	if (line[digits] != ' ' || line[digits + 1] != ' ')
		return "has no two blanks after the digest";
	if (!inside(line + digits + 2))
		return "names a path that leaves the snapshot";
	if ((strncmp(line + digits + 2, "data/", 5) == 0) == tags)
		return "names a path that belongs into the other manifest";
	return NULL;
}

static int
entry_cmp(const void *a, const void *b)
{
	return strcmp(((const struct manifest_entry *)a)->path,
	    ((const struct manifest_entry *)b)->path);
}

/* Sort by path and drop what stands twice. */
static void
sort(struct manifest *m, const char *file, const char *subject)
{
	size_t	 i, n = 0;
	bool	 sorted = true;

	for (i = 1; i < m->n && sorted; i++)
		sorted = entry_cmp(&m->entries[i - 1], &m->entries[i]) < 0;
	if (sorted)
		return;
	qsort(m->entries, m->n, sizeof(*m->entries), entry_cmp);
	for (i = 0; i < m->n; i++) {
		if (n > 0 && entry_cmp(&m->entries[n - 1], &m->entries[i]) ==
		    0) {
			util_warn("%s: %s: names %s twice", subject, file,
			    m->entries[i].path);
			m->faults++;
			continue;
		}
		m->entries[n++] = m->entries[i];
	}
	m->n = n;
}

int
manifest_read(struct manifest *m, int dirfd, const char *file,
    enum hash_kind kind, const char *subject)
{
	bool		 tags = strncmp(file, "tag", 3) == 0;
	size_t		 digits = 2 * hash_len(kind), cap = 0, len, n = 0;
	const char	*why;
	char		*name, *line, *end, *stop;
	int		 rc;

	memset(m, 0, sizeof(*m));
	m->text = (struct buf)BUF_INIT;
	name = xasprintf("%s: %s", subject, file);
	rc = file_read(dirfd, file, name, MANIFEST_MAX, &m->text);
	free(name);
	if (rc == -1)
		return -1;
	stop = m->text.ptr + m->text.len;
	for (line = m->text.ptr; line < stop; line = end + 1) {
		n++;
		end = memchr(line, '\n', (size_t)(stop - line));
		if (end == NULL) {
			util_warn("%s: %s: last line is cut short", subject,
			    file);
			m->faults++;
			break;
		}
		*end = '\0';
		len = (size_t)(end - line);
		why = line_fault(line, len, digits, tags);
		if (why != NULL) {
			util_warn("%s: %s: line %zu %s", subject, file, n,
			    why);
			m->faults++;
			continue;
		}
		if (m->n == cap) {
			cap = cap > 0 ? 2 * cap : 256;
			m->entries = xreallocarray(m->entries, cap,
			    sizeof(*m->entries));
		}
		m->entries[m->n].hex = line;
		m->entries[m->n++].path = line + digits + 2;
	}
	sort(m, file, subject);
	return 0;
}

void
manifest_free(struct manifest *m)
{
	free(m->entries);
	m->entries = NULL;
	m->n = 0;
	buf_free(&m->text);
}
