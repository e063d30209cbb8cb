"""Where the time of one build goes, as a picture: profile.py EXPORT OUT.svg, with perf (apt: linux-perf)."""
import os
import re
import subprocess
import sys
import tempfile
from html import escape

HERE = os.path.dirname(os.path.abspath(__file__))
TOKENSNAP = os.path.join(os.path.dirname(os.path.dirname(HERE)), "build", "tokensnap")
# The first that matches the file and the symbol of a sample.
PARTS = (
    ("SHA-256 of export and pages", r"libcrypto"),
    ("SQLite: integrity check, reading", r"libsqlite3"),
    ("sort: runs, merge, records", r"tokensnap.* (sorter|pack|entry|spill|sink|advance|before)|msort|qsort"),
    ("rendering: operations, times, escapes", r"tokensnap"),
    ("libc: copying", r"libc\.so"),
    ("kernel: bytes into the page cache", r"kernel.*(copy_|iov_iter|clear_page|memset)"),
    ("kernel: making files", r"kernel.*(ext4_(create|lookup|add|dx|find|htree|new|mark|search|init)|dx_|d_alloc|inode"
                             r"|path_|link_path|dentry|open|fscrypt|dirent|security)"),
    ("kernel: pages, blocks and the rest", r"kernel"),
    ("other", r""),
)
COLOURS = ("#8c6bb1", "#2b7bba", "#41ab5d", "#00796b", "#a1d99b", "#d94801", "#fd8d3c", "#fdbe85", "#999999")


def shares(export):
    """Percent of all samples for each part."""
    found = dict.fromkeys((name for name, _ in PARTS), 0.0)
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "perf.data")
        archive = os.path.join(folder, "archive")
        subprocess.run(["perf", "record", "-q", "-F", "1999", "-o", data, TOKENSNAP, "build", "-q", "--no-sync",
                        "--views", "list", "-o", archive, export], check=True, stdout=subprocess.DEVNULL)
        report = subprocess.run(["perf", "report", "-i", data, "--stdio", "--no-children", "--sort", "dso,symbol"],
                                check=True, capture_output=True, text=True).stdout
        subprocess.run(["chmod", "-R", "u+w", archive], check=True)
    for line in report.splitlines():
        match = re.match(r"\s+([\d.]+)%\s+(\S+)\s+\[(.)\]\s+(\S+)", line)
        if match:
            percent, dso, _, symbol = match.groups()
            name = next(n for n, pattern in PARTS if re.search(pattern, f"{dso} {symbol}"))
            found[name] += float(percent)
    return found


def draw(found, path):
    rows, y = [], 8
    for (name, percent), colour in zip(found.items(), COLOURS):
        width = percent * 8
        rows.append(f'<text x="296" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
                    f'<rect x="304" y="{y}" width="{width:.1f}" height="20" fill="{colour}"/>'
                    f'<text x="{312 + width:.1f}" y="{y + 15}">{percent:.0f} %</text>')
        y += 28
    with open(path, "w", encoding="utf-8") as f:
        f.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {y}" role="img" font-size="14" '
                f'font-family="sans-serif"><title>Share of CPU time of one build</title>'
                f'<rect width="760" height="{y}" fill="#ffffff"/>{"".join(rows)}</svg>\n')


draw(shares(sys.argv[1]), sys.argv[2])
