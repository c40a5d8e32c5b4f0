"""Whether a figure has happened (actual), is aimed at (target) or reckoned (estimate), and whether it is denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from newsmine.extractors.figures import Figure
from newsmine.extractors.lexical import words
from newsmine.extractors.period_binding import Bound
from newsmine.extractors.phrases import listed, pattern
from newsmine.language.document import Document
from newsmine.records import Quotation

__all__ = ["Status", "statuses"]

_ITEM = re.compile(r"\s*[-–+•*]\s")
_GOAL_NOUNS = ("mục tiêu", "chỉ tiêu", "đề ra")
_NEGATION_REACH = 24


@dataclass(frozen=True, slots=True)
class Status:
    """Status of a figure with the rule that said so: ``number``, ``cue``, ``list``, ``order``, ``future`` or ``default``."""

    status: str
    rule: str
    negated: bool = False


@cache
def _reached() -> re.Pattern[str]:
    return re.compile(rf"{words(listed('status', 'reached'))}\s+$", re.IGNORECASE)


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(rf"{words(listed('status', 'negation'))}\s*(?:tới|đến|được|đủ|mức|tỷ lệ)?\s*$", re.IGNORECASE)


def statuses(
    doc: Document, items: Sequence[Figure], quoted: Sequence[Quotation | None], bound: Sequence[Bound | None], on: str | None
) -> tuple[Status, ...]:
    """Return the status of each figure. ``bound`` holds their periods, ``on`` is the day of the article."""
    out: list[Status] = []
    for item, quotation, period in zip(items, quoted, bound, strict=True):
        found = _status(doc, item, quotation, period, on, _before(doc, item, items, out))
        negated = item.quantity.negated or bool(
            _denied().search(doc.text, max(item.left, item.start - _NEGATION_REACH), item.start)
        )
        out.append(Status(found.status, found.rule, negated))
    return tuple(out)


def _before(doc: Document, item: Figure, items: Sequence[Figure], done: Sequence[Status]) -> Status | None:
    """Return the status of the figure before, where both stand in one list of items (``- …`` lines or sentences)."""
    if not item.index or not _ITEM.match(doc.text, item.sentence.start):
        return None
    other = items[item.index - 1]
    return done[item.index - 1] if item.paragraph - other.paragraph <= 1 else None


def _status(
    doc: Document, item: Figure, quotation: Quotation | None, period: Bound | None, on: str | None, before: Status | None
) -> Status:
    if item.quantity.status:
        return Status(item.quantity.status, "number")
    text = doc.text
    cue, kind = -1, ""
    for name in ("target", "estimate"):
        for match in pattern("status", name).finditer(text, item.sentence.start, item.start):
            goal = match.group().casefold() in _GOAL_NOUNS
            if goal and _reached().search(text, max(item.sentence.start, match.start() - 20), match.start()):
                continue
            if match.end() > cue:
                cue, kind = match.end(), name
    done = -1
    for match in pattern("status", "actual").finditer(text, item.sentence.start, item.start):
        done = match.end()
    if kind and cue > done:
        return Status(kind, "cue")
    if done >= 0 and not (period and _future(period, on)):
        return Status("actual", "cue")
    if before is not None and before.status != "actual":
        return Status(before.status, "list")
    if _heading(doc, item):
        return Status("target", "list")
    if quotation is not None and quotation.cue_act in ("order", "ask") and done < 0:
        return Status("target", "order")
    if period and _future(period, on):
        return Status("target", "future")
    return Status("actual", "default")


def _heading(doc: Document, item: Figure) -> bool:
    """Tell whether the item stands in a list under a line that names goals: ``Mục tiêu đến hết năm 2025:``."""
    if not _ITEM.match(doc.text, item.sentence.start):
        return False
    here = doc.text.rfind(":", max(0, item.sentence.start - 200), item.sentence.start)
    line = max(doc.text.rfind(mark, 0, max(here, 0)) for mark in ("\n", ". "))
    return here >= 0 and bool(pattern("status", "target").search(doc.text, line + 1, here))


def _future(period: Bound, on: str | None) -> bool:
    if on is None or period.rule == "after_open":
        return False
    start, end = period.found.period.start, period.found.period.end
    return bool((start and start > on) or (start is None and end and end > on and end[:4] > on[:4]))
