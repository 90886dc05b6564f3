"""Damaged lists as in damaged_lists_test.py, with the sizes of an attacker and every place to cut at."""

import sys

sys.path.insert(0, "tests/golden")
import damaged_lists_test  # noqa: E402

damaged_lists_test.main(
    LONG=True, ALIASES=1_000_000, FIELD_BYTES=10_000_000, DEPTH=1_000_000
)  # fmt: skip
