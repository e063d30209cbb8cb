#include "themecss.h"

#include <stdbool.h>
#include <strings.h>

#include "text.h"
#include "util.h"

#define WORD_MAX_LEN	64	/* bytes of a name that matter */

struct sheet {
	const char		*p;	/* the next byte */
	const char		*end;
	const char		*path;
	const char *const	*names;	/* of the files beside it */
	size_t			 nnames;
	struct faults		*faults;
	unsigned		 line;
};

static void
step(struct sheet *s)
{
	if (s->p < s->end && *s->p++ == '\n')
		s->line++;
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '\\' ||
	    (c & 0x80) != 0;
}

static void
step_blanks(struct sheet *s)
{
	while (s->p < s->end && strchr(" \t\r\n\f", *s->p) != NULL)
		step(s);
}

static void
step_comment(struct sheet *s)
{
	step(s);
	step(s);
	while (s->p < s->end && !(s->p[0] == '*' && s->p + 1 < s->end &&
	    s->p[1] == '/'))
		step(s);
	step(s);
	step(s);
}

/* Past a string; its text, still escaped, goes to out when that is there. */
static void
step_string(struct sheet *s, struct buf *out)
{
	char	 quote = *s->p;

	step(s);
	while (s->p < s->end && *s->p != quote && *s->p != '\n') {
		if (out != NULL)
			buf_addc(out, *s->p);
		if (*s->p == '\\') {
			step(s);
			if (out != NULL && s->p < s->end)
				buf_addc(out, *s->p);
		}
		step(s);
	}
	step(s);
}

static void
check_url(struct sheet *s, const char *url, unsigned line)
{
	struct buf	 hint, name = BUF_INIT;
	size_t		 i;

	if (strncasecmp(url, "data:", 5) == 0 || url[0] == '#')
		return;
	buf_add(&name, url, strcspn(url, "#?"));
	for (i = 0; i < s->nnames; i++)
		if (strcmp(s->names[i], name.ptr) == 0)
			break;
	if (i == s->nnames) {
		hint = fault_hint(name.ptr, s->names, s->nnames, "assets/",
		    "");
		fault_at(s->faults, s->path, line, "url(%s) is neither data: "
		    "nor a file in assets%s", name.ptr, hint.ptr);
		buf_free(&hint);
	}
	buf_free(&name);
}

static void
read_url(struct sheet *s)
{
	struct buf	 url = BUF_INIT;
	unsigned	 line = s->line;

	step_blanks(s);
	if (s->p < s->end && (*s->p == '"' || *s->p == '\'')) {
		step_string(s, &url);
	} else {
		while (s->p < s->end && *s->p != ')' &&
		    strchr(" \t\r\n\f", *s->p) == NULL) {
			buf_addc(&url, *s->p);
			step(s);
		}
	}
	check_url(s, url.ptr, line);
	buf_free(&url);
}

/* A name, perhaps after '@' and perhaps before '('. */
static void
read_name(struct sheet *s)
{
	char		 word[WORD_MAX_LEN];
	unsigned	 line = s->line;
	size_t		 len = 0;
	bool		 at = *s->p == '@', escaped = false;

	if (at)
		step(s);
	while (s->p < s->end && is_name(*s->p)) {
		if (len < sizeof(word) - 1)
			word[len++] = *s->p;
		if (*s->p == '\\') {
			escaped = true;
			step(s);
		}
		step(s);
	}
	word[len] = '\0';
	if (at && escaped) {
		fault_at(s->faults, s->path, line,
		    "no escape in the name of an @ rule");
	} else if (at && strcasecmp(word, "import") == 0) {
		fault_at(s->faults, s->path, line,
		    "no @import: put the rules into the file itself");
	} else if (at && strcasecmp(word, "charset") == 0) {
		fault_at(s->faults, s->path, line,
		    "no @charset: a style sheet is UTF-8");
	} else if (s->p < s->end && *s->p == '(') {
		step(s);
		if (escaped)
			fault_at(s->faults, s->path, line,
			    "no escape in the name of a function");
		else if (strcasecmp(word, "url") == 0)
			read_url(s);
		else if (strcasecmp(word, "src") == 0 ||
		    strcasecmp(word, "image-set") == 0 ||
		    strcasecmp(word, "-webkit-image-set") == 0)
			fault_at(s->faults, s->path, line,
			    "no %s(): write url()", word);
	}
}

static int
scan(struct sheet *s)
{
	size_t	 before = s->faults->met;

	while (s->p < s->end) {
		if (*s->p == '/' && s->p + 1 < s->end && s->p[1] == '*')
			step_comment(s);
		else if (*s->p == '"' || *s->p == '\'')
			step_string(s, NULL);
		else if (*s->p == '@' || is_name(*s->p))
			read_name(s);
		else
			step(s);
	}
	return s->faults->met == before ? 0 : -1;
}

int
themecss_check(struct slice css, const char *path, const char *const *names,
    size_t n, struct faults *faults)
{
	struct sheet	 s = { css.ptr, css.ptr + css.len, path, names, n,
			    faults, 1 };

	/* A browser reads other bytes as another encoding, in which they may
	 * say something else. */
	if (text_valid(css))
		return scan(&s);
	fault_at(faults, path, 0, "is not UTF-8");
	return -1;
}

int
themecss_value(struct slice value, const char *path, unsigned line,
    struct faults *faults)
{
	struct sheet	 s = { value.ptr, value.ptr + value.len, path, NULL, 0,
			    faults, line };

	return scan(&s);
}
