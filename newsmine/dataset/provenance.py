"""What made a dataset: version, a hash of the rules and their data, counts.

No times, so that the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import newsmine

__all__ = ["rules_hash", "write_run"]

_ROOMS = ("records.py", "normal.py", "numerals", "places", "language", "extractors", "indicators")


@cache
def rules_hash() -> str:
    """Return 16 hexadecimal digits that change whenever code or data of the rules changes."""
    root = resources.files("newsmine")
    digest = hashlib.sha256()
    for name in _ROOMS:
        for path, file in _files(root / name, name):
            digest.update(path.encode() + b"\x00" + file.read_bytes() + b"\x00")
    return digest.hexdigest()[:16]


def _files(node: Traversable, path: str) -> list[tuple[str, Traversable]]:
    if node.is_file():
        return [] if path.endswith(".pyc") else [(path, node)]
    inner = [item for child in node.iterdir() if child.name != "__pycache__" for item in _files(child, f"{path}/{child.name}")]
    return sorted(inner, key=lambda item: item[0])


def write_run(path: Path, facts: dict[str, Any]) -> None:
    """Write ``run.json``: version and rules of this newsmine, and the facts given (command, inputs, counts)."""
    run = {"newsmine": newsmine.__version__, "rules": rules_hash(), **facts}
    path.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
