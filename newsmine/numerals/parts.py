"""Parts of a year and stretches counted from a day: *6 tháng đầu năm*, *5 năm qua*, *cùng kỳ*, *mỗi năm*, *tuần trước*."""

from __future__ import annotations

import re
from datetime import date, timedelta

from newsmine.numerals.dates import (
    MONTHS,
    NO_TIME,
    RELATIVE,
    STRONG,
    WORDS,
    YEAR,
    Point,
    date_at,
    marked,
    number_of,
    relative_year,
)
from newsmine.numerals.days import ago, days, month, year

__all__ = ["read_half", "read_other", "read_part", "read_rate", "read_same"]


_COUNT = rf"(\d{{1,3}}|(?:{WORDS} ){{0,2}}{WORDS})"
_PART = re.compile(
    rf"{_COUNT} (tháng|quý|quí) (?:(đầu|cuối) (?:của )?(?:năm|nhiệm kỳ)(?: ({YEAR})| (nay|này|ngoái|trước|qua|tới|"
    rf"sau)(?!\w))?|(?:của )?năm ({YEAR}|nay|ngoái)(?!\w)|đầu(?=[,.;]))"
)

# *9 tháng* of an article of September or October: the year so far, where a result follows
_CUMULATIVE = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_TOTALLED = re.compile(r"(?: (?:đạt|ước|của|là|mới|đã|tăng|giảm|toàn|cả nước|thu|bằng|\.\.\.)(?!\w)|[,.;)]| ?…| \.\.\.)")

_LASTING = re.compile(
    r"(?:vòng|sau|hơn|gần|khoảng|suốt|dài|mất|hạn|gian|cứ|mỗi|trước|thêm|quá|đủ|ít nhất|tối đa|được|tù|tuổi|cách|kéo) $"
)

_PART_SLASH = re.compile(rf"(\d{{1,2}}) tháng ?[/-] ?({YEAR})")
_ROLLING = re.compile(
    rf"{_COUNT} (năm|tháng|tuần|ngày)(?: liên tiếp)?(?: (qua|vừa qua|gần đây|trở lại đây|gần nhất|vừa rồi)(?!\w)|"
    rf" ?\(?(?=({YEAR})(?: ?[-–] ?|, | và )({YEAR})))?"
)

_COUNTED_DAYS = re.compile(rf"{_COUNT} ngày,? \(?(?=\d{{1,2}} ?(?:,|và|[-–]|đến) ?(?:ngày )?\d)")
_HALF_PAST = re.compile(r"nửa năm (?:qua|vừa qua|gần đây)(?!\w)")
_FARTHEST = 100  # years back
_YEARS_AGO = re.compile(rf"{_COUNT} năm trước(?! (?:đó|đây|cộng|liền|nữa))(?!\w)")
_HALF = re.compile(rf"nửa (đầu|cuối) (?:của )?năm(?: ({YEAR})| (nay|ngoái|trước|tới|sau)(?!\w))?")
_RATE = re.compile(
    r"(?:mỗi|hằng|hàng|từng)(?: một)? (?:năm(?! \d{4})|tháng(?! \d{1,2}[/-]\d{4})|quý(?! (?:i|\d))|tuần|ngày đêm"
    r"|ngày(?! \d{1,2}/\d)|vụ|giờ|phút)(?!\w)"
)

_SAME = re.compile(
    rf"(?:so với )?cùng (?:kỳ|kì|thời điểm|thời gian)(?: (?:của )?(?:các )?năm (?:({YEAR})|(trước|ngoái|"
    rf"qua)(?!\w)))?(?: ({YEAR}))?"
)

_OTHER_DAY = {"hôm nay": 0, "hôm qua": -1, "hôm kia": -2, "ngày mai": 1, "ngày kia": 2, "ngày mốt": 2}
_OTHER_DAYS = re.compile(
    r"(?:sáng |chiều |tối |đêm )?(hôm nay|hôm qua|hôm kia|ngày mai|ngày kia)(?!\w)|(?:sáng|chiều|tối|trưa|đêm) (nay|qua)(?!\w)"
)

_WEEK = re.compile(r"tuần (này|trước|qua|vừa qua|rồi|vừa rồi|tới|sau)(?!\w)")


def _part_of_year(match: re.Match[str], on: date | None) -> Point | None:
    """Read *6 tháng đầu năm*, *9 tháng năm 2021*, *hai quý cuối năm*."""
    count, unit, edge, y1, word, y2 = match.groups()
    number = number_of(count)
    months = (number or 0) * (1 if unit == "tháng" else 3)
    if not 1 <= months <= MONTHS:
        return None
    printed = y1 or (y2 if y2 and y2.isdigit() else None)
    of, known = (int(printed), True) if printed else relative_year(word or y2 or "nay", on)
    stretch = month(MONTHS + 1 - months, of, MONTHS) if edge == "cuối" else month(1, of, months)
    return Point(match.end(), stretch if printed else marked(stretch), "n tháng", ranged=True, known=known)


def read_part(low: str, pos: int, on: date | None) -> Point | None:
    """Read *6 tháng đầu năm*, *9 tháng/2021*, *5 năm qua*, *hai ngày 4 và 5/10*."""
    match = _COUNTED_DAYS.match(low, pos)
    if match and (named := date_at(low, match.end(), on, cue=STRONG)):
        return named
    match = _PART.match(low, pos)
    if match:
        return _part_of_year(match, on)
    match = _PART_SLASH.match(low, pos)
    if match and 1 <= int(match[1]) <= MONTHS:
        return Point(match.end(), month(1, int(match[2]), int(match[1])), "n tháng", ranged=True)
    return _read_ago(low, pos, on) or _read_rolling(low, pos, on)


def _read_ago(low: str, pos: int, on: date | None) -> Point | None:
    """Read *hai năm trước*: the year so many before that of publication."""
    match = _YEARS_AGO.match(low, pos)
    number = number_of(match[1]) if match else None
    if match is None or number is None or on is None or not 1 < number < _FARTHEST:
        return None
    counted = low.endswith(("bằng ", "của ", "trong ", "suốt ", "những "), 0, pos)
    return None if counted else Point(match.end(), marked(year(on.year - number)), "n năm trước")


def _read_rolling(low: str, pos: int, on: date | None) -> Point | None:
    """Read *5 năm qua*, *5 năm 2016-2020*, and a bare *9 tháng* where it is the year so far."""
    match = _ROLLING.match(low, pos)
    if not match:
        return None
    number = number_of(match[1])
    if number is None:
        return None
    if match[4] and int(match[5]) >= int(match[4]):
        closes = "(" in match.group() and low.startswith(")", match.end(5))
        return Point(match.end(5) + closes, year(int(match[4]), int(match[5])), "n năm y-y", ranged=True)
    if match[3]:
        closed = on is not None and match[2] == "tháng" and "qua" in match[3] and _closed(number, on)
        stretch = marked(month(1, on.year, number)) if on is not None and closed else ago(on, number, match[2])
        return Point(match.end(), stretch, "n năm qua", rolling=True) if stretch else None
    if on is not None and match[2] == "tháng" and _so_far(low, pos, match.end(), number, on):
        return Point(match.end(), marked(month(1, on.year, number)), "n tháng so far", ranged=True)
    return Point(match.end(), year(NO_TIME), "n năm", weak=True)


def _closed(number: int, on: date) -> bool:
    """Tell whether the first months of a year have just ended, so that *6 tháng* of an article of July are those."""
    return number in _CUMULATIVE and on.month in (number, number + 1)


def _so_far(low: str, pos: int, end: int, number: int, on: date) -> bool:
    """Tell whether *9 tháng* are those of the year so far: it is published then, and a result follows."""
    if not _closed(number, on):
        return False
    return bool(_TOTALLED.match(low, end)) and not _LASTING.search(low, max(0, pos - 14), pos)


def read_half(low: str, pos: int, on: date | None) -> Point | None:
    """Read *nửa đầu năm 2020*, *nửa năm qua*."""
    past = _HALF_PAST.match(low, pos)
    stretch = ago(on, MONTHS // 2, "tháng") if past else None
    if past and stretch and on is not None:
        return Point(past.end(), marked(month(1, on.year, 6)) if _closed(6, on) else stretch, "n tháng qua", rolling=True)
    match = _HALF.match(low, pos)
    if not match:
        return None
    of, known = (int(match[2]), True) if match[2] else relative_year(match[3] or "nay", on)
    return Point(match.end(), month(1, of, 6) if match[1] == "đầu" else month(7, of, 12), "nửa năm", ranged=True, known=known)


def read_other(low: str, pos: int, on: date | None) -> Point | None:
    """Read *hôm nay*, *chiều qua*, *tuần trước*."""
    match = _OTHER_DAYS.match(low, pos)
    if match:
        if on is None:
            return None
        shift = _OTHER_DAY[match[1]] if match[1] else (0 if match[2] == "nay" else -1)
        here = on + timedelta(days=shift)
        return Point(match.end(), days(here, here), "hôm nay")
    match = _WEEK.match(low, pos)
    if match and on is not None:
        monday = on - timedelta(days=on.weekday()) + timedelta(weeks=RELATIVE[match[1]])
        return Point(match.end(), days(monday, monday + timedelta(days=6)), "tuần này")
    return None


def read_rate(low: str, pos: int, _on: date | None) -> Point | None:
    """Read *mỗi năm*: no stretch, but how often."""
    match = _RATE.match(low, pos)
    return Point(match.end(), year(NO_TIME), "rate", rate=True) if match else None


def read_same(low: str, pos: int, on: date | None) -> Point | None:
    """Read *cùng kỳ (năm 2020)*: what a change is measured against."""
    match = _SAME.match(low, pos)
    if not match:
        return None
    printed = match[1] or match[3]
    if printed:
        return Point(match.end(), year(int(printed)), "cùng kỳ", baseline=True)
    if match[2] and on is not None:
        return Point(match.end(), marked(year(on.year - 1)), "cùng kỳ", baseline=True)
    return Point(match.end(), year(NO_TIME), "cùng kỳ", baseline=True, known=False)
