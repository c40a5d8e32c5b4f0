"""Word lists of the data files as compiled patterns: whole words, the longest entry first, letter case ignored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from newsmine._data import data_toml
from newsmine.extractors.lexical import words

__all__ = ["joined", "last", "listed", "pattern", "run"]


@cache
def listed(name: str, key: str) -> tuple[str, ...]:
    """Return one list of ``data/NAME.toml`` of the extractors."""
    entries: Any = data_toml("newsmine.extractors", f"{name}.toml")[key]
    return tuple(entries)


# "hiện" is a word of its own only where it is not half of another: thực hiện, phát hiện, hiện đại.
_WHOLE = "".join(rf"(?<!{half} )" for half in ("thực", "phát", "xuất", "thể", "biểu", "tái"))
_NOT_HALF = r"(?! (?:đại|tượng|trạng|vật|trường|diện|hành|hữu)(?!\w))"


@cache
def _compounds() -> re.Pattern[str]:
    return re.compile(words(listed("measure", "compounds")), re.IGNORECASE)


def joined(text: str, spans: Iterable[tuple[int, int]] | None = None) -> str:
    """Return the text, of the same length, with the syllables of listed compounds joined: ``mặt_bằng`` holds no ``bằng``.

    With ``spans`` (in order, none over another) only there.
    """
    if spans is None:
        return _compounds().sub(_underlined, text)
    pieces, here = [], 0
    for start, end in spans:
        pieces += [text[here:start], _compounds().sub(_underlined, text[start:end])]
        here = end
    return "".join([*pieces, text[here:]])


def _underlined(match: re.Match[str]) -> str:
    return match.group().replace(" ", "_")


def _entries(name: str, *keys: str) -> list[str]:
    """Return the entries of lists; those of the measure are read in joined text."""
    entries = [entry for key in keys for entry in listed(name, key)]
    return sorted({*entries, *map(joined, entries)}) if name == "measure" else entries


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """Return a pattern for any entry of lists of ``data/NAME.toml``."""
    entries = _entries(name, *keys)
    body = words(entries)
    if any(entry.startswith("hiện") for entry in entries):
        body = _WHOLE + body + _NOT_HALF
    return re.compile(body, re.IGNORECASE)


@cache
def run(name: str, key: str, *, end: bool = False) -> re.Pattern[str]:
    """Return a pattern for entries one after another (commas between them allowed); with ``end`` up to the end of the search."""
    return re.compile(rf"\s*(?:{words(_entries(name, key))}[\s,]*){{1,8}}{'$' if end else ''}", re.IGNORECASE)


def last(found: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last match of a pattern in a stretch of a text."""
    match = None
    for match in found.finditer(text, start, end):  # noqa: B007 (what the loop leaves is the last one)
        pass
    return match
