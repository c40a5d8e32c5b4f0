"""One spelling of words for everything that is compared in this room: reading spelling, lower case, abbreviations spelled out.

The normal form is a string of words with one blank around each (``" cán bộ công chức "``), so that a phrase of whole words is
found by a plain search for a string.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from newsmine._data import data_toml
from newsmine.normal import read

__all__ = ["content", "joined", "normal", "phrase"]

_WORD = re.compile(r"[^\W_]+|%")


@cache
def _table() -> tuple[_Spelling, _Spelling, frozenset[str]]:
    data: Any = data_toml("newsmine.indicators", "words.toml")
    joined = {words: words.replace(" ", "_") for words in data["joined"]["words"]}
    return _spelling(data["spelled"]), _spelling(joined), frozenset(data["empty"]["words"])


_Spelling = tuple[frozenset[str], re.Pattern[str], dict[str, str]]


def _spelling(words: dict[str, str]) -> _Spelling:
    """Return the first words of a table, which most texts have none of, a pattern of its entries, and the table."""
    longest = sorted(words, key=lambda found: (-len(found), found))
    firsts = frozenset(entry.split(" ", 1)[0] for entry in words)
    return firsts, re.compile(f"(?<= )(?:{'|'.join(map(re.escape, longest))})(?= )"), words


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Return the words of a text that is in reading spelling, each with one blank around it; ``" "`` where there are none."""
    words = _WORD.findall(text.casefold())
    if not words:
        return " "
    out = f" {' '.join(words)} "
    for firsts, pattern, table in _table()[:2]:
        if not firsts.isdisjoint(words):
            out = pattern.sub(lambda found, table=table: table[found.group()], out)  # type: ignore[misc]
            words = out.split()
    return out


@lru_cache(maxsize=8192)
def phrase(text: str) -> str:
    """Return the normal form of words in any spelling, as they come from a table or a user."""
    return normal(read(text).text)


def joined(*forms: str) -> str:
    """Return the normal form of several, one after another."""
    return "".join(forms).replace("  ", " ")


@lru_cache(maxsize=4096)
def content(words: str) -> tuple[str, ...]:
    """Return the words of a normal form that say what is counted: no numbers, no words of ``[empty]``."""
    empty = _table()[2]
    return tuple(word for word in words.split() if word not in empty and not word[0].isdigit() and word != "%")
