"""What an analyst reads off a comparison: change over time with its breaks, ranks with ties, and who reports at all.

Bounds are respected: ``hơn 95%`` is no point, so a change or a rank is given only as far as the intervals decide it.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from newsmine.compare.agree import firmness
from newsmine.compare.breaks import between
from newsmine.compare.facts import Fact
from newsmine.compare.table import Comparison, Row
from newsmine.errors import InputError
from newsmine.places import load
from newsmine.places.gazetteer import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["comparable", "coverage", "ranks", "trends"]

_COMPARABLE = (("year", "year_end"), ("span",), ("since",))
"""Bases that may follow one another in a series; a part of a year is compared with the same part only."""


_COLUMNS = (
    "locality_id", "locality", "from", "to", "value_from", "value_to", "change", "change_percent",
    "direction", "breaks", "refused",
)  # fmt: skip


def trends(comparison: Comparison) -> pd.DataFrame:
    """Return the change from each figure of a locality to its next one that is about the same sort of time.

    Columns: ``locality_id locality from to value_from value_to change change_percent direction breaks refused``. ``change`` is
    in the indicator's unit (points for percentages), None where a bound leaves it open; ``direction`` (``up``, ``down``,
    ``same``) is still given where the intervals do not meet. ``breaks`` names what changed the map between the two;
    ``refused`` says why two neighbours are not comparable.
    """
    import pandas as pd

    series: dict[str, list[Row]] = {}
    for row in comparison.rows:
        series.setdefault(row.fact.locality_id, []).append(row)
    out = []
    for locality_id in sorted(series):
        rows = sorted(series[locality_id], key=lambda row: (row.fact.column[-4:], row.fact.period_end or "", row.fact.period))
        out += [_step(before.fact, after.fact) for before, after in pairwise(rows)]
    return pd.DataFrame.from_records(out, columns=list(_COLUMNS))


def _step(before: Fact, after: Fact) -> dict[str, Any]:
    step: dict[str, Any] = {
        "locality_id": before.locality_id,
        "locality": before.locality,
        "from": before.period,
        "to": after.period,
        "value_from": float(before.value),
        "value_to": float(after.value),
        "change": None,
        "change_percent": None,
        "direction": None,
        "breaks": None,
        "refused": _incomparable(before, after),
    }
    if step["refused"]:
        return step
    if firmness(before) == firmness(after) == 0:
        change = after.value - before.value
        step["change"] = float(change)
        if before.value and before.unit != "%":
            step["change_percent"] = float(change / before.value * 100)
    step["direction"] = _direction(before, after)
    step["breaks"] = "; ".join(between(before, after)) or None
    return step


def comparable(before: Fact, after: Fact) -> bool:
    """Tell whether a line may join two figures of a locality: the same sort of time, no break of the map between."""
    return _incomparable(before, after) is None and not between(before, after)


def _incomparable(before: Fact, after: Fact) -> str | None:
    """Return why two figures are not about the same sort of time or the same base, or None where they are."""
    if before.period == after.period:
        return "the same time, within other borders"
    if "publication" in (before.basis, after.basis):
        return "an article says no time"
    if "part" in (before.basis, after.basis) or "as_of" in (before.basis, after.basis):
        same = before.basis == after.basis and _season(before) == _season(after)
        return None if same else f"{before.period} and {after.period} are not the same part of a year"
    if not any(before.basis in group and after.basis in group for group in _COMPARABLE):
        return f"{before.period} and {after.period} are not periods of one length"
    if before.derived != after.derived and "share of a ratio" in (before.derived, after.derived) and before.unit != "%":
        return "one is a share and one is not"
    return None


def _season(fact: Fact) -> tuple[str, str]:
    return (fact.period_start or "")[5:], (fact.period_end or "")[5:]


def _direction(before: Fact, after: Fact) -> str | None:
    if firmness(before) == firmness(after) == 0 and before.value == after.value:
        return "same"
    if before.high is not None and after.low is not None and after.low > before.high:
        return "up"
    if before.low is not None and after.high is not None and after.high < before.low:
        return "down"
    return None


def ranks(comparison: Comparison, column: str) -> pd.DataFrame:
    """Return localities by rank in a column of years, best first (the highest first for an indicator without a better side).

    Columns: ``rank_from rank_to locality_id locality value low high conflict``. Where values tie or a bound leaves it open, a
    locality holds all ranks ``rank_from … rank_to``. Raises :class:`InputError` where no locality has a figure in that column.
    """
    import pandas as pd

    rows = [row for (_, year), row in comparison.cells().items() if year == column]
    if not rows:
        raise InputError(f"no locality has a figure in {column}; there are {', '.join(comparison.columns()) or 'none at all'}")
    lower = comparison.meaning.direction == "lower_better"
    out = []
    for row in rows:
        ahead = sum(_surely_ahead(other.fact, row.fact, lower=lower) for other in rows)
        behind = sum(_surely_ahead(row.fact, other.fact, lower=lower) for other in rows)
        fact = row.fact
        out.append(
            {
                "rank_from": ahead + 1,
                "rank_to": len(rows) - behind,
                "locality_id": fact.locality_id,
                "locality": fact.locality,
                "value": float(fact.value),
                "low": _plain(fact.low),
                "high": _plain(fact.high),
                "conflict": bool(row.others),
            }
        )
    out.sort(key=lambda line: (line["rank_from"], line["rank_to"], line["locality"], line["locality_id"]))
    return pd.DataFrame.from_records(out)


def _surely_ahead(one: Fact, other: Fact, *, lower: bool) -> bool:
    if one is other:
        return False
    if lower:
        return one.high is not None and other.low is not None and one.high < other.low
    return one.low is not None and other.high is not None and one.low > other.high


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def coverage(comparison: Comparison) -> pd.DataFrame:
    """Return for each column of years how many localities report, of how many that stood at its end.

    Columns: ``column reporting standing share conflicts``. ``share`` is None where no map of that year is known.
    """
    import pandas as pd

    gazetteer = load()
    cells = comparison.cells()
    out = []
    for column in comparison.columns():
        rows = [row for (_, year), row in cells.items() if year == column]
        day = min(f"{column[-4:]}-12-31", LAST_DAY)
        standing = len(gazetteer.standing(day, comparison.level)) if day >= FIRST_DAY else 0
        out.append(
            {
                "column": column,
                "reporting": len(rows),
                "standing": standing or None,
                "share": round(len(rows) / standing, 4) if standing else None,
                "conflicts": sum(bool(row.others) for row in rows),
            }
        )
    return pd.DataFrame.from_records(out, columns=["column", "reporting", "standing", "share", "conflicts"])
