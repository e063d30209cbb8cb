#!/usr/bin/env python3
"""sheet.py WORK CSV...: what LibreOffice Calc makes of tables.

They are opened as the import dialog would with formulas allowed, then with quoted cells as text, then as where a semicolon stands
between cells.  In none may a cell be a formula; in the second every text must arrive.  The same tables without their apostrophes must give formulas, or this test proves nothing.
Prints what is wrong; exit 1 then.
"""
import csv
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

work, tables = sys.argv[1], sys.argv[2:]
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# A comma or a semicolon, quote, UTF-8, from line 1; quoted cells as text; special numbers; all sheets; formulas are evaluated.
FILTER = "Text - txt - csv (StarCalc):%d,34,76,1,,0,%s,true,false,false,false,-1,true,true,true"
faults = 0


def fault(*what):
    global faults
    faults += 1
    if faults <= 10:
        print(*what)


def convert(folder, quoted_is_text, separator=","):
    """Every CSV of a folder as a sheet of Calc beside it."""
    subprocess.run(["soffice", f"-env:UserInstallation=file://{os.path.abspath(work)}/profile", "--headless", "--convert-to", "fods",
                    "--infilter=" + FILTER % (ord(separator), "true" if quoted_is_text else "false"), "--outdir", folder] +
                   [os.path.join(folder, name) for name in sorted(os.listdir(folder))],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def cells_of(path):
    """Rows of (formula, text)."""
    rows = []
    for row in ElementTree.parse(path).getroot().iter(TABLE + "table-row"):
        cells = []
        for cell in row.findall(TABLE + "table-cell"):
            n = int(cell.get(TABLE + "number-columns-repeated", "1"))
            if n < 100:
                cells += [(cell.get(TABLE + "formula"), "\n".join(plain(p) for p in cell.findall(TEXT + "p")))] * n
        rows += [cells] * (int(row.get(TABLE + "number-rows-repeated", "1")) if cells else 1)
    return rows


def plain(p):
    """A paragraph, with its tabs and blanks."""
    out = p.text or ""
    for child in p:
        if child.tag == TEXT + "tab":
            out += "\t"
        elif child.tag == TEXT + "s":
            out += " " * int(child.get(TEXT + "c", "1"))
        elif child.tag == TEXT + "line-break":
            out += "\n"
        else:
            out += plain(child)
        out += child.tail or ""
    return out


def known(text):
    """What of a text Calc can hold: no control characters, one kind of line end, no tabs beside line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" in text:
        text = text.replace("\t", "")
    return "".join(c for c in text if c in "\n\t" or (c >= " " and c not in "\ufffe\uffff"))


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        for row in rows:
            f.write(",".join('"' + c.replace('"', '""') + '"' for c in row) + "\r\n")


first, second, third = (os.path.join(work, name) for name in ("first", "second", "third"))
for made in first, second, third:
    os.mkdir(made)
wanted = []
for n, table in enumerate(tables):
    with open(table, encoding="utf-8", newline="") as f:
        wanted.append(list(csv.reader(f, strict=True)))
    for folder in first, second, third:
        shutil.copy(table, f"{folder}/{n}.csv")
    write(f"{first}/bare{n}.csv", [[c[1:] if c.startswith("'") else c for c in row] for row in wanted[n]])
    with open(table, encoding="utf-8", newline="") as f, \
            open(f"{third}/bare{n}.csv", "w", encoding="utf-8", newline="") as g:
        g.write(re.sub("([;\t\r\n])'", r"\1", f.read()))
convert(first, False)
convert(second, True)
convert(third, False, ";")
for n, rows in enumerate(wanted):
    for folder in first, second:
        got = cells_of(f"{folder}/{n}.fods")
        if len(got) != len(rows):
            fault(f"{tables[n]}: {len(rows)} rows, but {len(got)} in Calc")
        for want, cells in zip(rows, got):
            cells = cells + [(None, "")] * (len(want) - len(cells))
            for w, (formula, text) in zip(want, cells):
                if formula is not None:
                    fault("a formula:", ascii(formula), "of", ascii(w))
                if folder == second and text != known(w):
                    fault("another text:", ascii(text), "of", ascii(w))
    for row in cells_of(f"{third}/{n}.fods"):
        for formula, text in row:
            if formula is not None:
                fault("a formula between semicolons:", ascii(formula), "in", ascii(text))
    formulas = sum(cell[0] is not None for row in cells_of(f"{first}/bare{n}.fods") for cell in row)
    if formulas == 0:
        fault(f"{tables[n]}: without apostrophes nothing is a formula either: this proves nothing")
    between = sum(cell[0] is not None for row in cells_of(f"{third}/bare{n}.fods") for cell in row)
    if between == 0:
        fault(f"{tables[n]}: nothing is a formula between semicolons either: this proves nothing")
    print(f"{len(rows)} rows, {formulas} formulas without the guard, {faults} faults")
sys.exit(faults > 0)
