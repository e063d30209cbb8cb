/* Fields of what has changed since the snapshot before. */

#include "fields.h"
#include "getter.h"
#include "persist.h"

/* --- a value, as it was or is --- */

static bool
value_exact(const void *rec, void *ctx, struct buf *b)
{
	const struct change_value	*v = rec;
	struct view_context		*c = ctx;

	if (v->kind != CHANGE_TIME)
		return false;
	when_exact(b, c->zone, v->at);
	return true;
}

static bool
value_utc(const void *rec, void *ctx, struct buf *b)
{
	const struct change_value	*v = rec;
	struct view_context		*c = ctx;

	if (v->kind != CHANGE_TIME)
		return false;
	when_utc(b, c->zone, v->at);
	return true;
}

/* Words of the tables as words of the pages. */
static bool
value_word(const void *rec, void *ctx, struct buf *b)
{
	const struct change_value	*v = rec;

	(void)ctx;
	if (v->kind == CHANGE_NONE)
		BUF_LIT(b, "None");
	else if (v->kind == CHANGE_WORD && v->text.len > 0) {
		buf_addc(b, (char)(v->text.ptr[0] >= 'a' &&
		    v->text.ptr[0] <= 'z' ? v->text.ptr[0] - 'a' + 'A' :
		    v->text.ptr[0]));
		buf_add(b, v->text.ptr + 1, v->text.len - 1);
	}
	return v->kind == CHANGE_NONE || v->kind == CHANGE_WORD;
}

FLAG(value_is_time, struct change_value, r->kind == CHANGE_TIME)
TEXT(value_text, struct change_value, r->kind == CHANGE_TEXT ? r->text :
    ((struct slice){ NULL, 0 }))

static const struct field value_fields[] = {
	F_WORD("exact", value_exact, "a time: date, time, zone and offset"),
	F_FLAG("is-time", value_is_time, "it is an instant"),
	F_TEXT("text", value_text, "a text of the export, or nothing"),
	F_WORD("utc", value_utc, "a time: RFC 3339 in UTC"),
	F_WORD("word", value_word,
	    "Active, Never, None ...: when it is neither"),
};
static const struct record_type value_type = {
	"change-value", "a value as it was or is", value_fields,
	N(value_fields), "word"
};

/* --- a change --- */

static const char *
happened(const struct change *c)
{
	static const char *const kinds[CHANGE_KINDS] = {
		[CHANGE_REMOVED] = "Removed",
		[CHANGE_ADDED] = "Added",
		[CHANGE_CHANGED] = "Changed",
	};
	static const char *const words[CHANGE_TRANSITIONS] = {
		[CHANGE_WAS_REVOKED] = "Revoked",
		[CHANGE_WAS_RESTORED] = "Restored",
		[CHANGE_HAS_EXPIRED] = "Expired",
		[CHANGE_FIRST_USED] = "First used",
		[CHANGE_USED] = "Used",
		[CHANGE_RENAMED] = "Renamed",
		[CHANGE_RE_DATED] = "New expiration",
		[CHANGE_MOVED] = "Moved to another service user",
		[CHANGE_DEACTIVATED] = "Deactivated",
		[CHANGE_REACTIVATED] = "Reactivated",
		[CHANGE_NEW] = "New",
		[CHANGE_RESOLVED] = "Resolved",
	};

	if (c->transition == CHANGE_ID_REUSED)
		return c->kind == CHANGE_ADDED ? "Added, with an id used "
		    "before" : "Removed, and its id used again";
	return words[c->transition] != NULL ? words[c->transition] :
	    kinds[c->kind];
}

static const char *
field_label(enum change_field f)
{
	static const char *const labels[CHANGE_FIELDS] = {
		[CHANGE_STATE] = "Status",
		[CHANGE_NAME] = "Name",
		[CHANGE_DESCRIPTION] = "Description",
		[CHANGE_SERVICE_USER] = "Service user, by its id",
		[CHANGE_CREATED] = "Created",
		[CHANGE_EXPIRATION] = "Expiration",
		[CHANGE_LAST_USED] = "Last used",
		[CHANGE_REVOKED] = "Revoked",
		[CHANGE_SCIM] = "SCIM only",
		[CHANGE_USER_ID] = "Internal ID",
		[CHANGE_EMAIL] = "Email",
		[CHANGE_ROLE] = "Role",
		[CHANGE_ACTIVE] = "Account active",
		[CHANGE_CREATED_BY] = "Created by",
		[CHANGE_PURPOSE] = "Purpose",
		[CHANGE_OWNER] = "Owner",
		[CHANGE_TEAMS] = "Teams",
	};

	return labels[f];
}

static const char *
subject_label(enum change_subject s)
{
	static const char *const labels[CHANGE_SUBJECTS] = {
		[CHANGE_USER] = "Service user",
		[CHANGE_TOKEN] = "Token",
		[CHANGE_FINDING] = "Finding",
	};

	return labels[s];
}

static bool
change_id(const void *rec, void *ctx, struct buf *b)
{
	const struct change	*c = rec;

	(void)ctx;
	if (c->has_id)
		buf_num(b, c->id);
	return c->has_id;
}

static bool
change_url(const void *rec, void *ctx, struct buf *b)
{
	const struct change	*c = rec;
	struct view_context	*context = ctx;

	if (c->slug.ptr == NULL)
		return false;
	buf_adds(b, context->root);
	BUF_LIT(b, "users/");
	buf_slice(b, c->slug);
	BUF_LIT(b, ".html");
	return true;
}

FLAG(change_is_token, struct change,
    r->subject == CHANGE_TOKEN || r->of_token)
FLAG(change_has_values, struct change, r->field != CHANGE_WHOLE ||
    r->from.kind != CHANGE_NONE || r->to.kind != CHANGE_NONE)
RECORD(change_from, struct change, &r->from)
RECORD(change_to, struct change, &r->to)
TEXT(change_name, struct change, getter_name(r->name))
TEXT(change_rule, struct change, r->rule)
TEXT(change_user, struct change, r->user)
WORD(change_class, struct change, change_kind_word(r->kind))
WORD(change_what, struct change, happened(r))
WORD(change_field, struct change, field_label(r->field))
WORD(change_subject, struct change, subject_label(r->subject))

static const struct field change_fields[] = {
	F_WORD("class", change_class, "added, removed, changed: for class"),
	F_WORD("field", change_field,
	    "which value: Status, Name ...; or nothing"),
	F_RECORD("from", change_from, &value_type, "as it was"),
	F_FLAG("has-values", change_has_values, "from and to say something"),
	F_WORD("id", change_id, "number in the export, or nothing"),
	F_FLAG("is-token", change_is_token,
	    "it is about a token, or a finding about one"),
	F_TEXT("name", change_name, "of the token or the service user"),
	F_TEXT("rule", change_rule, "of a finding, or nothing"),
	F_WORD("subject", change_subject, "Token, Service user, Finding"),
	F_RECORD("to", change_to, &value_type, "as it is"),
	F_URL("url", change_url, "page of the service user, or nothing"),
	F_TEXT("user", change_user, "name of the service user"),
	F_WORD("what", change_what, "Added, Revoked, Renamed ..."),
};
static const struct record_type change_type = {
	"change", "one change", change_fields, N(change_fields), "what"
};

/* --- counts --- */

COUNT(count_added, struct changes_count, r->added)
COUNT(count_changed, struct changes_count, r->changed)
COUNT(count_removed, struct changes_count, r->removed)

static const struct field count_fields[] = {
	F_WORD("added", count_added, "are new"),
	F_WORD("changed", count_changed,
	    "differ, each counted once; of findings: those that persist"),
	F_WORD("removed", count_removed, "are gone"),
};
static const struct record_type count_type = {
	"change-count", "how many there are", count_fields, N(count_fields),
	"changed"
};

void
fields_change_events(const struct changes_facts *f, struct view *v)
{
	struct change	 c = { .kind = CHANGE_CHANGED };
	int		 i;

	v->nevents = 0;
	/* Those of findings, at the end, are counted on their own. */
	for (i = CHANGE_NO_NAME + 1; i < CHANGE_NEW; i++) {
		if (f->transitions[i] == 0 || i == CHANGE_ID_REUSED)
			continue;
		c.transition = (enum change_transition)i;
		v->events[v->nevents++] = (struct view_total){ happened(&c),
		    0, f->transitions[i] };
	}
}

/* --- the changes of a page --- */

static void
changes_rows(const void *rec, struct record_list *out)
{
	const struct view	*v = rec;

	*out = (struct record_list){ v->changes, v->nchanges,
	    sizeof(*v->changes) };
}

static void
changes_used_rows(const void *rec, struct record_list *out)
{
	const struct view	*v = rec;

	*out = (struct record_list){ v->used, v->nused, sizeof(*v->used) };
}

static void
changes_events(const void *rec, struct record_list *out)
{
	const struct view	*v = rec;

	*out = (struct record_list){ v->events, v->nevents,
	    sizeof(*v->events) };
}

static void
changes_totals(const void *rec, struct record_list *out)
{
	const struct view	*v = rec;

	*out = (struct record_list){ v->totals, VIEW_TOTALS,
	    sizeof(*v->totals) };
}

static bool
put_lacks(struct buf *b, uint32_t lacks, const char *of)
{
	bool	 any = false;
	int	 i;

	for (i = 0; i < CHANGE_FIELDS; i++)
		if ((lacks & PAST_BIT(i)) != 0 &&
		    field_label((enum change_field)i) != NULL) {
			buf_adds(b, any ? ", " : of);
			buf_adds(b, field_label((enum change_field)i));
			any = true;
		}
	return any;
}

/* What one of the exports does not have. */
static bool
changes_lacks(const void *rec, void *ctx, struct buf *b)
{
	const struct view		*v = rec;
	const struct changes_facts	*f = v->snapshot->delta->facts;
	bool				 any;

	(void)ctx;
	if (f == NULL)
		return false;
	any = put_lacks(b, f->lacks, "of tokens: ");
	if (any && f->user_lacks != 0)
		BUF_LIT(b, "; ");
	return put_lacks(b, f->user_lacks, "of service users: ") || any;
}

/* Rules whose findings are not compared. */
static bool
changes_rules(const void *rec, void *ctx, struct buf *b)
{
	const struct view		*v = rec;
	const struct changes_facts	*f = v->snapshot->delta->facts;

	(void)ctx;
	return f != NULL && persist_put_rules(b, f->rules_lack, "");
}

static bool
changes_as_of(const void *rec, void *ctx, struct buf *b)
{
	const struct view	*v = rec;
	struct view_context	*c = ctx;

	when_exact(b, c->zone, v->snapshot->delta->as_of);
	return true;
}

static bool
changes_as_of_utc(const void *rec, void *ctx, struct buf *b)
{
	const struct view	*v = rec;

	(void)ctx;
	when_rfc3339(b, v->snapshot->delta->as_of);
	return true;
}

#define FACTS(r)	((r)->snapshot->delta->facts)

COUNT(changes_used, struct view, FACTS(r) != NULL ? FACTS(r)->used : 0)
FLAG(changes_comparable, struct view, FACTS(r) != NULL)
FLAG(changes_none, struct view, FACTS(r) != NULL && FACTS(r)->rows == 0)
FLAG(changes_with_findings, struct view,
    FACTS(r) != NULL && FACTS(r)->findings_compared)
FLAG(changes_rules_unknown, struct view, FACTS(r) != NULL &&
    FACTS(r)->findings_compared && !FACTS(r)->rules_told)
FLAG(changes_first, struct view, r->list.number == 1)
FLAG(changes_has_used, struct view, FACTS(r) != NULL && FACTS(r)->used > 0)
RECORD(changes_tokens, struct view,
    FACTS(r) != NULL ? &FACTS(r)->tokens : NULL)
RECORD(changes_users, struct view,
    FACTS(r) != NULL ? &FACTS(r)->users : NULL)
RECORD(changes_findings, struct view,
    FACTS(r) != NULL ? &FACTS(r)->findings : NULL)
WORD(changes_previous, struct view, r->snapshot->delta->previous)
WORD(changes_why, struct view, r->snapshot->delta->why)

static const struct field changes_fields[] = {
	F_FLAG("comparable", changes_comparable,
	    "the snapshot before has tables to compare with"),
	F_LIST("events", changes_events, &fields_change_event,
	    "what has happened, and how often"),
	F_RECORD("findings", changes_findings, &count_type,
	    "findings that are new, resolved, and persist"),
	F_FLAG("findings-compared", changes_with_findings,
	    "both snapshots have findings"),
	F_FLAG("first-page", changes_first, "this is the first page"),
	F_FLAG("has-used", changes_has_used, "tokens were used since"),
	F_FLAG("none", changes_none, "nothing has changed, use left out"),
	F_WORD("not-compared", changes_lacks,
	    "what one of the exports does not have, or nothing"),
	F_WORD("previous", changes_previous, "name of the snapshot before"),
	F_WORD("previous-exact", changes_as_of,
	    "its instant: date, time, zone and offset"),
	F_WORD("previous-utc", changes_as_of_utc, "the same as RFC 3339"),
	F_LIST("rows", changes_rows, &change_type,
	    "the changes on this page, use left out"),
	F_WORD("rules-not-compared", changes_rules,
	    "rules that one of the two did not look at, or nothing"),
	F_FLAG("rules-unknown", changes_rules_unknown,
	    "one does not say which it looked at; those count that found "
	    "something"),
	F_RECORD("tokens", changes_tokens, &count_type, "of tokens"),
	F_LIST("totals", changes_totals, &fields_change_total,
	    "numbers then and now"),
	F_WORD("used", changes_used,
	    "how many tokens were used since, after an earlier use"),
	F_LIST("used-rows", changes_used_rows, &change_type,
	    "those on this page"),
	F_RECORD("users", changes_users, &count_type, "of service users"),
	F_WORD("why", changes_why, "why they are not comparable"),
};
const struct record_type	 fields_changes_type = {
	"changes", "what has changed since the snapshot before",
	changes_fields, N(changes_fields), NULL
};

/* --- those of one service user --- */

static void
of_rows(const void *rec, struct record_list *out)
{
	const struct changes_of	*of = rec;

	*out = (struct record_list){ of->list, of->n, sizeof(*of->list) };
}

COUNT(of_total, struct changes_of, r->total)
COUNT(of_used, struct changes_of, r->used)
FLAG(of_more, struct changes_of, r->total > (int64_t)r->n)
FLAG(of_none, struct changes_of, r->total == 0 && r->used == 0)
FLAG(of_has_used, struct changes_of, r->used > 0)

static const struct field of_fields[] = {
	F_FLAG("has-used", of_has_used, "some of its tokens were used since"),
	F_FLAG("more", of_more, "there are more than the rows"),
	F_FLAG("none", of_none, "nothing at all has changed"),
	F_LIST("rows", of_rows, &change_type, "the first of them"),
	F_WORD("total", of_total, "how many there are, use left out"),
	F_WORD("used", of_used, "how many tokens were used since"),
};
const struct record_type	 fields_user_changes = {
	"user-changes", "what has changed of a service user and its tokens",
	of_fields, N(of_fields), NULL
};
