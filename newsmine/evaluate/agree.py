"""When a value, a name, a place, a unit of a record agrees with gold."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from itertools import product

from newsmine._data import data_toml
from newsmine.normal import read

__all__ = ["key", "overlap", "place_key", "same_number", "same_unit", "span_jaccard", "word_f1"]

Spanned = tuple[int, int]
_TOLERANCE = 1e-6


def overlap(one: Spanned, other: Spanned) -> int:
    """Return the number of code points that two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def span_jaccard(one: Spanned, other: Spanned) -> float:
    """Return shared code points over all code points of two spans, 0 to 1."""
    shared = overlap(one, other)
    return shared / (one[1] - one[0] + other[1] - other[0] - shared) if shared else 0.0


@cache
def key(text: str | None) -> str:
    """Return a text as it is compared: one spelling, lower case, dashes and white space as one space, no outer stops."""
    plain = read(unicodedata.normalize("NFC", text or "")).text.casefold()
    return " ".join(plain.translate(_DASHES).split()).strip(" .,;:")


_DASHES = dict.fromkeys(map(ord, "-–—"), " ")


def word_f1(one: str | None, other: str | None) -> float:
    """Return the F1 of the words that two texts share, counted with their repetitions."""
    left, right = key(one).split(), key(other).split()
    if not left or not right:
        return float(left == right)
    return 2 * (Counter(left) & Counter(right)).total() / (len(left) + len(right))


def same_number(one: float | None, other: float | None) -> bool:
    """Tell whether two numbers are the same to a millionth; null is only the same as null."""
    if one is None or other is None:
        return one is other
    return abs(float(one) - float(other)) <= _TOLERANCE * max(1.0, abs(float(one)))


@cache
def _unit_names() -> dict[str, str]:
    table: dict[str, str] = data_toml("newsmine.evaluate", "agree.toml")["units"]
    return {key(name): symbol for name, symbol in table.items()}


def same_unit(gold: str | None, found: str | None) -> bool:
    """Tell whether two units agree: the same symbol, or at least half of the words shared."""
    one, other = (_unit_names().get(key(unit), key(unit)) for unit in (gold, found))
    return one == other or (one != "" and word_f1(gold, found) >= 0.5)  # noqa: PLR2004 - half of the words, as the guideline says


@cache
def _types() -> tuple[str, ...]:
    words = data_toml("newsmine.evaluate", "agree.toml")["place_types"]
    return tuple(sorted((f"{word}{dot} " for word, dot in product(words, ("", "."))), key=len, reverse=True))


@cache
def place_key(name: str | None) -> str:
    """Return a place's name as it is compared: without its type word, up to the first comma."""
    plain = key(name)
    for word in _types():
        if plain.startswith(word):
            plain = plain.removeprefix(word)
            break
    return plain.split(",")[0]
