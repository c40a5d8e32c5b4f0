"""Facts for comparison: the statistics of a store that are an indicator, each with its place, its time and its source.

Nothing is repaired or averaged here. What cannot stand beside the others is refused with its reason and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from newsmine.compare.periods import Filed, file_period
from newsmine.compare.units import factor
from newsmine.dataset.store import Store
from newsmine.errors import InputError

__all__ = ["LEVELS", "Fact", "Facts", "indicators_in", "read_facts"]

LEVELS = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class Fact:
    """One reported value of an indicator, in the indicator's unit.

    ``low`` and ``high`` bound the true value (None: open on that side; both None for ``about``). ``period`` is the label that two
    figures share only if they are about the same time, ``column`` the year or years it is filed under, ``basis`` what sort of
    time it is (:data:`newsmine.compare.periods.BASES`). ``derived`` says what was worked out (``share of a ratio``, ``unit``),
    or is empty. ``origin`` is the article that was first with it: reprints share it.
    """

    indicator_id: str
    locality_id: str
    locality: str
    level: str
    period: str
    column: str
    basis: str
    period_start: str | None
    period_end: str | None
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: str
    status: str
    derived: str
    denominator: Decimal | None
    population: str | None
    speaker: str | None
    statistic_id: str
    article_id: str
    origin: str
    source: str | None
    published: str | None
    confidence: float
    place_assumed: bool = False  # nothing printed ties the figure to its place


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts, and how many statistics were refused for which reason."""

    rows: tuple[Fact, ...]
    refused: dict[str, int]


_QUERY = """
SELECT s.statistic_id, s.article_id, s.value, s.value_max, s.denominator, s.unit, s.kind, s.bound, s.status, s.negated,
s.population, s.period_start, s.period_end, s.locality_id, s.locality_assumed_id, s.locality, s.speaker_name, s.confidence,
       coalesce(a.duplicate_of, a.article_id) AS origin, a.source, a.published_at, l.name AS l_name, l.level AS l_level,
       {unit} AS unit_id
FROM statistics s JOIN articles a ON a.article_id = s.article_id
LEFT JOIN localities l ON l.locality_id = unit_id
WHERE s.indicator_id = ?
ORDER BY unit_id, s.period_end, s.period_start, s.locality_id IS NULL, a.published_at, s.article_id, s.start
"""


_UNIT = {False: "s.locality_id", True: "coalesce(s.locality_id, s.locality_assumed_id)"}


def read_facts(store: Store, indicator_id: str, level: str, *, assumed: bool = False) -> Facts:
    """Return the facts of an indicator at one level (``province``, ``district``, ``commune``).

    ``assumed``: take the units that are only assumed, too (``locality_assumed_id``).
    Refused and counted: a statistic of no place or of one that is only assumed, of a place at another level, without a value,
    negated, in a unit that is not the indicator's, or whose article says nothing about time. Raises :class:`InputError` for
    another level or an unknown indicator.
    """
    if level not in LEVELS:
        raise InputError(f"--by {level}: not a level; one of {', '.join(LEVELS)}")
    unit = store.taxonomy()[indicator_id].unit
    refused: Counter[str] = Counter()
    rows = []
    seen: set[tuple[Any, ...]] = set()
    query = _QUERY.format(unit=_UNIT[assumed])
    for row in store.db.execute(query, (indicator_id,)):
        filed = file_period(row["period_start"], row["period_end"], row["published_at"])
        reason = _refusal(row, level, filed)
        fact = None if reason or filed is None else _fact(row, indicator_id, unit, filed)
        if fact is None:
            refused[reason or f"in {row['unit'] or 'no unit'}, not in {unit}"] += 1
            continue
        key = (fact.origin, fact.locality_id, fact.period, fact.value, fact.high, fact.bound, fact.status, fact.population)
        if key not in seen:  # an article, and each paper that reprints it, says a figure once
            seen.add(key)
            rows.append(fact)
    return Facts(tuple(rows), dict(sorted(refused.items())))


def _refusal(row: Any, level: str, filed: Filed | None) -> str | None:
    reasons = (
        (row["value"] is None, "a vague amount without a value"),
        (row["unit_id"] is None and row["locality_assumed_id"] is not None, "place only assumed"),
        (row["unit_id"] is None, "no place resolved"),
        (row["l_level"] != level, f"about a {row['l_level'] or 'place of unknown level'}"),
        (bool(row["negated"]), "negated"),
        (filed is None, "no time known"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _fact(row: Any, indicator_id: str, wanted: str, filed: Filed) -> Fact | None:
    """Make the fact, or None where the figure's unit is not the indicator's."""
    value, top = Decimal(str(row["value"])), None if row["value_max"] is None else Decimal(str(row["value_max"]))
    base = None if row["denominator"] is None else Decimal(str(row["denominator"]))
    derived = ""
    if row["kind"] == "ratio" and base and wanted == "%":
        value, derived = value / base * 100, "share of a ratio"
    else:
        times = factor(row["unit"], wanted)
        if times is None:
            return None
        if times != 1:
            value, top, derived = value * times, None if top is None else top * times, "unit"
    low, high = interval(value, top, row["bound"])
    return Fact(
        indicator_id=indicator_id,
        locality_id=row["unit_id"],
        locality=row["l_name"] or row["locality"],
        level=row["l_level"],
        period=filed.label,
        column=filed.column,
        basis=filed.basis,
        period_start=row["period_start"],
        period_end=row["period_end"],
        value=value,
        low=low,
        high=high,
        unit=wanted,
        bound=row["bound"],
        status=row["status"],
        derived=derived,
        denominator=base,
        population=row["population"],
        speaker=row["speaker_name"],
        statistic_id=row["statistic_id"],
        article_id=row["article_id"],
        origin=row["origin"],
        source=row["source"],
        published=row["published_at"],
        confidence=row["confidence"],
        place_assumed=row["locality_id"] is None,
    )


def interval(value: Decimal, top: Decimal | None, bound: str) -> tuple[Decimal | None, Decimal | None]:
    """Return what a value and its bound say about the true value: ``hơn 95%`` is 95 and above, ``khoảng`` says neither end."""
    if top is not None:
        return value, top
    if bound in {"more_than", "at_least"}:
        return value, None
    if bound in {"less_than", "nearly", "at_most"}:
        return None, value
    return (None, None) if bound == "about" else (value, value)


def indicators_in(store: Store) -> Iterator[tuple[str, int]]:
    """Give the indicators that a store has statistics of, the most frequent first."""
    query = "SELECT indicator_id, count(*) FROM statistics WHERE indicator_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    for row in store.db.execute(query):
        yield row[0], row[1]
