"""Customer files as people have them: workbooks, encodings, pipes, delimiters, damaged ones.

Every file says the same three customers; whatever its form, the answers are the same bytes.
"""

import pathlib
import sys
import tempfile
import unittest
import zipfile
from xml.sax.saxutils import escape

sys.path.insert(0, "tests/support")
from program import FOUND, INPUT, USAGE, run  # noqa: E402

HEADER = ["id", "name", "birth date", "country"]
ROWS = [
    ["C1", "KIM, Yong Chol", "1962-02-18", "KP"],
    ["1234567890123456", "Invented Müller", "1970-12-31", ""],
    ["C3", "Nobody\nAtall", "1999-01-02", "DE"],
]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>'
    '<numFmt numFmtId="165" formatCode="0&quot; days&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    "</cellXfs></styleSheet>"
)
SERIALS = {"1962-02-18": 22695, "1970-12-31": 25933, "1999-01-02": 36162}


def as_csv(delimiter=",", line_end="\n"):
    def cell(text):
        quoted = any(c in text for c in delimiter + '"\n\r')
        return '"' + text.replace('"', '""') + '"' if quoted else text

    return "".join(delimiter.join(map(cell, row)) + line_end for row in [HEADER, *ROWS])


def sheet(rows):
    return f'<worksheet xmlns="{MAIN}"><cols/><sheetData>{rows}</sheetData><x/></worksheet>'


def write_book(path, sheets, shared=(), dates_1904=False, styles=STYLES):
    """`sheets`: (name, attributes, XML)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="r" Type="{RELATIONS}/officeDocument" '
            'Target="/xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
            f'<workbookPr date1904="{int(dates_1904)}"/><sheets>'
            + "".join(
                f'<sheet name="{name}" {more} r:id="r{i}"/>'
                for i, (name, more, _) in enumerate(sheets)
            )
            + "</sheets></workbook>",
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            "<Relationships>"
            + "".join(
                f'<Relationship Id="r{i}" Type="{RELATIONS}/worksheet" '
                f'Target="worksheets/s{i}.xml"/>'
                for i in range(len(sheets))
            )
            + "</Relationships>",
        )
        book.writestr("xl/styles.xml", styles)
        for i, (_, _, xml) in enumerate(sheets):
            book.writestr(f"xl/worksheets/s{i}.xml", xml)
        if shared:
            book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{"".join(shared)}</sst>')


def shared_cell(place, texts, text):
    texts.append(f'<si><t xml:space="preserve">{escape(text)}</t></si>')
    return f'<c r="{place}" t="s"><v>{len(texts) - 1}</v></c>'


def customers_sheet(texts, shift=0):
    """Shared texts, a number with an exponent, dates by two styles, a line end, a gap."""
    rows = "".join(shared_cell(f"{'ABCD'[i]}1", texts, text) for i, text in enumerate(HEADER))
    rows = f'<row r="1">{rows}</row>'
    for number, (key, name, birth, country) in enumerate(ROWS, 2):
        cells = f"<c><v>{1.234567890123456e15:.15E}</v></c>" if key.isdigit() else shared_cell(
            f"A{number}", texts, key)  # fmt: skip
        cells += shared_cell(f"B{number}", texts, name.replace("\n", "_x000A_"))
        cells += f'<c r="C{number}" s="{1 + number % 2}"><v>{SERIALS[birth] - shift}</v></c>'
        if country:
            cells += f'<c r="D{number}" t="inlineStr"><is><t>{country}</t></is></c>'
        rows += f'<row r="{number}">{cells}</row>'
    return sheet(rows)


class CustomerFiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        plain = cls.path / "plain.csv"
        plain.write_text(as_csv(), encoding="utf-8", newline="")
        cls.expected = run("screen", "-i", plain, "--format", "ndjson").out
        assert b'"hits":[{' in cls.expected and "Müller".encode() in cls.expected

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def screen(self, path, *more):
        return run("screen", "-i", path, "--format", "ndjson", *more)

    def check(self, path, *more):
        answer = self.screen(path, *more)
        self.assertEqual(answer.out, self.expected, str(answer))
        self.assertEqual(answer.status, FOUND)
        return answer

    def check_bytes(self, content, *more):
        path = self.path / "case"
        path.write_bytes(content)
        answer = self.check(path, *more)
        piped = run("screen", "-i", "-", "--format", "ndjson", *more, stdin=content)
        self.assertEqual(piped.out, self.expected, str(piped))
        return answer

    def test_delimiters_and_line_ends(self):
        for delimiter in ",;\t|":
            for line_end in ("\n", "\r\n", "\r"):
                with self.subTest(delimiter=delimiter, line_end=line_end):
                    self.check_bytes(as_csv(delimiter, line_end).encode())
        self.check_bytes(as_csv("^").encode(), "--delimiter", "^")
        self.check_bytes(as_csv("\t").encode(), "--delimiter", "tab")
        self.check_bytes(b"sep=^\r\n" + as_csv("^").encode())

    def test_encodings(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
            with self.subTest(encoding=encoding):
                self.check_bytes(as_csv(";").encode(encoding))
        answer = self.check_bytes(as_csv().encode("cp1252"))
        self.assertIn("read as Windows-1252", answer.chatter.decode())
        self.assertNotIn("read like UTF-8", answer.chatter.decode())
        doubtful = b"name\nM\xfcller\n" + b"Plain Name\n" * 9000 + "Müller\n".encode()
        answer = run("screen", "-i", "-", stdin=doubtful)
        self.assertIn("1 place behind that reads like UTF-8", answer.chatter.decode())
        answer = run("screen", "-i", "-", "--encoding", "utf-8", "--format", "ndjson", stdin=doubtful)
        self.assertEqual(answer.lines[0]["rejected"], "line 2: the row is not UTF-8 (byte 2 of it)")
        self.assertEqual(answer.lines[9001]["name"], "Müller")
        self.check_bytes(as_csv().encode("cp850"), "--encoding", "cp850")
        self.check_bytes(as_csv().encode("utf-16-be"), "--encoding", "utf-16be")

    def test_ndjson(self):
        import json

        lines = "".join(json.dumps(dict(zip(HEADER, row))) + "\r\n" for row in ROWS)
        self.check_bytes(lines.encode())
        lines = "".join(json.dumps(dict(zip(HEADER, row)), ensure_ascii=False) + "\n" for row in ROWS)
        self.check_bytes(lines.encode("cp1252"))

    def test_workbooks(self):
        texts = []
        book = self.path / "customers.xlsx"
        other = sheet('<row><c t="inlineStr"><is><t>name</t></is></c></row>'
                      '<row><c t="str"><f>A1</f><v>Somebody Else</v></c></row>')  # fmt: skip
        customers = customers_sheet(texts)
        write_book(book, [("Hidden", 'state="hidden"', other), ("Kunden", "", customers)], texts)
        self.check(book)
        self.check_bytes(book.read_bytes())  # under another name, and from a pipe
        self.check(book, "--sheet", "kunden")
        answer = self.screen(book, "--sheet", "Hidden")
        self.assertEqual(answer.lines[0]["name"], "Somebody Else", str(answer))
        answer = self.screen(book, "--sheet", "nope")
        self.assertEqual(answer.status, INPUT)
        self.assertIn('its sheets are: "Hidden", "Kunden"', answer.chatter.decode())
        texts = []
        customers = customers_sheet(texts, shift=1462)
        write_book(book, [("Kunden", "", customers)], texts, dates_1904=True)
        self.check(book)

    def test_what_a_sheet_says_oddly(self):
        book = self.path / "odd.xlsx"
        rich = [
            "<si><t>name</t></si>", "<si><t>birth date</t></si>",
            "<si><r><t>Kim </t></r><r><t>Yong Chol</t></r><rPh><t>reading</t></rPh></si>",
        ]  # fmt: skip
        rows = (
            '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="s"><v>1</v></c></row>'
            '<row r="4"><c r="B4" s="1"/></row>'
            '<row r="9"><c r="B9" t="s"><v>2</v></c><c r="D9" s="3"><v>1962</v></c></row>'
            '<row r="11"><c r="D11"><v>1962</v></c></row>'
        )
        write_book(book, [("S", "", sheet(rows))], rich)
        answer = self.screen(book)
        self.assertEqual(answer.lines[0]["name"], "Kim Yong Chol", str(answer))
        self.assertEqual(answer.lines[1]["rejected"], "row 11: the row has no name and no identifier")
        self.assertNotIn("birth date not understood", answer.chatter.decode())

    def test_damaged_and_hostile_workbooks(self):
        good = self.path / "good.xlsx"
        texts = []
        write_book(good, [("S", "", customers_sheet(texts))], texts)
        content = good.read_bytes()
        cut = self.path / "cut.xlsx"
        for length in range(4, len(content) - 1, 97):
            cut.write_bytes(content[:length])
            answer = self.screen(cut)
            self.assertEqual(answer.status, INPUT, str(answer))
        cases = {
            "swells": '<row><c t="inlineStr"><is><t>name</t></is></c></row>' + " " * 60_000_000,
            "shared text": '<row r="1"><c t="s"><v>99</v></c></row>',
            "behind row 1 the sheet cannot be read": '<row r="1"><c t="str"><v>name</v></c></row><row',
            "behind column XFD": '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        }
        for expected, rows in cases.items():
            with self.subTest(expected=expected):
                write_book(good, [("S", "", sheet(rows))])
                answer = self.screen(good)
                self.assertEqual(answer.status, INPUT, str(answer))
                self.assertIn(expected, answer.chatter.decode())
        entity = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet("<row><c><v>&a;</v></c></row>")
        write_book(good, [("S", "", entity)])
        self.assertIn("entity", self.screen(good).chatter.decode())

    def test_what_is_no_customer_file_is_named(self):
        for content, expected in [
            (b"", "the file is empty"),
            (b"\xff\xfe", "the file is empty"),
            (bytes(range(256)) * 50, "no text"),
            (b"%PDF-1.4\n", "PDF"),
            (b"\x1f\x8b\x08\x00", "gzip"),
            (b"PK\x03\x04rest", "cut off"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ]:
            with self.subTest(content=content[:10]):
                answer = run("screen", "-i", "-", stdin=content)
                self.assertEqual(answer.status, INPUT, str(answer))
                self.assertIn(expected, answer.chatter.decode())
        answer = run("screen", "-i", self.path)
        self.assertEqual(answer.status, INPUT, str(answer))
        self.assertIn("is a folder", answer.chatter.decode())
        answer = self.screen(self.path / "plain.csv", "--sheet", "x")
        self.assertEqual(answer.status, INPUT, str(answer))

    def test_a_file_cut_in_the_middle_says_where(self):
        text = as_csv()
        path = self.path / "cut.csv"
        path.write_text(text[: text.index('"Nobody')])
        last = self.screen(path).lines[-2]
        self.assertEqual(last["rejected"], "line 4: the row has 2 columns, the header 4; the file "
                                           "ends in this line, it may be cut off")  # fmt: skip

    def test_options_of_files_do_not_go_with_names(self):
        for option in ("--map", "--delimiter", "--encoding", "--sheet"):
            self.assertEqual(run("screen", "A Name", option, ",").status, USAGE)


if __name__ == "__main__":
    unittest.main()
