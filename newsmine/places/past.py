"""Provinces that ended before the lists begin: known by name, with what they became, but without a unit of their own."""

from __future__ import annotations

from newsmine._data import data_toml
from newsmine.places.names import Part, name_key

__all__ = ["former_province"]


def former_province(part: Part) -> str | None:
    """Return one line on a province that ended before 31/8/2004 (``Hà Nam Ninh``), or None."""
    if part.types not in {"", "T"}:
        return None
    for name, entry in data_toml("newsmine.places", "former.toml").items():
        if name_key(name) == name_key(part.name):
            return f"tỉnh {name} stood {entry['years']}, before the lists begin; today's ground: {entry['became']}"
    return None
