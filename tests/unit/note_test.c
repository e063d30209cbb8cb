/* note, batch, sql: Markdown made safe, rows kept, statements as run. */

#include "harness.h"

#include "batch.h"
#include "note.h"
#include "queries.h"
#include "sql.h"

#define AWAY	"<a rel=\"noopener noreferrer\" href=\""
#define LOST	"lead neither to the web nor to a note beside it and "
#define LEADS	"leads neither to the web nor to a note beside it and " \
		"is left out: \""

static int
find(const void *arg, struct slice file, struct buf *url)
{
	if (slice_cmp(file, slice_of(arg)) != 0)
		return -1;
	BUF_LIT(url, "b.html");
	return 0;
}

static const struct note_beside	 beside = { find, "B c.md" };

static void
is_note(const char *markdown, const char *title, const char *body)
{
	struct buf	 t = BUF_INIT, b = BUF_INIT;

	assert_int_equal(note_render(slice_of(markdown), "a.md", &beside, &t,
	    &b), 0);
	assert_string_equal(t.ptr, title);
	assert_string_equal(b.ptr, body);
	buf_free(&t);
	buf_free(&b);
}

static void
note_safe(void **state)
{
	int	 old = harness_catch();

	(void)state;
	is_note("# A `b` *c*\n\ntext\n", "A b c", "<p>text</p>\n");
	is_note("intro\n\n# T\n\n# Second\n", "T",
	    "<p>intro</p>\n<h1>Second</h1>\n");
	is_note("# T\n\n[x](https://a.b/c) [y](B%20c.md) [z](<B c.md#p>) "
	    "![*w*](%42%20%63%2emd)\n", "T", "<p>" AWAY "https://a.b/c\">x</a> "
	    "<a href=\"b.html\">y</a> <a href=\"b.html\">z</a> "
	    "<a href=\"b.html\"><em>w</em></a></p>\n");
	is_note("# T\n\n[x](javascript:alert(1)) [y](JaVaScript:x) "
	    "[z](data:text/html,x) [f](file:///etc/passwd) [g](//h/x) "
	    "[h](../x) [i](a%2fb)\n", "T", "<p>x y z f g h i</p>\n");
	is_note("# T\n\n![pic](https://a.b/c.png) ![p](data:image/png,x)\n",
	    "T", "<p>" AWAY "https://a.b/c.png\">pic</a> p</p>\n");
	is_note("# T\n\n[![p](https://a.b/c.png)](javascript:x)\n", "T",
	    "<p>" AWAY "https://a.b/c.png\">p</a></p>\n");
	is_note("# T\n\n<script>alert(1)</script>\n\na <b onclick=x>b</b>\n",
	    "T", "<!-- raw HTML omitted -->\n<p>a <!-- raw HTML omitted -->b"
	    "<!-- raw HTML omitted --></p>\n");
	is_note("# T\n\n<mailto:a@b.c> [a:b](<B c.md>)\n", "T", "<p>" AWAY
	    "mailto:a@b.c\">mailto:a@b.c</a> <a href=\"b.html\">a:b</a>"
	    "</p>\n");
	/* No character that XML has not, nor one that nobody sees. */
	is_note("# T\n\n\x01 &#2; &#13; \x7f &#xfffe; "
	    "[x](http://a/&#3;)\n", "T", "<p>[U+0001] [U+0002] [U+000D] "
	    "[U+007F] \xef\xbf\xbd " AWAY "http://a/%03\">x</a></p>\n");
	is_note("# <b>T</b> & \"q\"\n\n&lt;i&gt;\n", "T & \"q\"",
	    "<p>&lt;i&gt;</p>\n");
	harness_caught(old, "tokensnap: a.md: 7 links " LOST
	    "are left out, the first: \"javascript:alert(1)\"\n"
	    "tokensnap: a.md: a link " LEADS "data:image/png,x\"\n"
	    "tokensnap: a.md: a link " LEADS "javascript:x\"\n");
}

/* The words of a link that leads nowhere stay, and one line says so. */
static void
note_lost(void **state)
{
	int	 old = harness_catch();

	(void)state;
	is_note("# T\n\n[x](b.md) ![**y**](b.png) [z]() [p](#p)\n", "T",
	    "<p>x <strong>y</strong> z p</p>\n");
	is_note("# T\n\n[x](B%20c.md%00) and [y](B%20c.md)\n", "T",
	    "<p>x and <a href=\"b.html\">y</a></p>\n");
	is_note("# T\n\n[x](%zz%4&#10;%)\n", "T", "<p>x</p>\n");
	harness_caught(old, "tokensnap: a.md: 4 links " LOST
	    "are left out, the first: \"b.md\"\n"
	    "tokensnap: a.md: a link " LEADS "B%20c.md%00\"\n"
	    "tokensnap: a.md: a link " LEADS "%zz%4[U+000A]%\"\n");
}

static void
note_refused(void **state)
{
	struct buf	 t = BUF_INIT, b = BUF_INIT;
	int		 old = harness_catch();

	(void)state;
	assert_int_equal(note_render(SLICE("# a\xff"), "a.md", &beside, &t,
	    &b), -1);
	assert_int_equal(note_render(SLICE("no heading"), "b.md", &beside, &t,
	    &b), -1);
	assert_int_equal(note_render(SLICE("## second only"), "c.md", &beside,
	    &t, &b), -1);
	assert_int_equal(note_render(SLICE(""), "d.md", &beside, &t, &b), -1);
	harness_caught(old, "tokensnap: a.md: not UTF-8\n"
	    "tokensnap: b.md: no heading of level 1 to take the title from\n"
	    "tokensnap: c.md: no heading of level 1 to take the title from\n"
	    "tokensnap: d.md: no heading of level 1 to take the title from\n");
	assert_string_equal(b.ptr, "");
	buf_free(&t);
}

static void
batch_keeps_copies(void **state)
{
	struct batch	*b = batch_new();
	struct user	 u;
	struct token	 t;
	char		 name[] = "before";
	char		*big = calloc(1, 300001);
	int		 round;

	(void)state;
	memset(big, 'x', 300000);
	for (round = 0; round < 3; round++) {
		memset(&u, 0, sizeof(u));
		memset(&t, 0, sizeof(t));
		strcpy(name, "before");
		u.shown = slice_of(name);
		u.purpose.text = slice_of(big);
		t.name = slice_of(name);
		t.expiration.kind = STAMP_UNREADABLE;
		t.expiration.raw = slice_of(name);
		(void)batch_user(b, &u);
		batch_unit(b, 1);
		(void)batch_token(b, &t);
		batch_unit_token(b);
		strcpy(name, "after");
		assert_string_equal(b->user->shown.ptr, "before");
		assert_string_equal(b->tokens[0].name.ptr, "before");
		assert_string_equal(b->tokens[0].expiration.raw.ptr, "before");
		assert_int_equal(b->user->purpose.text.len, 300000);
		assert_null(b->user->email.text.ptr);
		assert_ptr_equal(b->tokens[0].user, b->units[0].user);
		assert_int_equal(b->units[0].n, 1);
		batch_reset(b);
		assert_int_equal(b->ntokens, 0);
		assert_null(b->user);
	}
	batch_free(b);
	batch_free(NULL);
	free(big);
}

/* Append a statement, and run it alone, with what queries.sql puts around it,
 * and as one for all its runs: each has the columns that the table says. */
static void
run_as(struct buf *all, sqlite3 *db, enum sql_id id,
    const struct sql_schema *schema)
{
	sqlite3_stmt	*stmt;
	struct buf	 b = BUF_INIT;
	int		 form;

	for (form = 0; form < 3; form++) {
		buf_reset(&b);
		if (form == 0)
			sql_text(&b, id, schema);
		else if (form == 1)
			sql_whole(&b, id, schema);
		else
			queries_canonical(&b, id, schema);
		if (sqlite3_prepare_v2(db, b.ptr, -1, &stmt, NULL) !=
		    SQLITE_OK)
			fail_msg("%s: %s", b.ptr, sqlite3_errmsg(db));
		assert_int_equal(sqlite3_column_count(stmt), form == 2 ? 1 :
		    sql_columns(id));
		assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
		buf_add(all, b.ptr, b.len);
	}
	buf_free(&b);
}

/* Each statement prepares on a database with all columns and on one with the
 * needed ones only, and reads nothing but native columns. */
static void
sql_prepares(void **state)
{
	struct sql_schema	 full, least;
	struct buf		 b = BUF_INIT;
	sqlite3			*db;
	int			 i;

	(void)state;
	memset(&full, 1, sizeof(full));
	memset(&least, 0, sizeof(least));
	for (i = 0; i < SQL_TABLES; i++)
		least.table[i] = sql_table_needed((enum sql_table)i);
	for (i = 0; i < SQL_COLUMNS; i++)
		least.column[i] = sql_column_needed((enum sql_column)i) &&
		    least.table[sql_column_table((enum sql_column)i)];
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE service_users(id "
	    "INTEGER PRIMARY KEY, user_id, name, email, role, active, created,"
	    " created_by, purpose, owner, avatar); CREATE TABLE tokens(id "
	    "INTEGER PRIMARY KEY, service_user, name, created, expiration, "
	    "last_used, active, revoked, scim, description); CREATE TABLE "
	    "teams(id, name); CREATE TABLE team_members(team, service_user); "
	    "CREATE TABLE export_info(key, value)", NULL, NULL, NULL),
	    SQLITE_OK);
	source_confine(db, sql_allowed());
	for (i = 0; i < SQL_STATEMENTS; i++) {
		run_as(&b, db, (enum sql_id)i, &full);
		if (sql_runs((enum sql_id)i, &least))
			run_as(&b, db, (enum sql_id)i, &least);
	}
	assert_null(strchr(b.ptr, '{'));
	assert_false(sql_runs(SQL_MEMBERS, &least));
	assert_false(sql_runs(SQL_AVATAR, &least));
	assert_false(sql_runs(SQL_INFO, &least));
	buf_free(&b);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(note_safe),
		HARNESS_TEST(note_lost),
		HARNESS_TEST(note_refused),
		cmocka_unit_test(batch_keeps_copies),
		cmocka_unit_test(sql_prepares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
