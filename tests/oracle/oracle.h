#ifndef ORACLE_H
#define ORACLE_H

/*
 * An oracle for the pages that tests build: what may stand in a page is listed
 * here, apart from the program, and shares no code with it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <libxml/hash.h>

/* Kinds of attribute values. */
enum value_kind {
	VALUE_TEXT,		/* any text */
	VALUE_WORDS,		/* class names and the like: visible ASCII */
	VALUE_ID,		/* a new identifier */
	VALUE_IDREFS,		/* identifiers of this page */
	VALUE_NUMBER,		/* digits, '.', '-' and blanks */
	VALUE_ONE_OF,		/* one of a list */
	VALUE_LINK,		/* where a link leads */
	VALUE_PICTURE,		/* a picture: a file or data: */
	VALUE_STYLE,		/* a style sheet: a file */
	VALUE_TIME		/* 2026-11-23T15:43:00Z */
};

struct allowed {
	const char	*attr;
	enum value_kind	 kind;
	const char	*list;	/* of VALUE_ONE_OF: "|a|b|" */
};

/* Whether there may be such an element. */
bool	 allow_element(const char *name);

/* Whether it has no content in HTML and no end tag ("<br/>"). */
bool	 allow_is_void(const char *name);

/* Whether it is one of SVG: "<rect/>" has an end. */
bool	 allow_is_svg(const char *name);

/* What an attribute of an element may hold, or NULL. */
const struct allowed *allow_attr(const char *element, const char *attr);

/* Whether a character may stand in a page: in one with text from the export
 * nothing invisible may, in a note nothing but controls is refused. */
bool	 allow_char(uint32_t, bool note);

/* The page being judged. */
struct page {
	const char	*path;		/* for messages */
	const char	*inside;	/* within the snapshot: data/x.html */
	int		 root;		/* descriptor of the snapshot */
	const char	*text;
	size_t		 len;
	xmlHashTablePtr	 listed;	/* files of its manifests, or NULL */
	bool		 note;		/* links may lead to the web */
	size_t		 faults;
};

/* Judge it; every fault is printed as path:line: what (the first 20). */
void	 page_judge(struct page *);

struct oracle {
	size_t		 pages, faults;
	xmlHashTablePtr	 listed;	/* files of the snapshot at hand */
	xmlHashTablePtr	 seen;		/* pages known as good, or NULL */
	FILE		*keep;		/* where those are noted, if so */
};

/* Judge the pages of all snapshots and archives at and below a folder. */
void	 oracle_walk(struct oracle *, const char *folder);

#endif
