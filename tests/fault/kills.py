"""Kill builds of the sample at random moments (SIGKILL), all into one archive, and look at what is published.

kills.py TOKENSNAP EXPORT. KILLS says how many (default 40), SEED where the moments come from (default 1). Every snapshot
that was published must verify, none may be partial, and after every kill the next build that is left alone must succeed."""
import datetime
import os
import random
import shutil
import subprocess
import sys
import time

from place import remove, scratch, verifies

TOKENSNAP, EXPORT = (os.path.abspath(path) for path in sys.argv[1:3])
KILLS = int(os.environ.get("KILLS") or 40)
MOMENTS = random.Random(int(os.environ.get("SEED") or 1))
START = datetime.datetime(2026, 1, 1)


def command(top, number):
    as_of = (START + datetime.timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return [TOKENSNAP, "build", "-q", "-o", f"{top}/archive", "--as-of", as_of, "--timezone", "UTC", f"{top}/sample.db"]


def published(top):
    return sorted(name for name in os.listdir(f"{top}/archive") if name[0] == "2")


def main():
    top, faults, number, seen = scratch(), [], 0, set()
    said = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    try:
        shutil.copy(EXPORT, f"{top}/sample.db")
        began = time.monotonic()
        subprocess.run(command(top, number), check=True, **said)
        long = time.monotonic() - began
        for _ in range(KILLS):
            number += 1
            with subprocess.Popen(command(top, number), **said) as running:
                time.sleep(MOMENTS.random() * long * 1.3)
                running.kill()
            # One in eight is followed by a build that nobody disturbs.
            if MOMENTS.random() < 1 / 8:
                number += 1
                done = subprocess.run(command(top, number), check=False, **said)
                if done.returncode != 0:
                    faults.append(f"the build after a kill: {done.stderr.decode(errors='replace').strip()}")
            for name in set(published(top)) - seen:
                seen.add(name)
                if not verifies(TOKENSNAP, f"{top}/archive/{name}"):
                    faults.append(f"{name} was published, and does not verify")
        number += 1
        done = subprocess.run(command(top, number), check=False, **said)
        rest = [name for name in os.listdir(f"{top}/archive") if name.startswith(".staging")]
        if done.returncode != 0 or rest:
            faults.append(f"at the end: exit {done.returncode}, left behind {rest}")
    finally:
        remove(top)
    print(f"{'not ok' if faults else 'ok'} fault/kills")
    for fault in faults[:12]:
        print(f"    {fault}")
    print(f"fault: {KILLS} builds killed at random; {len(seen)} snapshots published, " + (
        "not all of them whole" if faults else "all of them whole"))
    return 1 if faults else 0


sys.exit(main())
