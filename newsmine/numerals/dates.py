"""Days and months as printed in figures and words: ``5/4/2021``, ``26-28/4``, *ngày 5 tháng 4*, ``02-03/2000``, ``22.4``."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from newsmine.numerals.days import Stretch, day, month, valid_day
from newsmine.numerals.units import unit_at
from newsmine.numerals.words import DIGITS, read_integer

__all__ = ["NONE", "STRONG", "WEAK", "Point", "date_at", "spelled_year"]


class Point(NamedTuple):
    """A point or stretch of time that was read: ``end`` offset, ``stretch``, and what kind of reading it was.

    ``ranged``: it spans several units by itself (26-28/4); ``weak``: a period only in company (*5 năm (2016-2020)*);
    ``rolling``: counted back from the day of publication; ``cued``: a day word stands before it; ``known``: it can be resolved.
    """

    end: int
    stretch: Stretch
    rule: str
    ranged: bool = False
    weak: bool = False
    rolling: bool = False
    cued: bool = False
    rate: bool = False
    baseline: bool = False
    known: bool = True


# How sure the words before make 5/4 or 22.4 a date: not at all, where no unit follows (từ, đến), whatever follows (ngày, sáng).
NONE, WEAK, STRONG = 0, 1, 2
YEAR = r"(?:1[0-9]|20|21)\d\d(?![\d.,]{0,24}\d)"
DASH = r" ?(?:[-–—]|đến|tới) ?"
WORDS = r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|linh|lẻ|lẽ)(?!\w)"
_RUN = re.compile(rf"{WORDS}(?: {WORDS}){{1,8}}")
MONTHS = 12
NO_TIME = 1  # the year of what has no time of its own: a mere length, a rate, a *cùng kỳ* without a year
_FULL_YEAR = 4  # digits
_CENTURY = 100
_SPELLED_YEARS = range(1000, 2200)
_CLOSING = 11  # from November on *năm qua* is the year that is ending
_LEAST_WORDS = 3  # of a year: *hai nghìn mười*
# words after a month, a week, a year, and how many of them they lie from this one
RELATIVE = {"nay": 0, "này": 0, "ngoái": -1, "trước": -1, "qua": -1, "vừa qua": -1, "rồi": -1, "vừa rồi": -1, "tới": 1, "sau": 1}
_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
MONTH = r"(?:\d{1,2}(?!\d)|mười một|mười hai|mười|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp)(?![^\W\d_])"
DAY_LEAD = re.compile(
    r"(?:(?:rạng sáng|sáng sớm|(?:sáng|trưa|chiều|tối|đêm) (?:nay|qua|mai)|sáng|trưa|chiều tối|chiều|tối|đêm|khuya|"
    r"hôm nay|hôm qua|hôm kia|ngày mai|hôm|ngày|mùng|mồng|vào|"
    r"thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?:, | \(| ?\((?=\d)| )){1,5}"
)
_FULL = re.compile(rf"(\d{{1,2}}) ?([/.-]) ?(\d{{1,2}}) ?\2 ?({YEAR}|\d\d(?![\w.,]))")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_DAY_RANGE = re.compile(
    rf"(\d{{1,2}})((?:, ?\d{{1,2}}){{0,6}}(?: ?[-–] ?|,? đến (?:hết )?(?:ngày )?|,? và |"
    rf", ?))(\d{{1,2}})([/.-])(\d{{1,2}})(?:(?:[/.-]| năm )({YEAR}))?(?![\d/])(?![.,]\d)"
)
_DAY_MONTH_WORDS = re.compile(
    rf"(\d{{1,2}}|(?:{WORDS} ){{0,2}}{WORDS})(?:{DASH}(?:ngày )?(\d{{1,2}}))? ?tháng ({MONTH})"
    rf"(?:(?:,? năm |/|-| ?\.|, | )({YEAR})|,? năm (nay|ngoái|trước|sau|tới)(?!\w)|(?= năm ({WORDS})))?"
)
_YEAR_WORD = re.compile(r" (?:nay|ngoái|trước|qua)(?!\w)")
_MONTH_RANGE = re.compile(rf"(\d{{1,2}}) ?[-–] ?(\d{{1,2}})[/.]({YEAR})")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}})[/.-]({YEAR})")
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})([/.-])(\d{{1,2}})(?![\w%‰])(?![.,/-]\d)(?! ?%)(?:,? năm ({YEAR})| năm (nay|ngoái|trước|sau|tới)(?!\w))?"
)
_COUNTED = re.compile(
    r" ?(?:tổng|số|diện|dân|xã|phường|thị|huyện|tỉnh|thôn|bản|hộ|người|đồng chí|tiêu chí|chỉ tiêu|đại biểu|đơn vị|"
    r"trường|cơ sở|trong)(?!\w)"
)


def unit_follows(low: str, pos: int) -> bool:
    return unit_at(low, low, pos, generic=False) is not None


def number_of(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    value = read_integer(list(text.split()))
    return None if value is None else int(value)


def month_number(text: str) -> int:
    return _MONTH_WORDS.get(text) or int(text)


def short_year(of: int, text: str) -> int:
    """Complete a two-digit end year: 2016-20."""
    return int(text) if len(text) == _FULL_YEAR else of // _CENTURY * _CENTURY + int(text)


def _full_year(text: str) -> int:
    return int(text) if len(text) == _FULL_YEAR else 2000 + int(text)


def _year_of(words: list[str]) -> int:
    """Return the number that the words of a year make, said as a number or as two pairs of digits; 0 if they make none."""
    if "nghìn" in words or "ngàn" in words:
        return int(read_integer(list(words)) or 0)
    if words[0] not in DIGITS or words[1] not in DIGITS:
        return 0
    tail = words[2:]
    if tail[0] in ("linh", "lẻ", "lẽ"):
        tail = ["không", *tail[1:]]
    low_part = read_integer(list(tail)) if len(tail) <= _LEAST_WORDS else None
    if low_part is None or low_part >= _CENTURY:
        return 0
    return (DIGITS[words[0]] * 10 + DIGITS[words[1]]) * _CENTURY + int(low_part)


def spelled_year(low: str, pos: int) -> tuple[int, int] | None:
    """Read a year in words at ``pos``: *hai nghìn mười ba*, *hai không mười ba*, *một chín bảy lăm*; return it and its end."""
    run = _RUN.match(low, pos)
    if not run:
        return None
    words = run.group().split()
    for size in range(len(words), _LEAST_WORDS - 1, -1):
        head = words[:size]
        value = _year_of(head)
        if value in _SPELLED_YEARS:
            return value, pos + len(" ".join(head))
    return None


def relative_year(word: str | None, on: date | None) -> tuple[int | None, bool]:
    """Return the year that *nay*, *ngoái* … names, and whether it can be told."""
    if word is None:
        return None, True
    if on is None:
        return None, False
    closing = word in ("qua", "vừa qua") and on.month >= _CLOSING
    return on.year + (0 if closing else RELATIVE[word]), True


def marked(stretch: Stretch) -> Stretch:
    return stretch._replace(resolved_by="past")


def _day_month_words(low: str, pos: int, *, cue: int) -> Point | None:
    """Read *ngày 5 tháng 4 năm 2021* from the day on, in figures or in words."""
    match = _DAY_MONTH_WORDS.match(low, pos)
    if not match:
        return None
    d, m = number_of(match[1]), month_number(match[3])
    of = int(match[4]) if match[4] else None
    end = match.end()
    if match[6] and (spelled := spelled_year(low, end + 5)):
        of, end = spelled
    told = match[4] is not None or _YEAR_WORD.match(low, end) is not None
    bad_months = d is not None and match[3] == "năm" and told and cue != STRONG  # *9 tháng năm 2021*, *10 tháng năm nay*
    if d is None or bad_months or not valid_day(d, m, of):
        return None
    until = int(match[2]) if match[2] else None
    if until is not None and not (d < until and valid_day(until, m, of)):
        return None
    return Point(end, day(d, m, of, until), "d tháng m", ranged=until is not None, cued=True)


def _full_date(low: str, pos: int, *, cue: int) -> Point | None:
    """Read ``5/4/2021``, ``30.4.1975``, ``5/4/21`` after a day word, ``2021-04-05``."""
    match = _FULL.match(low, pos)
    if match:
        d, m, of = int(match[1]), int(match[3]), _full_year(match[4])
        if valid_day(d, m, of) and (len(match[4]) == _FULL_YEAR or cue):
            return Point(match.end(), day(d, m, of), "d/m/y", cued=True)
    match = _ISO.match(low, pos) if low.startswith("-", pos + _FULL_YEAR) else None
    if match and valid_day(int(match[3]), int(match[2]), int(match[1])):
        return Point(match.end(), day(int(match[3]), int(match[2]), int(match[1])), "iso", cued=True)
    return None


def _sure_range(low: str, match: re.Match[str], cue: int) -> bool:
    """Tell whether ``26-28/4`` is days: by the words before, else by its marks, where no unit follows a doubtful one."""
    _, join, _, mark, _, of = match.groups()
    hyphen = "-" in join or "–" in join
    if cue == STRONG or (mark == "/" and (cue or hyphen or of is not None)):
        return True
    doubtful = (mark == "-" and "đến" in join) or (mark == "." and bool(cue) and hyphen)
    return doubtful and not unit_follows(low, match.end())


def _day_range(low: str, pos: int, *, cue: int) -> Point | None:
    """Read ``26-28/4``, ``5, 6 và 7/4/2021``."""
    match = _DAY_RANGE.match(low, pos)
    if not match or not _sure_range(low, match, cue):
        return None
    d, until, m = int(match[1]), int(match[3]), int(match[5])
    of = int(match[6]) if match[6] else None
    if d >= until or not valid_day(until, m, of):
        return None
    return Point(match.end(), day(d, m, of, until), "d-d/m", ranged=True, cued=True)


def _months_of_year(low: str, pos: int) -> Point | None:
    """Read ``02-03/2000``, ``4/2021``."""
    match = _MONTH_RANGE.match(low, pos)
    if match and 1 <= int(match[1]) < int(match[2]) <= MONTHS:
        return Point(match.end(), month(int(match[1]), int(match[3]), int(match[2])), "m-m/y", ranged=True, cued=True)
    match = _MONTH_YEAR.match(low, pos)
    if match and 1 <= int(match[1]) <= MONTHS:
        return Point(match.end(), month(int(match[1]), int(match[2])), "m/y", cued=True)
    return None


def _day_month(low: str, pos: int, on: date | None, *, cue: int) -> Point | None:
    """Read ``5/4``, ``22.4``, ``5/4 năm nay``, where a day word or a year says that it is a date."""
    match = _DAY_MONTH.match(low, pos)
    if not match or not valid_day(int(match[1]), int(match[3]), None):
        return None
    of: int | None
    of, known = (int(match[4]), True) if match[4] else relative_year(match[5], on)
    after = match.end()
    sure = cue == STRONG or (cue and (match[2] == "/" or not unit_follows(low, after)) and not _COUNTED.match(low, after))
    if not (match[4] or match[5] or sure) or not known:
        return None
    stretch = day(int(match[1]), int(match[3]), of)
    return Point(after, marked(stretch) if match[5] else stretch, "d/m", cued=True)


_DIGITS = re.compile(r"\d{1,4}")
# What a figure goes on with, after a space or not, where it begins a date; each form asks for some of them.
_GOES_ON = frozenset(" /.-–—,t")
_MARKS = frozenset("/.-")
_TO_DAY = frozenset(",-–đv")
_TO_MONTH = frozenset("tđ-–—")
_ANY_MARK = _MARKS | _TO_DAY | _TO_MONTH


def date_at(low: str, pos: int, on: date | None, *, cue: int) -> Point | None:
    """Read the day, days or month that begin at ``pos``; ``cue`` says how sure the words before make ``5/4`` a date."""
    first = _DIGITS.match(low, pos)
    if first is None:
        return _day_month_words(low, pos, cue=cue)
    end = first.end()
    after = low[end : end + 1]
    mark = low[end + 1 : end + 2] if after == " " else after
    if after not in _GOES_ON or mark not in _ANY_MARK:
        return None
    found = _full_date(low, pos, cue=cue) if mark in _MARKS else None
    if found is None and mark in _TO_DAY:
        found = _day_range(low, pos, cue=cue)
    if found is None and mark in _TO_MONTH and (after == " " or low.startswith("tháng", end)):
        found = _day_month_words(low, pos, cue=cue)
    if found is None and (mark in _MARKS or mark == "–"):
        found = _months_of_year(low, pos)
    return found or (_day_month(low, pos, on, cue=cue) if after in _MARKS else None)
