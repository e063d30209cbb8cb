#ifndef TALPROG_H
#define TALPROG_H

/*
 * A compiled template: a flat list of operations.  It is const once it is
 * made; any number of threads may run it.
 */

#include "tales.h"

/* After an op comes that at next, or that at to where it says so. */
enum talc_code {
	TALC_LIT,	/* literal */
	TALC_TEXT,	/* literal, text of path, literal; no text: to */
	TALC_WORD,	/* the same for a word */
	TALC_COUNT,	/* the same for a number of a loop */
	TALC_TEST,	/* to when the truth of path is not sense */
	TALC_JUMP,
	TALC_LOOP,	/* start the list path in reg; empty: to */
	TALC_NEXT,	/* next row of reg: to */
	TALC_END
};

enum talc_escape {
	TALC_RAW,
	TALC_ELEMENT,
	TALC_ATTRIBUTE
};

struct talc_op {
	uint32_t	 off;	/* of the literal in the program's */
	uint32_t	 len;
	uint32_t	 after;	/* length of the one behind it */
	uint32_t	 path;	/* place in the program's */
	uint32_t	 next;	/* set by talfold */
	uint32_t	 to;
	uint32_t	 reg;
	uint8_t		 code;
	uint8_t		 escape;
	bool		 sense;
	bool		 exists; /* the test asks if the path leads anywhere */
};

struct talc_prog {
	struct talc_op		*ops;
	size_t			 nops;
	struct tales_path	*paths;	/* text is not kept */
	size_t			 npaths;
	struct buf		 literals;
	size_t			 nregs;
};

struct talc_assets {
	const char	*const *names;	/* what assets/ holds, sorted */
	size_t			 n;
};

#endif
