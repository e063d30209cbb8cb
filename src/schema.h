#ifndef SCHEMA_H
#define SCHEMA_H

/* The JSON Schema (draft 2020-12) of a table's JSON, made from its columns. */

#include "columns.h"

#define SCHEMA_VERSION	1	/* of what tables.c writes */

/* Append the schema, a line for each member. */
void	 schema_print(struct buf *, const struct columns *);

#endif
