"""The same party read from different formats of OFAC is the same party.

OFAC publishes each list in CSV, in fixed columns, in an older XML and in the Enhanced XML. The
editions at hand are of different days, so a party counts as unchanged when the publisher's own
fields, read here with Python's own parsers, do not explain a difference: what differs is sorted by
the reason, and none may be ours.

Needs the real lists under INTERDICT_SHARED.
"""

import collections
import csv
import json
import pathlib
import re
import sys
import tempfile
import unicodedata
import unittest
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, "tests/support")
import program  # noqa: E402
from program import INPUT, NOTHING, SHARED, run  # noqa: E402

OFAC = SHARED / "data/lists/ofac"
FORMS = {
    "cons csv": OFAC / "cons-csv-2025-12",
    "cons legacy": OFAC / "cons-xml-legacy/consolidated_2025-05.xml",
    "cons enhanced": OFAC / "xml-enhanced/CONS_ENHANCED.XML",
    "sdn csv": OFAC / "sdn-csv-2023-12-28",
    "irgc": OFAC / "xml-enhanced/IRGC_sanctions.xml",
    "yemen": OFAC / "xml-enhanced/yemen_sanctions.xml",
    "legacy 2018": OFAC / "cons-xml-legacy/consolidated_old_namespace.xml",
}
FIELDS = ("type", "gender", "names", "births", "countries", "identifiers", "addresses", "programmes")

folder = None
cache = {}


def setUpModule():
    global folder
    folder = tempfile.TemporaryDirectory(prefix="interdict-ofac-formats-")


def tearDownModule():
    folder.cleanup()


def plain(text):
    """What OFAC's flat files make of a text: plain ASCII."""
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u02bb", "'")
    text = unicodedata.normalize("NFKD", text.replace('"', "'"))
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


def number(value):
    return re.sub(r"[^0-9A-Za-z]", "", value).upper()


def view(party):
    """What is compared, as sets: order is no content."""
    names = {
        (plain(n["text"]), n["kind"], n["quality"])
        for n in party["names"]
        if n["kind"] != "original script"
    }
    births = {d["date"] for d in party["dates"] if d["kind"] == "birth"}
    countries = {(c["role"], c["country"].get("code") or plain(c["country"]["text"]))
                 for c in party["countries"]}  # fmt: skip
    identifiers = {
        (i["type"], number(i["value"]), (i.get("country") or {}).get("code", ""))
        for i in party["identifiers"]
    }
    addresses = set()
    for a in party["addresses"]:
        if a["role"] == "place of birth":
            addresses.add(("birth", plain(a.get("text", "")), (a.get("country") or {}).get("code")))
            continue
        if re.search("[\u0370-\u1fff\u3000-\ud7ff]", a.get("street", "") + a.get("city", "")):
            continue  # in another script, which the flat files do not have
        addresses.add(
            tuple(plain(a.get(key, "")) for key in ("street", "city", "region", "postal"))
            + ((a.get("country") or {}).get("code", ""),)
        )
    return {
        "type": party["type"],
        "gender": party.get("gender", ""),
        "names": names,
        "births": births,
        "countries": countries,
        "identifiers": identifiers,
        "addresses": addresses,
        "programmes": {p["tag"] for p in party["programmes"]},
    }


def parties(form, path=None, uids=None):
    """Parties by number, of a form's index."""
    if form not in cache:
        index = pathlib.Path(folder.name) / f"{form.replace(' ', '-')}.idx"
        answer = run("build", path or FORMS[form], "-o", index)
        assert answer.status == NOTHING, answer
        edition = run("lists", "--index", index, "--format", "json").json["lists"][0]
        cache[form] = (index, edition, {})
    index, edition, found = cache[form]
    for uid in uids or ():
        if uid not in found:
            answer = run("show", f"{edition['id']}:{uid}", "--index", index, "--format", "json")
            found[uid] = view(answer.json) if answer.status in (0, 1) and answer.out else None
    return found, edition


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def squeeze(text):
    """Letters and digits only: how a text is laid out makes no difference."""
    return re.sub(r"[^0-9a-z]", "", plain(text).lower())


def raw_csv(of):
    """Per number, all that stands in the rows of the flat files."""
    texts = collections.defaultdict(str)
    for path in sorted(of.iterdir()):
        with path.open(encoding="latin-1", newline="") as rows:
            for row in csv.reader(rows):
                if len(row) > 1:
                    texts[row[0]] += " ".join(row[1:]) + " \n "
    return {uid: squeeze(text) for uid, text in texts.items()}


def raw_xml(path):
    """Per number, all text of the entry; marks that are no content left out."""
    marks = {"isPrimary", "isValid", "isLowQuality", "uid", "mainEntry", "script", "identityId"}
    texts = {}
    for entry in ElementTree.parse(path).iter():
        if local(entry) not in ("entity", "sdnEntry"):
            continue
        uid = entry.get("id") or next(e.text for e in entry if local(e) == "uid")
        words = [e.text or "" for e in entry.iter() if local(e) not in marks]
        words += [  # a name, as the flat files write it
            f"{names.get('lastName')}, {names.get('firstName')}"
            for names in ({local(x): x.text for x in e} for e in entry.iter())
            if names.get("firstName") and names.get("lastName")
        ]
        texts[uid] = squeeze(" \n ".join(words))
    return texts


def raw(form):
    path = FORMS[form]
    return raw_csv(path) if path.is_dir() else raw_xml(path)


def place(address):
    """An address whose city, region and postal code are not told apart."""
    if address[0] == "birth":
        return address
    words = re.findall(r"\w+", " ".join(address[1:4]))
    return address[0], " ".join(sorted(words)), address[4]


class SameParty(unittest.TestCase):
    """Field by field, over every party that two files share."""

    # Looked up in the files: what OFAC changed between two editions in a way that the texts do not
    # show, or what its file cuts off.
    CHANGED = {
        ("17013", "identifiers"): "the country of a number was stated later",
        ("17248", "identifiers"): "the country of a number was stated later",
        ("18784", "identifiers"): "the country of a number was stated later",
        ("17250", "identifiers"): "Remarks is cut inside the last number, without a tail",
        ("30930", "identifiers"): "Remarks is cut inside the last number, without a tail",
        ("18267", "addresses"): "St. became st.",
        ("18282", "addresses"): "the city's spelling was changed",
        ("18282", "names"): "an alias was added that is part of another one",
        ("23475", "names"): "the primary name became a former one",
    }

    def reason(self, field, uid, value, other_raw):
        """Why the other file does not say `value`; None where it does: then the fault is ours."""
        text = value[1] if field == "identifiers" else value if field == "programmes" else value[0]
        if text and squeeze(text) not in other_raw:
            return "the other edition has no such text"
        return self.CHANGED.get((uid, field))

    def check_pair(self, one, other, parties_min, equal_min, apart_max):
        raws = raw(one), raw(other)
        both = sorted(set(raws[0]) & set(raws[1]), key=int)
        views = [parties(form, uids=both)[0] for form in (one, other)]
        counts = collections.Counter()
        ours = []
        for uid in both:
            left, right = views[0][uid], views[1][uid]
            reasons = set()
            for field in FIELDS:
                if left[field] == right[field]:
                    continue
                if field in ("type", "gender", "births", "countries"):
                    reasons.add(None)
                    ours.append((uid, field, left[field], right[field]))
                    continue
                a, b = left[field], right[field]
                if field == "addresses":
                    a, b = ({place(x): x for x in side} for side in (a, b))
                    if a.keys() == b.keys():
                        reasons.add("city and region in one piece")
                        continue
                    a, b = ({side[k] for k in side.keys() - rest.keys()}
                            for side, rest in ((a, b), (b, a)))  # fmt: skip
                sides = ((a - b, raws[1][uid]), (b - a, raws[0][uid]))
                for values, other_raw in sides:
                    for value in values:
                        why = self.reason(field, uid, value, other_raw)
                        reasons.add(why)
                        if why is None:
                            ours.append((uid, field, value))
            counts["equal" if not reasons else "apart"] += 1
            for why in reasons:
                counts[why] += 1
        print(f"{one} / {other}: {len(both)} parties in both, {dict(counts)}")
        self.assertGreaterEqual(len(both), parties_min)
        self.assertEqual(ours, [], "\n".join(map(str, ours)))
        self.assertGreaterEqual(counts["equal"], equal_min)
        self.assertLessEqual(counts["apart"], apart_max)

    def test_the_older_xml_and_the_enhanced_xml(self):
        self.check_pair("cons legacy", "cons enhanced", 443, 441, 2)

    def test_consolidated_csv_and_the_older_xml(self):
        self.check_pair("cons csv", "cons legacy", 442, 410, 32)

    def test_consolidated_csv_and_the_enhanced_xml(self):
        self.check_pair("cons csv", "cons enhanced", 442, 408, 34)

    def test_sdn_csv_and_the_export_of_the_guards_corps(self):
        self.check_pair("sdn csv", "irgc", 259, 244, 15)

    def test_sdn_csv_and_the_export_of_yemen(self):
        self.check_pair("sdn csv", "yemen", 10, 10, 0)


class OtherForms(unittest.TestCase):
    """The same list in fixed columns, with '|' and with '@': made here from the CSV."""

    LAYOUTS = {
        12: {2017: (10, 350, 12, 200, 200, 8, 25, 14, 8, 40, 150, 1000),
             1867: (10, 350, 12, 50, 200, 8, 25, 14, 8, 40, 150, 1000)},
        6: {0: (10, 10, 750, 116, 250, 200)},
        5: {0: (10, 10, 8, 350, 200)},
        2: {0: (10, 0)},
    }  # fmt: skip

    def convert(self, source, into, write, ending):
        into.mkdir()
        for path in source.iterdir():
            with path.open(encoding="latin-1", newline="") as rows:
                rows = [row for row in csv.reader(rows) if len(row) > 1]
            text = "".join(write(row) + "\r\n" for row in rows) + "\x1a"
            name = path.with_suffix(ending).name.upper()
            (into / name).write_text(text, encoding="latin-1", newline="")

    def delimited(self, mark):
        def write(row):
            return mark.join(
                cell if cell.strip() == "-0-" or cell.isdigit() else f'"{cell}"' for cell in row
            )

        return write

    def fixed(self, chars):
        def write(row):
            layouts = self.LAYOUTS[len(row)]
            widths = layouts.get(chars) or next(iter(layouts.values()))
            # A value longer than its column is cut in OFAC's own files too.
            return "".join(
                cell.rjust(width) if i < (2 if len(row) in (5, 6) else 1)
                else cell[:width].ljust(width) if width else cell
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            )  # fmt: skip

        return write

    def check_form(self, of, name, write, ending, format_name, cut_programmes=False):
        made = pathlib.Path(folder.name) / name
        self.convert(FORMS[of], made, write, ending)
        _, expected = parties(of)
        _, edition = parties(name, made)
        self.assertEqual(edition["id"], expected["id"])
        self.assertEqual(edition["parties"], expected["parties"])
        self.assertIn(format_name, json.dumps(edition))
        uids = sorted(raw_csv(FORMS[of]), key=int)[:: max(1, expected["parties"] // 400)]
        left, right = parties(of, uids=uids)[0], parties(name, uids=uids)[0]
        for uid in uids:
            if left[uid] and not cut_programmes:
                self.assertEqual(right[uid], left[uid], uid)
            elif left[uid]:
                for field in FIELDS[:-1]:
                    self.assertEqual(right[uid][field], left[uid][field], (uid, field))
        print(f"{name}: {edition['parties']} parties, {len(uids)} compared, all equal")

    def test_pipes(self):
        self.check_form("sdn csv", "pip", self.delimited("|"), ".pip", "OFAC PIP")
        self.check_form("cons csv", "cons pip", self.delimited("|"), ".pip", "OFAC PIP")

    def test_at_signs(self):
        self.check_form("cons csv", "del", self.delimited("@"), ".del", "OFAC DEL")

    def test_todays_columns(self):
        self.check_form("sdn csv", "ff", self.fixed(2017), ".ff", "OFAC fixed width")
        self.check_form("cons csv", "cons ff", self.fixed(2017), ".ff", "OFAC fixed width")

    def test_the_older_columns(self):
        self.check_form("sdn csv", "old ff", self.fixed(1867), ".ff", "OFAC fixed width", True)

    def test_a_damaged_row_is_refused_with_its_line(self):
        made = pathlib.Path(folder.name) / "damaged ff"
        self.convert(FORMS["cons csv"], made, self.fixed(2017), ".ff")
        path = made / "CONS_PRIM.FF"
        lines = path.read_bytes().split(b"\r\n")
        path.write_bytes(b"\r\n".join([*lines[:100], lines[100][:-9], *lines[101:]]))
        answer = run("build", made, "-o", pathlib.Path(folder.name) / "x.idx")
        self.assertEqual(answer.status, INPUT, answer)
        self.assertRegex(answer.chatter.decode(), r"line 101: a row of 2008 characters")


class Counts(unittest.TestCase):
    """What Python's own parser counts is what is read; nothing is left over but prose."""

    def counted(self, form):
        root = ElementTree.parse(FORMS[form]).getroot()
        entries = sum(local(e) in ("entity", "sdnEntry") for e in root.iter())
        stated = next((int(e.text) for e in root.iter() if local(e) == "Record_Count"), None)
        return entries, stated

    def test_every_entry_is_a_party(self):
        ids = {"cons legacy": "us_ofac_cons", "legacy 2018": "us_ofac_cons",
               "cons enhanced": "us_ofac_cons", "irgc": "us_ofac_sdn", "yemen": "us_ofac_sdn"}  # fmt: skip
        for form, list_id in ids.items():
            with self.subTest(form):
                _, edition = parties(form)
                entries, stated = self.counted(form)
                self.assertEqual((edition["id"], edition["parties"]), (list_id, entries))
                if stated is not None:
                    self.assertEqual(stated, entries)
                codes = {d["code"]: d["count"] for d in edition["diagnostics"]}
                filtered = {"filtered-list"} if list_id == "us_ofac_sdn" else set()
                self.assertLessEqual(
                    set(codes), {"remark-total", "unknown-remark"} | filtered, edition
                )
                self.assertLessEqual(codes.get("unknown-remark", 0), 1)
                self.assertEqual(filtered <= set(codes), True)

    def test_dates_of_the_editions(self):
        dates = {"cons legacy": "2025-03-28", "legacy 2018": "2018-04-06",
                 "cons enhanced": "2025-01-10", "irgc": "2024-08-28", "yemen": "2024-05-24"}  # fmt: skip
        self.assertEqual({form: parties(form)[1]["date"] for form in dates}, dates)

    def test_names_scripts_and_relations_are_counted_alike(self):
        index = pathlib.Path(folder.name) / "irgc.idx"
        parties("irgc")
        root = ElementTree.parse(FORMS["irgc"]).getroot()
        compared = 0
        for entity in (e for e in root.iter() if local(e) == "entity"):
            shown = run("show", f"us_ofac_sdn:{entity.get('id')}", "--index", index,
                        "--format", "json").json  # fmt: skip
            scripts = [e.text for e in entity.iter() if local(e) == "script" and e.text != "Latin"]
            names = [n for n in shown["names"] if n["kind"] == "original script"]
            self.assertLessEqual(len(names), len(scripts))
            links = {
                (r["relatedEntity"].get("entityId"), r["type"].text)
                for r in ({local(x): x for x in e} for e in entity.iter()
                          if local(e) == "relationship")
            }  # fmt: skip
            self.assertEqual(
                {(a["target_uid"], a["label"]) for a in shown["associations"]
                 if a.get("target_uid")},
                links,
            )  # fmt: skip
            compared += len(links)
        self.assertEqual(compared, 229)


class Truncated(unittest.TestCase):
    def test_a_file_cut_short_is_refused_with_its_line(self):
        index = pathlib.Path(folder.name) / "cut.idx"
        for form in ("cons legacy", "cons enhanced"):
            data = FORMS[form].read_bytes()
            path = pathlib.Path(folder.name) / "cut.xml"
            for end in [*range(65536, len(data), 65536), len(data) - 12]:
                path.write_bytes(data[:end])
                answer = run("build", path, "-o", index)
                self.assertEqual(answer.status, INPUT, answer)
                self.assertRegex(answer.chatter.decode(), r"cut\.xml.*line \d+")

    def test_a_count_that_is_not_true_is_refused(self):
        data = FORMS["cons legacy"].read_bytes().replace(
            b"<Record_Count>443<", b"<Record_Count>444<"
        )  # fmt: skip
        path = pathlib.Path(folder.name) / "count.xml"
        path.write_bytes(data)
        answer = run("build", path, "-o", pathlib.Path(folder.name) / "count.idx")
        self.assertEqual(answer.status, INPUT)
        self.assertRegex(answer.chatter.decode(), "443 entries.* 444")


class Changes(unittest.TestCase):
    """OFAC's sample of a file of changes, on a full list."""

    SAMPLE = OFAC / "delta-shape-sample/2026-08-28_delta_shape.xml"

    def test_changes_alone_are_refused(self):
        answer = run("build", self.SAMPLE, "-o", pathlib.Path(folder.name) / "d.idx")
        self.assertEqual(answer.status, INPUT)
        self.assertRegex(answer.chatter.decode(), "holds OFAC's changes only.*full list")

    def test_an_added_entity_is_a_party(self):
        index = pathlib.Path(folder.name) / "changed.idx"
        answer = run("build", FORMS["irgc"], self.SAMPLE, "-o", index)
        self.assertEqual(answer.status, NOTHING, answer)
        edition = run("lists", "--index", index, "--format", "json").json["lists"][0]
        self.assertEqual((edition["parties"], edition["date"]), (294, "2026-08-28"))
        party = run("show", "us_ofac_sdn:90001", "--index", index, "--format", "json").json
        self.assertEqual(party["caption"], "EXAMPLE, Person")
        self.assertEqual([p["tag"] for p in party["programmes"]], ["IFSR", "SDGT"])
        self.assertEqual(party["dates"][0]["date"], "1972-03-03")


if __name__ == "__main__":
    if program.missing_lists() or not FORMS["cons enhanced"].exists():
        print("skipped: the real lists are not there")
        sys.exit(77)
    unittest.main()
