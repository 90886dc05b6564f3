"""The real files of Canada, Australia and the US Consolidated Screening List, against counts made
here by other means; every beginning of a file is refused; a workbook and the CSV of its rows, and
the screening list's CSV and JSON, give the same parties."""

import csv
import io
import json
import pathlib
import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile
from xml.sax.saxutils import escape

sys.path.insert(0, "tests/support")
from program import FOUND, INPUT, NOTHING, SHARED, is_sanitized, run  # noqa: E402

LISTS = SHARED / "data/lists"
CANADA = LISTS / "ca/sema_2025-05.xml"
AUSTRALIA = LISTS / "au/regulation8_consolidated.xlsx"
CSL = LISTS / "us-csl/consolidated.csv"
CUT_BYTES = 64 * 1024
SAMPLE_STEP = 211
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DEFECTS = {"missing-name", "unknown-field", "unknown-value", "missing-reference"}


def sheet_rows(path):
    """The cells of the first sheet as stored; numbers stay numbers."""
    with zipfile.ZipFile(path) as book:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{MAIN}t"))
            for item in ET.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    for row in sheet.find(f"{MAIN}sheetData"):
        cells = {}
        for cell in row:
            value = cell.find(f"{MAIN}v")
            if value is None:
                continue
            column = 0
            for letter in re.match("[A-Z]+", cell.get("r")).group():
                column = column * 26 + ord(letter) - 64
            cells[column - 1] = shared[int(value.text)] if cell.get("t") == "s" else value.text
        if cells:
            yield [cells.get(i, "") for i in range(12)]


def csl_address(text):
    parts = text.split(", ")
    country = parts.pop() if re.fullmatch("[A-Z]{2}", parts[-1]) else None
    return {"address": ", ".join(parts) or None, "country": country}


def csl_id(text):
    *rest, kind = text.split(", ")
    entry = {"type": kind, "number": ", ".join(rest), "country": None}
    dates = r"\d{4}-\d\d-\d\d"
    found = re.fullmatch(rf"([A-Z]{{2}}), (?:({dates}), ({dates}), )?((?!{dates}).+)", entry["number"])
    if found:
        entry["country"], entry["expiration_date"], entry["issue_date"], entry["number"] = found.groups()
    return entry


def csl_json(rows):
    lists = ["programs", "alt_names", "citizenships", "nationalities", "dates_of_birth", "places_of_birth"]  # fmt: skip
    entries = []
    for row in rows:
        entry = {key: value or None for key, value in row.items()}
        entry["id"] = entry.pop("_id")
        for key in lists:
            entry[key] = [value for value in row[key].split("; ") if value]
        entry["addresses"] = [csl_address(text) for text in row["addresses"].split("; ") if text]
        entry["ids"] = [csl_id(text) for text in row["ids"].split("; ") if text]
        entries.append(entry)
    return json.dumps({"total": len(entries), "results": entries}, indent=1)


class Base(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.at = pathlib.Path(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def build(cls, path, name):
        index = cls.at / name
        answer = run("build", path, "-o", index)
        assert answer.status == NOTHING, answer
        return index

    def loaded(self, index):
        return run("lists", "--index", index, "--format", "json").json

    def codes(self, index):
        return {each["code"]: each["count"] for each in self.loaded(index)["lists"][0]["diagnostics"]}

    def show(self, index, party):
        answer = run("show", party, "--index", index, "--format", "json")
        self.assertIn(answer.status, (NOTHING, FOUND), answer)
        return answer.json

    def plain(self, index, party):
        """Without the places in the file, which differ between formats."""
        def strip(value):
            if isinstance(value, dict):
                return {key: strip(each) for key, each in value.items() if key != "source"}
            return [strip(each) for each in value] if isinstance(value, list) else value
        return strip(self.show(index, party))

    def check_cut(self, path, suffix):
        content = path.read_bytes()
        step = CUT_BYTES * (8 if is_sanitized() else 1)
        for size in range(step, len(content), step):
            part = self.at / f"cut{suffix}"
            if suffix == ".csv" and content[size - 1] == ord("\n"):
                continue  # a CSV cut at the end of a row is whole; only its size can tell
            part.write_bytes(content[:size])
            answer = run("build", part, "-o", self.at / "cut.idx")
            self.assertEqual(answer.status, INPUT, f"{size} bytes: {answer}")


@unittest.skipUnless(CANADA.exists(), f"no {CANADA}")
class Canada(Base):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.records = [
            {field.tag: " ".join((field.text or "").split()) for field in record}
            for record in ET.parse(CANADA).getroot()
        ]
        cls.index = cls.build(CANADA, "ca.idx")

    def test_every_record_is_a_party(self):
        (edition,) = self.loaded(self.index)["lists"]
        self.assertEqual(edition["parties"], len(self.records))
        self.assertEqual((edition["id"], edition["date"]), ("ca_dfatd_sema_sanctions", "2025-05"))
        self.assertEqual(self.codes(self.index), {"odd-date": 1})
        ships = sum("ShipIMONumber" in record for record in self.records)
        self.assertEqual(self.loaded(self.index)["identifiers"], ships)

    def test_parties_say_what_their_records_say(self):
        for record in self.records[::SAMPLE_STEP]:
            place = [record["Country"].split(" / ")[0], record.get("Schedule", "").replace(",P", ", P"), record["Item"]]  # fmt: skip
            party = self.show(self.index, "ca_dfatd_sema_sanctions:" + "/".join(filter(None, place)))
            self.assertEqual(party["programmes"][0]["tag"], place[0])
            self.assertEqual(party["programmes"][0]["listed_on"], record["DateOfListing"])
            if "LastName" in record:
                name = f"{record.get('GivenName', '')} {record['LastName']}".strip()
                self.assertEqual((party["caption"], party["type"]), (name, "person"))
            if "ShipIMONumber" in record:
                self.assertEqual(party["type"], "vessel")
                self.assertEqual(party["identifiers"][0]["value"], record["ShipIMONumber"])
            known = " ".join(name["text"] for name in party["names"])
            for word in re.findall(r"\w+", record.get("Aliases", "")):
                self.assertTrue(word in known or word in {"Russian", "Belarusian", "or"}, (word, known))

    def test_cut_files_are_refused(self):
        self.check_cut(CANADA, ".xml")


@unittest.skipUnless(AUSTRALIA.exists(), f"no {AUSTRALIA}")
class Australia(Base):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.header, *cls.rows = sheet_rows(AUSTRALIA)
        cls.index = cls.build(AUSTRALIA, "au.idx")

    def test_every_number_is_a_party(self):
        (edition,) = self.loaded(self.index)["lists"]
        numbers = {re.match(r"\d+", row[0]).group() for row in self.rows}
        self.assertEqual(edition["parties"], len(numbers))
        self.assertEqual(set(self.codes(self.index)), {"odd-date"})
        for reference in ("1113", "1125", "3173"):
            self.assertIn(reference, numbers)

    def test_every_name_is_kept(self):
        for number in sorted({re.match(r"\d+", row[0]).group() for row in self.rows})[::SAMPLE_STEP // 4]:
            party = self.show(self.index, f"au_dfat_sanctions:{number}")
            names = " ".join(name["text"] for name in party["names"])
            for row in self.rows:
                if re.match(r"\d+", row[0]).group() == number:
                    first = re.split(r"\(| / ", row[1].strip(" ,"))[0]
                    self.assertIn(" ".join(first.split()), names)

    def test_komid(self):
        party = self.show(self.index, "au_dfat_sanctions:1113")
        self.assertEqual(party["caption"], "Korea Mining Development Trading Corporation")
        self.assertEqual([name["text"] for name in party["names"]][-1], "KOMID")
        self.assertEqual(len(party["names"]), 5)
        (programme,) = party["programmes"]
        self.assertEqual((programme["tag"], programme["listed_on"]), ("1718 (DPRK)", "2009-04-24"))
        self.assertEqual(party["addresses"][0]["country"]["code"], "KP")

    def test_the_csv_of_the_rows_gives_the_same_parties(self):
        path = self.at / "au.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([self.header, *self.rows])
        index = self.build(path, "au_csv.idx")
        loaded, other = self.loaded(self.index), self.loaded(index)
        for key in ("parties", "names", "identifiers"):
            self.assertEqual(loaded[key], other[key])
        for number in ("2", "4", "34", "1113", "1277"):
            party = f"au_dfat_sanctions:{number}"
            self.assertEqual(self.plain(self.index, party), self.plain(index, party))

    def test_cut_files_are_refused(self):
        self.check_cut(AUSTRALIA, ".xlsx")


@unittest.skipUnless(CSL.exists(), f"no {CSL}")
class ScreeningList(Base):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with CSL.open(newline="", encoding="utf-8") as file:
            cls.rows = list(csv.DictReader(file))
        cls.index = cls.build(CSL, "csl.idx")

    def test_every_row_is_a_party(self):
        (edition,) = self.loaded(self.index)["lists"]
        self.assertEqual(edition["parties"], len(self.rows))
        codes = self.codes(self.index)
        self.assertFalse(DEFECTS & set(codes), codes)
        self.assertEqual(codes["repeated-reference"], len(self.rows) - len({row["_id"] for row in self.rows}))  # fmt: skip

    def test_parties_say_what_their_rows_say(self):
        seen = {}
        for row in self.rows:
            seen[row["_id"]] = seen.get(row["_id"], 0) + 1
        for row in self.rows[::SAMPLE_STEP]:
            if seen[row["_id"]] > 1:
                continue
            party = self.show(self.index, f"us_trade_csl:{row['_id']}")
            names = [name["text"] for name in party["names"]]
            self.assertTrue(row["name"].strip().startswith(names[0]))
            self.assertEqual(row["start_date"], party["programmes"][0].get("listed_on", ""))
            self.assertEqual(row["source"].split(" - ")[0], party["programmes"][0]["list"])
            tags = [tag for tag in row["programs"].split("; ") if tag]
            self.assertEqual(tags or 1, [each["tag"] for each in party["programmes"]] if tags else 1)
            places = [address["text"] for address in party["addresses"] if address["role"] == "location"]
            self.assertEqual(set(places), {text.strip() for text in row["addresses"].split("; ") if text})
            for text in filter(None, row["ids"].split("; ")):
                number = text.split(", ")[-2]
                self.assertIn(number.split(" ")[-1].lower(), json.dumps(party, ensure_ascii=False).lower())
            if "Treasury" in row["source"]:
                self.assertEqual(party["references"][0]["uid"], row["_id"])

    def test_every_answer_shows_the_effect_of_the_source_list(self):
        effects = {"SSI": "sectoral", "CAP": "correspondent-account", "NS-MBS List": "menu-based",
                   "CMIC": "securities", "PLC": "reject", "FSE": "reject", "EL": "export",
                   "DPL": "export", "UVL": "export", "MEU": "export", "DTC": "export"}  # fmt: skip
        listed = {}
        for row in self.rows:
            listed.setdefault(row["_id"], []).append(row["source"])
        for short, effect in effects.items():
            row = next(row for row in self.rows if f"({short})" in row["source"]
                       and (len(listed[row["_id"]]) == 1 or short == "CAP" and "(SDN)" in str(listed[row["_id"]])))  # fmt: skip
            uid, on = f"us_trade_csl:{row['_id']}", row["source"].split(" - ")[0]
            uid += "/CAP" if short == "CAP" else ""  # each of these stands on another list too
            shown = self.show(self.index, uid)["programmes"]
            self.assertEqual({each["effect"] for each in shown}, {effect}, uid)
            text = " ".join(run("show", uid, "--index", self.index).text.split())
            self.assertIn(f"— {effect.replace('-', ' ')},", text)
            self.assertIn(f"on {on} ", text)
            found = run("screen", row["name"], "--index", self.index, "--format", "json").json["results"]
            hit = next(hit for hit in found[0]["hits"] if hit["entity_id"] == uid)
            self.assertEqual({(each["list"], each["effect"]) for each in hit["legal_basis"]}, {(on, effect)})

    def test_the_json_of_the_rows_gives_the_same_parties(self):
        path = self.at / "csl.json"
        path.write_text(csl_json(self.rows), encoding="utf-8")
        index = self.build(path, "csl_json.idx")
        loaded, other = self.loaded(self.index), self.loaded(index)
        for key in ("parties", "names"):
            self.assertEqual(loaded[key], other[key])
        for party in ("us_trade_csl:9345", "us_trade_csl:17614", "us_trade_csl:34616/CAP"):
            ours, theirs = self.plain(self.index, party), self.plain(index, party)
            for address in ours["addresses"] + theirs["addresses"]:
                for key in ("street", "city", "region", "postal"):
                    address.pop(key, None)
            self.assertEqual(ours, theirs)
        path.write_text(path.read_text().replace('"total": ', '"total": 1'))
        self.assertEqual(run("build", path, "-o", self.at / "x.idx").status, INPUT)

    def test_cut_files_are_refused(self):
        self.check_cut(CSL, ".csv")


class Workbook(Base):
    """Made here: the workbook is recognised by its columns, not by its name."""

    HEADER = ["Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Control Date"]  # fmt: skip

    def write(self, header, rows):
        path = self.at / "any name.xlsx"
        lines = []
        for number, row in enumerate([header, *rows], 1):
            cells = "".join(
                f'<c r="{chr(65 + i)}{number}"><v>{value}</v></c>' if isinstance(value, int)
                else f'<c r="{chr(65 + i)}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
                for i, value in enumerate(row)
            )  # fmt: skip
            lines.append(f'<row r="{number}">{cells}</row>')
        main = MAIN.strip("{}")
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')  # fmt: skip
            book.writestr("_rels/.rels", f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')  # fmt: skip
            book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>')  # fmt: skip
            book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')  # fmt: skip
            book.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>')  # fmt: skip
        return path

    def test_excel_days_are_dates(self):
        path = self.write(self.HEADER, [["7", "Test One", "Individual", "Primary Name", 25000, 41988]])
        party = self.show(self.build(path, "book.idx"), "au_dfat_sanctions:7")
        self.assertEqual(party["dates"][0]["text"], "1968-06-11")
        self.assertIn("2014-12-15", [fact["value"] for fact in party["facts"]])

    def test_other_workbooks_are_no_list(self):
        path = self.write(["Customer", "Name"], [["1", "Test"]])
        self.assertEqual(run("build", path, "-o", self.at / "no.idx").status, INPUT)


if __name__ == "__main__":
    unittest.main()
