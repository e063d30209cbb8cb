#include "persist.h"

#include <stdlib.h>

#include "policy.h"
#include "rules.h"
#include "util.h"

#define MEMORY	((size_t)1 << 20)
#define CELLS	64
#define KEYS	5
#define BIT(r)	((uint32_t)1 << (r))
#define ALL	(BIT(RULES) - 1)

enum { RULE, SUBJECT, TOKEN, USER, USER_ID, NAME, FACT };

const char *const	 persist_names[PERSIST_COLUMNS] = {
	"rule", "subject", "token", "service_user", "user_id", "name", "fact"
};

/* A finding for the sort; the texts follow: key, user_id, name, fact.  The key
 * is rule, subject, token, service user and exception as they stand, with NUL
 * behind each. */
struct packed {
	uint32_t	 len[4];
	uint8_t		 is;		/* of the snapshot of now */
	uint8_t		 rule;		/* RULES: of another version */
};

static int
key_cmp(const struct packed *x, const struct packed *y)
{
	struct slice	 a = { (const char *)(x + 1), x->len[0] };
	struct slice	 b = { (const char *)(y + 1), y->len[0] };

	return slice_cmp(a, b);
}

/* The texts after the key. */
static struct slice
rest(const struct packed *k)
{
	struct slice	 s = { (const char *)(k + 1) + k->len[0],
			    (size_t)k->len[1] + k->len[2] + k->len[3] };

	return s;
}

/* By key, those of before first, then by all the texts. */
static int
packed_cmp(const void *a, const void *b)
{
	const struct packed	*x = a, *y = b;
	int			 cmp = key_cmp(x, y);

	if (cmp == 0)
		cmp = (int)x->is - (int)y->is;
	return cmp != 0 ? cmp : slice_cmp(rest(x), rest(y));
}

/* A finding about an exception is about it alone: exception "title" for R01.
 * What follows may change. */
static struct slice
exception_of(struct slice fact)
{
	static const char	 head[] = "exception \"", behind[] = "\" for R";
	struct slice		 s = { NULL, 0 };
	const char		*end;

	if (fact.len < sizeof(head) - 1 ||
	    memcmp(fact.ptr, head, sizeof(head) - 1) != 0)
		return s;
	end = strstr(fact.ptr + sizeof(head) - 1, behind);
	s = fact;
	if (end != NULL && strlen(end) >= sizeof(behind) + 1)
		s.len = (size_t)(end - fact.ptr) + sizeof(behind) + 1;
	return s;
}

static int
add(struct sorter *s, struct persist_side *side, struct slice *cells, bool is)
{
	struct slice	 key[KEYS] = { cells[side->at[RULE]],
			    cells[side->at[SUBJECT]], cells[side->at[TOKEN]],
			    cells[side->at[USER]], { NULL, 0 } };
	struct slice	 texts[3] = { cells[side->at[USER_ID]],
			    cells[side->at[NAME]], cells[side->at[FACT]] };
	struct packed	*k;
	size_t		 i, len = KEYS;
	char		*p;

	if (key[2].len == 0 && key[3].len == 0)
		key[4] = exception_of(texts[2]);
	for (i = 0; i < KEYS; i++)
		len += key[i].len;
	k = sorter_add(s, 0, sizeof(*k) + len + texts[0].len + texts[1].len +
	    texts[2].len);
	if (k == NULL)
		return -1;
	memset(k, 0, sizeof(*k));
	k->is = is;
	k->rule = (uint8_t)(key[0].len > 0 ? rule_by_id(key[0].ptr) : RULES);
	if (!side->told)
		side->rules |= BIT(k->rule) & ALL;
	k->len[0] = (uint32_t)len;
	p = (char *)(k + 1);
	for (i = 0; i < KEYS; i++) {
		if (key[i].len > 0)
			memcpy(p, key[i].ptr, key[i].len);
		p += key[i].len;
		*p++ = '\0';
	}
	for (i = 0; i < 3; i++) {
		k->len[i + 1] = (uint32_t)texts[i].len;
		memcpy(p, texts[i].ptr, texts[i].len);
		p += texts[i].len;
	}
	return 0;
}

static int
read_side(struct sorter *s, struct persist_side *side, bool is)
{
	struct slice	 cells[CELLS];
	const char	*why = NULL;
	int		 i, n;

	while ((n = csv_next(side->csv, cells, CELLS, &why)) > 0) {
		for (i = 0; i < PERSIST_COLUMNS; i++)
			if (side->at[i] < 0 || side->at[i] >= n)
				why = "too few cells";
		if (why != NULL)
			break;
		if (add(s, side, cells, is) == -1)
			return -1;
	}
	if (n == 0)
		return 0;
	util_warn("%s: row %lld: %s", side->subject, csv_row(side->csv), why);
	return -1;
}

/* A number that stands in the key after NULs; false when there is none. */
static bool
number(const char *s, int64_t *n)
{
	long long	 value;

	if (*s == '\0' || util_number(s, INT64_MIN, INT64_MAX, &value) == -1)
		return false;
	*n = value;
	return true;
}

static struct slice
text_or_none(const char *p, uint32_t len)
{
	struct slice	 s = { len > 0 ? p : NULL, len };

	return s;
}

/* Tell a finding that stands in one of the two only. */
static int
tell(struct changes *ch, struct hash *h, const struct packed *k)
{
	const char	*rule = (const char *)(k + 1);
	const char	*subject = rule + strlen(rule) + 1;
	const char	*token = subject + strlen(subject) + 1;
	const char	*user = token + strlen(token) + 1;
	const char	*p = rule + k->len[0];
	struct buf	 slug = BUF_INIT;
	struct user	 u;
	struct change	 c;
	int		 rc;

	memset(&c, 0, sizeof(c));
	memset(&u, 0, sizeof(u));
	c.kind = k->is ? CHANGE_ADDED : CHANGE_REMOVED;
	c.subject = CHANGE_FINDING;
	c.transition = k->is ? CHANGE_NEW : CHANGE_RESOLVED;
	c.rule = slice_of(rule);
	c.has_owner = number(user, &c.owner);
	c.has_id = c.of_token = number(token, &c.id);
	if (!c.has_id && (c.has_id = c.has_owner))
		c.id = c.owner;
	c.user_id = text_or_none(p, k->len[1]);
	c.name = text_or_none(p + k->len[1], k->len[2]);
	c.user = *token != '\0' ? c.user_id : c.name;
	/* The page of an internal ID that was not UTF-8 is named by bytes that
	 * a table does not have. */
	if (k->is && c.has_owner && (c.user_id.len == 0 ||
	    memmem(c.user_id.ptr, c.user_id.len, "\xef\xbf\xbd", 3) ==
	    NULL)) {
		u.id = c.owner;
		u.has_id = true;
		u.user_id = c.user_id;
		/* A reference that leads nowhere has no internal ID. */
		u.orphan = *token != '\0' && c.user_id.ptr == NULL;
		rules_slug(&slug, h, &u);
		c.slug = (struct slice){ slug.ptr, slug.len };
	}
	(k->is ? &c.to : &c.from)->kind = CHANGE_TEXT;
	(k->is ? &c.to : &c.from)->text = text_or_none(p + k->len[1] +
	    k->len[2], k->len[3]);
	rc = changes_finding(ch, &c);
	buf_free(&slug);
	return rc;
}

/* What is kept of a record until the next is known. */
static const struct packed *
hold(struct buf *b, const struct packed *k)
{
	buf_reset(b);
	buf_add(b, (const char *)k, sizeof(*k) + k->len[0] + k->len[1] +
	    k->len[2] + k->len[3]);
	return (const struct packed *)(const void *)b->ptr;
}

/*
 * In the order of the keys: each one of now takes one of before that has its
 * key; those of before that nothing takes are resolved.  Those of a rule that
 * *lacks has are passed by; a rule of another version gets its bit there.
 */
static int
merge(struct changes *ch, struct sorter *s, int64_t *persist, uint32_t *lacks)
{
	const struct packed	*k, *was = NULL;
	const void		*rec;
	struct hash		*h = hash_new(HASH_SHA256);
	struct buf		 held = BUF_INIT;
	uint64_t		 major;
	int64_t			 open = 0;	/* of before, not taken */
	int			 rc, told = 0;

	while (told == 0 && (rc = sorter_next(s, &major, &rec)) == 1) {
		k = rec;
		if (k->rule == RULES)
			*lacks |= BIT(RULES);
		if ((*lacks & BIT(k->rule)) != 0)
			continue;
		if (was != NULL && key_cmp(was, k) != 0) {
			for (; open > 0 && told == 0; open--)
				told = tell(ch, h, was);
			open = 0;
		}
		if (k->is && open > 0) {
			open--;
			++*persist;
		} else if (k->is) {
			told = told == 0 ? tell(ch, h, k) : told;
		} else {
			open++;
			was = hold(&held, k);
		}
	}
	for (; rc == 0 && open > 0 && told == 0; open--)
		told = tell(ch, h, was);
	buf_free(&held);
	hash_free(h);
	return rc == 0 ? told : -1;
}

void
persist_rules(struct persist_side *side, const char *line)
{
	static const char	 mark[] = "\"evaluated\":[";
	const char		*p = strstr(line, mark);
	char			 id[4] = "";

	side->told = p != NULL;
	side->rules = 0;
	for (p = p != NULL ? p + sizeof(mark) - 1 : ""; *p == '"'; p += 5) {
		if (strlen(p) < 6 || p[4] != '"')
			break;
		memcpy(id, p + 1, 3);
		side->rules |= BIT(rule_by_id(id)) & ALL;
		p += p[5] == ',';
	}
}

const char *
persist_rule(int bit)
{
	if (bit > RULES)
		return NULL;
	return bit == RULES ? "others" : rule_id((enum rule)bit);
}

bool
persist_put_rules(struct buf *b, uint32_t lacks, const char *before)
{
	int	 i;

	for (i = 0; persist_rule(i) != NULL; i++) {
		if ((lacks & BIT(i)) == 0)
			continue;
		buf_addf(b, "%s%s", before, persist_rule(i));
		before = ", ";
	}
	return lacks != 0;
}

int
persist_compare(struct changes *ch, struct persist_side *was,
    struct persist_side *is, int dirfd)
{
	struct sorter	*s = sorter_new(dirfd, MEMORY, false, packed_cmp);
	int64_t		 persist = 0;
	uint32_t	 lacks;
	int		 rc = -1;

	if (read_side(s, was, false) == 0 && read_side(s, is, true) == 0 &&
	    sorter_done(s) == 0) {
		lacks = ALL & ~(was->rules & is->rules);
		/* What neither looked at is not missed. */
		if (was->told && is->told)
			lacks &= was->rules | is->rules;
		rc = merge(ch, s, &persist, &lacks);
	}
	if (rc == 0)
		changes_findings_done(ch, persist, lacks,
		    was->told && is->told);
	sorter_free(s);
	return rc;
}
