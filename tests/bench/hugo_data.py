"""Prepare what Hugo needs: one content file for each page, its rows as front matter: hugo_data.py EXPORT SITE"""
import json
import os
import sys

import rows


def main(export, site):
    content = os.path.join(site, "content")
    os.makedirs(os.path.join(content, "users"))
    os.makedirs(os.path.join(content, "lists"))
    pending, number = [], 0
    for u, tokens in rows.read(export):
        with open(os.path.join(content, "users", u["slug"] + ".md"), "w", encoding="utf-8") as f:
            json.dump({"title": u["name"], "user": u, "tokens": tokens}, f)
        pending += [{"u": u, "t": t} for t in tokens]
        while len(pending) >= rows.PAGE:
            number += 1
            write(content, number, pending[:rows.PAGE])
            del pending[:rows.PAGE]
    if pending:
        write(content, number + 1, pending)


def write(content, number, some):
    with open(os.path.join(content, "lists", f"tokens-{number}.md"), "w", encoding="utf-8") as f:
        json.dump({"title": f"Service tokens, page {number}", "rows": some}, f)


main(sys.argv[1], sys.argv[2])
