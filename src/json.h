#ifndef JSON_H
#define JSON_H

/*
 * JSON (RFC 8259) written into a buf: compact, members in the order they are
 * given.  The writer keeps track of commas, nothing else.
 */

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"

struct json {
	struct buf	*out;
	bool		 more;		/* a comma comes before the next */
};

/* Open an object or an array and close it. */
void	 json_object(struct json *);
void	 json_object_end(struct json *);
void	 json_array(struct json *);
void	 json_array_end(struct json *);

/* The name of the member whose value comes next; ASCII, nothing to escape. */
void	 json_key(struct json *, const char *);

/* Values.  What is not UTF-8 becomes U+FFFD; a NULL slice is null. */
void	 json_text(struct json *, struct slice);
void	 json_tame(struct json *, struct slice);	/* text_is_tame */
void	 json_string(struct json *, const char *);
void	 json_number(struct json *, int64_t);
void	 json_bool(struct json *, bool);
void	 json_null(struct json *);

/* A line break, for eyes and for tools that read by lines. */
void	 json_line(struct json *);

#endif
