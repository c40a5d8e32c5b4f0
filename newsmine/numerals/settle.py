"""What depends on a quantity's neighbours: inherited units, changes carried over, baselines, status, negation."""

from __future__ import annotations

import re
from bisect import bisect_right

from newsmine.numerals.draft import Draft
from newsmine.numerals.rejects import name_before
from newsmine.numerals.units import kind_of, named_places, noun_at, unit_at
from newsmine.numerals.words import SCALES

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
_CHANGING = re.compile("tăng|giảm|vượt|rút|tinh|cắt")
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
_DENIED = 48  # characters from *chưa*, *không* to the number
_SURE_OF_NEIGHBOUR = 0.7
_FARTHEST_GROWTH = 100  # times
_NEAR = 60  # characters between two figures of one list
_BREAK = re.compile(r"[.\n]|;\s*$")
_GOES_ON = re.compile(r"[,;] | và ")
_WORDS_OF_LIST = 2
_UNIT_SAID = re.compile(r"(?:đơn vị(?: tính)?|đvt) ?: ?")
_SCALE_SAID = re.compile(r"(nghìn|ngàn|triệu|tỷ|tỉ) ")
_ITEM = re.compile(r"[,;:(]")
_ITEM_ENDS = re.compile(r" ?(?:[,.;)\n…]|và(?!\w)|$)")
# What may stand in an item besides its name: *trong đó Lào Cai 12*, *thị xã Nghĩa Hà 8*
_ITEM_WORDS = frozenset((
    "trong", "đó", "gồm", "riêng", "tại", "ở", "của", "và", "là", "có", "còn", "thị", "thành", "phố", "trấn", "dân", "tổ", "khu",
))  # fmt: skip
_WORDS_CUT = 4  # between *giảm*, *cắt giảm* and what was cut
_LIST = re.compile(r", ?| và |, và | hoặc | hay ")


def finish(drafts: list[Draft], low: str, text: str) -> None:
    """Settle what depends on neighbours: inherited units, changes carried over, baselines, status, negation."""
    _share_units(drafts, low)
    _declared(drafts, low, text)
    for previous, draft, following in zip([None, *drafts], drafts, [*drafts[1:], None], strict=False):
        floor = _clause(low, previous.end if previous else 0, draft.start)
        left = low[floor : draft.start]
        if draft.unit is None and draft.kind not in ("score", "ratio") and low[draft.end : draft.end + 1] != ":":
            _inherit(draft, previous, following, low, text, floor)
        _carry(draft, previous, left, low)
        if draft.unit is None and draft.kind == "count":
            draft.firm = False
            draft.confidence *= _SURE_OF_NEIGHBOUR
        _baseline(draft, low, left, floor)
        for match in _STATUS.finditer(low, max(floor, draft.start - 60), draft.number_start):
            draft.status = "target" if match[1] else "estimate"
        draft.negated = bool(_NEGATED.search(low, max(floor, draft.start - _DENIED), draft.start))


def _share_units(drafts: list[Draft], low: str) -> None:
    """Give the numbers of a list the unit that stands after the last: *3, 5 và 7 thôn*."""
    for draft, following in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        bare = draft.unit is None and draft.kind == "count"
        if bare and following.unit is not None and _LIST.fullmatch(low, draft.end, following.start):
            draft.unit, draft.dimension, draft.kind = following.unit, following.dimension, following.kind
            draft.inherited.append("unit")
            draft.firm = True


def _declared(drafts: list[Draft], low: str, text: str) -> None:
    """Give bare numbers the unit that their line declares before them: *Mức lương (đơn vị: triệu đồng): 5,47; 6,18*."""
    said = [match.end() for match in _UNIT_SAID.finditer(low)]
    for draft in drafts if said else ():
        index = bisect_right(said, draft.start) - 1
        bare = draft.unit is None and draft.scale == 1 and draft.kind == "count" and draft.value is not None
        if index < 0 or not bare or low.find("\n", said[index], draft.start) >= 0:
            continue
        scale = _SCALE_SAID.match(low, said[index])
        unit = unit_at(low, text, scale.end() if scale else said[index], generic=False)
        if unit is not None and draft.value is not None and unit.end <= draft.start:
            draft.value *= SCALES[scale[1]] if scale else 1
            draft.unit, draft.dimension, draft.kind = unit.symbol, unit.dimension, kind_of(unit)
            draft.inherited.append("unit")
            draft.firm = True


def _clause(low: str, previous_end: int, start: int) -> int:
    """Return where the clause of a number begins: after the number before it, the sentence or the semicolon."""
    back = max(previous_end, start - _CLAUSE)
    return max(back, low.rfind(". ", back, start) + 1, low.rfind("; ", back, start) + 1, low.rfind("\n", back, start) + 1)


def _baseline(draft: Draft, low: str, left: str, floor: int) -> None:
    """Find what a figure is measured against, after it or before it."""
    after = _BASELINE.match(low, draft.end)
    if after and (draft.dimension in ("percent", "multiple") or draft.change or "so" in after.group()[:10]):
        skip = len(after.group()) - len(after.group().lstrip(" ,"))
        draft.baseline_start, draft.baseline_end = after.start() + skip, after.start() + len(after.group().rstrip())
        if draft.bound == "more_than" and low.startswith("vượt ", draft.start):
            draft.bound, draft.change = "exact", "increase"
        return
    before = _BASELINE_BEFORE.search(left) if draft.change else None
    if before:
        start = floor + before.start()
        draft.baseline_start, draft.baseline_end = start, start + len(before.group().rstrip())


def _inherit(draft: Draft, previous: Draft | None, following: Draft | None, low: str, text: str, floor: int) -> None:
    """Give a number without a unit that of the number it changes to, of *số … là* before it, or of the list it stands in."""
    if following is not None and _changes_to(draft, following, low):
        draft.unit, draft.dimension, draft.kind = following.unit, following.dimension, following.kind
        if draft.value is not None and _same_scale(draft, following):
            draft.value *= following.scale
        draft.firm = True
    elif (noun := _number_of(draft, low, text, floor)) is not None:
        start, end = noun
        draft.unit, draft.dimension, draft.unit_start, draft.unit_end = text[start:end].lower(), "count", start, end
        draft.firm = True
    elif previous is not None and _in_list(draft, previous, low, text):
        draft.unit, draft.dimension = previous.unit, previous.dimension
        draft.confidence *= _SURE_OF_NEIGHBOUR
    else:
        return
    draft.inherited.append("unit")


def _changes_to(draft: Draft, following: Draft, low: str) -> bool:
    """*từ 98 lên 120 hộ*: the first takes the unit of the second."""
    return draft.source and following.unit is not None and bool(_TO.match(low[draft.end : following.number_start]))


def _same_scale(draft: Draft, following: Draft) -> bool:
    """Tell whether a plain number before one with a multiplier has it too: *từ 1,2 lên 1,5 triệu đồng*."""
    if following.scale <= 1 or draft.scale > 1 or draft.value is None or following.value is None:
        return False
    return draft.value < following.value / following.scale * _FARTHEST_GROWTH


def _number_of(draft: Draft, low: str, text: str, floor: int) -> tuple[int, int] | None:
    """Return the span of the noun in *số hồ sơ đã nhận là* before a number."""
    clause = low[floor : draft.start]
    match = _NUMBER_OF.search(clause)
    if not match:
        return None
    at = floor + clause.rfind((match[1] or match[2]).strip())
    end = noun_at(low, text, at)
    return None if end is None else (at, end)


def _named_item(text: str, start: int, end: int) -> bool:
    """Tell whether a name and its kind of place are all that stands before the number of an item: *…, xã Tân Hội 15*."""
    words = _ITEM.split(text[start:end])[-1].split()
    return all(word[0].isupper() or word.lower() in named_places() or word in _ITEM_WORDS for word in words)


def _in_list(draft: Draft, previous: Draft, low: str, text: str) -> bool:
    """Tell whether a number goes on a list of counts: *xã Bình An có 12 hộ, xã Tân Hội 15*."""
    if previous.unit is None or previous.kind != "count" or draft.value is None or draft.value != int(draft.value):
        return False
    named = name_before(text, draft.number_start)
    if named and not (_named_item(text, previous.end, draft.start) and _ITEM_ENDS.match(low, draft.end)):
        return False
    between = low[previous.end : draft.start]
    return len(between) <= _NEAR and not _BREAK.search(between) and bool(_GOES_ON.search(between))


def _carry(draft: Draft, previous: Draft | None, left: str, low: str) -> None:
    """Carry a change into brackets and along a list, and from a verb that stands a few words before."""
    if draft.change or draft.level or draft.source:
        return
    if previous is not None and previous.change and _shares_change(draft, previous, low[previous.end : draft.start]):
        draft.change = previous.change
        draft.inherited.append("change")
    elif draft.dimension != "score" and draft.kind != "ratio":
        draft.change = _far_change(draft, left)


def _shares_change(draft: Draft, previous: Draft, between: str) -> bool:
    """Tell whether a change holds for the next figure too: *giảm 121 hộ (2,5%)*, *tăng 5% và 7%*, *tăng 5 xã, 3 phường*."""
    if draft.dimension == "percent":
        return bool(_OPEN.fullmatch(between)) if previous.dimension != "percent" else between == " và "
    both_count = draft.dimension == previous.dimension == "count"
    return both_count and bool(_AND.fullmatch(between)) and between.count(" ") <= _WORDS_OF_LIST


def _far_change(draft: Draft, left: str) -> str | None:
    """Return the change that words farther before a figure say: *tốc độ tăng trưởng … đạt*, *giảm tỷ lệ hộ nghèo*."""
    if not _CHANGING.search(left):
        return None
    percent = draft.dimension in ("percent", "multiple")
    match = _GROWTH.search(left) if percent else None
    if match and not _NOT_GROWTH.search(match[3]):
        return "increase" if match[1] else "decrease"
    match = _FAR_CHANGE.search(left)
    if not match or _NOT_FAR.search(match[3]):
        return None
    cut = match[2] and draft.dimension in ("money", "count") and match[3].count(" ") <= _WORDS_CUT
    return ("increase" if match[1] else "decrease") if percent or cut else None
