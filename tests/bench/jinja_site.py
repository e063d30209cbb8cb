"""The same pages with Jinja2 and sqlite3, as well as its users would write them: jinja_site.py EXPORT OUT"""
import os
import sys

from jinja2 import DictLoader, Environment

import rows

HEAD = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="{{ root }}assets/style.css"></head>
<body><header><p><a href="{{ root }}index.html">Service tokens</a> as of 2026-11-23 16:43:00 CET (UTC+01:00)</p>
</header><main>{% block main %}{% endblock %}</main><footer>made with Jinja2</footer></body></html>
"""
CELLS = """<td class="token"><svg class="k" role="img" aria-label="{{ t.status }} key"><use href="#key"></use></svg>\
<bdi>{{ t.name }}</bdi>{% if t.expiration_utc %}<time datetime="{{ t.expiration_utc }}" \
title="{{ t.expiration_exact }}">{{ t.expiration }}</time>{% else %}<span>{{ t.expiration }}</span>{% endif %}</td>\
<td class="last-used">{% if t.used_utc %}<time datetime="{{ t.used_utc }}" title="{{ t.used_exact }}">{{ t.used }}\
</time>{% else %}<span title="{{ t.used_exact }}">{{ t.used }}</span>{% endif %}</td>\
<td class="status"><span>{{ t.status }}</span></td>"""
LIST = """{% extends "head" %}{% block title %}Service tokens, page {{ number }} of {{ count }}{% endblock %}
{% block main %}<h1>Service tokens</h1><table class="tokens"><tbody>
{% for u, t in rows %}<tr id="token-{{ t.id }}" class="{{ t.state }}"><th scope="row" class="service-user">\
<span class="a">{{ u.initials }}</span><a href="users/{{ u.slug }}.html"><bdi>{{ u.name }}</bdi></a>\
<small><bdi>{{ u.email }}</bdi></small><a class="go" href="users/{{ u.slug }}.html">&#8594;</a></th>""" + CELLS + """</tr>
{% endfor %}</tbody></table>{% endblock %}"""
USER = """{% extends "head" %}{% block title %}{{ u.name }}{% endblock %}
{% block main %}<h1>{{ u.name }}</h1><dl><dt>Email</dt><dd>{{ u.email }}</dd><dt>Internal ID</dt>\
<dd>{{ u.internal }}</dd><dt>Role</dt><dd>{{ u.role }}</dd><dt>Account</dt><dd>{{ u.account }}</dd></dl>
<table class="tokens"><tbody>
{% for t in tokens %}<tr id="token-{{ t.id }}" class="{{ t.state }}">""" + CELLS + """<td class="exact">Created \
{{ t.created_exact }}<br>Expires {{ t.expiration_exact or t.expiration }}<br>Last used \
{{ t.used_exact }}</td></tr>
{% endfor %}</tbody></table>{% endblock %}"""


def main(export, out):
    env = Environment(autoescape=True, loader=DictLoader({"head": HEAD, "list": LIST, "user": USER}))
    list_page, user_page = env.get_template("list"), env.get_template("user")
    os.makedirs(os.path.join(out, "users"))
    pending, number = [], 0
    for u, tokens in rows.read(export):
        with open(os.path.join(out, "users", u["slug"] + ".html"), "w", encoding="utf-8") as f:
            f.write(user_page.render(root="../", u=u, tokens=tokens))
        pending += [(u, t) for t in tokens]
        while len(pending) >= rows.PAGE:
            number += 1
            write_list(out, list_page, number, pending[:rows.PAGE])
            del pending[:rows.PAGE]
    if pending:
        write_list(out, list_page, number + 1, pending)


def write_list(out, page, number, some):
    name = "index.html" if number == 1 else f"tokens-{number}.html"
    with open(os.path.join(out, name), "w", encoding="utf-8") as f:
        f.write(page.render(root="", number=number, count="?", rows=some))


main(sys.argv[1], sys.argv[2])
