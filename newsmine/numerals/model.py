"""What the functions of this room give back: quantities, periods and refused numbers, each with its span and its rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

__all__ = ["FoundPeriod", "Period", "Quantity", "RejectedNumber", "Scan", "closed", "opened"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time: inclusive ISO days, None where that side is open or cannot be told.

    ``kind``: ``interval``, ``as_of`` (*tính đến …*: only the end counts), ``rate`` (*mỗi năm*), ``school_year``, ``season``.
    ``resolved_by``: ``printed`` (all of it is in the text), ``past`` or ``future`` (the year comes from the day of publication),
    ``context`` (from a period before it), ``open`` (there was nothing to tell it by).
    """

    start: str | None = None
    end: str | None = None
    kind: str = "interval"
    resolved_by: str = "printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPeriod:
    """A period where it is printed. ``baseline``: it is what a change is measured against (*so với cùng kỳ năm 2020*)."""

    start: int
    end: int
    text: str
    period: Period
    baseline: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedNumber:
    """A number that only looks like a statistic; ``reason`` is one of :data:`newsmine.records.REJECT_REASONS`."""

    start: int
    end: int
    text: str
    reason: str
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number that counts or measures.

    ``start``/``end`` take in the bound and change words that stand at the number (*giảm tối thiểu 10%*); the number and the
    unit have spans of their own (the unit's are None where the unit is inherited or stands elsewhere).
    ``value`` has its multiplier applied: money in đồng, percentages in points, None for a vague amount (*hàng nghìn*, whose
    order is ``magnitude``). ``unit``: the printed noun in lower case or the canonical symbol. ``dimension``: count, percent,
    money, area, length, mass, volume, energy, power, time, temperature, speed, data, score, multiple or None.
    ``statistic`` is False for what measures but is no statistic by itself (a plain duration); ``spelled`` marks a number in
    words; ``level`` marks the level that a change led to (*giảm còn 1.050*); ``status`` is set only where its cue stands at
    the number. ``inherited`` names what came from a neighbour: ``unit``, ``change``.
    """

    start: int
    end: int
    text: str
    number_start: int
    number_end: int
    unit_start: int | None = None
    unit_end: int | None = None
    value: Decimal | None = None
    value_max: Decimal | None = None
    denominator: Decimal | None = None
    unit: str | None = None
    kind: str = "count"
    dimension: str | None = None
    bound: str = "exact"
    change: str | None = None
    level: bool = False
    baseline_start: int | None = None
    baseline_end: int | None = None
    baseline: str | None = None
    status: str | None = None
    negated: bool = False
    spelled: bool = False
    statistic: bool = True
    magnitude: int | None = None
    inherited: tuple[str, ...] = ()
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """All that one pass over a text found: no two spans overlap, and every digit stands in one of them or in ``unexplained``."""

    quantities: tuple[Quantity, ...]
    periods: tuple[FoundPeriod, ...]
    rejects: tuple[RejectedNumber, ...]
    unexplained: tuple[tuple[int, int], ...] = ()


_Record = TypeVar("_Record")


def opened(record: type[Any]) -> type[Any]:
    """Return an open class with the fields of a frozen one: an instance takes the fields by name, :func:`closed` freezes it.

    A frozen dataclass sets each field by a call of a function; a quantity with its 27 fields is made so in a fifth of the time.
    """
    return type(f"Open{record.__name__}", (), {"__slots__": record.__slots__})


def closed(made: Any, record: type[_Record]) -> _Record:
    """Make the instance of an open class, each of whose fields is set, one of the frozen class, in place."""
    made.__class__ = record
    frozen: _Record = made
    return frozen
