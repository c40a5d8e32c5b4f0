"""What made a dataset: version, a hash of the rules and their data, counts.

No times, so that the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import newsmine

__all__ = ["file_hash", "models_hash", "rules_hash", "write_run"]

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


@cache
def models_hash() -> dict[str, str]:
    """Return version and hash of the models that segment and tag: ``{"underthesea": "9.5.0", "models": "5f…"}``.

    The models are the files that underthesea brings along; they are read and not loaded.
    """
    spec = find_spec("underthesea")  # found, not imported: that would take a second
    root = Path(spec.origin).parent if spec and spec.origin else Path("underthesea")
    digest = hashlib.sha256()
    for path in sorted(file for file in root.rglob("*.bin") if file.is_file()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\x00" + file_hash(path).encode() + b"\x00")
    return {"underthesea": version("underthesea"), "models": digest.hexdigest()[:16]}


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(node: Traversable, path: str) -> list[tuple[str, Traversable]]:
    if node.is_file():
        return [] if path.endswith(".pyc") else [(path, node)]
    inner = [item for child in node.iterdir() if child.name != "__pycache__" for item in _files(child, f"{path}/{child.name}")]
    return sorted(inner, key=lambda item: item[0])


def write_run(path: Path, facts: dict[str, Any]) -> None:
    """Write ``run.json``: version, rules and models of this newsmine, and the facts given (command, inputs, counts)."""
    run = {"newsmine": newsmine.__version__, "rules": rules_hash(), **models_hash(), **facts}
    path.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
