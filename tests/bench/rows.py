"""What both peers need: an export in the order of the list, with the words that tokensnap writes.

What the benchmark's exports do not have is left out: avatars, teams, names that do not begin with a letter,
user pages of more than one part."""
import hashlib
import os
import sqlite3
import string
from datetime import datetime, timezone
from types import SimpleNamespace
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
AS_OF = datetime(2026, 11, 23, 15, 43, tzinfo=timezone.utc)
AS_OF_LOCAL = AS_OF.astimezone(ZONE)
AS_OF_UTC = "2026-11-23T15:43:00Z"


def exact(local):
    """2026-12-23 16:43:00 CET (UTC+01:00)"""
    text = local.isoformat(" ")
    return f"{text[:19]} {local.tzname()} (UTC{text[19:]})"


def amount(n, unit):
    return f"{n} {unit}" if n == 1 else f"{n} {unit}s"


def distance(at, local):
    """The time between an instant and the snapshot, in words; local is the instant in its zone."""
    seconds = abs(int((AS_OF - at).total_seconds()))
    if seconds < 60:
        return "less than a minute"
    if seconds < 3600:
        return amount(seconds // 60, "minute")
    if seconds < 86400:
        return amount(seconds // 3600, "hour")
    if seconds < 60 * 86400:
        return amount(seconds // 86400, "day")
    a, b = (local, AS_OF_LOCAL) if at < AS_OF else (AS_OF_LOCAL, local)
    months = (b.year - a.year) * 12 + b.month - a.month - ((b.day, b.time()) < (a.day, a.time()))
    return amount(months, "month") if months < 12 else amount(months // 12, "year")


def instant(text):
    """An instant in UTC, and the same in the zone."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return at, at.astimezone(ZONE)


def connect(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    return db


def letters(db, size):
    """Each letter and where its first token stands, or nothing."""
    found, before = {}, 0
    for letter, count in db.execute("""SELECT upper(substr(u.name, 1, 1)), count(*)
            FROM tokens t JOIN service_users u ON u.id = t.service_user GROUP BY 1 ORDER BY 1"""):
        found[letter] = f"{page_name(before // size + 1)}#letter-{letter}"
        before += count
    return [(letter, found.get(letter)) for letter in string.ascii_uppercase + "#"]


def snapshot(path, size):
    """What the head of every page says, and the letters of the list."""
    with open(path, "rb") as f:
        digest = hashlib.sha256()
        while block := f.read(1 << 20):
            digest.update(block)
    db = connect(path)
    users, = db.execute("SELECT count(*) FROM service_users").fetchone()
    tokens, revoked, expired = db.execute(
        "SELECT count(*), total(NOT active), total(active AND expiration <= ?) FROM tokens", (AS_OF_UTC,)).fetchone()
    known = letters(db, size)
    db.close()
    revoked, expired = int(revoked), int(expired)
    return {"name": AS_OF_UTC.replace(":", ""), "as_of": exact(AS_OF_LOCAL), "as_of_utc": AS_OF_UTC, "zone": ZONE.key,
            "export": os.path.basename(path), "sha256": digest.hexdigest(), "users": users, "tokens": tokens,
            "active": tokens - revoked - expired, "revoked": revoked, "expired": expired, "letters": known}


def make_user(r):
    first, second = r["uname"].split()[:2]
    return SimpleNamespace(
        id=r["uid"], name=r["uname"], email=r["email"], internal=r["user_id"], role=r["role"],
        account="Active" if r["uactive"] else "Deactivated", created=exact(instant(r["ucreated"])[1]),
        initials=(first[0] + second[0]).upper(), slug=f"u-{r['uid']}", tokens=0, active=0, revoked=0, expired=0,
        never=0, unused=0)


def make_token(r, user):
    """One token in words, counted for its user."""
    t = SimpleNamespace(
        id=r["id"], name=r["name"], letter=None, created=exact(instant(r["created"])[1]),
        state="active" if r["active"] else "revoked", expiration="Never", expiration_utc=None, expiration_exact="Never",
        used="Not used yet", used_utc=None, used_exact="Not used yet")
    if r["expiration"]:
        at, local = instant(r["expiration"])
        past = at <= AS_OF
        if past and t.state == "active":
            t.state = "expired"
        t.expiration = f"Expired {distance(at, local)} ago" if past else f"Expires in {distance(at, local)}"
        t.expiration_utc, t.expiration_exact = r["expiration"], exact(local)
    else:
        user.never += 1
    if r["last_used"]:
        at, local = instant(r["last_used"])
        t.used, t.used_utc, t.used_exact = f"Last used {distance(at, local)} ago", r["last_used"], exact(local)
    else:
        user.unused += 1
    t.status = t.state.capitalize()
    user.tokens += 1
    user.active += t.state == "active"
    user.revoked += t.state == "revoked"
    user.expired += t.state == "expired"
    return t


def read(path):
    """Yield (user, [token, ...]) in the order of the list, in words."""
    db = connect(path)
    user, tokens, letter = None, [], None
    for r in db.execute("""SELECT u.id AS uid, u.user_id, u.name AS uname, u.email, u.role, u.active AS uactive,
            u.created AS ucreated, t.id, t.name, t.created, t.expiration, t.last_used, t.active
            FROM service_users u LEFT JOIN tokens t ON t.service_user = u.id
            ORDER BY u.name COLLATE NOCASE, u.user_id, u.id, t.name, t.id"""):
        if user is None or r["uid"] != user.id:
            if user is not None:
                yield user, tokens
            user, tokens = make_user(r), []
        if r["id"] is not None:
            tokens.append(make_token(r, user))
            if user.initials[0] != letter:
                tokens[-1].letter = letter = user.initials[0]
    if user is not None:
        yield user, tokens


def pages(path, total, size):
    """Yield (name of the page, kind, what its template needs) for every page, total tokens at size to a list page."""
    number, pending = 0, []
    for user, tokens in read(path):
        yield f"users/{user.slug}.html", "user", {"user": user, "tokens": tokens}
        pending += [(user, t) for t in tokens]
        while len(pending) >= size:
            number += 1
            yield page_name(number), "list", list_page(number, total, size, pending[:size])
            del pending[:size]
    if pending or number == 0:
        yield page_name(number + 1), "list", list_page(number + 1, total, size, pending)


def list_page(number, total, size, some):
    count = -(-total // size) or 1
    first = (number - 1) * size + 1
    return {"number": number, "count": count, "total": total, "first": first, "last": first + len(some) - 1,
            "previous": page_name(number - 1) if number > 1 else "",
            "next": page_name(number + 1) if number < count else "", "links": links(number, count), "rows": some}


def page_name(number):
    return "index.html" if number == 1 else f"tokens-{number}.html"


def links(number, count):
    """The pages to link: the first, the last, two on each side of this one; number 0 is a gap."""
    found = []
    for n in sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)}) if count > 1 else ():
        if found and n > found[-1]["number"] + 1:
            found.append({"number": 0, "url": ""})
        found.append({"number": n, "url": page_name(n)})
    return found
