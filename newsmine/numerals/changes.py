"""Changes that a figure shares with another, that words farther before it say, and what it is measured against."""

from __future__ import annotations

import re

from newsmine.numerals.draft import Draft

__all__ = ["baseline", "carry"]


_OPEN = re.compile(r"(?: [^\W\d_]+,?){0,6} ?\($")
_AND = re.compile(r"(?: [^\W\d_]+){0,5}(?:, | và |, và )$")
_BASELINE_WORD = r"(?: (?!và (?:tăng|giảm|đạt|bằng)|tăng|giảm|đạt|là|bằng|xuống|lên|còn|song|nhưng|trong đó)[^\s,.;:()]+)"
_BASELINE = re.compile(
    rf"(?:,? )?(?:đồng )?so (?:với|cùng){_BASELINE_WORD}{{1,12}}|(?: của)? (?:dự toán|kế hoạch|chỉ tiêu|"
    rf"nghị quyết)(?: (?!và|tăng|giảm|đạt|là|bằng|trong|còn|song|nhưng|do|vì|với|cho|để|thì)[^\W\d_]+| \d{{4}}){{0,5}}"
)
_BASELINE_BEFORE = re.compile(r"so (?:với|cùng) [^,.;:()\n\d]{2,40}(?:\d{4})? $")
_FAR_CHANGE = re.compile(
    r"(?<!\w)(?:(tăng|vượt)|(tinh giản|tinh giảm|cắt giảm|giảm|rút ngắn))(?!\w)((?: [^\W\d_][\w/-]*){1,5})(?:(?<= nhất),)? $"
)
_GROWTH = re.compile(
    r"(?<!\w)(?:(tốc độ tăng|tăng trưởng|mức tăng|tỷ lệ tăng|tỉ lệ tăng)|(tỷ lệ tinh giản|tỷ lệ giảm|tỉ lệ giảm|"
    r"mức giảm|tốc độ giảm))(?!\w)((?: [^\s,;:.()]+){0,14}) $"
)
_CUT = ("money", "count")  # what is cut, by so much
_CUTTING = re.compile("giảm|rút|tinh")
_CHANGING = re.compile("tăng|giảm|vượt|rút|tinh")
_NOT_GROWTH = re.compile(r"(?<!\w)(?:chiếm|xuống|còn|từ|thành|giảm|tăng lên|so)(?!\w)")
_NOT_FAR = re.compile(
    r"(?<!\w)(?:xuống|còn|lên|từ|thành|nghèo|cường|tải|thiểu|ca|tốc|sút|đến|tới|để|sẽ|có|là|với|cho|thu hút|và|đạt|"
    r"trên|cả|tại|trong|ở|theo|về|qua|mà|được|bị|chiếm|do|vì|của|bằng|các|những)(?!\w)"
)
_WORDS_OF_LIST = 2
_WORDS_CUT = 4  # between *giảm*, *cắt giảm* and what was cut
_RATE_OF = re.compile(r",? (?:(?:đạt|với|ứng với) )?(?:tỉ lệ|tỷ lệ|tương đương|tương ứng|tức)(?: [^\W\d_]+){0,2} $")
_SAME_WORD = re.compile(r" ([^\W\d_]+)(?: [^\W\d_]+){0,5}(?:,| và) $")
_EARLIER = r"(?:cùng k[ỳì]|năm (?:trước|ngoái|19\d\d|20\d\d)|(?:tháng|quý|tuần|vụ|kỳ) trước|trước đây|mọi năm|hôm qua)"
_MORE_OR_LESS = r"(?<!\w)(?:(cao|nhiều|lớn|đông|đắt|dài)|(thấp|ít|nhỏ|rẻ|ngắn)) hơn"
# *cao hơn năm trước 6 điểm*, *thấp hơn cùng kỳ 1.800 đồng/kg*: against an earlier time it is a change
_COMPARED = re.compile(rf"{_MORE_OR_LESS}(?: so với)?(?: [^\W\d_]+){{0,2}} {_EARLIER}(?: [^\s,;:.()]+){{0,3}} $")
_COMPARES = re.compile(rf"{_MORE_OR_LESS} $")
_SINCE = re.compile(rf"(?: [^\W\d_]+){{0,2}} so (?:với|cùng)(?: [^\W\d_]+){{0,2}} {_EARLIER}")


def carry(draft: Draft, earlier: list[Draft], left: str, low: str) -> None:
    """Carry a change into brackets and along a list, and from a verb that stands a few words before, to a figure without any."""
    previous = earlier[-1] if earlier else None
    if previous is not None and previous.change and _shares_change(draft, previous, low):
        draft.change = previous.change
        draft.inherited.append("change")
    elif (rated := _rate_of(draft, earlier, low)) is not None:
        draft.change = rated
        draft.inherited.append("change")
    elif draft.dimension != "score" and draft.kind != "ratio":
        draft.change = _far_change(draft, left, low)


def _rate_of(draft: Draft, earlier: list[Draft], low: str) -> str | None:
    """Return the change whose rate a percentage is: *giảm 65 đơn vị, tỉ lệ 60%*, levels in between left out."""
    if draft.dimension != "percent" or not earlier or not _RATE_OF.fullmatch(low, earlier[-1].end, draft.start):
        return None
    for previous in reversed(earlier[-_LEVELS_BETWEEN:]):
        if previous.change:
            return previous.change
        if not (previous.level or previous.source):
            return None
    return None


_LEVELS_BETWEEN = 3


def _shares_change(draft: Draft, previous: Draft, low: str) -> bool:
    """Tell whether a change holds for the next figure too: *giảm 121 hộ (2,5%)*, *tăng 5% và 7%*, *tăng 5 xã, 3 phường*."""
    between = low[previous.end : draft.start]
    if draft.dimension == "percent":
        if previous.dimension != "percent":
            return bool(_OPEN.fullmatch(between))
        same = _SAME_WORD.fullmatch(between)  # *giảm 7,4% biên chế hành chính, 4,9% biên chế sự nghiệp*
        return between == " và " or bool(same and low.startswith(f" {same[1]} ", draft.end))
    both_count = draft.dimension == previous.dimension == "count"
    return both_count and bool(_AND.fullmatch(between)) and between.count(" ") <= _WORDS_OF_LIST


def _far_change(draft: Draft, left: str, low: str) -> str | None:
    """Return the change that words farther before a figure say: *tốc độ tăng trưởng … đạt*, *giảm tỷ lệ hộ nghèo*."""
    if " hơn " in left:
        compared = _COMPARED.search(left) or (_COMPARES.search(left) if _SINCE.match(low, draft.end) else None)
        if compared:
            return "increase" if compared[1] else "decrease"
    if draft.dimension == "percent" and left.endswith(" thêm "):
        return "increase"
    percent = draft.dimension in ("percent", "multiple")
    words = _CHANGING if percent else _CUTTING if draft.dimension in _CUT else None
    if words is None or not words.search(left):
        return None
    match = _GROWTH.search(left) if percent else None
    if match and not _NOT_GROWTH.search(match[3]):
        return "increase" if match[1] else "decrease"
    match = _FAR_CHANGE.search(left)
    if not match or _NOT_FAR.search(match[3]):
        return None
    cut = match[2] and draft.dimension in _CUT and match[3].count(" ") <= _WORDS_CUT
    return ("increase" if match[1] else "decrease") if percent or cut else None


def baseline(draft: Draft, low: str, left: str, floor: int) -> None:
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
