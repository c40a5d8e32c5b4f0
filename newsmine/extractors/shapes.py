"""The signs of the words of a candidate: how many there are, what they begin with, what they hold."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from newsmine.extractors.candidates import Candidate
from newsmine.extractors.finding import Finder
from newsmine.extractors.near import near
from newsmine.extractors.noun_phrases import NAMES, Spans
from newsmine.extractors.phrases import entries, listed, pattern

__all__ = ["Shapes"]

_DIGIT = re.compile(r"\d")
_FIRST = re.compile(r"[^\W_]+")
_NONE: dict[str, Finder] = {}
_MOST = 12  # words that are told apart by number
# sign → the word list whose entry stands at the start of a candidate
_OPENINGS = {"agent": "agents", "light": "light_verbs", "adverbial": "adverbial_starts", "plan": "plan_nouns"}
# sign → the word list of which a candidate is an entry and no more
_WHOLES = {"bare head": "bare_heads", "degree": "degrees", "pronoun": "pronouns"}
_LEVEL = 12  # characters of a level before a place, or of "cũ" after it
_NUMBERS = ("số", "mức", "tổng")  # before a digit they are no noun of a quantity: "bão số 3"


@cache
def _wholes() -> dict[str, list[str]]:
    """Return the signs of each phrase that is an entry of a list and no more."""
    out: dict[str, list[str]] = {}
    for sign, key in _WHOLES.items():
        for phrase in dict.fromkeys(listed("measure", key)):
            out.setdefault(phrase, []).append(sign)
    return out


@cache
def _openings() -> dict[str, dict[str, Finder]]:
    """Return by the first word of an entry what finds the openings that may begin with it, by sign; under "" all of them."""
    out: dict[str, dict[str, Finder]] = {"": {sign: pattern("measure", key) for sign, key in _OPENINGS.items()}}
    for sign, key in _OPENINGS.items():
        for entry in entries("measure", key):
            if first := _FIRST.match(entry.casefold()):
                out.setdefault(first.group(), {})[sign] = pattern("measure", key)
    return out


class Shapes:
    """What stands in the stretch of a text that holds the candidates of one figure, found once for all of them."""

    def __init__(self, text: str, pool: Sequence[Candidate], places: Spans) -> None:
        low, high = min([c.start for c in pool]), max([c.end for c in pool])
        self._text = text
        self._cuts = _Found(_spans("cut_before", text, low, high))
        self._stops = _Found(_spans("stop_after", text, low, high))
        self._heads = _Found([span for span in _spans("heads", text, low, high) if not _is_number(text, span)])
        self._digits = [match.start() for match in _DIGIT.finditer(text, low, high)]
        self._named = near(places, low, high)
        self._places = [start for start, _ in self._named if low <= start]
        self._openings: dict[int, list[str]] = {}

    def of(self, candidate: Candidate) -> list[str]:
        """Return the signs of the words of a candidate."""
        text, start, end = self._text, candidate.start, candidate.end
        phrase = text[start:end].casefold().replace("_", " ").split()
        out = [f"n{min(len(phrase), _MOST)}", f"w0:{phrase[0]}", f"wl:{phrase[-1]}", *self._opening(start, phrase)]
        head = self._heads.first(start, end)
        if head is not None:
            out.append("head0" if head == start else "head1")
        if self._cuts.first(start + 1, end) is not None:
            out.append("cut")
        if self._stops.first(start + 1, end) is not None:
            out.append("stop")
        if text.find(",", start, end) >= 0:
            out.append("comma")
        capital = text[start].isupper()
        if capital:
            out.append("upper")
        if self._digits and bisect_left(self._digits, start) < bisect_left(self._digits, end):
            out.append("digit")
        if self._places and bisect_left(self._places, start) < bisect_left(self._places, end):
            out.append("place")
        out += _wholes().get(" ".join(phrase), ())
        if self._named and any(here - _LEVEL <= start <= here + 1 and end <= there + _LEVEL for here, there in self._named):
            out.append("only place")
        if capital and (names := NAMES.match(text, start, end)) and names.end() >= end:
            out.append("name")
        return out

    def _opening(self, start: int, phrase: Sequence[str]) -> list[str]:
        """Return the signs of the words that a phrase begins with: most begin with a word that opens no entry of the lists."""
        if start not in self._openings:
            sure = len(phrase) > 1 and phrase[0].isalnum() and "ı" not in phrase[0]  # which patterns take for an i
            found = _openings().get(phrase[0] if sure else "", _NONE)
            self._openings[start] = [sign for sign, opening in found.items() if opening.match(self._text, start)]
        return self._openings[start]


class _Found:
    """Spans in order, none over another."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts, self._ends = [start for start, _ in spans], [end for _, end in spans]

    def first(self, start: int, end: int) -> int | None:
        """Return where the first span begins that lies in a stretch."""
        if not self._starts:
            return None
        place = bisect_left(self._starts, start)
        return self._starts[place] if place < len(self._starts) and self._ends[place] <= end else None


def _spans(key: str, text: str, low: int, high: int) -> list[tuple[int, int]]:
    return [match.span() for match in pattern("measure", key).finditer(text, low, high)]


def _is_number(text: str, span: tuple[int, int]) -> bool:
    start, end = span
    return text[start:end].casefold() in _NUMBERS and text[end : end + 2].strip()[:1].isdigit()
