#!/usr/bin/env python3
"""Write data/validate/bars.yml as a C string literal: the bars that hold where no file is named."""
import pathlib

print("/* from data/validate/bars.yml by tools/generate_bars.py */")
for line in pathlib.Path("data/validate/bars.yml").read_text(encoding="ascii").splitlines():
    print('"' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"')
