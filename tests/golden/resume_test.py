"""A run that is killed is continued, and its file is that of a run which was not.

The program is really killed: with SIGKILL, which it cannot see, and with SIGINT, which it answers.
"""

import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, "tests/support")
from program import INPUT, PROGRAM, SYSTEM, USAGE, run  # noqa: E402

ROWS = 20000
SYLLABLES = "ba ko ri ten mar lo vi san du pel gor nik".split()


def word(source):
    return "".join(source.choice(SYLLABLES) for _ in range(source.randint(2, 4))).capitalize()


def write_customers(path, seed):
    """Invented names, a listed one and a row that is rejected now and then, quoted line ends."""
    source = random.Random(seed)
    with path.open("w") as out:
        out.write("id,name,type\n")
        for i in range(ROWS):
            name = f"{word(source)} {word(source)}"
            if i % 97 == 0:
                name = '"KIM, Yong\nChol"'
            out.write(f"C{i},{name},{'robot' if i % 501 == 7 else 'person'}\n")


def wait_for_checkpoint(process, state):
    """The process has noted rows on disk and is still at work."""
    for _ in range(3000):
        if process.poll() is not None:
            raise AssertionError(f"it ended too early: {process.communicate()}")
        if state.exists() and b"\nat rows=" in state.read_bytes():
            return
        time.sleep(0.01)
    raise AssertionError("no checkpoint within 30 seconds")


class Resume(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        cls.customers = cls.path / "customers.csv"
        write_customers(cls.customers, 1)
        cls.expected = {}
        for end in ("ndjson", "csv"):
            whole = cls.path / f"whole.{end}"
            run("screen", "-i", cls.customers, "-o", whole)
            cls.expected[end] = whole.read_bytes()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        for old in self.path.glob("part*"):
            old.unlink()

    def command(self, out, *more):
        return ["screen", "-i", str(self.customers), "-o", str(out), "--threads", "2", *more]

    def interrupt(self, out, number):
        """Feed rows through a slow pipe, so that the signal meets it at work."""
        feeder = self.path / "part.fifo"
        os.mkfifo(feeder)
        command = [PROGRAM, "screen", "-i", str(feeder), "-o", str(out), "--threads", "2"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        rows = self.customers.read_bytes()
        state = pathlib.Path(f"{out}.resume")
        with feeder.open("wb", buffering=0) as pipe:
            pipe.write(rows[: len(rows) // 3])
            time.sleep(0.7)  # a checkpoint is written with the first block behind half a second
            pipe.write(rows[len(rows) // 3 : len(rows) // 2])
            wait_for_checkpoint(process, state)
            process.send_signal(number)
            chatter = process.communicate(timeout=60)[1].decode()
        feeder.unlink()
        return process.returncode, chatter

    def continue_by_pipe(self, out):
        return run("screen", "-i", "-", "-o", out, "--resume",
                   stdin=self.customers.read_bytes())  # fmt: skip

    def test_a_run_killed_at_once_is_continued(self):
        for end in ("ndjson", "csv"):
            with self.subTest(end=end):
                out = self.path / f"part-kill.{end}"
                self.assertEqual(self.interrupt(out, signal.SIGKILL)[0], -signal.SIGKILL)
                self.assertTrue(pathlib.Path(f"{out}.resume").exists())
                with out.open("ab") as torn:  # as a block that was half written
                    torn.write(b'{"id":"C999","na')
                answer = self.continue_by_pipe(out)
                kept = int(re.search(rb"behind (\d+) rows", answer.chatter).group(1))
                self.assertGreater(kept, 0)
                self.assertEqual(out.read_bytes(), self.expected[end], str(answer))
                self.assertFalse(pathlib.Path(f"{out}.resume").exists())

    def test_an_interrupted_run_says_how_to_go_on(self):
        out = self.path / "part-int.ndjson"
        status, chatter = self.interrupt(out, signal.SIGINT)
        self.assertEqual(status, SYSTEM, chatter)
        self.assertIn("--resume", chatter)
        rows = int(re.search(r"interrupted behind row (\d+)", chatter).group(1))
        self.assertEqual(len(out.read_bytes().splitlines()), rows)
        answer = self.continue_by_pipe(out)
        self.assertIn(f"behind {rows} rows", answer.chatter.decode())
        self.assertEqual(out.read_bytes(), self.expected["ndjson"], str(answer))

    def make_unfinished(self, out):
        """A run over the regular file, slow because exhaustive, killed while it works."""
        process = subprocess.Popen(
            [PROGRAM, *self.command(out, "--exhaustive", "--threads", "1")],
            stderr=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        wait_for_checkpoint(process, pathlib.Path(f"{out}.resume"))
        process.kill()
        process.communicate()

    def test_whatever_was_lost_at_the_end_the_file_becomes_whole(self):
        out = self.path / "part-lost.ndjson"
        self.interrupt(out, signal.SIGKILL)
        state = pathlib.Path(f"{out}.resume")
        answers, notes = out.read_bytes(), state.read_bytes()
        for answer_bytes, note_bytes in [
            (len(answers), len(notes)), (len(answers) - 1, len(notes)), (5, len(notes)),
            (0, len(notes)), (len(answers), len(notes) - 3), (len(answers), notes.index(b"\nat") + 1),
        ]:  # fmt: skip
            with self.subTest(answers=answer_bytes, notes=note_bytes):
                out.write_bytes(answers[:answer_bytes])
                state.write_bytes(notes[:note_bytes])
                answer = self.continue_by_pipe(out)
                self.assertEqual(out.read_bytes(), self.expected["ndjson"], str(answer))

    def test_what_differs_is_named_and_nothing_is_changed(self):
        out = self.path / "part-differs.ndjson"
        self.make_unfinished(out)
        kept = out.read_bytes()
        other = self.path / "part-other.csv"
        text = self.customers.read_bytes()
        other.write_bytes(text[:-20] + b"X" + text[-19:])
        base = self.command(out, "--exhaustive", "--resume")
        for more, expected in [
            (["--threshold", "0.8"], '--threshold differs: the run was begun with "0.700"'),
            (["--limit", "3"], "--limit differs"),
            (["--format", "csv"], "--format differs"),
            (["--map", "name=name"], "--map differs"),
            (["--delimiter", ","], "--delimiter differs"),
            (["-i", str(other)], "the input differs"),
        ]:
            with self.subTest(more=more):
                arguments = list(base)
                if more[0] == "-i":
                    arguments[arguments.index("-i") + 1] = more[1]
                    more = []
                answer = run(*arguments, *more)
                self.assertEqual(answer.status, INPUT, str(answer))
                self.assertIn(expected, answer.chatter.decode())
                self.assertEqual(out.read_bytes(), kept)

    def test_only_an_unfinished_run_is_continued(self):
        out = self.path / "part-done.ndjson"
        answer = run(*self.command(out, "--resume"))  # nothing there yet: it begins
        self.assertEqual(out.read_bytes(), self.expected["ndjson"], str(answer))
        answer = run(*self.command(out, "--resume"))
        self.assertEqual(answer.status, INPUT, str(answer))
        self.assertIn("it is complete", answer.chatter.decode())
        self.assertEqual(out.read_bytes(), self.expected["ndjson"])

    def test_wrong_combinations_are_usage_errors(self):
        out = str(self.path / "part-x.ndjson")
        customers = str(self.customers)
        before = self.customers.read_bytes()
        for arguments in [
            ["-i", customers, "--resume"],
            ["-o", out, "A Name"],
            ["-i", customers, "-o", "-"],
            ["-i", customers, "-o", out, "--format", "text"],
            ["-i", customers, "-o", customers],
            ["-i", customers, "--delimiter", "abc"],
            ["-i", customers, "--encoding", "klingon"],
            ["--sheet", "x", "A Name"],
        ]:
            with self.subTest(arguments=arguments):
                answer = run("screen", *arguments)
                self.assertEqual(answer.status, USAGE, str(answer))
        self.assertEqual(self.customers.read_bytes(), before)


if __name__ == "__main__":
    unittest.main()
