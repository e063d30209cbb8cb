#ifndef THEME_HELP_H
#define THEME_HELP_H

/*
 * For the tests of the theme engine: a small field table, a theme "t" written
 * into a new directory, and what opening it printed.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../src/file.h"
#include "../../src/talrun.h"
#include "../../src/theme.h"

#define HEAD	"<div xmlns:tal=\"http://xml.zope.org/namespaces/tal\" " \
		"xmlns:metal=\"http://xml.zope.org/namespaces/metal\">\n"

struct row {
	const char	*name;	/* NULL: nothing */
	int		 id;
	bool		 good;
	const struct row *below;
	size_t		 nbelow;
};

struct root {
	const char	*name;
	const char	*html;
	const struct row *rows;
	size_t		 nrows;
	bool		 yes;
};

static inline bool
get_name(const void *rec, struct slice *s)
{
	*s = slice_of(((const struct row *)rec)->name);
	return s->ptr != NULL;
}

static inline bool
get_id(const void *rec, void *ctx, struct buf *b)
{
	(void)ctx;
	buf_num(b, ((const struct row *)rec)->id);
	return true;
}

static inline bool
get_good(const void *rec)
{
	return ((const struct row *)rec)->good;
}

static inline void
get_below(const void *rec, struct record_list *l)
{
	const struct row	*r = rec;

	*l = (struct record_list){ r->below, r->nbelow, sizeof(*r) };
}

static inline const void *
get_self(const void *rec)
{
	return rec;
}

static inline const void *
get_no_record(const void *rec)
{
	(void)rec;
	return NULL;
}

static inline bool
root_name(const void *rec, struct slice *s)
{
	*s = slice_of(((const struct root *)rec)->name);
	return s->ptr != NULL;
}

static inline bool
root_html(const void *rec, struct slice *s)
{
	*s = slice_of(((const struct root *)rec)->html);
	return s->ptr != NULL;
}

static inline bool
get_nothing(const void *rec, struct slice *s)
{
	(void)rec;
	(void)s;
	return false;
}

static inline bool
get_no_word(const void *rec, void *ctx, struct buf *b)
{
	(void)rec;
	(void)ctx;
	(void)b;
	return false;
}

static inline bool
get_word(const void *rec, void *ctx, struct buf *b)
{
	(void)rec;
	buf_adds(b, ctx != NULL ? (const char *)ctx : "word");
	return true;
}

static inline bool
get_link(const void *rec, void *ctx, struct buf *b)
{
	(void)rec;
	(void)ctx;
	BUF_LIT(b, "../x.html");
	return true;
}

static inline bool
get_yes(const void *rec)
{
	return ((const struct root *)rec)->yes;
}

static inline void
get_rows(const void *rec, struct record_list *l)
{
	const struct root	*r = rec;

	/* Without an address they were made elsewhere. */
	*l = (struct record_list){ r->rows, r->nrows,
	    r->rows != NULL ? sizeof(*r->rows) : 0 };
}

static inline void
get_no_rows(const void *rec, struct record_list *l)
{
	(void)rec;
	*l = (struct record_list){ NULL, 0, 0 };
}

extern const struct record_type	 type_row;

static const struct field row_fields[] = {
	{ .name = "below", .type = FIELD_LIST, .of = &type_row,
	    .list = get_below },
	{ .name = "good", .type = FIELD_FLAG, .flag = get_good },
	{ .name = "id", .type = FIELD_WORD, .word = get_id },
	{ .name = "name", .type = FIELD_TEXT, .text = get_name },
};
const struct record_type	 type_row = {
	"row", "", row_fields, 4, "name"
};
static const struct field box_fields[] = {
	{ .name = "expiration", .type = FIELD_WORD, .word = get_word },
	{ .name = "user", .type = FIELD_TEXT, .text = root_name },
};
static const struct record_type	 type_box = { "box", "", box_fields, 2, NULL };
static const struct record_type	 type_shown = {
	"shown", "", box_fields, 2, "user"
};
static const struct field root_fields[] = {
	{ .name = "box", .type = FIELD_RECORD, .of = &type_box,
	    .record = get_self },
	{ .name = "empty", .type = FIELD_LIST, .of = &type_row,
	    .list = get_no_rows },
	{ .name = "html", .type = FIELD_HTML, .text = root_html },
	{ .name = "link", .type = FIELD_URL, .word = get_link },
	{ .name = "name", .type = FIELD_TEXT, .text = root_name },
	{ .name = "no-box", .type = FIELD_RECORD, .of = &type_box,
	    .record = get_no_record },
	{ .name = "no-link", .type = FIELD_URL, .word = get_no_word },
	{ .name = "no-text", .type = FIELD_TEXT, .text = get_nothing },
	{ .name = "no-word", .type = FIELD_WORD, .word = get_no_word },
	{ .name = "rows", .type = FIELD_LIST, .of = &type_row,
	    .list = get_rows },
	{ .name = "shown", .type = FIELD_RECORD, .of = &type_shown,
	    .record = get_self },
	{ .name = "word", .type = FIELD_WORD, .word = get_word },
	{ .name = "yes", .type = FIELD_FLAG, .flag = get_yes },
};
static const struct record_type	 type_root = {
	"root", "", root_fields, 13, NULL
};

static const struct row rows_below[] = {
	{ "x", 7, false, NULL, 0 }, { "y", 8, true, NULL, 0 }
};
static const struct row rows_sample[] = {
	{ "a<b>", 1, true, rows_below, 2 }, { NULL, 2, false, NULL, 0 },
	{ "\"c\" & d", 3, true, rows_below, 1 }
};
static const struct root root_sample = {
	"<b>\"x\"&'", "<p>hi</p>", rows_sample, 3, true
};

static inline void
put_file(const char *path, const char *text)
{
	int	 fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd != -1);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

/* Every test starts in a new directory with an empty theme t. */
static inline int
in_new_dir(void **state)
{
	char	*dir = strdup("/tmp/theme-XXXXXX");

	if (dir == NULL || mkdtemp(dir) == NULL || chdir(dir) == -1 ||
	    mkdir("t", 0755) == -1 || mkdir("t/assets", 0755) == -1)
		return -1;
	*state = dir;
	return 0;
}

static inline int
out_of_dir(void **state)
{
	int	 rc = chdir("/");

	if (rc == 0)
		rc = file_remove_tree(AT_FDCWD, *state);
	free(*state);
	return rc;
}

static const struct theme_want wants[] = {
	{ "list", &type_root }, { "user", &type_root }
};

/* Open the theme "t"; what it printed goes to err, a buffer of 4096. */
static inline struct theme *
open_theme(const char *dir, size_t nwant, char *err)
{
	struct theme	*t;
	int		 rc, old = dup(2), fd;
	ssize_t		 n;

	fd = open("err", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd != -1 && old != -1);
	dup2(fd, 2);
	rc = theme_open(dir, wants, nwant, &t);
	dup2(old, 2);
	close(old);
	n = pread(fd, err, 4095, 0);
	close(fd);
	err[n > 0 ? n : 0] = '\0';
	assert_int_equal(rc, t != NULL ? 0 : -1);
	assert_int_equal(t != NULL, err[0] == '\0');
	return t;
}

/* A template with this in its second line. */
static inline void
put_template(const char *path, const char *body)
{
	struct buf	 b = BUF_INIT;

	buf_addf(&b, HEAD "%s</div>\n", body);
	put_file(path, b.ptr);
	buf_free(&b);
}

static inline void
put_list(const char *body)
{
	put_template("t/list.html", body);
}

static inline void
expect_theme(const char *want)
{
	struct talrun	*run = talrun_new();
	struct buf	 out = BUF_INIT;
	struct theme	*t;
	char		 err[4096];

	t = open_theme("t", 1, err);
	assert_string_equal(err, "");
	talrun(run, theme_template(t, 0), &root_sample, NULL, &out);
	assert_string_equal(out.ptr, want);
	buf_free(&out);
	talrun_free(run);
	theme_free(t);
}

/* The template body shows as want. */
static inline void
expect(const char *body, const char *want)
{
	struct buf	 b = BUF_INIT;

	put_list(body);
	buf_addf(&b, "<!DOCTYPE html>\n<div>\n%s</div>\n", want);
	expect_theme(b.ptr);
	buf_free(&b);
}

/* Opening t prints just this after "tokensnap: ". */
static inline void
expect_faults(const char *want)
{
	struct buf	 b = BUF_INIT;
	struct theme	*t;
	char		 err[4096];

	t = open_theme("t", 1, err);
	buf_addf(&b, "tokensnap: %s\n", want);
	assert_string_equal(err, b.ptr);
	assert_null(t);
	buf_free(&b);
}

/* The template body has one fault, in its line of list.html. */
static inline void
fault(const char *body, const char *want)
{
	struct buf	 b = BUF_INIT;

	put_list(body);
	buf_addf(&b, "t/list.html:2: %s", want);
	expect_faults(b.ptr);
	buf_free(&b);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, in_new_dir, out_of_dir)

#endif
