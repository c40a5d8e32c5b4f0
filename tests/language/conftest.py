"""Cases of this room."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def cases(name: str) -> list[Any]:
    lines = (ROOT / "tests" / "cases" / "language" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(case, id=case["id"]) for case in map(json.loads, lines)]


def pytest_generate_tests(metafunc):
    """Give a test that asks for ``case`` every line of the file that it names with ``@pytest.mark.cases``."""
    if "case" in metafunc.fixturenames:
        (mark,) = metafunc.definition.iter_markers("cases")
        metafunc.parametrize("case", cases(mark.args[0]))
