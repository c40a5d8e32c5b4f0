"""Chooses among the candidates of what a figure counts, by weights learned from annotated articles.

The score of a candidate is a sum of weights: of its signs (where it was cut, how it stands to the figure, its words), and of the
same signs under the sort of figure (a counted noun, a share, money …) and under what is seen around the figure (brackets, a list,
a change: :mod:`newsmine.extractors.circumstances`).
The weights are ``data/measure_weights.json``, tables by condition, made by ``scripts/train_measure.py`` from the
development part of ``corpora/gold``; nothing but the standard library is needed to use them. What the rules chose has a weight of
its own, so a rule is overruled only where much speaks against it; ``rule`` of the measure is then ``ranked``.

Not the candidate with the highest score is chosen but the one that the candidates agree on best: scores are made shares of
likelihood, and a candidate has the shares of all that say the same in half of their words (``[cán bộ]``, ``[cán bộ xã]``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from math import exp

from newsmine._data import data_text
from newsmine.extractors.candidates import Candidate, candidates
from newsmine.extractors.circumstances import around_of, beside, sort_of
from newsmine.extractors.figures import Figure
from newsmine.extractors.near import near
from newsmine.extractors.noun_phrases import Measure, Spans, unit_of
from newsmine.extractors.phrases import listed, pattern
from newsmine.extractors.shapes import Shapes

__all__ = ["SURE", "TRUST", "Printed", "agreed", "choose", "features", "ranked"]

# signs that are weighed under each circumstance, too
_KEYS = frozenset(("A", "B", "H", "I", "head0", "B+linked", "R", "A:unit", "A:tail"))
SURE = frozenset(("index", "about", "outcome"))  # rules that are not overruled
_SIDES = ("A:unit", "A", "B", "H", "I")
TRUST = 0.9  # what is added to the score of what the rules chose
_SHARP = 1.3  # how fast the share of likelihood falls with the score
_LEAST = 0.01  # share of the best under which a candidate has no say
_HALF = 0.5
_FAVOUR = 0.05  # between candidates that are agreed on as well, the likelier one


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed in one document.

    ``text`` is the reading view with its compounds joined, ``items`` are all figures, ``periods`` and ``places`` spans of what is
    no part of a measure.
    """

    text: str
    items: Sequence[Figure]
    periods: Spans
    places: Spans


def ranked(printed: Printed, chosen: Sequence[Measure | None]) -> tuple[Measure | None, ...]:
    """Return what each figure counts, in order; ``chosen`` is what the rules say."""
    out: list[Measure | None] = []
    for item in printed.items:
        found = choose(printed, item, out, chosen[item.index])
        # marks alone ("1,5 m2 = …", "* 15%") say nothing
        out.append(found if found is not None and any(map(str.isalnum, printed.text[found.start : found.end])) else None)
    return tuple(out)


def choose(printed: Printed, item: Figure, done: Sequence[Measure | None], rule: Measure | None) -> Measure | None:
    """Return the candidate that the candidates agree on best by their scores, or what the rules say where there is none.

    ``done`` is what the figures before count.
    """
    if rule is not None and rule.rule in SURE:
        return rule
    seen = _look(printed, item, done, rule)
    bars = _Bars(printed, item, rule, seen.places)
    pool = [pair for pair in seen.pool if not bars.hold(pair[0])]
    if not pool:
        return rule
    phrases = [printed.text[candidate.start : candidate.end] for candidate, _ in pool]
    best = pool[agreed(_scores(seen, pool), phrases)][0]
    same = rule is not None and (best.start, best.end) == (rule.start, rule.end)
    return rule if same else Measure(best.start, best.end, "ranked")


def _scores(seen: _Seen, pool: Sequence[_Signed]) -> list[float]:
    """Return the score of each candidate; what several of a figure share is added up once."""
    weight, tables, zeros = _weights(seen.sort).get, _tables(), repeat(0.0)
    around = [tables[f"&{circumstance}"].get for circumstance in seen.around if f"&{circumstance}" in tables]
    beside = tables.get("words", _NONE)
    of_keys: dict[frozenset[str], float] = {}
    of_words: dict[str, float] = {}
    scores = []
    for candidate, signs in pool:
        score = sum(map(weight, signs, zeros))
        keys = _KEYS.intersection(signs)
        if keys not in of_keys:
            ordered = [sign for sign in signs if sign in keys]
            of_keys[keys] = sum([more(sign, 0.0) for more in around for sign in ordered])
        side = _side(candidate)
        if side not in of_words:
            of_words[side] = sum(beside.get(f"{side} {word}", 0.0) for word in seen.words)
        scores.append(score + of_keys[keys] + of_words[side] + (TRUST if "R" in candidate.signs else 0.0))
    return scores


def agreed(scores: Sequence[float], phrases: Sequence[str]) -> int:
    """Return the index of the phrase with the greatest share of likelihood behind it: its own and those of its like."""
    most = max(scores)
    shares = [exp(_SHARP * (score - most)) for score in scores]
    heard = [index for index, share in enumerate(shares) if share >= _LEAST]
    if len(heard) == 1:
        return heard[0]
    words = [_words(phrases[index]) for index in heard]
    like: list[list[int]] = [[] for _ in heard]
    for one, own in enumerate(words):
        like[one].append(heard[one])
        for two in range(one + 1, len(heard)):
            if 2 * len(own & words[two]) >= _HALF * (len(own) + len(words[two])):
                like[one].append(heard[two])
                like[two].append(heard[one])
    backed = [sum([shares[other] for other in others]) for others in like]
    return max(zip(heard, backed, strict=True), key=lambda pair: pair[1] + _FAVOUR * shares[pair[0]])[0]


def _words(phrase: str) -> frozenset[str]:
    """Return the words of a phrase; one that is said again is another word, told by its place."""
    words = phrase.casefold().replace("_", " ").split()
    found = frozenset(words)
    if len(found) == len(words):
        return found
    return frozenset(f"{word} {words[:place].count(word)}" if word in words[:place] else word for place, word in enumerate(words))


class _Bars:
    """What bars a candidate of a figure: half of a list, what leads up to the next figure, what another figure counts."""

    def __init__(self, printed: Printed, item: Figure, rule: Measure | None, places: Spans) -> None:
        self._text, self._rule, self._end = printed.text, rule, item.end
        following = printed.items[item.index + 1] if item.index + 1 < len(printed.items) else None
        self._following = following.start if following else -1
        others = printed.items[max(0, item.index - _BACK) : item.index] if item.bracketed and item.noun != item.end else ()
        if others and unit_of(item) in listed("measure", "generic_units"):
            others = ()
        self._noun = item.noun
        self._places = places
        self._counted = [(other.noun, other.end) for other in others if other.noun < other.end]

    def hold(self, candidate: Candidate) -> bool:
        """Tell whether it cannot be what the figure counts."""
        text, end = self._text, candidate.end
        if self._places and self._is_place(candidate):
            return True
        if self._rule is not None and _half(text, candidate, self._rule):
            return True
        if self._end < end <= self._following and not text[end : self._following].strip():
            return bool(_JOINS.search(text, max(candidate.start, self._end), end))
        return bool(self._counted) and any(noun <= candidate.start <= other for noun, other in self._counted)

    def _is_place(self, candidate: Candidate) -> bool:
        """Tell whether only a place is said, of the counted noun or alone: ``hộ ở thôn Nà Lầu``, ``khu vực Hậu Giang cũ``."""
        start = self._end if candidate.start == self._noun < self._end < candidate.end else candidate.start
        near = next((span for span in self._places if start <= span[0] < candidate.end), None)
        if near is None or len(self._text[start : near[0]].split()) > _LEVEL or candidate.end > near[1] + _OLD:
            return False
        return start == near[0] or bool(pattern("measure", "place_openings").match(self._text, start, near[0]))


def _half(text: str, candidate: Candidate, rule: Measure) -> bool:
    """Tell whether a candidate is one end of a list that the rules took whole: ``[cán bộ], công chức``."""
    if candidate.start < rule.start or rule.end < candidate.end:
        return False
    return bool(candidate.end < rule.end and _LIST_ON.match(text, candidate.end)) or bool(
        candidate.start > rule.start and _LIST_BEFORE.search(text, rule.start, candidate.start)
    )


_JOINS = re.compile(r" (?:và|hoặc|còn) ")
_LEVEL = 3  # words of a preposition and a level before a place
_OLD = 4  # characters of "cũ", "mới" after it
_BACK = 3  # figures looked back at
_LIST_ON = re.compile(r" ?, ?| (?:và|hoặc) ")
_LIST_BEFORE = re.compile(r"(?: ?, ?| (?:và|hoặc) )$")
_NONE: dict[str, float] = {}


@cache
def _tables() -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = json.loads(data_text("newsmine.extractors", "measure_weights.json"))["weights"]
    return tables


@cache
def _weights(sort: str) -> dict[str, float]:
    """Return the weights of signs for a sort of figures, those under no condition added."""
    plain, mine = _tables().get("", _NONE), _tables().get(sort, _NONE)
    return {sign: plain.get(sign, 0.0) + mine.get(sign, 0.0) for sign in {**plain, **mine}}


_Signed = tuple[Candidate, list[str]]  # a candidate with its signs


@dataclass(frozen=True, slots=True)
class _Seen:
    """The candidates of a figure with their signs, the places of its sentence, its sort, circumstances and words beside it."""

    pool: list[_Signed]
    places: Spans
    sort: str
    around: list[str]
    words: list[str]


def _look(printed: Printed, item: Figure, done: Sequence[Measure | None], rule: Measure | None) -> _Seen:
    text = printed.text
    places = near(printed.places, item.sentence.start, item.right)
    pool = candidates(text, item, printed.items, done, printed.periods, places)
    if rule is not None:
        own = next((c for c in pool if c.start == rule.start and c.end == rule.end), None)
        if own is None:
            own = Candidate(rule.start, rule.end, {"X"})
            pool.append(own)
        own.signs.update(("R", f"R:{rule.rule}"))
    shapes = Shapes(text, pool, printed.places) if pool else None
    signed = [(candidate, [*sorted(candidate.signs), *shapes.of(candidate)]) for candidate in pool] if shapes else []
    sort = sort_of(item)
    around = around_of(text, item, printed.items, done, sort)
    around.append("headed" if any("B" in candidate.signs and "head0" in signs for candidate, signs in signed) else "unheaded")
    around.append("linked" if any("B+linked" in candidate.signs for candidate in pool) else "unlinked")
    return _Seen(signed, places, sort, around, beside(text, item))


def _side(candidate: Candidate) -> str:
    """Return the side of the figure on which a candidate stands."""
    for name in _SIDES:
        if name in candidate.signs:
            return name
    return "X"


def features(
    printed: Printed, item: Figure, done: Sequence[Measure | None], rule: Measure | None
) -> Iterator[tuple[Candidate, list[tuple[str, str]]]]:
    """Yield each candidate with all that is weighed: pairs of a table (empty, a sort of figure, a circumstance) and a sign."""
    seen = _look(printed, item, done, rule)
    bars = _Bars(printed, item, rule, seen.places)
    for candidate, signs in seen.pool:
        if bars.hold(candidate):
            continue
        keys = [sign for sign in signs if sign in _KEYS]
        out = [(table, sign) for table in ("", seen.sort) for sign in signs]
        out += [(f"&{circumstance}", sign) for circumstance in seen.around for sign in keys]
        side = _side(candidate)
        yield candidate, out + [("words", f"{side} {word}") for word in seen.words]
