"""Every real list file, one after the other: the parties of its index are as many as the publisher
counts, and no field is left over but what is named here.

The counts are made by other means than the program's: an element's name, a column, a number. Prints
the table of docs/figures.md. A field that no parser knows must be seen, so each form of file is also
read with an invented one.
"""

import collections
import csv
import io
import json
import pathlib
import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

sys.path.insert(0, "tests/support")
from program import NOTHING, SHARED, run  # noqa: E402

LISTS = SHARED / "data/lists"
NO_LISTS = ("schemas", "sdn-advanced-reference-values", "official-journal-csv")
NO_LIST_NAMES = (".xsd", ".md")
CHANGES = "_delta_shape.xml"  # read on top of a full list, as OFAC says
CHANGED = "IRGC_sanctions.xml"
MARK = "InventedField"

folder = None


def local(element):
    return element.tag.rpartition("}")[2]


def elements(*names):
    """A counter of elements of these names; checks the count that the file states itself."""

    def count(paths):
        root = ElementTree.parse(paths[0]).getroot()
        found = sum(local(element) in names for element in root.iter())
        for element in root.iter():
            if local(element) == "Record_Count" and int(element.text) != found:
                raise AssertionError(f"{paths[0]} states {element.text} records, it has {found}")
        return found

    return count


def numbered_rows(paths):
    """The primary file of OFAC's CSV: rows whose first field is a number."""
    primary = next(p for p in paths if not re.search("add|alt|comments", p.name))
    with primary.open(encoding="ascii", newline="") as table:
        return sum(bool(row) and row[0].strip().isdigit() for row in csv.reader(table))


def changed_entities(paths):
    """The full list's entities, those added and not those removed."""
    changes = next(p for p in paths if p.name.endswith(CHANGES))
    full = next(p for p in paths if p != changes)
    ids = {e.get("id") for e in ElementTree.parse(full).getroot().iter() if local(e) == "entity"}
    for entity in ElementTree.parse(changes).getroot().iter():
        if local(entity) == "entity" and entity.get("action") == "add":
            ids.add(entity.get("id"))
        elif local(entity) == "entity" and entity.get("action") == "remove":
            ids.discard(entity.get("id"))
    return len(ids)


def groups(paths):
    with paths[0].open(encoding="utf-8-sig", newline="") as table:
        next(table)
        return len({row["Group ID"] for row in csv.DictReader(table)})


def entity_numbers(paths):
    """The EU's CSV, each line wrapped in quotes with tabs for commas: column 59 is the entity."""
    lines = paths[0].read_bytes().decode("cp1252").splitlines()[1:]
    plain = (line[1:-1].replace('""', '"').rstrip("\t").replace("\t", ",") for line in lines)
    return len({row[58].strip() for row in csv.reader(plain, delimiter=";")})


def references(paths):
    """Australia's workbook: 2, 2a and 2b are names of one party."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(paths[0]) as book:
        shared = ["".join(text.text or "" for text in item.iter(f"{main}t"))
                  for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]  # fmt: skip
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    found = set()
    for cell in sheet.iter(f"{main}c"):
        value = cell.find(f"{main}v")
        if re.fullmatch(r"A\d+", cell.get("r")) and value is not None:
            text = shared[int(value.text)] if cell.get("t") == "s" else value.text
            found |= set(re.findall(r"^\d+", text))
    return len(found)


def rows(paths):
    with paths[0].open(encoding="utf-8-sig", newline="") as table:
        return sum(1 for _ in csv.reader(table)) - 1


def targets(paths):
    """FollowTheMoney: what is called a target, after all changes."""
    last = {}
    with paths[0].open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            entity = line.get("entity", line)
            last[entity["id"]] = line.get("op") != "DEL" and entity.get("target", False)
    return sum(last.values())


# (a part of the path, the publisher's unit, how it is counted)
COUNTERS = [
    (CHANGES, "entity, changes applied", changed_entities),
    ("ofac/cons-csv", "numbered row", numbered_rows),
    ("ofac/sdn-csv", "numbered row", numbered_rows),
    ("ofac/sdn-daily", "numbered row", numbered_rows),
    ("ofac/cons-xml-advanced", "DistinctParty", elements("DistinctParty")),
    ("ofac/cons-xml-legacy", "sdnEntry, Record_Count", elements("sdnEntry")),
    ("ofac/xml-enhanced", "entity", elements("entity")),
    ("lists/un/", "INDIVIDUAL + ENTITY", elements("INDIVIDUAL", "ENTITY")),
    ("lists/uk/ofsi", "Group ID", groups),
    ("lists/uk/uksl", "Designation", elements("Designation")),
    ("lists/eu/fsf-xml", "sanctionEntity", elements("sanctionEntity")),
    ("lists/eu/fsf-partial", "Entity_logical_id", entity_numbers),
    ("lists/ca/", "record", elements("record")),
    ("lists/au/", "reference number", references),
    ("lists/ch/", "target", elements("target")),
    ("lists/us-csl/", "row", rows),
    ("lists/ftm/ukraine", "row", rows),
    ("lists/ftm/", "target", targets),
]

# Of FollowTheMoney, whose sources may invent fields: a field that is left over stays a fact. It may
# say what a person does, thinks or is described by; not one of these.
IDENTIFIES = re.compile(
    "name|alias|birth|date|passport|number|country|nationality|citizen|address|phone|mail|id$", re.I
)
MODELLED = {  # facts of the model that bear a property's name
    "description", "education", "ethnicity", "position", "reason", "religion", "summary", "title"
}  # fmt: skip
STATED = {  # fields of one source that are no properties of FollowTheMoney, with few values each
    "Person:alias", "Person:birthCountry", "Person:birthDate", "Person:country",
    "Person:wikidataId", "aliases", "birthDateNote", "childrenNames", "fullName",
}  # fmt: skip
UNKNOWN = {"unknown-field", "unknown-element"}
FIELDS_SHOWN = 12  # in the table


def editions():
    """The files to be read together: OFAC's CSV by folder, everything else by itself."""
    found = collections.defaultdict(list)
    for path in sorted(LISTS.rglob("*")):
        if (not path.is_file() or path.suffix in NO_LIST_NAMES
                or any(part in NO_LISTS for part in path.parts)):  # fmt: skip
            continue
        together = re.search(r"ofac/(sdn|cons)-csv", path.as_posix())
        found[path.parent if together else path].append(path)
    for paths in found.values():
        if paths[0].name.endswith(CHANGES):
            paths.insert(0, next(LISTS.rglob(CHANGED)))
    return list(found.values())


def counter_of(paths):
    text = paths[-1].as_posix()
    return next((row[1:] for row in COUNTERS if row[0] in text), None)


def build(paths, name="list.idx"):
    answer = run("build", *paths, "-o", folder / name)
    if answer.status != NOTHING:
        return answer, None
    return answer, run("lists", "--index", folder / name, "--format", "json").json["lists"]


def properties(paths):
    """Names of the properties of FollowTheMoney, and the ids of the listed entities."""
    names, ids = set(), []
    for line in paths[0].read_text(encoding="utf-8").splitlines():
        entity = json.loads(line)
        entity = entity.get("entity", entity)
        names |= set(entity.get("properties", {}))
        if entity.get("target"):
            ids.append(entity["id"])
    return names, sorted(set(ids))


def left_over(edition, paths):
    """{field: values}: facts of FollowTheMoney that bear the name of a property."""
    if "FollowTheMoney JSON" not in edition["format"]:
        return {}
    names, ids = properties(paths)
    counts = collections.Counter()
    for uid in ids:
        shown = run("show", f"{edition['id']}:{uid}", "--index", folder / "list.idx",
                    "--format", "json")  # fmt: skip
        if shown.status == NOTHING:
            counts.update(f["key"] for f in shown.json.get("facts", []) if f["key"] in names)
    return {name: count for name, count in counts.items() if name not in MODELLED}


class EveryList(unittest.TestCase):
    def test_as_many_parties_as_the_publisher_counts(self):
        table, gone = [], []
        for paths in editions():
            with self.subTest(paths[-1].relative_to(LISTS).as_posix()):
                counter = counter_of(paths)
                self.assertIsNotNone(counter, "nobody says how its parties are counted")
                unit, count = counter[0], counter[1](paths)
                answer, lists = build(paths)
                self.assertEqual(answer.status, NOTHING, answer)
                self.assertEqual(len(lists), 1, lists)
                edition = lists[0]
                codes = {d["code"]: d for d in edition.get("diagnostics", [])}
                self.assertEqual(edition["parties"], count, unit)
                gone += [p for p in paths if p.name not in {f["name"] for f in edition["files"]}]
                fields = left_over(edition, paths)
                for code in UNKNOWN & set(codes):
                    self.assertNotEqual(fields, {}, codes[code])
                known = {name for name in fields if IDENTIFIES.search(name)} - STATED
                self.assertEqual(known, set(), fields)
                table.append((paths, edition, unit, count, codes, fields))
        self.assertEqual(gone, [], "files that no edition names")
        self.print_table(table)

    def print_table(self, table):
        print("\n| files | format | publisher's count | parties | diagnostics | fields left over |")
        print("| --- | --- | --- | --- | --- | --- |")
        for paths, edition, unit, count, codes, fields in table:
            place = paths[-1].relative_to(LISTS)
            place = place.parent if len(paths) > 2 else place
            said = ", ".join(f"{code} {d['count']:,}" for code, d in sorted(codes.items()))
            shown = sorted(fields.items(), key=lambda field: (-field[1], field[0]))
            rest = ", ".join(f"{name} {n}" for name, n in shown[:FIELDS_SHOWN])
            if len(shown) > FIELDS_SHOWN:
                rest += f" and {len(shown) - FIELDS_SHOWN} more"
            print(f"| {place} | {edition['format']} | {count:,} ({unit}) | {edition['parties']:,} "
                  f"| {said or 'none'} | {rest or 'none'} |")  # fmt: skip


# {a part of the path: the tag of a record}; the invented element is put into the first one.
RECORDS = {
    "cons_advanced": "Profile", "consolidated_2025": "sdnEntry", "yemen": "entity",
    "un-2026": "INDIVIDUAL", "uksl": "Designation", "fsf-xml": "sanctionEntity", "/ca/": "record",
    "/ch/": "target",
}  # fmt: skip
ATTRIBUTES = {
    "fsf-xml": "nameAlias", "/ch/": "identity", "yemen": "name", "cons_advanced": "Alias"
}  # fmt: skip
TABLES = ("ofsi-conlist", "us-csl")


class InventedFields(unittest.TestCase):
    """Were a field lost in silence, the table above would say nothing."""

    def check(self, path, data):
        made = folder / path.name
        made.write_bytes(data)
        answer, lists = build([made], "invented.idx")
        self.assertEqual(answer.status, NOTHING, answer)
        found = [d for d in lists[0].get("diagnostics", []) if d["code"] in UNKNOWN]
        self.assertEqual([d["count"] for d in found], [1], lists)
        self.assertIn(MARK, found[0]["first"]["text"])

    def source(self, part):
        return next(path for paths in editions() for path in paths if part in path.as_posix())

    def test_an_element(self):
        for part, tag in RECORDS.items():
            with self.subTest(part):
                path = self.source(part)
                start = re.compile(rf"<{tag}( [^>]*)?>".encode())
                added = f"<{MARK}>something</{MARK}>".encode()
                self.check(path, start.sub(lambda m: m.group() + added, path.read_bytes(), 1))

    def test_an_attribute(self):
        for part, tag in ATTRIBUTES.items():
            with self.subTest(part):
                path = self.source(part)
                added = f'<{tag} {MARK}="something"'.encode()
                self.check(path, re.sub(rf"<{tag}\b".encode(), added, path.read_bytes(), count=1))

    def test_a_column(self):
        for part in TABLES:
            with self.subTest(part):
                path = self.source(part)
                with path.open(encoding="utf-8-sig", newline="") as table:
                    lines = list(csv.reader(table))
                header = next(at for at, row in enumerate(lines) if len(row) > 5)
                lines[header].append(MARK)
                for row in lines[header + 1 :]:
                    row.append("")
                lines[header + 1][-1] = "something"
                text = io.StringIO()
                csv.writer(text).writerows(lines)
                self.check(path, text.getvalue().encode())


if __name__ == "__main__":
    if not LISTS.is_dir():
        print(f"skipped: {LISTS} is not there")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="interdict-lists-") as name:
        folder = pathlib.Path(name)
        unittest.main()
