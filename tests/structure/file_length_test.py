"""No source file grows past 900 lines: split it by what it is about."""

import tree

LINES_MAX = 900


def main():
    problems = []
    sources = tree.files(
        "src/**/*.[ch]", "tests/**/*.[ch]", "bench/**/*.[ch]",
        "tests/**/*.py", "tests/**/*.sh", "tools/**/*.py", "tools/**/*.sh", "tools/cmake/*",
        "bench/**/*.py", "bench/**/*.sh", "CMakeLists.txt", "Makefile",
    )  # fmt: skip
    for path in sources:
        lines = path.read_bytes().count(b"\n")
        if lines > LINES_MAX:
            problems.append(f"{tree.name(path)}: {lines} lines, {LINES_MAX} are allowed")
    tree.report(problems, len(sources), "files")


main()
