"""clang has nothing to say about src/ and tests/ either: gcc builds them, and each sees what the
other misses."""

import concurrent.futures
import os
import shutil
import subprocess
import sys

import tree


def compile_with_clang(source):
    flags = [*tree.compile_flags(), f"-I{tree.ROOT / 'tests'}"]
    if "fuzz" in source.parts:
        flags.append("-Wno-missing-prototypes")
    run = subprocess.run(
        ["clang", *flags, "-fsyntax-only", source], capture_output=True, text=True, check=False
    )
    return None if run.returncode == 0 else f"{tree.name(source)}\n{run.stderr}"


def main():
    if not shutil.which("clang"):
        print("skipped: clang is not installed")
        sys.exit(tree.SKIP)
    sources = tree.files("src/**/*.c", "tests/**/*.c")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = [problem for problem in pool.map(compile_with_clang, sources) if problem]
    tree.report(problems, len(sources), "C files under clang")


main()
