"""Labelled passages: sentences with their figures marked, as training phrases and cases are written.

``Tỷ lệ hộ nghèo còn [5,2%|poverty_rate], [12 hộ|-] thoát nghèo`` labels two figures; ``-`` is none. Where a passage belongs to
one indicator, ``[5,2%]`` alone is that one. ``{đạt~còn~ở mức}`` stands for each of its alternatives in turn.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from newsmine.errors import InputError
from newsmine.extractors import extract
from newsmine.extractors.extraction import Extraction
from newsmine.records import Article, Statistic

__all__ = ["Labelled", "Passage", "expanded", "labelled", "parse", "read_passages"]

_MARK = re.compile(r"\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]")
_CHOICE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text without its marks, and its marks: start, end, label (None: no indicator)."""

    text: str
    marks: tuple[tuple[int, int, str | None], ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with the statistic that was found there; None where the extractor found no figure."""

    passage: Passage
    mark: tuple[int, int, str | None]
    index: int | None  # of the statistic in ``found.statistics``
    found: Extraction

    @property
    def statistic(self) -> Statistic | None:
        """The statistic at the mark."""
        return None if self.index is None else self.found.statistics[self.index]


def parse(marked: str, default: str | None = None) -> Passage:
    """Return a passage of its marked form. Raises :class:`InputError` for a mark without a label where there is no default."""
    text, marks, at = "", [], 0
    for match in _MARK.finditer(marked):
        label = match.group(2) or default
        if label is None:
            raise InputError(f"{marked[:60]}…: [{match.group(1)}] has no label; write [{match.group(1)}|indicator] or |-]")
        text += marked[at : match.start()]
        marks.append((len(text), len(text) + len(match.group(1)), None if label == "-" else label))
        text += match.group(1)
        at = match.end()
    return Passage(text + marked[at:], tuple(marks))


def expanded(template: str, most: int) -> list[str]:
    """Return the passages that a template stands for: all of them, or ``most`` of them spread evenly, the same at every call."""
    parts = _CHOICE.split(template)
    choices = [part.split("~") if at % 2 else [part] for at, part in enumerate(parts)]
    every = ["".join(combination) for combination in itertools.islice(itertools.product(*choices), 100_000)]
    if len(every) <= most:
        return every
    return sorted(every, key=lambda text: zlib.crc32(text.encode()))[:most]


def labelled(passage: Passage) -> list[Labelled]:
    """Return the marks of a passage with the statistics that are found there."""
    found = extract(Article(article_id="passage", text=passage.text))
    out = []
    for start, end, label in passage.marks:
        here = [i for i, item in enumerate(found.statistics) if item.start < end and start < item.end]
        out.append(Labelled(passage, (start, end, label), here[0] if here else None, found))
    return out


def read_passages(text: str) -> Iterator[Passage]:
    """Give the passages of a file: one a line; lines that start with ``#`` are remarks."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield parse(line.strip())
