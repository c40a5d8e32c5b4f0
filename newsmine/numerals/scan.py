"""The functions on strings: quantities, periods and refused numbers of a text, in one pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from newsmine.normal import Reading, read
from newsmine.numerals.dates import STRONG
from newsmine.numerals.figures import tidy
from newsmine.numerals.model import FoundPeriod, Period, Quantity, RejectedNumber, Scan
from newsmine.numerals.passage import Passage, read_passage
from newsmine.numerals.periods import period_at
from newsmine.numerals.plain import lower, restored
from newsmine.numerals.points import point_at

__all__ = ["find_periods", "find_quantities", "find_rejects", "parse_period", "scan", "scan_view"]


def _tidy(value: Decimal | None) -> Decimal | None:
    return None if value is None else tidy(value)


def _mapped(reading: Reading, passage: Passage) -> Scan:
    """Make records of what was found, with offsets and texts of the string as given."""
    given, source = reading.given, reading.source
    quantities = []
    for draft in passage.quantities:
        start, end = source(draft.start, draft.end)
        n1, n2 = source(draft.number_start, draft.number_end)
        u = (
            source(draft.unit_start, draft.unit_end)
            if draft.unit_start is not None and draft.unit_end is not None
            else (None, None)
        )
        b = (
            source(draft.baseline_start, draft.baseline_end)
            if draft.baseline_start is not None and draft.baseline_end is not None
            else (None, None)
        )
        quantities.append(
            Quantity(
                start=start, end=end, text=given[start:end], number_start=n1, number_end=n2, unit_start=u[0], unit_end=u[1],
                value=_tidy(draft.value), value_max=_tidy(draft.value_max), denominator=_tidy(draft.denominator), unit=draft.unit, kind=draft.kind,
                dimension=draft.dimension, bound=draft.bound, change=draft.change, level=draft.level,
                baseline_start=b[0], baseline_end=b[1], baseline=given[b[0] : b[1]] if b[0] is not None else None,
                status=draft.status, negated=draft.negated, spelled=draft.spelled, statistic=draft.statistic,
                magnitude=draft.magnitude, inherited=tuple(draft.inherited), confidence=round(draft.confidence, 3), rule=draft.rule,
            )
        )  # fmt: skip
    if reading.starts is None:
        return Scan(
            tuple(quantities),
            tuple(_plainly(given, passage.periods)),
            tuple(_plainly(given, passage.rejects)),
            tuple(passage.unexplained),
        )
    periods = [_moved(item, reading) for item in passage.periods]
    rejects = [_moved(item, reading) for item in passage.rejects]
    return Scan(tuple(quantities), tuple(periods), tuple(rejects), tuple(source(*span) for span in passage.unexplained))


def _plainly(given: str, items: list) -> list:  # type: ignore[type-arg]
    return [
        item if item.text == given[item.start : item.end] else replace(item, text=given[item.start : item.end]) for item in items
    ]


def _moved(item, reading: Reading):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    start, end = reading.source(item.start, item.end)
    return replace(item, start=start, end=end, text=reading.given[start:end])


def scan(text: str, on: date | None = None) -> Scan:
    """Find quantities, periods and refused numbers in one pass; ``on`` is the day of publication, for dates without a year.

    >>> [(q.text, q.value, q.unit, q.bound) for q in scan("Xã có hơn 1.200 hộ.").quantities]
    [('hơn 1.200 hộ', Decimal('1200'), 'hộ', 'more_than')]
    """
    reading = read(text)
    return _mapped(reading, read_passage(lower(restored(reading.text)), reading.text, on))


def find_quantities(text: str, on: date | None = None) -> list[Quantity]:
    """Return the quantities of a text, in order."""
    return list(scan(text, on).quantities)


def find_periods(text: str, on: date | None = None) -> list[FoundPeriod]:
    """Return the periods of a text, in order, resolved against the day of publication where one is given."""
    return list(scan(text, on).periods)


def find_rejects(text: str) -> list[RejectedNumber]:
    """Return the numbers of a text that are no statistics, in order, each with its reason."""
    return list(scan(text).rejects)


@lru_cache(maxsize=256)
def parse_period(text: str, on: date | None = None) -> Period | None:
    """Return the period that a string prints: the whole string if it is one, else the first in it; None if there is none.

    >>> parse_period("9 tháng năm 2021")
    Period(start='2021-01-01', end='2021-09-30', kind='interval', resolved_by='printed')
    """
    low = lower(restored(read(text).text)).strip()
    hit = period_at(low, 0, on, cue=STRONG)
    if hit is not None and not low[hit.end :].strip(" .,;:!?)"):
        return hit.period
    point = point_at(low, 0, on, cue=STRONG, bare_year=True)
    if point is not None and not low[point.end :].strip(" .,;:!?)") and hit is None and not point.weak:
        from newsmine.numerals.days import resolve

        return resolve(point.stretch, on)
    found = find_periods(text, on)
    if found:
        return found[0].period
    return hit.period if hit is not None else None
