"""interdict diff: exactly the records that differ, and which of their fields.

The demonstration list is changed by hand here; OFAC's daily files are compared line by line beside
the program where they are there."""

import csv
import json
import pathlib
import shutil
import sys
import tempfile
import time
import unittest

sys.path.insert(0, "tests/support")
import program  # noqa: E402
from program import FOUND, INPUT, NOTHING, SHARED, run  # noqa: E402

DEMO = pathlib.Path("data/demo")
OFAC = SHARED / "data/lists/ofac"
SECONDS_MAX = 2


def diff(old, new, *options):
    answer = run("diff", old, new, "--format", "ndjson", *options)
    lines = [json.loads(line) for line in answer.text.splitlines()]
    return answer.status, lines[:-1], lines[-1]["summary"]


class Demonstration(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="interdict-diff-")
        self.new = pathlib.Path(self.folder.name) / "new"
        shutil.copytree(DEMO / "ofac", self.new)

    def tearDown(self):
        self.folder.cleanup()

    def edit(self, name, before, after):
        path = self.new / name
        text = path.read_bytes().decode()
        self.assertIn(before, text)
        path.write_bytes(text.replace(before, after, 1).encode())

    def test_nothing_changed_is_told_by_the_exit_status(self):
        status, lines, summary = diff(DEMO / "ofac", self.new)
        self.assertEqual((status, lines), (NOTHING, []))
        self.assertEqual([entry["changed"] for entry in summary["lists"]], [0])

    def test_identity_and_legal_text_are_told_apart(self):
        self.edit("sdn.csv", "DOB 18 Feb 1962", "DOB 19 Feb 1962")
        self.edit("sdn.csv", "sections 510.201 and 510.210", "sections 510.201 and 510.211")
        status, lines, summary = diff(DEMO / "ofac", self.new)
        self.assertEqual(status, FOUND)
        changes = {
            line["entity_id"]: [(c["class"], c["field"], c["change"]) for c in line["changes"]]
            for line in lines
        }
        self.assertIn(("identity", "birth date", "changed"), changes["us_ofac_sdn:17614"])
        legal = [key for key, found in changes.items() if all(c[0] == "legal" for c in found)]
        self.assertEqual(len(legal), 1)
        only, _, _ = diff(DEMO / "ofac", self.new, "--identity")[1], 0, 0
        self.assertEqual([line["entity_id"] for line in only], ["us_ofac_sdn:17614"])
        self.assertEqual(summary["lists"][0]["identity_changed"], 1)

    def test_a_compiled_index_is_an_edition_too(self):
        index = pathlib.Path(self.folder.name) / "old.idx"
        self.assertEqual(run("build", DEMO / "ofac", "-o", index).status, NOTHING)
        self.assertEqual(diff(index, DEMO / "ofac")[:2], (NOTHING, []))

    def test_what_is_no_list_is_bad_input(self):
        nothing = pathlib.Path(self.folder.name) / "nothing.csv"
        nothing.write_text("no list\n")
        answer = run("diff", DEMO / "ofac", nothing)
        self.assertEqual(answer.status, INPUT)
        self.assertIn("nothing.csv", answer.chatter.decode())


@unittest.skipUnless(OFAC.exists(), "no official lists")
class Daily(unittest.TestCase):
    def check_day(self, old, new):
        days = OFAC / "sdn-daily-primary-only"
        before, after = (
            {row[0]: row for row in csv.reader(path.read_text("latin-1").splitlines()) if row[1:]}
            for path in (days / f"sdn-{old}.csv", days / f"sdn-{new}.csv")
        )
        expected = {
            "added": after.keys() - before.keys(),
            "removed": before.keys() - after.keys(),
            "changed": {k for k in before.keys() & after.keys() if before[k] != after[k]},
        }
        _, lines, _ = diff(days / f"sdn-{old}.csv", days / f"sdn-{new}.csv")
        got = {kind: set() for kind in expected}
        for line in lines:
            got[line["change"]].add(line["entity_id"].split(":")[1])
        self.assertEqual(got, expected)
        self.assertTrue(any(expected.values()))

    def test_exactly_the_records_whose_lines_differ(self):
        self.check_day("2024-05-01", "2024-05-02")
        self.check_day("2024-05-02", "2024-05-03")

    def test_two_and_a_half_years_in_two_seconds(self):
        begun = time.monotonic()
        status, lines, summary = diff(OFAC / "sdn-csv-2021-07", OFAC / "sdn-csv-2023-12-28")
        self.assertLess(time.monotonic() - begun, SECONDS_MAX)
        self.assertEqual(status, FOUND)
        entry = summary["lists"][0]
        self.assertEqual(entry["before"]["parties"] + entry["added"] - entry["removed"], 13821)
        self.assertEqual(entry["changed"], sum(line["change"] == "changed" for line in lines))


if __name__ == "__main__":
    unittest.main()
