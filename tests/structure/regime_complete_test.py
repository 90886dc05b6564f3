"""Every programme tag of the real lists is in the table of regimes, and a faulty table is refused.

The lists are those under INTERDICT_SHARED (../shared); without them the first half is skipped.
"""

import csv
import json
import os
import pathlib
import re
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import tree

sys.path.insert(0, str(tree.ROOT / "tools"))
import generate_regimes  # noqa: E402

SHARED = pathlib.Path(os.environ.get("INTERDICT_SHARED", tree.ROOT.parent / "shared"))
OFAC_PRIMARY = re.compile(r"(sdn|sdn-.*|cons_prim)\.csv", re.IGNORECASE)
PROGRAM_COLUMN, OFAC_COLUMNS = 3, 12
PROGRAM_ELEMENTS = {"program", "sanctionsProgram", "SanctionsProgram"}
PLACEHOLDERS = {"", "-0-", "Unknown", "Program"}  # nulls, and a header row some mirrors add

GOOD = """# a comment
tag: X
publisher: us_ofac
name: An example
authority: Executive Order 1
authority_date: 2001-02-03
title: An order
regulation: 31 CFR part 1
effect: blocking
obliges: Block
  property.
status: in force
certainty: Made up.
"""
# What is put for what, the line the fault must name, and a word of its text.
FAULTS = [
    ("name: An example", "nam: An example", 4, "unknown key"),
    ("name: An example\n", "", 2, "is missing"),
    ("name: An example", "name: An example\nname: Two", 5, "twice"),
    ("name: An example", "name An example", 4, "neither"),
    ("name: An example", "name: An \u2018example\u2019", 4, "quote"),
    ("us_ofac", "us_bis", 3, "publisher"),
    ("blocking", "freezing", 9, "effect"),
    ("2001-02-03", "2001-02-30", 6, "no date"),
    ("in force", "ended 2010-13-01: an order", 12, "no date"),
    ("in force", "ended 1999-01-01: an order", 12, "before it began"),
    ("in force", "ended", 12, "status"),
    ("Made up.\n", "Made up.\n\n" + GOOD.replace("tag: X", "tag: x"), 16, "already"),
]


def tags_of_ofac_csv(path):
    with open(path, encoding="latin-1", newline="") as file:
        for row in csv.reader(file):
            if len(row) == OFAC_COLUMNS:
                yield from (tag.strip(" []") for tag in row[PROGRAM_COLUMN].split("] ["))


def tags_of_ofac_xml(path):
    """The three XML formats; in the advanced one an entry's tag is the comment of its measure."""
    for _, element in ElementTree.iterparse(path):
        local = element.tag.rpartition("}")[2]
        if local in PROGRAM_ELEMENTS:
            yield (element.text or "").strip()
        elif local == "SanctionsMeasure" and element.get("SanctionsTypeID") == "1":
            yield from ((child.text or "").strip() for child in element)
        elif local in ("sdnEntry", "entity", "DistinctParty"):
            element.clear()


def tags_of_ofac_reference_values(path):
    programs = json.loads(path.read_text(encoding="utf-8")).get("SanctionsProgram", {})
    yield from (value["_VALUE"].strip() for value in programs.values())


def tags_of_un(path):
    for _, element in ElementTree.iterparse(path):
        if element.tag == "UN_LIST_TYPE":
            yield (element.text or "").strip()


def readers(lists):
    """Each list file with its publisher and the function that reads its tags."""
    for path in sorted(lists.glob("ofac/**/*")):
        suffix = path.suffix.lower()
        if suffix == ".csv" and OFAC_PRIMARY.fullmatch(path.name):
            yield path, "us_ofac", tags_of_ofac_csv
        elif suffix == ".xml":
            yield path, "us_ofac", tags_of_ofac_xml
        elif path.name == "reference_values_map.json":
            yield path, "us_ofac", tags_of_ofac_reference_values
    for path in sorted(lists.glob("un/*.xml")):
        yield path, "un_sc", tags_of_un


def check_faults(problems):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "regimes.txt"
        file.write_text(GOOD, encoding="utf-8")
        generate_regimes.read_folder(folder)
        for old, new, line, word in FAULTS:
            file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
            try:
                generate_regimes.read_folder(folder)
                problems.append(f"accepted: {new!r} for {old!r}")
            except generate_regimes.Fault as fault:
                text = str(fault)
                if not text.startswith(f"{file}:{line}: ") or word not in text:
                    problems.append(f"{new!r} for {old!r}: expected {line}, '{word}': {text}")


def check_lists(lists, problems):
    blocks, _ = generate_regimes.read_folder(generate_regimes.FOLDER)
    known = {(block.values["publisher"], block.values["tag"].lower()) for block in blocks}
    checked, reported = set(), set()
    for path, publisher, read in readers(lists):
        for tag in set(read(path)) - PLACEHOLDERS:
            checked.add((publisher, tag))
            if (publisher, tag.lower()) not in known | reported:
                reported.add((publisher, tag.lower()))
                problems.append(f"{path.relative_to(lists)}: [{tag}] is not in the table")
    if not checked:
        problems.append(f"{lists}: no list was found to read tags from")
    return len(checked)


def main():
    problems = []
    check_faults(problems)
    checked = len(FAULTS)
    lists = SHARED / "data" / "lists"
    if lists.exists():
        checked += check_lists(lists, problems)
    elif not problems:
        print(f"{checked} faulty tables are refused; skipped: no real lists to look for tags in")
        sys.exit(tree.SKIP)
    tree.report(problems, checked, "tags of the lists and faulty tables")


main()
