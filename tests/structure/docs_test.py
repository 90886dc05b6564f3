"""Every command in README.md and docs/ works, and prints what the page says it prints.

In a fenced block marked `console`, each `$ ...` line that calls interdict is run in a scratch folder
which shows data/ and the real lists as ../shared, with the demonstration index. Its status must be 0
or 1. Lines after it, up to the next `$`, are its expected standard output, where a line `...` stands
for any lines; none means it is not compared. A block marked `console not-run` is passed over.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import tree

BLOCK = re.compile(r"^```(console)[ \t]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
TIMEOUT_S = 120


class Command:
    def __init__(self, page, line, text):
        self.where = f"{tree.name(page)}:{line}"
        self.text = text
        self.expected = []


def commands_of(page):
    text = page.read_text()
    for block in BLOCK.finditer(text):
        line = text.count("\n", 0, block.start(2))
        command = None
        for content in block.group(2).splitlines():
            line += 1
            if content.startswith("$ "):
                if command:
                    yield command
                command = Command(page, line, content[2:])
            elif command and command.text.endswith("\\"):
                command.text = command.text[:-1] + content.strip()
            elif command:
                command.expected.append(content.rstrip())
        if command:
            yield command


def matches(expected, output):
    pattern = ""
    for line in expected:
        pattern += r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"[ \t]*\n"
    return re.fullmatch(pattern, output) is not None


def trimmed(lines):
    while lines and not lines[-1]:
        lines.pop()
    return lines


def check(command, environment, folder):
    """What is wrong with one command, or None."""
    run = subprocess.run(
        ["bash", "-c", command.text], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=TIMEOUT_S, check=False,
    )  # fmt: skip
    where = f"{command.where}: $ {command.text}"
    if run.returncode not in (0, 1):
        return f"{where}\n  ended with status {run.returncode}: {run.stderr.strip()}"
    expected = trimmed(command.expected)
    output = "".join(f"{line.rstrip()}\n" for line in trimmed(run.stdout.splitlines()))
    if expected and not matches(expected, output):
        wanted = "\n".join(expected)
        return f"{where}\n--- the page says\n{wanted}\n--- it printed\n{output}"
    return None


def scratch_folder(base):
    """<base>/main shows the tree's data/, <base>/shared the real lists, where they are."""
    folder = base / "main"
    folder.mkdir()
    for name in ("data", "docs", "tests"):
        if (tree.ROOT / name).exists():
            (folder / name).symlink_to(tree.ROOT / name)
    shared = pathlib.Path(os.environ.get("INTERDICT_SHARED", tree.ROOT.parent / "shared"))
    if shared.exists():
        (base / "shared").symlink_to(shared.resolve())
    (base / "bin").mkdir()
    (base / "bin" / "interdict").symlink_to(pathlib.Path(os.environ["INTERDICT"]).resolve())
    data = base / "data"
    data.mkdir()
    index = pathlib.Path(os.environ.get("INTERDICT_DATA", "")) / "lists.idx"
    if index.exists():
        shutil.copy(index, data)
    environment = dict(os.environ, INTERDICT_DATA=str(data))
    environment["PATH"] = f"{base / 'bin'}:{environment['PATH']}"
    return folder, environment


def main():
    if "INTERDICT" not in os.environ:
        print("skipped: INTERDICT does not name the program")
        sys.exit(tree.SKIP)
    pages = tree.files("README.md", "docs/**/*.md")
    commands = [
        command for page in pages for command in commands_of(page)
        if re.search(r"(^|[\s|(=])interdict\s", command.text)
    ]  # fmt: skip
    problems = []
    with tempfile.TemporaryDirectory() as base:
        folder, environment = scratch_folder(pathlib.Path(base))
        have_shared = (pathlib.Path(base) / "shared").exists()
        runnable = [c for c in commands if have_shared or "../shared" not in c.text]
        for command in commands:
            if command not in runnable:
                print(f"skipped: {command.where}: the real lists are not here: {command.text}")
        problems = [p for p in (check(c, environment, folder) for c in runnable) if p]
    tree.report(problems, len(runnable), "commands of the documentation")


main()
