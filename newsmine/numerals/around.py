"""What stands around a number: bound, change, level, sign, *trở lên*, and what they make of it."""

from __future__ import annotations

import re

from newsmine.numerals.before import places_of, read_before
from newsmine.numerals.draft import Draft
from newsmine.numerals.units import Unit, kind_of

__all__ = ["apply_unit", "minus", "settle_duration", "signed", "upwards", "with_before"]


_FEW = 10
_TIMES_OF = "gấp "

_UPWARDS = re.compile(r"(?: \w+){0,4}? (trở lên|trở xuống)(?!\w)")
_NEAR_UPWARDS = re.compile(r" (trở lên|trở xuống)(?!\w)")

_TIMES = re.compile(
    r"(?:gấp|gấp khoảng|gấp hơn|gấp gần|tăng|giảm|lớn gấp|cao gấp|nhiều gấp|bằng|cao hơn|gấp tới|tăng lên|gấp trên|"
    r"giảm được|hơn|gấp tới hơn|tăng từ|giảm từ|giảm xuống) $"
)

_RESULT = re.compile(r"(?:rút ngắn|giảm|cắt giảm|tiết kiệm|kéo dài thêm|sớm hơn|vượt|trước hạn|rút)(?: \w+){0,3}$")
_MAY_RESULT = re.compile("rút|giảm|cắt|kiệm|dài|hơn|vượt|hạn")


def apply_unit(draft: Draft, unit: Unit | None, low: str) -> None:
    """Give a quantity its unit, and the kind that follows from it."""
    if unit is None:
        return
    draft.unit, draft.unit_start, draft.unit_end, draft.dimension = unit.symbol, unit.start, unit.end, unit.dimension
    draft.end = max(draft.end, unit.end)
    if draft.denominator is not None:
        draft.kind = "score" if unit.dimension == "score" else "ratio"
    elif unit.dimension == "times" and not unit.per:
        multiple = _TIMES.search(low[max(0, draft.start - 14) : draft.number_start])
        draft.kind, draft.dimension = ("multiple", "multiple") if multiple else ("count", "count")
    else:
        draft.kind = kind_of(unit)
    draft.firm = unit.known


def signed(low: str, pos: int, limit: int) -> bool:
    """Tell whether the sign of a change stands before a figure: *(-12%)*, *(+3 xã)*."""
    return low[pos - 1] in "+-" and pos - 2 >= limit and low[pos - 2] == "("


def minus(low: str, pos: int, limit: int) -> bool:
    """Tell whether a hyphen right before a figure is a minus: *tăng trưởng -5,2%*, not *2016-2020* nor a dash of a list."""
    if low[pos - 1] == " ":
        return low.endswith(" âm ", limit, pos)
    if pos <= limit or low[pos - 1] != "-" or not (pos == 1 or low[pos - 2] in " ("):
        return False
    return bool(low[max(0, pos - 3) : pos - 1].strip())


def upwards(low: str, draft: Draft, limit: int) -> None:
    """Read *từ 15 tuổi trở lên*, *95% trở lên*: a bound that stands after the number."""
    near = _NEAR_UPWARDS.match(low, draft.end) if low.startswith(" tr", draft.end) else None
    after = near or (_UPWARDS.match(low, draft.end) if low.startswith(" từ", max(0, draft.start - 4)) else None)
    with_before(low, draft, limit)
    if not after:
        return
    if draft.value_max is None:
        draft.bound = "at_least" if after[1] == "trở lên" else "at_most"
    if near:
        draft.end = near.end()
    if draft.start - 3 >= limit and low.startswith("từ ", draft.start - 3):
        draft.start -= 3
        draft.source = False
        _outer_change(low, draft, limit)


def settle_duration(low: str, draft: Draft, limit: int) -> None:
    """Tell whether a duration is the result (*rút ngắn 3 ngày*, *xuống còn 7 ngày*), the only way it is a statistic."""
    shortened = draft.level and "xuống" in low[max(limit, draft.start - 12) : draft.number_start]
    left = low[max(limit, draft.start - 30) : draft.start].rstrip()
    result = _MAY_RESULT.search(left) and _RESULT.search(left)
    draft.statistic = bool(shortened or draft.change or result)
    draft.rule += "+duration"


def _outer_change(low: str, draft: Draft, limit: int) -> None:
    """Read the change before *từ* of a range or a threshold: *giảm từ 80 đến 100 người*, *tăng từ 8,5% trở lên*.

    What rises *từ 15 triệu đến 20 triệu*, each with its unit, goes from one level to the other; that is no amount of a change.
    """
    outer = read_before(low, limit, draft.start)
    once = low.count("%", draft.number_start, draft.number_end) == 0
    if (
        draft.change is None
        and outer.change
        and (once or outer.change == "decrease" or draft.dimension == "multiple" or "tăng trưởng" in outer.words)
    ):
        draft.change, draft.start = outer.change, outer.start


def _change_of_multiple(words: tuple[str, ...]) -> str:
    """*tăng lên 3 lần*: how many times is the amount of a change, never a level."""
    return "decrease" if any("giảm" in word or "xuống" in word for word in words) else "increase"


def with_before(low: str, draft: Draft, limit: int) -> Draft:
    """Give a quantity the bound, change and level that the words before it say."""
    before = read_before(low, limit, draft.start)
    draft.source = before.source
    if draft.bound == "exact":
        draft.bound = before.bound
    draft.start = min(draft.start, before.start)
    draft.change, draft.level = before.change, before.level
    few = draft.value is not None and draft.value < _FEW and draft.dimension == "count"
    if few and before.words[:1] == ("trên",) and draft.unit in places_of("trên"):
        draft.bound, draft.start = "exact", draft.number_start
    if draft.level and draft.dimension == "multiple":
        draft.change, draft.level = _change_of_multiple(before.words), False
    if before.multiple and draft.dimension == "count" and draft.unit == "lần":
        draft.kind = draft.dimension = "multiple"
    if draft.value_max is not None and draft.start - 3 >= limit and low.startswith("từ ", draft.start - 3):
        draft.start -= 3
        draft.source = False
        _outer_change(low, draft, limit)
    if draft.dimension == "multiple" and draft.start - len(_TIMES_OF) >= limit and low.endswith(_TIMES_OF, 0, draft.start):
        draft.start -= len(_TIMES_OF)
    if before.bound == "more_than" and "vượt" in before.words and draft.dimension == "percent":
        draft.bound, draft.change = "exact", "increase"
    return draft
