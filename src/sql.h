#ifndef SQL_H
#define SQL_H

/*
 * Every statement that is run on an export, in one table.  A column that the
 * export does not have stands as NULL in the text, so what is written to
 * queries.sql is, to the letter, what ran.
 */

#include <stdbool.h>

#include "buf.h"
#include "source.h"

/* The native tables and columns, in the order of the tables in sql.c. */
enum sql_table {
	SQL_SERVICE_USERS,
	SQL_TOKENS,
	SQL_TEAMS,
	SQL_TEAM_MEMBERS,
	SQL_EXPORT_INFO,
	SQL_TABLES
};

enum sql_column {
	SQL_U_ID, SQL_U_USER_ID, SQL_U_NAME, SQL_U_EMAIL, SQL_U_ROLE,
	SQL_U_ACTIVE, SQL_U_CREATED, SQL_U_CREATED_BY, SQL_U_PURPOSE,
	SQL_U_OWNER, SQL_U_AVATAR,
	SQL_T_ID, SQL_T_SERVICE_USER, SQL_T_NAME, SQL_T_CREATED,
	SQL_T_EXPIRATION, SQL_T_LAST_USED, SQL_T_ACTIVE, SQL_T_REVOKED,
	SQL_T_SCIM, SQL_T_DESCRIPTION,
	SQL_TEAM_ID, SQL_TEAM_NAME,
	SQL_M_TEAM, SQL_M_SERVICE_USER,
	SQL_I_KEY, SQL_I_VALUE,
	SQL_COLUMNS
};

/* What an export has. */
struct sql_schema {
	bool	 table[SQL_TABLES];
	bool	 column[SQL_COLUMNS];
};

enum sql_id {
	SQL_COUNT_USERS,	/* how many rows, by a query of its own */
	SQL_COUNT_TOKENS,
	SQL_INFO,		/* export_info */
	SQL_TWINS,		/* an internal ID that stands twice */
	SQL_PLACES,		/* service users, the order of the list */
	SQL_CHECK_USERS,	/* every value, in the order of the id */
	SQL_CHECK_TOKENS,
	SQL_MEMBERS,
	SQL_AVATAR,		/* of the service user ?1, if it is small */
	SQL_STATEMENTS
};

/* The native name of a table or a column, the table a column is in, and
 * whether an export must have it. */
const char *sql_table_name(enum sql_table);
const char *sql_column_name(enum sql_column);
enum sql_table sql_column_table(enum sql_column);
bool	 sql_table_needed(enum sql_table);
bool	 sql_column_needed(enum sql_column);

/* Whether this export has the tables that a statement reads. */
bool	 sql_runs(enum sql_id, const struct sql_schema *);

/* Append the statement for this export, without a semicolon. */
void	 sql_text(struct buf *, enum sql_id, const struct sql_schema *);

/* Whether it runs once for each service user, with its id as ?1; then
 * sql_whole appends one statement that gives the rows of all those runs in
 * their order.  Of any other statement it appends the text. */
bool	 sql_repeats(enum sql_id);
void	 sql_whole(struct buf *, enum sql_id, const struct sql_schema *);

/* A short name, what the statement is for in one line, and how many columns
 * its rows have. */
const char *sql_name(enum sql_id);
const char *sql_purpose(enum sql_id);
int	 sql_columns(enum sql_id);

/* Every native column, for the authorizer. */
const struct source_allowed *sql_allowed(void);

#endif
