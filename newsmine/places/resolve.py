"""A printed name → the unit that it names on a day, or an honest answer why not.

Nothing is guessed: what stands around the name decides (the chain of units printed after it, other places of the article, the
newspaper's province), and where it does not, the answer is ``ambiguous`` with all candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsmine.normal import read
from newsmine.places.gazetteer import FIRST_DAY, LAST_DAY, Gazetteer, Unit, aliases, load
from newsmine.places.names import TYPE_OF, Part, name_key, parse

__all__ = ["STATUSES", "Resolution", "home_of", "resolve", "resolve_parts"]

STATUSES = ("exact", "stale", "anticipated", "ambiguous", "conflict", "unknown")
STALE_MONTHS = 24  # newspapers go on using a name for so long after its unit has ended
AHEAD_MONTHS = 12  # and use it for so long before it begins


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a printed place is.

    Status: ``exact`` (a unit of that day), ``stale`` (ended up to 24 months before), ``anticipated`` (begins up to 12 months after),
    ``ambiguous`` (several, see candidates), ``conflict`` (what is printed around it contradicts every candidate), ``unknown``.
    ``locality_id`` is set for the first three only.
    """

    status: str
    locality_id: str | None
    candidates: tuple[str, ...]
    reason: str

    @property
    def resolved(self) -> bool:
        """Tell whether one unit was found."""
        return self.locality_id is not None


UNKNOWN = Resolution("unknown", None, (), "no unit of that name in the lists")


def shift(day: str, months: int) -> str:
    """Return an ISO day moved by months (the day of the month is kept: the result serves comparison only)."""
    count = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    return f"{count // 12:04d}-{count % 12 + 1:02d}{day[7:]}"


@lru_cache(maxsize=4096)
def _window(day: str) -> tuple[str, str]:
    return shift(day, -STALE_MONTHS), shift(day, AHEAD_MONTHS)


def status_of(unit: Unit, day: str) -> str:
    """Return exact, stale or anticipated for a unit on a day, or '' where it lies outside the tolerance."""
    if unit.start <= day < unit.end:
        return "exact"
    back, ahead = _window(day)
    if unit.end <= day:
        return "stale" if unit.end > back else ""
    return "anticipated" if unit.start <= ahead else ""


@lru_cache(maxsize=1024)
def home_of(home: str, day: str) -> frozenset[int]:
    """Return the numbers of the provinces that a newspaper's province covers on a day.

    ``home`` is an id (``pro:20@2004``), a GSO code or a name. A province of today covers before its merger all that went into it; a
    province that is no more is followed into its successor. Raises :class:`KeyError` for what is not a province.
    """
    gazetteer = load()
    found = [unit for unit in _provinces(home) if unit.valid(day)]
    if not found:
        found = list(_provinces(home))
        if not found:
            raise KeyError(home)
    numbers: set[int] = set()
    todo = list(found)
    while todo:
        unit = todo.pop()
        if unit.number in numbers:
            continue
        if unit.end <= day:
            todo.extend(gazetteer.units[step.unit] for step in gazetteer.after(unit))
        numbers.add(unit.number)
        if day < unit.start or unit.start > shift(day, -STALE_MONTHS):
            todo.extend(gazetteer.units[step.unit] for step in gazetteer.before(unit))
    return frozenset(number for number in numbers if gazetteer.units[number].level == "province")


def _provinces(home: str) -> tuple[Unit, ...]:
    gazetteer = load()
    if "@" in home:
        unit = gazetteer.get(home)
        if unit is None:
            return ()
        return (gazetteer.parents(unit)[-1],) if unit.level != "province" else (unit,)
    if home.isdigit():
        return tuple(gazetteer.by_code.get(f"pro:{home.zfill(2)}", ()))
    part = parse(home)[0] if parse(home) else Part("", "")
    lineage = aliases().get(read(home).text) or aliases().get(part.name)
    if lineage:
        return tuple(gazetteer.by_code[lineage])
    return tuple(unit for unit in gazetteer.named(name_key(part.name)) if unit.level == "province")


def _candidates(gazetteer: Gazetteer, part: Part, whole: str, day: str) -> list[Unit]:
    """Return all versions that a part may name by spelling and type, of whatever date."""
    lineage = aliases().get(whole) or aliases().get(part.name)
    if lineage and (not part.types or lineage.startswith("pro") or any(u.type in part.types for u in gazetteer.by_code[lineage])):
        units = list(gazetteer.by_code[lineage])
        if not gazetteer.named(name_key(part.name), part.types):
            return units
    return gazetteer.named(name_key(part.name), part.types)


def _describe(unit: Unit) -> str:
    from_ = unit.start or f"before {FIRST_DAY}"
    until = unit.end if unit.end != "9999" else "today"
    return f"{unit.full_name} stands from {from_} to {until}"


def _in_date(units: Iterable[Unit], day: str) -> dict[str, list[Unit]]:
    """Group units by status on a day; of several versions of one code in a group only the nearest in time is kept."""
    groups: dict[str, list[Unit]] = {"exact": [], "stale": [], "anticipated": []}
    for unit in units:
        status = status_of(unit, day)
        if status:
            groups[status].append(unit)
    for status in ("stale", "anticipated"):
        group = groups[status]
        if len(group) > 1 or groups["exact"]:
            nearest: dict[str, Unit] = {}
            for unit in group:
                other = nearest.get(unit.lineage)
                if other is None or (unit.end > other.end if status == "stale" else unit.start < other.start):
                    nearest[unit.lineage] = unit
            # a version that only went over into an exact one of the same code is that one
            same = {unit.lineage for unit in groups["exact"]}
            groups[status] = [
                unit for unit in nearest.values() if unit.lineage not in same or not _same_ground(unit, groups["exact"])
            ]
    return groups


def _same_ground(unit: Unit, others: Sequence[Unit]) -> bool:
    return any(other.lineage == unit.lineage and other.level == unit.level and other.name == unit.name for other in others)


def _inside(gazetteer: Gazetteer, unit: Unit, scope: frozenset[int]) -> bool:
    return not scope.isdisjoint(gazetteer.above(unit))


def _was_inside(gazetteer: Gazetteer, unit: Unit, scope: frozenset[int]) -> bool:
    return any(_inside(gazetteer, gazetteer.units[step.unit], scope) for step in gazetteer.before(unit))


def resolve(
    name: str,
    *,
    on: str | None,
    within: str | Sequence[str] | None = None,
    home: str | None = None,
    context: Sequence[str] = (),
) -> Resolution:
    """Return the unit that a printed place names on a day.

    ``name``: ``phường Đông Kinh, thành phố Lạng Sơn`` (a chain, smallest first), ``TP.HCM``, ``Hà Tĩnh``. ``on``: ISO day (longer ISO times are
    cut); None means today's map, on which every older unit is ``stale``. ``within``: names or ids of units that it must lie in.
    ``home``: the newspaper's province (id, code or name). ``context``: ids of other units that the article names.
    """
    return resolve_parts(parse(name), name, on=on, within=within, home=home, context=context)


def resolve_parts(
    parts: tuple[Part, ...],
    printed: str,
    *,
    on: str | None,
    within: str | Sequence[str] | None = None,
    home: str | None = None,
    context: Sequence[str] = (),
) -> Resolution:
    """Do the work of :func:`resolve` on a name that is split into parts already."""
    gazetteer = load()
    day = on[:10] if on else LAST_DAY
    whole = " ".join(read(printed).text.split()) if len(parts) != 1 else ""
    if whole in aliases():
        parts = (Part("", whole),)
    if not parts or not parts[0].name:
        return UNKNOWN
    named = _candidates(gazetteer, parts[0], f"{parts[0].types}{parts[0].name}", day)
    if not named:
        return _not_named(gazetteer, parts[0])
    scopes, notes = _scopes(gazetteer, parts[1:], within, day)
    groups = _in_date(named, day)
    if on is None:
        groups["stale"] = _latest(
            unit for unit in named if unit.end <= day and unit.lineage not in {u.lineage for u in groups["exact"]}
        )
    found = [(status, unit) for status in groups for unit in groups[status]]
    if not found:
        ids = tuple(unit.locality_id for unit in named)
        return Resolution("unknown", None, ids, f"none of that name on {day}: {_describe(_nearest(named, day))}")
    for label, scope in scopes:
        inside = [(status, unit) for status, unit in found if _inside(gazetteer, unit, scope) and unit.number not in scope]
        if not inside:
            inside = [(status, unit) for status, unit in found if _was_inside(gazetteer, unit, scope)]
        if not inside:
            ids = tuple(unit.locality_id for _, unit in found)
            return Resolution("conflict", None, ids, f"no {_printed(parts[0])} in {label} on {day}")
        found = inside
        notes.append(f"in {label}")
    return _choose(gazetteer, found, parts[0], day, home, context, notes)


def _printed(part: Part) -> str:
    return f"{TYPE_OF[part.types]} {part.name}" if part.types in TYPE_OF else part.name


def _nearest(units: Sequence[Unit], day: str) -> Unit:
    return max(units, key=lambda unit: (unit.end <= day, unit.end if unit.end <= day else "", unit.start))


def _latest(units: Iterable[Unit]) -> list[Unit]:
    out: dict[str, Unit] = {}
    for unit in units:
        if unit.lineage not in out or unit.end > out[unit.lineage].end:
            out[unit.lineage] = unit
    return list(out.values())


def _not_named(gazetteer: Gazetteer, part: Part) -> Resolution:
    from newsmine.places.past import former_province

    if (known := former_province(part)) is not None:
        return Resolution("unknown", None, (), known)
    if part.types:
        others = gazetteer.same_level(name_key(part.name), part.types)
        if others:
            ids = tuple(unit.locality_id for unit in others)
            return Resolution("conflict", None, ids, f"there is no {_printed(part)}, only {others[-1].full_name}")
    return UNKNOWN


def _scopes(
    gazetteer: Gazetteer, parts: Sequence[Part], within: str | Sequence[str] | None, day: str
) -> tuple[list[tuple[str, frozenset[int]]], list[str]]:
    """Return for each unit that must hold the place a label and the units that it may be; and notes on what was not understood."""
    scopes: list[tuple[str, frozenset[int]]] = []
    notes: list[str] = []
    wanted = list(parts)
    for item in (within,) if isinstance(within, str) else within or ():
        unit = gazetteer.get(item)
        if unit is not None:
            scopes.append((unit.full_name, frozenset({unit.number})))
        else:
            wanted.extend(parse(item))
    for part in wanted:
        if (part.types, part.name) == ("", "Việt Nam"):
            continue
        units = _candidates(gazetteer, part, f"{part.types}{part.name}", day)
        if not part.types:
            units = [unit for unit in units if unit.level != "commune"]
        if units:
            scopes.append((_printed(part), frozenset(unit.number for unit in units)))
        else:
            notes.append(f"{_printed(part)} is not known")
    return scopes, notes


def _choose(
    gazetteer: Gazetteer,
    found: list[tuple[str, Unit]],
    part: Part,
    day: str,
    home: str | None,
    context: Sequence[str],
    notes: list[str],
) -> Resolution:
    """Narrow the candidates by what stands around the name, weakest evidence last; give up rather than guess."""
    exact_only = [pair for pair in found if pair[0] == "exact"]
    if not part.types:
        found, note = _bare(gazetteer, found)
        if note:
            notes.append(note)
        exact_only = [pair for pair in found if pair[0] == "exact"]
    if len(found) == 1:
        return _one(found[0], day, notes)
    for label, scope in _evidence(gazetteer, day, home, context):
        inside = [pair for pair in found if _inside(gazetteer, pair[1], scope)]
        if inside:
            exact = [pair for pair in inside if pair[0] == "exact"] if part.types else []
            outside_exact = [pair for pair in exact_only if pair not in inside]
            if len(exact) == 1:
                return _one(exact[0], day, [*notes, label])
            if len(inside) == 1 and not (inside[0][0] == "anticipated" and outside_exact):
                return _one(inside[0], day, [*notes, label])
            found = exact or inside
            break
    else:
        if len(exact_only) == 1 and part.types:
            return _one(exact_only[0], day, [*notes, "the only one of that day"])
    found = _by_spelling(found, part)
    if len(found) == 1:
        return _one(found[0], day, [*notes, "the only one spelled so"])
    ids = tuple(unit.locality_id for _, unit in found)
    return Resolution("ambiguous", None, ids, "; ".join([*notes, f"{len(ids)} units of that name are left"]))


def _by_spelling(found: list[tuple[str, Unit]], part: Part) -> list[tuple[str, Unit]]:
    lower = part.name.lower()
    same = [pair for pair in found if pair[1].name.lower() == lower]
    return same if 0 < len(same) < len(found) and len({unit.type for _, unit in found}) == 1 else found


def _one(pair: tuple[str, Unit], day: str, notes: Sequence[str]) -> Resolution:
    status, unit = pair
    words = list(notes)
    if status == "stale":
        words.append(f"ended on {unit.end}, still named on {day}")
    elif status == "anticipated":
        words.append(f"begins on {unit.start}, named already on {day}")
    return Resolution(status, unit.locality_id, (unit.locality_id,), "; ".join(words) or "the only one of that name and day")


def _bare(gazetteer: Gazetteer, found: list[tuple[str, Unit]]) -> tuple[list[tuple[str, Unit]], str]:
    """Read a name without a type word: a province's name is the province; a district's name is the district with its seat in it."""
    provinces = [pair for pair in found if pair[1].level == "province"]
    if provinces:
        exact = [pair for pair in provinces if pair[0] == "exact"]
        return exact or provinces, "a province's name without a type word" if len(found) > len(provinces) else ""
    districts = [pair for pair in found if pair[1].level == "district"]
    if len(districts) == 1:
        scope = frozenset({districts[0][1].number})
        if all(_inside(gazetteer, unit, scope) for _, unit in found):
            return districts, "the district, which holds the commune of that name" if len(found) > 1 else ""
    return found, ""


def _evidence(gazetteer: Gazetteer, day: str, home: str | None, context: Sequence[str]) -> Iterable[tuple[str, frozenset[int]]]:
    """Give what may narrow the candidates, strongest first: named itself, districts named, neighbours, provinces and home."""
    units = [unit for unit in map(gazetteer.get, context) if unit is not None]
    if units:
        yield "named with its chain elsewhere in the article", frozenset(unit.number for unit in units if unit.level == "commune")
        yield "in a district that the article names", frozenset(unit.number for unit in units if unit.level == "district")
        beside = {
            parent.number for unit in units if unit.level == "commune" and (parent := gazetteer.parent(unit, day)) is not None
        }
        yield "beside a commune that the article names", frozenset(n for n in beside if gazetteer.units[n].level == "district")
    scope = {unit.number for unit in units if unit.level == "province"}
    scope |= {gazetteer.parents(unit, day)[-1].number for unit in units if unit.level != "province"}
    if home:
        scope |= home_of(home, day)
    if scope:
        yield "in the newspaper's province" if home and not units else "in a province that the article names", frozenset(scope)
