"""Measure tokensnap beside its peers, alternating, in one run: medians, ratios and which budgets are met.

BENCH_SIZES: small, medium, large, any of them (default all). BENCH_ROUNDS: how often each is run (default 3).
BENCH_DIR: where it works (default build/bench); a folder in memory takes the disk out of the figures."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.join(TOP, "build")
WORK = os.environ.get("BENCH_DIR") or os.path.join(BUILD, "bench")
TOKENSNAP = os.path.join(BUILD, "tokensnap")
PYTHON = "/usr/bin/python3"
SIZES = {"small": (1000, 50), "medium": (100000, 5000), "large": (1000000, 50000)}
SNAPSHOT = "2026-11-23T154300Z"


def say(text):
    """Progress, for a person who waits."""
    if sys.stderr.isatty():
        print(text, end="", file=sys.stderr, flush=True)


def remove(path):
    if os.path.exists(path):
        subprocess.run(["chmod", "-R", "u+w", path], check=True)
        shutil.rmtree(path)


def generate(size):
    path = os.path.join(WORK, size + ".db")
    if not os.path.exists(path):
        with open(os.path.join(HERE, "generate.sql"), encoding="utf-8") as f:
            sql = f.read()
        tokens, users = SIZES[size]
        sql = sql.replace("@TOKENS@", str(tokens)).replace("@USERS@", str(users))
        subprocess.run(["sqlite3", "-bail", path + ".new"], input=sql, text=True, check=True,
                       stdout=subprocess.DEVNULL)
        os.rename(path + ".new", path)
    return path


def measure(command, shell_cwd):
    """Seconds, CPU seconds and peak KiB of one command."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=shell_cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench: {' '.join(command)}: exit {process.returncode}\n{message.decode()}")
    return {"seconds": seconds, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss}


def contenders(size, db):
    """Name -> (what it makes and is removed before, command, folder)."""
    out = os.path.join(WORK, "out-" + size)
    made = os.path.join(out, SNAPSHOT)
    build = [TOKENSNAP, "build", "-q", "--as-of", "2026-11-23T15:43:00Z", "--timezone", "Europe/Berlin"]
    full, one = os.path.join(WORK, "full-" + size), os.path.join(WORK, "one-" + size)
    copy = os.path.join(WORK, "copy-" + size)
    all_ = {
        "tokensnap": (out, build + ["--no-sync", "-o", out, db], WORK),
        "tokensnap, all on": (full, build + ["-o", full, db], WORK),
        "tokensnap --jobs 1": (one, build + ["--no-sync", "--jobs", "1", "-o", one, db], WORK),
        "cp -r of the result": (copy, ["cp", "-r", made, copy], WORK),
        "tokensnap verify": (None, [TOKENSNAP, "verify", "-q", made], WORK),
        "sha256sum -c": (None, ["sha256sum", "--strict", "--quiet", "-c", "manifest-sha256.txt"], made),
    }
    if size == "small":
        del all_["tokensnap --jobs 1"]
    if size == "large":
        html = os.path.join(WORK, "rows.html")
        all_["sqlite3 -html, bare rows"] = (None, ["sh", "-c", f"sqlite3 -readonly -html '{db}' 'SELECT u.name, "
            "u.email, t.name, t.expiration, t.last_used, t.active FROM tokens t JOIN service_users u ON "
            f"u.id = t.service_user ORDER BY u.name COLLATE NOCASE, t.name' >'{html}'"], WORK)
        return all_, ["Jinja2 and Hugo are left out here: minutes each"]
    left_out = []
    if subprocess.run([PYTHON, "-c", "import jinja2"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
        site = os.path.join(WORK, "jinja-" + size)
        all_["Jinja2 + sqlite3"] = (site, [PYTHON, os.path.join(HERE, "jinja_site.py"), db, site], WORK)
    else:
        left_out.append("Jinja2 is missing (apt: python3-jinja2)")
    if shutil.which("hugo"):
        site = os.path.join(WORK, "hugo-" + size)
        all_["Hugo, with its data"] = (site, ["sh", "-c", f"cp -r '{HERE}/hugo' '{site}' && {PYTHON} "
            f"'{HERE}/hugo_data.py' '{db}' '{site}' && hugo --quiet -s '{site}'"], WORK)
    else:
        left_out.append("Hugo is missing (apt: hugo)")
    return all_, left_out


def run(size, rounds):
    db = generate(size)
    all_, left_out = contenders(size, db)
    results = {name: [] for name in all_}
    for number in range(rounds):
        for name, (makes, command, folder) in all_.items():
            if makes:
                remove(makes)
            # What an earlier command left to be written must not slow this one.
            os.sync()
            results[name].append(measure(command, folder))
            say(f"\r{size}, round {number + 1} of {rounds}: {name}\033[K")
    say("\r\033[K")
    for makes, _, _ in all_.values():
        if makes:
            remove(makes)
    return {name: {key: statistics.median(r[key] for r in rs) for key in rs[0]} |
            {"min": min(r["seconds"] for r in rs), "max": max(r["seconds"] for r in rs)}
            for name, rs in results.items()}, left_out


def show(size, result, left_out):
    tokens, users = SIZES[size]
    ours = result["tokensnap"]["seconds"]
    print(f"\n{tokens:,} tokens / {users:,} service users\n")
    print("| what | median s | min | max | CPU s | peak MiB | tokensnap is |\n|---|---|---|---|---|---|---|")
    for name, r in result.items():
        print(f"| {name} | {r['seconds']:.3f} | {r['min']:.3f} | {r['max']:.3f} | {r['cpu']:.2f} | "
              f"{r['peak'] / 1024:.1f} | {r['seconds'] / ours:.2f}x as fast |")
    for line in left_out:
        print(f"\n{line}.")


def budgets(all_):
    """(statement, value, met) for every budget that what was run can tell."""
    def ratio(size, a, b, key="seconds"):
        r = all_.get(size, {})
        return r[a][key] / r[b][key] if a in r and b in r else None

    def across(name, key="seconds"):
        if "large" in all_ and "medium" in all_:
            return all_["large"][name][key] / all_["medium"][name][key]
        return None

    peak = all_["large"]["tokensnap"]["peak"] / 1024 if "large" in all_ else None
    small = all_["small"]["tokensnap"]["cpu"] * 1000 if "small" in all_ else None
    rows = [
        ("100,000: Jinja2 / tokensnap", ratio("medium", "Jinja2 + sqlite3", "tokensnap"), ">=", 20),
        ("100,000: Hugo / tokensnap", ratio("medium", "Hugo, with its data", "tokensnap"), ">=", 30),
        ("1,000,000: tokensnap / cp -r", ratio("large", "tokensnap", "cp -r of the result"), "<=", 1.3),
        ("1,000,000 / 100,000: time", across("tokensnap"), "<=", 11),
        ("1,000,000: all on / tokensnap", ratio("large", "tokensnap, all on", "tokensnap"), "<=", 2.5),
        ("1,000,000: peak MiB", peak, "<=", 64),
        ("1,000,000 / 100,000: peak", across("tokensnap", "peak"), "<=", 1.2),
        ("1,000,000: sha256sum -c / verify", ratio("large", "sha256sum -c", "tokensnap verify"), ">=", 1.5),
        ("1,000,000: --jobs 1 / --jobs 2", ratio("large", "tokensnap --jobs 1", "tokensnap"), ">=", 1.6),
        ("1,000: CPU ms", small, "<=", 60),
    ]
    return [(what, value, sign, limit, value <= limit if sign == "<=" else value >= limit)
            for what, value, sign, limit in rows if value is not None]


def main():
    sizes = (os.environ.get("BENCH_SIZES") or "small medium large").split()
    rounds = int(os.environ.get("BENCH_ROUNDS") or 3)
    unknown = [s for s in sizes if s not in SIZES]
    if unknown:
        sys.exit(f"bench: no size {unknown[0]} (small, medium, large)")
    os.makedirs(WORK, exist_ok=True)
    all_ = {}
    for size in sizes:
        all_[size], left_out = run(size, rounds)
        show(size, all_[size], left_out)
    print("\n| budget | value | limit | met |\n|---|---|---|---|")
    held = budgets(all_)
    for what, value, sign, limit, met in held:
        print(f"| {what} | {value:.2f} | {sign} {limit} | {'yes' if met else 'NO'} |")
    with open(os.path.join(BUILD, "bench.json"), "w", encoding="utf-8") as f:
        json.dump({"sizes": all_, "budgets": [dict(zip(("what", "value", "sign", "limit", "met"), b))
                                              for b in held]}, f, indent=1)
    return 0 if all(b[4] for b in held) else 1


sys.exit(main())
