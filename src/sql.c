/*
 * In the texts below, {t.x} stands for the column x of the table aliased t
 * (u service_users, t tokens, k teams, m team_members, i export_info), or for
 * NULL when the export does not have it; {blank} stands for the white space
 * that rules.c ignores when it asks whether a name is there.
 *
 * "place" is where a service user stands in the list.  NOT INDEXED keeps a
 * lying index out of the answer; COLLATE BINARY keeps a collation that the
 * export declares out of the order.
 */

#include "sql.h"

#define SHOWN								\
	"coalesce(nullif(trim({u.name}, {blank}), ''),\n"		\
	"                  nullif(trim({u.email}, {blank}), ''),\n"	\
	"                  u.user_id)"

#define AFTER_SHOWN							\
	" COLLATE NOCASE,\n"						\
	"         u.user_id COLLATE BINARY, u.id"

#define PLACE								\
	"WITH place(id, n) AS MATERIALIZED (\n"				\
	"  SELECT u.id, row_number() OVER (ORDER BY\n"			\
	"         " SHOWN AFTER_SHOWN ")\n"				\
	"    FROM service_users AS u NOT INDEXED)\n"

static const struct {
	const char	*name;
	bool		 needed;
} tables[SQL_TABLES] = {
	[SQL_SERVICE_USERS] = { "service_users", true },
	[SQL_TOKENS] = { "tokens", true },
	[SQL_TEAMS] = { "teams", false },
	[SQL_TEAM_MEMBERS] = { "team_members", false },
	[SQL_EXPORT_INFO] = { "export_info", false },
};

static const struct {
	const char	*name;
	enum sql_table	 table;
	bool		 needed;	/* when the table is there */
} columns[SQL_COLUMNS] = {
	[SQL_U_ID] = { "id", SQL_SERVICE_USERS, true },
	[SQL_U_USER_ID] = { "user_id", SQL_SERVICE_USERS, true },
	[SQL_U_NAME] = { "name", SQL_SERVICE_USERS, false },
	[SQL_U_EMAIL] = { "email", SQL_SERVICE_USERS, false },
	[SQL_U_ROLE] = { "role", SQL_SERVICE_USERS, false },
	[SQL_U_ACTIVE] = { "active", SQL_SERVICE_USERS, false },
	[SQL_U_CREATED] = { "created", SQL_SERVICE_USERS, false },
	[SQL_U_CREATED_BY] = { "created_by", SQL_SERVICE_USERS, false },
	[SQL_U_PURPOSE] = { "purpose", SQL_SERVICE_USERS, false },
	[SQL_U_OWNER] = { "owner", SQL_SERVICE_USERS, false },
	[SQL_U_AVATAR] = { "avatar", SQL_SERVICE_USERS, false },
	[SQL_T_ID] = { "id", SQL_TOKENS, true },
	[SQL_T_SERVICE_USER] = { "service_user", SQL_TOKENS, true },
	[SQL_T_NAME] = { "name", SQL_TOKENS, true },
	[SQL_T_CREATED] = { "created", SQL_TOKENS, true },
	[SQL_T_EXPIRATION] = { "expiration", SQL_TOKENS, false },
	[SQL_T_LAST_USED] = { "last_used", SQL_TOKENS, false },
	[SQL_T_ACTIVE] = { "active", SQL_TOKENS, true },
	[SQL_T_REVOKED] = { "revoked", SQL_TOKENS, false },
	[SQL_T_SCIM] = { "scim", SQL_TOKENS, false },
	[SQL_T_DESCRIPTION] = { "description", SQL_TOKENS, false },
	[SQL_TEAM_ID] = { "id", SQL_TEAMS, true },
	[SQL_TEAM_NAME] = { "name", SQL_TEAMS, true },
	[SQL_M_TEAM] = { "team", SQL_TEAM_MEMBERS, true },
	[SQL_M_SERVICE_USER] = { "service_user", SQL_TEAM_MEMBERS, true },
	[SQL_I_KEY] = { "key", SQL_EXPORT_INFO, true },
	[SQL_I_VALUE] = { "value", SQL_EXPORT_INFO, true },
};

static const struct {
	const char	*name;
	const char	*purpose;
	const char	*text;
	int		 reads;		/* optional table it reads, or -1 */
	int		 columns;	/* of a row */
	const char	*whole;		/* all runs as one; NULL: text */
} statements[SQL_STATEMENTS] = {
	[SQL_COUNT_USERS] = { "count-users", "Number of service users.",
	    "SELECT count(*) FROM service_users NOT INDEXED", -1, 1, NULL },
	[SQL_COUNT_TOKENS] = { "count-tokens", "Number of tokens.",
	    "SELECT count(*) FROM tokens NOT INDEXED", -1, 1, NULL },
	[SQL_INFO] = { "info", "What the export says about itself.",
	    "SELECT i.key, i.value\n"
	    "  FROM export_info AS i NOT INDEXED\n"
	    " ORDER BY i.key COLLATE BINARY, i.value COLLATE BINARY",
	    SQL_EXPORT_INFO, 2, NULL },
	[SQL_TWINS] = { "twins", "Internal IDs that stand more than once.",
	    "SELECT u.user_id, count(*)\n"
	    "  FROM service_users AS u NOT INDEXED\n"
	    " WHERE u.user_id <> ''\n"
	    " GROUP BY u.user_id COLLATE BINARY\n"
	    "HAVING count(*) > 1\n"
	    " ORDER BY u.user_id COLLATE BINARY", -1, 2, NULL },
	[SQL_PLACES] = { "places",
	    "The service users in the order of the list: the "
	    "place of each.",
	    "SELECT u.id,\n"
	    "       " SHOWN " AS shown\n"
	    "  FROM service_users AS u NOT INDEXED\n"
	    " ORDER BY shown" AFTER_SHOWN, -1, 2, NULL },
	[SQL_CHECK_USERS] = { "check-users",
	    "Every value of the service users, checked.",
	    "SELECT u.id, u.user_id, {u.name}, {u.email}, {u.role},\n"
	    "       {u.active}, {u.created}, {u.created_by}, {u.purpose},\n"
	    "       {u.owner}\n"
	    "  FROM service_users AS u NOT INDEXED\n"
	    " ORDER BY u.id", -1, 10, NULL },
	[SQL_CHECK_TOKENS] = { "check-tokens",
	    "The tokens, each read once: checked, counted "
	    "and sorted by the program.",
	    "SELECT t.id, t.service_user, t.name, t.created,\n"
	    "       {t.expiration}, {t.last_used}, t.active, {t.revoked},\n"
	    "       {t.scim}, {t.description}\n"
	    "  FROM tokens AS t NOT INDEXED\n"
	    " ORDER BY t.id", -1, 10, NULL },
	[SQL_MEMBERS] = { "members",
	    "The teams of each service user, in the same order.",
	    PLACE
	    "SELECT m.service_user, m.team, k.name, k.id\n"
	    "  FROM team_members AS m NOT INDEXED\n"
	    "  LEFT JOIN place ON place.id = m.service_user\n"
	    "  LEFT JOIN teams AS k ON k.id = m.team\n"
	    " ORDER BY place.n, k.name COLLATE NOCASE, m.team,\n"
	    "          k.name COLLATE BINARY",
	    SQL_TEAM_MEMBERS, 4, NULL },
	[SQL_AVATAR] = { "avatars",
	    "The picture of the service user ?1, unless it is "
	    "larger than 64 KiB.",
	    "SELECT CASE WHEN length(u.avatar) <= 65536 THEN u.avatar END,\n"
	    "       u.avatar IS NOT NULL\n"
	    "  FROM service_users AS u NOT INDEXED\n"
	    " WHERE u.id = ?1", -1, 2,
	    PLACE
	    "SELECT CASE WHEN length(u.avatar) <= 65536 THEN u.avatar END,\n"
	    "       u.avatar IS NOT NULL\n"
	    "  FROM place\n"
	    "  JOIN service_users AS u NOT INDEXED ON u.id = place.id\n"
	    " ORDER BY place.n" },
};

static const char	 blank[] = "char(9, 10, 11, 12, 13, 32, 133, 160, "
			    "5760, 8192, 8193, 8194, 8195, 8196, 8197, "
			    "8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)";

const char *
sql_table_name(enum sql_table t)
{
	return tables[t].name;
}

const char *
sql_column_name(enum sql_column c)
{
	return columns[c].name;
}

enum sql_table
sql_column_table(enum sql_column c)
{
	return columns[c].table;
}

bool
sql_table_needed(enum sql_table t)
{
	return tables[t].needed;
}

bool
sql_column_needed(enum sql_column c)
{
	return columns[c].needed;
}

bool
sql_runs(enum sql_id id, const struct sql_schema *schema)
{
	if (id == SQL_AVATAR)
		return schema->column[SQL_U_AVATAR];
	if (id == SQL_MEMBERS && !schema->table[SQL_TEAMS])
		return false;
	return statements[id].reads == -1 ||
	    schema->table[statements[id].reads];
}

/* The column that "u.name" names. */
static enum sql_column
column_of(const char *ref, size_t len)
{
	static const enum sql_table	 of_alias[128] = {
		['u'] = SQL_SERVICE_USERS, ['t'] = SQL_TOKENS,
		['k'] = SQL_TEAMS, ['m'] = SQL_TEAM_MEMBERS,
		['i'] = SQL_EXPORT_INFO
	};
	int				 c;

	for (c = 0; c < SQL_COLUMNS; c++)
		if (columns[c].table == of_alias[ref[0] & 127] &&
		    strlen(columns[c].name) == len - 2 &&
		    strncmp(columns[c].name, ref + 2, len - 2) == 0)
			break;
	return (enum sql_column)c;
}

/* Append a text with its columns put in. */
static void
expand(struct buf *b, const char *p, const struct sql_schema *schema)
{
	const char	*open, *end;
	enum sql_column	 c;

	while ((open = strchr(p, '{')) != NULL) {
		buf_add(b, p, (size_t)(open - p));
		end = strchr(++open, '}');
		if (strncmp(open, "blank}", 6) == 0) {
			buf_adds(b, blank);
		} else {
			c = column_of(open, (size_t)(end - open));
			if (schema->column[c])
				buf_add(b, open, (size_t)(end - open));
			else
				BUF_LIT(b, "NULL");
		}
		p = end + 1;
	}
	buf_adds(b, p);
}

void
sql_text(struct buf *b, enum sql_id id, const struct sql_schema *schema)
{
	expand(b, statements[id].text, schema);
}

void
sql_whole(struct buf *b, enum sql_id id, const struct sql_schema *schema)
{
	expand(b, sql_repeats(id) ? statements[id].whole :
	    statements[id].text, schema);
}

bool
sql_repeats(enum sql_id id)
{
	return statements[id].whole != NULL;
}

const char *
sql_name(enum sql_id id)
{
	return statements[id].name;
}

const char *
sql_purpose(enum sql_id id)
{
	return statements[id].purpose;
}

int
sql_columns(enum sql_id id)
{
	return statements[id].columns;
}

#define ALLOW(t, c)	{ t, c }

const struct source_allowed *
sql_allowed(void)
{
	static const struct source_column	 list[] = {
		ALLOW("service_users", "id"), ALLOW("service_users", "user_id"),
		ALLOW("service_users", "name"), ALLOW("service_users", "email"),
		ALLOW("service_users", "role"),
		ALLOW("service_users", "active"),
		ALLOW("service_users", "created"),
		ALLOW("service_users", "created_by"),
		ALLOW("service_users", "purpose"),
		ALLOW("service_users", "owner"),
		ALLOW("service_users", "avatar"),
		ALLOW("tokens", "id"), ALLOW("tokens", "service_user"),
		ALLOW("tokens", "name"), ALLOW("tokens", "created"),
		ALLOW("tokens", "expiration"), ALLOW("tokens", "last_used"),
		ALLOW("tokens", "active"), ALLOW("tokens", "revoked"),
		ALLOW("tokens", "scim"), ALLOW("tokens", "description"),
		ALLOW("teams", "id"), ALLOW("teams", "name"),
		ALLOW("team_members", "team"),
		ALLOW("team_members", "service_user"),
		ALLOW("export_info", "key"), ALLOW("export_info", "value"),
	};
	static const struct source_allowed	 allowed = {
		list, sizeof(list) / sizeof(list[0])
	};

	return &allowed;
}
