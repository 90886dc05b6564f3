"""Profiles as a user meets them: what `interdict profile` prints, what a file of one's own does."""

import pathlib
import re
import sys
import tempfile
import unittest

sys.path.insert(0, "tests/support")
from program import FOUND, INPUT, NOTHING, SYSTEM, USAGE, run  # noqa: E402

DEFAULT = "data/profiles/default.yml"
PAGE = pathlib.Path("docs/profiles.md")


def keys_of(text):
    return re.findall(r"^(\w+):", text, re.MULTILINE)


def hash_of(text):
    return re.search(r"hash ([0-9a-f]{16})", text).group(1)


class Profiles(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, text):
        path = pathlib.Path(self.folder.name) / "ours.yml"
        path.write_text(text)
        return path

    def test_the_file_in_the_tree_is_the_default_profile(self):
        printed = run("profile")
        self.assertEqual(printed.status, NOTHING)
        checked = run("profile", "--check", DEFAULT)
        self.assertIn("profile default", checked.text)
        self.assertEqual(hash_of(checked.text), hash_of(printed.text))
        stated = keys_of(pathlib.Path(DEFAULT).read_text())
        self.assertEqual(sorted(stated), sorted(keys_of(printed.text)))

    def test_what_is_printed_is_a_profile_again(self):
        for name in ("default", "ofac"):
            printed = run("profile", "--profile", name)
            checked = run("profile", "--check", self.file(printed.text))
            self.assertIn(f"profile {name}, hash {hash_of(printed.text)}", checked.text)

    def test_the_page_names_every_field(self):
        page = PAGE.read_text()
        fields = page[page.index("## Fields") : page.index("## The profile ofac")]
        named = set(re.findall(r"`(\w+)`", fields))
        self.assertEqual(set(keys_of(run("profile").text)) - {"method"} - named, set())

    def test_a_number_moves_scores_and_the_hash(self):
        pair = ["Korea Mining Trading Corporation", "KOREA MINING DEVELOPMENT TRADING CORPORATION"]
        usual = run("compare", *pair, "--type", "organization", "--format", "json").json["score"]
        ours = self.file("based_on: default\nomission_listed_organization: 0.600\n")
        other = run("compare", *pair, "--type", "organization", "--format", "json", "--profile",
                    ours).json["score"]  # fmt: skip
        self.assertLess(other, usual)
        summary = run("screen", "Kim Yong Chol", "--profile", ours, "--format", "json").json["summary"]
        self.assertEqual(summary["profile_name"], "custom")
        self.assertEqual(summary["profile"], hash_of(run("profile", "--check", ours).text))

    def test_every_command_that_judges_takes_a_profile(self):
        ours = self.file("based_on: default\nidentifier_floor: 0.990\n")
        commands = [
            ["screen", "Kim Yong Chol", "--format", "json"],
            ["explain", "Kim Yong Chol", "--against", "us_ofac_sdn:17614", "--format", "json"],
            ["scan", "-", "--format", "json"],
        ]
        for command in commands:
            answer = run(*command, "--profile", ours, stdin=b"Kim Yong Chol")
            self.assertIn(answer.status, (NOTHING, FOUND))
            self.assertEqual(answer.json["summary"]["profile_name"], "custom", command[0])

    def test_faults_end_with_the_file_and_the_line(self):
        ours = self.file("based_on: default\n\nomission_query_far: 0.990\n")
        for command in (["profile", "--check"], ["compare", "A", "B", "--profile"],
                        ["screen", "Kim", "--profile"]):  # fmt: skip
            answer = run(*command, ours)
            self.assertEqual(answer.status, INPUT)
            self.assertIn(f"{ours}: line 3: omission_query_far", answer.chatter.decode())
            self.assertEqual(answer.text, "")

    def test_neither_a_name_nor_a_file(self):
        self.assertEqual(run("profile", "--profile", "strict").status, USAGE)
        self.assertEqual(run("profile", "--profile", "").status, USAGE)
        self.assertEqual(run("profile", "strict").status, USAGE)
        self.assertEqual(run("profile", "--profile", "no/such.yml").status, SYSTEM)
        self.assertEqual(run("profile", "--check", self.folder.name).status, INPUT)


unittest.main()
