"""The words around a figure, in zones: its own, the rest of its sentence, and what stood before.

``tight``  measure, population, the words at the figure with no comma between: what speaks against an indicator is looked for here
``own``    as ``tight``, and the words before it to the start of the sentence, where no other figure stands among them
``near``   its sentence up to the figure, and on to the last comma before the next figure
``wide``   its sentence, those before it in the paragraph (as far as :data:`_PAST` reaches), and the title
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from newsmine.indicators.words import content, joined, normal, phrase
from newsmine.normal import Reading
from newsmine.records import Statistic

__all__ = ["Surroundings", "surroundings"]

_SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")
_RIGHT_STOP = re.compile(r"[,;:.!?()“”…](?=\s|$)|[()“”]|\n")
_FAR_STOP = re.compile(r"[;:.!?()“”…](?=\s|$)|[()“”]|\n")
_LEFT_STOP = re.compile(r"[,;](?=\s)|\s[–—-]\s")
_WORDS = re.compile(r"[^\W\d_]+")
_UNITS = frozenset({"xã", "phường", "huyện", "tỉnh", "thôn", "bản", "ấp", "quận", "phố", "trấn"})
_DIGITS = re.compile(r"[\d.,]+")
_REACH = 260  # characters that are looked at before and after a figure
_PAST = 420  # characters before its sentence that may say of whom it is
_SYMBOLS = frozenset({"%", "điểm %", "VND", "USD"})


@dataclass(frozen=True)
class Surroundings:
    """The zones of one figure, as normal forms."""

    measure: str
    population: str
    left: str  # since the last comma or figure; with the words of the figure itself
    farther: str  # between the figure before, or the start of the sentence, and ``left``
    first: bool  # no other figure stands before it in its sentence
    right: str  # to the first comma or stop
    beyond: str  # on to the last comma before the next figure, or the end of the sentence
    sentence: str  # the sentence up to the figure before
    title: str
    past: str  # what stands before the sentence in its paragraph, as printed: few figures need it
    rest: str  # what follows of the sentence, as printed
    printed: str  # the sentence, as printed

    @cached_property
    def tight(self) -> str:
        """Measure, population, and what stands at the figure with no comma between."""
        return joined(self.measure, self.population, self.left, self.right)

    @cached_property
    def own(self) -> str:
        """The figure's own words."""
        return joined(self.tight, self.farther, self.left) if self.first else self.tight

    @cached_property
    def near(self) -> str:
        """The figure's own words, and its sentence."""
        return joined(self.measure, self.population, self.before, self.left, self.right, self.beyond)

    @cached_property
    def before(self) -> str:
        """The sentence up to the figure."""
        return joined(self.sentence, self.farther)

    @cached_property
    def wide(self) -> str:
        """All of it, with the sentences before and the title."""
        return joined(self.near, normal(self.rest), normal(self.past), self.title)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of names in its sentence."""
        return _names(self.printed)

    @cached_property
    def elliptic(self) -> bool:
        """The figure's own words do not say what it counts: *tỷ lệ này là …*, *Cát Sơn (88,2%)*."""
        return all(word in self.names for zone in (self.measure, self.left, self.right) for word in content(zone))


def surroundings(
    items: Sequence[Statistic], reading: Reading, title: str, wanted: Sequence[bool] = ()
) -> list[Surroundings | None]:
    """Return the surroundings of each figure of an article, ``items`` in the order of the text; None where not ``wanted``."""
    spans = [reading.view(item.start, item.end) for item in items]
    heading = normal(title)
    out: list[Surroundings | None] = []
    for index, item in enumerate(items):
        if wanted and not wanted[index]:
            out.append(None)
            continue
        before = spans[index - 1][1] if index else -1
        after = spans[index + 1][0] if index + 1 < len(spans) else len(reading.text)
        out.append(_around(item, reading, spans[index], (before, after), heading))
    return out


def _around(item: Statistic, reading: Reading, span: tuple[int, int], others: tuple[int, int], title: str) -> Surroundings:
    text, (start, end) = reading.text, span
    floor = max(0, start - _REACH)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, floor, start)]
    opening = ends[-1] if ends else floor
    first = others[0] <= opening
    owned = opening if first else min(others[0], start)
    commas = [found.end() for found in _LEFT_STOP.finditer(text, owned, start)]
    near = commas[-1] if commas else owned
    right, beyond, closing = _after(text, end, others[1])
    left = normal(f"{text[near:start]} {_DIGITS.sub(' ', text[start:end])}")
    line = text.rfind("\n", 0, opening) + 1
    doubtful = bool(content(normal(f"{text[near:start]} {text[end:right]}"))) and _elsewhere(item, reading, near, right)
    return Surroundings(
        measure=_printed(reading, None if doubtful else item.measure_start, item.measure_end, item.unit),
        population=_printed(reading, item.population_start, item.population_end),
        left=left,
        farther=normal(text[owned:near]),
        first=first,
        right=normal(text[end:right]),
        beyond=normal(text[right:beyond]),
        sentence=normal(text[opening:owned]),
        past=text[max(line, opening - _PAST) : opening],
        rest=text[beyond:closing],
        title=title,
        printed=text[opening:closing],
    )


def _names(sentence: str) -> frozenset[str]:
    """Return the words of names: two capitalised words or more, or one after the noun of a unit; no abbreviations."""
    words = _WORDS.findall(sentence)
    capital = [at > 0 and word[0].isupper() and not word.isupper() for at, word in enumerate(words)]
    out = set()
    for at in range(1, len(words)):
        neighbours = capital[at - 1] or (at + 1 < len(words) and capital[at + 1])
        if capital[at] and (neighbours or words[at - 1].casefold() in _UNITS):
            out.add(words[at].casefold())
    return frozenset(out)


def _after(text: str, end: int, later: int) -> tuple[int, int, int]:
    """Return where the words right after a figure end, those that may still be its own, and its sentence."""
    ceiling = min(len(text), end + _REACH)
    stop = _FAR_STOP.search(text, end, ceiling)
    closing = max(end, stop.start() if stop else ceiling)
    reach = max(end, min(closing, later))
    comma = _RIGHT_STOP.search(text, end, reach)
    right = comma.start() if comma else reach
    beyond = reach
    if later < closing:  # the words after the last comma are the next figure's
        beyond = max(right, text.rfind(",", end, reach))
    return right, beyond, closing


def _elsewhere(item: Statistic, reading: Reading, near: int, right: int) -> bool:
    """Tell whether the measure stands neither in the words before the figure nor in those after it: another figure's, perhaps."""
    if item.measure_start is None or item.measure_end is None:
        return False
    start, end = reading.view(item.measure_start, item.measure_end)
    return end <= near or start >= right


def _printed(reading: Reading, start: int | None, end: int | None, unit: str | None = None) -> str:
    """Return the normal form of a span of the text as given, with the unit where that is a word."""
    words = " "
    if start is not None and end is not None:
        here, there = reading.view(start, end)
        words = normal(reading.text[here:there])
    counted = phrase(unit) if unit and unit not in _SYMBOLS else " "
    return words if counted in words else joined(words, counted)
