"""No path of one person's machine stands in the tree."""

import re
import subprocess

import tree

FOLDERS = ("work", "root", "home")
PATH = re.compile(r"(?<![\w.}\-])/(?:" + "|".join(FOLDERS) + r")/\w")


def tree_files():
    """What git would commit; outside a checkout, every file but those under build/."""
    run = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=tree.ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if run.returncode == 0:
        return [tree.ROOT / name for name in run.stdout.decode().split("\0") if name]
    return [path for path in tree.files("**/*") if "build" not in path.parts]


def main():
    problems = []
    checked = 0
    for path in tree_files():
        if not path.is_file():
            continue
        checked += 1
        text = path.read_bytes().decode("utf-8", "replace")
        for match in PATH.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            problems.append(f"{tree.name(path)}:{line}: path of a machine: {match.group()}...")
    tree.report(problems, checked, "files")


main()
