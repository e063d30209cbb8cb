"""Measure tokensnap beside its peers, in turns, in one run: medians, ratios and which budgets are met.

BENCH_SIZES: any of small, medium, large, all, one, each, huge (default: the first four). BENCH_ROUNDS: how often they
are run, one number for all or one for each (default: the shorter a round, the more of them). BENCH_DIR: where it works
(default build/bench); a folder in memory takes the disk out of the figures.

A budget's ratio of two commands is that of each round, and of these the median: what slows a minute slows both of them.
The last column of a size's table is of the medians. Right beside a million tokens 100,000 are built ten times, so that
what comes every few seconds comes to both.

Every round writes to a folder of its own, and nothing is deleted before all is measured: see RECENTLY. What this run
leaves is set aside by the next one and deleted at its end. After `make clean` or `make test` wait six minutes."""
import glob
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.join(TOP, "build")
WORK = os.path.abspath(os.environ.get("BENCH_DIR") or os.path.join(BUILD, "bench"))
TOKENSNAP = os.path.join(BUILD, "tokensnap")
MEASURE, READY, DOES_LEAST = (os.path.join(BUILD, name) for name in ("measure", "ready", "least"))
PYTHON = "/usr/bin/python3"
SNAPSHOT = "2026-11-23T154300Z"
OLD = os.path.join(WORK, "old")
CPUS = len(os.sched_getaffinity(0))

# Without a journal ext4 does not give out an inode again for 60 s after its file was deleted, and 300 s more where its
# block of inodes waits to be written, as it does once another file was made in it. To look for one that is free can
# take more than ten times as long as to make the file.
RECENTLY = 365

# What a command may use of memory for each token, the page cache included: it is made ready before (ready.c). Much more
# than a list takes, since of what is free the host takes a part back at once.
BYTES_READY = 8192

OURS, ALL_ON, ONE_JOB = "tokensnap", "tokensnap, all on", "tokensnap --jobs 1"
TEN = "tokensnap, ten times 100,000 tokens"
ALL_PAGES = "tokensnap, all pages"
COPY, VERIFY, SHA256SUM = "cp -r of the result", "tokensnap verify", "sha256sum -c"
JINJA, HUGO, HTML = "Jinja2 + sqlite3", "Hugo, with its data", "sqlite3 -html, bare rows"
# What bounds us: the same bytes written, made durable and read back by stock tools; two programs that share nothing;
# what no program can leave out (least.c).
FLOOR, PAIR = "cp -r of all on, sync, sha256sum -c", "two tokensnap --jobs 1 at once"
LEAST, LEAST_ALL = "the least: see least.c", "the least for all on, synced, read back"
# These read what tokensnap made in the same round.
READERS = (COPY, VERIFY, SHA256SUM, FLOOR, LEAST, LEAST_ALL)
# Tokens, service users, what is run.
SIZES = {
    "small": (1000, 50, (OURS, ALL_PAGES, ALL_ON, COPY, VERIFY, SHA256SUM, JINJA, HUGO)),
    "medium": (100000, 5000, (OURS, ALL_ON, ONE_JOB, COPY, LEAST, VERIFY, SHA256SUM, JINJA, HUGO)),
    "large": (1000000, 50000, (OURS, TEN, ONE_JOB, PAIR, COPY, LEAST, VERIFY, SHA256SUM, HTML)),
    "all": (1000000, 50000, (OURS, ALL_ON, FLOOR, LEAST_ALL)),
    "one": (200000, 1, (OURS, COPY)),
    "each": (200000, 200000, (OURS, COPY)),
    "huge": (10000000, 500000, (OURS, VERIFY)),
}
# How often, unless BENCH_ROUNDS says it; the others 3 times. The fewer, the more one slow moment weighs.
ROUNDS = {"small": 7, "medium": 7, "all": 2, "huge": 1}


def say(text):
    """Progress, for a person who waits."""
    if sys.stderr.isatty():
        print(f"\r{text}\033[K", end="", file=sys.stderr, flush=True)


def files(path):
    return [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]


def delete(paths):
    """Delete folders, and note when it was."""
    count = 0
    for path in paths:
        if os.path.exists(path):
            count += len(files(path))
            subprocess.run(["chmod", "-R", "u+w", path], check=True)
            shutil.rmtree(path)
    if count > 1000:
        with open(os.path.join(WORK, "deleted"), "w", encoding="utf-8") as f:
            f.write(f"{count}\n")
    os.sync()


def has_journal():
    """Whether ext4 keeps a journal where the work is done."""
    device = os.stat(WORK).st_dev
    name = os.path.basename(os.path.realpath(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}"))
    return bool(glob.glob(f"/proc/fs/jbd2/{name}-*"))


def settle():
    """Wait until the inodes of what was deleted can be had again."""
    path = os.path.join(WORK, "deleted")
    kind = subprocess.run(["stat", "-f", "-c", "%T", WORK], stdout=subprocess.PIPE, text=True, check=True).stdout
    left = os.path.getmtime(path) + RECENTLY - time.time() if os.path.exists(path) else 0
    if left > 0 and kind.strip() != "tmpfs" and not has_journal():
        print(f"bench: waiting {left:.0f} s: many files were deleted, and until then ext4 may make new ones slowly",
              file=sys.stderr)
        time.sleep(left)


def earlier():
    return glob.glob(os.path.join(WORK, "out-*"))


def set_aside():
    """Move what an earlier run left out of the way without deleting anything."""
    os.makedirs(OLD, exist_ok=True)
    for path in earlier():
        os.rename(path, os.path.join(OLD, str(time.time_ns())))


def probe(folder):
    """Microseconds of CPU for an empty file, the mean of 200: tells whether somebody has deleted many files nearby."""
    os.mkdir(folder)
    start = time.process_time()
    for n in range(200):
        os.close(os.open(os.path.join(folder, str(n)), os.O_CREAT | os.O_WRONLY))
    return (time.process_time() - start) / 200 * 1e6


def forget(path):
    """Drop what is on disk from the page cache, lest it crowd out others; the bytes that it takes up."""
    size = 0
    for name in files(path):
        if os.path.islink(name):
            continue
        fd = os.open(name, os.O_RDONLY)
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
        size += os.fstat(fd).st_blocks * 512
        os.close(fd)
    return size


def newer(path, source):
    return os.path.exists(path) and os.path.getmtime(path) >= os.path.getmtime(source)


def compile_helpers():
    for made, name, libraries in ((MEASURE, "measure.c", []), (READY, "ready.c", []),
                                  (DOES_LEAST, "least.c", ["-lsqlite3", "-lcrypto", "-pthread"])):
        source = os.path.join(HERE, name)
        if not newer(made, source):
            subprocess.run([os.environ.get("CC") or "cc", "-O2", "-D_GNU_SOURCE", "-o", made + ".new", source] +
                           libraries, check=True)
            os.rename(made + ".new", made)


def export_of(size):
    tokens, users, _ = SIZES[size]
    return os.path.join(WORK, f"{tokens}-{users}.db")


def generate(size):
    path, source = export_of(size), os.path.join(HERE, "generate.sql")
    if not newer(path, source):
        say(f"{size}: making the export")
        with open(source, encoding="utf-8") as f:
            sql = f.read()
        tokens, users, _ = SIZES[size]
        sql = sql.replace("@TOKENS@", str(tokens)).replace("@USERS@", str(users))
        if os.path.exists(path + ".new"):
            os.remove(path + ".new")
        subprocess.run(["sqlite3", "-bail", path + ".new"], input=sql, text=True, check=True, stdout=subprocess.DEVNULL)
        os.rename(path + ".new", path)
    # The first to read it must not be the one that waits for the disk.
    with open(path, "rb") as f:
        while f.read(1 << 20):
            pass
    return path


def busy():
    """CPU seconds that this machine has spent on anything."""
    with open("/proc/stat", encoding="ascii") as f:
        user, nice, system, _, _, *interrupts = [int(n) for n in f.readline().split()[1:9]]
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def available():
    """Bytes of memory that can be had without taking any from others."""
    with open("/proc/meminfo", encoding="ascii") as f:
        return next(int(line.split()[1]) << 10 for line in f if line.startswith("MemAvailable:"))


def measure(command, folder, tokens):
    """Seconds, CPU seconds and peak KiB of one command, see measure.c; CPU seconds of all others meanwhile."""
    ready = max(tokens * BYTES_READY, 64 << 20)
    subprocess.run([READY, str(min(ready, available() // 2) >> 20)], check=True)
    before = busy()
    done = subprocess.run([MEASURE] + command, cwd=folder, capture_output=True, text=True, check=False)
    all_cpu = busy() - before
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    seconds, user, kernel, peak = done.stdout.split()
    cpu = float(user) + float(kernel)
    return {"seconds": float(seconds), "cpu": cpu, "user": float(user), "peak": int(peak),
            "others": max(0, all_cpu - cpu)}


def commands(db, folder, rows=2000):
    """Name -> (command, where it runs, folder that it makes)."""
    at = {name: os.path.join(folder, last) for name, last in (
        (OURS, "tokensnap"), (TEN, "ten"), (ALL_ON, "all-on"), (ONE_JOB, "one-job"),
        (ALL_PAGES, "all-pages"), (COPY, "copy"), (FLOOR, "floor"), (PAIR, "pair"), (JINJA, "jinja"), (HUGO, "hugo"),
        (HTML, "html"), (LEAST, "least"), (LEAST_ALL, "least-all"))}
    made = os.path.join(at[OURS], SNAPSHOT)
    general = [TOKENSNAP, "build", "-q", "--as-of", "2026-11-23T15:43:00Z", "--timezone", "Europe/Berlin",
               "--page-size", str(rows)]
    build = general + [db, "-o"]
    bare = ["--no-sync", "--views", "list"]
    alone = shlex.join(build + [at[PAIR] + "/@"] + bare + ["--jobs", "1"])
    ten = [shlex.join(general + [export_of("medium"), "-o", f"{at[TEN]}/{n}"] + bare) for n in range(10)]
    run = {
        OURS: build + [at[OURS]] + bare,
        TEN: ["sh", "-c", " && ".join([f"mkdir '{at[TEN]}'"] + ten)],
        ALL_ON: build + [at[ALL_ON]],
        ALL_PAGES: build + [at[ALL_PAGES], "--no-sync"],
        ONE_JOB: build + [at[ONE_JOB], "--jobs", "1"] + bare,
        PAIR: ["sh", "-c", f"mkdir '{at[PAIR]}'; {alone.replace('@', 'one')} >'{at[PAIR]}/said' & "
               f"{alone.replace('@', 'two')} && wait $!"],
        COPY: ["cp", "-r", made, at[COPY]],
        FLOOR: ["sh", "-c", f"cp -r '{at[ALL_ON]}/{SNAPSHOT}' '{at[FLOOR]}' && sync -f '{at[FLOOR]}' && "
                f"cd '{at[FLOOR]}' && sha256sum --strict --quiet -c manifest-sha256.txt"],
        LEAST: [DOES_LEAST, at[OURS] + ".list", db, at[LEAST]],
        LEAST_ALL: [DOES_LEAST, at[ALL_ON] + ".list", db, at[LEAST_ALL], "all"],
        VERIFY: [TOKENSNAP, "verify", "-q", made],
        SHA256SUM: ["sha256sum", "--strict", "--quiet", "-c", "manifest-sha256.txt"],
        JINJA: [PYTHON, os.path.join(HERE, "jinja_site.py"), db, at[JINJA], str(rows)],
        HUGO: ["sh", "-c", f"cp -r '{HERE}/hugo' '{at[HUGO]}' && {PYTHON} '{HERE}/hugo_data.py' '{db}' '{at[HUGO]}' "
               f"{rows} && hugo --quiet -s '{at[HUGO]}'"],
        HTML: ["sh", "-c", f"mkdir '{at[HTML]}' && sqlite3 -readonly -html '{db}' 'SELECT u.name, u.email, t.name, "
               "t.expiration, t.last_used, t.active FROM tokens t JOIN service_users u ON u.id = t.service_user "
               f"ORDER BY u.name COLLATE NOCASE, t.name' >'{at[HTML]}/rows.html'"],
    }
    return {name: (command, made if name == SHA256SUM else WORK, at.get(name)) for name, command in run.items()}


def present(size):
    """What can be run at this size, and a line for each that cannot."""
    names, left_out = list(SIZES[size][2]), []
    if size == "large":
        left_out.append("Jinja2 and Hugo are left out here: minutes each")
    if JINJA in names and subprocess.run([PYTHON, "-c", "import jinja2"], stderr=subprocess.DEVNULL,
                                         check=False).returncode != 0:
        names.remove(JINJA)
        left_out.append("Jinja2 is missing (apt: python3-jinja2)")
    if HUGO in names and not shutil.which("hugo"):
        names.remove(HUGO)
        left_out.append("Hugo is missing (apt: hugo)")
    return names, left_out


def turn(names, number):
    """Another one first in every round; those that read tokensnap's result after it, and TEN right beside it."""
    makers, readers = [n for n in names if n not in READERS + (TEN,)], [n for n in names if n in READERS]
    order = [n for some in (makers, readers) if some
             for n in some[number % len(some):] + some[:number % len(some)]]
    if TEN in names:
        order.insert(order.index(OURS) + number % 2, TEN)
    return order


def peers_differ(names, db):
    """Whether the peers' pages are tokensnap's, on pages of 100 rows so that there are many of them."""
    folder = os.path.join(WORK, "out-same")
    os.mkdir(folder)
    todo, faults = commands(db, folder, 100), []
    for name in [n for n in names if n in (OURS, JINJA, HUGO)]:
        say(f"comparing: {name}")
        command, where, makes = todo[name]
        measure(command, where, 0)
        if name != OURS:
            theirs = os.path.join(makes, "public") if name == HUGO else makes
            done = subprocess.run([sys.executable, os.path.join(HERE, "same.py"), os.path.join(
                todo[OURS][2], SNAPSHOT, "data"), theirs], stderr=subprocess.PIPE, text=True, check=False)
            if done.returncode != 0:
                faults.append(f"{name} does not make the same pages:\n{done.stderr.strip()}")
    return faults


def write_list(made):
    """What least.c has to make, before its time runs."""
    top = os.path.join(made, SNAPSHOT)
    with open(made + ".list", "w", encoding="utf-8") as f:
        for where, folders, names in os.walk(top):
            f.writelines(f"- {os.path.relpath(os.path.join(where, name), top)}\n" for name in folders)
            f.writelines(f"{os.path.getsize(path)} {os.path.relpath(path, top)}\n"
                         for path in (os.path.join(where, name) for name in names))


def one_round(size, number, names, faults):
    """Name -> figures, and the bytes that the round takes up on disk."""
    folder, figures, taken = os.path.join(WORK, f"out-{size}-{number + 1}"), {}, 0
    os.mkdir(folder)
    todo = commands(export_of(size), folder)
    for turned, name in enumerate(turn(names, number)):
        say(f"{size}, round {number + 1}: {name}")
        command, where, makes = todo[name]
        if name in (LEAST, LEAST_ALL):
            write_list(todo[OURS if name == LEAST else ALL_ON][2])
        file_us = probe(os.path.join(folder, f"probe-{turned}"))
        # What an earlier command left to be written must not slow this one.
        os.sync()
        figures[name] = measure(command, where, SIZES[size][0]) | {"file_us": file_us}
        if makes and name not in (OURS, ALL_ON):
            os.sync()
            taken += forget(makes)
    if number == 0 and ONE_JOB in names:
        diff = ["diff", "-r"] + [os.path.join(todo[name][2], SNAPSHOT) for name in (OURS, ONE_JOB)]
        if subprocess.run(diff, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            faults.append(f"{size}: --jobs 1 does not make what --jobs {CPUS} makes: {' '.join(diff)}")
    os.sync()
    return figures, taken + sum(forget(todo[name][2]) for name in (OURS, ALL_ON) if name in names)


def disturbed(figures):
    """Lines that tell how much to trust the figures."""
    share = sum(r["others"] for r in figures) / sum(r["seconds"] for r in figures) / os.cpu_count()
    low, high = min(r["file_us"] for r in figures), max(r["file_us"] for r in figures)
    return [f"Other processes took {share:.0%} of the processors meanwhile" + (
                ": look at CPU seconds only, or measure again" if share > 0.1 else ""),
            f"An empty file took {low:.0f} to {high:.0f} µs just before" + (
                ": many were deleted nearby, by whomever; wait six minutes and measure again" if high > 100 else "")]


def run(size, rounds, a_token, faults):
    """Name -> medians and all rounds, lines to show, and the bytes on disk that a round takes for each token."""
    db = generate(size)
    names, left_out = present(size)
    if TEN in names:
        generate("medium")
    if size == "small":
        faults += peers_differ(names, db)
    tokens = SIZES[size][0]
    results = {name: [] for name in SIZES[size][2] if name in names}
    for number in range(rounds):
        if shutil.disk_usage(WORK).free < 1.5 * a_token * tokens:
            delete([OLD] + earlier())
            settle()
            left_out.append(f"Before round {number + 1} the disk was too full: folders of earlier rounds were deleted")
        figures, taken = one_round(size, number, names, faults)
        a_token = taken / tokens
        for name, figure in figures.items():
            results[name].append(figure)
    say("")
    left_out += disturbed([r for rs in results.values() for r in rs])
    return {name: {key: statistics.median(r[key] for r in rs) for key in rs[0]} |
            {"min": min(r["seconds"] for r in rs), "max": max(r["seconds"] for r in rs), "rounds": rs}
            for name, rs in results.items()}, left_out, a_token


def show(size, result, left_out):
    tokens, users, _ = SIZES[size]
    ours = result[OURS]["seconds"]
    print(f"\n{tokens:,} tokens / {users:,} service users" + (", everything on" if size == "all" else "") + "\n")
    print("| what | median s | min | max | CPU s | of it user | peak MiB | tokensnap is |\n" + "|---" * 8 + "|")
    for name, r in result.items():
        print(f"| {name} | {r['seconds']:.3f} | {r['min']:.3f} | {r['max']:.3f} | {r['cpu']:.2f} | {r['user']:.2f} | "
              f"{r['peak'] / 1024:.1f} | {r['seconds'] / ours:.2f}x as fast |")
    for line in left_out:
        print(f"\n{line}.")
    sys.stdout.flush()


def budgets(all_):
    """(statement, values of all rounds, sign, limit) for all that was run can tell; without a limit it is for
    information. Sizes are not run in turns: of two there is one value, of their medians."""
    def rounds(size, name, key="seconds"):
        return [r[key] for r in all_.get(size, {}).get(name, {}).get("rounds", [])]

    def within(size, a, b, part=1, key="seconds"):
        return [x / y / part for x, y in zip(rounds(size, a, key), rounds(size, b, key))]

    def across(size, name=OURS, key="seconds", per_token=False):
        here, there = rounds(size, name, key), rounds("medium", name, key)
        part = SIZES[size][0] / SIZES["medium"][0] if per_token else 1
        return [statistics.median(here) / statistics.median(there) / part] if here and there else []

    def scaled(size, name, key, part):
        return [value / part for value in rounds(size, name, key)]

    def a_token(size, what):
        """The time for a token against that at 100,000; beside it what the file system and the program have in that."""
        what += " / 100,000: time per token"
        return [(what, across(size, per_token=True), "", None),
                (what + " of cp -r", across(size, COPY, per_token=True), "", None),
                (what + " in user mode", across(size, OURS, "user", True), "", None)]

    rows = [
        ("100,000: Jinja2 / tokensnap", within("medium", JINJA, OURS), ">=", 20),
        ("100,000: Jinja2 / cp -r", within("medium", JINJA, COPY), "", None),
        ("100,000: Jinja2 / the least", within("medium", JINJA, LEAST), "", None),
        ("100,000: tokensnap / the least", within("medium", OURS, LEAST), "", None),
        ("100,000: Hugo / tokensnap", within("medium", HUGO, OURS), ">=", 30),
        ("1,000,000: tokensnap / cp -r", within("large", OURS, COPY), "<=", 1.3),
        ("1,000,000: the least / cp -r", within("large", LEAST, COPY), "", None),
        ("1,000,000: tokensnap / the least", within("large", OURS, LEAST), "", None),
        ("1,000,000 / 100,000: time", within("large", OURS, TEN, 1 / 10), "<=", 11),
        ("1,000,000 / 100,000: time per token", within("large", OURS, TEN), "<=", 1.1),
        ("1,000,000 / 100,000: time per token in user mode", within("large", OURS, TEN, key="user"), "", None),
        ("1,000,000 / 100,000: time, of medians minutes apart", across("large"), "", None),
        ("1,000,000 / 100,000: time per token of cp -r, the same", across("large", COPY, per_token=True), "", None),
        ("1,000,000: all on / tokensnap", within("all", ALL_ON, OURS), "<=", 2.5),
        ("1,000,000: the least for all on / tokensnap", within("all", LEAST_ALL, OURS), "", None),
        ("1,000,000: all on / the least for it", within("all", ALL_ON, LEAST_ALL), "", None),
        ("1,000,000: cp -r of all on, sync, sha256sum -c / tokensnap", within("all", FLOOR, OURS), "", None),
        ("1,000,000: all on / cp -r of all on, sync, sha256sum -c", within("all", ALL_ON, FLOOR), "", None),
        ("1,000,000: peak MiB", scaled("large", OURS, "peak", 1024), "<=", 64),
        ("1,000,000 / 100,000: peak", across("large", OURS, "peak"), "<=", 1.2),
        ("1,000,000: sha256sum -c / verify", within("large", SHA256SUM, VERIFY), ">=", 1.5),
        (f"1,000,000: --jobs 1 / --jobs {CPUS}", within("large", ONE_JOB, OURS), ">=", 1.6),
        ("1,000,000: twice --jobs 1 / two of them at once", within("large", ONE_JOB, PAIR, 1 / 2), "", None),
        ("1,000: CPU ms, all pages", scaled("small", ALL_PAGES, "cpu", 1 / 1000), "<=", 60),
        ("1,000: CPU ms, read-back and sync too", scaled("small", ALL_ON, "cpu", 1 / 1000), "", None),
    ]
    for size, what in (("one", "200,000 of one"), ("each", "200,000 of as many"), ("huge", "10,000,000")):
        rows += [(f"{what}: tokensnap / cp -r", within(size, OURS, COPY), "<=", 1.3),
                 *a_token(size, what),
                 (f"{what}: peak MiB", scaled(size, OURS, "peak", 1024), "<=", 64),
                 (f"{what} / 100,000: peak", across(size, OURS, "peak"), "<=", 1.2)]
    return [row for row in rows if row[1]]


def judge(values, sign, limit):
    """Whether the median is within the limit; None where there is none."""
    value = statistics.median(values)
    return None if limit is None else value <= limit if sign == "<=" else value >= limit


def main():
    sizes = (os.environ.get("BENCH_SIZES") or "small medium large all").split()
    unknown = [s for s in sizes if s not in SIZES]
    if unknown:
        sys.exit(f"bench: no size {unknown[0]} ({', '.join(SIZES)})")
    given = os.environ.get("BENCH_ROUNDS", "").split()
    rounds = [int(n) if n.isdigit() else 0 for n in given] or [ROUNDS.get(s, 3) for s in sizes]
    if len(rounds) == 1:
        rounds *= len(sizes)
    if len(rounds) != len(sizes) or min(rounds) < 1:
        sys.exit("bench: BENCH_ROUNDS: one number for all sizes, or one for each")
    os.makedirs(WORK, exist_ok=True)
    compile_helpers()
    # The small ones alone are for a quick look.
    quick = sizes == ["small"]
    if not quick:
        settle()
    set_aside()
    all_, faults, a_token = {}, [], 0
    for size, times in zip(sizes, rounds):
        all_[size], left_out, a_token = run(size, times, a_token, faults)
        show(size, all_[size], left_out)
    print("\n| budget | median | min | max | limit | met |\n" + "|---" * 6 + "|")
    held = [(*row, judge(*row[1:])) for row in budgets(all_)]
    for what, values, sign, limit, met in held:
        print(f"| {what} | {statistics.median(values):.2f} | " +
              (f"{min(values):.2f} | {max(values):.2f} | " if len(values) > 1 else "| | ") +
              ("| |" if limit is None else f"{sign} {limit} | {'yes' if met else 'NO'} |"))
    for fault in faults:
        print(f"\n{fault}")
    with open(os.path.join(BUILD, "bench.json"), "w", encoding="utf-8") as f:
        json.dump({"sizes": all_, "faults": faults, "budgets": [
            dict(zip(("what", "values", "sign", "limit", "met"), b)) for b in held]}, f, indent=1)
    if not quick:
        delete([OLD])
    return 0 if not faults and all(b[4] is not False for b in held) else 1


sys.exit(main())
