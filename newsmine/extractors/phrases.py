"""Word lists of the data files as compiled patterns: whole words, the longest entry first, letter case ignored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from newsmine._data import data_toml
from newsmine.extractors.finding import Finder, Indexed
from newsmine.extractors.lexical import words

__all__ = ["entries", "joined", "last", "listed", "pattern", "run"]


@cache
def listed(name: str, key: str) -> tuple[str, ...]:
    """Return one list of ``data/NAME.toml`` of the extractors."""
    entries: Any = data_toml("newsmine.extractors", f"{name}.toml")[key]
    return tuple(entries)


# "hiện" is a word of its own only where it is not half of another: thực hiện, phát hiện, hiện đại.
_WHOLE = "".join(rf"(?<!{half} )" for half in ("thực", "phát", "xuất", "thể", "biểu", "tái"))
_NOT_HALF = r"(?! (?:đại|tượng|trạng|vật|trường|diện|hành|hữu)(?!\w))"


@cache
def _compounds() -> Finder:
    entries = listed("measure", "compounds")
    return Indexed(re.compile(words(entries), re.IGNORECASE), entries)


def joined(text: str, spans: Iterable[tuple[int, int]] | None = None) -> str:
    """Return the text, of the same length, with the syllables of listed compounds joined: ``mặt_bằng`` holds no ``bằng``.

    With ``spans`` (in order, none over another) only there.
    """
    pieces, here = [], 0
    for start, end in [(0, len(text))] if spans is None else spans:
        for match in _compounds().finditer(text, start, end):
            pieces += [text[here : match.start()], match.group().replace(" ", "_")]
            here = match.end()
    return "".join([*pieces, text[here:]])


def entries(name: str, *keys: str) -> list[str]:
    """Return the entries of lists; those of the measure are read in joined text."""
    found = [entry for key in keys for entry in listed(name, key)]
    return sorted({*found, *map(joined, found)}) if name == "measure" else found


@cache
def pattern(name: str, *keys: str) -> Finder:
    """Return what finds any entry of lists of ``data/NAME.toml``."""
    found = entries(name, *keys)
    body = words(found)
    if any(entry.startswith("hiện") for entry in found):
        body = _WHOLE + body + _NOT_HALF
    return Indexed(re.compile(body, re.IGNORECASE), found)


@cache
def run(name: str, key: str, *, end: bool = False) -> Finder:
    """Return what finds entries one after another (commas between them allowed); with ``end`` up to the end of the search."""
    found = entries(name, key)
    body = rf"\s*(?:{words(found)}[\s,]*){{1,8}}{'$' if end else ''}"
    return Indexed(re.compile(body, re.IGNORECASE), found, lead="", tail=end)


def last(found: Finder, text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last match of a pattern in a stretch of a text."""
    match = None
    for match in found.finditer(text, start, end):  # noqa: B007 (what the loop leaves is the last one)
        pass
    return match
