#include "pack.h"

#define STAMPS		4
#define NO_TEXT		UINT32_MAX	/* length of a text that is none */

/* The texts follow: name, description, unreadable times. */
struct packed {
	int64_t		 id;
	int64_t		 owner;
	int64_t		 at[STAMPS];	/* unreadable: length of the text */
	uint32_t	 name;		/* lengths */
	uint32_t	 description;
	uint8_t		 kind[STAMPS];
	uint8_t		 has_owner;
	uint8_t		 active;
	uint8_t		 scim;
	uint8_t		 state;
};

uint64_t
pack_place(const struct owner *owner)
{
	return owner != NULL ? owner->place : PACK_ORPHANS;
}

static uint32_t
length(struct slice s)
{
	return s.ptr == NULL ? NO_TEXT : (uint32_t)s.len;
}

static size_t
bytes(uint32_t len)
{
	return len == NO_TEXT ? 0 : len;
}

static char *
put(char *p, struct slice s)
{
	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	return p + s.len;
}

static const char *
take(const char *p, uint32_t len, struct slice *s)
{
	s->ptr = len == NO_TEXT ? NULL : p;
	s->len = bytes(len);
	return p + s->len;
}

static size_t
token_size(const struct token *t)
{
	return t->name.len + t->description.len + t->created.raw.len +
	    t->expiration.raw.len + t->last_used.raw.len + t->revoked.raw.len;
}

/* Fill the record of a token and put its texts to p.  Returns what follows. */
static char *
put_token(struct packed *k, char *p, const struct token *t)
{
	const struct stamp	*stamps[STAMPS] = { &t->created,
				    &t->expiration, &t->last_used,
				    &t->revoked };
	int			 i;

	k->id = t->id;
	k->owner = t->owner;
	k->has_owner = t->has_owner;
	k->name = length(t->name);
	k->description = length(t->description);
	k->active = t->active;
	k->scim = (uint8_t)t->scim;
	k->state = (uint8_t)t->state;
	p = put(p, t->name);
	p = put(p, t->description);
	for (i = 0; i < STAMPS; i++) {
		k->kind[i] = (uint8_t)stamps[i]->kind;
		k->at[i] = stamps[i]->at;
		if (stamps[i]->kind == STAMP_UNREADABLE)
			k->at[i] = (int64_t)stamps[i]->raw.len;
		p = put(p, stamps[i]->raw);
	}
	return p;
}

int
pack_token(struct sorter *sorter, uint64_t place, const struct token *t)
{
	struct packed	*k;

	k = sorter_add(sorter, place, sizeof(*k) + token_size(t));
	if (k == NULL)
		return -1;
	(void)put_token(k, (char *)(k + 1), t);
	return 0;
}

/* The texts of a token begin at p.  Returns what follows them. */
static const char *
take_token(const struct packed *k, const char *p, struct token *t)
{
	struct stamp	*stamps[STAMPS] = { &t->created, &t->expiration,
			    &t->last_used, &t->revoked };
	int		 i;

	t->id = k->id;
	t->user = NULL;
	t->owner = k->owner;
	t->has_owner = k->has_owner;
	t->active = k->active;
	t->scim = (enum answer)k->scim;
	t->state = (enum token_state)k->state;
	t->letter = '\0';
	t->found = t->muted = 0;
	t->worst = 0;
	t->part = 1;
	p = take(p, k->name, &t->name);
	p = take(p, k->description, &t->description);
	for (i = 0; i < STAMPS; i++) {
		stamps[i]->kind = (enum stamp_kind)k->kind[i];
		stamps[i]->at = k->at[i];
		stamps[i]->raw = (struct slice){ NULL, 0 };
		if (stamps[i]->kind != STAMP_UNREADABLE)
			continue;
		stamps[i]->at = 0;
		p = take(p, (uint32_t)k->at[i], &stamps[i]->raw);
	}
	return p;
}

void
pack_read(const void *rec, struct token *t)
{
	const struct packed	*k = rec;

	(void)take_token(k, (const char *)(k + 1), t);
}

int
pack_cmp(const void *a, const void *b)
{
	const struct packed	*x = a, *y = b;
	struct slice		 left = { (const char *)(x + 1),
				    bytes(x->name) };
	struct slice		 right = { (const char *)(y + 1),
				    bytes(y->name) };
	int			 cmp;

	if (x->has_owner != y->has_owner)
		return x->has_owner ? 1 : -1;
	if (x->owner != y->owner)
		return x->owner > y->owner ? 1 : -1;
	if ((cmp = slice_cmp(left, right)) != 0)
		return cmp;
	return (x->id > y->id) - (x->id < y->id);
}

#define USER_TEXTS	9
#define USER_VALUES	6

/* The texts follow in the order of user_texts. */
struct packed_user {
	int64_t		 id;
	int64_t		 created;
	uint32_t	 len[USER_TEXTS];
	uint8_t		 created_kind;
	uint8_t		 active;
	uint8_t		 recorded;	/* bits, as user_values; the teams */
};

static void
user_values(struct user *u, struct value *values[USER_VALUES])
{
	values[0] = &u->name;
	values[1] = &u->email;
	values[2] = &u->role;
	values[3] = &u->created_by;
	values[4] = &u->purpose;
	values[5] = &u->owner;
}

static void
user_texts(struct user *u, struct team *team, struct slice *texts[USER_TEXTS])
{
	struct value	*values[USER_VALUES];
	int		 i;

	user_values(u, values);
	for (i = 0; i < USER_VALUES; i++)
		texts[i] = &values[i]->text;
	texts[i++] = &u->user_id;
	texts[i++] = &u->created.raw;
	texts[i] = &team->name;
}

int
pack_user(struct sorter *sorter, uint64_t place, const struct user *from)
{
	struct user		 u = *from;
	struct team		 team = { 0, { NULL, 0 }, false };
	struct value		*values[USER_VALUES];
	struct slice		*texts[USER_TEXTS];
	struct packed_user	*k;
	size_t			 len = 0;
	char			*p;
	int			 i;

	if (u.nteams > 0)
		team = u.teams[0];
	user_values(&u, values);
	user_texts(&u, &team, texts);
	for (i = 0; i < USER_TEXTS; i++)
		len += bytes(length(*texts[i]));
	if ((k = sorter_add(sorter, place, sizeof(*k) + len)) == NULL)
		return -1;
	memset(k, 0, sizeof(*k));
	k->id = u.id;
	k->created = u.created.at;
	k->created_kind = (uint8_t)u.created.kind;
	k->active = (uint8_t)u.active;
	k->recorded = (uint8_t)(u.teams_recorded << USER_VALUES);
	for (i = 0; i < USER_VALUES; i++)
		k->recorded |= (uint8_t)(values[i]->recorded << i);
	p = (char *)(k + 1);
	for (i = 0; i < USER_TEXTS; i++) {
		k->len[i] = length(*texts[i]);
		p = put(p, *texts[i]);
	}
	return 0;
}

void
pack_user_read(const void *rec, struct user *u, struct team *team)
{
	const struct packed_user	*k = rec;
	const char			*p = (const char *)(k + 1);
	struct value			*values[USER_VALUES];
	struct slice			*texts[USER_TEXTS];
	int				 i;

	memset(u, 0, sizeof(*u));
	memset(team, 0, sizeof(*team));
	u->id = k->id;
	u->has_id = true;
	u->created.at = k->created;
	u->created.kind = (enum stamp_kind)k->created_kind;
	u->active = (enum answer)k->active;
	u->teams_recorded = k->recorded >> USER_VALUES & 1;
	user_values(u, values);
	for (i = 0; i < USER_VALUES; i++)
		values[i]->recorded = k->recorded >> i & 1;
	user_texts(u, team, texts);
	for (i = 0; i < USER_TEXTS; i++)
		p = take(p, k->len[i], texts[i]);
	u->teams = team;
	u->nteams = team->name.len > 0;
}

int
pack_user_cmp(const void *a, const void *b)
{
	int64_t	 x = ((const struct packed_user *)a)->id;
	int64_t	 y = ((const struct packed_user *)b)->id;

	return (x > y) - (x < y);
}

#define ROW_TEXTS	8
#define ROW_HTML	7

/* The texts of the token follow, then those of the row. */
struct packed_row {
	uint64_t	 place;
	uint32_t	 texts;		/* where the row's begin */
	uint32_t	 len[ROW_TEXTS];
	int64_t		 user_id;
	uint32_t	 found;
	uint32_t	 muted;
	uint32_t	 part;
	uint8_t		 orphan;
	uint8_t		 has_id;
	uint8_t		 worst;
	struct packed	 token;
};

/* The texts of a row, the stem first. */
static void
row_texts(struct pack_row *row, struct slice *texts[ROW_TEXTS])
{
	texts[0] = &row->stem;
	texts[1] = &row->group;
	texts[2] = &row->user.shown;
	texts[3] = &row->user.second;
	texts[4] = &row->user.initials;
	texts[5] = &row->user.slug;
	texts[6] = &row->user.avatar;
	texts[ROW_HTML] = &row->html;
}

int
pack_row(struct sorter *sorter, uint64_t major, const struct pack_row *from)
{
	struct pack_row		 row = *from;
	struct slice		*texts[ROW_TEXTS];
	struct packed_row	*k;
	size_t			 len;
	char			*p;
	int			 i;

	if (row.html.ptr != NULL) {
		memset(&row.user, 0, sizeof(row.user));
		row.token.description = (struct slice){ NULL, 0 };
	}
	len = token_size(&row.token);
	row_texts(&row, texts);
	for (i = 0; i < ROW_TEXTS; i++)
		len += texts[i]->len;
	if ((k = sorter_add(sorter, major, sizeof(*k) + len)) == NULL)
		return -1;
	/* What lies between the members is written too. */
	memset(k, 0, sizeof(*k));
	k->place = row.place;
	k->user_id = row.user.id;
	k->orphan = row.user.orphan;
	k->has_id = row.user.has_id;
	k->found = row.token.found;
	k->muted = row.token.muted;
	k->part = row.token.part;
	k->worst = row.token.worst;
	p = put_token(&k->token, (char *)(k + 1), &row.token);
	k->texts = (uint32_t)(p - (char *)(k + 1));
	for (i = 0; i < ROW_TEXTS; i++) {
		k->len[i] = length(*texts[i]);
		p = put(p, *texts[i]);
	}
	return 0;
}

void
pack_row_read(const void *rec, struct pack_row *row)
{
	const struct packed_row	*k = rec;
	struct slice		*texts[ROW_TEXTS];
	const char		*p = (const char *)(k + 1);
	int			 i;

	row_texts(row, texts);
	if (k->len[ROW_HTML] != NO_TEXT) {
		p += k->texts;
		for (i = 0; i < ROW_TEXTS; i++)
			p = take(p, k->len[i], texts[i]);
		return;
	}
	memset(row, 0, sizeof(*row));
	row->place = k->place;
	row->user.id = k->user_id;
	row->user.orphan = k->orphan;
	row->user.has_id = k->has_id;
	p = take_token(&k->token, p, &row->token);
	row->token.found = k->found;
	row->token.muted = k->muted;
	row->token.part = k->part;
	row->token.worst = k->worst;
	for (i = 0; i < ROW_TEXTS; i++)
		p = take(p, k->len[i], texts[i]);
	row->token.user = &row->user;
}

int
pack_row_cmp(const void *a, const void *b)
{
	const struct packed_row	*x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

static struct slice
row_name(const struct packed_row *k)
{
	struct slice	 s = { (const char *)(k + 1), bytes(k->token.name) };

	return s;
}

int
pack_row_name(const void *a, const void *b)
{
	int	 cmp = slice_cmp(row_name(a), row_name(b));

	return cmp != 0 ? cmp : pack_row_cmp(a, b);
}

int
pack_row_name_down(const void *a, const void *b)
{
	int	 cmp = slice_cmp(row_name(b), row_name(a));

	return cmp != 0 ? cmp : pack_row_cmp(a, b);
}

static struct slice
row_stem(const struct packed_row *k)
{
	struct slice	 s = { (const char *)(k + 1) + k->texts,
			    bytes(k->len[0]) };

	return s;
}

int
pack_row_stem(const void *a, const void *b)
{
	int	 cmp = slice_cmp(row_stem(a), row_stem(b));

	return cmp != 0 ? cmp : pack_row_cmp(a, b);
}
