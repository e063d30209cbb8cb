/*
 * Names that differ only in case or in normalisation are found by a hash of
 * what is left without the difference; the few that share one are compared.
 */

#include "bagwarn.h"

#include <locale.h>
#include <stdlib.h>
#include <wctype.h>

#include "nfd.h"
#include "text.h"
#include "util.h"

struct fold {
	uint64_t	 hash;
	size_t		 item;
};

struct folder {
	const struct inventory	*inv;
	struct verdict		*verdict;
	locale_t		 locale;	/* C.UTF-8; 0: there is none */
	struct nfd		 nfd;
	struct buf		 text, lower;
};

static wint_t
lower_of(const struct folder *f, uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp | 0x20 : cp;
	return f->locale != (locale_t)0 ? towlower_l(cp, f->locale) : cp;
}

/* Append the text in lower case. */
static void
add_lower(const struct folder *f, struct slice s, struct buf *out)
{
	uint32_t	 cp;
	size_t		 at = 0;
	bool		 valid;

	while (at < s.len) {
		at += text_decode(s.ptr + at, s.len - at, &cp, &valid);
		text_encode(out, lower_of(f, cp));
	}
}

/* A path without case, and with nfd without normalisation, into f->lower. */
static const char *
fold(struct folder *f, const char *path, bool lower, bool nfd)
{
	struct slice	 s = slice_of(path);

	buf_reset(&f->text);
	buf_reset(&f->lower);
	if (nfd) {
		nfd_text(&f->nfd, s, &f->text);
		s.ptr = f->text.ptr;
		s.len = f->text.len;
	}
	if (lower)
		add_lower(f, s, &f->lower);
	else
		buf_slice(&f->lower, s);
	return f->lower.ptr;
}

static bool
same(struct folder *f, const char *a, const char *b, bool lower, bool nfd)
{
	char	*first = xstrdup(fold(f, a, lower, nfd));
	bool	 is = strcmp(first, fold(f, b, lower, nfd)) == 0;

	free(first);
	return is;
}

/* FNV-1a, 64 bits. */
static uint64_t
hash_text(const char *s)
{
	uint64_t	 h = 0xcbf29ce484222325u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return h;
}

static int
fold_cmp(const void *a, const void *b)
{
	const struct fold	*x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

static void
compare(struct folder *f, const char *a, const char *b)
{
	if (same(f, a, b, true, false))
		verdict_warn(f->verdict, b, "differs from %s only in case", a);
	else if (same(f, a, b, false, true))
		verdict_warn(f->verdict, b, "differs from %s only in Unicode "
		    "normalisation", a);
	else if (same(f, a, b, true, true))
		verdict_warn(f->verdict, b, "differs from %s only in case and "
		    "Unicode normalisation", a);
}

static void
find_twins(const struct inventory *inv, struct verdict *verdict)
{
	struct folder	 f = { .inv = inv, .verdict = verdict,
			    .text = BUF_INIT, .lower = BUF_INIT };
	struct fold	*folds = xcalloc(inv->n, sizeof(*folds));
	size_t		 i;

	f.locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	for (i = 0; i < inv->n; i++) {
		folds[i].item = i;
		folds[i].hash = hash_text(fold(&f, inv->items[i].path, true,
		    true));
	}
	if (inv->n > 0)
		qsort(folds, inv->n, sizeof(*folds), fold_cmp);
	for (i = 1; i < inv->n; i++)
		if (folds[i - 1].hash == folds[i].hash)
			compare(&f, inv->items[folds[i - 1].item].path,
			    inv->items[folds[i].item].path);
	if (f.locale != (locale_t)0)
		freelocale(f.locale);
	free(f.nfd.cps);
	buf_free(&f.text);
	buf_free(&f.lower);
	free(folds);
}

/* The part of a path that a system leaves behind, or NULL. */
static const char *
left_behind(const char *path)
{
	static const char *const names[] = { ".DS_Store", ".Spotlight-V100",
				    ".Trashes", ".fseventsd", "Thumbs.db",
				    "desktop.ini" };
	size_t			 i, n;

	for (; *path != '\0'; path += n + (path[n] == '/')) {
		n = strcspn(path, "/");
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (strlen(names[i]) == n &&
			    strncmp(path, names[i], n) == 0)
				return names[i];
	}
	return NULL;
}

void
bagwarn_paths(const struct inventory *inv, struct verdict *verdict)
{
	const struct inventory_item	*item;
	const char			*slash;
	size_t				 i;
	int				 k;
	bool				 tags = false;

	for (k = 0; k < inv->nkinds; k++)
		tags = tags || inv->kinds[k].tags;
	for (i = 0; i < inv->n; i++) {
		item = &inv->items[i];
		slash = strrchr(item->path, '/');
		if (left_behind(item->path) != NULL)
			verdict_warn(verdict, item->path, "is what a system "
			    "leaves behind");
		if (slash != NULL && strcmp(slash, "/bagit.txt") == 0 &&
		    strncmp(item->path, "data/", 5) == 0)
			verdict_warn(verdict, item->path, "is a bag in the "
			    "bag; it is not looked at as one");
		if ((item->faults & INVENTORY_EMPTY) != 0 &&
		    strcmp(item->path, "data") != 0)
			verdict_warn(verdict, item->path, "is an empty folder,"
			    " which no manifest covers");
		if (tags && item->listed == 0 &&
		    (item->faults & INVENTORY_ON_DISK) != 0 &&
		    strncmp(item->path, "data/", 5) != 0 &&
		    strncmp(item->path, "tagmanifest-", 12) != 0)
			verdict_warn(verdict, item->path, "is in no tag "
			    "manifest: nothing tells whether it was changed");
	}
	find_twins(inv, verdict);
}

void
bagwarn_digests(const struct inventory *inv, struct verdict *verdict)
{
	static const char *const weak[] = { "md5", "sha1" };
	static const char *const usual[] = { "md5", "sha1", "sha224",
				    "sha256", "sha384", "sha512" };
	const char		*name;
	size_t			 i;
	int			 k;
	bool			 tags = false;

	for (k = 0; k < inv->nkinds; k++) {
		name = inv->kinds[k].name;
		tags = tags || inv->kinds[k].tags;
		for (i = 0; i < sizeof(weak) / sizeof(weak[0]); i++)
			if (strcmp(name, weak[i]) == 0)
				verdict_warn(verdict, NULL, "%s is weak: files"
				    " can be made that share one", name);
		for (i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
			if (strcmp(name, usual[i]) == 0)
				break;
		if (i == sizeof(usual) / sizeof(usual[0]))
			verdict_warn(verdict, NULL, "%s is unusual: others may"
			    " not be able to check it", name);
	}
	if (!tags)
		verdict_warn(verdict, NULL, "has no tag manifest: nothing "
		    "tells whether its tag files were changed");
}
