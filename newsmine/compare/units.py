"""Units in comparison: what may stand in one column, and by which factor it is carried over."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import cache

from newsmine._data import data_toml
from newsmine.numerals import find_quantities

__all__ = ["factor", "same_counted"]


def factor(unit: str | None, wanted: str) -> Decimal | None:
    """Return what a figure in one unit is multiplied by to stand in another, or None where it cannot.

    ``factor("VND", "tỷ đồng")`` is 1E-9, ``factor("đồng chí", "người")`` 1, ``factor("hộ", "người")`` None. A figure without a
    unit stands only where a score, an index or a rank is wanted.
    """
    mine, theirs = _reduced(unit or ""), _reduced(wanted)
    if mine[0] == theirs[0]:
        return mine[1] / theirs[1]
    if not mine[0]:
        return Decimal(1) if wanted in data_toml("newsmine.compare", "scales.toml")["without_unit"] else None
    return Decimal(1) if same_counted(mine[0], theirs[0]) else None


@cache
def _reduced(unit: str) -> tuple[str, Decimal]:
    """Return the bare unit, and how many of it one of the unit given is: ``tỷ đồng`` → (``vnd``, 1E9).

    What a unit is called and what a multiplier before it is worth is decided in :mod:`newsmine.numerals`, as for any figure.
    """
    text = " ".join(unicodedata.normalize("NFC", unit).split())
    said = f"1 {text}"
    found = find_quantities(said)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(said)) and found[0].value is not None
    bare, times = (found[0].unit or "", found[0].value or Decimal(1)) if whole else (text, Decimal(1))
    scale = data_toml("newsmine.compare", "scales.toml").get(bare)
    return (scale["base"].casefold(), times * Decimal(scale["times"])) if scale else (bare.casefold(), times)


def same_counted(one: str, other: str) -> bool:
    """Tell whether two counting words count the same sort of thing: equal, one naming the other more closely, or of one group."""
    if not one or not other or "%" in one + other or "/" in one + other:
        return False
    if f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} "):
        return True
    mine = _group(one)
    return mine is not None and mine == _group(other)


def _group(unit: str) -> str | None:
    """Return the group of a counting word by itself, its first two words or its first."""
    groups, words = _groups(), unit.replace(",", " ").split()
    return groups.get(unit) or groups.get(" ".join(words[:2])) or groups.get(words[0])


@cache
def _groups() -> dict[str, str]:
    table = data_toml("newsmine.compare", "counted.toml")
    return {word: group for group, words in table.items() for word in words}
