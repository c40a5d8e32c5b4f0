"""Runs the benchmarks that need nothing but the project: python -m benchmarks [FOLDER OF .txt]."""

from __future__ import annotations

import runpy
import sys

for name in ("benchmarks.language", "benchmarks.extract", "benchmarks.startup"):
    print(f"\n== {name}")
    sys.argv = [name, *sys.argv[1:]]
    runpy.run_module(name, run_name="__main__")
