"""Several places named at once, and the one printed place that covers them: ``các xã A, B và C, huyện D``.

A figure of several places is not the last one's. It is the place's that covers them all, where one is printed. In the same way a
figure that counts units (``có 12 xã``) is not about a unit of their kind, but about one that holds them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from newsmine.extractors.figures import Figure
from newsmine.extractors.lexical import UPPER, words
from newsmine.extractors.site import NATION, RANK, Site, above, table
from newsmine.extractors.sites import Sites

__all__ = ["counted_level", "covering", "group_of", "is_counted", "is_enumerated", "over"]

_BETWEEN = re.compile(r"\s*(?:\([^()\d\n]*\))?\s*(?:[,;]|[,;]?\s*(?:và|cùng|hay|hoặc))\s*")
_OPENS_LIST = re.compile(r"\s*(?:\(|:|gồm:?|là:?|như:?)?\s*")
_NAME = rf"[{UPPER}][\w'’]*(?:[ -](?:[{UPPER}][\w'’]*|\d+)){{0,3}}"


@cache
def _counted() -> re.Pattern[str]:
    """Return a counted list of names after one type word: ``3 thôn Tri, Cuôi, Cha Lỳ``, ``các xã Tân Lập và Tân Tri``."""
    kinds = words([*table()["generic"], *table()["words"]["villages"]])
    many = words([*table()["words"]["plural"]])
    return re.compile(rf"(?:(?i:{many})|\d)\s+(?i:{kinds})\s+{_NAME}(?:(?:, | và ){_NAME})+")


def group_of(text: str, site: Site, found: Sites) -> tuple[Site, ...]:
    """Return the places of the list that a place is named in, itself among them; only itself where it stands alone."""
    same = found.named
    here = bisect_left(same, site.start, key=attrgetter("start"))
    while here < len(same) and same[here].start == site.start and same[here] != site:
        here += 1
    if here == len(same) or same[here] != site:
        return (site,)
    first = last = here
    while first > 0 and _listed(text, same[first - 1], same[first], found):
        first -= 1
    while last + 1 < len(same) and _listed(text, same[last], same[last + 1], found):
        last += 1
    group = tuple(same[first : last + 1])
    return group if len({item.name for item in group}) > 1 else (site,)


def is_counted(text: str, site: Site) -> bool:
    """Tell whether a place is one of a counted list, of which it may be the only one that is known."""
    start = max(0, site.start - 80)
    return any(match.start() < site.start < match.end() for match in _counted().finditer(text, start, site.end + 80))


def is_enumerated(text: str, item: Figure, level: str, found: Sites) -> bool:
    """Tell whether the units that a figure counts follow by name: ``6 tỉnh, thành phố Thái Nguyên, Phú Thọ, …``."""
    named = [site for site in found.between(item.end, item.sentence.end) if site.level == level and not site.generic][:2]
    if len(named) <= 1 or not _OPENS_LIST.fullmatch(text, item.end, named[0].start):
        return False
    return bool(_BETWEEN.fullmatch(text, named[0].end, named[1].start))


def _listed(text: str, one: Site, other: Site, found: Sites) -> bool:
    if one.level != other.level or (one.level == "village" and _type(text, one) != _type(text, other)):
        return False
    start = one.end
    for site in found.between(one.end, other.start):
        if site.inside and RANK[site.level] > RANK[one.level]:
            start = site.end
    if text.startswith(")", start):
        start += 1
    return bool(_BETWEEN.fullmatch(text, start, other.start))


def _type(text: str, site: Site) -> str:
    return text[site.start : site.end].casefold().removesuffix(site.name.casefold())


def covering(group: Sequence[Site], found: Sites, floor: int, on: str | None) -> Site | None:
    """Return the smallest printed place that holds all of a list, the nearest to it first; of places without a unit, one around.

    ``floor`` is where its sentence begins, ``on`` the day of the article.
    """
    chains = [above(site, on) for site in group if site.locality_id]
    known = set.intersection(*chains) if chains else set()
    rank = max(RANK[site.level] for site in group)
    greater = [site for site in found.items if rank < RANK[site.level] < RANK["country"]]
    if chains:
        greater = [site for site in greater if site.locality_id in known]
    else:
        near = [site for site in greater if floor <= site.start <= group[-1].end + _CHAIN]
        greater = near or [site for site in greater if found.main is not None and site.locality_id == found.main.locality_id]
    return min(greater, key=lambda site: (RANK[site.level], abs(site.start - group[0].start)), default=None)


_CHAIN = 4  # characters between a place and the greater one in which it lies


@cache
def _kind() -> re.Pattern[str]:
    kinds = [word for word, level in table()["generic"].items() if level != "village"]
    return re.compile(rf"{words(kinds)}(?! (?:viên|hội|lộ|ủy|đội|đoàn)(?!\w))")


def counted_level(unit: str | None) -> str | None:
    """Return the level of the units that a figure counts: ``xã, thị trấn`` → commune, ``tỉnh, thành phố`` → province."""
    kinds = [_kind().match(part.strip()) for part in (unit or "").split(",")]
    levels = [table()["generic"][kind.group()] for kind in kinds if kind]
    return next((level for level in levels if level != "city"), None) if len(levels) == len(kinds) else None


def over(level: str, site: Site, found: Sites, item: Figure, on: str | None) -> Site | None:
    """Return the printed place that holds counted units, where the one found is of their level.

    What stands in the sentence goes before, then what is smaller, then what is nearer.
    Provinces outside a region are counted of the country.
    """
    greater = [one for one in found.items if RANK[level] < RANK[one.level] < RANK["country"]]
    if site.locality_id:
        chain = above(site, on)
        greater = [one for one in greater if one.locality_id in chain or one.level == "region"]
    if greater:
        return min(greater, key=lambda one: (one.start < item.sentence.start, RANK[one.level], abs(one.start - item.start)))
    return NATION if level == "province" else None
