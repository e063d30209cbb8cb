/* Fields of the snapshot and of pages; see fields_list.c and fields_token.c for
 * the rest. */

#include "fields.h"
#include "getter.h"

/* --- the snapshot --- */

static bool
as_of_exact(const void *rec, void *ctx, struct buf *b)
{
	const struct view_snapshot	*s = rec;
	struct view_context		*c = ctx;

	when_exact(b, c->zone, s->as_of);
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
	buf_adds(b, c->zone->name);
	return true;
}

COUNT(snapshot_sequence, struct view_snapshot, r->sequence)
FLAG(snapshot_lenient, struct view_snapshot, r->lenient)
RECORD(snapshot_self, struct view_snapshot, r)
RECORD(snapshot_totals, struct view_snapshot, &r->totals)
TEXT(snapshot_signer, struct view_snapshot, r->signer)
WORD(snapshot_name, struct view_snapshot, r->name)
WORD(snapshot_previous, struct view_snapshot, r->previous)
WORD(snapshot_signer_sha256, struct view_snapshot, r->signer_sha256)
WORD(snapshot_version, struct view_snapshot, r->version)

static const struct field snapshot_fields[] = {
	F_RECORD("as-of", snapshot_self, &as_of_type, "its instant"),
	F_RECORD("export", snapshot_self, &export_type, "what was read"),
	F_FLAG("lenient", snapshot_lenient, "unreadable times were let pass"),
	F_WORD("name", snapshot_name, "name of its folder"),
	F_WORD("previous", snapshot_previous, "the one before, or nothing"),
	F_WORD("sequence", snapshot_sequence, "its number in the series"),
	F_TEXT("signer", snapshot_signer,
	    "who signed, from the certificate, or nothing: not signed"),
	F_WORD("signer-sha256", snapshot_signer_sha256,
	    "digest of the signer's certificate, or nothing"),
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

static const char *
current(bool is)
{
	return is ? "page" : NULL;
}

WORD(page_about_current, struct view, current(r->kind == VIEW_ABOUT))
WORD(page_changes_current, struct view, current(r->kind == VIEW_CHANGES))
WORD(page_charts_current, struct view, current(r->kind == VIEW_CHARTS))
WORD(page_findings_current, struct view, current(r->kind == VIEW_FINDINGS))
WORD(page_groups_current, struct view, current(r->kind == VIEW_GROUPS))
WORD(page_list_current, struct view, current(r->kind == VIEW_LIST &&
    r->list.id == LISTING_ALL))
WORD(page_provenance_current, struct view,
    current(r->kind == VIEW_PROVENANCE))
WORD(page_users_current, struct view, current(r->kind == VIEW_USERS))
FLAG(page_has_changes, struct view, r->snapshot->changes)
FLAG(page_has_filters, struct view, r->snapshot->filters)
FLAG(page_has_findings, struct view, r->snapshot->findings)
FLAG(page_has_groups, struct view, r->snapshot->groups)
FLAG(page_has_provenance, struct view, r->snapshot->provenance)
FLAG(page_has_tables, struct view, r->snapshot->tables)
FLAG(page_is_list, struct view, r->kind == VIEW_LIST)
FLAG(page_is_user, struct view, r->kind == VIEW_USER)

static void
page_notes(const void *rec, struct record_list *out)
{
	const struct view	*v = rec;

	out->first = v->snapshot->notes;
	out->n = v->snapshot->nnotes;
	out->size = sizeof(*v->snapshot->notes);
}

static bool
note_url(const void *rec, void *ctx, struct buf *b)
{
	const struct view_note	*n = rec;
	struct view_context	*c = ctx;

	buf_adds(b, c->root);
	BUF_LIT(b, "notes/");
	buf_slice(b, n->stem);
	BUF_LIT(b, ".html");
	return true;
}

static bool
note_current(const void *rec, void *ctx, struct buf *b)
{
	struct view_context	*c = ctx;

	return getter_plain(b, current(c->note == rec));
}

TEXT(link_title, struct view_note, r->title)

static const struct field note_link_fields[] = {
	F_WORD("current", note_current, "page on its page, or nothing"),
	F_TEXT("title", link_title, "its first heading"),
	F_URL("url", note_url, "its page"),
};
static const struct record_type note_link_type = {
	"note-link", "a Markdown page to link", note_link_fields,
	N(note_link_fields), "title"
};

static const struct field page_fields[] = {
	F_WORD("about-current", page_about_current,
	    "page on the about page, for aria-current, or nothing"),
	F_WORD("changes-current", page_changes_current,
	    "the same for the changes"),
	F_WORD("charts-current", page_charts_current, "the same for charts"),
	F_WORD("findings-current", page_findings_current,
	    "the same for the findings"),
	F_WORD("groups-current", page_groups_current,
	    "the same for roles and teams"),
	F_FLAG("has-changes", page_has_changes,
	    "there is a page of changes"),
	F_FLAG("has-filters", page_has_filters,
	    "there are lists by state and use"),
	F_FLAG("has-findings", page_has_findings,
	    "there is a page of findings"),
	F_FLAG("has-groups", page_has_groups,
	    "there are lists by role and team"),
	F_FLAG("has-provenance", page_has_provenance,
	    "there is a page of provenance"),
	F_FLAG("has-tables", page_has_tables,
	    "there are tables in CSV and JSON"),
	F_FLAG("is-list", page_is_list, "a page of a list of tokens"),
	F_FLAG("is-user", page_is_user, "the page of a service user"),
	F_WORD("list-current", page_list_current,
	    "the same for the list of all tokens"),
	F_LIST("notes", page_notes, &note_link_type, "the Markdown pages"),
	F_WORD("provenance-current", page_provenance_current,
	    "the same for the provenance"),
	F_URL("root", page_root, "way to the folder of the list"),
	F_WORD("users-current", page_users_current,
	    "the same for the service users"),
};
static const struct record_type page_type = {
	"page", "the page itself", page_fields, N(page_fields), NULL
};

/* --- charts, roles and teams --- */

TEXT(charts_states, struct view, r->charts[0])
TEXT(charts_expirations, struct view, r->charts[1])
TEXT(charts_last_use, struct view, r->charts[2])

static const struct field charts_fields[] = {
	F_HTML("expirations", charts_expirations, "tokens by month of end"),
	F_HTML("last-use", charts_last_use, "tokens by age of last use"),
	F_HTML("states", charts_states, "tokens by state"),
};
static const struct record_type charts_type = {
	"charts", "pictures with tables of the same numbers", charts_fields,
	N(charts_fields), NULL
};

static bool
group_url(const void *rec, void *ctx, struct buf *b)
{
	const struct view_group	*g = rec;

	(void)ctx;
	fields_page(b, g->stem, 1);
	return true;
}

COUNT(group_total, struct view_group, r->total)
TEXT(group_name, struct view_group, getter_name(r->name))

static const struct field group_fields[] = {
	F_TEXT("name", group_name, "of the role or team"),
	F_WORD("tokens", group_total, "how many tokens"),
	F_URL("url", group_url, "the list of its tokens"),
};
static const struct record_type group_type = {
	"group", "a role or a team", group_fields, N(group_fields), "name"
};

static void
groups_roles(const void *rec, struct record_list *out)
{
	const struct view	*v = rec;

	*out = (struct record_list){ v->roles, v->nroles, sizeof(*v->roles) };
}

static void
groups_teams(const void *rec, struct record_list *out)
{
	const struct view	*v = rec;

	*out = (struct record_list){ v->teams, v->nteams, sizeof(*v->teams) };
}

static const struct field groups_fields[] = {
	F_LIST("roles", groups_roles, &group_type, "roles that have tokens"),
	F_LIST("teams", groups_teams, &group_type, "teams that have tokens"),
};
static const struct record_type groups_type = {
	"groups", "roles and teams", groups_fields, N(groups_fields), NULL
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

RECORD(view_counts, struct view, r->snapshot->counts)
RECORD(view_list_of, struct view, &r->list)
RECORD(view_provenance_of, struct view, r->provenance)
RECORD(view_rule_of, struct view, r->rules)
RECORD(view_self, struct view, r)
RECORD(view_snapshot_of, struct view, r->snapshot)
RECORD(view_user_of, struct view, r->user)
RECORD(view_of_user, struct view, r->of_user)

#define ROOT_LIST	F_RECORD("list", view_list_of, &fields_list_type, \
			    "the tokens of this page")
#define ROOT_PAGE	F_RECORD("page", view_self, &page_type, "this page")
#define ROOT_SNAPSHOT	F_RECORD("snapshot", view_snapshot_of,		\
			    &snapshot_type, "the whole snapshot")

static const struct field root_list[] = {
	ROOT_LIST, ROOT_PAGE, ROOT_SNAPSHOT
};
static const struct field root_user[] = {
	F_RECORD("changes", view_of_user, &fields_user_changes,
	    "what changed since the snapshot before, or nothing"),
	F_LIST("findings", fields_findings_of, &fields_finding_type,
	    "those of the service user and of the tokens of this page"),
	ROOT_LIST, ROOT_PAGE, ROOT_SNAPSHOT,
	F_RECORD("user", view_user_of, &fields_user_type, "whose page this is"),
};
static const struct field root_charts[] = {
	F_RECORD("charts", view_self, &charts_type, "the charts"),
	ROOT_PAGE, ROOT_SNAPSHOT
};
static const struct field root_groups[] = {
	F_RECORD("groups", view_self, &groups_type, "roles and teams"),
	ROOT_PAGE, ROOT_SNAPSHOT
};
static const struct field root_note[] = {
	F_RECORD("note", view_self, &note_type, "the text"),
	ROOT_PAGE, ROOT_SNAPSHOT
};
static const struct field root_provenance[] = {
	ROOT_PAGE,
	F_RECORD("provenance", view_provenance_of, &fields_provenance_type,
	    "where it all comes from"),
	ROOT_SNAPSHOT
};
static const struct field root_cover[] = {
	F_RECORD("findings", view_counts, &fields_counts_type,
	    "how many findings, or nothing"),
	ROOT_PAGE, ROOT_SNAPSHOT
};
static const struct field root_changes[] = {
	F_RECORD("changes", view_self, &fields_changes_type,
	    "what has changed"),
	ROOT_LIST, ROOT_PAGE, ROOT_SNAPSHOT
};
static const struct field root_findings[] = {
	F_RECORD("findings", view_self, &fields_findings_type,
	    "what was looked for and found"),
	ROOT_PAGE, ROOT_SNAPSHOT
};
static const struct field root_finding[] = {
	F_LIST("findings", fields_findings_of, &fields_finding_type,
	    "those of this page"),
	F_RECORD("list", view_list_of, &fields_list_type, "its pages"),
	ROOT_PAGE,
	F_RECORD("rule", view_rule_of, &fields_rule_type,
	    "the rule that they break"),
	ROOT_SNAPSHOT
};

const struct record_type	 fields_list = {
	"list.html", "a page of the list", root_list, N(root_list), NULL
};
const struct record_type	 fields_user = {
	"user.html", "the page of a service user", root_user, N(root_user),
	NULL
};
const struct record_type	 fields_users = {
	"users.html", "a page of the service users", root_list, N(root_list),
	NULL
};
const struct record_type	 fields_charts = {
	"charts.html", "the charts", root_charts, N(root_charts), NULL
};
const struct record_type	 fields_groups = {
	"groups.html", "the roles and teams that have tokens", root_groups,
	N(root_groups), NULL
};
const struct record_type	 fields_note = {
	"note.html", "a page from Markdown", root_note, N(root_note), NULL
};
const struct record_type	 fields_provenance = {
	"provenance.html", "where the snapshot comes from", root_provenance,
	N(root_provenance), NULL
};
const struct record_type	 fields_cover = {
	"cover.html", "the cover of a snapshot", root_cover, N(root_cover),
	NULL
};
const struct record_type	 fields_changes = {
	"changes.html", "what has changed since the snapshot before",
	root_changes, N(root_changes), NULL
};
const struct record_type	 fields_findings = {
	"findings.html", "what was looked for and found", root_findings,
	N(root_findings), NULL
};
const struct record_type	 fields_finding = {
	"finding.html", "a page of the findings of one rule", root_finding,
	N(root_finding), NULL
};
