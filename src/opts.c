#include "opts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "util.h"

#define NAMES_MAX	64	/* options of a command, at most */
#define VARIABLE	"TOKENSNAP_"
#define VARIABLE_MAX	64	/* bytes of such a name */

static int
unknown(const struct opts_table *t, const char *arg, const char *name)
{
	const char	*names[NAMES_MAX], *near;
	size_t		 i, n = t->n < NAMES_MAX ? t->n : NAMES_MAX;

	for (i = 0; i < n; i++)
		names[i] = t->defs[i].name;
	near = util_nearest(name, names, n);
	if (near != NULL)
		util_warn("%s: no option %s (did you mean --%s?)", t->command,
		    arg, near);
	else
		util_warn("%s: no option %s (see tokensnap help %s)",
		    t->command, arg, t->command);
	return -1;
}

/* what names the option in messages: "build: --jobs". */
static int
set(const char *what, const struct opts_def *d, const char *value,
    void *target)
{
	char		*at = (char *)target + d->offset;
	long long	 n;
	bool		 yes = true;

	switch (d->kind) {
	case OPTS_FLAG:
		memcpy(at, &yes, sizeof(yes));
		return 0;
	case OPTS_TEXT:
		if (*value == '\0') {
			util_warn("%s: empty value", what);
			return -1;
		}
		memcpy(at, &value, sizeof(value));
		return 0;
	case OPTS_NUMBER:
		if (util_number(value, d->min, d->max, &n) == -1) {
			util_warn("%s: \"%s\" is not a number from %lld to "
			    "%lld", what, value, d->min, d->max);
			return -1;
		}
		memcpy(at, &n, sizeof(n));
		return 0;
	case OPTS_HELP:
		break;
	}
	return 1;
}

/* The same for an option of the command line. */
static int
set_option(const struct opts_table *t, const struct opts_def *d,
    const char *value, void *target)
{
	char	 what[80];

	(void)snprintf(what, sizeof(what), "%s: --%s", t->command, d->name);
	return set(what, d, value, target);
}

static const struct opts_def *
by_name(const struct opts_table *t, const char *name, size_t len)
{
	size_t	 i;

	for (i = 0; i < t->n; i++)
		if (strlen(t->defs[i].name) == len &&
		    strncmp(t->defs[i].name, name, len) == 0)
			return &t->defs[i];
	return NULL;
}

static const struct opts_def *
by_letter(const struct opts_table *t, char letter)
{
	size_t	 i;

	for (i = 0; i < t->n; i++)
		if (t->defs[i].letter == letter)
			return &t->defs[i];
	return NULL;
}

/* The option that arg is and the value that stands in the same word. */
static const struct opts_def *
find(const struct opts_table *t, const char *arg, const char **value)
{
	const char	*equals;
	size_t		 len;

	*value = NULL;
	if (arg[1] != '-') {
		if (arg[2] != '\0')
			*value = arg + 2;
		return by_letter(t, arg[1]);
	}
	equals = strchr(arg, '=');
	len = equals != NULL ? (size_t)(equals - arg) - 2 : strlen(arg + 2);
	if (equals != NULL)
		*value = equals + 1;
	return by_name(t, arg + 2, len);
}

int
opts_read(const struct opts_table *t, int argc, char **argv, void *target,
    int *nrest)
{
	const struct opts_def	*d;
	const char		*value;
	bool			 wants;
	int			 i, rc;

	*nrest = 0;
	for (i = 1; i < argc; i++) {
		if (argv[i][0] != '-' || argv[i][1] == '\0') {
			argv[1 + (*nrest)++] = argv[i];
			continue;
		}
		if (strcmp(argv[i], "--") == 0) {
			while (++i < argc)
				argv[1 + (*nrest)++] = argv[i];
			break;
		}
		if ((d = find(t, argv[i], &value)) == NULL)
			return unknown(t, argv[i], argv[i] + 1 +
			    (argv[i][1] == '-'));
		wants = d->kind == OPTS_TEXT || d->kind == OPTS_NUMBER;
		if (!wants && value != NULL) {
			util_warn("%s: --%s takes no value", t->command,
			    d->name);
			return -1;
		}
		if (wants && value == NULL && (value = argv[++i]) == NULL) {
			util_warn("%s: --%s needs a value", t->command,
			    d->name);
			return -1;
		}
		if ((rc = set_option(t, d, value, target)) != 0)
			return rc;
	}
	return 0;
}

/* "page-size" as "TOKENSNAP_PAGE_SIZE". */
static void
variable_name(const char *option, char out[VARIABLE_MAX])
{
	char	*p;

	(void)snprintf(out, VARIABLE_MAX, VARIABLE "%s", option);
	for (p = out; *p != '\0'; p++)
		*p = *p == '-' ? '_' : (char)toupper((unsigned char)*p);
}

static int
unknown_variable(const struct opts_table *t, const char *name)
{
	char		 texts[NAMES_MAX][VARIABLE_MAX];
	const char	*names[NAMES_MAX], *near;
	size_t		 i, n = 0;

	for (i = 0; i < t->n && n < NAMES_MAX; i++)
		if (t->defs[i].kind != OPTS_HELP) {
			variable_name(t->defs[i].name, texts[n]);
			names[n] = texts[n];
			n++;
		}
	near = util_nearest(name, names, n);
	if (near != NULL)
		util_warn("%s: in the environment, but is no option of %s "
		    "(did you mean %s?)", name, t->command, near);
	else
		util_warn("%s: in the environment, but is no option of %s "
		    "(see tokensnap help %s)", name, t->command, t->command);
	return -1;
}

/* What a variable sets: 1 sets a flag, 0 leaves it. */
static int
set_variable(const char *name, const struct opts_def *d, const char *value,
    void *target)
{
	if (*value == '\0')
		return 0;
	if (d->kind != OPTS_FLAG || strcmp(value, "1") == 0)
		return set(name, d, value, target);
	if (strcmp(value, "0") == 0)
		return 0;
	util_warn("%s: \"%s\" is neither 0 nor 1", name, value);
	return -1;
}

int
opts_environment(const struct opts_table *t, void *target)
{
	const struct opts_def	*d;
	char			 name[VARIABLE_MAX], own[VARIABLE_MAX];
	size_t			 i, len;
	char			**e;

	for (e = environ; *e != NULL; e++) {
		if (strncmp(*e, VARIABLE, strlen(VARIABLE)) != 0)
			continue;
		len = strcspn(*e, "=");
		if (len >= sizeof(name))
			len = sizeof(name) - 1;
		memcpy(name, *e, len);
		name[len] = '\0';
		for (d = NULL, i = 0; i < t->n && d == NULL; i++) {
			variable_name(t->defs[i].name, own);
			if (t->defs[i].kind != OPTS_HELP &&
			    strcmp(name, own) == 0)
				d = &t->defs[i];
		}
		if (d == NULL)
			return unknown_variable(t, name);
		if (set_variable(name, d, *e + strcspn(*e, "=") +
		    ((*e)[strcspn(*e, "=")] == '='), target) != 0)
			return -1;
	}
	return 0;
}
