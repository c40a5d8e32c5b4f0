"""Years, terms and seasons as printed: *năm 2016-2020*, *năm học này*, *giai đoạn 2016 – 2020*, *vụ đông xuân 2021*."""

from __future__ import annotations

import re
from datetime import date

from newsmine.numerals.dates import DASH, RELATIVE, YEAR, Point, marked, relative_year, short_year, spelled_year
from newsmine.numerals.days import SEASONS, Stretch, year

__all__ = ["PRINTED_YEAR", "read_next", "read_season", "read_span", "read_year"]


PRINTED_YEAR = re.compile(
    rf"(?:các |những )?năm (?:học (?:mới )?({YEAR}) ?[-–/] ?({YEAR}|\d\d(?!\d))|({YEAR})(?:(?: ?[-–—] ?|"
    rf",? đến (?:hết )?(?:năm )?)({YEAR}))?|(nay|này|ngoái|trước|qua|vừa qua|rồi|vừa rồi|tới|sau)(?!\w))"
)

_NEXT_YEAR = re.compile(rf"(?:, | và |, và | - )({YEAR})(?! ?(?:[-–]|đến) ?\d)")
_SCHOOL_YEAR = re.compile(r"năm học (này|mới|trước|qua|vừa qua|vừa rồi|tới)(?!\w)")

_NEXT = re.compile(r"sang năm(?! (?:\d|thứ|mới|học|sau|tới))(?!\w)")

_TERM = 8  # a school year is spoken of from August on
_SCHOOL_MONTHS = (9, 1, 5, 31, 1)  # 1 September to 31 May of the next year

_MANY = ("các ", "những ")
_DECADE = re.compile(r"(?:những năm|thập niên|thập kỷ) (?:đầu |cuối )?(?:19|20)?([0-9]0)(?:\D|$)")

_SPAN = re.compile(
    rf"(?:giai đoạn|nhiệm kỳ|nhiệm kì|niên khóa|niên độ(?: tài chính)?|thời kỳ|trong các năm|các năm|khóa|kỳ|những năm|"
    rf"kế hoạch 5 năm)(?: đầu tư công| trung hạn| thực hiện| \w{{1,3}}(?= \())?"
    rf"[ (]+(?:từ )?(?:năm )?({YEAR})(?:{DASH}(?:năm )?({YEAR}|\d\d(?![\w.,])))?"
)

_SEASON = re.compile(
    rf"(?:(?:vụ|mùa) (?:sản xuất |lúa |mùa )?|(?=đông ?[-–]? ?xuân|hè ?[-–]? ?thu|thu ?[-–]? ?đông))(đông ?[-–]? ?xuân|"
    rf"hè ?[-–]? ?thu|thu ?[-–]? ?đông|xuân ?[-–]? ?hè|mùa|đông|xuân|hè|thu)(?!\w)"
    rf"(?:,? (?:năm )?({YEAR})(?: ?[-–/] ?({YEAR}|\d\d(?![\w.,])))?|(?: năm)? (nay|này|ngoái|trước|qua|tới))?"
)


def read_year(low: str, pos: int, on: date | None) -> Point | None:
    """Read *năm 2016*, *năm nay*, *năm học 2021-2022*, a year in words, a decade."""
    match = PRINTED_YEAR.match(low, pos)
    if match is None:
        return _read_other_year(low, pos, on)
    school, school_end, one, _, word = match.groups()
    if school:
        if short_year(int(school), school_end) - int(school) != 1:
            return None
        return Point(match.end(), Stretch(int(school), *_SCHOOL_MONTHS, kind="school_year"), "năm học", ranged=True)
    if one:
        return _printed_years(low, match)
    if low.startswith(_MANY, pos) or low[max(0, pos - 6) : pos].rstrip().endswith(("những", "các", "nhiều")):
        return None
    of, known = relative_year(word, on)
    return Point(match.end(), marked(year(of)) if of else year(0), "năm nay") if known else None


def _listed_years(low: str, one: int, end: int) -> tuple[int, int]:
    """Return the last of the years that follow one another in a list, and where it ends."""
    until = one
    while (more := _NEXT_YEAR.match(low, end)) and int(more[1]) == until + 1:
        until, end = until + 1, more.end()
    return until, end


def _printed_years(low: str, match: re.Match[str]) -> Point:
    """Read *năm 2016*, *năm 2016-2020*, *các năm 2016, 2017 và 2018*."""
    one, end = int(match[3]), match.end()
    if match[4] is None:
        until, end = _listed_years(low, one, end)
        return Point(end, year(one, until if until > one else None), "năm", ranged=until > one)
    if int(match[4]) < one:
        return Point(match.end(3), year(one), "năm")
    return Point(end, year(one, int(match[4])), "năm", ranged=True)


def _read_other_year(low: str, pos: int, on: date | None) -> Point | None:
    """Read *năm học này*, a year in words, a decade."""
    match = _SCHOOL_YEAR.match(low, pos)
    if match and on is not None:
        begin = on.year - (on.month < _TERM) + RELATIVE.get(match[1], 0)
        return Point(match.end(), marked(Stretch(begin, *_SCHOOL_MONTHS, kind="school_year")), "năm học")
    if low.startswith("năm ", pos) and (spelled := spelled_year(low, pos + 4)):
        return Point(spelled[1], year(spelled[0]), "năm spelled")
    match = _DECADE.match(low, pos)
    return Point(match.end(1), year(1900 + int(match[1]), 1909 + int(match[1])), "decade", ranged=True) if match else None


def read_next(low: str, pos: int, on: date | None) -> Point | None:
    """Read *sang năm*, but not *bước sang năm*."""
    match = _NEXT.match(low, pos)
    if match is None or on is None or low.endswith(("bước ", "kéo dài ", "chuyển "), 0, pos):
        return None
    return Point(match.end(), marked(year(on.year + 1)), "sang năm")


def read_span(low: str, pos: int, _on: date | None) -> Point | None:
    """Read *giai đoạn 2016 – 2020*, *nhiệm kỳ 2020-25*."""
    match = _SPAN.match(low, pos)
    if not match:
        return None
    one = int(match[1])
    until, end = short_year(one, match[2]) if match[2] else None, match.end()
    if until is not None and until < one:
        return None
    if until is None and "các năm" in match.group():
        last, end = _listed_years(low, one, end)
        until = last if last > one else None
    return Point(end, year(one, until), "giai đoạn", ranged=until is not None)


def read_season(low: str, pos: int, on: date | None) -> Point | None:
    """Read *vụ đông xuân 2020-2021*, *vụ mùa năm nay*."""
    match = _SEASON.match(low, pos)
    if not match:
        return None
    name = re.sub(r" ?[-–] ?", " ", match[1])
    name = {"đôngxuân": "đông xuân", "hèthu": "hè thu"}.get(name, name)
    first, last = SEASONS[name]
    over = last < first
    of = int(match[2]) if match[2] else None
    if of is None:
        of, known = relative_year(match[4], on)
        if of is None and (not known or match[4]):
            return None
    elif over and not match[3]:
        of -= 1  # *vụ đông xuân 2021* is named after the year of its harvest
    return Point(match.end(), Stretch(of, first, 1, last, 0, int(over), kind="season"), "vụ")
