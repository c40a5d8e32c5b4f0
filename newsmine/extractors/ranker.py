"""Chooses among the candidates of what a figure counts, by weights learned from annotated articles.

The score of a candidate is a sum of weights: of its signs (where it was cut, how it stands to the figure, its words), and of the
same signs under the sort of figure (a counted noun, a share, money …) and under what is seen around the figure (brackets, a list,
a change). The weights are ``data/measure_weights.json``, tables by condition, made by ``scripts/train_measure.py`` from the
development part of ``corpora/gold``; nothing but the standard library is needed to use them. What the rules chose has a weight of
its own, so a rule is overruled only where much speaks against it; ``rule`` of the measure is then ``ranked``.

Not the candidate with the highest score is chosen but the one that the candidates agree on best: scores are made shares of
likelihood, and a candidate has the shares of all that say the same in half of their words (``[cán bộ]``, ``[cán bộ xã]``).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from newsmine._data import data_text
from newsmine.extractors.candidates import Candidate, candidates
from newsmine.extractors.figures import Figure
from newsmine.extractors.noun_phrases import Measure, Spans, unit_of
from newsmine.extractors.phrases import listed
from newsmine.extractors.shapes import Shapes

__all__ = ["TRUST", "agreed", "choose", "features", "ranked"]

# signs that are weighed under each circumstance, too
_KEYS = frozenset(("A", "B", "H", "I", "head0", "B+linked", "R", "A:unit", "A:tail"))
_SURE = frozenset(("index", "about", "outcome"))  # rules that are not overruled
_SIDES = ("A", "B", "H", "I")
TRUST = 0.6  # what is added to the score of what the rules chose
_SHARP = 2.0  # how fast the share of likelihood falls with the score
_LEAST = 0.01  # share of the best under which a candidate has no say
_HALF = 0.5
_FAVOUR = 0.05  # between candidates that are agreed on as well, the likelier one


def ranked(
    text: str, items: Sequence[Figure], chosen: Sequence[Measure | None], periods: Spans, places: Spans
) -> tuple[Measure | None, ...]:
    """Return what each figure counts, in order; ``chosen`` is what the rules say."""
    out: list[Measure | None] = []
    for item in items:
        out.append(choose(text, item, items, out, chosen[item.index], periods, places))
    return tuple(out)


def choose(
    text: str,
    item: Figure,
    items: Sequence[Figure],
    done: Sequence[Measure | None],
    rule: Measure | None,
    periods: Spans,
    places: Spans,
) -> Measure | None:
    """Return the candidate that the candidates agree on best by their scores, or what the rules say where there is none."""
    if rule is not None and rule.rule in _SURE:
        return rule
    tables = _tables()
    seen = _look(text, item, items, done, rule, periods, places)
    pool = [pair for pair in seen.pool if not _is_out(text, pair[0], item, items, rule)]
    if not pool:
        return rule
    plain, mine, words = tables.get("", _NONE), tables.get(seen.sort, _NONE), tables.get("words", _NONE)
    around = [tables.get(f"&{circumstance}", _NONE) for circumstance in seen.around]
    scores = []
    for candidate, signs in pool:
        score = sum(plain.get(sign, 0.0) + mine.get(sign, 0.0) for sign in signs)
        keys = [sign for sign in signs if sign in _KEYS]
        score += sum(table.get(sign, 0.0) for table in around for sign in keys)
        score += sum(words.get(word, 0.0) for word in _joined(candidate, seen.words))
        scores.append(score + (TRUST if "R" in signs else 0.0))
    best = pool[agreed(scores, [text[c.start : c.end] for c, _ in pool])][0]
    same = rule is not None and (best.start, best.end) == (rule.start, rule.end)
    return rule if same else Measure(best.start, best.end, "ranked")


def agreed(scores: Sequence[float], phrases: Sequence[str]) -> int:
    """Return the index of the phrase with the greatest share of likelihood behind it: its own and those of its like."""
    most = max(scores)
    shares = [exp(_SHARP * (score - most)) for score in scores]
    heard = [index for index, share in enumerate(shares) if share >= _LEAST]
    words = {index: Counter(phrases[index].casefold().replace("_", " ").split()) for index in heard}
    sizes = {index: sum(counts.values()) for index, counts in words.items()}

    def backed(index: int) -> float:
        own = words[index]
        like = (
            other
            for other in heard
            if 2 * sum(min(count, own[word]) for word, count in words[other].items()) >= _HALF * (sizes[index] + sizes[other])
        )
        return sum(shares[other] for other in like) + _FAVOUR * shares[index]

    return max(heard, key=backed)


def _is_out(text: str, candidate: Candidate, item: Figure, items: Sequence[Figure], rule: Measure | None) -> bool:
    """Tell whether a candidate cannot be it: half of a list, what leads up to the next figure, what another figure counts."""
    if rule is not None and _half(text, candidate, rule):
        return True
    following = items[item.index + 1] if item.index + 1 < len(items) else None
    if following and item.end < candidate.end <= following.start and not text[candidate.end : following.start].strip():
        return bool(_JOINS.search(text, max(candidate.start, item.end), candidate.end))
    if item.noun == item.end or not item.bracketed or unit_of(item) in listed("measure", "generic_units"):
        return False
    return any(other.noun < other.end and other.noun <= candidate.start <= other.end for other in items[: item.index][-_BACK:])


def _half(text: str, candidate: Candidate, rule: Measure) -> bool:
    """Tell whether a candidate is one end of a list that the rules took whole: ``[cán bộ], công chức``."""
    inside = rule.start <= candidate.start and candidate.end <= rule.end
    return inside and (
        bool(candidate.end < rule.end and _LIST_ON.match(text, candidate.end))
        or bool(candidate.start > rule.start and _LIST_BEFORE.search(text, rule.start, candidate.start))
    )


_JOINS = re.compile(r" (?:và|hoặc|còn) ")
_BACK = 3  # figures looked back at
_LIST_ON = re.compile(r" ?, ?| (?:và|hoặc) ")
_LIST_BEFORE = re.compile(r"(?: ?, ?| (?:và|hoặc) )$")
_NONE: dict[str, float] = {}


@cache
def _tables() -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = json.loads(data_text("newsmine.extractors", "measure_weights.json"))["weights"]
    return tables


@dataclass(frozen=True, slots=True)
class _Seen:
    """The candidates of a figure with their signs, the sort of the figure, its circumstances and the words beside it."""

    pool: list[tuple[Candidate, list[str]]]
    sort: str
    around: list[str]
    words: list[str]


def _look(
    text: str,
    item: Figure,
    items: Sequence[Figure],
    done: Sequence[Measure | None],
    rule: Measure | None,
    periods: Spans,
    places: Spans,
) -> _Seen:
    pool = candidates(text, item, items, done, periods, places)
    if rule is not None:
        own = next((c for c in pool if (c.start, c.end) == (rule.start, rule.end)), None)
        if own is None:
            own = Candidate(rule.start, rule.end, {"X"})
            pool.append(own)
        own.signs.update(("R", f"R:{rule.rule}"))
    shapes = Shapes(text, pool, places) if pool else None
    signs = [[*sorted(candidate.signs), *shapes.of(candidate)] for candidate in pool] if shapes else []
    around = _around(text, item, items)
    around.append("headed" if any("head0" in found and "B" in found for found in signs) else "unheaded")
    around.append("linked" if any("B+linked" in found for found in signs) else "unlinked")
    return _Seen(list(zip(pool, signs, strict=True)), _sort(item), around, _beside(text, item))


def _joined(candidate: Candidate, words: Sequence[str]) -> list[str]:
    """Return the words beside a figure with the side on which a candidate stands."""
    side = "A:unit" if "A:unit" in candidate.signs else next((name for name in _SIDES if name in candidate.signs), "X")
    return [f"{side} {word}" for word in words]


def features(
    text: str,
    item: Figure,
    items: Sequence[Figure],
    done: Sequence[Measure | None],
    rule: Measure | None,
    periods: Spans,
    places: Spans,
) -> Iterator[tuple[Candidate, list[tuple[str, str]]]]:
    """Yield each candidate with all that is weighed: pairs of a table (empty, a sort of figure, a circumstance) and a sign."""
    seen = _look(text, item, items, done, rule, periods, places)
    for candidate, signs in seen.pool:
        keys = [sign for sign in signs if sign in _KEYS]
        out = [(table, sign) for table in ("", seen.sort) for sign in signs]
        out += [(f"&{circumstance}", sign) for circumstance in seen.around for sign in keys]
        yield candidate, out + [("words", word) for word in _joined(candidate, seen.words)]


def _sort(item: Figure) -> str:
    """Return the sort of a figure: how its measure is mostly printed depends on it."""
    quantity = item.quantity
    if quantity.kind in ("percent", "multiple"):
        return "share"
    if quantity.kind == "rate" and quantity.dimension != "count":
        return "rate"
    if quantity.kind in ("ratio", "money", "score", "measure"):
        return quantity.kind
    if item.noun == item.end:
        return "bare"
    unit = unit_of(item)
    if unit in listed("measure", "persons"):
        return "people"
    return "general" if unit in listed("measure", "generic_units") else "special"


def _around(text: str, item: Figure, items: Sequence[Figure]) -> list[str]:
    """Return the circumstances of a figure."""
    out = [name for name, seen in (("change", item.quantity.change), ("bracket", item.bracketed)) if seen]
    other = items[item.index - 1] if item.index else None
    if other is None or other.sentence != item.sentence:
        return [*out, "first"]
    between = text[other.end : item.start]
    if between.strip(" ,(") in ("", "và", "hoặc", "hay"):
        out.append("tight")
    if ";" not in between and "," not in between:
        out.append("one clause")
    if other.quantity.unit == item.quantity.unit:
        out.append("same unit")
    return out


def _beside(text: str, item: Figure) -> list[str]:
    """Return the words right before and after a figure, and its unit."""
    before = text[max(item.sentence.start, item.start - 30) : item.start].casefold().split()
    after = text[item.end : item.end + 20].casefold().split()
    return [
        f"<{before[-1] if before else ''}",
        f">{after[0].strip(',.;:)') if after else ''}",
        f"={(item.quantity.unit or item.quantity.kind).casefold()}",
    ]
