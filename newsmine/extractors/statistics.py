"""Finds statistics in a document: every figure with what it counts, when, where, how firmly, and who states it.

The numerals say what a number is; here its record is assembled, field by field, each by rules of its own module: what is counted
(:mod:`measure`), when (:mod:`period_binding`), where (:mod:`sites`, :mod:`locality`), status (:mod:`status`), who states it
(:mod:`attribution`), parts and wholes (:mod:`wholes`) and arithmetic (:mod:`checks`). ``rule`` of a record names the rule of
each field; :func:`explain` spells them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from newsmine._data import data_toml
from newsmine.extractors.attribution import statements
from newsmine.extractors.checks import checks
from newsmine.extractors.dateline import reference_day
from newsmine.extractors.figures import Figure, figures
from newsmine.extractors.locality import Place, localities
from newsmine.extractors.measure import Measure, complements, measures
from newsmine.extractors.period_binding import Bound, periods_of
from newsmine.extractors.phrases import joined
from newsmine.extractors.ranker import Printed, ranked
from newsmine.extractors.sites import Site, Sites, sites
from newsmine.extractors.status import Status, statuses
from newsmine.extractors.wholes import Population, parts, populations
from newsmine.language.document import Document
from newsmine.normal import Reading
from newsmine.numerals.model import Quantity, Scan
from newsmine.numerals.scan import scan_reading
from newsmine.records import LEVELS, Person, Quotation, Reference, Reject, Statistic, stable_id

__all__ = ["explain", "find_statistics"]


def find_statistics(
    doc: Document, people: tuple[Person, ...], quotations: tuple[Quotation, ...], references: tuple[Reference, ...]
) -> tuple[tuple[Statistic, ...], tuple[Reject, ...]]:
    """Return the statistics of a document and the numbers that were refused, each in order."""
    day = reference_day(doc)
    found = scan_reading(Reading(doc.text, doc.text), day)
    items = figures(doc, [item for item in found.quantities if item.statistic])
    rejects = _rejects(doc, found)
    if not items:
        return (), rejects
    spans = [(period.start, period.end) for period in found.periods]
    names = [doc.reading.view(start, end) for person in people for start, end in person.mentions]
    held = [doc.reading.view(role.start, role.end) for person in people for role in person.roles]
    places = sites(doc, day.isoformat() if day else None, names, held)
    quoted = statements(doc, items, quotations)
    blocked = [doc.reading.view(item.start, item.end) for item in references]
    bound = periods_of(doc, items, quoted, found.periods, blocked, day)
    text = joined(doc.text, sorted({item.sentence for item in items}))
    after = complements(text, items, spans)
    named = [(site.start, site.end) for site in places.items if not site.generic]
    measured = ranked(Printed(text, items, spans, named), measures(text, items, after, spans, named))
    whole = parts(doc.text, items)
    offices = _offices(doc, quoted, people, places)
    draft = _Draft(
        items=items,
        measured=measured,
        bound=bound,
        where=localities(doc, items, places, offices, quoted, _lay(doc, people)),
        status=statuses(doc, items, quoted, bound, whole, day.isoformat() if day else None),
        quoted=quoted,
        whole=whole,
        of=populations(items, measured, whole, after),
        flags=checks(doc.text, items, whole, measured),
    )
    return tuple(_record(doc, index, draft) for index in range(len(items))), rejects


class _Draft:
    """What each module says of the figures of one document, index by index."""

    __slots__ = ("bound", "flags", "items", "measured", "of", "quoted", "status", "where", "whole")

    def __init__(
        self,
        *,
        items: Sequence[Figure],
        measured: Sequence[Measure | None],
        bound: Sequence[Bound | None],
        where: Sequence[Place],
        status: Sequence[Status],
        quoted: Sequence[Quotation | None],
        whole: Sequence[int | None],
        of: Sequence[Population | None],
        flags: Sequence[tuple[str, ...]],
    ) -> None:
        self.items, self.measured, self.bound, self.where, self.status = items, measured, bound, where, status
        self.quoted, self.whole, self.of, self.flags = quoted, whole, of, flags


def _rejects(doc: Document, found: Scan) -> tuple[Reject, ...]:
    rows = [(item.start, item.end, item.reason) for item in found.rejects]
    text = doc.text
    rows += [(item.start, item.end, "date") for item in found.periods if any(map(str.isdigit, text[item.start : item.end]))]
    rows += [(item.start, item.end, "duration") for item in found.quantities if not item.statistic]
    out = []
    for start, end, reason in sorted(rows):
        here, there, printed = doc.span(start, end)
        out.append(Reject(article_id=doc.article.article_id, start=here, end=there, text=printed, reason=reason))
    return tuple(out)


def _offices(
    doc: Document, quoted: Sequence[Quotation | None], people: Sequence[Person], places: Sites
) -> tuple[Site | None, ...]:
    """Return for each figure the place of the office of who states it."""
    by_id = {person.person_id: person for person in people}
    known: dict[str, Site | None] = {}
    out: list[Site | None] = []
    for quotation in quoted:
        if quotation is None:
            out.append(None)
            continue
        if quotation.quotation_id not in known:
            known[quotation.quotation_id] = _office(doc, quotation, by_id.get(quotation.person_id or ""), places)
        out.append(known[quotation.quotation_id])
    return tuple(out)


def _lay(doc: Document, people: Sequence[Person]) -> tuple[tuple[int, bool], ...]:
    """Return where each mention of a person ends, in order, and whether the article gives that person no office."""
    ends = [(doc.reading.view(start, end)[1], not person.roles) for person in people for start, end in person.mentions]
    return tuple(sorted(ends))


def _office(doc: Document, quotation: Quotation, person: Person | None, places: Sites) -> Site | None:
    spans = [(role.start, role.end) for role in person.roles] if person else []
    if quotation.speaker_kind in ("body", "unnamed", "document") and quotation.speaker_start is not None:
        spans.append((quotation.speaker_start, quotation.speaker_end or quotation.speaker_start))
    for start, end in spans:
        inside = [site for site in places.between(*doc.reading.view(start, end)) if not site.inside]
        if inside:
            return inside[0]
    return None


def _record(doc: Document, index: int, draft: _Draft) -> Statistic:
    item = draft.items[index]
    quantity = item.quantity
    measure, bound, place, status = draft.measured[index], draft.bound[index], draft.where[index], draft.status[index]
    quotation, whole, of = draft.quoted[index], draft.whole[index], draft.of[index]
    start, end, text = doc.span(item.start, item.end)
    m_start, m_end, m_text = doc.span(measure.start, measure.end) if measure else (None, None, None)
    o_start, o_end, o_text = doc.span(of.start, of.end) if of else (None, None, None)
    p_text = doc.span(bound.found.start, bound.found.end)[2] if bound else None
    b_start, b_end, b_text = _baseline(doc, quantity)
    site = place.site
    rules = _rules(quantity, measure, bound, place, status, quotation)
    return Statistic(
        statistic_id=_id(doc, item),
        article_id=doc.article.article_id,
        start=start,
        end=end,
        text=text,
        value=quantity.value,
        value_max=quantity.value_max,
        denominator=quantity.denominator,
        unit=quantity.unit,
        kind=quantity.kind,
        bound=quantity.bound,
        change=quantity.change,
        baseline_text=b_text,
        baseline_start=b_start,
        baseline_end=b_end,
        status=status.status,
        negated=status.negated,
        measure=m_text,
        measure_start=m_start,
        measure_end=m_end,
        population=o_text,
        population_start=o_start,
        population_end=o_end,
        part_of=_id(doc, draft.items[whole]) if whole is not None else None,
        period_text=p_text,
        period_start=bound.found.period.start if bound else None,
        period_end=bound.found.period.end if bound else None,
        period_kind=bound.found.period.kind if bound else None,
        period_rule=bound.source if bound else None,
        locality=(site.label or None) if site else None,
        locality_id=site.locality_id if site and place.tied else None,
        locality_assumed_id=site.locality_id if site and not place.tied else None,
        locality_level=site.level if site and site.level in LEVELS else None,
        locality_rule=place.source,
        quotation_id=quotation.quotation_id if quotation else None,
        speaker_name=quotation.speaker_name if quotation else None,
        checks=draft.flags[index],
        confidence=_confidence(tuple({**rules, "value": quantity.kind}.items())),
        rule="; ".join(f"{name}={rule}" for name, rule in rules.items()),
    )


def _id(doc: Document, item: Figure) -> str:
    start, end, _ = doc.span(item.start, item.end)
    return stable_id(doc.article.article_id, "statistic", start, end)


def _baseline(doc: Document, quantity: Quantity) -> tuple[int | None, int | None, str | None]:
    if quantity.baseline_start is None or quantity.baseline_end is None:
        return None, None, None
    return doc.span(quantity.baseline_start, quantity.baseline_end)


def _rules(
    quantity: Quantity, measure: Measure | None, bound: Bound | None, place: Place, status: Status, quotation: Quotation | None
) -> dict[str, str]:
    return {
        "value": quantity.rule or "number",
        "measure": measure.rule if measure else "none",
        "period": bound.rule if bound else "none",
        "locality": place.rule,
        "status": status.rule,
        "speaker": "quotation" if quotation else "none",
    }


@cache
def _rates() -> tuple[dict[str, dict[str, float]], float]:
    table: Any = data_toml("newsmine.extractors", "statistics.toml")["confidence"]
    fields = {name: rates for name, rates in table.items() if name != "power"}
    return {str(name): {str(rule): float(rate) for rule, rate in rates.items()} for name, rates in fields.items()}, float(
        table["power"]
    )


@lru_cache(maxsize=4096)
def _confidence(rules: tuple[tuple[str, str], ...]) -> float:
    """Return the share of records made by these rules that are right in every field, as counted on annotated articles."""
    rates, power = _rates()
    share = 1.0
    for name, rule in rules:
        known = rates.get(name, {})
        share *= known[rule] if rule in known else min(known.values(), default=_UNKNOWN)
    return float(round(share**power, 3))


_UNKNOWN = 0.8  # of a field that no rates were counted for


_PAIR = re.compile(r"(\w+)=([^;]+)")


def explain(statistic: Statistic) -> dict[str, str]:
    """Return field → the rule that made it, in words: what ``newsmine extract --explain`` shows for a figure."""
    words: Any = data_toml("newsmine.extractors", "statistics.toml")["explain"]
    out: dict[str, str] = {}
    for name, rule in _PAIR.findall(statistic.rule):
        known = words.get(name, {}).get(rule)
        out[name] = f"{rule}: {known}" if known else rule
    return out
