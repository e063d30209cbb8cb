/* Fields of the page of provenance. */

#include "provenance.h"

#include "esc.h"
#include "fields.h"
#include "getter.h"

/* --- a cell of a table --- */

FLAG(cell_is_code, struct section_cell, r->code)
TEXT(cell_column, struct section_cell, r->column)
TEXT(cell_text_of, struct section_cell, r->text)
WORD(cell_url, struct section_cell, r->url)

static const struct field cell_fields[] = {
	F_TEXT("column", cell_column, "the head of its column, or nothing"),
	F_FLAG("is-code", cell_is_code, "a digest or a name, for a fixed "
	    "pitch"),
	F_TEXT("text", cell_text_of, "what stands in it"),
	F_URL("url", cell_url, "where it leads, or nothing"),
};
static const struct record_type cell_type = {
	"cell", "a cell of a section's table", cell_fields, N(cell_fields),
	"text"
};

/* --- rows and sections --- */

#define PARTS(fn, rec_type, ptr, count)					\
static void								\
fn(const void *rec, struct record_list *out)				\
{									\
	const rec_type	*r = rec;					\
									\
	*out = (struct record_list){ (ptr), (count), sizeof(*(ptr)) };	\
}

PARTS(row_cells, struct section_row, r->cells, r->n)
RECORD(row_head, struct section_row, &r->head)

static const struct field row_fields[] = {
	F_LIST("cells", row_cells, &cell_type, "the cells after the first"),
	F_RECORD("head", row_head, &cell_type, "the first cell"),
};
static const struct record_type row_type = {
	"fact", "a row of a section's table", row_fields, N(row_fields),
	"head"
};

static bool
section_url(const void *rec, void *ctx, struct buf *b)
{
	const struct section	*s = rec;

	(void)ctx;
	buf_addc(b, '#');
	buf_adds(b, s->id);
	return true;
}

PARTS(section_columns, struct section, r->heads, r->nheads)
PARTS(section_rows, struct section, r->rows, r->nrows)
TEXT(section_text, struct section, r->text)
WORD(section_id, struct section, r->id)
WORD(section_title, struct section, r->title)

static const struct field section_fields[] = {
	F_LIST("columns", section_columns, &cell_type,
	    "the heads of its columns"),
	F_WORD("id", section_id, "a name for its heading"),
	F_LIST("rows", section_rows, &row_type, "the rows; there may be none"),
	F_TEXT("text", section_text, "what to know before reading, or "
	    "nothing"),
	F_WORD("title", section_title, "its heading"),
	F_URL("url", section_url, "# and the id"),
};
static const struct record_type section_type = {
	"section", "a part of the provenance: a table with a heading",
	section_fields, N(section_fields), "title"
};

/* --- statements --- */

static bool
statement_sql(const void *rec, void *ctx, struct buf *b)
{
	const struct provenance_statement	*s = rec;
	const char				*p = s->sql.ptr, *end;

	(void)ctx;
	/* Line by line: a line break is no character to be pointed out. */
	for (; p != NULL; p = end != NULL ? end + 1 : NULL) {
		end = strchr(p, '\n');
		esc_text(b, (struct slice){ p, end != NULL ?
		    (size_t)(end - p) : strlen(p) });
		if (end != NULL)
			buf_addc(b, '\n');
	}
	return true;
}

COUNT(statement_rows, struct provenance_statement, r->rows)
COUNT(statement_runs, struct provenance_statement, r->runs)
WORD(statement_name, struct provenance_statement, r->name)
WORD(statement_purpose, struct provenance_statement, r->purpose)
WORD(statement_sha256, struct provenance_statement, r->sha256)

static const struct field statement_fields[] = {
	F_WORD("name", statement_name, "the one in queries.sql"),
	F_WORD("purpose", statement_purpose, "what it is for"),
	F_WORD("rows", statement_rows, "how many came"),
	F_WORD("runs", statement_runs, "how often it ran"),
	F_WORD("sha256", statement_sha256, "digest of the rows"),
	F_WORD("sql", statement_sql, "its text, on several lines"),
};
static const struct record_type statement_type = {
	"statement", "an SQL statement that was run", statement_fields,
	N(statement_fields), "name"
};

/* --- all of it --- */

PARTS(all_sections, struct provenance, r->tables.list, r->tables.n)
PARTS(all_statements, struct provenance, r->statements, r->nstatements)
PARTS(all_warnings, struct provenance, r->warnings, r->nwarnings)

static const struct field provenance_fields[] = {
	F_LIST("sections", all_sections, &section_type,
	    "the facts, as tables"),
	F_LIST("statements", all_statements, &statement_type,
	    "every SQL statement"),
	F_LIST("warnings", all_warnings, &cell_type,
	    "what a reader has to know first; there may be none"),
};
const struct record_type	 fields_provenance_type = {
	"provenance", "where the snapshot comes from", provenance_fields,
	N(provenance_fields), NULL
};
