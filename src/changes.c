/*
 * Two sorts.  Changes of tokens are found in the order of the ids and sorted by
 * the place of their service user (by_place).  As the users come by, these are
 * completed with what only the list knows, the names and the pages, and put
 * with the changes of the users themselves into the second sort (all), whose
 * keys are numbers that grow; use has a bit above them.
 */

#include "changes.h"

#include <stdlib.h>

#include "pack.h"
#include "reuse.h"
#include "rules.h"
#include "util.h"

#define PLACE_MEMORY	((size_t)2 << 20)
#define ALL_MEMORY	((size_t)2 << 20)
#define USE		((uint64_t)1 << 63)

struct changes {
	struct past		*past;
	struct compare		 compare;
	struct changes_facts	 facts;
	struct sorter		*by_place;
	struct sorter		*all;
	/* The token of before that comes next. */
	struct past_token	 was;
	bool			 was_there;
	bool			 started;
	uint64_t		 place;		/* of what is told */
	bool			 changed;	/* the one at hand was */
	/* The change of a token that comes next. */
	struct change		 next;
	uint64_t		 next_place;
	bool			 next_there;
	/* The service user of before that comes next. */
	struct user		 was_user;
	struct team		 was_team;
	uint64_t		 was_place;
	bool			 was_user_there;
	bool			 replaced;	/* the id at hand: used again */
	struct buf		 shown;		/* its name, when it has none */
	uint64_t		 users;		/* given so far */
	uint64_t		 number;	/* of changes */
	const struct user	*user;		/* at hand, or NULL */
	struct changes_of	*of;		/* of it, or NULL */
	struct change		 list[CHANGES_SHOWN];
	struct buf		 text;		/* of the list */
	struct reuse		*reuse;
};

static int
all_cmp(const void *a, const void *b)
{
	/* Each has a number of its own. */
	(void)a;
	(void)b;
	return 0;
}

static bool
is_use(const struct change *c)
{
	return c->transition == CHANGE_USED;
}

/* A change of the token at hand: by its place. */
static int
told_token(void *arg, const struct change *c)
{
	struct changes	*ch = arg;

	if (c->kind == CHANGE_ADDED)
		ch->facts.tokens.added++;
	else if (c->kind == CHANGE_REMOVED)
		ch->facts.tokens.removed++;
	else
		ch->changed |= !is_use(c);
	ch->facts.transitions[c->transition]++;
	if (is_use(c))
		ch->facts.used++;
	else
		ch->facts.rows++;
	return change_pack(ch->by_place, ch->place, c);
}

struct changes *
changes_new(struct past *past, int dirfd)
{
	struct changes	*ch = xcalloc(1, sizeof(*ch));

	ch->past = past;
	ch->compare.since = past->as_of;
	ch->compare.lacks = past->lacks;
	ch->compare.told = told_token;
	ch->compare.arg = ch;
	ch->by_place = sorter_new(dirfd, PLACE_MEMORY, false, change_cmp);
	ch->all = sorter_new(dirfd, ALL_MEMORY, false, all_cmp);
	ch->shown = ch->text = (struct buf)BUF_INIT;
	ch->reuse = reuse_new(dirfd);
	return ch;
}

void
changes_free(struct changes *ch)
{
	if (ch == NULL)
		return;
	sorter_free(ch->by_place);
	sorter_free(ch->all);
	buf_free(&ch->shown);
	buf_free(&ch->text);
	reuse_free(ch->reuse);
	free(ch);
}

void
changes_lack(struct changes *ch, uint32_t tokens, uint32_t users)
{
	ch->compare.lacks |= tokens;
	ch->compare.user_lacks |= users;
}

/* --- tokens, by id --- */

static uint64_t
place_of(const struct owners *owners, const struct token *t)
{
	const struct owner	*owner;

	owner = t->has_owner ? owners_find(owners, t->owner) : NULL;
	return pack_place(owner);
}

static int
next_token(struct changes *ch, const struct owners *owners)
{
	const struct token	*was = &ch->was.token;
	int			 rc = past_next_token(ch->past, &ch->was);
	uint64_t		 place;

	ch->was_there = rc == 1;
	ch->started = true;
	if (rc == 1 && was->state == TOKEN_REVOKED &&
	    (place = place_of(owners, was)) != PACK_ORPHANS)
		rc = reuse_add(ch->reuse, place, was);
	return rc == -1 ? -1 : 0;
}

/*
 * A token of before that is gone.  Its service user may be gone too, so its
 * name goes along.
 */
static int
gone(struct changes *ch, const struct owners *owners,
    enum change_transition transition)
{
	struct change	 c;
	struct user	*u = &ch->was.user;

	memset(&c, 0, sizeof(c));
	c.kind = CHANGE_REMOVED;
	c.subject = CHANGE_TOKEN;
	c.transition = transition;
	c.id = ch->was.token.id;
	c.has_id = true;
	c.owner = ch->was.token.owner;
	c.has_owner = ch->was.token.has_owner;
	c.name = ch->was.token.name;
	c.user_id = u->user_id;
	buf_reset(&ch->shown);
	/* It had no service user when none of the three is there. */
	u->orphan = u->user_id.ptr == NULL && u->name.text.ptr == NULL &&
	    u->email.text.ptr == NULL;
	c.user = rules_shown(u, &ch->shown);
	c.from.kind = CHANGE_WORD;
	c.from.text = rules_state_word(ch->was.token.state);
	ch->place = place_of(owners, &ch->was.token);
	return told_token(ch, &c);
}

/* All of before whose id is less. */
static int
pass(struct changes *ch, const struct owners *owners, const struct token *t)
{
	if (!ch->started && next_token(ch, owners) == -1)
		return -1;
	while (ch->was_there && (t == NULL || ch->was.token.id < t->id))
		if (gone(ch, owners, CHANGE_NO_NAME) == -1 ||
		    next_token(ch, owners) == -1)
			return -1;
	return 0;
}

int
changes_token(struct changes *ch, const struct owners *owners,
    const struct token *t)
{
	int	 rc;

	if (pass(ch, owners, t) == -1)
		return -1;
	ch->place = place_of(owners, t);
	if (!ch->was_there || ch->was.token.id != t->id)
		return compare_token_alone(&ch->compare, CHANGE_ADDED,
		    CHANGE_NO_NAME, t);
	ch->changed = false;
	if (compare_is_other(&ch->compare, &ch->was.token.created,
	    &t->created)) {
		rc = compare_token_alone(&ch->compare, CHANGE_ADDED,
		    CHANGE_ID_REUSED, t);
		if (rc == 0)
			rc = gone(ch, owners, CHANGE_ID_REUSED);
	} else {
		rc = compare_tokens(&ch->compare, &ch->was.token, t);
	}
	ch->facts.tokens.changed += ch->changed;
	return rc == 0 ? next_token(ch, owners) : -1;
}

/* The next change of a token, in the order of the places. */
static int
next_change(struct changes *ch)
{
	const void	*rec;
	int		 rc = sorter_next(ch->by_place, &ch->next_place, &rec);

	ch->next_there = rc == 1;
	if (rc == 1)
		change_read(rec, &ch->next);
	return rc == -1 ? -1 : 0;
}

int
changes_tokens_done(struct changes *ch, const struct owners *owners)
{
	if (pass(ch, owners, NULL) == -1 || reuse_done(ch->reuse) == -1 ||
	    sorter_done(ch->by_place) == -1)
		return -1;
	return next_change(ch);
}

/* --- service users, in the order of the list --- */

/* One more in the order of the list, for all and for the user at hand. */
static int
put(struct changes *ch, const struct change *c)
{
	uint64_t	 use = is_use(c) ? USE : 0;

	if (ch->of != NULL && use != 0) {
		ch->of->used++;
	} else if (ch->of != NULL) {
		if (ch->of->total++ < CHANGES_SHOWN) {
			ch->list[ch->of->n] = *c;
			change_keep(&ch->text, &ch->list[ch->of->n++]);
		}
	}
	return change_pack(ch->all, use | ch->number++, c);
}

static int
told_user(void *arg, const struct change *c)
{
	struct changes	*ch = arg;

	if (c->kind == CHANGE_ADDED)
		ch->facts.users.added++;
	else if (c->kind == CHANGE_REMOVED)
		ch->facts.users.removed++;
	else
		ch->changed = true;
	ch->facts.transitions[c->transition]++;
	ch->facts.rows++;
	return put(ch, c);
}

static int
next_user(struct changes *ch)
{
	int	 rc;

	rc = past_next_user(ch->past, &ch->was_place, &ch->was_user,
	    &ch->was_team);
	ch->was_user_there = rc == 1;
	if (rc == 1) {
		buf_reset(&ch->shown);
		ch->was_user.shown = rules_shown(&ch->was_user, &ch->shown);
	}
	return rc == -1 ? -1 : 0;
}

static int
start_users(struct changes *ch)
{
	if (ch->compare.told == told_user)
		return 0;
	ch->compare.told = told_user;
	ch->compare.user_lacks |= ch->past->user_lacks;
	return next_user(ch);
}

/* The user at hand against what it was. */
static int
compare_user(struct changes *ch, const struct user *u)
{
	int	 rc;

	ch->replaced = false;
	if (u->orphan)
		return 0;
	ch->of->reused = past_is_reused(ch->past, ch->was_user_there &&
	    ch->was_place == ch->users - 1 ? &ch->was_user : NULL, u);
	if (!ch->was_user_there || ch->was_place != ch->users - 1)
		return compare_user_alone(&ch->compare, CHANGE_ADDED,
		    CHANGE_NO_NAME, u);
	ch->changed = false;
	if (compare_is_other(&ch->compare, &ch->was_user.created,
	    &u->created)) {
		ch->replaced = true;
		rc = compare_user_alone(&ch->compare, CHANGE_REMOVED,
		    CHANGE_ID_REUSED, &ch->was_user);
		if (rc == 0)
			rc = compare_user_alone(&ch->compare, CHANGE_ADDED,
			    CHANGE_ID_REUSED, u);
	} else {
		rc = compare_users(&ch->compare, &ch->was_user, u);
	}
	ch->facts.users.changed += ch->changed;
	return rc == 0 ? next_user(ch) : -1;
}

/* A change of a token, with its user when that is at hand. */
static int
complete(struct changes *ch, const struct user *u)
{
	struct buf	 b = BUF_INIT;
	struct user	 none;
	int		 rc;

	/* It was another's, who had the number before. */
	if (u != NULL && ch->replaced && ch->next.kind == CHANGE_REMOVED)
		u = NULL;
	if (u != NULL)
		ch->next.slug = u->slug;
	/* Of a token that is gone with its user we know who that was. */
	if (u != NULL && (!u->orphan || ch->next.user.ptr == NULL)) {
		ch->next.user_id = u->user_id;
		ch->next.user = u->shown;
	} else if (ch->next.user.ptr == NULL) {
		memset(&none, 0, sizeof(none));
		none.orphan = true;
		none.has_id = ch->next.has_owner;
		none.id = ch->next.owner;
		ch->next.user = rules_shown(&none, &b);
	}
	rc = put(ch, &ch->next);
	buf_free(&b);
	return rc == 0 ? next_change(ch) : -1;
}

/* Orphans come by in the order of their references, as the changes do; some
 * references have no token any more. */
static bool
before(const struct change *c, const struct user *u)
{
	if (c->has_owner != u->has_id)
		return u->has_id;
	return c->has_owner && c->owner < u->id;
}

static bool
is_of(const struct changes *ch, const struct user *u)
{
	if (!ch->next_there)
		return false;
	if (!u->orphan)
		return ch->next_place == ch->users - 1;
	return ch->next_place == PACK_ORPHANS &&
	    ch->next.has_owner == u->has_id &&
	    (!u->has_id || ch->next.owner == u->id);
}

int
changes_user(struct changes *ch, const struct user *u, struct changes_of *of)
{
	size_t	 i;
	int	 rc;

	memset(of, 0, sizeof(*of));
	of->list = ch->list;
	buf_reset(&ch->text);
	ch->of = of;
	if (start_users(ch) == -1)
		return -1;
	if (reuse_user(ch->reuse, u->orphan ? PACK_ORPHANS : ch->users++) ==
	    -1)
		return -1;
	rc = compare_user(ch, u);
	while (rc == 0 && u->orphan && ch->next_there &&
	    before(&ch->next, u)) {
		ch->of = NULL;
		rc = complete(ch, NULL);
		ch->of = of;
	}
	while (rc == 0 && is_of(ch, u))
		rc = complete(ch, u);
	for (i = 0; i < of->n; i++)
		change_settle(&ch->text, &of->list[i]);
	ch->of = NULL;
	return rc;
}

int
changes_users_done(struct changes *ch)
{
	if (start_users(ch) == -1)
		return -1;
	while (ch->next_there)
		if (complete(ch, NULL) == -1)
			return -1;
	while (ch->was_user_there)
		if (compare_user_alone(&ch->compare, CHANGE_REMOVED,
		    CHANGE_NO_NAME, &ch->was_user) == -1 ||
		    next_user(ch) == -1)
			return -1;
	return 0;
}

int
changes_finding(struct changes *ch, const struct change *c)
{
	if (c->kind == CHANGE_ADDED)
		ch->facts.findings.added++;
	else
		ch->facts.findings.removed++;
	ch->facts.transitions[c->transition]++;
	ch->facts.rows++;
	return put(ch, c);
}

void
changes_findings_done(struct changes *ch, int64_t persist,
    uint32_t rules_lack, bool rules_told)
{
	ch->facts.findings_compared = true;
	ch->facts.rules_lack = rules_lack;
	ch->facts.rules_told = rules_told;
	ch->facts.findings.changed = persist;
}

bool
changes_is_reused(const struct changes *ch, const struct token *t)
{
	return reuse_is(ch->reuse, t);
}

int
changes_done(struct changes *ch)
{
	struct changes_facts	*f = &ch->facts;

	f->then = ch->past->totals;
	f->ever_used = ch->past->ever_used;
	f->newest_use = ch->past->newest_use;
	f->lacks = ch->compare.lacks;
	f->user_lacks = ch->compare.user_lacks;
	return sorter_done(ch->all);
}

int
changes_next(struct changes *ch, struct change *c, bool *used)
{
	const void	*rec;
	uint64_t	 number;
	int		 rc = sorter_next(ch->all, &number, &rec);

	if (rc != 1)
		return rc;
	change_read(rec, c);
	*used = (number & USE) != 0;
	return 1;
}

void
changes_rewind(struct changes *ch)
{
	sorter_rewind(ch->all);
}

const struct changes_facts *
changes_facts(const struct changes *ch)
{
	return &ch->facts;
}
