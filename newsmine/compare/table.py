"""The comparison: one row for each indicator, locality and period, with every report of it kept.

Where sources agree the row says how many there are; where they differ, all values are kept, the row is marked as a conflict, and
the one with most sources (then the latest) stands first. Targets and estimates never mix with what has happened.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsmine.compare.facts import Fact, read_facts
from newsmine.dataset.store import Store
from newsmine.extractors.summary import number

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "Comparison", "Row", "compare", "shown_value"]

COLUMNS = (
    "indicator_id", "locality_id", "locality", "level", "period", "period_source", "value", "low", "high", "unit", "bound",
    "status", "derived", "sources", "conflict", "other_values", "speaker", "source", "article_id", "statistic_id",
)  # fmt: skip
"""Columns of the tidy table, in order."""


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of one locality in one period. ``fact`` stands first; ``others`` are the reports that differ from it."""

    fact: Fact
    sources: int
    others: tuple[Fact, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the row as plain values, keyed by :data:`COLUMNS`."""
        fact = self.fact
        plain = {name: getattr(fact, name) for name in COLUMNS if hasattr(fact, name)}
        for name in ("value", "low", "high"):
            plain[name] = None if plain[name] is None else float(plain[name])
        others = "; ".join(f"{number(o.value)} ({o.source or o.article_id})" for o in self.others)
        plain |= {"sources": self.sources, "conflict": bool(self.others), "other_values": others or None}
        return {name: plain[name] for name in COLUMNS}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows of a comparison, and what was refused with how many statistics each."""

    indicator_id: str
    level: str
    status: str
    rows: tuple[Row, ...]
    refused: dict[str, int]

    def to_pandas(self) -> pd.DataFrame:
        """Return the tidy table as a frame, columns :data:`COLUMNS`."""
        import pandas as pd

        return pd.DataFrame.from_records([row.as_dict() for row in self.rows], columns=list(COLUMNS))

    def to_csv(self, path: Path) -> None:
        """Write the tidy table as CSV (UTF-8)."""
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row.as_dict() for row in self.rows)
        path.write_text(buffer.getvalue(), encoding="utf-8")

    def periods(self) -> list[str]:
        """Return the periods in order of time."""
        return sorted({row.fact.period for row in self.rows}, key=lambda period: (period[-4:], period))

    def lines(self) -> list[str]:
        """Return the table that is printed: a line a locality, a column a period; ``*`` marks a conflict between sources."""
        periods = self.periods()
        cells = {(row.fact.locality_id, row.fact.period): row for row in self.rows}
        names = {row.fact.locality_id: row.fact.locality for row in self.rows}
        order = sorted(names, key=lambda unit: (names[unit], unit))
        body = [[names[unit], *(_cell(cells.get((unit, period))) for period in periods)] for unit in order]
        head = ["", *periods]
        widths = [max(len(line[i]) for line in [head, *body]) for i in range(len(head))]
        out = [_aligned(line, widths) for line in [head, *body]]
        if any(row.others for row in self.rows):
            out.append("* sources differ; all values are in the CSV")
        out += [f"left out, {reason}: {count}" for reason, count in self.refused.items()]
        return out


def _aligned(cells: list[str], widths: list[int]) -> str:
    first, *rest = (cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(cells, widths, strict=True)))
    return "  ".join([first, *rest]).rstrip()


_SIGNS = {"more_than": ">", "at_least": "≥", "less_than": "<", "nearly": "≲", "at_most": "≤", "about": "≈"}


def _cell(row: Row | None) -> str:
    return "·" if row is None else shown_value(row.fact) + ("*" if row.others else "")


def shown_value(fact: Fact) -> str:
    """Return a value as the tables show it: Vietnamese figures, two decimals at most, the sign of its bound before it."""
    value = number(_rounded(fact.value))
    if fact.bound == "range" and fact.high is not None:
        value += f"–{number(_rounded(fact.high))}"
    return _SIGNS.get(fact.bound, "") + value


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01")) if value != value.to_integral_value() else value


def compare(store: Store, indicator_id: str, *, by: str = "province", status: str = "actual") -> Comparison:
    """Compare an indicator across the localities of one level, by year.

    ``status`` is ``actual``, ``target`` or ``estimate``; statistics of the others are counted as left out. Two reports are the
    same where value, bound and upper end are; a reprint counts as no second source.
    """
    facts = read_facts(store, indicator_id, by)
    refused = dict(facts.refused)
    wanted = [fact for fact in facts.rows if fact.status == status]
    for other in sorted({fact.status for fact in facts.rows} - {status}):
        refused[f"status {other}, not {status}"] = sum(fact.status == other for fact in facts.rows)
    rows = []
    for _, group in groupby(sorted(wanted, key=_place_and_time), key=_place_and_time):
        rows.append(_row(list(group)))
    return Comparison(indicator_id, by, status, tuple(rows), refused)


def _place_and_time(fact: Fact) -> tuple[str, str, str]:
    return fact.locality_id, fact.period[-4:], fact.period


def _row(facts: list[Fact]) -> Row:
    reports: dict[tuple[Any, ...], list[Fact]] = {}
    for fact in facts:
        reports.setdefault((fact.value, fact.high, fact.bound), []).append(fact)
    ranked = sorted(reports.values(), key=lambda same: (-len({f.article_id for f in same}), _latest(same), same[0].statistic_id))
    first = ranked[0]
    return Row(first[0], len({fact.article_id for fact in first}), tuple(same[0] for same in ranked[1:]))


def _latest(facts: list[Fact]) -> tuple[int, ...]:
    newest = max((fact.published or "" for fact in facts), default="")
    return tuple(-ord(char) for char in newest)
