"""Units named without their type in an article about the unit above: ``Quỳnh Hưng nợ 11,6 tỷ`` in one about huyện Quỳnh Lưu.

A bare name is read as the district or commune that bears it only if it is the one of that name in a district or a province that
the article names, and only where a place may stand: at the head of a clause, after ``ở``, ``riêng``, ``là``, in a list, before
its figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from newsmine.extractors.lexical import UPPER, words
from newsmine.extractors.site import Site, table
from newsmine.extractors.site_marks import is_second_half
from newsmine.places import Unit, load
from newsmine.places.gazetteer import LAST_DAY, REFORM
from newsmine.places.names import name_key
from newsmine.places.validity import day_before

__all__ = ["bare_units"]

_SYLLABLE = rf"[{UPPER}][\w'’]*"
# the capital is looked for first, what stands before it then: a search for one sign of a few is fast
_RUN = re.compile(rf"[{UPPER}](?<![\w-].)[\w'’]*(?:[ -]{_SYLLABLE}){{0,4}}(?: \d{{1,2}}(?![\w%.,/]))?")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[.!?:;,(“\"\n]\s*|[-–]\s+|{words(table()['words']['before_bare'])}\s+)$", re.IGNORECASE)


@cache
def _leading() -> re.Pattern[str]:
    """Return the words that may open a sentence before a name: ``Riêng Quỳnh Hưng``."""
    return re.compile(rf"{words(table()['words']['before_bare'])} ", re.IGNORECASE)


def bare_units(text: str, named: Sequence[Site], exclude: Sequence[tuple[int, int]], on: str | None) -> list[Site]:
    """Return the bare names of districts and communes of the districts and provinces that the article names.

    ``exclude`` are spans of names of persons, ``on`` is the day of the article.
    """
    above = {item.locality_id for item in named if item.level in {"district", "province"} and item.locality_id}
    if not above:
        return []
    # without a day: an article that names a district is of the time that had them
    day = on or (day_before(REFORM) if any(item.level == "district" for item in named) else LAST_DAY)
    taken = sorted([*exclude, *((item.start, item.end) for item in named)])
    starts, ends = [one for one, _ in taken], list(accumulate((other for _, other in taken), max))
    found: dict[str, Unit | None] = {}
    out: list[Site] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        before = bisect_left(starts, end)
        if " " not in match.group() or (before and ends[before - 1] >= end):
            continue
        if lead := _leading().match(text, start, end):
            start = lead.end()
        name = text[start:end]
        if " " not in name or (before and ends[before - 1] > start):
            continue
        if name not in found:
            found[name] = _only(name, above, day)
        unit = found[name]
        if unit is not None and not is_second_half(text, start) and _before().search(text, max(0, start - 24), start):
            out.append(Site(start, end, unit.name, name, unit.level, unit.locality_id))
    return out


def _only(name: str, above: set[str], day: str) -> Unit | None:
    """Return the only unit of a name that stands on a day below one of the units named."""
    gazetteer = load()
    units = [
        unit
        for unit in gazetteer.by_key.get(name_key(name), ())
        if unit.level in {"district", "commune"}
        and unit.valid(day)
        and any(parent.locality_id in above for parent in gazetteer.parents(unit, day))
    ]
    districts = {unit.locality_id for unit in units if unit.level == "district"}
    seats = [unit for unit in units if any(parent.locality_id in districts for parent in gazetteer.parents(unit, day))]
    units = [unit for unit in units if unit not in seats]  # "Bắc Hà" is the district, not its town of that name
    lowest = [unit for unit in units if unit.level == "commune"] if len(units) > 1 else units
    return lowest[0] if len(lowest) == 1 else None
