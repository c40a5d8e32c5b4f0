"""Places that are printed but not meant: where a smaller place lies, of an event, of a caption, of a delegate.

They are marked ``inside``, so that no figure is bound to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from newsmine.extractors.lexical import words
from newsmine.extractors.site import RANK, Site, table
from newsmine.language.document import Document

__all__ = ["marked"]


def marked(doc: Document, named: Sequence[Site], people: Sequence[tuple[int, int]]) -> list[Site]:
    """Return the places in order, those that are not meant marked ``inside``; ``people`` are spans of names of persons."""
    found = _compared(doc.text, _events(doc, _captioned(doc, _nested(doc.text, named))))
    return _bracketed(doc.text, found, people)


_HOLDS = re.compile(r"\s*(?:,\s*(?:thuộc\s+)?|\(\s*(?:thuộc\s+)?|[-–]\s*|thuộc\s+|của\s+)?")


def _nested(text: str, named: Sequence[Site]) -> list[Site]:
    """Mark the places that only say where the smaller place printed before them lies."""
    out: list[Site] = []
    for item in named:
        before = out[-1] if out else None
        if (
            before is not None
            and RANK[item.level] > RANK[before.level]
            and item.level != "country"
            and _HOLDS.fullmatch(text, before.end, item.start)
        ):
            item = replace(item, inside=True)  # noqa: PLW2901
        out.append(item)
    return out


_CREDIT = re.compile(r"\(?(?:Ảnh|Nguồn ảnh|Ảnh minh họa)\s*(?::|chụp|cắt)")


def _captioned(doc: Document, named: Sequence[Site]) -> list[Site]:
    """Mark the places of captions, which say nothing of the figures around them."""
    captions = []
    for match in _CREDIT.finditer(doc.text):
        sentence = next((span for span in doc.sentences if span.start <= match.start() < span.end), None)
        if sentence is not None:
            before = doc.sentences[doc.sentences.index(sentence) - 1] if match.start() == sentence.start else sentence
            captions.append((before.start, match.start()))
    if not captions:
        return list(named)
    return [replace(item, inside=True) if any(start <= item.start < end for start, end in captions) else item for item in named]


_EVENT = re.compile(
    r"(?:ngày|sáng|chiều|tối|trưa|vừa qua|mới đây|vừa|qua)[^.;:]{0,32},\s*(?:tại|ở)\s+(?:TP\.?\s*)?$", re.IGNORECASE
)


def _events(doc: Document, named: Sequence[Site]) -> list[Site]:
    """Mark the places that only say where an event was held: ``Sáng 26-6, tại Hà Nội, Bộ … tổ chức hội nghị``."""
    text = doc.text
    return [
        replace(item, inside=True)
        if item.level not in ("commune", "village")
        and text.startswith(",", item.end)
        and _EVENT.search(text, max(0, item.start - 60), item.start)
        else item
        for item in named
    ]


@cache
def _measured() -> re.Pattern[str]:
    """Return what makes the country after it a measure: ``thấp hơn bình quân chung``, ``đứng thứ 9``, ``cao nhất``."""
    body = words(table()["words"]["compared"])
    return re.compile(rf"(?:{body}|thứ \d+|nhất|đứng đầu|dẫn đầu)\s+(?:(?:chung|của|trong|trên)\s+)*$", re.IGNORECASE)


def _compared(text: str, named: Sequence[Site]) -> list[Site]:
    """Mark the whole country where a figure is only compared with it."""
    return [
        replace(item, inside=True)
        if item.level == "country" and _measured().search(text, max(0, item.start - 32), item.start)
        else item
        for item in named
    ]


_BRACKET = re.compile(r"\(([^()]{0,80})\)")


def _bracketed(text: str, named: Sequence[Site], people: Sequence[tuple[int, int]]) -> list[Site]:
    """Mark the places in brackets without a number, after a place or a name.

    They say where a place lies or lay (``xã Ea Kly (trước đây thuộc huyện Krông Pắc)``) or whom a person stands for (``đại biểu
    Lò Thị Ban (Điện Biên)``).
    """
    brackets = [match.span(1) for match in _BRACKET.finditer(text) if not any(sign.isdigit() for sign in match.group(1))]
    if not brackets:
        return list(named)
    ends = {end for _, end in people} | {item.end for item in named}
    return [
        replace(item, inside=True)
        if any(start <= item.start and item.end <= end and _end(text, start - 1) in ends for start, end in brackets)
        else item
        for item in named
    ]


def _end(text: str, here: int) -> int:
    while here > 0 and text[here - 1] == " ":
        here -= 1
    return here
