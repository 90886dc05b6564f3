"""An institution's own list in the program: built, alone and with official lists, screened, shown;
in every encoding and delimiter; and what is wrong in it, with file, line and column.

The example of docs/own-lists.md is docs/own-list.csv; its commands are run by structure/docs.
"""

import csv
import io
import pathlib
import re
import sys
import tempfile
import unittest

sys.path.insert(0, "tests/support")
from program import INPUT, NOTHING, run  # noqa: E402

EXAMPLE = pathlib.Path("docs/own-list.csv")
DEMO = pathlib.Path("data/demo")
ACCENTS = "list,id,name,alias\nhouse,1,Jürgen Müßtermann,Żółć\n"
CP1252 = "list,id,name,alias\nhouse,1,Jürgen Müßtermann,Šťastný|Œuvre\n".replace("ť", "t")


class OwnList(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.at = pathlib.Path(folder.name)
        self.index = self.at / "own.idx"

    def write(self, content, name="own.csv"):
        path = self.at / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def build(self, *paths):
        answer = run("build", *paths, "-o", self.index)
        self.assertEqual(answer.status, NOTHING, answer)
        return answer

    def show(self, party):
        answer = run("show", party, "--index", self.index, "--format", "json")
        self.assertEqual(answer.status, NOTHING, answer)
        return answer.json

    def hits(self, name, *options):
        answer = run("screen", name, "--index", self.index, "--format", "ndjson", *options)
        return {hit["entity_id"]: hit for line in answer.lines for hit in line.get("hits", [])}

    def names(self, party):
        return [name["text"] for name in self.show(party)["names"]]

    # --- what is found ---

    def test_every_name_of_the_example_finds_its_party(self):
        self.build(EXAMPLE)
        weak = set()
        with EXAMPLE.open() as file:
            for row in csv.DictReader(file):
                for column in ("name", "alias", "former_name"):
                    for name in filter(None, row[column].split("|")):
                        self.assertIn(f"house_watch:{row['id']}", self.hits(name), name)
                weak |= set(filter(None, row["weak_alias"].split("|")))
        self.assertEqual(weak, {"Irochka"})
        self.assertEqual(self.hits("Nobody Atall"), {})

    def test_a_number_finds_its_party(self):
        self.build(EXAMPLE)
        hits = self.hits("Somebody Else", "--identifier", "LV0000001")
        self.assertEqual(set(hits), {"house_watch:W-001"})
        hits = self.hits("OTHER NAME", "--identifier", "IMO 0000017")
        self.assertEqual(set(hits), {"house_watch:W-003"})

    def test_what_the_list_states_is_shown(self):
        self.build(EXAMPLE)
        party = self.show("house_watch:W-002")
        programmes = [
            {key: value for key, value in each.items() if key != "source"}
            for each in party["programmes"]
        ]
        self.assertEqual(
            programmes,
            [{"tag": tag, "listed_on": "2024-05-02", "act": "Board decision 2024/17",
              "measures": "refuse business", "known": False} for tag in ("FRAUD", "LITIGATION")],
        )  # fmt: skip
        ties = [(tie["relation"], tie["target"], tie.get("target_uid")) for tie in party["associations"]]
        self.assertEqual(
            ties,
            [("owned or controlled by", "TESTOVA, Irina Example", "W-001"),
             ("other", "Sample Savings Bank", None)],
        )  # fmt: skip
        lines = {name["text"]: name["source"]["line"] for name in party["names"]}
        self.assertEqual(lines["Sample Harbour Trading Ltd"], 3)
        self.assertEqual(lines["Sample Harbour (Malta)"], 4)

    def test_no_programme_is_called_unknown(self):
        answer = self.build(EXAMPLE)
        self.assertNotIn(b"unknown programme", answer.chatter)
        for party in ("W-001", "W-003", "W-004"):
            text = run("show", f"house_watch:{party}", "--index", self.index).words
            self.assertNotIn("unknown", text)
        self.assertIn("[COMPETITION] the list states no legal basis", text)
        self.assertIn(
            "[FRAUD] Board decision 2024/17 — refuse business, listed 2024-05-02",
            run("screen", "Irina Testova", "--index", self.index).words,
        )

    def test_with_official_lists_a_reference_makes_one_group(self):
        own = self.write("list,id,name,reference\nhouse,1,Example Kim,us_ofac_sdn:17614\n")
        self.build(DEMO, own)
        group = self.hits("Example Kim")["house:1"]["group"]
        self.assertEqual(self.hits("Kim Yong Chol")["us_ofac_sdn:17614"]["group"], group)

    def test_several_own_lists(self):
        one = self.write("list,id,name\none,1,Testov\n", "one.csv")
        two = self.write("list,id,name\ntwo,1,Testov\n", "two.csv")
        self.build(one, two)
        self.assertEqual(set(self.hits("Testov")), {"one:1", "two:1"})
        again = self.write("list,id,name\none,2,Probov\n", "three.csv")
        answer = run("build", one, again, "-o", self.index)
        self.assertEqual(answer.status, INPUT, answer)
        self.assertIn(b"two editions of one", answer.chatter)
        self.assertEqual(set(self.hits("Testov")), {"one:1", "two:1"})

    # --- forms ---

    def test_delimiters_and_the_order_of_columns(self):
        rows = list(csv.reader(io.StringIO(EXAMPLE.read_text())))
        self.build(EXAMPLE)
        wanted = self.plain("house_watch:W-001")
        for delimiter in ",;\t":
            out = io.StringIO()
            csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
                [cell.upper() if row is rows[0] else cell for cell in reversed(row)] for row in rows
            )
            self.build(self.write(out.getvalue(), "own-list.csv"))
            self.assertEqual(self.plain("house_watch:W-001"), wanted, repr(delimiter))

    def plain(self, party):
        """Each member as a set: the order of columns is that of the values."""
        return {
            key: sorted(map(repr, value)) if isinstance(value, list) else value
            for key, value in self.show(party).items()
            if key != "index"
        }

    def test_encodings(self):
        for text, encodings in (
            (ACCENTS, ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
            (CP1252, ("cp1252",)),
        ):
            wanted = [name for row in csv.reader([text.splitlines()[1]]) for name in
                      [row[2], *row[3].split("|")]]  # fmt: skip
            for encoding in encodings:
                answer = self.build(self.write(text.encode(encoding)))
                self.assertEqual(self.names("house:1"), wanted, encoding)
                self.assertIn(", 0 warnings", answer.text, encoding)

    def test_a_damaged_letter_is_never_silent(self):
        for letter in "üŻ":
            self.check_error(
                ACCENTS.encode().replace(letter.encode(), letter.encode()[:1] + b" ", 1),
                "own.csv: line 2, column",
                "a byte that the encoding of the file does not have",
            )
        answer = self.build(self.write("list,id,name\nh,1,".encode() + b"\xfc \xf6 \xc3\xa9\n"))
        self.assertIn(b"read as Windows-1252, but parts of it seem to be UTF-8", answer.chatter)

    # --- errors ---

    def check_error(self, content, *parts):
        path = self.write(content)
        answer = run("build", path, "-o", self.index)
        self.assertEqual(answer.status, INPUT, answer)
        for part in parts:
            self.assertIn(part, answer.chatter.decode())
        self.assertFalse(self.index.exists())

    def test_errors_name_file_line_and_column(self):
        rows = EXAMPLE.read_text().splitlines()
        for line, old, new, column in (
            (2, "1969-03|circa 1970", "1969-13", "birth_date"),
            (2, "W-001", "", "id"),
            (3, "organisation", "organism", "type"),
            (3, "lei:", "lie:", "identifier"),
            (4, "W-002,,,", "W-002,,Another Name,", "name"),
            (5, "2025-01-15", "soon", "listed_on"),
            (6, "house_watch", "house_watsh", "list"),
            (6, ",m,", ",n,", "gender"),
        ):
            self.assertIn(old, rows[line - 1])
            changed = rows.copy()
            changed[line - 1] = changed[line - 1].replace(old, new, 1)
            self.check_error("\n".join(changed), f'own.csv: line {line}, column "{column}": ')

    def test_rows_and_bytes_that_do_not_fit(self):
        self.check_error("list,id,name\nh,1\n", "own.csv: line 2: 2 cells where the header has 3")
        self.check_error('list,id,name\nh,1,"T\n', "own.csv: line 2: ")
        self.check_error("list,id,name\n", "own.csv: no row follows")
        self.check_error(
            "list,id,name\nh,1,T\n".encode("utf-16") + b"\x00\xd8,\x00", "own.csv: line 3"
        )

    def test_ids_of_official_publishers_are_refused(self):
        publishers = {
            line.split(":")[1].strip()
            for path in pathlib.Path("data/regimes").glob("*.txt")
            for line in path.read_text().splitlines()
            if re.match("publisher:", line)
        }
        self.assertGreaterEqual(len(publishers), 8)
        for publisher in publishers:
            for name in (publisher, f"{publisher}_own"):
                self.check_error(f"list,id,name\n{name},1,T\n", 'line 2, column "list"', name)
        self.build(self.write("list,id,name\neuropa,1,Testov\n"))

    def test_a_misspelt_column_is_told(self):
        answer = self.build(self.write("list,id,name,alais\nhouse,1,Testov,Tester\n"))
        self.assertIn(", 1 notes", answer.text)
        self.assertIn("alais", run("lists", "--index", self.index).text)
        facts = [(fact["key"], fact["value"]) for fact in self.show("house:1")["facts"]]
        self.assertEqual(facts, [("alais", "Tester")])


if __name__ == "__main__":
    unittest.main()
