#include "cmd.h"

#include <stdio.h>

#include "opts.h"
#include "ruletable.h"
#include "util.h"

const char	 cmd_findings_help[] =
"Example:\n"
"  tokensnap findings\n"
"\n"
"Usage: tokensnap findings\n"
"\n"
"Prints, as Markdown, every rule that a build holds service users and tokens\n"
"against, and the thresholds of each profile.\n"
"\n"
"  -h, --help   this text\n"
"\n"
"Exit: 0 printed, 2 usage.\n";

static const struct opts_def	 defs[] = {
	{ "help", 'h', OPTS_HELP, 0, 0, 0 },
};

static void
print_columns(const char *label, const enum sql_column *columns, size_t n)
{
	size_t	 i;

	for (i = 0; i < n && columns[i] != SQL_U_ID; i++)
		printf("%s`%s.%s`", i > 0 ? ", " : label,
		    sql_table_name(sql_column_table(columns[i])),
		    sql_column_name(columns[i]));
}

static void
print_rule(enum rule r)
{
	const struct ruletable	*t = ruletable(r);
	const char		*on = t->token != NULL && t->user != NULL ?
				    "token, service user" :
				    t->token != NULL ? "token" :
				    t->user != NULL ? "service user" :
				    "snapshot";
	bool			 any;
	int			 i;

	printf("| %s | %s | %s | %s | %s | ", rule_id(r), t->title,
	    severity_word(t->severity), on, t->what);
	for (i = 0; i < 2 && t->threshold[i] != POLICY_NONE; i++)
		printf("%s`%s`", i > 0 ? ", " : "",
		    policy_key(t->threshold[i]));
	printf(" | ");
	print_columns("", t->needs, 2);
	if (t->needs_previous)
		printf("%sthe previous snapshot",
		    t->needs[0] != SQL_U_ID ? ", " : "");
	any = t->needs[0] != SQL_U_ID || t->needs_previous;
	print_columns(any ? "; one of " : "one of ", t->one_of, 3);
	any |= t->one_of[0] != SQL_U_ID;
	print_columns(any ? "; in part " : "in part ", t->wants, 3);
	printf(" | %s |\n", t->controls);
}

static void
print_threshold(enum policy_threshold t)
{
	int	 p;

	printf("| `%s` | %s |", policy_key(t), policy_unit(t));
	for (p = 0; p < POLICY_PROFILES; p++) {
		if (t == POLICY_ROTATION && policy_severity(&(struct policy){
		    .profile = (enum policy_profile)p }, RULE_ROTATION,
		    SEVERITY_MEDIUM) == SEVERITIES)
			printf(" off |");
		else
			printf(" %lld |", policy_default(t,
			    (enum policy_profile)p));
	}
	printf("\n");
}

int
cmd_findings(int argc, char **argv)
{
	static const struct opts_table	 table = { "findings", defs,
					    sizeof(defs) / sizeof(defs[0]), 0 };
	int				 i, n, rc;

	rc = opts_read(&table, argc, argv, NULL, &n);
	if (rc == 1) {
		fputs(cmd_findings_help, stdout);
		return CMD_DONE;
	}
	if (rc == -1)
		return CMD_USAGE;
	if (n > 0) {
		util_warn("findings: what is %s? (see tokensnap help findings)",
		    argv[1]);
		return CMD_USAGE;
	}
	printf("| rule | title | severity | about | when | thresholds | needs "
	    "| controls |\n|---|---|---|---|---|---|---|---|\n");
	for (i = 0; i < RULES; i++)
		print_rule((enum rule)i);
	printf("\n| threshold | unit |");
	for (i = 0; i < POLICY_PROFILES; i++)
		printf(" %s |", policy_profile_name((enum policy_profile)i));
	printf("\n|---|---|---|---|---|---|---|\n");
	for (i = 1; i < POLICY_NUMBERS; i++)
		print_threshold((enum policy_threshold)i);
	printf("\n| list | as it is in every profile |\n|---|---|\n");
	for (i = POLICY_NUMBERS; i < POLICY_THRESHOLDS; i++)
		printf("| `%s` | %s |\n",
		    policy_key((enum policy_threshold)i),
		    policy_words((enum policy_threshold)i));
	return CMD_DONE;
}
