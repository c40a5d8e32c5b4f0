"""A store's tables as pandas frames."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from newsmine.dataset.schema import columns
from newsmine.dataset.store import Store

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_frame"]


def read_frame(store: Path | str, table: str = "statistics") -> pd.DataFrame:
    """Return one table of a store (its file, or its folder) as a frame: the columns of the codebook, a row a record.

    Raises :class:`newsmine.errors.InputError` where there is no store, :class:`KeyError` for a table that does not exist.
    """
    import pandas as pd

    names = [column.name for column in columns(table)]
    with Store(store, must_exist=True) as opened:
        return pd.DataFrame.from_records(list(opened.rows(table)), columns=names)
