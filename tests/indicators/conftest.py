"""Cases as data for the tests of this room."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent.parent / "cases" / "indicators"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    mark = metafunc.definition.get_closest_marker("cases")
    if mark is None:
        return
    rows: list[dict[str, Any]] = [json.loads(line) for line in (CASES / mark.args[0]).read_text(encoding="utf-8").splitlines()]
    names = [f"{row.get('figure', row.get('error', number))}-{number}" for number, row in enumerate(rows)]
    metafunc.parametrize("case", rows, ids=names)
