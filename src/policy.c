/*
 * A policy file has up to four sections:
 *
 *	[policy]	profile = NAME: what it starts from
 *	[thresholds]	KEY = NUMBER, or a list of words for two of them
 *	[severity]	RULE = critical, high, medium, low, info or off
 *	[controls]	RULE = references to print in place of the usual ones
 */

#include "policy.h"

#include <stdlib.h>
#include <strings.h>

#include "util.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define WORD_MAX	198	/* bytes: no line of a policy file is longer */

static const char *const severities[SEVERITIES + 1] = {
	"critical", "high", "medium", "low", "info", "off"
};

static const char *const ids[RULES] = {
	"R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10",
	"R11", "R12", "R13", "R14", "R15", "R16", "R17", "R18", "R19", "R20",
	"R21", "R22", "R23", "R24", "R25", "R26", "R27", "R28"
};

static const char *const profiles[POLICY_PROFILES] = {
	"default", "cis", "pci", "fedramp-moderate", "fedramp-high"
};

/* The numbers stand in the order of the profiles. */
static const struct {
	const char	*key, *unit;
	int		 value[POLICY_PROFILES];
	const char	*words;
} thresholds[POLICY_THRESHOLDS] = {
	[POLICY_NONE] = { "", "", { 0, 0, 0, 0, 0 }, NULL },
	[POLICY_UNUSED] = { "unused-days", "days", { 90, 45, 90, 90, 35 },
	    NULL },
	[POLICY_NEVER_USED] = { "never-used-days", "days",
	    { 30, 30, 30, 30, 30 }, NULL },
	[POLICY_EXPIRING] = { "expiring-days", "days", { 30, 30, 30, 30, 30 },
	    NULL },
	[POLICY_URGENT] = { "urgent-days", "days", { 7, 7, 7, 7, 7 }, NULL },
	[POLICY_LIFETIME] = { "lifetime-days", "days",
	    { 365, 365, 365, 365, 365 }, NULL },
	[POLICY_ROTATION] = { "rotation-days", "days", { 90, 90, 90, 90, 90 },
	    NULL },
	[POLICY_CLOCK] = { "clock-minutes", "minutes", { 5, 5, 5, 5, 5 },
	    NULL },
	[POLICY_ACTIVE_TOKENS] = { "active-tokens", "tokens",
	    { 2, 1, 2, 2, 2 }, NULL },
	[POLICY_REVIEW] = { "review-days", "days", { 90, 90, 180, 90, 30 },
	    NULL },
	[POLICY_LEFTOVER] = { "leftover-days", "days", { 7, 7, 7, 7, 7 },
	    NULL },
	[POLICY_ROLES] = { "privileged-roles", "roles", { 0, 0, 0, 0, 0 },
	    "Admin, Administrator, Owner, Superuser" },
	[POLICY_NAMES] = { "poor-names", "names", { 0, 0, 0, 0, 0 },
	    "abc, api key, api token, asdf, changeme, default, demo, dummy, "
	    "example, foo, key, my token, new, new token, sample, service, "
	    "service account, service user, svc, temp, test, testing, tmp, "
	    "todo, token, unnamed, untitled, xxx" },
};

const char *
severity_word(enum severity s)
{
	return severities[s];
}

enum severity
severity_by_word(const char *word)
{
	int	 i;

	for (i = 0; i <= SEVERITIES; i++)
		if (strcasecmp(word, severities[i]) == 0)
			break;
	return (enum severity)i;
}

const char *
rule_id(enum rule r)
{
	return ids[r];
}

enum rule
rule_by_id(const char *id)
{
	int	 i;

	for (i = 0; i < RULES; i++)
		if (strcasecmp(id, ids[i]) == 0)
			break;
	return (enum rule)i;
}

const char *
policy_profile_name(enum policy_profile p)
{
	return profiles[p];
}

const char *
policy_key(enum policy_threshold t)
{
	return thresholds[t].key;
}

const char *
policy_unit(enum policy_threshold t)
{
	return thresholds[t].unit;
}

long long
policy_default(enum policy_threshold t, enum policy_profile p)
{
	return thresholds[t].value[p];
}

const char *
policy_words(enum policy_threshold t)
{
	return thresholds[t].words;
}

static bool
is_blank(enum policy_threshold t, char c)
{
	return c == ' ' || c == '\t' || (t == POLICY_NAMES &&
	    (c == '-' || c == '_' || c == '.' || c == '#'));
}

/* What is left of a word without the blanks around it, and of a name without
 * the number at its end. */
static struct slice
trim(enum policy_threshold t, struct slice s)
{
	char	 c;

	while (s.len > 0) {
		c = s.ptr[s.len - 1];
		if (!is_blank(t, c) &&
		    !(t == POLICY_NAMES && c >= '0' && c <= '9'))
			break;
		s.len--;
	}
	for (; s.len > 0 && is_blank(t, s.ptr[0]); s.len--)
		s.ptr++;
	return s;
}

/* A character as it is compared. */
static char
fold(enum policy_threshold t, char c)
{
	if (is_blank(t, c))
		return ' ';
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Take over a list of words, separated by commas.  A poor name of which
 * nothing is left needs no place: such names are poor without it. */
static void
set_words(struct policy *p, enum policy_threshold t, const char *list)
{
	struct buf	*b = &p->words[t], *shown = &p->shown[t];
	const char	*s = list, *end;
	struct slice	 word;
	size_t		 i;

	buf_reset(b);
	buf_reset(shown);
	buf_addc(b, '\0');
	for (; *s != '\0'; s = *end == ',' ? end + 1 : end) {
		end = s + strcspn(s, ",");
		word = trim(POLICY_NONE, (struct slice){ s,
		    (size_t)(end - s) });
		if (word.len == 0)
			continue;
		if (shown->len > 0)
			BUF_LIT(shown, ", ");
		buf_slice(shown, word);
		word = trim(t, word);
		if (word.len == 0)
			continue;
		for (i = 0; i < word.len; i++)
			buf_addc(b, fold(t, word.ptr[i]));
		buf_addc(b, '\0');
	}
}

bool
policy_has(const struct policy *p, enum policy_threshold t, struct slice word)
{
	const struct buf	*b = &p->words[t];
	const char		*at = b->ptr + 1, *end = b->ptr + b->len;
	char			 folded[WORD_MAX];
	size_t			 i, len;

	word = trim(t, word);
	if (word.len == 0)
		return t == POLICY_NAMES;
	if (word.len > sizeof(folded))
		return false;
	for (i = 0; i < word.len; i++)
		folded[i] = fold(t, word.ptr[i]);
	for (; at < end; at += len + 1) {
		len = strlen(at);
		if (len == word.len && memcmp(at, folded, len) == 0)
			return true;
	}
	return false;
}

enum severity
policy_severity(const struct policy *p, enum rule r, enum severity usual)
{
	if (p->severity_own[r])
		return p->severity[r];
	if (r == RULE_ROTATION && p->profile != POLICY_CIS &&
	    p->profile != POLICY_PCI)
		return SEVERITIES;
	return usual;
}

/* What reading a file needs besides the policy. */
struct reading {
	struct policy	*policy;
	bool		 profile_given;		/* by an option */
	bool		 seen[POLICY_THRESHOLDS];
	bool		 controls[RULES], severity[RULES], profile;
};

static int
twice(const struct inifile *f, const char *key)
{
	util_warn("%s:%d: %s stands twice", inifile_path(f), inifile_line(f),
	    key);
	return -1;
}

static int
find_profile(const char *name)
{
	int	 i;

	for (i = 0; i < POLICY_PROFILES; i++)
		if (strcmp(name, profiles[i]) == 0)
			break;
	return i;
}

static int
on_policy(struct reading *r, const struct inifile *f, const char *key,
    const char *value)
{
	static const char *const	 keys[] = { "profile" };
	int				 p;

	if (strcmp(key, "profile") != 0)
		return inifile_unknown(f, "key", key, keys, COUNT(keys));
	if (r->profile)
		return twice(f, key);
	r->profile = true;
	p = find_profile(value);
	if (p == POLICY_PROFILES)
		return inifile_unknown(f, "profile", value, profiles,
		    POLICY_PROFILES);
	if (!r->profile_given)
		r->policy->profile = (enum policy_profile)p;
	return 0;
}

static int
on_threshold(struct reading *r, const struct inifile *f, const char *key,
    const char *value)
{
	const char	*keys[POLICY_THRESHOLDS - 1];
	long long	 n;
	int		 i;

	for (i = 1; i < POLICY_THRESHOLDS; i++) {
		keys[i - 1] = thresholds[i].key;
		if (strcmp(key, thresholds[i].key) == 0)
			break;
	}
	if (i == POLICY_THRESHOLDS)
		return inifile_unknown(f, "threshold", key, keys,
		    COUNT(keys));
	if (r->seen[i])
		return twice(f, key);
	r->seen[i] = r->policy->own[i] = true;
	if (i >= POLICY_NUMBERS) {
		set_words(r->policy, (enum policy_threshold)i, value);
		return 0;
	}
	if (util_number(value, 0, 36500, &n) == -1) {
		util_warn("%s:%d: %s: \"%s\" is not a number from 0 to 36500"
		    "%s", inifile_path(f), inifile_line(f), key, value,
		    severity_by_word(value) == SEVERITIES ? " (a rule is "
		    "switched off in [severity], like R07 = off)" : "");
		return -1;
	}
	r->policy->number[i] = n;
	return 0;
}

static int
find_rule(const struct inifile *f, const char *key, enum rule *rule)
{
	*rule = rule_by_id(key);
	return *rule != RULES ? 0 :
	    inifile_unknown(f, "rule", key, ids, RULES);
}

static int
on_severity(struct reading *r, const struct inifile *f, const char *key,
    const char *value)
{
	enum severity	 s = severity_by_word(value);
	enum rule	 rule;

	if (find_rule(f, key, &rule) == -1)
		return -1;
	if (r->severity[rule])
		return twice(f, key);
	if (s > SEVERITIES)
		return inifile_unknown(f, "severity", value, severities,
		    SEVERITIES + 1);
	r->severity[rule] = r->policy->severity_own[rule] = true;
	r->policy->severity[rule] = s;
	return 0;
}

static int
on_controls(struct reading *r, const struct inifile *f, const char *key,
    const char *value)
{
	enum rule	 rule;

	if (find_rule(f, key, &rule) == -1)
		return -1;
	if (r->controls[rule])
		return twice(f, key);
	r->controls[rule] = true;
	r->policy->controls[rule] = xstrdup(value);
	return 0;
}

static int
on_key(void *arg, const struct inifile *f, const char *section,
    const char *key, const char *value)
{
	static const char *const sections[] = { "controls", "policy",
	    "severity", "thresholds" };
	static int		(*const take[])(struct reading *,
				    const struct inifile *, const char *,
				    const char *) = {
		on_controls, on_policy, on_severity, on_threshold
	};
	size_t			 i;

	if (section == NULL)
		return 0;
	for (i = 0; i < COUNT(sections); i++)
		if (strcmp(section, sections[i]) == 0)
			return key == NULL ? 0 : take[i](arg, f, key, value);
	return inifile_unknown(f, "section", section, sections,
	    COUNT(sections));
}

static int
no_profile(const char *where, const char *profile)
{
	const char	*near = util_nearest(profile, profiles,
			    POLICY_PROFILES);
	struct buf	 all = BUF_INIT;
	int		 i;

	for (i = 0; i < POLICY_PROFILES; i++)
		buf_addf(&all, "%s%s", i > 0 ? ", " : "", profiles[i]);
	if (near != NULL)
		util_warn("%s: no profile %s (did you mean %s?)", where,
		    profile, near);
	else
		util_warn("%s: no profile %s (there are %s)", where, profile,
		    all.ptr);
	buf_free(&all);
	return -1;
}

int
policy_read(struct policy *p, const char *profile, const char *where,
    const char *file)
{
	struct reading	 r = { .policy = p, .profile_given = profile != NULL };
	int		 i;

	memset(p, 0, sizeof(*p));
	for (i = 0; i < POLICY_THRESHOLDS; i++)
		p->words[i] = p->shown[i] = (struct buf)BUF_INIT;
	for (i = POLICY_NUMBERS; i < POLICY_THRESHOLDS; i++)
		set_words(p, (enum policy_threshold)i, thresholds[i].words);
	if (profile != NULL) {
		i = find_profile(profile);
		if (i == POLICY_PROFILES)
			return no_profile(where, profile);
		p->profile = (enum policy_profile)i;
	}
	if (file != NULL) {
		if (inifile_read(file, on_key, &r, p->sha256) == -1)
			return -1;
		p->file = xstrdup(strrchr(file, '/') != NULL ?
		    strrchr(file, '/') + 1 : file);
	}
	for (i = 1; i < POLICY_NUMBERS; i++)
		if (!p->own[i])
			p->number[i] = thresholds[i].value[p->profile];
	return 0;
}

void
policy_free(struct policy *p)
{
	int	 i;

	for (i = 0; i < POLICY_THRESHOLDS; i++) {
		buf_free(&p->words[i]);
		buf_free(&p->shown[i]);
	}
	for (i = 0; i < RULES; i++)
		free(p->controls[i]);
	free(p->file);
	memset(p, 0, sizeof(*p));
}
