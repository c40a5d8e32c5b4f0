"""What depends on a quantity's neighbours: inherited units, changes carried over, baselines, status, negation."""

from __future__ import annotations

import re

from newsmine.numerals.changes import baseline, carry
from newsmine.numerals.draft import Draft
from newsmine.numerals.inherit import declared, inherit, share_units

__all__ = ["finish"]


_TARGET = "phấn đấu|mục tiêu|đặt mục tiêu|chỉ tiêu|kế hoạch|phải đạt|cần đạt|sẽ|đề ra|yêu cầu|hướng tới|hướng đến"
_ESTIMATE = "ước|dự kiến|dự báo|dự tính|nếu|giả sử"
# What stands before a word is looked at afterwards: a pattern that begins with letters lets the engine skip ahead.
_STATUS = re.compile(f"(?:{_TARGET}|{_ESTIMATE})(?!\\w)")
_TARGETS = frozenset(_TARGET.split("|"))
_NEGATED = re.compile(r"(?<!\w)(?:chưa|không)(?: \w+){0,1} (?:đạt|được|hoàn thành|có|vượt|đủ|bằng)(?: \w+){0,2} $")
_WORD = re.compile(r"\w")
_CLAUSE = 240
_CUE = 60  # characters from a word of planning to the figure
_DENIED = 48  # characters from *chưa*, *không* to the number
_SURE_OF_NOTHING = 0.7


def finish(drafts: list[Draft], low: str, text: str) -> None:
    """Settle what depends on neighbours: inherited units, changes carried over, baselines, status, negation."""
    share_units(drafts, low)
    declared(drafts, low, text)
    for index, draft in enumerate(drafts):
        previous = drafts[index - 1] if index else None
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        floor = _clause(low, previous.end if previous else 0, draft.start)
        left = low[floor : draft.start]
        if draft.unit is None and draft.kind not in ("score", "ratio") and low[draft.end : draft.end + 1] != ":":
            inherit(draft, previous, following, low, text, floor)
        if following is not None and draft.source:
            _completed(draft, following, low)
        if not (draft.change or draft.level or draft.source):
            carry(draft, drafts[max(0, index - _EARLIER) : index], left, low)
        if draft.unit is None and draft.kind == "count":
            draft.firm = False
            draft.confidence *= _SURE_OF_NOTHING
        baseline(draft, low, left, floor)
        _status(draft, low, max(floor, draft.start - _CUE))
        if "chưa " in left or "không " in left:
            draft.negated = bool(_NEGATED.search(low, max(floor, draft.start - _DENIED), draft.start))


def _status(draft: Draft, low: str, floor: int) -> None:
    """Set the status that the last word of a plan or an estimate before a figure says."""
    first = _STATUS.search(low, floor, draft.number_start)
    if first is None:  # the usual case, settled in half the time of an iterator
        return
    for match in _STATUS.finditer(low, first.start(), draft.number_start):
        if not (match.start() and _WORD.match(low, match.start() - 1)):
            draft.status = "target" if match.group() in _TARGETS else "estimate"


_EARLIER = 3
_STEPS = re.compile(r"[^.;\n]{0,28}?(?:xuống|lên|còn)(?: [^\W\d_]+){0,3} $")


def _completed(draft: Draft, following: Draft, low: str) -> None:
    """Complete the level that a change begins with by the one it leads to: a rate, a duration that is the result."""
    if draft.dimension != following.dimension or not _STEPS.match(low[draft.end : following.number_start]):
        return
    if draft.unit is not None and following.unit is not None and following.unit.startswith(f"{draft.unit}/"):
        draft.unit, draft.kind = following.unit, following.kind  # *từ 0,6 tấn lên 2,1 tấn/ngày*
    if draft.dimension == "time" and following.statistic:
        draft.statistic = True  # *từ 4 ngày xuống còn 2 ngày*


def _clause(low: str, previous_end: int, start: int) -> int:
    """Return where the clause of a number begins: after the number before it, the sentence or the semicolon."""
    back = max(previous_end, start - _CLAUSE)
    return max(back, low.rfind(". ", back, start) + 1, low.rfind("; ", back, start) + 1, low.rfind("\n", back, start) + 1)
