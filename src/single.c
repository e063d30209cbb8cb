#include "single.h"

#include <stdbool.h>

#include "hash.h"
#include "util.h"

struct single {
	struct buf	*out;
	struct slice	 css;
	single_file	*file;
	void		*arg;
	bool		 in_nav;
	const char	*end_a;	/* in place of the link's end; NULL: that */
};

/* One tag, from '<' to '>'. */
struct tag {
	const char	*ptr;
	size_t		 len;
};

static bool
is(struct tag t, const char *name)
{
	size_t	 n = strlen(name);

	return t.len > n + 1 && memcmp(t.ptr + 1, name, n) == 0 &&
	    strchr(" \t\n/>", t.ptr[n + 1]) != NULL;
}

/* The tag at p, whose attribute values may hold '>'. */
static struct tag
tag_at(const char *p, const char *end)
{
	const char	*q = p + 1;
	char		 quote = '\0';

	for (; q < end; q++)
		if (quote != '\0' ? *q == quote : *q == '"' || *q == '\'')
			quote = quote != '\0' ? '\0' : *q;
		else if (quote == '\0' && *q == '>')
			break;
	return (struct tag){ p, (size_t)(q < end ? q + 1 - p : q - p) };
}

/* The value of an attribute, with a NULL ptr when it is not there. */
static struct slice
value(struct tag t, const char *name)
{
	struct slice	 s = { NULL, 0 };
	size_t		 n = strlen(name), i;

	for (i = 1; i + n + 3 < t.len; i++)
		if (strchr(" \t\n", t.ptr[i - 1]) != NULL &&
		    memcmp(t.ptr + i, name, n) == 0 && t.ptr[i + n] == '=' &&
		    t.ptr[i + n + 1] == '"') {
			s.ptr = t.ptr + i + n + 2;
			s.len = (size_t)((const char *)memchr(s.ptr, '"',
			    t.len - i - n - 2) - s.ptr);
			break;
		}
	return s;
}

static bool
says(struct slice s, const char *text)
{
	return slice_cmp(s, slice_of(text)) == 0;
}

/* Whether an address leads out of this file, but not to the web. */
static bool
leads_away(struct slice url)
{
	static const char *const kept[] = { "#", "http:", "https:",
	    "mailto:" };
	size_t	 i, n;

	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		n = strlen(kept[i]);
		if (url.len >= n && memcmp(url.ptr, kept[i], n) == 0)
			return false;
	}
	return true;
}

static void
put_policy(struct single *s)
{
	struct hash	*h = hash_new(HASH_SHA256);
	uint8_t		 digest[HASH_MAX];

	hash_once(h, s->css.ptr, s->css.len, digest);
	hash_free(h);
	BUF_LIT(s->out, "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'sha256-");
	hash_base64(s->out, digest, hash_len(HASH_SHA256));
	BUF_LIT(s->out, "'; img-src data:; base-uri 'none'; form-action "
	    "'none'\"/>");
}

/* A picture with its bytes in place of their address. */
static int
put_picture(struct single *s, struct tag t)
{
	struct slice	 src = value(t, "src");

	if (src.ptr == NULL ||
	    (src.len > 5 && memcmp(src.ptr, "data:", 5) == 0)) {
		buf_add(s->out, t.ptr, t.len);
		return 0;
	}
	buf_add(s->out, t.ptr, (size_t)(src.ptr - t.ptr));
	if (s->file(s->arg, src, s->out) == -1)
		return -1;
	buf_add(s->out, src.ptr + src.len,
	    (size_t)(t.ptr + t.len - (src.ptr + src.len)));
	return 0;
}

/* A link that leads nowhere here: its text, which keeps its class, as the mark
 * of findings does. */
static void
put_plain(struct single *s, struct tag t)
{
	struct slice	 class = value(t, "class");

	s->end_a = class.ptr != NULL ? "</span>" : "";
	if (class.ptr == NULL)
		return;
	BUF_LIT(s->out, "<span class=\"");
	buf_slice(s->out, class);
	BUF_LIT(s->out, "\">");
}

static int
put_tag(struct single *s, struct tag t)
{
	if (is(t, "nav")) {
		s->in_nav = true;
		return 0;
	}
	if (is(t, "/nav")) {
		s->in_nav = false;
		return 0;
	}
	if (s->in_nav)
		return 0;
	if (is(t, "img"))
		return put_picture(s, t);
	if (is(t, "meta") && says(value(t, "http-equiv"),
	    "Content-Security-Policy")) {
		put_policy(s);
	} else if (is(t, "link") && says(value(t, "rel"), "stylesheet")) {
		BUF_LIT(s->out, "<style>");
		buf_slice(s->out, s->css);
		BUF_LIT(s->out, "</style>");
	} else if (is(t, "a") && leads_away(value(t, "href"))) {
		put_plain(s, t);
	} else if (is(t, "/a") && s->end_a != NULL) {
		buf_adds(s->out, s->end_a);
		s->end_a = NULL;
	} else {
		buf_add(s->out, t.ptr, t.len);
	}
	return 0;
}

/* Whether the sheet can stand inside a page. */
static int
check_css(struct slice css)
{
	struct buf	 text = BUF_INIT;
	const char	*p;
	int		 rc = 0;

	buf_slice(&text, css);
	if (strpbrk(text.ptr, "<&") != NULL) {
		util_warn("style.css: holds < or &, which cannot stand in a "
		    "single file");
		rc = -1;
	}
	for (p = text.ptr; rc == 0 && (p = strstr(p, "url(")) != NULL; p++)
		if (strncmp(p + 4, "data:", 5) != 0 &&
		    strncmp(p + 5, "data:", 5) != 0) {
			util_warn("style.css: refers to other files, which a "
			    "single file does not have");
			rc = -1;
		}
	buf_free(&text);
	return rc;
}

int
single_page(struct buf *out, struct slice page, struct slice css,
    single_file *file, void *arg)
{
	struct single	 s = { out, css, file, arg, false, NULL };
	const char	*p = page.ptr, *end = page.ptr + page.len, *next;
	struct tag	 t;

	if (check_css(css) == -1)
		return -1;
	while (p < end) {
		if ((next = memchr(p, '<', (size_t)(end - p))) == NULL)
			next = end;
		if (!s.in_nav)
			buf_add(out, p, (size_t)(next - p));
		if (next == end)
			break;
		t = tag_at(next, end);
		if (put_tag(&s, t) == -1)
			return -1;
		p = t.ptr + t.len;
	}
	return 0;
}
