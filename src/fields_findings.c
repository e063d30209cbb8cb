/* Fields of findings, of the rules behind them, and of the marks at rows. */

#include "fields.h"
#include "getter.h"
#include "text.h"

/* "Critical" ... "Info", and "Muted". */
static const char *
title_of(unsigned severity)
{
	static const char *const words[SEVERITIES + 1] = {
		"Critical", "High", "Medium", "Low", "Info", "Muted"
	};

	return words[severity];
}

/* The same as a class. */
static const char *
class_of(unsigned severity)
{
	return severity < SEVERITIES ?
	    severity_word((enum severity)severity) : "muted";
}

/* --- marks at the row of a token or a service user --- */

static int
bits(uint32_t mask)
{
	return __builtin_popcount(mask);
}

/* "High finding", "3 findings: high", "Muted finding" */
static bool
mark_text(struct buf *b, uint32_t found, uint32_t muted, unsigned worst)
{
	int	 n = bits(found & ~muted);

	if (n > 1) {
		buf_num(b, n);
		BUF_LIT(b, " findings: ");
		buf_adds(b, class_of(worst));
	} else {
		buf_adds(b, title_of(worst));
		buf_adds(b, n == 0 && bits(muted) > 1 ? " findings" :
		    " finding");
	}
	return true;
}

static void
user_page(struct buf *b, const struct view_context *c, struct slice slug,
    uint32_t part)
{
	buf_adds(b, c->root);
	BUF_LIT(b, "users/");
	buf_slice(b, slug);
	if (part > 1) {
		buf_addc(b, '.');
		buf_num(b, part);
	}
	BUF_LIT(b, ".html");
}

/* On the page of its service user a token is on the page at hand. */
static void
token_page(struct buf *b, const struct view_context *c, struct slice slug,
    uint32_t part)
{
	if (!c->own_page)
		user_page(b, c, slug, part);
}

static bool
token_mark_text(const void *rec, void *ctx, struct buf *b)
{
	const struct token	*t = rec;

	(void)ctx;
	return mark_text(b, t->found, t->muted, t->worst);
}

static bool
token_mark_url(const void *rec, void *ctx, struct buf *b)
{
	const struct token	*t = rec;

	token_page(b, ctx, t->user->slug, t->part);
	BUF_LIT(b, "#finding-");
	buf_num(b, t->id);
	return true;
}

static bool
user_mark_text(const void *rec, void *ctx, struct buf *b)
{
	const struct user	*u = rec;

	(void)ctx;
	return mark_text(b, u->found, u->muted, u->worst);
}

static bool
user_mark_url(const void *rec, void *ctx, struct buf *b)
{
	const struct user	*u = rec;

	user_page(b, ctx, u->slug, 1);
	BUF_LIT(b, "#findings");
	return true;
}

WORD(token_mark_severity, struct token, class_of(r->worst))
WORD(user_mark_severity, struct user, class_of(r->worst))

#define MARK_SEVERITY	"critical, high, medium, low, info, muted: for class"
#define MARK_TEXT	"High finding, 3 findings: high, Muted finding ..."
#define MARK_URL	"the first of them on the page of the service user"

static const struct field token_mark_fields[] = {
	F_WORD("severity", token_mark_severity, MARK_SEVERITY),
	F_WORD("text", token_mark_text, MARK_TEXT),
	F_URL("url", token_mark_url, MARK_URL),
};
const struct record_type	 fields_token_mark = {
	"mark", "that there are findings", token_mark_fields,
	N(token_mark_fields), "text"
};
static const struct field user_mark_fields[] = {
	F_WORD("severity", user_mark_severity, MARK_SEVERITY),
	F_WORD("text", user_mark_text, MARK_TEXT),
	F_URL("url", user_mark_url, MARK_URL),
};
const struct record_type	 fields_user_mark = {
	"mark", "that there are findings", user_mark_fields,
	N(user_mark_fields), "text"
};

/* --- a rule --- */

static bool
rule_stem(struct buf *b, const struct findings_rule *r)
{
	const char	*id = rule_id(r->rule);

	if (r->found + r->muted == 0)
		return false;
	BUF_LIT(b, "finding-r");
	buf_adds(b, id + 1);
	return true;
}

static bool
rule_url(const void *rec, void *ctx, struct buf *b)
{
	struct view_context	*c = ctx;

	buf_adds(b, c->root);
	if (!rule_stem(b, rec))
		return false;
	BUF_LIT(b, ".html");
	return true;
}

/* Where a page of a service user links: whether the rule has a page is not
 * known while it is written, but it has this finding. */
static bool
finding_rule_url(const void *rec, void *ctx, struct buf *b)
{
	const struct finding	*f = rec;
	struct view_context		*c = ctx;

	buf_adds(b, c->root);
	BUF_LIT(b, "finding-r");
	buf_adds(b, rule_id(f->rule->rule) + 1);
	BUF_LIT(b, ".html");
	return true;
}

static const char *
rule_status_word(const struct findings_rule *r)
{
	switch (r->status) {
	case FINDINGS_OFF:
		return "Off";
	case FINDINGS_NO_COLUMN:
	case FINDINGS_NO_PREVIOUS:
		return "Not evaluable";
	case FINDINGS_PARTLY:
		return r->found + r->muted > 0 ? "Evaluated in part" :
		    "None found; evaluated in part";
	case FINDINGS_EVALUATED:
		break;
	}
	return r->found + r->muted > 0 ? "Evaluated" : "None found";
}

static bool
evaluated(const struct findings_rule *r)
{
	return r->status == FINDINGS_EVALUATED ||
	    r->status == FINDINGS_PARTLY;
}

static struct slice
text_of(const struct buf *b)
{
	return (struct slice){ b->len > 0 ? b->ptr : NULL, b->len };
}

COUNT(rule_found, struct findings_rule, r->found)
COUNT(rule_muted, struct findings_rule, r->muted)
COUNT(rule_unknown, struct findings_rule, r->unknown)
FLAG(rule_evaluated, struct findings_rule, evaluated(r))
FLAG(rule_has_muted, struct findings_rule, r->muted > 0)
FLAG(rule_has_unknown, struct findings_rule, r->unknown > 0)
TEXT(rule_controls, struct findings_rule, slice_of(r->controls))
TEXT(rule_origin, struct findings_rule, text_of(&r->origin))
TEXT(rule_threshold, struct findings_rule, text_of(&r->threshold))
WORD(rule_id_word, struct findings_rule, rule_id(r->rule))
WORD(rule_missing, struct findings_rule,
    r->missing.len > 0 ? r->missing.ptr : NULL)
WORD(rule_severity, struct findings_rule, severity_word(r->severity))
WORD(rule_severity_name, struct findings_rule,
    r->severity < SEVERITIES ? title_of(r->severity) : "Off")
WORD(rule_status, struct findings_rule, rule_status_word(r))
WORD(rule_title, struct findings_rule, r->title)

static const struct field rule_fields[] = {
	F_TEXT("controls", rule_controls, "what it refers to"),
	F_FLAG("evaluated", rule_evaluated, "whether it could be, and is on"),
	F_WORD("found", rule_found, "how many, without the muted"),
	F_FLAG("has-muted", rule_has_muted, "whether any is muted"),
	F_FLAG("has-unknown", rule_has_unknown,
	    "whether any could not be judged"),
	F_WORD("id", rule_id_word, "R01 ..."),
	F_WORD("missing", rule_missing,
	    "what the export lacks for it, or nothing"),
	F_WORD("muted", rule_muted, "how many are muted"),
	F_TEXT("origin", rule_origin,
	    "where the threshold comes from, or nothing"),
	F_WORD("severity", rule_severity,
	    "critical, high, medium, low, info, off: for class"),
	F_WORD("severity-name", rule_severity_name,
	    "Critical, High, Medium, Low, Info, Off: to read"),
	F_WORD("status", rule_status,
	    "Evaluated, None found, Not evaluable, Off ..."),
	F_TEXT("threshold", rule_threshold, "as it was used, or nothing"),
	F_WORD("title", rule_title, "what it is called"),
	F_WORD("unknown", rule_unknown,
	    "how many could not be judged: a value is missing"),
	F_URL("url", rule_url, "the page of its findings, or nothing"),
};
const struct record_type	 fields_rule_type = {
	"rule", "a rule as it was used", rule_fields, N(rule_fields), "title"
};

/* What does not change while pages are made: for those of service users. */
static const struct field criterion_fields[] = {
	F_TEXT("controls", rule_controls, "what it refers to"),
	F_WORD("id", rule_id_word, "R01 ..."),
	F_TEXT("origin", rule_origin,
	    "where the threshold comes from, or nothing"),
	F_WORD("severity", rule_severity, "critical ... info: for class"),
	F_WORD("severity-name", rule_severity_name,
	    "Critical ... Info: to read"),
	F_TEXT("threshold", rule_threshold, "as it was used, or nothing"),
	F_WORD("title", rule_title, "what it is called"),
};
static const struct record_type criterion_type = {
	"criterion", "the rule behind a finding", criterion_fields,
	N(criterion_fields), "title"
};

/* --- a finding --- */

static bool
finding_anchor(const void *rec, void *ctx, struct buf *b)
{
	const struct finding	*f = rec;

	(void)ctx;
	if (!f->first)
		return false;
	BUF_LIT(b, "finding-");
	buf_num(b, f->token);
	return true;
}

static bool
finding_token_url(const void *rec, void *ctx, struct buf *b)
{
	const struct finding	*f = rec;

	if (!f->has_token)
		return false;
	token_page(b, ctx, f->slug, f->part);
	BUF_LIT(b, "#token-");
	buf_num(b, f->token);
	return true;
}

static bool
finding_user_url(const void *rec, void *ctx, struct buf *b)
{
	const struct finding	*f = rec;

	if (!f->has_user)
		return false;
	user_page(b, ctx, f->slug, 1);
	return true;
}

#define MUTING(member)							\
	slice_of(r->exception != NULL ? r->exception->member : NULL)

/* A link needs a text. */
static struct slice
token_name(const struct finding *f)
{
	return f->has_token ? getter_name(f->name) : f->name;
}

static bool
finding_until(const void *rec, void *ctx, struct buf *b)
{
	const struct finding	*f = rec;

	(void)ctx;
	if (f->exception != NULL)
		exceptions_put_until(b, f->exception);
	return f->exception != NULL;
}

FLAG(finding_has_token, struct finding, r->has_token)
FLAG(finding_has_user, struct finding, r->has_user)
FLAG(finding_muted, struct finding, r->exception != NULL)
RECORD(finding_rule, struct finding, r->rule)
TEXT(finding_approver, struct finding, MUTING(approver))
TEXT(finding_fact, struct finding, r->fact)
TEXT(finding_reason, struct finding, MUTING(reason))
TEXT(finding_token, struct finding, token_name(r))
TEXT(finding_user, struct finding, r->user)
WORD(finding_class, struct finding, r->exception != NULL ? "muted" :
    severity_word(r->rule->severity))
WORD(finding_severity, struct finding, title_of(r->rule->severity))

static const struct field finding_fields[] = {
	F_WORD("anchor", finding_anchor,
	    "finding- and the token's id on the first of a token, or nothing"),
	F_TEXT("approver", finding_approver, "who muted it, or nothing"),
	F_WORD("class", finding_class, MARK_SEVERITY),
	F_TEXT("fact", finding_fact, "what is so, against which threshold"),
	F_FLAG("has-token", finding_has_token, "it is about a token"),
	F_FLAG("has-user", finding_has_user,
	    "it is about a service user or a token of one"),
	F_FLAG("muted", finding_muted, "an exception covers it"),
	F_TEXT("reason", finding_reason, "why it is muted, or nothing"),
	F_RECORD("rule", finding_rule, &criterion_type,
	    "what it is held against"),
	F_URL("rule-url", finding_rule_url, "all findings of the rule"),
	F_WORD("severity", finding_severity,
	    "Critical, High, Medium, Low, Info: to read"),
	F_TEXT("token", finding_token, "name of the token, or nothing"),
	F_URL("token-url", finding_token_url,
	    "its row on the page of its service user, or nothing"),
	F_WORD("until", finding_until,
	    "the end of the exception: a day in UTC or an instant, or nothing"),
	F_TEXT("user", finding_user, "name of the service user, or nothing"),
	F_URL("user-url", finding_user_url, "its page, or nothing"),
};
const struct record_type	 fields_finding_type = {
	"finding", "a fact against a threshold", finding_fields,
	N(finding_fields), "fact"
};

void
fields_findings_of(const void *rec, struct record_list *out)
{
	const struct view	*v = rec;

	*out = (struct record_list){ v->findings, v->nfindings,
	    sizeof(*v->findings) };
}

/* --- how many --- */

static int64_t
all_found(const struct findings_counts *n)
{
	int64_t	 sum = 0;
	int	 i;

	for (i = 0; i < SEVERITIES; i++)
		sum += n->found[i];
	return sum;
}

COUNT(counts_all, struct findings_counts, all_found(r))
COUNT(counts_critical, struct findings_counts, r->found[SEVERITY_CRITICAL])
COUNT(counts_high, struct findings_counts, r->found[SEVERITY_HIGH])
COUNT(counts_info, struct findings_counts, r->found[SEVERITY_INFO])
COUNT(counts_low, struct findings_counts, r->found[SEVERITY_LOW])
COUNT(counts_medium, struct findings_counts, r->found[SEVERITY_MEDIUM])
COUNT(counts_muted, struct findings_counts, r->muted)

static const struct field counts_fields[] = {
	F_WORD("all", counts_all, "all that are not muted"),
	F_WORD("critical", counts_critical, "of that severity"),
	F_WORD("high", counts_high, "of that severity"),
	F_WORD("info", counts_info, "of that severity"),
	F_WORD("low", counts_low, "of that severity"),
	F_WORD("medium", counts_medium, "of that severity"),
	F_WORD("muted", counts_muted, "covered by an exception"),
};
const struct record_type	 fields_counts_type = {
	"counts", "how many findings", counts_fields, N(counts_fields), "all"
};

/* --- the page of all rules --- */

COUNT(severity_found, struct view_severity, r->found)
COUNT(severity_muted, struct view_severity, r->muted)
WORD(severity_class, struct view_severity, severity_word(r->severity))
WORD(severity_name, struct view_severity, title_of(r->severity))

static const struct field severity_fields[] = {
	F_WORD("class", severity_class, "critical, high, medium, low, info"),
	F_WORD("found", severity_found, "how many, without the muted"),
	F_WORD("muted", severity_muted, "how many are muted"),
	F_WORD("name", severity_name, "Critical, High, Medium, Low, Info"),
};
static const struct record_type severity_type = {
	"severity", "how grave findings are", severity_fields,
	N(severity_fields), "name"
};

static void
findings_severities(const void *rec, struct record_list *out)
{
	const struct view	*v = rec;

	*out = (struct record_list){ v->severities, SEVERITIES,
	    sizeof(*v->severities) };
}

static void
findings_rules(const void *rec, struct record_list *out)
{
	const struct view	*v = rec;

	*out = (struct record_list){ v->rules, RULES, sizeof(*v->rules) };
}

#define POLICY		r->snapshot->judged->policy
#define EXCEPTIONS	r->snapshot->judged->exceptions

COUNT(findings_nexceptions, struct view, (int64_t)EXCEPTIONS->n)
TEXT(findings_exceptions, struct view, slice_of(EXCEPTIONS->file))
TEXT(findings_policy, struct view, slice_of(POLICY->file))
WORD(findings_exceptions_sha256, struct view, EXCEPTIONS->sha256)
WORD(findings_policy_sha256, struct view, POLICY->sha256)
WORD(findings_profile, struct view, policy_profile_name(POLICY->profile))

static const struct field findings_fields[] = {
	F_TEXT("exceptions-file", findings_exceptions,
	    "name of the exceptions file, or nothing"),
	F_WORD("exceptions-number", findings_nexceptions,
	    "how many exceptions it has"),
	F_WORD("exceptions-sha256", findings_exceptions_sha256,
	    "digest of its bytes"),
	F_TEXT("policy-file", findings_policy,
	    "name of the policy file, or nothing"),
	F_WORD("policy-sha256", findings_policy_sha256,
	    "digest of its bytes"),
	F_WORD("profile", findings_profile, "name of the profile"),
	F_LIST("rules", findings_rules, &fields_rule_type,
	    "every rule, the gravest first"),
	F_LIST("severities", findings_severities, &severity_type,
	    "how many of each severity"),
};
const struct record_type	 fields_findings_type = {
	"findings", "what was looked for and found", findings_fields,
	N(findings_fields), NULL
};
