/*
 * The script.  Each statement stands, to the letter, between "AS (" and ")" of
 * a WITH table; around it quote() makes the canonical form of a row (trace.h).
 * ".once |command" is the shell's way to hand the rows of the next statement
 * to a command.
 */

#include "queries.h"

static const char	 head[] =
"-- Every statement that was run on the export, as it was run.\n"
"-- Columns that the export does not have stand as NULL.\n"
"--\n"
"-- This is a script for the sqlite3 shell, to be run on the export itself:\n"
"--\n"
"--     sqlite3 -readonly export.db < queries.sql\n"
"--\n"
"-- It prints a line for each statement: the SHA-256 of its rows, and its\n"
"-- name.  They are the digests of provenance.html and provenance.json when\n"
"-- the export is the one that was read.  A row is hashed as quote() of each\n"
"-- column, joined with |, and ends in LF.  Each statement stands between\n"
"-- \"AS (\" and \")\"; what is around it makes that form.\n"
"--\n"
"-- From version 3.50 on the shell shows control characters in another way\n"
"-- unless it is told not to: sqlite3 -escape off -readonly export.db.\n"
"-- Numbers with a fraction are written by SQLite, and may differ in their\n"
"-- last digits from one version of it to another.  Where there is no\n"
"-- sha256sum, put \"shasum -a 256\" in its place.\n"
"\n"
".bail on\n"
".headers off\n"
".mode list\n"
".separator \"|\" \"\\n\"\n";

void
queries_canonical(struct buf *b, enum sql_id id,
    const struct sql_schema *schema)
{
	int	 i, n = sql_columns(id);

	BUF_LIT(b, "WITH r(");
	for (i = 1; i <= n; i++)
		buf_addf(b, i > 1 ? ", c%d" : "c%d", i);
	BUF_LIT(b, ") AS (\n");
	sql_whole(b, id, schema);
	BUF_LIT(b, "\n)\nSELECT ");
	for (i = 1; i <= n; i++)
		buf_addf(b, "%squote(c%d)", i == 1 ? "" : i % 5 == 1 ?
		    " || '|' ||\n       " : " || '|' || ", i);
	BUF_LIT(b, "\n  FROM r");
}

/* The statement as a comment, where what ran differs from what is in the
 * script. */
static void
put_ran(struct buf *b, enum sql_id id, const struct sql_schema *schema)
{
	struct buf	 text = BUF_INIT;
	const char	*p, *end;

	sql_text(&text, id, schema);
	BUF_LIT(b, "-- It was run once for each service user:\n--\n");
	for (p = text.ptr; p != NULL; p = end != NULL ? end + 1 : NULL) {
		end = strchr(p, '\n');
		BUF_LIT(b, "--     ");
		buf_add(b, p, end != NULL ? (size_t)(end - p) : strlen(p));
		BUF_LIT(b, "\n");
	}
	BUF_LIT(b, "--\n-- All those runs as one, in the order of the list:\n");
	buf_free(&text);
}

void
queries_file(struct buf *b, const struct sql_schema *schema,
    struct trace *trace)
{
	struct trace_facts	 facts;
	enum sql_id		 id;
	int			 i;

	buf_adds(b, head);
	for (i = 0; i < SQL_STATEMENTS; i++) {
		id = (enum sql_id)i;
		if (!sql_runs(id, schema))
			continue;
		buf_addf(b, "\n-- %s: %s\n", sql_name(id), sql_purpose(id));
		if (trace != NULL) {
			trace_facts(trace, id, &facts);
			buf_addf(b, "-- It gave %lld row%s, SHA-256\n-- %s.\n",
			    (long long)facts.rows, facts.rows == 1 ? "" : "s",
			    facts.sha256);
		}
		if (sql_repeats(id))
			put_ran(b, id, schema);
		buf_addf(b, ".once |sha256sum | sed s/-$/%s/\n", sql_name(id));
		queries_canonical(b, id, schema);
		BUF_LIT(b, ";\n");
	}
}
