"""The words before a figure that can say what it counts.

:func:`words_before` gives the phrase that leads up to a figure and how it is tied to it. It reads the text with compounds joined
(:func:`newsmine.extractors.phrases.joined`), by the word lists of ``data/measure.toml``; whether these words or those after the
figure (:mod:`newsmine.extractors.complement`) say what is counted is decided in :mod:`newsmine.extractors.measure`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from newsmine.extractors.figures import Figure
from newsmine.extractors.lexical import UPPER, words
from newsmine.extractors.phrases import last, listed, pattern, run

__all__ = [
    "NAMES",
    "PIECE",
    "WORD",
    "Before",
    "Measure",
    "Spans",
    "is_headed",
    "is_name",
    "noun_of_quantity",
    "one_comma",
    "trimmed",
    "unit_of",
    "with_verb",
    "words_before",
]

Spans = Sequence[tuple[int, int]]

WORD = re.compile(r"\S+")
_BRACKETS = re.compile(r"\([^()]{0,80}\)|“[^“”]{0,80}”")
# a comma, or a capital that opens a sentence where the text lost its full stop
PIECE = re.compile(
    r",\s+|\s(?=(?:Theo|Tại|Trong|Ngày|Ông|Bà|Hiện|Đến|Năm|Từ|Với|Khi|Sau|Để|Các|Những|Đây|Đó|Tuy nhiên|Bên cạnh|Ngoài ra|Cụ thể"
    r"|Tính)\s)"
)
_COMMA = re.compile(r",")
_ENDS_OPEN = re.compile(r"(?:,|(?<!\w)(?:và|hoặc|hay))\s*$", re.IGNORECASE)
NAMES = re.compile(rf"(?:[{UPPER}][\w&.]*(?:\s+-\s+|\s+|(?=$))){{2,7}}(?:\d+\s+)?")
_OWNER = re.compile(r"(?<!\w)(?:của|đối với)(?!\w)", re.IGNORECASE)
_RATE = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ)(?!\w)", re.IGNORECASE)
_HEADS_ONE = re.compile(r"\s+(?:trưởng|phó|viên)(?!\w)")  # "chi hội trưởng" is a person, not the body
_ACTS = re.compile(r"\s*(?:đã|đang|sẽ)(?!\w)", re.IGNORECASE)
_STOP = re.compile(r"[;:!?•“\"()%]|,\s|\d\s")
_SIZE = re.compile(r"(?<!\w)(dài|rộng|cao|sâu|nặng|dày|cách nhau)\s+(?:chỉ\s+|tới\s+|đến\s+|khoảng\s+|hơn\s+)?$", re.IGNORECASE)
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

    phrase: Measure | None = None  # the phrase, where it can be what is measured
    linked: bool = False  # a linking verb joins it to the figure
    headed: bool = False  # it begins with the noun of a quantity
    direct: bool = False  # nothing but links stands between the phrase and the figure
    agent: bool = False  # it is the doer or the owner
    light: bool = False  # it ends in a verb too general to say anything
    with_: bool = False  # it is joined by "với": what it says is another matter
    elliptic: bool = False  # the figure goes on from the one before: nothing of its own stands before it
    given: bool = False  # it is joined by "cho": what is done for those who are counted
    made: bool = False  # it is joined by "được": what was done, and how much of it
    listing: bool = False  # the figure is one of a list opened by "gồm"
    verbal: bool = False  # it is a verb phrase right before the figure, after an auxiliary


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Return the patterns of words that are cut from the start and from the end of a phrase, and the last words of the latter."""
    leading = re.compile(rf"(?:{words(listed('measure', 'leading'))}[\s,]*){{1,8}}", re.IGNORECASE)
    trailing = re.compile(rf"(?:[\s,]*{words(listed('measure', 'trailing'))}[\s,]*){{1,8}}$", re.IGNORECASE)
    return leading, trailing, frozenset(entry.rsplit(" ", 1)[-1] for entry in listed("measure", "trailing"))


def words_before(text: str, item: Figure, periods: Spans, *, goes_on: bool, places: Spans = ()) -> Before:
    """Return the phrase that leads up to a figure. ``goes_on``: another figure stands before it in its sentence.

    ``places`` are spans of printed places: a phrase that ends in one and says little else is the owner of the figure.
    """
    left, right = _stretch(text, item, goes_on=goes_on)
    bare, linked, right = _unlinked(text, left, right, item, periods)
    with_ = bare.endswith(("với", "cùng", "cùng với"))
    listing = "gồm" in bare.split()
    elliptic = goes_on and (not text[left:right].strip(" ,(") or bool(_ENDS_OPEN.search(text, left, right)))
    if goes_on and not elliptic and not linked and left == item.after_figure:
        # what stands between two figures with no link of its own belongs to the first: "43 tàu cá với 287 lao động"
        own = noun_of_quantity(text, left, right) or _ACTS.match(text, left, right)
        elliptic = "," not in text[left:right] and ")" not in text[left:right] and not own
    if elliptic:
        return Before(linked=linked, elliptic=True, listing=listing)
    attached = goes_on and left == item.after_figure
    left, right = trimmed(text, *_unbracket(text, *trimmed(text, *_last_piece(text, left, right, periods, attached=attached))))
    if right <= left or pattern("measure", "pronouns").fullmatch(text, left, right):
        return Before(_dimension(text, item), linked=linked, listing=listing)
    if not any(sign.isalpha() for sign in text[left:right]):  # "2023 đạt 19%" goes on with what was measured before
        return Before(linked=linked, elliptic=goes_on)
    owned = bool(_OWNER.search(text, right, item.start))
    head = noun_of_quantity(text, left, right)
    if head is None and linked and item.quantity.kind == "percent":
        head = _rate(text, item.left, left)
        right = left if head else right
    agent = light = verbal = False
    if head:
        left = head.start()
    else:
        clause = left
        left, agent, light = _verb(text, left, right, linked=linked)
        agent = agent or _ends_in_place(text, left, right, places)
        bare_verb = not (agent or light or linked) and text[right : item.start].strip() in ("", "được")
        verbal = bare_verb and _is_verbal(text, clause, left)
    cut = _cut(text, left, right, headed=bool(head))
    right = cut if cut is not None else right
    left, right = trimmed(text, left, right)
    return Before(
        _shortened(text, left, right, linked=linked, headed=bool(head)),
        linked=linked, headed=bool(head), direct=cut is None and not owned, agent=agent, light=light, with_=with_,
        listing=listing, given=bare.endswith("cho"), made=bare.endswith("được"), verbal=verbal,
    )  # fmt: skip


def _cut(text: str, left: int, right: int, *, headed: bool) -> int | None:
    """Return where what is no part of a phrase begins; a head that says nothing alone keeps what follows it."""
    keys = ("cut_before", "cut_headed") if headed else ("cut_before",)
    for cut in pattern("measure", *keys).finditer(text, _skip(text, left) + 1, right):
        if not (headed and pattern("measure", "bare_heads").fullmatch(text, left, cut.start() - 1)):
            return cut.start()
    return None


def _is_verbal(text: str, clause: int, start: int) -> bool:
    """Tell whether a phrase begins right after an auxiliary."""
    mark = last(pattern("measure", "auxiliaries"), text, clause, start)
    return mark is not None and not text[mark.end() : start].strip()


def unit_of(item: Figure) -> str:
    """Return the unit of a figure as the lists have it: lower case, compounds as printed, of ``lượt/ngày`` what is counted."""
    return (item.quantity.unit or "").casefold().replace("_", " ").partition("/")[0].strip()


def _stretch(text: str, item: Figure, *, goes_on: bool) -> tuple[int, int]:
    """Return the words before a figure that can be its own: after a word of reporting; before a bracket that holds it alone."""
    left, right = item.left, item.start
    for found in pattern("measure", "reporting").finditer(text, left, right):
        left = found.end()
    if not goes_on and item.bracketed and text[left - 1 : left] == "(" and not text[left:right].strip():
        right = left - 1
        left = max([item.sentence.start, *(match.end() for match in _STOP.finditer(text, item.sentence.start, right))])
    return left, right


def _unlinked(text: str, left: int, right: int, item: Figure, periods: Spans) -> tuple[str, bool, int]:
    """Cut links and periods from the end of a stretch; return the links, whether a subject stands before them, and the end."""
    bare = ""
    linked = bool(pattern("measure", "subject_links").search(text, item.start, max(item.start, item.quantity.number_start)))
    for _ in range(3):
        if tail := run("measure", "links", end=True).search(text, left, right):
            linked = linked or bool(pattern("measure", "subject_links").search(text, tail.start(), right))
            bare = bare or text[tail.start() : right].strip().casefold()
            right = tail.start()
        period = next((p for p in periods if left < p[1] <= right and not text[p[1] : right].strip(" ,")), None)
        if period is None:
            break
        right = max(left, period[0])
    return bare, linked, right


def _shortened(text: str, left: int, right: int, *, linked: bool, headed: bool) -> Measure | None:
    """Return the phrase, cut to a length at which it is still clear."""
    if right <= left:
        return None
    tokens = list(WORD.finditer(text, left, right))
    most = _MOST_WORDS if linked or headed else _FEW_WORDS
    if not headed and not linked and len(tokens) > _FEW_WORDS * 2:
        return None
    if len(tokens) > most:
        left, right = (left, tokens[most - 1].end()) if headed else (tokens[-most].start(), right)
    return Measure(left, right, "subject" if linked or headed else "verb")


def _dimension(text: str, item: Figure) -> Measure | None:
    """Return the adjective of size right before a figure: ``con đường … [dài] 18 km``."""
    found = _SIZE.search(text, item.left, item.start)
    return Measure(found.start(1), found.end(1), "verb") if found else None


def _ends_in_place(text: str, left: int, right: int, places: Spans) -> bool:
    """Tell whether a phrase is a place, with at most a few words before it: ``huyện Phù Cát``, ``đứng đầu là huyện Phù Cát``."""
    return any(
        left <= start < right <= end + 1
        and len(text[left:start].split()) <= _SHORT + 1
        and text[start:end] != text[start:end].lower()
        for start, end in places
    )


def with_verb(text: str, phrase: Measure, floor: int) -> int:
    """Return where the verb right before a phrase begins, or the start of the phrase: ``[giải quyết] đúng hạn``."""
    start = phrase.start
    for found in pattern("measure", "light_verbs").finditer(text, floor, phrase.start):
        if not text[found.end() : phrase.start].strip():
            start = found.start()
    return start


def _rate(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return a ``tỷ lệ`` further left whose figure is still to come: no linking verb stands after it."""
    found = last(_RATE, text, start, end)
    return found if found and not pattern("measure", "subject_links").search(text, found.end(), end) else None


def _verb(text: str, left: int, right: int, *, linked: bool) -> tuple[int, bool, bool]:
    """Return where verb or object begins, whether only the doer is left, and whether only a light verb is."""
    mark = None
    for found in pattern("measure", "auxiliaries").finditer(text, left, right):
        word, rest = found.group().casefold(), text[found.end() : right].split()
        if not rest or (linked and word == "có"):
            continue  # "cán bộ có trình độ đại học đạt 94,6%": all of it is measured
        if word in ("được", "bị") and len(rest) <= _SHORT < len(text[left:right].split()) - len(rest):
            return (
                left,
                False,
                False,
            )  # "bảng giá đất được áp dụng trong 6 trường hợp": what it is done to says more than the verb
        mark = found
    start = _skip(text, mark.end()) if mark else left
    if start == left:
        names = NAMES.match(text, left, right)
        if names:
            start = names.end()
            if start >= right or pattern("measure", "owners").match(text, start, right):
                return left, True, False
        elif (doer := pattern("measure", "agents").match(text, left, right)) and not _HEADS_ONE.match(text, doer.end()):
            act = pattern("measure", "light_verbs").search(text, left, right)
            return (_skip(text, act.end()), False, False) if act and text[act.end() : right].strip() else (left, True, False)
    light = last(pattern("measure", "light_verbs"), text, start, right)
    if light and not text[light.end() : right].strip():
        return start, False, not text[start : light.start()].strip() or " " in light.group()
    if light and (light.start() == start or " " in light.group()):
        return _skip(text, light.end()), False, False
    return start, False, False


def _last_piece(text: str, left: int, right: int, periods: Spans, *, attached: bool = False) -> tuple[int, int]:
    """Return the last piece that says something, between commas and printed periods, with what is coordinated with it.

    What is ``attached`` to the figure before (the first piece) is not looked at where there are others.
    Adverbs at the start of a piece are passed over; a piece that only says when, where or on what ground is skipped, unless it
    holds the noun of a quantity.
    """
    inner = [(here, there) for here, there in periods if left <= here and there <= right]
    commas = [match.span() for match in PIECE.finditer(text, left, right) if not any(h <= match.start() < t for h, t in inner)]
    cuts = sorted([*inner, *commas])
    ends = [*(here for here, _ in cuts), right]
    starts = [left, *(there for _, there in cuts)]
    index = len(starts) - 1
    last = 1 if attached and index else 0
    while index >= last:
        here, end = starts[index], ends[index]
        while index and cuts[index - 1] in commas and pattern("measure", "coordinated").match(text, _skip(text, here), end):
            index -= 1
            here = starts[index]
        here = _skip(text, here)
        if adverbs := run("measure", "adverbs").match(text, here, end):
            here = adverbs.end()
        inside = trimmed(text, here, end)
        if inside[1] > inside[0] and not (index and pattern("measure", "pronouns").fullmatch(text, *inside)):
            if not pattern("measure", "adverbial_starts", "cut_before").match(text, here, end):
                return here, end
            if head := noun_of_quantity(text, here, end):
                return head.start(), end
        index -= 1
    return right, right


def _unbracket(text: str, left: int, right: int) -> tuple[int, int]:
    found = last(_BRACKETS, text, left, right)
    if found is None:
        return left, right
    if text[found.end() : right].strip(" ,"):
        return found.end(), right
    return left, found.start()


def one_comma(text: str, begin: int, stop: int) -> int:
    """Return where the phrase ends at a comma that does not join coordinated nouns."""
    for match in _COMMA.finditer(text, begin, stop):
        if not pattern("measure", "coordinated").match(text, _skip(text, match.end()), stop):
            return match.start()
    return stop


def noun_of_quantity(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first noun of a quantity in a stretch; ``số`` before a digit is a number's name: ``bão số 3``."""
    for match in pattern("measure", "heads").finditer(text, start, end):
        if not (match.group().casefold() in ("số", "mức", "tổng") and text[match.end() : match.end() + 2].strip()[:1].isdigit()):
            return match
    return None


def is_headed(text: str, phrase: Measure) -> bool:
    """Tell whether a phrase begins with the noun of a quantity."""
    found = noun_of_quantity(text, phrase.start, phrase.end)
    return found is not None and found.start() == phrase.start


def is_name(text: str, phrase: Measure) -> bool:
    """Tell whether a phrase is nothing but a name."""
    names = NAMES.match(text, phrase.start, phrase.end)
    return bool(names and names.end() >= phrase.end)


def trimmed(text: str, left: int, right: int) -> tuple[int, int]:
    """Cut conjunctions, links and marks from both ends of a phrase."""
    leading, trailing, last_words = _edges()
    left, right = _strip(text, left, right)
    lead = leading.match(text, left, right)
    if lead:
        left = lead.end()
    word = text[text.rfind(" ", left, right) + 1 or left : right]  # most phrases end in one word, or compound, that is kept
    kept = word.replace("_", "0").isalnum() and word.lower() not in last_words
    trail = None if kept else trailing.search(text, left, right)
    if trail:
        right = trail.start()
    return _strip(text, left, right) if lead or trail else (left, right)


def _strip(text: str, left: int, right: int) -> tuple[int, int]:
    while left < right and text[left] in " ,.-–—“”\"'/)_\n":
        left += 1
    while right > left and text[right - 1] in " ,.-–—“”\"'(;:/_\n":
        right -= 1
    return left, right


def _skip(text: str, here: int) -> int:
    while here < len(text) and text[here] == " ":
        here += 1
    return here
