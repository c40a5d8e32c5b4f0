"""Stata files (format 118, Stata 14 and later): one .dta a table, labels from the codebook, diacritics as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsmine.dataset.schema import columns
from newsmine.records import codebook

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["write_stata", "write_stata_frame"]

_RESERVED = {"end": "end_"}  # a word that Stata keeps for itself
_LABEL = 80  # characters of a label that Stata keeps
_STR = 2045  # bytes that a str# variable holds; longer text becomes strL
_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that the same data give the same bytes


def write_stata(path: Path, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write the rows of a table as a Stata file; lists and objects become JSON text, booleans 0 and 1, ``end`` is ``end_``."""
    import pandas as pd

    shape = columns(table)
    cells = [[json.dumps(row[c.name], ensure_ascii=False) if c.is_json else row[c.name] for c in shape] for row in rows]
    frame = pd.DataFrame(cells, columns=[c.name for c in shape])
    for column in shape:
        if column.parquet in {"BIGINT", "DOUBLE", "BOOLEAN"}:
            frame[column.name] = pd.to_numeric(frame[column.name]).astype("float64")
        else:
            frame[column.name] = frame[column.name].astype(object).where(frame[column.name].notna(), "").astype(str)
    frame = frame.rename(columns=_RESERVED)
    write_stata_frame(
        path, frame, {_RESERVED.get(row["name"], row["name"]): row["meaning"] for row in codebook(table)}, f"newsmine: {table}"
    )


def write_stata_frame(path: Path, frame: pd.DataFrame, labels: dict[str, str], label: str) -> None:
    """Write a frame as a Stata file of format 118, labels cut at 80 characters; the same frame gives the same bytes."""
    text = [str(name) for name in frame.columns if frame[name].dtype.kind == "O"]
    long = (
        [name for name in text if frame[name].map(lambda cell: len(str(cell).encode("utf-8"))).max() > _STR] if len(frame) else []
    )
    frame.to_stata(
        path,
        write_index=False,
        version=118,
        convert_strl=long,
        variable_labels={name: labels.get(name, name)[:_LABEL] for name in map(str, frame.columns)},
        data_label=label[:_LABEL],
        time_stamp=_STAMP,
    )
