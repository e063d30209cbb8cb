#ifndef TEXT_H
#define TEXT_H

/*
 * UTF-8 (RFC 3629) read strictly, and what must not be shown as it is:
 * control, invisible and bidirectional characters.
 */

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"

#define TEXT_BAD	0xfffdU	/* stands for what is not UTF-8 */

/*
 * Decode the character at p (len > 0 bytes left).  Returns how many bytes it
 * takes, at least 1, and sets *valid.  What is not UTF-8 (overlong,
 * surrogate, above U+10FFFF, cut) gives TEXT_BAD for each maximal subpart
 * (Unicode 15, 3.9, U+FFFD substitution of maximal subparts).
 */
size_t	 text_decode(const char *p, size_t len, uint32_t *cp, bool *valid);

/* Append a character as UTF-8. */
void	 text_encode(struct buf *, uint32_t cp);

/* Whether all of it is UTF-8.  NUL bytes are allowed. */
bool	 text_valid(struct slice);

/* Append it with TEXT_BAD for what is not UTF-8, as tables hold it. */
void	 text_repair(struct buf *, struct slice);

/* Whether two texts are the same after that. */
bool	 text_same(struct slice, struct slice);

/* Whether it is nothing but visible ASCII and blanks, without '"' and '\\': to
 * be written between quotes as it is. */
bool	 text_is_tame(struct slice);

/*
 * Whether a character is shown as a chip "[U+202E]" instead of itself: C0,
 * DEL, C1, bidirectional controls, invisible and format characters, variation
 * selectors, tags, line separators, non-characters.  ZWJ and U+FE0F are
 * chips too: what cannot be seen can deceive.
 */
bool	 text_is_chip(uint32_t cp);

/* Whether it is NULL, empty, or nothing but white space. */
bool	 text_is_blank(struct slice);

/* Whether it is blank, or nothing of it is seen: white space and characters
 * that are shown as chips. */
bool	 text_is_unseen(struct slice);

/*
 * Whether letters of the Latin script stand beside such of the Cyrillic or
 * Greek one in one word: they look alike, and a name may pretend to be
 * another.
 */
bool	 text_is_mixed(struct slice);

/* 'A' to 'Z' when its first visible character is such a letter in either
 * case, else '#'. */
char	 text_initial(struct slice);

/* Whether a character can start initials: a letter, a digit, or any visible
 * character outside ASCII. */
bool	 text_is_letter(uint32_t cp);

/* Upper case for ASCII, Latin-1, Greek and Cyrillic letters; else itself. */
uint32_t text_upper(uint32_t cp);

#endif
