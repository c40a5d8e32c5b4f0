"""Finds the words of many lists in one text by an index of its words, which is made once.

A regular expression tries each letter of a text anew for every list, although most words of a text open no entry of any. Here the
text says once where each of its words stands, a list looks up those that open its entries, and its pattern is tried there alone:
what is found is what the pattern finds by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from sys import maxsize
from typing import Protocol

from newsmine.numerals.plain import lower

__all__ = ["Finder", "Indexed"]

_FIRST = re.compile(r"[^\W_]+")
_MARKS = ',.;:!?()“”"…\n'  # what mostly stands right before or after a word
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


_LISTS: list[frozenset[str]] = []  # the words that open an entry, list by list; it only grows, as lists are first asked for
_WANTED: dict[str, list[int]] = {}  # word → the numbers of the lists that have entries which it opens


@lru_cache(maxsize=4)  # an article, with and without its compounds joined; who asks about one does so before the next
def _places(text: str, lists: int) -> list[list[int]]:
    """Return for each list where words stand in a text that open its entries; parts of compounds are words of their own.

    ``lists`` is how many there are: an index made before there were more is made again.
    """
    if "_" in text:
        return _places(text.replace("_", " "), lists)
    places: list[list[int]] = [[] for _ in range(lists)]
    for word, starts in _placed(_small(text)).items():
        for number in _WANTED[word]:
            places[number].extend(starts)
    return places


def _placed(low: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    wanted, start = _WANTED, 0
    for piece in low.split(" "):
        if piece in wanted:
            places[piece].append(start)
        elif not piece.isalnum():
            word = piece.strip(_MARKS)
            if not word.isalnum():  # several words, or none
                for match in _FIRST.finditer(piece):
                    if match.group() in wanted:
                        places[match.group()].append(start + match.start())
            elif word in wanted:
                places[word].append(start + piece.find(word))
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

    It finds what the pattern finds, where the text is long by the index of its words. ``tail`` says that a match goes to the end
    of the stretch, an entry last but for white space and commas: most stretches end in a word that ends none.
    """

    def __init__(self, found: re.Pattern[str], entries: Iterable[str], *, lead: str | None = None, tail: bool = False) -> None:
        entries = [_small(entry) for entry in entries]
        firsts = [_FIRST.match(entry) for entry in entries]
        signs = {re.escape(entry[0]) for entry, first in zip(entries, firsts, strict=True) if first is None}
        self.firsts = frozenset(first.group() for first in firsts if first)
        self._number = len(_LISTS)
        _LISTS.append(self.firsts)
        for first in self.firsts:
            _WANTED.setdefault(first, []).append(self._number)
        self.signs = re.compile("|".join(sorted(signs))) if signs else None
        self._found, self._lead = found, lead
        self._ends = frozenset(_FIRST.findall(entry)[-1] for entry in entries if _FIRST.search(entry)) if tail else None
        self._last: tuple[str, list[int]] = ("", [])  # a text, and where a word or a sign stands in it that opens an entry
        self.match, self.fullmatch = found.match, found.fullmatch

    def finditer(self, text: str, start: int = 0, end: int = maxsize, /) -> Iterator[re.Match[str]]:
        """Yield all matches in a stretch in order, none over another."""
        places = self._between(text, start, end)
        if places is None:
            return self._found.finditer(text, start, end)
        out = []
        for place in places:
            if place >= start:
                match = self.match(text, place if self._lead is None else self._led(text, start, place), end)
                if match:
                    out.append(match)
                    start = match.end()
        return iter(out)

    def search(self, text: str, start: int = 0, end: int = maxsize, /) -> re.Match[str] | None:
        """Return the first match in a stretch."""
        if self._ends is not None and not _may_end(self._ends, text, start, min(end, len(text))):
            return None
        places = self._between(text, start, end)
        if places is None:
            return self._found.search(text, start, end)
        for place in places:
            match = self.match(text, place if self._lead is None else self._led(text, start, place), end)
            if match:
                return match
        return None

    def _between(self, text: str, start: int, end: int) -> Sequence[int] | None:
        """Return where an entry may begin in a stretch; None for one that is searched outright.

        That is one of a short text, or one that ends inside a word, whose rest is another word.
        """
        around = text[end - 1 : end + 1]
        if len(text) < _SHORT or ((around.isalnum() or "_" in around) and len(around) > 1):
            return None
        known, places = self._last
        if known is not text:
            places = self._index(text)
            self._last = (text, places)
        first = bisect_left(places, start)
        return places[first : bisect_left(places, end, first)] if first < len(places) and places[first] < end else ()

    def _index(self, text: str) -> list[int]:
        places = _places(text, len(_LISTS))[self._number]
        return sorted(places if self.signs is None else places + [match.start() for match in self.signs.finditer(text)])

    def _led(self, text: str, start: int, place: int) -> int:
        """Return where what may stand before an entry begins."""
        while place > start and (text[place - 1].isspace() or text[place - 1] in (self._lead or "")):
            place -= 1
        return place


def _may_end(ends: frozenset[str], text: str, start: int, end: int) -> bool:
    """Tell whether a stretch, white space and commas left off, ends in one of some words or in what is not told here."""
    while end > start and text[end - 1] in " ,":
        end -= 1
    word = text[text.rfind(" ", start, end) + 1 or start : end]
    return word.casefold() in ends or not word.isalnum() or any(letter in word for letter, _ in _LIKE)
