"""Time and memory of building an index from OFAC's Advanced XML at full size, as the tool of tools/
makes it from the complete list of 2023-12-28: at its own size, at 112 MB, and the 112 MB again with
wider indentation, twice as many bytes about the same parties.

The figures go to the terminal and to ofac_advanced.json in the build folder.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, "tests/support")
from program import PROGRAM, SHARED  # noqa: E402

OFAC = SHARED / "data/lists/ofac"
SOURCES = [OFAC / "sdn-csv-2023-12-28", OFAC / "cons-xml-advanced-2020-03/cons_advanced.xml"]
BUILD = pathlib.Path(os.environ["INTERDICT_BUILD"])
MEGABYTES, ROUNDS, SECONDS_MAX = 112, 3, 10
SKIP = 77


def measure(source, index):
    """Seconds and peak megabytes of one build."""
    begin = time.monotonic()
    process = subprocess.Popen([PROGRAM, "build", "-o", index, source], stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    assert status == 0, source
    return time.monotonic() - begin, usage.ru_maxrss / 1024


def generate(out, *arguments):
    tool = [sys.executable, "-B", "tools/generate_advanced_xml.py"]
    subprocess.run([*tool, *SOURCES, out, *arguments], check=True)


def widen(source, out):
    """Indented threefold."""
    with source.open("rb") as lines, out.open("wb") as wide:
        for line in lines:
            wide.write(b" " * (2 * (len(line) - len(line.lstrip()))) + line)


def main():
    if not all(path.exists() for path in SOURCES):
        print("no official lists: skipped")
        return SKIP
    figures = []
    with tempfile.TemporaryDirectory(dir=BUILD) as name:
        folder = pathlib.Path(name)
        files = {"the list alone": folder / "own.xml", "full size": folder / "full.xml",
                 "full size, wide": folder / "wide.xml"}  # fmt: skip
        generate(files["the list alone"], "--no-variants")
        generate(files["full size"], "--megabytes", str(MEGABYTES))
        widen(files["full size"], files["full size, wide"])
        for label, path in files.items():
            rounds = [measure(path, folder / "x.idx") for _ in range(ROUNDS)]
            figures.append({
                "file": label, "megabytes": round(path.stat().st_size / 1e6, 1),
                "parties": path.read_bytes().count(b"<DistinctParty "),
                "seconds": round(statistics.median(seconds for seconds, _ in rounds), 2),
                "peak_mb": round(max(peak for _, peak in rounds), 1),
            })  # fmt: skip
            print("  ".join(f"{key} {value}" for key, value in figures[-1].items()))
    (BUILD / "ofac_advanced.json").write_text(json.dumps(figures, indent=1) + "\n")
    return int(figures[1]["seconds"] > SECONDS_MAX)


if __name__ == "__main__":
    sys.exit(main())
