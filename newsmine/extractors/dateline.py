"""The day of an article that comes without one, from its own words: ``năm nay``, ``6 tháng đầu năm``, ``chiều 26-6``."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import lru_cache

from newsmine.language.document import Document

__all__ = ["reference_day"]

_STAMP = re.compile(
    r"(?:\d{1,2}[:h]\d{2}\s*[,|-]?\s*(?:ngày\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*[,|-]?\s*\d{1,2}[:h]\d{2})"
)
_FULL = re.compile(r"(?<![\d/.-])(\d{1,2})(?:[/.-]|\s+tháng\s+)(\d{1,2})(?:[/.-]|\s+năm\s+)(20\d{2})(?![\d/])")
_DAY = re.compile(
    r"(?:[Nn]gày|[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa|[Hh]ôm nay|[Hh]ôm qua)\s*(?:ngày\s*)?\(?(\d{1,2})[/.-](\d{1,2})(?![/.\d-])"
)
_BARE = re.compile(
    r"(?<!\w)(?:ngày|sáng|chiều|tối|trưa|đêm|hôm|phiên|đến|từ|và|trước|sau)\s*(?:ngày\s*)?\(?(\d{1,2})/(\d{1,2})(?![/.\d%-]|\w)",
    re.IGNORECASE,
)
_FAR = timedelta(days=190)
_SINCE = re.compile(r"(?:từ|đến|trước|sau|tính)\s*(?:ngày\s*)?$", re.IGNORECASE)
_TODAY = re.compile(r"(?:[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa)\s*(?:ngày\s*|qua,?\s*)?\(?(\d{1,2})[/.-](\d{1,2})[/.-](20\d{2})")
_YEAR = re.compile(
    r"(?<![\d/.,-])(?:(?:năm|[Nn]ăm)\s+|(?:tháng|quý|quí)\s+(?:\d{1,2}|I{1,3}|IV)\s*[/-]\s*)(20[0-4]\d)(?!\s*[-–]\s*20|\d)"
)
_AHEAD = re.compile(
    r"(?:(?<!tính )đến|tới|hết|cuối|trước|sau|tầm nhìn|định hướng|giai đoạn|nhiệm kỳ|mục tiêu|phấn đấu|dự kiến|sẽ|kế hoạch"
    r"|cùng kỳ)\s*(?:hết |cuối |ngày |năm |tháng |quý |trong )*$",
    re.IGNORECASE,
)
# words of a plan anywhere before a year in its clause: "hoàn thành cầu trong năm 2027" is no year of the article
_PLANS = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|phấn đấu|mục tiêu|kế hoạch|quy hoạch|tầm nhìn|giai đoạn|nhiệm kỳ|sắp|dự án|đề án|lộ trình"
    r"|áp dụng)(?!\w)[^.;!?\n]*$",
    re.IGNORECASE,
)
_HEAD = 1500
_CLAUSE = 80  # characters before a year in which words of a plan are looked for
_LEAP = 5  # years


def reference_day(doc: Document) -> date | None:
    """Return the day of publication, or the day that the text gives; the last day of its year where only a year is certain."""
    return _day_of(doc.text, doc.date)


@lru_cache(maxsize=1)  # all who ask about one article do so one after another
def _day_of(text: str, published: str | None) -> date | None:
    if published:
        try:
            return date.fromisoformat(published)
        except ValueError:
            pass
    for stamp in (_STAMP, _TODAY):
        if (found := stamp.search(text)) and (day := _make(*[part for part in found.groups() if part])):
            return day
    full = [day for match in _FULL.finditer(text) if (day := _make(*match.groups())) and not _is_ahead(text, match)]
    year = _year(text, full)
    if year is None:
        return None
    for match in _DAY.finditer(text, 0, _HEAD):
        day = _make(match.group(1), match.group(2), str(year))
        if day and not _SINCE.search(text, max(0, match.start() - 16), match.start()):
            return day
    same = [day for day in full if day.year == year]
    return _latest(text, max(same)) if same else date(year, 12, 31)


def _latest(text: str, day: date) -> date:
    """Return the latest day of the year that the text names, with or without the year: ``31/3/2024`` … ``phiên 8/8``.

    A day more than half a year later is of the year before: ``28/12`` in an article of January.
    """
    named = (_make(match.group(1), match.group(2), str(day.year)) for match in _BARE.finditer(text))
    return max([day, *(other for other in named if other and other - day < _FAR)])


def _is_ahead(text: str, match: re.Match[str]) -> bool:
    """Tell whether a date or a year is one to come (``đến năm 2030``) or of a comparison."""
    before = text[max(0, match.start() - 24) : match.start()]
    return bool(_AHEAD.search(before)) and "ính đến" not in before


def _year(text: str, full: list[date]) -> int | None:
    """Return the year of the article: the latest that its text speaks of as past or present; full dates count twice.

    A year that is named once, far later than any other, or after words of a plan, is not believed.
    """
    votes: Counter[int] = Counter()
    for match in _YEAR.finditer(text):
        planned = _PLANS.search(text, max(0, match.start() - _CLAUSE), match.start())
        votes[int(match.group(1))] += 0 if planned or _is_ahead(text, match) else 1
    for day in full:
        votes[day.year] += 2
    known = sorted(year for year, times in votes.items() if times)
    if not known:
        return None
    latest = known[-1]
    before = known[-2] if len(known) > 1 else latest
    return before if votes[latest] == 1 and latest - before > _LEAP and votes[before] > 1 else latest


def _make(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
