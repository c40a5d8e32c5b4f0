"""All spans near a figure that could say what it counts, each with what is seen of it: what the ranker chooses from.

Spans are made at the places where rules cut: after a figure at words that begin something else, at commas and predicates; before
it after auxiliaries, light verbs, names and commas, at nouns of quantities; farther left in the sentence at nouns of quantities;
and what the figures before it count. The rules' own choice is among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from newsmine.extractors.complement import NAMED, next_subject
from newsmine.extractors.figures import Figure
from newsmine.extractors.lexical import UPPER
from newsmine.extractors.near import near
from newsmine.extractors.noun_phrases import NAMES, WORD, Measure, Spans, trimmed
from newsmine.extractors.phrases import listed, pattern, run

__all__ = ["Candidate", "candidates"]

_MOST = 14  # words of a candidate
_ENDS = 4  # ends tried for one start after a figure
_STARTS = 8  # starts tried before a figure
_HEADS = 4  # nouns of quantities looked at farther left
_BACK = 3  # figures looked back at
_COMMA = re.compile(r",")
_AND = re.compile(r"\s(?:và|hoặc|còn)(?=\s)")
_RELATION = re.compile(r"\s(?:thuộc|là|về|của|có|đối với|cho)\s")
_JOINT = re.compile(r"\s(?:với|của|về|và)\s")
_OPEN = re.compile(r"[,(]")
_CLOSE = re.compile(r"[,;:()]|\d")
_STOP = re.compile(r"[;:!?•“\"()%]|,\s|\d\s")


@dataclass(slots=True)
class Candidate:
    """A span of the reading view with the signs of where it was cut and how it stands to the figure."""

    start: int
    end: int
    signs: set[str] = field(default_factory=set)


def candidates(
    text: str, item: Figure, items: Sequence[Figure], done: Sequence[Measure | None], periods: Spans, places: Spans
) -> list[Candidate]:
    """Return the candidates of a figure.

    ``text`` is the reading view with its compounds joined, ``done`` what the figures before count; ``periods`` and ``places`` are
    spans of what is printed and no part of a measure, the places only those of the sentence of the figure.
    """
    pool = _Pool(text, places)
    times = near(periods, item.left, item.right)
    _after(pool, item, times)
    left, right = _before(pool, item, times, places)
    _farther(pool, item, min(left, right))
    _inherited(pool, item, items, done)
    return list(pool.found.values())


class _Pool:
    """Candidates by their span; one span found twice has the signs of both."""

    def __init__(self, text: str, whole: Spans) -> None:
        self.text = text
        self.inside = {at for start, end in whole for at in range(start + 1, end)}  # of printed places, which no cut goes through
        self.found: dict[tuple[int, int], Candidate] = {}

    def add(self, start: int, end: int, *signs: str) -> None:
        if start in self.inside or end in self.inside:
            return
        start, end = trimmed(self.text, start, end)
        if end > start and (end - start < 2 * _MOST or len(self.text[start:end].split()) <= _MOST):
            self.at(start, end).signs.update(signs)

    def at(self, start: int, end: int) -> Candidate:
        if (start, end) not in self.found:
            self.found[start, end] = Candidate(start, end)
        return self.found[start, end]


def _after(pool: _Pool, item: Figure, near: Spans) -> None:
    text, begin = pool.text, item.end
    if item.noun < begin:
        slash = text.find("/", item.noun, begin)  # "lượt/ngày"
        pool.add(item.noun, slash if slash > 0 else begin, "A", "A:unit", "Ae:unit")
    right = _right(text, item, near)
    if right <= begin or NAMED.match(text, begin, right):
        return
    predicates = list(pattern("measure", "predicates").finditer(text, begin, right))
    cuts = {right: "end"}
    for name, found in (
        ("and", _AND.finditer(text, begin, right)),
        ("comma", _COMMA.finditer(text, begin, right)),
        ("this", pattern("measure", "demonstratives").finditer(text, begin, right)),
        ("pred", predicates),
        ("stop", pattern("measure", "stop_after").finditer(text, begin, right)),
    ):
        for match in found:
            cuts[match.start()] = name
    starts = [(begin, "tail")] if item.noun == begin else [(item.noun, "unit"), (begin, "tail")]
    starts += [(match.end(), "pred") for match in predicates[:2]]
    starts += [(match.end(), "rel") for match in islice(_RELATION.finditer(text, begin, right), 2)]
    ordered = sorted(cuts)
    for start, sign in starts:
        for order, end in enumerate([cut for cut in ordered if cut > start][:_ENDS]):
            pool.add(start, end, "A", f"A:{sign}", f"Ae:{cuts[end]}", f"Ae{min(order, 3)}")


@cache
def _opens() -> re.Pattern[str]:
    """Return the pattern of where another sentence or subject begins: ``2 giải lớn | Ông Toản``, ``89 vòng | , Ban tổ chức``."""
    return re.compile(rf",\s(?=[{UPPER}])|\s(?:{'|'.join(listed('measure', 'sentence_openings'))})\s")


def _right(text: str, item: Figure, near: Spans) -> int:
    """Return how far the words after a figure go: to a period, another subject or sentence, and so many words."""
    begin, right = item.end, item.right
    for here, there in near:
        if begin <= here < right:
            right = here
            break
        if here < begin < there:
            return begin
    other = next_subject(text, begin, right)
    right = right if other is None else other
    if opening := _opens().search(text, begin, right):
        right = opening.start()
    tokens = list(islice(WORD.finditer(text, begin, right), _MOST))
    return tokens[-1].end() if tokens else right


def _before(pool: _Pool, item: Figure, near: Spans, places: Spans) -> tuple[int, int]:
    text, left, right = pool.text, item.left, item.start
    if item.first and item.bracketed and text[left - 1 : left] == "(" and not text[left:right].strip():
        right = left - 1
        left = max([item.sentence.start, *(match.end() for match in _STOP.finditer(text, item.sentence.start, right))])
    links, edge = _links(text, left, right, near)
    linked = "B+linked" if links and pattern("measure", "subject_links").search(links) else "B+unlinked"
    signs = [linked, *([f"Bl:{links.split()[0]}"] if links.strip() else [])]
    ends = {edge: "adj"}
    for name, found in (("cut", pattern("measure", "cut_before")), ("head", pattern("measure", "cut_headed")), ("open", _OPEN)):
        for match in found.finditer(text, left, edge):
            ends.setdefault(match.start(), name)
    for here, _ in near:
        if left < here < edge:
            ends.setdefault(here, "period")
    for start, sign in _starts(text, left, edge, near, places):
        for end, cut in ends.items():
            if end > start:
                pool.add(start, end, "B", f"B:{sign}", f"Be:{cut}", *signs)
    return left, right


def _links(text: str, left: int, right: int, near: Spans) -> tuple[str, int]:
    """Return the links and where they begin, periods between them passed over."""
    links = ""
    for _ in range(3):
        if tail := run("measure", "links", end=True).search(text, left, right):
            links = f"{text[tail.start() : right].strip().casefold()} {links}"
            right = tail.start()
        period = next((p for p in near if left < p[1] <= right and not text[p[1] : right].strip(" ,")), None)
        if period is None:
            break
        right = max(left, period[0])
    return links, right


def _starts(text: str, left: int, right: int, near: Spans, places: Spans) -> list[tuple[int, str]]:
    """Return the places before a figure where a phrase may begin, the nearest first."""
    verbs = list(pattern("measure", "light_verbs").finditer(text, left, right))
    out = {(left, "left")}
    for name, found in (
        ("comma", _COMMA.finditer(text, left, right)),
        ("report", pattern("measure", "reporting").finditer(text, left, right)),
        ("aux", pattern("measure", "auxiliaries").finditer(text, left, right)),
        ("light", verbs),
        ("joint", _JOINT.finditer(text, left, right)),
    ):
        out.update([(match.end(), name) for match in found])
    out.update([(match.start(), "head") for match in pattern("measure", "heads").finditer(text, left, right)])
    out.update([(match.start(), "verb") for match in verbs])
    out.update((end, "period") for _, end in near if left < end < right)
    out.update((end, "place") for start, end in places if left <= start and end < right)
    if names := NAMES.match(text, left, right):
        out.add((names.end(), "name"))
    return sorted(out, reverse=True)[:_STARTS]


def _farther(pool: _Pool, item: Figure, right: int) -> None:
    """Add the nouns of quantities farther left in the sentence, each to where something else begins."""
    text = pool.text
    heads = list(pattern("measure", "heads").finditer(text, item.sentence.start, right))[-_HEADS:]
    for match in heads:
        stop = pattern("measure", "cut_before", "cut_headed", "stop_after", "links").search(text, match.end(), item.start)
        end = stop.start() if stop else item.start
        if close := _CLOSE.search(text, match.end(), end):
            end = close.start()
        pool.add(match.start(), end, "H")


def _inherited(pool: _Pool, item: Figure, items: Sequence[Figure], done: Sequence[Measure | None]) -> None:
    for back in range(1, min(_BACK, item.index) + 1):
        other, measure = items[item.index - back], done[item.index - back]
        if measure is None or other.paragraph != item.paragraph:
            continue
        signs = pool.at(measure.start, measure.end).signs
        signs.update(("I", f"I{back}"))
        if other.sentence == item.sentence:
            signs.add("I+sentence")
        if other.quantity.unit == item.quantity.unit:
            signs.add("I+unit")
        if other.quantity.kind == item.quantity.kind:
            signs.add("I+kind")
        if item.bracketed and not other.bracketed:
            signs.add("I+bracket")
