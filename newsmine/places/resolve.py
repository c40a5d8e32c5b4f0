"""A printed name → the unit that it names on a day, or an honest answer why not.

Nothing is guessed: what stands around the name decides (the chain of units printed after it, other places of the article, the
newspaper's province), and where it does not, the answer is ``ambiguous`` with all candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsmine._data import data_toml
from newsmine.normal import read
from newsmine.places.evidence import evidence, home_of, inside, was_inside
from newsmine.places.gazetteer import LAST_DAY, REFORM, Gazetteer, Unit, aliases, load
from newsmine.places.names import TYPE_OF, Part, name_key, parse
from newsmine.places.past import former_province
from newsmine.places.validity import as_day, by_status, latest, lifetime, nearest

__all__ = ["STATUSES", "Resolution", "resolve", "resolve_parts"]

STATUSES = ("exact", "stale", "anticipated", "ambiguous", "conflict", "unknown")
_Found = list[tuple[str, Unit]]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a printed place is.

    Status: ``exact`` (a unit of that day), ``stale`` (ended up to 24 months before), ``anticipated`` (begins up to 12 months
    after), ``ambiguous`` (several, see candidates), ``conflict`` (what is printed contradicts every candidate), ``unknown``.
    ``locality_id`` is set for the first three only; ``candidates`` are ids; ``reason`` is one line for people.
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


def resolve(
    name: str,
    *,
    on: str | None,
    within: str | Sequence[str] | None = None,
    home: str | None = None,
    context: Sequence[str] = (),
) -> Resolution:
    """Return the unit that a printed place names on a day.

    ``name``: ``phường Đông Kinh, thành phố Lạng Sơn`` (a chain, smallest first), ``TP.HCM``, ``Hà Tĩnh``, ``xã Tân Thanh (huyện
    Văn Lãng cũ)``. ``on``: ISO day (longer ISO times are cut); None means that the day is not known: a province is then read on
    today's map, and any other name counts only if no other unit ever bore it. ``within``: names or ids of units that it must
    lie in. ``home``: the newspaper's province (id, code or name). ``context``: ids of other units that the article names. Raises
    :class:`InputError` for what is no day, and for a ``home`` that is no province.
    """
    if home:
        home_of(home, as_day(on) if on else LAST_DAY)  # what is no province is said, even where it is not needed
    return resolve_parts(parse(name), name, on=on, within=within, home=home, context=context)


def resolve_parts(
    parts: tuple[Part, ...],
    printed: str,
    *,
    on: str | None,
    within: str | Sequence[str] | None = None,
    home: str | None = None,
    context: Sequence[str] = (),
    old_map: bool = False,
) -> Resolution:
    """Do the work of :func:`resolve` on a name in parts; ``old_map``: the day is not known, but before 1/7/2025."""
    gazetteer = load()
    day = as_day(on) if on else "2025-06-30" if old_map else LAST_DAY
    if len(parts) != 1 and (whole := " ".join(read(printed).text.split())) in aliases():
        parts = (Part("", whole),)
    if not parts or not parts[0].name:
        return UNKNOWN
    part = parts[0]
    named = _named(gazetteer, part, old_map=old_map and not on)
    found = _found(named, part, day, context, dated=bool(on))
    if part.former and (before := _before_it_grew(gazetteer, found, part, day)) is not None:
        return before
    if not found:
        return _none_that_day(gazetteer, named, part, day, home) if named else _not_named(gazetteer, part, day)
    scopes, notes = _scopes(gazetteer, parts[1:], within)
    return _narrow(gazetteer, found, part, day, home, context, scopes, notes, dated=bool(on))


def _narrow(
    gazetteer: Gazetteer,
    found: _Found,
    part: Part,
    day: str,
    home: str | None,
    context: Sequence[str],
    scopes: Sequence[tuple[str, frozenset[int], bool]],
    notes: list[str],
    *,
    dated: bool,
) -> Resolution:
    """Narrow the candidates by the chain, then read a bare name, then weigh what stands around."""
    for label, scope, former in scopes:
        held = _held(gazetteer, found, scope, former=former)
        if not held:
            ids = tuple(unit.locality_id for _, unit in found)
            return Resolution("conflict", None, ids, f"no {_printed(part)} in {label} on {day}")
        found = held
        notes.append(f"in {label}")
    if not part.types:
        kept, note = _bare(gazetteer, found, day)
        if not kept:
            return Resolution("unknown", None, tuple(unit.locality_id for _, unit in found), note)
        found = kept
        notes += [note] if note else []
    return _choose(gazetteer, found, part, day, home, context, notes, dated=dated)


def _named(gazetteer: Gazetteer, part: Part, *, old_map: bool) -> list[Unit]:
    """Return the versions that a part may name by spelling, type and rank, of whatever date."""
    if not part.types and former_province(part) is not None:
        return []
    units = _spelled(gazetteer, part)
    if part.central or "T" in part.types:  # các tỉnh, thành phố: never a city of a district's rank
        units = [unit for unit in units if unit.level == "province"]
    return [unit for unit in units if unit.start < REFORM] if old_map else units


def _spelled(gazetteer: Gazetteer, part: Part) -> list[Unit]:
    """Return all versions that a part may name by spelling and type."""
    units = gazetteer.named(name_key(part.name), part.types)
    if part.types and units:
        return units
    versions = gazetteer.alias(part.name) or (gazetteer.alias(f"TP {part.name}") if part.types == "P" else [])
    if any(not part.types or unit.type in part.types for unit in versions) and not any(u.level == "province" for u in units):
        return versions
    return units or gazetteer.plain(part.name)


def _before_it_grew(gazetteer: Gazetteer, found: _Found, part: Part, day: str) -> Resolution | None:
    """Answer for *xã A cũ* where others have joined xã A since: what it was before them has no unit of its own."""
    joined = [
        (gazetteer.units[step.unit].end, unit)
        for _, unit in found
        for step in gazetteer.before(unit)
        if unit.start < gazetteer.units[step.unit].end <= day < unit.end
    ]
    if not joined:
        return None
    ids = tuple(dict.fromkeys(unit.locality_id for _, unit in joined))
    when = max(end for end, _ in joined)
    return Resolution(
        "unknown", None, ids, f"{_printed(part)} as it was before others joined it on {when} has no unit of its own"
    )


def _found(named: Sequence[Unit], part: Part, day: str, context: Sequence[str], *, dated: bool) -> _Found:
    """Return the candidates of a day with their status."""
    if part.former:  # cũ: what ended, however long ago
        ended = latest(unit for unit in named if unit.end <= day)
        if ended:
            return [("stale", unit) for unit in ended]
    groups = by_status(named, day)
    if part.renewed and groups["anticipated"]:
        return [("anticipated", unit) for unit in groups["anticipated"]]
    if not dated:
        if not part.types and (told := [unit for unit in named if unit.locality_id in context and unit.end <= day]):
            return [("stale", unit) for unit in told]  # the article prints the type that only the older version has
        here = {unit.lineage for unit in groups["exact"] if unit.level != "commune" or unit.start < REFORM}
        groups["stale"] = latest(unit for unit in named if unit.end <= day and unit.lineage not in here)
        groups["anticipated"] = []
    return [(status, unit) for status, group in groups.items() for unit in group]


def _held(gazetteer: Gazetteer, found: _Found, scope: frozenset[int], *, former: bool) -> _Found:
    """Return the candidates that lie in a scope, or of which a part lay in it before they were made."""
    now = [(status, unit) for status, unit in found if unit.number not in scope and inside(gazetteer, unit, scope)]
    if now and not former:
        return now
    exact = [(s, unit) for s, unit in found if s == "exact" and was_inside(gazetteer, unit, scope)]
    return exact or now


def _printed(part: Part) -> str:
    return f"{TYPE_OF[part.types]} {part.name}" if part.types in TYPE_OF else part.name


def _not_named(gazetteer: Gazetteer, part: Part, day: str) -> Resolution:
    if (known := former_province(part)) is not None:
        return Resolution("unknown", None, (), known)
    others = _other_types(gazetteer, part, day) if part.types else []
    if others:
        return Resolution("conflict", None, tuple(unit.locality_id for unit in others), _not_but(part, others))
    return UNKNOWN


def _none_that_day(gazetteer: Gazetteer, named: Sequence[Unit], part: Part, day: str, home: str | None) -> Resolution:
    """Answer for a name whose units all lie outside the tolerance."""
    others = _other_types(gazetteer, part, day) if part.types else []
    if home:
        scope = next((scope for _, scope in evidence(gazetteer, day, home, ())), frozenset())
        others = [unit for unit in others if inside(gazetteer, unit, scope)]
    if others:
        return Resolution("conflict", None, tuple(unit.locality_id for unit in others), _not_but(part, others))
    ids = tuple(unit.locality_id for unit in named)
    return Resolution("unknown", None, ids, f"none of that name on {day}: {lifetime(nearest(named, day))}")


def _other_types(gazetteer: Gazetteer, part: Part, day: str) -> list[Unit]:
    return [unit for unit in gazetteer.same_level(name_key(part.name), part.types) if unit.valid(day)]


def _not_but(part: Part, others: Sequence[Unit]) -> str:
    return f"there is no {_printed(part)} on that day, but {' and '.join(unit.full_name for unit in others[:3])}"


def _scopes(
    gazetteer: Gazetteer, parts: Sequence[Part], within: str | Sequence[str] | None
) -> tuple[list[tuple[str, frozenset[int], bool]], list[str]]:
    """Return of each unit that must hold the place a label, what it may be and whether it is called former; and notes."""
    scopes: list[tuple[str, frozenset[int], bool]] = []
    notes: list[str] = []
    wanted = list(parts)
    for item in (within,) if isinstance(within, str) else within or ():
        unit = gazetteer.get(item)
        if unit is not None:
            scopes.append((unit.full_name, frozenset({unit.number}), False))
        else:
            wanted.extend(parse(item))
    for part in wanted:
        units = _spelled(gazetteer, part)
        if any(unit.level == "country" for unit in units):
            continue
        if not part.types:
            units = [unit for unit in units if unit.level in {"province", "district"}]
        if units:
            scopes.append((_printed(part), frozenset(unit.number for unit in units), part.former))
        else:
            notes.append(f"{_printed(part)} is not known")
    return scopes, notes


def _bare(gazetteer: Gazetteer, found: _Found, day: str) -> tuple[_Found, str]:
    """Read a name without a type word: a province's name is the province, a district's the district with its seat."""
    wide = [pair for pair in found if pair[1].level in {"region", "country"}]
    if wide:
        return wide, ""
    provinces = [pair for pair in found if pair[1].level == "province" and pair[0] != "anticipated"]
    if provinces:
        exact = [pair for pair in provinces if pair[0] == "exact"]
        return exact or provinces, "a province's name without a type word" if len(found) > len(provinces) else ""
    exact = [pair for pair in found if pair[0] == "exact"]
    found = [pair for pair in found if pair[0] != "anticipated"] if exact else found
    if exact and (known := _well_known(exact)):
        return known, "the city or island that is known by its bare name" if len(found) > 1 else ""
    ended = [unit for unit in gazetteer.named(name_key(found[0][1].name)) if unit.level == "province" and unit.end <= day]
    if ended:
        return [], f"none of that name on {day}: {lifetime(ended[-1])}"
    seat = _seat(gazetteer, found)
    return seat, "the district, which holds the commune of that name" if len(seat) < len(found) else ""


def _seat(gazetteer: Gazetteer, found: _Found) -> _Found:
    """Return the district alone where all other candidates are communes in it (the town that bears its name)."""
    districts = [pair for pair in found if pair[1].level == "district"]
    if len(districts) != 1:
        return found
    scope = frozenset({districts[0][1].number})
    return districts if all(inside(gazetteer, unit, scope) for _, unit in found) else found


def _well_known(exact: _Found) -> _Found:
    districts = [pair for pair in exact if pair[1].level == "district"]
    return districts if len(districts) == 1 and name_key(districts[0][1].name) in _well_known_keys() else []


@lru_cache(maxsize=1)
def _well_known_keys() -> frozenset[str]:
    return frozenset(map(name_key, data_toml("newsmine.places", "mentions.toml")["well_known"]))


def _choose(
    gazetteer: Gazetteer,
    found: _Found,
    part: Part,
    day: str,
    home: str | None,
    context: Sequence[str],
    notes: list[str],
    *,
    dated: bool,
) -> Resolution:
    """Narrow the candidates by what stands around the name, strongest evidence first; give up rather than guess."""
    if len(found) == 1:
        return _one(found[0], day, notes, dated=dated)
    sure = dated and bool(
        part.types
    )  # a unit of the day goes before one that has ended, where a type word is printed and the day known
    for label, scope in evidence(gazetteer, day, home, context):
        held = [pair for pair in found if inside(gazetteer, pair[1], scope)]
        held += [
            pair for pair in found if pair[0] == "exact" and pair not in held and was_inside(gazetteer, pair[1], scope)
        ]  # phường Đa Mai of today, beside thành phố Bắc Giang cũ
        if not held:
            continue
        best = [pair for pair in held if pair[0] == "exact"] if sure else []
        best = best or held
        if not part.types:
            best = _seat(gazetteer, best)
        if len(best) == 1:
            return _one(best[0], day, [*notes, label], dated=dated)
        found = best if len(best) > 1 else found
        notes = [*notes, label]
        break
    else:
        exact = [pair for pair in found if pair[0] == "exact"]
        if len(exact) == 1 and (sure or exact[0][1].level == "province"):
            return _one(exact[0], day, [*notes, "the only one of that day"], dated=dated)
    spelled = [pair for pair in found if pair[1].name.lower() == part.name.lower()]
    if len(spelled) == 1 and len({unit.type for _, unit in found}) == 1:
        return _one(spelled[0], day, [*notes, "the only one spelled so"], dated=dated)
    ids = tuple(unit.locality_id for _, unit in found)
    return Resolution("ambiguous", None, ids, "; ".join([*notes, f"{len(ids)} units of that name are left"]))


def _one(pair: tuple[str, Unit], day: str, notes: Sequence[str], *, dated: bool) -> Resolution:
    status, unit = pair
    words = list(notes)
    if status == "stale":
        words.append(
            f"ended on {unit.end}, named on {day}" if dated else f"ended on {unit.end}; the day of the text is not known"
        )
    elif not dated and unit.start >= REFORM:
        words.append("the day of the text is not known: read on today's map")
    elif status == "anticipated":
        words.append(f"begins on {unit.start}, named already on {day}")
    return Resolution(status, unit.locality_id, (unit.locality_id,), "; ".join(words) or "the only one of that name and day")
