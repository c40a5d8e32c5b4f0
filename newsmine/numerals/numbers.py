"""Numbers inside a text, read forward from their first character: figures with their multipliers, words, ranges, ratios."""

from __future__ import annotations

import re
from decimal import Decimal
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
_HALF = re.compile(r" rưỡi(?!\w)")
_MORE = re.compile(rf"(?:,? và |,? )?({_ONE_FIGURE.pattern})((?: ?{_SCALE}(?!\w))+|(?= đồng(?!\w)))")
_LETTER = re.compile(r"(k|tr)(\d{0,3})(?!\w)")
_METRE = re.compile(r"m(\d\d|[4-9])(?![\d\w])")
_FACTORS = {**SCALES, "trăm": 100, "chục": 10}
_NUMBER_WORD = (
    "không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|linh|lẻ|lẽ|rưỡi|"
    "phẩy|chấm|phần|nửa|tá"
)
_NOT_SCALE = r"(?! (?:lệ|suất|trọng|số|giá|phú|mỉ))"
_RUN = re.compile(rf"(?:{_NUMBER_WORD})(?!\w)(?: (?:(?:tỷ|tỉ){_NOT_SCALE}|(?!tỷ|tỉ)(?:{_NUMBER_WORD}))(?!\w)){{0,24}}")
_HALF_OK = re.compile(r"(?! (?:thế kỷ|năm|tháng|ngày|giờ|đêm|vời|đường|buổi|trận|kín|tin|tỉnh|chừng|muốn|cuộc|đầu|cuối))")
_HALF_AFTER = re.compile(r"(?:hơn|gần|quá|già|non|chỉ|tới|đến|còn) $")
_STARTS = frozenset(
    [
        "một",
        "hai",
        "ba",
        "bốn",
        "năm",
        "sáu",
        "bảy",
        "bẩy",
        "tám",
        "chín",
        "mười",
        "trăm",
        "nghìn",
        "ngàn",
        "nửa",
        "tỷ",
        "triệu",
        "không",
    ]
)
_UNFINISHED = frozenset(["linh", "lẻ", "lẽ", "phẩy", "chấm", "phần"])


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


def figure_at(low: str, pos: int) -> Number | None:  # noqa: C901 - one branch a printed form
    """Read a figure and its multiplier words at ``pos``; None where there is no figure that makes sense."""
    match = _FIGURE.match(low, pos)
    if not match:
        return None
    printed = match.group()
    if " " in printed and (
        printed[0] == "0" or not re.compile(r" ?(?:đồng|vnđ|đ(?!\w)|usd|người|hộ|ha(?!\w)|tấn|m2|lượt|$)").match(low, match.end())
    ):
        match = _ONE_FIGURE.match(low, pos)
        assert match is not None  # noqa: S101 - the wider pattern matched
        printed = match.group()
    value = read_figure(printed)
    end = match.end()
    if value is None:
        return None
    confidence = figure_confidence(printed)
    after = low[end : end + 1]
    metre = _METRE.match(low, end) if after == "m" else None
    if metre and value < 100:
        return Number(metre.end(), value + Decimal(f"0.{metre[1]}"), metres=True)
    letter = _LETTER.match(low, end) if after in ("k", "t") else None
    if letter and value < 10000:
        scale = 1000 if letter[1] == "k" else 10**6
        tail = Decimal(int(letter[2])) * scale / 10 ** len(letter[2]) if letter[2] else Decimal(0)
        return Number(letter.end(), value * scale + tail, scale, confidence=0.9)
    scale = 1
    scales = _SCALES.match(low, end) if low[end : end + 2].lstrip(" ")[:1] in _SCALE_LETTERS else None
    if scales:
        words = scales.group().split()
        if not scales.group().startswith(" "):
            words = re.findall(r"\w+", scales.group())
        for word in words:
            scale *= _FACTORS[word]
        end = scales.end()
    else:
        hundred = _HUNDRED.match(low, end) if low[end : end + 2] in (" t", " c") else None
        if hundred:
            if value >= 10 or value != int(value):
                return Number(hundred.end(), value, malformed=True)
            scale = _FACTORS[hundred.group().strip()]
            end = hundred.end()
    value *= scale
    if scale > 1:
        half = _HALF.match(low, end)
        if half:
            return Number(half.end(), value + Decimal(scale) / 2, scale, confidence=confidence)
        rest = scale
        while rest > 1:
            more = _MORE.match(low, end)
            part = read_figure(more[1]) if more else None
            if more is None or part is None:
                break
            factor = 1
            for word in more[2].split():
                factor *= _FACTORS[word]
            if (
                factor >= rest
                or part * factor >= rest
                or (factor == 1 and part < 1000)
                or (more.group().lstrip().startswith("và") and factor == 1)
            ):
                break
            value, end, rest = value + part * factor, more.end(), factor
    return Number(end, value, scale, confidence=confidence)


def words_at(low: str, pos: int) -> Number | None:  # noqa: C901
    """Read a number in words at ``pos``, the longest that reads well inside a text; spoken short forms are not taken for granted."""
    match = _RUN.match(low, pos)
    if not match:
        return None
    tokens = match.group().split(" ")
    if tokens[0] not in _STARTS:
        return None
    for size in range(len(tokens), 0, -1):
        head = tokens[:size]
        last = head[-1]
        if last in _UNFINISHED or (
            size < len(tokens) and tokens[size] in ("mươi", "linh", "lẻ", "lẽ", "mốt", "lăm", "nhăm", "rưỡi")
        ):
            continue
        if size > 1 and last == "năm" and head[-2] not in ("linh", "lẻ", "lẽ", "phần", "phẩy", "chấm"):
            continue
        if size == 2 and head[0] in DIGITS and last in DIGITS:
            continue
        if size > 1 and last in DIGITS and head[-2] in _FACTORS and head[-2] != "chục":
            continue  # *một trăm hai hộ*: two readings
        if head[0] == "không" and (size < 3 or head[1] not in ("phẩy", "chấm")):
            continue
        if head[0] in ("trăm", "nghìn", "ngàn", "tỷ", "triệu") and not (size > 1 and last == "rưỡi"):
            continue
        if "phần" in head:
            at = head.index("phần")
            above, below = read_tokens(list(head[:at])), read_tokens(list(head[at + 1 :]))
            if above is None or not below or last in ("trăm", "nghìn", "triệu") or below < above or below < 2:
                continue
            return Number(pos + len(" ".join(head)), above, spelled=True, denominator=below)
        if head in (["một", "nửa"], ["nửa"]):
            if not _HALF_OK.match(low, pos + len(" ".join(head))) or (
                size == 1 and not _HALF_AFTER.search(low, max(0, pos - 6), pos)
            ):
                continue
            return Number(pos + len(" ".join(head)), Decimal(1), spelled=True, denominator=Decimal(2))
        if "nửa" in head:
            continue
        value = read_tokens(list(head))
        if value is not None:
            scale = max((SCALES.get(word, 1) for word in head), default=1)
            return Number(pos + len(" ".join(head)), value, scale, spelled=True)
    return None


def number_at(low: str, pos: int) -> Number | None:
    """Read a number at ``pos``, in figures or in words."""
    return figure_at(low, pos) if low[pos : pos + 1].isdigit() else words_at(low, pos)
