"""Find the functions of a C file by their braces."""

import re

import tree

ATTRIBUTE = re.compile(r"__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)")
FUNCTION_NAME = re.compile(r"(\w+)\s*\(")


class Function:
    """`first` and `last` are its lines, from the signature to the closing brace."""

    def __init__(self, name, first, last, depth, flat_table):
        self.name = name
        self.first = first
        self.last = last
        self.depth = depth  # of braces; 1 is a body without inner blocks
        self.flat_table = flat_table  # "flat table:" stands in the comment right above

    @property
    def lines(self):
        return self.last - self.first + 1


def _signature(code, opening, since):
    """(start, name) of the function whose body opens at `opening`, or None."""
    head = ATTRIBUTE.sub(lambda match: " " * len(match.group()), code[since:opening])
    if not head.rstrip().endswith(")"):
        return None  # a struct, an enum, an initialiser
    found = FUNCTION_NAME.search(head)
    if not found:
        return None
    start = since + len(head) - len(head.lstrip())
    return start, found.group(1)


def _comment_above(text, start):
    above = text[:start].rstrip()
    if not above.endswith("*/") or text.count("\n", len(above), start) > 1:
        return ""
    return above[above.rfind("/*") :]


def functions(text):
    code = tree.without_directives(tree.code_only(text))
    depth = 0
    deepest = 0
    since = 0  # where the declaration at file level that is being read began
    current = None
    for match in re.finditer(r"[{};]", code):
        at, char = match.start(), match.group()
        if char == "{":
            if depth == 0:
                current = _signature(code, at, since)
                deepest = 0
            depth += 1
            deepest = max(deepest, depth)
        elif char == "}":
            depth -= 1
            if depth == 0:
                if current:
                    start, name = current
                    yield Function(
                        name,
                        text.count("\n", 0, start) + 1,
                        text.count("\n", 0, at) + 1,
                        deepest,
                        "flat table:" in _comment_above(text, start),
                    )
                    since = at + 1
                current = None
        elif depth == 0:
            since = at + 1
