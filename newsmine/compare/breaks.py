"""Breaks of the map: which unit a figure is of, when a name outlives its borders (Cần Thơ before and after 1/7/2025)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from newsmine.compare.facts import Fact
from newsmine.places import load
from newsmine.places.gazetteer import FIRST_DAY, LAST_DAY, Unit
from newsmine.places.succession import BREAKS
from newsmine.places.validity import day_before

__all__ = ["between", "borders_since", "era", "moved_on", "settled", "territory_day"]

_LOCAL = ("district", "commune")


def _of_level(level: str) -> list[tuple[str, str]]:
    """Return the breaks that move the borders of a level: mergers of communes and districts leave the provinces as they are."""
    return [(day, what) for day, what in BREAKS if level in _LOCAL or "mergers of communes" not in what]


def territory_day(fact: Fact) -> str:
    """Return the day on whose map the place of a figure stands.

    The place is named by the article, so that is the day of publication, moved into the time in which the unit stood (``tỉnh
    Gia Lai cũ``, printed in August 2025, is the unit of 30/6/2025); without it the end of the period.
    """
    day = (fact.published or fact.period_end or f"{fact.column[-4:]}-12-31")[:10]
    unit = load().get(fact.locality_id)
    if unit is None:
        return day
    if unit.end <= LAST_DAY:
        day = min(day, day_before(unit.end))
    return max(day, unit.start or FIRST_DAY)


def era(level: str, day: str) -> int:
    """Return between which breaks of a level a day lies, counted from 0."""
    return bisect_right([start for start, _ in _of_level(level)], day)


def settled(level: str, day: str, units: Iterable[Unit]) -> str:
    """Return the last day before the next break of a level if the units still stand on it, else the day itself.

    Figures of one map but of many days of publication are so carried from one day, and its map is worked out once.
    """
    following = next((start for start, _ in _of_level(level) if start > day), None)
    last = day_before(following) if following else LAST_DAY
    return last if all(unit.valid(last) for unit in units) else day


def between(before: Fact, after: Fact) -> list[str]:
    """Return what changed the map of a level between the places of two figures, as ``day: what``."""
    first, last = sorted([territory_day(before), territory_day(after)])
    return [f"{day}: {what}" for day, what in _of_level(before.level) if first < day <= last]


@cache
def moved_on(locality_id: str) -> tuple[str, ...]:
    """Return the days on which a unit took in others and kept its name: Cần Thơ on 1/7/2025, Lạng Sơn on none."""
    gazetteer = load()
    unit = gazetteer.get(locality_id)
    if unit is None:
        return ()
    joined = [gazetteer.units[step.unit] for step in gazetteer.before(unit) if step.kind != "level"]
    return tuple(sorted({old.end for old in joined if old.level == unit.level and unit.start < old.end < unit.end}))


def borders_since(fact: Fact) -> str | None:
    """Return the day since which the unit of a figure had the borders that it is about, where they moved under its name."""
    days = moved_on(fact.locality_id)
    passed = bisect_right(days, territory_day(fact)) if days else 0
    return days[passed - 1] if passed else None
