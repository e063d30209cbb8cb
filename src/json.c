#include "json.h"

#include "text.h"

static void
begin(struct json *j)
{
	if (j->more)
		buf_addc(j->out, ',');
	j->more = true;
}

static void
open_with(struct json *j, char c)
{
	begin(j);
	buf_addc(j->out, c);
	j->more = false;
}

static void
close_with(struct json *j, char c)
{
	buf_addc(j->out, c);
	j->more = true;
}

void
json_object(struct json *j)
{
	open_with(j, '{');
}

void
json_object_end(struct json *j)
{
	close_with(j, '}');
}

void
json_array(struct json *j)
{
	open_with(j, '[');
}

void
json_array_end(struct json *j)
{
	close_with(j, ']');
}

void
json_key(struct json *j, const char *name)
{
	begin(j);
	buf_addc(j->out, '"');
	buf_adds(j->out, name);
	BUF_LIT(j->out, "\":");
	j->more = false;
}

static void
escape(struct buf *b, unsigned char c)
{
	static const char	 hex[] = "0123456789abcdef";

	switch (c) {
	case '"': BUF_LIT(b, "\\\""); break;
	case '\\': BUF_LIT(b, "\\\\"); break;
	case '\n': BUF_LIT(b, "\\n"); break;
	case '\r': BUF_LIT(b, "\\r"); break;
	case '\t': BUF_LIT(b, "\\t"); break;
	default:
		BUF_LIT(b, "\\u00");
		buf_addc(b, hex[c >> 4]);
		buf_addc(b, hex[c & 15]);
	}
}

void
json_tame(struct json *j, struct slice s)
{
	struct buf	*b = j->out;
	char		*p;

	begin(j);
	p = buf_room(b, s.len + 2);
	p[0] = '"';
	if (s.len > 0)
		memcpy(p + 1, s.ptr, s.len);
	p[s.len + 1] = '"';
	p[s.len + 2] = '\0';
	b->len += s.len + 2;
}

void
json_text(struct json *j, struct slice s)
{
	uint32_t	 cp;
	size_t		 at = 0, from = 0, len;
	unsigned char	 c;
	bool		 valid;

	if (s.ptr == NULL) {
		json_null(j);
		return;
	}
	if (text_is_tame(s)) {
		json_tame(j, s);
		return;
	}
	begin(j);
	buf_addc(j->out, '"');
	while (at < s.len) {
		c = (unsigned char)s.ptr[at];
		if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
			at++;
			continue;
		}
		len = 1;
		valid = false;
		if (c >= 0x80)
			len = text_decode(s.ptr + at, s.len - at, &cp, &valid);
		if (!valid) {
			buf_add(j->out, s.ptr + from, at - from);
			from = at + len;
			if (c < 0x80)
				escape(j->out, c);
			else
				text_encode(j->out, TEXT_BAD);
		}
		at += len;
	}
	buf_add(j->out, s.ptr + from, s.len - from);
	buf_addc(j->out, '"');
}

void
json_string(struct json *j, const char *s)
{
	json_text(j, slice_of(s));
}

void
json_number(struct json *j, int64_t n)
{
	begin(j);
	buf_num(j->out, n);
}

void
json_bool(struct json *j, bool is)
{
	begin(j);
	buf_adds(j->out, is ? "true" : "false");
}

void
json_null(struct json *j)
{
	begin(j);
	BUF_LIT(j->out, "null");
}

void
json_line(struct json *j)
{
	buf_addc(j->out, '\n');
}
