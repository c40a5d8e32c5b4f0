"""A Frictionless data package of a store: CSV tables with their schemas, the codebook and a data statement.

The descriptor follows Data Package v1 and Table Schema v1 (https://specs.frictionlessdata.io): types, keys and allowed values
come from the records, so they cannot differ from what the tables hold.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import newsmine
from newsmine.dataset.export import write_csv
from newsmine.dataset.provenance import rules_hash
from newsmine.dataset.schema import EXPORTED, KEYS, columns, full_codebook
from newsmine.dataset.store import Store
from newsmine.records import codebook

__all__ = ["write_package"]

_TYPES = {"VARCHAR": "string", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean"}
_PARENTS = {  # column → the table and the key that it refers to
    "article_id": ("articles", "article_id"),
    "quotation_id": ("quotations", "quotation_id"),
    "locality_id": ("localities", "locality_id"),
    "locality_assumed_id": ("localities", "locality_id"),
}


def write_package(store: Store, out: Path, *, rejects: bool = False, excel: bool = False) -> list[Path]:
    """Write ``datapackage.json``, a CSV a table, ``codebook.json`` and ``README.md`` (the data statement) into a folder.

    Returns the files written. The same store gives the same bytes.
    """
    out.mkdir(parents=True, exist_ok=True)
    tables = [table for table in EXPORTED if table != "rejects" or rejects]
    resources, written = [], []
    for table in tables:
        path = out / f"{table}.csv"
        write_csv(path, table, store.rows(table), excel=excel)
        resources.append(_resource(table, path, tables))
        written.append(path)
    package = {
        "profile": "tabular-data-package",
        "name": "newsmine-records",
        "title": "Records of local governance from newspapers",
        "description": "Who said what, and every figure, as printed; see README.md for how it was made and what it is not.",
        "version": newsmine.__version__,
        "resources": resources,
    }
    for name, text in (
        ("datapackage.json", json.dumps(package, ensure_ascii=False, indent=1) + "\n"),
        ("codebook.json", json.dumps(full_codebook(), ensure_ascii=False, indent=1) + "\n"),
        ("README.md", _statement(store)),
    ):
        (out / name).write_text(text, encoding="utf-8")
        written.append(out / name)
    return written


def _resource(table: str, path: Path, tables: list[str]) -> dict[str, Any]:
    data = path.read_bytes()
    fields = [_field(table, column.name, column.parquet, is_json=column.is_json) for column in columns(table)]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": list(KEYS[table]), "missingValues": [""]}
    names = {column.name for column in columns(table)}
    keys = [
        {"fields": key, "reference": {"resource": parent, "fields": target}}
        for key, (parent, target) in _PARENTS.items()
        if key in names and parent != table and parent in tables
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table,
        "path": path.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(table: str, name: str, kind: str, *, is_json: bool) -> dict[str, Any]:
    said = next(row for row in codebook(table) if row["name"] == name)
    field: dict[str, Any] = {"name": name, "type": "array" if is_json else _TYPES[kind], "description": said["meaning"]}
    if kind == "BOOLEAN":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    if said.get("unit"):
        field["unit"] = said["unit"]
    constraints: dict[str, Any] = {}
    if said.get("allowed") and not is_json:
        constraints["enum"] = list(said["allowed"])
    if name in KEYS[table]:
        constraints["required"] = True
    return field | ({"constraints": constraints} if constraints else {})


def _statement(store: Store) -> str:
    """Return the data statement: what the data are, where they come from, how they were made, what they are not."""
    first, last = store.db.execute("SELECT min(published_at), max(published_at) FROM articles").fetchone()
    sources = store.db.execute(
        "SELECT coalesce(source, '(not said)') AS source, count(*) AS n, min(published_at) AS a, max(published_at) AS b "
        "FROM articles GROUP BY 1 ORDER BY 1"
    ).fetchall()
    reprints = store.db.execute("SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL").fetchone()[0]
    lines = [
        "# Data statement",
        "",
        f"Records that newsmine {newsmine.__version__} (rules {rules_hash()}) read from newspaper articles.",
        "What is printed is reported; nothing is averaged, filled in or repaired. `codebook.json` says what each column means,",
        "`datapackage.json` how it is typed.",
        "",
        "| table | rows |",
        "|---|---:|",
        *[f"| {table} | {store.count(table):,} |" for table in EXPORTED if table != "rejects"],
        "",
        f"Articles were published {(first or '?')[:10]} to {(last or '?')[:10]}:",
        "",
        "| source | articles | first | last |",
        "|---|---:|---|---|",
        *[f"| {row['source']} | {row['n']:,} | {(row['a'] or '?')[:10]} | {(row['b'] or '?')[:10]} |" for row in sources],
        "",
        "## What to know before using them",
        "",
        "- The press chooses what it prints: who reports more need not do more. `newsmine compare` states coverage.",
        "- `confidence` estimates how often such a record is right in every field; of figures few exceed 0.6: read the",
        "  sentence (`start`, `end`) of those you rest a finding on, the lowest first.",
        "- `status` keeps targets and estimates apart from what has happened; `bound` says what a figure leaves open.",
        "- `locality_assumed_id` stands in place of `locality_id` where nothing printed ties a figure to its place:",
        "  read the sentence before you use it.",
        "- `locality_id` is the unit of the article's day; units changed in 2008, 2019–2021, 2023–2025 and on 1/7/2025.",
        f"- {reprints:,} articles are reprints (`duplicate_of`): count what they say once.",
        "- The text of the articles belongs to their newspapers. Publish records and short quotations, not the texts.",
        "",
    ]
    return "\n".join(lines)
