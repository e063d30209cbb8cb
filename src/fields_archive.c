/* Fields of the index of an archive. */

#include "fields.h"
#include "getter.h"

/* --- a snapshot of the archive --- */

/* "2026-11-23 15:43:00 UTC" */
static bool
entry_as_of(const void *rec, void *ctx, struct buf *b)
{
	const struct ledger_entry	*e = rec;
	struct when_civil		 t;

	(void)ctx;
	when_civil(e->as_of, &t);
	buf_addf(b, "%04d-%02d-%02d %02d:%02d:%02d UTC", t.year, t.month,
	    t.day, t.hour, t.minute, t.second);
	return true;
}

static bool
entry_utc(const void *rec, void *ctx, struct buf *b)
{
	const struct ledger_entry	*e = rec;

	(void)ctx;
	when_rfc3339(b, e->as_of);
	return true;
}

static bool
entry_url(const void *rec, void *ctx, struct buf *b)
{
	const struct ledger_entry	*e = rec;

	(void)ctx;
	buf_adds(b, e->name);
	BUF_LIT(b, "/index.html");
	return true;
}

static bool
entry_sequence(const void *rec, void *ctx, struct buf *b)
{
	const struct ledger_entry	*e = rec;

	(void)ctx;
	return e->sequence > 0 && getter_count(b, e->sequence);
}

#define NUMBER(fn, which)						\
static bool								\
fn(const void *rec, void *ctx, struct buf *b)				\
{									\
	const struct ledger_entry	*e = rec;			\
									\
	(void)ctx;							\
	return e->n[which] >= 0 && getter_count(b, e->n[which]);	\
}

NUMBER(entry_active, LEDGER_ACTIVE)
NUMBER(entry_added, LEDGER_ADDED)
NUMBER(entry_changed, LEDGER_CHANGED)
NUMBER(entry_critical, LEDGER_CRITICAL)
NUMBER(entry_expired, LEDGER_EXPIRED)
NUMBER(entry_high, LEDGER_HIGH)
NUMBER(entry_idle, LEDGER_IDLE_USERS)
NUMBER(entry_info, LEDGER_INFO)
NUMBER(entry_low, LEDGER_LOW)
NUMBER(entry_medium, LEDGER_MEDIUM)
NUMBER(entry_muted, LEDGER_MUTED)
NUMBER(entry_never, LEDGER_NEVER_EXPIRES)
NUMBER(entry_not_used, LEDGER_NOT_USED)
NUMBER(entry_orphans, LEDGER_ORPHANS)
NUMBER(entry_removed, LEDGER_REMOVED)
NUMBER(entry_revoked, LEDGER_REVOKED)
NUMBER(entry_tokens, LEDGER_TOKENS)
NUMBER(entry_users, LEDGER_USERS)

static bool
has(const struct ledger_entry *e, const char *group)
{
	int	 i;

	for (i = 0; i < LEDGER_NUMBERS; i++)
		if (strcmp(ledger_members[i].group, group) == 0 &&
		    e->n[i] >= 0)
			return true;
	return false;
}

static void
entry_problems(const void *rec, struct record_list *out)
{
	const struct ledger_entry	*e = rec;

	*out = (struct record_list){ e->problems, e->nproblems,
	    sizeof(*e->problems) };
}

static const char *
said(const char *s)
{
	return s[0] != '\0' ? s : NULL;
}

TEXT(problem_text, char *const, slice_of(*r))
FLAG(entry_has_changes, struct ledger_entry, has(r, "changes"))
FLAG(entry_has_findings, struct ledger_entry, has(r, "findings"))
FLAG(entry_is_damaged, struct ledger_entry, r->damaged)
FLAG(entry_is_signed, struct ledger_entry, r->is_signed)
TEXT(entry_export_name, struct ledger_entry, slice_of(r->export_name))
TEXT(entry_series, struct ledger_entry, slice_of(r->series))
WORD(entry_export_sha256, struct ledger_entry, said(r->export_sha256))
WORD(entry_name, struct ledger_entry, r->name)
WORD(entry_previous, struct ledger_entry, said(r->previous))
WORD(entry_seal, struct ledger_entry, said(r->seal))

static const struct field problem_fields[] = {
	F_TEXT("text", problem_text, "what is wrong or odd"),
};
static const struct record_type problem_type = {
	"archive-problem", "something wrong or odd about a snapshot",
	problem_fields, N(problem_fields), "text"
};

static const struct field entry_fields[] = {
	F_WORD("active", entry_active, "active tokens, or nothing"),
	F_WORD("added", entry_added, "tokens added, or nothing"),
	F_WORD("as-of", entry_as_of, "its instant in UTC, by its name"),
	F_WORD("changed", entry_changed, "tokens changed, or nothing"),
	F_WORD("critical", entry_critical, "findings, or nothing"),
	F_WORD("expired", entry_expired, "expired tokens, or nothing"),
	F_TEXT("export-name", entry_export_name, "file name, or nothing"),
	F_WORD("export-sha256", entry_export_sha256,
	    "digest of the export, or nothing"),
	F_FLAG("has-changes", entry_has_changes, "it records changes"),
	F_FLAG("has-findings", entry_has_findings, "it records findings"),
	F_WORD("high", entry_high, "findings, or nothing"),
	F_WORD("idle-users", entry_idle,
	    "service users without a token, or nothing"),
	F_WORD("info", entry_info, "findings, or nothing"),
	F_FLAG("is-damaged", entry_is_damaged,
	    "it is not as its manifests say"),
	F_FLAG("is-signed", entry_is_signed,
	    "a signature is there; it was not checked"),
	F_WORD("low", entry_low, "findings, or nothing"),
	F_WORD("medium", entry_medium, "findings, or nothing"),
	F_WORD("muted", entry_muted, "findings, or nothing"),
	F_WORD("name", entry_name, "name of its folder"),
	F_WORD("never-expires", entry_never,
	    "tokens that never expire, or nothing"),
	F_WORD("not-used", entry_not_used, "tokens not used yet, or nothing"),
	F_WORD("orphans", entry_orphans,
	    "tokens without a service user, or nothing"),
	F_WORD("previous", entry_previous, "the one before, or nothing"),
	F_LIST("problems", entry_problems, &problem_type,
	    "what is wrong or odd"),
	F_WORD("removed", entry_removed, "tokens removed, or nothing"),
	F_WORD("revoked", entry_revoked, "revoked tokens, or nothing"),
	F_WORD("seal", entry_seal, "SHA-256 of its tag manifest, or nothing"),
	F_WORD("sequence", entry_sequence,
	    "its number in the series, or nothing"),
	F_TEXT("series", entry_series, "its series, or nothing"),
	F_WORD("tokens", entry_tokens, "all tokens, or nothing"),
	F_URL("url", entry_url, "its cover"),
	F_WORD("users", entry_users, "service users, or nothing"),
	F_WORD("utc", entry_utc, "its instant, RFC 3339"),
};
static const struct record_type entry_type = {
	"archive-snapshot", "a snapshot in the archive", entry_fields,
	N(entry_fields), "name"
};

/* --- the lines of the index --- */

static bool
row_text(const void *rec, void *ctx, struct buf *b)
{
	const struct ledger_row	*r = rec;

	(void)ctx;
	switch (r->kind) {
	case LEDGER_GAP:
		buf_addf(b, "Gap: no whole snapshot for %lld days, between "
		    "%s and %s", (long long)r->days, r->before->name,
		    r->entry->name);
		return true;
	case LEDGER_MISSING:
		if (r->first == r->last)
			buf_addf(b, "Missing: number %lld of the series",
			    (long long)r->first);
		else
			buf_addf(b, "Missing: numbers %lld to %lld of the "
			    "series", (long long)r->first,
			    (long long)r->last);
		if (r->damaged)
			BUF_LIT(b, ", of which some may be those that are "
			    "damaged");
		return true;
	case LEDGER_SNAPSHOT:
		break;
	}
	return false;
}

FLAG(row_is_gap, struct ledger_row, r->kind == LEDGER_GAP)
FLAG(row_is_missing, struct ledger_row, r->kind == LEDGER_MISSING)
FLAG(row_is_snapshot, struct ledger_row, r->kind == LEDGER_SNAPSHOT)
RECORD(row_snapshot, struct ledger_row, r->entry)

static const struct field row_fields[] = {
	F_FLAG("is-gap", row_is_gap, "a time longer than the cadence"),
	F_FLAG("is-missing", row_is_missing, "numbers that are not there"),
	F_FLAG("is-snapshot", row_is_snapshot, "a snapshot"),
	F_RECORD("snapshot", row_snapshot, &entry_type,
	    "the snapshot; of the others the one after them"),
	F_WORD("text", row_text, "what is missing, or nothing"),
};
static const struct record_type row_type = {
	"archive-row", "a line of the index", row_fields, N(row_fields), NULL
};

TEXT(other_name, struct ledger_other, slice_of(r->name))
WORD(other_what, struct ledger_other, r->what)

static const struct field other_fields[] = {
	F_TEXT("name", other_name, "its name"),
	F_WORD("what", other_what, "what it is"),
};
static const struct record_type other_type = {
	"archive-foreign", "something in the archive that is no snapshot",
	other_fields, N(other_fields), "name"
};

/* --- the archive --- */

static bool
archive_cadence(const void *rec, void *ctx, struct buf *b)
{
	const struct view_archive	*v = rec;

	(void)ctx;
	return fields_cadence(b, &v->ledger->cadence);
}

bool
fields_cadence(struct buf *b, const struct ledger_cadence *c)
{
	if (c->n == 0)
		return false;
	buf_addf(b, "%d %s%s", c->n, c->unit == 'd' ? "day" :
	    c->unit == 'w' ? "week" : "month", c->n == 1 ? "" : "s");
	return true;
}

static void
archive_rows(const void *rec, struct record_list *out)
{
	const struct ledger	*l = ((const struct view_archive *)rec)->ledger;

	*out = (struct record_list){ l->rows, l->nrows, sizeof(*l->rows) };
}

static void
archive_foreign(const void *rec, struct record_list *out)
{
	const struct ledger	*l = ((const struct view_archive *)rec)->ledger;

	*out = (struct record_list){ l->others, l->nothers,
	    sizeof(*l->others) };
}

COUNT(archive_damaged, struct view_archive, (int64_t)r->ledger->ndamaged)
COUNT(archive_gaps, struct view_archive, (int64_t)r->ledger->ngaps)
COUNT(archive_odd, struct view_archive, (int64_t)r->ledger->nodd)
COUNT(archive_snapshots, struct view_archive, (int64_t)r->ledger->n)
FLAG(archive_empty, struct view_archive, r->ledger->n == 0)
RECORD(archive_newest, struct view_archive, r->ledger->n == 0 ? NULL :
    &r->ledger->entries[r->ledger->n - 1])
RECORD(archive_oldest, struct view_archive, r->ledger->entries)
RECORD(archive_self, struct view_archive, r)
TEXT(archive_findings, struct view_archive, r->findings)
TEXT(archive_states, struct view_archive, r->states)
WORD(archive_version, struct view_archive, r->version)

static const struct field archive_fields[] = {
	F_WORD("cadence", archive_cadence,
	    "how much time may lie between snapshots, or nothing"),
	F_WORD("damaged", archive_damaged, "how many are damaged"),
	F_FLAG("empty", archive_empty, "there is no snapshot"),
	F_LIST("foreign", archive_foreign, &other_type,
	    "what else lies in the archive"),
	F_WORD("gaps", archive_gaps,
	    "how often more time than the cadence has passed"),
	F_RECORD("newest", archive_newest, &entry_type,
	    "the newest snapshot, or nothing"),
	F_WORD("odd", archive_odd,
	    "how many are whole, with something odd about them"),
	F_RECORD("oldest", archive_oldest, &entry_type,
	    "the oldest snapshot, or nothing"),
	F_LIST("rows", archive_rows, &row_type, "the newest first"),
	F_WORD("snapshots", archive_snapshots, "how many there are"),
	F_HTML("trend-findings", archive_findings,
	    "findings over time, or nothing"),
	F_HTML("trend-states", archive_states,
	    "tokens by state over time, or nothing"),
	F_WORD("version", archive_version, "of tokensnap"),
};
static const struct record_type archive_type = {
	"archive", "all snapshots of an archive", archive_fields,
	N(archive_fields), NULL
};

static const struct field root_fields[] = {
	F_RECORD("archive", archive_self, &archive_type, "the archive"),
};
const struct record_type	 fields_archive = {
	"archive.html", "the index of an archive, in a file beside its "
	"snapshots", root_fields, N(root_fields), NULL
};
