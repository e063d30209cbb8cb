#include "cmd.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "file.h"
#include "opts.h"
#include "page.h"
#include "util.h"

const char	 cmd_themes_help[] =
"Examples:\n"
"  tokensnap themes\n"
"  tokensnap themes check mytheme\n"
"  tokensnap themes fields\n"
"\n"
"Usage: tokensnap themes [check FOLDER... | fields]\n"
"\n"
"Lists the bundled themes; or checks the templates and assets of a theme\n"
"without an export; or prints, as Markdown, every field that a template may\n"
"name.\n"
"\n"
"  -h, --help   this text\n"
"\n"
"Exit: 0 good, 1 failed, 2 usage or a fault in a theme.\n";

static const struct opts_def	 defs[] = {
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
};

int
cmd_theme_folder(const char *theme, struct buf *path)
{
	struct buf	 rel = BUF_INIT;
	int		 rc = 0;

	if (theme == NULL)
		theme = "default";
	if (strchr(theme, '/') != NULL) {
		buf_adds(path, theme);
		return 0;
	}
	buf_addf(&rel, "themes/%s", theme);
	if (theme[0] == '.' || file_shipped(rel.ptr, path) == -1) {
		util_warn("no theme %s (tokensnap themes lists them; a folder "
		    "is given with a /, like ./%s)", theme, theme);
		rc = -1;
	}
	buf_free(&rel);
	return rc;
}

static int
list(void)
{
	struct buf		 path = BUF_INIT;
	struct file_list	 names;
	size_t			 i;
	int			 rc = CMD_FAILED;

	if (file_shipped("themes", &path) == -1) {
		util_warn("no themes beside the program");
	} else if (file_list(AT_FDCWD, path.ptr, &names) == -1) {
		util_warn("%s:", path.ptr);
	} else {
		for (i = 0; i < names.n; i++)
			puts(names.names[i]);
		file_list_free(&names);
		rc = CMD_DONE;
	}
	buf_free(&path);
	return rc;
}

static int
check(const char *dir)
{
	struct theme	*theme;

	if (theme_open(dir, page_wants, PAGE_TEMPLATES, &theme) == -1)
		return CMD_USAGE;
	theme_free(theme);
	printf("%s: good\n", dir);
	return CMD_DONE;
}

static const char *
type_name(const struct field *f, char *out, size_t size)
{
	static const char *const words[] = {
		[FIELD_TEXT] = "text", [FIELD_WORD] = "word",
		[FIELD_URL] = "address", [FIELD_HTML] = "HTML",
		[FIELD_FLAG] = "flag"
	};

	if (f->type != FIELD_RECORD && f->type != FIELD_LIST)
		return words[f->type];
	(void)snprintf(out, size, f->type == FIELD_LIST ? "list of %s" :
	    "%s", f->of->name);
	return out;
}

/* Records that were met, in the order in which they are printed.  Some types
 * of one name (times, orders) have the same fields; one stands for all. */
struct met {
	const struct record_type	*list[64];
	size_t				 n;
};

static void
meet(struct met *m, const struct record_type *type)
{
	size_t	 i;

	for (i = 0; i < m->n; i++)
		if (strcmp(m->list[i]->name, type->name) == 0)
			return;
	if (m->n < sizeof(m->list) / sizeof(m->list[0]))
		m->list[m->n++] = type;
}

static void
print_record(struct met *m, const struct record_type *type)
{
	const struct field	*f;
	char			 name[64];
	size_t			 i;

	printf("### %s\n\n%c%s.", type->name, type->doc[0] - ('a' <=
	    type->doc[0] && type->doc[0] <= 'z' ? 'a' - 'A' : 0),
	    type->doc + 1);
	if (type->shown != NULL)
		printf("  A path that ends here shows its `%s`.", type->shown);
	printf("\n\n| field | type | what it is |\n|---|---|---|\n");
	for (i = 0; i < type->nfields; i++) {
		f = &type->fields[i];
		printf("| `%s` | %s | %s |\n", f->name,
		    type_name(f, name, sizeof(name)), f->doc);
		if (f->of != NULL)
			meet(m, f->of);
	}
	printf("\n");
}

/* Every template, then every record that one of them leads to. */
static int
fields(void)
{
	struct met	 m = { .n = 0 };
	size_t		 i;

	for (i = 0; i < PAGE_TEMPLATES; i++)
		meet(&m, page_wants[i].root);
	for (i = 0; i < m.n; i++)
		print_record(&m, m.list[i]);
	return CMD_DONE;
}

int
cmd_themes(int argc, char **argv)
{
	static const struct opts_table	 table = { "themes", defs,
					    sizeof(defs) / sizeof(defs[0]), 0 };
	int				 i, n, rc;

	rc = opts_read(&table, argc, argv, NULL, &n);
	if (rc == 1) {
		fputs(cmd_themes_help, stdout);
		return CMD_DONE;
	}
	if (rc == -1)
		return CMD_USAGE;
	if (n == 0)
		return list();
	if (n == 1 && strcmp(argv[1], "fields") == 0)
		return fields();
	if (n < 2 || strcmp(argv[1], "check") != 0) {
		util_warn("themes: check which folder? (see tokensnap help "
		    "themes)");
		return CMD_USAGE;
	}
	for (i = 2; i <= n; i++)
		if ((rc = check(argv[i])) != CMD_DONE)
			return rc;
	return CMD_DONE;
}
