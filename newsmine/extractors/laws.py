"""Where the name of a law ends: ``Luật | Phòng, chống thiên tai``, ``luật | đất đai``, ``các Luật | Đất đai, Nhà ở``.

Names of laws hold commas, "và" and small letters, so a table (``data/laws.toml``) says them; a law that it does not have is read
as a capital and the small words after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml
from newsmine.extractors.lexical import UPPER, trie

__all__ = ["law_name", "more_laws"]

_WORDS = 7  # of a name that the table does not have
_WORD = re.compile(r" ([^\W\d_]+)")
_ABBREVIATION = re.compile(rf" ([{UPPER}]{{2,}}(?:[&-][{UPPER}]+)?)(?!\w)")
_AND = re.compile(r"(?:,|,? và) ")


class _Tables(NamedTuple):
    name: re.Pattern[str]
    bare: re.Pattern[str]
    several: re.Pattern[str]
    ends: frozenset[str]


@cache
def _tables() -> _Tables:
    data = data_toml("newsmine.extractors", "laws.toml")
    names = trie(data["law"])
    amended = trie(data["amended"])
    after = rf"(?: \((?:{amended}|mới)\)| {amended}(?! một))?"
    return _Tables(
        re.compile(rf" (?:(?P<amends>{trie(data['amending'])}) )?(?:(?P<name>{names}){after}|(?<= )(?=số \d))"),
        re.compile(names),
        re.compile(rf"(?<!\w)(?:{trie(data['several'])}) \Z"),
        frozenset(data["ends"]),
    )


def law_name(text: str, low: str, end: int, *, capital: bool) -> tuple[int, int, int] | None:
    """Return start and end of a law's name after the word "luật" that ends at ``end``, and where all that belongs to it ends.

    ``capital`` says whether "Luật" is printed so; in small letters a law is named only by a capital or with an article number
    before it, and the caller knows the latter.
    """
    known = _tables().name.match(low, end)
    if known and known["name"] is None:
        return (known.start("amends"), known.end("amends"), known.end("amends")) if known["amends"] else None
    if known and (capital or text[known.start("name")].isupper()):
        return known.start("amends" if known["amends"] else "name"), known.end("name"), known.end()
    if not capital:
        return None
    short = _ABBREVIATION.match(text, end)
    if short:
        return short.start(1), short.end(), short.end()
    here = end
    for words, match in enumerate(_WORD.finditer(text, end)):
        word = match.group(1)
        if match.start() != here or words == _WORDS or (words == 0) != word[0].isupper() or (words and word in _tables().ends):
            break
        here = match.end()
    return (end + 1, here, here) if here > end else None


def more_laws(text: str, low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the further names of a list that one "các Luật" opens (``start``: the word "Luật", ``end``: the first name's end)."""
    if _tables().several.search(low, max(0, start - 8), start) is None:
        return
    while following := _AND.match(text, end):
        name = _tables().bare.match(low, following.end())
        if name is None or not text[name.start()].isupper():
            return
        end = name.end()
        yield name.span()
