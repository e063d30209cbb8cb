"""What both peers need: the rows of an export in the order of the list, with the words that tokensnap writes."""
import sqlite3
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
AS_OF = datetime(2026, 11, 23, 15, 43, tzinfo=timezone.utc)
PAGE = 2000


def between(a, b):
    a, b = min(a, b), max(a, b)
    seconds = int((b - a).total_seconds())
    for limit, size, unit in ((60, 0, ""), (3600, 60, "minute"), (86400, 3600, "hour"), (60 * 86400, 86400, "day")):
        if seconds < limit:
            if not size:
                return "less than a minute"
            n = seconds // size
            return f"{n} {unit}{'s' * (n != 1)}"
    a, b = a.astimezone(ZONE), b.astimezone(ZONE)
    n = (b.year - a.year) * 12 + b.month - a.month - ((b.day, b.time()) < (a.day, a.time()))
    unit = "month"
    if n >= 12:
        n, unit = n // 12, "year"
    return f"{n} {unit}{'s' * (n != 1)}"


def exact(t):
    local = t.astimezone(ZONE)
    offset = local.strftime("%z")
    return local.strftime("%Y-%m-%d %H:%M:%S %Z") + f" (UTC{offset[:3]}:{offset[3:]})"


def read(path):
    """Yield (user, [token, ...]) in the order of the list, as dicts."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    user, tokens = None, []
    for r in db.execute("""SELECT u.id AS uid, u.user_id, u.name AS uname, u.email, u.role, u.active AS uactive,
            t.id, t.name, t.created, t.expiration, t.last_used, t.active
            FROM service_users u LEFT JOIN tokens t ON t.service_user = u.id
            ORDER BY u.name COLLATE NOCASE, u.user_id, t.name, t.id"""):
        if user is None or r["uid"] != user["id"]:
            if user is not None:
                yield user, tokens
            words = r["uname"].split()
            user, tokens = {
                "id": r["uid"], "name": r["uname"], "email": r["email"], "internal": r["user_id"],
                "role": r["role"], "account": "Active" if r["uactive"] else "Deactivated",
                "initials": (words[0][0] + words[1][0]).upper(), "slug": f"u-{r['uid']}"}, []
        if r["id"] is None:
            continue
        created = datetime.fromisoformat(r["created"].replace("Z", "+00:00"))
        t = {"id": r["id"], "name": r["name"], "created_exact": exact(created), "expiration": "Never",
             "expiration_utc": "", "expiration_exact": "", "used": "Not used yet", "used_utc": "",
             "used_exact": "Created " + exact(created)}
        state = "active" if r["active"] else "revoked"
        if r["expiration"]:
            when = datetime.fromisoformat(r["expiration"].replace("Z", "+00:00"))
            past = when <= AS_OF
            t["expiration"] = f"Expired {between(when, AS_OF)} ago" if past else f"Expires in {between(AS_OF, when)}"
            t["expiration_utc"], t["expiration_exact"] = r["expiration"], exact(when)
            if past and state == "active":
                state = "expired"
        if r["last_used"]:
            when = datetime.fromisoformat(r["last_used"].replace("Z", "+00:00"))
            t["used"] = f"Last used {between(when, AS_OF)} ago"
            t["used_utc"], t["used_exact"] = r["last_used"], exact(when)
        t["state"], t["status"] = state, state.capitalize()
        tokens.append(t)
    if user is not None:
        yield user, tokens
