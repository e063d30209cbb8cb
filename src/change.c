#include "change.h"

#include "when.h"

#define NO_TEXT	UINT32_MAX	/* length of a text that is none */

/* The texts follow, in the order of change_texts. */
struct packed {
	int64_t		 id;
	int64_t		 owner;
	int64_t		 at[2];		/* of the values */
	uint32_t	 len[CHANGE_TEXTS];
	uint8_t		 kind;
	uint8_t		 subject;
	uint8_t		 field;
	uint8_t		 transition;
	uint8_t		 value[2];
	uint8_t		 has_id;
	uint8_t		 has_owner;
	uint8_t		 of_token;
};

const char *
change_kind_word(enum change_kind k)
{
	static const char *const words[CHANGE_KINDS] = {
		[CHANGE_REMOVED] = "removed",
		[CHANGE_ADDED] = "added",
		[CHANGE_CHANGED] = "changed",
	};

	return words[k];
}

const char *
change_subject_word(enum change_subject s)
{
	static const char *const words[CHANGE_SUBJECTS] = {
		[CHANGE_USER] = "service user",
		[CHANGE_TOKEN] = "token",
		[CHANGE_FINDING] = "finding",
	};

	return words[s];
}

const char *
change_field_word(enum change_field f)
{
	static const char *const words[CHANGE_FIELDS] = {
		[CHANGE_WHOLE] = "",
		[CHANGE_STATE] = "state",
		[CHANGE_NAME] = "name",
		[CHANGE_DESCRIPTION] = "description",
		[CHANGE_SERVICE_USER] = "service_user",
		[CHANGE_CREATED] = "created",
		[CHANGE_EXPIRATION] = "expiration",
		[CHANGE_LAST_USED] = "last_used",
		[CHANGE_REVOKED] = "revoked",
		[CHANGE_SCIM] = "scim",
		[CHANGE_USER_ID] = "user_id",
		[CHANGE_EMAIL] = "email",
		[CHANGE_ROLE] = "role",
		[CHANGE_ACTIVE] = "active",
		[CHANGE_CREATED_BY] = "created_by",
		[CHANGE_PURPOSE] = "purpose",
		[CHANGE_OWNER] = "owner",
		[CHANGE_TEAMS] = "teams",
	};

	return words[f];
}

const char *
change_transition_word(enum change_transition t)
{
	static const char *const words[CHANGE_TRANSITIONS] = {
		[CHANGE_NO_NAME] = NULL,
		[CHANGE_WAS_REVOKED] = "revoked",
		[CHANGE_WAS_RESTORED] = "restored",
		[CHANGE_HAS_EXPIRED] = "expired",
		[CHANGE_FIRST_USED] = "first used",
		[CHANGE_USED] = "used",
		[CHANGE_RENAMED] = "renamed",
		[CHANGE_RE_DATED] = "re-dated",
		[CHANGE_MOVED] = "moved",
		[CHANGE_ID_REUSED] = "id reused",
		[CHANGE_DEACTIVATED] = "deactivated",
		[CHANGE_REACTIVATED] = "reactivated",
		[CHANGE_NEW] = "new",
		[CHANGE_RESOLVED] = "resolved",
	};

	return words[t];
}

struct slice
change_field_text(const struct change *c)
{
	return c->rule.ptr != NULL ? c->rule :
	    slice_of(change_field_word(c->field));
}

void
change_put(struct buf *b, const struct change_value *v)
{
	if (v->kind == CHANGE_TIME)
		when_rfc3339(b, v->at);
	else if (v->kind != CHANGE_NONE)
		buf_slice(b, v->text);
}

void
change_texts(struct change *c, struct slice *texts[CHANGE_TEXTS])
{
	texts[0] = &c->name;
	texts[1] = &c->rule;
	texts[2] = &c->user_id;
	texts[3] = &c->user;
	texts[4] = &c->slug;
	texts[5] = &c->from.text;
	texts[6] = &c->to.text;
}

void
change_keep(struct buf *b, struct change *c)
{
	struct slice	*texts[CHANGE_TEXTS];
	size_t		 at;
	int		 i;

	change_texts(c, texts);
	for (i = 0; i < CHANGE_TEXTS; i++) {
		if (texts[i]->ptr == NULL)
			continue;
		at = b->len;
		buf_slice(b, *texts[i]);
		buf_addc(b, '\0');
		/* Not NULL, whatever the offset. */
		texts[i]->ptr = (const char *)(uintptr_t)(at + 1);
	}
}

void
change_settle(const struct buf *b, struct change *c)
{
	struct slice	*texts[CHANGE_TEXTS];
	int		 i;

	change_texts(c, texts);
	for (i = 0; i < CHANGE_TEXTS; i++)
		if (texts[i]->ptr != NULL)
			texts[i]->ptr = b->ptr +
			    (uintptr_t)texts[i]->ptr - 1;
}

int
change_pack(struct sorter *sorter, uint64_t major, const struct change *from)
{
	struct change	 c = *from;
	struct slice	*texts[CHANGE_TEXTS];
	struct packed	*k;
	size_t		 len = 0;
	char		*p;
	int		 i;

	change_texts(&c, texts);
	for (i = 0; i < CHANGE_TEXTS; i++)
		len += texts[i]->ptr != NULL ? texts[i]->len : 0;
	if ((k = sorter_add(sorter, major, sizeof(*k) + len)) == NULL)
		return -1;
	memset(k, 0, sizeof(*k));
	k->id = c.id;
	k->owner = c.owner;
	k->at[0] = c.from.at;
	k->at[1] = c.to.at;
	k->kind = (uint8_t)c.kind;
	k->subject = (uint8_t)c.subject;
	k->field = (uint8_t)c.field;
	k->transition = (uint8_t)c.transition;
	k->value[0] = (uint8_t)c.from.kind;
	k->value[1] = (uint8_t)c.to.kind;
	k->has_id = c.has_id;
	k->has_owner = c.has_owner;
	k->of_token = c.of_token;
	p = (char *)(k + 1);
	for (i = 0; i < CHANGE_TEXTS; i++) {
		k->len[i] = NO_TEXT;
		if (texts[i]->ptr == NULL)
			continue;
		k->len[i] = (uint32_t)texts[i]->len;
		memcpy(p, texts[i]->ptr, texts[i]->len);
		p += texts[i]->len;
	}
	return 0;
}

void
change_read(const void *rec, struct change *c)
{
	const struct packed	*k = rec;
	const char		*p = (const char *)(k + 1);
	struct slice		*texts[CHANGE_TEXTS];
	int			 i;

	memset(c, 0, sizeof(*c));
	c->id = k->id;
	c->owner = k->owner;
	c->from.at = k->at[0];
	c->to.at = k->at[1];
	c->kind = (enum change_kind)k->kind;
	c->subject = (enum change_subject)k->subject;
	c->field = (enum change_field)k->field;
	c->transition = (enum change_transition)k->transition;
	c->from.kind = (enum change_value_kind)k->value[0];
	c->to.kind = (enum change_value_kind)k->value[1];
	c->has_id = k->has_id;
	c->has_owner = k->has_owner;
	c->of_token = k->of_token;
	change_texts(c, texts);
	for (i = 0; i < CHANGE_TEXTS; i++) {
		if (k->len[i] == NO_TEXT)
			continue;
		*texts[i] = (struct slice){ p, k->len[i] };
		p += k->len[i];
	}
}

static struct slice
name_of(const struct packed *k)
{
	struct slice	 s = { (const char *)(k + 1),
			    k->len[0] == NO_TEXT ? 0 : k->len[0] };

	return s;
}

int
change_cmp(const void *a, const void *b)
{
	const struct packed	*x = a, *y = b;
	int			 cmp;

	if (x->has_owner != y->has_owner)
		return x->has_owner ? 1 : -1;
	if (x->owner != y->owner)
		return x->owner > y->owner ? 1 : -1;
	if ((cmp = slice_cmp(name_of(x), name_of(y))) != 0)
		return cmp;
	if (x->id != y->id)
		return x->id > y->id ? 1 : -1;
	if (x->kind != y->kind)
		return x->kind > y->kind ? 1 : -1;
	return (x->field > y->field) - (x->field < y->field);
}
