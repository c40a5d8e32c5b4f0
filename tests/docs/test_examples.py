"""Every example in the documentation and in a docstring gives what it says it gives."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", *sorted((ROOT / "newsmine").rglob("*.py"))]
SHOWN = [path for path in TEXTS if ">>>" in path.read_text(encoding="utf-8")]
PAGES = [path for path in SHOWN if path.suffix == ".md"]
MODULES = [path for path in SHOWN if path.suffix == ".py"]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", PAGES, ids=[path.name for path in PAGES])
def test_page(path):
    found = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize("path", MODULES, ids=[name_of(path) for path in MODULES])
def test_module(path):
    found = doctest.testmod(importlib.import_module(name_of(path)))
    assert found.attempted > 0
    assert found.failed == 0
