"""Memory comes from src/base/alloc.c: no other file of src/ calls the C allocator, so failure has
one answer."""

import re

import tree

CALL = re.compile(
    r"(?<![\w.>])(malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf"
    r"|aligned_alloc|posix_memalign|memalign|valloc|getdelim|getline)\s*\("
)
ALLOCATOR = "src/base/alloc.c"


def main():
    problems = []
    checked = 0
    for path in tree.files("src/**/*.[ch]", "src/**/*.inc"):
        if tree.name(path) == ALLOCATOR:
            continue
        checked += 1
        code = tree.code_only(path.read_text())
        for match in CALL.finditer(code):
            line = code.count("\n", 0, match.start()) + 1
            problems.append(
                f"{tree.name(path)}:{line}: {match.group(1)} is for {ALLOCATOR}; "
                "use base/alloc.h, an arena or a buffer"
            )
    tree.report(problems, checked, "source files")


main()
