"""Exports of a store: JSON Lines, CSV, Parquet, Stata, a Frictionless data package; each with the codebook beside it.

Files are written beside their final name and moved into place when whole, so that a reader never sees half an export. The same
store gives the same bytes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from newsmine.dataset.schema import EXPORTED, columns, full_codebook
from newsmine.dataset.store import Store

__all__ = ["FORMATS", "export", "write_cells", "write_csv", "write_jsonl"]

_ENDINGS = {"stata": "dta"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(store: Store, out: Path, form: str, *, rejects: bool = False, excel: bool = False) -> list[Path]:
    """Write the tables of a store to a folder.

    ``form`` is ``jsonl``, ``csv``, ``parquet``, ``stata`` or ``package``; with ``sqlite`` the store itself is the export.
    Returns the files written. With ``excel`` a CSV opens right in Excel: it gets a byte-order mark, ratios stay text, and
    cells that would run as a formula are defused with an apostrophe. Raises :class:`KeyError` for another format.
    """
    if form == "package":
        from newsmine.dataset.package import write_package

        return write_package(store, out, rejects=rejects, excel=excel)
    write = FORMATS[form]
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    if write is not None:
        for table in EXPORTED:
            if table == "rejects" and not rejects:
                (out / f"rejects.{_ENDINGS.get(form, form)}").unlink(missing_ok=True)
                continue
            path = out / f"{table}.{_ENDINGS.get(form, form)}"
            part = path.with_name(path.name + ".part")
            write(part, table, store.rows(table), excel)
            part.replace(path)
            written.append(path)
    book = out / "codebook.json"
    book.write_text(json.dumps(full_codebook(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [*written, book]


def write_jsonl(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows as JSON Lines, diacritics as they are."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_csv(path: Path, table: str, rows: Iterable[dict[str, Any]], *, excel: bool = False) -> None:
    """Write rows of a table as CSV (RFC 4180, UTF-8); nested cells hold JSON; see :func:`export` for ``excel``."""
    shape = columns(table)
    cells = ([json.dumps(row[c.name], ensure_ascii=False) if c.is_json else row[c.name] for c in shape] for row in rows)
    write_cells(path, [column.name for column in shape], cells, excel=excel)


def write_cells(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]], *, excel: bool = False) -> None:
    """Write names and rows of cells as CSV; see :func:`export` for ``excel``."""
    with path.open("w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n" if excel else "\n")
        writer.writerow(names)
        writer.writerows([_defused(cell) for cell in cells] if excel else cells for cells in rows)


def _defused(cell: Any) -> Any:
    if isinstance(cell, str) and (cell.startswith(_FORMULA) or _looks_like_date(cell)):
        return "'" + cell
    return cell


def _looks_like_date(cell: str) -> bool:
    """Tell what Excel would turn into a date: ``20/21``, ``3-1``."""
    parts = cell.replace("-", "/").split("/")
    return 1 < len(parts) <= 3 and all(part.strip().isdigit() for part in parts)  # noqa: PLR2004 - day, month, year


def _jsonl(path: Path, table: str, rows: Iterator[dict[str, Any]], excel: bool) -> None:  # noqa: ARG001, FBT001 - one signature
    write_jsonl(path, rows)


def _csv(path: Path, table: str, rows: Iterator[dict[str, Any]], excel: bool) -> None:  # noqa: FBT001 - one signature
    write_csv(path, table, rows, excel=excel)


def _parquet(path: Path, table: str, rows: Iterator[dict[str, Any]], excel: bool) -> None:  # noqa: ARG001, FBT001
    import duckdb

    lines = path.with_name(path.name + ".jsonl")
    shape = columns(table)
    write_jsonl(
        lines, ({c.name: json.dumps(r[c.name], ensure_ascii=False) if c.is_json else r[c.name] for c in shape} for r in rows)
    )
    types = ", ".join(f"{_quoted(c.name)}: '{c.parquet}'" for c in shape)
    source = f"read_json({_quoted(str(lines))}, format='newline_delimited', columns={{{types}}}, maximum_object_size=268435456)"
    try:
        with duckdb.connect(config={"threads": 1}) as db:
            db.execute(f"COPY (SELECT * FROM {source}) TO {_quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")  # noqa: S608 - quoted above
    finally:
        lines.unlink(missing_ok=True)


def _stata(path: Path, table: str, rows: Iterator[dict[str, Any]], excel: bool) -> None:  # noqa: ARG001, FBT001
    from newsmine.dataset.stata import write_stata

    write_stata(path, table, rows)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


FORMATS: dict[str, Callable[[Path, str, Iterator[dict[str, Any]], bool], None] | None] = {
    "jsonl": _jsonl,
    "parquet": _parquet,
    "csv": _csv,
    "stata": _stata,
    "sqlite": None,
}
"""How each format writes a table; for ``sqlite`` the store itself is the export, ``package`` has a module of its own."""
