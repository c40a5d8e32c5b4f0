"""Places asked by hand: one name for the command line, a column of names for pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsmine.places.gazetteer import FIRST_DAY, LAST_DAY, Gazetteer, Unit, load
from newsmine.places.resolve import Resolution, resolve
from newsmine.places.succession import successors
from newsmine.places.validity import as_day

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "place_lines", "resolve_series"]

COLUMNS = ("locality_id", "status", "name", "level", "province_id", "province", "candidates", "reason")
_SHOWN = 12  # candidates and successors printed before "and … more"


def place_lines(text: str, *, on: str | None = None, home: str | None = None) -> list[str]:
    """Return what ``newsmine places TEXT --on DAY`` prints: the unit, what holds it, what it is today; or why it is not known."""
    gazetteer = load()
    day = as_day(on) if on else None
    result = resolve(text, on=day, home=home)
    lines = [f"{text}  ({'on ' + day if day else 'no day given'})", f"  {result.status}: {result.reason}"]
    if result.locality_id is None:
        lines.extend(f"  ? {_line(gazetteer, gazetteer.by_id[unit], day)}" for unit in result.candidates[:_SHOWN])
        if len(result.candidates) > _SHOWN:
            lines.append(f"  … and {len(result.candidates) - _SHOWN} more")
        return lines
    unit = gazetteer.by_id[result.locality_id]
    lines.append(f"  unit: {unit.full_name}, {unit.locality_id}, {_dates(unit)}")
    lines.extend(f"  in: {above.full_name}, {above.locality_id}" for above in gazetteer.parents(unit, day))
    return lines + _today(gazetteer, unit)


def _dates(unit: Unit) -> str:
    since = f"from {unit.start}" if unit.start else f"since {FIRST_DAY} or before"
    return since + ("" if unit.end == "9999" else f" until {unit.end}")


def _line(gazetteer: Gazetteer, unit: Unit, day: str | None) -> str:
    chain = ", ".join(above.full_name for above in gazetteer.parents(unit, day))
    return f"{unit.full_name}{', ' + chain if chain else ''} ({unit.locality_id}, {_dates(unit)})"


def _today(gazetteer: Gazetteer, unit: Unit) -> list[str]:
    found = successors(unit.locality_id)
    if [step.locality_id for step in found] == [unit.locality_id]:
        return [f"  today: the same ({LAST_DAY})"]
    lines = []
    for step in found[:_SHOWN]:
        new = gazetteer.by_id[step.locality_id]
        chain = ", ".join(above.full_name for above in gazetteer.parents(new))
        marks = f"{step.share}{', inferred' if step.inferred else ''}"
        lines.append(f"  today: {new.full_name}{', ' + chain if chain else ''}, {new.locality_id} ({marks})")
    if len(found) > _SHOWN:
        lines.append(f"  … and {len(found) - _SHOWN} more")
    return lines


def resolve_series(column: pd.Series, *, on: pd.Series | str | None = None, home: pd.Series | str | None = None) -> pd.DataFrame:
    """Resolve a pandas column of place names.

    ``on`` (text or dates) and ``home`` are one value for all, or a column of the same index. Returns a frame with the index of
    the column and the columns ``locality_id, status, name, level, province_id, province, candidates, reason``. A missing name
    gives a row of None with status ``unknown``. Nothing is dropped.
    """
    import pandas as pd

    days, homes = _beside(on, column), _beside(home, column)
    gazetteer = load()
    known: dict[tuple[str | None, str | None, str | None], dict[str, object]] = {}
    rows = []
    for name, day, where in zip(column, days, homes, strict=True):
        key = (None if pd.isna(name) else str(name), None if pd.isna(day) else str(day), None if pd.isna(where) else str(where))
        if key not in known:
            known[key] = _row(gazetteer, *key)
        rows.append(known[key])
    return pd.DataFrame(rows, index=column.index, columns=list(COLUMNS))


def _beside(value: pd.Series | str | None, column: pd.Series) -> pd.Series:
    """Return one value, or a column of the same rows, as a column beside another (whose labels may come twice)."""
    import pandas as pd

    if not isinstance(value, pd.Series):
        return pd.Series([value] * len(column), index=column.index, dtype=object)
    return value if value.index.equals(column.index) else value.reindex(column.index)


def _row(gazetteer: Gazetteer, name: str | None, day: str | None, home: str | None) -> dict[str, object]:
    missing = Resolution("unknown", None, (), "no name")
    result = resolve(name, on=day, home=home) if name else missing
    unit = gazetteer.get(result.locality_id) if result.locality_id else None
    chain = [unit, *gazetteer.parents(unit, as_day(day) if day else None)] if unit else []
    province = next((above for above in chain if above.level == "province"), None)
    return {
        "locality_id": result.locality_id,
        "status": result.status,
        "name": unit.full_name if unit else None,
        "level": unit.level if unit else None,
        "province_id": province.locality_id if province else None,
        "province": province.name if province else None,
        "candidates": list(result.candidates),
        "reason": result.reason,
    }
