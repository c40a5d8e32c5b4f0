"""What a figure counts or measures: rule-made candidates from the words around it, and the choice between them.

A measure is a span of the reading view with the rule that made it:

``complement``  the counted noun with its complement: ``104 [dự án kêu gọi đầu tư]``; after a symbol its noun: ``100% [hộ dân]``
``predicate``   what is said of a general noun: ``57 xã [được công nhận nông thôn mới]``, ``7 người [tử vong]``
``subject``     the phrase before a linking verb or headed by the noun of a quantity: ``[tỷ lệ lấp đầy] đạt 98,5%``
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

from newsmine.extractors.complement import words_after
from newsmine.extractors.figures import Figure
from newsmine.extractors.near import near
from newsmine.extractors.noun_phrases import (
    Before,
    Measure,
    Spans,
    is_headed,
    is_name,
    noun_of_quantity,
    one_comma,
    trimmed,
    unit_of,
    with_verb,
    words_before,
)
from newsmine.extractors.phrases import listed, pattern

__all__ = ["Measure", "complements", "measures"]

_WORD = re.compile(r"\S+")
_AMONG = re.compile(r"\s*(?:trong|trên|của)\s+(?:tổng\s+)?(?:số\s+)?", re.IGNORECASE)
_IN = re.compile(r"(?<!\w)về\s+([^,;.:()]+)")
_INDEX_WORDS = 24
_PHRASE = 3  # words of a verb with its object


def measures(
    text: str, items: Sequence[Figure], after: Sequence[Measure | None], periods: Spans, places: Spans = ()
) -> tuple[Measure | None, ...]:
    """Return what each figure counts, in order; ``periods`` and ``places`` are spans of what is printed and no part of it.

    ``text`` is the reading view with its compounds joined (:func:`newsmine.extractors.phrases.joined`), ``after`` the
    :func:`complements` of the figures.
    """
    out: list[Measure | None] = []
    for item in items:
        out.append(_measure(text, item, items, after[item.index], out, periods, places))
    _backwards(text, items, out)
    return tuple(out)


def complements(text: str, items: Sequence[Figure], periods: Spans) -> tuple[Measure | None, ...]:
    """Return the noun phrase after each figure, where there is one: of whom or what a share is."""
    return tuple(words_after(text, item, near(periods, item.left, item.right)) for item in items)


def _measure(  # noqa: PLR0911 (one return a rule)
    text: str,
    item: Figure,
    items: Sequence[Figure],
    after: Measure | None,
    done: Sequence[Measure | None],
    periods: Spans,
    places: Spans,
) -> Measure | None:
    times = near(periods, item.left, item.right)
    other = items[item.index - 1] if item.index and items[item.index - 1].sentence == item.sentence else None
    last = done[item.index - 1] if other else None
    inherited = Measure(last.start, last.end, "inherited") if last else None
    around = [place for place in near(places, item.left, item.start) if item.left <= place[0]]
    before = words_before(text, item, times, goes_on=other is not None, places=around)
    kind = item.quantity.kind
    if kind == "score" and (found := _index(text, item) or _ranked(text, item)):
        return found
    if item.noun < item.end:
        same = other is not None and other.quantity.unit == item.quantity.unit
        return _counted(text, item, before, after, inherited, same=same)
    if kind in ("percent", "ratio", "multiple", "count", "score") or item.quantity.change:
        return _share(text, item, before, after, inherited, _parallel(item, items, done))
    if before.phrase and (before.linked or before.headed) and not before.agent:
        return before.phrase
    if after and (kind != "money" or (is_headed(text, after) and not before.linked)):
        return after
    if before.elliptic and inherited and kind == "money":
        return inherited
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


def _counted(  # noqa: PLR0911 (one return a rule)
    text: str, item: Figure, before: Before, after: Measure | None, inherited: Measure | None, *, same: bool
) -> Measure | None:
    general = unit_of(item) in listed("measure", "generic_units")
    own = before.phrase is not None and not before.agent and not before.light and not (before.with_ and not before.headed)
    useful = before.phrase if own else None
    if useful and ((item.quantity.kind == "ratio" and before.linked) or (before.headed and before.direct)):
        return useful
    if useful and not before.headed and (done := _done(text, item, before, useful, after)):
        return done
    if after and after.end > item.end:
        return after
    if item.bracketed and inherited and general and not useful and not before.listing:
        return inherited
    if useful and (before.linked or (general and not before.headed)):
        return useful
    if inherited and (before.elliptic or same) and general and not before.listing:
        return inherited
    if useful and not general and _modified(text, useful):
        return useful
    return Measure(item.noun, item.end, "noun")


def _done(text: str, item: Figure, before: Before, phrase: Measure, after: Measure | None) -> Measure | None:
    """Return what is done, where it says more than those for whom or what for: ``[khám bệnh] cho 300 người``."""
    if before.given:
        verb = with_verb(text, phrase, item.left)
        return phrase if pattern("measure", "giving").match(text, verb) else Measure(verb, phrase.end, "verb")
    if before.made and before.direct and _words(text, phrase) >= _PHRASE:
        return phrase
    defined = after is not None and text[item.end : after.end].lstrip().startswith("là ")
    people = unit_of(item) in listed("measure", "persons")
    return phrase if people and before.verbal and before.direct and not defined and _words(text, phrase) <= _PHRASE + 1 else None


def _words(text: str, phrase: Measure) -> int:
    return len(text[phrase.start : phrase.end].replace("_", " ").split())


def _modified(text: str, phrase: Measure) -> bool:
    """Tell whether a verb before a specific noun adds to it: ``kết nạp mới``, ``thành lập mới``, ``quan trắc …``."""
    return text[phrase.start : phrase.end].casefold().replace("_", " ").endswith((" mới", " thêm"))


def _share(  # noqa: PLR0911 (one return a rule)
    text: str, item: Figure, before: Before, after: Measure | None, inherited: Measure | None, parallel: Measure | None
) -> Measure | None:
    phrase = before.phrase
    if after and pattern("measure", "plan_nouns").match(text, after.start):
        return Measure(after.start, after.end, "plan")
    if after and after.rule == "about" and item.quantity.change:
        return after
    if phrase and text[phrase.start : phrase.end].casefold().replace("_", " ").endswith(listed("measure", "outcomes")):
        return Measure(with_verb(text, phrase, item.left), phrase.end, "outcome")
    if phrase and (before.linked or (before.headed and item.quantity.change)) and not before.agent and not is_name(text, phrase):
        return phrase
    if item.bracketed and inherited and not phrase:
        return inherited
    if before.elliptic and inherited and (before.linked or item.quantity.change or not after):
        return inherited
    if after:
        return after
    if phrase and (before.headed or not (before.agent or is_name(text, phrase))):
        return phrase
    if phrase and item.first and (head := noun_of_quantity(text, item.sentence.start, phrase.start)):
        stop = pattern("measure", "cut_before", "cut_headed", "stop_after").search(text, head.end(), phrase.start)
        start, end = trimmed(text, head.start(), stop.start() if stop else phrase.start)
        return Measure(start, end, "heading")
    return inherited or parallel or phrase


def _ranked(text: str, item: Figure) -> Measure | None:
    """Return what a rank is in: ``đứng thứ 6 trong khu vực về [tốc độ tăng trưởng]``."""
    found = _IN.search(text, item.end, item.right)
    return Measure(*trimmed(text, found.start(1), found.end(1)), "about") if found else None


def _index(text: str, item: Figure) -> Measure | None:
    """Return the index or ranking named before a score or a rank in its sentence."""
    found = pattern("measure", "indices").search(text, item.sentence.start, item.start)
    if not found:
        return None
    stop = pattern("measure", "cut_before", "stop_after").search(text, found.end(), item.start)
    end = stop.start() if stop else item.start
    end = one_comma(text, found.end(), end)
    tokens = list(_WORD.finditer(text, found.start(), end))[:_INDEX_WORDS]
    start, end = trimmed(text, found.start(), tokens[-1].end())
    return Measure(start, end, "index")


def _backwards(text: str, items: Sequence[Figure], out: list[Measure | None]) -> None:
    """Give a bare counted noun the predicate of the figure listed after it: ``13 tập thể, 23 cá nhân [được khen thưởng]``."""
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
