/* tables.c: rows into files. */

#include "harness.h"

#include <signal.h>
#include <sys/resource.h>

#include "tables.h"

#define COLUMNS	(sizeof(list) / sizeof(list[0]))

struct rec {
	int64_t		 number;
	struct slice	 text;
	struct stamp	 stamp;
	struct slice	 texts[2];
	size_t		 ntexts;
};

static void
get_number(const void *rec, struct column_value *v)
{
	v->number = ((const struct rec *)rec)->number;
	v->none = v->number == INT64_MAX;
}

static void
get_text(const void *rec, struct column_value *v)
{
	v->text = ((const struct rec *)rec)->text;
}

static void
get_word(const void *rec, struct column_value *v)
{
	(void)rec;
	v->text = SLICE("a-b");
}

static void
get_texts(const void *rec, struct column_value *v)
{
	const struct rec	*r = rec;

	v->texts = r->texts;
	v->ntexts = r->ntexts;
	v->texts_size = sizeof(r->texts[0]);
	v->texts_at = 0;
}

static void
get_stamp(const void *rec, struct column_value *v)
{
	v->stamp = &((const struct rec *)rec)->stamp;
}

static const struct column	 list[] = {
	{ "gone", COLUMN_TEXT, true, SQL_T_SCIM, NULL, NULL, get_text, "",
	    "" },
	{ "n", COLUMN_NUMBER, true, COLUMN_ALWAYS, NULL, NULL, get_number,
	    "", "" },
	{ "s", COLUMN_TEXT, true, COLUMN_ALWAYS, "none", NULL, get_text, "",
	    "" },
	{ "w", COLUMN_WORD, false, COLUMN_ALWAYS, NULL, NULL, get_word, "",
	    "" },
	{ "p", COLUMN_PAGE, false, COLUMN_ALWAYS, NULL, NULL, get_word, "",
	    "" },
	{ "l", COLUMN_TEXTS, false, COLUMN_ALWAYS, NULL, NULL, get_texts, "",
	    "" },
	{ "at", COLUMN_TIME, true, COLUMN_ALWAYS, "never", NULL, get_stamp,
	    "", "" },
	{ "to", COLUMN_TIME, true, COLUMN_ALWAYS, NULL, NULL, get_stamp, "",
	    "" },
};
static const struct columns	 columns = {
	"odd", "Odd rows.", "any", list, COLUMNS
};
static const struct view_snapshot	 snapshot = {
	.name = "2026-11-23T154300Z", .as_of = 1795448580,
	.export_sha256 = "00ff"
};

static struct stage *
stage_new(void)
{
	static const struct stage_options	 o = { .mode = 0600 };
	struct stage				*s;

	assert_int_equal(stage_open(&o, "archive", "x", &s), STAGE_OK);
	return s;
}

/* Write these rows; the files go into csv and json. */
static void
write_rows(const struct rec *recs, int n, struct buf *csv, struct buf *json)
{
	struct stage		*s = stage_new();
	struct sql_schema	 schema;
	struct tables_file	*f;
	int64_t			 rows;
	int			 i;

	memset(&schema, 0, sizeof(schema));
	assert_int_equal(stage_mkdir(s, TABLES_FOLDER), 0);
	f = tables_open(s, &columns, &snapshot, &schema);
	assert_non_null(f);
	for (i = 0; i < n; i++)
		assert_int_equal(tables_row(f, &recs[i]), 0);
	assert_int_equal(tables_close(f, false, &rows), 0);
	assert_int_equal(rows, n);
	assert_int_equal(file_read(stage_fd(s), "data/tables/odd.csv", "csv",
	    1 << 26, csv), 0);
	assert_int_equal(file_read(stage_fd(s), "data/tables/odd.json",
	    "json", 1 << 26, json), 0);
	stage_abort(s);
}

#define CSV_HEAD	"gone,n,s,w,p,l,at,to\r\n"
#define JSON_HEAD							\
	"{\"schema_version\":1,\"table\":\"odd\","			\
	"\"snapshot\":\"2026-11-23T154300Z\","				\
	"\"as_of\":\"2026-11-23T15:43:00Z\",\"export_sha256\":\"00ff\"," \
	"\"not_recorded\":[\"gone\"],\"rows\":["

static void
no_row(void **state)
{
	struct buf	 csv = BUF_INIT, json = BUF_INIT;

	(void)state;
	write_rows(NULL, 0, &csv, &json);
	assert_string_equal(csv.ptr, CSV_HEAD);
	assert_string_equal(json.ptr, JSON_HEAD "\n]}\n");
	buf_free(&csv);
	buf_free(&json);
}

static void
every_kind(void **state)
{
	const struct rec	 recs[] = {
		{ -7, SLICE("=a\n\"b\""), { STAMP_AT, 1798040580, SLICE("") },
		    { SLICE("x"), SLICE("=y") }, 2 },
		{ INT64_MAX, { NULL, 0 }, { STAMP_NONE, 0, { NULL, 0 } },
		    { SLICE("=x"), { NULL, 0 } }, 1 },
		{ INT64_MIN, SLICE(""), { STAMP_UNREADABLE, 0, SLICE("=\xff") },
		    { { NULL, 0 }, { NULL, 0 } }, 0 },
		{ 0, SLICE("z"), { STAMP_AT, WHEN_MIN, { NULL, 0 } },
		    { { NULL, 0 }, { NULL, 0 } }, 0 },
	};
	struct buf		 csv = BUF_INIT, json = BUF_INIT;

	(void)state;
	write_rows(recs, 4, &csv, &json);
	assert_string_equal(csv.ptr, CSV_HEAD
	    "not recorded,-7,\"'=a\n\"\"b\"\"\",a-b,users/a-b.html,"
	    "\"x;' =y\",2026-12-23T15:43:00Z,2026-12-23T15:43:00Z\r\n"
	    "not recorded,,none,a-b,users/a-b.html,\"'=x\",never,\r\n"
	    "not recorded,-9223372036854775808,\"\",a-b,users/a-b.html,\"\","
	    "\"unreadable: =\xef\xbf\xbd\",\"unreadable: =\xef\xbf\xbd\"\r\n"
	    "not recorded,0,\"z\",a-b,users/a-b.html,\"\","
	    "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z\r\n");
	assert_string_equal(json.ptr, JSON_HEAD "\n"
	    "{\"n\":-7,\"s\":\"=a\\n\\\"b\\\"\",\"w\":\"a-b\","
	    "\"p\":\"users/a-b.html\",\"l\":[\"x\",\"=y\"],"
	    "\"at\":\"2026-12-23T15:43:00Z\",\"to\":\"2026-12-23T15:43:00Z\"}"
	    ",\n{\"n\":null,\"s\":null,\"w\":\"a-b\","
	    "\"p\":\"users/a-b.html\",\"l\":[\"=x\"],\"at\":null,\"to\":null}"
	    ",\n{\"n\":-9223372036854775808,\"s\":\"\",\"w\":\"a-b\","
	    "\"p\":\"users/a-b.html\",\"l\":[],\"at\":null,\"to\":null,"
	    "\"unreadable\":{\"at\":\"=\xef\xbf\xbd\","
	    "\"to\":\"=\xef\xbf\xbd\"}},\n"
	    "{\"n\":0,\"s\":\"z\",\"w\":\"a-b\",\"p\":\"users/a-b.html\","
	    "\"l\":[],\"at\":\"0001-01-01T00:00:00Z\","
	    "\"to\":\"0001-01-01T00:00:00Z\"}\n]}\n");
	buf_free(&csv);
	buf_free(&json);
}

/* Days that share a place in what is remembered, and files of many writes. */
static void
many_rows(void **state)
{
	enum { N = 5000 };
	struct rec	*recs = calloc(N, sizeof(*recs));
	struct buf	 csv = BUF_INIT, json = BUF_INIT, want = BUF_INIT;
	const char	*p;
	int		 i;

	(void)state;
	assert_non_null(recs);
	for (i = 0; i < N; i++) {
		recs[i].number = i;
		recs[i].text = SLICE("some text of some length");
		recs[i].stamp.kind = STAMP_AT;
		recs[i].stamp.at = i % 3 * 1024LL * 86400 + i * 86399LL;
	}
	write_rows(recs, N, &csv, &json);
	p = csv.ptr + strlen(CSV_HEAD);
	for (i = 0; i < N; i++) {
		buf_reset(&want);
		buf_addf(&want, "not recorded,%d,\"some text of some length\","
		    "a-b,users/a-b.html,\"\",", i);
		when_rfc3339(&want, recs[i].stamp.at);
		buf_addc(&want, ',');
		when_rfc3339(&want, recs[i].stamp.at);
		BUF_LIT(&want, "\r\n");
		assert_memory_equal(p, want.ptr, want.len);
		p += want.len;
	}
	assert_int_equal(*p, '\0');
	free(recs);
	buf_free(&csv);
	buf_free(&json);
	buf_free(&want);
}

static void
no_folder(void **state)
{
	struct stage		*s = stage_new();
	struct sql_schema	 schema;
	struct buf		 said = BUF_INIT;
	int			 old;

	(void)state;
	memset(&schema, 0, sizeof(schema));
	old = harness_catch();
	assert_null(tables_open(s, &columns, &snapshot, &schema));
	assert_int_equal(dup2(old, 2), 2);
	close(old);
	/* The staging folder has a name of its own. */
	assert_int_equal(file_read(AT_FDCWD, "stderr.txt", "stderr", 1 << 20,
	    &said), 0);
	assert_non_null(strstr(said.ptr, "/data/tables/odd.csv: No such file "
	    "or directory\n"));
	buf_free(&said);
	assert_int_equal(tables_close(NULL, false, NULL), 0);
	assert_int_equal(tables_close(NULL, true, NULL), -1);
	stage_abort(s);
}

/* Writing fails in the middle. */
static void
no_room(void **state)
{
	static const struct rec	 rec = { .text = { "x", 1 } };
	const struct rlimit	 small = { 100 * 1024, RLIM_INFINITY };
	const struct rlimit	 any = { RLIM_INFINITY, RLIM_INFINITY };
	struct stage		*s = stage_new();
	struct sql_schema	 schema;
	struct tables_file	*f;
	struct buf		 said = BUF_INIT;
	int			 old, rc = 0, i;

	(void)state;
	memset(&schema, 0, sizeof(schema));
	assert_int_equal(stage_mkdir(s, TABLES_FOLDER), 0);
	f = tables_open(s, &columns, &snapshot, &schema);
	assert_non_null(f);
	assert_ptr_not_equal(signal(SIGXFSZ, SIG_IGN), SIG_ERR);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	old = harness_catch();
	for (i = 0; i < 10000 && rc == 0; i++)
		rc = tables_row(f, &rec);
	assert_int_equal(rc, -1);
	assert_int_equal(tables_close(f, true, NULL), -1);
	assert_int_equal(dup2(old, 2), 2);
	close(old);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &any), 0);
	assert_int_equal(file_read(AT_FDCWD, "stderr.txt", "stderr", 1 << 20,
	    &said), 0);
	assert_non_null(strstr(said.ptr, "/data/tables/odd.json: File too "
	    "large\n"));
	assert_ptr_equal(strchr(said.ptr, '\n'), said.ptr + said.len - 1);
	buf_free(&said);
	stage_abort(s);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(no_row),
		HARNESS_TEST(every_kind),
		HARNESS_TEST(many_rows),
		HARNESS_TEST(no_folder),
		HARNESS_TEST(no_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
