"""A figure in its surroundings: the quantity that the numerals found, with the sentence and the words that belong to it.

Everything here is in offsets of the reading view (``doc.text``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from newsmine.language.document import Document, Span
from newsmine.numerals.model import Quantity

__all__ = ["ITEM", "Figure", "figures", "headings"]

# Where the words of a figure end. A full stop inside a sentence belongs to an abbreviation; a dash between words to a name.
_DASH = r"(?<=[.;:!?”\"])\s*[–—-]\s|(?<!\d)\s[–—-]\s(?=[\d“\"])"
_LEFT_STOP = re.compile(rf"[;:!?•“\"(]|{_DASH}|\.\.\.|…")
_RIGHT_STOP = re.compile(r"[;:!?•“”\"…]|\((?![A-ZĐ&-]{2,10}\))|(?<![A-ZĐ&-])\)|\s?[–—]\s|\s-\s|\.\.\.")
_MARK = re.compile(r"[;:!?•“”\"()–—….-]")  # each of them begins with one of these, or with white space right before one
ITEM = re.compile(r"\s*[-–+•*]\s")  # the dash or dot before a line of a list
_REACH = 240  # characters looked at on either side
_BRACKET_REACH = 160


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with its paragraph, its sentence and the words around it."""

    quantity: Quantity
    start: int
    end: int
    index: int
    paragraph: int  # number of the paragraph
    sentence: Span
    left: int  # start of the words before it that no other figure owns
    right: int  # end of the words after it
    noun: int  # where the printed counted noun begins; the end of the figure where its unit is a symbol or is not printed
    bracketed: bool  # it stands in brackets: "(95,6%)"
    after_figure: int  # end of the figure before it in its sentence, or -1
    first: bool  # no other figure stands before it in its sentence


def figures(doc: Document, quantities: Sequence[Quantity]) -> tuple[Figure, ...]:
    """Return the quantities of a document with their surroundings, in order of the text."""
    text = doc.text
    starts = [span.start for span in doc.sentences]
    lines = [span.start for span in doc.paragraphs]
    ordered = sorted(quantities, key=lambda item: (item.start, item.end))
    out: list[Figure] = []
    for index, item in enumerate(ordered):
        place = bisect_right(starts, item.start) - 1
        sentence = doc.sentences[place] if place >= 0 else Span(0, len(text))
        before = ordered[index - 1].end if index else -1
        after = ordered[index + 1].start if index + 1 < len(ordered) else len(text)
        left = max(sentence.start, before, item.start - _REACH)
        ceiling = max(min(sentence.end, after, item.end + _REACH), item.end)
        if _MARK.search(text, left, item.start):
            for match in _LEFT_STOP.finditer(text, left, item.start):
                left = match.end()
        mark = _MARK.search(text, item.end, ceiling)
        stop = _RIGHT_STOP.search(text, max(mark.start() - 1, item.end), ceiling) if mark else None
        out.append(
            Figure(
                quantity=item,
                start=item.start,
                end=item.end,
                index=index,
                paragraph=max(0, bisect_right(lines, item.start) - 1),
                sentence=sentence,
                left=left,
                right=item.end if text.startswith("/", item.end) else stop.start() if stop else ceiling,
                noun=_noun(item),
                bracketed=_bracketed(text, max(sentence.start, item.start - _BRACKET_REACH), item.start),
                after_figure=before if before >= sentence.start else -1,
                first=before < sentence.start,
            )
        )
    return tuple(out)


def headings(doc: Document) -> tuple[Span | None, ...]:
    """Return for each paragraph the line that opens the list of which it is a line, ``Chỉ tiêu năm 2026:``, or None."""
    out: list[Span | None] = []
    text = doc.text
    before: Span | None = None  # the last line that is no line of a list
    for line in doc.paragraphs:
        inside = ITEM.match(text, line.start) is not None
        out.append(before if inside else None)
        if not inside:
            before = line if text[line.start : line.end].rstrip().endswith(":") else None
    return tuple(out)


def _noun(item: Quantity) -> int:
    """Return where the counted noun of a figure begins inside its span, or its end."""
    if item.unit_start is None or item.kind in ("percent", "money", "measure", "multiple") or item.start >= item.unit_start:
        return item.end
    if item.kind == "rate" and item.dimension != "count":
        return item.end
    return min(item.end, item.unit_start)


def _bracketed(text: str, floor: int, start: int) -> bool:
    opening = text.rfind("(", floor, start)
    return opening >= 0 and text.find(")", opening, start) < 0
