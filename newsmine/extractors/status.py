"""Whether a figure has happened (actual), is aimed at (target) or reckoned (estimate), and whether it is denied."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from newsmine.extractors.figures import Figure
from newsmine.extractors.lexical import words
from newsmine.extractors.period_binding import Bound
from newsmine.extractors.phrases import listed, pattern
from newsmine.language.document import Document
from newsmine.normal import read
from newsmine.records import Quotation

__all__ = ["Status", "statuses"]

_ITEM = re.compile(r"\s*[-–+•*]\s")
_GOAL_NOUNS = ("mục tiêu", "chỉ tiêu", "đề ra")
_COMPARED = re.compile(r"so với\s*$", re.IGNORECASE)
# words that are a cue but for what follows: a condition that only compares, "sắp xếp"
_NO_CUE = re.compile(r"(?:nếu\s+(?:so|tính|như|kể|xét|nhìn|trước|cộng|năm\s+\d{4})|sắp\s+(?:xếp|đặt))(?!\w)", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)từ (?=\d)", re.IGNORECASE)
_RISES = re.compile(
    r" ?(?:\([^()]*\) ?)?(?:(?:hiện nay|hiện tại|hiện|(?:vào )?năm \d{4}) )?(?:tăng lên|giảm xuống|lên|xuống)(?!\w)"
)
# they call a state to mind, or tell what was done
_NO_ORDER = re.compile(r"(?:lưu ý|nhắc|vận động|phê bình)(?!\w)", re.IGNORECASE)
_SHARE_OF = re.compile(r"%\s*$")  # a plan that a share is said of is no cue: "đạt 92% kế hoạch năm"
_COUNTED_UP_TO = ("tính", "lũy kế", "luỹ kế")
_NEGATION_REACH = 24


@dataclass(frozen=True, slots=True)
class Status:
    """Status of a figure with its rule.

    ``number``, ``from``, ``cue``, ``list``, ``order``, ``part``, ``reported``, ``future`` or ``default``.
    """

    status: str
    rule: str
    negated: bool = False


class _Taken:
    """Where figures stand: what is printed there is no cue for another."""

    def __init__(self, items: Sequence[Figure]) -> None:
        self._starts = [item.start for item in items]
        self._ends = list(accumulate((item.end for item in items), max))

    def holds(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset)
        return index > 0 and offset < self._ends[index - 1]


@cache
def _reached() -> re.Pattern[str]:
    return re.compile(rf"{words(listed('status', 'reached'))}\s+$", re.IGNORECASE)


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(rf"{words(listed('status', 'negation'))}\s*(?:tới|đến|được|đủ|mức|tỷ lệ)?\s*$", re.IGNORECASE)


def statuses(
    doc: Document,
    items: Sequence[Figure],
    quoted: Sequence[Quotation | None],
    bound: Sequence[Bound | None],
    whole: Sequence[int | None],
    on: str | None,
) -> tuple[Status, ...]:
    """Return the status of each figure; ``bound`` holds their periods, ``whole`` their wholes, ``on`` the day of the article."""
    out: list[Status] = []
    taken = _Taken(items)
    for item, quotation, period, index in zip(items, quoted, bound, whole, strict=True):
        found = _status(doc, item, quotation, period, on, taken)
        before = items[item.index - 1] if item.index else None
        if index is not None and found.rule in ("cue", "default"):
            found = Status(out[index].status, "part")
        elif before is not None and found.rule == "default" and item.paragraph - before.paragraph <= 1:
            goes_on = _ITEM.match(doc.text, item.sentence.start) or (
                pattern("status", "imperative").match(doc.text, item.sentence.start) and item.paragraph == before.paragraph
            )
            if goes_on and out[item.index - 1].status == "target":
                found = Status("target", "list")
        negated = item.quantity.negated or bool(
            _denied().search(doc.text, max(item.left, item.start - _NEGATION_REACH), item.start)
        )
        out.append(Status(found.status, found.rule, negated))
    return tuple(out)


def _status(  # noqa: C901, PLR0911, PLR0912 (one rule after another)
    doc: Document,
    item: Figure,
    quotation: Quotation | None,
    period: Bound | None,
    on: str | None,
    taken: _Taken,
) -> Status:
    text = doc.text
    for name in ("estimate", "target"):
        if pattern("status", name).match(text, item.start, item.end):
            return Status(name, "number")
    floor = item.sentence.start
    if quotation is not None:  # what the reporter says before the words quoted is not said of them
        floor = max(floor, doc.reading.view(quotation.start, quotation.end)[0])
    cue, kind = -1, ""
    for name in ("estimate", "target"):
        for match in pattern("status", name).finditer(text, floor, item.start):
            word = match.group().casefold()
            if taken.holds(match.start()) or _NO_CUE.match(text, match.start()):
                continue
            if _SHARE_OF.search(text, floor, match.start()):
                continue
            if word in _GOAL_NOUNS and _reached().search(text, max(item.sentence.start, match.start() - 20), match.start()):
                continue
            if match.end() > cue and not (kind == "estimate" and word == "sẽ"):
                cue, kind = match.end(), name
    done = -1
    for match in pattern("status", "actual").finditer(text, floor, item.start):
        if not _COMPARED.search(text, max(0, match.start() - 8), match.start()):
            done = match.end()
    if _from_here(text, item):
        return Status("actual", "from")
    if kind and cue > done:
        return Status(kind, "cue")
    if done >= 0 and not (period and _future(period, on)):
        return Status("actual", "cue")
    if quotation is not None and quotation.cue and pattern("status", "estimate").fullmatch(read(quotation.cue).text):
        return Status("estimate", "reported")
    if pattern("status", "urging").match(text, item.sentence.start) or _heading(doc, item):
        return Status("target", "list")
    if quotation is not None and quotation.cue_act == "order" and done < 0 and not _NO_ORDER.match(quotation.cue or ""):
        return Status("target", "order")
    if period and _future(period, on):
        return Status("target", "future")
    return Status("actual", "default")


def _from_here(text: str, item: Figure) -> bool:
    """Tell whether the figure is what a change sets out from, which is so already: ``nâng công suất từ 40% lên 60%``."""
    return bool(_FROM.search(text, max(0, item.start - 4), item.start + 3) and _RISES.match(text, item.end))


def _heading(doc: Document, item: Figure) -> bool:
    """Tell whether the item stands in a list under a line that names goals: ``Mục tiêu đến hết năm 2025:``."""
    if not _ITEM.match(doc.text, item.sentence.start):
        return False
    here = doc.text.rfind(":", max(0, item.sentence.start - 200), item.sentence.start)
    line = max(doc.text.rfind(mark, 0, max(here, 0)) for mark in ("\n", ". "))
    return here >= 0 and bool(pattern("status", "target").search(doc.text, line + 1, here))


def _future(period: Bound, on: str | None) -> bool:
    """Tell whether a period is not over on the day of the article, so that its figure is no count of what happened."""
    if on is None:
        return False
    start, end = period.found.period.start, period.found.period.end
    if period.found.text.casefold().startswith(_COUNTED_UP_TO):
        return False
    return bool((start and start > on) or (start is None and end and end > on and end[:4] > on[:4]))
