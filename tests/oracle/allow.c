/* The lists: elements, attributes, characters. */

#include "oracle.h"

#include <string.h>

struct element {
	const char		*name;
	const struct allowed	*attrs;
};

#define END	{ NULL, VALUE_TEXT, NULL }

/* What any element may have. */
static const struct allowed common[] = {
	{ "class", VALUE_WORDS, NULL },
	{ "id", VALUE_ID, NULL },
	{ "lang", VALUE_WORDS, NULL },
	{ "dir", VALUE_ONE_OF, "|auto|ltr|rtl|" },
	{ "title", VALUE_TEXT, NULL },
	{ "role", VALUE_ONE_OF, "|img|list|listitem|note|region|status|" },
	{ "tabindex", VALUE_ONE_OF, "|0|" },
	{ "aria-current", VALUE_ONE_OF, "|page|true|" },
	{ "aria-describedby", VALUE_IDREFS, NULL },
	{ "aria-hidden", VALUE_ONE_OF, "|true|" },
	{ "aria-label", VALUE_TEXT, NULL },
	{ "aria-labelledby", VALUE_IDREFS, NULL },
	END
};

static const struct allowed none[] = { END };
static const struct allowed of_a[] = {
	{ "href", VALUE_LINK, NULL },
	{ "rel", VALUE_ONE_OF, "|next|prev|noopener noreferrer|" },
	{ "download", VALUE_WORDS, NULL },
	{ "type", VALUE_WORDS, NULL }, END
};
static const struct allowed of_details[] = {
	{ "open", VALUE_ONE_OF, "|open|" }, END
};
static const struct allowed of_img[] = {
	{ "src", VALUE_PICTURE, NULL }, { "alt", VALUE_TEXT, NULL },
	{ "width", VALUE_NUMBER, NULL }, { "height", VALUE_NUMBER, NULL },
	{ "loading", VALUE_ONE_OF, "|lazy|" },
	{ "decoding", VALUE_ONE_OF, "|async|" }, END
};
static const struct allowed of_input[] = {
	{ "type", VALUE_ONE_OF, "|radio|checkbox|" },
	{ "name", VALUE_WORDS, NULL },
	{ "checked", VALUE_ONE_OF, "|checked|" }, END
};
static const struct allowed of_label[] = {
	{ "for", VALUE_IDREFS, NULL }, END
};
static const struct allowed of_li[] = { { "value", VALUE_NUMBER, NULL }, END };
static const struct allowed of_ol[] = { { "start", VALUE_NUMBER, NULL }, END };
static const struct allowed of_link[] = {
	{ "href", VALUE_STYLE, NULL },
	{ "rel", VALUE_ONE_OF, "|stylesheet|" }, END
};
/* What stands in content is looked at where the element is. */
static const struct allowed of_meta[] = {
	{ "charset", VALUE_ONE_OF, "|utf-8|" },
	{ "http-equiv", VALUE_ONE_OF, "|Content-Security-Policy|" },
	{ "name", VALUE_ONE_OF,
	    "|viewport|referrer|generator|color-scheme|robots|" },
	{ "content", VALUE_TEXT, NULL }, END
};
static const struct allowed of_td[] = {
	{ "colspan", VALUE_NUMBER, NULL }, { "rowspan", VALUE_NUMBER, NULL },
	{ "headers", VALUE_IDREFS, NULL },
	{ "data-column", VALUE_TEXT, NULL }, END
};
static const struct allowed of_th[] = {
	{ "colspan", VALUE_NUMBER, NULL }, { "rowspan", VALUE_NUMBER, NULL },
	{ "scope", VALUE_ONE_OF, "|col|row|colgroup|rowgroup|" },
	{ "aria-sort", VALUE_ONE_OF, "|ascending|descending|none|" },
	{ "abbr", VALUE_TEXT, NULL }, END
};
static const struct allowed of_col[] = { { "span", VALUE_NUMBER, NULL }, END };
static const struct allowed of_time[] = {
	{ "datetime", VALUE_TIME, NULL }, END
};
static const struct allowed of_svg[] = {
	{ "viewBox", VALUE_NUMBER, NULL }, { "width", VALUE_NUMBER, NULL },
	{ "height", VALUE_NUMBER, NULL },
	{ "focusable", VALUE_ONE_OF, "|false|" },
	{ "fill", VALUE_ONE_OF, "|currentColor|none|" },
	{ "font-size", VALUE_NUMBER, NULL }, END
};
static const struct allowed of_shape[] = {
	{ "x", VALUE_NUMBER, NULL }, { "y", VALUE_NUMBER, NULL },
	{ "x1", VALUE_NUMBER, NULL }, { "y1", VALUE_NUMBER, NULL },
	{ "x2", VALUE_NUMBER, NULL }, { "y2", VALUE_NUMBER, NULL },
	{ "cx", VALUE_NUMBER, NULL }, { "cy", VALUE_NUMBER, NULL },
	{ "r", VALUE_NUMBER, NULL }, { "rx", VALUE_NUMBER, NULL },
	{ "width", VALUE_NUMBER, NULL }, { "height", VALUE_NUMBER, NULL },
	{ "d", VALUE_WORDS, NULL }, { "points", VALUE_WORDS, NULL },
	{ "fill", VALUE_ONE_OF, "|currentColor|none|" },
	{ "fill-opacity", VALUE_NUMBER, NULL },
	{ "stroke", VALUE_ONE_OF, "|currentColor|none|" },
	{ "stroke-opacity", VALUE_NUMBER, NULL },
	{ "stroke-width", VALUE_NUMBER, NULL },
	{ "stroke-dasharray", VALUE_NUMBER, NULL },
	{ "text-anchor", VALUE_ONE_OF, "|start|middle|end|" },
	{ "font-size", VALUE_NUMBER, NULL },
	{ "font-weight", VALUE_ONE_OF, "|bold|" }, END
};

static const struct element elements[] = {
	{ "a", of_a }, { "abbr", none }, { "article", none },
	{ "aside", none }, { "b", none }, { "bdi", none },
	{ "blockquote", none }, { "body", none }, { "br", none },
	{ "caption", none }, { "circle", of_shape }, { "cite", none },
	{ "code", none }, { "col", of_col }, { "colgroup", of_col },
	{ "dd", none }, { "del", none }, { "desc", none },
	{ "details", of_details }, { "dfn", none }, { "div", none },
	{ "dl", none }, { "dt", none }, { "em", none }, { "fieldset", none },
	{ "figcaption", none }, { "figure", none }, { "footer", none },
	{ "g", of_shape }, { "h1", none }, { "h2", none }, { "h3", none },
	{ "h4", none }, { "h5", none }, { "h6", none }, { "head", none },
	{ "header", none }, { "hr", none }, { "html", none }, { "i", none },
	{ "img", of_img }, { "input", of_input }, { "ins", none },
	{ "kbd", none }, { "label", of_label }, { "legend", none },
	{ "li", of_li }, { "line", of_shape }, { "link", of_link },
	{ "main", none }, { "mark", none }, { "meta", of_meta },
	{ "nav", none }, { "ol", of_ol }, { "p", none }, { "path", of_shape },
	{ "polyline", of_shape }, { "pre", none }, { "q", none },
	{ "rect", of_shape }, { "s", none }, { "samp", none },
	{ "section", none }, { "small", none }, { "span", none },
	{ "strong", none }, { "style", none }, { "sub", none },
	{ "summary", none }, { "sup", none }, { "svg", of_svg },
	{ "table", none }, { "tbody", none }, { "td", of_td },
	{ "text", of_shape }, { "tfoot", none }, { "th", of_th },
	{ "thead", none }, { "time", of_time }, { "title", none },
	{ "tr", none }, { "tspan", of_shape }, { "u", none }, { "ul", none },
	{ "wbr", none },
};

static const struct element *
find(const char *name)
{
	size_t	 from = 0, to = sizeof(elements) / sizeof(elements[0]), i;
	int	 c;

	while (from < to) {
		i = (from + to) / 2;
		c = strcmp(name, elements[i].name);
		if (c == 0)
			return &elements[i];
		if (c < 0)
			to = i;
		else
			from = i + 1;
	}
	return NULL;
}

static bool
is_in(const char *name, const char *list)
{
	const char	*p;
	size_t		 len = strlen(name);

	for (p = list; (p = strstr(p, name)) != NULL; p++)
		if (p > list && p[-1] == ' ' && p[len] == ' ')
			return true;
	return false;
}

bool
allow_element(const char *name)
{
	return find(name) != NULL;
}

bool
allow_is_void(const char *name)
{
	return is_in(name, " br col hr img input link meta wbr ");
}

bool
allow_is_svg(const char *name)
{
	return is_in(name, " circle g line path polyline rect svg text "
	    "tspan ");
}

static const struct allowed *
find_attr(const struct allowed *list, const char *attr)
{
	for (; list->attr != NULL; list++)
		if (strcmp(list->attr, attr) == 0)
			return list;
	return NULL;
}

const struct allowed *
allow_attr(const char *element, const char *attr)
{
	const struct element	*e = find(element);
	const struct allowed	*a = NULL;

	if (e != NULL && (a = find_attr(e->attrs, attr)) == NULL)
		a = find_attr(common, attr);
	return a;
}

/* Invisible and misleading characters: of Unicode 15 those with the general
 * category Cc, Cf, Zl or Zp, variation selectors, and fillers. */
bool
allow_char(uint32_t c, bool note)
{
	static const struct {
		uint32_t	 from, to;
	} hidden[] = {
		{ 0xad, 0xad }, { 0x34f, 0x34f }, { 0x600, 0x605 },
		{ 0x61c, 0x61c }, { 0x6dd, 0x6dd }, { 0x70f, 0x70f },
		{ 0x890, 0x891 }, { 0x8e2, 0x8e2 }, { 0x115f, 0x1160 },
		{ 0x17b4, 0x17b5 }, { 0x180b, 0x180f }, { 0x200b, 0x200f },
		{ 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 },
		{ 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 },
		{ 0xfff9, 0xfffb }, { 0x110bd, 0x110bd }, { 0x110cd, 0x110cd },
		{ 0x13430, 0x1343f }, { 0x1bca0, 0x1bca3 },
		{ 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
	};
	size_t	 i;

	if (c < 0x20)
		return c == '\n' || c == '\t';
	if (c < 0x7f)
		return true;
	if (c < 0xa0 || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
		return false;
	for (i = 0; !note && i < sizeof(hidden) / sizeof(hidden[0]); i++)
		if (c >= hidden[i].from && c <= hidden[i].to)
			return false;
	return true;
}
