"""Matches statistics to indicators: typed constraints first, then the words that must stand there, then the model.

A statistic whose best indicator is less probable than the model's threshold stays unmatched. A figure whose own words say nothing
(*tỷ lệ này là 83,6%*, *Cát Sơn (88,2%)*) takes the indicator of the figure before it, if it can be one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from newsmine.extractors.extraction import Extraction
from newsmine.indicators.constraints import admits, candidates, evidence, fits
from newsmine.indicators.features import features, own_words
from newsmine.indicators.model import LEAD, load
from newsmine.indicators.surroundings import Surroundings, surroundings
from newsmine.indicators.taxonomy import Indicator, Taxonomy, built_in
from newsmine.normal import read
from newsmine.records import Statistic

__all__ = ["Match", "assign", "fits", "matches"]

_PHRASE = 0.9  # score of a user's own phrase: no model was asked
_INHERITED = 0.9  # share of a score that stays when a figure inherits its indicator
_REACH = 320  # characters to the figure that an indicator is inherited from


@dataclass(frozen=True, slots=True)
class Match:
    """What a statistic is: an indicator and how probable that is. ``rule``: ``model``, ``phrase`` or ``inherited``."""

    indicator: str
    score: float
    rule: str


def assign(found: Extraction, taxonomy: Taxonomy | None = None) -> Extraction:
    """Return the extraction with ``indicator_id`` and ``indicator_score`` set where a statistic is an indicator.

    ``taxonomy`` is the built-in one, or :func:`newsmine.indicators.read_taxonomy` of a user's file.
    """
    if not found.statistics:
        return found
    pairs = zip(found.statistics, matches(found, taxonomy or built_in()), strict=True)
    return dataclasses.replace(found, statistics=tuple(_with(item, match) for item, match in pairs))


def _with(item: Statistic, match: Match | None) -> Statistic:
    if match is None:
        return item
    return dataclasses.replace(item, indicator_id=match.indicator, indicator_score=match.score)


def matches(found: Extraction, taxonomy: Taxonomy) -> list[Match | None]:
    """Return the match of each statistic of an extraction, or None, in order."""
    items = found.statistics
    typed = [candidates(taxonomy, item) if item.value is not None else () for item in items]
    reading = read(found.article.text)
    around = surroundings(items, reading, read(found.article.title or "").text, [bool(ones) for ones in typed])
    out: list[Match | None] = []
    for index, (item, here) in enumerate(zip(items, around, strict=True)):
        match = None
        if here is not None:
            match = _said(typed[index], here, taxonomy) or _modelled(item, typed[index], here)
            if here.elliptic:
                match = _inherited(items, index, here, out, taxonomy) or match
        out.append(match)
    return out


def _modelled(item: Statistic, typed: Sequence[Indicator], around: Surroundings) -> Match | None:
    """Return the most probable of the indicators that constraints let through, or None where none is probable enough."""
    model = load()
    among = [one for one in typed if one.id in model.numbers and admits(one, around)]
    if not among:
        return None
    numbers = [model.numbers[one.id] for one in among]
    words = own_words(around)
    found = zip(among, numbers, model.scores(features(item, around), numbers), strict=True)
    ranked = sorted(
        ((model.mixed(number, score, evidence(one, around), words), one.id) for one, number, score in found), reverse=True
    )
    second = ranked[1][0] if len(ranked) > 1 else ranked[0][0] - LEAD
    score = round(model.probability(ranked[0][0], second), 3)
    return Match(ranked[0][1], score, "model") if score >= model.threshold else None


def _said(typed: Sequence[Indicator], around: Surroundings, taxonomy: Taxonomy) -> Match | None:
    """Return the indicator one of whose phrases a user gave stands in the figure's own words: the longest phrase counts."""
    if not taxonomy.text:
        return None
    names = {one.id for one in typed}
    hits = [(len(words), name) for name, words in taxonomy.phrases if name in names and words in around.own]
    for one in typed:
        if one.own and admits(one, around):
            hits += [(len(words), one.id) for words in one.phrases if words in around.own]
            hits += [] if one.phrases else [(0, one.id)]
    return Match(max(hits)[1], _PHRASE, "phrase") if hits else None


def _inherited(
    items: Sequence[Statistic], index: int, around: Surroundings, done: Sequence[Match | None], taxonomy: Taxonomy
) -> Match | None:
    if not index:
        return None
    last, match = items[index - 1], done[index - 1]
    near = items[index].start - last.end <= _REACH and (not around.first or around.past != " ")
    if match is None or not near or (items[index].unit, items[index].kind) != (last.unit, last.kind):
        return None
    if not fits(taxonomy[match.indicator], items[index]):
        return None
    return Match(match.indicator, round(match.score * _INHERITED, 3), "inherited")
