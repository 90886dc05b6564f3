"""OFAC's Advanced XML: the real file against what is counted here, and a full list against the CSV
that it was made of.

The files are looked for under INTERDICT_SHARED.
"""

import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

sys.path.insert(0, "tests/support")
from program import INPUT, SHARED, is_sanitized, run  # noqa: E402

OFAC = SHARED / "data/lists/ofac"
CONS = OFAC / "cons-xml-advanced-2020-03/cons_advanced.xml"
SDN_CSV = OFAC / "sdn-csv-2023-12-28"
CUT_STEP = 64 * 1024
SAMPLE, SEED, AGREEING_MIN = 150, 20231228, 0.97


def build(index, *paths):
    answer = run("build", "-o", index, *paths)
    assert answer.status == 0, answer
    return answer


def show(index, uid):
    return run("show", uid, "--index", index, "--format", "json").json


def folded(value):
    return " ".join(str(value).split())


def comparable(party):
    """Of a party, what both formats state: spellings of blanks, final stops and sources apart."""
    out = collections.Counter()
    out["type", party["type"]] += 1
    for name in party["names"]:
        out["name", folded(name["text"]).upper(), name["kind"], name["quality"]] += 1
    for date in party["dates"]:
        out["date", date["kind"], date["date"]] += 1
    for number in party["identifiers"]:
        out["identifier", number["type"], folded(number["value"]), json.dumps(number.get("country"))] += 1
    for country in party["countries"]:
        out["country", country["role"], json.dumps(country.get("country"))] += 1
    for programme in party["programmes"]:
        out["programme", programme["tag"]] += 1
    return set(out)


class TheRealFile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not CONS.exists():
            raise unittest.SkipTest(f"no {CONS}")
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.index = pathlib.Path(cls.folder.name) / "cons.idx"
        cls.built = build(cls.index, CONS)
        cls.counts = collections.Counter()
        for _event, element in xml.etree.ElementTree.iterparse(CONS):
            cls.counts[element.tag.rpartition("}")[2]] += 1

    def test_counts(self):
        parties = [show(self.index, uid) for uid in self.uids()]
        self.assertEqual(len(parties), self.counts["DistinctParty"])
        self.assertEqual(sum(len(p["names"]) for p in parties), self.distinct_names())
        related = sum(len(p["associations"]) for p in parties)
        self.assertEqual(related, self.counts["ProfileRelationship"])
        weak = sum(name["quality"] == "weak" for p in parties for name in p["names"])
        self.assertEqual(weak, 30)  # of 31: one stands twice

    def distinct_names(self):
        """Names of a party that repeat another one of it, part for part, are one."""
        root, names = xml.etree.ElementTree.parse(CONS).getroot(), set()
        for party in (e for e in root.iter() if e.tag.endswith("}DistinctParty")):
            for alias in (e for e in party.iter() if e.tag.endswith("}Alias")):
                parts = tuple(e.text for e in alias.iter() if e.tag.endswith("}NamePartValue"))
                names.add((party.get("FixedRef"), alias.get("AliasTypeID"), alias.get("LowQuality"), parts))
        return len(names)

    def uids(self):
        root = xml.etree.ElementTree.parse(CONS).getroot()
        return [e.get("FixedRef") for e in root.iter() if e.tag.endswith("}DistinctParty")]

    def test_one_party_field_by_field(self):
        party = show(self.index, "9639")
        self.assertEqual(party["type"], "person")
        self.assertEqual([n["text"] for n in party["names"]],
                         ["HANIYA, Ismail Abdul Salah", "HANIYA, Ismail", "HANIYYA, Ismaeel"])  # fmt: skip
        self.assertEqual([n["kind"] for n in party["names"]], ["primary", "a.k.a.", "a.k.a."])
        self.assertEqual([d["date"] for d in party["dates"]], ["1962"])
        self.assertEqual([a["text"] for a in party["addresses"]], ["Shati"])
        entries = {p["list"]: p["listed_on"] for p in party["programmes"]}
        self.assertEqual(entries, {"Consolidated List": "2014-10-10",
                                   "Non-SDN Palestinian Legislative Council List": "2006-04-12"})  # fmt: skip

    def test_a_party_of_three_lists_and_two_programmes(self):
        party = show(self.index, "9659")
        self.assertEqual({(p["list"], p["tag"], p["listed_on"]) for p in party["programmes"]},
                         {(name, tag, day) for tag in ("SDGT", "NS-PLC")
                          for name, day in (("Consolidated List", "2014-10-10"),
                                            ("SDN List", "2016-09-16"),
                                            ("Non-SDN Palestinian Legislative Council List", "2006-04-12"))})  # fmt: skip
        self.assertIn("Jabaliya", [address.get("city") for address in party["addresses"]])

    def test_a_relation_names_the_owner(self):
        links = show(self.index, "18267")["associations"]
        self.assertEqual(len(links), 1)
        self.assertIn("ROSNEFT", links[0]["target"])

    def test_what_is_left_over_is_prose(self):
        answer = run("lists", "--index", self.index)
        self.assertNotIn("unknown-field", answer.text)
        self.assertRegex(answer.words, r"1049 remarks were read, [01] of them kept as notes")

    def test_a_file_cut_short_is_refused(self):
        if is_sanitized():
            self.skipTest("slow here")
        data = CONS.read_bytes()
        cut = pathlib.Path(self.folder.name) / "cut.xml"
        for length in range(CUT_STEP, len(data), CUT_STEP):
            cut.write_bytes(data[:length])
            answer = run("build", "-o", self.index.with_suffix(".cut"), cut)
            self.assertEqual(answer.status, INPUT, answer)
            self.assertIn(b"cut.xml", answer.chatter)


class TheListOfTheCsv(unittest.TestCase):
    """Made by tools/generate_advanced_xml.py: the same parties in another format."""

    def test_parties_agree(self):
        if not CONS.exists() or not SDN_CSV.exists() or is_sanitized():
            self.skipTest("no official files, or a slow build")
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            subprocess.run(
                [sys.executable, "-B", "tools/generate_advanced_xml.py", SDN_CSV, CONS,
                 folder / "sdn.xml", "--no-variants"], check=True,
            )  # fmt: skip
            made = (folder / "sdn.xml").read_bytes().count(b"<DistinctParty ")
            answer = build(folder / "xml.idx", folder / "sdn.xml")
            self.assertRegex(answer.text + answer.chatter.decode(), rf"us_ofac_sdn +\S+ +{made} ")
            build(folder / "csv.idx", SDN_CSV)
            uids = [line.split(",")[0] for line in (SDN_CSV / "sdn.csv").read_text().splitlines()
                    if line[:1].isdigit()]  # fmt: skip
            self.assertEqual(len(uids), made)
            sample = random.Random(SEED).sample(uids, SAMPLE)
            apart = []
            for uid in sample:
                ours, theirs = (comparable(show(folder / f"{kind}.idx", uid)) for kind in ("xml", "csv"))
                if ours != theirs:
                    apart.append((uid, sorted(map(str, ours ^ theirs))))
            for uid, difference in apart:
                print(uid, *difference, sep="\n  ")
            self.assertLessEqual(len(apart), (1 - AGREEING_MIN) * SAMPLE)


if __name__ == "__main__":
    unittest.main()
