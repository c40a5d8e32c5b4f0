"""Units that come from elsewhere: the next number, the list, the line, the noun before, the words for money."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from newsmine._data import data_toml
from newsmine.numerals.draft import Draft
from newsmine.numerals.nouns import named_places, noun_at
from newsmine.numerals.rejects import name_before
from newsmine.numerals.units import kind_of, unit_at
from newsmine.numerals.words import SCALES

__all__ = ["declared", "inherit", "share_units"]


_TO = re.compile(r"[^.;\n]{0,28}?(?:xuống|lên|còn|thành|đến|tới)(?: \w+){0,3} $")
_NUMBER_OF = re.compile(
    r"(?<!\w)(?:số lượng|tổng số|số)((?: [^\W\d_]+){1,8}?)(?: (?:là|đạt|lên tới|lên đến|còn|gồm|có|hiện có|được cấp|"
    r"ước|đã)){1,3} $|(?<!\w)(?:số lượng|tổng số|số)((?: [^\W\d_]+){1,6}): ?$"
)
# *mực nước, số người … vượt 100*: the bound words of the span stand for the verb
_NUMBER_BEYOND = re.compile(r"(?<!\w)(?:số lượng|tổng số|số)((?: [^\W\d_]+){1,6}) $")
# *hồ sơ trực tuyến là 6.305*, *điểm thẩm định chỉ 83,2*: what the clause opens with
_SUBJECT = re.compile(
    r"(?:^|[,;:(]|trong đó,?|và) ?((?:[^\W\d_]+ ){1,7}?)"
    r"(?:(?:là|đạt|còn|chỉ|chỉ có|lên tới|lên đến|bình quân|trung bình|chênh) ){1,2}$"
)
_SURE_OF_NEIGHBOUR = 0.7
_SURE_OF_MONEY = 0.6
_FARTHEST_GROWTH = 100  # times
_NEAR = 60  # characters between two figures of one list
_BREAK = re.compile(r"[.\n]|;\s*$")
_OPENS = re.compile(r"[,;] | và |[(:]")  # before a name with its number
_GOES_ON = re.compile(r"[,;] | và ")
_UNIT_SAID = re.compile(r"(?:đơn vị(?: tính)?|đvt) ?: ?")
_UNIT_HEADED = re.compile(r"\((?=[^()\d]{1,24}\) ?:)")  # *Giá tham khảo (đồng/kg): …*
_SCALE_SAID = re.compile(r"(nghìn|ngàn|triệu|tỷ|tỉ) ")
_ITEM = re.compile(r"[,;:(]")
_ITEM_ENDS = re.compile(r" ?(?:[,.;)\n…]|và(?!\w)|$)")
# What may stand in an item besides its name: *trong đó Lào Cai 12*, *thị xã Nghĩa Hà 8*
_ITEM_WORDS = frozenset((
    "trong", "đó", "gồm", "riêng", "tại", "ở", "của", "và", "là", "có", "còn", "thị", "thành", "phố", "trấn", "dân", "tổ", "khu",
))  # fmt: skip
_LIST = re.compile(r"[,;] ?| và |, và | hoặc | hay | trong (?:tổng )?số ")
_STEP = re.compile(r" (?:[^\W\d_]+ ){0,3}(?:còn|xuống|lên|thành|đến|tới) $")
_CLAUSE_ENDS = re.compile(r" ?(?:[.,;:!?)”\"…\n]|$)| (?:mỗi|một|thì|là|mới|nhưng|để|mà|vào|và|nên|rồi|cho|tiền)(?!\w)")
_PRICED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_ABSTRACT = ("chỉ số", "tỷ lệ", "tỉ lệ", "hệ số", "mức", "giá ")  # what is measured by a number, not counted
_PLACE_OF = re.compile(r"điểm (?:trường|cầu|bán|du|nóng|sạt|đen|dân|đến)")
_MONEY_WINDOW = 34  # characters that a word for money may stand before


def share_units(drafts: list[Draft], low: str) -> None:
    """Give the numbers of a list the unit that stands after the last: *3, 5 và 7 thôn*."""
    for draft, following in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        bare = draft.unit is None and draft.kind == "count"
        if bare and following.unit is not None and _LIST.fullmatch(low, draft.end, following.start):
            draft.unit, draft.dimension, draft.kind = following.unit, following.dimension, following.kind
            draft.inherited.append("unit")
            draft.firm = True


def declared(drafts: list[Draft], low: str, text: str) -> None:
    """Give bare numbers the unit that their line declares before them: *Mức lương (đơn vị: triệu đồng): 5,47; 6,18*."""
    said = [match.end() for match in _UNIT_HEADED.finditer(low)] if "):" in low or ") :" in low else []
    if "đơn vị" in low or "đvt" in low:
        said += [match.end() for match in _UNIT_SAID.finditer(low)]
    said.sort()
    for draft in drafts if said else ():
        index = bisect_right(said, draft.start) - 1
        bare = draft.unit is None and draft.scale == 1 and draft.kind == "count" and draft.value is not None
        if index < 0 or not bare or low.find("\n", said[index], draft.start) >= 0:
            continue
        scale = _SCALE_SAID.match(low, said[index])
        unit = unit_at(low, text, scale.end() if scale else said[index], generic=False)
        headed = said[index] > 0 and low[said[index] - 1] == "("
        if unit is None or (headed and not low.startswith(")", unit.end)):
            continue
        if draft.value is not None and unit.end <= draft.start:
            draft.value *= SCALES[scale[1]] if scale else 1
            draft.unit, draft.dimension, draft.kind = unit.symbol, unit.dimension, kind_of(unit)
            draft.inherited.append("unit")
            draft.firm = True


def inherit(draft: Draft, previous: Draft | None, following: Draft | None, low: str, text: str, floor: int) -> None:
    """Give a number without a unit that of a neighbour, of the noun before it, or money where its words say so."""
    if following is not None and _changes_to(draft, following, low):
        draft.unit, draft.dimension, draft.kind = following.unit, following.dimension, following.kind
        if draft.value is not None and _same_scale(draft, following):
            draft.value *= following.scale
    elif previous is not None and _changed_from(draft, previous, low):
        draft.unit, draft.dimension, draft.kind = previous.unit, previous.dimension, previous.kind
    elif _named_before(draft, low, text, floor) or (draft.scale > 1 and _money(draft, low, floor)):
        pass
    elif previous is not None and (_in_list(draft, previous, low, text) or _in_brackets(draft, previous, low, text)):
        draft.unit, draft.dimension, draft.kind = previous.unit, previous.dimension, previous.kind
        draft.confidence *= _SURE_OF_NEIGHBOUR
        draft.inherited.append("unit")
        return
    elif not _money(draft, low, floor):
        return
    draft.inherited.append("unit")
    draft.firm = True


def _changes_to(draft: Draft, following: Draft, low: str) -> bool:
    """*từ 98 lên 120 hộ*: the first takes the unit of the second."""
    return draft.source and following.unit is not None and bool(_TO.match(low[draft.end : following.number_start]))


def _changed_from(draft: Draft, previous: Draft, low: str) -> bool:
    """*số đơn vị từ 68 còn 52*: the second takes the unit of the first."""
    return previous.source and previous.unit is not None and bool(_STEP.fullmatch(low, previous.end, draft.number_start))


def _same_scale(draft: Draft, following: Draft) -> bool:
    """Tell whether a plain number before one with a multiplier has it too: *từ 1,2 lên 1,5 triệu đồng*."""
    if following.scale <= 1 or draft.scale > 1 or draft.value is None or following.value is None:
        return False
    return draft.value < following.value / following.scale * _FARTHEST_GROWTH


def _named_before(draft: Draft, low: str, text: str, floor: int) -> bool:
    """Take the noun of *số hồ sơ đã nhận là*, *hồ sơ trực tuyến là*, *điểm bình quân*; tell whether there is one."""
    clause = low[floor : draft.start]
    if clause.endswith(" từ "):
        clause = clause[: -len("từ ")]
    beyond = draft.start < draft.number_start or draft.source
    match = _NUMBER_OF.search(clause) or (_NUMBER_BEYOND.search(clause) if beyond else None) or _SUBJECT.search(clause)
    if not match:
        return False
    group = 1 if match[1] else 2
    start = floor + match.start(group)
    at = start + low.startswith(" ", start)
    unit = unit_at(low, text, at, generic=False)
    if unit is None or unit.dimension != "score" or (low.startswith("điểm ", at) and _PLACE_OF.match(low, at)):
        end = noun_at(low, text, at)
        if end is None or low.startswith(_ABSTRACT, at) or draft.value is None or draft.value != int(draft.value):
            return False
        draft.unit, draft.dimension, draft.unit_start, draft.unit_end = text[at:end].lower(), "count", at, end
        return True
    draft.unit, draft.dimension, draft.kind, draft.unit_start, draft.unit_end = (
        unit.symbol,
        "score",
        "score",
        unit.start,
        unit.end,
    )
    return True


@cache
def _money_words(kind: str) -> re.Pattern[str]:
    words = data_toml("newsmine.numerals", "money.toml")[kind]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")


def _money(draft: Draft, low: str, floor: int) -> bool:
    """Take *lương 14 triệu*, *bán 5.500* at the end of a clause for money in đồng; tell whether it is."""
    printed = low[draft.number_start : draft.number_end]
    large = draft.scale >= SCALES["nghìn"] or _PRICED.fullmatch(printed)
    if not large or draft.value is None or not _CLAUSE_ENDS.match(low, draft.end):
        return False
    words = _money_words("words" if draft.scale > 1 else "prices")
    if not words.search(low, max(floor, draft.start - _MONEY_WINDOW), draft.start):
        return False
    draft.unit, draft.dimension, draft.kind = "VND", "money", "money"
    draft.confidence *= _SURE_OF_MONEY
    return True


def _named_item(text: str, start: int, end: int) -> bool:
    """Tell whether a name and its kind of place are all that stands before the number of an item: *…, xã Tân Hội 15*."""
    words = _ITEM.split(text[start:end])[-1].split()
    return all(word[0].isupper() or word.lower() in named_places() or word in _ITEM_WORDS for word in words)


def _in_brackets(draft: Draft, previous: Draft, low: str, text: str) -> bool:
    """Tell whether a number stands alone in brackets after a name: *1.200 ca: Sơn Bình (742), Hòa Lạc (211)*."""
    alone = low[draft.start - 1 : draft.start] == "(" and low[draft.end : draft.end + 1] == ")"
    if not alone or previous.unit is None or previous.kind != "count" or draft.value is None or draft.value != int(draft.value):
        return False
    near = draft.start - previous.end <= _NEAR and "\n" not in low[previous.end : draft.start]
    return near and name_before(text, draft.start - 1)


def _in_list(draft: Draft, previous: Draft, low: str, text: str) -> bool:
    """Tell whether a number goes on a list of counts: *xã Bình An có 12 hộ, xã Tân Hội 15*."""
    if previous.unit is None or draft.value is None:
        return False
    if previous.kind != "score" and (previous.kind != "count" or draft.value != int(draft.value)):
        return False
    named = name_before(text, draft.number_start)
    if named and not (_named_item(text, previous.end, draft.start) and _ITEM_ENDS.match(low, draft.end)):
        return False
    between = low[previous.end : draft.start]
    if previous.kind == "score" and any(word in between for word in _ABSTRACT):
        return False
    return len(between) <= _NEAR and not _BREAK.search(between) and bool((_OPENS if named else _GOES_ON).search(between))
