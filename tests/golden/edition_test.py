"""Answers as of an earlier day: interdict update keeps editions, --edition selects among them."""

import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, "tests/support")
from program import FOUND, INPUT, NOTHING, USAGE, run  # noqa: E402

UN = pathlib.Path("data/demo/un")
LATER = "2027-01-31"
folder = None
data = None


def setUpModule():
    """Two editions of the demonstration's UN list: the later one lacks KPi.024."""
    global folder, data
    folder = tempfile.TemporaryDirectory(prefix="interdict-edition-")
    data = pathlib.Path(folder.name) / "data"
    text = next(UN.glob("*.xml")).read_text()
    start = text.rindex("<INDIVIDUAL>", 0, text.index("KPi.024"))
    end = text.index("</INDIVIDUAL>", start) + len("</INDIVIDUAL>")
    stated = text[text.index('dateGenerated="') :].split('"')[1]
    for name, content in (
        ("first", text),
        ("second", text[:start] + text[end:].replace(stated, LATER + "T00:00:00Z", 1)),
    ):
        if name == "second":
            content = content.replace(stated, LATER + "T00:00:00Z", 1)
        stick = pathlib.Path(folder.name) / name / "un_sc_sanctions"
        stick.mkdir(parents=True)
        (stick / "consolidated.xml").write_text(content)
        answer = run("update", "--offline", stick.parent, "--data", data)
        assert answer.status == NOTHING, answer


def tearDownModule():
    folder.cleanup()


def screen(*options):
    return run("screen", "Kim Yong Chol", "--birth-date", "1962-02-18", "--data", data, *options)


class Editions(unittest.TestCase):
    def test_today_is_the_newest(self):
        self.assertEqual(screen().status, NOTHING)
        self.assertEqual(screen("--edition", LATER).status, NOTHING)

    def test_an_earlier_day_has_who_was_listed_then(self):
        for which in ("2026-12-31", "un_sc_sanctions@2026-12-31"):
            with self.subTest(which=which):
                answer = screen("--edition", which, "--format", "json")
                self.assertEqual(answer.status, FOUND)
                self.assertIn("un_sc_sanctions:KPi.024", answer.text)

    def test_a_hash_selects(self):
        lists = run("lists", "--data", data, "--edition", "2026-12-31", "--format", "json").json
        sha256 = lists["lists"][0]["sha256"]
        self.assertEqual(screen("--edition", f"un_sc_sanctions@{sha256[:10]}").status, FOUND)

    def test_a_day_before_all_is_refused_and_says_what_is_kept(self):
        answer = screen("--edition", "1999-01-01")
        self.assertEqual(answer.status, INPUT)
        self.assertIn(LATER, answer.chatter.decode())

    def test_what_is_no_edition_is_a_usage_error(self):
        for which in ("yesterday", "un_sc_sanctions@zz", "@"):
            self.assertEqual(screen("--edition", which).status, USAGE, which)
        self.assertEqual(screen("--edition", LATER, "--index", "x").status, USAGE)

    def test_diff_takes_editions(self):
        answer = run("diff", "2026-12-31", LATER, "--data", data)
        self.assertEqual(answer.status, FOUND)
        self.assertIn("removed  un_sc_sanctions:KPi.024", answer.text)

    def test_without_editions_it_says_how_to_keep_them(self):
        empty = pathlib.Path(folder.name) / "empty"
        shutil.rmtree(empty, ignore_errors=True)
        answer = run("lists", "--data", empty, "--edition", LATER)
        self.assertEqual(answer.status, INPUT)
        self.assertIn("interdict update", answer.chatter.decode())


if __name__ == "__main__":
    unittest.main()
