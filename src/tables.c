/*
 * Both files are made at once: a value is asked for once and goes into two
 * buffers, each of which goes to its file when it is full.  What stands before
 * a value in JSON is made once for the table.
 */

#include "tables.h"

#include <stdio.h>
#include <stdlib.h>

#include "csv.h"
#include "json.h"
#include "schema.h"
#include "text.h"
#include "util.h"

#define FULL	((size_t)64 * 1024)	/* bytes until a buffer is written */
#define DAY	86400
#define DAYS	1024			/* that are remembered */
#define KEY	32			/* bytes copied before a value */

/* A column as it is written. */
struct slot {
	const struct column	*column;
	bool			 recorded;
	bool			 first;	/* of the row: no comma */
	size_t			 len;
	char			 key[KEY];	/* ",\"name\":" */
};

/* The date of a day. */
struct day {
	int64_t	 number;		/* since WHEN_MIN; -1: none */
	char	 date[11];		/* "2026-12-23T" */
};

struct tables_file {
	const struct columns	*columns;
	struct slot		*slots;
	struct stage_writer	*csv_file;
	struct stage_writer	*json_file;
	struct buf		 csv, json;	/* on their way to the files */
	struct buf		 odd;		/* unreadable times of a row */
	struct buf		 joined;	/* texts as one */
	struct day		 days[DAYS];
	int64_t			 rows;
};

static int
flush(struct stage_writer *w, struct buf *b, size_t least)
{
	if (b->len < least)
		return 0;
	if (stage_more(w, b->ptr, b->len) == -1)
		return -1;
	buf_reset(b);
	return 0;
}

/* What is the same in every row, and the row of names. */
static void
make_slots(struct tables_file *f, const struct sql_schema *schema)
{
	const struct columns	*c = f->columns;
	struct slot		*s;
	size_t			 i;
	char			 open = '{';

	f->slots = xcalloc(c->n, sizeof(*f->slots));
	for (i = 0; i < c->n; i++) {
		s = &f->slots[i];
		s->column = &c->list[i];
		s->recorded = columns_recorded(s->column, schema);
		s->first = i == 0;
		if (i > 0)
			buf_addc(&f->csv, ',');
		buf_adds(&f->csv, s->column->name);
		if (!s->recorded)
			continue;
		s->len = (size_t)snprintf(s->key, sizeof(s->key),
		    "%c\"%.*s\":", open, COLUMN_NAME_MAX, s->column->name);
		open = ',';
	}
	csv_end(&f->csv);
}

/* The rules that were looked at, whether they found anything or not. */
static void
put_evaluated(struct json *j, const struct findings *f)
{
	enum findings_status	 status;
	int			 i;

	json_key(j, "evaluated");
	json_array(j);
	for (i = 0; i < RULES; i++) {
		status = f->rule[i].status;
		if (status == FINDINGS_EVALUATED || status == FINDINGS_PARTLY)
			json_string(j, rule_id((enum rule)i));
	}
	json_array_end(j);
}

static void
put_head(struct tables_file *f, const struct view_snapshot *v)
{
	struct json	 j = { &f->json, false };
	struct buf	 at = BUF_INIT;
	size_t		 i;

	when_rfc3339(&at, v->as_of);
	json_object(&j);
	json_key(&j, "schema_version");
	json_number(&j, SCHEMA_VERSION);
	json_key(&j, "table");
	json_string(&j, f->columns->name);
	json_key(&j, "snapshot");
	json_string(&j, v->name);
	json_key(&j, "as_of");
	json_string(&j, at.ptr);
	json_key(&j, "export_sha256");
	json_string(&j, v->export_sha256);
	json_key(&j, "not_recorded");
	json_array(&j);
	for (i = 0; i < f->columns->n; i++)
		if (!f->slots[i].recorded)
			json_string(&j, f->slots[i].column->name);
	json_array_end(&j);
	if (f->columns == &columns_findings && v->judged != NULL)
		put_evaluated(&j, v->judged);
	json_key(&j, "rows");
	json_array(&j);
	buf_free(&at);
}

static struct stage_writer *
begin(struct stage *stage, const char *name, const char *ending)
{
	struct stage_writer	*w = stage_writer_new(stage);
	char			*path = xasprintf(TABLES_FOLDER "/%s.%s",
				    name, ending);

	if (stage_begin(w, path) == -1) {
		stage_writer_free(w);
		w = NULL;
	}
	free(path);
	return w;
}

struct tables_file *
tables_open(struct stage *stage, const struct columns *columns,
    const struct view_snapshot *snapshot, const struct sql_schema *schema)
{
	struct tables_file	*f = xcalloc(1, sizeof(*f));
	size_t			 i;

	f->columns = columns;
	for (i = 0; i < DAYS; i++)
		f->days[i].number = -1;
	f->csv = f->json = f->odd = f->joined = (struct buf)BUF_INIT;
	make_slots(f, schema);
	put_head(f, snapshot);
	if ((f->csv_file = begin(stage, columns->name, "csv")) != NULL &&
	    (f->json_file = begin(stage, columns->name, "json")) != NULL)
		return f;
	(void)tables_close(f, true, NULL);
	return NULL;
}

/* NULL in both files. */
static void
put_none(struct tables_file *f, const struct column *c)
{
	if (c->absent != NULL)
		buf_adds(&f->csv, c->absent);
	BUF_LIT(&f->json, "null");
}

static void
put_text(struct tables_file *f, struct slice s)
{
	struct json	 j = { &f->json, false };

	/* Most are; looking once for both is worth it. */
	if (text_is_tame(s)) {
		csv_tame(&f->csv, s);
		json_tame(&j, s);
	} else {
		csv_text(&f->csv, s);
		json_text(&j, s);
	}
}

static char *
put_two(char *p, unsigned n)
{
	p[0] = (char)('0' + n / 10);
	p[1] = (char)('0' + n % 10);
	return p + 2;
}

/* "2026-12-23T15:43:00Z": the date is remembered, the clock is easy. */
static void
put_utc(struct tables_file *f, char *p, int64_t at)
{
	int64_t		 since = at - WHEN_MIN, number = since / DAY;
	unsigned	 rest = (unsigned)(since % DAY);
	struct day	*day = &f->days[number % DAYS];

	if (day->number != number) {
		buf_reset(&f->joined);
		when_rfc3339(&f->joined, at);
		memcpy(day->date, f->joined.ptr, sizeof(day->date));
		day->number = number;
	}
	memcpy(p, day->date, sizeof(day->date));
	p = put_two(p + sizeof(day->date), rest / 3600);
	*p++ = ':';
	p = put_two(p, rest / 60 % 60);
	*p++ = ':';
	p = put_two(p, rest % 60);
	*p = 'Z';
}

static void
put_time(struct tables_file *f, const struct column *c,
    const struct stamp *stamp)
{
	struct json	 j = { &f->odd, f->odd.len > 0 };
	char		 text[22];

	if (stamp->kind == STAMP_AT) {
		text[0] = text[21] = '"';
		put_utc(f, text + 1, stamp->at);
		buf_add(&f->csv, text + 1, 20);
		buf_add(&f->json, text, 22);
	} else if (stamp->kind != STAMP_UNREADABLE) {
		put_none(f, c);
	} else {
		buf_reset(&f->joined);
		BUF_LIT(&f->joined, "unreadable: ");
		buf_slice(&f->joined, stamp->raw);
		csv_text(&f->csv, (struct slice){ f->joined.ptr,
		    f->joined.len });
		BUF_LIT(&f->json, "null");
		json_key(&j, c->name);
		json_text(&j, stamp->raw);
	}
}

/* CSV has one text of them all, JSON a list. */
static void
put_texts(struct tables_file *f, const struct column_value *v)
{
	struct json		 j = { &f->json, false };
	const struct slice	*s;
	const char		*p = v->texts;
	size_t			 i;

	buf_reset(&f->joined);
	json_array(&j);
	for (i = 0; i < v->ntexts; i++, p += v->texts_size) {
		s = (const void *)(p + v->texts_at);
		if (i > 0)
			BUF_LIT(&f->joined, "; ");
		buf_slice(&f->joined, *s);
		json_text(&j, *s);
	}
	json_array_end(&j);
	csv_text(&f->csv, (struct slice){ f->joined.ptr, f->joined.len });
}

static void
put_word(struct tables_file *f, struct slice s)
{
	buf_slice(&f->csv, s);
	buf_addc(&f->json, '"');
	buf_slice(&f->json, s);
	buf_addc(&f->json, '"');
}

static void
put_page(struct tables_file *f, struct slice stem)
{
	buf_reset(&f->joined);
	BUF_LIT(&f->joined, "users/");
	buf_slice(&f->joined, stem);
	BUF_LIT(&f->joined, ".html");
	put_word(f, (struct slice){ f->joined.ptr, f->joined.len });
}

static void
put_number(struct tables_file *f, int64_t n)
{
	size_t	 at = f->csv.len;

	buf_num(&f->csv, n);
	buf_add(&f->json, f->csv.ptr + at, f->csv.len - at);
}

static void
put_value(struct tables_file *f, const struct column *c,
    const struct column_value *v)
{
	if (v->none) {
		put_none(f, c);
		return;
	}
	switch (c->kind) {
	case COLUMN_NUMBER:
	case COLUMN_FLAG:
		put_number(f, v->number);
		break;
	case COLUMN_WORD:
		put_word(f, v->text);
		break;
	case COLUMN_PAGE:
		put_page(f, v->text);
		break;
	case COLUMN_TEXT:
		if (v->text.ptr == NULL)
			put_none(f, c);
		else
			put_text(f, v->text);
		break;
	case COLUMN_TEXTS:
		put_texts(f, v);
		break;
	case COLUMN_TIME:
		put_time(f, c, v->stamp);
		break;
	}
}

int
tables_row(struct tables_file *f, const void *rec)
{
	struct column_value	 v;
	const struct slot	*s, *end = f->slots + f->columns->n;

	if (f->rows++ > 0)
		buf_addc(&f->json, ',');
	buf_addc(&f->json, '\n');
	for (s = f->slots; s < end; s++) {
		if (!s->first)
			buf_addc(&f->csv, ',');
		if (!s->recorded) {
			BUF_LIT(&f->csv, "not recorded");
			continue;
		}
		/* More than is needed: of a fixed size it is quick. */
		memcpy(buf_room(&f->json, KEY), s->key, KEY);
		f->json.len += s->len;
		v.none = false;
		s->column->get(rec, &v);
		put_value(f, s->column, &v);
	}
	if (f->odd.len > 0) {
		BUF_LIT(&f->json, ",\"unreadable\":{");
		buf_add(&f->json, f->odd.ptr, f->odd.len);
		buf_addc(&f->json, '}');
		buf_reset(&f->odd);
	}
	buf_addc(&f->json, '}');
	csv_end(&f->csv);
	return flush(f->csv_file, &f->csv, FULL) == 0 &&
	    flush(f->json_file, &f->json, FULL) == 0 ? 0 : -1;
}

int
tables_close(struct tables_file *f, bool failed, int64_t *rows)
{
	int	 rc = failed ? -1 : 0;

	if (f == NULL)
		return rc;
	if (rc == 0) {
		BUF_LIT(&f->json, "\n]}\n");
		if (flush(f->csv_file, &f->csv, 0) == -1 ||
		    stage_end(f->csv_file) == -1 ||
		    flush(f->json_file, &f->json, 0) == -1 ||
		    stage_end(f->json_file) == -1)
			rc = -1;
	}
	if (rows != NULL)
		*rows = f->rows;
	stage_writer_free(f->csv_file);
	stage_writer_free(f->json_file);
	free(f->slots);
	buf_free(&f->csv);
	buf_free(&f->json);
	buf_free(&f->odd);
	buf_free(&f->joined);
	free(f);
	return rc;
}
