"""What the structure tests share: finding the files of the tree, and reading C without a compiler."""

import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIP = 77

BUILD = pathlib.Path(os.environ.get("INTERDICT_BUILD", ROOT / "build" / "release"))
WARNINGS = os.environ.get(
    "INTERDICT_WARNINGS",
    "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla -Wstrict-prototypes"
    " -Wmissing-prototypes -Werror",
).split()


def files(*patterns):
    """The files under the root that match, in order; editors' and hidden files are not ours."""
    found = {path for pattern in patterns for path in ROOT.glob(pattern)}
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def name(path):
    return path.relative_to(ROOT).as_posix()


def report(problems, checked, what):
    """End the test: list the problems, or say how much was checked."""
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(1)
    if checked == 0:
        print(f"skipped: there are no {what} yet")
        sys.exit(SKIP)
    print(f"{checked} {what}: all well")
    sys.exit(0)


_TOKENS = re.compile(
    r"""/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'""",
    re.DOTALL | re.VERBOSE,
)


def _blank(match):
    text = match.group()
    if text[0] in "\"'":
        return text[0] + " " * (len(text) - 2) + text[-1]
    return re.sub(r"[^\n]", " ", text)


def code_only(text):
    """C with comments and the insides of literals blanked: every place stays where it was."""
    return _TOKENS.sub(_blank, text)


def without_directives(code):
    """The same with preprocessor lines blanked, continued ones too."""
    return re.sub(r"(?m)^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", _blank, code)


def compile_flags():
    """What a C file of src/ is compiled with, but for optimisation and sanitizers."""
    libraries = ["icu-uc", "icu-i18n", "expat", "jansson", "yaml-0.1", "libxxhash", "libcrypto"]
    found = subprocess.run(
        ["pkg-config", "--cflags", *libraries], capture_output=True, text=True, check=False
    )
    return [
        "-std=c17",
        "-D_GNU_SOURCE",
        '-DIDT_VERSION="0"',
        f"-I{ROOT / 'src'}",
        f"-I{BUILD / 'generated'}",
        *found.stdout.split(),
        *WARNINGS,
    ]
