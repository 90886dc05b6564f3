"""Run the program, and read what it says. Imported by the tests in tests/golden and by bench/."""

import csv
import io
import json
import os
import pathlib
import subprocess

PROGRAM = os.environ.get("INTERDICT", "build/release/interdict")
SHARED = pathlib.Path(os.environ.get("INTERDICT_SHARED") or "../shared")
NOTHING, FOUND, USAGE, INPUT, SYSTEM = range(5)

# The lists on which the acceptance of the program is measured: folders and files below SHARED.
REAL_LISTS = [
    SHARED / "data/lists/ofac/sdn-csv-2023-12-28",
    SHARED / "data/lists/ofac/cons-csv-2025-12",
    SHARED / "data/lists/un/un-2026-04-02.xml",
]


def missing_lists():
    """The first of the real lists which is not there, or None."""
    return next((path for path in REAL_LISTS if not path.exists()), None)


def is_sanitized():
    program = pathlib.Path(PROGRAM).read_bytes()
    return b"__asan_init" in program or b"__tsan_init" in program


class Answer:
    def __init__(self, arguments, process):
        self.command = " ".join(arguments)
        self.status = process.returncode
        self.out = process.stdout
        self.chatter = process.stderr

    @property
    def text(self):
        return self.out.decode()

    @property
    def words(self):
        """The text with every run of blanks and line ends as one blank."""
        return " ".join(self.text.split())

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        """Of NDJSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def rows(self):
        """Of CSV."""
        return list(csv.DictReader(io.StringIO(self.text)))

    def __str__(self):
        return (
            f"interdict {self.command}\nstatus {self.status}\n"
            f"{self.out[:2000].decode(errors='replace')}\n"
            f"{self.chatter[:2000].decode(errors='replace')}"
        )


def run(*arguments, stdin=b"", environment=None):
    arguments = [str(argument) for argument in arguments]
    process = subprocess.run(
        [PROGRAM, *arguments], input=stdin, capture_output=True, timeout=300,
        env={**os.environ, **(environment or {})},
    )  # fmt: skip
    return Answer(arguments, process)


def parts_sum(explanation):
    """The sum of an explanation's parts, in thousandths."""
    return sum(round(part["points"] * 1000) for part in explanation["parts"])
