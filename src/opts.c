#include "opts.h"

#include <string.h>

#include "util.h"

#define NAMES_MAX	64	/* options of a command, at most */

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

static int
set(const struct opts_table *t, const struct opts_def *d, const char *value,
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
			util_warn("%s: --%s: empty value", t->command,
			    d->name);
			return -1;
		}
		memcpy(at, &value, sizeof(value));
		return 0;
	case OPTS_NUMBER:
		if (util_number(value, d->min, d->max, &n) == -1) {
			util_warn("%s: --%s: \"%s\" is not a number from %lld "
			    "to %lld", t->command, d->name, value, d->min,
			    d->max);
			return -1;
		}
		memcpy(at, &n, sizeof(n));
		return 0;
	case OPTS_HELP:
		break;
	}
	return 1;
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
		if ((rc = set(t, d, value, target)) != 0)
			return rc;
	}
	return 0;
}
