"""Let each call of a build fail in turn, or kill the build there, and look at what is left.

run.py TOKENSNAP SHIM. Prints "ok NAME" and "not ok NAME" lines as tests/run.sh counts them, and at the end how many points
were tried of how many. FULL=1 tries all; else some of each kind, always the same ones. ONLY=write,memory tries these
calls alone; PART=3/20 takes the third of twenty shares of them, which together are all. What must hold after each point is in
check().

The archive holds one snapshot already; the build that fails would add the next; then one that nothing disturbs must
succeed."""
import concurrent.futures
import errno
import os
import subprocess
import sys

from place import FAULTS, FULL, build, fingerprint, fingerprint_file, make_export, remove, scratch, spread, verifies

TOKENSNAP, SHIM = (os.path.abspath(path) for path in sys.argv[1:3])
ONLY = os.environ.get("ONLY", "").split(",") if os.environ.get("ONLY") else None
PART, PARTS = (int(n) for n in (os.environ.get("PART") or "1/1").split("/"))
if not 1 <= PART <= PARTS:
    sys.exit("run.py: PART is like 3/20")
BEFORE, NOW, AFTER = ((f"2026-11-{day}T154300Z", f"2026-11-{day}T15:43:00Z") for day in (22, 23, 24))
SOME = 5            # points of a kind that is not tried in full
SOME_MEMORY = 120
FIRST_MEMORY = 250  # libraries make themselves ready: each of them is tried once
LAST_MEMORY = 40    # and clean up when the snapshot is there already
SOME_KILLS = 80

# Errors that must not be noticed at all when they come once.
MENDED = {("pread", "EINTR"), ("pread", "short"), ("pwrite", "EINTR"), ("pwrite", "short"), ("read", "EINTR"),
          ("read", "short"), ("write", "EINTR"), ("write", "short"), ("pthread_create", "EAGAIN"),
          ("renameat2", "ENOSYS"), ("renameat2", "EINVAL"), ("symlinkat", "EPERM"), ("openat2", "EAGAIN"),
          ("openat2", "EINTR"), ("openat2", "ENOSYS"), ("openat2", "EPERM")}
# And those that must not be noticed when they always come: kernels and file systems are like that.
ALWAYS_MENDED = {("openat2", "ENOSYS"), ("openat2", "EPERM"), ("pthread_create", "EAGAIN"), ("renameat2", "ENOSYS"),
                 ("renameat2", "EINVAL"), ("symlinkat", "EPERM")}


def check(folder, done, point, before):
    """What is wrong after a build, in words, or None."""
    call, _, how, ever, _ = point
    archive = f"{folder}/archive"
    new = f"{archive}/{NOW[0]}"
    there = os.path.lexists(new)
    if done.returncode < 0 and how not in ("kill", "killed-after"):
        return f"died of signal {-done.returncode}"
    if done.returncode == 0 and not there:
        return "says that all is well, but there is no snapshot"
    if there and not verifies(TOKENSNAP, new):
        return "published a snapshot that does not verify"
    if done.returncode > 0 and b"tokensnap: " not in done.stderr:
        return "failed without a word"
    if done.returncode > 0 and there and b"published" not in done.stderr:
        return f"there is a snapshot, but it says: {done.stderr.decode(errors='replace').strip()}"
    if (call, how) in (ALWAYS_MENDED if ever else MENDED) and done.returncode != 0:
        return f"gave up where it could go on: {done.stderr.decode(errors='replace').strip()}"
    if fingerprint(f"{archive}/{BEFORE[0]}") != before[0]:
        return "the snapshot before is not what it was"
    if fingerprint_file(f"{folder}/export.db") != before[1]:
        return "the export is not what it was"
    again = build(TOKENSNAP, folder, AFTER[1])
    if again.returncode != 0:
        return f"the next build fails: {again.stderr.decode(errors='replace').strip()}"
    if not verifies(TOKENSNAP, f"{archive}/{AFTER[0]}"):
        return "the next build publishes what does not verify"
    rest = [name for name in os.listdir(archive) if name.startswith(".staging")]
    return f"left behind: {rest[0]}" if rest else None


class Bench:
    """A folder in memory where points are tried."""

    def __init__(self):
        self.top = scratch()
        self.base = f"{self.top}/base"
        os.mkdir(self.base)
        make_export(f"{self.base}/export.db")
        first = build(TOKENSNAP, self.base, BEFORE[1])
        if first.returncode != 0:
            sys.exit(first.stderr.decode())
        self.number = 0

    def copy(self, name):
        folder = f"{self.top}/{name}"
        subprocess.run(["cp", "-a", self.base, folder], check=True)
        return folder

    def count(self, jobs):
        folder = self.copy("count")
        build(TOKENSNAP, folder, NOW[1], jobs, {"LD_PRELOAD": SHIM, "FAULT_COUNT": f"{folder}/counts"})
        with open(f"{folder}/counts", encoding="ascii") as f:
            counts = {name: int(n) for name, n in (line.split() for line in f)}
        remove(folder)
        return counts

    def try_point(self, item):
        number, point = item
        call, at, how, ever, jobs = point
        folder = self.copy(str(number))
        before = fingerprint(f"{folder}/archive/{BEFORE[0]}"), fingerprint_file(f"{folder}/export.db")
        env = {"LD_PRELOAD": SHIM, "FAULT_CALL": call, "FAULT_AT": str(at),
               "FAULT_HOW": str(getattr(errno, how)) if how.startswith("E") else how}
        if ever:
            env["FAULT_EVER"] = "1"
        try:
            why = check(folder, build(TOKENSNAP, folder, NOW[1], jobs, env), point, before)
        except subprocess.TimeoutExpired:
            why = "did not end within two minutes"
        remove(folder)
        return why and " ".join(f"{k}={v}" for k, v in env.items() if k != "LD_PRELOAD") + f" --jobs {jobs}: {why}"


def points(counts):
    """Name of a group -> its points, and how many points there are in all."""
    groups, full = {}, 0
    for call, hows in FAULTS.items():
        n = counts[call]
        for how in hows:
            for ever in (False, True):
                if ever and how in ("EINTR", "short"):
                    continue    # for ever interrupted is no fault that can be met
                full += n
                groups.setdefault(call, []).extend((call, at, how, ever, 1) for at in spread(
                    n, SOME_MEMORY if call == "memory" else SOME))
    if not FULL:
        last = counts["memory"]
        groups["memory"].extend(("memory", at, "ENOMEM", False, 1) for at in range(1, FIRST_MEMORY + 1))
        groups["memory"].extend(("memory", at, "ENOMEM", True, 1) for at in range(last - LAST_MEMORY, last + 1))
    # The calls of memory come one after the other; a kill there is like one at the next other call.
    calls = sum(n for call, n in counts.items() if call != "memory")
    for how in ("kill", "killed-after"):
        for call, n in counts.items():
            if call == "memory" or n == 0:
                continue
            full += n
            groups.setdefault("kill", []).extend(
                (call, at, how, False, 1) for at in spread(n, max(2, SOME_KILLS * n // calls)))
    for at in spread(counts["write"], SOME):
        groups.setdefault("threads", []).append(("write", at, "ENOSPC", True, 2))
        full += counts["write"] if at == 1 else 0
    # By the number of the call: what other shares hold does not depend on how many calls this run counted.
    groups = {name: [point for point in group if point[1] % PARTS == PART % PARTS]
              for name, group in groups.items() if ONLY is None or name in ONLY}
    return {name: group for name, group in groups.items() if group}, full


def main():
    bench = Bench()
    failed = tried = 0
    try:
        groups, full = points(bench.count(1))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for name, group in groups.items():
                items = list(enumerate(group, bench.number))
                bench.number += len(items)
                faults = [why for why in pool.map(bench.try_point, items) if why]
                tried += len(items)
                failed += len(faults)
                print(f"{'not ok' if faults else 'ok'} fault/{name}")
                for why in faults[:12]:
                    print(f"    {why}")
                if len(faults) > 12:
                    print(f"    and {len(faults) - 12} more")
                sys.stdout.flush()
    finally:
        remove(bench.top)
    print(f"fault: tried {tried} of {full} points; " + (
        f"at {failed} of them something was lost" if failed else "what must hold held at all of them"))
    return 1 if failed else 0


sys.exit(main())
