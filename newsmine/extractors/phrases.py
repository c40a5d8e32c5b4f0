"""Word lists of the data files as compiled patterns: whole words, the longest entry first, letter case ignored."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from newsmine._data import data_toml
from newsmine.extractors.lexical import words

__all__ = ["listed", "pattern", "run"]


@cache
def listed(name: str, key: str) -> tuple[str, ...]:
    """Return one list of ``data/NAME.toml`` of the extractors."""
    entries: Any = data_toml("newsmine.extractors", f"{name}.toml")[key]
    return tuple(entries)


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """Return a pattern for any entry of lists of ``data/NAME.toml``."""
    return re.compile(words(entry for key in keys for entry in listed(name, key)), re.IGNORECASE)


@cache
def run(name: str, key: str, *, end: bool = False) -> re.Pattern[str]:
    """Return a pattern for entries one after another (commas between them allowed); with ``end`` up to the end of the search."""
    return re.compile(rf"\s*(?:{words(listed(name, key))}[\s,]*){{1,8}}{'$' if end else ''}", re.IGNORECASE)
