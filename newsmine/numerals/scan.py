"""The functions on strings: quantities, periods and refused numbers of a text, in one pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from newsmine.normal import Reading, read
from newsmine.numerals.dates import NONE, STRONG
from newsmine.numerals.days import resolve
from newsmine.numerals.draft import Draft
from newsmine.numerals.figures import tidy
from newsmine.numerals.model import FoundPeriod, Period, Quantity, RejectedNumber, Scan, closed, opened
from newsmine.numerals.one_pass import read_passage
from newsmine.numerals.passage import Passage
from newsmine.numerals.periods import period_at
from newsmine.numerals.plain import lower, restored
from newsmine.numerals.points import point_at

__all__ = ["find_periods", "find_quantities", "find_rejects", "parse_period", "scan", "scan_reading"]

_OpenQuantity = opened(Quantity)


def _quantity(given: str, draft: Draft) -> Quantity:
    """Make the record of a quantity whose offsets are those of the text as given."""
    made = _OpenQuantity()
    made.start, made.end, made.text = draft.start, draft.end, given[draft.start : draft.end]
    made.number_start, made.number_end = draft.number_start, draft.number_end
    made.unit_start, made.unit_end = draft.unit_start, draft.unit_end
    made.value = None if draft.value is None else tidy(draft.value)
    made.value_max = None if draft.value_max is None else tidy(draft.value_max)
    made.denominator = None if draft.denominator is None else tidy(draft.denominator)
    made.unit, made.kind, made.dimension = draft.unit, draft.kind, draft.dimension
    made.bound, made.change, made.level = draft.bound, draft.change, draft.level
    made.baseline_start, made.baseline_end = draft.baseline_start, draft.baseline_end
    made.baseline = None if draft.baseline_start is None else given[draft.baseline_start : draft.baseline_end]
    made.status, made.negated, made.spelled = draft.status, draft.negated, draft.spelled
    made.statistic, made.magnitude = draft.statistic, draft.magnitude
    made.inherited = tuple(draft.inherited)
    made.confidence = _rounded(draft.confidence)
    made.rule = draft.rule
    return closed(made, Quantity)


@lru_cache(maxsize=256)
def _rounded(confidence: float) -> float:
    return round(confidence, 3)


def _move(draft: Draft, reading: Reading) -> None:
    """Turn the offsets of a draft from those of the reading view to those of the text as given."""
    draft.start, draft.end = reading.source(draft.start, draft.end)
    draft.number_start, draft.number_end = reading.source(draft.number_start, draft.number_end)
    if draft.unit_start is not None and draft.unit_end is not None:
        draft.unit_start, draft.unit_end = reading.source(draft.unit_start, draft.unit_end)
    if draft.baseline_start is not None and draft.baseline_end is not None:
        draft.baseline_start, draft.baseline_end = reading.source(draft.baseline_start, draft.baseline_end)


_Found = TypeVar("_Found", FoundPeriod, RejectedNumber)


def _moved(item: _Found, reading: Reading) -> _Found:
    start, end = reading.source(item.start, item.end)
    text = reading.given[start:end]
    if (start, end) == (item.start, item.end) and text == item.text:
        return item
    return replace(item, start=start, end=end, text=text)


def _mapped(reading: Reading, passage: Passage) -> Scan:
    """Make records of what was found, with offsets and texts of the string as given."""
    if reading.starts is not None:
        for draft in passage.quantities:
            _move(draft, reading)
    quantities = tuple([_quantity(reading.given, draft) for draft in passage.quantities])
    if reading.text == reading.given:
        return Scan(quantities, tuple(passage.periods), tuple(passage.rejects), tuple(passage.unexplained))
    return Scan(
        quantities,
        tuple([_moved(item, reading) for item in passage.periods]),
        tuple([_moved(item, reading) for item in passage.rejects]),
        tuple([reading.source(*span) for span in passage.unexplained]),
    )


def scan(text: str, on: date | None = None) -> Scan:
    """Find quantities, periods and refused numbers in one pass; ``on`` is the day of publication, for dates without a year.

    >>> [(q.text, q.value, q.unit, q.bound) for q in scan("Xã có hơn 1.200 hộ.").quantities]
    [('hơn 1.200 hộ', Decimal('1200'), 'hộ', 'more_than')]
    """
    return scan_reading(read(text), on)


def scan_reading(reading: Reading, on: date | None = None) -> Scan:
    """Do what :func:`scan` does for a text whose reading view was made before; offsets are those of ``reading.given``."""
    return _mapped(reading, read_passage(lower(restored(reading.text)), reading.text, on))


def find_quantities(text: str, on: date | None = None) -> list[Quantity]:
    """Return the quantities of a text, in order: offsets count its code points, values are exact with the multiplier applied.

    ``on`` is the day of publication. Never raises for any text: what no rule knows is in ``scan(text).unexplained``.
    """
    return list(scan(text, on).quantities)


def find_periods(text: str, on: date | None = None) -> list[FoundPeriod]:
    """Return the periods of a text, in order, as inclusive ISO days.

    Where the year is not printed it comes from ``on``, the day of publication, towards the past unless the words say future;
    without ``on`` such a side stays open.
    """
    return list(scan(text, on).periods)


def find_rejects(text: str) -> list[RejectedNumber]:
    """Return the numbers of a text that are no statistics, in order, each with its reason."""
    return list(scan(text).rejects)


@lru_cache(maxsize=256)
def parse_period(text: str, on: date | None = None) -> Period | None:
    """Return the period that a string prints: the whole string if it is one, else the first in it; None if there is none.

    ``on`` is the day of publication, for dates without a year.

    >>> parse_period("9 tháng năm 2021")
    Period(start='2021-01-01', end='2021-09-30', kind='interval', resolved_by='printed')
    """
    low = lower(restored(read(text).text)).strip()
    hit = None
    for cue in (NONE, STRONG):  # *9 tháng năm 2021* is nine months before it may be a day of May
        hit = period_at(low, 0, on, cue=cue) or hit
        if hit is not None and _ends(low, hit.end):
            return hit.period
        point = point_at(low, 0, on, cue=cue, bare_year=True)
        if point is not None and hit is None and not point.weak and _ends(low, point.end):
            return resolve(point.stretch, on)
    found = find_periods(text, on)
    if found:
        return found[0].period
    return hit.period if hit is not None else None


def _ends(low: str, end: int) -> bool:
    return not low[end:].strip(" .,;:!?)")
