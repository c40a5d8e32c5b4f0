"""Periods as printed, read forward from their first word: *tính đến hết tháng 6-2017*, *từ đầu năm đến nay*, *quý III/2021*.

:func:`period_at` reads the longest period that begins at a place of a lower-case reading view. Points of time are read by
:mod:`newsmine.numerals.points`; here they are joined (*từ … đến …*), opened at one side, and resolved to ISO days.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from newsmine.numerals.dates import NO_TIME, NONE, STRONG, WEAK, Point
from newsmine.numerals.days import Stretch, resolve, valid_day
from newsmine.numerals.model import Period
from newsmine.numerals.points import point_at

__all__ = ["LEADS", "PeriodHit", "period_at"]

_FROM = re.compile(r"(?:bắt đầu |kể |tính |ngay )?từ (?:khoảng |giữa )?(?!\()")
_TO = re.compile(
    r"(?:tính |lũy kế |cộng dồn |cho |kéo dài |chậm nhất |muộn nhất )?(?:đến|tới)(?: hết| thời điểm| trước| khoảng|"
    r" thời gian| là| tận)* "
    r"|hết (?=năm|tháng|quý|quí|ngày)"
)
_BEFORE = re.compile(r"(?:(?:xong )?trước|(?:chậm|muộn) nhất(?: là| vào)?) (?=ngày|tháng|năm|quý|quí|\d{1,2}[/.-]\d)")
_JOIN = re.compile(r"(?: ?[-–—] ?|,? (?:cho )?(?:đến|tới)(?: hết| trước| cuối)? )")
_AND_DAY = re.compile(r",? và (?=(?:ngày|sáng|trưa|chiều|tối|đêm|rạng sáng) |\d{1,2}/\d{1,2}(?![\d/]))")
_CLOCK = r"(?:\d{1,2} ?(?:h|g|giờ)(?: ?\d{2})?(?: phút)?,? )?"
_PART_OF_DAY = r"(?:sáng |trưa |chiều |tối |đêm )?"
# *từ 19h ngày 5 đến 7h ngày 6/11*: the month stands at the second day alone
_HOURS = re.compile(
    rf"{_CLOCK}{_PART_OF_DAY}(?:ngày )?(\d{{1,2}})(?:[/.-](\d{{1,2}}))?,? (?:cho )?(?:đến|tới) (?:hết )?{_CLOCK}"
    rf"(?={_PART_OF_DAY}(?:ngày )?\d)"
)
_NOW = re.compile(r"(?:nay|giờ|hiện nay|hiện tại|thời điểm này|thời điểm hiện tại)(?!\w)")
_TO_NOW = re.compile(
    r",? (?:(?:cho |tính )?(?:đến|tới) (?:nay|giờ|hiện nay|hiện tại|thời điểm (?:này|hiện tại))|trở lại đây|trở đi)(?!\w)"
)
_IN_BRACKETS = re.compile(r" ?\(\s?(?:giai đoạn |nhiệm kỳ |từ |năm )*")
# "Sở Kế hoạch và Đầu tư" and "sắp xếp" are about nothing to come
_FUTURE = re.compile(
    r"(?<!\w)(?:sẽ|sắp(?! (?:xếp|đặt))|dự kiến|phấn đấu|chậm nhất|tới đây|(?<!sở )(?<!bộ )(?<!phòng )(?<! - )kế hoạch)(?!\w)"
)
_DONE = re.compile(r"(?<!\w)đã(?!\w)")
_FUTURE_AFTER = re.compile(r" (?:tới|sắp tới|sang năm)(?![\w ]? ?\d)(?!\w)")
LEADS = frozenset(
    ["từ", "kể", "tính", "bắt", "ngay", "đến", "tới", "lũy", "cộng", "cho", "kéo", "chậm", "muộn", "hết", "trước", "xong"]
)
_LEAD_STARTS = frozenset(f"{word} "[:3] for word in LEADS)
_LOOK = 40
_LAST_DAY = 31


class PeriodHit(NamedTuple):
    """A period that was read: where it ends, what it is, and how."""

    end: int
    period: Period
    rule: str
    baseline: bool = False
    start: int | None = None


def _future(low: str, start: int, end: int) -> bool:
    """Tell whether the words around a year-less date say that it is to come."""
    stop = max(low.rfind(".", 0, start), low.rfind("\n", 0, start), low.rfind(";", 0, start), start - _LOOK, -1) + 1
    if _FUTURE.search(low, stop, start) or _FUTURE_AFTER.match(low, end):
        return True
    return bool(_FUTURE.match(low, end + 1)) or low.startswith((", sẽ ", " sẽ "), end)


def _resolve(low: str, pos: int, end: int, stretch: Stretch, on: date | None) -> Period:
    return resolve(stretch, on, future=stretch.of is None and on is not None and _future(low, pos, end))


def _wraps(a: Stretch, b: Stretch) -> bool:
    """Tell whether the second of two stretches lies in the next year: *tháng 11 đến tháng 2*."""
    return (a.first, a.first_day) > (b.last, b.last_day or _LAST_DAY)


def _pair(low: str, pos: int, one: Point, two: Point, on: date | None) -> Period | None:
    """Join two points; a missing year of the first comes from the second, or from the day of publication for both."""
    a, b = one.stretch, two.stretch
    if a.of is None and b.of is not None:
        a = a._replace(of=b.of - _wraps(a, b), resolved_by=b.resolved_by)
    elif b.of is None and a.of is not None:
        b = b._replace(of=a.of + _wraps(a, b), resolved_by=a.resolved_by)
    if a.of is None and b.of is None:
        last = _resolve(low, pos, two.end, b, on)
        if last.end is None:
            return replace(last, kind="interval")
        first = resolve(a._replace(of=int(last.end[:4]) - _wraps(a, b)), on)
        return Period(start=first.start, end=last.end, resolved_by=last.resolved_by)
    first, last = resolve(a, on), resolve(b, on)
    if first.start is None or last.end is None or first.start > last.end:
        return None
    return Period(start=first.start, end=last.end, kind=a.kind, resolved_by=last.resolved_by)


def _placed_at(low: str, at: int, on: date | None, *, cue: int, bare_year: bool = False) -> Point | None:
    """Read a point that has a time of its own: a mere length (*60 tháng*) and a *cùng kỳ* without a year have none."""
    point = point_at(low, at, on, cue=cue, bare_year=bare_year)
    return None if point is None or point.stretch.of == NO_TIME else point


def _from_now(low: str, at: int, on: date | None) -> PeriodHit | None:
    """Read what follows *từ nay*: *đến năm 2020*."""
    join = _JOIN.match(low, at)
    two = _placed_at(low, join.end(), on, cue=WEAK) if join else None
    if two is None:
        return None
    end = resolve(two.stretch, on, future=True)
    start = on.isoformat() if on is not None and (end.end is None or on.isoformat() <= end.end) else None
    return PeriodHit(two.end, Period(start=start, end=end.end, resolved_by=end.resolved_by), "now-to")


def _to_now(one: Point, words: re.Match[str], on: date | None) -> PeriodHit:
    """Read *từ năm 2016 đến nay*: open at the end, but of a start that is counted from the day of publication to that day."""
    period = resolve(one.stretch, on)
    printed = one.stretch.of is not None and one.stretch.resolved_by == "printed"
    closed = not printed and on is not None and ("đến" in words.group() or "tới" in words.group())
    end = on.isoformat() if on is not None and closed else None
    return PeriodHit(words.end(), Period(start=period.start, end=end, resolved_by=period.resolved_by), "from-to-now")


def _from(low: str, pos: int, at: int, on: date | None) -> PeriodHit | None:
    """Read what follows *từ*: *nay đến năm 2020*, *năm 2016 đến nay*, *5/4 đến 10/4*, *ngày 1/7/2025*."""
    now = _NOW.match(low, at)
    if now:
        return _from_now(low, now.end(), on)
    one = _placed_at(low, at, on, cue=WEAK, bare_year=True)
    if one is None:
        return _from_hour(low, pos, at, on)
    opened = _TO_NOW.match(low, one.end)
    if opened:
        return _to_now(one, opened, on)
    if one.rule == "year" and not one.ranged:  # *từ 2014*: a year only up to now
        return None
    join = _JOIN.match(low, one.end)
    two = _placed_at(low, join.end(), on, cue=WEAK, bare_year=True) if join else None
    both = _pair(low, pos, one, two, on) if two is not None else None
    if two is not None and both is not None:
        return PeriodHit(two.end, both, "from-to")
    return _only_from(low, pos, one, on)


def _from_hour(low: str, pos: int, at: int, on: date | None) -> PeriodHit | None:
    """Read *từ 19h ngày 5 đến 7h ngày 6/11*, *từ đêm 3 đến chiều 5/8*: the days between two hours."""
    hours = _HOURS.match(low, at)
    two = _placed_at(low, hours.end(), on, cue=STRONG) if hours else None
    if hours is None or two is None or not two.cued:
        return None
    number, of_month = int(hours[1]), int(hours[2] or two.stretch.first)
    if not valid_day(number, of_month, two.stretch.of):
        return None
    period = _pair(low, pos, two._replace(stretch=two.stretch._replace(first=of_month, first_day=number)), two, on)
    return PeriodHit(two.end, period, "from-to") if period is not None else None


def _only_from(low: str, pos: int, one: Point, on: date | None) -> PeriodHit | None:
    """Read *từ* with one point: open at the end, unless the point is several units by itself (*từ 26-28/4*)."""
    if one.weak and not one.ranged:
        return None
    period = _resolve(low, pos, one.end, one.stretch, on)
    if one.ranged:
        return PeriodHit(one.end, period, "range")
    return PeriodHit(one.end, Period(start=period.start, end=None, resolved_by=period.resolved_by), "from")


def _until(low: str, pos: int, at: int, on: date | None) -> PeriodHit | None:
    """Read what follows *đến hết*, *tính đến*: only the end counts."""
    one = _placed_at(low, at, on, cue=WEAK, bare_year=True)
    if one is None or one.rate:
        return None
    period = _resolve(low, pos, one.end, one.stretch, on)
    return PeriodHit(one.end, Period(start=None, end=period.end, kind="as_of", resolved_by=period.resolved_by), "as-of")


def _deadline(low: str, pos: int, at: int, on: date | None) -> PeriodHit | None:
    """Read what follows *trước*, *chậm nhất*: a deadline to come, unless it is over."""
    one = _placed_at(low, at, on, cue=WEAK)
    if one is None:
        return None
    period = resolve(one.stretch, on, future=not _DONE.search(low, max(0, pos - _LOOK), pos))
    return PeriodHit(one.end, Period(start=None, end=period.end, kind="as_of", resolved_by=period.resolved_by), "before")


_OPENED = ((_FROM, _from), (_TO, _until), (_BEFORE, _deadline))


def _in_brackets(low: str, one: Point, on: date | None) -> PeriodHit | None:
    """Read the years that follow a length in brackets: *5 năm (2016-2020)*."""
    bracket = _IN_BRACKETS.match(low, one.end) if "(" in low[one.end : one.end + 2] else None
    inner = _placed_at(low, bracket.end(), on, cue=WEAK, bare_year=True) if bracket else None
    if inner is None or not low.startswith(")", inner.end) or not (one.weak or one.rolling or inner.ranged):
        return None
    return PeriodHit(inner.end + 1, resolve(inner.stretch, on), "length+brackets")


def period_at(low: str, pos: int, on: date | None = None, *, cue: int = NONE) -> PeriodHit | None:
    """Read the longest period that begins at ``pos`` of a lower-case reading view; None if there is none.

    ``cue`` says how sure the words before make a bare ``5/4`` or ``22.4`` a date.
    """
    if low[pos : pos + 3] in _LEAD_STARTS:
        for pattern, read in _OPENED:
            lead = pattern.match(low, pos)
            if lead:
                return read(low, pos, lead.end(), on)
    one = point_at(low, pos, on, cue=cue)
    if one is None:
        return None
    if one.rate:
        return PeriodHit(one.end, Period(kind="rate"), "rate")
    if one.baseline:
        period = resolve(one.stretch, on) if one.known else Period(resolved_by="open")
        return PeriodHit(one.end, period, one.rule, baseline=True)
    bracketed = _in_brackets(low, one, on)
    if bracketed is not None or one.weak:
        return bracketed
    return _pair_at(low, pos, one, on, cue=WEAK if one.cued else NONE) or PeriodHit(
        one.end, _resolve(low, pos, one.end, one.stretch, on), one.rule
    )


def _next_day(low: str, pos: int, one: Point, at: int, on: date | None) -> PeriodHit | None:
    """Read *chiều 5/4 và ngày 6/4*: two days are one stretch where the second follows the first."""
    two = _placed_at(low, at, on, cue=WEAK)
    period = _pair(low, pos, one, two, on) if two is not None and not two.rate and not two.weak else None
    if two is None or period is None or period.start is None or period.end is None:
        return None
    apart = (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days
    return PeriodHit(two.end, period, "from-to") if apart == 1 else None


def _pair_at(low: str, pos: int, one: Point, on: date | None, *, cue: int) -> PeriodHit | None:
    """Read the second point of *tháng 5 đến tháng 8*, *5/4 - 10/4*, *chiều 5/4 và ngày 6/4*, after the first."""
    join = _JOIN.match(low, one.end)
    if join is None and one.cued and (both := _AND_DAY.match(low, one.end)):
        return _next_day(low, pos, one, both.end(), on)
    two = _placed_at(low, join.end(), on, cue=cue) if join else None
    if two is None or two.rate:
        return None
    period = _pair(low, pos, one, two, on)
    return PeriodHit(two.end, period, "from-to") if period is not None else None
