#ifndef ESC_H
#define ESC_H

/*
 * Text from the export, made safe for one place in a file.  The name of the
 * function is the place.  In all of them what is not UTF-8 becomes U+FFFD and
 * what text_is_chip() names becomes a visible chip.
 */

#include "buf.h"

/* Element content of HTML and XML; a chip is a span of class "chip", so that a
 * style sheet can set it off. */
void	 esc_text(struct buf *, struct slice);

/* A double-quoted attribute of HTML and XML; chips are plain [U+202E]. */
void	 esc_attr(struct buf *, struct slice);

/* One line of a plain text file or of a message; chips are plain [U+000A]. */
void	 esc_line(struct buf *, struct slice);

/* The value that a message is about: the same between quotes, cut, behind a
 * colon.  Nothing for a NULL pointer. */
void	 esc_quoted(struct buf *, struct slice);

#endif
