/*
 * A picture is 320 units wide, so that it can be read on a telephone; a theme
 * may keep it from growing on a wide screen.  Each bar has a row: its label at
 * the left, the bar, its number at the end of the bar.  Places and widths are
 * whole tenths of a unit: no floating point, the same on every machine.
 */

#include "chart.h"

#include "getter.h"
#include "rules.h"

#define WIDTH		3200	/* of the picture */
#define LABEL		1040	/* of the labels; bars begin here */
#define DIGIT		70	/* room for one character of a number */
#define SPACE		50	/* between a bar and its number */
#define ROW		190	/* from one row to the next */
#define BAR		120	/* height of a bar */
#define BASE		103	/* from the top of a bar to its text's line */
#define EDGE		10	/* around all, for the outlines of bars */
#define LEGEND		270	/* height of the legend */
#define GROUP		90	/* extra space between groups of rows */
#define THIN		10	/* the least width of what is not 0 */

struct row {
	char		 label[32];
	int64_t		 n[TOKEN_STATES];
	bool		 group;		/* the first of a group */
	bool		 now;		/* the month of the snapshot */
};

struct chart {
	const char	*id;		/* "states" */
	const char	*title;
	const char	*head;		/* of the first column of the table */
	struct buf	 note;		/* said after the title */
	bool		 split;		/* bars are divided by state */
	struct row	 rows[TALLY_SPANS];
	size_t		 nrows;
	int64_t		 sum[TOKEN_STATES];
	int64_t		 most;		/* the number of the longest bar */
	int		 room;		/* the width of that bar */
};

static const char *const	 words[TOKEN_STATES] = {
	[TOKEN_ACTIVE] = "Active",
	[TOKEN_REVOKED] = "Revoked",
	[TOKEN_EXPIRED] = "Expired",
};

/* What tells bars apart without a style sheet and without colour. */
static const char *const	 opacity[TOKEN_STATES] = {
	[TOKEN_ACTIVE] = "1",
	[TOKEN_REVOKED] = "0.5",
	[TOKEN_EXPIRED] = "0.1",
};

static int64_t
total(const int64_t n[TOKEN_STATES])
{
	return n[TOKEN_ACTIVE] + n[TOKEN_REVOKED] + n[TOKEN_EXPIRED];
}

static struct row *
add_row(struct chart *c, const char *label, const int64_t n[TOKEN_STATES])
{
	struct row	*r = &c->rows[c->nrows++];
	int		 s;

	memset(r, 0, sizeof(*r));
	(void)stpncpy(r->label, label, sizeof(r->label) - 1);
	for (s = 0; s < TOKEN_STATES; s++) {
		r->n[s] = n[s];
		c->sum[s] += n[s];
	}
	if (total(n) > c->most)
		c->most = total(n);
	return r;
}

/* A row for what is not as it should be, left out when it is nothing. */
static void
add_odd(struct chart *c, const char *label, const int64_t n[TOKEN_STATES])
{
	if (total(n) > 0)
		(void)add_row(c, label, n);
}

/* How wide a number is in print. */
static int
number_width(int64_t n)
{
	int	 digits = 1;

	while ((n /= 10) > 0)
		digits++;
	return (digits + (digits - 1) / 3) * DIGIT;
}

static int
bar_width(const struct chart *c, int64_t n)
{
	int64_t	 most = c->most, part = n;

	if (n == 0)
		return 0;
	while (most > INT64_MAX / c->room) {
		most /= 2;
		part /= 2;
	}
	part = part * c->room / most;
	return part < THIN ? THIN : (int)part;
}

static void
put_tenths(struct buf *b, int n)
{
	buf_num(b, n / 10);
	if (n % 10 != 0) {
		buf_addc(b, '.');
		buf_num(b, n % 10);
	}
}

/* name="n", after a blank. */
static void
put_place(struct buf *b, const char *name, int n)
{
	buf_addc(b, ' ');
	buf_adds(b, name);
	BUF_LIT(b, "=\"");
	put_tenths(b, n);
	buf_addc(b, '"');
}

static void
put_rect(struct buf *b, int state, int x, int y, int width)
{
	BUF_LIT(b, "<rect class=\"");
	buf_slice(b, rules_state_word((enum token_state)state));
	BUF_LIT(b, "\" fill-opacity=\"");
	buf_adds(b, opacity[state]);
	buf_addc(b, '"');
	put_place(b, "x", x);
	put_place(b, "y", y);
	put_place(b, "width", width);
	put_place(b, "height", BAR);
	BUF_LIT(b, " stroke=\"currentColor\"/>");
}

/* The start of a text; rest is more attributes. */
static void
put_text(struct buf *b, int x, int y, const char *rest)
{
	BUF_LIT(b, "<text");
	put_place(b, "x", x);
	put_place(b, "y", y);
	buf_adds(b, rest);
	buf_addc(b, '>');
}

static void
put_legend(struct buf *b)
{
	static const int	 places[TOKEN_STATES] = { 0, 720, 1520 };
	int			 s;

	for (s = 0; s < TOKEN_STATES; s++) {
		put_rect(b, s, places[s] + EDGE, EDGE, BAR);
		put_text(b, places[s] + 190, EDGE + BASE, "");
		buf_adds(b, words[s]);
		BUF_LIT(b, "</text>\n");
	}
}

static void
put_row(struct buf *b, const struct chart *c, const struct row *r, int y)
{
	int	 s, width, x = LABEL;

	put_text(b, 0, y + BASE, r->now ?
	    " class=\"now\" font-weight=\"bold\"" : "");
	buf_adds(b, r->label);
	BUF_LIT(b, "</text>");
	for (s = 0; s < TOKEN_STATES; s++) {
		if ((width = bar_width(c, r->n[s])) == 0)
			continue;
		put_rect(b, s, x, y, width);
		x += width;
	}
	/* A line end, so that text browsers keep words and numbers apart. */
	buf_addc(b, '\n');
	put_text(b, x + SPACE, y + BASE,
	    total(r->n) == 0 ? " class=\"zero\"" : "");
	(void)getter_count(b, total(r->n));
	BUF_LIT(b, "</text>\n");
}

/* What the picture says, for who cannot see it. */
static void
put_words(struct buf *b, const struct chart *c)
{
	int	 s;

	BUF_LIT(b, "<title id=\"chart-");
	buf_adds(b, c->id);
	BUF_LIT(b, "-title\">");
	buf_adds(b, c->title);
	BUF_LIT(b, "</title><desc id=\"chart-");
	buf_adds(b, c->id);
	BUF_LIT(b, "-desc\">Bars for ");
	(void)getter_count(b, total(c->sum));
	buf_adds(b, total(c->sum) == 1 ? " token" : " tokens");
	for (s = 0; s < TOKEN_STATES; s++) {
		buf_adds(b, s == 0 ? ": " : ", ");
		(void)getter_count(b, c->sum[s]);
		buf_addc(b, ' ');
		buf_slice(b, rules_state_word((enum token_state)s));
	}
	BUF_LIT(b, ". The table below has every number.</desc>\n");
}

static void
put_picture(struct buf *b, struct chart *c)
{
	int	 top = c->split ? LEGEND : EDGE, y = top, height;
	size_t	 i;

	/* Two thin parts may stand beside a bar that takes all the room. */
	c->room = WIDTH - LABEL - 2 * THIN - SPACE - number_width(c->most);
	for (height = top, i = 0; i < c->nrows; i++)
		height += ROW + (c->rows[i].group ? GROUP : 0);
	height -= ROW - BAR - EDGE;
	BUF_LIT(b, "<svg viewBox=\"0 0 ");
	put_tenths(b, WIDTH);
	buf_addc(b, ' ');
	put_tenths(b, height);
	BUF_LIT(b, "\" role=\"img\" aria-labelledby=\"chart-");
	buf_adds(b, c->id);
	BUF_LIT(b, "-title chart-");
	buf_adds(b, c->id);
	BUF_LIT(b, "-desc\" font-size=\"12\" fill=\"currentColor\">\n");
	put_words(b, c);
	if (c->split)
		put_legend(b);
	for (i = 0; i < c->nrows; i++) {
		y += c->rows[i].group ? GROUP : 0;
		put_row(b, c, &c->rows[i], y);
		y += ROW;
	}
	BUF_LIT(b, "</svg>\n");
}

static void
put_cells(struct buf *b, const struct chart *c, const char *label,
    const int64_t n[TOKEN_STATES], bool now)
{
	int	 s;

	BUF_LIT(b, "<tr><th scope=\"row\">");
	buf_adds(b, label);
	if (now)
		BUF_LIT(b, " (this snapshot)");
	BUF_LIT(b, "</th>");
	for (s = 0; c->split && s < TOKEN_STATES; s++) {
		BUF_LIT(b, "<td>");
		(void)getter_count(b, n[s]);
		BUF_LIT(b, "</td>");
	}
	BUF_LIT(b, "<td>");
	(void)getter_count(b, total(n));
	BUF_LIT(b, "</td></tr>\n");
}

static void
put_table(struct buf *b, const struct chart *c)
{
	size_t	 i;
	int	 s;

	BUF_LIT(b, "<details><summary>");
	buf_adds(b, c->title);
	BUF_LIT(b, " as a table</summary>\n<table class=\"chart-data\">"
	    "<caption>");
	buf_adds(b, c->title);
	BUF_LIT(b, "</caption>\n<thead><tr><th scope=\"col\">");
	buf_adds(b, c->head);
	for (s = 0; c->split && s < TOKEN_STATES; s++) {
		BUF_LIT(b, "</th><th scope=\"col\">");
		buf_adds(b, words[s]);
	}
	BUF_LIT(b, "</th><th scope=\"col\">Tokens</th></tr></thead>\n<tbody>");
	for (i = 0; i < c->nrows; i++)
		put_cells(b, c, c->rows[i].label, c->rows[i].n,
		    c->rows[i].now);
	BUF_LIT(b, "</tbody>\n<tfoot>");
	put_cells(b, c, "Total", c->sum, false);
	BUF_LIT(b, "</tfoot></table></details>\n");
}

/* The whole figure; nothing is a sentence for when there is none to draw. */
static void
put_figure(struct buf *b, struct chart *c, const char *nothing)
{
	BUF_LIT(b, "<figure class=\"chart\" id=\"chart-");
	buf_adds(b, c->id);
	BUF_LIT(b, "\">\n<figcaption><b>");
	buf_adds(b, c->title);
	BUF_LIT(b, "</b>");
	if (nothing == NULL && c->note.len > 0) {
		BUF_LIT(b, " <span>");
		buf_add(b, c->note.ptr, c->note.len);
		BUF_LIT(b, "</span>");
	}
	BUF_LIT(b, "</figcaption>\n");
	if (nothing == NULL) {
		put_picture(b, c);
		put_table(b, c);
	} else {
		BUF_LIT(b, "<p>");
		buf_adds(b, nothing);
		BUF_LIT(b, "</p>\n");
	}
	BUF_LIT(b, "</figure>\n");
	buf_free(&c->note);
}

/* Why there is nothing to draw, or NULL. */
static const char *
nothing_of(const struct chart *c, const int64_t not_recorded[TOKEN_STATES],
    const char *sentence)
{
	if (total(c->sum) == 0)
		return "There are no tokens in this export.";
	return total(not_recorded) == total(c->sum) ? sentence : NULL;
}

void
chart_states(struct buf *b, const struct tally *y)
{
	static const int64_t	 none[TOKEN_STATES];
	struct chart		 c = { .id = "states",
				    .title = "Tokens by state",
				    .head = "State", .note = BUF_INIT };
	int64_t			 n[TOKEN_STATES];
	int			 s;

	for (s = 0; s < TOKEN_STATES; s++) {
		memset(n, 0, sizeof(n));
		n[s] = y->state[s];
		(void)add_row(&c, words[s], n);
	}
	put_figure(b, &c, nothing_of(&c, none, NULL));
}

/* The label of the rows before and after the months: "Before 2025-11". */
static const char *
beside(struct buf *b, const struct tally *y, const char *word, int month)
{
	buf_reset(b);
	buf_adds(b, word);
	tally_month(b, y, month);
	return b->ptr;
}

void
chart_expirations(struct buf *b, const struct tally *y)
{
	struct chart	 c = { .id = "expirations",
			    .title = "Expirations by month", .head = "Month",
			    .note = BUF_INIT, .split = true };
	struct buf	 label = BUF_INIT;
	struct row	*r;
	int		 i;

	(void)add_row(&c, beside(&label, y, "Before ", 0),
	    y->expires[TALLY_EARLIER]);
	for (i = 0; i < TALLY_MONTHS; i++) {
		r = add_row(&c, beside(&label, y, "", i),
		    y->expires[TALLY_MONTH + i]);
		r->now = i == TALLY_NOW;
		/* Years stand apart. */
		r->group = i == 0 || (y->month + i) % 12 == 0;
	}
	r = add_row(&c, beside(&label, y, "After ", TALLY_MONTHS - 1),
	    y->expires[TALLY_LATER]);
	r->group = true;
	(void)add_row(&c, "Never", y->expires[TALLY_NEVER]);
	add_odd(&c, "Not recorded", y->expires[TALLY_NOT_RECORDED]);
	add_odd(&c, "Unreadable", y->expires[TALLY_UNREADABLE]);
	BUF_LIT(&c.note, "The month of this snapshot is ");
	tally_month(&c.note, y, TALLY_NOW);
	BUF_LIT(&c.note, ".");
	put_figure(b, &c, nothing_of(&c, y->expires[TALLY_NOT_RECORDED],
	    "This export does not record when tokens expire."));
	buf_free(&label);
}

void
chart_last_use(struct buf *b, const struct tally *y)
{
	static const char *const	 labels[] = {
		[TALLY_AGE_DAY] = "Less than a day",
		[TALLY_AGE_7] = "1 to 7 days",
		[TALLY_AGE_30] = "8 to 30 days",
		[TALLY_AGE_90] = "31 to 90 days",
		[TALLY_AGE_365] = "91 to 365 days",
		[TALLY_AGE_OVER] = "Over 365 days",
	};
	struct chart	 c = { .id = "last-use",
			    .title = "Time since last use",
			    .head = "Last used", .note = BUF_INIT,
			    .split = true };
	int		 i;

	for (i = 0; i <= TALLY_AGE_OVER; i++)
		(void)add_row(&c, labels[i], y->used[i]);
	add_row(&c, "Not used yet", y->used[TALLY_AGE_NOT_USED])->group = true;
	add_odd(&c, "After snapshot", y->used[TALLY_AGE_AFTER]);
	add_odd(&c, "Not recorded", y->used[TALLY_AGE_NOT_RECORDED]);
	add_odd(&c, "Unreadable", y->used[TALLY_AGE_UNREADABLE]);
	BUF_LIT(&c.note, "In whole days before this snapshot.");
	if (total(y->used[TALLY_AGE_AFTER]) > 0)
		BUF_LIT(&c.note, " After snapshot: the export has a last use "
		    "that is later than the time of this snapshot.");
	put_figure(b, &c, nothing_of(&c, y->used[TALLY_AGE_NOT_RECORDED],
	    "This export does not record when tokens were last used."));
}
