"""The gazetteer: administrative units of Vietnam with their dates, 31/8/2004 to 30/4/2026, and what became of each.

Loaded once, on first use, from two tables beside the code (``data/DATA.md`` says where they come from). Dates are ISO 8601
strings, which compare as dates; ``end`` is the first day on which the unit is no more (``9999`` while it stands).
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

from newsmine._data import data_text, data_toml
from newsmine.places.names import LEVEL_OF, TYPE_OF, name_key, plain_key
from newsmine.records import Locality

__all__ = ["FIRST_DAY", "LAST_DAY", "REFORM", "Gazetteer", "Unit", "load"]

FIRST_DAY = "2004-08-31"  # the first list
LAST_DAY = "2026-04-30"  # the last change that is known
REFORM = "2025-07-01"  # provinces 63 → 34, no districts any more
_PREFIX = {"cou": "country", "reg": "region", "pro": "province", "dis": "district", "com": "commune"}
_NEVER = "9999"


class Unit(NamedTuple):
    """One version of a unit: the same code, name, type and parent on all days ``start <= day < end``."""

    number: int
    locality_id: str
    type: str  # type letter, see names.TYPE_OF
    name: str
    parent_id: str
    start: str
    end: str
    others: tuple[str, ...]  # other spellings of the name

    @property
    def level(self) -> str:
        """Level in the words of the records."""
        return _PREFIX[self.locality_id[:3]]

    @property
    def lineage(self) -> str:
        """Level and code without the era: the same for all versions of one code (``pro:20``)."""
        return self.locality_id.partition("@")[0]

    @property
    def full_name(self) -> str:
        """Name with its type (``thành phố Lạng Sơn``)."""
        kind = TYPE_OF.get(self.type)
        return f"{kind} {self.name}" if kind else self.name

    def valid(self, day: str) -> bool:
        """Tell whether the unit stands on a day."""
        return self.start <= day < self.end


class Succession(NamedTuple):
    """Where a unit went on the day that it ended. Kind: whole, part, or level (only the unit above is left or known)."""

    unit: int
    kind: str
    mark: str  # '', 'inferred', or 'people' (part of the area, all of the people)


def _wide_units(number: int) -> list[Unit]:
    """Return the country and its regions as units without dates (``cou:vn@2004``, ``reg:tn@2004``)."""
    table = data_toml("newsmine.places", "regions.toml")
    entries = [(f"{level[:3]}:{code}@2004", entry) for level in ("country", "region") for code, entry in table[level].items()]
    return [
        Unit(number + place, name, "", entry["name"], "", "", _NEVER, tuple(entry.get("others", ())))
        for place, (name, entry) in enumerate(entries)
    ]


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _unit(number: int, line: str) -> Unit:
    cells = line.split("\t")
    cells += [""] * (7 - len(cells))
    locality_id, kind, name, parent, start, end, other = cells
    return Unit(number, locality_id, kind, name, parent, start, end or _NEVER, (other,) if other else ())


class Gazetteer:
    """All units, found by id, by code, by name, by unit above and by date. Use :func:`load`."""

    def __init__(self, units: list[Unit], successions: str) -> None:
        """Index the units; successions are parsed when first asked for."""
        self.units = units
        self.by_id = {unit.locality_id: unit for unit in units}
        self._successions = successions
        self.by_code: dict[str, list[Unit]] = defaultdict(list)
        self.by_key: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self.by_code[unit.lineage].append(unit)
            self.by_key[name_key(unit.name)].append(unit)
            for other in unit.others:
                if (key := name_key(other)) != name_key(unit.name):
                    self.by_key[key].append(unit)
        for versions in self.by_code.values():
            versions.sort(key=lambda unit: unit.start)
        self._add_other_names()
        self._above: dict[int, frozenset[int]] = {}

    def _add_other_names(self) -> None:
        for name, target in other_names().items():
            units = [self.by_id[target]] if "@" in target else self.by_code[target]
            key = name_key(name)
            self.by_key[key].extend(unit for unit in units if unit not in self.by_key[key])

    def get(self, locality_id: str) -> Unit | None:
        """Return the unit with an id, or None."""
        return self.by_id.get(locality_id)

    def locality(self, locality_id: str) -> Locality | None:
        """Return the record of a unit, or None where the id is not known; successors are those of the day on which it ended."""
        from newsmine.places.succession import successors

        unit = self.by_id.get(locality_id)
        if unit is None:
            return None
        return Locality(
            locality_id=unit.locality_id,
            name=unit.full_name,
            level=unit.level,
            parent_id=unit.parent_id or None,
            valid_from=unit.start or None,
            valid_to=unit.end if unit.end != _NEVER else None,
            successors=successors(locality_id, unit.end) if unit.end <= LAST_DAY else (),
        )

    def at(self, lineage: str, day: str) -> Unit | None:
        """Return the version of a level and code (``dis:178``) that stands on a day, or None."""
        return next((unit for unit in self.by_code.get(lineage, ()) if unit.valid(day)), None)

    def standing(self, day: str, level: str | None = None) -> list[Unit]:
        """Return the units that stand on a day, of one level or of all."""
        return [unit for unit in self.units if unit.valid(day) and (level is None or unit.level == level)]

    def parent(self, unit: Unit, day: str | None = None) -> Unit | None:
        """Return the unit above on a day (default: the first day of validity; days outside the validity are moved into it)."""
        if not unit.parent_id:
            return None
        first = self.by_id[unit.parent_id]
        if day is None or day <= (unit.start or FIRST_DAY):
            return first
        versions = self.by_code[first.lineage]
        last = max((version for version in versions if version.start < unit.end), key=lambda version: version.start)
        return last if unit.end <= day else next((version for version in versions if version.valid(day)), last)

    def parents(self, unit: Unit, day: str | None = None) -> list[Unit]:
        """Return the chain of units above on a day, smallest first (days outside the validity are moved into it)."""
        if day is not None and unit.end <= day:
            day = _day_before(unit.end)
        chain: list[Unit] = []
        here = self.parent(unit, day)
        while here is not None:
            chain.append(here)
            here = self.parent(here, day)
        return chain

    def above(self, unit: Unit) -> frozenset[int]:
        """Return the numbers of all units that stood above at any time of the validity (and of the unit itself)."""
        found = self._above.get(unit.number)
        if found is None:
            numbers = {unit.number}
            if unit.parent_id:
                for version in self.by_code[self.by_id[unit.parent_id].lineage]:
                    if version.start < unit.end and unit.start < version.end:
                        numbers |= self.above(version)
            found = self._above[unit.number] = frozenset(numbers)
        return found

    @cached_property
    def _after(self) -> dict[int, tuple[Succession, ...]]:
        out: dict[int, list[Succession]] = defaultdict(list)
        for line in self._successions.splitlines():
            old, new, kind, *mark = line.split("\t")
            out[self.by_id[old].number].append(Succession(self.by_id[new].number, kind, mark[0] if mark else ""))
        return {number: tuple(steps) for number, steps in out.items()}

    @cached_property
    def _before(self) -> dict[int, tuple[Succession, ...]]:
        out: dict[int, list[Succession]] = defaultdict(list)
        for old, steps in self._after.items():
            for step in steps:
                out[step.unit].append(Succession(old, step.kind, step.mark))
        return {number: tuple(steps) for number, steps in out.items()}

    def after(self, unit: Unit) -> tuple[Succession, ...]:
        """Return where a unit went on the day that it ended; nothing while it stands."""
        return self._after.get(unit.number, ())

    def before(self, unit: Unit) -> tuple[Succession, ...]:
        """Return what a unit was made of."""
        return self._before.get(unit.number, ())

    def alias(self, printed: str) -> list[Unit]:
        """Return the versions that another name stands for (``TP.HCM``, ``BR-VT``), oldest first, or nothing."""
        target = aliases().get(printed)
        if target is None:
            return []
        return [self.by_id[target]] if "@" in target else self.by_code[target]

    def named(self, key: str, types: str = "") -> list[Unit]:
        """Return all versions of all units with a name key, of any of the types where some are given."""
        units = self.by_key.get(key, ())
        return [unit for unit in units if not types or unit.type in types] if types else list(units)

    @cached_property
    def _plain(self) -> dict[str, list[Unit]]:
        out: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units:
            if unit.level == "province":
                out[plain_key(unit.name)].append(unit)
        return out

    def plain(self, name: str) -> list[Unit]:
        """Return the provinces of a name that is printed without diacritics (``Lang Son``, ``Thanh pho Ho Chi Minh``)."""
        if not name.isascii():
            return []
        key = plain_key(name)
        for word in ("tinh", "thanhpho", "tp"):
            if key not in self._plain and key.startswith(word):
                key = key[len(word) :]
        return self._plain.get(key, [])

    def same_level(self, key: str, types: str) -> list[Unit]:
        """Return all versions with a name key on a level of the types, whatever their own type."""
        levels = {level for letter in types for level in LEVEL_OF[letter]}
        return [unit for unit in self.by_key.get(key, ()) if unit.level in levels]


@lru_cache(maxsize=1)
def aliases() -> dict[str, str]:
    """Return other names of provinces and cities, each dash and space variant of them, with level and code."""
    table = data_toml("newsmine.places", "names.toml")["aliases"]
    out: dict[str, str] = {}
    for name, lineage in table.items():
        for dash in ("-", "–"):
            out[re.sub("[-–]", dash, name)] = lineage
            out[re.sub(r"\s*[-–]\s*", dash, name)] = lineage
    return out


def other_names() -> dict[str, str]:
    """Return other spellings and older names of units, with level and code."""
    table: dict[str, str] = data_toml("newsmine.places", "names.toml")["other_names"]
    return table


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """Return the gazetteer; read at the first call, the same object afterwards."""
    lines = data_text("newsmine.places", "units.tsv").splitlines()
    units = [_unit(number, line) for number, line in enumerate(lines)]
    units += _wide_units(len(units))
    return Gazetteer(units, data_text("newsmine.places", "successions.tsv"))
