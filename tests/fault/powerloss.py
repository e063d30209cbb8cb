"""Power is lost: what a build has not synced is gone. From a log of everything that it did to the disk.

powerloss.py TOKENSNAP SHIM. The worst case of a disk that keeps only what it was told to keep: a file whose last write
no sync followed is empty, a name in a folder that no sync of the folder followed is not there; the rename that
publishes may or may not be there. Two kinds of disk: one where only fsync counts, and one where only syncfs does, for
the sync of the whole file system is what a job relies on where fsync of a single file is a promise only.

Then the same with any one fsync left out: that must be noticed, or this test would prove nothing."""
import os
import subprocess
import sys

from place import build, make_export, remove, scratch, verifies

TOKENSNAP, SHIM = (os.path.abspath(path) for path in sys.argv[1:3])
NAME, AS_OF = "2026-11-23T154300Z", "2026-11-23T15:43:00Z"


def record(top):
    """What a build did: (operation, path), paths relative to the folder."""
    log = f"{top}/log"
    done = build(TOKENSNAP, top, AS_OF, env={"LD_PRELOAD": SHIM, "FAULT_LOG": log})
    if done.returncode != 0:
        sys.exit(done.stderr.decode())
    operations = []
    with open(log, encoding="utf-8") as f:
        for line in f:
            what, path = line.rstrip("\n").split(" ", 1)
            if path.startswith(f"{top}/archive"):
                operations.append((what, os.path.relpath(os.path.normpath(path), top)))
    return operations


def durable(operations, fsyncs, syncfs):
    """Paths whose content and paths whose name the disk has kept after these operations."""
    content, names = {}, {}
    for what, path in operations:
        if what == "W":
            content[path] = False
        elif what == "C":
            content[path], names[path] = content.get(path, True), False
        elif what == "S" and fsyncs:
            content[path] = True
            for name in names:
                if os.path.dirname(name) == path:
                    names[name] = True
        elif what == "Y" and syncfs:
            content = dict.fromkeys(content, True)
            names = dict.fromkeys(names, True)
    return content, names


def crash(top, number, operations, fsyncs, syncfs):
    """The snapshot as it stands after the power is back, the rename that publishes having reached the disk."""
    at = next(i for i, (what, path) in enumerate(operations) if what == "R" and path == f"archive/{NAME}")
    staging = operations[at - 1][1]
    content, names = durable(operations[:at - 1], fsyncs, syncfs)
    after = f"{top}/after-{number}"
    subprocess.run(["cp", "-a", f"{top}/archive/{NAME}", after], check=True)
    for folder, _, _ in os.walk(after):
        os.chmod(folder, 0o700)
    for folder, _, files in os.walk(after, topdown=False):
        for path in [os.path.join(folder, name) for name in files] + ([folder] if folder != after else []):
            there = os.path.join(staging, os.path.relpath(path, after))
            if not names.get(there, False):
                remove(path) if os.path.isdir(path) else os.remove(path)
            elif not os.path.isdir(path) and not content.get(there, False):
                os.chmod(path, 0o600)
                os.truncate(path, 0)
                os.chmod(path, 0o400)
    for folder, _, _ in os.walk(after, topdown=False):
        os.chmod(folder, 0o500)
    whole = verifies(TOKENSNAP, after)
    remove(after)
    return whole


def stays(operations, fsyncs):
    """Whether the published name itself is kept once the build has said that it is done."""
    at = next(i for i, (what, path) in enumerate(operations) if what == "R" and path == f"archive/{NAME}")
    return any(what == "S" and path == "archive" for what, path in operations[at:]) if fsyncs else True


def is_index(path):
    return path.startswith("archive/assets") or path in (
        "archive/.index-new", "archive/index.html", "archive/archive.json", "archive/CHAIN.sha256")


def index_stays(operations):
    """Whether each file of the index was synced before it took the place of the older one, and then its folder."""
    synced, placed = set(), set()
    for i, (what, path) in enumerate(operations):
        if what == "W":
            synced.discard(path)
        elif what == "S":
            synced.add(path)
            placed -= {there for there in placed if os.path.dirname(there) == path}
        elif what == "R":
            if operations[i - 1][1] not in synced:
                return False
            placed.add(path)
    return bool(operations) and not placed


def main():
    top, faults, tried = scratch(), [], 0
    try:
        make_export(f"{top}/export.db")
        operations = record(top)
        # The index of the archive comes last; a snapshot owes it nothing.
        published = next(i for i, (what, path) in enumerate(operations) if what == "R" and path == f"archive/{NAME}")
        end = next(i for i, (_, path) in enumerate(operations) if i > published and is_index(path))
        operations, index = operations[:end], operations[end:]
        if not index_stays(index):
            faults.append("a file of the index may be lost after success was reported")
        for i in (i for i, (what, _) in enumerate(index) if what == "S"):
            tried += 1
            if index_stays(index[:i] + index[i + 1:]):
                faults.append(f"nothing is noticed when the fsync of {index[i][1]} is left out")
        syncs = [i for i, (what, _) in enumerate(operations) if what == "S"]
        if not crash(top, "fsync", operations, True, False):
            faults.append("with fsync alone a published snapshot is not whole")
        if not crash(top, "syncfs", operations, False, True):
            faults.append("with syncfs alone a published snapshot is not whole")
        if not stays(operations, True):
            faults.append("the name of the snapshot may be gone after success was reported")
        for i in syncs:
            tried += 1
            without = operations[:i] + operations[i + 1:]
            if crash(top, i, without, True, False) and stays(without, True):
                faults.append(f"nothing is noticed when the fsync of {operations[i][1]} is left out")
        without = [operation for operation in operations if operation[0] != "Y"]
        if crash(top, "none", without, False, True):
            faults.append("nothing is noticed when syncfs is left out")
    finally:
        remove(top)
    print(f"{'not ok' if faults else 'ok'} fault/power-loss")
    for fault in faults[:12]:
        print(f"    {fault}")
    print(f"fault: power lost after {len(operations)} operations on the disk; {tried} fsyncs left out in turn, " + (
        "not all noticed" if faults else "each of them noticed"))
    return 1 if faults else 0


sys.exit(main())
