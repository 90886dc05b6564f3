#!/usr/bin/env python3
"""The tables of data/names are in order, and what is out of order would be noticed."""
import os
import shutil
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import check_names  # noqa: E402

# A line added to the end of a table, behind a blank line, and what must be said about it.
BROKEN = [
    ("variants.txt", "zzqaword", "one colon expected"),
    ("variants.txt", "zzqaword:", "not in folded form"),
    ("variants.txt", "zzqaword: Zzqeword", "not in folded form"),
    ("variants.txt", "zzqaword: zzqeword, zzqeword", "twice in one line"),
    ("variants.txt", "zzqaword: zzqaword, zzqeword", "the canonical word is repeated"),
    ("variants.txt", "zzqbword: zzqeword\nzzqaword: zzqiword", "stands behind"),
    ("variants.txt", "zzqaword: zzqeword\nzzqbword: zzqeword, zzqaword", "all its words stand in"),
    ("variants.txt", "zzqaword: zzqeword\n\nzzqaword: zzqiword", "heads line"),
    ("variants.txt", "zzqaword: sheikh", "stands in titles.txt"),
    ("variants.txt", "zzqaword: trading", "stands in generic_words.txt"),
    ("variants.txt", "zzqaword: gmbh", "stands in legal_forms.txt"),
    ("variants.txt", "zzqaword: seven", "stands in numbers.txt"),
    ("variants.txt", "zzqaword: della", "stands in particles.txt"),
    ("cognates.txt", "zzqaword: gmbh", "stands in legal_forms.txt"),
    ("nicknames.txt", "muhammad: mohammed", "is a variant by"),
    ("nicknames.txt", "zzqaword: zzqeword zzqiword", "one word expected"),
    ("titles.txt", "zzqaword | nobility", "`word | kind` expected"),
    ("titles.txt", "zzqaword | rank +", "is marked and not frequent"),
    ("titles.txt", "van | honorific", "stands in particles.txt"),
    ("titles.txt", "khan | honorific", "is frequent in names"),
    ("titles.txt", "dr | academic", "already"),
    ("legal_forms.txt", "zzq | limited | XX | zzq; gmbh", "already"),
    ("legal_forms.txt", "zzq | guild | XX | zzq", "unknown family"),
    ("legal_forms.txt", "zzq | limited | Xx | zzq", "not a country code"),
    ("legal_forms.txt", "zzq | limited | zzq", "four fields expected"),
    ("legal_forms.txt", "zzq | limited | XX | a b c d e f g h i", "more than 8 words"),
    ("generic_words.txt", "zzqaword: bank", "already"),
    ("numbers.txt", "zzqaword: eleven", "a number expected"),
    ("numbers.txt", "999: k", "single letters are initials"),
    ("numbers.txt", "5000: zzqaword", "a number expected"),
    ("frequency.txt", "zzqaword 16", "`word class` expected"),
    ("frequency.txt", "zzqbword 12\nzzqaword 12", "stands behind"),
    ("acronyms.txt", "zzq aword: zzqeword zzqiword", "an acronym is one word"),
    ("particles.txt", "zzqaword zzqeword", "one word expected"),
]


class Knowledge(unittest.TestCase):
    def setUp(self):
        self.folder = os.path.join(tempfile.mkdtemp(), "names")
        shutil.copytree(check_names.default_folder(), self.folder)

    def tearDown(self):
        shutil.rmtree(os.path.dirname(self.folder))

    def faults(self):
        return ["%s:%d: %s" % (os.path.basename(path), line, text)
                for path, line, text in check_names.check(check_names.Tables(self.folder))]

    def test_the_tables_are_in_order(self):
        self.assertEqual(self.faults(), [])

    def test_what_is_out_of_order_is_noticed(self):
        for table, lines, expected in BROKEN:
            path = os.path.join(self.folder, table)
            with open(path, encoding="utf-8") as source:
                sound = source.read()
            with open(path, "w", encoding="utf-8") as broken:
                broken.write(sound + "\n" + lines + "\n")
            found = self.faults()
            with open(path, "w", encoding="utf-8") as source:
                source.write(sound)
            self.assertTrue(any(fault.startswith(table) and expected in fault for fault in found),
                            "%s: %r: expected '%s', got %s" % (table, lines, expected, found))

    def test_a_missing_table_is_noticed(self):
        os.remove(os.path.join(self.folder, "titles.txt"))
        self.assertTrue(any("the table is missing" in fault for fault in self.faults()))


if __name__ == "__main__":
    unittest.main()
