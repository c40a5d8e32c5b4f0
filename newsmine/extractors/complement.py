"""The words after a figure that can say what it counts: the counted noun with its complement, or what is said of it.

Reads the text with compounds joined (:func:`newsmine.extractors.phrases.joined`), by the word lists of ``data/measure.toml``.
Which words are chosen is decided in :mod:`newsmine.extractors.measure`.
"""

from __future__ import annotations

import re

from newsmine.extractors.figures import Figure
from newsmine.extractors.lexical import UPPER
from newsmine.extractors.noun_phrases import PIECE, WORD, Measure, Spans, one_comma, trimmed, unit_of
from newsmine.extractors.phrases import last, listed, pattern, run

__all__ = ["NAMED", "next_subject", "words_after"]

_ABOUT = re.compile(r"\s*(?:về|đối với)\s+", re.IGNORECASE)
_AND = re.compile(r"\s(?:và|còn)(?=\s)")
# where another clause or another subject begins: "Quảng Ninh 3 người và Hải Dương …", "1 ti vi và được hỗ trợ …"
_AND_MORE = re.compile(rf"\s(?:và|còn)\s+(?=[{UPPER}]|(?:đã|được|đang|sẽ|bị|còn|có|cũng|thêm|các|những)\s)")
NAMED = re.compile(rf"\s+[{UPPER}]\w*\s+(?:-\s+)?[{UPPER}]")
_MOST_WORDS = 12
_FEW_WORDS = 6
_SHORT = 2


def words_after(text: str, item: Figure, periods: Spans) -> Measure | None:
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
    stop = _stop(text, begin, right, counted=counted)
    tokens = list(WORD.finditer(text, begin, stop))
    if len(tokens) > _MOST_WORDS:
        stop = tokens[_MOST_WORDS - 1].end()
    if counted:
        return _complement(text, item, begin, stop, rule)
    begin, stop = trimmed(text, begin, stop)
    if stop <= begin or pattern("measure", "pronouns").fullmatch(text, begin, stop):
        return None
    return Measure(begin, stop, rule)


def _stop(text: str, begin: int, right: int, *, counted: bool) -> int:
    """Return where the words after a figure end: at a word that begins something else, a comma, another clause or subject."""
    found = pattern("measure", "stop_after").search(text, begin, right)
    stop = one_comma(text, begin, found.start() if found else right)
    if counted:
        stop = _onward(text, begin, stop, right)
    new = PIECE.search(text, begin, stop)
    if new and not new.group().strip():
        stop = new.start()
    if more := _AND_MORE.search(text, begin, stop):
        stop = more.start()
    other = next_subject(text, begin, stop) if stop == right else None
    return stop if other is None else other


def next_subject(text: str, begin: int, stop: int) -> int | None:
    """Return where ``và`` begins the subject of the figure that follows: ``82 xe [và bến xe Mỹ Đình là] 409 xe``."""
    tail = run("measure", "links", end=True).search(text, begin, stop)
    joined_by = last(_AND, text, begin, tail.start()) if tail else None
    if tail is None or joined_by is None or not pattern("measure", "subject_links").search(text, tail.start(), stop):
        return None
    return joined_by.start()


def _onward(text: str, begin: int, stop: int, right: int) -> int:
    """Return where a complement ends that is but a verb and its preposition's phrase: ``mỏ nằm [trong khu vực lòng hồ]``."""
    words_so_far = len(text[begin:stop].split())
    if words_so_far > 1:
        return stop
    found = pattern("measure", "onward" if words_so_far else "onward_noun").match(text, stop, right)
    if found is None:
        return stop
    cut = pattern("measure", "stop_after").search(text, found.end(), right)
    end = one_comma(text, found.end(), cut.start() if cut else right)
    tokens = list(WORD.finditer(text, found.end(), end))
    return tokens[min(len(tokens), _FEW_WORDS) - 1].end() if tokens else stop


def _complement(text: str, item: Figure, begin: int, stop: int, rule: str) -> Measure:
    """Return the counted noun with its complement, what is said of it where the noun is too general, or the noun alone."""
    unit = unit_of(item)
    special = unit in listed("measure", "generic_units") or unit in listed("measure", "persons")
    if not special and (plain := pattern("measure", "no_complement").search(text, begin, stop)):
        stop = plain.start()
    if NAMED.match(text, begin, stop):  # "3 mỏ Tây Đằng, Châu Sơn": names of what is counted
        stop = begin
    tokens = text[begin:stop].split()
    here, stop = trimmed(text, begin, stop)
    lead = text[begin:here].split()
    if stop <= here or (len(tokens) <= _SHORT and len(lead) == 1 and lead[0] in ("và", "với", ",", "là", "của")):
        return Measure(item.noun, item.end, "noun")
    predicate = pattern("measure", "predicates").search(text, begin, stop)
    if predicate and unit in listed("measure", "persons") and len(text[begin : predicate.start()].split()) >= _SHORT:
        start, end = trimmed(text, predicate.end(), stop)
        start = start if len(text[start:end].split()) >= _SHORT else predicate.start()
        return Measure(start, max(stop, start + 1), "predicate")
    if unit in listed("measure", "generic_units"):
        if predicate and len(text[begin : predicate.start()].split()) <= _SHORT:
            start, end = trimmed(text, predicate.end(), stop)
            if len(text[start:end].split()) >= _SHORT:
                return Measure(start, end, "predicate")
        if lead and lead[-1] == "có" and len(tokens) > _SHORT:
            return Measure(here, stop, "predicate")
    elif predicate and len(tokens) > _FEW_WORDS + 1:
        start, end = trimmed(text, begin, predicate.start())
        stop = end if end > start else item.end
    return Measure(item.noun, max(stop, item.end), rule)
