#include "exceptions.h"

#include <stdlib.h>

#include "util.h"
#include "when.h"

#define DAY	86400

struct reading {
	struct exceptions	*e;
	int64_t			 as_of;
	bool			(*of_snapshot)(enum rule);
};

static int
fault(const struct inifile *f, const struct exception *x, const char *why)
{
	util_warn("%s:%d: exception %s: %s", inifile_path(f), x->line,
	    x->title, why);
	return -1;
}

/* An exception is whole, or something is missing. */
static int
complete(const struct reading *r, const struct inifile *f,
    const struct exception *x)
{
	bool	 subject = x->user != NULL || x->token != NULL ||
		    x->has_token_id;

	if (x->rule == RULES)
		return fault(f, x, "no rule");
	if (x->reason == NULL)
		return fault(f, x, "no reason");
	if (x->approver == NULL)
		return fault(f, x, "no approver");
	if (x->until_text == NULL)
		return fault(f, x, "no until");
	if (x->rule == RULE_EXCEPTION_ENDED ||
	    x->rule == RULE_EXCEPTION_UNUSED)
		return fault(f, x, "this rule is about exceptions and has "
		    "none");
	if (r->of_snapshot(x->rule) && subject)
		return fault(f, x, "this rule is about the snapshot: no "
		    "service-user, token or token-id");
	if (!r->of_snapshot(x->rule) && !subject)
		return fault(f, x, "whose? no service-user, token or "
		    "token-id");
	if (x->token != NULL && x->user == NULL && !x->has_token_id)
		return fault(f, x, "a token name needs its service-user");
	return 0;
}

static int
begin(struct reading *r, const struct inifile *f, const char *title)
{
	struct exceptions	*e = r->e;
	struct exception	*x;
	size_t			 i;

	for (i = 0; i < e->n; i++)
		if (strcmp(e->list[i].title, title) == 0) {
			util_warn("%s:%d: exception %s stands twice",
			    inifile_path(f), inifile_line(f), title);
			return -1;
		}
	if (e->n == e->cap) {
		e->cap = e->cap > 0 ? 2 * e->cap : 16;
		e->list = xreallocarray(e->list, e->cap, sizeof(*e->list));
	}
	x = &e->list[e->n++];
	memset(x, 0, sizeof(*x));
	x->title = xstrdup(title);
	x->rule = RULES;
	x->line = inifile_line(f);
	return 0;
}

static int
set_text(const struct inifile *f, const char *key, char **text,
    const char *value)
{
	if (*text != NULL) {
		util_warn("%s:%d: %s stands twice", inifile_path(f),
		    inifile_line(f), key);
		return -1;
	}
	*text = xstrdup(value);
	return 0;
}

/* A day counts to its end, a time is an end to the second. */
static bool
is_day(const char *until)
{
	return strlen(until) == strlen("2027-03-31");
}

static int
set_until(const struct reading *r, const struct inifile *f,
    struct exception *x, const char *value)
{
	if (set_text(f, "until", &x->until_text, value) == -1)
		return -1;
	if (when_parse(slice_of(value), &x->until) == -1) {
		util_warn("%s:%d: until: \"%s\" is not a date like "
		    "2027-03-31", inifile_path(f), inifile_line(f), value);
		return -1;
	}
	if (is_day(value))
		x->until += DAY;
	x->ended = x->until <= r->as_of;
	return 0;
}

static int
set_rule(const struct inifile *f, struct exception *x, const char *value)
{
	const char	*ids[RULES];
	int		 i;

	for (i = 0; i < RULES; i++)
		ids[i] = rule_id((enum rule)i);
	if (x->rule != RULES) {
		util_warn("%s:%d: rule stands twice", inifile_path(f),
		    inifile_line(f));
		return -1;
	}
	x->rule = rule_by_id(value);
	return x->rule != RULES ? 0 :
	    inifile_unknown(f, "rule", value, ids, RULES);
}

static int
set_token_id(const struct inifile *f, struct exception *x, const char *value)
{
	long long	 n;

	if (x->has_token_id || util_number(value, INT64_MIN, INT64_MAX, &n) ==
	    -1) {
		util_warn("%s:%d: token-id: %s", inifile_path(f),
		    inifile_line(f), x->has_token_id ? "stands twice" :
		    "not a number");
		return -1;
	}
	x->token_id = n;
	x->has_token_id = true;
	return 0;
}

static int
on_key(void *arg, const struct inifile *f, const char *section,
    const char *key, const char *value)
{
	static const char *const keys[] = { "approver", "reason", "rule",
	    "service-user", "token", "token-id", "until" };
	struct reading		*r = arg;
	struct exception	*x;

	if (key == NULL && r->e->n > 0 &&
	    complete(r, f, &r->e->list[r->e->n - 1]) == -1)
		return -1;
	if (section == NULL)
		return 0;
	if (key == NULL)
		return begin(r, f, section);
	x = &r->e->list[r->e->n - 1];
	if (strcmp(key, "rule") == 0)
		return set_rule(f, x, value);
	if (strcmp(key, "until") == 0)
		return set_until(r, f, x, value);
	if (strcmp(key, "token-id") == 0)
		return set_token_id(f, x, value);
	if (strcmp(key, "service-user") == 0)
		return set_text(f, key, &x->user, value);
	if (strcmp(key, "token") == 0)
		return set_text(f, key, &x->token, value);
	if (strcmp(key, "reason") == 0)
		return set_text(f, key, &x->reason, value);
	if (strcmp(key, "approver") == 0)
		return set_text(f, key, &x->approver, value);
	return inifile_unknown(f, "key", key, keys,
	    sizeof(keys) / sizeof(keys[0]));
}

/* Those without an internal ID first, by the number of the token; the others
 * by the internal ID. */
static int
key_cmp(const struct exception *x, struct slice user, bool has_id, int64_t id)
{
	if ((x->user == NULL) != (user.ptr == NULL))
		return x->user == NULL ? -1 : 1;
	if (user.ptr != NULL)
		return slice_cmp(slice_of(x->user), user);
	if (x->has_token_id != has_id)
		return has_id ? -1 : 1;
	return (x->token_id > id) - (x->token_id < id);
}

static int
exception_cmp(const void *a, const void *b)
{
	const struct exception	*x = a, *y = b;
	int			 cmp;

	cmp = key_cmp(x, slice_of(y->user), y->has_token_id, y->token_id);
	return cmp != 0 ? cmp : (x->line > y->line) - (x->line < y->line);
}

/* The first that is not before a key. */
static size_t
first_of(const struct exceptions *e, struct slice user, bool has_id,
    int64_t id)
{
	size_t	 lo = 0, hi = e->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (key_cmp(&e->list[mid], user, has_id, id) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
fits(const struct exception *x, enum rule rule, const struct token *t)
{
	if (x->rule != rule || x->ended)
		return false;
	if (x->has_token_id && (t == NULL || t->id != x->token_id))
		return false;
	return x->token == NULL || (t != NULL &&
	    slice_cmp(slice_of(x->token), t->name) == 0);
}

/* Search those of one key. */
static void
search(const struct exceptions *e, enum rule rule, struct slice user,
    const struct token *t, bool *used, const struct exception **best)
{
	bool			 has_id = user.ptr == NULL && t != NULL;
	int64_t			 id = has_id ? t->id : 0;
	const struct exception	*x;
	size_t			 i;

	for (i = first_of(e, user, has_id, id); i < e->n; i++) {
		x = &e->list[i];
		if (key_cmp(x, user, has_id, id) != 0)
			break;
		if (!fits(x, rule, t))
			continue;
		if (used != NULL)
			used[i] = true;
		if (*best == NULL || x->line < (*best)->line)
			*best = x;
	}
}

void
exceptions_put_until(struct buf *b, const struct exception *x)
{
	if (is_day(x->until_text)) {
		buf_adds(b, x->until_text);
		BUF_LIT(b, " UTC");
	} else {
		when_rfc3339(b, x->until);
	}
}

const struct exception *
exceptions_find(const struct exceptions *e, enum rule rule,
    const struct user *u, const struct token *t, bool *used)
{
	const struct exception	*best = NULL;
	struct slice		 none = { NULL, 0 };

	if (e->n == 0)
		return NULL;
	if (u == NULL || t != NULL)
		search(e, rule, none, t, used, &best);
	if (u != NULL && u->user_id.ptr != NULL)
		search(e, rule, u->user_id, t, used, &best);
	return best;
}

int
exceptions_read(struct exceptions *e, const char *file, int64_t as_of,
    bool (*of_snapshot)(enum rule))
{
	struct reading	 r = { e, as_of, of_snapshot };
	const char	*slash;

	memset(e, 0, sizeof(*e));
	if (file == NULL)
		return 0;
	if (inifile_read(file, on_key, &r, e->sha256) == -1)
		return -1;
	if (e->n > 1)
		qsort(e->list, e->n, sizeof(*e->list), exception_cmp);
	slash = strrchr(file, '/');
	e->file = xstrdup(slash != NULL ? slash + 1 : file);
	return 0;
}

void
exceptions_free(struct exceptions *e)
{
	struct exception	*x;
	size_t			 i;

	for (i = 0; i < e->n; i++) {
		x = &e->list[i];
		free(x->title);
		free(x->user);
		free(x->token);
		free(x->reason);
		free(x->approver);
		free(x->until_text);
	}
	free(e->list);
	free(e->file);
	memset(e, 0, sizeof(*e));
}
