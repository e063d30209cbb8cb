/*
 * What is the same for every export: which rows are read, how values become
 * what is shown, what pages are good for, and what nobody has checked.
 */

#include "provenance.h"

#include "getter.h"

static const char *const	 filters[][2] = {
	{ "Tables and columns", "Found with PRAGMA table_list and PRAGMA "
	    "table_xinfo. The CREATE statements of sqlite_schema are "
	    "schema.sql. PRAGMA integrity_check ran on a connection of its "
	    "own." },
	{ "Table tokens", "No filter, the full population: every row is read, "
	    "listed and counted. A token stays in the list when its service "
	    "user is missing." },
	{ "Table service_users", "No filter, the full population: every row "
	    "is read and has a page, also without a token." },
	{ "Table team_members", "Only memberships of service users that are "
	    "in the export; those of others have no page to stand on." },
	{ "Pictures", "Only up to 64 KiB, and only PNG, JPEG, GIF and WebP; "
	    "otherwise initials are shown." },
	{ "active.html, revoked.html, expired.html", "Tokens of one state. "
	    "Revoked: active is 0. Expired: not revoked, and the expiration is "
	    "not later than the time of the snapshot. Active: all others." },
	{ "not-used.html, never-expires.html", "Tokens whose last_used, or "
	    "expiration, is NULL." },
};

static const char *const	 rules[][2] = {
	{ "Times", "Read as RFC 3339 with any offset, as YYYY-MM-DD HH:MM:SS "
	    "or YYYY-MM-DD, which count as UTC when no offset is written, or "
	    "as Unix seconds or milliseconds. Machines get them as RFC 3339 in "
	    "UTC, readers in the time zone of the snapshot with its offset. "
	    "Fractions of a second are cut." },
	{ "Relative times", "From or to the time of the snapshot, in whole "
	    "units, rounded down. The exact time stands beside or behind each "
	    "of them." },
	{ "Missing values", "NULL is shown as Never, Not used yet or nothing; "
	    "a column that the export does not have as not recorded." },
	{ "Names", "The first of name, email and internal ID that is not "
	    "blank." },
	{ "Characters", "What is not UTF-8 becomes U+FFFD. Control characters, "
	    "invisible ones and those that turn the direction of text are "
	    "shown as [U+202E] with their number. HTML is escaped." },
	{ "Length", "No value is cut, and no row is left out." },
	{ "CSV", "RFC 4180. A text that a spreadsheet could take for a formula "
	    "gets a leading apostrophe, and so does one that begins with an "
	    "apostrophe; the same behind each ; and line break in a text. What "
	    "was written can be read back." },
	{ "JSON", "RFC 8259, with the values as they are in the export, apart "
	    "from times and what is not UTF-8." },
	{ "Order", "By shown name without regard to ASCII case, internal ID "
	    "and id of the service user, then by name and id of the token. "
	    "Pages keep their names from snapshot to snapshot." },
	{ "Digests of rows", "A row is quote() of each column, joined with |, "
	    "and ends in LF. Text ends at its first NUL there, and only "
	    "there." },
};

static const char *const	 limits[][2] = {
	{ "The source", "Whether the export says what the source system holds "
	    "was not checked, nor whether it is complete beyond its own "
	    "control totals." },
	{ "The export's own words", "The time, source and environment that "
	    "the export names were taken over." },
	{ "Declared facts", "What the operator declared was not verified." },
	{ "The clock", "The time of the snapshot is an argument, or comes from "
	    "the clock of the machine. Nobody outside has confirmed it." },
	{ "The program", "That the binary named here was made from reviewed "
	    "sources is for the change management of whoever runs it." },
	{ "Use", "Whether a token is needed, has the right rights and the "
	    "right owner is for the reviewer. Pages state facts against "
	    "thresholds, no more." },
	{ "Numbers with a fraction", "SQLite writes them when rows are hashed; "
	    "another version may write another last digit." },
};

static const struct {
	const char	*page, *url, *shows, *supports;
	bool		 findings, changes;	/* needs that page */
} controls[] = {
	{ "Tokens", "index.html", "every token with its owner, state and "
	    "times", "PCI DSS 4.0.1 7.2.5, 8.6.3; ISO/IEC 27001:2022 A.5.16, "
	    "A.5.17; NIST SP 800-53 AC-2, IA-5; SOC 2 CC6.1", false, false },
	{ "Service users", "users.html", "every account with its role, "
	    "purpose and owner", "PCI DSS 4.0.1 7.2.5, 8.6.1; ISO/IEC "
	    "27001:2022 A.5.16, A.8.2; NIST SP 800-53 AC-2; SOC 2 CC6.2",
	    false, false },
	{ "Findings", "findings.html", "facts against thresholds",
	    "PCI DSS 4.0.1 7.2.5.1, 8.6.3; ISO/IEC 27001:2022 A.5.18; "
	    "NIST SP 800-53 AC-2, IA-5; SOC 2 CC6.3", true, false },
	{ "Changes", "changes.html", "what was added, removed and changed",
	    "ISO/IEC 27001:2022 A.5.18; NIST SP 800-53 AC-2; SOC 2 CC6.2, "
	    "CC6.3", false, true },
	{ "Provenance", "provenance.html", "source, completeness and the block "
	    "to sign off", "PCI DSS 4.0.1 7.2.5.1; ISO/IEC 27001:2022 A.5.18; "
	    "NIST SP 800-53 AU-9, AU-10, AU-11; SOC 2 CC6.1, CC6.3", false,
	    false },
	{ "VERIFY.txt", "../VERIFY.txt", "that nothing was changed since",
	    "NIST SP 800-53 AU-9(3), AU-10(2)", false, false },
};

static void
put_pairs(struct sections *s, const char *const (*pairs)[2], size_t n)
{
	size_t	 i;

	for (i = 0; i < n; i++) {
		sections_row(s, pairs[i][0]);
		sections_text(s, slice_of(pairs[i][1]));
	}
}

void
provenance_rules(struct sections *s, const struct provenance_of *of)
{
	static const char *const	 f[] = { "Of", "Which rows", NULL };
	static const char *const	 r[] = { "Of", "Rule", NULL };
	static const char *const	 l[] = { "Of", "Not checked", NULL };
	static const char *const	 c[] = { "Page", "Shows", "Supports",
					    NULL };
	size_t				 i;

	sections_begin(s, "filters", "Which rows", f);
	put_pairs(s, filters, N(filters));
	sections_begin(s, "rules", "How values are shown", r)->text = slice_of(
	    "No value is changed in any other way.");
	put_pairs(s, rules, N(rules));
	sections_begin(s, "limits", "Limitations", l);
	put_pairs(s, limits, N(limits));
	sections_begin(s, "controls", "What the pages support", c)->text =
	    slice_of("A page supports the work on a control. Whether the "
	    "control is met is for whoever assesses it.");
	for (i = 0; i < N(controls); i++) {
		if ((controls[i].findings && !of->snapshot->findings) ||
		    (controls[i].changes && !of->snapshot->changes))
			continue;
		sections_row(s, controls[i].page)->head.url = controls[i].url;
		sections_text(s, slice_of(controls[i].shows));
		sections_text(s, slice_of(controls[i].supports));
	}
}
