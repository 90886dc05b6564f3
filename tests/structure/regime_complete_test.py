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
import zipfile

import tree

sys.path.insert(0, str(tree.ROOT / "tools"))
import generate_regimes  # noqa: E402

SHARED = pathlib.Path(os.environ.get("INTERDICT_SHARED", tree.ROOT.parent / "shared"))
OFAC_PRIMARY = re.compile(r"(sdn|sdn-.*|cons_prim)\.csv", re.IGNORECASE)
PROGRAM_COLUMN, OFAC_COLUMNS = 3, 12
PROGRAM_ELEMENTS = {"program", "sanctionsProgram", "SanctionsProgram"}
PLACEHOLDERS = {"", "-0-", "Unknown", "Program"}  # nulls, and a header row some mirrors add
SECO_EXAMPLE = "EXAMPLE"  # the name of the made-up programme in SECO's own example
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

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
GOOD_EU = """tag: XYZ
also: XY; Old XYZ
publisher: eu
name: An example
authority: Council Regulation (EU) No 12/2011; Council Decision 2011/34/CFSP
authority_date: 2011-02-03
regulation: CELEX 32011R0012; 32011D0034
effect: asset-freeze
obliges: Freeze funds.
status: in force
certainty: Made up.
"""
ANOTHER_EU = "\n" + GOOD_EU.replace("tag: XYZ", "tag: Z").replace("also: XY; Old XYZ\n", "")
# What is put for what, the line the fault must name, and a word of its text.
FAULTS = [
    ("name: An example", "nam: An example", 4, "unknown key"),
    ("name: An example\n", "", 2, "is missing"),
    ("name: An example", "name: An example\nname: Two", 5, "twice"),
    ("name: An example", "name An example", 4, "neither"),
    ("name: An example", "name: An \u2018example\u2019", 4, "quote"),
    ("us_ofac", "us_bis", 3, "publisher"),
    ("blocking", "freezing", 9, "effect"),
    ("effect: blocking", "effect: blocking\ndecides: tag", 10, "decides"),
    ("2001-02-03", "2001-02-30", 6, "no date"),
    ("in force", "ended 2010-13-01: an order", 12, "no date"),
    ("in force", "ended 1999-01-01: an order", 12, "before it began"),
    ("in force", "ended", 12, "status"),
    ("Made up.\n", "Made up.\n\n" + GOOD.replace("tag: X", "tag: x"), 16, "already"),
]
FAULTS_EU = [
    ("also: XY; Old XYZ", "also: XY; xyz", 2, "already"),
    ("also: XY; Old XYZ", "also: XY; xy", 2, "already"),
    ("Made up.\n", "Made up.\n" + ANOTHER_EU.replace("tag: Z", "tag: OLD xyz"), 2, "already"),
    ("32011R0012", "32011R0013", 7, "agrees with no"),
    ("32011D0034", "32011D0035", 7, "agrees with no"),
    ("CELEX 32011R0012", "Regulation 12/2011", 7, "form"),
    ("2011-02-03", "2012-02-03", 6, "not of 2011"),
    ("Made up.\n", "Made up.\n" + ANOTHER_EU.replace("-02-03", "-02-04"), 17, "has another"),
    ("publisher: eu", "publisher: gb", 7, "form"),
    ("publisher: eu", "publisher: us_ofac", 8, "effect"),
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


def tags_of_eu_xml(path):
    for _, element in ElementTree.iterparse(path):
        yield (element.get("programme") or "").strip()


def tags_of_eu_csv(path):
    """The entity's programme. A copy mixes encodings, quotes each line whole and pads it with tabs;
    the columns of names and addresses repeat the code, but texts with a semicolon move them."""
    columns = []
    for line in path.read_text(encoding="latin-1").split("\n"):
        cells = line.strip('\t\r"').split(";")
        if not columns:
            columns = [at for at, name in enumerate(cells) if name.lower() == "programme"]
        elif re.fullmatch(r"\d\d/\d\d/\d{4}", cells[0]):
            yield from (cells[at].strip() for at in columns if at < len(cells))


def tags_of_uk_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        next(file)
        yield from (row["Regime"].strip() for row in csv.DictReader(file))


def tags_of_uk_xml(path):
    for _, element in ElementTree.iterparse(path):
        if element.tag.rpartition("}")[2] in ("RegimeName", "RegimeName1"):
            yield (element.text or "").strip()


def tags_of_ca(path):
    """The field in both languages, and its English half."""
    for _, element in ElementTree.iterparse(path):
        if element.tag == "Country":
            whole = (element.text or "").strip()
            yield from (whole, whole.partition(" / ")[0])


def tags_of_ch(path):
    for _, element in ElementTree.iterparse(path):
        if element.tag == "sanctions-program":
            names = {name.text for name in element.iter("program-name")}
            if SECO_EXAMPLE not in names:
                yield from (key.text.strip() for key in element.iter("program-key"))


def tags_of_au(path):
    with zipfile.ZipFile(path) as workbook:
        items = ElementTree.fromstring(workbook.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(workbook.read("xl/worksheets/sheet1.xml"))
    texts = ["".join(run.text or "" for run in item.iter(SHEET + "t")) for item in items]
    column = None
    for cell in sheet.iter(SHEET + "c"):
        letters = cell.get("r").rstrip("0123456789")
        value = cell.findtext(SHEET + "v")
        if cell.get("t") != "s" or value is None:
            continue
        text = texts[int(value)].strip()
        if text == "Committees":
            column = letters
        elif letters == column:
            yield text


def tags_of_csl(path):
    """The source lists in full and by the abbreviation in brackets, and the programmes."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield row["source"].strip()
            yield from re.findall(r"\((.+)\)", row["source"])
            yield from (tag.strip() for tag in row["programs"].split(";"))


# Each kind of file: where it stands, whose tags it carries, and the function that reads them.
READERS = [
    ("un/*.xml", "un_sc", tags_of_un),
    ("eu/fsf*/*.xml", "eu", tags_of_eu_xml),
    ("eu/fsf*/*.csv", "eu", tags_of_eu_csv),
    ("uk/**/*.csv", "gb", tags_of_uk_csv),
    ("uk/**/*.xml", "gb", tags_of_uk_xml),
    ("ca/*.xml", "ca_dfatd", tags_of_ca),
    ("ch/*.xml", "ch_seco", tags_of_ch),
    ("au/*.xlsx", "au_dfat", tags_of_au),
    ("us-csl/*.csv", "us_trade", tags_of_csl),
]
# Files without a tag of their own that the table could be asked for.
NO_TAGS = {"ch_seco"}


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
    for pattern, publisher, read in READERS:
        for path in sorted(lists.glob(pattern)):
            yield path, publisher, read


def check_faults(good, faults, problems):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "regimes.txt"
        file.write_text(good, encoding="utf-8")
        generate_regimes.read_folder(folder)
        for old, new, line, word in faults:
            file.write_text(good.replace(old, new, 1), encoding="utf-8")
            try:
                generate_regimes.read_folder(folder)
                problems.append(f"accepted: {new!r} for {old!r}")
            except generate_regimes.Fault as fault:
                text = str(fault)
                if not text.startswith(f"{file}:{line}: ") or word not in text:
                    problems.append(f"{new!r} for {old!r}: expected {line}, '{word}': {text}")


def check_lists(lists, blocks, problems):
    known = {(block.values["publisher"], tag.lower())
             for block in blocks for _, tag in generate_regimes.tags_of(block)}  # fmt: skip
    known |= {("us_trade", tag) for publisher, tag in known if publisher == "us_ofac"}
    checked, reported, publishers = set(), set(), set()
    for path, publisher, read in readers(lists):
        tags = set(read(path)) - PLACEHOLDERS
        publishers.add(publisher)
        if not tags and publisher not in NO_TAGS:
            problems.append(f"{path.relative_to(lists)}: no tag was read from it")
        for tag in tags:
            checked.add((publisher, tag))
            if (publisher, tag.lower()) not in known | reported:
                reported.add((publisher, tag.lower()))
                problems.append(f"{path.relative_to(lists)}: [{tag}] is not in the table")
    for publisher in sorted(set(generate_regimes.EFFECTS) - publishers):
        problems.append(f"{lists}: no list of {publisher} was found to read tags from")
    return len(checked)


def check_official_journal(lists, blocks, problems):
    """The act that a transcription of the Official Journal files under a code is cited by it."""
    cited = {}
    for block in blocks:
        if block.values["publisher"] == "eu":
            acts = re.findall(r"3\d{4}[A-Z]\d+", block.values["regulation"])
            cited.update({(block.values["tag"], act): block for act in acts})
    checked = set()
    for path in sorted(lists.glob("eu/official-journal-csv/consolidated/*.csv")):
        with open(path, encoding="utf-8-sig", newline="") as file:
            pairs = {(row["programKey"], row["celex"]) for row in csv.DictReader(file)}
        for key, act in pairs:
            codes = key.removeprefix("EU-").split("-")
            checked.add((key, act))
            if not any((code, act) in cited for code in codes):
                problems.append(f"{path.relative_to(lists)}: {key} does not cite {act}")
    return len(checked)


def main():
    problems = []
    check_faults(GOOD, FAULTS, problems)
    check_faults(GOOD_EU, FAULTS_EU, problems)
    checked = len(FAULTS) + len(FAULTS_EU)
    lists = SHARED / "data" / "lists"
    if lists.exists():
        blocks, _ = generate_regimes.read_folder(generate_regimes.FOLDER)
        checked += check_lists(lists, blocks, problems)
        checked += check_official_journal(lists, blocks, problems)
    elif not problems:
        print(f"{checked} faulty tables are refused; skipped: no real lists to look for tags in")
        sys.exit(tree.SKIP)
    tree.report(problems, checked, "tags of the lists and faulty tables")


main()
