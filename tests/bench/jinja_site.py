"""The same pages with Jinja2 and sqlite3, as its users would write them: jinja_site.py EXPORT OUT ROWS-A-PAGE"""
import os
import sys

from jinja2 import Environment, FileSystemLoader

import rows

HERE = os.path.dirname(os.path.abspath(__file__))


def main(export, out, size):
    env = Environment(autoescape=True, auto_reload=False, trim_blocks=True,
                      loader=FileSystemLoader(os.path.join(HERE, "jinja")))
    snapshot = env.globals["snapshot"] = rows.snapshot(export, size)
    templates = {kind: env.get_template(kind + ".html") for kind in ("list", "user")}
    roots = {"list": "", "user": "../"}
    os.makedirs(os.path.join(out, "users"))
    for name, kind, content in rows.pages(export, snapshot["tokens"], size):
        with open(os.path.join(out, name), "w", encoding="utf-8") as f:
            f.write(templates[kind].render(content, root=roots[kind]))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
