#include "cmd.h"

#include <stddef.h>
#include <stdio.h>

#include "columns.h"
#include "opts.h"
#include "schema.h"
#include "util.h"

const char	 cmd_tables_help[] =
"Examples:\n"
"  tokensnap tables\n"
"  tokensnap tables --schema tokens\n"
"\n"
"Usage: tokensnap tables [--schema TABLE]\n"
"\n"
"Prints, as Markdown, what the tables of a snapshot hold, column by column;\n"
"or the JSON Schema of one of them.\n"
"\n"
"      --schema TABLE   tokens, service-users ...\n"
"  -h, --help           this text\n"
"\n"
"Exit: 0 printed, 2 usage.\n";

struct asked {
	const char	*schema;
};

static const struct opts_def	 defs[] = {
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
	{ "schema", 0, OPTS_TEXT, offsetof(struct asked, schema), 0, 0 },
};

/* Say that there is no such table, and which there are. */
static void
unknown(const char *name)
{
	struct buf	 names = BUF_INIT;
	size_t		 i;

	for (i = 0; columns_all[i] != NULL; i++)
		buf_addf(&names, "%s%s", i > 0 ? ", " : "",
		    columns_all[i]->name);
	util_warn("tables: --schema: \"%s\" is none of %s", name, names.ptr);
	buf_free(&names);
}

int
cmd_tables(int argc, char **argv)
{
	static const struct opts_table	 table = { "tables", defs,
					    sizeof(defs) / sizeof(defs[0]), 0 };
	const struct columns		*columns;
	struct asked			 asked = { NULL };
	struct buf			 text = BUF_INIT;
	int				 n, rc;

	rc = opts_read(&table, argc, argv, &asked, &n);
	if (rc == 1) {
		fputs(cmd_tables_help, stdout);
		return CMD_DONE;
	}
	if (rc == -1)
		return CMD_USAGE;
	if (n > 0) {
		util_warn("tables: what is %s? (see tokensnap help tables)",
		    argv[1]);
		return CMD_USAGE;
	}
	if (asked.schema == NULL) {
		columns_markdown(&text);
	} else if ((columns = columns_find(asked.schema)) != NULL) {
		schema_print(&text, columns);
	} else {
		unknown(asked.schema);
		return CMD_USAGE;
	}
	fputs(text.ptr, stdout);
	buf_free(&text);
	return CMD_DONE;
}
