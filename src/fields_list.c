/* Fields of the lists: pages, orders, letters, rows. */

#include "fields.h"
#include "getter.h"

/* --- the list and its pages --- */

bool
fields_has_lists(const struct view_snapshot *s)
{
	return s->filters || s->orders || s->groups;
}

bool
fields_has_filter(const struct view_snapshot *s, enum listing_id id)
{
	if (id == LISTING_NOT_USED && (s->lacks & PAST_BIT(CHANGE_LAST_USED)))
		return false;
	if (id == LISTING_NEVER && (s->lacks & PAST_BIT(CHANGE_EXPIRATION)))
		return false;
	return s->filters;
}

void
fields_page(struct buf *b, struct slice stem, int64_t number)
{
	if (stem.len == 0 && number == 1) {
		BUF_LIT(b, "index");
	} else if (stem.len == 0) {
		BUF_LIT(b, "tokens-");
		buf_num(b, number);
	} else {
		buf_slice(b, stem);
		if (number > 1) {
			buf_addc(b, '.');
			buf_num(b, number);
		}
	}
	BUF_LIT(b, ".html");
}

static bool
page_url(struct buf *b, struct slice stem, int64_t number)
{
	fields_page(b, stem, number);
	return true;
}

static bool
list_previous(const void *rec, void *ctx, struct buf *b)
{
	const struct view_list	*l = rec;

	(void)ctx;
	return l->number > 1 && page_url(b, l->stem, l->number - 1);
}

static bool
list_next(const void *rec, void *ctx, struct buf *b)
{
	const struct view_list	*l = rec;

	(void)ctx;
	return l->number < l->count && page_url(b, l->stem, l->number + 1);
}

static void
list_tokens(const void *rec, struct record_list *out)
{
	const struct view_list	*l = rec;

	out->first = l->tokens;
	out->n = l->ntokens;
	out->size = l->made ? 0 : sizeof(*l->tokens);
}

static void
list_pages(const void *rec, struct record_list *out)
{
	const struct view_list	*l = rec;

	out->first = l->links;
	out->n = l->nlinks;
	out->size = sizeof(*l->links);
}

static bool
link_url(const void *rec, void *ctx, struct buf *b)
{
	const struct view_link	*l = rec;
	struct view_context	*c = ctx;

	return page_url(b, c->stem, l->number);
}

COUNT(link_number, struct view_link, r->number)
FLAG(link_current, struct view_link, r->current)
FLAG(link_gap, struct view_link, r->gap)

static const struct field link_fields[] = {
	F_FLAG("current", link_current, "this page"),
	F_FLAG("gap", link_gap, "stands for pages left out"),
	F_WORD("number", link_number, "its number"),
	F_URL("url", link_url, "its address"),
};
static const struct record_type link_type = {
	"page-link", "one of the pages of a list", link_fields,
	N(link_fields), "number"
};

/* --- the column heads: how the rows can be sorted --- */

/* The other order of the column that sorts them, else its first. */
static bool
order_url(const struct view_list *l, enum listing_column column,
    struct buf *b)
{
	const struct listing	*now = listing(l->id), *to;

	if (!l->orders)
		return false;
	to = listing(listing_by(column, now->column == column &&
	    !now->descending));
	return page_url(b, slice_of(to->stem), 1);
}

static bool
order_sort(const struct view_list *l, enum listing_column column,
    struct buf *b)
{
	const struct listing	*now = listing(l->id);

	if (now->column != column)
		return false;
	return getter_plain(b, now->descending ? "descending" : "ascending");
}

#define ORDER(prefix, column)						\
static bool								\
prefix##_url(const void *rec, void *ctx, struct buf *b)			\
{									\
	(void)ctx;							\
	return order_url(rec, column, b);				\
}									\
static bool								\
prefix##_sort(const void *rec, void *ctx, struct buf *b)		\
{									\
	(void)ctx;							\
	return order_sort(rec, column, b);				\
}									\
static const struct field prefix##_fields[] = {				\
	F_WORD("sort", prefix##_sort,					\
	    "ascending, descending, or nothing: for aria-sort"),	\
	F_URL("url", prefix##_url,					\
	    "the list sorted by this, or the other way; or nothing"),	\
};									\
static const struct record_type prefix##_type = {			\
	"order", "how the rows can be sorted", prefix##_fields,		\
	N(prefix##_fields), NULL					\
};

ORDER(by_expiration, LISTING_EXPIRATION)
ORDER(by_last_used, LISTING_LAST_USED)
ORDER(by_status, LISTING_STATUS)
ORDER(by_token, LISTING_TOKEN)
ORDER(by_user, LISTING_USER)

/* --- the letters and the other lists --- */

static bool
letter_text(const void *rec, void *ctx, struct buf *b)
{
	const struct view_letter	*l = rec;

	(void)ctx;
	buf_addc(b, l->letter);
	return true;
}

static bool
letter_url(const void *rec, void *ctx, struct buf *b)
{
	const struct view_letter	*l = rec;
	struct view_context		*c = ctx;

	if (l->number == 0)
		return false;
	fields_page(b, c->stem, l->number);
	BUF_LIT(b, "#letter-");
	buf_addc(b, l->letter == '#' ? '0' : l->letter);
	return true;
}

static const struct field letter_fields[] = {
	F_WORD("text", letter_text, "A to Z, and # for all others"),
	F_URL("url", letter_url, "the first name with it, or nothing"),
};
static const struct record_type letter_type = {
	"letter", "a letter that names begin with", letter_fields,
	N(letter_fields), "text"
};

static bool
choice_url(const void *rec, void *ctx, struct buf *b)
{
	const struct view_choice	*c = rec;

	(void)ctx;
	return page_url(b, slice_of(listing(c->id)->stem), 1);
}

COUNT(choice_total, struct view_choice, r->total)
WORD(choice_current, struct view_choice, r->current ? "page" : NULL)
WORD(choice_label, struct view_choice, listing(r->id)->label)

static const struct field choice_fields[] = {
	F_WORD("current", choice_current, "page on this list, or nothing"),
	F_WORD("label", choice_label, "All, Active, Not used yet ..."),
	F_WORD("total", choice_total, "how many tokens"),
	F_URL("url", choice_url, "its first page"),
};
static const struct record_type choice_type = {
	"choice", "a list to choose", choice_fields, N(choice_fields), "label"
};

/* --- a row of the service users --- */

RECORD(row_user, struct batch_unit, r->user)

static const struct field row_fields[] = {
	F_RECORD("user", row_user, &fields_user_type, "the service user"),
};
static const struct record_type row_type = {
	"row", "a row of the service users", row_fields, N(row_fields), NULL
};

/* --- the list itself --- */

#define SLICE_LIST(fn, member, count)					\
static void								\
fn(const void *rec, struct record_list *out)				\
{									\
	const struct view_list	*l = rec;				\
									\
	out->first = l->member;						\
	out->n = l->count;						\
	out->size = sizeof(*l->member);					\
}

SLICE_LIST(list_choices, choices, nchoices)
SLICE_LIST(list_letters, letters, nletters)
SLICE_LIST(list_users, users, nusers)

COUNT(list_count, struct view_list, r->count)
COUNT(list_first, struct view_list, r->first)
COUNT(list_last, struct view_list,
    r->first + (int64_t)(r->ntokens + r->nusers + r->nrows) - 1)
COUNT(list_number, struct view_list, r->number)
COUNT(list_total, struct view_list, r->total)
FLAG(list_empty, struct view_list, r->total == 0)
FLAG(list_is_all, struct view_list, r->id < LISTING_FILTERS)
FLAG(list_is_single, struct view_list, r->single)
RECORD(list_self, struct view_list, r)
TEXT(list_group, struct view_list,
    r->group.ptr == NULL ? r->group : getter_name(r->group))
WORD(list_heading, struct view_list, listing(r->id)->heading)
WORD(list_order, struct view_list, listing(r->id)->order)

static const struct field list_fields[] = {
	F_RECORD("by-expiration", list_self, &by_expiration_type,
	    "sorting by expiration"),
	F_RECORD("by-last-used", list_self, &by_last_used_type,
	    "sorting by last use"),
	F_RECORD("by-status", list_self, &by_status_type, "sorting by status"),
	F_RECORD("by-token", list_self, &by_token_type,
	    "sorting by token name"),
	F_RECORD("by-user", list_self, &by_user_type,
	    "sorting by service user"),
	F_LIST("choices", list_choices, &choice_type,
	    "all tokens, and the lists of some"),
	F_WORD("count", list_count, "how many pages"),
	F_FLAG("empty", list_empty, "there is no row at all"),
	F_WORD("first", list_first, "place of the first row"),
	F_TEXT("group", list_group, "the role or team, or nothing"),
	F_WORD("heading", list_heading, "what the list holds"),
	F_FLAG("is-all", list_is_all, "it holds all tokens"),
	F_FLAG("is-single", list_is_single,
	    "it stands in a single file, without other pages"),
	F_WORD("last", list_last, "place of the last row"),
	F_LIST("letters", list_letters, &letter_type,
	    "where names begin with each letter, on long lists"),
	F_URL("next", list_next, "the page after, or nothing"),
	F_WORD("number", list_number, "of this page"),
	F_WORD("order", list_order, "by service user and token name ..."),
	F_LIST("pages", list_pages, &link_type,
	    "some of the pages, when there are several"),
	F_URL("previous", list_previous, "the page before, or nothing"),
	F_LIST("tokens", list_tokens, &fields_token, "the tokens of this page"),
	F_WORD("total", list_total, "how many rows on all pages"),
	F_LIST("users", list_users, &row_type,
	    "the service users of this page of users.html"),
};
const struct record_type	 fields_list_type = {
	"list", "a page of a list", list_fields, N(list_fields), "total"
};
