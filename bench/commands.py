"""Speed and memory at each size of list: the official ones, and invented ones of 300,000 and 3,000,000
names; and the F1 of the labelled pairs.

SIZES in the environment restricts it: any of "real 300k 3m". A table goes to the terminal and
everything to bench.json in the build folder. Medians of five runs, except where a build or a batch
at an invented size runs once; `runs` says so.
"""

import csv
import io
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, "tests/support")
import program  # noqa: E402
from program import SHARED  # noqa: E402

ROUNDS = 5
PERSONS = SHARED / "data/names/synthetic_persons_global.csv"
PAIRS = SHARED / "data/bench/name_pairs_dev.csv"
BUILD = pathlib.Path(os.environ["INTERDICT_BUILD"])
# name: names of an invented list, customers of a batch, runs of build and batch, subjects of a set,
# and how many of these are searched exhaustively in each round
SIZES = {
    "real": (0, 20_000, ROUNDS, 2000, 40),
    "300k": (300_000, 10_000, 1, 500, 4),
    "3m": (3_000_000, 1000, 1, 200, 1),
}
SETS = ["persons by name", "persons with facts", "one word", "listed names, one error",
        "organisations, one error"]  # fmt: skip


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


def measure_in_turn(commands, runs):
    """{name: {seconds, peak_mb}}; a run in between of every command, so that a busy moment hits all."""
    taken = {name: [] for name in commands}
    for _ in range(runs):
        for name, arguments in commands.items():
            taken[name].append(measure(arguments))
    return {
        name: {"seconds": statistics.median(s for s, _ in runs_of),
               "peak_mb": max(mb for _, mb in runs_of)}
        for name, runs_of in taken.items()
    }  # fmt: skip


def write_persons(folder, count):
    """Ordinary persons: with facts as a customer file states them, and by name alone."""
    with PERSONS.open(encoding="utf-8", newline="") as file, \
         (folder / "persons.csv").open("w", newline="") as facts, \
         (folder / "names.csv").open("w", newline="") as names:  # fmt: skip
        with_facts, by_name = csv.writer(facts), csv.writer(names)
        with_facts.writerow(["name", "birth_date", "gender", "nationality"])
        by_name.writerow(["name", "type"])
        for number, row in enumerate(csv.DictReader(file)):
            if number == count:
                break
            with_facts.writerow([row["full_name"], row["date_of_birth"], row["gender"],
                                 row["nationality"]])  # fmt: skip
            by_name.writerow([row["full_name"], "person"])


def measure_size(size, folder):
    names, customers, runs, subjects, exhaustive = SIZES[size]
    lists = program.REAL_LISTS
    if names:
        subprocess.run([sys.executable, "tools/generate_list.py", str(names), folder / "list"],
                       check=True)  # fmt: skip
        lists = [folder / "list"]
    write_persons(folder, customers)
    index = folder / "x.idx"
    build = measure_in_turn({"build": ["build", *lists, "-o", index]}, runs)["build"]
    figures = json.loads(program_output(index, folder / "persons.csv", subjects, exhaustive))
    batch = ["screen", "-i", folder / "names.csv", "--index", index, "--format", "csv", "--threads"]
    batches = measure_in_turn({threads: [*batch, threads] for threads in ("1", "2")}, runs)
    for threads, taken in batches.items():
        taken["names_a_second"] = customers / taken["seconds"]
    return {**figures, "build": build, "batch": batches, "customers": customers, "runs": runs}


def program_output(index, persons, subjects, exhaustive):
    bench = BUILD / "bench/screen_bench"
    return subprocess.run([bench, index, persons, str(subjects), str(exhaustive)], check=True,
                          capture_output=True, text=True).stdout  # fmt: skip


def show(size, taken):
    build, one, two = taken["build"], taken["batch"]["1"], taken["batch"]["2"]
    rates = [b["names_a_second"] for b in (one, two)]
    print(f"\n{size}: {taken['parties']} parties, {taken['names']} name readings, "
          f"{taken['words']} words, index of {taken['index_bytes'] / 1e6:.1f} MB")  # fmt: skip
    print(f"build {build['seconds']:.2f} s, {build['peak_mb']:.0f} MB; open and validate "
          f"{taken['open_cold_ms']:.1f} ms cold, {taken['open_warm_ms']:.1f} ms warm")  # fmt: skip
    print(f"screen -i, persons by name: {rates[0]:.0f} names a second on one thread, "
          f"{rates[1]:.0f} on two ({rates[1] / rates[0]:.2f} times), {one['peak_mb']:.0f} MB")  # fmt: skip
    heads = ["mean", "p50", "p90", "p99", "max", "exhaustive"]
    print(f"{'microseconds a subject':26}" + "".join(f"{head:>11}" for head in heads) + "   ratio")
    for name in SETS:
        figures = taken.get(name)
        if figures:
            cells = "".join(f"{figures[head + '_us']:11.1f}" for head in heads)
            print(f"{name:26}{cells}{figures['ratio']:7.0f}x", flush=True)


def f1_of_pairs(threshold):
    answer = program.run("compare", "--pairs", PAIRS)
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    pairs = [(float(r["score"]) >= threshold, r["is_match"] == "true") for r in rows]
    right = sum(said and true for said, true in pairs)
    return len(rows), 2 * right / (sum(s for s, _ in pairs) + sum(t for _, t in pairs))


def machine():
    cpu = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"processor": cpu[0] if cpu else platform.machine(), "cores": os.cpu_count(),
            "memory_gb": round(memory / 1e9, 1), "system": platform.platform()}  # fmt: skip


def main():
    sizes = os.environ.get("SIZES", "").split() or list(SIZES)
    unknown = [size for size in sizes if size not in SIZES]
    if unknown:
        sys.exit(f"bench: SIZES knows {' '.join(SIZES)}, not {' '.join(unknown)}")
    missing = [p for p in (*program.REAL_LISTS, PERSONS, PAIRS) if not p.exists()]
    if missing:
        print(f"skipped: there is no {missing[0]} (INTERDICT_SHARED names its folder)")
        sys.exit(77)
    result = {"machine": machine(), "sizes": {}}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="interdict-bench-", dir=BUILD) as folder:
            result["sizes"][size] = measure_size(size, pathlib.Path(folder))
        show(size, result["sizes"][size])
    count, f1 = f1_of_pairs(0.700)
    result["pairs"] = {"count": count, "f1": round(f1, 4)}
    print(f"\nF1 of {count} labelled pairs at 0.700: {f1:.3f}")
    (BUILD / "bench.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
