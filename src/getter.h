#ifndef GETTER_H
#define GETTER_H

/*
 * The getters of the field tables are small and alike on purpose: a row of a
 * table names a field, its type and the one function that reads it.  These
 * macros write the function; each is used in one of the two tables' files.
 */

#include "buf.h"
#include "record.h"

/* Append a number with separators: -1,234,567.  Always true. */
bool	 getter_count(struct buf *, int64_t);

/* A name, or "(no name)" for one that nobody could see. */
struct slice getter_name(struct slice);

/* Append a string; false for NULL. */
bool	 getter_plain(struct buf *, const char *);

/* Hand out a text; false when there is none. */
bool	 getter_text(struct slice, struct slice *);

#define N(a)	(sizeof(a) / sizeof((a)[0]))

/* The getter fn of a record of rec_type, whose value is expr of r. */
#define COUNT(fn, rec_type, expr)					\
static bool								\
fn(const void *rec, void *ctx, struct buf *b)				\
{									\
	const rec_type	*r = rec;					\
									\
	(void)ctx;							\
	return getter_count(b, (expr));					\
}

#define WORD(fn, rec_type, expr)					\
static bool								\
fn(const void *rec, void *ctx, struct buf *b)				\
{									\
	const rec_type	*r = rec;					\
									\
	(void)ctx;							\
	return getter_plain(b, (expr));					\
}

#define TEXT(fn, rec_type, expr)					\
static bool								\
fn(const void *rec, struct slice *out)					\
{									\
	const rec_type	*r = rec;					\
									\
	return getter_text((expr), out);				\
}

#define FLAG(fn, rec_type, expr)					\
static bool								\
fn(const void *rec)							\
{									\
	const rec_type	*r = rec;					\
									\
	return (expr);							\
}

#define RECORD(fn, rec_type, expr)					\
static const void *							\
fn(const void *rec)							\
{									\
	const rec_type	*r = rec;					\
									\
	return (expr);							\
}

#define F_TEXT(n, fn, d)	{ .name = (n), .type = FIELD_TEXT,	\
				    .doc = (d), .text = (fn) }
#define F_HTML(n, fn, d)	{ .name = (n), .type = FIELD_HTML,	\
				    .doc = (d), .text = (fn) }
#define F_WORD(n, fn, d)	{ .name = (n), .type = FIELD_WORD,	\
				    .doc = (d), .word = (fn) }
#define F_URL(n, fn, d)		{ .name = (n), .type = FIELD_URL,	\
				    .doc = (d), .word = (fn) }
#define F_FLAG(n, fn, d)	{ .name = (n), .type = FIELD_FLAG,	\
				    .doc = (d), .flag = (fn) }
#define F_RECORD(n, fn, t, d)	{ .name = (n), .type = FIELD_RECORD,	\
				    .of = (t), .doc = (d), .record = (fn) }
#define F_LIST(n, fn, t, d)	{ .name = (n), .type = FIELD_LIST,	\
				    .of = (t), .doc = (d), .list = (fn) }

#endif
