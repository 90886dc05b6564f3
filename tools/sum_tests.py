"""Sum up the tests of several runs; the last line is `N passed, N failed, N skipped`.

    sum_tests.py FOLDER

Reads every *.xml in FOLDER (what ctest --output-junit writes) and its steps.txt, where each line is
`passed|failed|skipped NAME`. Names what failed and what was skipped, and why. Exit status 0 where
nothing failed and something passed.
"""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree

COUNTED = ("passed", "failed", "skipped")


def classify(case):
    """(outcome, reason) of one <testcase>.

    ctest says `notrun` both for a skip and for a test which it could not start; the latter has
    failed.
    """
    status = case.get("status")
    if status == "run":
        return "passed", ""
    skipped = case.find("skipped")
    message = skipped.get("message", "") if skipped is not None else ""
    if status == "disabled" or message.startswith("SKIP_"):
        output = case.findtext("system-out") or ""
        lines = [line for line in output.splitlines() if "skip" in line.lower()]
        return "skipped", lines[-1].strip() if lines else message
    return "failed", message


def read_results(folder):
    for path in sorted(folder.glob("*.xml")):
        for case in ElementTree.parse(path).getroot().iter("testcase"):
            yield (f"{path.stem}: {case.get('name')}", *classify(case))
    steps = folder / "steps.txt"
    if steps.exists():
        for line in steps.read_text().splitlines():
            outcome, name = line.split(" ", 1)
            yield name, outcome, ""


def main():
    counts = dict.fromkeys(COUNTED, 0)
    for name, outcome, reason in read_results(pathlib.Path(sys.argv[1])):
        counts[outcome] += 1
        if outcome != "passed":
            print(f"{outcome:8} {name}" + (f" ({reason})" if reason else ""))
    print(", ".join(f"{counts[outcome]} {outcome}" for outcome in COUNTED))
    return 0 if counts["passed"] and not counts["failed"] else 1


if __name__ == "__main__":
    sys.exit(main())
