"""Let each call of the commands that read snapshots fail in turn, and look at what they say.

reads.py TOKENSNAP SHIM. FULL=1 tries every point, else some of each kind, always the same ones. Of what is whole a command
says the same as ever, or ends with 1 and a word; never that it is damaged, for what cannot be read is not. Of what is
damaged none ever says that it is good. None of them changes what it reads; an index that was not made is the one
before."""
import concurrent.futures
import errno
import os
import subprocess
import sys

from place import FAULTS, fingerprint, make_export, remove, scratch, spread

TOKENSNAP, SHIM = (os.path.abspath(path) for path in sys.argv[1:3])
SOME = 4            # points of a kind that is not tried in full
SOME_MEMORY = 30
DAYS = "2026-11-22", "2026-11-23"
NEWEST = f"archive/{DAYS[1]}T000000Z"

# A name, what to run, with which exit it ends when nothing fails, and with which it may when something does: 2 when the
# certificate or the theme cannot be read, 6 when the lock cannot be had.
COMMANDS = [
    ("verify", ["verify", "--jobs", "1", "--trust", "cert.pem", "archive"], 0, {0, 1, 2}),
    ("verify-json", ["verify", "--jobs", "2", "--json", NEWEST], 0, {0, 1}),
    ("verify-damaged", ["verify", "--jobs", "1", "--no-modes", "damaged"], 4, {1, 4}),
    ("verify-lacking", ["verify", "--jobs", "1", "--no-modes", "lacking"], 4, {1, 4}),
    ("bag", ["verify", "--jobs", "1", "--bag", NEWEST], 0, {0, 1}),
    ("diff", ["diff", "--json", f"archive/{DAYS[0]}T000000Z", NEWEST], 0, {0, 1}),
    ("index", ["index", "archive"], 0, {0, 1, 2, 6}),
]
SEEN = b"2 snapshots: "
# What it would be wrong to say of what is whole.
ACCUSED = b"missing", b"in no manifest", b"differs", b"another", b"not signed", b"does not hold", b"Payload-Oxum"


def shell(command, folder):
    subprocess.run(command, shell=True, check=True, cwd=folder, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def make_base(folder):
    """A signed archive of two snapshots that differ, and of the second a copy with one byte changed and one with a file
    less."""
    make_export(f"{folder}/export.db")
    shell("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem"
          " -days 3650 -subj /CN=Job && chmod 600 key.pem", folder)
    for day in DAYS:
        shell(f"{TOKENSNAP} build -q --timezone UTC --as-of {day}T00:00:00Z --sign-key key.pem --sign-cert cert.pem"
              " -o archive export.db", folder)
        shell("chmod u+w export.db && sqlite3 export.db \"UPDATE tokens SET name = name || '+', last_used ="
              " '2026-11-22' WHERE id < 3; DELETE FROM tokens WHERE id = 3\"", folder)
    shell(f"cp -r {NEWEST} damaged && chmod -R u+w damaged && printf x | dd of=damaged/data/index.html bs=1 seek=99"
          " conv=notrunc", folder)
    shell(f"cp -r {NEWEST} lacking && chmod -R u+w lacking && rm lacking/data/users/orphan-9.html", folder)


def start(folder, command, env):
    return subprocess.run([TOKENSNAP, *command], cwd=folder, env=dict(os.environ, **env), capture_output=True, check=False,
                          timeout=120)


def forget(folder):
    """The number of the process that had the lock last."""
    os.truncate(f"{folder}/archive/.tokensnap.lock", 0)


def points(folder, command):
    log = f"{folder}/counts"
    start(folder, command, {"LD_PRELOAD": SHIM, "FAULT_COUNT": log})
    with open(log, encoding="ascii") as f:
        counts = {name: int(n) for name, n in (line.split() for line in f)}
    os.remove(log)
    for call, hows in FAULTS.items():
        for how in sorted(set(hows) - {"ELOOP"}):     # which says that there is a link, and so it is damage
            for ever in (False, True):
                if not (ever and how in ("EINTR", "short")):
                    for at in spread(counts[call], SOME_MEMORY if call == "memory" else SOME):
                        yield call, at, how, ever


def judge(done, usual, how, allowed):
    """What is wrong with how a command has ended, in words, or None."""
    said = done.stderr.decode(errors="replace").strip().replace("\n", " | ")
    if done.returncode < 0:
        return f"died of signal {-done.returncode}"
    # A disk that fails is damage, but of what could be read there is nothing to say.
    if done.returncode not in allowed and not (done.returncode == 4 and how == "EIO"):
        return f"exit {done.returncode}: {said}"
    if usual.returncode == 0 and allowed < {0, 1, 2, 6} and any(word in done.stderr + done.stdout for word in ACCUSED):
        return f"exit {done.returncode}, and an accusation: {said}{done.stdout[:400]}"
    if done.returncode == 1 and "tokensnap: " not in said and b'"unchecked"' not in done.stdout:
        return "failed without a word"
    if done.returncode == 0 and usual.stdout.startswith(SEEN):
        return None if done.stdout.startswith(SEEN) else f"the index has {done.stdout}"
    if done.returncode == usual.returncode == 0 and done.stdout != usual.stdout:
        return f"exit 0, but it says {done.stdout[-400:]!r}"
    return None


def try_command(top, name, command, wanted, allowed):
    """The faults of one command, and how many points were tried."""
    folder = f"{top}/{name}"
    subprocess.run(["cp", "-a", f"{top}/base", folder], check=True)
    usual = start(folder, command, {})
    faults = [] if usual.returncode == wanted else [f"exit {usual.returncode}: {usual.stderr.decode()}"]
    forget(folder)
    before, tried = fingerprint(folder), 0
    for call, at, how, ever in points(folder, command):
        tried += 1
        env = {"FAULT_CALL": call, "FAULT_AT": str(at),
               "FAULT_HOW": str(getattr(errno, how)) if how.startswith("E") else how}
        if ever:
            env["FAULT_EVER"] = "1"
        why = judge(start(folder, command, dict(env, LD_PRELOAD=SHIM)), usual, how, allowed)
        if why:
            faults.append(" ".join(f"{k}={v}" for k, v in env.items()) + f" {' '.join(command)}: {why}")
    start(folder, command, {})
    forget(folder)
    if fingerprint(folder) != before:
        faults.append("what was read is not what it was")
    remove(folder)
    return faults, tried


def main():
    top, total, failed = scratch(), 0, 0
    try:
        os.mkdir(f"{top}/base")
        make_base(f"{top}/base")
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = pool.map(lambda item: try_command(top, *item), COMMANDS)
            for (name, *_), (faults, tried) in zip(COMMANDS, results):
                total += tried
                failed += len(faults)
                print(f"{'not ok' if faults else 'ok'} fault/{name}")
                for why in faults[:int(os.environ.get("SHOW") or 12)]:
                    print(f"    {why}")
    finally:
        remove(top)
    print(f"fault: {total} calls of commands that read failed; " + (
        f"{failed} times they said what is not so" if failed else "none of them said what is not so"))
    return 1 if failed else 0


sys.exit(main())
