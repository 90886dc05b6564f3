"""Whole commands on the official lists: time, peak memory, throughput, and the F1 of labelled pairs.

Medians of five runs; a run in between of every command, so that a busy moment hits all alike.
"""

import csv
import io
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, "tests/support")
import program  # noqa: E402
from program import SHARED  # noqa: E402

ROUNDS = 5
SUBJECTS = 10_000
PERSONS = SHARED / "data/names/synthetic_persons_global.csv"
ARTICLE = SHARED / "data/text/article-2015-01-02.txt"
PAIRS = SHARED / "data/bench/name_pairs_dev.csv"
BUILD = "build of the three lists"
ONE = f"screen -i, {SUBJECTS} persons, 1 thread"
TWO = f"screen -i, {SUBJECTS} persons, 2 threads"


def measure(arguments):
    """(seconds, peak MB) of one command, its answer thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [program.PROGRAM, *map(str, arguments)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > program.FOUND:
        sys.exit(f"bench: {arguments} failed with status {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def write_customers(path):
    """Ordinary persons as a customer file states them."""
    with PERSONS.open(encoding="utf-8", newline="") as file, path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["name", "type", "gender", "birth_date", "nationality"])
        for number, row in enumerate(csv.DictReader(file)):
            if number == SUBJECTS:
                break
            writer.writerow([row["full_name"], "person", row["gender"], row["date_of_birth"],
                             row["nationality"]])  # fmt: skip


def f1_of_pairs(threshold):
    answer = program.run("compare", "--pairs", PAIRS)
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    pairs = [(float(r["score"]) >= threshold, r["is_match"] == "true") for r in rows]
    right = sum(said and true for said, true in pairs)
    return len(rows), 2 * right / (sum(s for s, _ in pairs) + sum(t for _, t in pairs))


def main():
    missing = [p for p in (*program.REAL_LISTS, PERSONS, ARTICLE, PAIRS) if not p.exists()]
    if missing:
        print(f"skipped: there is no {missing[0]} (INTERDICT_SHARED names its folder)")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="interdict-bench-") as folder:
        index = pathlib.Path(folder) / "x.idx"
        customers = pathlib.Path(folder) / "customers.csv"
        write_customers(customers)
        screen = ["screen", "-i", customers, "--index", index, "--format", "ndjson", "--threads"]
        commands = {
            BUILD: ["build", *program.REAL_LISTS, "-o", index],
            "show us_ofac_sdn:9345": ["show", "us_ofac_sdn:9345", "--index", index],
            'screen "Kim Yong Chol"': ["screen", "Kim Yong Chol", "--index", index],
            "scan of the article": ["scan", ARTICLE, "--index", index],
            ONE: [*screen, "1"],
            TWO: [*screen, "2"],
        }
        runs = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, arguments in commands.items():
                runs[name].append(measure(arguments))
        hits = program.run(*screen, "2").lines[-1]["summary"]["subjects_with_hits"]
    print(f"{'command':44} {'seconds':>9} {'peak MB':>9} {'a second':>9}")
    for name, measured in runs.items():
        seconds = statistics.median(s for s, _ in measured)
        peak = max(mb for _, mb in measured)
        rate = f"{SUBJECTS / seconds:9.0f}" if name in (ONE, TWO) else ""
        print(f"{name:44} {seconds:9.3f} {peak:9.0f} {rate}")
    print(f"\n{hits} of {SUBJECTS} ordinary persons have a hit at 0.700")
    count, f1 = f1_of_pairs(0.700)
    print(f"F1 of {count} labelled pairs at 0.700: {f1:.3f}")


if __name__ == "__main__":
    main()
