"""What a statistic must be to be an indicator at all: kind, unit, change, value, and words that must stand around it.

A percentage never matches a headcount, money never a count, the amount of a change never a level; no model is asked about those.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from newsmine.indicators.surroundings import Surroundings
from newsmine.indicators.taxonomy import Indicator, Taxonomy
from newsmine.indicators.words import phrase
from newsmine.records import Statistic

__all__ = ["admits", "admitted", "candidates", "evidence", "fits"]

_POINTS = "điểm %"
_NOTHING = Decimal(0)


def fits(indicator: Indicator, item: Statistic) -> bool:
    """Tell whether a statistic can be the indicator by kind, unit, change and value: no word around it can make up for these."""
    return _typed(indicator, item.kind, item.unit or "", changed=item.change is not None) and _believable(indicator, item)


def _typed(indicator: Indicator, kind: str, unit: str, *, changed: bool) -> bool:
    if kind not in indicator.kinds or not _change(indicator, unit, changed=changed):
        return False
    return _unit(indicator, kind, phrase(unit).strip())


def _change(indicator: Indicator, unit: str, *, changed: bool) -> bool:
    if unit == _POINTS:
        return _POINTS in indicator.units
    return indicator.change == "allowed" or changed == (indicator.change == "required")


def _unit(indicator: Indicator, kind: str, unit: str) -> bool:
    if not unit:
        return "" in indicator.units or (kind == "ratio" and "%" in indicator.units)
    if kind in {"money", "percent", "measure"}:
        return unit in indicator.units
    words = unit.split()
    return not {" ".join(words[:size]) for size in range(1, len(words) + 1)}.isdisjoint(indicator.units)


def _believable(indicator: Indicator, item: Statistic) -> bool:
    return indicator.most is None or _share(item) <= indicator.most


def _share(item: Statistic) -> Decimal:
    """Return the percentage that a figure says, of a range its upper end; 0 where it says none."""
    if item.value is None or item.kind not in {"percent", "ratio"}:
        return _NOTHING
    if item.kind == "percent":
        return item.value if item.value_max is None else item.value_max
    return item.value * 100 / item.denominator if item.denominator else _NOTHING


@dataclass(frozen=True, slots=True)
class _Type:
    """The indicators of one kind, unit and change.

    ``most`` is the largest value that all of them believe; ``starts`` has the first word of each phrase of their first group.
    """

    indicators: tuple[Indicator, ...]
    most: float
    starts: dict[str, tuple[tuple[str, Indicator], ...]]


def candidates(taxonomy: Taxonomy, item: Statistic) -> tuple[Indicator, ...]:
    """Return the indicators that a statistic can be by kind, unit, change and value, in the order of the taxonomy."""
    typed = _of_type(taxonomy, item.kind, item.unit or "", changed=item.change is not None)
    share = _share(item)
    if share <= typed.most:
        return typed.indicators
    return tuple(one for one in typed.indicators if one.most is None or share <= one.most)


@lru_cache(maxsize=4096)
def _of_type(taxonomy: Taxonomy, kind: str, unit: str, *, changed: bool) -> _Type:
    words = phrase(unit).strip()
    typed = tuple(one for one in _of_kind(taxonomy, kind) if _change(one, unit, changed=changed) and _unit(one, kind, words))
    starts: dict[str, list[tuple[str, Indicator]]] = {}
    for one in typed:
        for words in one.near[0]:
            starts.setdefault(words.split()[0], []).append((words, one))
    most = min((one.most for one in typed if one.most is not None), default=math.inf)
    return _Type(typed, most, {word: tuple(found) for word, found in starts.items()})


@lru_cache(maxsize=64)
def _of_kind(taxonomy: Taxonomy, kind: str) -> tuple[Indicator, ...]:
    return tuple(one for one in taxonomy.indicators.values() if kind in one.kinds)


def admitted(taxonomy: Taxonomy, item: Statistic, around: Surroundings) -> list[Indicator]:
    """Return the indicators that all constraints let through for a figure: its type, and the words around it."""
    starts = _of_type(taxonomy, item.kind, item.unit or "", changed=item.change is not None).starts
    near = around.near
    found = {
        one.id: one
        for word in set(near.split())
        for words, one in starts.get(word, ())
        if words in near and _believable(one, item)
    }
    return [one for one in found.values() if admits(one, around)]


def admits(indicator: Indicator, around: Surroundings) -> bool:
    """Tell whether the words that an indicator asks for stand around a figure, and none that speaks against it."""
    return (
        _has_each(around.near, indicator.near)
        and _has_each(around.wide, indicator.wide)
        and not _has_one(around.tight, indicator.exclude)
        and not _has_one(around.near, indicator.against)
    )


def evidence(indicator: Indicator, around: Surroundings) -> int:
    """Return how near the words stand that an indicator asks for: 2 at the figure, 1 in its own words, 0 farther off."""
    if _has_each(around.tight, indicator.near):
        return 2
    return int(_has_each(around.own, indicator.near))


def _has_each(words: str, groups: Sequence[Sequence[str]]) -> bool:
    return all(_has_one(words, group) for group in groups) if groups else True


def _has_one(words: str, group: Sequence[str]) -> bool:
    for wanted in group:  # noqa: SIM110 (runs for every figure and every indicator of its type; any() takes twice as long)
        if wanted in words:
            return True
    return False
