"""Points and stretches of time as printed, whatever word opens them; the kinds stand in modules of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from newsmine.numerals.dates import DAY_LEAD, NONE, STRONG, WEAK, WORDS, YEAR, Point, date_at, marked
from newsmine.numerals.days import month, year
from newsmine.numerals.months import read_month, read_quarter
from newsmine.numerals.parts import read_half, read_other, read_part, read_rate, read_same
from newsmine.numerals.words import DIGITS
from newsmine.numerals.years import PRINTED_YEAR, read_next, read_season, read_span, read_year

__all__ = ["DAY_WORDS", "READERS", "point_at"]


_PART_GATE = re.compile(r"(?:\w+ ){1,3}(?:tháng|quý|quí|năm|tuần|ngày)(?!\w)")
_EDGE = re.compile(
    r"(?:đầu|giữa|cuối|hết|cả|trong|trọn|suốt|dịp cuối|dịp đầu|khoảng giữa|ngay trong|so với)(?: (?:thời gian|vòng|các))? "
)

_IN_YEAR = re.compile(rf"năm(?! ?(?:\d|{WORDS}))(?! (?:học|trời|giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý))(?= [\w(]|[,.;:)]|$)")
_BARE_YEAR = re.compile(
    rf"({YEAR})(?:(?: ?[-–—] ?|,? đến (?:năm )?)({YEAR}))?(?! ?(?:%|người|hộ|đồng|ha|tấn|triệu|tỷ|tỉ|nghìn|lượt|xã|em|"
    rf"học sinh|cây))"
)


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


_Reader = Callable[[str, int, "date | None"], "Point | None"]

READERS: dict[str, tuple[_Reader, ...]] = {
    "tháng": (read_month,),
    "quý": (read_quarter,),
    "quí": (read_quarter,),
    "năm": (read_year, read_part),
    "các": (read_year, read_span),
    "những": (read_year, read_span),
    "thập": (read_year,),
    "giai": (read_span,),
    "nhiệm": (read_span,),
    "niên": (read_span,),
    "thời": (read_span,),
    "khóa": (read_span,),
    "kỳ": (read_span,),
    "kế": (read_span,),
    "sang": (read_next,),
    "vụ": (read_season,),
    "mùa": (read_season,),
    "đông": (read_season,),
    "hè": (read_season,),
    "thu": (read_season,),
    "nửa": (read_half,),
    "mỗi": (read_rate,),
    "hằng": (read_rate,),
    "hàng": (read_rate,),
    "từng": (read_rate,),
    "cùng": (read_same,),
    "so": (read_same, _read_edge),
    "hôm": (read_other,),
    "ngày": (read_other,),
    "sáng": (read_other,),
    "trưa": (read_other,),
    "chiều": (read_other,),
    "tối": (read_other,),
    "đêm": (read_other,),
    "tuần": (read_other,),
    **dict.fromkeys(("đầu", "giữa", "cuối", "hết", "cả", "trọn", "suốt", "dịp", "khoảng", "ngay"), (_read_edge,)),
    "trong": (read_span, _read_edge),
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
    if found is not None or (word == "năm" and low.startswith("năm ", pos) and PRINTED_YEAR.match(low, pos)):
        return found
    found = read_part(low, pos, on) if _PART_GATE.match(low, pos) else None
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
    for reader in READERS.get(word, ()):
        found = reader(low, pos, on)
        if found is not None:
            return found
    return None
