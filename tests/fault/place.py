"""Where the fault tests build: folders in memory, a small export, and what can be asked of what is there."""
import hashlib
import os
import shutil
import stat
import subprocess
import tempfile

EXPORT = """
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT, name TEXT, email TEXT, role TEXT, avatar BLOB);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT, created TEXT, expiration TEXT,
    last_used TEXT, active INTEGER);
INSERT INTO service_users VALUES(1, 'a@service', 'A', NULL, 'Member', x'89504e470d0a1a0a00'),
    (2, 'b@service', 'B', 'b@example.com', 'Admin', NULL);
INSERT INTO tokens VALUES(1, 1, 'one', '2026-01-01', NULL, NULL, 1),
    (2, 1, 'two', '2026-01-01', '2027-01-01', '2026-02-02', 0),
    (3, 2, 'three', '2026-01-01', '2026-02-01', NULL, 1), (4, 9, 'four', '2026-01-01', NULL, NULL, 1);
"""

FULL = os.environ.get("FULL") == "1"

# The errors that fit a call; "short" is half of the work.
FAULTS = {
    "access": ["EACCES"], "close": ["EIO"], "fchmod": ["EPERM", "EIO"], "fcntl": ["EAGAIN", "ENOLCK"],
    "fdatasync": ["EIO"], "fdopendir": ["ENOMEM"], "fstat": ["EIO"], "fstatat": ["EIO", "EACCES"],
    "fsync": ["EIO", "ENOSPC"], "ftruncate": ["EIO"], "getrandom": ["ENOSYS"], "lstat": ["EIO"], "memory": ["ENOMEM"],
    "mkdir": ["EACCES"], "mkdirat": ["ENOSPC", "EACCES"], "open": ["EMFILE", "EIO"],
    "openat": ["EMFILE", "ENOSPC", "EIO", "EACCES"],
    "openat2": ["EMFILE", "EIO", "EACCES", "ELOOP", "EAGAIN", "EINTR", "ENOSYS", "EPERM"],
    "pread": ["EIO", "EINTR", "short"], "pthread_create": ["EAGAIN"],
    "pwrite": ["ENOSPC", "EIO", "EINTR", "short"], "read": ["EIO", "EINTR", "short"], "readdir": ["EIO"],
    "readlink": ["EACCES"], "renameat": ["EIO"], "renameat2": ["EIO", "ENOSYS", "EINVAL", "EEXIST"], "stat": ["EIO"],
    "symlinkat": ["EPERM"], "syncfs": ["EIO", "ENOSPC"], "unlink": ["EIO"], "unlinkat": ["EIO"],
    "write": ["ENOSPC", "EIO", "EINTR", "short", "EDQUOT"],
}


def scratch():
    """A folder in memory where there is one: tens of thousands of files come and go."""
    memory = "/dev/shm"
    return tempfile.mkdtemp(prefix="tokensnap-fault-", dir=memory if os.access(memory, os.W_OK) else None)


def make_export(path):
    subprocess.run(["sqlite3", "-bail", path], input=EXPORT, text=True, check=True)
    os.chmod(path, 0o400)


def build(tokensnap, folder, as_of, jobs=1, env=None):
    """Build folder/export.db into folder/archive; the finished process."""
    return subprocess.run(
        [tokensnap, "build", "-q", "--jobs", str(jobs), "-o", f"{folder}/archive", "--as-of", as_of, "--timezone", "UTC",
         f"{folder}/export.db"], env=dict(os.environ, **(env or {})), capture_output=True, check=False, timeout=120)


def fingerprint(path):
    """Everything that there is to know about a folder, but for the times of reading."""
    h = hashlib.sha256()
    for folder, names, files in os.walk(path):
        names.sort()
        for name in sorted(files) + names:
            full = os.path.join(folder, name)
            st = os.lstat(full)
            h.update(repr((full, st.st_mode, st.st_size if stat.S_ISREG(st.st_mode) else 0)).encode())
            if stat.S_ISREG(st.st_mode):
                with open(full, "rb") as f:
                    h.update(f.read())
    return h.hexdigest()


def fingerprint_file(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest(), os.lstat(path).st_mode


def verifies(tokensnap, path):
    done = subprocess.run([tokensnap, "verify", "-q", path], capture_output=True, check=False)
    return done.returncode == 0


def remove(path):
    for folder, _, _ in os.walk(path):
        os.chmod(folder, 0o700)
    shutil.rmtree(path, ignore_errors=True)


def spread(n, some):
    """Some of 1 to n, evenly, with the first and the last."""
    if FULL or n <= some:
        return range(1, n + 1)
    return sorted({1 + round(i * (n - 1) / (some - 1)) for i in range(some)})
