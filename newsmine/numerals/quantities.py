"""Quantities: a number with its unit, bound and change, read forward from the number."""

from __future__ import annotations

import re

from newsmine.numerals.around import apply_unit, minus, settle_duration, signed, upwards, with_before
from newsmine.numerals.draft import Draft
from newsmine.numerals.multiples import fixed_multiple, in_words
from newsmine.numerals.numbers import Number, number_at
from newsmine.numerals.ranges import THOUSAND, of_many, read_range, read_ratio, two_units
from newsmine.numerals.units import Unit, per_at, unit_at

__all__ = ["quantity_at"]


_COMMA_THOUSAND = re.compile(r"[1-9]\d{0,2},\d{3}")
_SURE_OF_NOUN = 0.8  # a noun that no table knows

_SURE_OF_MONEY = 0.8  # *14 tỷ* without đồng
_WORD_NEXT = re.compile(r" [^\W\d_]")

_DASH = re.compile("[-–—÷]")
_TIMES_BEFORE = re.compile(r"(?<!\w)gấp (?:(?:hơn|gần|khoảng|trên|tới|chừng|những) )?$")

_MULTIPLE = re.compile(r"gấp (?:(?:hơn|gần|khoảng|trên|tới|những) )?(đôi|rưỡi|ba|bốn|năm|hai|mười)(?!\w)")
_ONE_OK = re.compile(r"(?:ít nhất|tối thiểu|tối đa|không quá|hơn|gần|chưa đến|chưa đầy|khoảng|mỗi) $")

# Idioms after a number in words: *hai con số*, *ba mẹ*, *hai bên*
_NOT_COUNTED = re.compile(
    r"(?:con số|bên|nước|miền|mẹ|cha|má|con(?! (?:đường|trâu|bò|lợn|tàu))|chiều|chữ|bờ|mặt|đầu|nhà(?! \w)|lần nữa|bố|"
    r"anh em|vợ)(?!\w)"
)

# After a fraction: what it is a share of, not a unit
_SHARE_OF = re.compile(
    r" (?:tổng|số|diện tích|dân số|lượng|khối lượng|thời gian|chiều|giá|chi phí|kinh phí|vốn|sản lượng|doanh thu|mức|"
    r"công suất|quãng|quân số|nguồn)(?!\w)"
)


def _unit_of(low: str, text: str, draft: Draft, number: Number, end: int) -> Unit | None:
    """Return the unit after a number, as far as a number of its form takes one."""
    unit = unit_at(low, text, end, tight=not number.spelled, generic=not number.spelled and number.denominator is None)
    if unit is None or number.denominator is not None:
        return None
    if draft.denominator is not None:
        return None if _SHARE_OF.match(low, end) or not (unit.known or unit.per or of_many(draft)) else unit
    return unit if draft.value_max is not None else two_units(low, text, draft, unit)


def quantity_at(low: str, text: str, pos: int, limit: int) -> Draft | None:
    """Read the quantity whose number begins at ``pos``; nothing before ``limit`` may be taken. None if there is none."""
    fixed = _MULTIPLE.match(low, pos) if low[pos] == "g" else None
    if fixed:
        return fixed_multiple(low, pos, fixed, limit)
    number = number_at(low, pos)
    if number is None or number.malformed:
        return None
    draft = _begun(low, pos, limit, number)
    if number.metres:
        draft.unit, draft.dimension, draft.kind, draft.rule = "m", "length", "measure", "1m73"
        return with_before(low, draft, limit)
    end = read_ratio(low, draft, number)
    if end is None:
        end = read_range(low, draft, number, number.end)
    draft.number_end = draft.end = end
    if not number.spelled and low.startswith(" (", end) and (again := in_words(low, draft)) is not None:
        end = again
    small_words = number.spelled and number.scale == 1 and number.denominator is None
    if small_words and not _countable(low, draft, unit_at(low, text, end, tight=False, generic=False), number):
        return None
    unit = _unit_of(low, text, draft, number, end)
    apply_unit(draft, unit, low)
    if unit is None:
        _without_unit(low, text, draft, number)
    else:
        draft.rule += "+unit" if unit.dimension != "count" else "+classifier" if unit.known else "+noun"
        draft.confidence *= 1 if unit.known else _SURE_OF_NOUN
        _whole(low, draft, unit)
    upwards(low, draft, limit)
    if not number.spelled and signed(low, pos, limit):
        draft.change, draft.start = "increase" if low[pos - 1] == "+" else "decrease", pos - 1
    if unit is not None and unit.dimension == "time" and not unit.per:
        settle_duration(low, draft, limit)
    return draft


def _begun(low: str, pos: int, limit: int, number: Number) -> Draft:
    """Begin a quantity with what its number says; a minus counts unless it is the sign of a change (*(-12%)*)."""
    draft = Draft(pos, number.end, pos, number.end, number.value)
    draft.spelled, draft.confidence, draft.scale = number.spelled, number.confidence, number.scale
    draft.rule = "words" if number.spelled else "figure"
    if not number.spelled and minus(low, pos, limit) and not signed(low, pos, limit):
        draft.value, draft.start = -number.value, pos - len("âm " if low[pos - 1] == " " else "-")
    return draft


def _whole(low: str, draft: Draft, unit: Unit) -> None:
    """Read *1,600 phòng* as 1600: people and things are counted in whole numbers."""
    whole = unit.known and unit.dimension == "count" and not unit.per and draft.scale == 1 and draft.denominator is None
    if whole and draft.value is not None and _COMMA_THOUSAND.fullmatch(low, draft.number_start, draft.number_end):
        draft.value *= THOUSAND


def _without_unit(low: str, text: str, draft: Draft, number: Number) -> None:
    """Settle a number without a unit: money where the multiplier says so, else a bare number."""
    printed = low[draft.number_start : draft.number_end]
    if draft.denominator is None and _TIMES_BEFORE.search(low, max(0, draft.number_start - 16), draft.number_start):
        draft.unit, draft.dimension, draft.kind = "lần", "multiple", "multiple"  # *được gấp 3*
        draft.inherited.append("unit")
    elif draft.scale > 1 and draft.dimension is None and (not number.spelled or printed == "tỷ rưỡi"):
        _money(low, text, draft)
    draft.firm = draft.scale > 1 or draft.denominator is not None
    draft.rule += "+bare"


def _money(low: str, text: str, draft: Draft) -> None:
    """Take a bare *14 tỷ*, *50 triệu/m2* for money, as the press does; less sure."""
    end, per = per_at(low, text, draft.number_end)
    printed = low[draft.number_start : draft.number_end]
    ends_clause = printed.endswith("rưỡi") and not _WORD_NEXT.match(low, draft.number_end)
    if not (per or ends_clause or printed.endswith(("tỷ", "tỉ", "tỷ rưỡi", "tỉ rưỡi"))):
        return
    draft.unit, draft.dimension = "/".join(("VND", *per)), "money"
    draft.kind = "ratio" if draft.denominator is not None else "rate" if per else "money"
    draft.end, draft.confidence = max(draft.end, end if per else draft.end), draft.confidence * _SURE_OF_MONEY
    draft.inherited.append("unit")


def _countable(low: str, draft: Draft, unit: Unit | None, number: Number) -> bool:
    """Tell whether a number in words counts: a known unit follows; *một* only with a bound or a measure."""
    if unit is None or not unit.known or _NOT_COUNTED.match(low, unit.start):
        return False
    if number.value == 1:
        measured = unit.dimension in ("area", "mass", "volume", "length", "energy", "power", "percent")
        return measured or bool(_ONE_OK.search(low[max(0, draft.number_start - 12) : draft.number_start]))
    return True
