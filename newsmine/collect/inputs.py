"""What a user hands in: text files, saved pages, article lists and web archives, or folders of them, as a stream of articles.

Nothing is skipped in silence: whatever cannot be read comes out of the same stream as an :class:`Unreadable`, one clear line.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsmine.collect.archive import Page, read_warc
from newsmine.collect.charset import decode_text, looks_binary
from newsmine.collect.identity import article_id
from newsmine.collect.lines import read_lines
from newsmine.collect.pages import read_page
from newsmine.errors import InputError
from newsmine.language import language_of
from newsmine.records import Article

if TYPE_CHECKING:
    from newsmine.collect.registry import Registry

__all__ = ["MAX_BYTES", "Unreadable", "read_inputs"]

MAX_BYTES = 10_000_000
"""Bytes of the largest single article or page that is read, unless told otherwise; a whole article is seldom over 100 kB."""

_TEXT = (".txt", ".text")
_PAGE = (".html", ".htm", ".xhtml", ".shtml", ".mhtml")
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_WARC = (".warc", ".warc.gz")
_CRAWL = {"articles.jsonl", "frontier.sqlite"}
# What lies beside articles and never holds one of its own: annotation, tables, assets of saved pages, notes about the folder.
_BESIDE = {
    ".json", ".csv", ".tsv", ".toml", ".yaml", ".yml", ".md", ".ann", ".cdx", ".cdxj", ".log", ".lock", ".sqlite",
    ".sqlite-wal", ".sqlite-shm", ".part",
    ".db", ".parquet", ".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".woff", ".woff2", ".ttf",
    ".mp3", ".mp4", ".py",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that was handed in and could not be read: where, and why in words for a person."""

    origin: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        """Return the one line that a person is shown."""
        place = self.origin if self.line is None else f"{self.origin}, line {self.line}"
        return f"{place}: {self.reason}"


def read_inputs(
    paths: Iterable[str | os.PathLike[str]], *, registry: Registry | None = None, max_bytes: int = MAX_BYTES, warc: bool = True
) -> Iterator[Article | Unreadable]:
    """Give the articles of files and folders one by one, in the order given; folders are walked recursively in sorted order.

    ``.txt`` (the text unchanged), ``.html``, ``.jsonl`` (one article a line) and ``.warc``/``.warc.gz`` are read; a file named
    outright with another ending is judged by its content. ``Article.origin`` is the path as given (for a folder: joined to
    it). Articles keep a given id; others get it from their address, else from file name and text (see
    :func:`newsmine.collect.identity.article_id`). ``registry`` gives the site rules for pages; ``warc=False`` passes archives
    over. An article or page of more than ``max_bytes`` is refused, so memory stays bounded by it, whatever the file's size.
    """
    seen: set[tuple[int, int]] = set()
    for given in paths:
        path = Path(given)
        if path.is_dir():
            empty = True
            for inside in _walk(path):
                empty = False
                yield from _read_once(inside, seen, registry, max_bytes, warc=warc)
            if empty:
                yield Unreadable(os.fspath(given), None, "the folder holds no .txt, .html, .jsonl or .warc.gz file")
        else:
            yield from _read_once(path, seen, registry, max_bytes, warc=warc)


def _walk(folder: Path) -> Iterator[Path]:
    """Files of a folder that may hold articles, sorted; hidden ones and what a browser saves beside a page are left out."""
    for here, folders, names in os.walk(folder):
        pages = {Path(name).stem for name in names if name.lower().endswith(_PAGE)}
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not (name.endswith("_files") and name[:-6] in pages)
        )
        if set(names) >= _CRAWL:
            # A crawl's own folder: its articles are in articles.jsonl, filtered as was asked; the archive has them raw.
            names = ["articles.jsonl"]  # noqa: PLW2901
            folders[:] = [name for name in folders if name != "archive"]
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() not in _BESIDE:
                yield Path(here) / name


def _read_once(
    path: Path, seen: set[tuple[int, int]], registry: Registry | None, max_bytes: int, *, warc: bool
) -> Iterator[Article | Unreadable]:
    if not warc and path.name.lower().endswith(_WARC):
        return
    try:
        status = path.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        if not path.is_file():
            yield Unreadable(str(path), None, "not a file")
        elif status.st_size == 0:
            yield Unreadable(str(path), None, "the file is empty")
        else:
            yield from _read(path, registry, max_bytes)
    except FileNotFoundError:
        yield Unreadable(str(path), None, "no such file or folder")
    except PermissionError:
        yield Unreadable(str(path), None, "no permission to read it")
    except OSError as error:
        yield Unreadable(str(path), None, f"cannot be read ({error.strerror or error})")


def _kind(path: Path) -> str:
    name = path.name.lower()
    for kind, endings in (("text", _TEXT), ("page", _PAGE), ("lines", _LINES), ("warc", _WARC)):
        if name.endswith(endings):
            return kind
    with path.open("rb") as file:
        head = file.read(2048).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and ".warc" in name):
        return "warc"
    if head[:200].lower().startswith((b"<!doctype html", b"<html", b"<head", b"<!--")) or b"<html" in head.lower():
        return "page"
    if head.startswith(b'{"'):
        return "lines"
    return "text"


def _read(path: Path, registry: Registry | None, max_bytes: int) -> Iterator[Article | Unreadable]:
    kind = _kind(path)
    if kind == "warc":
        yield from _from_warc(path, registry, max_bytes)
        return
    if kind == "lines":
        for number, item in read_lines(path, max_bytes):
            yield _with_home(item, registry) if isinstance(item, Article) else Unreadable(str(path), number, item)
        return
    size = path.stat().st_size
    if size > max_bytes:
        reason = f"{size / 1e6:.1f} MB is more than one article can be (limit {max_bytes / 1e6:g} MB, --max-bytes raises it)"
        yield Unreadable(str(path), None, reason)
        return
    data = path.read_bytes()
    if looks_binary(data):
        yield Unreadable(str(path), None, "a binary file, not text")
        return
    try:
        yield _from_page(path, data, registry) if kind == "page" else _from_text(path, data)
    except InputError as error:
        yield Unreadable(str(path), None, str(error))


def _from_text(path: Path, data: bytes) -> Article:
    text, notes = decode_text(data)
    if not text.strip("\ufeff \t\r\n\u00a0\u200b"):
        raise InputError("the file holds nothing but white space")
    return Article(
        article_id=article_id(name=path.name, text=text), text=text, origin=str(path), language=language_of(text), notes=notes
    )


def _with_home(article: Article, registry: Registry | None) -> Article:
    """Return an article of a list with the province of its newspaper, where the registry knows it by its id or its address."""
    if article.home is not None or registry is None:
        return article
    paper = registry.newspapers.get(article.source or "") or registry.of_url(article.canonical_url or article.url or "")
    home = paper.home(article.published_at) if paper is not None else None
    return article if home is None else replace(article, home=home)


def _from_page(path: Path, data: bytes, registry: Registry | None) -> Article:
    article = read_page(data, registry=registry, name=path.name)
    return replace(article, origin=str(path))


def _from_warc(path: Path, registry: Registry | None, max_bytes: int) -> Iterator[Article | Unreadable]:
    pages, problems = 0, 0
    for number, item in enumerate(read_warc(path, max_bytes=max_bytes), 1):
        if not isinstance(item, Page):
            problems += 1
            yield Unreadable(str(path), None, item)
            continue
        if not item.is_article_candidate:
            pages += item.is_list
            continue
        pages += 1
        try:
            article = read_page(
                item.body,
                content_type=item.content_type,
                url=item.url,
                registry=registry,
                fetched_at=item.fetched_at,
                name=str(number),
            )
        except InputError as error:
            yield Unreadable(str(path), None, f"{item.url}: {error}")
        else:
            yield replace(article, origin=str(path))
    if not pages and not problems:
        yield Unreadable(str(path), None, "the archive holds no page")


def to_json(article: Article) -> str:
    """Return one line of an article list (``.jsonl``) that :func:`read_inputs` reads back as the same article."""
    return json.dumps(article.as_dict(), ensure_ascii=False)
