"""Article lists: one JSON object a line, with the fields of :class:`newsmine.records.Article` or just ``text`` and a few more."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsmine.collect.dates import parse_time
from newsmine.collect.identity import article_id
from newsmine.language import language_of, notes_on, repair
from newsmine.records import BLOCK_KINDS, Article, Block

__all__ = ["article_of", "read_lines"]

# Names under which other tools write the same thing.
_ALIASES = {
    "id": "article_id", "content": "text", "body": "text", "maintext": "text", "headline": "title", "description": "lead",
    "sapo": "lead", "author": "byline", "authors": "byline", "date": "published_at", "published": "published_at",
    "date_publish": "published_at", "publish_date": "published_at", "newspaper": "source", "publisher": "source",
    "category": "section",
}  # fmt: skip
_FIELDS = {field.name for field in dataclasses.fields(Article)}
_SURROGATE = re.compile("[\ud800-\udfff]")
_TUPLES = {"captions", "related", "notes"}


def read_lines(path: Path, max_bytes: int) -> Iterator[tuple[int, Article | str]]:
    """Give (line number, article or the reason why there is none) of each line that is not blank."""
    number, found = 0, False
    with gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb") as file:
        try:
            while line := file.readline(max_bytes + 1):
                number += 1
                if len(line) > max_bytes:
                    while line and not line.endswith(b"\n"):
                        line = file.readline(max_bytes)
                    found = True
                    yield number, f"more than one article can be (limit {max_bytes / 1e6:g} MB, --max-bytes raises it)"
                elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                    found = True
                    yield number, _article(line, number, path)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield number + 1, f"the compressed file is damaged ({error})"
            return
    if not found:
        yield 1, "the file holds no line"


def _article(line: bytes, number: int, path: Path) -> Article | str:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "not UTF-8"
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
        return f"not valid JSON ({reason})"
    if not isinstance(data, dict):
        return "not a JSON object with a text"
    try:
        return article_of(data, origin=str(path), name=path.name)
    except (TypeError, ValueError) as error:
        return f"{error}" if str(error) else f"not an article (line {number})"


def _clean(value: Any) -> Any:
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def article_of(data: dict[str, Any], *, origin: str | None = None, name: str = "") -> Article:
    """Make an article of a dictionary; a given ``article_id`` or ``id`` is honoured, unknown fields are left out.

    Raises :class:`ValueError` where there is no text, :class:`TypeError` where a field has the wrong type.
    """
    values: dict[str, Any] = {}
    for key, value in data.items():
        target = key if key in _FIELDS else _ALIASES.get(key)
        if target and value is not None and (target == key or target not in data) and target not in values:
            values[target] = _clean(value)
    text = values.get("text")
    if not isinstance(text, str):
        raise TypeError("no field 'text' with the article's text")
    if not text.strip():
        raise ValueError("the text is empty")
    notes = [_clean(str(note)) for note in values.get("notes") or ()]
    if text != (data.get("text") or text):
        notes.append("broken characters (lone surrogates) replaced by U+FFFD")
    if values.get("blocks"):  # their offsets count in the text as it is
        found = notes_on(text)
    else:
        values["text"], _, found = repair(text)
    notes += [note for note in found if note not in notes]
    _shape(values)
    if (printed := values.get("published_at")) is not None:
        values["published_at"] = parse_time(str(printed))
        if values["published_at"] is None:
            notes.append(f"time of publication not understood: {str(printed)[:60]!r}")
    values["article_id"] = article_id(
        given=values.get("article_id"), urls=(values.get("canonical_url"), values.get("url")), name=name, text=text
    )
    values.setdefault("language", language_of(text))
    values["notes"] = tuple(notes)
    values["origin"] = origin if origin is not None else values.get("origin")
    return Article(**values)


def _shape(values: dict[str, Any]) -> None:
    """Give every field the type that the record has."""
    for key in _TUPLES - {"notes"}:
        if key in values:
            held = values[key]
            values[key] = tuple(_clean(str(item)) for item in (held if isinstance(held, list) else [held]))
    if "blocks" in values:
        values["blocks"] = tuple(_block(item) for item in values["blocks"])
    if isinstance(values.get("byline"), list):
        values["byline"] = "; ".join(str(item) for item in values["byline"])
    for key in _FIELDS - _TUPLES - {"blocks", "topic_score", "article_id"}:
        if values.get(key) is not None and not isinstance(values[key], str):
            values[key] = str(values[key])


def _block(item: Any) -> Block:
    if not isinstance(item, dict) or item.get("kind") not in BLOCK_KINDS or not isinstance(item.get("text"), str):
        raise TypeError("a block needs a known kind and a text")
    return Block(kind=item["kind"], text=_clean(item["text"]), start=item.get("start"), end=item.get("end"))
