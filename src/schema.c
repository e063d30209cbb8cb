#include "schema.h"

#include "json.h"

#define HEAD								\
	"  \"required\": [\"schema_version\", \"table\", "		\
	"\"snapshot\", \"as_of\", \"export_sha256\", "			\
	"\"not_recorded\", \"rows\"],\n"				\
	"  \"additionalProperties\": false,\n"				\
	"  \"properties\": {\n"

#define TIME								\
	"\"format\": \"date-time\", "					\
	"\"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T"			\
	"[0-9]{2}:[0-9]{2}:[0-9]{2}Z$\"},\n"

#define TIMES								\
	"  \"$defs\": {\n"						\
	"    \"time\": {\"type\": \"string\", " TIME			\
	"    \"maybe\": {\"type\": [\"string\", \"null\"], " TIME

/* A text as JSON. */
static void
put_string(struct buf *b, const char *s)
{
	struct json	 j = { b, false };

	json_string(&j, s);
}

/* Put a comma and a name into a list of names. */
static void
put_name(struct buf *b, const char *name, bool *first)
{
	buf_adds(b, *first ? "" : ", ");
	put_string(b, name);
	*first = false;
}

/* "a", "b": the names of the columns that a test picks. */
static bool
put_names(struct buf *b, const struct columns *t,
    bool (*pick)(const struct column *))
{
	size_t	 i;
	bool	 first = true;

	for (i = 0; i < t->n; i++)
		if (pick(&t->list[i]))
			put_name(b, t->list[i].name, &first);
	return !first;
}

static bool
is_always(const struct column *c)
{
	return c->needs == COLUMN_ALWAYS;
}

static bool
is_optional(const struct column *c)
{
	return c->needs != COLUMN_ALWAYS;
}

static bool
is_time(const struct column *c)
{
	return c->kind == COLUMN_TIME;
}

/* What a value may be. */
static void
put_type(struct buf *b, const struct column *c)
{
	static const char *const types[] = {
		[COLUMN_NUMBER] = "integer", [COLUMN_FLAG] = "integer",
		[COLUMN_WORD] = "string", [COLUMN_PAGE] = "string",
		[COLUMN_TEXT] = "string", [COLUMN_TEXTS] = "array"
	};
	bool	 first = true;
	size_t	 i;

	if (c->kind == COLUMN_TIME) {
		buf_adds(b, c->nullable ? "\"$ref\": \"#/$defs/maybe\"" :
		    "\"$ref\": \"#/$defs/time\"");
		return;
	}
	buf_addf(b, c->nullable ? "\"type\": [\"%s\", \"null\"]" :
	    "\"type\": \"%s\"", types[c->kind]);
	if (c->kind == COLUMN_FLAG)
		buf_adds(b, c->nullable ? ", \"enum\": [0, 1, null]" :
		    ", \"enum\": [0, 1]");
	else if (c->kind == COLUMN_PAGE)
		BUF_LIT(b, ", \"pattern\": \"^users/[a-z0-9_-]+[.]html$\"");
	else if (c->kind == COLUMN_TEXTS)
		BUF_LIT(b, ", \"items\": {\"type\": \"string\"}");
	if (c->words == NULL)
		return;
	BUF_LIT(b, ", \"enum\": [");
	for (i = 0; c->words[i] != NULL; i++)
		put_name(b, c->words[i], &first);
	buf_adds(b, c->nullable ? ", null]" : "]");
}

static void
put_row(struct buf *b, const struct columns *t)
{
	struct buf	 times = BUF_INIT;
	bool		 more = put_names(&times, t, is_time);
	size_t		 i;

	BUF_LIT(b, "    \"row\": {\"type\": \"object\",\n"
	    "      \"required\": [");
	(void)put_names(b, t, is_always);
	BUF_LIT(b, "],\n      \"additionalProperties\": false,\n"
	    "      \"properties\": {\n");
	for (i = 0; i < t->n; i++) {
		BUF_LIT(b, "        ");
		put_string(b, t->list[i].name);
		BUF_LIT(b, ": {");
		put_type(b, &t->list[i]);
		BUF_LIT(b, ", \"description\": ");
		put_string(b, t->list[i].doc);
		buf_adds(b, i + 1 < t->n || more ? "},\n" : "}\n");
	}
	if (more)
		buf_addf(b, "        \"unreadable\": {\"type\": \"object\", "
		    "\"propertyNames\": {\"enum\": [%s]}, "
		    "\"minProperties\": 1, \"additionalProperties\": "
		    "{\"type\": \"string\"}, \"description\": \"times that "
		    "could not be read, as they stood; null above\"}\n",
		    times.ptr);
	BUF_LIT(b, "      }\n    }\n  }\n}\n");
	buf_free(&times);
}

void
schema_print(struct buf *b, const struct columns *t)
{
	struct buf	 names = BUF_INIT;

	buf_addf(b, "{\n  \"$schema\": "
	    "\"https://json-schema.org/draft/2020-12/schema\",\n"
	    "  \"$id\": \"urn:tokensnap:table:%s:%d\",\n"
	    "  \"title\": \"%s\",\n  \"description\": ", t->name,
	    SCHEMA_VERSION, t->name);
	put_string(b, t->doc);
	BUF_LIT(b, ",\n  \"type\": \"object\",\n" HEAD);
	buf_addf(b, "    \"schema_version\": {\"const\": %d},\n"
	    "    \"table\": {\"const\": \"%s\"},\n"
	    "    \"snapshot\": {\"type\": \"string\", \"pattern\": "
	    "\"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}Z$\"},\n"
	    "    \"as_of\": {\"$ref\": \"#/$defs/time\"},\n"
	    "    \"export_sha256\": {\"type\": \"string\", \"pattern\": "
	    "\"^[0-9a-f]{64}$\"},\n"
	    "    \"not_recorded\": {\"type\": \"array\", ", SCHEMA_VERSION,
	    t->name);
	if (put_names(&names, t, is_optional))
		buf_addf(b, "\"uniqueItems\": true, \"items\": {\"enum\": "
		    "[%s]}},\n", names.ptr);
	else
		BUF_LIT(b, "\"maxItems\": 0},\n");
	if (t == &columns_findings)
		BUF_LIT(b, "    \"evaluated\": {\"type\": \"array\", "
		    "\"uniqueItems\": true, \"items\": {\"type\": "
		    "\"string\", \"pattern\": \"^R[0-9]{2}$\"}, "
		    "\"description\": \"rules that were looked at, in whole "
		    "or in part\"},\n");
	BUF_LIT(b, "    \"rows\": {\"type\": \"array\", \"items\": "
	    "{\"$ref\": \"#/$defs/row\"}}\n  },\n" TIMES);
	put_row(b, t);
	buf_free(&names);
}
