"""What depends on a quantity's neighbours: inherited units, changes carried over, baselines, status, negation."""

from __future__ import annotations

import re

from newsmine.numerals.draft import Draft
from newsmine.numerals.units import noun_at

__all__ = ["finish"]


_TO = re.compile(r"[^.;\n]{0,28}?(?:xuống|lên|còn|thành|đến|tới)(?: \w+){0,3} $")
_OPEN = re.compile(r"(?: [^\W\d_]+,?){0,6} ?\($")
_AND = re.compile(r"(?: [^\W\d_]+){0,5}(?:, | và |, và )$")
_BASELINE_WORD = r"(?: (?!và (?:tăng|giảm|đạt|bằng)|tăng|giảm|đạt|là|bằng|xuống|lên|còn|song|nhưng|trong đó)[^\s,.;:()]+)"
_BASELINE = re.compile(
    rf"(?:,? )?(?:đồng )?so (?:với|cùng){_BASELINE_WORD}{{1,12}}|(?: của)? (?:dự toán|kế hoạch|chỉ tiêu|"
    rf"nghị quyết)(?: (?!và|tăng|giảm|đạt|là|bằng|trong|còn|song|nhưng|do|vì|với|cho|để|thì)[^\W\d_]+| \d{{4}}){{0,5}}"
)
_BASELINE_BEFORE = re.compile(r"so (?:với|cùng) [^,.;:()\n\d]{2,40}(?:\d{4})? $")
_FAR_CHANGE = re.compile(
    r"(?<!\w)(?:(tăng|vượt)|(tinh giản|tinh giảm|cắt giảm|giảm|rút ngắn))(?!\w)((?: [^\W\d_][\w/-]*){1,5}) $"
)
_GROWTH = re.compile(
    r"(?<!\w)(?:(tốc độ tăng|tăng trưởng|mức tăng|tỷ lệ tăng|tỉ lệ tăng)|(tỷ lệ tinh giản|tỷ lệ giảm|tỉ lệ giảm|"
    r"mức giảm|tốc độ giảm))(?!\w)((?: [^\s,;:.()]+){0,14}) $"
)
_NOT_GROWTH = re.compile(r"(?<!\w)(?:chiếm|xuống|còn|từ|thành|giảm|tăng lên|so)(?!\w)")
_NOT_FAR = re.compile(
    r"(?<!\w)(?:xuống|còn|lên|từ|thành|nghèo|cường|tải|thiểu|ca|tốc|sút|đến|tới|để|sẽ|có|là|với|cho|thu hút|và|đạt|"
    r"trên|cả|tại|trong|ở|theo|về|qua|mà|được|bị|chiếm|do|vì|của|bằng|các|những)(?!\w)"
)
_STATUS = re.compile(
    r"(?<!\w)(?:(phấn đấu|mục tiêu|đặt mục tiêu|chỉ tiêu|kế hoạch|phải đạt|cần đạt|sẽ|đề ra|yêu cầu|hướng tới|"
    r"hướng đến)|(ước|ước đạt|ước tính|dự kiến|dự báo|dự tính|nếu|giả sử|ước thực hiện))(?!\w)"
)
_NEGATED = re.compile(r"(?<!\w)(?:chưa|không)(?: \w+){0,1} (?:đạt|được|hoàn thành|có|vượt|đủ|bằng)(?: \w+){0,2} $")
_NUMBER_OF = re.compile(
    r"(?<!\w)(?:số lượng|tổng số|số)((?: [^\W\d_]+){1,8}?)(?: (?:là|đạt|lên tới|lên đến|còn|gồm|có|hiện có|được cấp|"
    r"ước|đã)){1,3} $|(?<!\w)(?:số lượng|tổng số|số)((?: [^\W\d_]+){1,6}): ?$"
)
_CLAUSE = 240
_LIST = re.compile(r", ?| và |, và | hoặc | hay ")


def finish(drafts: list[Draft], low: str, text: str) -> None:
    """Settle what depends on neighbours: inherited units, changes carried over, baselines, status, negation."""
    for draft, following in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        if (
            draft.unit is None
            and following.unit is not None
            and draft.kind == "count"
            and _LIST.fullmatch(low, draft.end, following.start)
        ):
            draft.unit, draft.dimension, draft.kind = following.unit, following.dimension, following.kind  # *3, 5 và 7 thôn*
            draft.inherited.append("unit")
            draft.firm = True
    for i, draft in enumerate(drafts):
        previous = drafts[i - 1] if i else None
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        back = max(previous.end if previous else 0, draft.start - _CLAUSE)
        floor = max(
            back,
            low.rfind(". ", back, draft.start) + 1,
            low.rfind("; ", back, draft.start) + 1,
            low.rfind("\n", back, draft.start) + 1,
        )
        left = low[floor : draft.start]
        if draft.unit is None and draft.kind not in ("score", "ratio") and low[draft.end : draft.end + 1] != ":":
            _inherit(draft, previous, following, low, text, floor)
        _carry(draft, previous, left, low)
        if draft.unit is None and draft.kind == "count":
            draft.firm = False
            draft.confidence *= 0.7
        after = _BASELINE.match(low, draft.end)
        if after and (draft.dimension in ("percent", "multiple") or draft.change or "so" in after.group()[:10]):
            skip = len(after.group()) - len(after.group().lstrip(" ,"))
            draft.baseline_start, draft.baseline_end = after.start() + skip, after.start() + len(after.group().rstrip())
            if draft.bound == "more_than" and low.startswith("vượt ", draft.start):
                draft.bound, draft.change = "exact", "increase"
        elif draft.change:
            before = _BASELINE_BEFORE.search(left)
            if before:
                draft.baseline_start, draft.baseline_end = (
                    floor + before.start(),
                    floor + before.start() + len(before.group().rstrip()),
                )
        status = None
        for match in _STATUS.finditer(low, max(floor, draft.start - 60), draft.number_start):
            status = "target" if match[1] else "estimate"
        draft.status = status
        draft.negated = bool(_NEGATED.search(left))


def _inherit(draft: Draft, previous: Draft | None, following: Draft | None, low: str, text: str, floor: int) -> None:
    """Give a number without a unit that of the number it changes to, of *số … là* before it, or of the list it stands in."""
    if (
        following is not None
        and draft.source
        and following.unit is not None
        and _TO.match(low[draft.end : following.number_start])
    ):
        draft.unit, draft.dimension, draft.kind = following.unit, following.dimension, following.kind
        if (
            following.scale > 1
            and draft.scale == 1
            and draft.value is not None
            and following.value is not None
            and draft.value < following.value / following.scale * 100
        ):
            draft.value *= following.scale
        draft.inherited.append("unit")
        draft.firm = True
        return
    match = _NUMBER_OF.search(low[floor : draft.start])
    if match:
        words = (match[1] or match[2]).strip()
        at = floor + low[floor : draft.start].rfind(words)
        end = noun_at(low, text, at)
        if end is not None:
            draft.unit, draft.dimension, draft.unit_start, draft.unit_end = text[at:end].lower(), "count", at, end
            draft.inherited.append("unit")
            draft.firm = True
            return
    if (
        previous is not None
        and previous.unit is not None
        and previous.kind == "count"
        and draft.value is not None
        and draft.value == int(draft.value)
    ):
        between = low[previous.end : draft.start]
        if len(between) <= 60 and not re.search(r"[.\n]|;\s*$", between) and re.search(r"[,;] | và ", between):
            draft.unit, draft.dimension = previous.unit, previous.dimension
            draft.inherited.append("unit")
            draft.confidence *= 0.7


def _carry(draft: Draft, previous: Draft | None, left: str, low: str) -> None:
    """Carry a change into brackets and along a list, and from a verb that stands a few words before."""
    if draft.change or draft.level or draft.source:
        return
    if previous is not None and previous.change:
        if draft.dimension == "percent" and previous.dimension != "percent" and _OPEN.fullmatch(low[previous.end : draft.start]):
            draft.change = previous.change
            draft.inherited.append("change")
            return
        between = low[previous.end : draft.start]
        if draft.dimension == previous.dimension == "percent" and between == " và ":
            draft.change = previous.change
            draft.inherited.append("change")
            return
        if draft.dimension == previous.dimension == "count" and _AND.fullmatch(between) and between.count(" ") <= 2:
            draft.change = previous.change
            draft.inherited.append("change")
            return
    if draft.dimension == "score" or draft.kind == "ratio":
        return
    percent = draft.dimension in ("percent", "multiple")
    match = _GROWTH.search(left) if percent else None
    if match and not _NOT_GROWTH.search(match[3]):
        draft.change = "increase" if match[1] else "decrease"
        return
    match = _FAR_CHANGE.search(left)
    if (
        match
        and not _NOT_FAR.search(match[3])
        and (percent or (match[2] and draft.dimension in ("money", "count") and match[3].count(" ") <= 4))
    ):
        draft.change = "increase" if match[1] else "decrease"
