"""The program on the demonstration list: what it finds in the news text and among the invented
customers (data/demo/README.md says whom it must), and the forms of its answers.

INTERDICT_DATA holds the compiled demonstration list.
"""

import csv
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, "tests/support")
import program  # noqa: E402
from program import FOUND, NOTHING, run  # noqa: E402

NEWS = pathlib.Path("data/demo/news-2015-01-02.txt")
CUSTOMERS = pathlib.Path("data/demo/customers.csv")

# Whom each customer must find, and whom of these only below the first.
MUST = {
    "C01": {"us_ofac_sdn:17614", "un_sc_sanctions:KPi.024", "us_ofac_sdn:12211"},
    "C02": {"us_ofac_sdn:9345", "un_sc_sanctions:KPe.001"},
    "C03": {"us_ofac_sdn:17616", "un_sc_sanctions:KPi.027"},
    "C04": {"us_ofac_sdn:17619"},
    "C05": {"us_ofac_sdn:24918"},
    "C06": {"us_ofac_sdn:17069"},
    "C07": {"us_ofac_sdn:36025"},
}
ODD_ROWS = """id,name,type,birth_date,extra
1,Kim Yong Chol,person,1962-02-18,x
2,...,person,,
3,Nobody Atall,ghost,,
4,"Ryu, Jin",person,not a date,
5,,,,
6,Nobody Atall,,,
"""


def screen_rows(text, *arguments):
    return run("screen", "-i", "-", *arguments, stdin=text.encode())


def many_rows():
    """Some two thousand customers, the demonstration's among others, to keep threads busy."""
    lines = CUSTOMERS.read_text().splitlines()
    rows = [lines[0]]
    for i in range(100):
        rows += [f"{i}-{line}" for line in lines[1:]] + [f"{i}-X,...,person,,,,,"]
    return "\n".join(rows) + "\n"


class ScanningTheNews(unittest.TestCase):
    EXPECTED = {
        "us_ofac_sdn:12210": "Reconnaissance General Bureau",
        "un_sc_sanctions:KPe.031": "Reconnaissance General Bureau",
        "us_ofac_sdn:9345": "Kore Mining Development Trading Corporation",
        "un_sc_sanctions:KPe.001": "Kore Mining Development Trading Corporation",
        "us_ofac_sdn:11599": "Korea Tangun Trading Corporation",
        "un_sc_sanctions:KPe.008": "Korea Tangun Trading Corporation",
    }

    def test_the_three_and_their_twins_are_found_and_nobody_else(self):
        answer = run("scan", NEWS, "--format", "json")
        self.assertEqual(answer.status, FOUND, answer)
        hits = answer.json["hits"]
        self.assertEqual({hit["entity_id"]: hit["text"] for hit in hits}, self.EXPECTED)
        self.assertEqual(len(hits), len(self.EXPECTED))

    def test_every_span_is_the_text_that_stands_there(self):
        news = NEWS.read_bytes()
        answer = run("scan", NEWS, "--format", "json").json
        for hit in answer["hits"] + answer["places"]:
            self.assertEqual(news[hit["start"] : hit["end"]].decode(), hit["text"])
        self.assertLessEqual({"KP", "SY", "IR"}, {place["place"] for place in answer["places"]})

    def test_standard_input_gives_the_same(self):
        piped = run("scan", "-", "--format", "json", stdin=NEWS.read_bytes())
        self.assertEqual(piped.out, run("scan", NEWS, "--format", "json").out)


class ScreeningTheCustomers(unittest.TestCase):
    def test_each_finds_whom_it_must_and_nobody_else(self):
        answer = run("screen", "-i", CUSTOMERS, "--format", "ndjson")
        self.assertEqual(answer.status, FOUND, answer)
        *rows, last = answer.lines
        found = {row["id"]: {hit["entity_id"] for hit in row["hits"]} for row in rows}
        expected = {f"C{number:02}": MUST.get(f"C{number:02}", set()) for number in range(1, 21)}
        self.assertEqual(found, expected)
        self.assertEqual(last["summary"]["subjects"], 20)
        self.assertEqual(last["summary"]["subjects_with_hits"], len(MUST))
        self.assertEqual(last["summary"]["hits"], sum(map(len, MUST.values())))
        self.assertEqual(last["summary"]["rejected"], 0)

    def test_the_homonym_of_another_birth_date_comes_last_and_lower(self):
        rows = run("screen", "-i", CUSTOMERS, "--format", "ndjson").lines
        scores = {hit["entity_id"]: hit["score"] for hit in rows[0]["hits"]}
        self.assertEqual(scores["us_ofac_sdn:17614"], 1)
        self.assertEqual(rows[0]["hits"][-1]["entity_id"], "us_ofac_sdn:12211")
        self.assertGreaterEqual(round(1 - scores["us_ofac_sdn:12211"], 3), 0.150)

    def test_an_exact_number_is_a_floor_whatever_the_name(self):
        rows = run("screen", "-i", CUSTOMERS, "--format", "ndjson").lines
        for row in rows[4:7]:
            self.assertGreaterEqual(row["hits"][0]["score"], 0.95, row)
            parts = [part["part"] for part in row["hits"][0]["explanation"]["parts"]]
            self.assertIn("identifier", parts)

    def test_exhaustive_search_says_the_same(self):
        quick = run("screen", "-i", CUSTOMERS, "--format", "ndjson")
        slow = run("screen", "-i", CUSTOMERS, "--format", "ndjson", "--exhaustive")
        self.assertEqual(quick.out, slow.out)


class Explaining(unittest.TestCase):
    def test_the_parts_add_up_to_the_score(self):
        text = CUSTOMERS.read_text() + "".join(row + "," * (7 - row.count(",")) + "\n" for row in (
            "N1,Kim", "N2,Chol Kim,person,1950", "N3,Korea Bank,organization", "N4,Trading Corp",
            "N5,Ivan Bank Petrov,person,1970-01-01,RU", "N6,Korea Tangun Trading Corp,vessel",
        ))  # fmt: skip
        rows = screen_rows(text, "--format", "ndjson", "--threshold", "0.01").lines
        explained = 0
        for row in rows[:-1]:
            for hit in row["hits"]:
                score = round(hit["score"] * 1000)
                self.assertEqual(program.parts_sum(hit["explanation"]), score, hit)
                self.assertEqual(round(hit["explanation"]["score"] * 1000), score)
                explained += 1
        self.assertGreater(explained, 20)

    def test_explain_and_compare_add_up_too(self):
        for name in ("Kim Yong Chol", "Yong-Chul Kim", "KIM", "Kim Jong Il", "Nobody Atall"):
            for birth in ([], ["--birth-date", "1962"], ["--birth-date", "1980-01-01"]):
                answer = run(
                    "explain", name, "--against", "us_ofac_sdn:17614", "--format", "json", *birth
                ).json
                explanation = answer["explanation"]
                self.assertEqual(
                    program.parts_sum(explanation), round(explanation["score"] * 1000), answer
                )
            answer = run("compare", name, "KIM, Yong Chol", "--format", "json").json
            explanation = answer.get("explanation", answer)
            self.assertEqual(
                program.parts_sum(explanation), round(explanation["score"] * 1000), answer
            )


class FormsOfAnswers(unittest.TestCase):
    def test_ndjson_json_and_csv_tell_the_same_in_the_order_of_the_file(self):
        with CUSTOMERS.open(newline="") as file:
            ids = [row["id"] for row in csv.DictReader(file)]
        lines = run("screen", "-i", CUSTOMERS, "--format", "ndjson").lines
        whole = run("screen", "-i", CUSTOMERS, "--format", "json").json
        table = run("screen", "-i", CUSTOMERS, "--format", "csv").rows
        self.assertEqual([row["id"] for row in lines[:-1]], ids)
        self.assertEqual(whole["results"], lines[:-1])
        self.assertEqual(whole["summary"], lines[-1]["summary"])
        self.assertEqual(list(dict.fromkeys(row["id"] for row in table)), ids)
        hits = [(row["id"], hit["entity_id"], f'{hit["score"]:.3f}', f'{hit["strength"]:.3f}')
                for row in lines[:-1] for hit in row["hits"]]  # fmt: skip
        self.assertEqual(
            [(r["id"], r["entity_id"], r["score"], r["strength"]) for r in table if r["entity_id"]],
            hits,
        )

    def test_the_summary_names_what_the_answer_was_made_with(self):
        summary = run("screen", "-i", CUSTOMERS, "--format", "ndjson").lines[-1]["summary"]
        self.assertRegex(summary["index"], r"^[0-9a-f]{16}$")
        self.assertRegex(summary["profile"], r"^[0-9a-f]{16}$")
        self.assertTrue(summary["engine"])
        self.assertEqual([e["id"] for e in summary["lists"]], ["us_ofac_sdn", "un_sc_sanctions"])
        for edition in summary["lists"]:
            self.assertRegex(edition["sha256"], r"^[0-9a-f]{64}$")

    def test_one_thread_and_eight_write_the_same_bytes(self):
        text = many_rows()
        for form in ("ndjson", "json", "csv", "text"):
            with self.subTest(form):
                one = screen_rows(text, "--format", form, "--threads", "1")
                eight = screen_rows(text, "--format", form, "--threads", "8")
                self.assertEqual(one.status, FOUND, one)
                self.assertEqual(one.out, eight.out)
        rows = screen_rows(text, "--format", "ndjson", "--threads", "8").lines
        ids = [line.split(",")[0] for line in text.splitlines()[1:]]
        self.assertEqual([row["id"] for row in rows[:-1]], ids)

    def test_rejected_rows_are_kept_and_counted(self):
        for threads in ("1", "8"):
            answer = screen_rows(ODD_ROWS, "--format", "ndjson", "--threads", threads)
            *rows, last = answer.lines
            self.assertEqual([row["id"] for row in rows], ["1", "2", "3", "4", "5", "6"])
            rejected = {row["id"] for row in rows if row.get("rejected")}
            self.assertEqual(rejected, {"2", "3", "5"}, answer)
            self.assertTrue(all("hits" not in row for row in rows if row["id"] in rejected))
            self.assertEqual(last["summary"]["subjects"], 6)
            self.assertEqual(last["summary"]["rejected"], 3)
            self.assertIn(b"birth date not understood", answer.chatter)
            self.assertIn(b"extra", answer.chatter)
        table = screen_rows(ODD_ROWS, "--format", "csv").rows
        self.assertEqual({row["id"] for row in table if row["rejected"]}, {"2", "3", "5"})

    def test_ndjson_in_gives_what_csv_in_gives(self):
        with CUSTOMERS.open(newline="") as file:
            rows = [{k: v for k, v in row.items() if v} for row in csv.DictReader(file)]
        text = "".join(json.dumps(row) + "\n" for row in rows)
        from_csv = run("screen", "-i", CUSTOMERS, "--format", "ndjson")
        self.assertEqual(screen_rows(text, "--format", "ndjson").out, from_csv.out)

    def test_columns_of_other_names_are_mapped(self):
        text = "ref,full_name,dob\n7,Kim Yong Chol,1962-02-18\n"
        answer = screen_rows(
            text, "--map", "id=ref,name=full_name,birth_date=dob", "--format", "ndjson"
        )
        row = answer.lines[0]
        self.assertEqual(row["id"], "7")
        self.assertEqual({hit["entity_id"] for hit in row["hits"][:2]},
                         {"us_ofac_sdn:17614", "un_sc_sanctions:KPi.024"})  # fmt: skip

    def test_a_limit_says_what_it_leaves_out(self):
        row = run("screen", "Kim Yong Chol", "--limit", "1", "--format", "ndjson").lines[0]
        self.assertEqual(len(row["hits"]), 1)
        self.assertEqual(row["left_out"], 2)

    def test_nothing_is_coloured_where_nobody_looks(self):
        for command in (["screen", "Kim Yong Chol"], ["scan", NEWS], ["show", "17614"], ["lists"]):
            self.assertNotIn(b"\x1b", run(*command).out)

    def test_two_builds_are_the_same_bytes(self):
        with tempfile.TemporaryDirectory(prefix="interdict-demo-") as folder:
            paths = [pathlib.Path(folder) / name for name in ("one.idx", "two.idx")]
            for path in paths:
                self.assertEqual(run("build", "data/demo", "-o", path).status, NOTHING)
            self.assertEqual(paths[0].read_bytes(), paths[1].read_bytes())


if __name__ == "__main__":
    unittest.main()
