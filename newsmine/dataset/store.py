"""The store: one SQLite file that holds everything, keyed by stable ids.

An article's records are replaced as a whole, so that a second run upserts and never doubles, and what a newer rule no longer
finds is gone. The columns are those of the records; nested values (offices, mentions, blocks, checks) are JSON text, so that
Datasette, R, Stata and plain SQL read the file as it is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from newsmine.dataset.schema import KEYS, columns, row_values
from newsmine.errors import InputError
from newsmine.extractors.extraction import RECORD_TABLES, Extraction
from newsmine.indicators import Taxonomy, built_in, parse_taxonomy
from newsmine.records import TABLES, Record

__all__ = ["STORE_NAME", "Store", "store_path"]

STORE_NAME = "newsmine.sqlite"
_FORMAT = 1

_BOOKS = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inputs (
  article_id TEXT PRIMARY KEY, origin TEXT NOT NULL, position INTEGER NOT NULL, state TEXT NOT NULL,
  rules TEXT, run INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inputs_place ON inputs (origin, position);
CREATE TABLE IF NOT EXISTS unread (origin TEXT NOT NULL, line INTEGER, reason TEXT NOT NULL, run INTEGER NOT NULL);
"""


def store_path(given: Path | str) -> Path:
    """Return the store's file for what a user names: the file itself, or a folder that holds ``newsmine.sqlite``."""
    path = Path(given)
    return path / STORE_NAME if path.is_dir() else path


def _create(table: str) -> str:
    cells = ", ".join(f'"{c.name}" {c.sqlite}' for c in columns(table))
    key = ", ".join(f'"{name}"' for name in KEYS[table])
    return f'CREATE TABLE IF NOT EXISTS "{table}" ({cells}, PRIMARY KEY ({key})) WITHOUT ROWID'


class Store:
    """A store that is open for reading and writing; use it as a context manager."""

    def __init__(self, path: Path | str, *, must_exist: bool = False) -> None:
        self.path = store_path(path)
        if must_exist and not self.path.is_file():
            raise InputError(f"{path}: there is no store here; make one with: newsmine extract INPUT… --out {path}")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(self.path)
        self.db.row_factory = sqlite3.Row
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            self.db.close()
            raise InputError(f"{self.path}: not a newsmine store ({error}); name another file or folder") from error

    def _prepare(self) -> None:
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        self.db.executescript(_BOOKS)
        for table in TABLES:
            self.db.execute(_create(table))
            if "article_id" in TABLES[table].__slots__ and KEYS[table][0] != "article_id":
                self.db.execute(f'CREATE INDEX IF NOT EXISTS "{table}_article" ON "{table}" (article_id)')
            have = {row["name"] for row in self.db.execute(f'PRAGMA table_info("{table}")')}
            for column in columns(table):  # a store made by an older version gets the new columns
                if column.name not in have:
                    self.db.execute(f'ALTER TABLE "{table}" ADD COLUMN "{column.name}" {column.sqlite}')
        self.db.execute('CREATE INDEX IF NOT EXISTS "statistics_indicator" ON "statistics" (indicator_id, locality_id)')
        if self.meta("format") is None:
            self.set_meta("format", str(_FORMAT))
        self.db.commit()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Commit what is whole and close; an article is written in one go, so nothing half-written is ever kept."""
        self.db.commit()
        self.db.close()

    def meta(self, key: str) -> str | None:
        """Return a value of the store's own book, or None."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row["value"])

    def taxonomy(self) -> Taxonomy:
        """Return the taxonomy that the store's figures were matched to: newsmine's, with the user's own file if one was given."""
        own = self.meta("indicators")
        return parse_taxonomy(own, f"{self.path} (own indicators)") if own else built_in()

    def set_meta(self, key: str, value: str) -> None:
        """Set a value of the store's own book."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def put(self, extraction: Extraction) -> None:
        """Write an article and its records, in place of whatever the store had of that article."""
        article_id = extraction.article.article_id
        self.forget(article_id)
        for table in ("articles", *RECORD_TABLES):
            self.add(table, extraction.records(table))

    def add(self, table: str, records: Iterable[Record]) -> None:
        """Write records of one table, replacing those with the same key."""
        rows = [row_values(table, record.as_dict()) for record in records]
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            names = ", ".join(f'"{column.name}"' for column in columns(table))
            self.db.executemany(f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608 - own names

    def forget(self, article_id: str) -> None:
        """Remove an article and all its records."""
        for table in ("articles", *RECORD_TABLES):
            self.db.execute(f'DELETE FROM "{table}" WHERE article_id = ?', (article_id,))  # noqa: S608 - own names

    def copy_to(self, folder: Path) -> Path:
        """Write a compact copy of the store into a folder, in place of one that is there; return its path."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / STORE_NAME
        if path.exists() and path.samefile(self.path):
            raise InputError(f"{folder}: holds this very store; choose another folder")
        part = path.with_name(path.name + ".part")
        part.unlink(missing_ok=True)
        self.db.commit()
        self.db.execute("VACUUM INTO ?", (str(part),))
        part.replace(path)
        return path

    def count(self, table: str) -> int:
        """Return the number of rows of a table."""
        return int(self.db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - own names

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Give the rows of a table as plain records (JSON cells parsed), in the order of the inputs and of the text."""
        shape = columns(table)
        wanted = ", ".join(f't."{column.name}"' for column in shape)
        order = ", ".join(f't."{key}"' for key in ("start", *KEYS[table]) if key in TABLES[table].__slots__)
        if "article_id" in TABLES[table].__slots__:
            query = (
                f'SELECT {wanted} FROM inputs i JOIN "{table}" t ON t.article_id = i.article_id '  # noqa: S608 - own names
                f"ORDER BY i.origin, i.position, i.article_id, {order}"
            )
        else:
            query = f'SELECT {wanted} FROM "{table}" t ORDER BY {order}'  # noqa: S608 - own names
        for row in self.db.execute(query):
            yield {
                column.name: _cell(row[column.name], is_json=column.is_json, is_bool=column.parquet == "BOOLEAN")
                for column in shape
            }


def _cell(value: Any, *, is_json: bool, is_bool: bool) -> Any:
    if is_json:
        return [] if value is None else json.loads(value)
    return bool(value) if is_bool else value
