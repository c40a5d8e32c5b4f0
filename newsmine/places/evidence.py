"""What may decide between units of one name: other places of the article, and the newspaper's province."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from newsmine.errors import InputError
from newsmine.normal import read
from newsmine.places.gazetteer import Gazetteer, Unit, load
from newsmine.places.names import name_key, parse
from newsmine.places.validity import STALE_MONTHS, shift

__all__ = ["evidence", "home_of", "inside", "was_inside"]


def inside(gazetteer: Gazetteer, unit: Unit, scope: frozenset[int]) -> bool:
    """Tell whether a unit is one of a scope or lay in one at any time."""
    return not scope.isdisjoint(gazetteer.above(unit))


def was_inside(gazetteer: Gazetteer, unit: Unit, scope: frozenset[int]) -> bool:
    """Tell whether a unit was made of one that lay in a scope (a commune of today in a district that is no more)."""
    return any(inside(gazetteer, gazetteer.units[step.unit], scope) for step in gazetteer.before(unit))


@lru_cache(maxsize=1024)
def home_of(home: str, day: str) -> frozenset[int]:
    """Return the numbers of the provinces that a newspaper's province covers on a day.

    ``home`` is an id (``pro:20@2004``), a GSO code or a name. A province of today covers before its merger all that went into
    it; a province that is no more is followed into its successor. Raises :class:`InputError` for what is no province.
    """
    gazetteer = load()
    named = _provinces(gazetteer, home)
    if not named:
        raise InputError(f"{home!r} is no province: give its name, its GSO code or an id such as pro:20@2004")
    todo = [unit for unit in named if unit.valid(day)] or list(named)
    numbers: set[int] = set()
    while todo:
        unit = todo.pop()
        if unit.number in numbers or unit.level != "province":
            continue
        numbers.add(unit.number)
        if unit.end <= day:
            todo.extend(gazetteer.units[step.unit] for step in gazetteer.after(unit))
        for step in gazetteer.before(unit):
            old = gazetteer.units[step.unit]
            if day < unit.start or shift(day, -STALE_MONTHS) < old.end <= day:
                todo.append(old)
    return frozenset(numbers)


def _provinces(gazetteer: Gazetteer, home: str) -> tuple[Unit, ...]:
    if "@" in home:
        unit = gazetteer.get(home)
        if unit is None:
            return ()
        return ((gazetteer.parents(unit) or [unit])[-1],)
    if home.isdigit():
        return tuple(gazetteer.by_code.get(f"pro:{home.zfill(2)}", ()))
    view = " ".join(read(home).text.split())
    part = parse(view)[0] if view else None
    versions = gazetteer.alias(view) or (gazetteer.alias(part.name) if part else [])
    if versions:
        return tuple(versions)
    return tuple(unit for unit in gazetteer.named(name_key(part.name)) if unit.level == "province") if part else ()


def evidence(gazetteer: Gazetteer, day: str, home: str | None, context: Sequence[str]) -> Iterator[tuple[str, frozenset[int]]]:
    """Give what may narrow candidates, strongest first: named itself, districts named, neighbours, provinces named and home."""
    units = [unit for unit in map(gazetteer.get, context) if unit is not None]
    if units:
        yield "named with more around it elsewhere in the article", frozenset(u.number for u in units if u.level != "province")
        beside = {
            parent.number for unit in units if unit.level == "commune" and (parent := gazetteer.parent(unit, day)) is not None
        }
        yield "beside a commune that the article names", frozenset(n for n in beside if gazetteer.units[n].level == "district")
    scope = {unit.number for unit in units if unit.level == "province"}
    scope |= {gazetteer.parents(unit, day)[-1].number for unit in units if unit.level in {"district", "commune"}}
    if home:
        scope |= home_of(home, day)
    if scope:
        yield "in the newspaper's province" if home and not units else "in a province that the article names", frozenset(scope)
