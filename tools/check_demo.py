#!/usr/bin/env python3
"""Check the shape of the demonstration list in data/demo.

    tools/check_demo.py [FOLDER]

Looks at the form only: whether a fact is true is for whoever writes it. Prints each fault, then one
line `N passed, N failed`; exit status 1 when anything failed.
"""

import csv
import io
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

NULL = "-0- "  # OFAC's empty value: unquoted, with a trailing blank
END = b"\r\n\x1a"  # the last record's line end, then a lone Ctrl-Z
REMARKS_MAX = 1000  # OFAC cuts Remarks here; the tail is in sdn_comments.csv
COLUMNS = {"sdn.csv": 12, "alt.csv": 5, "add.csv": 6, "sdn_comments.csv": 2}
SDN_TYPES = {NULL, "individual", "vessel", "aircraft"}
ALT_TYPES = {"aka", "fka", "nka"}
CUSTOMER_COLUMNS = ["id", "name", "type", "birth_date", "nationality", "country", "identifier",
                    "identifier_type"]
NEWS_WORDS_MIN, NEWS_WORDS_MAX = 150, 220
FIELD = r'(?:-0- |\d+|"[^"]+")'


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, holds, what):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"failed: {what}")
        return holds


def has_duplicates(values):
    return len(values) != len(set(values))


def read_ofac(tally, path):
    """The rows of one OFAC file, each with its full number of columns."""
    raw = path.read_bytes() if path.exists() else b""
    if not tally.check(raw, f"{path.name} is there"):
        return []
    tally.check(raw.endswith(END), f"{path.name} ends with CRLF and 0x1A")
    tally.check(raw.count(b"\x1a") == 1, f"{path.name} holds one 0x1A")
    tally.check(raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r"),
                f"{path.name} has CRLF lines only")
    tally.check(raw.isascii(), f"{path.name} is ASCII")
    text = raw.decode("ascii", "replace").rstrip("\x1a")
    columns = COLUMNS[path.name]
    line_form = re.compile(FIELD + f"(?:,{FIELD}){{{columns - 1}}}")
    odd = [n for n, line in enumerate(text.splitlines(), 1) if not line_form.fullmatch(line)]
    tally.check(not odd, f"{path.name}: {columns} columns, text quoted, nulls as '{NULL}': "
                         f"lines {odd}")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    return [row for row in rows if len(row) == columns]


def check_remarks(tally, sdn, comments):
    for row in sdn:
        uid, remarks = row[0], row[11]
        tally.check(len(remarks) <= REMARKS_MAX, f"{uid}: Remarks within {REMARKS_MAX} characters")
        tally.check((len(remarks) == REMARKS_MAX) == (uid in comments),
                    f"{uid}: a tail exactly where Remarks are cut")
        whole = remarks + comments.get(uid, "")
        if remarks != NULL:
            tally.check(whole.endswith("."), f"{uid}: Remarks end with a full stop")
            tally.check(not whole.startswith("alt. "), f"{uid}: no alternative without a first")
        if row[4] != NULL:
            tally.check(row[4] in whole, f"{uid}: the title stands in Remarks too")
        tally.check(row[2] in SDN_TYPES, f"{uid}: a known SDN type")
        tally.check(row[2] != "individual" or "," in row[1], f"{uid}: a person's name has a comma")
        programmes = row[3].split("] [")
        tally.check(all(re.fullmatch(r"[A-Z0-9 -]+", tag) for tag in programmes),
                    f"{uid}: programmes split on '] ['")


def check_ofac(tally, folder):
    tables = {name: read_ofac(tally, folder / name) for name in COLUMNS}
    sdn, alt, add = tables["sdn.csv"], tables["alt.csv"], tables["add.csv"]
    uids = [row[0] for row in sdn]
    tally.check(not has_duplicates(uids), "sdn.csv: unique ent_num")
    tally.check(uids == sorted(uids, key=int), "sdn.csv: in order of ent_num")
    for name, rows in tables.items():
        strangers = {row[0] for row in rows} - set(uids)
        tally.check(not strangers, f"{name}: every ent_num is in sdn.csv: {sorted(strangers)}")
    tally.check(not has_duplicates([row[1] for row in alt]), "alt.csv: unique alt_num")
    tally.check(not has_duplicates([row[1] for row in add]), "add.csv: unique add_num")
    tally.check(all(row[2] in ALT_TYPES for row in alt), "alt.csv: known alt_type")
    bare = set(uids) - {row[0] for row in add}
    tally.check(not bare, f"add.csv: a row for every party: {sorted(bare)}")
    comments = [row[0] for row in tables["sdn_comments.csv"]]
    tally.check(not has_duplicates(comments), "sdn_comments.csv: unique ent_num")
    check_remarks(tally, sdn, dict(tables["sdn_comments.csv"]))


def check_un(tally, path):
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        tally.check(False, f"{path.name} is well-formed: {error}")
        return
    tally.check(root.tag == "CONSOLIDATED_LIST" and root.get("dateGenerated"),
                f"{path.name}: CONSOLIDATED_LIST with dateGenerated")
    tally.check([child.tag for child in root] == ["INDIVIDUALS", "ENTITIES"],
                f"{path.name}: INDIVIDUALS, then ENTITIES")
    entries = root.findall("INDIVIDUALS/INDIVIDUAL") + root.findall("ENTITIES/ENTITY")
    for tag in ("DATAID", "REFERENCE_NUMBER"):
        values = [entry.findtext(tag, "").strip() for entry in entries]
        tally.check(all(values), f"{path.name}: every entry has {tag}")
        tally.check(not has_duplicates(values), f"{path.name}: unique {tag}")
    for entry in entries:
        reference = entry.findtext("REFERENCE_NUMBER", "").strip()
        letter = "i" if entry.tag == "INDIVIDUAL" else "e"
        tally.check(re.fullmatch(f"[A-Z]{{2}}{letter}\\.\\d{{3}}", reference),
                    f"{reference}: a reference number of its kind")
        tally.check(entry.findtext("FIRST_NAME", "").strip(), f"{reference}: has a name")
        tally.check(entry.findtext("UN_LIST_TYPE", "").strip(), f"{reference}: has a list type")
        tally.check(re.match(r"\d{4}-\d\d-\d\d", entry.findtext("LISTED_ON", "")),
                    f"{reference}: has a listing date")


def check_customers(tally, path):
    try:
        with open(path, encoding="utf-8", newline="") as table:
            reader = csv.DictReader(table)
            rows = list(reader)
    except OSError as error:
        tally.check(False, f"{path.name} can be read: {error}")
        return
    tally.check(reader.fieldnames == CUSTOMER_COLUMNS, f"{path.name}: the columns")
    tally.check(not has_duplicates([row["id"] for row in rows]), f"{path.name}: unique id")
    for row in rows:
        tally.check(None not in row and None not in row.values() and row["name"],
                    f"{path.name}: {row['id']} is complete")
        tally.check(bool(row["identifier"]) == bool(row["identifier_type"]),
                    f"{path.name}: {row['id']} states the type of its identifier")


def main():
    if len(sys.argv) > 2:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    default = pathlib.Path(__file__).resolve().parent.parent / "data" / "demo"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) == 2 else default
    tally = Tally()
    check_ofac(tally, folder / "ofac")
    check_un(tally, folder / "un" / "demo-un.xml")
    check_customers(tally, folder / "customers.csv")
    news = folder / "news-2015-01-02.txt"
    words = len(news.read_text(encoding="utf-8").split()) if news.exists() else 0
    tally.check(NEWS_WORDS_MIN <= words <= NEWS_WORDS_MAX, f"{news.name}: {words} words")
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
