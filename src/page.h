#ifndef PAGE_H
#define PAGE_H

/*
 * Pages of a snapshot, rendered into memory: which there are, what they are
 * called, what stands on them.  Opens no file.
 */

#include <sys/types.h>

#include "chart.h"
#include "fields.h"
#include "theme.h"

/* The templates of a theme that a snapshot needs, in the order of the enum. */
enum page_template {
	PAGE_LIST,
	PAGE_USER,
	PAGE_USERS,
	PAGE_CHARTS,
	PAGE_GROUPS,
	PAGE_CHANGES,
	PAGE_FINDINGS,
	PAGE_FINDING,
	PAGE_NOTE,
	PAGE_COVER,
	PAGE_ARCHIVE,		/* of all snapshots; see archive_page.h */
	PAGE_PROVENANCE,
	PAGE_TEMPLATES
};
extern const struct theme_want page_wants[PAGE_TEMPLATES];

/* What renders pages in one thread.  theme and snapshot must outlive it. */
struct page_maker;
struct page_maker *page_maker_new(const struct theme *,
	    const struct view_snapshot *, const struct when_zone *,
	    int64_t page_size);
void	 page_maker_free(struct page_maker *);

/* How many pages of page_size rows total rows need; at least one. */
int64_t	 page_count(int64_t total, int64_t page_size);

/*
 * Render a page; the result is borrowed until the next call, that of page_list
 * until the next of it.  What a list links to is filled in here, and its stem
 * unless it is that of a group.
 */
struct slice page_list(struct page_maker *, const struct view_list *);
struct slice page_users(struct page_maker *, const struct view_list *);

/*
 * A page of a service user.  Where the list rendered last has its tokens as
 * rows, from at on and as far as it goes, what both show of them is taken from
 * there; at is -1 where it has none of them.
 */
struct slice page_user(struct page_maker *, const struct user *,
	    const struct changes_of *, const struct view_list *, ssize_t at);

/* Where on the list rendered last the rows belong that are made already; -1
 * when its page shows none. */
ssize_t	 page_cut(const struct page_maker *);

/* Whether a token has the same row on all lists, but for its letter. */
bool	 page_rows_alike(const struct page_maker *);

/* Append that row, with its letter if the token has one. */
void	 page_row(struct page_maker *, const struct token *, struct buf *);

struct slice page_charts(struct page_maker *, const struct tally *);

/* A page of the n changes; those of tokens that were used come last.  The list
 * has the numbers of the page only. */
struct slice page_changes(struct page_maker *, const struct change *,
	    size_t n, const struct view_list *);

/* Roles, then teams. */
struct slice page_groups(struct page_maker *, const struct view_group *roles,
	    size_t nroles, const struct view_group *teams, size_t nteams);

/* All rules with what was found; then the findings of one rule, at least one,
 * a page of several.  Call them when all is counted. */
struct slice page_findings(struct page_maker *);
struct slice page_finding(struct page_maker *, const struct finding *,
	    const struct view_list *);

/* Append the stem of the pages of a rule's findings: "finding-r01". */
void	 page_finding_stem(struct buf *, enum rule);

/* A Markdown page: note is one of the snapshot's, or NULL for about. */
struct slice page_note(struct page_maker *, const struct view_note *note,
	    struct slice title, struct slice body);
struct slice page_cover(struct page_maker *);
struct slice page_provenance(struct page_maker *, const struct provenance *);

/* Append the path of a page in the snapshot: "data/index.html",
 * "data/tokens-2.html", "data/users/x.html", "data/users/x.2.html". */
void	 page_list_path(struct buf *, struct slice stem, int64_t number);
#define PAGE_CHANGES_STEM	"changes"
void	 page_user_path(struct buf *, const struct user *, int64_t part);

#endif
