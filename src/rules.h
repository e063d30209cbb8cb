#ifndef RULES_H
#define RULES_H

/*
 * What is said about a token or a service user, from its data and one instant.
 */

#include "hash.h"
#include "model.h"
#include "when.h"

/* Revoked when not active, else Expired when expiration <= as_of, else
 * Active. */
enum token_state rules_state(bool active, const struct stamp *expiration,
	    int64_t as_of);

/* "active", "revoked", "expired"; ends in NUL. */
struct slice rules_state_word(enum token_state);

/* Whether it is active and ends after this instant, or never. */
bool	 rules_outlasts(const struct token *, int64_t at);

/* Count a token into totals. */
void	 rules_count(struct totals *, const struct token *);

/*
 * The name to show: name, else email, else internal ID, the first that is not
 * blank.  Of an orphan, appended to scratch: "No service user (id 45)".
 */
struct slice rules_shown(const struct user *, struct buf *scratch);

/* The second line: email, else internal ID, when it adds something to the
 * shown name; the NULL slice otherwise. */
struct slice rules_second(const struct user *, struct slice shown);

/*
 * Append the initials: the first letters of the first two words of the shown
 * name, split at blank, '-', '_' and '.', a leading "svc" skipped, what
 * follows an '@' left out; else the first two letters; else "?".
 */
void	 rules_initials(struct buf *, struct slice shown);

/* Where a stamp is shown, which decides the words around the time. */
enum rules_role {
	RULES_EXPIRATION,	/* "Expires in 30 days", "Never" */
	RULES_LAST_USED,	/* "Last used 1 day ago", "Not used yet" */
	RULES_CREATED,		/* "10 months ago" */
	RULES_REVOKED		/* "10 months ago" */
};

/* Append the relative wording. */
void	 rules_relative(struct buf *, struct when_zone *, enum rules_role,
	    const struct stamp *, int64_t as_of);

/*
 * Append the name of the user's page without ".html": the internal ID, if it
 * is up to 64 of a-z, 0-9 and '-', starts with no '-' and is no reserved name.
 * Else the same in lower case with each run of other characters as one '-',
 * cut to fit, then '-' and 12 hexadecimal digits of the SHA-256 of the
 * internal ID: no two IDs share a page, whatever others there are, and a page
 * keeps its name from snapshot to snapshot.  The hash is of SHA-256; an orphan
 * needs none.
 */
void	 rules_slug(struct buf *, struct hash *, const struct user *);

/* Append a page name made in the same way from any text that is not empty. */
void	 rules_page(struct buf *, struct hash *, struct slice);

enum rules_image {
	RULES_IMAGE_NONE,	/* not one of these, or larger than 64 KiB */
	RULES_IMAGE_PNG,
	RULES_IMAGE_JPEG,
	RULES_IMAGE_GIF,
	RULES_IMAGE_WEBP
};

#define RULES_IMAGE_MAX	65536	/* bytes of an avatar */

/* What kind of picture this is, by its magic bytes. */
enum rules_image rules_image(const void *, size_t len);

/* "png", "jpg", "gif", "webp". */
const char *rules_image_ext(enum rules_image);

#endif
