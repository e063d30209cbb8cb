/* The table of findings. */

#include "columns.h"
#include "judged.h"

/* The getter fn: what it does to v, from the finding r. */
#define GET(fn, set)							\
static void								\
fn(const void *rec, struct column_value *v)				\
{									\
	const struct finding	*r = rec;				\
									\
	set;								\
}

static const char *const	 severity_words[] = {
	"critical", "high", "medium", "low", "info", NULL
};

static const char *const	 subject_words[] = {
	"token", "service user", "snapshot", NULL
};

static const char *
subject(const struct finding *r)
{
	return subject_words[r->has_token ? 0 : r->has_user ? 1 : 2];
}

/* A text of the exception that mutes it, or NULL. */
#define MUTING(member)							\
	slice_of(r->exception != NULL ? r->exception->member : NULL)

static struct slice
threshold(const struct finding *r)
{
	const struct buf	*b = &r->rule->threshold;

	return (struct slice){ b->len > 0 ? b->ptr : NULL, b->len };
}

GET(rule, v->text = slice_of(rule_id(r->rule->rule)))
GET(severity, v->text = slice_of(severity_word(r->rule->severity)))
GET(subject_word, v->text = slice_of(subject(r)))
GET(token, v->none = !r->has_token; v->number = r->token)
GET(user, v->none = !r->has_ref; v->number = r->ref)
GET(user_id, v->text = r->user_id)
GET(name, v->text = r->has_token ? r->name : r->user)
GET(fact, v->text = r->fact)
GET(threshold_text, v->text = threshold(r))
GET(controls, v->text = slice_of(r->rule->controls))
GET(muted, v->number = r->exception != NULL)
GET(reason, v->text = MUTING(reason))
GET(approver, v->text = MUTING(approver))
GET(until, v->text = MUTING(until_text))

static const struct column	 finding_columns[] = {
	{ "rule", COLUMN_WORD, false, COLUMN_ALWAYS, NULL, NULL, rule,
	    "id of the rule, as in [findings.md](findings.md)",
	    "*Findings*, and *Rule* of the user page" },
	{ "severity", COLUMN_WORD, false, COLUMN_ALWAYS, NULL,
	    severity_words, severity, "how grave it is, by the policy",
	    "*Severity*" },
	{ "subject", COLUMN_WORD, false, COLUMN_ALWAYS, NULL, subject_words,
	    subject_word, "what it is about", "which of the names are there" },
	{ "token", COLUMN_NUMBER, true, COLUMN_ALWAYS, NULL, NULL, token,
	    "the token: `id` in tokens", "the link of *Token*" },
	{ "service_user", COLUMN_NUMBER, true, COLUMN_ALWAYS, NULL, NULL,
	    user, "the service user, as `service_user` in tokens",
	    "the link of *Service user*" },
	{ "user_id", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL, user_id,
	    "its internal ID", "*Internal ID* of the user page" },
	{ "name", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL, name,
	    "name of the token; else of the service user, as shown",
	    "*Token*, *Service user*" },
	{ "fact", COLUMN_TEXT, false, COLUMN_ALWAYS, NULL, NULL, fact,
	    "what is so, against which threshold", "*Fact*" },
	{ "threshold", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL,
	    threshold_text, "the threshold as it was used", "*Threshold*" },
	{ "controls", COLUMN_TEXT, false, COLUMN_ALWAYS, NULL, NULL,
	    controls, "what the rule refers to", "*Controls*" },
	{ "muted", COLUMN_FLAG, false, COLUMN_ALWAYS, NULL, NULL, muted,
	    "1 when an exception covers it", "*Muted*" },
	{ "reason", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL, reason,
	    "why, by the exception", "*Muted*" },
	{ "approver", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL, approver,
	    "who accepted it, by the exception", "*Muted*" },
	{ "until", COLUMN_TEXT, true, COLUMN_ALWAYS, NULL, NULL, until,
	    "the end of the exception, as written there", "*Muted*" },
};

const struct columns	 columns_findings = {
	"findings", "One row for each finding, muted ones included.",
	"by rule, those that are not muted first, then that of the list.",
	finding_columns, sizeof(finding_columns) / sizeof(finding_columns[0])
};
