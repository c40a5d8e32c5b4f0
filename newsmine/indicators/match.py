"""Matches statistics to indicators: typed constraints first, then the indicator's own words.

A percentage never matches a headcount. A statistic that no indicator claims, or that two claim equally, stays unmatched.
"""

from __future__ import annotations

import dataclasses
import re
from functools import cache

from newsmine.extractors.extraction import Extraction
from newsmine.indicators.taxonomy import Indicator, taxonomy
from newsmine.normal import Reading, read
from newsmine.records import Statistic

__all__ = ["assign", "fits"]

_SENTENCE_END = re.compile(r"[.!?…;]\s|\n")
_CLAUSE_END = re.compile(r"[,;.!?…:]\s|\n")
_REACH = 160  # code points to each side in which a clause is looked for


@dataclasses.dataclass(frozen=True, slots=True)
class _Context:
    near: str  # measure, population and the figure's own clause
    wide: str  # its sentence, the sentence before, and the title


def assign(found: Extraction) -> Extraction:
    """Return the extraction with ``indicator_id`` and ``indicator_score`` set where a statistic plainly is an indicator."""
    if not found.statistics:
        return found
    reading = read(found.article.text)
    title = read(found.article.title or "").text.casefold()
    return dataclasses.replace(found, statistics=tuple(_assigned(item, reading, title) for item in found.statistics))


def _assigned(item: Statistic, reading: Reading, title: str) -> Statistic:
    context = _context(item, reading, title)
    scored = [(_score(indicator, context), indicator.id) for indicator in taxonomy().values() if fits(indicator, item)]
    best = sorted((pair for pair in scored if pair[0] > 0), reverse=True)
    if not best or (len(best) > 1 and best[0][0] == best[1][0]):
        return item
    return dataclasses.replace(item, indicator_id=best[0][1], indicator_score=round(best[0][0], 3))


def fits(indicator: Indicator, item: Statistic) -> bool:
    """Tell whether a statistic can be the indicator at all, by kind, unit and change."""
    unit = (item.unit or "").casefold()
    if indicator.unit == "%":
        return item.kind in {"percent", "ratio"} and (item.kind == "ratio" or unit == "%") and item.change is None
    if indicator.unit == "điểm %":
        return unit in {"điểm %", "%"} and item.change is not None
    if "đồng" in indicator.unit.split("/", maxsplit=1)[0]:
        per = "/" in indicator.unit
        return unit.startswith("vnd") and ("/" in unit) == per and item.change is None
    if indicator.unit.startswith("điểm"):
        return item.kind == "score" or unit == "điểm"
    if item.kind not in {"count", "score", "rate"} or item.change is not None:
        return False
    return bool(set(indicator.unit.casefold().split()) & _unit_family(unit)) or indicator.unit.casefold() in unit


@cache
def _unit_family(unit: str) -> frozenset[str]:
    """Return the words that a printed unit may stand for: people are counted by many nouns."""
    words = set(re.findall(r"\w+", unit))
    if unit in _PEOPLE or words & {"cán", "công", "lao", "đồng", "viên"}:
        words.add("người")
    return frozenset(words)


_PEOPLE = {"cán bộ", "công chức", "cán bộ, công chức", "đồng chí", "lao động", "đảng viên", "người", "học viên"}


def _score(indicator: Indicator, context: _Context) -> float:
    """Return 0 where the indicator's words are not there, else more the longer the phrase that stands by the figure."""
    if any(phrase.casefold() in context.near for phrase in indicator.none_of):
        return 0.0
    hits = [phrase for phrase in indicator.any_of if phrase.casefold() in context.near]
    if not hits or not all(any(word.casefold() in context.wide for word in group) for group in indicator.all_of):
        return 0.0
    words = max(len(phrase.split()) for phrase in hits) + 0.5 * len(indicator.all_of)
    return min(0.99, 0.6 + 0.07 * words)


def _context(item: Statistic, reading: Reading, title: str) -> _Context:
    text = reading.text
    start, end = reading.view(item.start, item.end)
    here = [m.end() for m in _SENTENCE_END.finditer(text, max(0, start - 600), start)]
    sentence = here[-1] if here else max(0, start - 600)
    before = here[-2] if len(here) > 1 else max(0, start - 600)
    stop = _SENTENCE_END.search(text, end, min(len(text), end + 600))
    sentence_end = stop.start() if stop else min(len(text), end + 600)
    cuts = [m.end() for m in _CLAUSE_END.finditer(text, max(sentence, start - _REACH), start)]
    clause = cuts[-1] if cuts else max(sentence, start - _REACH)
    after = _CLAUSE_END.search(text, end, sentence_end)
    clause_end = after.start() if after else min(sentence_end, end + _REACH)
    own = " ".join(read(part).text for part in (item.measure, item.population) if part)
    near = f"{own} | {text[clause:clause_end]}".casefold()
    return _Context(near, f"{text[before:sentence_end]} | {title}".casefold())
