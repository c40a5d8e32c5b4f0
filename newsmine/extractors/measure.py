"""What a figure counts or measures: rule-made candidates from the words around it, and the choice between them.

A measure is a span of the reading view with the rule that made it:

``complement``  the counted noun with its complement: ``104 [dự án kêu gọi đầu tư]``; after a symbol the noun phrase: ``100% [hộ dân]``
``predicate``   what is said of a general noun: ``57 xã [được công nhận nông thôn mới]``, ``7 người [tử vong]``
``subject``     the phrase before a linking verb or one headed by a measure noun: ``[tỷ lệ lấp đầy] đạt 98,5%``, ``[thu ngân sách] 29 tỷ``
``verb``        the verb or its object that the figure counts: ``[kết nạp mới] 8 đảng viên``, ``tặng [bằng khen] cho 5 tập thể``
``about``       what a change is said of: ``tăng 15% về [số doanh nghiệp]``
``plan``        the plan that a share is said of: ``đạt 52,5% [kế hoạch năm]``
``outcome``     a result said of a share: ``[giải quyết đúng hạn] 98% hồ sơ``
``inherited``   what the figure before counts: ``717 hồ sơ (95,6%)``, ``và đến năm 2025 còn 25%``
``index``       the index that a score or a rank belongs to
``whole``       the whole printed after a share: ``9% trong tổng số 1,4 tỷ [dân …]``
``noun``        the printed counted noun alone
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsmine.extractors.figures import Figure
from newsmine.extractors.lexical import UPPER
from newsmine.extractors.phrases import joined, listed, pattern, run

__all__ = ["Measure", "complements", "measures"]

_WORD = re.compile(r"\S+")
_BRACKETS = re.compile(r"\([^()]{0,80}\)|“[^“”]{0,80}”")
_PIECE = re.compile(r",\s+")
_COMMA = re.compile(r",")
_ABOUT = re.compile(r"\s*(?:về|đối với)\s+", re.IGNORECASE)
_ENDS_OPEN = re.compile(r"(?:,|(?<!\w)(?:và|hoặc|hay))\s*$", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:(?:và|với|còn|nhưng|thì|cùng|trong đó|là|đồng thời|riêng|cụ thể|có|mà|tuy nhiên|nên|như|hiện|nay|cũng|khi|phấn đấu|dự kiến|ước|được|tại|đạt|của|này|trung bình|bình quân|tổng cộng có|để|do)(?!\w)[\s,]*)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,]*(?<!\w)(?:và|với|còn|có|trong đó|cho|của|là|tại|ở|từ|trên|được|đạt|khoảng|hơn|gần|hoặc|cùng|gồm|giảm|tăng|như|các|những|đã|sẽ|để|nhưng|này|trong|đến)[\s,]*)+$",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"(?<!\w)(?:đã được|đã|đang|sẽ|được|bị|phải|cần|để|vừa|đều|tiếp tục|có thể|có kế hoạch|có|quyết định|chủ trương|mới|trong đó)(?!\w)",
    re.IGNORECASE,
)
_NAMES = re.compile(rf"(?:[{UPPER}][\w&.]*(?:\s+-\s+|\s+|(?=$))){{2,7}}(?:\d+\s+)?")
_OWNER = re.compile(r"(?:tỉnh|huyện|xã|phường|thành phố|quận|thị xã|thị trấn)(?!\w)")
_AMONG = re.compile(r"\s*(?:trong|trên|của)\s+(?:tổng\s+)?(?:số\s+)?", re.IGNORECASE)
_MOST_WORDS = 12
_FEW_WORDS = 6
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Measure:
    """The words that say what a figure counts, and the rule that chose them."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Before:
    """What the words before a figure say."""

    phrase: Measure | None  # the phrase, where it can be what is measured
    linked: bool  # a linking verb joins it to the figure
    headed: bool  # it begins with the noun of a quantity
    agent: bool  # it is the doer or the owner
    light: bool  # it ends in a verb too general to say anything
    elliptic: bool  # the figure goes on from the one before: nothing of its own stands before it


def measures(text: str, items: Sequence[Figure], periods: Sequence[tuple[int, int]]) -> tuple[Measure | None, ...]:
    """Return what each figure counts, in order; ``periods`` are the spans of printed periods, which are no part of it."""
    text = joined(text)
    out: list[Measure | None] = []
    for item in items:
        out.append(_measure(text, item, items, out, periods))
    _backwards(text, items, out)
    return tuple(out)


def complements(text: str, items: Sequence[Figure], periods: Sequence[tuple[int, int]]) -> tuple[Measure | None, ...]:
    """Return the noun phrase after each figure, where there is one: of whom or what a share is."""
    text = joined(text)
    return tuple(
        _after(text, item, [period for period in periods if period[1] > item.left and period[0] < item.right]) for item in items
    )


def _measure(
    text: str, item: Figure, items: Sequence[Figure], done: Sequence[Measure | None], periods: Sequence[tuple[int, int]]
) -> Measure | None:
    near = [period for period in periods if period[1] > item.left and period[0] < item.right]
    other = items[item.index - 1] if item.index and items[item.index - 1].sentence == item.sentence else None
    last = done[item.index - 1] if other else None
    inherited = Measure(last.start, last.end, "inherited") if last else None
    before = _before(text, item, near, goes_on=other is not None)
    after = _after(text, item, near)
    kind = item.quantity.kind
    if kind == "score" and (found := _index(text, item)):
        return found
    if item.noun < item.end:
        same = other is not None and other.quantity.unit == item.quantity.unit
        return _counted(text, item, before, after, inherited, same=same)
    if kind in ("percent", "ratio", "multiple", "count", "score") or item.quantity.change:
        return _share(text, item, before, after, inherited, _parallel(item, items, done))
    if before.phrase and (before.linked or before.headed) and not before.agent:
        return before.phrase
    if after and (kind != "money" or (pattern("measure", "heads").match(text, after.start) and not before.linked)):
        return after
    if before.elliptic and after and not pattern("measure", "plan_nouns").match(text, after.start):
        return after
    if before.elliptic and inherited:
        return inherited
    if item.bracketed and inherited and not before.phrase:
        return inherited
    return before.phrase or after or inherited


def _parallel(item: Figure, items: Sequence[Figure], done: Sequence[Measure | None]) -> Measure | None:
    """Return what the figure before counts, where it stands in the sentence before and is of the same kind and unit."""
    if not item.index:
        return None
    other, last = items[item.index - 1], done[item.index - 1]
    same = (other.quantity.kind, other.quantity.unit, other.paragraph) == (item.quantity.kind, item.quantity.unit, item.paragraph)
    return Measure(last.start, last.end, "parallel") if same and last else None


def _counted(
    text: str, item: Figure, before: Before, after: Measure | None, inherited: Measure | None, *, same: bool
) -> Measure | None:
    noun = Measure(item.noun, item.end, "noun")
    general = (item.quantity.unit or "").casefold().replace("_", " ") in listed("measure", "generic_units")
    useful = before.phrase if before.phrase and not before.agent and not before.light else None
    if item.quantity.kind == "ratio" and before.linked and useful:
        return useful
    if useful and before.headed:
        return useful
    if after and after.end > item.end:
        return after
    if item.bracketed and inherited and general and not useful:
        return inherited
    if useful and (before.linked or before.headed):
        return useful
    if useful and general:
        return useful
    if inherited and (before.elliptic or same) and general:
        return inherited
    if useful and not general and _modified(text, useful):
        return useful
    return noun


def _modified(text: str, phrase: Measure) -> bool:
    """Tell whether a verb before a specific noun adds to it: ``kết nạp mới``, ``thành lập mới``, ``quan trắc …``."""
    return text[phrase.start : phrase.end].casefold().replace("_", " ").endswith((" mới", " thêm"))


def _share(
    text: str, item: Figure, before: Before, after: Measure | None, inherited: Measure | None, parallel: Measure | None
) -> Measure | None:
    phrase = before.phrase
    if after and pattern("measure", "plan_nouns").match(text, after.start):
        return Measure(after.start, after.end, "plan")
    if after and after.rule == "about" and item.quantity.change:
        return after
    if phrase and text[phrase.start : phrase.end].casefold().replace("_", " ").endswith(listed("measure", "outcomes")):
        return Measure(phrase.start, phrase.end, "outcome")
    if phrase and before.linked and not before.agent and not _named(text, phrase):
        return phrase
    if item.bracketed and inherited and not phrase:
        return inherited
    if before.elliptic and inherited and (before.linked or item.quantity.change or not after):
        return inherited
    if after:
        return after
    if phrase and (before.headed or not (before.agent or _named(text, phrase))):
        return phrase
    if phrase and item.first and (head := pattern("measure", "heads").search(text, item.sentence.start, phrase.start)):
        stop = pattern("measure", "cut_before", "cut_headed", "stop_after").search(text, head.end(), phrase.start)
        start, end = _trim(text, head.start(), stop.start() if stop else phrase.start)
        return Measure(start, end, "heading")
    return inherited or parallel or phrase


def _named(text: str, phrase: Measure) -> bool:
    """Tell whether a phrase is nothing but a name."""
    names = _NAMES.match(text, phrase.start, phrase.end)
    return bool(names and names.end() >= phrase.end)


def _index(text: str, item: Figure) -> Measure | None:
    """Return the index or ranking named before a score or a rank in its sentence."""
    found = None
    for found in pattern("measure", "indices").finditer(text, item.sentence.start, item.start):
        break
    if not found:
        return None
    stop = pattern("measure", "cut_before", "stop_after").search(text, found.end(), item.start)
    end = stop.start() if stop else item.start
    end = _comma(text, found.end(), end)
    tokens = list(_WORD.finditer(text, found.start(), end))[: _MOST_WORDS * 2]
    start, end = _trim(text, found.start(), tokens[-1].end())
    return Measure(start, end, "index")


def _after(text: str, item: Figure, periods: Sequence[tuple[int, int]]) -> Measure | None:
    """Return the counted noun with its complement, or the noun phrase after a figure whose unit is a symbol."""
    rule, begin, right = "complement", item.end, item.right
    for here, there in periods:
        if item.end <= here < right:
            right = here
            break
        if here < item.end < there:
            return None
    counted = item.noun < item.end
    if not counted and (about := _ABOUT.match(text, begin, right)):
        begin, rule = about.end(), "about"
    elif not counted and (lead := run("measure", "drop_after").match(text, begin, right)):
        begin = lead.end()
    stop = right
    if found := pattern("measure", "stop_after").search(text, begin, right):
        stop = found.start()
    stop = _comma(text, begin, stop)
    tokens = list(_WORD.finditer(text, begin, stop))
    if len(tokens) > _MOST_WORDS:
        stop = tokens[_MOST_WORDS - 1].end()
    if not counted:
        begin, stop = _trim(text, begin, stop)
        return Measure(begin, stop, rule) if stop > begin else None
    here, stop = _trim(text, begin, stop)
    if stop <= here or text[begin:here].strip() in ("và", "với", ",", "là", "của") and len(tokens) <= _SHORT:
        return Measure(item.noun, item.end, "noun")
    if (item.quantity.unit or "").casefold().replace("_", " ") in listed("measure", "generic_units"):
        for found in pattern("measure", "predicates").finditer(text, begin, stop):
            start, end = _trim(text, found.end(), stop)
            if len(text[start:end].split()) >= _SHORT:
                return Measure(start, end, "predicate")
            break
        if text[begin:here].split() and text[begin:here].split()[-1] == "có" and len(tokens) > _SHORT:
            return Measure(here, stop, "predicate")
    elif found := pattern("measure", "predicates").search(text, begin, stop):
        stop = _trim(text, begin, found.start())[1]
    return Measure(item.noun, max(stop, item.end), rule)


def _comma(text: str, begin: int, stop: int) -> int:
    """Return where the phrase ends at a comma that does not join coordinated nouns."""
    for match in _COMMA.finditer(text, begin, stop):
        if not pattern("measure", "coordinated").match(text, _skip(text, match.end()), stop):
            return match.start()
    return stop


def _skip(text: str, here: int) -> int:
    while here < len(text) and text[here] == " ":
        here += 1
    return here


def _before(text: str, item: Figure, periods: Sequence[tuple[int, int]], *, goes_on: bool) -> Before:
    left, right = item.left, item.start
    for found in pattern("measure", "reporting").finditer(text, left, right):
        left = found.end()
    linked = False
    for _ in range(3):  # links and periods may stand in any order before the figure
        tail = run("measure", "links", end=True).search(text, left, right)
        if tail:
            linked = linked or bool(pattern("measure", "subject_links").search(text, tail.start(), right))
            right = tail.start()
        period = next((p for p in periods if p[1] <= right and p[1] > left and not text[p[1] : right].strip(" ,")), None)
        if period is None:
            break
        right = max(left, period[0])
    elliptic = goes_on and (not text[left:right].strip(" ,(") or bool(_ENDS_OPEN.search(text, left, right)))
    if goes_on and not elliptic and not linked and left == item.after_figure:
        # what stands between two figures with no link of its own belongs to the first: "43 tàu cá với 287 lao động"
        elliptic = (
            "," not in text[left:right]
            and ")" not in text[left:right]
            and not pattern("measure", "heads").search(text, left, right)
        )
    if elliptic:
        return Before(None, linked, headed=False, agent=False, light=False, elliptic=True)
    left, right = _last_piece(text, left, right, periods)
    left, right = _unbracket(text, *_trim(text, left, right))
    left, right = _trim(text, left, right)
    if right <= left or pattern("measure", "pronouns").fullmatch(text, left, right):
        return Before(None, linked, headed=False, agent=False, light=False, elliptic=False)
    head = pattern("measure", "heads").search(text, left, right)
    agent = light = False
    if head:
        left = head.start()
        cut = pattern("measure", "cut_before", "cut_headed").search(text, _skip(text, left) + 1, right)
    else:
        left, agent, light = _verb(text, left, right)
        cut = pattern("measure", "cut_before").search(text, _skip(text, left) + 1, right)
    if cut:
        right = cut.start()
    left, right = _trim(text, left, right)
    if right <= left:
        return Before(None, linked, headed=False, agent=agent, light=light, elliptic=False)
    tokens = list(_WORD.finditer(text, left, right))
    if head and len(tokens) > _MOST_WORDS:
        right = tokens[_MOST_WORDS - 1].end()
    elif not head and len(tokens) > (_MOST_WORDS if linked else _FEW_WORDS):
        left = tokens[-(_MOST_WORDS if linked else _FEW_WORDS)].start()
    phrase = Measure(left, right, "subject" if linked or head else "verb")
    return Before(phrase, linked, headed=bool(head), agent=agent, light=light, elliptic=False)


def _verb(text: str, left: int, right: int) -> tuple[int, bool, bool]:
    """Return where verb or object begins in words that no measure noun heads, whether only the doer is left, or only a light verb."""
    mark = None
    for mark in _AUXILIARY.finditer(text, left, right):
        pass
    start = _skip(text, mark.end()) if mark and text[mark.end() : right].strip() else left
    if start == left:
        names = _NAMES.match(text, left, right)
        if names:
            start = names.end()
            if start >= right or _OWNER.match(text, start, right):
                return left, True, False
        elif pattern("measure", "agents").match(text, left, right):
            rest = pattern("measure", "light_verbs").search(text, left, right)
            return (_skip(text, rest.end()), False, False) if rest and text[rest.end() : right].strip() else (left, True, False)
    light = None
    for light in pattern("measure", "light_verbs").finditer(text, start, right):
        if light.start() == start or " " in light.group() or not text[light.end() : right].strip():
            continue
    if light and not text[light.end() : right].strip():
        return start, False, not text[start : light.start()].strip() or " " in light.group()
    if light and (light.start() == start or " " in light.group()):
        return _skip(text, light.end()), False, False
    return start, False, False


def _unbracket(text: str, left: int, right: int) -> tuple[int, int]:
    found = None
    for found in _BRACKETS.finditer(text, left, right):
        pass
    if found is None:
        return left, right
    if text[found.end() : right].strip(" ,"):
        return found.end(), right
    return left, found.start()


def _last_piece(text: str, left: int, right: int, periods: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the last piece that says something, between commas and printed periods, with what is coordinated with it.

    Adverbs at the start of a piece are passed over; a piece that only says when, where or on what ground is skipped, unless it holds
    the noun of a quantity.
    """
    inner = [(here, there) for here, there in periods if left <= here and there <= right]
    commas = [match.span() for match in _PIECE.finditer(text, left, right) if not any(h <= match.start() < t for h, t in inner)]
    cuts = sorted([*inner, *commas])
    ends = [*(here for here, _ in cuts), right]
    starts = [left, *(there for _, there in cuts)]
    index = len(starts) - 1
    while index >= 0:
        here, end = starts[index], ends[index]
        while index and cuts[index - 1] in commas and pattern("measure", "coordinated").match(text, _skip(text, here), end):
            index -= 1
            here = starts[index]
        here = _skip(text, here)
        if adverbs := run("measure", "adverbs").match(text, here, end):
            here = adverbs.end()
        if text[here:end].strip(" ,("):
            if not pattern("measure", "adverbial_starts", "cut_before").match(text, here, end):
                return here, end
            if head := pattern("measure", "heads").search(text, here, end):
                return head.start(), end
        index -= 1
    return right, right


def _trim(text: str, left: int, right: int) -> tuple[int, int]:
    """Cut conjunctions, links and marks from both ends of a phrase."""
    left, right = _strip(text, left, right)
    if lead := _LEADING.match(text, left, right):
        left = lead.end()
    if trail := _TRAILING.search(text, left, right):
        right = trail.start()
    return _strip(text, left, right)


def _strip(text: str, left: int, right: int) -> tuple[int, int]:
    while left < right and text[left] in " ,.-–—“”\"'/\n":
        left += 1
    while right > left and text[right - 1] in " ,.-–—“”\"'(;:/\n":
        right -= 1
    return left, right


def _backwards(text: str, items: Sequence[Figure], out: list[Measure | None]) -> None:
    """Give a bare counted noun the predicate of the figure that it is listed with: ``13 tập thể, 23 cá nhân [được khen thưởng]``."""
    for index in range(len(items) - 2, -1, -1):
        mine, next_ = out[index], out[index + 1]
        if mine is None and next_ is not None and items[index].sentence == items[index + 1].sentence:
            if _AMONG.fullmatch(text, items[index].end, items[index + 1].start):
                out[index] = Measure(next_.start, next_.end, "whole")
            continue
        if mine is None or next_ is None or mine.rule != "noun" or next_.rule != "predicate":
            continue
        between = text[items[index].end : items[index + 1].start].strip()
        if between in (",", "và", "") and items[index].sentence == items[index + 1].sentence:
            out[index] = Measure(next_.start, next_.end, "predicate")
