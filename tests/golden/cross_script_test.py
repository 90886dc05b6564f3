"""Names in native script find the parties that the lists hold in Latin letters.

Two things: pairs of names which a reader of these scripts would call the same or not
(cross_script_pairs.csv), and the native names that the publishers themselves state, asked of an
index from which they are left out. Run by hand, it prints figures by script and the misses:

    tests/golden/cross_script_test.py --figures

A party counts as found where it is among the hits, and as found first where no other party scores
higher. Entries of other lists about the same party do not count as others, for which group they are
of is not this test's matter: an entry of another list is taken for the same party where the Latin
name of the one, screened, meets it with SAME_PARTY or more.
"""

import collections
import csv
import io
import json
import pathlib
import re
import sys
import tempfile
import unicodedata
import unittest
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, "tests/support")
import program  # noqa: E402
from program import NOTHING, SHARED, run  # noqa: E402

PAIRS = pathlib.Path(__file__).parent / "cross_script_pairs.csv"
SDN, CONS, UN = program.REAL_LISTS
ENHANCED = SHARED / "data/lists/ofac/xml-enhanced"
FOUND_FIRST_MIN = 0.85
RIGHT_SIDE_MIN = 0.95
THRESHOLD = 0.700
SAME_PARTY = 0.900
NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
FIELD = re.compile(rb"<NAME_ORIGINAL_SCRIPT>[^<]*</NAME_ORIGINAL_SCRIPT>")


def script_of(text):
    """The script of most letters: ARABIC, CYRILLIC, HAN ..."""
    seen = collections.Counter(unicodedata.name(c, "?").split()[0] for c in text if c.isalpha())
    name = seen.most_common(1)[0][0] if seen else "NONE"
    return {"CJK": "HAN"}.get(name, name)


def un_natives():
    """(entity id, native name, Latin name) of each party that states a native one, which the field
    also holds where it is Latin."""
    for kind in ("INDIVIDUAL", "ENTITY"):
        for party in ElementTree.parse(UN).iter(kind):
            native = (party.findtext("NAME_ORIGINAL_SCRIPT") or "").strip()
            if native and script_of(native) != "LATIN":
                latin = " ".join(party.findtext(part) or "" for part in NAME_PARTS)
                yield "un_sc_sanctions:" + party.findtext("REFERENCE_NUMBER").strip(), native, latin


def enhanced_natives():
    """(OFAC's number, native name) of OFAC's enhanced export: names in another script than Latin."""
    seen = {}
    for path in sorted(ENHANCED.glob("*.[xX][mM][lL]")):
        root = ElementTree.parse(path).getroot()
        space = root.tag.partition("}")[0] + "}"
        for entity in root.iter(space + "entity"):
            for translation in entity.iter(space + "translation"):
                script = translation.findtext(space + "script") or "Latin"
                native = (translation.findtext(space + "formattedFullName") or "").strip()
                if script != "Latin" and native and script_of(native) != "LATIN":
                    seen[entity.get("id"), native] = True
    return list(seen)


def screened(natives, index):
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(["id", "name"])
    writer.writerows(enumerate(natives))
    with tempfile.NamedTemporaryFile(suffix=".csv") as subjects:
        subjects.write(rows.getvalue().encode())
        subjects.flush()
        answer = run("screen", "-i", subjects.name, "--index", index, "--format", "ndjson")
    return {int(line["id"]): line for line in answer.lines if "id" in line}


class Figures:
    def __init__(self):
        self.asked, self.found, self.first = (collections.Counter() for _ in range(3))
        self.misses = []

    def add(self, native, wanted, hits, same=frozenset()):
        """`wanted`: ids of which one must be found; `same`: others of the same party."""
        script = script_of(native)
        self.asked[script] += 1
        own = max((hit["score"] for hit in hits if hit["entity_id"] in wanted), default=None)
        above = [hit for hit in hits if own is None or hit["score"] > own]
        self.found[script] += own is not None
        if own is not None and all(hit["entity_id"] in same for hit in above):
            self.first[script] += 1
        else:
            self.misses.append((native, sorted(wanted), own, [
                (hit["entity_id"], hit["matched_name"], hit["score"]) for hit in above[:2]]))

    @property
    def share(self):
        return sum(self.first.values()) / max(1, sum(self.asked.values()))

    def __str__(self):
        lines = [f"{'script':12} asked found first"]
        for script, asked in self.asked.most_common():
            lines.append(f"{script:12} {asked:5} {self.found[script]:5} {self.first[script]:5}")
        lines.append(f"{'all':12} {sum(self.asked.values()):5} {sum(self.found.values()):5} "
                     f"{sum(self.first.values()):5}  {self.share:.3f}")
        return "\n".join(lines)


def build_without_natives(folder):
    un = pathlib.Path(folder) / "un.xml"
    un.write_bytes(FIELD.sub(b"<NAME_ORIGINAL_SCRIPT/>", UN.read_bytes()))
    index = pathlib.Path(folder) / "lists.idx"
    built = run("build", SDN, CONS, un, "-o", index)
    assert built.status == NOTHING, built
    return index


def un_figures(index):
    figures, natives = Figures(), list(un_natives())
    hits = screened([native for _, native, _ in natives], index)
    latin_hits = screened([latin for _, _, latin in natives], index)
    for number, (entity, native, _) in enumerate(natives):
        same = {hit["entity_id"] for hit in latin_hits[number].get("hits", [])
                if hit["score"] >= SAME_PARTY and not hit["entity_id"].startswith("un_sc")}
        figures.add(native, {entity}, hits[number].get("hits", []), same)
    return figures


def listed_ids():
    """Entity ids of the OFAC lists, by their files' first column."""
    ids = set()
    for prefix, folder, name in (("us_ofac_sdn:", SDN, "sdn.csv"),
                                 ("us_ofac_cons:", CONS, "cons_prim.csv")):
        path = next(p for p in folder.iterdir() if p.name.lower() == name)
        rows = csv.reader(path.read_text(encoding="latin-1").splitlines())
        ids |= {prefix + row[0] for row in rows if len(row) > 1}
    return ids


def enhanced_figures(index):
    """Of parties that are on the lists in the index, whichever edition the export is of."""
    figures, listed = Figures(), listed_ids()
    natives = [({"us_ofac_sdn:" + number, "us_ofac_cons:" + number} & listed, native)
               for number, native in enhanced_natives()]
    natives = [(wanted, native) for wanted, native in natives if wanted]
    hits = screened([native for _, native in natives], index)
    for number, (wanted, native) in enumerate(natives):
        figures.add(native, wanted, hits[number].get("hits", []))
    return figures


def pairs_on_the_wrong_side():
    """(pair, score) of the wrong ones, and how many there are."""
    with PAIRS.open(encoding="utf-8", newline="") as table:
        wanted = [row["same"] for row in csv.DictReader(table)]
    rows = run("compare", "--pairs", PAIRS).rows
    assert len(rows) == len(wanted)
    wrong = [(row, same) for row, same in zip(rows, wanted)
             if (float(row["score"]) >= THRESHOLD) != (same == "yes")]
    return wrong, len(rows)


class Pairs(unittest.TestCase):
    def test_there_are_enough_of_both_kinds_in_every_script(self):
        with PAIRS.open(encoding="utf-8", newline="") as table:
            rows = list(csv.DictReader(table))
        same = sum(row["same"] == "yes" for row in rows)
        self.assertGreaterEqual(len(rows), 120)
        self.assertLessEqual(abs(2 * same - len(rows)), len(rows) // 10)

    def test_readers_and_scores_agree(self):
        wrong, count = pairs_on_the_wrong_side()
        said = "\n".join(f"{row['name1']} | {row['name2']}: {row['score']}, same: {same}"
                         for row, same in wrong)
        self.assertGreaterEqual(1 - len(wrong) / count, RIGHT_SIDE_MIN, said)


@unittest.skipIf(program.missing_lists(), "the real lists are not there")
class Lists(unittest.TestCase):
    def test_native_names_find_their_parties(self):
        with tempfile.TemporaryDirectory() as folder:
            index = build_without_natives(folder)
            for figures in (un_figures(index), enhanced_figures(index)):
                said = "\n".join([str(figures)] + [json.dumps(m, ensure_ascii=False, default=list)
                                                   for m in figures.misses])
                self.assertGreaterEqual(figures.share, FOUND_FIRST_MIN, said)


def print_figures():
    wrong, count = pairs_on_the_wrong_side()
    print(f"pairs: {count - len(wrong)} of {count} on the right side")
    for row, same in wrong:
        print(f"  {row['name1']} | {row['name2']}: {row['score']}, same: {same}")
    with tempfile.TemporaryDirectory() as folder:
        index = build_without_natives(folder)
        for title, figures in (("UN", un_figures(index)), ("OFAC", enhanced_figures(index))):
            print(f"\n{title}\n{figures}")
            for miss in figures.misses:
                print("  ", *miss)


if __name__ == "__main__":
    if "--figures" in sys.argv:
        print_figures()
    else:
        unittest.main()
