"""Every name the outside can see begins with idt_ (symbols, types) or IDT_ (macros)."""

import re
import subprocess

import tree

MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.MULTILINE)
TYPEDEF = re.compile(r"^typedef\b[^;{}]*?(\w+)(?:\[[^]]*\])?;", re.MULTILINE)
TYPEDEF_BODY = re.compile(r"^\}\s*(\w+)\s*;", re.MULTILINE)
SANITIZER = re.compile(r"^(__asan|__odr_asan|__ubsan|__tsan|__sanitizer)")


def check_headers(problems):
    checked = 0
    for path in tree.files("src/**/*.h"):
        code = tree.code_only(path.read_text())
        names = [(m, ("IDT_", "idt_")) for m in MACRO.finditer(code)]
        names += [(m, ("idt_",)) for p in (TYPEDEF, TYPEDEF_BODY) for m in p.finditer(code)]
        for match, prefixes in names:
            checked += 1
            if not match.group(1).startswith(prefixes):
                line = code.count("\n", 0, match.start(1)) + 1
                problems.append(f"{tree.name(path)}:{line}: {match.group(1)} must begin "
                                f"with {prefixes[0]}")  # fmt: skip
    return checked


def check_symbols(problems):
    checked = 0
    for library in sorted(tree.BUILD.glob("libinterdict_*.a")):
        if library.name == "libinterdict_test_support.a":
            continue
        listing = subprocess.run(
            ["nm", "--extern-only", "--defined-only", "--format=posix", library],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        symbols = [line.split()[0] for line in listing.splitlines() if len(line.split()) > 1]
        for symbol in symbols:
            checked += 1
            if not symbol.startswith("idt_") and not SANITIZER.match(symbol):
                problems.append(f"{library.name}: symbol {symbol} must begin with idt_ or be static")
    return checked


def main():
    problems = []
    checked = check_headers(problems) + check_symbols(problems)
    tree.report(problems, checked, "names")


main()
