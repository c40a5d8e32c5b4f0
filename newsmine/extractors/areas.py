"""Places that no list of units of Vietnam holds: parts of the country, countries abroad, waters and islands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsmine.extractors.finding import Finder, Indexed
from newsmine.extractors.lexical import UPPER, words
from newsmine.extractors.site import Site, abroad_names, listed_words, table
from newsmine.language.document import Document

__all__ = ["areas"]


@cache
def _region() -> Finder:
    lists = table()["words"]
    heads, middles = words(lists["area_heads"]), words(lists["area_middles"])
    direction = words(lists["directions"])
    found = re.compile(rf"(?:(?i:{heads})(?: (?i:{middles}))*,? )?{direction}")
    return Indexed(found, [*lists["area_heads"], *lists["directions"]])


@cache
def _natural() -> Finder:
    name = rf"[{UPPER}][\w'’]*(?:[ -][{UPPER}][\w'’]*){{0,3}}"
    kinds = table()["words"]["natural"]
    return Indexed(re.compile(rf"(?i:{words(kinds)}) (?P<name>{name})"), kinds)


@cache
def _abroad() -> Finder:
    return Indexed(re.compile(words(abroad_names())), abroad_names())


@cache
def _in() -> re.Pattern[str]:
    return re.compile(rf"(?<!hoàn ){words(table()['words']['in_area'])}\s$", re.IGNORECASE)


_WHOSE = re.compile(r"của\s$", re.IGNORECASE)  # "vùng phân lũ của sông Lô" is not the river
_OPENS = re.compile(r"(?:^|[.!?:;\n“\"]\s*)$")


def areas(doc: Document) -> list[Site]:
    """Return the parts of the country, the countries abroad and the waters of a document in which something is said to be."""
    return [*_regions(doc.text), *_waters(doc.text), *_countries(doc.text), *_world(doc.text)]


def _regions(text: str) -> Iterator[Site]:
    for match in _region().finditer(text):
        if _is_in(text, match.start()) or text.startswith(", ", match.start() - 2):
            yield Site(match.start(), match.end(), match.group(), match.group(), "region", None)


def _waters(text: str) -> Iterator[Site]:
    names = table()["words"]["also_names"]
    for match in _natural().finditer(text):
        kind, name = match.group().split(" ")[0], match.group("name")
        whose = _WHOSE.search(text, max(0, match.start() - 4), match.start())
        if _is_in(text, match.start()) and not name.isupper() and kind not in names and not whose:
            yield Site(match.start(), match.end(), match.group(), match.group(), "zone", None)


def _world(text: str) -> Iterator[Site]:
    """Give the whole world, which has no name in a record: a figure of it is of no place."""
    for match in listed_words("world").finditer(text):
        yield Site(match.start(), match.end(), "", "", "region", None)


def _countries(text: str) -> Iterator[Site]:
    unsure = table()["words"]["also_words"]
    for match in _abroad().finditer(text):
        if text[match.end() : match.end() + 2].strip()[:1].isupper() or text.startswith("-", match.end()):
            continue
        if _is_in(text, match.start(), opening=match.group() not in unsure):
            yield Site(match.start(), match.end(), match.group(), match.group(), "abroad", None)


def _is_in(text: str, here: int, *, opening: bool = True) -> bool:
    """Tell whether a word of place stands before an area, or (with ``opening``) it opens a clause."""
    start = max(0, here - 24)
    return bool(_in().search(text, start, here)) or (opening and bool(_OPENS.search(text, start, here)))
