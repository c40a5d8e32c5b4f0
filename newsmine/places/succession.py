"""What became of a unit, and what its figures may become on another map.

A figure of an old unit may be added into a new one only where whole units merged; where a unit was split, nobody but its
statistics office knows which part holds what. So :func:`harmonise` answers with a value, or with the reason why there is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from newsmine.errors import InputError
from newsmine.places.gazetteer import LAST_DAY, REFORM, Gazetteer, Unit, load
from newsmine.places.validity import as_day, day_before, lifetime
from newsmine.records import Successor

__all__ = ["BREAKS", "RULES", "Harmonised", "breaks_between", "harmonise", "predecessors", "successors"]

RULES = ("sum", "weighted_mean", "max", "not_aggregable")

# Days on which many units changed at once: a series that crosses one is not the same series.
BREAKS: tuple[tuple[str, str], ...] = (
    ("2008-08-01", "Hà Tây, Mê Linh and four communes go to Hà Nội"),
    ("2019-11-01", "mergers of communes and districts 2019–2021 begin"),
    ("2021-02-01", "mergers of communes and districts 2019–2021 end"),
    ("2024-09-01", "mergers of communes and districts 2023–2025 begin"),
    ("2025-03-01", "mergers of communes and districts 2023–2025 end"),
    ("2025-07-01", "provinces 63 → 34, no districts any more, communes 10,035 → 3,321"),
    ("2026-04-30", "Đồng Nai becomes a city, ten of its communes wards"),
)

Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class _Share:
    """Where a unit, or a part of it, went. ``up``: only the unit above is known or left."""

    number: int
    whole: bool
    people: bool  # all of its people went there
    inferred: bool
    up: bool


def breaks_between(start: str, end: str) -> tuple[tuple[str, str], ...]:
    """Return the breaks of series after one day and up to another: (day, what happened)."""
    return tuple((day, what) for day, what in BREAKS if start < day <= end)


@lru_cache(maxsize=65536)
def _fate(number: int, on: str) -> tuple[_Share, ...]:
    """Return where a unit is on a day at or after its beginning, each place once."""
    gazetteer = load()
    unit = gazetteer.units[number]
    if on < unit.end:
        return (_Share(number, whole=True, people=True, inferred=False, up=False),)
    if unit.level == "district" and on >= REFORM:
        return _ground(gazetteer, unit, on)
    found: dict[int, list[_Share]] = defaultdict(list)
    for step in gazetteer.after(unit):
        if step.kind == "level":  # somewhere in the unit above: any of its communes may hold it
            for share in _anywhere(gazetteer, gazetteer.units[step.unit], unit.end, on):
                found[share.number].append(share)
            continue
        for then in _fate(step.unit, on):
            whole = step.kind == "whole" and then.whole
            people = (step.kind == "whole" or step.mark == "people") and then.people
            inferred = step.mark == "inferred" or then.inferred
            found[then.number].append(_Share(then.number, whole, people, inferred, then.up))
    return _merged(found)


def _ground(gazetteer: Gazetteer, district: Unit, on: str) -> tuple[_Share, ...]:
    """Return where the communes are on a day that a district had when it ended (an island without communes: itself)."""
    communes = _by_district(day_before(district.end)).get(district.number, ())
    found: dict[int, list[_Share]] = defaultdict(list)
    for unit in communes:
        for share in _fate(unit.number, on):
            found[share.number].append(share)
    for step in gazetteer.after(district) if not communes else ():
        if step.kind != "level":
            found[step.unit].extend(_fate(step.unit, on))
    return _merged(found, parts=True)


def _anywhere(gazetteer: Gazetteer, district: Unit, day: str, on: str) -> list[_Share]:
    """Return the communes, on a day, of a district that holds a commune which ended on a day, no list says in which."""
    held = _by_district(day)
    communes = [unit for version in gazetteer.by_code[district.lineage] for unit in held.get(version.number, ())]
    if not communes:  # an island district that gave up its communes: it is all that holds the ground
        return list(_fate(district.number, on))
    numbers = {share.number for unit in communes for share in _fate(unit.number, on)}
    return [_Share(number, whole=False, people=False, inferred=True, up=True) for number in sorted(numbers)]


@lru_cache(maxsize=256)
def _by_district(day: str) -> dict[int, tuple[Unit, ...]]:
    """Return the communes of a day by the number of the unit above."""
    gazetteer = load()
    out: dict[int, list[Unit]] = defaultdict(list)
    for unit in gazetteer.standing(day, "commune"):
        if (above := gazetteer.parent(unit, day)) is not None:
            out[above.number].append(unit)
    return {number: tuple(units) for number, units in out.items()}


def _merged(found: Mapping[int, list[_Share]], *, parts: bool = False) -> tuple[_Share, ...]:
    """Join the ways that lead to one unit; where all lead to one, the whole went there."""
    alone = len(found) == 1
    return tuple(
        _Share(
            number,
            whole=alone or (not parts and all(share.whole for share in shares)),
            people=alone or (not parts and all(share.people for share in shares)),
            inferred=any(share.inferred for share in shares),
            up=any(share.up for share in shares),
        )
        for number, shares in sorted(found.items())
    )


def successors(locality_id: str, on: str | None = None) -> tuple[Successor, ...]:
    """Return the units of a day (default: the last that is known) on which a unit's ground lies.

    A unit that still stands is its own successor. Of a commune of which the lists say only that it went into others of its
    district (72 of them), that district is given, as inferred. ``share`` says how much of the old unit went there; ``inferred``
    that a step on the way is not in any list. A district that ended with the districts on 1/7/2025 gives the communes made from
    its communes. Raises :class:`InputError` for an unknown id or a day before the unit.
    """
    gazetteer = load()
    unit = _known(gazetteer, locality_id)
    day = as_day(on) if on else LAST_DAY
    if day < unit.start:
        raise InputError(f"{locality_id} ({unit.full_name}) does not stand yet on {day}")
    found = _fate(unit.number, day)
    if any(share.up for share in found):
        known = gazetteer.units[gazetteer.after(unit)[0].unit] if gazetteer.after(unit)[0].kind == "level" else None
        if known is not None and (above := gazetteer.at(known.lineage, day)) is not None:
            return (Successor(locality_id=above.locality_id, share="whole", date=unit.end, inferred=True),)
    return tuple(
        Successor(
            locality_id=gazetteer.units[share.number].locality_id,
            share="whole" if share.whole else "part",
            date=gazetteer.units[share.number].start or None,
            inferred=share.inferred,
        )
        for share in found
    )


def predecessors(locality_id: str, on: str) -> tuple[Successor, ...]:
    """Return the units of an earlier day on whose ground a unit lies; ``share``: how much of each went into it.

    Raises :class:`InputError` for an unknown id or a day after the unit.
    """
    gazetteer = load()
    unit = _known(gazetteer, locality_id)
    day = as_day(on)
    if day >= unit.end:
        raise InputError(f"{locality_id} ({unit.full_name}) does not stand any more on {day}")
    if day >= unit.start:
        return (Successor(locality_id=locality_id, share="whole", date=unit.start or None, inferred=False),)
    numbers = _origin(unit.number, day)
    moment = max(unit.start, day)
    out = []
    for number in sorted(numbers):
        share = next((share for share in _fate(number, moment) if share.number == unit.number), None)
        if share is not None:
            old = gazetteer.units[number]
            out.append(
                Successor(
                    locality_id=old.locality_id, share="whole" if share.whole else "part", date=old.end, inferred=share.inferred
                )
            )
    return tuple(out)


@lru_cache(maxsize=16384)
def _origin(number: int, day: str) -> frozenset[int]:
    gazetteer = load()
    unit = gazetteer.units[number]
    if unit.start <= day:
        return frozenset({number})
    steps = (step for step in gazetteer.before(unit) if step.kind != "level")
    return frozenset().union(*(_origin(step.unit, day) for step in steps))


def _known(gazetteer: Gazetteer, locality_id: str) -> Unit:
    unit = gazetteer.get(locality_id)
    if unit is None:
        raise InputError(f"{locality_id!r} is no unit of the gazetteer: ids look like pro:20@2004, dis:178@2004, com:05980@2004")
    return unit


@dataclass(frozen=True, slots=True)
class Harmonised:
    """A figure of a unit on the map of a day, or the reason why there is none.

    Status: ``same`` (the unit has not changed but in name, rank or code), ``merged`` (made of whole units, all with a value),
    ``incomplete`` (values are missing), ``split`` (a unit was divided), ``refused`` (the rule does not allow it). ``value`` is
    set for the first two only. ``sources``: the old units that lie in it. ``inferred``: a succession on the way is not in any
    list.
    """

    locality_id: str
    value: Number | None
    status: str
    reason: str
    sources: tuple[str, ...]
    inferred: bool = False
    missing: tuple[str, ...] = ()
    split: tuple[str, ...] = field(default=())


def harmonise(
    values: Mapping[str, Number | None],
    *,
    on: str,
    rule: str = "sum",
    weights: Mapping[str, Number] | None = None,
    at: str | None = None,
    people: bool = False,
    level: str | None = None,
) -> list[Harmonised]:
    """Carry figures of units onto the map of a later day.

    ``values``: figure by locality_id, all of one level and of one day, ``at`` (default: the last day on which all of them
    stand). ``on``: the day of the map. ``rule``: ``sum`` for counts, ``weighted_mean`` for shares and rates (needs ``weights``,
    their denominators), ``max``, ``not_aggregable`` for scores and ranks. ``people``: the figures count people, so that a unit
    of which all the people went one way counts as whole. ``level``: carry onto units of a higher level (``province``).

    One answer for each unit of the map that lies on the ground of a unit with a figure, in order of code. Raises
    :class:`InputError` for what is no unit, no rule, or a map before the figures.
    """
    if rule not in RULES:
        raise InputError(f"{rule!r} is no rule of aggregation: one of {', '.join(RULES)}")
    gazetteer = load()
    units = [_known(gazetteer, locality_id) for locality_id in values]
    if not units:
        return []
    if len({unit.level for unit in units}) > 1:
        raise InputError("the figures are of units of several levels: give one level at a time")
    day, target_day = _day_of(units, at), as_day(on)
    if target_day < day:
        raise InputError(f"the map of {target_day} lies before the figures of {day}: figures cannot be taken apart")
    makeup = _makeup(units[0].level, day, target_day, level or "")
    wanted = {unit.number for unit in units}
    known = {gazetteer.by_id[key].number: value for key, value in values.items() if value is not None}
    heavy = {gazetteer.by_id[key].number: weight for key, weight in (weights or {}).items() if key in gazetteer.by_id}
    return [
        _answer(gazetteer, target, shares, known, rule, heavy, people=people)
        for target, shares in makeup.items()
        if not wanted.isdisjoint(share.number for share in shares)
    ]


def _day_of(units: Iterable[Unit], at: str | None) -> str:
    units = list(units)
    if at:
        day = as_day(at)
    else:
        end = min(unit.end for unit in units)
        day = LAST_DAY if end > LAST_DAY else day_before(end)
    wrong = next((unit for unit in units if not unit.valid(day)), None)
    if wrong is not None:
        raise InputError(f"{lifetime(wrong)}: not on {day}, the day of the figures; all must be of one day")
    return day


@lru_cache(maxsize=16)
def _makeup(level: str, day: str, on: str, target_level: str) -> dict[int, tuple[_Share, ...]]:
    """Return for each unit of a map which units of an earlier day lie in it; a share's number is that of the old unit."""
    gazetteer = load()
    out: dict[int, list[_Share]] = defaultdict(list)
    for unit in gazetteer.standing(day, level):
        there: dict[int, list[_Share]] = defaultdict(list)
        for share in _fate(unit.number, on):
            target = gazetteer.units[share.number]
            if target_level and target.level != target_level:
                above = next((u for u in gazetteer.parents(target, on) if u.level == target_level), None)
                if above is None:
                    continue
                target = above
            there[target.number].append(share)
        for share in _merged(there):
            out[share.number].append(_Share(unit.number, share.whole, share.people, share.inferred, share.up))
    if level != "commune":
        _lost_ground(gazetteer, out, level, day, on, target_level)
    return {number: tuple(sorted(shares, key=lambda share: share.number)) for number, shares in sorted(out.items())}


def _lost_ground(gazetteer: Gazetteer, out: dict[int, list[_Share]], level: str, day: str, on: str, target_level: str) -> None:
    """Mark as divided the units that stand on, but of which communes went to another (Vĩnh Phúc without Mê Linh, 1/8/2008)."""
    at_level = target_level or (level if level == "province" or on < REFORM else "commune")
    moved: set[tuple[int, int]] = set()
    for commune in gazetteer.standing(day, "commune"):
        old = next((unit for unit in gazetteer.parents(commune, day) if unit.level == level), None)
        for share in _fate(commune.number, on) if old is not None else ():
            here = gazetteer.units[share.number]
            new = next((unit for unit in (here, *gazetteer.parents(here, on)) if unit.level == at_level), None)
            if new is not None and old is not None and not share.up and all(s.number != old.number for s in out[new.number]):
                moved.add((old.number, new.number))
    losers = {old for old, _ in moved}
    for target, shares in out.items():
        out[target] = [_divided(share) if share.number in losers else share for share in shares]
    for loser, target in moved:
        out[target].append(_Share(loser, whole=False, people=False, inferred=False, up=False))


def _divided(share: _Share) -> _Share:
    return _Share(share.number, whole=False, people=False, inferred=share.inferred, up=share.up)


def _answer(  # noqa: PLR0911
    gazetteer: Gazetteer,
    target: int,
    shares: tuple[_Share, ...],
    known: Mapping[int, Number],
    rule: str,
    weights: Mapping[int, Number],
    *,
    people: bool,
) -> Harmonised:
    ids = tuple(gazetteer.units[share.number].locality_id for share in shares)
    split = tuple(i for i, share in zip(ids, shares, strict=True) if not (share.whole or (people and share.people)))
    missing = tuple(i for i, share in zip(ids, shares, strict=True) if share.number not in known)
    inferred = any(share.inferred for share in shares)
    name = gazetteer.units[target].locality_id

    def no(status: str, reason: str) -> Harmonised:
        return Harmonised(name, None, status, reason, ids, inferred, missing, split)

    unsure = [gazetteer.units[share.number].full_name for share in shares if share.up]
    if unsure:
        return no("refused", f"it may hold {', '.join(unsure[:3])}: no list says into which commune of the district they went")
    if split:
        names = ", ".join(gazetteer.by_id[i].full_name for i in split[:3])
        if len(ids) == 1:
            return no("split", f"{names} was divided: how much of its figure stays here is not known")
        return no(
            "split", f"{len(split)} of {len(ids)} units that lie in it were divided ({names}): their figures cannot be shared out"
        )
    if missing:
        return no("incomplete", f"no figure for {len(missing)} of {len(ids)} units that make it up")
    numbers = [share.number for share in shares]
    if len(numbers) == 1:
        return Harmonised(name, known[numbers[0]], "same", "one whole unit", ids, inferred)
    if rule == "not_aggregable":
        return no("refused", f"scores and ranks do not add up: {len(ids)} units were merged")
    if rule == "weighted_mean":
        if any(number not in weights for number in numbers):
            return no("refused", f"a share or rate of {len(ids)} merged units needs the denominator of each")
        return _mean(name, numbers, known, weights, ids, inferred=inferred)
    pieces = [known[number] for number in numbers]
    value = max(pieces) if rule == "max" else _sum(pieces)
    return Harmonised(name, value, "merged", f"{rule} of {len(ids)} whole units", ids, inferred)


def _sum(pieces: Iterable[Number]) -> Number:
    """Add exactly: floats by their shortest decimal form, so that 0.1 + 0.2 is 0.3."""
    pieces = list(pieces)
    if all(isinstance(piece, int) for piece in pieces):
        return sum(pieces)
    total = sum((Decimal(str(piece)) for piece in pieces), Decimal(0))
    return total if any(isinstance(piece, Decimal) for piece in pieces) else float(total)


def _mean(
    name: str,
    numbers: list[int],
    known: Mapping[int, Number],
    weights: Mapping[int, Number],
    ids: tuple[str, ...],
    *,
    inferred: bool,
) -> Harmonised:
    total = sum((Decimal(str(weights[number])) for number in numbers), Decimal(0))
    if total <= 0:
        return Harmonised(name, None, "refused", "the denominators add up to nothing", ids, inferred)
    mean = sum((Decimal(str(known[n])) * Decimal(str(weights[n])) for n in numbers), Decimal(0)) / total
    value = mean if any(isinstance(known[n], Decimal) for n in numbers) else float(mean)
    return Harmonised(name, value, "merged", f"mean of {len(ids)} whole units, weighted by their denominators", ids, inferred)
