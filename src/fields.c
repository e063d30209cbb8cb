/* Fields of lists, the snapshot and pages; see fields_token.c for the rest. */

#include "fields.h"
#include "getter.h"

/* --- the list and its pages --- */

static bool
page_url(struct buf *b, struct slice stem, int64_t number)
{
	if (stem.len == 0) {
		if (number == 1) {
			BUF_LIT(b, "index.html");
			return true;
		}
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
	out->size = sizeof(*l->tokens);
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

COUNT(list_count, struct view_list, r->count)
COUNT(list_first, struct view_list, r->first)
COUNT(list_last, struct view_list, r->first + (int64_t)r->ntokens - 1)
COUNT(list_number, struct view_list, r->number)
COUNT(list_total, struct view_list, r->total)
FLAG(list_empty, struct view_list, r->total == 0)

static const struct field list_fields[] = {
	F_WORD("count", list_count, "how many pages"),
	F_FLAG("empty", list_empty, "there is no token at all"),
	F_WORD("first", list_first, "place of the first row"),
	F_WORD("last", list_last, "place of the last row"),
	F_URL("next", list_next, "the page after, or nothing"),
	F_WORD("number", list_number, "of this page"),
	F_LIST("pages", list_pages, &link_type,
	    "some of the pages, when there are several"),
	F_URL("previous", list_previous, "the page before, or nothing"),
	F_LIST("tokens", list_tokens, &fields_token, "the tokens of this page"),
	F_WORD("total", list_total, "how many rows on all pages"),
};
static const struct record_type list_type = {
	"list", "a page of tokens", list_fields, N(list_fields), "total"
};

/* --- the snapshot --- */

static bool
as_of_exact(const void *rec, void *ctx, struct buf *b)
{
	const struct view_snapshot	*s = rec;
	struct view_context		*c = ctx;

	when_exact(b, &c->zone, s->as_of);
	return true;
}

static bool
as_of_utc(const void *rec, void *ctx, struct buf *b)
{
	const struct view_snapshot	*s = rec;

	(void)ctx;
	when_rfc3339(b, s->as_of);
	return true;
}

static const struct field as_of_fields[] = {
	F_WORD("exact", as_of_exact, "date, time, zone and offset"),
	F_WORD("utc", as_of_utc, "RFC 3339 in UTC"),
};
static const struct record_type as_of_type = {
	"as-of", "the instant everything is relative to", as_of_fields,
	N(as_of_fields), "exact"
};

static bool
export_bytes(const void *rec, void *ctx, struct buf *b)
{
	const struct view_snapshot	*s = rec;

	(void)ctx;
	(void)getter_count(b, s->export_size);
	buf_adds(b, s->export_size == 1 ? " byte" : " bytes");
	return true;
}

TEXT(export_environment, struct view_snapshot, r->environment)
TEXT(export_exported_at, struct view_snapshot, r->exported_at)
TEXT(export_name, struct view_snapshot, slice_of(r->export_name))
TEXT(export_source, struct view_snapshot, r->origin)
WORD(export_sha256, struct view_snapshot, r->export_sha256)

static const struct field export_fields[] = {
	F_TEXT("environment", export_environment, "as the export says"),
	F_TEXT("exported-at", export_exported_at, "as the export says"),
	F_TEXT("name", export_name, "file name"),
	F_WORD("sha256", export_sha256, "digest of its bytes"),
	F_WORD("size", export_bytes, "in bytes"),
	F_TEXT("source", export_source, "as the export says"),
};
static const struct record_type export_type = {
	"export", "the file that was read", export_fields, N(export_fields),
	"name"
};

static bool
snapshot_zone(const void *rec, void *ctx, struct buf *b)
{
	struct view_context	*c = ctx;

	(void)rec;
	buf_adds(b, c->zone.name);
	return true;
}

COUNT(snapshot_sequence, struct view_snapshot, r->sequence)
FLAG(snapshot_lenient, struct view_snapshot, r->lenient)
RECORD(snapshot_self, struct view_snapshot, r)
RECORD(snapshot_totals, struct view_snapshot, &r->totals)
WORD(snapshot_name, struct view_snapshot, r->name)
WORD(snapshot_previous, struct view_snapshot, r->previous)
WORD(snapshot_version, struct view_snapshot, r->version)

static const struct field snapshot_fields[] = {
	F_RECORD("as-of", snapshot_self, &as_of_type, "its instant"),
	F_RECORD("export", snapshot_self, &export_type, "what was read"),
	F_FLAG("lenient", snapshot_lenient, "unreadable times were let pass"),
	F_WORD("name", snapshot_name, "name of its folder"),
	F_WORD("previous", snapshot_previous, "the one before, or nothing"),
	F_WORD("sequence", snapshot_sequence, "its number in the series"),
	F_RECORD("totals", snapshot_totals, &fields_totals, "of all tokens"),
	F_WORD("version", snapshot_version, "of tokensnap"),
	F_WORD("zone", snapshot_zone, "time zone of exact times"),
};
static const struct record_type snapshot_type = {
	"snapshot", "this snapshot", snapshot_fields, N(snapshot_fields),
	"name"
};

/* --- the roots --- */

static bool
page_root(const void *rec, void *ctx, struct buf *b)
{
	struct view_context	*c = ctx;

	(void)rec;
	buf_adds(b, c->root);
	return true;
}

WORD(page_about_current, struct view, r->kind == VIEW_NOTE ? "page" : NULL)
WORD(page_list_current, struct view, r->kind == VIEW_LIST ? "page" : NULL)
FLAG(page_is_about, struct view, r->kind == VIEW_NOTE)
FLAG(page_is_list, struct view, r->kind == VIEW_LIST)
FLAG(page_is_user, struct view, r->kind == VIEW_USER)

static const struct field page_fields[] = {
	F_WORD("about-current", page_about_current,
	    "page on the about page, for aria-current, or nothing"),
	F_FLAG("is-about", page_is_about, "the about page"),
	F_FLAG("is-list", page_is_list, "a page of the list"),
	F_FLAG("is-user", page_is_user, "the page of a service user"),
	F_WORD("list-current", page_list_current,
	    "page on the list, for aria-current, or nothing"),
	F_URL("root", page_root, "way to the folder of the list"),
};
static const struct record_type page_type = {
	"page", "the page itself", page_fields, N(page_fields), NULL
};

TEXT(note_body, struct view, r->body)
TEXT(note_title, struct view, r->title)

static const struct field note_fields[] = {
	F_HTML("body", note_body, "the text; only with structure"),
	F_TEXT("title", note_title, "its first heading"),
};
static const struct record_type note_type = {
	"note", "a page from Markdown", note_fields, N(note_fields), "title"
};

RECORD(view_list_of, struct view, &r->list)
RECORD(view_self, struct view, r)
RECORD(view_snapshot_of, struct view, r->snapshot)
RECORD(view_user_of, struct view, r->user)

#define ROOT_LIST	F_RECORD("list", view_list_of, &list_type,	\
			    "the tokens of this page")
#define ROOT_PAGE	F_RECORD("page", view_self, &page_type, "this page")
#define ROOT_SNAPSHOT	F_RECORD("snapshot", view_snapshot_of,		\
			    &snapshot_type, "the whole snapshot")

static const struct field root_list[] = {
	ROOT_LIST, ROOT_PAGE, ROOT_SNAPSHOT
};
static const struct field root_user[] = {
	ROOT_LIST, ROOT_PAGE, ROOT_SNAPSHOT,
	F_RECORD("user", view_user_of, &fields_user_type, "whose page this is"),
};
static const struct field root_note[] = {
	F_RECORD("note", view_self, &note_type, "the text"),
	ROOT_PAGE, ROOT_SNAPSHOT
};
static const struct field root_cover[] = {
	ROOT_PAGE, ROOT_SNAPSHOT
};

const struct record_type	 fields_list = {
	"list.html", "a page of the list", root_list, N(root_list), NULL
};
const struct record_type	 fields_user = {
	"user.html", "the page of a service user", root_user, N(root_user),
	NULL
};
const struct record_type	 fields_note = {
	"note.html", "a page from Markdown", root_note, N(root_note), NULL
};
const struct record_type	 fields_cover = {
	"cover.html", "the cover of a snapshot", root_cover, N(root_cover),
	NULL
};
