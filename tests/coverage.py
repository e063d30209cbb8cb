"""coverage.py OBJECTS LINES BRANCHES: what the counts of gcov say of src/.

Each object is asked for its counts as JSON and lines are added up by file, so
that what stands in a header counts once.  Prints the files that were reached
least, the lines that nothing reached with -v, and the sums.
"""
import collections
import glob
import gzip
import json
import os
import subprocess
import sys


def read(objects):
    lines = collections.defaultdict(int)
    branches = collections.defaultdict(int)
    for note in sorted(glob.glob(os.path.join(objects, '*.gcno'))):
        out = subprocess.run(['gcov', '--json-format', '--stdout', '-b',
                              note], capture_output=True, check=True).stdout
        if out[:2] == b'\x1f\x8b':
            out = gzip.decompress(out)
        for text in out.splitlines():
            for file in json.loads(text)['files']:
                name = file['file']
                if not name.startswith('src/'):
                    continue
                for line in file['lines']:
                    at = name, line['line_number']
                    lines[at] += line['count']
                    for i, branch in enumerate(line['branches']):
                        branches[at + (i,)] += branch['count']
    return lines, branches


def share(counts):
    counts = list(counts)
    return sum(c > 0 for c in counts), len(counts)


def percent(part):
    return 100 * part[0] / part[1] if part[1] else 100


def main():
    args = [a for a in sys.argv[1:] if a != '-v']
    lines, branches = read(args[0])
    files = sorted({name for name, _ in lines})
    rows = []
    for name in files:
        of = [share(n for at, n in counts.items() if at[0] == name)
              for counts in (lines, branches)]
        rows.append((percent(of[0]), name, of))
    print('lines   branches  file')
    for _, name, of in sorted(rows)[:15]:
        print('%5.1f %%  %5.1f %%  %s' % (percent(of[0]), percent(of[1]),
                                         name))
    if '-v' in sys.argv:
        for at in sorted(at for at, n in lines.items() if n == 0):
            print('%s:%d' % at)
    ok = bool(files)
    for what, counts, least in (('lines', lines, args[1]),
                                ('branches', branches, args[2])):
        part = share(counts.values())
        print('%s: %.1f %% of %d (at least %s %%)' %
              (what, percent(part), part[1], least))
        ok = ok and percent(part) >= float(least)
    return 0 if ok else 1


sys.exit(main())
