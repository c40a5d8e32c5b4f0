"""Units in comparison: what may stand in one column, and by which factor it is carried over."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache

from newsmine._data import data_toml

__all__ = ["factor", "same_counted"]

_MULTIPLIERS = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_SYMBOLS = {
    "đồng": "vnd",
    "vnđ": "vnd",
    "m²": "m2",
    "km²": "km2",
    "m³": "m3",
    "héc-ta": "ha",
    "phần trăm": "%",
    "điểm phần trăm": "điểm %",
}
_SCALES = {
    "kg": ("tấn", Decimal("0.001")),
    "tạ": ("tấn", Decimal("0.1")),
    "m": ("km", Decimal("0.001")),
    "m2": ("ha", Decimal("0.0001")),
    "km2": ("ha", Decimal(100)),
}


def factor(unit: str | None, wanted: str) -> Decimal | None:
    """Return what a figure in one unit is multiplied by to stand in another, or None where it cannot.

    ``factor("VND", "tỷ đồng")`` is 1E-9, ``factor("đồng chí", "người")`` 1, ``factor("hộ", "người")`` None. A figure without a
    unit stands only where a score, an index or a rank is wanted.
    """
    mine, theirs = _reduced(unit or ""), _reduced(wanted)
    if mine[0] == theirs[0]:
        return mine[1] / theirs[1]
    if not mine[0]:
        return Decimal(1) if theirs[0].split()[0] in {"điểm", "hạng"} and theirs[0] != "điểm %" else None
    if theirs[0].startswith("điểm 1") and mine[0] == "điểm":
        return mine[1]
    return Decimal(1) if same_counted(mine[0], theirs[0]) else None


@cache
def _reduced(unit: str) -> tuple[str, Decimal]:
    """Return the bare unit, and how many of it one of the unit given is: ``tỷ đồng`` → (``vnd``, 1E9)."""
    text = " ".join(unicodedata.normalize("NFC", unit).casefold().replace("khoá", "khóa").split())
    first, slash, rest = text.partition("/")
    power = 0
    words = first.split()
    while words and words[0] in _MULTIPLIERS:
        power += _MULTIPLIERS[words.pop(0)]
    bare = " ".join(words)
    bare = _SYMBOLS.get(bare, bare)
    base, scale = _SCALES.get(bare, (bare, Decimal(1))) if not slash else (bare, Decimal(1))
    rest = re.sub(r"\s*/\s*", "/", rest)
    return base + (f"/{rest}" if slash else ""), scale.scaleb(power)


def same_counted(one: str, other: str) -> bool:
    """Tell whether two counting words count the same sort of thing: equal, one naming the other more closely, or of one group."""
    if not one or not other or "%" in (one, other) or "/" in one + other:
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
