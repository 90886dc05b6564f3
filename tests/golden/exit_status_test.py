"""The exit status of command lines, good and bad, and that the reason of a bad one is said.

0 nothing found, 1 something found, 2 usage, 3 bad input, 4 system.
"""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, "tests/support")
import program  # noqa: E402
from program import FOUND, INPUT, NOTHING, SYSTEM, USAGE, run  # noqa: E402

NEWS = "data/demo/news-2015-01-02.txt"
ID = "us_ofac_sdn:17614"

# (status, arguments); {f} is a folder with the files of setUpModule.
CASES = [
    # the front door
    (USAGE, []),
    (USAGE, ["nonsense"]),
    (USAGE, ["--nonsense"]),
    (NOTHING, ["help"]),
    (NOTHING, ["--help"]),
    (NOTHING, ["help", "screen"]),
    (NOTHING, ["screen", "--help"]),
    (USAGE, ["help", "nonsense"]),
    (NOTHING, ["version"]),
    (NOTHING, ["help", "help"]),
    (NOTHING, ["help", "version"]),
    (NOTHING, ["--index", "{f}/lists.idx", "lists"]),
    (NOTHING, ["--color=never", "--data", "{f}", "lists"]),
    (SYSTEM, ["--index", "{f}/none", "lists"]),
    (USAGE, ["--index", "lists"]),
    (USAGE, ["--index"]),
    (USAGE, ["--threshold", "1", "screen", "x"]),
    (FOUND, ["screen", "Kim Yong Chol", "--threshold", ".7"]),
    (FOUND, ["screen", "Kim Yong Chol", "--threshold", "0.7000"]),
    (USAGE, ["screen", "x", "--threshold", "0.7001"]),
    (USAGE, ["screen", "x", "--threshold", "."]),
    # typed names that are not UTF-8
    (INPUT, ["screen", "a\udcff"]),
    (INPUT, ["screen", "x", "--alias", "a\udcff"]),
    (INPUT, ["explain", "a\udcff", "--against", ID]),
    (INPUT, ["find", "a\udcff"]),
    (INPUT, ["compare", "a", "a\udcff"]),
    # screen: names
    (FOUND, ["screen", "Kim Yong Chol"]),
    (FOUND, ["screen", "Nobody Atall", "Kim Yong Chol"]),
    (NOTHING, ["screen", "Nobody Atall"]),
    (FOUND, ["screen", "--threshold=0.9", "Kim Yong Chol"]),
    (FOUND, ["screen", "Kim Yong Chol", "--threshold", "0"]),
    (FOUND, ["screen", "Kim Yong Chol", "--threshold", "1"]),
    (FOUND, ["screen", "Kim Yong Chol", "--limit", "1"]),
    (FOUND, ["screen", "Kim Yong Chol", "--exhaustive"]),
    (FOUND, ["screen", "--identifier", "290333974", "--identifier-type", "passport"]),
    (FOUND, ["screen", "Kim Yong Chol", "--type", "Person"]),
    (USAGE, ["screen"]),
    (USAGE, ["screen", "x", "-i", "{f}/customers.csv"]),
    (USAGE, ["screen", "x", "--nonsense"]),
    (USAGE, ["screen", "x", "--threshold"]),
    (USAGE, ["screen", "x", "--threshold", "1.5"]),
    (USAGE, ["screen", "x", "--threshold", "-0.1"]),
    (USAGE, ["screen", "x", "--threshold", "high"]),
    (USAGE, ["screen", "x", "--limit", "-1"]),
    (USAGE, ["screen", "x", "--limit", "many"]),
    (USAGE, ["screen", "x", "--limit", "99999999999999999999"]),
    (USAGE, ["screen", "x", "--threads", "100000"]),
    (USAGE, ["screen", "x", "--format", "yaml"]),
    (USAGE, ["screen", "x", "--type", "ghost"]),
    (USAGE, ["screen", "x", "--gender", "unknown thing"]),
    (USAGE, ["screen", "x", "--birth-date", "1962-02-30"]),
    (USAGE, ["screen", "x", "--country", "Nowhereland"]),
    (USAGE, ["screen", "x", "--identifier", "1", "--identifier-type", "ghost"]),
    (USAGE, ["screen", "x", "--exhaustive=yes"]),
    (INPUT, ["screen", ""]),
    (INPUT, ["screen", "..."]),
    (INPUT, ["screen", "x" * 5000]),
    (INPUT, ["screen", "x " * 1000]),
    # what follows -- is a name, however it looks
    (NOTHING, ["screen", "--", "--nonsense"]),
    (NOTHING, ["screen", "--", "-i"]),
    (NOTHING, ["screen", "--", "--help"]),
    (FOUND, ["screen", "--limit", "1", "--", "Kim Yong Chol"]),
    (USAGE, ["screen", "--"]),
    # screen: files
    (FOUND, ["screen", "-i", "{f}/customers.csv"]),
    (FOUND, ["screen", "--input={f}/customers.csv", "--format", "ndjson"]),
    (NOTHING, ["screen", "-i", "{f}/clean.csv"]),
    (FOUND, ["screen", "-i", "{f}/rejected.csv"]),
    (USAGE, ["screen", "-i"]),
    (USAGE, ["screen", "-i", "{f}/customers.csv", "--map", "nonsense"]),
    (USAGE, ["screen", "-i", "{f}/customers.csv", "--map", "ghost=name"]),
    (INPUT, ["screen", "-i", "{f}/customers.csv", "--map", "name=ghost"]),
    (INPUT, ["screen", "-i", "{f}/empty"]),
    (INPUT, ["screen", "-i", "{f}/garbage"]),
    (INPUT, ["screen", "-i", "{f}"]),
    (SYSTEM, ["screen", "-i", "{f}/none"]),
    # the index
    (SYSTEM, ["screen", "x", "--index", "{f}/none"]),
    (SYSTEM, ["screen", "x", "--data", "{f}/none"]),
    (SYSTEM, ["screen", "x", "--index", "{f}"]),
    (INPUT, ["screen", "x", "--index", "{f}/empty"]),
    (INPUT, ["screen", "x", "--index", "{f}/garbage"]),
    (INPUT, ["screen", "x", "--index", NEWS]),
    (INPUT, ["screen", "x", "--index", "{f}/cut.idx"]),
    (INPUT, ["screen", "x", "--index", "{f}/flipped.idx"]),
    (INPUT, ["lists", "--index", NEWS]),
    (INPUT, ["find", "x", "--index", "{f}/cut.idx"]),
    (INPUT, ["show", "x", "--index", "{f}/garbage"]),
    (INPUT, ["scan", NEWS, "--index", "{f}/flipped.idx"]),
    # lists, find, show, explain
    (NOTHING, ["lists"]),
    (NOTHING, ["lists", "--format", "json"]),
    (USAGE, ["lists", "--format", "csv"]),
    (USAGE, ["lists", "x"]),
    (FOUND, ["find", "komid"]),
    (NOTHING, ["find", "zzzzqqqq"]),
    (USAGE, ["find"]),
    (INPUT, ["find", "..."]),
    (NOTHING, ["show", ID]),
    (NOTHING, ["show", "17614", "--format", "json"]),
    (USAGE, ["show"]),
    (USAGE, ["show", ID, ID]),
    (INPUT, ["show", "us_ofac_sdn:1"]),
    (INPUT, ["show", ""]),
    (NOTHING, ["explain", "Kim Yong Chol", "--against", ID]),
    (NOTHING, ["explain", "Nobody Atall", "--against", ID]),
    (USAGE, ["explain", "Kim Yong Chol"]),
    (USAGE, ["explain", "--against", ID]),
    (INPUT, ["explain", "Kim Yong Chol", "--against", "ghost"]),
    # scan
    (FOUND, ["scan", NEWS]),
    (NOTHING, ["scan", "{f}/plain.txt"]),
    (NOTHING, ["scan", "{f}/empty"]),
    (USAGE, ["scan"]),
    (USAGE, ["scan", NEWS, NEWS]),
    (USAGE, ["scan", NEWS, "--format", "csv"]),
    (SYSTEM, ["scan", "{f}/none"]),
    (INPUT, ["scan", "{f}"]),
    # compare
    (NOTHING, ["compare", "Kim Yong Chol", "KIM, Yong Chol"]),
    (NOTHING, ["compare", "--pairs", "{f}/pairs.csv"]),
    (INPUT, ["compare", "", ""]),
    (INPUT, ["compare", "!!!", "a"]),
    (INPUT, ["compare", "--pairs", "{f}"]),
    (USAGE, ["compare"]),
    (USAGE, ["compare", "one"]),
    (USAGE, ["compare", "one", "two", "three"]),
    (USAGE, ["compare", "one", "two", "--pairs", "{f}/pairs.csv"]),
    (USAGE, ["compare", "one", "two", "--type", "ghost"]),
    (INPUT, ["compare", "--pairs", "{f}/customers.csv"]),
    (INPUT, ["compare", "--pairs", "{f}/empty"]),
    (SYSTEM, ["compare", "--pairs", "{f}/none"]),
    # build
    (NOTHING, ["build", "data/demo", "-o", "{f}/new.idx"]),
    (NOTHING, ["build", "-o", "{f}/new.idx", "--", "data/demo/un/demo-un.xml"]),
    (USAGE, ["build"]),
    (USAGE, ["build", "data/demo", "-o"]),
    (INPUT, ["build", NEWS, "-o", "{f}/new.idx"]),
    (INPUT, ["build", "data/names", "-o", "{f}/new.idx"]),
    (INPUT, ["build", "{f}/garbage", "-o", "{f}/new.idx"]),
    (INPUT, ["build", "{f}/empty", "-o", "{f}/new.idx"]),
    (NOTHING, ["build", "data/demo", "data/demo/un/demo-un.xml", "-o", "{f}/new.idx"]),
    (SYSTEM, ["build", "{f}/none", "-o", "{f}/new.idx"]),
    (SYSTEM, ["build", "data/demo", "-o", "{f}/none/new.idx"]),
    (SYSTEM, ["build", "data/demo", "-o", "{f}"]),
]

folder = None


def setUpModule():
    global folder
    folder = tempfile.TemporaryDirectory(prefix="interdict-status-")
    path = pathlib.Path(folder.name)
    built = run("build", "data/demo", "-o", path / "lists.idx")
    assert built.status == NOTHING, built
    data = (path / "lists.idx").read_bytes()
    middle = len(data) // 2
    (path / "cut.idx").write_bytes(data[:middle])
    flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
    (path / "flipped.idx").write_bytes(flipped)
    (path / "empty").write_bytes(b"")
    (path / "garbage").write_bytes(bytes((i * 37 + i // 7) % 256 for i in range(5000)))
    (path / "plain.txt").write_text("Nothing to see here, said the gardener.\n")
    (path / "customers.csv").write_text("name\nNobody Atall\nKim Yong Chol\n")
    (path / "clean.csv").write_text("name\nNobody Atall\n")
    (path / "rejected.csv").write_text("id,name\n1,...\n")
    (path / "pairs.csv").write_text("name1,name2\nA Smith,Smith A\n")


def tearDownModule():
    folder.cleanup()


class ExitStatus(unittest.TestCase):
    def test_every_command_line_ends_with_its_status(self):
        environment = {"INTERDICT_DATA": folder.name}
        for status, arguments in CASES:
            with self.subTest(ascii(" ".join(arguments))[:100]):
                filled = [argument.replace("{f}", folder.name) for argument in arguments]
                answer = run(*filled, environment=environment)
                self.assertEqual(answer.status, status, answer)
                if status >= USAGE and arguments:
                    self.assertTrue(answer.chatter or answer.out, "no reason is said")

    def test_a_refused_build_makes_no_file(self):
        fresh = pathlib.Path(folder.name) / "fresh.idx"
        for bad in ("none", "garbage", "empty"):
            answer = run("build", f"{folder.name}/{bad}", "-o", fresh)
            self.assertGreaterEqual(answer.status, INPUT, answer)
            self.assertFalse(fresh.exists(), answer)

    def test_names_from_standard_input(self):
        environment = {"INTERDICT_DATA": folder.name}
        rows = b"name\nKim Yong Chol\n"
        answer = run("screen", "-i", "-", stdin=rows, environment=environment)
        self.assertEqual(answer.status, FOUND, answer)
        answer = run("scan", "-", stdin=b"Nothing here.", environment=environment)
        self.assertEqual(answer.status, NOTHING, answer)

    def test_a_pipe_by_name_is_read_as_a_stream(self):
        pipe = "/dev/fd/0"
        environment = {"INTERDICT_DATA": folder.name}
        text = b"Kim Yong Chol was there."
        answer = run("scan", pipe, stdin=text, environment=environment)
        self.assertEqual(answer.status, FOUND, answer)
        pairs = b"name1,name2\nA Smith,Smith A\n!,!\n"
        answer = run("compare", "--pairs", pipe, stdin=pairs)
        self.assertEqual(answer.status, NOTHING, answer)
        self.assertTrue(answer.text.endswith("!,!,0.000\n"), answer.text)

    def test_notes_of_rows_do_not_flood(self):
        environment = {"INTERDICT_DATA": folder.name}
        rows = b"name,birth_date\n" + b"Nobody Atall,31.31.1999\n" * 8
        answer = run("screen", "-i", "-", stdin=rows, environment=environment)
        chatter = answer.chatter if isinstance(answer.chatter, str) else answer.chatter.decode()
        self.assertEqual(sum(line.startswith("line ") for line in chatter.splitlines()), 5)
        self.assertIn("3 more rows with such a note", chatter)


if __name__ == "__main__":
    unittest.main()
