#include "opts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inifile.h"
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

union value {
	bool		 flag;
	const char	*text;
	long long	 number;
};

/* Read a value; what names the option in messages: "build: --jobs".  Returns
 * 0, 1 when help is asked for, or -1. */
static int
parse(const char *what, const struct opts_def *d, const char *text,
    union value *v)
{
	switch (d->kind) {
	case OPTS_FLAG:
		v->flag = true;
		return 0;
	case OPTS_TEXT:
		v->text = text;
		if (*text != '\0')
			return 0;
		util_warn("%s: empty value", what);
		return -1;
	case OPTS_NUMBER:
		if (util_number(text, d->min, d->max, &v->number) == 0)
			return 0;
		util_warn("%s: \"%s\" is not a number from %lld to %lld",
		    what, text, d->min, d->max);
		return -1;
	case OPTS_HELP:
		break;
	}
	return 1;
}

static void
store(const struct opts_def *d, const union value *v, void *target)
{
	char	*at = (char *)target + d->offset;

	if (d->kind == OPTS_FLAG)
		memcpy(at, &v->flag, sizeof(v->flag));
	else if (d->kind == OPTS_TEXT)
		memcpy(at, &v->text, sizeof(v->text));
	else
		memcpy(at, &v->number, sizeof(v->number));
}

/* Where the origin of an option is kept, or NULL. */
static struct opts_origin *
origin(const struct opts_table *t, const struct opts_def *d, void *target)
{
	if (t->origins == 0)
		return NULL;
	return (struct opts_origin *)(void *)((char *)target + t->origins) +
	    (d - t->defs);
}

static void
came_from(const struct opts_table *t, const struct opts_def *d, void *target,
    enum opts_source source)
{
	struct opts_origin	*o = origin(t, d, target);

	if (o != NULL)
		o->source = source;
}

static int
set_option(const struct opts_table *t, const struct opts_def *d,
    const char *value, void *target)
{
	union value	 v;
	char		 what[80];
	int		 rc;

	(void)snprintf(what, sizeof(what), "%s: --%s", t->command, d->name);
	if ((rc = parse(what, d, value, &v)) != 0)
		return rc;
	store(d, &v, target);
	came_from(t, d, target, OPTS_ARGUMENT);
	return 0;
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
			names[n] = texts[n] + strlen(VARIABLE);
			n++;
		}
	/* What all of them begin with makes none nearer. */
	near = util_nearest(name + strlen(VARIABLE), names, n);
	if (near != NULL)
		util_warn("%s: in the environment, but is no option of %s "
		    "(did you mean " VARIABLE "%s?)", name, t->command,
		    near);
	else
		util_warn("%s: in the environment, but is no option of %s "
		    "(see tokensnap help %s)", name, t->command, t->command);
	return -1;
}

/* A flag that is off in the environment is off whatever a file says. */
static int
set_variable(const struct opts_table *t, const struct opts_def *d,
    const char *name, const char *text, void *target)
{
	union value	 v;

	if (*text == '\0')
		return 0;
	if (parse(name, d, text, &v) != 0)
		return -1;
	if (d->kind == OPTS_FLAG) {
		v.flag = strcmp(text, "1") == 0;
		if (!v.flag && strcmp(text, "0") != 0) {
			util_warn("%s: \"%s\" is neither 0 nor 1", name,
			    text);
			return -1;
		}
	}
	store(d, &v, target);
	came_from(t, d, target, OPTS_VARIABLE);
	return 0;
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
		if (set_variable(t, d, name, *e + strcspn(*e, "=") +
		    ((*e)[strcspn(*e, "=")] == '='), target) != 0)
			return -1;
	}
	return 0;
}

/* What reading a file needs. */
struct reading {
	const struct opts_table	*t;
	void			*target;
	struct pool		*pool;
	bool			 seen[NAMES_MAX];
};

static bool
stands_in_files(const struct opts_def *d)
{
	return d->kind != OPTS_HELP && strcmp(d->name, "config") != 0;
}

static int
unknown_key(const struct opts_table *t, const struct inifile *f,
    const char *key)
{
	const char	*names[NAMES_MAX];
	size_t		 i, n = 0;

	for (i = 0; i < t->n && n < NAMES_MAX; i++)
		if (stands_in_files(&t->defs[i]))
			names[n++] = t->defs[i].name;
	return inifile_unknown(f, "option", key, names, n);
}

/* It is looked at also when something else has set the option. */
static int
set_key(struct reading *r, const struct inifile *f, const struct opts_def *d,
    const char *text)
{
	struct opts_origin	*o = origin(r->t, d, r->target);
	union value		 v;
	char			*what;
	int			 rc;

	what = xasprintf("%s:%d: %s", inifile_path(f), inifile_line(f),
	    d->name);
	rc = parse(what, d, text, &v);
	if (d->kind == OPTS_FLAG) {
		v.flag = strcmp(text, "yes") == 0;
		if (!v.flag && strcmp(text, "no") != 0) {
			util_warn("%s: \"%s\" is neither yes nor no", what,
			    text);
			rc = -1;
		}
	}
	free(what);
	if (rc != 0 || o == NULL || o->source != OPTS_STANDARD)
		return rc;
	if (d->kind == OPTS_TEXT)
		v.text = pool_text(r->pool, text, strlen(text));
	store(d, &v, r->target);
	*o = (struct opts_origin){ OPTS_FILE, inifile_line(f) };
	return 0;
}

static int
on_key(void *arg, const struct inifile *f, const char *section,
    const char *key, const char *value)
{
	struct reading		*r = arg;
	const struct opts_def	*d;

	if (section == NULL)
		return 0;
	if (strcmp(section, r->t->command) != 0)
		return inifile_unknown(f, "section", section, &r->t->command,
		    1);
	if (key == NULL)
		return 0;
	d = by_name(r->t, key, strlen(key));
	if (d == NULL || !stands_in_files(d))
		return unknown_key(r->t, f, key);
	if (r->seen[d - r->t->defs]) {
		util_warn("%s:%d: %s stands twice", inifile_path(f),
		    inifile_line(f), key);
		return -1;
	}
	r->seen[d - r->t->defs] = true;
	return set_key(r, f, d, value);
}

int
opts_file(const struct opts_table *t, const char *path, void *target,
    struct pool *pool)
{
	struct reading	 r = { .t = t, .target = target, .pool = pool };
	char		 sha256[INIFILE_HEX];

	return inifile_read(path, on_key, &r, sha256);
}

const char *
opts_where(const struct opts_table *t, const void *target, const char *name,
    const char *path, struct pool *pool)
{
	const struct opts_def		*d = by_name(t, name, strlen(name));
	const struct opts_origin	*o;
	char				 variable[VARIABLE_MAX], *text;
	const char			*kept;

	o = (const struct opts_origin *)(const void *)((const char *)target +
	    t->origins) + (d - t->defs);
	if (o->source == OPTS_FILE) {
		text = xasprintf("%s:%d: %s", path, o->line, name);
	} else if (o->source == OPTS_VARIABLE) {
		variable_name(name, variable);
		text = xstrdup(variable);
	} else {
		text = xasprintf("%s: --%s", t->command, name);
	}
	kept = pool_text(pool, text, strlen(text));
	free(text);
	return kept;
}
