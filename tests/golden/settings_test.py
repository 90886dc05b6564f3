"""interdict.yml in the data folder stands in for options that are not typed.

A case is the file's text, a command line, and what is expected of it: the exit status, a text that
standard output holds, and one that standard error holds. {folder} is the data folder.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

NAME = ["screen", "Kim Yong Chol"]
PAIR = ["compare", "Kim Yong Chol", "Kim Yong Chol"]

CASES = [
    # no file, no content: as if there were none
    ("no file", None, NAME, 1, "Kim Yong Chol  3 hits", ""),
    ("an empty file", "", NAME, 1, "Kim Yong Chol  3 hits", ""),
    ("comments alone", "# threshold: 1\n", NAME, 1, "Kim Yong Chol  3 hits", ""),
    # a key does what the option of its name does
    ("limit", "limit: 1\n", NAME, 1, "Kim Yong Chol  1 hit", ""),
    ("format", "format: csv\n", NAME, 1, "id,name,entity_id", ""),
    ("threshold", "threshold: 1\n", ["screen", "Kim Yong Choll"], 0, "0 hits", ""),
    ("color", "color: always\n", NAME, 1, "\033[", ""),
    ("threads", "threads: 1\n", ["screen", "-i", "data/demo/customers.csv"], 1, "Kim Yong Chol  3 hits", ""),
    ("index beside the settings", "index: other.idx\n", ["lists"], 0, "us_ofac_sdn", ""),
    ("index by its whole path", "index: {folder}/other.idx\n", ["lists"], 0, "us_ofac_sdn", ""),
    ("an index that is not there", "index: none.idx\n", ["lists"], 4, "", "{folder}/none.idx"),
    ("a profile by name", "profile: ofac\n", NAME, 1, "each word with its best partner", ""),
    ("a profile beside the settings", "profile: interdict.yml\n", PAIR, 3, "", "{folder}/interdict.yml: line 1: unknown key profile"),
    ("a profile that is not there", "profile: none.yml\n", PAIR, 4, "", "{folder}/none.yml"),
    # what is typed wins
    ("typed profile", "profile: none.yml\n", PAIR + ["--profile", "default"], 0, "1.000", ""),
    ("typed limit", "limit: 1\n", NAME + ["--limit", "2"], 1, "Kim Yong Chol  2 hits", ""),
    ("typed format", "format: csv\n", NAME + ["--format=text"], 1, "Kim Yong Chol  3 hits", ""),
    ("typed index", "index: none.idx\n", ["lists", "--index", "{folder}/lists.idx"], 0, "us_", ""),
    ("typed color", "color: always\n", PAIR + ["--color", "never"], 0, "\n1.000 ", ""),
    # a command hears its own options only
    ("keys of other commands", "threads: 2\nlimit: 1\nthreshold: 0.9\n", PAIR, 0, "1.000", ""),
    ("a format of other commands", "format: csv\n", PAIR, 0, "1.000", ""),
    ("a format of its own", "format: json\n", PAIR, 0, '"score": 1.000', ""),
    # errors name file and line
    ("unknown key", "limit: 1\nlimits: 2\n", NAME, 2, "", "{folder}/interdict.yml:2: unknown key limits"),
    ("no option key", "data: elsewhere\n", PAIR, 2, "", "interdict.yml:1: unknown key data"),
    ("no score", "\nthreshold: 70\n", PAIR, 2, "", "interdict.yml:2: threshold takes a score"),
    ("no number", "limit: all\n", PAIR, 2, "", 'limit takes a whole number, not "all"'),
    ("too many threads", "threads: 257\n", PAIR, 2, "", "threads takes a whole number up to 256"),
    ("no colour", "color: red\n", PAIR, 2, "", "color takes auto, always or never"),
    ("no format", "format: xml\n", PAIR, 2, "", "format takes text, json, ndjson or csv"),
    ("no value", "index:\n", PAIR, 2, "", 'index takes a file, not ""'),
    ("a list", "limit: [1]\n", PAIR, 2, "", "interdict.yml: line 1: a value is one line"),
    ("a mapping", "screen:\n  limit: 1\n", PAIR, 2, "", "interdict.yml: line 2: a value is one"),
    ("one key twice", "limit: 1\nlimit: 2\n", PAIR, 2, "", "line 2: limit stands there twice"),
    ("not YAML", "limit: 'open\n", PAIR, 2, "", "interdict.yml: line 2: "),
]  # fmt: skip


def run(case, folder):
    """What is wrong with a case, or None."""
    name, text, command, status, output, chatter = case
    settings = folder / "interdict.yml"
    settings.unlink(missing_ok=True)
    if text is not None:
        settings.write_text(text.format(folder=folder))
    done = subprocess.run(
        [os.environ["INTERDICT"], *(word.format(folder=folder) for word in command)],
        env=dict(os.environ, INTERDICT_DATA=str(folder)), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    good = (
        done.returncode == status
        and output in "\n" + done.stdout
        and chatter.format(folder=folder) in done.stderr
    )
    if good:
        return None
    return f"{name}: status {done.returncode}\n{done.stdout[:400]}\n{done.stderr[:400]}"


def main():
    if "INTERDICT" not in os.environ:
        print("skipped: INTERDICT does not name the program")
        sys.exit(77)
    index = pathlib.Path(os.environ["INTERDICT_DATA"]) / "lists.idx"
    with tempfile.TemporaryDirectory() as base:
        folder = pathlib.Path(base)
        shutil.copy(index, folder / "lists.idx")
        shutil.copy(index, folder / "other.idx")
        problems = [problem for problem in (run(case, folder) for case in CASES) if problem]
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(1)
    print(f"{len(CASES)} cases: all well")


main()
