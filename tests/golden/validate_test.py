"""interdict validate on the demonstration list: figures, the same bytes twice, bars either way."""

import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, "tests/support")
from program import FOUND, INPUT, NOTHING, SYSTEM, USAGE, run  # noqa: E402

SMALL = ["--per-class", "20"]


class Validate(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)

    def file(self, name, text):
        (self.path / name).write_text(text)
        return str(self.path / name)

    def test_same_seed_gives_the_same_bytes_whatever_the_threads(self):
        first, second = self.path / "a", self.path / "b"
        for folder, threads in ((first, "1"), (second, "3")):
            folder.mkdir()
            answer = run("validate", *SMALL, "--threads", threads, "--report",
                         str(folder / "r.html"), "--json", str(folder / "r.json"), "--cases",
                         str(folder / "r.csv"))
            self.assertIn(answer.status, (NOTHING, FOUND))
        for name in ("r.html", "r.json", "r.csv"):
            self.assertEqual((first / name).read_bytes(), (second / name).read_bytes(), name)

    def test_control_is_complete_and_the_report_says_what_it_was_made_with(self):
        path = self.path / "r.json"
        page = self.path / "r.html"
        run("validate", *SMALL, "--seed", "7", "--json", str(path), "--report", str(page))
        report = json.loads(path.read_text())
        classes = {row["class"]: row for row in report["classes"]}
        self.assertGreater(classes["control"]["cases"], 100)
        self.assertEqual(classes["control"]["found"], classes["control"]["cases"])
        self.assertEqual(sum(part["cases"] for part in classes["control"]["by_kind"].values()),
                         classes["control"]["cases"])
        self.assertEqual(report["seed"], 7)
        self.assertEqual(len(report["lists"][0]["sha256"]), 64)
        self.assertTrue(report["not_tested"])
        text = page.read_text()
        self.assertIn(report["index_hash"], text)
        self.assertNotIn("<script", text)
        self.assertNotIn("http", text)

    def test_bars_decide_the_exit_status(self):
        met = self.file("met.yml", "recall.control: 1.000\n")
        missed = self.file("missed.yml", "alerts.persons.typed: 0\nrecall.control: 1\n"
                           "recall.vowels: 1\nrecall.alias_left_out: 1\n")
        unknown = self.file("unknown.yml", "recall.control: 1\nrecall.nothing: 1\n")
        self.assertEqual(run("validate", *SMALL, "--bars", met).status, NOTHING)
        self.assertEqual(run("validate", *SMALL, "--bars", missed).status, FOUND)
        answer = run("validate", *SMALL, "--bars", unknown)
        self.assertEqual(answer.status, INPUT)
        self.assertIn(b"line 2", answer.chatter)

    def test_placebo_files_are_counted_by_kind(self):
        people = self.file("people.csv", "name,birth_date\nConrad Testmann,1970-01-02\n---,\n")
        path = self.path / "r.json"
        answer = run("validate", *SMALL, "--placebo", f"person={people}", "--json", str(path))
        self.assertIn(answer.status, (NOTHING, FOUND))
        packs = [row for row in json.loads(path.read_text())["ordinary"]
                 if row["pack"] == "people.csv"]
        self.assertEqual([row["asked"] for row in packs], ["typed", "untyped", "facts"])
        self.assertEqual([row["cases"] for row in packs], [1, 1, 1])
        self.assertEqual(packs[0]["not_screened"], 1)

    def test_what_cannot_be_is_refused(self):
        self.assertEqual(run("validate", "name").status, USAGE)
        self.assertEqual(run("validate", "--per-class", "0").status, USAGE)
        self.assertEqual(run("validate", "--bars", str(self.path / "none.yml")).status, SYSTEM)
        self.assertEqual(run("validate", "--bars", str(self.path)).status, INPUT)
        self.assertEqual(run("validate", *SMALL, "--placebo", "none.csv").status, SYSTEM)


if __name__ == "__main__":
    unittest.main(verbosity=2)
