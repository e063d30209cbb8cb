"""Hold a peer's pages against tokensnap's: same.py TOKENSNAP-DATA PEER. Exit 1 with a message when they differ.

The visible text of every page must be the same, but for who made it, and in the tables the tags and attributes too, but
for the names of user pages: those are followed, row by row, to the pages that are compared."""
import os
import re
import sys
from html.parser import HTMLParser


class Page(HTMLParser):
    """What is seen of a page, and in what order the rows lead to user pages."""

    def __init__(self, path):
        super().__init__()
        self.seen, self.users, self.table = [], [], False
        with open(path, encoding="utf-8") as f:
            self.feed(f.read())
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.table = self.table or tag == "table"
        if self.table:
            if attrs.get("href", "").startswith("users/"):
                self.users.append(attrs.pop("href"))
            self.seen.append(f"<{tag} {sorted(attrs.items())}>")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if self.table:
            self.seen.append(f"</{tag}>")
        self.table = self.table and tag != "table"

    def handle_data(self, data):
        data = re.sub(r"made by [^,]*?\. Every", "made by somebody. Every", " ".join(data.split()))
        if data:
            self.seen.append(data)


def compare(ours, peer, name, other):
    """The two pages, which must be the same, or exit."""
    a, b = Page(os.path.join(ours, name)), Page(os.path.join(peer, other))
    for x, y in zip(a.seen + ["the end"], b.seen + ["the end"]):
        if x != y:
            sys.exit(f"same: {os.path.join(peer, other)}: {y!r}\n"
                     f"same: {os.path.join(ours, name)}: {x!r}")
    return a, b


def main(ours, peer):
    lists, others = [sorted(name for name in os.listdir(folder) if re.fullmatch(r"(index|tokens-\d+)\.html", name))
                     for folder in (ours, peer)]
    count, other_count = [len(os.listdir(os.path.join(folder, "users"))) for folder in (ours, peer)]
    if lists != others or count != other_count:
        sys.exit(f"same: {peer}: {len(others)} pages of the list and {other_count} of users, "
                 f"not {len(lists)} and {count} as in {ours}")
    users = {}
    for name in lists:
        a, b = compare(ours, peer, name, name)
        users.update(zip(a.users, b.users))
    if len(users) != count or len(set(users.values())) != len(users):
        sys.exit(f"same: {peer}: the rows do not lead to every user page")
    for name, other in users.items():
        compare(ours, peer, name, other)


main(*sys.argv[1:])
