/*
 * The templates "list" and "layout" and a style sheet, cut apart by 0x1e:
 * read, compiled, and run over rows with hostile texts.  No text of the rows
 * may come out as markup, and what is kept of a page for another must be what
 * is made there.
 */

#include "fuzz.h"

#include "../unit/theme_help.h"

#include "page.h"
#include "themecss.h"

#define MARK	"zqj"	/* stands in the rows; not in a template */

static const char *const	 assets[] = { "a.png", "style.css" };
static const struct row		 below[] = {
	{ "<" MARK ">", 7, false, NULL, 0 }, { "\"" MARK, 8, true, NULL, 0 }
};
static const struct row		 rows[] = {
	{ "javascript:" MARK "<" MARK, 1, true, below, 2 },
	{ NULL, 2, false, NULL, 0 }, { "\"" MARK "=\"", 3, true, below, 1 },
	{ "&" MARK ";\xff\x01", 4, false, below, 0 }
};
static const struct root	 root = {
	"<" MARK ">\"" MARK "'&" MARK ";", "<p>hi</p>", rows, 4, true
};

static bool
has(struct slice s, const char *what)
{
	return memmem(s.ptr, s.len, what, strlen(what)) != NULL;
}

static void
run(const struct talc_prog *prog)
{
	struct talrun	*r = talrun_new();
	struct buf	 out = BUF_INIT;
	struct slice	 s;

	talrun(r, prog, &root, NULL, &out);
	s = (struct slice){ out.ptr, out.len };
	FUZZ_HOLDS(!has(s, "<" MARK));
	FUZZ_HOLDS(!has(s, "\"" MARK));
	FUZZ_HOLDS(!has(s, "&" MARK));
	FUZZ_HOLDS(!has(s, "href=\"javascript:" MARK));
	FUZZ_HOLDS(!has(s, "src=\"javascript:" MARK));
	buf_free(&out);
	talrun_free(r);
}

static void
run_pieces(const struct talc_prog *prog)
{
	struct talrow_pieces	 p;
	struct talrun_taken	 taken;
	struct talrun		*r = talrun_new();
	struct buf		 plain = BUF_INIT, kept = BUF_INIT;
	struct buf		 reused = BUF_INIT;

	talrow_pieces(&p, prog, prog, &type_row, &type_row, &type_box);
	talrun(r, prog, &root, NULL, &plain);
	talrun_keep(r, prog, &root, NULL, &kept, &p);
	FUZZ_HOLDS(strcmp(kept.ptr, plain.ptr) == 0);
	taken = (struct talrun_taken){ p.taken, 0 };
	if (p.taken.to != 0) {
		talrun_reuse(r, prog, &root, NULL, &reused, &taken);
		FUZZ_HOLDS(strcmp(reused.ptr, plain.ptr) == 0);
	}
	buf_free(&plain);
	buf_free(&kept);
	buf_free(&reused);
	talrun_free(r);
}

/* One template for one kind of root, as theme.c does it. */
static void
compile(struct tal_file *files, struct pool *pool,
    const struct record_type *type, bool runs)
{
	struct faults		 faults = FAULTS_INIT;
	struct metal		 set = { files, 2, pool, &faults, 0 };
	struct talc_assets	 names = { assets, 2 };
	struct talc_prog	 prog;

	memset(&prog, 0, sizeof(prog));
	if (talc_page(&set, &files[0], type, &names, &prog) == 0 && runs &&
	    faults.met == 0) {
		run(&prog);
		run_pieces(&prog);
	}
	talc_free(&prog);
	faults_free(&faults);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct slice		 parts[3] = { { "", 0 }, { "", 0 }, { "", 0 } };
	struct tal_file		 files[2];
	struct faults		 faults = FAULTS_INIT;
	struct pool		 pool = POOL_INIT;
	bool			 marked;
	size_t			 i;

	(void)fuzz_parts(data, len, parts, 3);
	marked = has((struct slice){ (const char *)data, len }, "q");
	memset(files, 0, sizeof(files));
	files[0].path = files[0].stem = "list";
	files[1].path = files[1].stem = "layout";
	for (i = 0; i < 2; i++)
		(void)tal_read(&files[i], parts[i], &pool, &faults);
	if (faults.met == 0) {
		compile(files, &pool, &type_root, !marked);
		compile(files, &pool, page_wants[len % PAGE_TEMPLATES].root,
		    false);
	}
	(void)themecss_check(parts[2], "style.css", assets, 2, &faults);
	faults_free(&faults);
	pool_free(&pool);
	return 0;
}
