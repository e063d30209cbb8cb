/*
 * Two lines: "BagIt-Version: 1.0" and "Tag-File-Character-Encoding: UTF-8".
 * The file itself is UTF-8 without a byte order mark.  Up to 0.97 blanks may
 * stand around the colon; 1.0 has one behind it.
 */

#include "bagit.h"

#include <errno.h>
#include <stdio.h>
#include <strings.h>
#include <unistd.h>

#include "file.h"
#include "lines.h"
#include "manifest.h"
#include "util.h"

#define FILE_NAME	"bagit.txt"
#define SIZE_MAX_BYTES	4096

/* The value of a line that begins with label, or NULL.  *loose: with blanks
 * that 1.0 does not allow. */
static char *
value_of(char *line, const char *label, bool *loose)
{
	size_t	 len = strlen(label), n;
	char	*p = line + len;

	if (strncmp(line, label, len) != 0)
		return NULL;
	n = strspn(p, " \t");
	if (p[n] != ':')
		return NULL;
	*loose = *loose || n > 0 || p[n + 1] != ' ' || p[n + 2] == ' ' ||
	    p[n + 2] == '\t';
	p += n + 1;
	p += strspn(p, " \t");
	for (n = strlen(p); n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t'); ) {
		p[--n] = '\0';
		*loose = true;
	}
	return *p != '\0' ? p : NULL;
}

static void
read_version(struct bagit *b, const char *text, struct verdict *v)
{
	static const struct {
		const char	*text;
		int		 version;
	} known[] = { { "0.93", 93 }, { "0.94", 94 }, { "0.95", 95 },
	    { "0.96", 96 }, { "0.97", 97 }, { "1.0", BAGIT_1_0 } };
	size_t	 i, n;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(text, known[i].text) == 0) {
			b->version = known[i].version;
			return;
		}
	n = strspn(text, "0123456789");
	if (n > 0 && text[n] == '.' && text[n + 1] != '\0' &&
	    strspn(text + n + 1, "0123456789") == strlen(text + n + 1))
		verdict_unchecked(v, FILE_NAME, "BagIt %s is not known; 0.93 "
		    "to 1.0 are", text);
	else
		verdict_fault(v, FILE_NAME, "its version is not a number of "
		    "the form 1.0");
}

static void
read_encoding(struct bagit *b, const char *text, struct verdict *v)
{
	struct lines	*l = strlen(text) < sizeof(b->encoding) ?
			    lines_new(-1, text, true) : NULL;

	if (l == NULL) {
		verdict_unchecked(v, FILE_NAME, "encoding %s is not known",
		    text);
		b->readable = false;
		return;
	}
	lines_free(l);
	(void)snprintf(b->encoding, sizeof(b->encoding), "%s", text);
	if (bagit_encoding(b) != NULL)
		verdict_warn(v, FILE_NAME, "tag files are in %s, not in UTF-8",
		    text);
}

/* Split the text into lines at LF, CR and CR LF.  Returns how many; the last
 * ones that are empty do not count. */
static size_t
split(char *text, char *lines[3])
{
	size_t	 n = 0, full = 0;
	char	*end;

	lines[0] = lines[1] = lines[2] = NULL;
	for (; *text != '\0'; text = end) {
		end = text + strcspn(text, "\r\n");
		if (n < 3)
			lines[n] = text;
		n++;
		if (end > text)
			full = n;
		if (end[0] == '\r' && end[1] == '\n')
			*end++ = '\0';
		if (*end != '\0')
			*end++ = '\0';
	}
	return full;
}

static void
parse(struct bagit *b, char *text, struct verdict *v)
{
	char	*lines[3], *version = NULL, *encoding = NULL;
	size_t	 n = split(text, lines);
	bool	 loose = false;

	if (lines[0] != NULL)
		version = value_of(lines[0], "BagIt-Version", &loose);
	if (lines[1] != NULL)
		encoding = value_of(lines[1], "Tag-File-Character-Encoding",
		    &loose);
	if (version == NULL)
		verdict_fault(v, FILE_NAME, "line 1 names no BagIt-Version");
	else
		read_version(b, version, v);
	if (encoding == NULL)
		verdict_fault(v, FILE_NAME, "line 2 names no "
		    "Tag-File-Character-Encoding");
	else
		read_encoding(b, encoding, v);
	if (loose && b->version == BAGIT_1_0)
		verdict_fault(v, FILE_NAME, "has blanks that BagIt 1.0 does "
		    "not allow");
	if (n > 2)
		verdict_warn(v, FILE_NAME, "has %zu lines, not 2", n);
	if (b->version < BAGIT_1_0)
		verdict_warn(v, FILE_NAME, "version %s is old; 1.0 is the "
		    "standard", version);
}

void
bagit_read(int dirfd, struct bagit *b, struct verdict *v)
{
	char	 text[SIZE_MAX_BYTES + 1];
	ssize_t	 n;
	int	 fd;

	b->version = BAGIT_1_0;
	b->readable = true;
	strcpy(b->encoding, "UTF-8");
	if ((fd = manifest_open(dirfd, FILE_NAME, v)) == -1)
		return;
	n = file_fill(fd, text, sizeof(text));
	close(fd);
	if (n == -1) {
		verdict_unchecked(v, FILE_NAME, "cannot be read");
		return;
	}
	if (n == sizeof(text)) {
		verdict_fault(v, FILE_NAME, "is too long");
		return;
	}
	text[n] = '\0';
	if (strlen(text) != (size_t)n)
		verdict_fault(v, FILE_NAME, "holds a NUL byte");
	else if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		verdict_fault(v, FILE_NAME, "begins with a byte order mark");
	else
		parse(b, text, v);
}

const char *
bagit_encoding(const struct bagit *b)
{
	return strcasecmp(b->encoding, "UTF-8") == 0 ||
	    strcasecmp(b->encoding, "UTF8") == 0 ? NULL : b->encoding;
}
