"""Finds the words of many lists in one text by an index of its words, which is made once.

A regular expression tries each letter of a text anew for every list, although most words of a text open no entry of any. Here the
text says once where each of its words stands, a list looks up those that open its entries, and its pattern is tried there alone:
what is found is what the pattern finds by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from sys import maxsize
from typing import Protocol

from newsmine.numerals.plain import lower

__all__ = ["Finder", "Indexed"]

_FIRST = re.compile(r"[^\W_]+")
_SHORT = 400  # characters of a text that is searched outright
# letters that a pattern without regard to case takes for i and s
_LIKE = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"))


class Finder(Protocol):
    """What finds in a stretch of a text: a compiled pattern, or an index with one."""

    def search(self, text: str, start: int = 0, end: int = maxsize, /) -> re.Match[str] | None:
        """Return the first match."""

    def match(self, text: str, start: int = 0, end: int = maxsize, /) -> re.Match[str] | None:
        """Return the match that begins at the start."""

    def fullmatch(self, text: str, start: int = 0, end: int = maxsize, /) -> re.Match[str] | None:
        """Return the match that is the whole stretch."""

    def finditer(self, text: str, start: int = 0, end: int = maxsize, /) -> Iterator[re.Match[str]]:
        """Yield all matches in order, none over another."""


_WANTED: set[str] = set()  # words that open an entry of any list; it only grows, as lists are first asked for


@lru_cache(maxsize=4)  # an article, with and without its compounds joined; who asks about one does so before the next
def _places(text: str, wanted: int) -> dict[str, list[int]]:
    """Return where each word that a list wants stands in a text, in small letters; parts of compounds are words of their own.

    ``wanted`` is how many words are: an index made before there were more is made again.
    """
    return _places(text.replace("_", " "), wanted) if "_" in text else _placed(_small(text))


def _placed(low: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    start = 0
    for piece in low.split(" "):
        if piece in _WANTED:
            places[piece].append(start)
        elif not piece.isalnum():
            for word in _FIRST.finditer(piece):
                if word.group() in _WANTED:
                    places[word.group()].append(start + word.start())
        start += len(piece) + 1
    return places


def _small(text: str) -> str:
    """Return a text in small letters of the same length, as a pattern without regard to case takes them."""
    low = lower(text)
    for letter, like in _LIKE:
        low = low.replace(letter, like)
    return low


class Indexed:
    """A pattern whose matches begin with an entry of a list, with ``lead`` also white space and these signs before it.

    It finds what the pattern finds, where the text is long by the index of its words.
    """

    def __init__(self, found: re.Pattern[str], entries: Iterable[str], *, lead: str | None = None) -> None:
        entries = [_small(entry) for entry in entries]
        firsts = [_FIRST.match(entry) for entry in entries]
        signs = {re.escape(entry[0]) for entry, first in zip(entries, firsts, strict=True) if first is None}
        self.firsts = frozenset(first.group() for first in firsts if first)
        _WANTED.update(self.firsts)
        self.signs = re.compile("|".join(sorted(signs))) if signs else None
        self._found, self._lead = found, lead
        self._last: tuple[str, list[int]] = ("", [])
        self.match, self.fullmatch = found.match, found.fullmatch

    def finditer(self, text: str, start: int = 0, end: int = maxsize, /) -> Iterator[re.Match[str]]:
        """Yield all matches in a stretch in order, none over another."""
        if _is_plain(text, end):
            return self._found.finditer(text, start, end)
        out = []
        for place in self._between(text, start, end):
            if place >= start:
                match = self.match(text, place if self._lead is None else self._led(text, start, place), end)
                if match:
                    out.append(match)
                    start = match.end()
        return iter(out)

    def search(self, text: str, start: int = 0, end: int = maxsize, /) -> re.Match[str] | None:
        """Return the first match in a stretch."""
        if _is_plain(text, end):
            return self._found.search(text, start, end)
        for place in self._between(text, start, end):
            match = self.match(text, place if self._lead is None else self._led(text, start, place), end)
            if match:
                return match
        return None

    def _between(self, text: str, start: int, end: int) -> list[int]:
        """Return where a word or a sign stands in a stretch that opens an entry."""
        known, places = self._last
        if known is not text:
            words = _places(text, len(_WANTED))
            places = [place for word in words.keys() & self.firsts for place in words[word]]
            if self.signs is not None:
                places += [match.start() for match in self.signs.finditer(text)]
            places.sort()
            self._last = (text, places)
        first = bisect_left(places, start)
        if first == len(places) or places[first] >= end:
            return []
        return places[first : bisect_left(places, end, first)]

    def _led(self, text: str, start: int, place: int) -> int:
        """Return where what may stand before an entry begins."""
        while place > start and (text[place - 1].isspace() or text[place - 1] in (self._lead or "")):
            place -= 1
        return place


def _is_plain(text: str, end: int) -> bool:
    """Tell whether a stretch is searched outright: of a short text, or one that ends inside a word, whose rest is another."""
    if len(text) < _SHORT:
        return True
    around = text[end - 1 : end + 1]
    return len(around) > 1 and (around.isalnum() or "_" in around)
