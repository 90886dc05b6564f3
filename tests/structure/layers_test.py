"""A module includes only itself and what its row of tools/layers.txt names, so no cycle can be
written; private headers stay in their module."""

import re

import tree

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)


def read_rows(problems):
    """{module: modules it may include}. A row may name only rows above it; `*` is all of those."""
    rows = {}
    for number, line in enumerate((tree.ROOT / "tools/layers.txt").read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        module, _, allowed = line.partition(":")
        names = list(rows) if allowed.strip() == "*" else allowed.split()
        for name in names:
            if name not in rows:
                problems.append(f"tools/layers.txt:{number}: {module} names {name}, not above it")
        rows[module] = set(names)
    return rows


def check_include(module, allowed, included):
    """What is wrong with `included` standing in a file of `module`, or None."""
    if included.endswith(".inc") and "/" not in included:
        return None  # a generated table
    if "/" not in included:
        return f'"{included}" must be written with its module: "{module}/{included}"'
    target = included.split("/")[0]
    if target == module:
        return None
    if target not in allowed:
        return f'"{included}": {module} may not include {target} (tools/layers.txt)'
    if included.endswith("_internal.h"):
        return f'"{included}" is private to {target}'
    return None


def main():
    problems = []
    rows = read_rows(problems)
    checked = 0
    for path in tree.files("src/**/*.c", "src/**/*.h", "src/**/*.inc"):
        parts = path.relative_to(tree.ROOT / "src").parts
        if len(parts) != 2:
            problems.append(f"{tree.name(path)}: a source file stands in src/<module>/")
            continue
        if parts[0] not in rows:
            problems.append(f"{tree.name(path)}: module {parts[0]} has no row in tools/layers.txt")
            continue
        checked += 1
        text = path.read_text()
        for match in INCLUDE.finditer(text):
            wrong = check_include(parts[0], rows[parts[0]], match.group(1))
            if wrong:
                line = text.count("\n", 0, match.start()) + 1
                problems.append(f"{tree.name(path)}:{line}: {wrong}")
    tree.report(problems, checked, "source files")


main()
