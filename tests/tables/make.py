#!/usr/bin/env python3
"""make.py SEED TOKENS USERS FILE: an export full of odd values; the same arguments give the same rows."""
import random
import sqlite3
import sys

seed, ntokens, nusers = (int(a) for a in sys.argv[1:4])
rnd = random.Random(seed)

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'", " =", "\u00a0+",
          "\u3000@", "\u200b=", "\ufeff-", "''", '"', ",", ";", "[U+202E]", "&lt;", "<b>", "</td>", "\\"]
PIECES = ["SUM(A1:A9)", "cmd|' /C calc'!A0", "1+1", "2", "never", "not used yet", "not recorded", "unreadable: x", "null",
          "007", "1e5", "2026-01-15", "TRUE", "a", "Nightly load", "naïve", "データ連携", "מעקב", "p\u0430yroll", "\U0001f511",
          "\u202eevil", "\u2028", "a\r\nb", "x\ny", "tab\there", 'say "hi"', "a,b", "o'clock", "\0in", "\x01\x1b[31m",
          "\x7f", "\u0085", "e\u0301", "\ufffe", "\U000e0041", "  ", "", "x" * 300]
BROKEN = [b"\xff", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xf0\x9f", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"a\xe2\x28\xa1b"]


def text(null=0.1):
    """Bytes of a text, or None."""
    if rnd.random() < null:
        return None
    out = b""
    if rnd.random() < 0.3:
        out += rnd.choice(STARTS).encode()
    for _ in range(rnd.randrange(1, 4)):
        out += rnd.choice(PIECES).encode()
        if rnd.random() < 0.05:
            out += rnd.choice(BROKEN)
    return out


def clock(at):
    """A time in one of the forms, or none, or what is none."""
    import datetime
    kind = rnd.randrange(14)
    t = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=at)
    if kind < 4:
        return t.strftime("%Y-%m-%dT%H:%M:%SZ")
    if kind == 4:
        return t.strftime("%Y-%m-%dT%H:%M:%S") + rnd.choice(["+02:00", "-09:30", ".25Z", ".999999+00:00"])
    if kind == 5:
        return t.strftime("%Y-%m-%d %H:%M:%S")
    if kind == 6:
        return t.strftime("%Y-%m-%d")
    if kind == 7:
        return at
    if kind == 8:
        return at * 1000 + rnd.randrange(1000)
    if kind == 9:
        return str(at)
    if kind < 13:
        return None
    return rnd.choice(["yesterday", "", 0, -5, 1.5, "=NOW()", "2026-02-30", b"bytes \xff", 'quote " here', "\n"])


db = sqlite3.connect(sys.argv[4])
db.executescript("""
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT, name TEXT, email TEXT, role TEXT, active INTEGER, created,
    created_by TEXT, purpose TEXT, owner TEXT);
CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE team_members(team INTEGER, service_user INTEGER);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT, created, expiration, last_used, active INTEGER,
    revoked, scim INTEGER, description TEXT, token_hash TEXT);
""")
for i in range(1, 40):
    db.execute("INSERT INTO teams VALUES(?, CAST(? AS TEXT))", (i, text(0)))
for i in range(1, nusers + 1):
    ident = (text(0) or b"") + b"#%d" % i
    db.execute("INSERT INTO service_users VALUES(?" + ", CAST(? AS TEXT)" * 4 + ", ?, ?" + ", CAST(? AS TEXT)" * 3 + ")",
               (i, ident if rnd.random() < 0.98 else None, text(), text(), rnd.choice([b"Admin", b"Member", b"=Owner", None]),
                rnd.choice([0, 1, 1, 1, None]), clock(1700000000 + rnd.randrange(90000000)), text(), text(), text()))
    for team in rnd.sample(range(1, 42), rnd.choice([0, 0, 1, 2, 5])):
        db.execute("INSERT INTO team_members VALUES(?, ?)", (team, i))
for i in range(1, ntokens + 1):
    # Some have very many, some none; some lead nowhere.
    owner = rnd.choice([1, rnd.randrange(1, nusers + 1), rnd.randrange(1, nusers // 2 + 1), rnd.randrange(1, nusers + 5)])
    if rnd.random() < 0.002:
        owner = None
    db.execute("INSERT INTO tokens VALUES(?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, CAST(? AS TEXT), 'CANARY')",
               (i * 3 - 50, owner, text(0), clock(1700000000 + rnd.randrange(90000000)),
                clock(1760000000 + rnd.randrange(90000000)), clock(1760000000 + rnd.randrange(35000000)),
                int(rnd.random() < 0.8), clock(1760000000 + rnd.randrange(35000000)) if rnd.random() < 0.3 else None,
                rnd.choice([0, 0, 1, None]), text(0.5)))
db.commit()
