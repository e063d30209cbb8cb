/*
 * What is made from single values; the first byte chooses: times, names,
 * escapes, CSV, JSON, numbers, command lines.
 */

#include "fuzz.h"

#include <sys/mman.h>

#include <stdlib.h>
#include <unistd.h>

#include "../oracle/oracle.h"
#include "csv.h"
#include "esc.h"
#include "file.h"
#include "hash.h"
#include "json.h"
#include "rules.h"
#include "settings.h"
#include "text.h"
#include "util.h"
#include "when.h"

#define AS_OF	1795448580	/* 2026-11-23T15:43:00Z */

static struct when_zone	 zone;
static struct hash	*hash;

static struct slice
slice(const struct buf *b)
{
	return (struct slice){ b->ptr, b->len };
}

/* What was read can be written, and read again as the same. */
static void
times(struct slice s)
{
	struct buf	 b = BUF_INIT, c = BUF_INIT;
	struct stamp	 stamp = { .kind = STAMP_AT };
	int64_t		 at, again;
	int		 role;

	if (when_parse(s, &at) == 0) {
		FUZZ_HOLDS(at >= WHEN_MIN && at <= WHEN_MAX);
		when_rfc3339(&b, at);
		FUZZ_HOLDS(b.len == 20);
		FUZZ_HOLDS(when_parse(slice(&b), &again) == 0 && again == at);
		when_utc(&c, &zone, at);
		FUZZ_HOLDS(slice_cmp(slice(&b), slice(&c)) == 0);
		when_exact(&b, &zone, at);
		when_name(&b, at);
		stamp.at = at;
		for (role = RULES_EXPIRATION; role <= RULES_REVOKED; role++)
			rules_relative(&b, &zone, (enum rules_role)role,
			    &stamp, AS_OF);
		rules_relative(&b, &zone, RULES_CREATED, &stamp, WHEN_MIN);
		rules_relative(&b, &zone, RULES_CREATED, &stamp, WHEN_MAX);
	}
	if (s.len >= 8) {
		memcpy(&at, s.ptr, 8);
		if (when_parse_unix(at, &again) == 0)
			FUZZ_HOLDS(again > 0 && again <= WHEN_MAX);
	}
	buf_free(&b);
	buf_free(&c);
}

/* Whatever the user is called, its page is a plain file name. */
static void
names(struct slice s)
{
	struct slice	 parts[3] = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
	struct user	 u;
	struct buf	 b = BUF_INIT, initials = BUF_INIT;
	struct slice	 shown;

	memset(&u, 0, sizeof(u));
	(void)fuzz_parts((const uint8_t *)s.ptr, s.len, parts, 3);
	u.user_id = parts[0];
	u.name.text = parts[1];
	u.email.text = parts[2];
	u.name.recorded = u.email.recorded = true;
	rules_slug(&b, hash, &u);
	FUZZ_HOLDS(b.len > 0 && b.len <= 80 &&
	    strchr("-_", b.ptr[0]) == NULL && strspn(b.ptr,
	    "abcdefghijklmnopqrstuvwxyz0123456789-_") == b.len);
	buf_reset(&b);
	if (s.len > 0)
		rules_page(&b, hash, s);
	buf_reset(&b);
	buf_grow(&b, 256);
	shown = rules_shown(&u, &b);
	(void)rules_second(&u, shown);
	rules_initials(&initials, shown);
	FUZZ_HOLDS(initials.len > 0 && initials.len <= 16);
	(void)text_is_mixed(shown);
	(void)text_initial(shown);
	(void)rules_image(s.ptr, s.len);
	buf_free(&b);
	buf_free(&initials);
}

/* No markup, nothing hidden. */
static void
escapes(struct slice s)
{
	struct buf	 b = BUF_INIT;
	uint32_t	 cp;
	size_t		 i;
	bool		 valid;

	esc_attr(&b, s);
	FUZZ_HOLDS(text_valid(slice(&b)));
	FUZZ_HOLDS(strpbrk(b.ptr, "<>\"\n") == NULL && strlen(b.ptr) == b.len);
	for (i = 0; i < b.len; ) {
		i += text_decode(b.ptr + i, b.len - i, &cp, &valid);
		FUZZ_HOLDS(allow_char(cp, false));
	}
	buf_reset(&b);
	esc_text(&b, s);
	FUZZ_HOLDS(text_valid(slice(&b)));
	buf_reset(&b);
	esc_line(&b, s);
	FUZZ_HOLDS(text_valid(slice(&b)) && strchr(b.ptr, '\n') == NULL);
	buf_free(&b);
}

/* As JSON text without a parser: it is one line, quoted, and valid UTF-8. */
static void
texts_json(struct slice s)
{
	struct buf	 b = BUF_INIT;
	struct json	 j = { &b, false };
	size_t		 i;

	json_text(&j, s);
	FUZZ_HOLDS(text_valid(slice(&b)) && b.len >= 2 && b.ptr[0] == '"');
	for (i = 1; i + 1 < b.len; i++) {
		FUZZ_HOLDS((unsigned char)b.ptr[i] >= 0x20);
		FUZZ_HOLDS(b.ptr[i] != '"');
		if (b.ptr[i] == '\\')
			i++;
	}
	FUZZ_HOLDS(i + 1 == b.len && b.ptr[i] == '"');
	buf_free(&b);
}

static int
file_of(const void *p, size_t len)
{
	int	 fd = memfd_create("csv", MFD_CLOEXEC);

	FUZZ_HOLDS(fd != -1 && file_write(fd, p, len) == 0 &&
	    lseek(fd, 0, SEEK_SET) == 0);
	return fd;
}

/* What was written is read back as it was, but for what is not UTF-8. */
static void
texts_csv(struct slice s)
{
	struct slice	 parts[4], cells[4];
	struct buf	 b = BUF_INIT;
	const char	*why;
	struct csv	*csv;
	size_t		 n, i;
	int		 fd;

	n = fuzz_parts((const uint8_t *)s.ptr, s.len, parts, 4);
	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_addc(&b, ',');
		csv_text(&b, parts[i]);
	}
	csv_end(&b);
	fd = file_of(b.ptr, b.len);
	csv = csv_open(fd);
	FUZZ_HOLDS(csv_next(csv, cells, 4, &why) == (int)n);
	for (i = 0; i < n; i++)
		FUZZ_HOLDS(!text_valid(parts[i]) ||
		    slice_cmp(parts[i], cells[i]) == 0);
	FUZZ_HOLDS(csv_next(csv, cells, 4, &why) == 0);
	csv_free(csv);
	close(fd);
	buf_free(&b);
}

static void
table(struct slice s)
{
	struct slice	 cells[4];
	const char	*why = NULL;
	struct csv	*csv;
	int		 fd = file_of(s.ptr, s.len), n, i;
	size_t		 sum = 0;

	csv = csv_open(fd);
	while ((n = csv_next(csv, cells, 4, &why)) > 0)
		for (i = 0; i < n; i++)
			sum += cells[i].len;
	FUZZ_HOLDS(sum <= s.len);
	FUZZ_HOLDS(n == 0 || why != NULL);
	csv_free(csv);
	close(fd);
}

static void
numbers(const char *s)
{
	static const char *const	 words[] = { "build", "diff", "verify" };
	uint8_t				 digest[HASH_MAX];
	long long			 n;

	if (util_number(s, -5, 1000, &n) == 0)
		FUZZ_HOLDS(n >= -5 && n <= 1000);
	(void)util_nearest(s, words, 3);
	(void)hash_unhex(s, strlen(s) / 2, digest);
}

static void
command(struct slice s)
{
	struct slice	 parts[12];
	struct settings	 settings;
	char		*argv[14], *own[14];
	size_t		 n, i;
	int		 rc;

	n = fuzz_parts((const uint8_t *)s.ptr, s.len, parts, 12);
	own[0] = xstrdup("build");
	for (i = 0; i < n; i++)
		own[i + 1] = strndup(parts[i].ptr, parts[i].len);
	own[n + 1] = NULL;
	/* It is sorted on the way. */
	memcpy(argv, own, sizeof(argv));
	memset(&settings, 0, sizeof(settings));
	rc = settings_read(&settings, (int)n + 1, argv);
	FUZZ_HOLDS(rc == -1 || rc == 1 || settings.export != NULL);
	settings_free(&settings);
	for (i = 0; i <= n; i++)
		free(own[i]);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	FUZZ_HOLDS(when_zone_open(&zone, "Europe/Berlin") == 0);
	hash = hash_new(HASH_SHA256);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct slice	 s = { (const char *)data + 1, len - 1 };
	char		*text;

	if (len == 0)
		return 0;
	text = strndup(s.ptr, s.len < 128 ? s.len : 128);
	switch (data[0] % 8) {
	case 0:
		times(s);
		break;
	case 1:
		names(s);
		break;
	case 2:
		escapes(s);
		break;
	case 3:
		texts_json(s);
		break;
	case 4:
		texts_csv(s);
		break;
	case 5:
		table(s);
		break;
	case 6:
		numbers(text);
		break;
	default:
		command(s);
		break;
	}
	free(text);
	return 0;
}
