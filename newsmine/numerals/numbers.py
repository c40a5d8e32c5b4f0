"""Numbers inside a text, read forward from their first character: figures with their multipliers, words, ranges, ratios."""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod
from typing import NamedTuple

from newsmine.numerals.figures import FIGURE, figure_confidence, read_figure
from newsmine.numerals.words import DIGITS, SCALES, read_tokens

__all__ = ["Number", "figure_at", "number_at", "words_at"]

_FIGURE = re.compile(FIGURE)
_ONE_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_SCALE = (
    r"(?:nghìn|ngàn|vạn(?! dân)|triệu(?! phú| tập| hồi)|tỷ(?! lệ| suất| trọng| số| giá| phú| phần)|tỉ(?! lệ| suất|"
    r" trọng| số| giá| phú| mỉ))"
)
_SCALES = re.compile(rf"(?: ?(?:trăm(?= (?:nghìn|ngàn|triệu|tỷ|tỉ))|chục(?= (?:nghìn|ngàn|triệu|tỷ|tỉ))|{_SCALE})(?!\w))+")
_HUNDRED = re.compile(r" (?:trăm|chục)(?!\w)")
_SCALE_LETTERS = frozenset("tnvc")
_HANGING = _SCALE_LETTERS | frozenset("mk")  # what hangs on a figure: a multiplier, or a letter
_HALF = re.compile(r" rưỡi(?!\w)")
_MORE = re.compile(rf"(?:,? và |,? )?({_ONE_FIGURE.pattern})((?: ?{_SCALE}(?!\w))+|(?= đồng(?!\w)))")
_HUNDREDS = re.compile(r" ([1-9]\d\d)(?= [^\W\d_])(?! (?:nghìn|ngàn|triệu|tỷ|tỉ|trăm))")  # *9 nghìn 500 lượt*
_LETTER = re.compile(r"(k|tr)(\d{0,3})(?!\w)")
_METRE = re.compile(r"m(\d\d|[4-9])(?![\d\w])")
_FACTORS = {**SCALES, "trăm": 100, "chục": 10}
_NUMBER_WORD = (
    "không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|linh|lẻ|lẽ|rưỡi|"
    "phẩy|chấm|phần|phân|nửa|tá"
)
_NOT_SCALE = r"(?! (?:lệ|suất|trọng|số|giá|phú|mỉ))"
_RUN = re.compile(rf"(?:{_NUMBER_WORD})(?!\w)(?: (?:(?:tỷ|tỉ){_NOT_SCALE}|(?!tỷ|tỉ)(?:{_NUMBER_WORD}))(?!\w)){{0,24}}")
_HALF_OK = re.compile(
    r"(?! (?:thế kỷ|năm(?! (?:\d|ngoái|trước|nay))|tháng|ngày|giờ|đêm|vời|đường|buổi|trận|kín|tin|tỉnh|chừng|muốn|cuộc|đầu|cuối))"
)
_HALF_AFTER = re.compile(r"(?:hơn|gần|quá|già|non|chỉ|tới|đến|còn) $")
_STARTS = frozenset((
    "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười",
    "trăm", "nghìn", "ngàn", "nửa", "phân", "tỷ", "triệu", "không",
))  # fmt: skip
_UNFINISHED = frozenset(["linh", "lẻ", "lẽ", "phẩy", "chấm", "phần"])
_GOES_ON = frozenset(["mươi", "linh", "lẻ", "lẽ", "mốt", "lăm", "nhăm", "rưỡi"])  # what belongs to the number before it
_BEFORE_FIVE = _UNFINISHED
_POINT = ("phẩy", "chấm")
_TWO_WORDS = 2
_BARE_SCALES = frozenset(["trăm", "nghìn", "ngàn", "tỷ", "triệu"])
_AFTER_SPACED = re.compile(r" ?(?:đồng|vnđ|đ(?!\w)|usd|người|hộ|ha(?!\w)|tấn|m2|lượt|$)")
_TEN, _HALVES, _THOUSAND = Decimal(10), Decimal(2), 1000
_TALLEST = 100  # 1m73, 12m5: no more metres are written so
_MOST_WITH_LETTER = 10000  # 100k, 1500k


class Number(NamedTuple):
    """A number in a text: its end, value, and how it was written. ``scale`` is its multiplier, for spreading over a range."""

    end: int
    value: Decimal
    scale: int = 1
    spelled: bool = False
    confidence: float = 1.0
    denominator: Decimal | None = None
    metres: bool = False
    malformed: bool = False


def _printed_figure(low: str, pos: int) -> tuple[str, int] | None:
    """Return the figure printed at ``pos`` and its end; spaces group thousands only where a unit follows."""
    match = _FIGURE.match(low, pos)
    if match is None:
        return None
    printed = match.group()
    if " " in printed and (low[pos] == "0" or not _AFTER_SPACED.match(low, match.end())):
        match = _ONE_FIGURE.match(low, pos)
        return (match.group(), match.end()) if match else None
    return printed, match.end()


def _with_letter(low: str, end: int, value: Decimal) -> Number | None:
    """Read what hangs on a figure and is part of the number: ``1m73``, ``100k``, ``1tr2``."""
    after = low[end : end + 1]
    metre = _METRE.match(low, end) if after == "m" else None
    if metre and value < _TALLEST:
        return Number(metre.end(), value + Decimal(f"0.{metre[1]}"), metres=True)
    letter = _LETTER.match(low, end) if after in ("k", "t") else None
    if not letter or value >= _MOST_WITH_LETTER:
        return None
    scale = SCALES["nghìn"] if letter[1] == "k" else SCALES["triệu"]
    tail = Decimal(int(letter[2])) * scale / 10 ** len(letter[2]) if letter[2] else Decimal(0)
    return Number(letter.end(), value * scale + tail, scale, confidence=0.9)


def _scale_at(low: str, end: int, value: Decimal) -> tuple[int, int] | None:
    """Return the multiplier after a figure (1 if there is none) and its end; None for what nobody says (*300 trăm*)."""
    scales = _SCALES.match(low, end) if low[end : end + 2].lstrip(" ")[:1] in _SCALE_LETTERS else None
    if scales:
        return prod(_FACTORS[word] for word in re.findall(r"\w+", scales.group())), scales.end()
    hundred = _HUNDRED.match(low, end) if low[end : end + 2] in (" t", " c") else None
    if not hundred:
        return 1, end
    if value >= _TEN or value != int(value):
        return None
    return _FACTORS[hundred.group().strip()], hundred.end()


def _smaller_parts(low: str, end: int, value: Decimal, scale: int) -> tuple[Decimal, int]:
    """Add the parts of smaller scales that follow: *5 tỷ 200 triệu*, *2 triệu 500 nghìn*; return value and end."""
    rest = scale
    hundreds = _HUNDREDS.match(low, end) if scale == _THOUSAND and value == int(value) else None
    if hundreds:
        return value + int(hundreds[1]), hundreds.end()
    while rest > 1:
        more = _MORE.match(low, end)
        part = read_figure(more[1]) if more else None
        if more is None or part is None:
            break
        factor = prod(_FACTORS[word] for word in more[2].split())
        plain = factor == 1 and (part < _THOUSAND or more.group().lstrip().startswith("và"))
        if factor >= rest or part * factor >= rest or plain:
            break
        value, end, rest = value + part * factor, more.end(), factor
    return value, end


def figure_at(low: str, pos: int) -> Number | None:
    """Read a figure and its multiplier words at ``pos``; None where there is no figure that makes sense."""
    figure = _printed_figure(low, pos)
    value = read_figure(figure[0]) if figure else None
    if figure is None or value is None:
        return None
    printed, end = figure
    after = low[end : end + 2]
    if after.lstrip(" ")[:1] not in _HANGING:
        return Number(end, +value, confidence=figure_confidence(printed))  # rounded as by a multiplier
    lettered = _with_letter(low, end, value)
    if lettered is not None:
        return lettered
    scaled = _scale_at(low, end, value)
    if scaled is None:
        return Number(end, value, malformed=True)
    scale, end = scaled
    value *= scale
    if scale > 1:
        half = _HALF.match(low, end)
        if half:
            value, end = value + Decimal(scale) / 2, half.end()
        else:
            value, end = _smaller_parts(low, end, value, scale)
    return Number(end, value, scale, confidence=figure_confidence(printed))


def _cuts_a_number(tokens: list[str], size: int) -> bool:
    """Tell whether the first ``size`` words cannot be a number of their own in this run of words."""
    last, before = tokens[size - 1], tokens[size - 2] if size > 1 else ""
    if last in _UNFINISHED or (size < len(tokens) and tokens[size] in _GOES_ON):
        return True
    if last == "năm" and before and before not in _BEFORE_FIVE:
        return True  # *hai mươi năm*: years
    if size == _TWO_WORDS and tokens[0] in DIGITS and last in DIGITS:
        return True
    return last in DIGITS and before in _FACTORS and before != "chục"  # *một trăm hai hộ*: two readings


def _opens_no_number(head: list[str]) -> bool:
    """Tell whether words that begin so are no number inside a text: *không* is *not*, *triệu* alone counts nothing."""
    if head[0] == "không":
        return len(head) <= _TWO_WORDS or head[1] not in _POINT
    return head[0] in _BARE_SCALES and not (len(head) > 1 and head[-1] == "rưỡi")


def _fraction_of(head: list[str], pos: int) -> Number | None:
    """Read *hai phần ba*."""
    at = head.index("phần")
    above, below = read_tokens(list(head[:at])), read_tokens(list(head[at + 1 :]))
    if above is None or not below or head[-1] in ("trăm", "nghìn", "triệu") or below < max(above, _HALVES):
        return None
    return Number(pos + len(" ".join(head)), above, spelled=True, denominator=below)


def _half_of(low: str, head: list[str], pos: int) -> Number | None:
    """Read *một nửa*, *quá nửa* where it is a share."""
    end = pos + len(" ".join(head))
    if not _HALF_OK.match(low, end) or (len(head) == 1 and not _HALF_AFTER.search(low, max(0, pos - 6), pos)):
        return None
    return Number(end, Decimal(1), spelled=True, denominator=_HALVES)


def _said(low: str, head: list[str], pos: int) -> Number | None:
    """Read words that are to be one number as a whole."""
    if "phần" in head:
        return _fraction_of(head, pos)
    if "nửa" in head:
        return _half_of(low, head, pos) if head in (["một", "nửa"], ["phân", "nửa"], ["nửa"]) else None
    value = read_tokens(list(head))
    if value is None:
        return None
    scale = max((SCALES.get(word, 1) for word in head), default=1)
    return Number(pos + len(" ".join(head)), value, scale, spelled=True)


def words_at(low: str, pos: int) -> Number | None:
    """Read a number in words at ``pos``: the longest that reads well inside a text; spoken short forms are not presumed."""
    match = _RUN.match(low, pos)
    if not match:
        return None
    tokens = match.group().split(" ")
    if tokens[0] not in _STARTS:
        return None
    for size in range(len(tokens), 0, -1):
        head = tokens[:size]
        if _cuts_a_number(tokens, size) or _opens_no_number(head):
            continue
        found = _said(low, head, pos)
        if found is not None:
            return found
    return None


def number_at(low: str, pos: int) -> Number | None:
    """Read a number at ``pos``, in figures or in words."""
    return figure_at(low, pos) if low[pos : pos + 1].isdigit() else words_at(low, pos)
