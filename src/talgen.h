#ifndef TALGEN_H
#define TALGEN_H

/*
 * What the parts of the compiler share: the program in the making, values and
 * conditions (talgen.c), and what may stand where (talsafe.c).
 */

#include "metal.h"
#include "talprog.h"

enum talgen_place {
	TALGEN_TEXT,		/* content of an element */
	TALGEN_PLAIN,		/* of one that holds text only: title */
	TALGEN_STRUCTURE,	/* content that is markup */
	TALGEN_ATTR,
	TALGEN_URL		/* an attribute that leads somewhere */
};

/* Jumps that wait for their target: the last of a chain, through to. */
#define TALGEN_NONE	UINT32_MAX

struct talgen {
	struct talc_prog		*prog;
	const struct talc_assets	*assets;
	struct tales			 t;	/* place of what is compiled */
	size_t				 ops_cap;
	size_t				 paths_cap;
	size_t				 fence;	/* op a jump leads to */
	unsigned			 depth;	/* of loops */
	bool				 plain;	/* within <title> */
	const char			*element; /* whose attributes come */
};

/* A value and where it goes. */
struct talgen_value {
	const struct tales_expr	*expr;
	enum talgen_place	 place;
	const char		*attr;		/* name, for ATTR and URL */
	struct slice		 before;	/* literal, if there is any */
	struct slice		 after;
	void	(*otherwise)(struct talgen *, const void *); /* default */
	const void		*arg;
};

/* Append a literal. */
void	 talgen_literal(struct talgen *, struct slice);

/* Append text of the template, which is to be trusted but not markup. */
void	 talgen_escaped(struct talgen *, struct slice);

/* Append an op and return its place. */
uint32_t talgen_op(struct talgen *, enum talc_code, const struct tales_path *);

/* Append an op that jumps and put it on a chain; returns the new chain. */
uint32_t talgen_jump(struct talgen *, uint32_t op, uint32_t chain);

/* Let all jumps of a chain lead to what comes next. */
void	 talgen_land(struct talgen *, uint32_t chain);

/* Go on when the truth of the expression is sense; otherwise jump: returns
 * the chain.  A fault is printed. */
uint32_t talgen_test(struct talgen *, const struct tales_expr *, bool sense,
	    uint32_t chain);

/* Show a value: the first of its alternatives that is there. */
void	 talgen_value(struct talgen *, const struct talgen_value *);

/* Print a fault for the place at hand. */
#define TALGEN_FAULT(g, ...) \
	fault_at((g)->t.faults, (g)->t.path, (g)->t.line, __VA_ARGS__)

/* May this element, and this attribute of it as it stands in a template, be in
 * a page?  The value ends in NUL.  A fault is printed. */
void	 talsafe_element(struct talgen *, const char *name);
void	 talsafe_plain(struct talgen *, const char *attr, struct slice value);

/* Do the literals and fields of an expression make an address? */
void	 talsafe_address(struct talgen *, const char *attr,
	    const struct tales_expr *);

/* May the field that p leads to be shown at this place? */
bool	 talsafe_field(struct talgen *, const struct tales_path *p,
	    const struct talgen_value *, bool fragment);

/* May tal:attributes set this name?  A fault is printed. */
void	 talsafe_set(struct talgen *, const char *name);

bool	 talsafe_is_url(const char *attr);
bool	 talsafe_is_void(const char *element);
bool	 talsafe_is_plain(const char *element);

#endif
