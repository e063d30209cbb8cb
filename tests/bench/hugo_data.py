"""Prepare what Hugo needs, a content file for each page with its rows in it: hugo_data.py EXPORT SITE ROWS-A-PAGE"""
import json
import os
import sys

import rows


def front_matter(kind, page):
    """What the page's template needs, and no more."""
    if kind == "user":
        return {"title": page["user"].name, **page}
    return {**page, "title": "Tokens", "layout": "list", "rows": [
        ({"initials": u.initials, "slug": u.slug, "name": u.name, "email": u.email}, t) for u, t in page["rows"]]}


def main(export, site, size):
    content, data = os.path.join(site, "content"), os.path.join(site, "data")
    os.makedirs(os.path.join(content, "users"))
    os.makedirs(data)
    snapshot = rows.snapshot(export, size)
    with open(os.path.join(data, "snapshot.json"), "w", encoding="utf-8") as f:
        json.dump(snapshot, f)
    for name, kind, page in rows.pages(export, snapshot["tokens"], size):
        name = "_index.md" if name == "index.html" else name.replace(".html", ".md")
        with open(os.path.join(content, name), "w", encoding="utf-8") as f:
            json.dump(front_matter(kind, page), f, default=vars)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
