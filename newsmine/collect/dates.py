"""Times of publication as this press prints them, to ISO 8601 with the zone of Vietnam.

Forms read: ISO 8601 and RFC 822 (with or without zone), ``07/03/2026 08:01``, ``08:47 07/03/2026``, ``7-3-2026, 8h01``,
``Thứ Bảy, 7/3/2026, 08:01 (GMT+7)``, ``Thứ bảy, ngày 7 tháng 3 năm 2026``, ``7.3.2026``, ``08:01' 07/03/2026``, Unix seconds.
Days stand before months, unless that gives no month (``3/27/2026``). A day without a clock time stays
a day: no minute is invented.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

__all__ = ["VIETNAM", "now", "parse_time", "to_datetime"]

VIETNAM = timezone(timedelta(hours=7))

_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s{0,2}(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_RFC = re.compile(
    r"(?<!\d)(\d{1,2})[\s-]+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?[\s,-]+(\d{4})"
    r"(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s{0,2}(Z|UTC|GMT[+-]?\d{0,2}(?::?\d{2})?|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_US_WORDS = re.compile(
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+(\d{1,2}),?\s+(\d{4})"
    r"(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+|[\s,/-]+)(\d{4})", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d/:.-])(\d{1,2})\s?(?::|h|giờ|g)\s?(\d{2})(?:\s?:\s?(\d{2}))?(?!\d|\s?[/-]\s?\d{1,2}\s?[/-])\s{0,2}['’]?\s{0,2}"
    r"((?:AM|PM|SA|CH)\b)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?:GMT|UTC)\s?([+-])\s?(\d{1,2})(?::?(\d{2}))?|(?<=\d)\s?([+-])(\d{2}):?(\d{2})\b", re.IGNORECASE)
_UNIX = re.compile(r"\d{10}(?:\d{3})?")
_AFTERNOON = {"pm", "ch"}
_BETWEEN = " -–|,;\u00a0"  # what stands between a day and a clock time
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def now() -> str:
    """Return the present time, to the second, in the zone of Vietnam."""
    return datetime.now(VIETNAM).isoformat(timespec="seconds")


def _zone(sign: str, hours: str, minutes: str | None) -> timezone:
    delta = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-delta if sign == "-" else delta)


def _named_zone(text: str | None) -> timezone:
    if not text:
        return VIETNAM
    if match := re.search(r"([+-])(\d{1,2}):?(\d{2})?", text):
        return _zone(*match.groups())
    return UTC


def _made(day: tuple[int, int, int], clock: tuple[int, int, int] | None, zone: timezone) -> str | None:
    if not _FIRST_YEAR <= day[0] <= _LAST_YEAR:
        return None
    try:
        if clock is None:
            return datetime(*day, tzinfo=zone).date().isoformat()
        return datetime(*day, *clock, tzinfo=zone).astimezone(VIETNAM).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None


def _ints(*parts: str | None) -> tuple[int, ...]:
    return tuple(int(part or 0) for part in parts)


def parse_time(printed: str) -> str | None:
    """Return a printed time as ISO 8601 in the zone of Vietnam (``2026-03-07T08:01:00+07:00``), or as a day, or None.

    A time without a zone is taken as Vietnamese time.
    """
    text = printed.strip()[:200]
    if _UNIX.fullmatch(text):
        seconds = int(text[:10])
        return _kept(datetime.fromtimestamp(seconds, VIETNAM))
    if match := _ISO.search(text):
        year, month, day, hour, minute, second, zone = match.groups()
        clock = _ints(hour, minute, second) if hour else None
        return _made((int(year), int(month), int(day)), clock, _named_zone(zone))  # type: ignore[arg-type]
    for pattern, order in ((_RFC, (2, 1, 0)), (_US_WORDS, (2, 0, 1))):
        if match := pattern.search(text):
            parts = match.groups()
            month = _MONTHS.index(parts[order[1]].lower()[:3]) + 1
            clock = _ints(*parts[3:6]) if parts[3] else None
            zone = _named_zone(parts[6] if len(parts) > 6 else None)  # noqa: PLR2004
            return _made((int(parts[order[0]]), month, int(parts[order[2]])), clock, zone)  # type: ignore[arg-type]
    return _local(text)


def _kept(moment: datetime) -> str | None:
    return moment.isoformat(timespec="seconds") if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _local(text: str) -> str | None:
    if match := _DAY.search(text):
        day = (int(match[4]), int(match[3]), int(match[1]))
        if day[1] > 12 >= day[2]:  # noqa: PLR2004
            day = (day[0], day[2], day[1])
    elif match := _DAY_WORDS.search(text):
        day = (int(match[3]), int(match[2]), int(match[1]))
    elif match := _YEAR_FIRST.search(text):
        day = (int(match[1]), int(match[3]), int(match[4]))
    else:
        return None
    rest = text[: match.start()].rstrip(_BETWEEN) + " \x1f " + text[match.end() :].lstrip(_BETWEEN)
    zone = _ZONE.search(rest)
    offset = VIETNAM
    if zone:
        sign, hours, minutes = zone[1] or zone[4], zone[2] or zone[5], zone[3] or zone[6]
        offset = _zone(sign, hours, minutes)
        rest = rest[: zone.start()] + rest[zone.end() :]
    clock = _CLOCK.search(rest)
    if not clock:
        return _made(day, None, offset)
    hour = int(clock[1])
    half = (clock[4] or "").lower()
    if half in _AFTERNOON and hour < 12:  # noqa: PLR2004
        hour += 12
    elif half in {"am", "sa"} and hour == 12:  # noqa: PLR2004
        hour = 0
    return _made(day, (hour, int(clock[2]), int(clock[3] or 0)), offset)


def to_datetime(stamp: str) -> datetime:
    """Return the moment of what :func:`parse_time` gave (a day counts from its midnight in Vietnam)."""
    moment = datetime.fromisoformat(stamp)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
