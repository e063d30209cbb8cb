/*
 * "Label: value", and lines that begin with a blank go on with the value
 * before.  Older bags put blanks before the colon, or a tab behind it.
 */

#include "baginfo.h"

#include <errno.h>
#include <stdio.h>
#include <strings.h>
#include <unistd.h>

#include "lines.h"
#include "manifest.h"
#include "util.h"

#define LABELS_MOST	10000

struct reading {
	const struct baginfo_source	*source;
	struct baginfo			*info;
	struct verdict			*verdict;
	struct buf			 label, value;	/* the element so far */
	size_t				 oxums, labels;
};

static void
read_oxum(struct reading *r)
{
	const char	*file = r->source->file;
	char		*dot = strchr(r->value.ptr, '.');
	long long	 bytes, files;

	if (r->oxums++ > 0) {
		if (r->source->once)
			verdict_fault(r->verdict, file,
			    "has more than one Payload-Oxum");
		else
			verdict_warn(r->verdict, file,
			    "has more than one Payload-Oxum");
	}
	if (dot != NULL)
		*dot = '\0';
	if (dot == NULL || util_number(r->value.ptr, 0, INT64_MAX, &bytes) ==
	    -1 || util_number(dot + 1, 0, INT64_MAX, &files) == -1) {
		verdict_fault(r->verdict, file,
		    "Payload-Oxum is not \"bytes.files\"");
		return;
	}
	r->info->bytes = bytes;
	r->info->files = files;
}

/* An element is complete. */
static void
element(struct reading *r)
{
	const struct {
		const char	*label;
		char		*to;
	} known[] = {
		{ "External-Identifier", r->info->identifier },
		{ "Bag-Group-Identifier", r->info->group },
		{ "Bag-Count", r->info->count },
		{ "Tokensnap-As-Of", r->info->as_of },
	};
	size_t	 i;

	while (r->value.len > 0 && (r->value.ptr[r->value.len - 1] == ' ' ||
	    r->value.ptr[r->value.len - 1] == '\t'))
		r->value.ptr[--r->value.len] = '\0';
	if (strcasecmp(r->label.ptr, "Payload-Oxum") == 0)
		read_oxum(r);
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcasecmp(r->label.ptr, known[i].label) != 0)
			continue;
		if (r->source->strict && known[i].to[0] != '\0')
			verdict_fault(r->verdict, r->source->file,
			    "has more than one %s", known[i].label);
		(void)snprintf(known[i].to, sizeof(r->info->identifier), "%s",
		    r->value.ptr);
	}
	buf_reset(&r->label);
	buf_reset(&r->value);
}

static void
take(struct reading *r, size_t number, char *line, size_t len)
{
	const char	*colon, *value, *end;

	if (strlen(line) != len) {
		verdict_fault(r->verdict, r->source->file,
		    "line %zu holds a NUL byte", number);
		return;
	}
	if ((line[0] == ' ' || line[0] == '\t') && r->label.len > 0 &&
	    r->value.len < LINES_MAX) {
		buf_addc(&r->value, ' ');
		buf_adds(&r->value, line + strspn(line, " \t"));
		return;
	}
	element(r);
	colon = strchr(line, ':');
	for (end = colon; end != NULL && end > line && (end[-1] == ' ' ||
	    end[-1] == '\t'); )
		end--;
	if (colon == NULL || end == line || ++r->labels > LABELS_MOST ||
	    (r->source->strict && (end != colon || colon[1] != ' '))) {
		if (len > 0 || r->source->strict)
			verdict_fault(r->verdict, r->source->file,
			    "line %zu is not \"Label: value\"", number);
		return;
	}
	value = colon + 1 + strspn(colon + 1, " \t");
	buf_add(&r->label, line, (size_t)(end - line));
	buf_adds(&r->value, value);
}

static void
read_lines(struct reading *r, struct lines *l)
{
	enum lines_result	 rc;
	char			*line;
	size_t			 len;

	while ((rc = lines_next(l, &line, &len)) == LINES_LINE &&
	    r->labels <= LABELS_MOST)
		take(r, lines_number(l), line, len);
	element(r);
	if (rc == LINES_LONG)
		verdict_fault(r->verdict, r->source->file,
		    "line %zu is too long", lines_number(l));
	else if (rc == LINES_ERROR && errno == EILSEQ)
		verdict_fault(r->verdict, r->source->file, "is not %s",
		    r->source->encoding);
	else if (rc == LINES_ERROR)
		verdict_unchecked(r->verdict, r->source->file,
		    "cannot be read: %s", strerror(errno));
}

void
baginfo_read(const struct baginfo_source *source, struct baginfo *info,
    struct verdict *verdict)
{
	struct reading	 r = { .source = source, .info = info,
			    .verdict = verdict, .label = BUF_INIT,
			    .value = BUF_INIT };
	struct lines	*l;
	int		 fd;

	memset(info, 0, sizeof(*info));
	info->bytes = info->files = -1;
	if ((fd = manifest_open(source->dirfd, source->file, verdict)) == -1)
		return;
	info->found = true;
	if ((l = lines_new(fd, source->encoding, !source->strict)) != NULL)
		read_lines(&r, l);
	lines_free(l);
	buf_free(&r.label);
	buf_free(&r.value);
	close(fd);
}

void
baginfo_oxum(const struct baginfo *info, const char *file, int64_t bytes,
    int64_t files, struct verdict *verdict)
{
	if (info->bytes != -1 &&
	    (info->bytes != bytes || info->files != files))
		verdict_fault(verdict, file, "Payload-Oxum is %lld.%lld, but "
		    "there are %lld bytes in %lld files",
		    (long long)info->bytes, (long long)info->files,
		    (long long)bytes, (long long)files);
}
