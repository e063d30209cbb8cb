/*
 * libinih is given the lines by a function of ours: it tells no line numbers
 * as Debian builds it, passes over sections without a key, and cuts a line
 * that is too long in two.  Blanks before a key are dropped here, or they
 * would make it a part of the value before.
 */

#include "inifile.h"

#include <ctype.h>
#include <fcntl.h>
#include <ini.h>
#include <stdbool.h>

#include "file.h"
#include "hash.h"
#include "text.h"
#include "util.h"

#define FILE_MAX	((size_t)4 << 20)

struct inifile {
	const char	*path;
	inifile_visit	*visit;
	void		*arg;
	const char	*at, *end;	/* what is left of the text */
	int		 line;
	char		 section[200];	/* the one at hand; "": none yet */
	bool		 failed;	/* and the fault is printed */
};

const char *
inifile_path(const struct inifile *f)
{
	return f->path;
}

int
inifile_line(const struct inifile *f)
{
	return f->line;
}

int
inifile_unknown(const struct inifile *f, const char *what, const char *word,
    const char *const *names, size_t n)
{
	const char	*near = util_nearest(word, names, n);

	if (near != NULL)
		util_warn("%s:%d: no %s %s (did you mean %s?)", f->path,
		    f->line, what, word, near);
	else
		util_warn("%s:%d: no %s %s", f->path, f->line, what, word);
	return -1;
}

/* Where the name of a section ends, as libinih sees it: at the ']', unless a
 * comment comes before.  NULL: nowhere. */
static const char *
section_end(const char *line)
{
	const char	*p;

	for (p = line + 1; *p != '\0' && *p != ']'; p++)
		if (*p == ';' && isspace((unsigned char)p[-1]))
			return NULL;
	return *p == ']' ? p : NULL;
}

/* Whether something stands there that is no comment. */
static bool
has_more(const char *p)
{
	const char	*start = p;

	while (isspace((unsigned char)*p))
		p++;
	return *p != '\0' && (*p != ';' || p == start);
}

/* A line that begins a section: tell it. */
static int
begin_section(struct inifile *f, const char *line)
{
	const char	*end = section_end(line);
	size_t		 len = end != NULL ? (size_t)(end - line - 1) : 0;

	if (end == NULL) {
		util_warn("%s:%d: a section without a ]", f->path, f->line);
		return -1;
	}
	if (len == 0) {
		util_warn("%s:%d: a section without a name", f->path, f->line);
		return -1;
	}
	memcpy(f->section, line + 1, len);
	f->section[len] = '\0';
	if (has_more(end + 1)) {
		util_warn("%s:%d: text behind [%s]", f->path, f->line,
		    f->section);
		return -1;
	}
	return f->visit(f->arg, f, f->section, NULL, NULL);
}

/* Give libinih the next line, as fgets(3) would. */
static char *
next_line(char *out, int size, void *stream)
{
	struct inifile	*f = stream;
	const char	*nl;
	size_t		 len;

	if (f->failed || f->at == f->end)
		return NULL;
	f->line++;
	nl = memchr(f->at, '\n', (size_t)(f->end - f->at));
	if (nl == NULL)
		nl = f->end;
	while (f->at < nl && (*f->at == ' ' || *f->at == '\t'))
		f->at++;
	len = (size_t)(nl - f->at);
	if (!text_valid((struct slice){ f->at, len }) ||
	    memchr(f->at, '\0', len) != NULL) {
		util_warn("%s:%d: not UTF-8 text", f->path, f->line);
		f->failed = true;
		return NULL;
	}
	if (len + 2 > (size_t)size || len + 2 > sizeof(f->section)) {
		util_warn("%s:%d: a line of more than %d bytes", f->path,
		    f->line, size - 2);
		f->failed = true;
		return NULL;
	}
	memcpy(out, f->at, len);
	memcpy(out + len, "\n", 2);
	f->at = nl + (nl < f->end);
	if (out[0] == '[' && begin_section(f, out) == -1)
		f->failed = true;
	return f->failed ? NULL : out;
}

static int
on_key(void *arg, const char *section, const char *key, const char *value)
{
	struct inifile	*f = arg;

	if (f->failed)
		return 0;
	if (section[0] == '\0') {
		util_warn("%s:%d: %s stands before the first [section]",
		    f->path, f->line, key);
		f->failed = true;
	} else if (key[0] == '\0' || value == NULL || value[0] == '\0') {
		util_warn("%s:%d: %s has no value", f->path, f->line,
		    key[0] != '\0' ? key : "a key without a name");
		f->failed = true;
	} else if (f->visit(f->arg, f, f->section, key, value) == -1) {
		f->failed = true;
	}
	return !f->failed;
}

static void
digest(const struct buf *text, char hex[INIFILE_HEX])
{
	struct hash	*h = hash_new(HASH_SHA256);
	uint8_t		 bytes[HASH_MAX];

	hash_once(h, text->ptr, text->len, bytes);
	hash_free(h);
	hash_hex(bytes, hash_len(HASH_SHA256), hex);
}

int
inifile_read(const char *path, inifile_visit *visit, void *arg,
    char hex[INIFILE_HEX])
{
	struct inifile	 f = { .path = path, .visit = visit, .arg = arg };
	struct buf	 text = BUF_INIT;
	int		 bad, rc = -1;

	if (file_read(AT_FDCWD, path, path, FILE_MAX, &text) == -1)
		goto out;
	f.at = text.ptr;
	f.end = text.ptr + text.len;
	if (text.len >= 3 && memcmp(text.ptr, "\xef\xbb\xbf", 3) == 0)
		f.at += 3;
	digest(&text, hex);
	bad = ini_parse_stream(next_line, &f, on_key, &f);
	if (bad != 0 && !f.failed)
		util_warn("%s:%d: neither a [section] nor a key = value",
		    path, bad);
	else if (bad == 0 && !f.failed &&
	    visit(arg, &f, NULL, NULL, NULL) == 0)
		rc = 0;
out:
	buf_free(&text);
	return rc;
}
