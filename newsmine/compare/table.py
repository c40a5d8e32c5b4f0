"""The comparison: one row for each indicator, locality, period and status, with every report of it kept.

Where sources agree the row says how many there are; where they differ, all values are kept, the row is marked as a conflict, and
the one that most articles leave room for (then the firmest, then the latest) stands first. Targets and estimates never mix
with what has happened, a part of a year never with the year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsmine.compare.agree import agree, firmness
from newsmine.compare.breaks import borders_since, moved_on
from newsmine.compare.facts import Fact, read_facts
from newsmine.compare.periods import BASES
from newsmine.dataset.store import Store
from newsmine.errors import InputError
from newsmine.extractors.summary import number
from newsmine.indicators import Indicator
from newsmine.normal import collation_key
from newsmine.places import load
from newsmine.places.gazetteer import LAST_DAY
from newsmine.places.validity import day_before

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "STATUSES", "Comparison", "Row", "compare", "shown_value"]

STATUSES = ("actual", "target", "estimate")

COLUMNS = (
    "indicator_id", "locality_id", "locality", "level", "period", "column", "basis", "period_start", "period_end", "value", "low",
    "high", "unit", "bound", "status", "derived", "denominator", "population", "articles", "sources", "conflict", "other_values",
    "speaker", "source", "published", "article_id", "statistic_id", "confidence", "place_assumed",
    "borders_since",
)  # fmt: skip
"""Columns of the tidy table, in order."""


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of one locality in one period with one status.

    ``fact`` stands first; ``agreeing`` are the other reports that say the same or leave room for it; ``others`` contradict it.
    """

    fact: Fact
    agreeing: tuple[Fact, ...] = ()
    others: tuple[Fact, ...] = ()

    @property
    def articles(self) -> int:
        """Number of articles that say so, a reprint counted with its original."""
        return len({fact.origin for fact in (self.fact, *self.agreeing)})

    @property
    def sources(self) -> int:
        """Number of newspapers that say so."""
        return len({fact.source or fact.origin for fact in (self.fact, *self.agreeing)})

    def as_dict(self) -> dict[str, Any]:
        """Return the row as plain values, keyed by :data:`COLUMNS`."""
        fact = self.fact
        plain = {name: getattr(fact, name) for name in COLUMNS if hasattr(fact, name)}
        for name in ("value", "low", "high", "denominator"):
            plain[name] = None if plain[name] is None else float(plain[name])
        said = [
            f"{shown_value(o)} ({', '.join(filter(None, (o.source or o.article_id, (o.published or '')[:10], o.speaker)))})"
            for o in self.others
        ]
        plain |= {"articles": self.articles, "sources": self.sources, "conflict": bool(self.others)}
        plain |= {"other_values": "; ".join(said) or None, "borders_since": borders_since(fact)}
        return {name: plain[name] for name in COLUMNS}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows of a comparison, and what was refused with how many statistics each."""

    meaning: Indicator
    level: str
    status: str
    rows: tuple[Row, ...]
    refused: dict[str, int] = field(default_factory=dict)
    assumed_places: bool = False  # figures whose place is only assumed were taken, too

    @property
    def indicator_id(self) -> str:
        """Id of the indicator."""
        return self.meaning.id

    def to_pandas(self) -> pd.DataFrame:
        """Return the tidy table as a frame, columns :data:`COLUMNS`."""
        import pandas as pd

        return pd.DataFrame.from_records([row.as_dict() for row in self.rows], columns=list(COLUMNS))

    def reports(self) -> pd.DataFrame:
        """Return every report as a row of its own, contradicting ones too (column ``stands``: first, agrees, differs)."""
        import pandas as pd

        told = [
            (stands, fact)
            for row in self.rows
            for stands, facts in (("first", (row.fact,)), ("agrees", row.agreeing), ("differs", row.others))
            for fact in facts
        ]
        return pd.DataFrame.from_records([{"stands": stands} | Row(fact).as_dict() for stands, fact in told])

    def wide(self) -> pd.DataFrame:
        """Return localities down and years across; of several figures of a year the one about most of it (:data:`BASES`)."""
        import pandas as pd

        cells = self.cells()
        index = pd.MultiIndex.from_tuples(self.localities(), names=["locality_id", "locality"])
        data = {
            column: [float(cells[unit, column].fact.value) if (unit, column) in cells else None for unit, _ in self.localities()]
            for column in self.columns()
        }
        return pd.DataFrame(data, index=index, dtype="float64")

    def to_csv(self, path: Path, *, excel: bool = False) -> None:
        """Write the tidy table as CSV (UTF-8; with ``excel`` marked so that Excel opens it right)."""
        from newsmine.dataset.export import write_cells

        write_cells(path, COLUMNS, [list(row.as_dict().values()) for row in self.rows], excel=excel)

    def columns(self) -> list[str]:
        """Return the years, and the spans of years, in order of time."""
        return sorted({row.fact.column for row in self.rows}, key=lambda column: (column[-4:], column))

    def localities(self) -> list[tuple[str, str]]:
        """Return ids and names of the localities, in Vietnamese alphabetical order of the names without their type."""
        return by_name({row.fact.locality_id: row.fact.locality for row in self.rows})

    def cells(self) -> dict[tuple[str, str], Row]:
        """Return the row that stands for a locality in a column: the whole year first, then the order of ``BASES``."""
        out: dict[tuple[str, str], Row] = {}
        for row in sorted(self.rows, key=_preference):
            out.setdefault((row.fact.locality_id, row.fact.column), row)
        return out

    def lines(self) -> list[str]:
        """Return the table that is printed: a line a locality, a column a year; marks are explained below it."""
        columns, cells = self.columns(), self.cells()
        body = [[name, *(_cell(cells.get((unit, column))) for column in columns)] for unit, name in self.localities()]
        out = aligned([["", *columns], *body])
        shown = list(cells.values())
        if any(row.others for row in shown):
            out.append("* sources differ; all values are in the CSV")
        if assumed := sum(row.fact.place_assumed for row in self.rows):
            out.append(f"{assumed} of {len(self.rows)} figures are of a place that is only assumed (place_assumed in the CSV)")
        if any(row.fact.basis == "publication" for row in shown):
            out.append("? the article says no time; filed under the year it was published")
        sides: dict[str, set[str]] = {}
        for row in self.rows:
            sides.setdefault(row.fact.locality_id, set()).add(borders_since(row.fact) or "")
        out += [f"{name}: other borders since {max(sides[unit])}" for unit, name in self.localities() if len(sides[unit]) > 1]
        if hidden := len(self.rows) - len(cells):
            out.append(f"{hidden} more figures about other parts of these years, or other borders, are in the CSV")
        out += [f"left out, {reason}: {count}" for reason, count in self.refused.items()]
        return out


def by_name(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return ids and printed names in Vietnamese alphabetical order of the names, ``tỉnh``, ``huyện`` left aside.

    Several of one name are told apart by their days (``tỉnh Gia Lai (until 2025-06-30)``), else by the unit above them.
    """
    units = load().by_id
    printed = Counter(names.values())
    told = {unit: _told_apart(unit, names) if printed[name] > 1 else name for unit, name in names.items()}

    def order(item: tuple[str, str]) -> tuple[Any, ...]:
        unit = units.get(item[0])
        return (collation_key(unit.name if unit else item[1]), unit.start if unit else "", item[0])

    return sorted(told.items(), key=order)


def _told_apart(locality_id: str, names: Mapping[str, str]) -> str:
    gazetteer = load()
    name, unit = names[locality_id], gazetteer.get(locality_id)
    if unit is None:
        return name
    same = [other for key, label in names.items() if label == name and (other := gazetteer.get(key))]
    if unit.end <= LAST_DAY and any(other.start >= unit.end for other in same):
        return f"{name} (until {day_before(unit.end)})"
    if unit.start and any(other.end <= unit.start for other in same):
        return f"{name} (since {unit.start})"
    above = gazetteer.parent(unit)
    return f"{name} ({above.full_name})" if above else name


def _preference(row: Row) -> tuple[bool, int, tuple[int, ...], str]:
    """Order the rows of a column: the unit as it was then, then by basis, what reaches latest into the year, what is longest."""
    fact = row.fact
    end = fact.period_end or f"{fact.column[-4:]}-12-31"
    then = max((day for day in moved_on(fact.locality_id) if day <= end), default=None)
    latest = tuple(-ord(char) for char in fact.period_end or "")
    return then != borders_since(fact), BASES.index(fact.basis), latest, fact.period_start or ""


def aligned(table: Sequence[Sequence[str]]) -> list[str]:
    """Return a table's lines, the first column to the left, the others to the right."""
    widths = [max(len(line[i]) for line in table) for i in range(len(table[0]))]
    out = []
    for line in table:
        cells = (cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths, strict=True)))
        out.append("  ".join(cells).rstrip())
    return out


_SIGNS = {"more_than": ">", "at_least": "≥", "less_than": "<", "nearly": "≲", "at_most": "≤", "about": "≈"}


def _cell(row: Row | None) -> str:
    if row is None:
        return "·"
    fact = row.fact
    part = {"part": f" ({fact.period[5:]})", "as_of": f" ({fact.period})", "publication": "?"}.get(fact.basis, "")
    return shown_value(fact) + ("*" if row.others else "") + part


def shown_value(fact: Fact) -> str:
    """Return a value as the tables show it: Vietnamese figures, two decimals at most, the sign of its bound before it."""
    value = number(rounded(fact.value))
    if fact.bound == "range" and fact.high is not None:
        value += f"–{number(rounded(fact.high))}"
    return _SIGNS.get(fact.bound, "") + value


def rounded(value: Decimal) -> Decimal:
    """Return a value with two decimals at most."""
    return value.quantize(Decimal("0.01")) if value != value.to_integral_value() else value


def compare(
    store: Store | Path | str, indicator_id: str, *, by: str = "province", status: str = "actual", assumed_places: bool = False
) -> Comparison:
    """Compare an indicator across the localities of one level (``by``: ``province``, ``district``, ``commune``).

    ``store`` is an open store, or its file or folder. ``status`` is ``actual``, ``target`` or ``estimate``; statistics of the
    others are counted as left out. ``assumed_places``: take figures whose place is only assumed, too (``locality_assumed_id``);
    else they are counted as left out. A reprint counts as no second source. Raises :class:`newsmine.errors.InputError` for an
    unknown indicator, level or status, or where there is no store.
    """
    if not isinstance(store, Store):
        with Store(store, must_exist=True) as opened:
            return compare(opened, indicator_id, by=by, status=status, assumed_places=assumed_places)
    if status not in STATUSES:
        raise InputError(f"--status {status}: one of {', '.join(STATUSES)}")
    facts = read_facts(store, indicator_id, by, assumed=assumed_places)
    refused = dict(facts.refused)
    wanted = [fact for fact in facts.rows if fact.status == status]
    for other, count in sorted(Counter(fact.status for fact in facts.rows if fact.status != status).items()):
        refused[f"status {other}, not {status}"] = count
    groups = [list(group) for _, group in groupby(sorted(wanted, key=_place_and_time), key=_place_and_time)]
    rows = [_row(facts) for group in groups for facts in _one_area(group)]
    return Comparison(store.taxonomy()[indicator_id], by, status, tuple(rows), refused, assumed_places)


def _one_area(facts: list[Fact]) -> list[list[Fact]]:
    """Split reports of one name and time where the name is of two areas: Cần Thơ of 2024, told before and after 1/7/2025."""
    if not moved_on(facts[0].locality_id):
        return [facts]
    areas: dict[str, list[Fact]] = {}
    for fact in facts:
        areas.setdefault(borders_since(fact) or "", []).append(fact)
    return [areas[since] for since in sorted(areas)]


def _place_and_time(fact: Fact) -> tuple[str, str, str]:
    return fact.locality_id, fact.column[-4:], fact.period


def _row(facts: list[Fact]) -> Row:
    """Choose the report that stands first: of a sure place, what most articles leave room for, the firmest, the latest."""
    reports: dict[tuple[Any, ...], list[Fact]] = {}
    for fact in facts:
        reports.setdefault((fact.value, fact.high, fact.bound), []).append(fact)
    ranked = [
        (same[0].place_assumed, -_support(same, reports), firmness(same[0]), _latest(same), same[0].statistic_id, same)
        for same in reports.values()
    ]
    best, *rest = [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:-1])]
    first = best[0]
    left = [fact for same in rest for fact in same]
    agreeing = [*best[1:], *(fact for fact in left if agree(first, fact))]
    return Row(first, tuple(agreeing), tuple(fact for fact in left if not agree(first, fact)))


_MANY = 200  # with more different values than this in one cell, each counts its own articles only


def _support(same: list[Fact], reports: dict[tuple[Any, ...], list[Fact]]) -> int:
    """Count the articles whose figure leaves room for a value."""
    if len(reports) > _MANY:
        return len({fact.origin for fact in same})
    return len({fact.origin for other in reports.values() if other is same or agree(same[0], other[0]) for fact in other})


def _latest(facts: list[Fact]) -> tuple[int, ...]:
    newest = max((fact.published or "" for fact in facts), default="")
    return tuple(-ord(char) for char in newest)
