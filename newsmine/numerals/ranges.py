"""Second numbers of a quantity: ranges, ratios, the same unit twice."""

from __future__ import annotations

import re
from decimal import Decimal

from newsmine.numerals.draft import Draft
from newsmine.numerals.numbers import Number, number_at, words_at
from newsmine.numerals.units import Unit, unit_at

__all__ = ["THOUSAND", "of_many", "read_range", "read_ratio", "two_units"]


_RANGE = re.compile(r" ?(?:[-–—÷]|(?:cho )?(?:đến|tới)) ?(dưới |gần |hơn |khoảng )?(?=\d)")
_JOINS_UNIT = frozenset("/-–—÷đtc")

_JOINS_NUMBER = frozenset("-–—÷đtc,")
_OR_MORE = re.compile(r", (\d)(?= (?:người|hộ|em|con|cái|đứa|nhà|lần|vụ|ca|tấn|triệu|tạ|chuyến|xã|thôn|năm|tháng|ngày)(?!\w))")

_TEN = 10
_RANGE_WORDS = re.compile(r" (?:đến|tới) (?=\w)| ?[-–] ?(?=\w)")

THOUSAND = 1000
_SLASH = re.compile(r" ?/ ?(?=\d)")


def _second_number(low: str, first: Number, end: int) -> Number | None:
    """Return the upper end of a range that begins at ``end``, after a dash, *đến* or *tới*."""
    if low[end : end + 2].lstrip(" ")[:1] not in _JOINS_NUMBER:
        return None
    join = _RANGE.match(low, end)
    second = number_at(low, join.end()) if join else None
    if not join and not first.spelled and (few := _OR_MORE.match(low, end)) and int(few[1]) == first.value + 1 < _TEN:
        second = number_at(low, few.start(1))  # *5, 6 người* is five or six
    if not join and first.spelled:
        join = _RANGE_WORDS.match(low, end)
        second = words_at(low, join.end()) if join else None
    return None if second is None or second.denominator is not None or second.malformed else second


def _spread(low: str, lower: Decimal, first: Number, second: Number) -> Decimal:
    """Give the lower end of a range the multiplier of the upper: *70-80 nghìn*, *200-300.000 đồng*."""
    if first.scale > 1:
        return lower
    if second.scale > 1:
        return lower * second.scale if lower <= second.value / second.scale else lower
    if lower < THOUSAND and low[: second.end].endswith(".000") and lower * THOUSAND < second.value:
        return lower * THOUSAND
    return lower


def read_range(low: str, draft: Draft, first: Number, end: int) -> int:
    """Read the upper end of a range after a number; spread its multiplier over the lower end. Return the new end."""
    second = _second_number(low, first, end)
    if second is None or draft.value is None:
        return end
    lower = _spread(low, draft.value, first, second)
    if second.value <= lower:
        return end
    draft.value, draft.value_max, draft.bound = lower, second.value, "range"
    draft.scale = second.scale
    return second.end


def read_ratio(low: str, draft: Draft, number: Number) -> int | None:
    """Read the denominator of a ratio, ``20/21`` or *hai phần ba*; return the end, or None where there is none."""
    if number.denominator is not None:
        draft.kind, draft.denominator = "ratio", number.denominator
        return number.end
    slash = _SLASH.match(low, number.end) if not number.spelled and "/" in low[number.end : number.end + 2] else None
    below = number_at(low, slash.end()) if slash else None
    if below is None or (number.scale > 1 and below.scale == 1):
        return None
    draft.denominator, draft.kind = below.value, "ratio"
    if number.scale == 1 and below.scale > 1:
        draft.value = number.value * below.scale
    return below.end


def of_many(draft: Draft) -> bool:
    """Tell whether a ratio counts of a whole that is no mere fraction: *212/236 lời hứa*, not *2/3 …*."""
    if draft.value is None or draft.denominator is None:
        return False
    return draft.denominator > _TEN and draft.value <= draft.denominator


def two_units(low: str, text: str, draft: Draft, unit: Unit) -> Unit:
    """Read a second number in the same unit: a ratio *A đồng/B đồng*, or a range *từ 10 ha đến 15 ha*, *5%-7%*."""
    base = unit.end
    if unit.per or low[base : base + 2].lstrip(" ")[:1] not in _JOINS_UNIT:
        return unit
    slash = _SLASH.match(low, base)
    join = slash or _RANGE.match(low, base)
    if join is None:
        return unit
    hyphen = "-" in join.group() or "–" in join.group()
    if not slash and not hyphen and not low.endswith("từ ", 0, max(0, draft.start)):
        return unit
    second = number_at(low, join.end())
    if second is None or second.malformed or draft.value is None or not (slash or second.value > draft.value):
        return unit
    other = unit_at(low, text, second.end, generic=False)
    if other is None or other.symbol.split("/")[0] != unit.symbol:
        return unit
    if slash:
        draft.denominator, draft.kind = second.value, "ratio"
    else:
        draft.value_max, draft.bound = second.value, "range"
    draft.number_end, draft.end = second.end, base
    return other
