"""Where a period is filed: its label, the year of its column, and what sort of time it is.

A first half of a year never stands in for the year, and a figure ``tính đến 31/10`` not for its end: both keep a label of
their own, so that only what covers the same time is compared. See :data:`BASES`.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass

__all__ = ["BASES", "Filed", "file_period"]

BASES = ("year", "year_end", "as_of", "part", "span", "since", "publication")
"""What sort of time a figure is about, the best for a column of years first: a whole year; the state at its end; the state on
another day; a part of the year; several years; from a year to the day of the article; no time said, filed by publication."""

_NAMED = {
    ("01-01", "06-30"): "H1",
    ("07-01", "12-31"): "H2",
    ("01-01", "03-31"): "Q1",
    ("04-01", "06-30"): "Q2",
    ("07-01", "09-30"): "Q3",
    ("10-01", "12-31"): "Q4",
}


@dataclass(frozen=True, slots=True)
class Filed:
    """A label that two figures share only if they are about the same time; the column of years; one of :data:`BASES`."""

    label: str
    column: str
    basis: str


def file_period(start: str | None, end: str | None, published: str | None) -> Filed | None:
    """File a period given as ISO days (inclusive; None where open) of an article published on a day; None where no time is known.

    ``2020-01-01 … 2020-12-31`` is ``2020``; ``… 2020-06-30`` is ``to 2020-06-30`` in the column 2020; ``2020-01-01 …
    2020-06-30`` is ``2020 H1``; ``2016-01-01 … 2020-12-31`` is ``2016–2020``; ``2016-01-01 …`` of an article of 2021 is
    ``2016–2021``.
    """
    if start and end:
        return _closed(start, end)
    if end:
        at_end = end.endswith("-12-31")
        return Filed(end[:4] if at_end else f"to {end}", end[:4], "year_end" if at_end else "as_of")
    if start:
        last = max(published[:4], start[:4]) if published else start[:4]
        label = start[:4] if last == start[:4] else f"{start[:4]}–{last}"
        return Filed(label, label, "since")
    return Filed(published[:4], published[:4], "publication") if published else None


def _closed(start: str, end: str) -> Filed:
    year = start[:4]
    if year != end[:4]:
        label = f"{year}–{end[:4]}"
        return Filed(label, label, "span")
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return Filed(year, year, "year")
    return Filed(f"{year} {_part(start, end)}", year, "part")


def _part(start: str, end: str) -> str:
    """Name a part of a year: half, quarter, month, months, day, days."""
    named = _NAMED.get((start[5:], end[5:]))
    if named:
        return named
    first, last = int(start[5:7]), int(end[5:7])
    whole = start[8:] == "01" and int(end[8:]) == calendar.monthrange(int(end[:4]), last)[1]
    if whole:
        return f"M{first:02d}" if first == last else f"M{first:02d}–{last:02d}"
    return start[5:] if start == end else f"{start[5:]}–{end[5:]}"
