#ifndef POLICY_H
#define POLICY_H

/*
 * What the rules of findings.h are measured with: thresholds of a named
 * profile, changed by a policy file.
 */

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "inifile.h"

enum severity {
	SEVERITY_CRITICAL,
	SEVERITY_HIGH,
	SEVERITY_MEDIUM,
	SEVERITY_LOW,
	SEVERITY_INFO,
	SEVERITIES		/* off; muted */
};

/* "critical" ... "info", and "off". */
const char *severity_word(enum severity);

/* SEVERITIES + 1 when there is no such word; "off" gives SEVERITIES. */
enum severity severity_by_word(const char *);

/* The rules, in the order of their ids: R01 is the first. */
enum rule {
	RULE_UNUSED,
	RULE_NEVER_USED,
	RULE_NEVER_EXPIRES,
	RULE_EXPIRING,
	RULE_NO_SUCCESSOR,
	RULE_LIFETIME,
	RULE_ROTATION,
	RULE_OWNER_GONE,
	RULE_PRIVILEGED,
	RULE_CONTRADICTION,
	RULE_USED_AFTER_END,
	RULE_CLOCK,
	RULE_MANY_ACTIVE,
	RULE_NO_OWNER,
	RULE_DORMANT,
	RULE_REUSED,
	RULE_REVIEW,
	RULE_FROZEN,
	RULE_LEFTOVER,
	RULE_POOR_NAME,
	RULE_NO_PURPOSE,
	RULE_UNREADABLE,
	RULE_BAD_TEXT,
	RULE_AVATAR,
	RULE_MIXED,
	RULE_ORPHAN,
	RULE_EXCEPTION_ENDED,
	RULE_EXCEPTION_UNUSED,
	RULES			/* at most 32: they are bits of a mask */
};

/* Its id: "R01". */
const char *rule_id(enum rule);

/* RULES when there is none with this id, in either case. */
enum rule rule_by_id(const char *);

enum policy_profile {
	POLICY_DEFAULT,
	POLICY_CIS,
	POLICY_PCI,
	POLICY_FEDRAMP_MODERATE,
	POLICY_FEDRAMP_HIGH,
	POLICY_PROFILES
};

const char *policy_profile_name(enum policy_profile);

enum policy_threshold {
	POLICY_NONE,		/* stands for no threshold */
	POLICY_UNUSED,
	POLICY_NEVER_USED,
	POLICY_EXPIRING,
	POLICY_URGENT,
	POLICY_LIFETIME,
	POLICY_ROTATION,
	POLICY_CLOCK,
	POLICY_ACTIVE_TOKENS,
	POLICY_REVIEW,
	POLICY_LEFTOVER,
	POLICY_NUMBERS,
	POLICY_ROLES = POLICY_NUMBERS,	/* lists of words */
	POLICY_NAMES,
	POLICY_THRESHOLDS
};

/* Its key in a policy file, what it counts ("days"), what it is for, and the
 * number that a profile has (0 for a list). */
const char *policy_key(enum policy_threshold);
const char *policy_unit(enum policy_threshold);
long long policy_default(enum policy_threshold, enum policy_profile);

/* The words of a list as they are without a file, joined by ", ". */
const char *policy_words(enum policy_threshold);

struct policy {
	enum policy_profile	 profile;
	char			*file;		/* its base name, or NULL */
	char			 sha256[INIFILE_HEX];
	long long		 number[POLICY_NUMBERS];
	/* As they are compared, each between NULs; and as it is shown. */
	struct buf		 words[POLICY_THRESHOLDS];
	struct buf		 shown[POLICY_THRESHOLDS];
	bool			 own[POLICY_THRESHOLDS]; /* from the file */
	bool			 severity_own[RULES];
	enum severity		 severity[RULES];	/* where own */
	char			*controls[RULES];	/* or NULL: usual */
};

/*
 * The policy of a profile (NULL: that of the file, else default), which
 * messages call where, and a file (NULL: none).  Returns 0, or -1 with the
 * reason printed: an unknown profile, section, key, rule or value, or what
 * inifile_read refuses.  End it with policy_free in both cases.
 */
int	 policy_read(struct policy *, const char *profile, const char *where,
	    const char *file);
void	 policy_free(struct policy *);

/*
 * Whether a word is in a list, in any case and whatever blanks are around it.
 * A name counts as poor with any number behind it, with '-', '_', '.' and '#'
 * read as blanks, and when nothing but these is left of it; the words of the
 * list are read in the same way.
 */
bool	 policy_has(const struct policy *, enum policy_threshold,
	    struct slice word);

/* The severity of a rule whose usual one is given; SEVERITIES: off.  Rotation
 * (R07) is off unless the profile or the file wants it. */
enum severity policy_severity(const struct policy *, enum rule,
	    enum severity usual);

#endif
