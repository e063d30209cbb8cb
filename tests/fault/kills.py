"""Kill builds of the sample at random moments (SIGKILL), all into one archive, and look at what is published.

kills.py TOKENSNAP EXPORT. KILLS says how many (default 40), SEED where the moments come from (default 1). PLACE names a
folder that is kept: the archive in it is gone on with, so that many kills can be done in parts. Every snapshot that was
published must verify, none may be partial, after every kill the next build that is left alone must succeed, and at the
end the whole archive must verify."""
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
SEED = os.environ.get("SEED") or "1"
PLACE = os.environ.get("PLACE")
START = datetime.datetime(2026, 1, 1)
SAID = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}


def command(top, number):
    as_of = (START + datetime.timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return [TOKENSNAP, "build", "-q", "-o", f"{top}/archive", "--as-of", as_of, "--timezone", "UTC", f"{top}/sample.db"]


def published(top):
    return sorted(name for name in os.listdir(f"{top}/archive") if name[0] == "2")


def next_number(top):
    """One more than that of the newest snapshot, and room for those that were killed after it."""
    newest = datetime.datetime.strptime(published(top)[-1], "%Y-%m-%dT%H%M%SZ")
    return int((newest - START).total_seconds()) // 3600 + 100


class Kills:
    def __init__(self, top):
        self.top = top
        self.faults = []
        self.took = []      # seconds of builds that were left alone
        self.number = 0
        if os.path.exists(f"{top}/archive"):
            self.number = next_number(top)
        else:
            shutil.copy(EXPORT, f"{top}/sample.db")
        self.moments = random.Random(f"{SEED} {self.number}")
        self.undisturbed()
        self.seen = set(published(top))

    def undisturbed(self):
        began = time.monotonic()
        done = subprocess.run(command(self.top, self.number), check=False, **SAID)
        self.took.append(time.monotonic() - began)
        self.number += 1
        if done.returncode != 0:
            self.faults.append(f"the build after a kill: {done.stderr.decode(errors='replace').strip()}")

    def kill(self):
        with subprocess.Popen(command(self.top, self.number), **SAID) as running:
            time.sleep(self.moments.random() * self.took[-1] * 1.3)
            running.kill()
        self.number += 1
        # One in eight is followed by a build that nobody disturbs.
        if self.moments.random() < 1 / 8:
            self.undisturbed()
        for name in set(published(self.top)) - self.seen:
            self.seen.add(name)
            if not verifies(TOKENSNAP, f"{self.top}/archive/{name}"):
                self.faults.append(f"{name} was published, and does not verify")

    def end(self):
        self.undisturbed()
        rest = [name for name in os.listdir(f"{self.top}/archive") if name.startswith(".staging")]
        if rest:
            self.faults.append(f"at the end: left behind {rest}")
        if not verifies(TOKENSNAP, f"{self.top}/archive"):
            self.faults.append("at the end: the archive does not verify")


def main():
    top = PLACE or scratch()
    os.makedirs(top, exist_ok=True)
    try:
        kills = Kills(top)
        before = len(kills.seen)
        for _ in range(KILLS):
            kills.kill()
        kills.end()
    finally:
        if PLACE is None:
            remove(top)
    print(f"{'not ok' if kills.faults else 'ok'} fault/kills")
    for fault in kills.faults[:12]:
        print(f"    {fault}")
    now = len(published(top)) if PLACE else len(kills.seen) + 1
    print(f"fault: {KILLS} builds killed at random; {now - before + 1} snapshots published, {now} in the archive, " + (
        "not all of them whole" if kills.faults else "all of them whole") +
        f"; a build took {kills.took[0]:.2f} s at first, {kills.took[-1]:.2f} s at the end")
    return 1 if kills.faults else 0


sys.exit(main())
