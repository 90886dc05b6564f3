"""Every header of src/ compiles by itself, under gcc and clang, with the flags of the build."""

import concurrent.futures
import os
import shutil
import subprocess

import tree


def compile_alone(job):
    compiler, header = job
    included = header.relative_to(tree.ROOT / "src").as_posix()
    run = subprocess.run(
        [compiler, *tree.compile_flags(), "-fsyntax-only", "-x", "c", "-"],
        input=f'#include "{included}"\n#include "{included}"\ntypedef int not_empty;\n',
        capture_output=True,
        text=True,
        check=False,
    )
    return None if run.returncode == 0 else f"{compiler}: {tree.name(header)}\n{run.stderr}"


def main():
    compilers = [name for name in ("gcc", "clang") if shutil.which(name)]
    headers = tree.files("src/**/*.h")
    jobs = [(compiler, header) for compiler in compilers for header in headers]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = [problem for problem in pool.map(compile_alone, jobs) if problem]
    tree.report(problems, len(jobs), f"compilations of a header ({' and '.join(compilers)})")


main()
