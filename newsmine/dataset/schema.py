"""The tables as columns: one description, made from the records, for SQLite, CSV, Parquet and the codebook."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from newsmine.records import TABLES, codebook

__all__ = ["EXPORTED", "KEYS", "Column", "columns", "full_codebook", "row_values"]

EXPORTED = ("articles", "people", "quotations", "statistics", "references", "localities", "rejects")
"""Tables of an export, in order; ``rejects`` only on request."""

KEYS = {
    "articles": ("article_id",),
    "people": ("person_id",),
    "quotations": ("quotation_id",),
    "statistics": ("statistic_id",),
    "references": ("reference_id",),
    "rejects": ("article_id", "start", "end", "reason"),
    "localities": ("locality_id",),
    "reviews": ("record_id", "reviewer", "at"),
}
"""Columns that identify a row of each table."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its SQLite and Parquet types, and whether its cells hold JSON."""

    name: str
    sqlite: str
    parquet: str
    is_json: bool


_TYPES = {"str": ("TEXT", "VARCHAR"), "int": ("INTEGER", "BIGINT"), "float": ("REAL", "DOUBLE"), "bool": ("INTEGER", "BOOLEAN")}


@cache
def columns(table: str) -> tuple[Column, ...]:
    """Return the columns of a table. Raises :class:`KeyError` for a table that does not exist."""
    out = []
    for row in codebook(table):
        bare = row["type"].removesuffix(" | None").strip("'\"")
        if bare == "Decimal":
            out.append(Column(row["name"], "NUMERIC", "DOUBLE", is_json=False))
        elif bare in _TYPES:
            out.append(Column(row["name"], *_TYPES[bare], is_json=False))
        else:
            out.append(Column(row["name"], "TEXT", "VARCHAR", is_json=True))
    return tuple(out)


def row_values(table: str, record: dict[str, Any]) -> tuple[Any, ...]:
    """Return a record's plain values as the cells of a row: lists and objects as JSON, with diacritics as they are."""
    return tuple(
        json.dumps(record[column.name], ensure_ascii=False) if column.is_json else record[column.name]
        for column in columns(table)
    )


def full_codebook() -> list[dict[str, Any]]:
    """Return the codebook of all tables: a row a column with table, name, type, unit, allowed values, meaning, example."""
    return [row for table in TABLES for row in codebook(table)]
