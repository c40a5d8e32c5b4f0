"""Joining a comparison with published province scores (PAPI, PCI, PAR Index …) by locality and year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsmine.compare.table import Comparison
from newsmine.errors import InputError
from newsmine.places.gazetteer import FIRST_DAY, LAST_DAY, load
from newsmine.places.names import name_key

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Joined", "join_scores", "read_scores"]


@dataclass(frozen=True, slots=True)
class Joined:
    """The joined table, and what found no partner: names that are no province, rows of the comparison without a score."""

    frame: pd.DataFrame
    unknown_names: tuple[str, ...]
    without_score: int


def read_scores(
    table: Path | str | pd.DataFrame, *, locality: str = "prov", year: str = "year"
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Read a table of scores: a row a province and year, names with or without diacritics (``Bac Giang``, ``TP.HCM``).

    Returns the table with the columns ``locality_id`` (the unit of that year, at its end where it still stands) and ``year``
    (int), and the names that no province of that year has. Raises :class:`InputError` where a column or the file is missing.
    """
    import pandas as pd

    frame = table if isinstance(table, pd.DataFrame) else _read(Path(table))
    for name in (locality, year):
        if name not in frame.columns:
            raise InputError(f"the table of scores has no column {name!r}; it has {', '.join(map(str, frame.columns[:8]))} …")
    frame = frame.rename(columns={locality: "score_name", year: "year"})
    frame = frame[frame["year"].notna() & frame["score_name"].notna()].assign(year=lambda f: f["year"].astype(int))
    pairs = {pair: _unit(*pair) for pair in dict.fromkeys(zip(frame["score_name"], frame["year"], strict=True))}
    ids = [pairs[pair] for pair in zip(frame["score_name"], frame["year"], strict=True)]
    unknown = tuple(dict.fromkeys(str(name) for (name, _), unit in pairs.items() if unit is None))
    out = frame.assign(locality_id=ids)
    return out[out["locality_id"].notna()].reset_index(drop=True), unknown


def _read(path: Path) -> pd.DataFrame:
    import pandas as pd

    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    try:
        return pd.read_csv(path)
    except (ValueError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not a CSV table ({error})") from error


def _unit(name: str, year: int) -> str | None:
    """Return the province that a name stands for at the end of a year, else at its beginning, or None."""
    gazetteer, printed = load(), str(name).strip()
    units = [*gazetteer.plain(printed), *gazetteer.alias(printed), *gazetteer.named(name_key(printed))]
    for day in (min(f"{year}-12-31", LAST_DAY), f"{year}-01-01"):
        found = {unit.locality_id for unit in units if unit.level == "province" and unit.valid(max(day, FIRST_DAY))}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def join_scores(
    comparison: Comparison, table: Path | str | pd.DataFrame, *, locality: str = "prov", year: str = "year"
) -> Joined:
    """Put the published scores of the same province and year beside each row of a comparison by province.

    ``table`` is a CSV file or a frame; ``locality`` and ``year`` name its columns. A row of several years takes no score. Rows
    without a partner stay, with empty scores. Raises :class:`InputError` for a comparison that is not by province.
    """
    if comparison.level != "province":
        raise InputError(f"scores are of provinces: this comparison is by {comparison.level}")
    scores, unknown = read_scores(table, locality=locality, year=year)
    frame = comparison.to_pandas()
    frame["year"] = [int(column) if column.isdigit() else -1 for column in frame["column"]]
    joined = frame.merge(scores, on=["locality_id", "year"], how="left", validate="many_to_one")
    joined["year"] = joined["year"].where(joined["year"] >= 0)
    return Joined(joined, unknown, int(joined["score_name"].isna().sum()))
