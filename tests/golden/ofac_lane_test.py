"""--profile ofac against the scores that OFAC's own search tool gave.

The rows (query_name, result_name, ofac_score; -1: not returned) are looked for under
INTERDICT_SHARED. Two rows of one pair that contradict each other are both counted. The lane's rules
are general, so each of many random halves of the rows has to pass the bar, not the whole alone.
"""

import csv
import io
import random
import sys
import unittest

sys.path.insert(0, "tests/support")
from program import FOUND, SHARED, run  # noqa: E402

SCORES = SHARED / "data/bench/ofac_search_scores.csv"
POINTS_OFF_MAX = 5
SHARE_MIN = 0.9
SEED = 20150102


def points(score):
    """Thousandths to the tool's percent."""
    return int(float(score) * 100 + 0.5)


class OfacScores(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not SCORES.exists():
            raise unittest.SkipTest(f"no {SCORES}")
        with SCORES.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["name1", "name2", "ofac"])
        for row in rows:
            writer.writerow([row["query_name"], row["result_name"], row["ofac_score"]])
        cls.pairs = text.getvalue().encode()
        answer = run("compare", "--pairs", "-", "--profile", "ofac", stdin=cls.pairs)
        assert answer.status == 0, answer
        cls.out = answer.out
        cls.rows = [(row, int(row["ofac"]), points(row["score"])) for row in answer.rows]

    def test_scores_are_near(self):
        scored = [(row, theirs, ours) for row, theirs, ours in self.rows if theirs >= 0]
        near = [abs(theirs - ours) <= POINTS_OFF_MAX for _, theirs, ours in scored]
        print(f"{sum(near)} of {len(near)} rows within {POINTS_OFF_MAX} points")
        self.assertGreater(len(near), 100)
        self.assertGreaterEqual(sum(near), SHARE_MIN * len(near))
        dice = random.Random(SEED)
        for _ in range(200):
            half = dice.sample(near, len(near) // 2)
            self.assertGreaterEqual(sum(half), SHARE_MIN * len(half))

    def test_what_the_tool_does_not_return_has_no_score(self):
        absent = [row for row, theirs, ours in self.rows if theirs < 0 and ours > 0]
        self.assertEqual(absent, [])

    def test_the_same_bytes_again(self):
        again = run("compare", "--pairs", "-", "--profile", "ofac", stdin=self.pairs)
        self.assertEqual(again.out, self.out)


class OfacScreening(unittest.TestCase):
    """On the demonstration lists."""

    def test_answers_name_profile_and_way(self):
        answer = run("screen", "Kim Yong Chol", "--profile", "ofac", "--format", "json")
        self.assertEqual(answer.status, FOUND)
        summary = answer.json["summary"]
        self.assertEqual(summary["profile_name"], "ofac")
        usual = run("screen", "Kim Yong Chol", "--format", "json").json["summary"]
        self.assertEqual(usual["profile_name"], "default")
        self.assertNotEqual(summary["profile"], usual["profile"])
        hits = answer.json["results"][0]["hits"]
        self.assertGreater(len(hits), 0)
        for hit in hits:
            parts = hit["explanation"]["parts"]
            self.assertTrue({part["part"] for part in parts} <= {"whole_name", "name_parts"})
            self.assertAlmostEqual(sum(part["points"] for part in parts), hit["score"])

    def test_a_file_gives_what_names_give(self):
        names = ["Kim Yong Chol", "Tangun Trading", "Mining Development", "Nobody Of That Name"]
        rows = "id,name\n" + "".join(f"{i},{name}\n" for i, name in enumerate(names, 1))
        for threads in ("1", "2"):
            batch = run("screen", "-i", "-", "--profile", "ofac", "--format", "ndjson", "--threshold",
                        "0.6", "--threads", threads, stdin=rows.encode())  # fmt: skip
            typed = run("screen", *names, "--profile", "ofac", "--format", "ndjson", "--threshold",
                        "0.6")  # fmt: skip
            self.assertEqual(batch.out, typed.out)

    def test_every_listed_name_gives_the_same(self):
        for name in ("Kim Yong Chol", "Korea Tangun", "Ri Won Ho", "Al Mining"):
            for threshold in ("0", "0.7"):
                command = ["screen", name, "--profile", "ofac", "--format", "csv"]
                command += ["--threshold", threshold]
                self.assertEqual(run(*command).out, run(*command, "--exhaustive").out)

    def test_compare_and_screen_agree(self):
        hits = run("screen", "Kim Yong Chol", "--profile", "ofac", "--format", "csv").rows
        for hit in hits:
            answer = run("compare", "Kim Yong Chol", hit["matched_name"], "--profile", "ofac",
                         "--format", "json")  # fmt: skip
            self.assertEqual(f"{answer.json['score']:.3f}", hit["score"])

    def test_texts_are_refused(self):
        answer = run("scan", "-", "--profile", "ofac", stdin=b"Kim Yong Chol")
        self.assertEqual(answer.status, 2)
        self.assertIn(b"reads no texts", answer.chatter)


if __name__ == "__main__":
    program = unittest.main(exit=False)
    if not program.result.wasSuccessful():
        sys.exit(1)
    if not SCORES.exists():
        print(f"skipped in part: no {SCORES}")
        sys.exit(77)
