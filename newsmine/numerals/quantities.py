"""Quantities: a number with its unit, bound and change, read forward from the number."""

from __future__ import annotations

import re
from decimal import Decimal

from newsmine.numerals.before import places_of, read_before
from newsmine.numerals.draft import Draft
from newsmine.numerals.numbers import Number, number_at, words_at
from newsmine.numerals.units import Unit, kind_of, per_at, unit_at
from newsmine.numerals.words import read_tokens

__all__ = ["in_words", "quantity_at", "vague_at"]


_RANGE = re.compile(r" ?(?:[-–—÷]|(?:cho )?(?:đến|tới)) ?(dưới |gần |hơn |khoảng )?(?=\d)")
_JOINS_UNIT = frozenset("/-–—÷đtc")
_JOINS_NUMBER = frozenset("-–—÷đtc,")
_OR_MORE = re.compile(r", (\d)(?= (?:người|hộ|em|con|cái|đứa|nhà|lần|vụ|ca|tấn|triệu|tạ|chuyến|xã|thôn|năm|tháng|ngày)(?!\w))")
_TEN = 10
_RANGE_WORDS = re.compile(r" (?:đến|tới) (?=\w)| ?[-–] ?(?=\w)")
_THOUSAND = 1000
_COMMA_THOUSAND = re.compile(r"[1-9]\d{0,2},\d{3}")
_SURE_OF_NOUN = 0.8  # a noun that no table knows
_SURE_OF_MONEY = 0.8  # *14 tỷ* without đồng
_WORD_NEXT = re.compile(r" [^\W\d_]")
_FEW = 10
_DASH = re.compile("[-–—÷]")
_TIMES_OF = "gấp "
_TIMES_BEFORE = re.compile(r"(?<!\w)gấp (?:(?:hơn|gần|khoảng|trên|tới|chừng|những) )?$")
_SLASH = re.compile(r" ?/ ?(?=\d)")
_UPWARDS = re.compile(r"(?: \w+){0,4}? (trở lên|trở xuống)(?!\w)")
_NEAR_UPWARDS = re.compile(r" (trở lên|trở xuống)(?!\w)")
_TIMES = re.compile(
    r"(?:gấp|gấp khoảng|gấp hơn|gấp gần|tăng|giảm|lớn gấp|cao gấp|nhiều gấp|bằng|cao hơn|gấp tới|tăng lên|gấp trên|"
    r"giảm được|hơn|gấp tới hơn|tăng từ|giảm từ|giảm xuống) $"
)
_MULTIPLE = re.compile(r"gấp (?:(?:hơn|gần|khoảng|trên|tới|những) )?(đôi|rưỡi|ba|bốn|năm|hai|mười)(?!\w)")
_FIXED = {
    "đôi": Decimal(2),
    "rưỡi": Decimal("1.5"),
    "ba": Decimal(3),
    "bốn": Decimal(4),
    "năm": Decimal(5),
    "hai": Decimal(2),
    "mười": Decimal(10),
}
_RESULT = re.compile(r"(?:rút ngắn|giảm|cắt giảm|tiết kiệm|kéo dài thêm|sớm hơn|vượt|trước hạn|rút)(?: \w+){0,3}$")
_MAY_RESULT = re.compile("rút|giảm|cắt|kiệm|dài|hơn|vượt|hạn")
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
    if lower < _THOUSAND and low[: second.end].endswith(".000") and lower * _THOUSAND < second.value:
        return lower * _THOUSAND
    return lower


def _range(low: str, draft: Draft, first: Number, end: int) -> int:
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


def _apply_unit(draft: Draft, unit: Unit | None, low: str) -> None:
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


def _signed(low: str, pos: int, limit: int) -> bool:
    """Tell whether the sign of a change stands before a figure: *(-12%)*, *(+3 xã)*."""
    return pos - 2 >= limit and low[pos - 2 : pos] in ("(+", "(-")


def _minus(low: str, pos: int, limit: int) -> bool:
    """Tell whether a hyphen right before a figure is a minus: *tăng trưởng -5,2%*, not *2016-2020* nor a dash of a list."""
    if pos <= limit or low[pos - 1] != "-" or not (pos == 1 or low[pos - 2] in " ("):
        return False
    return bool(low[max(0, pos - 3) : pos - 1].strip())


def _ratio(low: str, draft: Draft, number: Number) -> int | None:
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


def _of_many(draft: Draft) -> bool:
    """Tell whether a ratio counts of a whole that is no mere fraction: *212/236 lời hứa*, not *2/3 …*."""
    if draft.value is None or draft.denominator is None:
        return False
    return draft.denominator > _TEN and draft.value <= draft.denominator


def _unit_of(low: str, text: str, draft: Draft, number: Number, end: int) -> Unit | None:
    """Return the unit after a number, as far as a number of its form takes one."""
    unit = unit_at(low, text, end, tight=not number.spelled, generic=not number.spelled and number.denominator is None)
    if unit is None or number.denominator is not None:
        return None
    if draft.denominator is not None:
        return None if _SHARE_OF.match(low, end) or not (unit.known or unit.per or _of_many(draft)) else unit
    return unit if draft.value_max is not None else _two_units(low, text, draft, unit)


def _upwards(low: str, draft: Draft, limit: int) -> None:
    """Read *từ 15 tuổi trở lên*, *95% trở lên*: a bound that stands after the number."""
    near = _NEAR_UPWARDS.match(low, draft.end) if low.startswith(" tr", draft.end) else None
    after = near or (_UPWARDS.match(low, draft.end) if low.startswith(" từ", max(0, draft.start - 4)) else None)
    _with_before(low, draft, limit)
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


def quantity_at(low: str, text: str, pos: int, limit: int) -> Draft | None:
    """Read the quantity whose number begins at ``pos``; nothing before ``limit`` may be taken. None if there is none."""
    fixed = _MULTIPLE.match(low, pos) if low[pos] == "g" else None
    if fixed:
        return _fixed_multiple(low, pos, fixed, limit)
    number = number_at(low, pos)
    if number is None or number.malformed:
        return None
    draft = _begun(low, pos, limit, number)
    if number.metres:
        draft.unit, draft.dimension, draft.kind, draft.rule = "m", "length", "measure", "1m73"
        return _with_before(low, draft, limit)
    end = _ratio(low, draft, number)
    if end is None:
        end = _range(low, draft, number, number.end)
    draft.number_end = draft.end = end
    if not number.spelled and low.startswith(" (", end) and (again := in_words(low, draft)) is not None:
        end = again
    small_words = number.spelled and number.scale == 1 and number.denominator is None
    if small_words and not _countable(low, draft, unit_at(low, text, end, tight=False, generic=False), number):
        return None
    unit = _unit_of(low, text, draft, number, end)
    _apply_unit(draft, unit, low)
    if unit is None:
        _without_unit(low, text, draft, number)
    else:
        draft.rule += "+unit" if unit.dimension != "count" else "+classifier" if unit.known else "+noun"
        draft.confidence *= 1 if unit.known else _SURE_OF_NOUN
        _whole(low, draft, unit)
    _upwards(low, draft, limit)
    if not number.spelled and _signed(low, pos, limit):
        draft.change, draft.start = "increase" if low[pos - 1] == "+" else "decrease", pos - 1
    if unit is not None and unit.dimension == "time" and not unit.per:
        _duration(low, draft, limit)
    return draft


def _begun(low: str, pos: int, limit: int, number: Number) -> Draft:
    """Begin a quantity with what its number says; a minus counts unless it is the sign of a change (*(-12%)*)."""
    draft = Draft(pos, number.end, pos, number.end, number.value)
    draft.spelled, draft.confidence, draft.scale = number.spelled, number.confidence, number.scale
    draft.rule = "words" if number.spelled else "figure"
    if not number.spelled and _minus(low, pos, limit) and not _signed(low, pos, limit):
        draft.value, draft.start = -number.value, pos - 1
    return draft


def _duration(low: str, draft: Draft, limit: int) -> None:
    """Tell whether a duration is the result (*rút ngắn 3 ngày*, *xuống còn 7 ngày*), the only way it is a statistic."""
    shortened = draft.level and "xuống" in low[max(limit, draft.start - 12) : draft.number_start]
    left = low[max(limit, draft.start - 30) : draft.start].rstrip()
    result = _MAY_RESULT.search(left) and _RESULT.search(left)
    draft.statistic = bool(shortened or draft.change or result)
    draft.rule += "+duration"


def _whole(low: str, draft: Draft, unit: Unit) -> None:
    """Read *1,600 phòng* as 1600: people and things are counted in whole numbers."""
    whole = unit.known and unit.dimension == "count" and not unit.per and draft.scale == 1 and draft.denominator is None
    if whole and draft.value is not None and _COMMA_THOUSAND.fullmatch(low, draft.number_start, draft.number_end):
        draft.value *= _THOUSAND


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


def _two_units(low: str, text: str, draft: Draft, unit: Unit) -> Unit:
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


def _with_before(low: str, draft: Draft, limit: int) -> Draft:
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


def _fixed_multiple(low: str, pos: int, match: re.Match[str], limit: int) -> Draft | None:
    """Read *gấp đôi*, *gấp rưỡi*, *gấp ba (lần)*."""
    word = match[1]
    end = match.end()
    times = re.compile(r" lần(?!\w)").match(low, end)
    if word not in ("đôi", "rưỡi") and not times:
        return None
    draft = Draft(pos, times.end() if times else end, match.start(1), end, _FIXED[word])
    draft.unit, draft.dimension, draft.kind, draft.rule, draft.spelled = "lần", "multiple", "multiple", "gấp", False
    if times:
        draft.unit_start, draft.unit_end = times.start() + 1, times.end()
    before = read_before(low, limit, pos)
    draft.start, draft.change = before.start, before.change
    hedge = re.compile(r"gấp (hơn|gần|khoảng|trên)").match(low, pos)
    if hedge:
        draft.bound = {"hơn": "more_than", "gần": "nearly", "khoảng": "about", "trên": "more_than"}[hedge[1]]
    return draft


_VAGUE = re.compile(r"(hàng|vài|mấy|cả|hơn|gần|ngót)((?: (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))+)(?!\w)")
_ORDER = {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}


def vague_at(low: str, text: str, pos: int, limit: int) -> Draft | None:
    """Read a vague amount: *hàng nghìn công nhân*, *vài chục tấn*: no value, an order of magnitude."""
    match = _VAGUE.match(low, pos)
    if not match:
        return None
    order = 1
    for word in match[2].split():
        order *= _ORDER[word]
    draft = Draft(pos, match.end(), pos, match.end(), None)
    draft.magnitude, draft.spelled, draft.rule, draft.bound = order, True, "vague", "about"
    unit = unit_at(low, text, match.end(), tight=False)
    _apply_unit(draft, unit, low)
    before = read_before(low, limit, pos)
    draft.start, draft.change = before.start, before.change
    return draft


_BRACKET = re.compile(r" ?\(([^()\d]{2,160})\)")


def in_words(low: str, draft: Draft) -> int | None:
    """Return the end of a bracket right after a quantity that says its number again in words, or None."""
    match = _BRACKET.match(low, draft.end)
    if not match or draft.value is None:
        return None
    words = re.sub(r" *(?:đồng|chẵn|việt nam|vnđ|/)+[./]* *$", "", match[1].strip(" ./")).strip()
    words = re.sub(r" (?:đồng|đồng chẵn)$", "", words)
    return match.end() if read_tokens(list(words.split())) == draft.value else None
