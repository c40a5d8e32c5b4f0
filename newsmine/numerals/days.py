"""Stretches of the calendar: from what is printed of a date to inclusive ISO days."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from newsmine.numerals.model import Period

__all__ = ["Stretch", "day", "days", "month", "quarter", "resolve", "shift_years", "year"]

# When the crops stand: winter-spring is sown at the turn of the year, the others lie within one
# (calendars of the Ministry of Agriculture).
SEASONS = {
    "đông xuân": (11, 5),
    "hè thu": (5, 9),
    "thu đông": (8, 12),
    "xuân hè": (2, 6),
    "mùa": (6, 12),
    "đông": (9, 12),
    "xuân": (1, 6),
    "hè": (4, 8),
    "thu": (8, 11),
}


_MONTHS = 12
_FEBRUARY = 2
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of each month
_LEAP_YEAR = 2024  # any: has a 29 February
_FARTHEST_BACK = 100  # *N năm qua* counts no farther
_LONGEST_PAST = 334  # days: a day or a month that would lie farther back is the next one, *ngày 31/12* in December


class Stretch(NamedTuple):
    """What is printed of a stretch of time: from month and day to month and day, of a year that may be missing.

    ``last_day`` 0 is the last day of the month; ``years`` is how many years later the end lies.
    """

    of: int | None
    first: int = 1
    first_day: int = 1
    last: int = 12
    last_day: int = 0
    years: int = 0
    kind: str = "interval"
    resolved_by: str = "printed"


def year(number: int, until: int | None = None) -> Stretch:
    """Return a whole year, or the years from one to another."""
    return Stretch(number, years=(until - number) if until is not None else 0)


def month(number: int, of: int | None, until: int | None = None) -> Stretch:
    """Return a whole month, or the months from one to another, of a year that may be missing."""
    return Stretch(of, number, 1, until if until is not None else number, 0)


def quarter(number: int, of: int | None, until: int | None = None) -> Stretch:
    """Return a quarter (1–4), or the quarters from one to another."""
    return month(3 * number - 2, of, 3 * (until or number))


def day(number: int, of_month: int, of: int | None, until: int | None = None) -> Stretch:
    """Return a day, or the days from one to another of one month."""
    return Stretch(of, of_month, number, of_month, until or number)


def _last_day(of: int, in_month: int) -> int:
    """Return the last day of a month; ``calendar.monthrange`` works out its weekday as well."""
    return _DAYS[in_month] + (in_month == _FEBRUARY and calendar.isleap(of))


def valid_day(number: int, of_month: int, of: int | None) -> bool:
    """Tell whether there is such a day (29 February counts where the year is not known)."""
    return 1 <= of_month <= _MONTHS and 1 <= number <= _last_day(_LEAP_YEAR if of is None else of, of_month)


def days(start: date, end: date) -> Stretch:
    """Return the stretch from one day to another."""
    return Stretch(start.year, start.month, start.day, end.month, end.day, end.year - start.year, resolved_by="past")


def shift_years(iso: str | None, by: int) -> str | None:
    """Move an ISO day by whole years; 29 February becomes the 28th where it must."""
    if iso is None:
        return None
    here = date.fromisoformat(iso)
    last = _last_day(here.year + by, here.month)
    return here.replace(year=here.year + by, day=min(here.day, last)).isoformat()


def shift_months(here: date, by: int) -> date:
    """Move a day by whole months, to the last of the month where there is no such day."""
    index = here.year * 12 + here.month - 1 + by
    of, in_year = divmod(index, 12)
    return date(of, in_year + 1, min(here.day, _last_day(of, in_year + 1)))


def _edge(of: int, in_month: int, on_day: int) -> date:
    last = _last_day(of, in_month)
    return date(of, in_month, min(on_day or last, last))


def _ahead(stretch: Stretch, on: date) -> bool:
    """Tell whether a day or a month without a year lies so far back that the next one is meant."""
    if stretch.first != stretch.last or stretch.years:
        return False
    return (on - _edge(on.year - 1, stretch.last, stretch.last_day)).days > _LONGEST_PAST


@lru_cache(maxsize=4096)
def resolve(stretch: Stretch, on: date | None = None, *, future: bool = False) -> Period:
    """Return the days of a stretch. A missing year is taken from ``on``: the last such stretch, or the next where ``future``.

    A day or a month that would lie more than eleven months back is the next one, too: news is nearer to what is about to be.
    """
    if stretch.of is None:
        if on is None:
            return Period(kind=stretch.kind, resolved_by="open")
        of = on.year
        if not future and _edge(of, stretch.first, stretch.first_day) > on:
            of -= not _ahead(stretch, on)
        elif future and _edge(of + stretch.years, stretch.last, stretch.last_day) < on:
            of += 1
        stretch = stretch._replace(of=of, resolved_by="future" if future else "past")
    assert stretch.of is not None  # noqa: S101 - set above
    start = _edge(stretch.of, stretch.first, stretch.first_day)
    end = _edge(stretch.of + stretch.years, stretch.last, stretch.last_day)
    return Period(start=start.isoformat(), end=end.isoformat(), kind=stretch.kind, resolved_by=stretch.resolved_by)


def ago(on: date | None, count: int, unit: str) -> Stretch | None:
    """Return the rolling stretch of *5 năm qua*, *2 tuần qua*: up to the day of publication."""
    if on is None or not 1 <= count <= _FARTHEST_BACK:
        return None
    if unit == "ngày":
        return days(on - timedelta(days=count), on)
    if unit == "tuần":
        return days(on - timedelta(weeks=count), on)
    return days(shift_months(on, -count * (12 if unit == "năm" else 1)), on)
