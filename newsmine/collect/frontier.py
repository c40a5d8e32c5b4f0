"""The frontier: every address that is known, what has become of it, and what is read from it, in one SQLite file.

An address changes its state in the same transaction that adds what was found on it, so a kill at any moment leaves
either the state before or the state after.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsmine.collect.archive import Place
from newsmine.collect.dates import now
from newsmine.collect.identity import clean_url, host_of, url_key

__all__ = ["LISTS", "Frontier", "Link", "Row"]

LISTS = ("feed", "sitemap", "section")
# What is taken first: feeds (the newest), sitemaps, first pages of sections, addresses given, articles, then older section pages.
PRIORITY = {"feed": 0, "sitemap": 1, "section": 2, "seed": 2, "article": 3}
OLDER_SECTION = 4

_SCHEMA = """
CREATE TABLE IF NOT EXISTS pages (
  key TEXT PRIMARY KEY, url TEXT NOT NULL, host TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'queued', priority INTEGER NOT NULL, number INTEGER NOT NULL DEFAULT 1,
  hops INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0, reason TEXT, status INTEGER, run INTEGER, found_on TEXT, title TEXT,
  published_at TEXT, modified_at TEXT,
  section TEXT,
  etag TEXT, last_modified TEXT, sha256 TEXT, file TEXT, offset INTEGER, length INTEGER, fetched_at TEXT,
  transient INTEGER DEFAULT 0
);
CREATE INDEX IF NOT EXISTS pages_queue ON pages (state, host, tries, priority, number);
CREATE TABLE IF NOT EXISTS articles (
  key TEXT PRIMARY KEY, article_id TEXT NOT NULL, source TEXT, published_at TEXT, data TEXT NOT NULL, sketch TEXT NOT NULL,
  wanted INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS hosts (
  host TEXT PRIMARY KEY, robots_status INTEGER, robots BLOB, robots_at REAL, not_before REAL NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT);
CREATE TABLE IF NOT EXISTS archived (
  file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, PRIMARY KEY (file, offset)
);
"""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that was found, and what the place where it was found says about it."""

    url: str
    kind: str = "article"
    title: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    section: str | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One address of the frontier that is to be fetched."""

    key: str
    url: str
    host: str
    kind: str
    source: str
    number: int
    hops: int
    tries: int
    etag: str | None
    last_modified: str | None
    sha256: str | None
    published_at: str | None
    modified_at: str | None
    section: str | None
    title: str | None


_ROW = "key, url, host, kind, source, number, hops, tries, etag, last_modified, sha256, published_at, modified_at, section, title"


class Frontier:
    """The frontier of one output folder; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open or make the file."""
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
        self._lock = threading.RLock()
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + _SCHEMA)
        self.run = 0
        self.resumed = False

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    # -- runs ---------------------------------------------------------------------------------------------------------------

    def begin(self, sources: Sequence[str]) -> None:
        """Begin a run, or go on with one that was killed.

        A new run asks lists again, and articles that failed for a passing reason or were refused by robots.txt.
        """
        with self._transaction():
            open_run = self._db.execute("SELECT max(run) FROM runs WHERE finished_at IS NULL").fetchone()[0]
            self.resumed = open_run is not None
            if self.resumed:
                self.run = open_run
                return
            self.run = (self._db.execute("SELECT max(run) FROM runs").fetchone()[0] or 0) + 1
            self._db.execute("INSERT INTO runs VALUES (?, ?, NULL)", (self.run, now()))
            marks = ",".join("?" * len(sources))
            self._db.execute(
                f"UPDATE pages SET state='queued', tries=0, reason=NULL WHERE source IN ({marks}) AND ("  # noqa: S608
                "kind IN ('feed', 'sitemap') OR (kind='section' AND number=1) OR state='refused' "
                "OR (state='failed' AND transient) OR (state='filtered' AND sha256 IS NULL))",
                list(sources),
            )

    def finish(self) -> None:
        """Say that the run came to its end."""
        with self._transaction():
            self._db.execute("UPDATE runs SET finished_at=? WHERE run=?", (now(), self.run))

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db, self._lock)

    # -- addresses ----------------------------------------------------------------------------------------------------------

    def add(self, links: Iterable[Link], source: str, *, found_on: str | None = None, hops: int = 0) -> int:
        """Add addresses that are not known yet; returns how many were new."""
        with self._transaction():
            return self._add(links, source, found_on, hops)

    def _add(self, links: Iterable[Link], source: str, found_on: str | None, hops: int = 0) -> int:
        new = 0
        for link in links:
            url = clean_url(link.url)
            if link.kind == "section":
                # A list page that an earlier run has read is read again where this run comes by it.
                self._db.execute(
                    "UPDATE pages SET state='queued', tries=0 "
                    "WHERE key=? AND kind='section' AND state<>'queued' AND coalesce(run, 0)<>?",
                    (url_key(url), self.run),
                )
            priority = OLDER_SECTION if link.kind == "section" and link.number > 1 else PRIORITY[link.kind]
            new += self._db.execute(
                "INSERT OR IGNORE INTO pages (key, url, host, kind, source, priority, number, hops, found_on, title, "
                "published_at, modified_at, section) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    url_key(url), url, host_of(url), link.kind, source, priority, link.number, hops, found_on, link.title,
                    link.published_at, link.modified_at, link.section,
                ),
            ).rowcount  # fmt: skip
        return new

    def known(self, urls: Iterable[str]) -> int:
        """Return how many of the addresses are known."""
        with self._lock:
            return sum(
                self._db.execute("SELECT 1 FROM pages WHERE key=?", (url_key(url),)).fetchone() is not None for url in urls
            )

    def claim(self, urls: Iterable[str], source: str, *, again: bool) -> None:
        """Take addresses that a user names outright into this run, wherever they were found first; ``again``: also those read."""
        with self._transaction():
            for url in urls:
                self._db.execute("UPDATE pages SET source=? WHERE key=? AND state='queued'", (source, url_key(url)))
                self._db.execute(
                    "UPDATE pages SET source=?, state='queued', tries=0 WHERE key=? AND coalesce(run, 0)<>? AND "
                    "(? OR state IN ('failed', 'refused'))",
                    (source, url_key(url), self.run, int(again)),
                )

    def hosts(self, sources: Sequence[str]) -> list[str]:
        """Hosts with queued addresses of these sources, in order."""
        marks = ",".join("?" * len(sources))
        with self._lock:
            rows = self._db.execute(
                f"SELECT DISTINCT host FROM pages WHERE state='queued' AND source IN ({marks}) ORDER BY host",  # noqa: S608
                list(sources),
            )
            return [row[0] for row in rows]

    def next(self, host: str, sources: Sequence[str], *, articles: bool = True) -> Row | None:
        """Return the next queued address of a host, or None."""
        marks = ",".join("?" * len(sources))
        kinds = "" if articles else " AND kind IN ('feed', 'sitemap', 'section')"
        with self._lock:
            row = self._db.execute(
                f"SELECT {_ROW} FROM pages WHERE state='queued' AND host=? AND source IN ({marks}){kinds} "  # noqa: S608
                "ORDER BY tries, priority, number, rowid LIMIT 1",
                [host, *sources],
            ).fetchone()
        return Row(*row) if row else None

    def settle(
        self,
        row: Row,
        state: str,
        *,
        reason: str | None = None,
        transient: bool = False,
        status: int | None = None,
        headers: Any = None,
        sha256: str | None = None,
        place: Place | None = None,
        fetched_at: str | None = None,
        links: Iterable[Link] = (),
        hops: int = 0,
        article: tuple[str, dict[str, Any], Sequence[int]] | None = None,
        wanted: bool = True,
    ) -> int:
        """Write what has become of an address, what was found on it and the article read from it, in one go.

        ``article`` is (key, record as a dictionary, sketch). Returns how many of the links were new.
        """
        with self._transaction():
            headers = headers or {}
            self._db.execute(
                "UPDATE pages SET state=?, reason=?, transient=?, status=coalesce(?, status), etag=coalesce(?, etag), "
                "last_modified=coalesce(?, last_modified), sha256=coalesce(?, sha256), file=coalesce(?, file), "
                "offset=coalesce(?, offset), length=coalesce(?, length), fetched_at=coalesce(?, fetched_at), run=? WHERE key=?",
                (
                    state, reason, int(transient), status, headers.get("ETag"), headers.get("Last-Modified"), sha256,
                    place.file if place else None, place.offset if place else None, place.length if place else None,
                    fetched_at, self.run, row.key,
                ),
            )  # fmt: skip
            if place:
                self._archived(place)
            if article:
                self._article(*article, wanted=wanted)
            return self._add(links, row.source, row.url, hops)

    def _archived(self, place: Place) -> None:
        self._db.execute("INSERT OR IGNORE INTO archived VALUES (?, ?, ?)", (place.file, place.offset, place.length))

    def _article(self, key: str, data: dict[str, Any], sketch: Sequence[int], *, wanted: bool) -> None:
        held = self._db.execute("SELECT data FROM articles WHERE key=?", (key,)).fetchone()
        if held:
            # One article under several addresses keeps the shortest, in whatever order they came.
            other = json.loads(held[0]).get("url") or ""
            mine = data.get("url") or ""
            if other != mine and (len(other), other) < (len(mine), mine):
                return
        self._db.execute(
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                key, data["article_id"], data.get("source"), data.get("published_at"), json.dumps(data, ensure_ascii=False),
                json.dumps(list(sketch)), int(wanted),
            ),
        )  # fmt: skip

    def save_article(self, key: str, data: dict[str, Any], sketch: Sequence[int], *, wanted: bool = True) -> None:
        """Keep an article that was read from elsewhere than a fetched page."""
        with self._transaction():
            self._article(key, data, sketch, wanted=wanted)

    def judge_again(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        """Ask of every article that earlier filters left out whether it is wanted now."""
        with self._transaction():
            rows = self._db.execute("SELECT key, data FROM articles WHERE NOT wanted").fetchall()
            for key, data in rows:
                if wanted(json.loads(data)):
                    self._db.execute("UPDATE articles SET wanted=1 WHERE key=?", (key,))

    def retry(self, row: Row) -> None:
        """Put an address back to the end of its host's queue after a passing failure."""
        with self._transaction():
            self._db.execute("UPDATE pages SET tries=tries+1 WHERE key=?", (row.key,))

    def move(self, row: Row, url: str) -> None:
        """Give a queued address the form that its server insists on (https, www): the same page, asked elsewhere."""
        with self._transaction():
            self._db.execute("UPDATE pages SET url=?, host=?, hops=hops+1 WHERE key=?", (clean_url(url), host_of(url), row.key))

    def alias(self, url: str, row: Row) -> None:
        """Say that another address leads to a page that has been read, so that it is not fetched for itself."""
        with self._transaction():
            self._add((Link(url, row.kind),), row.source, row.url)
            self._db.execute(
                "UPDATE pages SET state='duplicate', run=?, reason='same page' WHERE key=? AND state='queued'",
                (self.run, url_key(url)),
            )

    def dates_of(self, urls: Iterable[str]) -> list[str]:
        """Return the times of publication that are known of addresses."""
        out = []
        with self._lock:
            for url in urls:
                row = self._db.execute(
                    "SELECT coalesce(a.published_at, p.published_at) FROM pages p LEFT JOIN articles a ON a.key=p.key "
                    "WHERE p.key=?",
                    (url_key(url),),
                ).fetchone()
                if row and row[0]:
                    out.append(row[0])
        return out

    def state_of(self, url: str) -> str | None:
        """Return the state of an address, or None where it is not known."""
        with self._lock:
            row = self._db.execute("SELECT state FROM pages WHERE key=?", (url_key(url),)).fetchone()
        return row[0] if row else None

    def row_of(self, url: str) -> Row | None:
        """Return an address as it stands, whatever its state."""
        with self._lock:
            row = self._db.execute(f"SELECT {_ROW} FROM pages WHERE key=?", (url_key(url),)).fetchone()  # noqa: S608
        return Row(*row) if row else None

    # -- archive ------------------------------------------------------------------------------------------------------------

    def accounted(self) -> dict[str, int]:
        """For each archive file, how many bytes are accounted for."""
        with self._lock:
            return dict(self._db.execute("SELECT file, max(offset + length) FROM archived GROUP BY file").fetchall())

    def note_archived(self, place: Place) -> None:
        """Account for a record of the archive that belongs to no address (robots.txt, a redirect)."""
        with self._transaction():
            self._archived(place)

    # -- hosts --------------------------------------------------------------------------------------------------------------

    def robots(self, host: str) -> tuple[int | None, bytes, float] | None:
        """Return (status, body, time) of the robots.txt that was last read of a host."""
        with self._lock:
            row = self._db.execute("SELECT robots_status, robots, robots_at FROM hosts WHERE host=?", (host,)).fetchone()
        return (row[0], row[1] or b"", row[2]) if row and row[2] else None

    def set_robots(self, host: str, status: int | None, body: bytes, at: float) -> None:
        """Keep a host's robots.txt; ``at`` is Unix time."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO hosts (host, robots_status, robots, robots_at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (host) DO UPDATE SET "
                "robots_status=excluded.robots_status, robots=excluded.robots, robots_at=excluded.robots_at",
                (host, status, body, at),
            )

    def not_before(self, host: str) -> float:
        """Unix time before which a host is not to be asked."""
        with self._lock:
            row = self._db.execute("SELECT not_before FROM hosts WHERE host=?", (host,)).fetchone()
        return float(row[0]) if row else 0.0

    def set_not_before(self, host: str, at: float) -> None:
        """Keep until when a host is left alone (it survives a kill)."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO hosts (host, not_before) VALUES (?, ?) "
                "ON CONFLICT (host) DO UPDATE SET not_before=excluded.not_before",
                (host, at),
            )

    # -- what came of it ----------------------------------------------------------------------------------------------------

    def articles(self) -> Iterator[tuple[dict[str, Any], list[int]]]:
        """Give (record, sketch) of every article that was not filtered out, in an order that depends on the articles alone."""
        with self._lock:
            rows = self._db.execute(
                "SELECT data, sketch FROM articles WHERE wanted ORDER BY coalesce(source, ''), coalesce(published_at, ''), key"
            )
            for data, sketch in rows:
                yield json.loads(data), json.loads(sketch)

    def counts(self, sources: Sequence[str]) -> list[tuple[str, str, str, str | None, int, int]]:
        """Return (source, kind, state, reason, whether in this run, number) over the addresses of these sources."""
        marks = ",".join("?" * len(sources))
        with self._lock:
            return self._db.execute(
                f"SELECT source, kind, state, reason, coalesce(run, 0)=?, count(*) FROM pages WHERE source IN ({marks}) "  # noqa: S608
                "GROUP BY 1, 2, 3, 4, 5",
                [self.run, *sources],
            ).fetchall()

    def fetched_pages(self) -> int:
        """How many pages of any kind this run has asked for and got (also unchanged ones)."""
        with self._lock:
            found = self._db.execute("SELECT count(*) FROM pages WHERE run=? AND fetched_at IS NOT NULL", (self.run,)).fetchone()
        return int(found[0])

    def article_count(self) -> int:
        """How many wanted articles there are."""
        with self._lock:
            return int(self._db.execute("SELECT count(*) FROM articles WHERE wanted").fetchone()[0])

    def articles_by_source(self) -> dict[str, int]:
        """How many wanted articles there are of each newspaper."""
        with self._lock:
            return dict(
                self._db.execute("SELECT coalesce(source, ''), count(*) FROM articles WHERE wanted GROUP BY 1").fetchall()
            )

    def fetched_articles(self) -> int:
        """How many article pages this run has fetched (counting before a kill)."""
        with self._lock:
            found = self._db.execute(
                "SELECT count(*) FROM pages WHERE run=? AND kind IN ('article', 'seed') AND fetched_at IS NOT NULL", (self.run,)
            ).fetchone()
        return int(found[0])

    def queued(self, sources: Sequence[str]) -> list[Row]:
        """Return the addresses of articles that are queued, in the order in which they would be fetched."""
        marks = ",".join("?" * len(sources))
        with self._lock:
            rows = self._db.execute(
                f"SELECT {_ROW} FROM pages WHERE state='queued' AND kind IN ('article', 'seed') AND source IN ({marks}) "  # noqa: S608
                "ORDER BY host, priority, number, rowid",
                list(sources),
            ).fetchall()
        return [Row(*row) for row in rows]


class _Transaction:
    def __init__(self, db: sqlite3.Connection, lock: Any) -> None:
        self._db = db
        self._lock = lock

    def __enter__(self) -> None:
        self._lock.acquire()
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *rest: object) -> None:
        try:
            self._db.execute("ROLLBACK" if kind else "COMMIT")
        finally:
            self._lock.release()
