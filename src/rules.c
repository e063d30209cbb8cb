#include "rules.h"

#include "text.h"

#define SLUG_MAX	64	/* characters of a page name */
#define SLUG_HASH	12	/* hexadecimal digits that make it unique */

enum token_state
rules_state(bool active, const struct stamp *expiration, int64_t as_of)
{
	if (!active)
		return TOKEN_REVOKED;
	if (expiration->kind == STAMP_AT && expiration->at <= as_of)
		return TOKEN_EXPIRED;
	return TOKEN_ACTIVE;
}

struct slice
rules_state_word(enum token_state state)
{
	static const struct slice	 words[TOKEN_STATES] = {
		[TOKEN_ACTIVE] = { "active", 6 },
		[TOKEN_REVOKED] = { "revoked", 7 },
		[TOKEN_EXPIRED] = { "expired", 7 },
	};

	return words[state];
}

bool
rules_outlasts(const struct token *t, int64_t at)
{
	return t->state == TOKEN_ACTIVE && (t->expiration.kind == STAMP_NONE ||
	    (t->expiration.kind == STAMP_AT && t->expiration.at > at));
}

void
rules_count(struct totals *n, const struct token *t)
{
	n->tokens++;
	n->state[t->state]++;
	n->not_used += t->last_used.kind == STAMP_NONE;
	n->never_expires += t->expiration.kind == STAMP_NONE;
	n->orphans += t->user != NULL && t->user->orphan;
}

struct slice
rules_shown(const struct user *u, struct buf *scratch)
{
	size_t		 start = scratch->len;
	struct slice	 s;

	if (!u->orphan) {
		if (!text_is_blank(u->name.text))
			return u->name.text;
		if (!text_is_blank(u->email.text))
			return u->email.text;
		if (!text_is_blank(u->user_id))
			return u->user_id;
		buf_addf(scratch, "id %lld", (long long)u->id);
	} else if (u->has_id) {
		buf_addf(scratch, "No service user (id %lld)",
		    (long long)u->id);
	} else {
		BUF_LIT(scratch, "No service user");
	}
	s.ptr = scratch->ptr + start;
	s.len = scratch->len - start;
	return s;
}

struct slice
rules_second(const struct user *u, struct slice shown)
{
	struct slice	 none = { NULL, 0 };

	if (!text_is_blank(u->email.text) &&
	    slice_cmp(u->email.text, shown) != 0)
		return u->email.text;
	if (!text_is_blank(u->user_id) && slice_cmp(u->user_id, shown) != 0)
		return u->user_id;
	return none;
}

static bool
splits(uint32_t cp)
{
	return cp == ' ' || cp == '-' || cp == '_' || cp == '.';
}

void
rules_initials(struct buf *b, struct slice s)
{
	uint32_t	 cp, first = 0, letters[2] = { 0, 0 };
	size_t		 i, n, words = 0, nletters = 0;
	bool		 valid, fresh = true;

	if (s.len > 4 && (strncmp(s.ptr, "svc", 3) == 0 ||
	    strncmp(s.ptr, "SVC", 3) == 0) &&
	    splits((unsigned char)s.ptr[3])) {
		s.ptr += 4;
		s.len -= 4;
	}
	for (i = 0; i < s.len && words < 2; i += n) {
		n = text_decode(s.ptr + i, s.len - i, &cp, &valid);
		if (cp == '@' && nletters > 0)
			break;
		if (splits(cp)) {
			fresh = true;
			continue;
		}
		if (!text_is_letter(cp))
			continue;
		if (nletters < 2)
			letters[nletters++] = cp;
		if (fresh && words++ == 0)
			first = cp;
		else if (fresh)
			letters[1] = cp;
		fresh = false;
	}
	if (words == 2) {
		letters[0] = first;
		nletters = 2;
	}
	for (i = 0; i < nletters; i++)
		text_encode(b, text_upper(letters[i]));
	if (nletters == 0)
		buf_addc(b, '?');
}

static void
around(struct buf *b, struct when_zone *z, const char *before, int64_t at,
    int64_t as_of)
{
	buf_adds(b, before);
	when_between(b, z, at, as_of);
	if (at <= as_of)
		BUF_LIT(b, " ago");
	else
		BUF_LIT(b, " after this snapshot");
}

void
rules_relative(struct buf *b, struct when_zone *z, enum rules_role role,
    const struct stamp *s, int64_t as_of)
{
	switch (s->kind) {
	case STAMP_NOT_RECORDED:
		BUF_LIT(b, "Not recorded");
		return;
	case STAMP_UNREADABLE:
		BUF_LIT(b, "Unreadable");
		return;
	case STAMP_NONE:
		if (role == RULES_EXPIRATION)
			BUF_LIT(b, "Never");
		else if (role == RULES_LAST_USED)
			BUF_LIT(b, "Not used yet");
		else
			BUF_LIT(b, "Not recorded");
		return;
	case STAMP_AT:
		break;
	}
	if (role == RULES_EXPIRATION && s->at > as_of) {
		BUF_LIT(b, "Expires in ");
		when_between(b, z, as_of, s->at);
	} else if (role == RULES_EXPIRATION) {
		around(b, z, "Expired ", s->at, as_of);
	} else if (role == RULES_LAST_USED) {
		around(b, z, "Last used ", s->at, as_of);
	} else {
		around(b, z, "", s->at, as_of);
	}
}

/* Names that a system or we ourselves keep for something else. */
static bool
reserved(const char *s, size_t len)
{
	static const char *const names[] = { "aux", "con", "index", "nul",
	    "prn" };
	size_t	 i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == len && memcmp(s, names[i], len) == 0)
			return true;
	if (len == 4 && (memcmp(s, "com", 3) == 0 || memcmp(s, "lpt", 3) == 0))
		return true;
	return (len >= 7 && memcmp(s, "orphan-", 7) == 0) ||
	    (len >= 3 && memcmp(s, "id-", 3) == 0);
}

static bool
slug_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Whether an internal ID can be a page name as it is. */
static bool
slug_fits(struct slice id)
{
	size_t	 i;

	if (id.len > SLUG_MAX || !slug_letter(id.ptr[0]))
		return false;
	for (i = 1; i < id.len; i++)
		if (!slug_letter(id.ptr[i]) && id.ptr[i] != '-')
			return false;
	return !reserved(id.ptr, id.len);
}

/* '_', which stands in no ID that is a page name as it is, and the start of
 * the digest of an internal ID. */
static void
slug_hash(struct buf *b, struct hash *h, struct slice id)
{
	uint8_t	 digest[HASH_MAX];
	char	 hex[HASH_HEX];

	hash_once(h, id.ptr, id.len, digest);
	hash_hex(digest, SLUG_HASH / 2, hex);
	buf_addc(b, '_');
	buf_adds(b, hex);
}

void
rules_page(struct buf *b, struct hash *h, struct slice text)
{
	size_t	 start = b->len, i;
	char	 c;

	if (slug_fits(text)) {
		buf_slice(b, text);
		return;
	}
	for (i = 0; i < text.len &&
	    b->len - start < SLUG_MAX - SLUG_HASH - 1; i++) {
		c = text.ptr[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (slug_letter(c))
			buf_addc(b, c);
		else if (b->len > start && b->ptr[b->len - 1] != '-')
			buf_addc(b, '-');
	}
	if (b->len > start && b->ptr[b->len - 1] == '-')
		b->len--;
	if (b->len == start)
		BUF_LIT(b, "user");
	slug_hash(b, h, text);
}

void
rules_slug(struct buf *b, struct hash *h, const struct user *u)
{
	if (u->orphan && !u->has_id) {
		BUF_LIT(b, "orphan-none");
	} else if (u->orphan || u->user_id.len == 0) {
		buf_adds(b, u->orphan ? "orphan-" : "id-");
		buf_num(b, u->id);
	} else {
		rules_page(b, h, u->user_id);
	}
}

static bool
starts(const void *p, size_t len, const char *magic, size_t n)
{
	return len >= n && memcmp(p, magic, n) == 0;
}

enum rules_image
rules_image(const void *p, size_t len)
{
	if (len > RULES_IMAGE_MAX || len < 16)
		return RULES_IMAGE_NONE;
	/* The signature and the chunk that must come first. */
	if (starts(p, len, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16))
		return RULES_IMAGE_PNG;
	if (starts(p, len, "\xff\xd8\xff", 3))
		return RULES_IMAGE_JPEG;
	if (starts(p, len, "GIF87a", 6) || starts(p, len, "GIF89a", 6))
		return RULES_IMAGE_GIF;
	if (starts(p, len, "RIFF", 4) &&
	    memcmp((const char *)p + 8, "WEBPVP8", 7) == 0)
		return RULES_IMAGE_WEBP;
	return RULES_IMAGE_NONE;
}

const char *
rules_image_ext(enum rules_image kind)
{
	static const char *const exts[] = {
		[RULES_IMAGE_NONE] = "",
		[RULES_IMAGE_PNG] = "png",
		[RULES_IMAGE_JPEG] = "jpg",
		[RULES_IMAGE_GIF] = "gif",
		[RULES_IMAGE_WEBP] = "webp",
	};

	return exts[kind];
}
