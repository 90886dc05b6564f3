"""The thirteen of 2 January 2015 on every list that has them: each one party, its homonyms apart,
and what the lists state differently told.

Needs the official lists under INTERDICT_SHARED."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, "tests/support")
import program  # noqa: E402
from program import NOTHING, SHARED, run  # noqa: E402

LISTS = program.REAL_LISTS + [
    SHARED / "data/lists/uk/ofsi-conlist-2025-04-10/ConList.csv",
    SHARED / "data/lists/au/regulation8_consolidated.xlsx",
    SHARED / "data/lists/us-csl/consolidated.csv",
]
# OFAC's number, the UN's reference, the UK's group; None where that list has no entry.
THIRTEEN = [
    (12210, "KPe.031", 12448),
    (9345, "KPe.001", 10892),
    (11599, "KPe.008", 10913),
    (17614, "KPi.024", 13334),
    (17615, "KPi.017", 13328),
    (17616, "KPi.027", 13337),
    (17617, None, None),
    (17618, None, None),
    (17619, None, None),
    (17620, "KPi.056", 13529),
    (17624, "KPi.022", 13333),
    (17625, None, None),
    (17627, "KPi.020", 13331),
]

folder = None
index = None


def setUpModule():
    global folder, index
    if not all(path.exists() for path in LISTS):
        raise unittest.SkipTest("no official lists")
    folder = tempfile.TemporaryDirectory(prefix="interdict-linking-")
    index = pathlib.Path(folder.name) / "x.idx"
    built = run("build", *LISTS, "-o", index)
    assert built.status == NOTHING, built


def tearDownModule():
    if folder:
        folder.cleanup()


def show(entry):
    return run("show", entry, "--index", index, "--format", "json").json


def mates(entry, prefix):
    return {mate for mate in show(entry)["group_mates"] if mate.startswith(prefix)}


class Thirteen(unittest.TestCase):
    def test_each_is_one_party_on_all_lists(self):
        for number, un, uk in THIRTEEN:
            entry = f"us_ofac_sdn:{number}"
            with self.subTest(entry=entry):
                self.assertEqual(
                    mates(entry, "un_sc"), {f"un_sc_sanctions:{un}"} if un else set()
                )
                self.assertEqual(
                    mates(entry, "gb_hmt"), {f"gb_hmt_sanctions:{uk}"} if uk else set()
                )
                self.assertIn(f"us_trade_csl:{number}", mates(entry, "us_trade_csl"))

    def test_homonyms_stay_apart(self):
        other = "us_ofac_sdn:12211"
        self.assertEqual(mates(other, "gb_hmt"), {"gb_hmt_sanctions:12439"})
        self.assertEqual(mates(other, "un_sc"), set())
        self.assertNotIn(other, mates("us_ofac_sdn:17614", "us_ofac"))

    def test_a_birth_year_that_differs_is_told(self):
        same = {item["entity_id"]: item for item in show("us_ofac_sdn:17627")["same"]}
        self.assertEqual(
            same["un_sc_sanctions:KPi.020"]["conflict"], "born 1968-08-21, there 1969-08-21"
        )
        self.assertNotIn("conflict", same["us_trade_csl:17627"])

    def test_every_tie_states_its_evidence(self):
        for number, _, _ in THIRTEEN:
            for item in show(f"us_ofac_sdn:{number}")["same"]:
                self.assertIn(
                    item["by"],
                    {"publisher's number", "reference", "identifier", "name and birth date", "name"},
                )
                self.assertTrue(item["evidence"])


if __name__ == "__main__":
    unittest.main()
