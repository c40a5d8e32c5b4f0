"""Points and stretches of time as printed: months, quarters, years, school years, seasons, *6 tháng đầu năm*, *năm ngoái*."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from newsmine.numerals.dates import (
    DASH,
    DAY_LEAD,
    MONTH,
    MONTHS,
    NONE,
    RELATIVE,
    STRONG,
    WEAK,
    WORDS,
    YEAR,
    Point,
    date_at,
    marked,
    month_number,
    number_of,
    relative_year,
    short_year,
    spelled_year,
)
from newsmine.numerals.days import SEASONS, Stretch, ago, days, month, quarter, year
from newsmine.numerals.words import DIGITS

__all__ = ["DAY_WORDS", "READERS", "Point", "point_at"]


_MONTH = re.compile(
    rf"tháng (?:(này|trước|qua|vừa qua|tới|sau)(?!\w)|({MONTH})(?:(?: ?, ?| và |"
    rf"{DASH})(?:tháng )?({MONTH})(?![/.-]\d{{1,2}}(?!\d)))?"
    rf"(?: ?(?:/|-|\.) ?({YEAR})|,? (?:của )?năm ({YEAR})|,? năm (nay|ngoái|trước|sau|tới)(?!\w)| ({YEAR})| (này|tới|"
    rf"qua)(?!\w))?)"
)
_EDGE_QUARTER = re.compile(rf"qu[ýí] (đầu|cuối) (?:của )?năm(?: ({YEAR}))?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "nhất": 1}
_Q = r"(iv|i{1,3}|0?[1-4](?!\d)|một|hai|ba|bốn|tư|nhất)(?!\w)"
_QUARTER = re.compile(
    rf"qu[ýí] (?:{_Q}(?:(?: và (?:qu[ýí] )?|, ?|{DASH}(?:qu[ýí] )?){_Q})?"
    rf"(?: ?[/.-] ?({YEAR})|,? (?:của )?năm ({YEAR})|,? năm (nay|ngoái|trước|sau|tới)(?!\w)| ({YEAR}))?|(này|trước|tới|"
    rf"sau)(?!\w))"
)
_YEAR = re.compile(
    rf"(?:các |những )?năm (?:học ({YEAR}) ?[-–/] ?({YEAR}|\d\d(?!\d))|({YEAR})(?:(?: ?[-–—] ?|"
    rf",? đến (?:hết )?(?:năm )?)({YEAR}))?|(nay|này|ngoái|trước|qua|vừa qua|tới|sau)(?!\w))"
)
_NEXT_YEAR = re.compile(rf"(?:, | và |, và | - )({YEAR})(?! ?(?:[-–]|đến) ?\d)")
_SCHOOL_YEAR = re.compile(r"năm học (này|mới|trước|qua|vừa qua|tới)(?!\w)")
_TERM = 8  # a school year is spoken of from August on
_DECADE = re.compile(r"(?:những năm|thập niên|thập kỷ) (?:đầu |cuối )?(?:19|20)?([0-9]0)(?:\D|$)")
_SPAN = re.compile(
    rf"(?:giai đoạn|nhiệm kỳ|nhiệm kì|niên khóa|niên độ|thời kỳ|trong các năm|các năm|khóa|kỳ|những năm|"
    rf"kế hoạch 5 năm)(?: đầu tư công| trung hạn| thực hiện| \w{{1,3}}(?= \())?"
    rf"[ (]+(?:từ )?(?:năm )?({YEAR})(?:{DASH}(?:năm )?({YEAR}|\d\d(?![\w.,])))?"
)
_SEASON = re.compile(
    rf"(?:(?:vụ|mùa) (?:sản xuất |lúa |mùa )?|(?=đông ?[-–]? ?xuân|hè ?[-–]? ?thu|thu ?[-–]? ?đông))(đông ?[-–]? ?xuân|"
    rf"hè ?[-–]? ?thu|thu ?[-–]? ?đông|xuân ?[-–]? ?hè|mùa|đông|xuân|hè|thu)(?!\w)"
    rf"(?:,? (?:năm )?({YEAR})(?: ?[-–/] ?({YEAR}|\d\d(?![\w.,])))?|(?: năm)? (nay|này|ngoái|trước|qua|tới))?"
)
_COUNT = rf"(\d{{1,3}}|(?:{WORDS} ){{0,2}}{WORDS})"
_PART = re.compile(
    rf"{_COUNT} (tháng|quý|quí) (?:(đầu|cuối) (?:của )?(?:năm|nhiệm kỳ)(?: ({YEAR})| (nay|này|ngoái|trước|qua|tới|"
    rf"sau)(?!\w))?|(?:của )?năm ({YEAR}|nay|ngoái)(?!\w)|đầu(?=[,.;]))"
)
# *9 tháng* of an article of September or October: the year so far, where a result follows
_CUMULATIVE = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_TOTALLED = re.compile(
    r"(?: (?:đạt|ước|của tỉnh|của huyện|của thành phố|đã|tăng|giảm|toàn|cả nước|thu|bằng|\.\.\.)(?!\w)|[,.;)]| ?…| \.\.\.)"
)
_LASTING = re.compile(
    r"(?:vòng|sau|hơn|gần|khoảng|suốt|dài|mất|hạn|gian|cứ|mỗi|trước|thêm|quá|đủ|ít nhất|tối đa|được|tù|tuổi|cách|kéo) $"
)
_PART_GATE = re.compile(r"(?:\w+ ){1,3}(?:tháng|quý|quí|năm|tuần|ngày)(?!\w)")
_PART_SLASH = re.compile(rf"(\d{{1,2}}) tháng ?[/-] ?({YEAR})")
_ROLLING = re.compile(
    rf"{_COUNT} (năm|tháng|tuần|ngày)(?: liên tiếp)?(?: (qua|vừa qua|gần đây|trở lại đây|gần nhất|vừa rồi)(?!\w)|"
    rf" ?\(?(?=({YEAR})(?: ?[-–] ?|, | và )({YEAR})))?"
)
_HALF = re.compile(rf"nửa (đầu|cuối) (?:của )?năm(?: ({YEAR})| (nay|ngoái|trước|tới|sau)(?!\w))?")
_EDGE = re.compile(
    r"(?:đầu|giữa|cuối|hết|cả|trong|trọn|suốt|dịp cuối|dịp đầu|khoảng giữa|ngay trong|so với)(?: (?:thời gian|vòng|các))? "
)
_IN_YEAR = re.compile(rf"năm(?! ?(?:\d|{WORDS}))(?! (?:học|trời|giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý))(?= [\w(]|[,.;:)]|$)")
_RATE = re.compile(r"(?:mỗi|hằng|hàng|từng)(?: một)? (?:năm|tháng|quý|tuần|ngày đêm|ngày|vụ|giờ|phút)(?!\w)")
_SAME = re.compile(
    rf"(?:so với )?cùng (?:kỳ|kì|thời điểm|thời gian)(?: (?:của )?(?:các )?năm (?:({YEAR})|(trước|ngoái|"
    rf"qua)(?!\w)))?(?: ({YEAR}))?"
)
_OTHER_DAY = {"hôm nay": 0, "hôm qua": -1, "hôm kia": -2, "ngày mai": 1, "ngày kia": 2, "ngày mốt": 2}
_OTHER_DAYS = re.compile(
    r"(?:sáng |chiều |tối |đêm )?(hôm nay|hôm qua|hôm kia|ngày mai|ngày kia)(?!\w)|(?:sáng|chiều|tối|trưa|đêm) (nay|qua)(?!\w)"
)
_WEEK = re.compile(r"tuần (này|trước|qua|tới|sau)(?!\w)")
_BARE_YEAR = re.compile(
    rf"({YEAR})(?:(?: ?[-–—] ?|,? đến (?:năm )?)({YEAR}))?(?! ?(?:%|người|hộ|đồng|ha|tấn|triệu|tỷ|tỉ|nghìn|lượt|xã|em|"
    rf"học sinh|cây))"
)


def _month_of(end: int, number: int, word: str, on: date | None) -> Point | None:
    """Read *tháng 12 tới*, *tháng 4 qua*, *tháng 9 này*."""
    if not 1 <= number <= MONTHS:
        return None
    if on is None:
        return Point(end, month(number, None), "tháng m")
    of = on.year + (word == "tới" and number <= on.month) - (word == "qua" and number > on.month)
    return Point(end, marked(month(number, of)), "tháng m")


def _read_month(low: str, pos: int, on: date | None) -> Point | None:
    match = _MONTH.match(low, pos)
    if not match:
        return None
    relative, first, second, y1, y2, year_word, y3, month_word = match.groups()
    if month_word in ("này", "qua", "tới"):
        return _month_of(match.end(), month_number(first), month_word, on)
    if relative:
        if on is None:
            return Point(match.end(), month(1, None), "tháng này", known=False)
        index = on.year * 12 + on.month - 1 + RELATIVE[relative]
        return Point(match.end(), marked(month(index % 12 + 1, index // 12)), "tháng này")
    number = month_number(first)
    until = month_number(second) if second else None
    if not 1 <= number <= 12 or (until is not None and not number < until <= 12):
        if second is None:
            return None
        match_one = re.compile(r"tháng \w+(?: một| hai)?").match(low, pos)
        return Point(match_one.end(), month(number, None), "tháng m") if match_one and 1 <= number <= 12 else None
    printed = y1 or y2 or y3
    end = match.end()
    of, known = (int(printed), True) if printed else relative_year(year_word, on)
    if of is None and known and low.startswith(" năm ", end) and (spelled := spelled_year(low, end + 5)):
        of, end = spelled
    stretch = month(number, of, until)
    return Point(end, marked(stretch) if year_word else stretch, "tháng m", ranged=until is not None)


def _read_quarter(low: str, pos: int, on: date | None) -> Point | None:
    match = _EDGE_QUARTER.match(low, pos)
    if match:
        of, _ = (int(match[2]), True) if match[2] else relative_year("nay", on)
        return Point(match.end(), quarter(1 if match[1] == "đầu" else 4, of), "quý")
    match = _QUARTER.match(low, pos)
    if not match:
        return None
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


def _read_year(low: str, pos: int, on: date | None) -> Point | None:
    match = _YEAR.match(low, pos)
    if match:
        school, school_end, one, two, word = match.groups()
        if school:
            until = short_year(int(school), school_end)
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
        of, known = relative_year(word, on)
        return Point(match.end(), marked(year(of)) if of else year(0), "năm nay", known=known) if known else None
    match = _SCHOOL_YEAR.match(low, pos)
    if match and on is not None:
        begin = on.year - (on.month < _TERM) + {"này": 0, "trước": -1, "qua": -1, "vừa qua": -1, "tới": 1}.get(match[1], 0)
        return Point(match.end(), marked(Stretch(begin, 9, 1, 5, 31, 1, kind="school_year")), "năm học")
    if low.startswith("năm ", pos) and (spelled := spelled_year(low, pos + 4)):
        return Point(spelled[1], year(spelled[0]), "năm spelled")
    match = _DECADE.match(low, pos)
    return Point(match.end(1), year(1900 + int(match[1]), 1909 + int(match[1])), "decade", ranged=True) if match else None


def _read_span(low: str, pos: int, on: date | None) -> Point | None:
    match = _SPAN.match(low, pos)
    if not match:
        return None
    one = int(match[1])
    until = short_year(one, match[2]) if match[2] else None
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
        of, known = relative_year(match[4], on)
        if of is None and (not known or match[4]):
            return None
    elif over and not match[3]:
        of -= 1  # *vụ đông xuân 2021* is named after the year of its harvest
    return Point(match.end(), Stretch(of, first, 1, last, 0, int(over), kind="season"), "vụ")


def _read_part(low: str, pos: int, on: date | None) -> Point | None:  # noqa: PLR0911 - one branch a printed form
    match = _PART.match(low, pos)
    if match:
        count, unit, edge, y1, word, y2 = match.groups()
        number = number_of(count)
        size = 3 if unit != "tháng" else 1
        if number is None or not 1 <= number * size < 13:
            return None
        of: int | None = None
        known = True
        printed = y1 or (y2 if y2 and y2.isdigit() else None)
        if printed:
            of = int(printed)
        else:
            of, known = relative_year(word or (y2 or "nay"), on)
        months = number * size
        stretch = month(13 - months, of, 12) if edge == "cuối" else month(1, of, months)
        return Point(match.end(), stretch if printed else marked(stretch), "n tháng", ranged=True, known=known)
    match = _PART_SLASH.match(low, pos)
    if match and 1 <= int(match[1]) <= 12:
        return Point(match.end(), month(1, int(match[2]), int(match[1])), "n tháng", ranged=True)
    match = _ROLLING.match(low, pos)
    if not match:
        return None
    number = number_of(match[1])
    if number is None:
        return None
    if match[4] and int(match[5]) >= int(match[4]):
        return Point(match.end(5), year(int(match[4]), int(match[5])), "n năm y-y", ranged=True)
    if match[3]:
        stretch = ago(on, number, match[2])
        return Point(match.end(), stretch, "n năm qua", rolling=True) if stretch else None
    if match[2] == "tháng" and on is not None and number in _CUMULATIVE and on.month in (number, number + 1):
        if _TOTALLED.match(low, match.end()) and not _LASTING.search(low, max(0, pos - 14), pos):
            return Point(match.end(), marked(month(1, on.year, number)), "n tháng so far", ranged=True)
    return Point(match.end(), year(1), "n năm", weak=True)


def _read_half(low: str, pos: int, on: date | None) -> Point | None:
    match = _HALF.match(low, pos)
    if not match:
        return None
    of, known = (int(match[2]), True) if match[2] else relative_year(match[3] or "nay", on)
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
        return Point(here.end(), marked(year(on.year)), "trong năm")
    if low.startswith("tháng", match.end()) and on is not None and re.compile(r"tháng(?=[,.;:)]|$)").match(low, match.end()):
        return Point(match.end() + 5, marked(month(on.month, on.year)), "trong tháng")
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
        monday = on - timedelta(days=on.weekday()) + timedelta(weeks=RELATIVE[match[1]])
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
        return Point(match.end(), marked(year(on.year - 1)), "cùng kỳ", baseline=True)
    return Point(match.end(), year(1), "cùng kỳ", baseline=True, known=False)


_Reader = Callable[[str, int, "date | None"], "Point | None"]
READERS: dict[str, tuple[_Reader, ...]] = {
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
DAY_WORDS = frozenset(
    ["rạng", "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "hôm", "ngày", "mùng", "mồng", "vào", "thứ", "chủ"]
)


def point_at(low: str, pos: int, on: date | None = None, *, cue: int = NONE, bare_year: bool = False) -> Point | None:
    """Read the point or stretch of time that begins at ``pos``; ``cue``: a bare ``5/4`` is a date; ``bare_year``: ``2020`` is one."""
    first = _FIRST.match(low, pos)
    if not first:
        return None
    word = first.group()
    if word in DAY_WORDS:
        lead = DAY_LEAD.match(low, pos)
        if lead:
            found = date_at(low, lead.end(), on, cue=STRONG)
            if found is None and word == "vào":
                found = point_at(low, lead.end(), on)
            if found is not None:
                closes = "(" in lead.group() and low.startswith(")", found.end)
                return found._replace(end=found.end + closes, cued=True)
    if word[0].isdigit() or word in DIGITS or word in ("mười",):
        found = date_at(low, pos, on, cue=cue)
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
    for reader in READERS.get(word, ()):
        found = reader(low, pos, on)
        if found is not None:
            return found
    return None
