"""Places in running text: where they stand, what they are called, which unit they are on the day of the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from newsmine.places.evidence import home_of, inside
from newsmine.places.gazetteer import REFORM, Gazetteer, load
from newsmine.places.names import LEVEL_OF, Part, name_key
from newsmine.places.resolve import Resolution, resolve_parts
from newsmine.places.scan import LIST_GAP, Raw, scan
from newsmine.places.validity import as_day, day_before, status_of

__all__ = ["PlaceMention", "find_places"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in a text: span of the text that was given, printed words, level, bare name, unit, chain printed after it.

    ``level`` is one of the levels of the records, or ``hamlet`` (thôn, bản, ấp …; only on request). ``types`` are the letters of
    the printed type words ('' for a bare name), see names.TYPE_OF. ``chain``: the units printed right after it that hold it.
    ``former``: it is called *cũ* (*thị trấn Na Sầm cũ*), so it is not the unit of that name of today.
    """

    start: int
    end: int
    text: str
    level: str
    name: str
    types: str
    resolution: Resolution
    chain: tuple[str, ...] = ()
    former: bool = False

    @property
    def locality_id(self) -> str | None:
        """Id of the unit, or None where it is not resolved."""
        return self.resolution.locality_id


_CHAIN = re.compile(
    r"\s*,?\s*\(\s*(?:thuộc\s+|nay thuộc\s+|nay là\s+)?|\s*,\s*(?:thuộc\s+)?|\s*[-–]\s*"
    r"|\s+(?:thuộc|ở|của|nay thuộc|tại)\s+(?:địa bàn\s+)?|\s+"
)
_LINE_BREAK = re.compile(r"\n")
_RANK = {"hamlet": -1, "commune": 0, "district": 1, "province": 2, "region": 3, "country": 4}
_LEVEL = {rank: level for level, rank in _RANK.items()}
_HAMLET = Resolution("unknown", None, (), "below the commune: no list of the state has it")


@lru_cache(maxsize=8192)
def _rank(types: str, name: str) -> int:
    """Return how high a name stands: 0 commune, 1 district, 2 province, 3 region, 4 country."""
    gazetteer = load()
    key = name_key(name)
    if types:
        levels = {level for letter in types for level in LEVEL_OF[letter]}
        if len(levels) > 1:
            levels = {unit.level for unit in gazetteer.named(key, types)} or levels
        return max(_RANK[level] for level in levels)
    if versions := gazetteer.alias(name):
        return _RANK[versions[0].level]
    levels = {unit.level for unit in gazetteer.named(key)}
    return max((_RANK[level] for level in levels - {"commune"}), default=_RANK["province"] if not levels else 0)


def _chains(text: str, raws: Sequence[Raw], ranks: Sequence[int]) -> list[tuple[int, ...]]:
    """Return for each place the places printed right after it that hold it, smallest first."""
    chains: list[tuple[int, ...]] = [()] * len(raws)
    for index in range(len(raws) - 2, -1, -1):
        here, after = raws[index], raws[index + 1]
        if after.name_start - here.end > len(" trước đây), thuộc địa bàn thành phố "):
            continue
        if after.listed and here.types == after.types and LIST_GAP.fullmatch(text, here.end, after.start):
            chains[index] = chains[index + 1]
            continue
        end = here.end + len(" cũ") if here.former and text.startswith(" cũ", here.end) else here.end
        above = ranks[index] < ranks[index + 1] < _RANK["region"] and _CHAIN.fullmatch(text, end, after.start)
        if above and not (after.types == "" and _enumerated(text, raws, ranks, index)):
            chains[index] = (index + 1, *chains[index + 1])
    return chains


def _enumerated(text: str, raws: Sequence[Raw], ranks: Sequence[int], index: int) -> bool:
    """Tell whether a bare name after a comma is one of a list (``thành phố Vinh, Hà Nội và Huế``), not the unit above."""
    if index + 2 >= len(raws) or text[raws[index].end : raws[index + 1].start].strip() != ",":
        return False
    after, then = raws[index + 1], raws[index + 2]
    return ranks[index + 2] == ranks[index + 1] and then.types == "" and bool(LIST_GAP.fullmatch(text, after.end, then.start))


@lru_cache(maxsize=256)
def _local_names(home: str | None, day: str) -> frozenset[str]:
    """Return the names of the districts of the newspaper's province, which it prints without a type word.

    Since the districts ended, a name that a commune of the province bears is the commune's, so it is none of these.
    """
    if home is None:
        return frozenset()
    gazetteer = load()
    scope = home_of(home, day)
    held = [unit for unit in gazetteer.units if unit.start <= day and not scope.isdisjoint(gazetteer.above(unit))]
    names = {unit.name for unit in held if unit.level == "district" and " " in unit.name}
    if day >= REFORM:
        names -= {unit.name for unit in held if unit.level == "commune" and unit.valid(day)}
    return frozenset(names)


def _apart(raws: Sequence[Raw]) -> list[Raw]:
    """Return places of which none begins inside the one before: ``XÃ Aa ThÀNH phố V`` is one."""
    out: list[Raw] = []
    for raw in raws:
        if not out or raw.start >= out[-1].end:
            out.append(raw)
    return out


def find_places(
    text: str,
    *,
    on: str | None = None,
    home: str | None = None,
    context: Sequence[str] = (),
    exclude: Iterable[tuple[int, int]] = (),
    hamlets: bool = False,
) -> list[PlaceMention]:
    """Return the places of a text in the reading view, in order, each resolved on a day with what stands around it.

    ``on``: ISO day of the article; where it is not known, a text that names districts is read on the map before 1/7/2025.
    ``home``: the newspaper's province (id, GSO code or name). ``exclude``: spans that are no places, such as names of persons.
    ``context``: ids of units that are known to be around. ``hamlets``: also give thôn, bản, ấp …, unresolved, with the places
    that hold them in ``chain``.
    """
    day = as_day(on) if on else None
    raws = scan(text, day=day, local=_local_names(home, day or day_before(REFORM)), hamlets=hamlets)
    spans = sorted(exclude)
    if spans:
        starts, ends = [start for start, _ in spans], list(accumulate((end for _, end in spans), max))
        before = [bisect_left(starts, raw.end) for raw in raws]  # how many begin before the end of each place
        raws = [raw for raw, count in zip(raws, before, strict=True) if not count or ends[count - 1] <= raw.name_start]
    raws = _apart(raws)
    ranks = [_RANK["hamlet"] if raw.hamlet else _rank(raw.types, raw.name) for raw in raws]
    chains = _chains(text, raws, ranks)
    parts = [Part(raw.types, raw.name, raw.former, raw.central, raw.renewed) for raw in raws]
    breaks = [match.start() for match in _LINE_BREAK.finditer(text)]
    lines = [bisect_left(breaks, raw.start) for raw in raws]
    found = _Resolver(parts, chains, ranks, lines, on, home, context).all()
    gazetteer = load()
    return [_mention(gazetteer, text, index, raws, chains, ranks, found) for index in range(len(raws))]


def _is_of_old_map(part: Part, rank: int) -> bool:
    """Tell whether a name shows that a text was written before 1/7/2025: a district, or a province that ended then."""
    if part.former:
        return False
    if rank == _RANK["district"]:
        return not set(part.types).isdisjoint("HQX")
    if rank != _RANK["province"] or not set(part.types) <= {"T", "P"}:
        return False
    units = [unit for unit in load().named(name_key(part.name), part.types) if unit.level == "province"]
    return bool(units) and all("2025" <= unit.end <= REFORM for unit in units)


class _Resolver:
    """Resolves the places of one article: high levels first, printed chains first, each answer then stands around the next."""

    def __init__(
        self,
        parts: Sequence[Part],
        chains: Sequence[tuple[int, ...]],
        ranks: Sequence[int],
        lines: Sequence[int],
        on: str | None,
        home: str | None,
        context: Sequence[str],
    ) -> None:
        self.parts, self.chains, self.ranks, self.on, self.home = parts, chains, ranks, on, home
        self.lines = lines
        self.old_map = on is None and any(_is_of_old_map(part, rank) for part, rank in zip(parts, ranks, strict=True))
        self.context: dict[str, None] = dict.fromkeys(context)
        self.memory: dict[tuple[Part, ...], Resolution] = {}

    def all(self) -> list[Resolution]:
        """Return the resolution of each place."""
        out = [_HAMLET] * len(self.parts)
        for rank in (4, 3, 2, 1, 0):
            level = [index for index, value in enumerate(self.ranks) if value == rank]
            for chained, typed in ((True, True), (True, False), (False, True), (False, False)):
                group = [n for n in level if bool(self.chains[n]) is chained and bool(self.parts[n].types) is typed]
                if group:
                    self._group(group, out)
        return out

    def _group(self, group: Sequence[int], out: list[Resolution]) -> None:
        for again in (False, True):
            todo = [index for index in group if not again or out[index].status == "ambiguous"]
            if again:
                self.memory.clear()
            for index in todo:
                out[index] = self._one(index)
                if again and out[index].status == "ambiguous" and self.ranks[index] == _RANK["commune"]:
                    out[index] = self._in_paragraph(index, out)
            self.context.update(dict.fromkeys(r.locality_id for index in todo if (r := out[index]).locality_id))

    def _in_paragraph(self, index: int, out: Sequence[Resolution]) -> Resolution:
        """Resolve a commune by the districts that its paragraph names before it (``Tại quận 8, … phường 7``)."""
        result = out[index]
        gazetteer = load()
        districts = frozenset(
            gazetteer.by_id[found.locality_id].number
            for rank, line, found in zip(self.ranks[:index], self.lines, out, strict=False)
            if rank == _RANK["district"] and line == self.lines[index] and found.locality_id
        )
        held = [unit for unit in result.candidates if inside(gazetteer, gazetteer.by_id[unit], districts)]
        if len(held) != 1:
            return result
        status = status_of(gazetteer.by_id[held[0]], as_day(self.on)) if self.on else "exact"
        return Resolution(status, held[0], (held[0],), "in a district that its paragraph names before it") if status else result

    def _one(self, index: int) -> Resolution:
        parts = (self.parts[index], *(self.parts[other] for other in self.chains[index]))
        if parts not in self.memory:
            context = tuple(self.context)
            self.memory[parts] = resolve_parts(
                parts, parts[0].name, on=self.on, home=self.home, context=context, old_map=self.old_map
            )
        return self.memory[parts]


def _mention(
    gazetteer: Gazetteer,
    text: str,
    index: int,
    raws: Sequence[Raw],
    chains: Sequence[tuple[int, ...]],
    ranks: Sequence[int],
    found: Sequence[Resolution],
) -> PlaceMention:
    raw, resolution = raws[index], found[index]
    unit = gazetteer.get(resolution.locality_id) if resolution.locality_id else None
    return PlaceMention(
        start=raw.start,
        end=raw.end,
        text=text[raw.start : raw.end],
        level=unit.level if unit else _LEVEL[ranks[index]],
        name=raw.name,
        types="" if raw.bare else raw.types,
        resolution=resolution,
        chain=tuple(text[raws[other].start : raws[other].end] for other in chains[index]),
        former=raw.former,
    )
