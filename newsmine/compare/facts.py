"""Facts for comparison: the statistics of a store that are an indicator, each with its place, its time and its source.

Nothing is repaired or averaged here. What cannot stand beside the others is refused with its reason and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from newsmine.dataset.store import Store
from newsmine.errors import InputError

__all__ = ["LEVELS", "Fact", "Facts", "indicators_in", "read_facts", "year_label"]

LEVELS = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class Fact:
    """One reported value of an indicator. ``low`` and ``high`` bound the true value; a bound that says nothing is None."""

    indicator_id: str
    locality_id: str
    locality: str
    level: str
    period: str
    period_source: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    bound: str
    status: str
    derived: bool
    speaker: str | None
    statistic_id: str
    article_id: str
    source: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts, and how many statistics were refused for which reason."""

    rows: tuple[Fact, ...]
    refused: dict[str, int]


_QUERY = """
SELECT s.*, a.source AS a_source, a.published_at AS a_published, a.duplicate_of AS a_duplicate,
       l.name AS l_name, l.level AS l_level
FROM statistics s JOIN articles a ON a.article_id = s.article_id
LEFT JOIN localities l ON l.locality_id = s.locality_id
WHERE s.indicator_id = ? ORDER BY s.locality_id, s.period_start, s.period_end, a.published_at, s.article_id, s.start
"""


def read_facts(store: Store, indicator_id: str, level: str) -> Facts:
    """Return the facts of an indicator at one level (``province``, ``district``, ``commune``), period by year.

    Reprints (``duplicate_of``) are left to the article that they repeat. Refused and counted: a statistic of no place, of a place
    at another level, without a value, negated, or whose article says nothing about time.
    """
    if level not in LEVELS:
        raise InputError(f"--by {level}: not a level; one of {', '.join(LEVELS)}")
    refused: Counter[str] = Counter()
    rows = []
    for row in store.db.execute(_QUERY, (indicator_id,)):
        reason = _refusal(row, level)
        if reason:
            refused[reason] += 1
            continue
        rows.append(_fact(row))
    return Facts(tuple(rows), dict(sorted(refused.items())))


def _refusal(row: Any, level: str) -> str | None:
    reasons = (
        (bool(row["a_duplicate"]), "in a reprint of another article"),
        (row["value"] is None, "a vague amount without a value"),
        (row["locality_id"] is None, "no place resolved"),
        (row["l_level"] != level, f"about a {row['l_level'] or 'place of unknown level'}"),
        (bool(row["negated"]), "negated"),
        (year_label(row["period_start"], row["period_end"], row["a_published"])[0] is None, "no time known"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _fact(row: Any) -> Fact:
    value, derived = Decimal(str(row["value"])), False
    if row["kind"] == "ratio" and row["denominator"]:
        value, derived = value / Decimal(str(row["denominator"])) * 100, True
    top = None if row["value_max"] is None else Decimal(str(row["value_max"]))
    low, high = _interval(value, top, row["bound"])
    period, source = year_label(row["period_start"], row["period_end"], row["a_published"])
    return Fact(
        indicator_id=row["indicator_id"],
        locality_id=row["locality_id"],
        locality=row["l_name"] or row["locality"],
        level=row["l_level"],
        period=period or "",
        period_source=source,
        value=value,
        low=low,
        high=high,
        unit="%" if derived else row["unit"],
        bound=row["bound"],
        status=row["status"],
        derived=derived,
        speaker=row["speaker_name"],
        statistic_id=row["statistic_id"],
        article_id=row["article_id"],
        source=row["a_source"],
        published=row["a_published"],
    )


def _interval(value: Decimal, top: Decimal | None, bound: str) -> tuple[Decimal | None, Decimal | None]:
    """Return what a value and its bound say about the true value: ``hơn 95%`` is 95 and above, ``khoảng`` says neither end."""
    if top is not None:
        return value, top
    if bound in {"more_than", "at_least"}:
        return value, None
    if bound in {"less_than", "nearly", "at_most"}:
        return None, value
    return (None, None) if bound == "about" else (value, value)


def year_label(start: str | None, end: str | None, published: str | None) -> tuple[str | None, str]:
    """Return the year or years that a period is filed under, and where that comes from.

    A period inside one year is that year; one that spans years is ``2016–2020``; an open one is filed under the end that is known
    (``tính đến …``) or, from a year to the day of the article, ``2016–2021``. Without a period the year of publication
    stands in, marked ``publication``.
    """
    first = start[:4] if start else None
    last = end[:4] if end else None
    if first and not last and published:
        last = max(published[:4], first)
    if first and last:
        return (first if first == last else f"{first}–{last}"), "period"
    if first or last:
        return first or last, "period"
    return (published[:4], "publication") if published else (None, "none")


def indicators_in(store: Store) -> Iterator[tuple[str, int]]:
    """Give the indicators that a store has statistics of, the most frequent first."""
    query = "SELECT indicator_id, count(*) FROM statistics WHERE indicator_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    for row in store.db.execute(query):
        yield row[0], row[1]
