"""The program on the official lists: what it loses, what it finds in a news text, how it tells two
men of one name apart, what it says of one party, how well it scores labelled pairs.

Needs the real lists under INTERDICT_SHARED; demo_test.py does the same on data/demo.
"""

import csv
import io
import pathlib
import re
import resource
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, "tests/support")
import program  # noqa: E402
from program import FOUND, INPUT, NOTHING, SHARED, run  # noqa: E402

ARTICLE = SHARED / "data/text/article-2015-01-02.txt"
PAIRS = SHARED / "data/bench/name_pairs_dev.csv"
SDN, CONS, UN = program.REAL_LISTS
MEGABYTES_MAX = 300
F1_MIN = 0.75

folder = None
index = None
built = None


def setUpModule():
    global folder, index, built
    folder = tempfile.TemporaryDirectory(prefix="interdict-acceptance-")
    index = pathlib.Path(folder.name) / "x.idx"
    built = run("build", *program.REAL_LISTS, "-o", index)


def tearDownModule():
    folder.cleanup()


def table(of, name):
    """The file of a folder by its name in small letters."""
    return next(path for path in of.iterdir() if path.name.lower() == name)


def by_id(answer):
    return {hit["entity_id"]: hit for hit in answer.json["results"][0]["hits"]}


class Building(unittest.TestCase):
    def test_every_entry_of_the_three_lists_is_there(self):
        self.assertEqual(built.status, NOTHING, built)
        lists = run("lists", "--index", index, "--format", "json").json
        self.assertEqual(
            {edition["id"]: edition["parties"] for edition in lists["lists"]},
            {"us_ofac_sdn": 13821, "us_ofac_cons": 442, "un_sc_sanctions": 1005},
        )
        self.assertEqual(lists["parties"], 13821 + 442 + 1005)

    def test_the_eleven_remarks_without_their_tail_are_stated_losses(self):
        lists = run("lists", "--index", index, "--format", "json").json
        losses = {
            edition["id"]: diagnostic["count"]
            for edition in lists["lists"]
            for diagnostic in edition["diagnostics"]
            if diagnostic["code"] == "remarks-cut" and diagnostic["level"] == "loss"
        }
        self.assertEqual(losses, {"us_ofac_sdn": 1, "us_ofac_cons": 10})
        said = re.findall(r"^loss: (\S+):(\d+): .*\[remarks-cut\]$", built.chatter.decode(), re.M)
        self.assertEqual(len(said), 11, built)

    def test_references_on_both_ofac_lists_are_two_entries_of_one_group(self):
        def references(path):
            rows = csv.reader(path.read_text(encoding="latin-1").splitlines())
            return {row[0] for row in rows if len(row) > 1}

        both = references(table(SDN, "sdn.csv")) & references(table(CONS, "cons_prim.csv"))
        self.assertEqual(len(both), 60)
        for reference in sorted(both)[::10]:
            pair = {f"us_ofac_sdn:{reference}", f"us_ofac_cons:{reference}"}
            for entry in pair:
                party = run("show", entry, "--index", index, "--format", "json").json
                ofac = {mate for mate in party["group_mates"] if mate.startswith("us_ofac")}
                self.assertEqual(ofac | {entry}, pair)
                self.assertIn(
                    ("publisher's number", (pair - {entry}).pop()),
                    {(same["by"], same["entity_id"]) for same in party["same"]},
                )
                self.assertEqual(party["group"], f"us_ofac_sdn:{reference}")

    def test_two_builds_are_the_same_bytes(self):
        again = pathlib.Path(folder.name) / "again.idx"
        self.assertEqual(run("build", *program.REAL_LISTS, "-o", again).status, NOTHING)
        self.assertEqual(again.read_bytes(), index.read_bytes())

    def test_memory_stays_below_the_bound(self):
        if program.is_sanitized():
            self.skipTest("sanitizers need more memory")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"peak memory of all commands so far: {peak:.0f} MB")
        self.assertLess(peak, MEGABYTES_MAX)


class Refusing(unittest.TestCase):
    """A list that cannot be read whole stops the build and leaves the old index as it was."""

    def check_refused(self, paths, *words):
        before = index.read_bytes()
        answer = run("build", *paths, "-o", index)
        self.assertEqual(answer.status, INPUT, answer)
        for word in words:
            self.assertRegex(answer.chatter.decode(), word)
        self.assertEqual(index.read_bytes(), before)
        self.assertEqual([p.name for p in index.parent.glob("x.idx.*")], [])

    def damaged(self, source, name, change):
        """A copy of a list in which one file is changed."""
        copy = pathlib.Path(tempfile.mkdtemp(dir=folder.name)) / source.name
        if source.is_dir():
            shutil.copytree(source, copy)
            path = table(copy, name)
        else:
            shutil.copy(source, copy)
            path = copy
        path.chmod(0o644)
        path.write_bytes(change(path.read_bytes()))
        return copy

    def test_a_table_cut_in_the_middle_of_a_row(self):
        for name in ("sdn.csv", "alt.csv", "add.csv"):
            with self.subTest(name):
                cut = self.damaged(SDN, name, lambda data: data[: len(data) // 2 + 7])
                self.check_refused([cut], rf"(?i){name}", r"line \d+|:\d+")

    def test_a_table_cut_between_two_rows(self):
        for name, rows in (("sdn.csv", 5000), ("alt.csv", 3000)):
            with self.subTest(name):
                cut = self.damaged(
                    SDN, name, lambda data, rows=rows: b"\n".join(data.split(b"\n")[:rows]) + b"\n"
                )
                self.check_refused([cut], rf"(?i){name} line {rows}")

    def test_a_cut_table_with_a_mirrors_line_ends(self):
        cut = self.damaged(
            SDN,
            "sdn.csv",
            lambda data: b"\n".join(data.replace(b"\r", b"").split(b"\n")[:5000]) + b"\n",
        )
        self.check_refused([cut], r"(?i)(add|alt)\.csv line \d+", r"seems cut off")

    def test_columns_in_disorder(self):
        def swap(data):
            rows = list(csv.reader(io.StringIO(data.decode("latin-1").rstrip("\x1a"))))
            for row in rows:
                row[1], row[3] = row[3], row[1]
            out = io.StringIO()
            csv.writer(out).writerows(rows)
            return out.getvalue().encode("latin-1") + b"\x1a"

        self.check_refused([self.damaged(SDN, "sdn.csv", swap)], r"sdn\.csv line 1", r"column 4")

    def test_names_in_other_elements(self):
        def rename(data):
            return data.replace(b"<FIRST_NAME>", b"<FIRSTNAME>").replace(
                b"</FIRST_NAME>", b"</FIRSTNAME>"
            )

        self.check_refused([self.damaged(UN, "", rename)], r"un-2026-04-02\.xml line \d+", "name")

    def test_a_row_with_a_column_too_few(self):
        broken = self.damaged(SDN, "sdn.csv", lambda data: data.replace(b'"CUBA",', b"", 1))
        self.check_refused([broken], r"(?i)sdn\.csv", r"line \d+|:\d+")

    def test_an_xml_file_cut_anywhere(self):
        for part in (0.1, 0.5, 0.999):
            with self.subTest(part):
                cut = self.damaged(UN, "", lambda data: data[: int(len(data) * part)])
                self.check_refused([cut], r"un-2026-04-02\.xml", r"line \d+|:\d+")

    def test_an_xml_file_with_a_broken_tag(self):
        broken = self.damaged(
            UN, "", lambda data: data.replace(b"</INDIVIDUAL>", b"</INDIVIDUA>", 1)
        )
        self.check_refused([broken], r"un-2026-04-02\.xml", r"line \d+|:\d+")

    def test_two_editions_of_one_list(self):
        older = SHARED / "data/lists/un/un-2025-04-19.xml"
        self.check_refused(
            [UN, older], r"un_sc_sanctions|two editions", r"2026-04-02", r"2025-04-19"
        )
        older = SHARED / "data/lists/ofac/sdn-csv-2021-07"
        self.check_refused([SDN, older], r"2023-12-28", r"2021-07")


class ScanningTheArticle(unittest.TestCase):
    EXPECTED = {
        "us_ofac_sdn:12210": "Reconnaissance General Bureau",
        "un_sc_sanctions:KPe.031": "Reconnaissance General Bureau",
        "us_ofac_sdn:9345": "Kore Mining Development Trading Corp",
        "un_sc_sanctions:KPe.001": "Kore Mining Development Trading Corp",
        "us_ofac_sdn:11599": "Korea Tangun Trading Corp",
        "un_sc_sanctions:KPe.008": "Korea Tangun Trading Corp",
    }

    def test_it_names_three_parties_of_two_lists_and_nobody_else(self):
        answer = run("scan", ARTICLE, "--index", index, "--format", "json")
        self.assertEqual(answer.status, FOUND)
        article = ARTICLE.read_bytes()
        found = {hit["entity_id"]: hit["text"] for hit in answer.json["hits"]}
        self.assertEqual(found, self.EXPECTED)
        self.assertEqual(len(answer.json["hits"]), len(found))
        for hit in answer.json["hits"] + answer.json["places"]:
            self.assertEqual(article[hit["start"] : hit["end"]].decode(), hit["text"])
        for hit in answer.json["hits"]:
            self.assertTrue(hit["programmes"], hit)

    def test_places_under_measures_are_places(self):
        places = run("scan", ARTICLE, "--index", index, "--format", "json").json["places"]
        self.assertLessEqual({"KP", "IR", "SY"}, {place["place"] for place in places})
        for place in places:
            self.assertTrue(place["measure"], place)

    def test_the_text_for_people_states_the_legal_basis(self):
        text = run("scan", ARTICLE, "--index", index).words
        for entity_id in self.EXPECTED:
            self.assertIn(entity_id, text)
        for basis in (
            "[DPRK2] Executive Order 13687", "[NPWMD] Executive Order 13382",
            "[DPRK] Executive Order 13551", "resolution 1718 (2006)",
        ):  # fmt: skip
            self.assertIn(basis, text)


class TellingTwoMenApart(unittest.TestCase):
    def test_the_name_alone_gives_both_with_their_dates_and_orders(self):
        hits = by_id(run("screen", "Kim Yong Chol", "--index", index, "--format", "json"))
        for entity_id, programme in (("us_ofac_sdn:17614", "DPRK2"), ("us_ofac_sdn:12211", "DPRK")):
            self.assertEqual(hits[entity_id]["score"], 1)
            self.assertEqual(hits[entity_id]["programmes"], [programme])
        self.assertNotEqual(hits["us_ofac_sdn:17614"]["group"], hits["us_ofac_sdn:12211"]["group"])
        text = run("screen", "Kim Yong Chol", "--index", index).words
        for word in ("Executive Order 13687", "Executive Order 13551"):
            self.assertIn(word, text)
        first = run("show", "us_ofac_sdn:17614", "--index", index).words
        other = run("show", "us_ofac_sdn:12211", "--index", index).words
        self.assertIn("18 Feb 1962", first)
        self.assertNotIn("1962", other)
        self.assertIn("1946", other)

    def test_the_birth_date_decides(self):
        plain = by_id(run("screen", "Kim Yong Chol", "--index", index, "--format", "json"))
        answer = run(
            "screen", "Kim Yong Chol", "--birth-date", "1962-02-18", "--index", index,
            "--threshold", "0.5", "--format", "json",
        )  # fmt: skip
        dated = by_id(answer)
        lead = [hit["entity_id"] for hit in answer.json["results"][0]["hits"][:2]]
        self.assertEqual(set(lead), {"us_ofac_sdn:17614", "un_sc_sanctions:KPi.024"})
        fall = plain["us_ofac_sdn:12211"]["score"] - dated["us_ofac_sdn:12211"]["score"]
        print(f"12211 falls by {fall:.3f} with the birth date of 17614")
        self.assertGreaterEqual(round(fall, 3), 0.150)


class ShowingOneParty(unittest.TestCase):
    def test_komid_is_shown_with_all_that_is_stated(self):
        answer = run("show", "us_ofac_sdn:9345", "--index", index, "--format", "json")
        self.assertEqual(answer.status, NOTHING)
        party = answer.json
        weak = [name["text"] for name in party["names"] if name["quality"] == "weak"]
        strong = [name["text"] for name in party["names"][1:] if name["quality"] == "strong"]
        self.assertEqual(weak, ["KOMID"])
        self.assertEqual(len(strong), 6)
        self.assertEqual(
            [address["city"] for address in party["addresses"]],
            ["Pyongyang", "Beijing", "Moscow", "Tehran", "Damascus"],
        )
        self.assertEqual([p["tag"] for p in party["programmes"]], ["NPWMD", "DPRK2"])
        for fact in party["names"] + party["addresses"] + party["programmes"]:
            self.assertRegex(fact["source"]["file"], r"(?i)^(sdn|alt|add)\.csv$")
            self.assertGreater(fact["source"]["line"], 0)
        text = run("show", "us_ofac_sdn:9345", "--index", index).words
        self.assertIn("[NPWMD] Executive Order 13382", text)
        self.assertIn("[DPRK2] Executive Order 13687", text)
        self.assertRegex(text, r"(?i)KOMID a\.k\.a\., weak sdn\.csv:\d+")

    def test_a_source_is_the_line_of_the_file(self):
        party = run("show", "us_ofac_sdn:9345", "--index", index, "--format", "json").json
        for name in party["names"]:
            path = table(SDN, name["source"]["file"].lower())
            line = path.read_bytes().split(b"\n")[name["source"]["line"] - 1].decode("latin-1")
            self.assertTrue(line.startswith("9345,"), line)
            self.assertIn(name["text"], line)


class ComparingPairs(unittest.TestCase):
    def test_rows_are_kept_and_scored(self):
        if not PAIRS.exists():
            self.skipTest(f"no {PAIRS}")
        answer = run("compare", "--pairs", PAIRS)
        self.assertEqual(answer.status, NOTHING)
        with PAIRS.open(encoding="utf-8", newline="") as file:
            given = list(csv.DictReader(file))
        self.assertEqual([{k: v for k, v in row.items() if k != "score"} for row in answer.rows],
                         given)  # fmt: skip
        f1 = self.f1(answer.rows, 0.700)
        print(f"F1 at 0.700 over {len(given)} pairs: {f1:.3f}")
        self.assertGreaterEqual(f1, F1_MIN)

    @staticmethod
    def f1(rows, threshold):
        pairs = [(float(r["score"]) >= threshold, r["is_match"] == "true") for r in rows]
        right = sum(said and true for said, true in pairs)
        return 2 * right / (sum(said for said, _ in pairs) + sum(true for _, true in pairs))


if __name__ == "__main__":
    if program.missing_lists():
        print(f"skipped: there is no {program.missing_lists()} (INTERDICT_SHARED names its folder)")
        sys.exit(77)
    unittest.main()
