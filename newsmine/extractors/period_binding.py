"""The time that a figure is about: printed at it, or carried within the paragraph.

Rules, first that holds (``period_rule`` of the record in brackets):

``after``    the period right after the figure: ``25 hộ nghèo năm 2014`` (printed)
``before``   the nearest period before it in its sentence: ``Năm 2024, thu ngân sách đạt …`` (printed)
``later``    a period further on in its sentence, where none stands before it (printed)
``carried``  the period of the figure or sentence before it in the same paragraph (inherited)
``reset``    none: ``hiện nay``, ``đến nay`` end the reach of a period that is over
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from newsmine.extractors.figures import Figure
from newsmine.language.document import Document
from newsmine.numerals.model import FoundPeriod

__all__ = ["Bound", "periods_of"]

_NOW = re.compile(
    r"(?<!\w)(?:hiện|hiện nay|đến nay|hiện tại|đến thời điểm này|đến thời điểm hiện tại|tới nay|lâu nay)(?!\w)(?! đại| trạng| trường| vật| tượng| diện)",
    re.IGNORECASE,
)
_LINKED = re.compile(r"[^.;:!?]{0,80}")
_CLOSE = re.compile(r"(?:\s*\([^()]{0,40}\))?\s*(?:[\w ]{0,60}?\s)?\(?$")
_GOAL = re.compile(
    r"(?:định hướng|tầm nhìn|so với|cùng kỳ|như|từ năm|luật [\w ]{2,30}|thay thế|ban hành|quyết định|chỉ thị|nghị quyết|thông tư|nghị định)\s*$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*[-–+•*]\s")
_REACH = 2  # sentences over which a period is carried without a figure of its own


@dataclass(frozen=True, slots=True)
class Bound:
    """A period with the rule that bound it to a figure."""

    found: FoundPeriod
    rule: str

    @property
    def source(self) -> str:
        """Value of ``period_rule`` in the record."""
        if self.rule in ("after", "before", "later"):
            return "printed" if self.found.period.resolved_by == "printed" else "dateline"
        return "inherited"


def periods_of(
    doc: Document, items: Sequence[Figure], found: Sequence[FoundPeriod], blocked: Sequence[tuple[int, int]], on: date | None
) -> tuple[Bound | None, ...]:
    """Return the period of each figure. ``blocked`` are spans (names of documents) whose dates are not of figures."""
    usable = [item for item in found if _usable(doc.text, item, blocked)]
    out: list[Bound | None] = []
    for item in items:
        bound = _printed(doc.text, item, items, usable)
        if bound is None:
            bound = _carried(doc, item, items, out, usable, on)
        out.append(bound)
    return tuple(out)


def _usable(text: str, item: FoundPeriod, blocked: Sequence[tuple[int, int]]) -> bool:
    if item.period.start is None and item.period.end is None:
        return False
    if item.period.kind == "rate" or any(start <= item.start and item.end <= end for start, end in blocked):
        return False
    return not _GOAL.search(text, max(0, item.start - 30), item.start) or item.baseline


def _printed(text: str, item: Figure, items: Sequence[Figure], found: Sequence[FoundPeriod]) -> Bound | None:
    here = [period for period in found if item.sentence.start <= period.start and period.end <= item.sentence.end]
    following = items[item.index + 1].start if item.index + 1 < len(items) else len(text)
    after = [p for p in here if p.start >= item.end and not p.baseline]
    before = [p for p in here if p.end <= item.start and not p.baseline]
    if after and after[0].start < following:
        gap = text[item.end : after[0].start]
        if not before and re.fullmatch(r"[^,;:.]{0,60}", gap):
            return Bound(after[0], "after")
        if (
            re.fullmatch(r"\s*(?:[^\s,;:.()]+\s+){0,3}\(?", gap)
            and "," not in gap
            and (not before or before[-1].end < item.left or _between(before[-1], items, item))
        ):
            return Bound(after[0], "after")
    if before:
        return Bound(before[-1], "before")
    if after and ":" not in text[item.end : after[0].start]:
        return Bound(after[0], "later")
    return None


def _between(period: FoundPeriod, items: Sequence[Figure], item: Figure) -> bool:
    """Tell whether another figure stands between a period and a figure."""
    return item.index > 0 and items[item.index - 1].start >= period.end


def _carried(
    doc: Document,
    item: Figure,
    items: Sequence[Figure],
    done: Sequence[Bound | None],
    found: Sequence[FoundPeriod],
    on: date | None,
) -> Bound | None:
    paragraph = doc.paragraphs[item.paragraph]
    last: Bound | None = None
    where = -1
    if item.index and items[item.index - 1].paragraph == item.paragraph:
        last, where = done[item.index - 1], items[item.index - 1].sentence.start
    printed = [p for p in found if paragraph.start <= p.start and p.end <= item.sentence.start and not p.baseline]
    if printed and printed[-1].start > where:
        last, where = Bound(printed[-1], "carried"), printed[-1].start
    if last is None:
        return None
    if items[item.index - 1].sentence != item.sentence if item.index else True:
        if _NOW.search(doc.text, item.sentence.start, item.start) and not _holds(last.found, on):
            return None
        between = [span for span in doc.sentences if where < span.end and span.end <= item.sentence.start]
        if len(between) > _REACH and not _ITEM.match(doc.text, item.sentence.start):
            return None
    return Bound(last.found, "carried")


def _holds(period: FoundPeriod, on: date | None) -> bool:
    """Tell whether a period goes on on the day of the article."""
    end = period.period.end
    return on is not None and end is not None and end >= on.isoformat()
