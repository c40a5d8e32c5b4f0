"""Units and days: which of several versions stand on a day, ended shortly before it or begin shortly after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from newsmine.errors import InputError
from newsmine.places.gazetteer import FIRST_DAY, REFORM, Unit

__all__ = [
    "AHEAD_MONTHS",
    "STALE_MONTHS",
    "as_day",
    "by_status",
    "day_before",
    "latest",
    "lifetime",
    "nearest",
    "shift",
    "status_of",
]

STALE_MONTHS = 24  # newspapers go on using a name for so long after its unit has ended
AHEAD_MONTHS = 12  # and use it for so long before it begins


@lru_cache(maxsize=4096)
def as_day(on: str) -> str:
    """Return the day of an ISO date or time (``2021-04-05T08:00:00+07:00`` → ``2021-04-05``).

    Raises :class:`newsmine.errors.InputError` for anything else.
    """
    try:
        return date.fromisoformat(on[:10]).isoformat()
    except ValueError:
        raise InputError(f"{on!r} is no date: give a day as YYYY-MM-DD") from None


def day_before(day: str) -> str:
    """Return the day before an ISO day."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def shift(day: str, months: int) -> str:
    """Return an ISO day moved by months (the day of the month is kept: the result serves comparison only)."""
    count = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    return f"{count // 12:04d}-{count % 12 + 1:02d}{day[7:]}"


@lru_cache(maxsize=4096)
def window(day: str) -> tuple[str, str]:
    """Return the days between which a unit must still have stood, or have begun, to be named on a day."""
    return shift(day, -STALE_MONTHS), shift(day, AHEAD_MONTHS)


def status_of(unit: Unit, day: str) -> str:
    """Return exact, stale or anticipated for a unit on a day, or '' where it lies outside the tolerance."""
    if unit.start <= day < unit.end:
        return "exact"
    back, ahead = window(day)
    if unit.end <= day:
        return "stale" if unit.end > back else ""
    return "anticipated" if unit.start <= ahead else ""


def by_status(units: Iterable[Unit], day: str) -> dict[str, list[Unit]]:
    """Group units by status on a day.

    Of several versions of one code only the nearest in time is kept, and none where the same unit, only changed, stands on the
    day.
    """
    groups: dict[str, list[Unit]] = {"exact": [], "stale": [], "anticipated": []}
    for unit in units:
        status = status_of(unit, day)
        if status:
            groups[status].append(unit)
    if groups["stale"] or groups["anticipated"]:
        here = {(unit.lineage, unit.name) for unit in groups["exact"] if unit.start != REFORM}  # then the ground is another
        groups["stale"] = [unit for unit in latest(groups["stale"]) if (unit.lineage, unit.name) not in here]
        soonest = sorted(groups["anticipated"], key=lambda unit: unit.start, reverse=True)
        first = {unit.lineage: unit for unit in soonest}
        groups["anticipated"] = [unit for unit in first.values() if (unit.lineage, unit.name) not in here]
    return groups


def latest(units: Iterable[Unit]) -> list[Unit]:
    """Return of each level and code the version that ended last."""
    out: dict[str, Unit] = {}
    for unit in units:
        if unit.lineage not in out or unit.end > out[unit.lineage].end:
            out[unit.lineage] = unit
    return list(out.values())


def nearest(units: Sequence[Unit], day: str) -> Unit:
    """Return the unit that ended last before a day, or else the one that begins first after it."""
    ended = [unit for unit in units if unit.end <= day]
    return max(ended, key=lambda unit: unit.end) if ended else min(units, key=lambda unit: unit.start)


def lifetime(unit: Unit) -> str:
    """Return one phrase on when a unit stood."""
    since = f"from {unit.start}" if unit.start else f"since {FIRST_DAY} or before"
    until = f"until {unit.end}" if unit.end != "9999" else "and still stands"
    return f"{unit.full_name} stood {since} {until}"
