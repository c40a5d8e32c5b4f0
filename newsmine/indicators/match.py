"""Matches statistics to indicators: typed constraints first, then the words that must stand there, then the model.

A statistic whose best indicator is less probable than the model's threshold stays unmatched. A figure whose own words say nothing
(*tỷ lệ này là 83,6%*, *Cát Sơn (88,2%)*) takes the indicator of the figure before it, if it can be one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from newsmine.extractors.extraction import Extraction
from newsmine.indicators.constraints import admits, admitted, candidates, evidence, fits
from newsmine.indicators.features import features, own_words
from newsmine.indicators.model import LEAD, load
from newsmine.indicators.surroundings import Surroundings, surroundings
from newsmine.indicators.taxonomy import Indicator, Taxonomy, built_in
from newsmine.normal import read
from newsmine.records import Statistic

__all__ = ["Match", "assign", "fits", "matches"]

_PHRASE = 0.9  # score of a user's own phrase: no model was asked
_INHERITED = 0.97  # share of a score that stays when a figure inherits its indicator
_BACK = 4  # figures before it that are looked at
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
            match = _said(typed[index], here, taxonomy) or _modelled(item, here, taxonomy)
            if here.elliptic:
                match = _inherited(items, index, found.article.text, out, taxonomy) or match
        out.append(match)
    return _without_parts(items, out, taxonomy)


def _without_parts(items: Sequence[Statistic], found: Sequence[Match | None], taxonomy: Taxonomy) -> list[Match | None]:
    """Return the matches without those of a part whose whole is the same indicator of the same place: *58 đơn vị, gồm 41 xã*."""
    whole = {item.statistic_id: (match, item.locality) for item, match in zip(items, found, strict=True)}
    out: list[Match | None] = []
    for item, match in zip(items, found, strict=True):
        of, place = whole.get(item.part_of or "", (None, None))
        same = match is not None and of is not None and match.indicator == of.indicator and place == item.locality
        out.append(None if match and same and taxonomy[match.indicator].aggregate == "sum" else match)
    return out


def _modelled(item: Statistic, around: Surroundings, taxonomy: Taxonomy) -> Match | None:
    """Return the most probable of the indicators that constraints let through, or None where none is probable enough."""
    model = load()
    among = [one for one in admitted(taxonomy, item, around) if one.id in model.numbers]
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
    items: Sequence[Statistic], index: int, text: str, done: Sequence[Match | None], taxonomy: Taxonomy
) -> Match | None:
    """Return what an elliptic figure takes from the figures before it in its paragraph.

    That is the indicator of the nearest figure of its own kind and unit, or the share that belongs to the figure right before it:
    *312 hộ nghèo, chiếm 9,4%*.
    """
    item = items[index]
    for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
        last, match = items[back], done[back]
        if item.start - last.end > _REACH or "\n" in text[last.end : item.start]:
            return None
        if (last.unit, last.kind, last.change) == (item.unit, item.kind, item.change):
            return _passed(match, match.indicator, item, taxonomy) if match else None
        share = _share(match, last, taxonomy) if back == index - 1 else None
        if match and share and item.kind == "percent":
            return _passed(match, share, item, taxonomy)
    return None


def _share(match: Match | None, last: Statistic, taxonomy: Taxonomy) -> str | None:
    """Return the indicator of a percentage that stands right after a figure: *312 hộ nghèo, 9,4%*, *45/62 xã, 72,6%*."""
    if match is None:
        return None
    return match.indicator if last.kind == "ratio" else taxonomy[match.indicator].share


def _passed(match: Match, name: str, item: Statistic, taxonomy: Taxonomy) -> Match | None:
    if not fits(taxonomy[name], item):
        return None
    return Match(name, round(match.score * _INHERITED, 3), "inherited")
