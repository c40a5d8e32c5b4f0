"""Public bodies → the place that they govern: ``UBND huyện Kỳ Anh``, ``Thành ủy``, ``Đảng ủy phường``, ``Sở Nội vụ``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsmine._data import data_toml
from newsmine.normal import read
from newsmine.places.evidence import home_of
from newsmine.places.gazetteer import LAST_DAY, Gazetteer, Unit, load
from newsmine.places.mentions import find_places
from newsmine.places.resolve import Resolution
from newsmine.places.validity import as_day, status_of

__all__ = ["COUNTRY_ID", "body_level", "body_place"]

COUNTRY_ID = "cou:vn@2004"
_LEVELS = ("country", "commune", "district", "city", "province")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = data_toml("newsmine.places", "bodies.toml")
    return tuple((level, re.compile("|".join(f"(?:{pattern})" for pattern in table[level]))) for level in _LEVELS)


@lru_cache(maxsize=4096)
def body_level(text: str) -> str | None:
    """Return the level that a body governs (country, province, district, commune, or city, of either level), or None."""
    lower = " ".join(read(text).text.lower().split())
    hits = [(match.start(), level) for level, pattern in _patterns() if (match := pattern.search(lower))]
    if not hits:
        return None
    levels = [level for _, level in hits]
    if "country" in levels and len(levels) == 1:
        return "country"
    return next(level for level in ("commune", "district", "city", "province", "country") if level in levels)


def body_place(text: str, *, on: str | None = None, home: str | None = None, context: Sequence[str] = ()) -> Resolution | None:
    """Return the unit that a body governs, or None where the phrase names no public body and no place.

    A place printed in the phrase decides (``Đảng ủy phường Đông Kinh, thành phố Lạng Sơn``, ``Sở Nội vụ Lạng Sơn``). A body
    without one is the newspaper's (``home``) or the article's only province (``Sở Nội vụ``, ``UBND tỉnh``), or the only
    district, city or commune that the article names (``context``: ids, as found by find_places); where there are several, the
    answer is ambiguous.
    """
    day = as_day(on) if on else LAST_DAY
    view = read(text).text
    mentions = find_places(view, on=on, home=home, context=context)
    if mentions:
        return mentions[0].resolution
    level = body_level(view)
    if level is None:
        return None
    if level == "country":
        return Resolution("exact", COUNTRY_ID, (COUNTRY_ID,), "a body of the whole country")
    gazetteer = load()
    units = [unit for unit in map(gazetteer.get, dict.fromkeys(context)) if unit is not None]
    if level in {"province", "city"}:
        return _provincial(gazetteer, level, units, day, home)
    return _only([unit for unit in units if unit.level == level], day, f"the only {level} that the article names", level)


def _provincial(gazetteer: Gazetteer, level: str, units: Sequence[Unit], day: str, home: str | None) -> Resolution:
    named = [unit for unit in units if unit.level == "province"]
    named += [above[-1] for unit in units if unit.level != "province" and (above := gazetteer.parents(unit, day))]
    own = [gazetteer.units[number] for number in sorted(home_of(home, day))] if home else []
    own = [unit for unit in own if unit.valid(day)] or own
    if level == "city":
        city = [unit for unit in own if unit.type == "P"]
        if city:
            return _only(city, day, "the newspaper's city", level)
        cities = [unit for unit in units if unit.type == "P" and unit.level == "district"]
        cities = cities or [unit for unit in units if unit.type == "P"]
        return _only(cities, day, "the only city that the article names", level)
    if own:
        return _only(own, day, "the newspaper's province", level)
    return _only(list(dict.fromkeys(named)), day, "the only province that the article names", level)


def _only(units: Sequence[Unit], day: str, reason: str, level: str) -> Resolution:
    different = list({unit.locality_id: unit for unit in units}.values())
    ids = tuple(unit.locality_id for unit in different)
    if not different:
        return Resolution("unknown", None, (), f"the article names no {level}")
    if len(different) > 1:
        return Resolution("ambiguous", None, ids, f"the article names {len(different)} units of that level")
    return Resolution(status_of(different[0], day) or "stale", ids[0], ids, reason)
