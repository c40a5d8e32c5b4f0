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
_ONE_MONTH = re.compile(r"tháng \w+(?: một| hai)?")
_EDGE_QUARTER = re.compile(rf"qu[ýí] (đầu|cuối) (?:của )?năm(?: ({YEAR}))?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "nhất": 1}
_Q = r"(iv|i{1,3}|0?[1-4](?!\d)|một|hai|ba|bốn|tư|nhất)(?!\w)"
_QUARTER = re.compile(
    rf"qu[ýí] (?:{_Q}(?:(?: và (?:qu[ýí] )?|, ?|{DASH}(?:qu[ýí] )?){_Q})?"
    rf"(?: ?[/.-] ?({YEAR})|,? (?:của )?năm ({YEAR})|,? năm (nay|ngoái|trước|sau|tới)(?!\w)| ({YEAR}))?|(này|trước|tới|"
    rf"sau)(?!\w))"
)
_YEAR = re.compile(
    rf"(?:các |những )?năm (?:học (?:mới )?({YEAR}) ?[-–/] ?({YEAR}|\d\d(?!\d))|({YEAR})(?:(?: ?[-–—] ?|"
    rf",? đến (?:hết )?(?:năm )?)({YEAR}))?|(nay|này|ngoái|trước|qua|vừa qua|tới|sau)(?!\w))"
)
_NEXT_YEAR = re.compile(rf"(?:, | và |, và | - )({YEAR})(?! ?(?:[-–]|đến) ?\d)")
_SCHOOL_YEAR = re.compile(r"năm học (này|mới|trước|qua|vừa qua|tới)(?!\w)")
_TERM = 8  # a school year is spoken of from August on
_SCHOOL_MONTHS = (9, 1, 5, 31, 1)  # 1 September to 31 May of the next year
_MANY = ("các ", "những ")
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


def _read_quarter(low: str, pos: int, on: date | None) -> Point | None:
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


def _read_year(low: str, pos: int, on: date | None) -> Point | None:
    match = _YEAR.match(low, pos)
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
        begin = on.year - (on.month < _TERM) + {"này": 0, "trước": -1, "qua": -1, "vừa qua": -1, "tới": 1}.get(match[1], 0)
        return Point(match.end(), marked(Stretch(begin, *_SCHOOL_MONTHS, kind="school_year")), "năm học")
    if low.startswith("năm ", pos) and (spelled := spelled_year(low, pos + 4)):
        return Point(spelled[1], year(spelled[0]), "năm spelled")
    match = _DECADE.match(low, pos)
    return Point(match.end(1), year(1900 + int(match[1]), 1909 + int(match[1])), "decade", ranged=True) if match else None


def _read_span(low: str, pos: int, _on: date | None) -> Point | None:
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


def _read_part(low: str, pos: int, on: date | None) -> Point | None:
    match = _PART.match(low, pos)
    if match:
        return _part_of_year(match, on)
    match = _PART_SLASH.match(low, pos)
    if match and 1 <= int(match[1]) <= MONTHS:
        return Point(match.end(), month(1, int(match[2]), int(match[1])), "n tháng", ranged=True)
    return _read_rolling(low, pos, on)


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
        stretch = ago(on, number, match[2])
        return Point(match.end(), stretch, "n năm qua", rolling=True) if stretch else None
    if on is not None and match[2] == "tháng" and _so_far(low, pos, match.end(), number, on):
        return Point(match.end(), marked(month(1, on.year, number)), "n tháng so far", ranged=True)
    return Point(match.end(), year(1), "n năm", weak=True)


def _so_far(low: str, pos: int, end: int, number: int, on: date) -> bool:
    """Tell whether *9 tháng* are those of the year so far: it is published then, and a result follows."""
    if number not in _CUMULATIVE or on.month not in (number, number + 1):
        return False
    return bool(_TOTALLED.match(low, end)) and not _LASTING.search(low, max(0, pos - 14), pos)


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


def _read_rate(low: str, pos: int, _on: date | None) -> Point | None:
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


def _dated_point(low: str, pos: int, word: str, on: date | None) -> Point | None:
    """Read a point that a day word opens: *sáng 5/4*, *vào tháng 5*, *thứ hai (ngày 5/4)*."""
    lead = DAY_LEAD.match(low, pos)
    if not lead:
        return None
    found = date_at(low, lead.end(), on, cue=STRONG)
    if found is None and word == "vào":
        found = point_at(low, lead.end(), on)
    if found is None:
        return None
    closes = "(" in lead.group() and low.startswith(")", found.end)
    return found._replace(end=found.end + closes, cued=True)


def _counted_point(low: str, pos: int, word: str, on: date | None, cue: int) -> Point | None:
    """Read a point that a figure or a number in words opens: ``5/4``, *9 tháng đầu năm*, *5 năm qua*."""
    found = date_at(low, pos, on, cue=cue)
    if found is not None or (word == "năm" and low.startswith("năm ", pos) and _YEAR.match(low, pos)):
        return found
    found = _read_part(low, pos, on) if _PART_GATE.match(low, pos) else None
    return None if found is not None and found.weak and word == "năm" else found


def _bare_year(low: str, pos: int) -> Point | None:
    """Read *2020*, *2016-2020* where the words before make it a year."""
    match = _BARE_YEAR.match(low, pos)
    until = int(match[2]) if match and match[2] else None
    if match is None or (until is not None and until < int(match[1])):
        return None
    return Point(match.end(), year(int(match[1]), until), "year", ranged=until is not None)


def point_at(low: str, pos: int, on: date | None = None, *, cue: int = NONE, bare_year: bool = False) -> Point | None:
    """Read the point or stretch of time that begins at ``pos``.

    ``cue``: a bare ``5/4`` is a date; ``bare_year``: ``2020`` is one.
    """
    first = _FIRST.match(low, pos)
    if not first:
        return None
    word = first.group()
    found = _dated_point(low, pos, word, on) if word in DAY_WORDS else None
    if found is None and (word[0].isdigit() or word in DIGITS or word == "mười"):
        found = _counted_point(low, pos, word, on, cue)
        if found is None and bare_year:
            found = _bare_year(low, pos)
        if found is None and word != "năm":
            return None
    if found is not None:
        return found
    read = (reader(low, pos, on) for reader in READERS.get(word, ()))
    return next((point for point in read if point is not None), None)
