"""The taxonomy: local-governance indicators as data."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache

from newsmine._data import data_toml
from newsmine.errors import InputError

__all__ = ["Indicator", "indicator", "taxonomy"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator; ``data/taxonomy.toml`` says what each field means."""

    id: str
    name_vi: str
    name_en: str
    dimension: str
    unit: str
    direction: str
    aggregate: str
    denominator: str | None = None
    source: str | None = None
    any_of: tuple[str, ...] = ()
    all_of: tuple[tuple[str, ...], ...] = ()
    none_of: tuple[str, ...] = ()


@cache
def taxonomy() -> dict[str, Indicator]:
    """Return all indicators by id, in the order of the file."""
    out = {}
    for entry in data_toml("newsmine.indicators", "taxonomy.toml")["indicator"]:
        lists = {name: tuple(entry.get(name, ())) for name in ("any_of", "none_of")}
        groups = tuple(tuple(group) for group in entry.get("all_of", ()))
        out[entry["id"]] = Indicator(**{**entry, **lists, "all_of": groups})
    return out


def indicator(name: str) -> Indicator:
    """Return an indicator by its id. Raises :class:`newsmine.errors.InputError`, naming the nearest ids, where there is none."""
    found = taxonomy().get(name)
    if found is None:
        near = difflib.get_close_matches(name, taxonomy(), n=3, cutoff=0.4)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise InputError(f"{name}: not an indicator of the taxonomy{hint}")
    return found
