#!/usr/bin/env python3
"""same.py SNAPSHOT EXPORT SCHEMAS: the pages, CSV and JSON of a snapshot hold the same rows, and these are those of the export.

The snapshot must be one in UTC with the default theme.  Everything is read anew here: CSV by the grammar of RFC 4180, the export
by SQLite, the pages by their markup.  Prints what differs; exit 1 when anything does.
"""
import datetime
import html
import json
import os
import re
import sqlite3
import sys

snapshot, export, schemas = sys.argv[1:4]
faults = 0


def fault(*what):
    global faults
    faults += 1
    if faults <= 20:
        print("differs:", *(w if isinstance(w, str) else ascii(w) for w in what))


# --- the two files ---

CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)')
WITHIN = re.compile("[;\t\r\n](?=[ \u00a0\u3000\u2000-\u200b\ufeff\"]*['=+\\-@\0\uff1d\uff0b\uff0d\uff20])")
RISKY = re.compile("[ \u00a0\u3000\u2000-\u200b\ufeff]*['=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")


def read_csv(name):
    with open(f"{snapshot}/data/tables/{name}.csv", "rb") as f:
        data = f.read().decode("utf-8")
    rows, row, at = [], [], 0
    while at < len(data):
        m = CELL.match(data, at)
        if m is None:
            fault(name, "CSV at", data[at:at + 40])
            break
        row.append((True, m[1].replace('""', '"')) if m[1] is not None else (False, m[2]))
        if m[3] != ",":
            rows.append(row)
            row = []
        at = m.end()
    if row:
        fault(name, "CSV does not end in a line break")
    return rows


def guard(s):
    within = WITHIN.sub(r"\g<0>'", s)
    return "'" + within if RISKY.match(s) else within


def in_csv(name, kind, row, absent):
    """The cell of a value in JSON."""
    if name not in row:
        return (False, "not recorded")
    v = row[name]
    if v is None and name in row.get("unreadable", {}):
        return (True, guard("unreadable: " + row["unreadable"][name]))
    if v is None:
        return (False, absent.get(name, ""))
    if kind == "texts":
        return (True, guard("; ".join(v)))
    if kind == "text":
        return (True, guard(v))
    return (False, str(v))


def kind_of(s):
    if "$ref" in s:
        return "time"
    types = s["type"] if isinstance(s["type"], list) else [s["type"]]
    if "array" in types:
        return "texts"
    return "text" if "string" in types and "enum" not in s and "pattern" not in s else "bare"


def read_table(name):
    """The JSON of a table, after CSV was held against it."""
    with open(f"{snapshot}/data/tables/{name}.json", "rb") as f:
        raw = f.read().decode("utf-8")
    table = json.loads(raw)
    with open(f"{schemas}/{name}.json") as f:
        columns = json.load(f)["$defs"]["row"]["properties"]
    columns.pop("unreadable", None)
    kinds = {n: kind_of(s) for n, s in columns.items()}
    absent = {"expiration": "never", "last_used": "not used yet"}
    rows = read_csv(name)
    if [c[1] for c in rows[0]] != list(columns):
        fault(name, "head", rows[0])
    if len(rows) - 1 != len(table["rows"]):
        fault(name, "rows", len(rows) - 1, len(table["rows"]))
    if raw.count("\n") != len(table["rows"]) + 2:
        fault(name, "is not one row a line")
    for cells, row in zip(rows[1:], table["rows"]):
        want = [in_csv(n, kinds[n], row, absent) for n in columns]
        if cells != want:
            fault(name, "CSV", [(n, g, w) for n, g, w in zip(columns, cells, want) if g != w])
        for n in columns:
            if (n in row) == (n in table["not_recorded"]):
                fault(name, row["id"], n, "recorded or not?")
    return table


# --- the export ---

TIME = re.compile(rb"(\d{4})-(\d\d)-(\d\d)(?:([Tt ])(\d\d):(\d\d):(\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)?)?")
EPOCH = datetime.datetime(1970, 1, 1)


def utc(at):
    return (EPOCH + datetime.timedelta(seconds=at)).strftime("%Y-%m-%dT%H:%M:%SZ")


def when(kind, raw):
    """A time of the export: (RFC 3339 or None, unreadable text or None)."""
    if kind == b"null":
        return None, None
    shown = raw.decode("utf-8", "replace")
    if kind == b"integer" or (kind == b"text" and re.fullmatch(rb"\d{9,15}", raw)):
        n = int(raw)
        if n <= 0:
            return None, shown
        return utc(n // 1000 if n >= 253402300800 else n), None
    m = TIME.fullmatch(raw) if kind == b"text" else None
    if m is None or (m[4] in (b"T", b"t") and m[8] is None):
        return None, shown
    try:
        t = datetime.datetime(*(int(m[i] or 0) for i in (1, 2, 3, 5, 6)))
        if int(m[7] or 0) > 60:
            return None, shown
        t += datetime.timedelta(seconds=int(m[7] or 0))
    except ValueError:
        return None, shown
    if m[8] not in (None, b"Z", b"z"):
        sign = -1 if m[8][:1] == b"-" else 1
        t -= sign * datetime.timedelta(hours=int(m[8][1:3]), minutes=int(m[8][4:6]))
    return t.strftime("%Y-%m-%dT%H:%M:%SZ"), None


db = sqlite3.connect(f"file:{export}?mode=ro", uri=True)
db.text_factory = bytes


def has(table):
    return [r[1].decode() for r in db.execute(f"PRAGMA table_info({table})")]


def read_export(table, texts, times, numbers):
    """Rows by id, with the columns that are there."""
    there = has(table)
    texts, times, numbers = ([c for c in of if c in there] for of in (texts, times, numbers))
    sql = ", ".join(numbers + [f"CAST({c} AS BLOB)" for c in texts] +
                    [f"typeof({c}), CAST({c} AS BLOB)" for c in times])
    rows = {}
    for got in db.execute(f"SELECT {sql} FROM {table}"):
        row = dict(zip(numbers, got))
        for c, v in zip(texts, got[len(numbers):]):
            row[c] = None if v is None else v.decode("utf-8", "replace")
        rest = got[len(numbers) + len(texts):]
        odd = {}
        for i, c in enumerate(times):
            row[c], raw = when(rest[2 * i], rest[2 * i + 1])
            if raw is not None:
                odd[c] = raw
        if odd:
            row["unreadable"] = odd
        rows[row["id"]] = row
    return rows


def expected(as_of):
    users = read_export("service_users", ["user_id", "name", "email", "role", "created_by", "purpose", "owner"], ["created"],
                        ["id", "active"])
    tokens = read_export("tokens", ["name", "description"], ["created", "expiration", "last_used", "revoked"],
                         ["id", "service_user", "active", "scim"])
    states = ("active", "revoked", "expired")
    for u in users.values():
        u["tokens"] = 0
        u.update({s + "_tokens": 0 for s in states})
    if "name" in has("teams") and "team" in has("team_members"):
        for u in users.values():
            u["teams"] = []
        for owner, team, name in db.execute(
                "SELECT m.service_user, m.team, CAST(k.name AS BLOB) FROM team_members AS m LEFT JOIN teams AS k "
                "ON k.id = m.team ORDER BY k.name COLLATE NOCASE, m.team"):
            if owner in users:
                users[owner]["teams"].append(f"team {team} (missing)" if name is None else name.decode("utf-8", "replace"))
    nobody = {c: None for c in ("user_id", "name", "email")}
    for t in tokens.values():
        owner = users.get(t["service_user"])
        for c in ("user_id", "name", "email"):
            if c in has("service_users"):
                t["user_name" if c == "name" else "user_email" if c == "email" else c] = (owner or nobody)[c]
        ended = t.get("expiration") is not None and t["expiration"] <= as_of
        t["state"] = "revoked" if t["active"] == 0 else "expired" if ended else "active"
        if owner is not None:
            owner["tokens"] += 1
            owner[t["state"] + "_tokens"] += 1
    return tokens, users


# --- the pages ---

def flat(s):
    """Text as the pages show it: chips as the characters they stand for."""
    return re.sub(r"\[U\+([0-9A-F]{4,6})\]", lambda m: chr(int(m[1], 16)), s)


# A name of these alone is nothing to see; other blanks are chips.
UNSEEN = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*")


def shown(markup):
    return flat(html.unescape(re.sub(r"<[^>]*>", "", markup)))


def page(path):
    with open(f"{snapshot}/data/{path}", encoding="utf-8", newline="") as f:
        return f.read()


def parts(stem, first):
    """The pages of a list in their order."""
    yield page(first)
    n = 2
    while os.path.exists(f"{snapshot}/data/{stem % n}"):
        yield page(stem % n)
        n += 1


ROW = re.compile(r'<tr id="token-(-?\d+)" class="(\w+)">(.*?)</tr>', re.S)
USER = re.compile(r'<a href="users/([^"]*)"><bdi>(.*?)</bdi></a>', re.S)
TOKEN = re.compile(r'<td class="token"><i>\w+ key</i> <bdi>(.*?)</bdi>(?: <em>mixed scripts</em>)?( <em>SCIM</em>)?'
                   r'(?: <a class="finding \w+" href="[^"]*">[^<]*</a>)?<br/>'
                   r'(?:<small><bdi>(.*?)</bdi></small><br/>)?(.*?)</td>', re.S)
LAST = re.compile(r'<td class="last-used">(.*?)</td><td class="status"><b>(\w+)</b>', re.S)
EXACT = re.compile(r'(?:>|<br/>)(Created|Expiration|Last used|Revoked)\t<b>(.*?)</b>(?:<bdi>: (.*?)</bdi>)?', re.S)
WORDS = {"expiration": "Never", "last_used": "Not used yet", "created": "Not recorded", "revoked": "Not recorded"}


def exact(row, column, known, word=None):
    """The exact time of a page, from the value in JSON."""
    if not known:
        return "Not recorded", None
    if row[column] is not None:
        return row[column].replace("T", " ").replace("Z", "") + " UTC (UTC+00:00)", None
    if column in row.get("unreadable", {}):
        # The pages leave out a value that is an empty text.
        return "Unreadable", flat(row["unreadable"][column]) or None
    return word, None


def check_time(table, row, column, markup):
    """The cell of the list: a time element, or words."""
    m = re.match(r'<time datetime="([^"]*)"', markup)
    value = row.get(column)
    if (m[1] if m else None) != value:
        fault("token", row["id"], column, markup, value)
    if m is None:
        want, _ = exact(row, column, column not in table["not_recorded"], WORDS[column])
        if shown(markup) != want:
            fault("token", row["id"], column, markup, want)


def check_token(table, row, state, cells):
    m, last = TOKEN.search(cells), LAST.search(cells)
    if m is None or last is None:
        fault("token", row["id"], "markup", cells)
        return None
    if shown(m[1]) != ("(no name)" if UNSEEN.fullmatch(row["name"]) else flat(row["name"])):
        fault("token", row["id"], "name", m[1], row["name"])
    if (m[2] is not None) != (row.get("scim") == 1):
        fault("token", row["id"], "scim", m[2])
    check_time(table, row, "expiration", m[4])
    check_time(table, row, "last_used", last[1])
    if state != row["state"] or last[2].lower() != row["state"]:
        fault("token", row["id"], "state", state, last[2], row["state"])
    if (last[2] == "Revoked") != (row["active"] == 0):
        fault("token", row["id"], "active", last[2], row["active"])
    return m


def check_list(tokens, users):
    rows = {r["id"]: r for r in tokens["rows"]}
    pages = {u["page"]: u["id"] for u in users["rows"]}
    ids = []
    for text in parts("tokens-%d.html", "index.html"):
        for m in ROW.finditer(text):
            ids.append(int(m[1]))
            row = rows.get(ids[-1])
            if row is None:
                fault("token", m[1], "is on the page only")
                continue
            check_token(tokens, row, m[2], m[3])
            to = USER.search(m[3])
            page_of = "users/" + to[1]
            name = shown(to[2])
            if page_of in pages:
                if pages[page_of] != row["service_user"]:
                    fault("token", row["id"], "service_user", page_of)
            elif row["service_user"] is not None and f"(id {row['service_user']})" not in name:
                fault("token", row["id"], "orphan", name)
    if ids != [r["id"] for r in tokens["rows"]]:
        fault("the list and the tokens: other rows, or another order")


def check_card(table, u, text):
    card = dict(re.findall(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", text.split('<dl class="card">')[1].split("</dl>")[0], re.S))
    for column, term in (("name", "Name"), ("email", "Email"), ("user_id", "Internal ID"), ("role", "Role"),
                         ("created_by", "Created by"), ("owner", "Owner"), ("purpose", "Purpose")):
        want = "Not recorded" if column in table["not_recorded"] else flat(u[column] or "") or "None"
        if shown(card[term]) != want:
            fault("service user", u["id"], column, card[term], want)
    teams = "Not recorded"
    if "teams" not in table["not_recorded"]:
        teams = ", ".join("(no name)" if UNSEEN.fullmatch(t) else flat(t) for t in u["teams"]) or "None"
    if shown(card["Teams"]) != teams:
        fault("service user", u["id"], "teams", card["Teams"], teams)
    account = {0: "Deactivated", 1: "Active", None: "Not recorded"}[u.get("active")]
    if shown(card["Account"]) != account:
        fault("service user", u["id"], "active", card["Account"], account)
    at, raw = exact(u, "created", "created" not in table["not_recorded"], "Not recorded")
    got = shown(card["Created"])
    if raw is not None and got != at + ": " + raw:
        fault("service user", u["id"], "created", got, at, raw)
    if raw is None and got != at:
        fault("service user", u["id"], "created", got, at)


def check_user(tokens, users, u, mine):
    stem = u["page"][:-len(".html")]
    seen = []
    for i, text in enumerate(parts(stem + ".%d.html", u["page"])):
        if i == 0:
            check_card(users, u, text)
        for m in ROW.finditer(text):
            seen.append(int(m[1]))
            row = mine.get(seen[-1])
            if row is None:
                fault("service user", u["id"], "token", m[1], "is on the page only")
                continue
            t = check_token(tokens, row, m[2], m[3])
            if t is not None and shown(t[3] or "") != flat(row.get("description") or ""):
                fault("token", row["id"], "description", t[3])
            check_exact(tokens, row, m[3])
    if seen != list(mine):
        fault("service user", u["id"], "page and table: other tokens, or another order")


def check_exact(tokens, row, cells):
    got = {m[1].lower().replace(" ", "_"): (shown(m[2]), m[3] and shown(m[3])) for m in EXACT.finditer(cells)}
    for column in ("created", "expiration", "last_used", "revoked"):
        want = exact(row, column, column not in tokens["not_recorded"], WORDS[column])
        # Of a token that was not revoked nothing is said.
        if column == "revoked" and row["active"] == 1 and row.get("revoked") is None:
            want = None
        if got.get(column) != want:
            fault("token", row["id"], column, got.get(column), want)


def check_users(users):
    got = []
    for text in parts("users.%d.html", "users.html"):
        for cells in re.findall(r'<tr><th scope="row"(.*?)</tr>', text, re.S):
            # The mark that there are findings is no column of the table.
            cells = re.sub(r' <a class="finding [a-z]+" href="users/[^"]*#findings">[^<]*</a>', "", cells)
            tds = [shown(c) for c in re.findall(r"<td[^>]*>(.*?)</td>", cells, re.S)]
            got.append(("users/" + USER.search(cells)[1], tds[0], tds[1], *(t.replace(",", "") for t in tds[2:])))
    want = [(u["page"], "Not recorded" if "role" in users["not_recorded"] else flat(u["role"] or "") or "None",
             {0: "Deactivated", 1: "Active", None: "Not recorded"}[u.get("active")], str(u["tokens"]),
             str(u["active_tokens"]), str(u["revoked_tokens"]), str(u["expired_tokens"])) for u in users["rows"]]
    if got != want:
        fault("users.html", next(((g, w) for g, w in zip(got, want) if g != w), (len(got), len(want))))


def main():
    tokens, users = read_table("tokens"), read_table("service-users")
    want_tokens, want_users = expected(tokens["as_of"])
    for name, table, want in (("tokens", tokens, want_tokens), ("service-users", users, want_users)):
        got = {}
        for r in table["rows"]:
            r = dict(r)
            r.pop("page", None)
            got[r["id"]] = r
        if len(got) != len(table["rows"]):
            fault(name, "an id stands twice")
        for key in got.keys() | want.keys():
            if got.get(key) != want.get(key):
                fault(name, key, got.get(key), want.get(key))
    check_list(tokens, users)
    check_users(users)
    mine = {u["id"]: {} for u in users["rows"]}
    for r in tokens["rows"]:
        if r["service_user"] in mine:
            mine[r["service_user"]][r["id"]] = r
    for u in users["rows"]:
        check_user(tokens, users, u, mine[u["id"]])
    print(f"{len(tokens['rows'])} tokens, {len(users['rows'])} service users, {faults} differences")
    return faults > 0


sys.exit(main())
