"""The day of an article that comes without one, from its own words: ``năm nay``, ``6 tháng đầu năm``, ``chiều 26-6``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from newsmine.language.document import Document

__all__ = ["reference_day"]

_STAMP = re.compile(
    r"(?:\d{1,2}[:h]\d{2}\s*[,|-]?\s*(?:ngày\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*[,|-]?\s*\d{1,2}[:h]\d{2})"
)
_FULL = re.compile(r"(?<![\d/.-])(\d{1,2})(?:[/.-]|\s+tháng\s+)(\d{1,2})(?:[/.-]|\s+năm\s+)(20\d{2})(?![\d/])")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?![/.\d-])")
_BEFORE_DAY = re.compile(
    r"(?:[Nn]gày|[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa|[Hh]ôm nay|[Hh]ôm qua)\s*(?:ngày\s*)?\(?\Z",
)
_BARE = re.compile(r"(\d{1,2})/(\d{1,2})(?![/.\d%-]|\w)")
_BEFORE_BARE = re.compile(
    r"(?<!\w)(?:ngày|sáng|chiều|tối|trưa|đêm|hôm|phiên|đến|từ|và|trước|sau)\s*(?:ngày\s*)?\(?\Z",
    re.IGNORECASE,
)
_FAR = timedelta(days=190)
_SINCE = re.compile(r"(?:từ|đến|trước|sau|tính)\s*(?:ngày\s*)?$", re.IGNORECASE)
# the first letter of sáng, chiều, tối or trưa is looked for first, and alone: a search for one sign of a few is fast
_TODAY = re.compile(
    r"[SsCcTt](?:(?<=[Ss])áng|(?<=[Cc])hiều|(?<=[Tt])(?:ối|rưa))\s*(?:ngày\s*|qua,?\s*)?\(?(\d{1,2})[/.-](\d{1,2})[/.-](20\d{2})"
)
_YEAR = re.compile(r"20[0-4]\d(?!\s*[-–]\s*20|\d)")
_BEFORE_YEAR = re.compile(r"(?<![\d/.,-])(?:[Nn]ăm\s+|(?:tháng|quý|quí)\s+(?:\d{1,2}|I{1,3}|IV)\s*[/-]\s*)\Z")
_DIGITS = re.compile(r"\d+")
# what else stands in a line that is the day of publication: "Thứ Tư, ngày 20/12/2017", "Ngày đăng: 6/8/2025"
_OF_STAMP = re.compile(
    r"(?:[\W\d]|(?:ngày đăng|ngày cập nhật|đăng ngày|cập nhật|ngày|lúc|thứ (?:hai|ba|tư|năm|sáu|bảy)|thứ|chủ nhật|gmt|h|lượt xem)"
    r"(?![^\W\d]))+",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?:(?<!tính )đến|tới|hết|cuối|trước|sau|xong|tầm nhìn|định hướng|giai đoạn|nhiệm kỳ|mục tiêu|phấn đấu|dự kiến|sẽ|kế hoạch"
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
_TOP = 600  # characters in which title, lead and the line of the date stand
_LINE = 80
_LATE = 11  # from this month on reviews name the next year's tasks
_DAY_DIGITS = 2
_YEAR_DIGITS = 4
_LOOK = 64  # characters from a year back to its word
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
    if stamped := _dated_line(text):
        return stamped
    runs = [match.span() for match in _DIGITS.finditer(text)]
    today = _TODAY.search(text) if any(map(text.__contains__, _OF_DATE)) else None
    for found in (_stamp(text, runs), today):
        if found and (day := _make(*[part for part in found.groups() if part])):
            return day
    full = [day for match in _full(text, runs) if (day := _make(*match.groups())) and not _is_ahead(text, match.start())]
    votes = _votes(text, full, runs)
    year = _year(votes)
    if year is None:
        return None
    days = [(start, end) for start, end in runs if end - start <= _DAY_DIGITS and text[end : end + 1] in _DATE_MARKS]
    for match, here in _named(_DAY, _BEFORE_DAY, text, days, _HEAD):
        ending = int(match.group(2)) >= _LATE and votes[year - 1] > votes[year]
        day = _make(match.group(1), match.group(2), str(year - ending))
        if day and not _SINCE.search(text, max(0, here - 16), here):
            return day
    same = [day for day in full if day.year == year]
    return _latest(text, max(same), days) if same else date(year, 12, 31)


def _dated_line(text: str) -> date | None:
    """Return the day of a line near the head that is a day of publication and nothing else."""
    for line in text[:_TOP].splitlines():
        found = _FULL.search(line) if len(line) <= _LINE else None
        if found and _OF_STAMP.fullmatch(line[: found.start()] + " " + line[found.end() :]) and (day := _make(*found.groups())):
            return day
    return None


def _latest(text: str, day: date, days: _Runs) -> date:
    """Return the latest day of the year that the text names, with or without the year: ``31/3/2024`` … ``phiên 8/8``.

    A day more than half a year later is of the year before: ``28/12`` in an article of January.
    """
    found = _named(_BARE, _BEFORE_BARE, text, days, len(text))
    named = (_make(match.group(1), match.group(2), str(day.year)) for match, _ in found)
    return max([day, *(other for other in named if other and other - day < _FAR)])


# Digits are found once, and the patterns tried where they stand: none of them begins or ends elsewhere.
_Runs = list[tuple[int, int]]
_OF_DATE = ("/20", ".20", "-20")
_DATE_MARKS = ("/", ".", "-")


def _stamp(text: str, runs: _Runs) -> re.Match[str] | None:
    """Return the first time stamp: it begins with the last one or two of a run of digits."""
    marked = ((start, end) for start, end in runs if text[end : end + 1] in (":", "h", "/", ".", "-"))
    found = (_STAMP.match(text, here) for start, end in marked for here in range(max(start, end - 2), end))
    return next((match for match in found if match), None)


def _full(text: str, runs: _Runs) -> Iterator[re.Match[str]]:
    """Yield the full dates in order, none over another."""
    done = 0
    for start, end in runs:
        if start >= done and end - start <= _DAY_DIGITS and (match := _FULL.match(text, start)):
            yield match
            done = match.end()


def _named(
    dated: re.Pattern[str], before: re.Pattern[str], text: str, runs: _Runs, end: int
) -> Iterator[tuple[re.Match[str], int]]:
    """Yield what is dated, up to ``end``, with where the words begin that name it: ``ngày 5/4``, ``quý II/2023``."""
    for start, _ in runs:
        if start >= end:
            return
        match = dated.match(text, start, end)
        named = before.search(text, max(0, start - _LOOK), start) if match else None
        if match and named:
            yield match, named.start()


def _is_ahead(text: str, here: int) -> bool:
    """Tell whether a date or a year that begins here is one to come (``đến năm 2030``) or of a comparison."""
    before = text[max(0, here - 24) : here]
    return bool(_AHEAD.search(before)) and "ính đến" not in before


def _votes(text: str, full: list[date], runs: _Runs) -> Counter[int]:
    """Count how often each year is named as past or present, not after words of a plan; full dates count twice."""
    votes: Counter[int] = Counter()
    years = [(start, end) for start, end in runs if end - start == _YEAR_DIGITS]
    for match, here in _named(_YEAR, _BEFORE_YEAR, text, years, len(text)):
        planned = _PLANS.search(text, max(0, here - _CLAUSE), here)
        votes[int(match.group())] += 0 if planned or _is_ahead(text, here) else 1
    for day in full:
        votes[day.year] += 2
    return votes


def _year(votes: Counter[int]) -> int | None:
    """Return the year of the article: the latest named; one named once, far later than any other, is not believed."""
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
