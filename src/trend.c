/*
 * The picture is 320 units wide and places are whole tenths of a unit, as in
 * chart.c.  Parts of a column are stacked, told apart by their classes where a
 * style sheet knows them, and by how solid they are where none does.
 */

#include "trend.h"

#include <stdlib.h>

#include "getter.h"
#include "util.h"
#include "when.h"

#define WIDTH		3200	/* of the picture */
#define PLOT		1200	/* height of the tallest column */
#define DIGIT		75	/* room for one character of a number */
#define LINE		190	/* from one line of text to the next */
#define BASE		103	/* from the top of a line to its base */
#define MARK		120	/* side of a square of the legend */
#define COLUMN_MOST	280	/* width of a column */
#define COLUMNS		48
#define PARTS		5
#define THIN		10	/* the least height of what is not 0 */

struct part {
	enum ledger_number	 number;
	const char		*word;
	const char		*class;
	const char		*opacity;
};

struct trend {
	const char	*id;
	const char	*title;
	const char	*thing;		/* "tokens" */
	const char	*total;		/* head of the last column */
	struct part	 parts[PARTS];
	int		 nparts;
	const struct ledger_entry *columns[COLUMNS];	/* the oldest first */
	int		 n;
	bool		 monthly;
	int64_t		 most;
};

static const struct trend	 states = {
	.id = "states", .title = "Tokens by state over time",
	.thing = "tokens", .total = "Tokens", .nparts = 3,
	.parts = {
		{ LEDGER_ACTIVE, "Active", "active", "1" },
		{ LEDGER_REVOKED, "Revoked", "revoked", "0.5" },
		{ LEDGER_EXPIRED, "Expired", "expired", "0.1" },
	},
};
static const struct trend	 findings = {
	.id = "findings", .title = "Findings by severity over time",
	.thing = "findings", .total = "Findings", .nparts = 5,
	.parts = {
		{ LEDGER_CRITICAL, "Critical", "critical", "1" },
		{ LEDGER_HIGH, "High", "high", "0.75" },
		{ LEDGER_MEDIUM, "Medium", "medium", "0.5" },
		{ LEDGER_LOW, "Low", "low", "0.25" },
		{ LEDGER_INFO, "Info", "info", "0.05" },
	},
};

static int64_t
total(const struct trend *t, const struct ledger_entry *e)
{
	int64_t	 sum = 0;
	int	 i;

	for (i = 0; i < t->nparts; i++)
		sum += e->n[t->parts[i].number];
	return sum;
}

/* Whether it records every part. */
static bool
is_known(const struct trend *t, const struct ledger_entry *e)
{
	int	 i;

	for (i = 0; i < t->nparts; i++)
		if (e->n[t->parts[i].number] < 0)
			return false;
	return true;
}

static int
month(const struct ledger_entry *e)
{
	struct when_civil	 c;

	when_civil(e->as_of, &c);
	return c.year * 12 + c.month;
}

/* Take the columns, the newest first, then turn them round. */
static void
choose(struct trend *t, const struct ledger *l)
{
	const struct ledger_entry	*e, *swap;
	size_t				 i, known = 0;
	int				 j, last = -1;

	for (i = 0; i < l->n; i++)
		known += is_known(t, &l->entries[i]);
	t->monthly = known > COLUMNS;
	for (i = l->n; i-- > 0 && t->n < COLUMNS;) {
		e = &l->entries[i];
		if (!is_known(t, e) || (t->monthly && month(e) == last))
			continue;
		last = month(e);
		t->columns[t->n++] = e;
		if (total(t, e) > t->most)
			t->most = total(t, e);
	}
	for (j = 0; j < t->n / 2; j++) {
		swap = t->columns[j];
		t->columns[j] = t->columns[t->n - 1 - j];
		t->columns[t->n - 1 - j] = swap;
	}
}

static void
put_tenths(struct buf *b, const char *name, int n)
{
	buf_addf(b, " %s=\"%d", name, n / 10);
	if (n % 10 != 0)
		buf_addf(b, ".%d", n % 10);
	buf_addc(b, '"');
}

static void
put_rect(struct buf *b, const struct part *p, const int place[4])
{
	buf_addf(b, "<rect class=\"%s\" fill-opacity=\"%s\"", p->class,
	    p->opacity);
	put_tenths(b, "x", place[0]);
	put_tenths(b, "y", place[1]);
	put_tenths(b, "width", place[2]);
	put_tenths(b, "height", place[3]);
	BUF_LIT(b, " stroke=\"currentColor\"/>");
}

static void
put_text(struct buf *b, int x, int y, const char *anchor, const char *text)
{
	BUF_LIT(b, "<text");
	put_tenths(b, "x", x);
	put_tenths(b, "y", y);
	buf_addf(b, "%s>%s</text>\n", anchor, text);
}

/* Three words in a line. */
static int
legend_height(const struct trend *t)
{
	return (t->nparts + 2) / 3 * LINE + 100;
}

static void
put_legend(struct buf *b, const struct trend *t)
{
	int	 i, x, y;

	for (i = 0; i < t->nparts; i++) {
		x = i % 3 * 1000 + 10;
		y = i / 3 * LINE + 10;
		put_rect(b, &t->parts[i], (const int[]){ x, y, MARK, MARK });
		put_text(b, x + 190, y + BASE, "", t->parts[i].word);
	}
}

static int
height(const struct trend *t, int64_t n)
{
	int	 h = t->most == 0 ? 0 : (int)(n * PLOT / t->most);

	return n > 0 && h < THIN ? THIN : h;
}

static void
put_column(struct buf *b, const struct trend *t, int i, const int place[3])
{
	int64_t	 n;
	int	 p, y = place[1], h;

	for (p = 0; p < t->nparts; p++) {
		n = t->columns[i]->n[t->parts[p].number];
		if ((h = height(t, n)) == 0)
			continue;
		y -= h;
		put_rect(b, &t->parts[p], (const int[]){ place[0], y,
		    place[2], h });
	}
	buf_addc(b, '\n');
}

/* The ground line, the line of the tallest column, and what they stand for. */
static void
put_scale(struct buf *b, const struct trend *t, const int place[2])
{
	struct buf	 most = BUF_INIT;
	char		 date[11];

	(void)getter_count(&most, t->most);
	buf_addf(b, "<path fill=\"none\" stroke=\"currentColor\" "
	    "d=\"M%d %dH320M%d %dH320\"/>\n",
	    place[0] / 10, place[1] / 10, place[0] / 10,
	    (place[1] + PLOT) / 10);
	put_text(b, 0, place[1] + 40, "", most.ptr);
	put_text(b, 0, place[1] + PLOT, "", "0");
	(void)stpncpy(date, t->columns[0]->name, 10);
	date[10] = '\0';
	put_text(b, place[0], place[1] + PLOT + LINE, "", date);
	(void)stpncpy(date, t->columns[t->n - 1]->name, 10);
	if (t->n > 1)
		put_text(b, WIDTH, place[1] + PLOT + LINE,
		    " text-anchor=\"end\"", date);
	buf_free(&most);
}

static int
digits(int64_t n)
{
	int	 d = 1;

	while ((n /= 10) > 0)
		d++;
	return d + (d - 1) / 3;
}

static void
put_picture(struct buf *b, const struct trend *t)
{
	int	 top, left, pitch, width, i, bottom;

	left = (digits(t->most) * DIGIT + 60) / 10 * 10;
	pitch = (WIDTH - left) / t->n;
	width = pitch * 7 / 10 > COLUMN_MOST ? COLUMN_MOST : pitch * 7 / 10;
	/* Parts of THIN may add to the tallest column. */
	top = legend_height(t) + t->nparts * THIN;
	bottom = top + PLOT;
	buf_addf(b, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby"
	    "=\"trend-%s-title trend-%s-desc\" font-size=\"12\" "
	    "fill=\"currentColor\">\n<title id=\"trend-%s-title\">%s</title>"
	    "<desc id=\"trend-%s-desc\">A column for each of %d snapshot%s, "
	    "the oldest at the left. The table below has every number.</desc>"
	    "\n", WIDTH / 10, (bottom + LINE + 60) / 10, t->id, t->id, t->id,
	    t->title, t->id, t->n, t->n == 1 ? "" : "s");
	put_legend(b, t);
	put_scale(b, t, (const int[]){ left, top });
	for (i = 0; i < t->n; i++)
		put_column(b, t, i, (const int[]){ left + i * pitch +
		    (pitch - width) / 2, bottom, width });
	BUF_LIT(b, "</svg>\n");
}

static void
put_row(struct buf *b, const struct trend *t, const struct ledger_entry *e)
{
	int	 i;

	buf_addf(b, "<tr><th scope=\"row\">%s</th>", e->name);
	for (i = 0; i < t->nparts; i++) {
		BUF_LIT(b, "<td>");
		(void)getter_count(b, e->n[t->parts[i].number]);
		BUF_LIT(b, "</td>");
	}
	BUF_LIT(b, "<td>");
	(void)getter_count(b, total(t, e));
	BUF_LIT(b, "</td></tr>\n");
}

static void
put_table(struct buf *b, const struct trend *t)
{
	int	 i;

	buf_addf(b, "<details><summary>%s as a table</summary>\n"
	    "<table class=\"chart-data\"><caption>%s</caption>\n"
	    "<thead><tr><th scope=\"col\">Snapshot</th>", t->title, t->title);
	for (i = 0; i < t->nparts; i++)
		buf_addf(b, "<th scope=\"col\">%s</th>", t->parts[i].word);
	buf_addf(b, "<th scope=\"col\">%s</th></tr></thead>\n<tbody>",
	    t->total);
	for (i = t->n; i-- > 0;)
		put_row(b, t, t->columns[i]);
	BUF_LIT(b, "</tbody></table></details>\n");
}

static void
put_figure(struct buf *b, const struct trend *kind, const struct ledger *l)
{
	struct trend	 t = *kind;

	choose(&t, l);
	if (t.n == 0)
		return;
	buf_addf(b, "<figure class=\"chart\" id=\"trend-%s\">\n"
	    "<figcaption><b>%s</b> <span>%s.</span></figcaption>\n", t.id,
	    t.title, t.monthly ? "The last snapshot of each month in UTC that "
	    "records these numbers" : t.n == 1 ? "One snapshot records these "
	    "numbers" : "One column for each snapshot that records these "
	    "numbers");
	put_picture(b, &t);
	put_table(b, &t);
	BUF_LIT(b, "</figure>\n");
}

void
trend_states(struct buf *b, const struct ledger *l)
{
	put_figure(b, &states, l);
}

void
trend_findings(struct buf *b, const struct ledger *l)
{
	put_figure(b, &findings, l);
}
