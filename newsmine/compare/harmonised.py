"""The harmonised view: a comparison carried onto the map of one day, 63 provinces or 34, or any other.

Counts of old units are added where whole units merged; shares and rates need the denominator of each; scores and ranks are never
added; what was split, or has a part without a figure, is refused with its reason. Nothing is estimated.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsmine.compare.breaks import borders_since, era, settled, territory_day
from newsmine.compare.facts import Fact, read_facts
from newsmine.compare.table import Comparison, Row, aligned, by_name, rounded, shown_value
from newsmine.compare.units import same_counted
from newsmine.dataset.store import Store
from newsmine.errors import InputError
from newsmine.extractors.summary import number
from newsmine.places import Unit, harmonise, load, predecessors
from newsmine.places.validity import as_day

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MAPS", "Carried", "HarmonisedComparison", "carry", "map_day"]

MAPS = {"63": "2025-06-30", "34": "2025-07-01"}
"""Names of the two maps that analysts ask for, and a day of each."""

_Key = tuple[str, str, str | None]

COLUMNS = (
    "indicator_id", "locality_id", "locality", "level", "map", "period", "column", "basis", "value", "unit", "bound", "status",
    "carried", "reason", "units", "missing", "inferred", "conflict", "place_assumed",
    "statistic_ids",
)  # fmt: skip


def map_day(name: str) -> str:
    """Return the day of a map: ``63``, ``34``, or an ISO day. Raises :class:`InputError` for anything else."""
    return MAPS.get(name) or as_day(name)


@dataclass(frozen=True, slots=True)
class Carried:
    """A figure on the map, or the reason why there is none.

    ``carried`` is ``reported`` (of this very unit), ``same`` (of the unit under another name or rank), ``merged`` (worked out
    from whole units), ``incomplete``, ``split`` or ``refused``. ``rows`` are what it was made from, ``missing`` ids of units
    without a figure; ``differs``: reported of the unit itself, and what its parts give is another value.
    """

    locality_id: str
    locality: str
    period: str
    column: str
    basis: str
    value: Decimal | None
    carried: str
    reason: str
    rows: tuple[Row, ...]
    missing: tuple[str, ...] = ()
    inferred: bool = False
    differs: Decimal | None = None

    @property
    def bound(self) -> str:
        """``exact`` where all parts are, ``about`` where one is not and several were added."""
        bounds = {row.fact.bound for row in self.rows}
        return bounds.pop() if len(bounds) == 1 else "about" if bounds else "exact"


@dataclass(frozen=True)
class HarmonisedComparison:
    """A comparison on the map of a day."""

    source: Comparison
    day: str
    cells: tuple[Carried, ...]

    def to_pandas(self) -> pd.DataFrame:
        """Return a row a unit of the map and period, refused ones too with their reason."""
        import pandas as pd

        return pd.DataFrame.from_records([self._plain(cell) for cell in self.cells], columns=list(COLUMNS))

    def to_csv(self, path: Path, *, excel: bool = False) -> None:
        """Write the same as CSV."""
        from newsmine.dataset.export import write_cells

        write_cells(path, COLUMNS, [list(self._plain(cell).values()) for cell in self.cells], excel=excel)

    def _plain(self, cell: Carried) -> dict[str, Any]:
        meaning = self.source.meaning
        return {
            "indicator_id": self.source.indicator_id,
            "locality_id": cell.locality_id,
            "locality": cell.locality,
            "level": self.source.level,
            "map": self.day,
            "period": cell.period,
            "column": cell.column,
            "basis": cell.basis,
            "value": None if cell.value is None else float(cell.value),
            "unit": meaning.unit,
            "bound": cell.bound,
            "status": self.source.status,
            "carried": cell.carried,
            "reason": cell.reason,
            "units": "; ".join(dict.fromkeys(row.fact.locality for row in cell.rows)) or None,
            "missing": "; ".join(_name(unit) for unit in cell.missing) or None,
            "inferred": cell.inferred,
            "conflict": cell.differs is not None or any(row.others for row in cell.rows),
            "place_assumed": any(row.fact.place_assumed for row in cell.rows),
            "statistic_ids": "; ".join(row.fact.statistic_id for row in cell.rows) or None,
        }

    @cached_property
    def columns(self) -> list[str]:
        """Years and spans of years, in order of time."""
        return sorted({cell.column for cell in self.cells}, key=lambda column: (column[-4:], column))

    def lines(self) -> list[str]:
        """Return the table that is printed; ``Σ`` marks what was added, ``–`` what was refused, each with its reason below."""
        shown: dict[tuple[str, str], Carried] = {}
        for cell in sorted(
            self.cells, key=lambda cell: (cell.value is None, cell.carried != "reported", cell.basis, cell.period)
        ):
            shown.setdefault((cell.locality_id, cell.column), cell)
        names = by_name({cell.locality_id: cell.locality for cell in self.cells})
        body = [[name, *(_cell(shown.get((unit, column))) for column in self.columns)] for unit, name in names]
        out = aligned([["", *self.columns], *body])
        out += [f"– {cell.locality}, {cell.period}: {cell.reason}" for cell in self.cells if cell.value is None]
        if any(cell.carried == "merged" for cell in self.cells):
            out.append("Σ worked out from the whole units that were merged into it")
        return out


def _cell(cell: Carried | None) -> str:
    if cell is None:
        return "·"
    if cell.value is None:
        return "–"
    if len(cell.rows) == 1:
        text = shown_value(cell.rows[0].fact)
    else:
        text = "Σ" + ("≈" if cell.bound == "about" else "") + number(rounded(cell.value))
    return text + ("*" if cell.differs is not None or any(row.others for row in cell.rows) else "")


def _name(locality_id: str) -> str:
    unit = load().get(locality_id)
    return unit.full_name if unit else locality_id


def carry(store: Store | Path | str, comparison: Comparison, to: str) -> HarmonisedComparison:
    """Carry a comparison onto a map (``63``, ``34`` or a day): one answer for each unit of it that a figure touches, and period.

    Counts are added by the indicator's rule of aggregation; a share or rate takes its weights from the ratios' own
    denominators, or from the indicator that is its denominator, of the same unit and year in ``store``; without them it is
    refused.
    """
    if not isinstance(store, Store):
        with Store(store, must_exist=True) as opened:
            return carry(opened, comparison, to)
    day = map_day(to)
    weights = _weights(store, comparison)
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in comparison.rows:
        groups[row.fact.period].append(row)
    cells = [cell for period in sorted(groups) for cell in _one_period(comparison, groups[period], day, weights)]
    return HarmonisedComparison(
        comparison, day, tuple(sorted(cells, key=lambda cell: (cell.locality_id, cell.column[-4:], cell.period)))
    )


def _key(fact: Fact) -> _Key:
    return fact.locality_id, fact.column, borders_since(fact)


def _weights(store: Store, comparison: Comparison) -> dict[_Key, Decimal]:
    """Return denominators by unit, year and borders: those of the ratios themselves, else of the denominator's indicator."""
    meaning = comparison.meaning
    found: dict[_Key, Decimal] = {}
    if meaning.denominator:
        try:
            facts: tuple[Fact, ...] = read_facts(
                store, meaning.denominator, comparison.level, assumed=comparison.assumed_places
            ).rows
        except InputError:  # the denominator is no indicator of its own
            facts = ()
        for fact in facts:
            if fact.status == "actual" and fact.bound == "exact":
                found[_key(fact)] = fact.value
    for row in comparison.rows:
        # the ratio may stand behind a share that more articles print: what agrees with it is about the same units
        ratios = (fact for fact in (row.fact, *row.agreeing) if fact.denominator and fact.derived == "share of a ratio")
        for fact in ratios:
            found[_key(fact)] = fact.denominator or Decimal(1)
            break
    return found


def _one_period(comparison: Comparison, rows: list[Row], day: str, weights: Mapping[_Key, Decimal]) -> list[Carried]:
    """Carry the figures of one period: those named on this map stand, older ones go forward, newer ones back if they can."""
    here = era(comparison.level, day)
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if load().get(row.fact.locality_id) is not None:
            groups[era(comparison.level, territory_day(row.fact))].append(row)
    stands = [_alone(row, "reported", "reported of this unit") for row in groups.pop(here, [])]
    found = [_back(row, day) for place in sorted(groups) if place > here for row in groups[place]]
    for place in sorted((place for place in groups if place < here), reverse=True):
        found += _forward(comparison, groups[place], day, weights)
    have = {cell.locality_id: index for index, cell in enumerate(stands)}
    for cell in found:
        at = have.get(cell.locality_id)
        if at is None:
            have[cell.locality_id] = len(stands)
            stands.append(cell)
        elif cell.value is not None and stands[at].value is None:
            stands[at] = cell
        elif cell.value is not None and not _as_printed(cell.value, stands[at].value):
            note = f"{stands[at].reason}; its parts give {number(rounded(cell.value))}"
            stands[at] = dataclasses.replace(stands[at], reason=note, differs=cell.value)
    return stands


def _as_printed(worked_out: Decimal, printed: Decimal | None) -> bool:
    """Tell whether a value that was worked out is the printed one, to the decimals that are printed."""
    return printed is None or worked_out == printed or worked_out.quantize(printed) == printed


def _alone(row: Row, how: str, reason: str, unit: Unit | None = None) -> Carried:
    fact = row.fact
    shown = unit or load().by_id[fact.locality_id]
    return Carried(shown.locality_id, shown.full_name, fact.period, fact.column, fact.basis, fact.value, how, reason, (row,))


def _back(row: Row, day: str) -> Carried:
    """Carry a figure of a newer unit back, which is possible only where it was one whole unit before."""
    gazetteer = load()
    unit = gazetteer.by_id[row.fact.locality_id]
    before = [gazetteer.by_id[old.locality_id] for old in predecessors(unit.locality_id, day)] if day < unit.start else [unit]
    if len(before) == 1 and before[0].valid(day):
        later = settled(row.fact.level, territory_day(row.fact), [unit])
        found = harmonise({before[0].locality_id: 1}, at=day, on=later, rule="not_aggregable")
        if any(answer.locality_id == unit.locality_id and answer.status == "same" for answer in found):
            return _alone(row, "same", "reported of the same unit later", before[0])
    why = f"{unit.full_name} was made of several units, or given parts, after {day}: its figure cannot be taken apart"
    return dataclasses.replace(
        _alone(row, "refused", why), value=None, missing=tuple(old.locality_id for old in before if old is not unit)
    )


def _forward(comparison: Comparison, rows: list[Row], day: str, weights: Mapping[_Key, Decimal]) -> list[Carried]:
    """Carry figures of older units forward, those that stood on one day together."""
    gazetteer = load()
    at = settled(comparison.level, _common_day(rows), _units(rows))
    together = [row for row in rows if gazetteer.by_id[row.fact.locality_id].valid(at)]
    out = _merged(comparison, together, at, day, weights) if together else []
    for row in rows:
        if row not in together:
            alone = territory_day(row.fact)
            out += _merged(comparison, [row], settled(comparison.level, alone, _units([row])), day, weights)
    return out


def _units(rows: list[Row]) -> list[Unit]:
    return [load().by_id[row.fact.locality_id] for row in rows]


def _common_day(rows: list[Row]) -> str:
    """Return the day on which most of the units stand, of the days of their figures; the latest of them."""
    units = _units(rows)
    days = {territory_day(row.fact) for row in rows}
    return max(days, key=lambda day: (sum(unit.valid(day) for unit in units), day))


def _merged(comparison: Comparison, rows: list[Row], at: str, day: str, weights: Mapping[_Key, Decimal]) -> list[Carried]:
    meaning = comparison.meaning
    group = {row.fact.locality_id: row for row in rows}
    first = rows[0].fact
    answers = harmonise(
        {unit: row.fact.value for unit, row in group.items()},
        on=day,
        at=at,
        rule=meaning.aggregate,
        weights={unit: weights[_key(row.fact)] for unit, row in group.items() if _key(row.fact) in weights},
        people=meaning.unit == "người" or same_counted(meaning.unit, "người"),
    )
    return [
        Carried(
            locality_id=answer.locality_id,
            locality=_name(answer.locality_id),
            period=first.period,
            column=first.column,
            basis=first.basis,
            value=None if answer.value is None else Decimal(str(answer.value)),
            carried=answer.status,
            reason=answer.reason,
            rows=tuple(group[unit] for unit in answer.sources if unit in group),
            missing=answer.missing,
            inferred=answer.inferred,
        )
        for answer in answers
    ]
