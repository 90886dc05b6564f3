"""interdict update, killed at every change it makes to the disk.

A library that is preloaded kills the program before its n-th write (after half of the bytes), fsync,
rename, mkdir, unlink, rmdir, symlink or ftruncate, for every n until a run comes through. After each
kill the published index is the old one or the new one, whole; screening works; and the next run,
left alone, makes everything current.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, "tests/support")
from list_server import ListServer  # noqa: E402
from program import FOUND, NOTHING, PROGRAM, is_sanitized, run  # noqa: E402

UN_PATH = "/un_sc_sanctions/consolidated.xml"
SDN_PATH = "/us_ofac_sdn/sdn.csv"
SOURCE = "tests/support/faults/kill_at.c"
PROXIES = dict.fromkeys(["http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"], "")


def demo_files():
    files = {f"/us_ofac_sdn/{path.name}": path.read_bytes()
             for path in pathlib.Path("data/demo/ofac").iterdir()}  # fmt: skip
    files[UN_PATH] = pathlib.Path("data/demo/un/demo-un.xml").read_bytes()
    return files


def next_edition(files):
    changed = dict(files)
    changed[UN_PATH] = re.sub(rb"<FIRST_NAME>(\w)", rb"<FIRST_NAME>X\1", files[UN_PATH], count=1)
    changed[SDN_PATH] = files[SDN_PATH].replace(b"HIZBALLAH", b"HIZBALLAA")
    return changed


class Killed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.base = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.base)
        cls.library = cls.base / "kill_at.so"
        subprocess.run(
            [os.environ.get("INTERDICT_CC", "cc"), "-shared", "-fPIC", "-O1", "-o", cls.library,
             SOURCE, "-ldl"], check=True,
        )  # fmt: skip

    def setUp(self):
        self.server = ListServer(demo_files())
        self.server.__enter__()
        self.addCleanup(self.server.__exit__)
        self.data = self.base / "data"
        self.addCleanup(shutil.rmtree, self.data, ignore_errors=True)

    def command(self, *arguments):
        return ["update", "--data", self.data, "--from", self.server.address, "--list",
                "us_ofac_sdn,un_sc_sanctions", "--feed.attempts=1", *arguments]  # fmt: skip

    def update(self, *arguments):
        answer = run(*self.command(*arguments), environment=PROXIES)
        self.assertEqual(answer.status, NOTHING, answer)

    def killed_at(self, n, command):
        """True where the run was killed."""
        process = subprocess.run(
            [PROGRAM, *map(str, command)], capture_output=True, timeout=60, check=False,
            env={**os.environ, **PROXIES, "LD_PRELOAD": str(self.library), "KILL_AT": str(n)},
        )  # fmt: skip
        self.assertIn(process.returncode, (0, -9), process.stderr)
        return process.returncode == -9

    def editions(self):
        answer = run("lists", "--format", "json", "--index", self.data / "lists.idx")
        self.assertEqual(answer.status, NOTHING, answer)
        return {row["id"]: row["sha256"] for row in answer.json["lists"]}

    def check_whole(self, *allowed):
        """The index is one of the allowed, and what else there is can be read."""
        editions = self.editions()
        self.assertIn(editions, allowed)
        answer = run("screen", "Kim Yong Chol", "--index", self.data / "lists.idx")
        self.assertEqual(answer.status, FOUND, answer)
        if (self.data / "update.json").exists():
            json.loads((self.data / "update.json").read_text())

    def check_tidy(self, editions):
        self.assertEqual(self.editions(), editions)
        for list_id, sha256 in editions.items():
            self.assertEqual(os.readlink(self.data / "lists" / list_id / "current"), sha256)
        self.assertEqual(os.listdir(self.data / "staging"), [])
        state = json.loads((self.data / "update.json").read_text())["lists"]
        self.assertEqual({i: row["editions"][0]["sha256"] for i, row in state.items()}, editions)
        names = {"lists", "lists.idx", "staging", "update.json", "update.lock"}
        left = {name for name in os.listdir(self.data) if not name.startswith("lists.idx.tmp-")}
        self.assertEqual(left, names)

    def kill_everywhere(self, start, command, allowed, after):
        """From a copy of `start`, once for every n."""
        n = 0
        killed = True
        while killed:
            n += 1
            shutil.rmtree(self.data, ignore_errors=True)
            if start:
                shutil.copytree(start, self.data, symlinks=True)
            with self.subTest(killed_at=n):
                killed = self.killed_at(n, command)
                if start or (self.data / "lists.idx").exists():
                    self.check_whole(*allowed)
                after()
        print(f"killed at {n - 1} places")
        self.assertGreater(n, 20)

    def test_first_run(self):
        self.update()
        old = self.editions()

        def after():
            self.update()
            self.check_tidy(old)

        self.kill_everywhere(None, self.command(), [old], after)

    def test_second_run(self):
        start = self.base / "start"
        self.update()
        old = self.editions()
        shutil.copytree(self.data, start, symlinks=True)
        self.server.files = next_edition(self.server.files)
        self.update()
        new = self.editions()
        self.assertFalse(set(old.values()) & set(new.values()))

        def after():
            self.update()
            self.check_tidy(new)

        self.kill_everywhere(start, self.command("--feed.keep=1"), [old, new], after)

    def test_roll_back(self):
        start = self.base / "before"
        self.update()
        old = self.editions()
        self.server.files = next_edition(self.server.files)
        self.update()
        new = self.editions()
        shutil.copytree(self.data, start, symlinks=True)
        back = dict(new, un_sc_sanctions=old["un_sc_sanctions"])

        def after():
            # What was rolled back does not return by an update, and if the kill came too early the
            # edition that stands is the publisher's.
            published = self.editions()
            answer = run(*self.command(), environment=PROXIES)
            self.assertEqual(answer.status, NOTHING if published == new else 4, answer)
            self.check_tidy(published)

        command = ["update", "--data", self.data, "--rollback", "un_sc_sanctions"]
        self.kill_everywhere(start, command, [new, back], after)


if __name__ == "__main__":
    if not pathlib.Path("data/demo").exists() or is_sanitized():
        print("skipped: no demonstration list, or a program that cannot be preloaded into")
        sys.exit(77)
    unittest.main()
