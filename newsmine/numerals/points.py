"""Points and stretches of time as printed: days, months, quarters, years, school years, seasons, *6 tháng đầu năm*, *năm ngoái*."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from newsmine.numerals.days import SEASONS, Stretch, ago, day, days, month, quarter, valid_day, year
from newsmine.numerals.units import unit_at
from newsmine.numerals.words import DIGITS, read_integer

__all__ = ["Point", "point_at"]


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

_Y = r"(?:1[0-9]|20|21)\d\d(?![\d.,]*\d)"
_DASH = r" ?(?:[-–—]|đến|tới) ?"
_WORDS = r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|linh|lẻ|lẽ)(?!\w)"
_RUN = re.compile(rf"{_WORDS}(?: {_WORDS}){{1,8}}")
MONTHS = 12
_RELATIVE = {"nay": 0, "này": 0, "ngoái": -1, "trước": -1, "qua": -1, "vừa qua": -1, "tới": 1, "sau": 1}
_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_M = r"(?:\d{1,2}(?![\d.,]*\d)|mười một|mười hai|mười|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp)(?!\w)"
_M_SLASH = r"(?:\d{1,2}(?!\d)|mười một|mười hai|mười|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp)(?![^\W\d_])"

_DAY_LEAD = re.compile(
    r"(?:(?:rạng sáng|sáng sớm|(?:sáng|trưa|chiều|tối|đêm) (?:nay|qua|mai)|sáng|trưa|chiều tối|chiều|tối|đêm|khuya|hôm nay|hôm qua|hôm kia|ngày mai|hôm|ngày|mùng|mồng|vào|"
    r"thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?:, | \(| ?\((?=\d)| )){1,5}"
)
_FULL = re.compile(rf"(\d{{1,2}}) ?([/.-]) ?(\d{{1,2}}) ?\2 ?({_Y}|\d\d(?![\w.,]))")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_DAY_RANGE = re.compile(
    rf"(\d{{1,2}})((?:, \d{{1,2}}){{0,6}}(?: ?[-–] ?|,? đến (?:hết )?(?:ngày )?|,? và |, ))(\d{{1,2}})([/.-])(\d{{1,2}})(?:(?:[/.-]| năm )({_Y}))?(?![\d/])(?![.,]\d)"
)
_DAY_MONTH_WORDS = re.compile(
    rf"(\d{{1,2}}|(?:{_WORDS} ){{0,2}}{_WORDS})(?:{_DASH}(?:ngày )?(\d{{1,2}}))? ?tháng ({_M_SLASH})"
    rf"(?:(?:,? năm |/|-| ?\.|, | )({_Y})|,? năm (nay|ngoái|trước|sau|tới)(?!\w)|(?= năm ({_WORDS})))?"
)
_MONTH_RANGE = re.compile(rf"(\d{{1,2}}) ?[-–] ?(\d{{1,2}})[/.]({_Y})")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}})[/.-]({_Y})")
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})([/.-])(\d{{1,2}})(?![\w%‰])(?![.,/-]\d)(?! ?%)(?:,? năm ({_Y})| năm (nay|ngoái|trước|sau|tới)(?!\w))?"
)
_MONTH = re.compile(
    rf"tháng (?:(này|trước|qua|vừa qua|tới|sau)(?!\w)|({_M_SLASH})(?:(?: ?, ?| và |{_DASH})(?:tháng )?({_M_SLASH})(?![/.-]\d{{1,2}}(?!\d)))?"
    rf"(?: ?(?:/|-|\.) ?({_Y})|,? (?:của )?năm ({_Y})|,? năm (nay|ngoái|trước|sau|tới)(?!\w)| ({_Y})| (này|tới|qua)(?!\w))?)"
)
_EDGE_QUARTER = re.compile(rf"qu[ýí] (đầu|cuối) (?:của )?năm(?: ({_Y}))?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "nhất": 1}
_Q = r"(iv|i{1,3}|0?[1-4](?!\d)|một|hai|ba|bốn|tư|nhất)(?!\w)"
_QUARTER = re.compile(
    rf"qu[ýí] (?:{_Q}(?:(?: và (?:qu[ýí] )?|, ?|{_DASH}(?:qu[ýí] )?){_Q})?"
    rf"(?: ?[/.-] ?({_Y})|,? (?:của )?năm ({_Y})|,? năm (nay|ngoái|trước|sau|tới)(?!\w)| ({_Y}))?|(này|trước|tới|sau)(?!\w))"
)
_YEAR = re.compile(
    rf"(?:các |những )?năm (?:học ({_Y}) ?[-–/] ?({_Y}|\d\d(?!\d))|({_Y})(?:(?: ?[-–—] ?|,? đến (?:hết )?(?:năm )?)({_Y}))?|(nay|này|ngoái|trước|qua|vừa qua|tới|sau)(?!\w))"
)
_NEXT_YEAR = re.compile(rf"(?:, | và |, và | - )({_Y})(?! ?(?:[-–]|đến) ?\d)")
_SCHOOL_YEAR = re.compile(r"năm học (này|mới|trước|qua|vừa qua|tới)(?!\w)")
_TERM = 8  # a school year is spoken of from August on
_DECADE = re.compile(r"(?:những năm|thập niên|thập kỷ) (?:đầu |cuối )?(?:19|20)?([0-9]0)(?:\D|$)")
_CENTURY = re.compile(r"thế kỷ (?:thứ )?(xx?i{0,3}x?|xv?i{0,3}|\d\d?)(?!\w)")
_SPAN = re.compile(
    rf"(?:giai đoạn|nhiệm kỳ|nhiệm kì|niên khóa|niên độ|thời kỳ|trong các năm|các năm|khóa|kỳ|những năm|kế hoạch 5 năm)(?: đầu tư công| trung hạn| thực hiện| \w{{1,3}}(?= \())?"
    rf"[ (]+(?:từ )?(?:năm )?({_Y})(?:{_DASH}(?:năm )?({_Y}|\d\d(?![\w.,])))?"
)
_SEASON = re.compile(
    rf"(?:(?:vụ|mùa) (?:sản xuất |lúa |mùa )?|(?=đông ?[-–]? ?xuân|hè ?[-–]? ?thu|thu ?[-–]? ?đông))(đông ?[-–]? ?xuân|hè ?[-–]? ?thu|thu ?[-–]? ?đông|xuân ?[-–]? ?hè|mùa|đông|xuân|hè|thu)(?!\w)"
    rf"(?:,? (?:năm )?({_Y})(?: ?[-–/] ?({_Y}|\d\d(?![\w.,])))?|(?: năm)? (nay|này|ngoái|trước|qua|tới))?"
)
_COUNT = rf"(\d{{1,3}}|(?:{_WORDS} ){{0,2}}{_WORDS})"
_PART = re.compile(
    rf"{_COUNT} (tháng|quý|quí) (?:(đầu|cuối) (?:của )?(?:năm|nhiệm kỳ)(?: ({_Y})| (nay|này|ngoái|trước|qua|tới|sau)(?!\w))?|(?:của )?năm ({_Y}|nay|ngoái)(?!\w)|đầu(?=[,.;]))"
)
# *9 tháng* of an article of September or October: the year so far, where a result follows
_CUMULATIVE = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_TOTALLED = re.compile(r"(?: (?:đạt|ước|của tỉnh|của huyện|của thành phố|đã|tăng|giảm|toàn|cả nước|thu|bằng|\.\.\.)(?!\w)|[,.;)]| ?…| \.\.\.)")
_LASTING = re.compile(r"(?:vòng|sau|hơn|gần|khoảng|suốt|dài|mất|hạn|gian|cứ|mỗi|trước|thêm|quá|đủ|ít nhất|tối đa|được|tù|tuổi|cách|kéo) $")
_PART_GATE = re.compile(r"(?:\w+ ){1,3}(?:tháng|quý|quí|năm|tuần|ngày)(?!\w)")
_PART_SLASH = re.compile(rf"(\d{{1,2}}) tháng ?[/-] ?({_Y})")
_ROLLING = re.compile(
    rf"{_COUNT} (năm|tháng|tuần|ngày)(?: liên tiếp)?(?: (qua|vừa qua|gần đây|trở lại đây|gần nhất|vừa rồi)(?!\w)| ?\(?(?=({_Y})(?: ?[-–] ?|, | và )({_Y})))?"
)
_HALF = re.compile(rf"nửa (đầu|cuối) (?:của )?năm(?: ({_Y})| (nay|ngoái|trước|tới|sau)(?!\w))?")
_EDGE = re.compile(
    r"(?:đầu|giữa|cuối|hết|cả|trong|trọn|suốt|dịp cuối|dịp đầu|khoảng giữa|ngay trong|so với)(?: (?:thời gian|vòng|các))? "
)
_IN_YEAR = re.compile(
    rf"năm(?! ?(?:\d|{_WORDS}))(?! (?:học|trời|giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý))(?= [\w(]|[,.;:)]|$)"
)
_RATE = re.compile(r"(?:mỗi|hằng|hàng|từng)(?: một)? (?:năm|tháng|quý|tuần|ngày đêm|ngày|vụ|giờ|phút)(?!\w)")
_SAME = re.compile(
    rf"(?:so với )?cùng (?:kỳ|kì|thời điểm|thời gian)(?: (?:của )?(?:các )?năm (?:({_Y})|(trước|ngoái|qua)(?!\w)))?(?: ({_Y}))?"
)
_OTHER_DAY = {"hôm nay": 0, "hôm qua": -1, "hôm kia": -2, "ngày mai": 1, "ngày kia": 2, "ngày mốt": 2}
_OTHER_DAYS = re.compile(
    r"(?:sáng |chiều |tối |đêm )?(hôm nay|hôm qua|hôm kia|ngày mai|ngày kia)(?!\w)|(?:sáng|chiều|tối|trưa|đêm) (nay|qua)(?!\w)"
)
_WEEK = re.compile(r"tuần (này|trước|qua|tới|sau)(?!\w)")
_BARE_YEAR = re.compile(
    rf"({_Y})(?:(?: ?[-–—] ?|,? đến (?:năm )?)({_Y}))?(?! ?(?:%|người|hộ|đồng|ha|tấn|triệu|tỷ|tỉ|nghìn|lượt|xã|em|học sinh|cây))"
)
_COUNTED = re.compile(
    r" ?(?:tổng|số|diện|dân|xã|phường|thị|huyện|tỉnh|thôn|bản|hộ|người|đồng chí|tiêu chí|chỉ tiêu|đại biểu|đơn vị|trường|cơ sở|trong)(?!\w)"
)


def _unit_follows(low: str, pos: int) -> bool:
    return unit_at(low, low, pos, generic=False) is not None


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    value = read_integer(list(text.split()))
    return None if value is None else int(value)


def _month_number(text: str) -> int:
    return _MONTH_WORDS.get(text) or int(text)


def _short(of: int, text: str) -> int:
    """Complete a two-digit end year: 2016-20."""
    return int(text) if len(text) == 4 else of // 100 * 100 + int(text)


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def spelled_year(low: str, pos: int) -> tuple[int, int] | None:
    """Read a year in words at ``pos``: *hai nghìn mười ba*, *hai không mười ba*, *một chín bảy lăm*; return it and its end."""
    run = _RUN.match(low, pos)
    if not run:
        return None
    words = run.group().split()
    for size in range(len(words), 2, -1):
        head = words[:size]
        value = None
        if "nghìn" in head or "ngàn" in head:
            read = read_integer(list(head))
            value = None if read is None else int(read)
        elif head[0] in DIGITS and head[1] in DIGITS:
            tail = head[2:]
            if tail[0] in ("linh", "lẻ", "lẽ"):
                tail = ["không", *tail[1:]]
            low_part = read_integer(list(tail)) if len(tail) <= 3 else None
            if low_part is not None and low_part < 100:
                value = (DIGITS[head[0]] * 10 + DIGITS[head[1]]) * 100 + int(low_part)
        if value is not None and 1000 <= value < 2200:
            return value, pos + len(" ".join(head))
    return None


def _relative_year(word: str | None, on: date | None) -> tuple[int | None, bool]:
    """Return the year that *nay*, *ngoái* … names, and whether it can be told."""
    if word is None:
        return None, True
    return (None, False) if on is None else (on.year + _RELATIVE[word], True)


def _marked(stretch: Stretch) -> Stretch:
    return stretch._replace(resolved_by="past")


def _day_month_words(low: str, pos: int, *, cue: int) -> Point | None:
    """Read *ngày 5 tháng 4 năm 2021* from the day on, in figures or in words."""
    match = _DAY_MONTH_WORDS.match(low, pos)
    if match:
        d, m = _number(match[1]), _month_number(match[3])
        of = int(match[4]) if match[4] else None
        end = match.end()
        if match[6] and (spelled := spelled_year(low, end + 5)):
            of, end = spelled
        bad_months = d is not None and match[3] == "năm" and match[4] is not None and cue != STRONG  # *9 tháng năm 2021*
        if d is not None and valid_day(d, m, of) and not bad_months:
            until = int(match[2]) if match[2] else None
            if until is None or (d < until and valid_day(until, m, of)):
                return Point(end, day(d, m, of, until), "d tháng m", ranged=until is not None, cued=True)
    return None


_DIGITS = re.compile(r"\d{1,4}")
_GOES_ON = frozenset(" /.-–—,t")


def _date(low: str, pos: int, on: date | None, *, cue: int) -> Point | None:  # noqa: C901, PLR0911, PLR0912 - one branch a printed form
    first = _DIGITS.match(low, pos)
    if first is None:
        return _day_month_words(low, pos, cue=cue)
    after = low[first.end() : first.end() + 1]
    if after not in _GOES_ON:
        return None
    match = _FULL.match(low, pos)
    if match:
        d, m, of = int(match[1]), int(match[3]), _full_year(match[4])
        if valid_day(d, m, of) and (len(match[4]) == 4 or cue):
            return Point(match.end(), day(d, m, of), "d/m/y", cued=True)
    match = _ISO.match(low, pos)
    if match and valid_day(int(match[3]), int(match[2]), int(match[1])):
        return Point(match.end(), day(int(match[3]), int(match[2]), int(match[1])), "iso", cued=True)
    match = _DAY_RANGE.match(low, pos)
    if match:
        d, join, until, mark, m, of = match.groups()
        hyphen = "-" in join or "–" in join
        sure = (
            cue == STRONG
            or (mark == "/" and (cue or hyphen or of is not None))
            or (
            (mark == "-" and "đến" in join) or (mark == "." and cue and hyphen)
        ) and not _unit_follows(low, match.end())
        )
        if sure and int(d) < int(until) and valid_day(int(until), int(m), int(of) if of else None):
            return Point(match.end(), day(int(d), int(m), int(of) if of else None, int(until)), "d-d/m", ranged=True, cued=True)
    if after == " " or low.startswith("tháng", first.end()):
        found = _day_month_words(low, pos, cue=cue)
        if found is not None:
            return found
    match = _MONTH_RANGE.match(low, pos)
    if match and 1 <= int(match[1]) < int(match[2]) <= 12:
        return Point(match.end(), month(int(match[1]), int(match[3]), int(match[2])), "m-m/y", ranged=True, cued=True)
    match = _MONTH_YEAR.match(low, pos)
    if match and 1 <= int(match[1]) <= 12:
        return Point(match.end(), month(int(match[1]), int(match[2])), "m/y", cued=True)
    match = _DAY_MONTH.match(low, pos)
    if not match or not valid_day(int(match[1]), int(match[3]), None):
        return None
    of, known = (int(match[4]), True) if match[4] else _relative_year(match[5], on)
    sure = cue == STRONG or (
        cue and (match[2] == "/" or not _unit_follows(low, match.end())) and not _COUNTED.match(low, match.end())
    )
    if (match[4] or match[5] or sure) and known:
        stretch = day(int(match[1]), int(match[3]), of)
        return Point(match.end(), _marked(stretch) if match[5] else stretch, "d/m", cued=True)
    return None


def _month_of(end: int, number: int, word: str, on: date | None) -> Point | None:
    """Read *tháng 12 tới*, *tháng 4 qua*, *tháng 9 này*."""
    if not 1 <= number <= MONTHS:
        return None
    if on is None:
        return Point(end, month(number, None), "tháng m")
    of = on.year + (word == "tới" and number <= on.month) - (word == "qua" and number > on.month)
    return Point(end, _marked(month(number, of)), "tháng m")


def _read_month(low: str, pos: int, on: date | None) -> Point | None:
    match = _MONTH.match(low, pos)
    if not match:
        return None
    relative, first, second, y1, y2, year_word, y3, month_word = match.groups()
    if month_word in ("này", "qua", "tới"):
        return _month_of(match.end(), _month_number(first), month_word, on)
    if relative:
        if on is None:
            return Point(match.end(), month(1, None), "tháng này", known=False)
        index = on.year * 12 + on.month - 1 + _RELATIVE[relative]
        return Point(match.end(), _marked(month(index % 12 + 1, index // 12)), "tháng này")
    number = _month_number(first)
    until = _month_number(second) if second else None
    if not 1 <= number <= 12 or (until is not None and not number < until <= 12):
        if second is None:
            return None
        match_one = re.compile(r"tháng \w+(?: một| hai)?").match(low, pos)
        return Point(match_one.end(), month(number, None), "tháng m") if match_one and 1 <= number <= 12 else None
    printed = y1 or y2 or y3
    end = match.end()
    of, known = (int(printed), True) if printed else _relative_year(year_word, on)
    if of is None and known and low.startswith(" năm ", end) and (spelled := spelled_year(low, end + 5)):
        of, end = spelled
    stretch = month(number, of, until)
    return Point(end, _marked(stretch) if year_word else stretch, "tháng m", ranged=until is not None)


def _read_quarter(low: str, pos: int, on: date | None) -> Point | None:
    match = _EDGE_QUARTER.match(low, pos)
    if match:
        of, _ = (int(match[2]), True) if match[2] else _relative_year("nay", on)
        return Point(match.end(), quarter(1 if match[1] == "đầu" else 4, of), "quý")
    match = _QUARTER.match(low, pos)
    if not match:
        return None
    first, second, y1, y2, year_word, y3, relative = match.groups()
    if relative:
        if on is None:
            return None
        index = on.year * 4 + (on.month - 1) // 3 + _RELATIVE[relative]
        return Point(match.end(), _marked(quarter(index % 4 + 1, index // 4)), "quý này")
    number = _ROMAN.get(first) or int(first)
    until = (_ROMAN.get(second) or int(second)) if second else None
    if until is not None and until <= number:
        return None
    printed = y1 or y2 or y3
    of, _ = (int(printed), True) if printed else _relative_year(year_word, on)
    return Point(match.end(), quarter(number, of, until), "quý", ranged=until is not None)


def _read_year(low: str, pos: int, on: date | None) -> Point | None:
    match = _YEAR.match(low, pos)
    if match:
        school, school_end, one, two, word = match.groups()
        if school:
            until = _short(int(school), school_end)
            if until - int(school) == 1:
                stretch = Stretch(int(school), 9, 1, 5, 31, 1, kind="school_year")
                return Point(match.end(), stretch, "năm học", ranged=True)
            return None
        if one:
            if two and int(two) < int(one):
                return Point(match.start(3) + 4, year(int(one)), "năm")
            if two is None:
                until, end = int(one), match.end()
                while (more := _NEXT_YEAR.match(low, end)) and int(more[1]) == until + 1:
                    until, end = until + 1, more.end()
                return Point(end, year(int(one), until if until > int(one) else None), "năm", ranged=until > int(one))
            return Point(match.end(), year(int(one), int(two) if two else None), "năm", ranged=two is not None)
        if low.startswith(("các ", "những "), pos) or low[max(0, pos - 6) : pos].rstrip().endswith(("những", "các", "nhiều")):
            return None
        of, known = _relative_year(word, on)
        return Point(match.end(), _marked(year(of)) if of else year(0), "năm nay", known=known) if known else None
    match = _SCHOOL_YEAR.match(low, pos)
    if match and on is not None:
        begin = on.year - (on.month < _TERM) + {"này": 0, "trước": -1, "qua": -1, "vừa qua": -1, "tới": 1}.get(match[1], 0)
        return Point(match.end(), _marked(Stretch(begin, 9, 1, 5, 31, 1, kind="school_year")), "năm học")
    if low.startswith("năm ", pos) and (spelled := spelled_year(low, pos + 4)):
        return Point(spelled[1], year(spelled[0]), "năm spelled")
    match = _DECADE.match(low, pos)
    return Point(match.end(1), year(1900 + int(match[1]), 1909 + int(match[1])), "decade", ranged=True) if match else None


def _read_span(low: str, pos: int, on: date | None) -> Point | None:
    match = _SPAN.match(low, pos)
    if not match:
        return None
    one = int(match[1])
    until = _short(one, match[2]) if match[2] else None
    if until is not None and until < one:
        return None
    return Point(match.end(), year(one, until), "giai đoạn", ranged=until is not None)


def _read_season(low: str, pos: int, on: date | None) -> Point | None:
    match = _SEASON.match(low, pos)
    if not match:
        return None
    name = re.sub(r" ?[-–] ?", " ", match[1])
    name = {"đôngxuân": "đông xuân", "hèthu": "hè thu"}.get(name, name)
    first, last = SEASONS[name]
    over = last < first
    of = int(match[2]) if match[2] else None
    if of is None:
        of, known = _relative_year(match[4], on)
        if of is None and (not known or match[4]):
            return None
    elif over and not match[3]:
        of -= 1  # *vụ đông xuân 2021* is named after the year of its harvest
    return Point(match.end(), Stretch(of, first, 1, last, 0, int(over), kind="season"), "vụ")


def _read_part(low: str, pos: int, on: date | None) -> Point | None:  # noqa: PLR0911 - one branch a printed form
    match = _PART.match(low, pos)
    if match:
        count, unit, edge, y1, word, y2 = match.groups()
        number = _number(count)
        size = 3 if unit != "tháng" else 1
        if number is None or not 1 <= number * size < 13:
            return None
        of: int | None = None
        known = True
        printed = y1 or (y2 if y2 and y2.isdigit() else None)
        if printed:
            of = int(printed)
        else:
            of, known = _relative_year(word or (y2 or "nay"), on)
        months = number * size
        stretch = month(13 - months, of, 12) if edge == "cuối" else month(1, of, months)
        return Point(match.end(), stretch if printed else _marked(stretch), "n tháng", ranged=True, known=known)
    match = _PART_SLASH.match(low, pos)
    if match and 1 <= int(match[1]) <= 12:
        return Point(match.end(), month(1, int(match[2]), int(match[1])), "n tháng", ranged=True)
    match = _ROLLING.match(low, pos)
    if not match:
        return None
    number = _number(match[1])
    if number is None:
        return None
    if match[4] and int(match[5]) >= int(match[4]):
        return Point(match.end(5), year(int(match[4]), int(match[5])), "n năm y-y", ranged=True)
    if match[3]:
        stretch = ago(on, number, match[2])
        return Point(match.end(), stretch, "n năm qua", rolling=True) if stretch else None
    if match[2] == "tháng" and on is not None and number in _CUMULATIVE and on.month in (number, number + 1):
        if _TOTALLED.match(low, match.end()) and not _LASTING.search(low, max(0, pos - 14), pos):
            return Point(match.end(), _marked(month(1, on.year, number)), "n tháng so far", ranged=True)
    return Point(match.end(), year(1), "n năm", weak=True)


def _read_half(low: str, pos: int, on: date | None) -> Point | None:
    match = _HALF.match(low, pos)
    if not match:
        return None
    of, known = (int(match[2]), True) if match[2] else _relative_year(match[3] or "nay", on)
    return Point(match.end(), month(1, of, 6) if match[1] == "đầu" else month(7, of, 12), "nửa năm", ranged=True, known=known)


def _read_edge(low: str, pos: int, on: date | None) -> Point | None:
    """Read *cuối năm 2024*, *trong năm*, *cả năm 2017*: the whole of what is printed."""
    match = _EDGE.match(low, pos)
    if not match:
        return None
    word = match.group().split()[0]
    if word == "so":
        inner = point_at(low, match.end(), on, cue=WEAK)
        return inner._replace(baseline=True) if inner is not None and not inner.weak and not inner.rate else None
    inner = point_at(low, match.end(), on)
    if inner is not None and not inner.rate:
        return None if inner.weak else inner
    here = _IN_YEAR.match(low, match.end())
    if here and on is not None and word not in ("hết", "suốt", "giữa"):
        return Point(here.end(), _marked(year(on.year)), "trong năm")
    if low.startswith("tháng", match.end()) and on is not None and re.compile(r"tháng(?=[,.;:)]|$)").match(low, match.end()):
        return Point(match.end() + 5, _marked(month(on.month, on.year)), "trong tháng")
    return None


def _read_other(low: str, pos: int, on: date | None) -> Point | None:
    match = _OTHER_DAYS.match(low, pos)
    if match:
        if on is None:
            return None
        shift = _OTHER_DAY[match[1]] if match[1] else (0 if match[2] == "nay" else -1)
        here = on + timedelta(days=shift)
        return Point(match.end(), days(here, here), "hôm nay")
    match = _WEEK.match(low, pos)
    if match and on is not None:
        monday = on - timedelta(days=on.weekday()) + timedelta(weeks=_RELATIVE[match[1]])
        return Point(match.end(), days(monday, monday + timedelta(days=6)), "tuần này")
    return None


def _read_rate(low: str, pos: int, on: date | None) -> Point | None:
    match = _RATE.match(low, pos)
    return Point(match.end(), year(1), "rate", rate=True) if match else None


def _read_same(low: str, pos: int, on: date | None) -> Point | None:
    match = _SAME.match(low, pos)
    if not match:
        return None
    printed = match[1] or match[3]
    if printed:
        return Point(match.end(), year(int(printed)), "cùng kỳ", baseline=True)
    if match[2] and on is not None:
        return Point(match.end(), _marked(year(on.year - 1)), "cùng kỳ", baseline=True)
    return Point(match.end(), year(1), "cùng kỳ", baseline=True, known=False)


_Reader = Callable[[str, int, "date | None"], "Point | None"]
_READERS: dict[str, tuple[_Reader, ...]] = {
    "tháng": (_read_month,),
    "quý": (_read_quarter,),
    "quí": (_read_quarter,),
    "năm": (_read_year, _read_part),
    "các": (_read_year, _read_span),
    "những": (_read_year, _read_span),
    "thập": (_read_year,),
    "giai": (_read_span,),
    "nhiệm": (_read_span,),
    "niên": (_read_span,),
    "thời": (_read_span,),
    "khóa": (_read_span,),
    "kỳ": (_read_span,),
    "kế": (_read_span,),
    "vụ": (_read_season,),
    "mùa": (_read_season,),
    "đông": (_read_season,),
    "hè": (_read_season,),
    "thu": (_read_season,),
    "nửa": (_read_half,),
    "mỗi": (_read_rate,),
    "hằng": (_read_rate,),
    "hàng": (_read_rate,),
    "từng": (_read_rate,),
    "cùng": (_read_same,),
    "so": (_read_same, _read_edge),
    "hôm": (_read_other,),
    "ngày": (_read_other,),
    "sáng": (_read_other,),
    "trưa": (_read_other,),
    "chiều": (_read_other,),
    "tối": (_read_other,),
    "đêm": (_read_other,),
    "tuần": (_read_other,),
    **dict.fromkeys(("đầu", "giữa", "cuối", "hết", "cả", "trọn", "suốt", "dịp", "khoảng", "ngay"), (_read_edge,)),
    "trong": (_read_span, _read_edge),
}
_FIRST = re.compile(r"\w+")
_DAY_WORDS = frozenset(["rạng", "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "hôm", "ngày", "mùng", "mồng", "vào", "thứ", "chủ"])


def point_at(low: str, pos: int, on: date | None = None, *, cue: int = NONE, bare_year: bool = False) -> Point | None:
    """Read the point or stretch of time that begins at ``pos``; ``cue``: a bare ``5/4`` is a date; ``bare_year``: ``2020`` is one."""
    first = _FIRST.match(low, pos)
    if not first:
        return None
    word = first.group()
    if word in _DAY_WORDS:
        lead = _DAY_LEAD.match(low, pos)
        if lead:
            found = _date(low, lead.end(), on, cue=STRONG)
            if found is None and word == "vào":
                found = point_at(low, lead.end(), on)
            if found is not None:
                closes = "(" in lead.group() and low.startswith(")", found.end)
                return found._replace(end=found.end + closes, cued=True)
    if word[0].isdigit() or word in DIGITS or word in ("mười",):
        found = _date(low, pos, on, cue=cue)
        if found is None and not (word == "năm" and low.startswith("năm ", pos) and _YEAR.match(low, pos)):
            found = _read_part(low, pos, on) if _PART_GATE.match(low, pos) else None
            if found is not None and found.weak and word == "năm":
                found = None
        if found is None and bare_year and (match := _BARE_YEAR.match(low, pos)):
            until = int(match[2]) if match[2] else None
            if until is None or until >= int(match[1]):
                return Point(match.end(), year(int(match[1]), until), "year", ranged=until is not None)
        if found is not None or word != "năm":
            return found
    for reader in _READERS.get(word, ()):
        found = reader(low, pos, on)
        if found is not None:
            return found
    return None
