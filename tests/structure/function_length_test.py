"""No function has more than 70 lines. One flat switch or table may: the comment right above it
says `flat table: ...` and why, and nothing in it nests deeper than the switch."""

import sys

import c_functions
import tree

LINES_MAX = 70
FLAT_DEPTH_MAX = 2


def check(function):
    if function.lines <= LINES_MAX:
        return None
    if not function.flat_table:
        return f"{function.name} has {function.lines} lines, {LINES_MAX} are allowed"
    if function.depth > FLAT_DEPTH_MAX:
        return f"{function.name} is called a flat table and nests {function.depth} deep"
    return None


SAMPLE = """
#define TRICKY(x) {
struct s { int a; };
static const int table[] = { 1, 2, };
/* flat table: one row a word */
static const char *word(int n)
{
    switch (n) { case '{': return "}{"; } /* } */
    return 0;
}

int
f(struct s (*g)(void), int h) __attribute__((format(printf, 1, 2)));
struct s *f(void) {
    if (1) { while (0) { } }
}
"""


def check_scanner():
    """The scanner itself, on what is easily misread."""
    found = [(f.name, f.first, f.last, f.depth, f.flat_table) for f in c_functions.functions(SAMPLE)]
    expected = [("word", 6, 10, 2, True), ("f", 14, 16, 3, False)]
    if found != expected:
        print(f"the scanner misreads its sample: {found}, expected {expected}")
        sys.exit(1)


def main():
    check_scanner()
    problems = []
    checked = 0
    for path in tree.files("src/**/*.[ch]", "tests/**/*.[ch]", "bench/**/*.[ch]"):
        for function in c_functions.functions(path.read_text()):
            checked += 1
            wrong = check(function)
            if wrong:
                problems.append(f"{tree.name(path)}:{function.first}: {wrong}")
    tree.report(problems, checked, "functions")


main()
