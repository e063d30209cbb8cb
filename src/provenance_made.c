/* The sections about who and what made the snapshot, and about itself. */

#include "provenance.h"

#include "getter.h"

static const char *const	 facts[] = { "Fact", "Value", NULL };

static void
declared(struct sections *s, const char *label, const char *text)
{
	sections_row(s, label);
	if (text == NULL)
		sections_add(s, "not declared");
	else
		sections_text(s, slice_of(text));
}

static void
make_declared(struct sections *s, const struct provenance_of *of)
{
	const struct provenance_declared	*d = &of->declared;

	sections_begin(s, "declared", "Declared", facts)->text = slice_of(
	    "Declared by the operator, not verified.");
	declared(s, "Operator or job", d->operator);
	declared(s, "Ticket", d->ticket);
	declared(s, "Source system", d->source);
	declared(s, "Environment", d->environment);
	declared(s, "Retention", d->retention);
}

/* Append an argument, quoted for a shell when it needs that. */
static void
put_argument(struct buf *b, const char *text)
{
	static const char	 plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-_./:,+@%";

	if (*text != '\0' && text[strspn(text, plain)] == '\0') {
		buf_adds(b, text);
		return;
	}
	buf_addc(b, '\'');
	for (; *text != '\0'; text++)
		if (*text == '\'')
			BUF_LIT(b, "'\\''");
		else
			buf_addc(b, *text);
	buf_addc(b, '\'');
}

void
provenance_command(struct buf *b, const struct provenance_of *of)
{
	const struct provenance_setting	*o;
	size_t				 i;

	BUF_LIT(b, "tokensnap build");
	for (i = 0; i < of->nsettings; i++) {
		o = &of->settings[i];
		if (!o->given)
			continue;
		buf_addf(b, " --%s", o->name);
		if (o->flag)
			continue;
		buf_addc(b, '=');
		put_argument(b, o->value);
	}
	BUF_LIT(b, " -- ");
	put_argument(b, of->source->name);
}

static void
make_settings(struct sections *s, const struct provenance_of *of)
{
	static const char *const	 heads[] = { "Option", "In effect",
					    "When not given", NULL };
	const struct provenance_setting	*o;
	struct section			*section;
	struct buf			 b = BUF_INIT;
	size_t				 i;

	section = sections_begin(s, "settings", "Options", heads);
	BUF_LIT(&b, "All that decide what is written, but for the signature. "
	    "Those that do not, like --jobs and --output, are left out, so "
	    "that the same export gives the same bytes. So are those for "
	    "signing: their files may be secret; a page says who signed. "
	    "Files and folders are named as they were given. In short, "
	    "without a signature: ");
	provenance_command(&b, of);
	section->text = sections_keep(s, &b);
	buf_free(&b);
	for (i = 0; i < of->nsettings; i++) {
		o = &of->settings[i];
		buf_reset(&b);
		buf_addf(&b, "--%s", o->name);
		sections_row(s, b.ptr)->head.code = true;
		sections_text(s, slice_of(o->value));
		sections_text(s, slice_of(o->standard));
		buf_free(&b);
	}
}

static void
make_program(struct sections *s, const struct provenance_of *of)
{
	static const char *const	 heads[] = { "Part", "Version",
					    "When compiled", NULL };
	const struct versions		*v = of->versions;
	size_t				 i;

	sections_begin(s, "program", "The program", heads)->text = slice_of(
	    "The only part of this page that depends on the machine.");
	sections_row(s, "tokensnap");
	sections_add(s, "%s", of->snapshot->version);
	sections_add(s, "the same");
	sections_row(s, "SHA-256 of the binary");
	sections_code(s, v->program);
	sections_add(s, "the same");
	sections_row(s, "Compiler");
	sections_add(s, "not in use");
	sections_add(s, "%s", v->compiler);
	for (i = 0; i < VERSIONS_LIBRARIES; i++) {
		sections_row(s, v->libraries[i].name);
		sections_add(s, "%s", v->libraries[i].loaded);
		sections_add(s, "%s", v->libraries[i].compiled);
	}
}

static void
make_snapshot(struct sections *s, const struct provenance_of *of)
{
	const struct view_snapshot	*v = of->snapshot;

	sections_begin(s, "snapshot", "The snapshot", facts)->text = slice_of(
	    "Its own seal cannot stand in it: that is the SHA-256 of "
	    "tagmanifest-sha256.txt, which the run printed in its last line. "
	    "Once published, files and folders are read-only, nothing is "
	    "written over, and what comes later, like time stamps, lies beside "
	    "the snapshot. tokensnap verify ends with an exit code that is not "
	    "0 when a byte has changed: let a job watch it.");
	sections_row(s, "Name");
	sections_code(s, v->name);
	sections_row(s, "Number in its series");
	sections_number(s, v->sequence);
	sections_row(s, "Series");
	sections_code(s, of->series);
	sections_row(s, "Time zone of exact times");
	sections_code(s, of->zone);
	sections_row(s, "Snapshot before");
	if (v->previous == NULL)
		sections_add(s, "none: this is the first");
	else
		sections_code(s, v->previous);
	sections_row(s, "Seal of that");
	if (v->previous == NULL)
		sections_add(s, "none");
	else
		sections_code(s, of->previous_seal);
	sections_row(s, "Signed by");
	if (v->signer.ptr == NULL) {
		sections_add(s, "nobody: this snapshot is not signed");
	} else {
		sections_text(s, v->signer);
		sections_row(s, "SHA-256 of the signer's certificate");
		sections_code(s, v->signer_sha256);
	}
	sections_row(s, "How to verify it, with stock commands");
	sections_add(s, "VERIFY.txt");
	s->list[s->n - 1].rows[s->list[s->n - 1].nrows - 1].cells[0].url =
	    "../VERIFY.txt";
	sections_row(s, "How to find the digests in the export");
	sections_code(s, "sqlite3 -readonly export.db < queries.sql");
}

static void
make_changes(struct sections *s, const struct provenance_of *of)
{
	static const char *const		 heads[] = { "Tokens",
						    "Number", NULL };
	const struct provenance_changes		*c = &of->changes;

	sections_begin(s, "delta", "Since the snapshot before", heads)->text =
	    slice_of(of->snapshot->previous == NULL ?
	    "There is no snapshot before this one." : c->known ?
	    "Each is named on the page of changes, changes.html." :
	    "It could not be compared with this one; the page of changes says "
	    "why.");
	if (!c->known)
		return;
	sections_row(s, "In the snapshot before");
	sections_number(s, c->before);
	sections_row(s, "Added");
	sections_number(s, c->added);
	sections_row(s, "Removed");
	sections_number(s, c->removed);
	sections_row(s, "Changed");
	sections_number(s, c->changed);
}

void
provenance_custody(struct sections *s, const struct provenance_of *of)
{
	make_snapshot(s, of);
	make_changes(s, of);
	make_declared(s, of);
	make_settings(s, of);
	make_program(s, of);
}
