"""Provinces that ended before the lists begin: known by name, with what they became, but without a unit of their own."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from newsmine._data import data_toml
from newsmine.places.names import Part, name_key

__all__ = ["former_province"]


def former_province(part: Part) -> str | None:
    """Return one line on a province that ended before 31/8/2004 (``Hà Nam Ninh``), or None."""
    if part.types not in {"", "T"}:
        return None
    entry = _table().get(name_key(part.name))
    if entry is None or not (part.types or entry.get("bare")):
        return None
    return f"tỉnh {entry['name']} stood {entry['years']}, before the lists begin; it became {entry['became']}"


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, Any]]:
    return {name_key(name): {"name": name, **entry} for name, entry in data_toml("newsmine.places", "former.toml").items()}
