/*
 * Policy and exceptions, cut apart by 0x1e, or a file of options, which the
 * first byte chooses.  What is refused is told once, with a line; a policy and
 * exceptions that are taken make a snapshot.
 */

#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "exceptions.h"
#include "findings.h"
#include "settings.h"
#include "text.h"

#define AS_OF	1795448580	/* 2026-11-23T15:43:00Z */

static struct buf	 said = BUF_INIT;

/* A message for what is refused, none for what is taken. */
static void
check_said(int rc, const char *file, struct slice text)
{
	struct buf	 head = BUF_INIT;
	char		*end;
	long		 line, lines = 1;
	size_t		 i;

	for (i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	if (rc == 0) {
		FUZZ_HOLDS(said.len == 0);
		return;
	}
	FUZZ_HOLDS(rc == -1);
	buf_addf(&head, "tokensnap: %s:", file);
	FUZZ_HOLDS(strncmp(said.ptr, head.ptr, head.len) == 0);
	line = strtol(said.ptr + head.len, &end, 10);
	FUZZ_HOLDS(line >= 1 && line <= lines);
	FUZZ_HOLDS(end[0] == ':' && end[1] == ' ' && end[2] != '\n');
	FUZZ_HOLDS(strchr(end, '\n') == said.ptr + said.len - 1);
	FUZZ_HOLDS(text_valid((struct slice){ said.ptr, said.len }));
	buf_free(&head);
}

static int
read_policy(struct slice text, bool profile)
{
	struct policy	 p;
	int		 rc, i;

	fuzz_write("p.ini", text.ptr, text.len);
	buf_reset(&said);
	rc = policy_read(&p, profile ? "pci" : NULL, "--profile", "p.ini");
	check_said(rc, "p.ini", text);
	for (i = 0; rc == 0 && i < RULES; i++)
		FUZZ_HOLDS(policy_severity(&p, (enum rule)i, SEVERITY_LOW) <=
		    SEVERITIES);
	for (i = POLICY_NUMBERS; rc == 0 && i < POLICY_THRESHOLDS; i++)
		(void)policy_has(&p, (enum policy_threshold)i,
		    slice_of("admin"));
	policy_free(&p);
	return rc;
}

static int
read_exceptions(struct slice text)
{
	struct exceptions	 e;
	size_t			 i;
	int			 rc;

	fuzz_write("e.ini", text.ptr, text.len);
	buf_reset(&said);
	rc = exceptions_read(&e, "e.ini", AS_OF, findings_of_snapshot);
	check_said(rc, "e.ini", text);
	for (i = 0; rc == 0 && i < e.n; i++)
		FUZZ_HOLDS(e.list[i].rule < RULES && e.list[i].reason != NULL &&
		    e.list[i].approver != NULL &&
		    e.list[i].until_text != NULL);
	exceptions_free(&e);
	return rc;
}

static void
policy(const uint8_t *data, size_t len, unsigned options)
{
	static const char *const	 more[] = { "--policy=p.ini",
					    "--exceptions=e.ini", NULL };
	struct slice			 parts[2] = { { "", 0 }, { "", 0 } };
	int				 rc;

	(void)fuzz_parts(data, len, parts, 2);
	fuzz_listen(&said);
	rc = read_policy(parts[0], (options & 128) != 0);
	if (read_exceptions(parts[1]) == -1)
		rc = -1;
	fuzz_listen(NULL);
	if (rc == 0)
		fuzz_build("export.db", options & 0x8f, more);
}

static void
config(struct slice text)
{
	char				 words[][16] = { "build", "--config",
					    "c.ini", "export.db" };
	char				*argv[] = { words[0], words[1],
					    words[2], words[3], NULL };
	struct provenance_setting	 effective[SETTINGS_MOST];
	struct pool			 pool = POOL_INIT;
	struct settings			 s;
	size_t				 n, i;
	int				 rc;

	fuzz_write("c.ini", text.ptr, text.len);
	buf_reset(&said);
	fuzz_listen(&said);
	rc = settings_read(&s, 4, argv);
	fuzz_listen(NULL);
	check_said(rc, "c.ini", text);
	if (rc == 0) {
		FUZZ_HOLDS(strcmp(s.export, "export.db") == 0);
		n = settings_effective(&s, "UTC", &pool, effective);
		for (i = 0; i < n; i++)
			FUZZ_HOLDS(text_valid(slice_of(effective[i].value)));
	}
	pool_free(&pool);
	settings_free(&s);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	fuzz_export();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	if (len == 0)
		return 0;
	if (data[0] % 3 == 0)
		config((struct slice){ (const char *)data + 1, len - 1 });
	else
		policy(data + 1, len - 1, data[0]);
	return 0;
}
