"""The EU's and the Swiss list: real files counted independently, full-size files generated and read.

The EU's full-size XML and CSV hold the same content, so every party must be the same from both, but
for what the CSV does not state: which aliases are weak. Prints seconds and peak memory of each build.
"""

import csv
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, "tests/support")
import program  # noqa: E402
from program import INPUT, NOTHING, SHARED, run  # noqa: E402

LISTS = SHARED / "data/lists"
EXCERPT = LISTS / "eu/fsf-xml-excerpt/20181221-FULL-1_1_excerpt.xml"
SHORT = LISTS / "eu/fsf-partial/EUSanctionsShort.csv"
JOURNAL = LISTS / "eu/official-journal-csv/consolidated"
CONLIST = LISTS / "uk/ofsi-conlist-2025-04-10/ConList.csv"
AMENDMENT = LISTS / "ch/seco_amendment_example.xml"
COMPARED_EVERY = 60  # parties
CUT_BYTES = 64 * 1024
CUTS_LONG = 24  # places to cut the full-size files at, besides the small ones
SECONDS_MAX, MEGABYTES_MAX = 8, 300

folder = None


def setUpModule():
    global folder
    for path in (EXCERPT, SHORT, JOURNAL, CONLIST, AMENDMENT):
        if not path.exists():
            print(f"skipped: {path} is not there")
            sys.exit(77)
    holder = tempfile.TemporaryDirectory(prefix="interdict-eu-ch-")
    unittest.addModuleCleanup(holder.cleanup)
    folder = pathlib.Path(holder.name)


def build(*paths, name="x.idx"):
    answer = run("build", *paths, "-o", folder / name)
    return answer, folder / name


def edition(index):
    return run("lists", "--index", index, "--format", "json").json["lists"][0]


def show(index, entity):
    return run("show", entity, "--index", index, "--format", "json").json


def codes(index):
    return {item["code"]: item["count"] for item in edition(index).get("diagnostics", [])}


def measure(path, name):
    """Builds in a process of its own; prints seconds and peak megabytes."""
    begun = time.monotonic()
    with open(folder / f"{name}.err", "w", encoding="utf-8") as chatter:
        process = subprocess.Popen([program.PROGRAM, "build", str(path), "-o", str(folder / name)],
                                   stdout=subprocess.DEVNULL, stderr=chatter)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds, megabytes = time.monotonic() - begun, usage.ru_maxrss / 1024
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, {seconds:.2f} s, peak {megabytes:.0f} MB")
    if process.returncode != NOTHING:
        raise AssertionError(f"{path.name}: exit status {process.returncode}")
    if not program.is_sanitized():
        assert seconds < SECONDS_MAX and megabytes < MEGABYTES_MAX
    return folder / name


def chatter_of(index):
    return index.with_name(f"{index.name}.err").read_text(encoding="utf-8")


def generate(tool, *arguments):
    process = subprocess.run([sys.executable, "-B", f"tools/{tool}", *map(str, arguments)],
                             capture_output=True, check=True, text=True)
    return [int(number) for number in re.findall(r"\d+", process.stdout)]


def check_cuts(test, path, places):
    whole = path.read_bytes()
    cut = folder / f"cut{path.suffix}"
    for place in places:
        cut.write_bytes(whole[:place])
        answer, _ = build(cut, name="cut.idx")
        test.assertEqual(answer.status, INPUT, f"cut at {place}\n{answer}")


def plain(value):
    """Without the lines of the file and what only the XML states."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key not in ("source", "quality")}
    return [plain(item) for item in value] if isinstance(value, list) else value


class RealFiles(unittest.TestCase):
    def test_the_excerpt_of_the_xml(self):
        answer, index = build(EXCERPT)
        self.assertEqual(answer.status, NOTHING, answer)
        count = EXCERPT.read_text(encoding="utf-8").count("<sanctionEntity ")
        self.assertEqual((edition(index)["parties"], edition(index)["date"]), (count, "2018-12-21"))
        self.assertEqual(codes(index), {})
        man = show(index, "eu_fsf:EU.36.64")
        self.assertEqual([name["text"] for name in man["names"]], ["Robert Gabriel Mugabe"])
        self.assertEqual([date["text"] for date in man["dates"]], ["1924-02-21"])
        self.assertEqual([(number["type"], number["value"]) for number in man["identifiers"]],
                         [("passport", "AD001095")])
        self.assertEqual([(item["tag"], item["listed_on"]) for item in man["programmes"]],
                         [("ZWE", "2018-02-16")])

    def test_the_partial_csv_has_every_entity_and_name(self):
        answer, index = build(SHORT)
        self.assertEqual(answer.status, NOTHING, answer)
        names, births, contacts = {}, {}, {}
        lines = SHORT.read_bytes().decode("cp1252").splitlines()
        table = [next(csv.reader([line[1:-1].replace('""', '"').rstrip("\t").replace("\t", ",")],
                                 delimiter=";")) for line in lines]
        column = {title: at for at, title in reversed(list(enumerate(table[0])))}
        for row in table[1:]:
            uid = row[58].strip()
            for kept, title in ((names, "Naal_wholename"), (births, "Birt_date"), (contacts, "Addr_other")):
                value = row[column[title]].strip()
                kept.setdefault(uid, set()).update({value} - {"", "N/A"})
        self.assertEqual(edition(index)["parties"], len(names))
        self.assertEqual(codes(index), {"encoding": 1, "wrapped": 1})
        for uid, texts in names.items():
            party = show(index, f"eu_fsf:{uid}")
            self.assertEqual({name["text"] for name in party["names"]}, texts, uid)
            self.assertEqual(len(party["names"]), len(texts), uid)
            self.assertEqual({date["text"] for date in party["dates"]}, births[uid], uid)

    def test_a_cut_file_is_refused(self):
        check_cuts(self, SHORT, range(CUT_BYTES, SHORT.stat().st_size, CUT_BYTES))
        check_cuts(self, EXCERPT, range(1024, EXCERPT.stat().st_size - 16, 1024))

    def test_an_amendment_alone_gives_its_targets_and_says_so(self):
        answer, index = build(AMENDMENT)
        self.assertEqual(answer.status, NOTHING, answer)
        count = AMENDMENT.read_text(encoding="utf-8").count("<target ")
        self.assertEqual((edition(index)["parties"], edition(index)["date"]), (count, "2024-01-17"))
        self.assertEqual(codes(index), {"amendment-only": 1})


class FullSize(unittest.TestCase):
    def test_the_eu_list_is_the_same_from_xml_and_csv(self):
        entities = generate("generate_fsf_xml.py", JOURNAL, folder / "eu")[0]
        xml, table = folder / "eu/fsf.xml", folder / "eu/fsf.csv"
        self.assertGreaterEqual(xml.stat().st_size, 25e6)
        first, second = measure(xml, "xml.idx"), measure(table, "csv.idx")
        for index in (first, second):
            self.assertEqual(edition(index)["parties"], entities)
            self.assertEqual(codes(index), {})
            self.assertNotIn("unknown programme", chatter_of(index))
        for at in range(1, entities + 1, COMPARED_EVERY):
            uid = f"eu_fsf:EU.{at}.{at % 97}"
            self.assertEqual(plain(show(first, uid)), plain(show(second, uid)), uid)
        places = range(xml.stat().st_size // CUTS_LONG, xml.stat().st_size,
                       xml.stat().st_size // CUTS_LONG)
        check_cuts(self, xml, [place // CUT_BYTES * CUT_BYTES for place in places])

    def test_the_swiss_list_leaves_the_delisted_out(self):
        path = folder / "seco.xml"
        targets, delisted = generate("generate_seco_xml.py", JOURNAL, CONLIST, path)[:2]
        self.assertGreaterEqual(path.stat().st_size, 42e6)
        index = measure(path, "seco.idx")
        self.assertEqual(edition(index)["parties"], targets - delisted)
        self.assertEqual(codes(index), {"delisted": 1})
        self.assertNotIn("unknown programme", chatter_of(index))
        answer, applied = build(path, AMENDMENT, name="applied.idx")
        self.assertEqual(answer.status, NOTHING, answer)
        self.assertEqual(edition(applied)["parties"], targets - delisted)
        self.assertEqual(codes(applied), {"delisted": 1, "old-amendment": 1})


if __name__ == "__main__":
    unittest.main()
