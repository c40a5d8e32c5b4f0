"""Months and quarters as printed: *tháng 5/2021*, *tháng 5 và 6 năm nay*, *quý III/2021*, *quý này*."""

from __future__ import annotations

import re
from datetime import date

from newsmine.numerals.dates import DASH, MONTH, MONTHS, RELATIVE, YEAR, Point, marked, month_number, relative_year, spelled_year
from newsmine.numerals.days import month, quarter

__all__ = ["read_month", "read_quarter"]


_MONTH = re.compile(
    rf"tháng (?:(này|trước|qua|vừa qua|rồi|vừa rồi|tới|sau)(?!\w)|({MONTH})(?! (?:triệu|nghìn|ngàn|tỷ|tỉ)(?!\w))(?:(?: ?, ?| và |"
    rf"{DASH})(?:tháng )?({MONTH})(?![/.-]\d{{1,2}}(?!\d)))?"
    rf"(?: ?(?:/|-|\.) ?({YEAR})|,? (?:của )?năm ({YEAR})|,? năm (nay|ngoái|trước|sau|tới)(?!\w)| ({YEAR})| (này|tới|"
    rf"qua)(?!\w))?)"
)

_ONE_MONTH = re.compile(r"tháng \w+(?: một| hai)?")
_EDGE_QUARTER = re.compile(rf"qu[ýí] (đầu|cuối) (?:của )?năm(?: ({YEAR}))?")

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "nhất": 1}
_Q = r"(iv|i{1,3}|0?[1-4](?!\d)|một|hai|ba|bốn|tư|nhất)(?!\w)"

_QUARTER = re.compile(
    rf"qu[ýí] (?:{_Q}(?:(?: và (?:qu[ýí] )?|, ?|{DASH}(?:qu[ýí] )?){_Q})?"
    rf"(?: ?[/.-] ?({YEAR})|,? (?:của )?năm ({YEAR})|,? năm (nay|ngoái|trước|sau|tới)(?!\w)| ({YEAR}))?|(này|trước|tới|"
    rf"sau)(?!\w))"
)


def _month_of(end: int, number: int, word: str, on: date | None) -> Point | None:
    """Read *tháng 12 tới*, *tháng 4 qua*, *tháng 9 này*."""
    if not 1 <= number <= MONTHS:
        return None
    if on is None:
        return Point(end, month(number, None), "tháng m")
    of = on.year + (word == "tới" and number <= on.month) - (word == "qua" and number > on.month)
    return Point(end, marked(month(number, of)), "tháng m")


def read_month(low: str, pos: int, on: date | None) -> Point | None:
    """Read *tháng 5/2021*, *tháng này*, *tháng 12 tới*."""
    match = _MONTH.match(low, pos)
    if not match:
        return None
    relative, first, second, _, _, _, _, month_word = match.groups()
    if month_word in ("này", "qua", "tới"):
        return _month_of(match.end(), month_number(first), month_word, on)
    if relative:
        return _relative_month(match.end(), relative, on)
    number = month_number(first)
    if not 1 <= number <= MONTHS:
        return None
    if second is None or number < month_number(second) <= MONTHS:
        return _month_of_year(low, match, on)
    alone = _ONE_MONTH.match(low, pos)  # *tháng 5 - 3 …*: what follows is no month after it
    return Point(alone.end(), month(number, None), "tháng m") if alone else None


def _relative_month(end: int, word: str, on: date | None) -> Point:
    """Read *tháng này*, *tháng trước*."""
    if on is None:
        return Point(end, month(1, None), "tháng này", known=False)
    index = on.year * MONTHS + on.month - 1 + RELATIVE[word]
    return Point(end, marked(month(index % MONTHS + 1, index // MONTHS)), "tháng này")


def _month_of_year(low: str, match: re.Match[str], on: date | None) -> Point:
    """Read *tháng 5/2021*, *tháng 5 và 6 năm nay*, *tháng năm năm hai nghìn hai mươi*."""
    _, first, second, y1, y2, year_word, y3, _ = match.groups()
    number, until = month_number(first), month_number(second) if second else None
    printed = y1 or y2 or y3
    end = match.end()
    of, known = (int(printed), True) if printed else relative_year(year_word, on)
    if of is None and known and low.startswith(" năm ", end) and (spelled := spelled_year(low, end + 5)):
        of, end = spelled
    stretch = month(number, of, until)
    return Point(end, marked(stretch) if year_word else stretch, "tháng m", ranged=until is not None)


def read_quarter(low: str, pos: int, on: date | None) -> Point | None:
    """Read *quý III/2021*, *quý cuối năm*, *quý này*."""
    match = _EDGE_QUARTER.match(low, pos)
    if match:
        of, _ = (int(match[2]), True) if match[2] else relative_year("nay", on)
        return Point(match.end(), quarter(1 if match[1] == "đầu" else 4, of), "quý")
    match = _QUARTER.match(low, pos)
    return _numbered_quarter(match, on) if match else None


def _numbered_quarter(match: re.Match[str], on: date | None) -> Point | None:
    """Read *quý III/2021*, *quý I và II năm nay*, *quý này*."""
    first, second, y1, y2, year_word, y3, relative = match.groups()
    if relative:
        if on is None:
            return None
        index = on.year * 4 + (on.month - 1) // 3 + RELATIVE[relative]
        return Point(match.end(), marked(quarter(index % 4 + 1, index // 4)), "quý này")
    number = _ROMAN.get(first) or int(first)
    until = (_ROMAN.get(second) or int(second)) if second else None
    if until is not None and until <= number:
        return None
    printed = y1 or y2 or y3
    of, _ = (int(printed), True) if printed else relative_year(year_word, on)
    return Point(match.end(), quarter(number, of, until), "quý", ranged=until is not None)
