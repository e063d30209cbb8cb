#include "delta.h"

#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "util.h"

int
delta_open(struct delta *d, const struct seal *seal, int archive_fd,
    const char *archive, int dirfd, bool beside)
{
	char			*subject;
	const char		*why = NULL;
	enum previous_result	 rc;

	memset(d, 0, sizeof(*d));
	d->dirfd = dirfd;
	subject = xasprintf("%s/%s", archive, seal->previous);
	rc = previous_open(&d->previous, archive_fd, seal->previous, subject,
	    &why);
	d->view.previous = seal->previous;
	d->view.as_of = d->previous.as_of;
	if (rc == PREVIOUS_WITHOUT) {
		d->view.why = why;
		util_warn("%s: not comparable: %s", subject, why);
	} else if (rc == PREVIOUS_READY) {
		d->past = past_new(dirfd, beside, d->previous.as_of);
		if (previous_tokens(&d->previous, d->past) == -1)
			rc = PREVIOUS_DAMAGED;
		else
			d->changes = changes_new(d->past, dirfd);
	}
	if (rc == PREVIOUS_DAMAGED) {
		util_warn("%s: is damaged; nothing is added after it",
		    subject);
	} else if (d->changes != NULL) {
		d->view.facts = changes_facts(d->changes);
		d->view.lacks = d->past->lacks;
	}
	free(subject);
	return rc == PREVIOUS_DAMAGED ? -1 : 0;
}

int
delta_users(struct delta *d, const struct owners *owners)
{
	if (d->changes == NULL)
		return 0;
	past_tokens_drop(d->past);
	return previous_past_users(&d->previous, d->past, owners);
}

/* Hand over the page at hand and begin the next. */
static struct batch *
turn(struct render *r, struct batch *b, int64_t total)
{
	int64_t		 number = b != NULL ? b->number : 0;

	if (b != NULL)
		render_queue(r, b);
	if ((b = render_fresh(r, RENDER_CHANGES)) == NULL)
		return NULL;
	b->number = number + 1;
	b->total = total;
	return b;
}

/* Each change goes to a page and to the table. */
static int
put_rows(struct delta *d, struct render *r, struct batch **page,
    int64_t page_size)
{
	struct columns_change	 row = { NULL, BUF_INIT, BUF_INIT };
	struct change		 c;
	bool			 used;
	int			 rc;

	while ((rc = changes_next(d->changes, &c, &used)) == 1) {
		if ((int64_t)(*page)->nchanges == page_size &&
		    (*page = turn(r, *page, (*page)->total)) == NULL)
			rc = -1;
		if (rc == 1)
			batch_change(*page, &c);
		if (rc == 1 && d->table != NULL) {
			columns_change_row(&row, &c);
			rc = tables_row(d->table, &row) == 0 ? 1 : -1;
		}
		if (rc == -1)
			break;
	}
	buf_free(&row.from);
	buf_free(&row.to);
	return rc;
}

/* The rules that were just looked at. */
static int
read_rules(const struct delta *d, struct persist_side *side)
{
	static const char	 path[] = TABLES_FOLDER "/findings.json";
	int			 fd = file_open(d->dirfd, path, path), rc;

	if (fd == -1)
		return -1;
	rc = previous_rules(fd, path, side);
	(void)close(fd);
	return rc;
}

/* The findings that were just written; they were read from no manifest yet.
 * 1, 0 when there are none, -1 printed. */
static int
open_findings(struct delta *d, struct persist_side *side, int *fd)
{
	static const char	 path[] = TABLES_FOLDER "/findings.csv";

	if (faccessat(d->dirfd, path, F_OK, 0) == -1)
		return 0;
	if (read_rules(d, side) == -1)
		return -1;
	if ((*fd = file_open(d->dirfd, path, path)) == -1)
		return -1;
	side->subject = path;
	side->csv = csv_open(*fd);
	if (previous_names(side->csv, path, persist_names, PERSIST_COLUMNS,
	    side->at) == -1) {
		previous_end(*fd, side->csv);
		return -1;
	}
	return 1;
}

static int
put_findings(struct delta *d)
{
	struct persist_side	 was, is;
	int			 was_fd, is_fd, rc;

	if ((rc = previous_findings(&d->previous, &was, &was_fd)) != 1)
		return rc;
	if ((rc = open_findings(d, &is, &is_fd)) == 1) {
		rc = persist_compare(d->changes, &was, &is, d->dirfd);
		previous_end(is_fd, is.csv);
	}
	previous_end(was_fd, was.csv);
	return rc;
}

int
delta_put(struct delta *d, struct render *r, int64_t page_size)
{
	const struct changes_facts	*f = d->view.facts;
	struct batch			*page;
	int				 rc = 0;

	if (f != NULL && (changes_users_done(d->changes) == -1 ||
	    put_findings(d) == -1 || changes_done(d->changes) == -1))
		return -1;
	page = turn(r, NULL, f != NULL ? f->rows + f->used : 0);
	if (page == NULL)
		return -1;
	if (f != NULL)
		rc = put_rows(d, r, &page, page_size);
	if (page != NULL)
		render_queue(r, page);
	return rc;
}

const struct changes_facts *
delta_facts(const struct delta *d)
{
	return d->view.facts;
}

void
delta_close(struct delta *d)
{
	changes_free(d->changes);
	past_free(d->past);
	previous_close(&d->previous);
	memset(d, 0, sizeof(*d));
}
